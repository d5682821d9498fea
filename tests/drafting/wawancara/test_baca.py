"""Reading for an interview: several files, a bad one among them, unclear columns, and the counts."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.drafting.wawancara.bahan import (
    Bahan,
    BerkasMasuk,
    baca_bahan,
    muat_bahan,
    ringkas,
    simpan_bahan,
)
from bot.drafting.wawancara.model import Jawaban
from bot.drafting.wawancara.plan import baca_ulang, soal_berikut, soal_wawancara
from bot.drafting.wawancara.terapkan import terapkan
from bot.errors import LkjipError
from bot.tables.document import Bacaan
from tests.drafting.wawancara.wawancara import contoh, draf_dari, sebarang

CSV = """Sasaran;Indikator Kinerja;Satuan;Target 2024;Realisasi 2024
Meningkatnya layanan;Indeks kepuasan;nilai;80;84
;Angka keluhan;laporan;10;12
"""
TANPA_REALISASI = """Sasaran;Indikator Kinerja;Satuan;Target 2024;Hsl
Meningkatnya layanan;Indeks kepuasan;nilai;80;84
;Cakupan layanan;persen;90;88
"""


def tulis(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_in_one_sentence(sample: Path) -> None:
    found = ringkas(baca_bahan([sample]))
    assert found.kalimat() == "4 sasaran, 12 indikator, 24 baris anggaran, tahun 2025, 10 temuan"
    assert found.instansi == "Dinas Kesehatan Kabupaten Cendana Raya"
    assert found.temuan == found.galat + found.peringatan == 10
    assert found.program == 5


def test_a_bad_file_does_not_spoil_the_others(tmp_path: Path) -> None:
    good, bad = tulis(tmp_path, "a.csv", CSV), tulis(tmp_path, "b.pdf", "bukan pdf")
    seen: list[tuple[int, str]] = []

    def saksi(n: int, bacaan: Bacaan) -> None:
        seen.append((n, bacaan.berkas))

    bahan = baca_bahan([bad, good, tmp_path / "hilang.xlsx"], saksi=saksi)
    assert [b.galat is None for b in bahan.berkas] == [False, True, False]
    assert seen == [(1, "a.csv")]
    assert ringkas(bahan).indikator == 2
    sentences = ringkas(bahan).berkas
    assert sentences[0].startswith("b.pdf: ")
    assert "a.csv: 1 tabel, 2 baris indikator" in sentences[1]
    assert terapkan(bahan, []).measurement.rata_rata.jumlah == 2


def test_nothing_but_bad_files_is_an_error_that_says_why(tmp_path: Path) -> None:
    bahan = baca_bahan([tulis(tmp_path, "b.pdf", "bukan pdf")])
    assert ringkas(bahan).indikator == 0
    assert soal_wawancara(bahan, []) == ()
    with pytest.raises(LkjipError, match=r"b\.pdf"):
        terapkan(bahan, [])
    with pytest.raises(LkjipError, match="Belum ada tabel"):
        terapkan(Bahan(()), [])


def test_advice_names_no_option_of_the_command_line(tmp_path: Path) -> None:
    galat = baca_bahan([tulis(tmp_path, "a.csv", "satu;dua\nx;y\n")]).berkas[0].galat
    assert galat is not None
    assert "--" not in galat.saran
    assert galat.saran.endswith(".")


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first = BerkasMasuk(tulis(tmp_path, "1.csv", CSV), "capaian.csv")
    second = BerkasMasuk(tulis(tmp_path, "2.csv", CSV.replace("84", "86")), "../Capaian.csv")
    bahan = baca_bahan([first, first, second])
    assert [b.nama for b in bahan.berkas] == ["capaian.csv", "capaian (2).csv", ".._Capaian.csv"]
    cells = {
        i.realisasi.sel.berkas for t in bahan.tabel for i in t.indikator if i.realisasi and i.realisasi.sel
    }
    assert cells == {"capaian.csv", "capaian (2).csv", ".._Capaian.csv"}


def test_an_unknown_column_is_asked_for_and_read_with_the_answer(tmp_path: Path) -> None:
    path = tulis(tmp_path, "a.csv", TANPA_REALISASI)
    bahan = baca_bahan([path])
    asked = next(s for s in soal_wawancara(bahan, []) if s.id.startswith("kolom:"))
    assert asked.id == "kolom:1:1:E1"
    assert "“Hsl”" in asked.teks
    assert "84; 88" in asked.teks
    rows = [Jawaban("identitas:instansi", teks="Dinas Contoh"), Jawaban("identitas:tahun", "2024")]
    rows.append(Jawaban(asked.id, "realisasi"))
    wanted = baca_ulang(bahan, rows)
    assert wanted is not None
    again = baca_bahan([path], wanted.peta, wanted.tahun)
    assert baca_ulang(again, rows) is None
    values = [u.indikator.realisasi for u in terapkan(again, rows).measurement.indikator]
    assert [v.angka if v else None for v in values] == [84, 88]


def test_a_role_that_leaves_no_table_is_taken_back(tmp_path: Path) -> None:
    path = tulis(tmp_path, "a.csv", CSV)
    bahan = baca_bahan([path], {"1:1:B1": "lain", "1:1:D1": "lain", "1:1:E1": "lain", "1:1:A1": "lain"})
    assert bahan.berkas[0].galat is None
    assert len(bahan.tabel[0].indikator) == 2


def test_a_map_that_is_none_of_ours_is_left_aside(tmp_path: Path) -> None:
    path = tulis(tmp_path, "a.csv", CSV)
    odd = {"x": "target", "9:1:A1": "target", "1:99:A1": "target", "1:1:../A1": "target"}
    assert baca_bahan([path], odd).berkas == baca_bahan([path]).berkas


def test_the_same_material_gives_the_same_plan_after_it_was_kept(tmp_path: Path) -> None:
    bahan = contoh()
    simpan_bahan(bahan, tmp_path / "b")
    assert soal_wawancara(muat_bahan(tmp_path / "b"), []) == soal_wawancara(bahan, [])


@pytest.mark.data
@pytest.mark.parametrize(
    "name",
    [
        "gunungkidul_pengukuran_iku.csv",
        "boyolali_perjakin_eselon2_BPBD_2026.docx",
        "deliserdang_evaluasi_renja_bappedalitbang_2025.xlsx",
        "bps_tapin_template_import_capaian.xlsx",
        "pasuruan_bappeda_SK_IKU_review_2021.pdf",
    ],
)
def test_real_tables_are_interviewed_to_an_audited_draft(material: Path, name: str) -> None:
    path = material / "tabel" / name
    bahan = baca_bahan([path])
    rng = random.Random(7)
    rows: list[Jawaban] = []
    while (asked := soal_berikut(bahan, rows)) is not None:
        rows.append(sebarang(asked, rng))
        wanted = baca_ulang(bahan, rows)
        if wanted is not None:
            bahan = baca_bahan([path], wanted.peta, wanted.tahun)
            assert baca_ulang(bahan, rows) is None
        assert len(rows) < 150
    assert draf_dari(bahan, rows).audit.sah
