"""Evidence for the tests of the writer: two shipped passages with their composed answer."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from bot.answering.compose.say import opened, statement
from bot.answering.llm.keys import make_keys
from bot.answering.llm.model import Sandingan, juxtapose
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from knowledge.index.model import Hit
from knowledge.model import Aspek, Passage, Pernyataan, Sumber
from knowledge.sources import load_passages, load_registry

SKPD = "permenpan-rb-53-2014#lkj-skpd"
KABUPATEN = "permenpan-rb-53-2014#lkj-kabupaten-kota"


@cache
def registry() -> dict[str, Sumber]:
    return dict(load_registry())


@cache
def passages() -> dict[str, Passage]:
    return {p.id: p for p in load_passages(load_registry())}


def hit(passage_id: str) -> Hit:
    return Hit(passages()[passage_id], 0.9, {}, 0.9)


def pick(passage: Passage, aspek: Aspek, number: int = 0) -> Pernyataan:
    return [p for p in passage.pernyataan if p.aspek is aspek][number]


def composed(passage_id: str, aspek: Aspek, number: int = 0) -> Susunan:
    """The composed answer that one statement gives."""
    one = pick(passages()[passage_id], aspek, number)
    text = opened(one.sikap, statement(one))
    return Susunan(text, (hit(passage_id),), Ragam.UMUM, text, ((passage_id, statement(one)),))


def given(question: str, answer: Susunan, *others: str) -> Sandingan:
    """What an answer is checked against; keys are ``k0000``-like, in the order of the passages."""
    hits = (*answer.hits, *(hit(o) for o in others))
    keys = make_keys([h.passage.id for h in hits], "uji")
    return juxtapose(question, answer, hits, registry().get, keys)


def asked(question: str) -> Any:
    """The part of an understood question that a writer reads."""
    return SimpleNamespace(maksud=SimpleNamespace(utuh=question, teks=question))


class Shelf:
    """The sources, as a Knowledge names them."""

    def source(self, sumber_id: str) -> Sumber | None:
        return registry().get(sumber_id)
