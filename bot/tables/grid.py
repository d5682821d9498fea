"""A file as grids of located cells: the one shape in which every format meets.

A grid is what a person sees on a sheet, a page or in a Word table: rows and
columns of cells, each with the value that the file stores, the text that it
shows, its number format and the merge to which it belongs.  Readers make
grids; everything after that is the same for all formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from bot.kinerja.model import Sel

Raw: TypeAlias = str | int | float | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.  Only the top-left cell of a merge carries content; see ``Grid.anchor``."""

    raw: Raw
    """The stored value: Decimal or int for a numeric cell, str for text, None for blank."""
    text: str
    """The text as a person reads it (for a numeric cell: the stored number, not rounded)."""
    number_format: str | None = None
    """Spreadsheet number format (``0.00%``), None where the format has no such thing."""
    formula: str | None = None
    is_error: bool = False
    """A spreadsheet error value such as ``#REF!``."""
    bold: bool = False
    page: int | None = None
    """Physical page, for a table that runs over several pages."""
    cuts: tuple[tuple[int, int], ...] = ()
    """Where a page break cuts the cell: (offset in ``text``, page that begins there)."""

    @property
    def is_number(self) -> bool:
        return isinstance(self.raw, int | float | Decimal) and not isinstance(self.raw, bool)


EMPTY = Cell(None, "")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area, 0-based and inclusive; readers clip it to the grid."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells (all of the same length) with their place in the file."""

    berkas: str
    lembar: str
    """Sheet name; ``Tabel 3`` in docx; ``hlm. 24 tabel 1`` in pdf."""
    rows: tuple[tuple[Cell, ...], ...]
    merges: tuple[Merge, ...] = ()
    kind: str = "sheet"
    """``sheet`` (may hold several tables and free text), ``table`` (one table, from docx or pdf)."""
    page: int | None = None
    caption: str | None = None
    """Caption or nearest heading above the table (docx, pdf)."""
    context: tuple[str, ...] = ()
    """Lines of text just above the table, nearest last: titles, years, units ("dalam ribuan rupiah")."""
    first_row: int = 0
    """Offset of ``rows[0]`` in the sheet (0-based), so that addresses are those of the file."""
    first_col: int = 0
    hidden_rows: frozenset[int] = frozenset()
    """0-based indices into ``rows``; hidden rows and columns keep their content."""
    hidden_cols: frozenset[int] = frozenset()
    is_hidden: bool = False
    """The whole sheet is hidden in the workbook."""
    _anchors: dict[tuple[int, int], Merge] = field(default_factory=dict, compare=False, repr=False)

    @property
    def n_rows(self) -> int:
        return len(self.rows)

    @property
    def n_cols(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, col: int) -> Cell:
        """The cell at 0-based ``row`` and ``col``; blank outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= col < len(self.rows[row]):
            return self.rows[row][col]
        return EMPTY

    def merge_at(self, row: int, col: int) -> Merge | None:
        """The merge that covers a cell, or None."""
        if self.merges and not self._anchors:
            for merge in self.merges:
                for r in range(merge.top, merge.bottom + 1):
                    for c in range(merge.left, merge.right + 1):
                        self._anchors[r, c] = merge
        return self._anchors.get((row, col))

    def shown(self, row: int, col: int) -> Cell:
        """The cell whose content a person sees at this place: the anchor of its merge, or itself."""
        merge = self.merge_at(row, col)
        return self.cell(merge.top, merge.left) if merge else self.cell(row, col)

    def sel(self, row: int, col: int) -> Sel:
        """Address of a cell in the file, e.g. ``Sheet1!D7``."""
        page = self.cell(row, col).page or self.page
        return Sel(self.berkas, self.lembar, address(row + self.first_row, col + self.first_col), page)


def column_letter(col: int) -> str:
    """0-based column number to its letters: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, col: int) -> str:
    """0-based row and column to an address such as ``D7``."""
    return f"{column_letter(col)}{row + 1}"
