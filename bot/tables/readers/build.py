"""Cells by place become a grid: bounds, limits, merges, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.tables.grid import EMPTY, Cell, Grid, Merge, address
from bot.tables.intake import failures, limits


@dataclass(slots=True)
class Budget:
    """Cells and grids used so far by one file; shared by all its sheets."""

    berkas: str
    filled: int = 0
    chars: int = 0
    area: int = 0
    grids: int = 0

    def fill(self, count: int, chars: int) -> None:
        """Count cells with content and their characters.  Raises LkjipError above the limits.

        Characters are counted for each cell that shows them: a thousand cells may share one long text
        in the file, but not in what is handed on.
        """
        self.filled += count
        self.chars += chars
        if self.filled > limits.MAX_FILLED_CELLS:
            raise failures.too_large(
                self.berkas,
                f"isinya lebih dari {thousands(limits.MAX_FILLED_CELLS)} sel",
                f"{thousands(limits.MAX_FILLED_CELLS)} sel",
                "Kirim hanya lembar yang memuat tabel indikator dan anggaran.",
            )
        if self.chars > limits.MAX_TEXT_CHARS:
            raise failures.too_large(
                self.berkas,
                "teks di dalamnya terlalu panjang",
                f"{thousands(limits.MAX_TEXT_CHARS)} huruf",
                "Kirim hanya lembar yang memuat tabel indikator dan anggaran.",
            )

    def take_area(self, rows: int, cols: int, lembar: str) -> None:
        """Count a grid and its area.  Raises LkjipError above the limits."""
        self.grids += 1
        self.area += rows * cols
        if self.grids > limits.MAX_GRIDS or self.area > limits.MAX_CELLS:
            raise failures.too_large(
                self.berkas,
                f"luas seluruh tabelnya, sampai dengan {lembar}, melebihi yang dapat dibaca",
                f"{thousands(limits.MAX_CELLS)} sel dan {thousands(limits.MAX_GRIDS)} tabel",
                "Kirim hanya lembar yang memuat tabel indikator dan anggaran.",
            )


@dataclass(slots=True)
class SheetDraft:
    """A sheet while it is read: cells with content by (row, column), 0-based."""

    lembar: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(top, left, bottom, right), 0-based and inclusive, as the file has them."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    """Hidden columns as (first, last), 0-based; a file may hide a million columns with one element."""
    is_hidden: bool = False


def finish(draft: SheetDraft, berkas: str, budget: Budget, *, kind: str = "sheet") -> Grid:
    """The grid of a sheet, trimmed to its last cell with content.  Raises LkjipError above the limits."""
    used = [place for place, cell in draft.cells.items() if cell.raw is not None or cell.formula is not None]
    n_rows = 1 + max((row for row, _ in used), default=-1)
    n_cols = 1 + max((col for _, col in used), default=-1)
    check_size(n_rows, n_cols, berkas, draft.lembar)
    budget.take_area(n_rows, n_cols, f"lembar {draft.lembar}")
    merges = clip_merges(draft.merges, n_rows, n_cols)
    covered = {
        (row, col)
        for m in merges
        for row in range(m.top, m.bottom + 1)
        for col in range(m.left, m.right + 1)
        if (row, col) != (m.top, m.left)
    }
    table = [[EMPTY] * n_cols for _ in range(n_rows)]
    for (row, col), cell in draft.cells.items():
        if row < n_rows and col < n_cols and (row, col) not in covered:
            table[row][col] = cell
    return Grid(
        berkas,
        draft.lembar,
        tuple(tuple(row) for row in table),
        merges,
        kind,
        hidden_rows=frozenset(row for row in draft.hidden_rows if row < n_rows),
        hidden_cols=frozenset(
            col for first, last in draft.hidden_spans for col in range(max(first, 0), min(last + 1, n_cols))
        ),
        is_hidden=draft.is_hidden,
    )


def check_size(n_rows: int, n_cols: int, berkas: str, lembar: str) -> None:
    """Raises LkjipError where a sheet has more rows or columns than are read."""
    if n_rows > limits.MAX_ROWS:
        raise failures.too_large(
            berkas,
            f"lembar {lembar} berisi data sampai baris {thousands(n_rows)}",
            f"{thousands(limits.MAX_ROWS)} baris",
            "Hapus baris yang bukan bagian tabel, atau salin tabelnya ke lembar baru, lalu kirim ulang.",
            lokasi=f"{berkas}, lembar {lembar}, baris {n_rows}",
        )
    if n_cols > limits.MAX_COLUMNS:
        raise failures.too_large(
            berkas,
            f"lembar {lembar} berisi data sampai kolom {address(0, n_cols - 1)[:-1]}",
            f"{limits.MAX_COLUMNS} kolom",
            "Hapus kolom yang bukan bagian tabel, atau salin tabelnya ke lembar baru, lalu kirim ulang.",
            lokasi=f"{berkas}, lembar {lembar}, kolom {address(0, n_cols - 1)[:-1]}",
        )


def clip_merges(ranges: Iterable[tuple[int, int, int, int]], n_rows: int, n_cols: int) -> tuple[Merge, ...]:
    """Merges inside the grid: clipped, single cells and overlaps dropped, absurd ones left out."""
    taken: set[tuple[int, int]] = set()
    kept: list[Merge] = []
    for top, left, bottom, right in ranges:
        if top < 0 or left < 0 or top >= n_rows or left >= n_cols:
            continue
        bottom, right = min(bottom, n_rows - 1), min(right, n_cols - 1)
        area = (bottom - top + 1) * (right - left + 1)
        if bottom < top or right < left or area == 1 or area > limits.MAX_MERGE_AREA:
            continue
        if len(taken) + area > limits.MAX_MERGED_CELLS:
            break
        if (top, left) in taken or (bottom, right) in taken:
            continue
        places = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if taken.isdisjoint(places):
            taken |= places
            kept.append(Merge(top, left, bottom, right))
    return tuple(kept)


def as_rows(cells: Mapping[tuple[int, int], Cell], n_rows: int, n_cols: int) -> tuple[tuple[Cell, ...], ...]:
    """Cells by place as rows of equal length."""
    return tuple(tuple(cells.get((row, col), EMPTY) for col in range(n_cols)) for row in range(n_rows))


def thousands(count: int) -> str:
    """A count as Indonesian text writes it: ``20.000``."""
    return f"{count:,}".replace(",", ".")
