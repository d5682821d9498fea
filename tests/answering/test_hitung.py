"""Capaian of given numbers: the kinerja room computes, the sentence names its formula."""

from __future__ import annotations

import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from bot.answering.hitung import computed, given
from bot.answering.understand import named_places
from bot.answering.wording import steer
from bot.kinerja.model import Arah
from bot.texts import Texts


def answer(question: str) -> str | None:
    values = given(steer(question))
    result = computed(values) if values else None
    return Texts("jawaban").render(f"jawaban/hitung/{result.kunci}", **result.isi) if result else None


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("realisasi 80 target 75 berapa persen", "Capaiannya 106,67 %: realisasi ÷ target"),
        (
            "target 10 realisasi 0 arah turun capaiannya brp",
            "Capaiannya 200,00 %: untuk indikator yang makin",
        ),
        ("target angka kemiskinan 10,5% realisasi 9,8% capaiannya?", "Capaiannya 106,67 %: untuk indikator"),
        ("targetnya 1.250 dokumen realisasinya 1.300 capaian berapa", "Capaiannya 104,00 %"),
        ("makin rendah makin baik, realisasi 0, capaian mentok berapa", "Capaiannya 200,00 %, berapa pun"),
        ("target nol capaiannya dihitung gimana", "Persentase capaian tidak dapat dihitung"),
    ],
)
def test_given_numbers_are_computed(question: str, start: str) -> None:
    text = answer(question)
    assert text is not None
    assert text.startswith(start)


@pytest.mark.parametrize(
    "question",
    [
        "target PK 2024 dan realisasi 2023 harus sama?",
        "berapa serapan kalau pagu 100 realisasi 80",
        "target jangka menengah itu apa",
        "target 80 harus dicantumkan di mana",
        "realisasi 80 berapa persen",
    ],
)
def test_other_questions_are_not_computed(question: str) -> None:
    assert answer(question) is None


def test_an_unnamed_direction_is_said() -> None:
    known, unknown = (
        answer("target 50 realisasi 40 arah naik berapa persen"),
        answer("target 50 realisasi 40 berapa"),
    )
    assert known is not None
    assert unknown is not None
    assert "makin tinggi makin baik" in unknown
    assert "makin tinggi makin baik" not in known


@settings(max_examples=40, deadline=None)
@given_(st.integers(100, 900), st.integers(100, 900))
def test_the_direction_turns_the_capaian_round(target: int, real: int) -> None:
    up = given(f"target {target} realisasi {real} arah naik berapa persen")
    down = given(f"target {target} realisasi {real} arah turun berapa persen")
    assert up is not None
    assert down is not None
    assert (up.arah, down.arah) == (Arah.NAIK, Arah.TURUN)
    assert computed(up) is not None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("bab III bagian B isinya apa", "bab III huruf B"),
        ("butir 7 kelompok II checklist", "kelompok II butir 7"),
        ("III.5 di checklist reviu", "kelompok III butir 5"),
        ("lampiran I poin C itu apa", "lampiran I huruf C"),
    ],
)
def test_parts_of_places_are_named_as_the_letak_names_them(question: str, place: str) -> None:
    assert place in named_places(question)


def test_a_version_number_is_no_item_of_the_checklist() -> None:
    assert named_places("tabel III.5 di laporan") == "tabel III.5 di laporan"
