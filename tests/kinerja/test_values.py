"""Every format that the tables of offices use, and what is not a number."""

from __future__ import annotations

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kinerja.format import format_angka, format_persen, format_rupiah, terbilang
from bot.kinerja.model import JenisNilai
from bot.kinerja.predikat import TANGGA, banding_predikat, kenali_predikat
from bot.kinerja.values import NumberStyle, infer_style, is_ambigu, nilai_from_number, parse_nilai, resolve

D = Decimal


@pytest.mark.parametrize(
    ("teks", "nilai", "satuan"),
    [
        ("88,5", "88.5", None),
        ("88.50%", "88.50", "%"),
        ("79.86", "79.86", None),
        ("1.234,56", "1234.56", None),
        ("4.079,71", "4079.71", None),
        ("1.071.834.400", "1071834400", None),
        ("7,493,000", "7493000", None),
        ("7,493,000.50", "7493000.50", None),
        ("Rp. 1.071.834.400", "1071834400", "Rp"),
        ("Rp5.294.655.000,00", "5294655000.00", "Rp"),
        ("Rp 1.234,-", "1234", "Rp"),
        ("Rp1.500", "1500", "Rp"),
        ("Rp(1.250)", "-1250", "Rp"),
        ("-Rp5.000", "-5000", "Rp"),
        ("Rp 1,5 miliar", "1500000000", "Rp"),
        ("925.896.500,00", "925896500.00", None),
        ("12.281.319.\n513", "12281319513", None),
        ("12.281.319.51\n3", "12281319513", None),
        ("Rp5.294.655.000,\n00", "5294655000.00", "Rp"),
        ("(2.345.678)", "-2345678", None),
        ("-5,2", "-5.2", None),
        ("− 0,5 %", "-0.5", "%"),
        ("100 %", "100", "%"),
        ("100,00 Persen", "100.00", "Persen"),
        ("0,9 Angka", "0.9", "Angka"),
        ("2 Lap", "2", "Lap"),
        ("1 paket)", "1", "paket"),
        ("96,12 %.", "96.12", "%"),
        ("100 dari 110 Organisasi Kepemudaan", "100", "Organisasi Kepemudaan"),
        ("140 Kelompok (1400 orang)", "140", "Kelompok"),
        ("2 (POPNAS 201)", "2", None),
        ("1.101,97 orang", "1101.97", "orang"),
        ("24 per 100.000", "24", "per 100.000"),
        ("12 m2", "12", "m2"),
        ("5 (lima) dokumen", "5", "dokumen"),
        ("2,3 juta orang", "2.3", "juta orang"),
        ("0.355", "0.355", None),
        ("0,343", "0.343", None),
        ("3,157", "3.157", None),
        ("23.105%", "23.105", "%"),
        ("0.6299999999999999", "0.63", None),
        ("sebesar 45,2", "45.2", None),
        ("Nihil", "0", None),
    ],
)
def test_numbers(teks: str, nilai: str, satuan: str | None) -> None:
    read = parse_nilai(teks)
    assert (read.jenis, read.nilai, read.satuan) == (JenisNilai.ANGKA, D(nilai), satuan)
    assert read.teks == teks
    assert not is_ambigu(read)


@pytest.mark.parametrize(
    ("teks", "predikat", "nilai"),
    [
        ("BB", "BB", None),
        ("A (82,92)", "A", "82.92"),
        ("BB(78,84)", "BB", "78.84"),
        ("Nilai A (83)", "A", "83"),
        ("75,78 BB", "BB", "75.78"),
        ("A/83", "A", "83"),
        ("WTP", "WTP", None),
        ("Opini WTP", "WTP", None),
        ("Wajar Tanpa Pengecualian", "WTP", None),
        ("WTP (5 kali)", "WTP", None),
        ("Level 3", "Level 3", "3"),
        ("Level 3 (3,157)", "Level 3", "3.157"),
        ("3,157 (Level 3)", "Level 3", "3.157"),
        ("Level III", "Level 3", "3"),
        ("Level 3,25", "Level 3", "3.25"),
        ("Paripurna", "Paripurna", None),
        ("Terakreditasi Internasional", "Terakreditasi Internasional", None),
        ("Ada", "Ada", None),
        ("Tidak", "Tidak", None),
        ("Sangat Baik", "Sangat Baik", None),
        ("B (Baik) 78,3", "B", "78.3"),
    ],
)
def test_grades(teks: str, predikat: str, nilai: str | None) -> None:
    read = parse_nilai(teks)
    assert (read.jenis, read.predikat) == (JenisNilai.PREDIKAT, predikat)
    assert read.nilai == (None if nilai is None else D(nilai))


