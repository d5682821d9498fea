"""An answer from our own collections names the rule that the reader can open."""

from __future__ import annotations

from bot.answering.citations import with_rule
from knowledge.index.model import Hit
from knowledge.letak import parse_letak
from knowledge.model import Jenis, Passage, StatusBerlaku


def hit(name: str, jenis: Jenis, score: float, status: StatusBerlaku = StatusBerlaku.BERLAKU) -> Hit:
    passage = Passage(name, name, jenis, parse_letak("Pasal 1"), name, name, status=status)
    return Hit(passage, score, {}, 1.0)


TERM = hit("istilah", Jenis.GLOSARIUM, 0.8)
RULE = hit("aturan", Jenis.REGULASI, 0.6)


def test_the_nearest_rule_is_cited_after_a_glossary_entry() -> None:
    assert with_rule((TERM,), (TERM, RULE)) == (TERM, RULE)


def test_a_rule_that_is_cited_already_needs_no_other() -> None:
    other = hit("lain", Jenis.REGULASI, 0.7)
    assert with_rule((RULE,), (other, RULE)) == (RULE,)


def test_a_far_or_revoked_rule_is_not_cited() -> None:
    far = hit("jauh", Jenis.REGULASI, 0.3)
    revoked = hit("dicabut", Jenis.REGULASI, 0.8, StatusBerlaku.DICABUT)
    assert with_rule((TERM,), (TERM, far, revoked)) == (TERM,)
