"""Whom a question or a statement concerns, by canonical word.

Offices of one kind have many names ("dinas", "badan", "OPD", "perangkat daerah"): a rule for the SKPD is the
rule for each of them.  The canonical words are those of :attr:`bot.answering.model.Maksud.pihak`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@cache
def _names() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Canonical names, and one pattern whose group ``pN`` is the N-th of them."""
    text = files("bot.answering").joinpath("data", "pihak.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["pihak"]
    groups = "|".join(f"(?P<p{i}>{'|'.join(entry['sebutan'])})" for i, entry in enumerate(entries))
    pattern = re.compile(rf"(?<![\w])(?:{groups})(?:nya)?(?![\w])")
    return tuple(str(entry["nama"]) for entry in entries), pattern


_TO = re.compile(r"(?:\bke|\bkepada|\boleh|\bmelalui|\blewat|\bdari|\bdan|,|/|\bserta|\batau|\bc\.q\.)\s*$")
_RECEIVER = re.compile(r"\b(?:ke|kepada|melalui|lewat|untuk dilaporkan ke)\s+(?:\w+\s+){0,2}$")

INDUK: dict[str, frozenset[str]] = {
    "pemda": frozenset({"gubernur", "bupati", "kepala daerah"}),
    "kepala daerah": frozenset({"gubernur", "bupati", "pemda"}),
    "gubernur": frozenset({"kepala daerah", "pemda"}),
    "bupati": frozenset({"kepala daerah", "pemda"}),
    "kementerian": frozenset(),
    "unit kerja": frozenset({"eselon i"}),
    "unit skpd": frozenset({"skpd"}),
    "eselon i": frozenset({"unit kerja"}),
}
"""Parties that a rule for the first may also speak of."""


@dataclass(frozen=True, slots=True)
class Sebutan:
    """A party as it was mentioned."""

    pihak: str
    mulai: int
    sebagai_penerima: bool
    """Mentioned as the one to whom something goes ("kepada bupati")."""
    akhir: int = 0


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[Sebutan, ...]:
    """The parties that a text names, in order."""
    low = text.lower()
    found: list[Sebutan] = []
    receiving_until = -1
    names, pattern = _names()
    for match in pattern.finditer(low):
        name = names[int((match.lastgroup or "p0")[1:])]
        before = low[max(0, match.start() - 40) : match.start()]
        receives = bool(_RECEIVER.search(before)) or (
            receiving_until >= 0 and match.start() - receiving_until <= 30 and bool(_TO.search(before))
        )
        receiving_until = match.end() if receives else -1
        found.append(Sebutan(name, match.start(), receives, match.end()))
    return tuple(found)


@lru_cache(maxsize=8192)
def parties(text: str) -> tuple[str, ...]:
    """Canonical parties of a text, those that act before those that receive, each once."""
    all_ = mentions(text)
    ordered = [m.pihak for m in all_ if not m.sebagai_penerima] + [
        m.pihak for m in all_ if m.sebagai_penerima
    ]
    return tuple(dict.fromkeys(ordered))


@lru_cache(maxsize=8192)
def subjects(text: str) -> tuple[str, ...]:
    """The parties that a text is about: those that are not merely receivers."""
    return tuple(dict.fromkeys(m.pihak for m in mentions(text) if not m.sebagai_penerima))


def fit(asked: tuple[str, ...], title: str, statement: str) -> float:
    """How well a statement below a title concerns the parties asked for, -1..1.

    1 the first subject is the one asked for, 0.5 it is mentioned, 0 neither side names a party, -1 the
    statement speaks of other parties only.
    """
    if not asked:
        return 0.0
    lead = subjects(statement)[:1] or subjects(title)[:1]
    named = set(parties(statement)) | set(parties(title))
    if not named:
        return 0.0
    first = asked[0]
    near = INDUK.get(first, frozenset())
    if lead and lead[0] == first:
        return 1.0
    if lead and lead[0] in near:
        return 0.7
    if first in named or first in subjects(title):
        return 0.5
    return 0.3 if named & near else -1.0
