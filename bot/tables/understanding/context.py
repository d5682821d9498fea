"""What a row inherits from the rows above it: sasaran, tujuan, program."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.kinerja.model import Teks
from bot.tables.understanding.columns import shown_cell
from bot.tables.understanding.view import Row
from bot.tables.understanding.wording import bersih, heading, split_number

_PREFIX = re.compile(
    r"^(visi|misi|tujuan|sasaran|program|kegiatan|sub ?kegiatan)(?: strategis| perangkat daerah| utama)?"
    r"(?: (?:ke)?-? ?(?:\d{1,2}|[ivx]{1,5}|[a-z]|pertama|kedua|ketiga|keempat|kelima|keenam))? ?[:.] ?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"^(visi|misi|tujuan|sasaran)(?: strategis)? (?:ke ?-? ?)?"
    r"(?:\d{1,2}|[IVX]{1,5}|pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh)\.? (?=[A-Za-z]{3})",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\d{1,2} (?=[A-Z][a-z]{3})")
"""``2 Meningkatnya …``: a number whose dot got lost."""
_PROGRAM = re.compile(r"^(?:program|kegiatan|sub ?-?kegiatan|kegiaatan)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Konteks:
    """Names in force; each with the cell that it stands in."""

    tujuan: Teks | None = None
    sasaran: Teks | None = None
    nomor_sasaran: str | None = None
    program: tuple[Teks, ...] = ()


def label_kind(text: str) -> tuple[str | None, str]:
    """``Sasaran 1: Meningkatnya …`` → (``sasaran``, ``Meningkatnya …``); a program keeps its own word."""
    bare = split_number(text)[1]
    bare = _BARE_NUMBER.sub("", bare)
    match = _PREFIX.match(bare) or _ORDINAL.match(bare)
    if match:
        word = match.group(1).casefold().replace(" ", "")
        rest = _BARE_NUMBER.sub("", bare[match.end() :].strip())
        if word in ("program", "kegiatan", "subkegiatan"):
            return "program", rest or bare
        return word, rest
    if _PROGRAM.match(bare):
        return "program", bare
    return None, bare


def from_columns(row: Row, konteks: Konteks) -> Konteks:
    """The context after the row's own sasaran, tujuan and program columns."""
    layout = row.frame.layout
    new = konteks
    tujuan = _own_or_merged(row, "tujuan")
    if tujuan is not None:
        bare = label_kind(tujuan.isi)[1]
        if bare and (konteks.tujuan is None or bare != konteks.tujuan.isi):
            new = replace(new, tujuan=Teks(bare, tujuan.sel))
            if layout.has("sasaran") and row.has("tujuan") and not row.has("sasaran"):
                new = replace(new, sasaran=None, nomor_sasaran=None)
    sasaran = _own_or_merged(row, "sasaran")
    if sasaran is not None:
        new = _take_sasaran(row, new, sasaran)
    program = _programs(row)
    if program:
        new = replace(new, program=program)
    return new


def _take_sasaran(row: Row, konteks: Konteks, sasaran: Teks) -> Konteks:
    kind, bare = label_kind(sasaran.isi)
    if kind == "program":
        return replace(konteks, program=(Teks(bare, sasaran.sel),))
    if kind in ("misi", "visi"):
        return konteks
    if kind == "tujuan":
        return replace(konteks, tujuan=Teks(bare, sasaran.sel), sasaran=None, nomor_sasaran=None)
    if not bare or (konteks.sasaran is not None and konteks.sasaran.sel == sasaran.sel):
        return konteks
    number = split_number(sasaran.isi)[0] or row.text("no").strip(" .()") or None
    program = konteks.program if row.frame.layout.has("program", "kegiatan", "subkegiatan") else ()
    return replace(konteks, sasaran=Teks(bare, sasaran.sel), nomor_sasaran=number, program=program)


def _own_or_merged(row: Row, peran: str) -> Teks | None:
    role = row.frame.layout.first(peran)
    if role is None:
        return None
    shown = shown_cell(row.grid, row.at, role.column)
    if shown is None:
        return None
    cell, r, c = shown
    text = bersih(cell.text)
    if not any(ch.isalpha() for ch in text):
        return None
    return Teks(text, row.grid.sel(r, c))


def _programs(row: Row) -> tuple[Teks, ...]:
    """Names in the program columns of this row, the outermost first."""
    listed: list[Teks] = []
    for peran in ("program", "kegiatan", "subkegiatan"):
        teks = _own_or_merged(row, peran)
        if teks is not None:
            listed.append(Teks(split_number(teks.isi)[1], teks.sel))
    return tuple(listed)


def from_separator(row: Row, konteks: Konteks) -> Konteks:
    """The context after a row that holds nothing but one name."""
    text, col = _only_text(row)
    sel = row.grid.sel(row.at, col)
    kind, bare = label_kind(text)
    number = split_number(text)[0]
    layout = row.frame.layout
    merge = row.grid.merge_at(row.at, col)
    wide = merge is not None and merge.right - merge.left >= 2
    home = next((r.peran for r in layout.roles if r.column.left <= col <= r.column.right), "lain")
    if not bare or (kind is None and all(c is not None for c in heading(bare).concepts)):
        return konteks  # ``Perubahan Renstra 2018-2023``: words of headings only
    if kind in ("misi", "visi"):
        return replace(konteks, tujuan=None, sasaran=None, nomor_sasaran=None)
    if kind is None and home in ("sasaran", "tujuan", "program") and not wide:
        kind = home
    elif kind is None:
        kind = "tujuan" if layout.has("sasaran") else "sasaran"
        if wide and home == "sasaran" and number is not None:
            kind = "sasaran"
    if kind == "sasaran":
        return replace(
            konteks, sasaran=Teks(bare, sel), nomor_sasaran=number or row.text("no") or None, program=()
        )
    if kind == "program":
        return replace(konteks, program=(Teks(bare, sel),))
    return replace(konteks, tujuan=Teks(bare, sel), sasaran=None, nomor_sasaran=None)


def _only_text(row: Row) -> tuple[str, int]:
    best = ("", 0)
    for col, cell in row.filled:
        text = bersih(cell.text)
        if len(text) > len(best[0]) and any(ch.isalpha() for ch in text):
            best = (text, col)
    return best
