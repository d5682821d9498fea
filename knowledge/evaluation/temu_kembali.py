"""Retrieval measured: where the first right place stands, with every part of the search and without each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.evaluation.soal import Himpunan, Soal
from knowledge.evaluation.statistik import (
    Selang,
    first_rank,
    mean_interval,
    ndcg_at,
    paired_difference,
    recall_at,
    reciprocal,
)
from knowledge.evaluation.tempat import Cocok, Tempat, cocok
from knowledge.index.model import Bobot, Knowledge

DEPTH = 10
"""Hits of a search that are looked at."""
UTUH = "utuh"
VARIAN: Mapping[str, Callable[[Bobot], Bobot]] = {
    "tanpa kata": lambda b: replace(b, kata=0.0),
    "tanpa huruf": lambda b: replace(b, huruf=0.0),
    "tanpa perbaikan ejaan": lambda b: replace(b, perbaikan_ejaan=False),
    "tanpa padanan": lambda b: replace(b, padanan=0.0),
    "tanpa acuan": lambda b: replace(b, acuan=False),
    "tanpa vektor": lambda b: replace(b, vektor=0.0),
    "vektor saja": lambda b: replace(
        b, kata=0.0, huruf=0.0, vektor=1.0, padanan=0.0, perbaikan_ejaan=False, acuan=False
    ),
}
"""The ablations: the weights of the whole system, and what each changes in them."""
VEKTOR = frozenset({"tanpa vektor", "vektor saja"})
"""Ablations that mean nothing where there is no embedder."""


class Measured(Knowledge, Protocol):
    """An index that says with which weights it searches."""

    @property
    def bobot(self) -> Bobot: ...


@dataclass(frozen=True, slots=True)
class Peringkat:
    """What a search gave for one question."""

    soal: Soal
    longgar: int | None
    """Rank of the first hit at, inside or directly around an accepted place, from 1; None below ``DEPTH``."""
    ketat: int | None
    """The same without places directly around."""
    ditemukan: tuple[Tempat, ...]


@dataclass(frozen=True, slots=True)
class Ukuran:
    """The figures of a group of questions."""

    recall_1: Selang
    recall_5: Selang
    recall_10: Selang
    ndcg_5: Selang
    mrr: Selang
    recall_5_ketat: Selang
    ndcg_5_ketat: Selang

    @property
    def jumlah(self) -> int:
        return self.recall_5.jumlah


@dataclass(frozen=True, slots=True)
class Ablasi:
    """The system without one of its parts; differences are that of the whole system minus this."""

    nama: str
    ukuran: Ukuran
    selisih_recall_5: Selang
    selisih_ndcg_5: Selang


@dataclass(frozen=True, slots=True)
class HasilTemuKembali:
    himpunan: Himpunan
    peringkat: tuple[Peringkat, ...]
    ablasi: tuple[Ablasi, ...] = ()

    @property
    def ukuran(self) -> Ukuran:
        return measures(self.peringkat)

    def per(self, key: Callable[[Soal], str]) -> dict[str, Ukuran]:
        """The figures by register or regulation, the largest group first."""
        groups: dict[str, list[Peringkat]] = {}
        for one in self.peringkat:
            groups.setdefault(key(one.soal), []).append(one)
        ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
        return {name: measures(members) for name, members in ordered}


def evaluate(
    himpunan: Himpunan,
    index: Measured,
    *,
    ablations: bool = True,
    progress: Callable[[str], None] | None = None,
) -> HasilTemuKembali:
    """Search for every answerable question of a set, then again without each part."""
    tell = progress or (lambda _: None)
    tell(f"{himpunan.nama}: {UTUH}")
    full = ranks(himpunan.terjawab, index)
    found: list[Ablasi] = []
    for name, change in VARIAN.items() if ablations else ():
        if name in VEKTOR and index.bobot.vektor <= 0:
            continue
        tell(f"{himpunan.nama}: {name}")
        found.append(_ablation(name, full, ranks(himpunan.terjawab, index, change(index.bobot))))
    return HasilTemuKembali(himpunan, full, tuple(found))


def ranks(soal: Sequence[Soal], index: Knowledge, bobot: Bobot | None = None) -> tuple[Peringkat, ...]:
    """One search a question."""
    return tuple(_rank(one, index, bobot) for one in soal)


def _rank(soal: Soal, index: Knowledge, bobot: Bobot | None) -> Peringkat:
    hits = index.search(soal.utuh, limit=DEPTH, bobot=bobot).hits
    places = []
    for hit in hits:
        source = index.source(hit.passage.sumber_id)
        places.append(Tempat(source.singkat if source else hit.passage.sumber_id, hit.passage.letak))
    return judged(soal, places)


def judged(soal: Soal, places: Sequence[Tempat]) -> Peringkat:
    """A ranked list of places held against the accepted ones."""
    fits = [cocok(place, soal.tempat) for place in places]
    return Peringkat(
        soal,
        longgar=first_rank([fit >= Cocok.INDUK for fit in fits]),
        ketat=first_rank([fit is Cocok.TEPAT for fit in fits]),
        ditemukan=tuple(places),
    )


def measures(found: Sequence[Peringkat]) -> Ukuran:
    """The figures of some questions."""
    return Ukuran(
        recall_1=mean_interval([recall_at(p.longgar, 1) for p in found]),
        recall_5=mean_interval([recall_at(p.longgar, 5) for p in found]),
        recall_10=mean_interval([recall_at(p.longgar, 10) for p in found]),
        ndcg_5=mean_interval([ndcg_at(p.longgar, 5) for p in found]),
        mrr=mean_interval([reciprocal(p.longgar) for p in found]),
        recall_5_ketat=mean_interval([recall_at(p.ketat, 5) for p in found]),
        ndcg_5_ketat=mean_interval([ndcg_at(p.ketat, 5) for p in found]),
    )


def _ablation(name: str, full: Sequence[Peringkat], without: Sequence[Peringkat]) -> Ablasi:
    return Ablasi(
        name,
        measures(without),
        paired_difference(
            [recall_at(p.longgar, 5) for p in full], [recall_at(p.longgar, 5) for p in without]
        ),
        paired_difference([ndcg_at(p.longgar, 5) for p in full], [ndcg_at(p.longgar, 5) for p in without]),
    )
