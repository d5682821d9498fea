"""Which budget serves a sasaran: by the sasaran that a line names, by program, or as the only one."""

from __future__ import annotations

from bot.kinerja.anggaran import jumlahkan, rupiah
from bot.kinerja.levels import kata, mirip
from bot.kinerja.measurement import RekapAnggaran
from bot.kinerja.model import Hasil, IndicatorTable, Isian, Sasaran


def anggaran_sasaran(
    sasaran: Sasaran, table: IndicatorTable, rekap: RekapAnggaran
) -> tuple[tuple[str, ...], Hasil | None, Hasil | None]:
    """Ids of the lines, their pagu and their realisasi; amounts in the indicators' own rows come next.

    Lines below a chosen line are part of it and are not counted again.
    """
    ids = _baris(sasaran, table, rekap)
    if ids:
        chosen = [u for u in rekap.baris if u.baris.id in ids]
        return ids, jumlahkan(u.pagu for u in chosen), jumlahkan(u.realisasi for u in chosen)
    plan = [i.pagu for i in sasaran.indikator if i.pagu is not None]
    spent = [i.realisasi_anggaran for i in sasaran.indikator if i.realisasi_anggaran is not None]
    if plan:
        return (), _jumlah(plan, table), _jumlah(spent, table)
    return (), None, None


def _baris(sasaran: Sasaran, table: IndicatorTable, rekap: RekapAnggaran) -> tuple[str, ...]:
    own = kata(sasaran.nama.isi) if sasaran.nama is not None else frozenset()
    programs = [kata(p.isi) for i in sasaran.indikator for p in i.program]
    usable = [b for b in table.anggaran if b.jenjang not in {"total", "pendapatan"}]
    tops = set(rekap.puncak)
    hits = [b.id for b in usable if b.sasaran is not None and mirip(kata(b.sasaran.isi), own)]
    if not hits:
        hits = [b.id for b in usable if any(mirip(kata(b.nama.isi), p) for p in programs)]
    if not hits and len(table.sasaran) == 1:
        hits = list(rekap.puncak)
    parents = {child: u.baris.id for u in rekap.baris for child in u.anak}
    chosen = [h for h in hits if not _ada_di_atas(h, set(hits), parents)]
    from_main = [h for h in chosen if h in tops]
    return tuple(from_main or chosen)


def _ada_di_atas(line: str, hits: set[str], parents: dict[str, str]) -> bool:
    above = parents.get(line)
    while above is not None:
        if above in hits:
            return True
        above = parents.get(above)
    return False


def _jumlah(cells: list[Isian], table: IndicatorTable) -> Hasil | None:
    """Sum over cells; one cell that is merged over several indicators counts once."""
    seen: set[object] = set()
    parts: list[Hasil | None] = []
    for cell in cells:
        if cell.sel is not None:
            if cell.sel in seen:
                continue
            seen.add(cell.sel)
        parts.append(rupiah(cell, table))
    return jumlahkan(parts)
