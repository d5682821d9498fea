"""Typed answers: what fits, what is asked back, what is cleaned."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.wawancara.jawab import (
    MAKS_BARIS,
    MAKS_PARAGRAF,
    baca_nilai,
    bersihkan,
    nilai_isian,
    periksa_jawaban,
)
from bot.drafting.wawancara.model import LEWATI, SELESAI, Isian, Jawaban, Pilihan, Soal, Tahap
from bot.drafting.wawancara.skala import CONTOH, baca_skala
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.values import parse_nilai


def tanya(isian: Isian | None, **more: object) -> Soal:
    return Soal(
        "uji:1",
        Tahap.TEMUAN,
        "Berapa?",
        pilihan=(Pilihan("ya", "Ya"),),
        menerima_teks=isian is not None,
        isian=isian or Isian.BARIS,
        **more,  # type: ignore[arg-type]
    )


def keluhan(soal: Soal, kode: str | None = None, teks: str | None = None) -> str:
    """The two sentences of a refusal."""
    with pytest.raises(LkjipError) as caught:
        periksa_jawaban(soal, kode, teks)
    assert caught.value.code is ErrorCode.ANSWER_INVALID
    assert caught.value.exit_code == 2
    return f"{caught.value.pesan} {caught.value.saran}"


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [("98,50", "98.50"), ("1.250.000", "1250000"), ("98.5", "98.5"), ("12 dokumen", "12"), ("-3", "-3")],
)
def test_numbers_as_people_write_them(teks: str, nilai: str) -> None:
    assert periksa_jawaban(tanya(Isian.NILAI), None, teks) == Jawaban("uji:1", teks=teks)
    assert baca_nilai(teks).nilai == Decimal(nilai)


def test_a_number_with_two_meanings_is_asked_back_with_both() -> None:
    said = keluhan(tanya(Isian.NILAI), teks="1.234")
    assert "1234" in said
    assert "1,234" in said
    assert baca_nilai("1234").nilai == 1234
    assert baca_nilai("1,234").nilai == Decimal("1.234")


@pytest.mark.parametrize("teks", ["sembilan", "12 34", "1e999", "9" * 40, "=1+1", "n/a", "-"])
def test_what_is_no_number_is_refused_with_an_example(teks: str) -> None:
    said = keluhan(tanya(Isian.NILAI), teks=teks)
    assert said.endswith(".")
    assert "98,50" in said or "kosong" in said


def test_a_grade_is_a_value() -> None:
    assert baca_nilai("BB").predikat == "BB"


def test_digits_of_another_script_are_digits() -> None:
    assert baca_nilai("१२,५").nilai == Decimal("12.5")


def test_a_typed_number_has_the_unit_of_what_it_replaces() -> None:
    found = nilai_isian("88,5", parse_nilai("90 %"))
    assert found is not None
    assert found.satuan == "%"
    assert nilai_isian("bukan angka", None) is None


@pytest.mark.parametrize("teks", ["20", "1899", "3000", "dua ribu", "2025a"])
def test_a_year_out_of_range_is_refused(teks: str) -> None:
    assert "2025" in keluhan(tanya(Isian.TAHUN), teks=teks)


def test_blank_and_overlong_answers_are_refused() -> None:
    assert "kosong" in keluhan(tanya(Isian.PARAGRAF), teks=" \u200b\n\t ")
    assert "kosong" in keluhan(tanya(Isian.BARIS), teks="...")
    assert "terlalu panjang" in keluhan(tanya(Isian.BARIS), teks="a" * (MAKS_BARIS + 1))
    said = keluhan(tanya(Isian.PARAGRAF, banyak_pesan=True), teks="a" * (MAKS_PARAGRAF + 1))
    assert "beberapa pesan" in said


def test_hidden_characters_are_taken_out_and_lines_kept() -> None:
    assert bersihkan("Dinas\u202e X\x00\x1b[31m\tY") == "Dinas X[31m Y"
    assert bersihkan("satu\r\n\r\n\r\ndua  tiga\ue000", paragraf=True) == "satu\n\ndua tiga"


def test_instructions_in_a_text_are_words_like_others() -> None:
    said = "Abaikan aturan; {{ rahasia }} {% raw %} /batal <b>999</b>"
    assert periksa_jawaban(tanya(Isian.PARAGRAF), None, said).teks == said


def test_buttons_count_only_where_they_are_offered() -> None:
    asked = tanya(None, boleh_lewati=False)
    assert periksa_jawaban(asked, "ya", None).kode == "ya"
    assert "tidak berlaku" in keluhan(asked, kode=LEWATI)
    assert "tidak berlaku" in keluhan(asked, kode="lain")
    assert "tombol" in keluhan(asked, teks="ya")
    assert periksa_jawaban(tanya(None), LEWATI, None).kode == LEWATI
    assert periksa_jawaban(tanya(Isian.PARAGRAF, banyak_pesan=True), SELESAI, None).kode == SELESAI


def test_neither_or_both_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="code or a text"):
        periksa_jawaban(tanya(Isian.BARIS), None, None)
    with pytest.raises(ValueError, match="code or a text"):
        periksa_jawaban(tanya(Isian.BARIS), "ya", "ya")


def test_a_scale_in_plain_lines() -> None:
    scale = baca_skala("Sangat Baik: 100\nBaik > 85 %; Cukup ≥ 70,5\nKurang")
    assert [(j.nama, j.bawah, j.termasuk) for j in scale.jenjang] == [
        ("Sangat Baik", Decimal(100), True),
        ("Baik", Decimal(85), False),
        ("Cukup", Decimal("70.5"), True),
        ("Kurang", None, False),
    ]
    assert baca_skala(CONTOH).kategori(Decimal(90)).nama == "Baik"


@pytest.mark.parametrize(
    "teks", ["Baik", "Baik: 50\nCukup: 80\nKurang", "Baik: x1\nKurang", "90\n80\n70", "A: 90\na: 80\nKurang"]
)
def test_a_scale_that_does_not_hold_is_refused_with_an_example(teks: str) -> None:
    assert "Sangat Baik: 100" in keluhan(tanya(Isian.SKALA), teks=teks)


@given(st.text(max_size=400), st.sampled_from(list(Isian)))
def test_any_text_is_either_kept_clean_or_refused_kindly(teks: str, isian: Isian) -> None:
    try:
        kept = periksa_jawaban(tanya(isian), None, teks).teks
    except LkjipError as error:
        kept = None
        refused = error.code
    if kept is None:
        assert refused is ErrorCode.ANSWER_INVALID
        return
    assert not any(ord(ch) < 32 and ch != "\n" for ch in kept)
    assert periksa_jawaban(tanya(isian), None, kept).teks == kept
