"""Puts columns, rows and merges of a generated layout together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation import words
from bot.evaluation.grammar import BLANK, Figures, Generator, Layout, Written, indikator_gold

CARRY = ("gabung", "kosong", "ulang", "baris")
"""How a sasaran is carried over its indicators: merged, blank, repeated, or a row of its own above them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading from top level to bottom, and what it says of an indicator."""

    head: tuple[str, ...]
    cell: Callable[[Figures], Written]
    role: str = ""
    """``no``, ``sasaran``, ``nama`` or ``satuan``, where the builder must know."""


def new_layout(g: Generator) -> Layout:
    return Layout(id=f"{g.shape}-{g.format}", format=g.format, judul=g.titles())


def start(layout: Layout, g: Generator, width: int) -> None:
    """Title lines above the table, on the sheet itself where the format is a sheet."""
    if not g.is_sheet:
        return
    for line in layout.judul:
        layout.rows.append([Written(line)] + [BLANK] * (width - 1))
        if g.rng.random() < 0.6 and g.format != "csv":
            row = len(layout.rows) - 1
            layout.merges.append((row, 0, row, width - 1))
    if layout.judul and g.rng.random() < 0.7:
        layout.rows.append([BLANK] * width)


def header(layout: Layout, g: Generator, heads: Sequence[tuple[str, ...]]) -> None:
    """Header rows with their merges; a csv, which has no merges, joins the levels of a heading."""
    if g.format == "csv":
        layout.rows.append([Written(" ".join(dict.fromkeys(head))) for head in heads])
        return
    depth = max(len(head) for head in heads)
    top = len(layout.rows)
    for level in range(depth):
        layout.rows.append([Written(head[level]) if level < len(head) else BLANK for head in heads])
    for level in range(depth):
        _merge_across(layout, heads, top, level)
    for col, head in enumerate(heads):
        if len(head) < depth:
            layout.merges.append((top + len(head) - 1, col, top + depth - 1, col))
    layout.header_rows = depth


def _merge_across(layout: Layout, heads: Sequence[tuple[str, ...]], top: int, level: int) -> None:
    """Neighbours with the same group heading share one merged cell."""
    col = 0
    while col < len(heads):
        end = col
        head = heads[col]
        if len(head) > level + 1:
            while end + 1 < len(heads) and heads[end + 1][: level + 1] == head[: level + 1]:
                end += 1
        if end > col:
            layout.merges.append((top + level, col, top + level, end))
            for other in range(col + 1, end + 1):
                layout.rows[top + level][other] = BLANK
        col = end + 1


def number_row(layout: Layout, g: Generator, width: int) -> None:
    """Sometimes a row of column numbers, plain or in brackets."""
    kind = g.rng.choice(("", "", "{}", "({})"))
    if kind and g.format != "csv":
        layout.rows.append([Written(kind.format(n)) for n in range(1, width + 1)])


def body(
    layout: Layout,
    g: Generator,
    columns: list[Column],
    groups: list[tuple[str, list[Figures]]],
    fields: tuple[str, ...],
) -> None:
    """One row per indicator, below its sasaran; fills the gold."""
    style = g.rng.choice(CARRY[1:] if g.format == "csv" else CARRY)
    has_sasaran = any(c.role == "sasaran" for c in columns)
    for number, (sasaran, figures) in enumerate(groups, 1):
        first = len(layout.rows)
        if has_sasaran and style == "baris":
            row = [BLANK] * len(columns)
            row[0] = Written(str(number))
            row[next(n for n, c in enumerate(columns) if c.role == "sasaran")] = Written(sasaran)
            layout.rows.append(row)
        for order, one in enumerate(figures):
            is_first = order == 0 and not (has_sasaran and style == "baris")
            layout.rows.append([_cell(c, one, number, sasaran, is_first, style) for c in columns])
            kata = {"sasaran": sasaran} if has_sasaran else {}
            if any(c.role == "satuan" for c in columns):
                kata["satuan"] = one.contoh.satuan
            line = len(layout.rows) if g.is_sheet else None
            layout.gold.append(indikator_gold(one, line, fields=fields, kata=kata))
        if style == "gabung" and has_sasaran and len(figures) > 1:
            for col, column in enumerate(columns):
                if column.role in ("no", "sasaran"):
                    layout.merges.append((first, col, len(layout.rows) - 1, col))


def _cell(column: Column, one: Figures, number: int, sasaran: str, is_first: bool, style: str) -> Written:
    if column.role == "no":
        return Written(str(number)) if is_first or style == "ulang" else BLANK
    if column.role == "sasaran":
        return Written(sasaran) if is_first or style == "ulang" else BLANK
    return column.cell(one)


def trailer(layout: Layout, g: Generator) -> None:
    """What offices put below a table on a sheet: a note, a place and date, a name."""
    if not g.is_sheet or g.format == "csv" or g.rng.random() < 0.4:
        return
    width = layout.width
    layout.rows.append([BLANK] * width)
    lines = ["Keterangan: angka sementara"] if g.rng.random() < 0.5 else []
    lines += ["Rantau Elok, 10 Januari 2026", "Kepala Dinas,", "", "Nama Pejabat"]
    for line in lines:
        row = [BLANK] * width
        row[max(0, width - 2)] = Written(line or None)
        layout.rows.append(row)


def groups_of(g: Generator, figures: list[Figures]) -> list[tuple[str, list[Figures]]]:
    """The indicators under two or three sasaran."""
    count = g.rng.choice((2, 3))
    names = g.rng.sample(words.SASARAN_ISI, count)
    cuts = sorted(g.rng.sample(range(1, len(figures)), count - 1))
    bounds = [0, *cuts, len(figures)]
    return [(name, figures[bounds[n] : bounds[n + 1]]) for n, name in enumerate(names)]
