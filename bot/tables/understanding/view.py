"""One row of a table, seen through the roles of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.kinerja.model import Isian, JenisNilai, Nilai, Sel, Teks
from bot.kinerja.values import NumberStyle, infer_style
from bot.tables.grid import Cell, Grid
from bot.tables.understanding.columns import nilai_of, own_cell, shown_cell
from bot.tables.understanding.role import Layout, Role
from bot.tables.understanding.wording import bersih

VALUE_ROLES = (
    "target", "realisasi", "capaian", "realisasi_tahun", "target_tahun", "capaian_tahun", "target_akhir",
    "kondisi_awal", "standar_nasional", "pembanding", "pembilang", "penyebut",
)  # fmt: skip
MONEY_ROLES = ("pagu", "pagu_awal", "realisasi_anggaran", "sisa")
QUARTER_ROLES = ("tw_target", "tw_realisasi", "tw_persen", "tw_rupiah", "tw_pagu")
SAME_SIZE = ("target", "realisasi", "realisasi_tahun", "target_tahun", "target_akhir", "kondisi_awal",
             "standar_nasional", "pembanding")  # fmt: skip
"""Roles whose figures are of one size within a row."""


@dataclass(frozen=True)
class Frame:
    """A table's grid, its roles, and how its columns write numbers."""

    grid: Grid
    layout: Layout
    body: Sequence[int]

    @cached_property
    def style_kinerja(self) -> NumberStyle:
        return self._style(*SAME_SIZE)

    @cached_property
    def style_uang(self) -> NumberStyle:
        return self._style(*MONEY_ROLES, "tw_rupiah", "tw_pagu")

    @cached_property
    def style_persen(self) -> NumberStyle:
        return self._style("capaian", "capaian_tahun", "serapan")

    def _style(self, *peran: str) -> NumberStyle:
        return infer_style(self._texts(peran))

    def _texts(self, peran: tuple[str, ...]) -> Iterator[str]:
        for role in self.layout.all(*peran):
            for r in self.body:
                found = own_cell(self.grid, r, role.column)
                if found is not None and not found[0].is_number and len(found[0].text) <= 60:
                    yield found[0].text

    def style(self, peran: str) -> NumberStyle:
        if peran in MONEY_ROLES or peran in ("tw_rupiah", "tw_pagu"):
            return self.style_uang
        if peran in ("capaian", "capaian_tahun", "serapan", "tw_persen"):
            return self.style_persen
        return self.style_kinerja


@dataclass(frozen=True)
class Row:
    """A row of a :class:`Frame`."""

    frame: Frame
    at: int
    """0-based row of the grid."""

    @property
    def grid(self) -> Grid:
        return self.frame.grid

    @property
    def nomor_baris(self) -> int:
        """1-based row in the file."""
        return self.at + self.grid.first_row + 1

    @property
    def halaman(self) -> int | None:
        for cell in self.grid.rows[self.at]:
            if cell.page is not None:
                return cell.page
        return self.grid.page

    def cell(self, role: Role) -> tuple[Cell, int] | None:
        return own_cell(self.grid, self.at, role.column)

    def text(self, *peran: str) -> str:
        """Own text of the first filled column of these roles, one line."""
        for role in self.frame.layout.all(*peran):
            found = self.cell(role)
            if found is not None:
                return bersih(found[0].text)
        return ""

    def raw(self, *peran: str) -> str:
        """Like :meth:`text`, with line breaks kept."""
        for role in self.frame.layout.all(*peran):
            found = self.cell(role)
            if found is not None:
                return found[0].text.strip()
        return ""

    def raw_of(self, role: Role) -> str:
        """Text of one column with its line breaks."""
        found = self.cell(role)
        return found[0].text.strip() if found else ""

    def teks(self, *peran: str, merged: bool = False) -> Teks | None:
        """Words with their cell; with ``merged`` also of a cell that is merged from above."""
        for role in self.frame.layout.all(*peran):
            if merged:
                shown = shown_cell(self.grid, self.at, role.column)
                if shown is not None:
                    cell, r, c = shown
                    return Teks(bersih(cell.text), self.grid.sel(r, c))
                continue
            found = self.cell(role)
            if found is not None:
                return Teks(bersih(found[0].text), self.grid.sel(self.at, found[1]))
        return None

    def sel(self, role: Role) -> Sel:
        """Address of a role's cell, blank or not."""
        found = self.cell(role)
        return self.grid.sel(self.at, found[1] if found else role.column.left)

    def isian(self, role: Role, *, merged: bool = False) -> Isian:
        """A role's value; a blank cell gives a blank value with its address."""
        if merged:
            shown = shown_cell(self.grid, self.at, role.column)
            if shown is not None:
                cell, r, c = shown
                return Isian(nilai_of(cell, self.frame.style(role.peran)), self.grid.sel(r, c))
        found = self.cell(role)
        if found is None:
            return Isian(Nilai("", None, JenisNilai.KOSONG, alasan_kosong="kosong"), self.sel(role))
        return Isian(nilai_of(found[0], self.frame.style(role.peran)), self.grid.sel(self.at, found[1]))

    @property
    def filled(self) -> list[tuple[int, Cell]]:
        """Non-blank cells as (column, cell)."""
        return [(c, cell) for c, cell in enumerate(self.grid.rows[self.at]) if cell.text.strip()]

    def has(self, *peran: str) -> bool:
        """Whether any column of these roles is filled here."""
        return any(self.cell(r) is not None for r in self.frame.layout.all(*peran))

    def values(self, *peran: str) -> list[Nilai]:
        """Non-blank values of these roles."""
        listed = [self.isian(r).nilai for r in self.frame.layout.all(*peran) if self.cell(r) is not None]
        return [v for v in listed if not v.is_empty]
