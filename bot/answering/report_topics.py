"""What a question about a report asks for: kendala, solusi, anggaran, capaian … (``data/laporan.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.answering import offices


@dataclass(frozen=True, slots=True)
class Topik:
    """A matter that reports speak of."""

    nama: str
    sebut: str
    """As the introduction of an answer names it."""
    tanya: re.Pattern[str]
    isi: re.Pattern[str]
    judul: re.Pattern[str]
    bab: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Permintaan:
    """What is looked for in the reports of an office."""

    topik: tuple[Topik, ...]
    """The most telling first; empty where a question names none."""
    pokok: str
    """The words that remain: of which programme, of which indicator.  Empty where the whole is asked for."""
    tertulis: tuple[str, ...] = ()
    """The words of the topics as they were written: a heading with these very words is meant."""
    angka: bool = False
    """Whether a figure is asked for."""

    @property
    def utama(self) -> Topik | None:
        return self.topik[0] if self.topik else None

    def about(self, name: str) -> bool:
        return any(t.nama == name for t in self.topik)


@cache
def topics() -> tuple[Topik, ...]:
    return tuple(
        Topik(
            one["nama"],
            one["sebut"],
            re.compile(rf"\b(?:{one['tanya']})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{one['isi']})", re.IGNORECASE),
            re.compile(rf"\b(?:{one['judul']})", re.IGNORECASE),
            tuple(one["bab"]),
        )
        for one in _table()["topik"]
    )


@cache
def _table() -> dict:  # type: ignore[type-arg]
    text = files("bot.answering").joinpath("data", "laporan.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _asking() -> frozenset[str]:
    return frozenset(_table()["kata"]["tanya"])


OVERCOME = re.compile(
    r"\b(mengatasi|atas|terhadap|menghadapi|pemecahan|memecahkan|menyelesaikan|penyelesaian|meminimalkan)"
    r" (?:(?:berbagai|beberapa|setiap|seluruh) )?(?:kendala|hambatan|permasalahan|masalah)[\w/]*",
    re.IGNORECASE,
)
"""Problems as what is overcome."""
_FIGURE = re.compile(r"\b(?:berapa|brp|jumlah|besar\w*|total)\b")
_WORD = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")


def wanted(text: str, office: Sequence[str]) -> Permintaan:
    """What a question asks of the reports of ``office`` (its names; several where a region was named)."""
    low = text.lower()
    rest = " ".join(
        w for w in _WORD.findall(low) if not any(offices.belongs(w, name) for name in office)
    )  # fmt: skip
    rest = OVERCOME.sub(lambda m: m[1], rest)  # who asks how problems are met asks for the solution
    found = tuple(t for t in topics() if t.tanya.search(rest))
    written = tuple(dict.fromkeys(m.group() for t in found for m in t.tanya.finditer(rest)))
    for topic in found:
        rest = topic.tanya.sub(" ", rest)
    matter = [w for w in rest.split() if w not in _asking() and not re.fullmatch(r"(?:19|20)\d\d", w)]
    if matter:  # "capaian indikator X": X is the indicator, its capaian is asked
        found = tuple(sorted(found, key=lambda t: t.nama == "indikator"))
    return Permintaan(found, " ".join(matter), written, bool(_FIGURE.search(low)))
