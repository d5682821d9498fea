"""Levels of budget lines: which line is a part of which.

Evidence in this order: the code of the nomenclature (Permendagri 90/2019 and its
successors: ``1.01.01.2.01.0001``), a column for each level, the line's own first word,
sums that add up, and at last numbering, bold and capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.tables.understanding.vocabulary import KEGIATAN_PENUNJANG
from bot.tables.understanding.wording import bersih, norm, split_number

RANK = {"urusan": 1, "opd": 2, "sasaran": 2, "pendapatan": 3, "program": 3, "kegiatan": 4, "subkegiatan": 5}
_SIPD = re.compile(r"[\dxX]\.[\dxX]{2}(?:\.\d{2}(?:\.\d\.\d{2}(?:\.\d{2,4})?)?)?")
_CODE = re.compile(r"^\s*((?:[\dxX]{1,2}\.){1,7}[\dxX]{1,4})\.?(?=\s|$)")
_BY_SEGMENTS = {1: "urusan", 2: "urusan", 3: "program", 5: "kegiatan", 6: "subkegiatan"}
_WORDS = (
    (re.compile(r"^sub[ -]?kegiatan\b", re.IGNORECASE), "subkegiatan"),
    (re.compile(r"^kegia+tan ?(?=\w)", re.IGNORECASE), "kegiatan"),
    (re.compile(r"^(?:program\b|progam\b)", re.IGNORECASE), "program"),
    (re.compile(r"^(?:urusan|unsur|bidang urusan|fungsi)\b", re.IGNORECASE), "urusan"),
    (re.compile(r"^(?:dinas|badan|kantor|inspektorat|sekretariat|kecamatan|rsud|satuan polisi)\b",
                re.IGNORECASE), "opd"),
    (re.compile(r"^(?:sasaran)\b", re.IGNORECASE), "sasaran"),
    (re.compile(r"^(?:pendapatan|retribusi|pajak daerah)\b", re.IGNORECASE), "pendapatan"),
)  # fmt: skip
MAX_CHILDREN = 80


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a budget line's place; ``jenjang`` None until it is decided."""

    name: str
    kode: str | None
    amount: Decimal | None
    second: Decimal | None
    """Another amount of the same line (realisasi), against chance equality."""
    column: str | None
    """Level of the column in which the name stands, where each level has its own."""
    numbering: str
    bold: bool
    is_total: bool = False
    jenjang: str | None = None
    induk: int | None = None


def numbering_style(number: str | None) -> str:
    """``I`` roman, ``A`` capital, ``1`` digit, ``a`` small letter, empty none."""
    if not number:
        return ""
    if "." in number:
        return f"1x{number.count('.') + 1}"
    if number.isdigit():
        return "1"
    if set(number.upper()) <= set("IVX") and number.isupper():
        return "I"
    return "A" if number.isupper() else "a"


def code_of(kode_cell: str, name: str) -> tuple[str | None, str]:
    """The code of a line, from its own column or from the beginning of the name; and the name without it."""
    own = bersih(kode_cell).replace(" ", "").strip(".")
    if own and _CODE.match(own):
        return own, name
    match = _CODE.match(name)
    if match and any(ch.isalpha() for ch in name[match.end() :]):
        return match.group(1), name[match.end() :].strip()
    return None, name


def decide(lines: Sequence[Line], heading_levels: Sequence[str]) -> list[Line]:
    """Give every line its level and its parent.

    ``heading_levels`` are the levels that the name column's heading speaks of
    (``Program/Kegiatan`` → program, kegiatan).
    """
    known = [replace(line, jenjang=_known_level(line)) for line in lines]
    if not any(line.jenjang in RANK for line in known) and len(set(heading_levels)) == 1:
        known = _single_heading(known, heading_levels[0])
    nested = _sums(known)
    decided = _unknown(known, nested, heading_levels)
    return _parents(decided, nested)


def _known_level(line: Line) -> str | None:
    if line.is_total:
        return "total"
    if line.kode and _SIPD.fullmatch(line.kode):
        level = _BY_SEGMENTS.get(line.kode.count(".") + 1)
        if level:
            return level
    _, bare = split_number(line.name)
    if any(norm(bare).startswith(known) for known in KEGIATAN_PENUNJANG):
        return "kegiatan"
    for pattern, level in _WORDS:
        if pattern.match(bare):
            return line.column if line.column and level in ("opd",) else level
    return line.column


def _single_heading(lines: list[Line], level: str) -> list[Line]:
    """All lines of one style under a heading of one level are of that level."""
    styles = {_style(line) for line in lines if not line.is_total}
    if len(styles) > 1:
        return lines
    return [line if line.is_total else replace(line, jenjang=level) for line in lines]


def _style(line: Line) -> tuple[str, bool, bool]:
    letters = [ch for ch in line.name if ch.isalpha()]
    return line.numbering, line.bold, bool(letters) and all(ch.isupper() for ch in letters)