@pytest.mark.parametrize(
    ("teks", "operator", "nilai"),
    [
        ("≥ 95", ">=", "95"),
        (">=95", ">=", "95"),
        ("≤ 5", "<=", "5"),
        ("< 10", "<", "10"),
        ("> 90 %", ">", "90"),
        ("minimal 90%", ">=", "90"),
        ("Maks 5 hari", "<=", "5"),
        ("di bawah 5%", "<", "5"),
        ("tidak kurang dari 80", ">=", "80"),
        ("90% ke atas", ">=", "90"),
    ],
)
def test_bounds(teks: str, operator: str, nilai: str) -> None:
    read = parse_nilai(teks)
    assert (read.jenis, read.operator, read.nilai) == (JenisNilai.BATAS, operator, D(nilai))


@pytest.mark.parametrize(
    ("teks", "bawah", "atas"),
    [("80 - 90%", "80", "90"), ("80–90", "80", "90"), ("76 ≤ 90", "76", "90"), ("5 s.d. 7 hari", "5", "7")],
)
def test_ranges(teks: str, bawah: str, atas: str) -> None:
    read = parse_nilai(teks)
    assert (read.jenis, read.nilai, read.bawah, read.atas) == (JenisNilai.RENTANG, None, D(bawah), D(atas))


def test_ratios() -> None:
    assert parse_nilai("1:15").nilai == 15
    assert parse_nilai("1 : 15,5").nilai == D("15.5")
    assert parse_nilai("12/12 dokumen").nilai == 1
    assert parse_nilai("1:15").jenis is JenisNilai.RASIO


@pytest.mark.parametrize(
    ("teks", "alasan"),
    [
        ("", "kosong"),
        (" ", "kosong"),
        ("-", "tanda-hubung"),
        ("–", "tanda-hubung"),
        ("Rp -", "tanda-hubung"),
        ("n/a", "tidak-tersedia"),
        ("N/A", "tidak-tersedia"),
        ("NA", "tidak-tersedia"),
        ("DTT", "tidak-tersedia"),
        ("TDI", "tdi"),
        ("**)", "catatan-kaki"),
        ("#REF!", "galat-rumus"),
        ("#DIV/0!", "galat-rumus"),
        ("Diukur di TW IV", "belum-diukur"),
        ("belum rilis", "belum-diukur"),
        ("9.871.1466.000", "angka-rusak"),
        ("2.8766.522.000", "angka-rusak"),
        ("terlaksana dengan baik", "teks"),
        ("12-05-2022", "teks"),
        ("2021/2022", "teks"),
        ("08:00", "teks"),
        ("1 dokumen, 2 laporan", "teks"),
        ("80 90", "teks"),
        ("5.2.02.01", "teks"),
        ("a", "teks"),
    ],
)
def test_empty(teks: str, alasan: str) -> None:
    read = parse_nilai(teks)
    assert (read.jenis, read.nilai, read.alasan_kosong) == (JenisNilai.KOSONG, None, alasan)
    assert is_ambigu(read) == (alasan == "angka-rusak")


@pytest.mark.parametrize(
    ("number", "fmt", "nilai", "satuan"),
    [
        ("0.885", "0.00%", "88.5", "%"),
        ("88.5", "0.00", "88.5", None),
        ("1234", "#,##0", "1234", None),
        ("12", '0" dokumen"', "12", "dokumen"),
        ("5000", '"Rp"#,##0', "5000", "Rp"),
        ("100.00000000000001", None, "100", None),
        ("1", "0%", "100", "%"),
    ],
)
def test_numeric_cells(number: str, fmt: str | None, nilai: str, satuan: str | None) -> None:
    read = nilai_from_number(D(number), number, fmt)
    assert (read.nilai, read.satuan) == (D(nilai), satuan)


