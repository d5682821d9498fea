"""Chooses the statements that answer: aspect, party, words and meaning have to fit, statement by
statement."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import NamedTuple

from bot.answering.compose.ciri import ANSWERS, NAMES, Dicari, Pengukur, Ukuran
from bot.answering.kinds import ASPEK
from bot.answering.match import Kosakata
from bot.answering.model import Ragam
from knowledge.index.model import Hit
from knowledge.model import Aspek, Pernyataan

__all__ = [
    "ANSWERS", "Calon", "Dicari", "Timbangan", "baku", "candidates", "measured", "wanted",
]  # fmt: skip


_AT = {name: number for number, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Timbangan:
    """Weights of the figures of a statement."""

    bobot: tuple[float, ...]
    """In the order of :data:`bot.answering.compose.ciri.NAMES`."""
    pasangan: Mapping[tuple[Ragam, Aspek], float]
    """What a kind of question adds for statements of an aspect, beside how well the aspect answers it."""

    def score(self, ukuran: Ukuran, ragam: Ragam, aspek: Aspek) -> float:
        return self.score_of(ukuran.angka, ragam, aspek)

    def score_of(self, angka: Sequence[float], ragam: Ragam, aspek: Aspek) -> float:
        total = float(sum(map(mul, self.bobot, angka)))
        return total + self.pasangan.get((ragam, aspek), 0.0)


@cache
def baku() -> Timbangan:
    """The fitted weights (``timbangan.toml``, written by ``python -m bot.evaluation.timbangan``)."""
    table = tomllib.loads(files("bot.answering").joinpath("timbangan.toml").read_text(encoding="utf-8"))
    pairs = {
        (Ragam(kind), Aspek(aspek)): float(weight)
        for kind, aspects in table["ragam"].items()
        for aspek, weight in aspects.items()
    }
    return Timbangan(tuple(float(table["bobot"][name]) for name in NAMES), pairs)


class Calon(NamedTuple):
    """A statement as a candidate for an answer."""

    hit: Hit
    nomor: int
    skor: float
    """Differences between candidates of one question are log odds, scaled to the units that the composing
    parts compare."""
    aspek: float
    """How well its aspect answers the kind, 0..1."""
    pihak: float
    """How well it concerns the party asked for, -1..1."""
    cakupan: float
    """Share of the question's words in statement, title and search words, 0..1."""
    kalimat: float
    """Share of the question's words in the statement itself, 0..1."""
    angka: tuple[float, ...] = ()
    """All figures, in the order of :data:`bot.answering.compose.ciri.NAMES`."""

    def figure(self, name: str) -> float:
        """One of the figures; 0 where they were not kept."""
        return self.angka[_AT[name]] if self.angka else 0.0

    @property
    def pernyataan(self) -> Pernyataan:
        return self.hit.passage.pernyataan[self.nomor]

    @property
    def kunci(self) -> tuple[str, int]:
        return (self.hit.passage.id, self.nomor)


def wanted(ragam: Ragam, narrowed: Mapping[Ragam, tuple[Aspek, ...]]) -> dict[Aspek, float]:
    """How well each aspect answers a kind; what the cue itself names counts fully."""
    table = dict(ASPEK[ragam])
    if narrowed.get(ragam):
        table = {a: w * (0.7 if a not in narrowed[ragam] else 1.0) for a, w in table.items()}
        table.update(dict.fromkeys(narrowed[ragam], 1.0))
    return table


def measured(
    hits: Sequence[Hit], ragam: Ragam, dicari: Dicari, kosakata: Kosakata
) -> list[tuple[Hit, int, Ukuran]]:
    """Every statement of the hits with its figures."""
    measure = Pengukur(hits, ragam, wanted(ragam, dicari.aspek), dicari, kosakata)
    return [(hit, number, figures) for hit in hits for number, figures in measure.of(hit)]


def candidates(
    hits: Sequence[Hit],
    ragam: Ragam,
    dicari: Dicari,
    kosakata: Kosakata,
    weights: Timbangan | None = None,
) -> list[Calon]:
    """Every statement of the hits, best first."""
    weights = weights or baku()
    found = [
        Calon(
            hit,
            number,
            weights.score(u, ragam, hit.passage.pernyataan[number].aspek),
            u.aspek,
            u.pihak,
            u.cakupan,
            u.kalimat,
            u.angka,
        )
        for hit, number, u in measured(hits, ragam, dicari, kosakata)
    ]
    return sorted(found, key=lambda c: (-c.skor, c.kunci))
