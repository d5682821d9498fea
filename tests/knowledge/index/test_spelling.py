from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.index.analyser import Analyser
from knowledge.index.spelling import Spelling

ANALYSER = Analyser()
VOCABULARY = {
    "perjanjian": 40,
    "kinerja": 90,
    "laporan": 80,
    "indikator": 30,
    "kegiatan": 25,
    "anggaran": 20,
    "revisi": 8,
    "inspektorat": 7,
    "menyampaikan": 12,
    "sasaran": 22,
    "target": 30,
    "capaian": 31,
    "pejabat": 9,
    "lampiran": 14,
    "tandatangan": 6,
    "bupati": 9,
    "eselon": 5,
    "cara": 10,
}
SPELLING = Spelling(VOCABULARY, ANALYSER.is_word, ANALYSER.is_form)


@pytest.mark.parametrize(
    ("typo", "word"),
    [
        ("perjanian", "perjanjian"),
        ("perjajnian", "perjanjian"),
        ("kinreja", "kinerja"),
        ("indiaktor", "indikator"),
        ("inspktorat", "inspektorat"),
        ("menyampaiakn", "menyampaikan"),
        ("pejabt", "pejabat"),
        ("njabat", None),
        ("aggaran", "anggaran"),
        ("nspektorat", "inspektorat"),
        ("lprn", "laporan"),
        ("kgtn", "kegiatan"),
    ],
)
def test_a_misspelt_word_is_repaired(typo: str, word: str | None) -> None:
    fixed = SPELLING.repair(typo)
    assert (fixed.kata if fixed else None) == ((word,) if word else None)


def test_words_written_as_one_come_apart() -> None:
    fixed = SPELLING.repair("perjanjiankinerja")
    assert fixed
    assert fixed.kata == ("perjanjian", "kinerja")


@pytest.mark.parametrize("word", ["kinerja", "cuaca", "pohon", "2014", "53/2014", "pk", "xz", "zzzzqqq", ""])
def test_what_is_right_or_no_word_is_left_alone(word: str) -> None:
    assert SPELLING.repair(word) is None


def test_confidence_falls_with_the_mistakes() -> None:
    one, two = SPELLING.repair("inspektort"), SPELLING.repair("inspktort")
    assert one
    assert two
    assert one.keyakinan > two.keyakinan


def test_among_equals_the_frequent_word_is_meant() -> None:
    spelling = Spelling({"sasaran": 2, "lasaran": 1, "nasaran": 60}, lambda word: False)
    fixed = spelling.repair("tasaran")
    assert fixed is None or fixed.kata == ("nasaran",)


@given(st.sampled_from(sorted(w for w in VOCABULARY if len(w) >= 7)), st.data())
@settings(max_examples=120, deadline=None)
def test_one_lost_letter_inside_a_long_word_is_found(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    typo = word[:at] + word[at + 1 :]
    fixed = SPELLING.repair(typo)
    if fixed is not None:
        assert OSA.distance(typo, fixed.kata[0]) == 1
    else:
        assert ANALYSER.is_form(typo) or typo in VOCABULARY


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_only_known_words_are_proposed(text: str) -> None:
    fixed = SPELLING.repair(text)
    assert fixed is None or (set(fixed.kata) <= set(VOCABULARY) and 0 < fixed.keyakinan <= 1)