class TestAmbiguity:
    """``1.234``: thousands or decimals, by evidence only."""

    def test_stays_open_without_evidence(self) -> None:
        read = resolve(parse_nilai("3.666"))
        assert (read.nilai, read.tafsir_lain) == (3666, D("3.666"))

    @pytest.mark.parametrize("satuan", ["persen", "Indeks", "Nilai", "Level"])
    def test_bounded_units_take_decimals(self, satuan: str) -> None:
        read = resolve(parse_nilai("3.666"), satuan=satuan)
        assert (read.nilai, read.tafsir_lain) == (D("3.666"), None)

    @pytest.mark.parametrize("satuan", ["orang", "Dokumen", "Rp", "KK"])
    def test_counts_take_thousands(self, satuan: str) -> None:
        assert resolve(parse_nilai("3.666"), satuan=satuan).nilai == 3666

    def test_name_of_the_indicator(self) -> None:
        assert resolve(parse_nilai("3.666"), nama="Maturitas SPIP").nilai == D("3.666")
        assert resolve(parse_nilai("3.666"), nama="Jumlah wisatawan").nilai == 3666

    def test_partner(self) -> None:
        assert resolve(parse_nilai("23.105"), [parse_nilai("56,03")]).nilai == D("23.105")
        assert resolve(parse_nilai("3.666"), [parse_nilai("3,88")]).nilai == D("3.666")
        assert resolve(parse_nilai("1.250"), [parse_nilai("1.180,5")]).nilai == 1250

    def test_contradiction_is_not_decided(self) -> None:
        assert resolve(parse_nilai("1.250"), [parse_nilai("1,3")], satuan="orang").tafsir_lain is not None

    def test_column(self) -> None:
        dots = infer_style(["88.50", "79.86", "1.234"])
        assert (dots.desimal_titik, dots.ribuan_titik) == (2, 0)
        assert resolve(parse_nilai("1.234", style=dots), style=dots).nilai == D("1.234")
        groups = infer_style(["1.234.567", "88,5", "1.234"])
        assert resolve(parse_nilai("1.234", style=groups), style=groups).nilai == 1234
        mixed = infer_style(["1.069,32", "89.49"])
        assert mixed.titik_ribuan is None
        assert resolve(parse_nilai("1.731", style=mixed), style=mixed).tafsir_lain is not None
        assert resolve(parse_nilai("1.731", style=mixed), style=mixed, satuan="Ton").nilai == 1731

    def test_english_thousands_of_people(self) -> None:
        english = NumberStyle(ribuan_koma=3)
        assert parse_nilai("7,493", style=english).nilai == 7493
        assert resolve(parse_nilai("7,493"), [parse_nilai("7,120,000")], satuan="orang").tafsir_lain is None
        assert resolve(parse_nilai("7,493"), satuan="orang").nilai == 7493


def test_ladders() -> None:
    for ladder in TANGGA:
        flat = [names[0] for names in ladder.anak_tangga]
        for low, high in pairwise(flat):
            if ladder.nama != "zona" and high not in {"Madya", "Utama"}:
                assert banding_predikat(low, high) == -1
                assert banding_predikat(high, low) == 1
    assert banding_predikat("BB", "A") == -1
    assert banding_predikat("AA", "A") == 1
    assert banding_predikat("WTP", "WDP") == 1
    assert banding_predikat("Level 2", "Level 3") == -1
    assert banding_predikat("Ya", "Ada") == 0
    assert banding_predikat("BB", "WTP") is None
    assert kenali_predikat("a") is None


decimals = st.decimals(
    min_value=D("-1e15"), max_value=D("1e15"), places=None, allow_nan=False, allow_infinity=False
)


