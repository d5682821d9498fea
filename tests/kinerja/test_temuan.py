"""Findings: each is found where it is, is not raised where it is not, and says its numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.kinerja import temuan as k
from bot.kinerja.measurement import RumusTurun, StatusCapaian
from bot.kinerja.model import Arah, AsalArah, JenisNilai, Nilai, Teks, Temuan, Tingkat, Triwulan
from bot.pesan import render_temuan
from bot.texts import pesan
from tests.kinerja.bangun import baris, cetak, indikator, isian, kode, tabel, ukur


def satu(temuan: tuple[Temuan, ...], kode_: str) -> Temuan:
    found = [t for t in temuan if t.kode == kode_]
    assert len(found) == 1, [t.kode for t in temuan]
    return found[0]


class TestCapaianTidakCocok:
    def test_wrong_percentage_with_its_place_and_value(self) -> None:
        m = ukur(tabel(indikator("Nilai Evaluasi AKIP", "A (83)", "A (82,92)", capaian="98,30")))
        found = satu(m.temuan, k.CAPAIAN_TIDAK_COCOK)
        assert str(found.sel) == "IKU!F1"
        assert cetak(found.hasil) == "99,90"
        what, remedy = render_temuan(found)
        assert (
            what
            == "Capaian Nilai Evaluasi AKIP tertulis 98,30, sedangkan hitungannya 82,92 ÷ 83 × 100 = 99,90 %."
        )
        assert "99,90 %" in remedy

    def test_a_bare_spreadsheet_number_is_printed_the_indonesian_way(self) -> None:
        m = ukur(tabel(indikator("Nilai SAKIP", "83", "82.92", capaian="98.3012048192771")))
        assert "tertulis 98,3012," in render_temuan(satu(m.temuan, k.CAPAIAN_TIDAK_COCOK))[0]

    @pytest.mark.parametrize(
        ("target", "realisasi", "tertulis"),
        [
            ("80", "80,53", "100,66"),
            ("80", "80,53", "100,7"),
            ("80", "80,53", "101"),
            ("3", "2", "66,67%"),
            ("0,9", "0,87", "0,967"),
            ("66,7", "33,3", "50"),
            ("7,2", "6,9", "95,2"),
        ],
    )
    def test_rounding_is_no_fault(self, target: str, realisasi: str, tertulis: str) -> None:
        assert kode(ukur(tabel(indikator("Indeks Inovasi", target, realisasi, capaian=tertulis)))) == []

    @pytest.mark.parametrize("tertulis", ["92,42", "92,96"])
    def test_either_downward_formula_explains(self, tertulis: str) -> None:
        m = ukur(tabel(indikator("Indeks gini", "0,330", "0,355", capaian=tertulis)))
        assert k.CAPAIAN_TIDAK_COCOK not in kode(m)

    def test_the_plain_formula_does_not_explain_a_bad_thing(self) -> None:
        m = ukur(tabel(indikator("Angka kemiskinan", "10,00", "12,00", capaian="120,00")))
        found = satu(m.temuan, k.CAPAIAN_TIDAK_COCOK)
        assert "realisasi ÷ target, padahal" in render_temuan(found)[0]
        assert cetak(found.hasil) == "80,00"

    def test_office_uses_the_other_formula(self) -> None:
        row = indikator("Angka kemiskinan", "10,00", "12,00", capaian="83,33")
        assert satu(ukur(tabel(row)).temuan, k.RUMUS_TURUN_LAIN).data["kantor"] == "kebalikan"
        assert kode(ukur(tabel(row), rumus_turun=RumusTurun.KEBALIKAN)) == []

    def test_swapped_division(self) -> None:
        m = ukur(tabel(indikator("Persentase wilayah bebas banjir", "80 %", "80,53 %", capaian="99,34 %")))
        assert kode(m) == [k.CAPAIAN_TIDAK_COCOK, k.TERTUKAR]

    def test_last_years_result(self) -> None:
        row = indikator("Nilai SAKIP", "83", "82,92", capaian="98,30", riwayat={2023: "81,59"})
        m = ukur(tabel(row))
        assert kode(m) == [k.CAPAIAN_TIDAK_COCOK, k.REALISASI_TAHUN_LALU]
        assert m.temuan[1].data["tahun"] == "2023"

    def test_capped(self) -> None:
        m = ukur(tabel(indikator("Persentase jalan mantap", "80,00", "83,00", capaian="100,00")))
        assert kode(m) == [k.CAPAIAN_DIPANGKAS]

    def test_copied_from_the_realisasi(self) -> None:
        m = ukur(tabel(indikator("Persentase jalan mantap", "80,00", "72,00", capaian="72,00")))
        assert satu(m.temuan, k.CAPAIAN_TIDAK_COCOK).data["cocok_dengan"] == "salin-realisasi"

    def test_against_the_final_target_is_another_thing(self) -> None:
        row = indikator(
            "Jumlah pasar", "4", "4", capaian="175", riwayat={2023: "3"}, akhir="4", satuan="Unit"
        )
        assert k.CAPAIAN_TIDAK_COCOK not in kode(ukur(tabel(row)))
        assert k.CAPAIAN_BASIS_LAIN in kode(ukur(tabel(row)))


class TestKosongDanNol:
    def test_empty_cells(self) -> None:
        m = ukur(tabel(indikator("Nilai A", "n/a", "5", id="i1"), indikator("Nilai B", "5", "**)", id="i2")))
        assert kode(m) == [k.TARGET_KOSONG, k.REALISASI_KOSONG]
        assert "catatan kaki" in render_temuan(m.temuan[1])[0]

    def test_a_table_without_the_column_is_not_blamed(self) -> None:
        assert kode(ukur(tabel(indikator("Nilai SAKIP", "80")))) == []

    def test_a_parent_row_without_target_is_told_mildly(self) -> None:
        parent = replace(indikator("Jumlah produksi", "", satuan="ton", id="i1"), is_induk=True)
        child = replace(indikator("Padi", "5", "5", satuan="ton", id="i2"), induk="i1")
        found = ukur(tabel(parent, child)).temuan
        assert [(t.kode, t.tingkat, t.subjek) for t in found] == [(k.TARGET_KOSONG, Tingkat.INFO, "i1")]
        assert "rinciannya" in render_temuan(found[0])[0]

    def test_quarters_without_any_result(self) -> None:
        quarter = Triwulan("I", kinerja=isian("", "E1"))
        assert kode(ukur(tabel(indikator("Nilai A", triwulan=(quarter,))))) == [k.REALISASI_KOSONG]
        quarter = Triwulan("I", kinerja=isian("5", "E1"))
        assert kode(ukur(tabel(indikator("Nilai A", triwulan=(quarter,))))) == []

    def test_zero_target(self) -> None:
        assert kode(ukur(tabel(indikator("Jumlah mebel", "0", "0", satuan="Unit")))) == [k.TARGET_NOL]

    @pytest.mark.parametrize(
        ("teks", "kode_"),
        [("#DIV/0!", k.GALAT_RUMUS), ("TDI", k.TDI), ("terlaksana baik", k.TEKS_DI_KOLOM_ANGKA)],
    )
    def test_what_stands_in_the_cell(self, teks: str, kode_: str) -> None:
        m = ukur(tabel(indikator("Nilai SAKIP", "80", teks)))
        assert kode(m) == [kode_]
        assert teks in render_temuan(m.temuan[0])[0]


class TestSatuanDanAngka:
    def test_thousand_times(self) -> None:
        m = ukur(tabel(indikator("Modal (juta rupiah)", "4.079,71", "4.387.740", capaian="107,55")))
        assert kode(m) == [k.SATUAN_TERCAMPUR, k.ANGKA_AMBIGU]
        assert m.indikator[0].capaian.status is StatusCapaian.TIDAK_SEBANDING

    def test_fraction_and_percent(self) -> None:
        m = ukur(tabel(indikator("Persentase jalan mantap", "85", "0,87", satuan="%")))
        assert satu(m.temuan, k.SATUAN_TERCAMPUR).data["sebab"] == "pecahan"

    def test_lost_comma(self) -> None:
        m = ukur(tabel(indikator("Indeks ketahanan", "54,67", "3977")))
        assert satu(m.temuan, k.DESIMAL_HILANG).data["dugaan"] == "39,77"

    def test_broken_digits(self) -> None:
        lines = (baris("b1", "Administrasi", "program", "9.871.1466.000", "8.000.000.000"),)
        m = ukur(tabel(anggaran=lines))
        assert kode(m) == [k.ANGKA_AMBIGU]
        assert m.anggaran.baris[0].pagu is None

    def test_undecided_thousands(self) -> None:
        m = ukur(tabel(indikator("Nilai SAKIP", "3.666", "3.700")))
        assert kode(m) == [k.ANGKA_AMBIGU, k.ANGKA_AMBIGU]

    def test_unit_against_the_name(self) -> None:
        assert kode(ukur(tabel(indikator("Persentase saluran terbangun", "12", "12", satuan="km")))) == [
            k.SATUAN_BERTENTANGAN
        ]
        assert kode(ukur(tabel(indikator("Persentase saluran terbangun", "12", "12", satuan="%")))) == []


@pytest.mark.parametrize(
    ("teks", "tercetak"),
    [
        ("92.75", "92,75"),
        ("233.333333333333", "233,3333"),
        ("1234567.891", "1.234.567,891"),
        ("3.666", "3.666"),
    ],
)
def test_a_bare_spreadsheet_number_is_printed_the_indonesian_way(teks: str, tercetak: str) -> None:
    assert k.teks_nilai(Nilai(teks, Decimal(teks), JenisNilai.ANGKA)) == tercetak


class TestArah:
    def test_unclear(self) -> None:
        m = ukur(tabel(indikator("Rasio belanja", "5", "6")))
        assert kode(m) == [k.ARAH_TIDAK_JELAS]
        assert m.indikator[0].indikator.asal_arah is AsalArah.ANGGAPAN
        told = ukur(tabel(indikator("Rasio belanja", "5", "6")), arah={"i1": Arah.TURUN})
        assert kode(told) == []
        assert cetak(told.indikator[0].capaian.hasil) == "80,00"

    @pytest.mark.parametrize(
        ("nama", "satuan"),
        [
            ("Persentase jalan berlubang", "%"),
            ("Derajat desentralisasi", "%"),
            ("Perkara", "perkara"),
            ("Antrean loket", "menit"),
        ],
    )
    def test_a_unit_that_fits_both_ways_does_not_settle_it(self, nama: str, satuan: str) -> None:
        assert kode(ukur(tabel(indikator(nama, "5", "6", satuan=satuan)))) == [k.ARAH_TIDAK_JELAS]

    @pytest.mark.parametrize(
        ("nama", "satuan"),
        [("Kakao", "ton"), ("Laptop", "unit"), ("Persentase jalan dalam kondisi baik", "%")],
    )
    def test_things_delivered_and_good_things_are_not_asked_for(self, nama: str, satuan: str) -> None:
        assert kode(ukur(tabel(indikator(nama, "5", "6", satuan=satuan)))) == []

    def test_a_printed_capaian_that_fits_upward_settles_it(self) -> None:
        assert kode(ukur(tabel(indikator("Rasio belanja", "5,00", "6,00", capaian="120,00")))) == []
        # Equal figures fit every formula and prove nothing.
        same = ukur(tabel(indikator("Rasio belanja", "5,00", "5,00", capaian="100,00")))
        assert kode(same) == [k.ARAH_TIDAK_JELAS]

    def test_the_printed_capaian_may_tell(self) -> None:
        m = ukur(tabel(indikator("Rasio belanja", "5,00", "6,00", capaian="80,00")))
        assert m.indikator[0].capaian.arah is Arah.TURUN

    def test_a_bound_tells(self) -> None:
        m = ukur(tabel(indikator("Rasio belanja", "≤ 5", "4")))
        assert (kode(m), m.indikator[0].capaian.arah) == ([], Arah.TURUN)

    def test_a_bound_against_the_column(self) -> None:
        assert kode(ukur(tabel(indikator("Rasio belanja", "≥ 5", "4", arah=Arah.TURUN)))) == [
            k.ARAH_BERTENTANGAN
        ]


class TestBesar:
    def test_above_120(self) -> None:
        assert kode(ukur(tabel(indikator("Nilai A", "50", "61")))) == [k.CAPAIAN_DI_ATAS_WAJAR]
        assert kode(ukur(tabel(indikator("Nilai A", "50", "60")))) == []

    def test_above_200(self) -> None:
        assert kode(ukur(tabel(indikator("Nilai A", "3", "50")))) == [k.LONJAKAN]

    def test_jump_from_last_year(self) -> None:
        m = ukur(tabel(indikator("Indeks ketertiban", "94,50", "100", riwayat={2023: "21,51"})))
        assert satu(m.temuan, k.LONJAKAN).data["tahun"] == "2023"

    def test_category_of_the_scale_in_use(self) -> None:
        def row(word: str) -> list[str]:
            return kode(ukur(tabel(indikator("Nilai A", "100", "80", kategori=word))))

        assert row("Sangat Tinggi") == [k.KATEGORI_TIDAK_COCOK]
        assert row("tinggi") == []
        assert row("Baik Sekali") == []


class TestTabel:
    def test_copied_year(self) -> None:
        rows = [
            indikator(f"Nilai {n}", "80", f"7{n},5", id=f"i{n}", riwayat={2023: f"7{n},5"})
            for n in range(1, 6)
        ]
        assert kode(ukur(tabel(*rows))) == [k.TAHUN_TERSALIN]
        later = [replace(i, riwayat={2022: i.realisasi, 2023: i.realisasi}, realisasi=None) for i in rows]
        assert satu(ukur(tabel(*later)).temuan, k.TAHUN_TERSALIN).data["tahun"] == "2023"
        rows[0] = indikator("Nilai 1", "80", "75", id="i1", riwayat={2023: "71,5"})
        rows[1] = indikator("Nilai 2", "80", "75", id="i2", riwayat={2023: "71,5"})
        assert kode(ukur(tabel(*rows))) == []

    def test_missing_years(self) -> None:
        m = ukur(tabel(indikator("Nilai A", "80", "75", riwayat={2020: "70", 2023: "74"})))
        assert satu(m.temuan, k.TAHUN_HILANG).data["tahun"] == "2021, 2022"
        assert satu(ukur(tabel(indikator("Nilai A", "80", "75"), tahun=None)).temuan, k.TAHUN_HILANG)

    def test_two_indicators_in_one_cell_or_twice(self) -> None:
        assert kode(ukur(tabel(indikator("1. Nilai LHE 2. Indeks Kepuasan", "80", "75")))) == [
            k.INDIKATOR_GANDA
        ]
        twice = (indikator("Nilai A", "80", "75", id="i1"), indikator("Nilai  a", "80", "70", id="i2"))
        assert kode(ukur(tabel(*twice))) == [k.INDIKATOR_GANDA]

    def test_outputs_at_sasaran_level(self) -> None:
        row = indikator("Jumlah dokumen perencanaan", "4", "4", satuan="Dokumen")
        assert kode(ukur(tabel(row))) == [k.INDIKATOR_KELUARAN]
        under_program = indikator(
            "Jumlah dokumen perencanaan", "4", "4", satuan="Dokumen", program=(Teks("Program Perencanaan"),)
        )
        assert kode(ukur(tabel(under_program))) == []
        many = [indikator(f"Jumlah laporan {n}", "4", "4", id=f"i{n}", satuan="Lap") for n in range(1, 9)]
        assert satu(ukur(tabel(*many)).temuan, k.INDIKATOR_KELUARAN).data["banyak"] == "8"


def test_every_code_has_its_sentences() -> None:
    texts = pesan()
    texts.check_all()
    written = {path.rsplit("/", 1)[1] for path in texts.files if path.startswith("pesan/temuan/")}
    assert written >= k.KODE
