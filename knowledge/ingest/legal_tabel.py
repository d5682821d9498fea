"""Tables of a legal text whose rows are places of their own: checklists with groups and numbered items."""

from __future__ import annotations

import re

from knowledge.ingest.naskah import Sel, Tabel
from knowledge.ingest.penanda import roman_value
from knowledge.ingest.pohon import Teks, Unit

ROMAN_CELL = re.compile(r"([IVX]{1,6})\.?")
NUMBER_CELL = re.compile(r"([0-9]{1,3})[.)]?")
ITEM_LINE = re.compile(r"([0-9]{1,3})[.)]\s+(?=\S)")
MIN_GROUPS = 2


def checklist_units(table: Tabel) -> list[Teks | Unit]:
    """The rows of a checklist as ``kelompok`` and ``butir``; empty for any other table.

    A checklist has at least two groups with Roman numbers in its first column, in sequence.
    """
    groups = [value for row in table.baris if (value := _group_of(row)) is not None]
    if len(groups) < MIN_GROUPS or groups != list(range(1, len(groups) + 1)):
        return []
    parts: list[Teks | Unit] = []
    group: Unit | None = None
    for row in table.baris:
        cells = [cell for cell in row if cell.teks.strip()]
        if not cells:
            continue
        if _group_of(row) is not None:
            group = _group(cells)
            parts.append(group)
        elif (
            group is not None and len(cells) > 1 and (number := NUMBER_CELL.fullmatch(cells[0].teks.strip()))
        ):
            item = group.add(Unit("butir", number[1], f"{number[1]}.", cells[1].halaman))
            item.isi.append(Teks(" | ".join(_flat(cell.teks) for cell in cells[1:]), cells[1].halaman))
        else:
            words = Teks(" | ".join(_flat(cell.teks) for cell in cells), cells[0].halaman)
            (parts if group is None else group.isi).append(words)
    return parts


def _group_of(row: tuple[Sel, ...]) -> int | None:
    first = row[0].teks.strip() if row else ""
    found = ROMAN_CELL.fullmatch(first)
    return roman_value(found[1]) if found else None


def _group(cells: list[Sel]) -> Unit:
    """One group: its number, its title, and the items that stand in its cells."""
    number = cells[0].teks.strip().rstrip(".")
    group = Unit("kelompok", number, cells[0].teks.strip(), cells[0].halaman)
    for cell in cells[1:]:
        items = _items(cell)
        if items:
            for item in items:
                group.add(item)
        else:
            group.isi.append(Teks(_flat(cell.teks), cell.halaman, judul=not any(group.children())))
    return group


def _items(cell: Sel) -> list[Unit]:
    """The numbered lines of a cell; empty where they are not numbered from 1 on."""
    items: list[Unit] = []
    offset = 0
    for line in cell.teks.split("\n"):
        found = ITEM_LINE.match(line)
        page = cell.halaman_pada(offset)
        last = cell.halaman_pada(offset + max(len(line) - 1, 0))
        if found and int(found[1]) == len(items) + 1:
            item = Unit("butir", found[1], f"{found[1]}.", page)
            item.isi.append(Teks(_flat(line[found.end() :]), page, last))
            items.append(item)
        elif not items:
            return []
        else:
            words = items[-1].isi[0]
            if isinstance(words, Teks):
                words.teks, words.halaman_akhir = f"{words.teks} {_flat(line)}", last
        offset += len(line) + 1
    return items


def _flat(text: str) -> str:
    return " ".join(text.split())