@settings(max_examples=200, deadline=None)
@given(decimals, st.sampled_from([0, 1, 2, 4]))
def test_what_is_formatted_parses_back(nilai: Decimal, desimal: int) -> None:
    text = format_angka(nilai, desimal)
    read = resolve(parse_nilai(text), satuan="Rp")
    assert format_angka(read.nilai or D(0), desimal) == text
    money = parse_nilai(format_rupiah(nilai, desimal if desimal != 1 else 2))
    assert money.satuan == "Rp"
    assert format_rupiah(money.nilai or D(0), desimal if desimal != 1 else 2) == money.teks


@settings(max_examples=100, deadline=None)
@given(st.decimals(min_value=-999, max_value=999, places=3, allow_nan=False), st.sampled_from([2, 3]))
def test_percentages_parse_back(nilai: Decimal, desimal: int) -> None:
    text = format_persen(nilai, desimal)
    read = parse_nilai(text)
    assert read.satuan == "%"
    assert format_persen(read.nilai or D(0), desimal) == text


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="0123456789.,-% RpABLevel()≥≤:/", max_size=40))
def test_any_text_is_read(teks: str) -> None:
    read = resolve(parse_nilai(teks), [parse_nilai("12,5")], satuan="persen", nama=teks)
    assert read.teks == teks
    assert (read.jenis is JenisNilai.KOSONG) == (read.alasan_kosong is not None)
    if read.jenis in {JenisNilai.ANGKA, JenisNilai.BATAS, JenisNilai.RASIO}:
        assert read.nilai is not None
        assert read.nilai.is_finite()


def test_hostile_texts_are_fast() -> None:
    started = time.perf_counter()
    for piece in ("1.", "1 ", "1,", "( ", "- ", "A ", "≥ ", "1:", "semakin ", "9", "Rp ", "\n1"):
        parse_nilai(piece * 200_000)
        parse_nilai(piece * 70)
        infer_style([piece * 100_000])
    assert time.perf_counter() - started < 2


def test_words_of_counts() -> None:
    assert terbilang(3) == "3 (tiga)"
    assert terbilang(11) == "11 (sebelas)"
    assert terbilang(112) == "112 (seratus dua belas)"
    assert terbilang(1021) == "1.021 (seribu dua puluh satu)"
    assert terbilang(0) == "0 (nol)"


def test_rounding_is_half_up() -> None:
    assert format_angka(D("3.825")) == "3,83"
    assert format_angka(D("-3.825")) == "-3,83"
    assert format_angka(D("-0.001")) == "0,00"
    assert format_rupiah(D("1071834400")) == "Rp1.071.834.400,00"
    assert format_rupiah(D("-5000"), 0) == "-Rp5.000"


@pytest.mark.parametrize(
    ("number", "fmt", "teks"),
    [
        ("0.75", "0.00%", "75,00 %"),
        ("0.9533333", "0%", "95 %"),
        ("1234567", "#,##0", "1.234.567"),
        ("1234567", "_(* #,##0_);_(* (#,##0)", "1.234.567"),
        ("5000000", '_-"Rp"* #,##0_-', "Rp5.000.000"),
        ("-0.05", "0.0%", "-5,0 %"),
        ("1234.5", "0.0", "1234,5"),
        ("85.5", "General", "85.5"),
        ("3000000", "#,##0,", "3000000"),
        ("5", "dd/mm", "5"),
    ],
)
def test_a_formatted_number_reads_as_it_is_shown(number: str, fmt: str, teks: str) -> None:
    assert nilai_from_number(D(number), number, fmt).teks == teks


@pytest.mark.parametrize("alamat", ["C6", "D10", "AA12", "A1"])
def test_the_address_of_a_cell_is_no_grade(alamat: str) -> None:
    """A table of sources says ``C6``; read as grade C with 6 it looked like an amount."""
    assert parse_nilai(alamat).is_empty


@pytest.mark.parametrize(
    ("teks", "angka"), [("A (82,92)", "82.92"), ("BB(78,84)", "78.84"), ("75,78 BB", "75.78")]
)
def test_grades_keep_the_number_beside_them(teks: str, angka: str) -> None:
    assert parse_nilai(teks).nilai == Decimal(angka)
