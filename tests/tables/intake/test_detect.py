"""What a file really is, and the sentence for each that is not to be read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from bot.errors import ErrorCode, LkjipError
from bot.tables.intake.detect import detect
from tests.tables.files import (
    MACRO_SHEET_TYPE,
    ONE_CELL,
    SHEET_TYPE,
    compound,
    docx,
    ods,
    para,
    pdf_pages,
    xlsx,
    xlsx_parts,
    zipped,
)

TEXT = b"BT /F 12 Tf 10 10 Td (Halo 123) Tj ET "


def refused(path: Path, name: str | None = None) -> LkjipError:
    with pytest.raises(LkjipError) as caught:
        detect(path, name or path.name)
    error = caught.value
    assert error.exit_code == 2
    assert (name or path.name) in error.pesan
    assert error.pesan.endswith(".")
    assert error.saran.endswith(".")
    return error


def test_kinds_by_content(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "a.xlsx")
    old = xlwt.Workbook()
    old.add_sheet("S").write(0, 0, 1)
    old.save(str(tmp_path / "a.xls"))
    ods(tmp_path / "a.ods", "<table:table/>")
    docx(tmp_path / "a.docx", para("x"))
    pdf_pages(tmp_path / "a.pdf", 1, TEXT)
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    (tmp_path / "a.txt").write_bytes("a\tb\n".encode("utf-16"))
    kinds = {path.name: detect(path, path.name).kind for path in tmp_path.iterdir()}
    assert kinds == {
        "a.xlsx": "xlsx",
        "a.xls": "xls",
        "a.ods": "ods",
        "a.docx": "docx",
        "a.pdf": "pdf",
        "a.csv": "csv",
        "a.txt": "csv",
    }


def test_name_without_ending_goes_by_content(tmp_path: Path) -> None:
    assert detect(xlsx(tmp_path / "unduhan", ONE_CELL), "unduhan").kind == "xlsx"


def test_web_page_and_tabbed_text_under_xls(tmp_path: Path) -> None:
    page = tmp_path / "a.xls"
    page.write_text("<html><table><tr><td>1</td></tr></table></html>")
    assert detect(page, page.name).kind == "html"
    page.write_text("No\tIndikator\n1\tNilai\n")
    assert detect(page, page.name).kind == "csv"


@pytest.mark.parametrize(
    "name", ["tabel.pdf", "tabel.docx", "tabel.xls", "tabel.csv", "tabel.doc", "tabel.dat"]
)
def test_workbook_under_a_wrong_name_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    error = refused(xlsx(tmp_path / name, ONE_CELL))
    assert error.code in (ErrorCode.FILE_MISLABELED, ErrorCode.FILE_UNKNOWN)
    assert "buku kerja Excel" in error.pesan
    assert ".xlsx" in error.saran


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "gambar"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "gambar"),
        (b"MZ\x90\x00" + b"\x00" * 50, "program"),
        (b"%PDF-1.4\n%%EOF", "PDF"),
        (b"<!DOCTYPE html><html><body>masuk dahulu</body></html>", "HTML"),
        (b"{\\rtf1 halo}", "RTF"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"hanya kalimat biasa\n", "teks"),
        (b"\x00\x01\x02\x03" * 30, "biner"),
    ],
)
def test_anything_under_the_name_of_a_workbook(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "capaian.xlsx"
    path.write_bytes(content)
    error = refused(path)
    assert error.code is ErrorCode.FILE_MISLABELED
    assert word in error.pesan


def test_zip_of_something_else_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    error = refused(zipped(tmp_path / "a.xlsx", [("foto.jpg", b"x")]))
    assert error.code is ErrorCode.FILE_MISLABELED
    assert "ZIP" in error.pesan


def test_picture_and_neighbouring_formats_under_their_own_names(tmp_path: Path) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 50)
    assert "gambar" in refused(photo).pesan
    text = zipped(tmp_path / "a.odt", [("mimetype", "application/vnd.oasis.opendocument.text")])
    assert ".docx" in refused(text).saran
    rich = tmp_path / "a.rtf"
    rich.write_bytes(b"{\\rtf1 halo}")
    assert ".docx" in refused(rich).saran
    page = tmp_path / "a.html"
    page.write_text("<html></html>")
    assert ".xlsx" in refused(page).saran
    archived = tmp_path / "a.xls"
    archived.write_text("MIME-Version: 1.0\nContent-Type: multipart/related\n")
    assert ".xlsx" in refused(archived).saran
    sentence = tmp_path / "b.xls"
    sentence.write_text("hanya kalimat, tanpa tabel\n")
    assert refused(sentence).code is ErrorCode.FILE_MISLABELED


@pytest.mark.parametrize("name", ["laporan.doc", "laporan.docx"])
def test_legacy_doc(tmp_path: Path, name: str) -> None:
    error = refused(compound(tmp_path / name, "WordDocument", "1Table"))
    assert error.code is ErrorCode.FILE_LEGACY_DOC
    assert ".docx" in error.saran


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.xls"])
def test_encrypted_office_file(tmp_path: Path, name: str) -> None:
    error = refused(compound(tmp_path / name, "EncryptionInfo", "EncryptedPackage"))
    assert error.code is ErrorCode.FILE_ENCRYPTED
    assert "kata sandi" in error.saran


def test_encrypted_ods_and_zip(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    error = refused(ods(tmp_path / "a.ods", "", extra=[("META-INF/manifest.xml", manifest)]))
    assert error.code is ErrorCode.FILE_ENCRYPTED
    path = xlsx(tmp_path / "b.xlsx", ONE_CELL)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)
    assert refused(path).code is ErrorCode.FILE_ENCRYPTED


def test_encrypted_xls(tmp_path: Path) -> None:
    from bot.tables.readers.xls import read_xls

    path = tmp_path / "a.xls"
    globals_ = b"\x09\x08\x10\x00" + b"\x00\x06\x05\x00" + b"\x00" * 12 + b"\x2f\x00\x06\x00" + b"\x00" * 6
    path.write_bytes(globals_ + b"\x0a\x00\x00\x00")
    assert detect(path, path.name).kind == "xls"
    with pytest.raises(LkjipError) as caught:
        read_xls(path, path.name)
    assert caught.value.code is ErrorCode.FILE_ENCRYPTED


@pytest.mark.parametrize(
    ("name", "kind", "extra"),
    [
        ("a.xlsm", MACRO_SHEET_TYPE, [("xl/vbaProject.bin", b"x")]),
        ("a.xlsx", SHEET_TYPE, [("xl/vbaProject.bin", b"x")]),
        ("a.xlsx", MACRO_SHEET_TYPE, []),
    ],
)
def test_macros(tmp_path: Path, name: str, kind: str, extra: list[tuple[str, bytes]]) -> None:
    parts = xlsx_parts(ONE_CELL, kind=kind)
    error = refused(zipped(tmp_path / name, [*parts.items(), *extra]))
    assert error.code is ErrorCode.FILE_MACRO
    assert ".xlsx" in error.saran


def test_docm(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docm", para("x"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert refused(path).code is ErrorCode.FILE_MACRO


@pytest.mark.parametrize("content", [b"", b" \r\n\n", b"\xef\xbb\xbf\n"])
def test_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert refused(path).code is ErrorCode.FILE_EMPTY


def test_missing_folder_and_device(tmp_path: Path) -> None:
    assert refused(tmp_path / "tidak-ada.xlsx").code is ErrorCode.FILE_MISSING
    (tmp_path / "folder").mkdir()
    assert "folder" in refused(tmp_path / "folder").pesan
    os.mkfifo(tmp_path / "pipa.csv")
    assert refused(tmp_path / "pipa.csv").code is ErrorCode.FILE_MISSING
    assert refused(tmp_path / ("x" * 5000), "x.xlsx").code is ErrorCode.FILE_MISSING


def test_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a;b")
    path.chmod(0)
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may read all
    assert "izin" in refused(path).pesan


def test_too_large_for_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as stream:
        stream.truncate(26 * 1024 * 1024)
    assert refused(path).code is ErrorCode.FILE_TOO_LARGE


@pytest.mark.parametrize("keep", [30, 200, 900, -10, -23])
def test_truncated_workbook(tmp_path: Path, keep: int) -> None:
    path = xlsx(tmp_path / "a.xlsx", ONE_CELL)
    path.write_bytes(path.read_bytes()[:keep])
    assert refused(path).code is ErrorCode.FILE_DAMAGED


def test_damaged_compound_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600)
    assert refused(path).code is ErrorCode.FILE_DAMAGED
