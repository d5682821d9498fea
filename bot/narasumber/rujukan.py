"""The places that a narasumber's answer names, checked against the registry and the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.answering.citations import status_note
from bot.answering.guards import missing_place
from bot.answering.model import Maksud, Ragam
from knowledge.index.model import Acuan, Knowledge
from knowledge.letak import Letak
from knowledge.model import Jenis, StatusBerlaku

_NEEDS_A_SOURCE = frozenset({"pasal", "ayat", "lampiran", "anak lampiran"})
"""Places that are always of a regulation; "Bab III" is mostly a chapter of the report."""


class Temuan(StrEnum):
    """What became of a place that was named."""

    ADA = "ada"
    """The index holds it (or the whole source was named)."""
    TIDAK_TERBACA = "tidak-terbaca"
    """The source is known and may have it, but no passage of it is in the index."""
    TIDAK_ADA = "tidak-ada"
    """The source is known not to have it."""
    SUMBER_ASING = "sumber-asing"
    """The regulation is not in the registry."""
    TANPA_SUMBER = "tanpa-sumber"
    """A Pasal or Lampiran of no named regulation."""


@dataclass(frozen=True, slots=True)
class Rujukan:
    """One place that an answer rests on."""

    teks: str
    """As it was written."""
    temuan: Temuan
    sumber_id: str | None = None
    sumber: str = ""
    """``Permenpan-RB 53/2014``"""
    letak: str = ""
    """Empty for a source as a whole."""
    status: str = StatusBerlaku.BERLAKU
    """In force, changed or revoked when this was read."""
    catatan: str = ""
    """What the source has instead of a missing place; what changed or revoked it."""

    @property
    def tempat(self) -> str:
        """As it is shown: ``Permenpan-RB 53/2014 Lampiran II huruf C``."""
        return f"{self.sumber} {self.letak}".strip() or self.teks

    @property
    def sah(self) -> bool:
        """Whether nothing speaks against the place."""
        return self.temuan in {Temuan.ADA, Temuan.TIDAK_TERBACA}

    def to_json(self) -> dict[str, Any]:
        """What is stored with an answer."""
        return {
            "teks": self.teks,
            "temuan": self.temuan.value,
            "sumber_id": self.sumber_id,
            "sumber": self.sumber,
            "letak": self.letak,
            "status": str(self.status),
            "catatan": self.catatan,
        }

    @classmethod
    def from_json(cls, isi: Mapping[str, Any]) -> Rujukan:
        return cls(**{**isi, "temuan": Temuan(isi["temuan"])})


def baca_rujukan(teks: str, knowledge: Knowledge) -> tuple[Rujukan, ...]:
    """The places and regulations that a text names, in its order, each once and each checked."""
    found: dict[tuple[str, str], Rujukan] = {}
    for acuan in knowledge.references(teks):
        one = _checked(acuan, knowledge)
        if one is not None:
            found.setdefault((one.sumber_id or one.teks, one.letak), one)
    placed = {one.sumber_id for one in found.values() if one.letak}
    # A source that is named again without a place adds nothing to its places.
    return tuple(one for one in found.values() if one.letak or one.sumber_id not in placed)


def _checked(acuan: Acuan, knowledge: Knowledge) -> Rujukan | None:
    if acuan.sumber_tidak_dikenal:
        return Rujukan(acuan.teks, Temuan.SUMBER_ASING, sumber=acuan.sumber_tidak_dikenal)
    source = knowledge.source(acuan.sumber_id) if acuan.sumber_id else None
    if source is None:
        units = {step.unit for step in acuan.letak.langkah}
        return Rujukan(acuan.teks, Temuan.TANPA_SUMBER) if units & _NEEDS_A_SOURCE else None
    if source.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
        return None
    note = status_note(source, knowledge) or ""
    held = knowledge.at(source.id, acuan.letak) if acuan.letak else ()
    # The place as the source writes it: "huruf C", where somebody typed "huruf c".
    place = Letak(held[0].letak.langkah[: len(acuan.letak.langkah)]) if held else acuan.letak
    known = Rujukan(acuan.teks, Temuan.ADA, source.id, source.singkat, str(place), source.status.value, note)
    if not acuan.letak or held:
        return known
    wrong = missing_place(Maksud(acuan.teks, acuan.teks, (Ragam.UMUM,), (acuan,)), knowledge)
    if wrong is not None:
        return replace(known, temuan=Temuan.TIDAK_ADA, catatan=f"{wrong.unit} {wrong.ada}")
    if not {step.unit for step in acuan.letak.langkah} & _NEEDS_A_SOURCE:
        return None
    return replace(known, temuan=Temuan.TIDAK_TERBACA)
