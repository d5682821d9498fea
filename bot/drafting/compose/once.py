"""A long unit is said once in a passage: "turun 8,55 per 100.000 kelahiran hidup dari 101,30"."""

from __future__ import annotations

from bot.drafting.compose.printing import Cetak
from bot.drafting.model import Inlines
from bot.drafting.narasi import polos
from bot.kinerja.measurement import UkuranIndikator
from bot.kinerja.model import Hasil, Isian

PANJANG_SATUAN = 15
"""Units longer than this many characters are not repeated."""


class Sekali:
    """Prints the values of one indicator for one passage, in the order in which they are read."""

    def __init__(self, cetak: Cetak, u: UkuranIndikator) -> None:
        self._cetak = cetak
        self._u = u
        self._said = False
        self._long = len(polos(cetak.satuan(u))) > PANJANG_SATUAN

    def nilai(self, isian: Isian | None) -> Inlines:
        if self._long and self._said:
            return self._cetak.angka(self._u, isian)
        self._said = isian is not None and not isian.nilai.is_empty
        return self._cetak.nilai(self._u, isian)

    def besar(self, hasil: Hasil | None) -> Inlines:
        if hasil is None:
            return ()
        if self._long and self._said:
            return self._cetak.besar_tabel(self._u, hasil)
        self._said = True
        return self._cetak.besar(self._u, hasil)
