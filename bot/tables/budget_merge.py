"""Budget lines of several tables as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.kinerja.model import BarisAnggaran, IndicatorTable, Isian, Temuan
from bot.kinerja.temuan import ANGKA_BERBEDA, buat
from bot.tables.matching import Names


def merge_budgets(
    tables: Sequence[IndicatorTable], year: int | None
) -> tuple[tuple[BarisAnggaran, ...], tuple[Temuan, ...]]:
    """The fullest budget table of the year, with what other tables add to its lines.

    Lines of other tables that the fullest does not have are not appended: they come from other
    breakdowns of the same money, and would be counted twice.  All amounts are in full rupiah.
    """
    own = [t for t in tables if t.tahun in (year, None)] or list(tables)
    if not own:
        return (), ()
    main = max(own, key=_fullness)
    lines = [_full_rupiah(line, main.faktor_rupiah) for line in main.anggaran]
    ids = {line.id: f"a{at}" for at, line in enumerate(lines, 1)}
    lines = [replace(x, id=ids[x.id], induk=ids.get(x.induk or "")) for x in lines]
    names = Names()
    for at, line in enumerate(lines):
        names.add(line.nama.isi, at)
    found = [replace(t, subjek=ids[t.subjek]) for t in main.temuan_baca if t.subjek in ids]
    for table in own:
        if table is main:
            continue
        used: set[int] = set()
        for line in table.anggaran:
            free = [c for c in names.candidates(line.nama.isi) if c not in used]
            if not free:
                continue
            at = free[0]
            used.add(at)
            other = _full_rupiah(line, table.faktor_rupiah)
            found += _differences(lines[at], other)
            lines[at] = _union(lines[at], other)
    return tuple(lines), tuple(found)


def _fullness(table: IndicatorTable) -> tuple[int, int]:
    both = sum(1 for a in table.anggaran if _given(a.pagu) and _given(a.realisasi))
    return both, len(table.anggaran)


def _given(isian: Isian | None) -> bool:
    return isian is not None and not isian.nilai.is_empty


def _full_rupiah(line: BarisAnggaran, factor: Decimal) -> BarisAnggaran:
    if factor == 1:
        return line
    return replace(
        line,
        pagu=_times(line.pagu, factor),
        realisasi=_times(line.realisasi, factor),
        pagu_awal=_times(line.pagu_awal, factor),
        triwulan=tuple(replace(t, rupiah=_times(t.rupiah, factor)) for t in line.triwulan),
    )


def _times(isian: Isian | None, factor: Decimal) -> Isian | None:
    if isian is None or isian.nilai.nilai is None:
        return isian
    return replace(isian, nilai=replace(isian.nilai, nilai=isian.nilai.nilai * factor))


def _union(mine: BarisAnggaran, theirs: BarisAnggaran) -> BarisAnggaran:
    return replace(
        mine,
        pagu=mine.pagu if _given(mine.pagu) else theirs.pagu or mine.pagu,
        realisasi=mine.realisasi if _given(mine.realisasi) else theirs.realisasi or mine.realisasi,
        pagu_awal=mine.pagu_awal if _given(mine.pagu_awal) else theirs.pagu_awal or mine.pagu_awal,
        serapan_tertulis=mine.serapan_tertulis or theirs.serapan_tertulis,
        sasaran=mine.sasaran or theirs.sasaran,
        keterangan=mine.keterangan or theirs.keterangan,
        kode=mine.kode or theirs.kode,
        triwulan=mine.triwulan or theirs.triwulan,
    )


def _differences(mine: BarisAnggaran, theirs: BarisAnggaran) -> list[Temuan]:
    found = []
    for name in ("pagu", "realisasi"):
        a, b = getattr(mine, name), getattr(theirs, name)
        if not isinstance(a, Isian) or not isinstance(b, Isian) or a.angka is None or b.angka is None:
            continue
        if a.angka != b.angka and a.sel != b.sel:
            found.append(
                buat(
                    ANGKA_BERBEDA,
                    sel=b.sel,
                    subjek=mine.id,
                    nama=mine.nama.isi,
                    kolom=name,
                    teks=a.nilai.teks.strip(),
                    tempat=str(a.sel) if a.sel else "",
                    teks_lain=b.nilai.teks.strip(),
                    tempat_lain=str(b.sel) if b.sel else "",
                )
            )
    return found
