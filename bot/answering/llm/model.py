"""What the model is given and what its answer is compared with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.model import Pemeriksaan
from bot.answering.steps import Susunan
from knowledge.index.model import Hit
from knowledge.model import Passage, Sumber

Sources = Callable[[str], Sumber | None]
"""A source by its id: ``Knowledge.source``."""


@dataclass(frozen=True, slots=True)
class Nukilan:
    """One passage as the model sees it, under its opaque key."""

    kunci: str
    passage: Passage
    sumber: str
    """As it is cited: ``Permenpan-RB 53/2014``."""
    naskah: tuple[Passage, ...] = ()
    """Verbatim passages of the same place, where the official text is in the index."""
    catatan: str = ""
    """Status of the source in words ("dicabut oleh …"); empty for a rule that is in force unchanged."""


@dataclass(frozen=True, slots=True)
class Sandingan:
    """What an answer is held against: the question, the composed answer, and the keyed passages."""

    pertanyaan: str
    composed: Susunan
    nukilan: tuple[Nukilan, ...]


@dataclass(frozen=True, slots=True)
class Hasil:
    """A checked answer."""

    teks: str
    """Without keys, as it is shown."""
    passage_ids: tuple[str, ...]
    """Cited passages in the order of their first key."""
    pemeriksaan: tuple[Pemeriksaan, ...]

    @property
    def lulus(self) -> bool:
        return all(check.lulus for check in self.pemeriksaan)

    @property
    def gagal(self) -> tuple[str, ...]:
        """Names of the checks that failed."""
        return tuple(check.nama for check in self.pemeriksaan if not check.lulus)


def juxtapose(
    question: str,
    composed: Susunan,
    hits: Sequence[Hit],
    sources: Sources,
    keys: Sequence[str],
    catatan: Callable[[Sumber], str | None] = lambda _: None,
) -> Sandingan:
    """Passages of the composed answer first, then the next best; one key each."""
    by_id = {hit.passage.id: hit for hit in (*composed.hits, *hits)}
    out: list[Nukilan] = []
    for key, hit in zip(keys, by_id.values(), strict=False):
        source = sources(hit.passage.sumber_id)
        name = source.singkat if source else hit.passage.sumber_id
        note = (catatan(source) if source else None) or ""
        out.append(Nukilan(key, hit.passage, name, hit.naskah, note))
    return Sandingan(question, composed, tuple(out))
