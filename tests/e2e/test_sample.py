"""The shipped sample, from the workbook to the Word file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from bot.contoh import INSTANSI
from bot.contoh.buat import build
from tests.cli.helpers import lkjip


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    from bot.contoh import sample_path

    ran = lkjip("baca", sample_path(), "--json")
    assert ran.code == 0, ran.err
    document: dict[str, object] = ran.document
    return document


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    from bot.contoh import sample_path

    folder = tmp_path_factory.mktemp("draf")
    ran = lkjip(
        "draf", sample_path(), "-o", folder / "d.docx", "--bab", "semua", "--instansi", INSTANSI, "--json"
    )
    assert ran.code == 0, ran.err
    return folder, ran.document


def test_the_shipped_workbook_is_what_its_script_writes(sample: Path) -> None:
    assert _parts(sample.read_bytes()) == _parts(build())


def _parts(workbook: bytes) -> dict[str, bytes]:
    import io

    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_sample_holds_what_it_is_meant_to_show(read: dict[str, list[dict[str, object]]]) -> None:
    indikator = [i for t in read["tabel"] for s in t["sasaran"] for i in s["indikator"]]  # type: ignore[attr-defined]
    assert len(indikator) == 12
    assert {s["nama"] is not None for t in read["tabel"] for s in t["sasaran"]} == {True}  # type: ignore[attr-defined]
    assert {i["arah"] for i in indikator} == {"naik", "turun"}
    assert any(i["target"]["jenis"] == "predikat" for i in indikator)
    assert all(len(i["riwayat"]) == 4 for i in indikator)
    assert all(i["target_akhir"]["nilai"] or i["target_akhir"]["jenis"] == "predikat" for i in indikator)
    assert sum(bool(i["catatan"]["faktor_penghambat"]) for i in indikator) >= 7
    assert {b["jenjang"] for t in read["tabel"] for b in t["anggaran"]} >= {
        "program",
        "kegiatan",
        "subkegiatan",
    }  # type: ignore[attr-defined]


def test_the_sample_has_temuan_of_several_kinds(read: dict[str, list[dict[str, object]]]) -> None:
    kinds = {t["kode"] for t in read["temuan"]}
    assert kinds >= {
        "capaian-tidak-cocok",
        "capaian-dipangkas",
        "arah-tidak-jelas",
        "total-tidak-cocok",
        "rata-rata-anak",
        "realisasi-melebihi-pagu",
        "tdi",
    }


def test_every_temuan_says_where_what_and_what_to_do(read: dict[str, list[dict[str, str]]]) -> None:
    for temuan in read["temuan"]:
        assert temuan["lokasi"].startswith("contoh_capaian.xlsx")
        assert temuan["pesan"].endswith(".")
        assert temuan["saran"].endswith(".")


def test_the_draft_and_its_ledger_are_there(drafted: tuple[Path, dict[str, object]]) -> None:
    folder, document = drafted
    assert sorted(p.name for p in folder.iterdir()) == ["d.docx", "d.telusur.json"]
    assert document["indikator"] == 12
    assert document["angka"] == document["angka_tertelusur"] != 0
    assert document["bab"] == "semua"


def test_every_number_of_the_ledger_has_an_origin_in_the_contract(
    drafted: tuple[Path, dict[str, object]],
) -> None:
    ledger = json.loads((drafted[0] / "d.telusur.json").read_text(encoding="utf-8"))
    ids = {entry["id"] for entry in ledger["angka"]}
    for entry in ledger["angka"]:
        origin = entry["asal"]
        assert origin["jenis"] in {"sel", "rumus", "struktur"}
        if origin["jenis"] == "rumus":
            assert set(origin["masukan"]) <= ids


def test_the_same_table_gives_the_same_document(sample: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in (first, second):
        assert lkjip("draf", sample, "-o", path, "--tanpa-grafik", "--instansi", INSTANSI).code == 0
    assert _parts(first.read_bytes())["word/document.xml"] == _parts(second.read_bytes())["word/document.xml"]


def test_direction_and_formula_can_be_given(sample: Path, tmp_path: Path) -> None:
    ran = lkjip(
        "draf", sample, "-o", tmp_path / "d.docx", "--tanpa-grafik", "--json",
        "--arah", "rasio belanja obat=turun", "--rumus-turun", "kebalikan",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "arah-tidak-jelas" not in {t["kode"] for t in ran.document["temuan"]}


def test_a_direction_for_an_unknown_indicator_is_refused(sample: Path, tmp_path: Path) -> None:
    ran = lkjip("draf", sample, "-o", tmp_path / "d.docx", "--arah", "angka kematian=turun")
    assert ran.code == 2
    assert "cocok dengan 2 indikator" in ran.err
    assert not (tmp_path / "d.docx").exists()


def test_notes_fill_gaps(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "catatan.toml").write_text(
        'pimpinan = "Kepala Contoh"\n[indikator."Nilai maturitas penyelenggaraan SPIP"]\n'
        'penyebab = "Penilaian mandiri dilaksanakan tepat waktu"\nsolusi = "Pendampingan oleh inspektorat"\n'
        'pic = "Sekretariat"\nbatas_waktu = "Juni 2026"\n',
        encoding="utf-8",
    )
    args = ("draf", sample, "-o", tmp_path / "d.docx", "--tanpa-grafik", "--json")
    without = lkjip(*args).document["lengkapi"]
    given = lkjip(*args, "--catatan", tmp_path / "catatan.toml")
    assert given.code == 0, given.err
    assert given.document["lengkapi"] < without
    text = zipfile.ZipFile(tmp_path / "d.docx").read("word/document.xml").decode("utf-8")
    assert "penilaian mandiri dilaksanakan tepat waktu" in text.casefold()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("pimpinan = ", "bukan TOML"),
        ("pimpinnan = 'x'", "Barangkali 'pimpinan'"),
        ("[indikator.'Angka kematian ibuu']\npenyebab = 'x'", "Barangkali 'Angka kematian ibu'"),
        ("[indikator.'Angka kematian ibu']\nsebab = 'x'", "Isian 'sebab'"),
        ("pimpinan = 3", "bukan teks"),
    ],
)
def test_wrong_notes_are_told_in_indonesian(
    content: str, expected: str, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "catatan.toml").write_text(content, encoding="utf-8")
    ran = lkjip("draf", sample, "-o", tmp_path / "d.docx", "--catatan", tmp_path / "catatan.toml")
    assert ran.code == 2
    assert expected in ran.err


def test_several_files_become_one_draft(sample: Path, tmp_path: Path) -> None:
    import openpyxl

    for sheet in ("Pengukuran Kinerja", "Anggaran"):
        book = openpyxl.load_workbook(sample)
        for name in book.sheetnames:
            if name != sheet:
                del book[name]
        book.save(tmp_path / f"{sheet.split()[0]}.xlsx")
    ran = lkjip(
        "draf", "Pengukuran.xlsx", "Anggaran.xlsx", "-o", "d.docx", "--tanpa-grafik", "--json", cwd=tmp_path
    )
    assert ran.code == 0, ran.err
    assert ran.document["indikator"] == 12
    assert {"capaian-tidak-cocok", "total-tidak-cocok"} <= {t["kode"] for t in ran.document["temuan"]}
