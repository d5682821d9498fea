"""Budgets: levels, sums, absorption, what serves a sasaran, and efficiency."""

from __future__ import annotations

from decimal import Decimal

from bot.kinerja import temuan as k
from bot.kinerja.levels import susun
from bot.kinerja.measurement import SifatEfisiensi
from bot.kinerja.model import BarisAnggaran, Sasaran, Teks, Triwulan
from bot.pesan import render_temuan
from tests.kinerja.bangun import baris, cetak, indikator, isian, kode, tabel, ukur

ISI = (
    baris("b1", "PROGRAM A", "program", "300.000.000", "240.000.000", "80,00"),
    baris("b2", "Kegiatan A1", "kegiatan", "100.000.000", "100.000.000", "100,00"),
    baris("b3", "Sub A1a", "subkegiatan", "100.000.000", "100.000.000", "100,00"),
    baris("b4", "Kegiatan A2", "kegiatan", "200.000.000", "140.000.000", "70,00"),
    baris("b5", "PROGRAM B", "program", "100.000.000", "60.000.000", "60"),
    baris("b6", "Jumlah", "total", "400.000.000", "300.000.000", "75,00%"),
)


def test_levels_sums_and_total() -> None:
    m = ukur(tabel(anggaran=ISI))
    assert kode(m) == []
    assert susun(ISI) == {"b2": "b1", "b3": "b2", "b4": "b1"}
    assert m.anggaran.puncak == ("b1", "b5")
    assert cetak(m.anggaran.pagu, 0) == "400.000.000"
    assert cetak(m.anggaran.serapan) == "75,00"
    assert cetak(m.anggaran.sisa, 0) == "100.000.000"
    first = m.anggaran.baris[0]
    assert first.anak == ("b2", "b4")
    assert cetak(first.jumlah_anak_pagu, 0) == "300.000.000"


def test_codes_give_the_levels() -> None:
    lines = (
        baris("b1", "Program", "baris", "300", kode="1.02.01"),
        baris("b2", "Kegiatan", "baris", "300", kode="1.02.01.2.01"),
        baris("b3", "Sub", "baris", "300", kode="1.02.01.2.01.0001"),
        baris("b4", "Program lain", "baris", "100", kode="1.02.02"),
    )
    assert susun(lines) == {"b2": "b1", "b3": "b2"}


def test_given_parents_never_form_a_circle() -> None:
    lines = (baris("b1", "X", "program", "1", induk="b2"), baris("b2", "Y", "program", "1", induk="b1"))
    assert susun(lines) == {}
    assert ukur(tabel(anggaran=lines)).anggaran.puncak == ("b1", "b2")


def test_mean_of_percentages() -> None:
    lines = (
        baris("b1", "PROGRAM A", "program", "300.000.000", "240.000.000", "85,00"),
        *ISI[1:4],
    )
    m = ukur(tabel(anggaran=lines))
    assert kode(m) == [k.CAPAIAN_TIDAK_COCOK, k.RATA_RATA_ANAK]
    assert cetak(m.temuan[0].hasil) == "80,00"
    assert "240.000.000 ÷ 300.000.000 × 100 = 80,00 %" in render_temuan(m.temuan[0])[0]
    assert "rata-rata dari 2 persentase" in render_temuan(m.temuan[1])[0]


def test_sums_that_do_not_add_up() -> None:
    lines = (*ISI[:3], baris("b4", "Kegiatan A2", "kegiatan", "190.000.000", "140.000.000"), *ISI[4:])
    m = ukur(tabel(anggaran=lines))
    assert kode(m) == [k.TOTAL_TIDAK_COCOK]
    assert str(m.temuan[0].sel) == "Anggaran!B1"
    assert cetak(m.temuan[0].hasil, 0) == "290.000.000"
    total = (*ISI[:5], baris("b6", "Jumlah", "total", "500.000.000", "300.000.000"))
    assert kode(ukur(tabel(anggaran=total))) == [k.TOTAL_TIDAK_COCOK]


def test_a_wrongly_read_level_is_not_a_wrong_sum() -> None:
    # "Sub A2" was read as a kegiatan: what is missing above it is its amount and the sum below it.
    lines = (
        baris("b1", "PROGRAM", "program", "600.000.000"),
        baris("b2", "Kegiatan A", "kegiatan", "550.000.000"),
        baris("b3", "Sub A1", "subkegiatan", "100.000.000"),
        baris("b4", "Sub A1b", "subkegiatan", "50.000.000"),
        baris("b5", "Sub A2", "kegiatan", "150.000.000"),
        baris("b6", "Sub A3", "subkegiatan", "200.000.000"),
        baris("b7", "Sub A4", "subkegiatan", "50.000.000"),
        baris("b8", "Kegiatan B", "kegiatan", "50.000.000"),
    )
    assert kode(ukur(tabel(anggaran=lines))) == []


