"""Rows of answers: round trips, and "Kembali"."""

from __future__ import annotations

import pytest

from bot.drafting.wawancara.model import (
    LEWATI,
    Ingatan,
    Jawaban,
    baca_jawaban,
    mundur,
    tulis_jawaban,
)
from bot.texts import pesan


def test_answers_survive_their_json() -> None:
    rows = (Jawaban("arah:ab", kode="turun"), Jawaban("penyebab:ab", teks="Hujan “deras”\nsejak Mei"))
    assert baca_jawaban(tulis_jawaban(rows)) == rows
    assert Jawaban.from_json(rows[0].to_json()) == rows[0]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"soal_id": "", "kode": "a", "teks": None},
        {"soal_id": "a" * 121, "kode": "a", "teks": None},
        {"soal_id": "a", "kode": None, "teks": None},
        {"soal_id": "a", "kode": "b", "teks": "c"},
        {"soal_id": "a", "kode": 3, "teks": None},
    ],
)
def test_what_is_no_answer_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Jawaban.from_json(data)


def test_rows_that_are_no_list_are_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        baca_jawaban('{"soal_id": "a"}')


def test_going_back_takes_every_message_of_the_last_answer() -> None:
    rows = [
        Jawaban("arah:a", kode="naik"),
        Jawaban("penyebab:a", teks="satu"),
        Jawaban("penyebab:a", teks="dua"),
        Jawaban("penyebab:a", kode="selesai"),
    ]
    assert mundur(rows) == (rows[0],)
    assert mundur(mundur(rows)) == ()
    assert mundur(()) == ()


def test_a_memory_survives_its_json_and_forgets_what_is_not_of_its_kind() -> None:
    kept = Ingatan("Dinas Contoh", 2024, None, "kebalikan", "F4")
    assert Ingatan.from_json(kept.to_json()) == kept
    odd = {"instansi": " ", "tahun": "2024", "rumus": 3, "kertas": None, "lain": LEWATI}
    assert Ingatan.from_json(odd) == Ingatan()


def test_every_text_says_which_variables_it_uses() -> None:
    pesan().check_all()
