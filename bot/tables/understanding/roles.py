"""Roles of the columns of one table, settled over the whole table.

Headings come first, then the group that they stand in, then what the cells hold.
Where a role is taken by a better column, the other keeps ``lain`` and is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.tables.understanding.columns import Evidence
from bot.tables.understanding.headers import Column
from bot.tables.understanding.meaning import Meaning, shared_levels, understand
from bot.tables.understanding.role import Layout, Role
from bot.tables.understanding.settle import Settler
from bot.tables.understanding.wording import years_in

__all__ = ["Layout", "Role", "assign", "reporting_year"]


def assign(
    columns: Sequence[Column],
    evidence: Sequence[Evidence],
    title: str = "",
    tahun: int | None = None,
    overrides: Mapping[int, tuple[str, int | None]] | None = None,
    tahun_dokumen: int | None = None,
) -> Layout:
    """Decide the role of every column.

    ``title`` is caption and lines above; ``tahun`` the year that the user gave;
    ``overrides`` maps a column's position to (peran, tahun).
    """
    shared = shared_levels(columns)
    meanings = [understand(c, s) for c, s in zip(columns, shared, strict=True)]
    year = reporting_year(meanings, evidence, title, tahun, tahun_dokumen)
    work = Settler(meanings, evidence, title, year)
    return Layout(tuple(work.settle(overrides or {})), year, title)


def reporting_year(
    meanings: Sequence[Meaning],
    evidence: Sequence[Evidence],
    title: str,
    tahun: int | None,
    tahun_dokumen: int | None,
) -> int | None:
    """The year that the table reports on: of its results, else of its targets, else of its title."""
    results = {
        m.tahun
        for m, e in zip(meanings, evidence, strict=True)
        if m.tahun
        and m.pokok in ("realisasi", "realisasi?", "capaian", "tahun_nilai")
        and e.filled
        and not m.banding
        and not (m.renstra and m.pokok == "capaian")
        and not (m.pokok == "tahun_nilai" and (m.akhir or m.sampai))
    }
    targets = {m.tahun for m in meanings if m.tahun and m.pokok == "target" and not (m.akhir or m.sampai)}
    named = set(years_in(title))
    for year in (tahun, tahun_dokumen):
        if year is not None and year in results | targets:
            return year
    if results:
        both = results & named
        return max(both) if both and not tahun_dokumen else max(results)
    if targets:
        both = targets & named
        if both:
            return max(both)
        return next(iter(targets)) if len(targets) == 1 else None
    if named:
        return max(named)
    return tahun if tahun is not None else tahun_dokumen
