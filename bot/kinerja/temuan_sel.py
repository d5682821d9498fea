"""Findings that a single cell shows by itself."""

from __future__ import annotations

from bot.kinerja import temuan as k
from bot.kinerja.model import Isian, Temuan
from bot.kinerja.resolve import is_ambigu

_KODE = {"galat-rumus": k.GALAT_RUMUS, "tdi": k.TDI, "teks": k.TEKS_DI_KOLOM_ANGKA}


def periksa_isian(isian: Isian, nama: str, subjek: str) -> list[Temuan]:
    """What a single cell shows by itself: an undecided number, a spreadsheet error, words, TDI."""
    nilai = isian.nilai
    text = k.teks_nilai(nilai)
    if is_ambigu(nilai):
        return [
            k.buat(
                k.ANGKA_AMBIGU,
                sel=isian.sel,
                subjek=subjek,
                nama=nama,
                teks=text,
                tafsir_satu="" if nilai.nilai is None else k.angka(nilai.nilai),
                tafsir_dua="" if nilai.tafsir_lain is None else k.angka(nilai.tafsir_lain),
            )
        ]
    kode = _KODE.get(nilai.alasan_kosong or "")
    return [] if kode is None else [k.buat(kode, sel=isian.sel, subjek=subjek, nama=nama, teks=text)]
