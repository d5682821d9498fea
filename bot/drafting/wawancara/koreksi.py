"""Values that the user corrected, put into the table: the cell stays known, and what it says stays beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from bot.kinerja.model import BarisAnggaran, IndicatorTable, Indikator, Isian, JenisNilai, Nilai, Sel

T = TypeVar("T", Indikator, BarisAnggaran)
BIDANG_INDIKATOR: Final = ("target", "realisasi", "pagu", "realisasi_anggaran", "target_akhir")
BIDANG_ANGGARAN: Final = ("pagu", "realisasi")
KOSONG: Final = Nilai("", None, JenisNilai.KOSONG, alasan_kosong="kosong")


@dataclass(frozen=True, slots=True)
class Koreksi:
    """One corrected value: of which row, which field, and what stands there from now on."""

    subjek: str
    """Id of the indicator or budget line."""
    bidang: str
    nilai: Nilai
    dari: Isian | None = None
    """A cell of another table that is taken instead; it keeps its own origin."""


def isian_koreksi(lama: Isian | None, koreksi: Koreksi, cadangan: Sel | None = None) -> Isian:
    """The value that stands there from now on.  ``cadangan`` is the cell where there was no value at all."""
    if koreksi.dari is not None:
        return koreksi.dari
    sel = lama.sel if lama is not None else cadangan
    if sel is None:
        return Isian(koreksi.nilai)
    old = KOSONG if lama is None else (lama.menggantikan or lama.nilai)
    return Isian(koreksi.nilai, sel, menggantikan=old)


def terapkan_koreksi(table: IndicatorTable, koreksi: Iterable[Koreksi]) -> IndicatorTable:
    """The table with the corrections; a cell that several rows share is corrected for all of them."""
    by_place = {(k.subjek, k.bidang): k for k in koreksi}
    if not by_place:
        return table
    indikator = {i.id: i for i in table.indikator}
    anggaran = {b.id: b for b in table.anggaran}
    shared: dict[Sel, Isian] = {}
    for (subjek, bidang), one in by_place.items():
        row: Indikator | BarisAnggaran | None = indikator.get(subjek) or anggaran.get(subjek)
        old: Isian | None = getattr(row, bidang, None) if row is not None else None
        if old is not None and old.sel is not None and one.dari is None:
            shared[old.sel] = isian_koreksi(old, one)
    return replace(
        table,
        sasaran=tuple(
            replace(
                s,
                indikator=tuple(_baris(i, i.id, BIDANG_INDIKATOR, by_place, shared) for i in s.indikator),
            )
            for s in table.sasaran
        ),
        anggaran=tuple(_baris(b, b.id, BIDANG_ANGGARAN, by_place, shared) for b in table.anggaran),
    )


def _baris(
    row: T,
    ident: str,
    bidang: Iterable[str],
    by_place: Mapping[tuple[str, str], Koreksi],
    shared: Mapping[Sel, Isian],
) -> T:
    changes: dict[str, Isian] = {}
    for name in bidang:
        old: Isian | None = getattr(row, name)
        one = by_place.get((ident, name))
        if one is not None:
            changes[name] = isian_koreksi(old, one)
        elif old is not None and old.sel is not None and old.sel in shared:
            changes[name] = shared[old.sel]
    return replace(row, **changes) if changes else row  # type: ignore[arg-type]
