"""What the steps of an answer hand to one another, and the interfaces of those that can be exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.answering.model import Alasan, Giliran, Pemeriksaan, Ragam, Terdekat
from bot.answering.understand import Dipahami
from knowledge.index.model import Hit, Knowledge, Pencarian
from knowledge.scope import Scope


@dataclass(frozen=True, slots=True)
class Percakapan:
    """What the conversation makes of a message."""

    pertanyaan: str
    """The question, completed from earlier turns; the message itself where it stands alone."""
    balasan: str | None = None
    """A reply that needs no index (a greeting, thanks); the other steps are skipped."""
    lanjutan: bool = False
    bahasa: str = "id"


@dataclass(frozen=True, slots=True)
class Penolakan:
    """A refusal: why, and what is said.  The service adds the nearest places where there are none."""

    alasan: Alasan
    teks: str
    dokumen_kurang: str | None = None
    terdekat: tuple[Terdekat, ...] = ()
    hits: tuple[Hit, ...] = ()
    """Passages that the refusal itself rests on ("hanya memuat tujuh pasal"); they are cited."""


@dataclass(frozen=True, slots=True)
class Susunan:
    """A composed answer: its text and the passages that it rests on, the most important first."""

    teks: str
    hits: tuple[Hit, ...]
    ragam: Ragam
    langsung: str = ""
    """The first, direct part of the text, for checks."""
    kutipan_teks: tuple[tuple[str, str], ...] = ()
    """``(passage id, words)`` that the answer uses of a passage; the citation shows these."""
    keyakinan: float | None = None
    """Set where the step knows it better than the search (a value on a scale)."""


@dataclass(frozen=True, slots=True)
class Tulisan:
    """An answer in the words of a language model, checked."""

    teks: str
    passage_ids: tuple[str, ...]
    model: str
    pemeriksaan: tuple[Pemeriksaan, ...] = ()


class Conversation(Protocol):
    def __call__(self, question: str, history: Sequence[Giliran], knowledge: Knowledge) -> Percakapan: ...


class Guard(Protocol):
    def __call__(self, asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Penolakan | None: ...


class ResultGuard(Protocol):
    """Refuses after the search, for what only its result can tell (no document of a named office)."""

    def __call__(self, asked: Dipahami, found: Pencarian, knowledge: Knowledge) -> Penolakan | None: ...


class Correction(Protocol):
    """A sentence that goes before an answer whose question rests on a wrong premise (a place that does not
    exist)."""

    def __call__(self, asked: Dipahami, knowledge: Knowledge) -> str | None: ...


class Lookup(Protocol):
    def __call__(self, asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Susunan | None: ...


class Writer(Protocol):
    """Words an answer with a language model; None where the composed answer stays."""

    def __call__(
        self, asked: Dipahami, composed: Susunan, hits: Sequence[Hit]
    ) -> tuple[Tulisan | None, tuple[Pemeriksaan, ...]]: ...
