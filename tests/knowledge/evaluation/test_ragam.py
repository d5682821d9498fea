"""Disturbances keep what a question asks for, and come out the same every time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation.ragam import GANGGUAN, INGGRIS, OBROLAN, disturbed

ASKED = "Kapan laporan kinerja (LKj) kabupaten tahun 2024 disampaikan, dan kepada siapa menurut Pasal 19?"
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@pytest.mark.parametrize("name", GANGGUAN)
def test_the_same_question_gives_the_same_wording(name: str) -> None:
    other = disturbed(ASKED, name)
    assert other is not None
    assert other != ASKED
    assert disturbed(ASKED, name) == other


@given(st.sampled_from(sorted(GANGGUAN)), st.text(alphabet="abcdefgh IV?,./-()éA 0123456789", max_size=80))
def test_numbers_are_never_touched(name: str, text: str) -> None:
    other = disturbed(text, name)
    if other is not None:
        assert sorted(NUMBER.findall(text)) == sorted(NUMBER.findall(other))


@given(st.text(alphabet=st.characters(categories=("L", "P", "Zs")), max_size=60))
def test_any_text_can_be_disturbed(text: str) -> None:
    for name in GANGGUAN:
        disturbed(text, name)


def test_each_does_what_its_name_says() -> None:
    assert (
        disturbed("Kapan LKj 53/2014 dikirim?", "huruf kecil tanpa tanda baca") == "kapan lkj 53/2014 dikirim"
    )
    assert disturbed("skalanya 72,5 itu apa?", "huruf besar") == "SKALANYA 72,5 ITU APA?"
    assert disturbed("Bagaimana laporan itu dibuat?", "singkatan obrolan") == "gmn lap itu dibuat?"
    assert disturbed("Kapan laporan dikirim?", "urutan klausa") == "laporan dikirim kapan?"
    assert disturbed("Jika target nol, rumusnya apa?", "urutan klausa") == "rumusnya apa, Jika target nol?"
    assert disturbed("Siapa yang mereviu?", "kata tanya Inggris") == "who yang mereviu?"
    polite = disturbed("Apa itu IKU?", "basa-basi")
    assert polite is not None
    assert "Apa itu IKU?" in polite


def test_a_typo_changes_few_letters_and_keeps_the_first() -> None:
    before, after = ASKED.split(), str(disturbed(ASKED, "salah ketik")).split()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert 1 <= len(changed) <= len(before) / 2
    for a, b in changed:
        assert a[0] == b[0]
        assert abs(len(a) - len(b)) <= 1


@pytest.mark.parametrize(
    ("text", "name"),
    [("12 3", "salah ketik"), ("IKU apa?", "urutan klausa"), ("iku", "huruf kecil tanpa tanda baca"),
     ("Jelaskan IKU.", "kata tanya Inggris"), ("IKU itu?", "singkatan obrolan"), ("12?", "huruf besar")],
)  # fmt: skip
def test_what_changes_nothing_is_left_out(text: str, name: str) -> None:
    assert disturbed(text, name) is None


def test_tables_are_lower_case_and_shorten() -> None:
    assert all(k == k.lower() and len(v) <= len(k) for k, v in OBROLAN.items())
    words = [word for word, _ in INGGRIS]
    assert all(not b.startswith(f"{a} ") for i, a in enumerate(words) for b in words[i + 1 :]), (
        "longest first"
    )
