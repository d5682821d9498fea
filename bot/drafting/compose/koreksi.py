"""Values that the office corrected while the draft was prepared: said in the draft, apart in the ledger.

A corrected number was typed, not read.  The cell that it replaces and what that
cell says stay beside it, so that a reader can hold the draft against the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.drafting.compose.context import Konteks, paragraf
from bot.drafting.compose.printing import rapikan
from bot.drafting.ledger import Ledger
from bot.drafting.model import Block, Inlines, Paragraf
from bot.drafting.narasi import tulis
from bot.kinerja.measurement import UkuranAnggaran, UkuranIndikator
from bot.kinerja.model import BarisAnggaran, Hasil, IndicatorTable, Indikator, Isian, Nilai, Sel

TOPIC = "bab3/pembuka"
MAKS_BUTIR: Final = 20
"""A longer list is read by nobody; the ledger file has every correction."""


@dataclass(frozen=True, slots=True)
class _Koreksi:
    bidang: str
    milik: UkuranIndikator | UkuranAnggaran
    isian: Isian


def isian_indikator(ind: Indikator) -> Iterator[tuple[str, Isian]]:
    """The values of an indicator that an answer can correct, with the words for them."""
    for bidang, isian in (
        ("target", ind.target),
        ("realisasi", ind.realisasi),
        ("pagu", ind.pagu),
        ("realisasi anggaran", ind.realisasi_anggaran),
        ("target akhir", ind.target_akhir),
    ):
        if isian is not None:
            yield bidang, isian


def isian_anggaran(line: BarisAnggaran) -> Iterator[tuple[str, Isian]]:
    """The values of a budget line that an answer can correct."""
    for bidang, isian in (("pagu", line.pagu), ("realisasi", line.realisasi)):
        if isian is not None:
            yield bidang, isian


def tandai_koreksi(ledger: Ledger, table: IndicatorTable) -> None:
    """Tell the ledger which cells the user corrected, before anything is printed from them."""
    for _, isian in (
        *(pair for ind in table.indikator for pair in isian_indikator(ind)),
        *(pair for line in table.anggaran for pair in isian_anggaran(line)),
    ):
        if isian.sel is not None and isian.menggantikan is not None:
            ledger.koreksi(isian.sel, rapikan(isian.menggantikan.teks))


def blok_koreksi(k: Konteks) -> list[Block]:
    """Which values were typed instead of read; nothing where none was."""
    found = _semua(k)
    if not found:
        return []
    count = k.cetak.jumlah(len(found), "angka isian instansi")
    blocks = paragraf(tulis(TOPIC, "koreksi", jumlah=count))
    blocks += [Paragraf(_butir(k, one), "butir") for one in found[:MAKS_BUTIR]]
    if len(found) > MAKS_BUTIR:
        rest = k.cetak.jumlah(len(found) - MAKS_BUTIR, "angka isian instansi lainnya")
        blocks += paragraf(tulis(TOPIC, "koreksi_lagi", jumlah=rest))
    return blocks


def _semua(k: Konteks) -> list[_Koreksi]:
    found = [
        _Koreksi(bidang, u, isian)
        for u in k.ukuran.indikator
        for bidang, isian in isian_indikator(u.indikator)
    ]
    found += [
        _Koreksi(bidang, b, isian)
        for b in k.ukuran.anggaran.baris
        for bidang, isian in isian_anggaran(b.baris)
    ]
    seen: set[Sel] = set()
    kept: list[_Koreksi] = []
    for one in found:
        isian = one.isian
        if isian.menggantikan is None and (isian.sel is not None or isian.nilai.is_empty):
            continue
        if isian.sel is not None and isian.sel in seen:
            continue
        if isian.sel is not None:
            seen.add(isian.sel)
        kept.append(one)
    return kept


def _butir(k: Konteks, one: _Koreksi) -> Inlines:
    old, sel = one.isian.menggantikan, one.isian.sel
    return tulis(
        TOPIC,
        "koreksi_butir",
        bidang=one.bidang,
        nama=_nama(k, one),
        semula=_semula(k, old, sel) if old is not None and sel is not None else None,
        tempat=k.cetak.kutip(str(sel), "letak sel") if sel is not None else None,
        menjadi=_menjadi(k, one),
    )


def _nama(k: Konteks, one: _Koreksi) -> Inlines:
    if isinstance(one.milik, UkuranIndikator):
        return k.nama(one.milik)
    return k.cetak.kutip(one.milik.baris.nama)


def _semula(k: Konteks, old: Nilai, sel: Sel) -> Inlines:
    words = rapikan(old.teks)
    return k.cetak.ledger.kutip_semula(words, sel) if words else tulis(TOPIC, "koreksi_kosong")


def _menjadi(k: Konteks, one: _Koreksi) -> Inlines:
    if isinstance(one.milik, UkuranIndikator):
        if one.bidang in {"target", "realisasi", "target akhir"}:
            return k.cetak.nilai(one.milik, one.isian)
        return k.cetak.kutip_sel(one.isian)
    amount: Hasil | None = one.milik.pagu if one.bidang == "pagu" else one.milik.realisasi
    return k.cetak.rupiah(amount)
