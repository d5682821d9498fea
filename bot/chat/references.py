"""The sources of the index as a list for a phone, and the page of one source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.answering.citations import changing_relation
from bot.chat.answers import nama_verifikasi, tanda
from bot.chat.details import source_status
from bot.chat.texts import say
from knowledge.model import Jenis, Passage, StatusBerlaku, Sumber, Verifikasi
from knowledge.scope import Scope

if TYPE_CHECKING:
    from knowledge.index.service import KnowledgeIndex

PER_HALAMAN = 8
TERBANYAK_LETAK = 12
"""Places on the page of a source; more would be a wall."""
_URUTAN = (
    Jenis.REGULASI,
    Jenis.SURAT,
    Jenis.NARASUMBER,
    Jenis.PRAKTIK,
    Jenis.GLOSARIUM,
    Jenis.KALENDER,
    Jenis.LKJIP,
    Jenis.RENSTRA,
)
_RELASI = {
    "mencabut": "Mencabut",
    "dicabut-oleh": "Dicabut oleh",
    "mengubah": "Mengubah",
    "diubah-oleh": "Diubah oleh",
    "melaksanakan": "Melaksanakan",
    "dilaksanakan-oleh": "Dilaksanakan oleh",
    "mengganti": "Menggantikan",
    "diganti-oleh": "Digantikan oleh",
}


@dataclass(frozen=True, slots=True)
class Baris:
    """One source in the list."""

    id: str
    singkat: str
    status: str
    """``berlaku``, ``dicabut`` …; empty for what is no rule."""
    tanda: str
    """Mark of its most common level of verification; an invented sample has none."""
    dimuat: bool
    """False where only its name is known."""


@dataclass(frozen=True, slots=True)
class Daftar:
    """All sources that a person may see."""

    baris: tuple[Baris, ...]
    dimuat: int

    @property
    def halaman(self) -> int:
        return max(1, -(-len(self.baris) // PER_HALAMAN))

    def page(self, number: int) -> list[tuple[int, Baris]]:
        """The rows of a page (1-based) with their numbers in the whole list."""
        first = (number - 1) * PER_HALAMAN
        return list(enumerate(self.baris[first : first + PER_HALAMAN], first + 1))


def listing(knowledge: KnowledgeIndex, scope: Scope) -> Daftar:
    """The sources in scope: those with passages first, rules before the rest."""
    levels: dict[str, Counter[Verifikasi]] = {}
    for passage in knowledge.catalogue:
        if scope.admits(passage):
            levels.setdefault(passage.sumber_id, Counter())[passage.verifikasi] += 1
    sources = sorted(
        knowledge.sources(scope), key=lambda s: (s.id not in levels, s.contoh, _URUTAN.index(s.jenis))
    )
    rows = tuple(_row(one, levels.get(one.id)) for one in sources)
    return Daftar(rows, sum(1 for one in sources if one.id in levels))


def _row(source: Sumber, levels: Counter[Verifikasi] | None) -> Baris:
    rule = source.jenis in (Jenis.REGULASI, Jenis.SURAT)
    mark = tanda(levels.most_common(1)[0][0]) if levels and not source.contoh else ""
    return Baris(source.id, source.singkat, source.status.value if rule else "", mark, levels is not None)


def list_text(found: Daftar, number: int) -> Markup:
    """A page of the list."""
    return say(
        "umum/referensi",
        baris=[
            {
                "nomor": at,
                "singkat": one.singkat,
                "status": one.status,
                "tanda": one.tanda,
                "dimuat": one.dimuat,
            }
            for at, one in found.page(number)
        ],
        halaman=number,
        dari=found.halaman,
        dimuat=found.dimuat,
        nama=len(found.baris) - found.dimuat,
    )


def source_text(knowledge: KnowledgeIndex, scope: Scope, sumber_id: str) -> Markup | None:
    """The page of a source; None where it is not in scope."""
    source = knowledge.source(sumber_id, scope)
    if source is None:
        return None
    passages = [p for p in knowledge.catalogue if p.sumber_id == sumber_id and scope.admits(p)]
    levels = Counter(one.verifikasi for one in passages)
    relations = []
    for one in source.relasi:
        if one == changing_relation(source):
            continue  # The status says it.
        other = knowledge.source(one.sumber_id)
        name = other.singkat if other else one.sumber_id
        note = f" ({one.keterangan})" if one.keterangan else ""
        relations.append(f"{_RELASI.get(one.jenis, one.jenis.capitalize())} {name}{note}")
    return say(
        "umum/sumber",
        singkat=source.singkat,
        judul=source.judul,
        status=source_status(source, knowledge),
        dicabut=source.status is StatusBerlaku.DICABUT,
        relasi=relations,
        mutu=[
            {"tanda": tanda(v), "nama": nama_verifikasi(v), "jumlah": levels[v]}
            for v in Verifikasi
            if levels[v]
        ],
        letak=_places(passages),
        laman=source.laman,
        diperiksa=f"{source.diperiksa:%d-%m-%Y}" if source.diperiksa else None,
    )


def _places(passages: Sequence[Passage]) -> list[str]:
    """The outermost places, and how many passages each has."""
    counts: Counter[str] = Counter()
    for one in passages:
        steps = one.letak.langkah
        counts[str(steps[0]) if steps else one.judul] += 1
    found = [f"{name} ({count})" if count > 1 else name for name, count in counts.most_common()]
    if len(found) > TERBANYAK_LETAK:
        rest = len(found) - TERBANYAK_LETAK
        return [*found[:TERBANYAK_LETAK], f"dan {rest} letak lain"]
    return found
