"""The material of an interview, in one place: reading it, keeping it, counting it."""

from __future__ import annotations

from bot.drafting.wawancara.baca import baca_bahan
from bot.drafting.wawancara.isi_bahan import (
    Bahan,
    BerkasMasuk,
    Galat,
    HasilBerkas,
    KolomRagu,
    Ringkasan,
    ringkas,
)
from bot.drafting.wawancara.simpanan import BahanTidakTerbaca, muat_bahan, simpan_bahan

__all__ = [
    "Bahan",
    "BahanTidakTerbaca",
    "BerkasMasuk",
    "Galat",
    "HasilBerkas",
    "KolomRagu",
    "Ringkasan",
    "baca_bahan",
    "muat_bahan",
    "ringkas",
    "simpan_bahan",
]