def test_a_missing_part_proves_nothing() -> None:
    lines = (*ISI[:3], baris("b4", "Kegiatan A2", "kegiatan", None, "140.000.000"))
    assert kode(ukur(tabel(anggaran=lines))) == []


def test_quarters_are_summed_too() -> None:
    def with_quarter(line: str, jenjang: str, rupiah: str) -> BarisAnggaran:
        return baris(
            line, f"Baris {line}", jenjang, triwulan=(Triwulan("II", rupiah=isian(rupiah, f"F{line[1]}")),)
        )

    lines = (
        with_quarter("b1", "program", "15.000"),
        with_quarter("b2", "kegiatan", "10.000"),
        with_quarter("b3", "kegiatan", "4.000"),
    )
    assert kode(ukur(tabel(anggaran=lines))) == [k.TOTAL_TIDAK_COCOK]


def test_over_the_ceiling() -> None:
    assert kode(
        ukur(tabel(anggaran=(baris("b1", "Program A", "program", "100.000.000", "120.000.000"),)))
    ) == [k.REALISASI_MELEBIHI_PAGU]
    revenue = (baris("b1", "Pendapatan Asli Daerah", "pendapatan", "100.000.000", "120.000.000"),)
    assert kode(ukur(tabel(anggaran=revenue))) == []


def test_amounts_of_another_unit() -> None:
    lines = tuple(
        baris(f"b{n}", f"Program {n}", "program", f"{n}.550.000.000", f"{n}.000.000.000") for n in range(1, 6)
    )
    odd = baris("b9", "Program 9", "program", "3,50", "2,10")
    m = ukur(tabel(anggaran=(*lines, odd)))
    assert kode(m) == [k.SATUAN_TERCAMPUR]


def test_printed_in_thousands() -> None:
    m = ukur(tabel(anggaran=ISI, faktor=Decimal(1000)))
    assert cetak(m.anggaran.pagu, 0) == "400.000.000.000"
    assert cetak(m.anggaran.serapan) == "75,00"


def test_budget_of_each_sasaran() -> None:
    lines = (
        baris("b1", "Program A", "program", "300.000.000", "150.000.000", sasaran=Teks("Sasaran satu")),
        baris("b2", "Program B", "program", "100.000.000", "100.000.000"),
    )
    table = tabel(anggaran=lines)
    one = Sasaran("s1", Teks("Sasaran satu"), (indikator("Nilai A", "100", "110", id="i1"),))
    two = Sasaran(
        "s2", Teks("Sasaran dua"), (indikator("Nilai B", "100", "90", id="i2", program=(Teks("PROGRAM B"),)),)
    )
    three = Sasaran("s3", Teks("Sasaran tiga"), (indikator("Nilai C", "100", "90", id="i3"),))
    m = ukur(
        type(table)(
            **{f: getattr(table, f) for f in table.__slots__ if f != "sasaran"}, sasaran=(one, two, three)
        )
    )
    assert [s.anggaran for s in m.sasaran] == [("b1",), ("b2",), ()]
    assert [cetak(s.serapan) for s in m.sasaran] == ["50,00", "100,00", None]
    efficiency = [s.efisiensi.sifat if s.efisiensi else None for s in m.sasaran]
    assert efficiency == [SifatEfisiensi.EFISIEN, SifatEfisiensi.TIDAK_EFISIEN, None]


def test_one_merged_amount_counts_once() -> None:
    shared = {"pagu": isian("100.000.000", "P1"), "realisasi_anggaran": isian("50.000.000", "Q1")}
    rows = [indikator(f"Nilai {n}", "100", "100", id=f"i{n}", **shared) for n in (1, 2)]
    m = ukur(tabel(*rows))
    assert cetak(m.sasaran[0].pagu, 0) == "100.000.000"
    assert cetak(m.sasaran[0].serapan) == "50,00"


def test_the_same_program_in_two_tables_counts_once() -> None:
    again = baris("b9", "Program A", "program", "300.000.000")
    other = type(again)(
        "b10", Teks("PROGRAM A"), "program", pagu=isian("300.000.000", "B2", lembar="Perjanjian Kinerja")
    )
    m = ukur(tabel(anggaran=(*ISI, other)))
    assert m.anggaran.puncak == ("b1", "b5")
