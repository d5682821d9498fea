"""How many decimals an indicator's own values are printed with: the same for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.kinerja.explain import desimal_tertulis
from bot.kinerja.format import jumlah_desimal
from bot.kinerja.model import Indikator, Isian, Nilai
from bot.kinerja.satuan import Kelas, kelas_nama, kelas_satuan

TERBANYAK = 4
"""More decimals than this are the trace of a division in a spreadsheet, not a measurement."""
BIASA = 2


def desimal_indikator(ind: Indikator, satuan: str) -> int:
    """0 where all values are whole, else 2, or more where the source has more meaning (gini 0,343)."""
    counted = (kelas_satuan(satuan) or kelas_nama(ind.nama.isi)) in {Kelas.CACAH, Kelas.UANG}
    places = 0
    for nilai in _nilai(ind):
        for number in (nilai.nilai, nilai.bawah, nilai.atas):
            if number is not None:
                real = jumlah_desimal(number)
                # Printed zeros (14,00) show the precision of a score; of a count they show nothing.
                shown = real if counted else max(real, desimal_tertulis(nilai))
                places = max(places, shown if shown <= TERBANYAK else BIASA)
    return max(places, BIASA) if places else 0


def _nilai(ind: Indikator) -> Iterator[Nilai]:
    cells: list[Isian | None] = [ind.target, ind.realisasi, ind.target_akhir, ind.standar_nasional]
    cells += [p.isian for p in ind.pembanding]
    for years in (ind.riwayat, ind.riwayat_target, ind.target_jangka):
        cells += years.values()
    for cell in cells:
        if cell is not None and not cell.nilai.is_empty:
            yield cell.nilai