def _sums(lines: Sequence[Line]) -> list[int | None]:
    """Parent of each line by sums: a line whose amount is exactly that of the lines that follow it."""
    n = len(lines)
    ends = [i + 1 for i in range(n)]
    children: list[list[int]] = [[] for _ in range(n)]
    for i in range(n - 1, -1, -1):
        if lines[i].is_total:
            continue
        found, end = _parts(lines, ends, i)
        if found:
            ends[i], children[i] = end, found
    parents: list[int | None] = [None] * n
    for i, listed in enumerate(children):
        for child in listed:
            parents[child] = i
    return parents


def _parts(lines: Sequence[Line], ends: Sequence[int], i: int) -> tuple[list[int], int]:
    """The lines after ``i`` that add up to it in one or both of two money columns, and where they end."""
    whole = (lines[i].amount or Decimal(0), lines[i].second or Decimal(0))
    sums = [Decimal(0), Decimal(0)]
    found: list[int] = []
    best: tuple[int, int, int] = (0, 0, i + 1)
    at = i + 1
    while at < len(lines) and len(found) < MAX_CHILDREN and not lines[at].is_total:
        if not _may_be_child(lines[i], lines[at]):
            break
        sums[0] += lines[at].amount or 0
        sums[1] += lines[at].second or 0
        if best[0] and any(s > w for w, s in zip(whole, sums, strict=True)):
            break
        found.append(at)
        at = ends[at]
        equal = sum(w > 0 and w == s for w, s in zip(whole, sums, strict=True))
        if equal and equal >= best[0]:
            best = (equal, len(found), at)
        if all(s > w for w, s in zip(whole, sums, strict=True)):
            break
    count, length, end = best
    if not count:
        return [], i + 1
    lone = length == 1 and _style(lines[i]) == _style(lines[found[0]])
    first = lines[found[0]]
    if lone and (first.amount or 0, first.second or 0) != whole:
        return [], i + 1
    return found[:length], end


def _may_be_child(parent: Line, child: Line) -> bool:
    above, below = RANK.get(parent.jenjang or "", 0), RANK.get(child.jenjang or "", 0)
    return not (above and below and below <= above)


def _unknown(lines: list[Line], sums: list[int | None], heading_levels: Sequence[str]) -> list[Line]:
    """Levels of lines that neither code nor word tells."""
    out = list(lines)
    parents_by_sum = {p for p in sums if p is not None}
    below_program = "kegiatan" in heading_levels or any(line.jenjang == "kegiatan" for line in lines)
    styles = _style_ranks(lines, heading_levels)
    seen_program = False
    standard: int | None = None
    for i, line in enumerate(out):
        if line.jenjang is not None:
            seen_program = seen_program or line.jenjang == "program"
            standard = i if line.jenjang == "kegiatan" else None
            continue
        parent = sums[i]
        if parent is not None and out[parent].jenjang in ("program", "kegiatan"):
            level = "kegiatan" if out[parent].jenjang == "program" else "subkegiatan"
        elif standard is not None and not line.column:
            level = "subkegiatan"  # under a kegiatan that is known by its name, up to the next one
        elif line.name.isupper() and any(o.jenjang == "program" for o in out[i + 1 : i + 3]):
            level = "urusan"
        elif seen_program and (below_program or i in parents_by_sum or sums[i] is not None):
            level = "kegiatan"
        elif _style(line) in styles:
            level = styles[_style(line)]
        else:
            level = "baris"
        out[i] = replace(line, jenjang=level)
    return out


def _style_ranks(lines: Sequence[Line], heading_levels: Sequence[str]) -> dict[tuple[str, bool, bool], str]:
    """Styles in the order in which they nest, matched with the levels of the heading where the numbers
    agree.
    """
    order: list[tuple[str, bool, bool]] = []
    for line in lines:
        if line.jenjang is None and _style(line) not in order:
            order.append(_style(line))
    levels = list(dict.fromkeys(heading_levels))
    known = {line.jenjang for line in lines}
    free = [level for level in levels if level not in known]
    if len(order) == len(free) and order:
        return dict(zip(order, free, strict=True))
    if len(order) == 1 and len(levels) == 1:
        return {order[0]: levels[0]}
    return {}


def _parents(lines: list[Line], nested: Sequence[int | None]) -> list[Line]:
    """The nearest line above of a higher level; a line numbered ``A`` stands above those numbered ``1``."""
    out: list[Line] = []
    stack: list[tuple[int, int]] = []
    order = {"I": 0, "A": 1, "1": 2, "": 3, "a": 4}
    mixed = {line.numbering for line in lines if line.jenjang == "program"} & {"I", "A"}
    for i, line in enumerate(lines):
        rank = RANK.get(line.jenjang or "", 0) * 10
        if not rank or line.is_total:
            # Kinds of spending have no level of the nomenclature, but their sums tell what is part of what.
            out.append(line if line.is_total else replace(line, induk=nested[i]))
            continue
        above = nested[i]
        if line.jenjang == "urusan" and above is not None and lines[above].jenjang == "urusan":
            rank += 1  # a bidang within its urusan
        if line.jenjang == "program" and mixed:
            rank += order.get(line.numbering, 2)
        while stack and stack[-1][1] >= rank:
            stack.pop()
        out.append(replace(line, induk=stack[-1][0] if stack else None))
        stack.append((i, rank))
    return out
