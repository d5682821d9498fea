"""Optical character recognition: with a stand-in for tesseract, and with the real one."""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path

import pytest

from bot.knowledge_io import read_naskah
from bot.tables.sandbox import Start
from knowledge.errors import KnowledgeError
from knowledge.ingest import ocr
from tests.tables.pdf_maker import Page, write_pdf

STAND_IN = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\neng\\n{language}")
    sys.exit(0)
picture = open(sys.argv[1], "rb")
kind, width, height, depth = picture.readline().split()
assert kind == b"P5" and int(depth) == 255 and len(picture.read()) == int(width) * int(height)
{act}
print("Pasal 1\\n\\nLaporan kinerja disusun\\nsetiap tahun; gambar", width.decode(), height.decode())
"""


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, language: str = "ind", act: str = "") -> None:
    program = folder / "tesseract"
    program.write_text(STAND_IN.format(python=sys.executable, language=language, act=act))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


def scan(tmp_path: Path, pages: int = 2) -> Path:
    drawn = []
    for _ in range(pages):
        page = Page()
        page.box(100, 100, 300, 300, gray=0.5)
        drawn.append(page)
    return write_pdf(tmp_path / "pindaian.pdf", drawn)


def test_a_scan_is_refused_unless_ocr_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_naskah(scan(tmp_path), start=Start.SPAWN)
    assert refused.value.kode == "naskah-tidak-terbaca"
    assert "--ocr" in refused.value.saran


def test_every_page_is_drawn_at_300_dpi_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = scan(tmp_path)
    install(tmp_path, monkeypatch)
    naskah = read_naskah(file, with_ocr=True, start=Start.SPAWN)
    assert [(b.teks, b.halaman) for b in naskah.alinea[:2]] == [
        ("Pasal 1", 1),
        ("Laporan kinerja disusun setiap tahun; gambar 2480 3509", 1),
    ]
    assert naskah.halaman == 2
    assert naskah.halaman_ocr == (1, 2)
    assert naskah.halaman_tanpa_teks == ()


def test_only_the_pages_without_text_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, drawn, third = Page(), Page(), Page()
    first.text(72, 100, "Laporan kinerja perangkat daerah disusun setiap tahun oleh kepala dinas.")
    third.text(72, 300, "Pengukuran kinerja dilakukan setiap triwulan oleh sekretaris dinas.")
    drawn.box(100, 100, 300, 300, gray=0.5)
    file = write_pdf(tmp_path / "campuran.pdf", [first, drawn, third])
    install(tmp_path, monkeypatch)
    naskah = read_naskah(file, with_ocr=True, start=Start.SPAWN)
    assert naskah.halaman_ocr == (2,)
    assert naskah.halaman_tanpa_teks == ()
    assert [b.halaman for b in naskah.alinea] == [1, 2, 2, 3]
    assert [b.urutan for b in naskah.alinea] == [0, 1, 2, 3]


def test_without_tesseract_or_its_language_the_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = scan(tmp_path, 1)
    empty = tmp_path / "kosong"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))
    with pytest.raises(KnowledgeError) as missing:
        ocr.read_scan(file, file.name)
    assert missing.value.kekurangan_layanan
    assert "tesseract-ocr-ind" in missing.value.saran
    install(tmp_path, monkeypatch, language="fra")
    assert not ocr.is_available()
    with pytest.raises(KnowledgeError) as other:
        ocr.read_scan(file, file.name)
    assert "bahasa Indonesia" in other.value.pesan


@pytest.mark.parametrize("act", ["import time; time.sleep(30)", "sys.exit(3)"], ids=["slow", "failing"])
def test_a_page_that_fails_is_a_page_without_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    file = scan(tmp_path, 1)
    install(tmp_path, monkeypatch, act=act)
    monkeypatch.setattr(ocr, "SECONDS_PER_PAGE", 0.5)
    naskah = ocr.read_scan(file, file.name)
    assert naskah.halaman_tanpa_teks == (1,)
    assert naskah.blok == ()


def test_a_file_that_cannot_be_drawn_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "rusak.pdf"
    file.write_bytes(b"%PDF-1.4 bukan pdf")
    install(tmp_path, monkeypatch)
    with pytest.raises(KnowledgeError) as refused:
        ocr.read_scan(file, file.name)
    assert refused.value.kode == "naskah-tidak-terbaca"


@pytest.mark.skipif(
    shutil.which("tesseract") is None or not ocr.is_available(), reason="tesseract with ind is not installed"
)
def test_the_real_program(tmp_path: Path) -> None:
    page = Page()
    page.text(72, 120, "Laporan kinerja disusun setiap tahun", size=20)
    naskah = ocr.read_scan(write_pdf(tmp_path / "gambar.pdf", [page]), "gambar.pdf")
    assert "kinerja" in " ".join(b.teks for b in naskah.alinea).lower()
