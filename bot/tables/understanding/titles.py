"""What the lines around a table say of it: its year, its unit of money, the indicator that it is about."""

from __future__ import annotations

import re

from bot.kinerja.model import Sel, Teks
from bot.tables.understanding.context import label_kind
from bot.tables.understanding.regions import Region
from bot.tables.understanding.role import Layout
from bot.tables.understanding.vocabulary import FAKTOR_RUPIAH
from bot.tables.understanding.wording import bersih, norm, split_number

_NAMED = re.compile(
    r"^(?:indikator(?: kinerja)?(?: utama)?(?: \d{1,2})?|iku|nama indikator) ?[:\-–] ?(.+)$", re.IGNORECASE
)
_CAPTION = re.compile(r"^(?:tabel|tabel\.) ?[\w.]{1,8}[.:]? ?(.*)$", re.IGNORECASE)
_TABLE_WORDS = re.compile(
    r"^(?:(?:capaian|target|realisasi|pengukuran|perbandingan|perkembangan|hasil|dan|kinerja|indikator|atas|tahun|\d{4}|s\.?d\.?|-|–)\s*)+",
    re.IGNORECASE,
)
_YEARS_TAIL = re.compile(
    r" ?(?:pada )?(?:tahun)? ?\d{4}(?: ?(?:-|–|s\.?d\.?|dan|sampai) ?\d{4})?$", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"]\s*([^”\"]{6,300})\s*[”\"]")


def about(region: Region) -> str:
    """Caption and the nearest lines above a table, as one text."""
    grid = region.grid
    lines = [grid.caption or ""]
    lines += list(region.title[-4:])
    if grid.kind == "table":
        lines += list(grid.context[-3:])
    return " ".join(dict.fromkeys(bersih(x)[:300] for x in lines if x))


def factor_of(region: Region, layout: Layout) -> int:
    """Rupiah per printed unit, from the title or from the headings of the money columns."""
    heads = " ".join(
        t for r in layout.all("pagu", "pagu_awal", "realisasi_anggaran", "tw_rupiah") for t in r.column.levels
    )
    title = norm(about(region))
    for phrase, factor in FAKTOR_RUPIAH:
        if phrase in norm(heads) or (
            f"dalam {phrase}" in title or (phrase in title and phrase.startswith("dalam"))
        ):
            return factor
    return 1


def indicator_above(region: Region) -> Teks | None:
    """The indicator that a table without an indicator column is about, from the lines above it."""
    grid = region.grid
    lines = [bersih(x[:600])[:400] for x in (*grid.context[-4:], *region.title)]
    for line in reversed(lines):
        match = _NAMED.match(split_number(line)[1])
        if match:
            return Teks(match.group(1).strip(), _place(region))
    for line in ((grid.caption or "")[:400], *reversed(lines)):
        match = _CAPTION.match(bersih(line))
        rest = _TABLE_WORDS.sub("", match.group(1) if match else line)
        rest = _YEARS_TAIL.sub("", rest).strip(" :.–-")
        if 2 <= len(rest.split()) <= 30 and len(rest) <= 200 and (match or not line.endswith((":", "."))):
            return Teks(split_number(rest)[1], _place(region))
    return None


def sasaran_above(region: Region) -> Teks | None:
    """The sasaran that a table without a sasaran column stands under: a heading, or quoted in the sentence
    above.
    """
    grid = region.grid
    lines = [bersih(x) for x in (grid.caption or "", *grid.context[-4:], *region.title[-3:])]
    for line in reversed(lines):
        kind, rest = label_kind(line)
        if kind == "sasaran" and len(rest.split()) >= 3:
            return Teks(rest.strip(' :."“”'), _place(region))
    text = " ".join(lines)[-900:]
    at = text.casefold().rfind("sasaran")
    found = _QUOTED.findall(text[at:]) if at >= 0 else []
    return Teks(bersih(found[-1]), _place(region)) if found else None


def _place(region: Region) -> Sel:
    return region.grid.sel(region.top, 0)
