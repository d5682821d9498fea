"""What an examination of a report yields: findings, each with its place, and counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.kinerja.model import KOSONG, Tingkat

NUMBER_TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
WORD_TOKEN = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Selisih:
    """One finding: a place where the report disagrees with itself, or with the table.

    ``kutipan`` is the text as it is printed (shortened); ``harapan`` what ought to stand there and
    ``asal_harapan`` where that comes from (a page, a table, a formula with its numbers).
    """

    kode: str
    tingkat: Tingkat
    halaman: int | None
    letak: str
    kutipan: str
    pesan: str
    saran: str
    harapan: str | None = None
    asal_harapan: str | None = None
    keyakinan: Decimal = Decimal("0.9")
    halaman_lain: tuple[int, ...] = ()
    """The other pages that the finding speaks of (the partner of a contradiction)."""

    @property
    def kunci(self) -> str:
        """A short stable key: the first numbers and longest words of the quotation."""
        return short_key(self.kutipan)

    def to_json(self) -> dict[str, Any]:
        return {
            "kode": self.kode,
            "tingkat": self.tingkat.value,
            "halaman": self.halaman,
            "halaman_lain": list(self.halaman_lain),
            "letak": self.letak,
            "kutipan": self.kutipan,
            "pesan": self.pesan,
            "harapan": self.harapan,
            "asal_harapan": self.asal_harapan,
            "saran": self.saran,
            "keyakinan": str(self.keyakinan),
            "kunci": self.kunci,
        }


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """The result of examining one report."""

    berkas: str
    tahun: int | None
    """Reporting year, None where the report does not tell."""
    instansi: str | None
    selisih: tuple[Selisih, ...]
    angka_diperiksa: int
    """Numbers that were held against another: rows recomputed, values paired, sums checked."""
    tabel: str | None = None
    """File of the table that the report was held against, None where it was held against itself."""

    @property
    def menurut_kode(self) -> Mapping[str, int]:
        return dict(Counter(s.kode for s in self.selisih))

    @property
    def menurut_tingkat(self) -> Mapping[str, int]:
        counted = Counter(s.tingkat.value for s in self.selisih)
        return {t.value: counted.get(t.value, 0) for t in Tingkat}

    def to_json(self) -> dict[str, Any]:
        return {
            "berkas": self.berkas,
            "tahun": self.tahun,
            "instansi": self.instansi,
            "tabel": self.tabel,
            "jumlah": len(self.selisih),
            "menurut_tingkat": self.menurut_tingkat,
            "menurut_kode": self.menurut_kode,
            "angka_diperiksa": self.angka_diperiksa,
            "selisih": [s.to_json() for s in self.selisih],
        }


@dataclass(frozen=True, slots=True)
class Catat:
    """A finding before its sentences are rendered: ``data`` fills ``prompts/pesan/periksa/<kode>.md``."""

    kode: str
    tingkat: Tingkat
    halaman: int | None
    kutipan: str
    data: Mapping[str, str] = field(default_factory=lambda: KOSONG)
    letak: str = ""
    harapan: str | None = None
    asal: str | None = None
    keyakinan: Decimal = Decimal("0.9")
    halaman_lain: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hasil:
    """What one rule returns: its findings and how many numbers it compared."""

    catatan: tuple[Catat, ...]
    diperiksa: int = 0


def short_key(text: str) -> str:
    """Up to four numbers and the three longest words of a text, lower case, sorted as they appear."""
    numbers = NUMBER_TOKEN.findall(text)[:4]
    words = WORD_TOKEN.findall(text.lower())
    longest = set(sorted(dict.fromkeys(words), key=lambda w: (-len(w), w))[:3])
    kept = [w for w in dict.fromkeys(words) if w in longest]
    return " ".join([*numbers, *kept])


def shorten(text: str, limit: int = 160) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0] + " …"


def around(text: str, start: int, end: int, before: int, after: int) -> str:
    """The text from ``start`` to ``end`` with some of what stands around it, cut at words."""
    first, last = max(0, start - before), min(len(text), end + after)
    if first:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else start
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space >= 0 else end
    return shorten(text[first:last])


def pages(values: Iterable[int | None], but: int | None = None) -> tuple[int, ...]:
    """Distinct pages in order, without None and without ``but``."""
    return tuple(sorted({v for v in values if v is not None and v != but}))
