"""Tables of one indicator with the years in their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.kinerja.arah import infer_arah
from bot.kinerja.model import Indikator, Isian, Sasaran, Teks
from bot.tables.understanding.cells import read_values
from bot.tables.understanding.classify import Kind
from bot.tables.understanding.context import Konteks
from bot.tables.understanding.view import Frame, Row


def years_in_rows(
    frame: Frame, rows: Sequence[tuple[Row, Kind, Konteks]], nama: Teks | None
) -> tuple[Sasaran, ...]:
    """The latest year with a result is reported, earlier ones are its history; () where no row has a year."""
    by_year: dict[int, Indikator] = {}
    for row, kind, _ in rows:
        text = row.text("tahun")[:4]
        if kind is not Kind.DATA or not text.isdigit() or not 1980 <= int(text) <= 2069:
            continue
        title = nama or Teks("Indikator pada tabel ini", row.grid.sel(row.at, 0))
        by_year.setdefault(int(text), read_values(row, title, "i1", Konteks()))
    if not by_year:
        return ()
    with_result = [y for y, i in by_year.items() if _has(i.realisasi)]
    latest = frame.layout.tahun if frame.layout.tahun in with_result else max(with_result or by_year)
    current = by_year[latest]
    arah, asal = infer_arah(current.nama.isi)
    earlier = {y: i for y, i in by_year.items() if y < latest}
    indikator = replace(
        current,
        tahun=latest,
        arah=arah,
        asal_arah=asal if arah is not None else None,
        riwayat=_collect(earlier, "realisasi"),
        riwayat_target=_collect(earlier, "target"),
        riwayat_capaian=_collect(earlier, "capaian_tertulis"),
        target_jangka={
            y: i.target for y, i in by_year.items() if y > latest and i.target is not None and _has(i.target)
        },
    )
    return (Sasaran("s1", None, (indikator,)),)


def _has(isian: Isian | None) -> bool:
    return isian is not None and not isian.nilai.is_empty


def _collect(rows: dict[int, Indikator], name: str) -> dict[int, Isian]:
    found: dict[int, Isian] = {}
    for year in sorted(rows):
        value = getattr(rows[year], name)
        if isinstance(value, Isian) and value.nilai.teks.strip():
            found[year] = value
    return found
