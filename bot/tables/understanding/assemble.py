"""One region of a grid as an indicator table, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.kinerja.model import (
    BarisAnggaran,
    IndicatorTable,
    Kolom,
    Sasaran,
    Temuan,
)
from bot.kinerja.temuan import RUMUS_TANPA_NILAI, buat
from bot.tables.document import Skipped
from bot.tables.understanding.budget_rows import budget_lines
from bot.tables.understanding.columns import evidence
from bot.tables.understanding.context import Konteks
from bot.tables.understanding.headless import KEYAKINAN
from bot.tables.understanding.judge import refuse
from bot.tables.understanding.notes import notes_by_sasaran
from bot.tables.understanding.parents import link_parents
from bot.tables.understanding.quarters import last_of_year
from bot.tables.understanding.regions import Region
from bot.tables.understanding.role import Layout
from bot.tables.understanding.roles import assign
from bot.tables.understanding.rows import IndicatorRows, group_by_sasaran
from bot.tables.understanding.series import years_in_rows
from bot.tables.understanding.titles import about, factor_of, indicator_above, sasaran_above
from bot.tables.understanding.view import Frame
from bot.tables.understanding.vocabulary import PERAN

Overrides = Mapping[int, tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Understood:
    """A region with its layout; the columns are known before the rows are read."""

    region: Region
    layout: Layout


def lay_out(
    region: Region, *, tahun: int | None, tahun_dokumen: int | None, overrides: Overrides | None = None
) -> Understood:
    """Decide the roles of a region's columns."""
    seen = [evidence(region.grid, c, region.body) for c in region.columns]
    title = about(region)
    layout = assign(region.columns, seen, title, tahun, overrides, tahun_dokumen)
    return Understood(region, layout)


def guessed_layout(region: Region, roles: Overrides, tahun: int | None) -> Understood:
    """A layout that rests on content only; its certainty says so."""
    found = lay_out(region, tahun=tahun, tahun_dokumen=tahun, overrides=roles)
    unsure = tuple(
        replace(r, keyakinan=KEYAKINAN) if at in roles else r for at, r in enumerate(found.layout.roles)
    )
    return Understood(region, replace(found.layout, roles=unsure))


def build(understood: Understood) -> list[IndicatorTable] | Skipped:
    """Read the rows.  One table for each year where a ``tahun`` column has several."""
    region, layout = understood.region, understood.layout
    reason = refuse(layout)
    if reason is not None:
        return _skip(region, reason)
    frame = Frame(region.grid, layout, [r for r in region.body if r not in region.skip])
    reader = IndicatorRows(frame)
    if not layout.has("sasaran"):
        reader.konteks = Konteks(sasaran=sasaran_above(region))
    reader.read()
    if layout.has("tahun") and not layout.has("indikator"):
        table = years_in_rows(frame, reader.rows, indicator_above(region))
        return [_table(understood, table, (), reader.temuan)] if table else _skip(region, "tanpa-baris")
    if not layout.has("indikator") and layout.has("faktor_pendorong", "faktor_penghambat"):
        notes = notes_by_sasaran(reader.rows)
        return [_table(understood, notes, (), reader.temuan)] if notes else _skip(region, "tanpa-baris")
    if not layout.has("indikator") and _unnamed(layout):
        reader.single(indicator_above(region))
    link_parents(reader.terbaca)
    last_of_year(frame, reader.terbaca)
    anggaran = budget_lines(reader.rows)
    _formulas(frame, reader)
    if not reader.terbaca and not anggaran:
        return _skip(region, "tanpa-baris")
    return _by_year(understood, reader, anggaran)


def _unnamed(layout: Layout) -> bool:
    """A table of target and realisasi only, whose indicator is named above it."""
    return layout.has("target", "realisasi") and not layout.has(
        "program", "kegiatan", "uraian", "pagu", "realisasi_anggaran"
    )


def _skip(region: Region, reason: str) -> Skipped:
    return Skipped(region.grid.lembar, region.rentang, reason, region.grid.page)


def _formulas(frame: Frame, reader: IndicatorRows) -> None:
    """Cells with a formula whose result the file does not hold: nothing is there to be read."""
    roles = [r for r in frame.layout.roles if r.peran not in ("lain", "no")]
    for at in frame.body:
        for role in roles:
            for c in range(role.column.left, role.column.right + 1):
                cell = frame.grid.cell(at, c)
                if cell.formula and cell.raw is None:
                    sel, rumus = frame.grid.sel(at, c), cell.formula[:80]
                    reader.temuan.append(
                        buat(RUMUS_TANPA_NILAI, sel=sel, kolom=role.column.judul, rumus=rumus)
                    )


def _by_year(
    understood: Understood, reader: IndicatorRows, anggaran: tuple[BarisAnggaran, ...]
) -> list[IndicatorTable]:
    years = list(dict.fromkeys(t.indikator.tahun for t in reader.terbaca))
    if len(years) < 2 or not understood.layout.has("tahun"):
        year = years[0] if len(years) == 1 and understood.layout.has("tahun") else understood.layout.tahun
        return [_table(understood, group_by_sasaran(reader.terbaca), anggaran, reader.temuan, year)]
    tables = []
    for year in years:
        part = [t for t in reader.terbaca if t.indikator.tahun == year]
        ids = {t.indikator.id for t in part}
        found = [t for t in reader.temuan if t.subjek in ids]
        tables.append(
            _table(understood, group_by_sasaran(part), anggaran if year == years[0] else (), found, year)
        )
    return tables


def _table(
    understood: Understood,
    sasaran: tuple[Sasaran, ...],
    anggaran: tuple[BarisAnggaran, ...],
    temuan: Sequence[Temuan],
    tahun: int | None = None,
) -> IndicatorTable:
    region, layout = understood.region, understood.layout
    return IndicatorTable(
        berkas=region.grid.berkas,
        lembar=region.grid.lembar,
        rentang=region.rentang,
        tahun=tahun if tahun is not None else layout.tahun,
        kolom=kolom_of(layout),
        sasaran=sasaran,
        anggaran=anggaran,
        halaman=region.grid.rows[region.top][0].page or region.grid.page
        if region.grid.rows
        else region.grid.page,
        judul=region.grid.caption or (region.title[0] if region.title else None),
        faktor_rupiah=Decimal(factor_of(region, layout)),
        temuan_baca=tuple(temuan),
    )


def kolom_of(layout: Layout) -> tuple[Kolom, ...]:
    """Columns for the user: every one of them, unknown ones as ``lain``."""
    return tuple(
        Kolom(
            judul=r.column.judul,
            peran=r.peran if r.peran in PERAN else "lain",
            sel=r.column.cells,
            keyakinan=Decimal(str(round(r.keyakinan, 2))),
            indeks=r.column.left,
            tahun=r.tahun,
            triwulan=r.triwulan,
            kelompok=r.kelompok,
        )
        for r in layout.roles
    )
