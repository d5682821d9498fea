"""Puts the parts of a draft in their order."""

from __future__ import annotations

from bot.drafting.compose.anggaran import blok_anggaran
from bot.drafting.compose.context import Konteks
from bot.drafting.compose.koreksi import tandai_koreksi
from bot.drafting.compose.laporan import kepala, laporan
from bot.drafting.compose.origins import lampiran_telusur
from bot.drafting.compose.pembuka import blok_pembuka
from bot.drafting.compose.sasaran import blok_sasaran
from bot.drafting.ledger import Ledger
from bot.drafting.model import (
    Block,
    Draft,
    Gambar,
    GantiHalaman,
    Identitas,
    Inlines,
    Judul,
    Lengkapi,
    Paragraf,
    Tabel,
)
from bot.drafting.narasi import texts, tulis
from bot.drafting.notes import Notes
from bot.kinerja.measurement import Measurement

BAB = ("3", "semua")


def compose(
    measurement: Measurement,
    notes: Notes,
    identitas: Identitas,
    ledger: Ledger,
    *,
    bab: str = "3",
    telusur_lampiran: bool = True,
) -> Draft:
    """Compose Bab III (``bab`` "3") or the whole report ("semua").

    Every number enters ``ledger``; what the data does not hold is a marked gap.  The same
    arguments give the same draft.  Raises ValueError for another ``bab``.
    """
    if bab not in BAB:
        raise ValueError(f"bab must be one of {BAB}")
    tandai_koreksi(ledger, measurement.table)
    k = Konteks(measurement, notes, identitas, ledger, utuh=bab == "semua")
    blocks = bab3(k)
    if bab == "semua":
        blocks = laporan(k, blocks)
    if telusur_lampiran:
        blocks += lampiran_telusur(k)
    return Draft(
        identitas=identitas,
        bab=bab,
        blok=tuple(blocks),
        lengkapi=count_gaps(blocks),
        versi_teks=texts().version,
    )


def bab3(k: Konteks) -> list[Block]:
    """BAB III AKUNTABILITAS KINERJA."""
    blocks: list[Block] = [Judul(2, tulis("judul", "bab3_a"), nomor="A", bagian="bab3.a")]
    only = len(k.ukuran.sasaran) == 1
    for n, s in enumerate(k.ukuran.sasaran, 1):
        blocks += blok_sasaran(k, s, n, only=only)
    blocks.append(Judul(2, tulis("judul", "bab3_b"), nomor="B", bagian="bab3.b"))
    blocks += blok_anggaran(k)
    # The opening is written last: the temuan that no cell has taken are its comment.
    heading = Judul(1, tulis("judul", "bab3"), nomor=kepala("III"), bagian="bab3")
    return [heading, *blok_pembuka(k), *blocks]


def count_gaps(blocks: list[Block]) -> int:
    """How many marked gaps there are."""
    return sum(isinstance(p, Lengkapi) for block in blocks for p in pieces(block))


def pieces(block: Block) -> Inlines:
    """All inline pieces of a block, in reading order."""
    match block:
        case Judul() | Paragraf():
            return block.isi
        case Tabel():
            cells = tuple(p for row in block.baris for cell in row.sel for p in cell)
            heads = tuple(p for c in block.kolom for p in (*c.kelompok, *c.judul))
            return (*block.judul, *heads, *cells, *block.sumber)
        case Gambar():
            return (*block.judul, *block.sumber)
        case GantiHalaman():
            return ()
        case _:
            return ()
