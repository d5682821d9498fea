"""A message taken apart: what it is about, whom it concerns, what it asks, and what points back.

Every word gets one role.  What is no word of the language in general (``data/percakapan.toml``), no party, no
object of the field and no place in a regulation is *matter of its own*, known to the index or not: with it a
message can stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from bot.answering import kinds, parties, wording
from bot.answering.smalltalk import table, words
from knowledge.index.model import Knowledge

_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+(?:[-/'’][^\W\d_]+)*|[%?,;]")
_WITH_MORE = re.compile(r"(?:,? (?:dan|atau|,) (?:i{1,3}|iv|v|[1-5])(?!\w)){1,3}")
_TAIL = ("nya", "nyaa", "ny")


class Peran(Enum):
    """The role of a word."""

    TANDA = "tanda"
    ANGKA = "angka"
    PIHAK = "pihak"
    OBJEK = "objek"
    ACUAN = "acuan"
    UMUM = "umum"
    """A function word, a question word, a word for parts and doings of any paper."""
    POKOK = "pokok"
    """Matter of its own."""


@dataclass(frozen=True, slots=True)
class Kata:
    """One word as written, in standard spelling (which may be two words), and its role."""

    asli: str
    baku: str
    peran: Peran
    isyarat: bool = False
    """Part of what asks ("batas waktu", "siapa yang")."""
    penerima: bool = False
    """Part of a party to whom something goes."""


@dataclass(frozen=True, slots=True)
class Pesan:
    """A message taken apart."""

    kata: tuple[Kata, ...]
    baku: str
    """All words in standard spelling."""

    def of(self, *peran: Peran) -> tuple[Kata, ...]:
        return tuple(k for k in self.kata if k.peran in peran)

    @property
    def isi(self) -> tuple[Kata, ...]:
        """Everything but signs."""
        return tuple(k for k in self.kata if k.peran is not Peran.TANDA)

    def begins_with(self, names: frozenset[str]) -> bool:
        return bool(self.isi) and self.isi[0].baku.split()[0] in names

    @property
    def bersambung(self) -> bool:
        """Whether it begins with a connective ("kalau …", "terus …")."""
        return self.begins_with(words("lanjutan", "sambung"))

    @property
    def menunjuk(self) -> bool:
        """Whether it points back: a pronoun, or ``-nya`` on a general word ("tenggatnya")."""
        return any(k.baku in words("lanjutan", "tunjuk") or _points_back(k) for k in self.kata)

    @property
    def menunjuk_kuat(self) -> bool:
        return any(k.baku in words("lanjutan", "tunjuk_kuat") for k in self.kata)


def _points_back(word: Kata) -> bool:
    """``-nya`` on a general word; adverbs that always end so do not point."""
    said = word.asli.lower()
    fixed = words("lanjutan", "bukan_tunjuk")
    return word.peran is Peran.UMUM and len(said) > 5 and said.endswith(_TAIL) and said not in fixed


@cache
def _objects() -> re.Pattern[str]:
    names = sorted(table()["lanjutan"]["objek"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(n) for n in names) + r")(?:nya)?(?!\w)")


@cache
def _general() -> frozenset[str]:
    section = table()["lanjutan"]
    own = " ".join(str(section[name]) for name in ("fungsi", "aspek", "sambung", "tunjuk", "buang")).split()
    return frozenset(own) | wording.words("sopan") | wording.words("sapaan")


def read_message(text: str, knowledge: Knowledge) -> Pesan:
    """Take a message apart."""
    raw = _TOKEN.findall(text)
    standard = [wording.steer(word) or word.lower() for word in raw]
    starts, at = [], 0
    for word in standard:
        starts.append(at)
        at += len(word) + 1
    joined = " ".join(standard)
    roles: list[Peran | None] = [None] * len(raw)
    receivers = [False] * len(raw)
    _mark(roles, starts, standard, _spans_of_places(joined, text, knowledge), Peran.ACUAN)
    _mark(roles, starts, standard, [m.span() for m in _objects().finditer(joined)], Peran.OBJEK)
    for mention in parties.mentions(joined):
        end = _WITH_MORE.match(joined, mention.akhir)
        span = (mention.mulai, end.end() if end and mention.pihak.startswith("eselon") else mention.akhir)
        inside = _mark(roles, starts, standard, [span], Peran.PIHAK)
        for i in inside:
            receivers[i] = mention.sebagai_penerima
    asking = [False] * len(raw)
    for cue in kinds.cues():
        for match in cue.pola.finditer(joined):
            for i in _covered(starts, standard, match.span()):
                asking[i] = True
    kata = tuple(
        Kata(asli, baku, peran or _role(baku, asli), cue, to)
        for asli, baku, peran, cue, to in zip(raw, standard, roles, asking, receivers, strict=True)
    )
    return Pesan(kata, joined)


def _spans_of_places(joined: str, text: str, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Where the standard text names a place or a regulation."""
    spans = []
    for acuan in knowledge.references(text):
        at = joined.find(wording.steer(acuan.teks))
        if acuan.teks and at >= 0:
            spans.append((at, at + len(wording.steer(acuan.teks))))
    return spans


def _covered(starts: Sequence[int], standard: Sequence[str], span: tuple[int, int]) -> list[int]:
    low, high = span
    return [i for i, at in enumerate(starts) if at < high and at + len(standard[i]) > low]


def _mark(
    roles: list[Peran | None], starts: Sequence[int], standard: Sequence[str],
    spans: Sequence[tuple[int, int]], role: Peran,
) -> list[int]:  # fmt: skip
    """Give a role to the words of the spans that have none; which these are."""
    marked = []
    for span in spans:
        for i in _covered(starts, standard, span):
            if roles[i] is None:
                roles[i] = role
                marked.append(i)
    return marked


def _role(baku: str, asli: str) -> Peran:
    if not baku[0].isalnum():
        return Peran.TANDA
    if baku[0].isdigit():
        return Peran.ANGKA
    if asli.lower() in _general() or all(part in _general() for part in baku.split()):
        return Peran.UMUM
    return Peran.UMUM if _without_tail(baku) in _general() else Peran.POKOK


def does_work(word: Kata) -> bool:
    """Whether a word is a doing with papers ("disusun", "ttd"), which another doing replaces."""
    known = words("lanjutan", "kerja")
    return any(part in known for part in (*word.baku.split(), word.asli.lower(), _without_tail(word.baku)))


def _without_tail(word: str) -> str:
    for tail in ("nya", "kah", "lah", "pun"):
        if word.endswith(tail) and len(word) > len(tail) + 3:
            return word[: -len(tail)]
    return word
