"""The words of a question against sets of words: as they stand, and as bits."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.match import Kata, Topeng

TERMS = ("=lkj", "=pk", "lapor", "sampai", "bupati", "bulan", "reviu", "target")
TEXT = st.frozensets(st.sampled_from((*TERMS, "lain", "kata")))
QUESTION = st.dictionaries(st.sampled_from(TERMS), st.floats(0.05, 1.0), max_size=6).map(Kata)


@given(QUESTION, TEXT, TEXT)
@settings(max_examples=150, deadline=None)
def test_bits_say_of_a_set_what_the_words_say(kata: Kata, one: frozenset[str], other: frozenset[str]) -> None:
    bits = Topeng(kata)
    held = one | other
    assert bits.of(one) | bits.of(other) == bits.of(held)
    assert bits.covered(bits.of(held)) == kata.covered(held)
    assert bits.of(one).bit_count() == sum(t in kata.bobot for t in one)
    flags = [t in held for t in kata.bobot]
    neighbours = sum(a and b for a, b in pairwise(flags))
    assert bits.pairs(bits.of(held)) == (neighbours / (len(flags) - 1) if len(flags) > 1 else 0.0)


@given(QUESTION, TEXT, st.sets(st.sampled_from(TERMS)))
@settings(max_examples=80, deadline=None)
def test_a_part_of_a_question_has_the_bits_of_the_whole(
    kata: Kata, held: frozenset[str], left_out: set[str]
) -> None:
    whole, part = Topeng(kata), kata.without(left_out)
    assert Topeng(part, kata).covered(whole.of(held)) == part.covered(held)


@given(QUESTION, TEXT)
@settings(max_examples=80, deadline=None)
def test_closeness_is_the_harmonic_mean_of_both_directions(kata: Kata, claim: frozenset[str]) -> None:
    bits = Topeng(kata)
    there = sum(t in kata.bobot for t in claim) / len(claim) if claim else 0.0
    back = kata.covered(claim)
    expected = 2 * there * back / (there + back) if there and back else 0.0
    assert bits.closeness(bits.of(claim), len(claim)) == expected
