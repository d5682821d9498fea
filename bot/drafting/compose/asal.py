"""The short "Lampiran telusur angka": each number as printed, and the cell or formula it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from bot.drafting.compose.konteks import Konteks, paragraf
from bot.drafting.compose.tabel import baris, buat_tabel, kolom
from bot.drafting.ledger import AsalRumus, AsalSel, Entri
from bot.drafting.model import Angka, Block, Inline, Inlines, Judul, Komentar, Polos
from bot.drafting.narasi import tulis
from bot.kinerja.rumus import RUMUS

TOPIC = "lampiran"
MAKS_BARIS = 300
"""A printed appendix longer than about ten pages is read by nobody; the ledger file has all numbers."""
MAKS_MASUKAN = 3
"""A formula over more inputs is told in words."""


def lampiran_telusur(k: Konteks, pieces: Iterable[Inline]) -> list[Block]:
    """The appendix over the numbers among ``pieces``, in the order of their first appearance."""
    entries = _printed(k, pieces)
    if not entries:
        return []
    shown = entries[:MAKS_BARIS]
    if len(shown) < len(entries):
        intro = tulis(TOPIC, "telusur_terbatas", jumlah=k.cetak.hitungan(len(shown), "baris telusur"))
    else:
        intro = tulis(TOPIC, "telusur_pengantar")
    columns = [kolom("no", "no"), kolom("angka", "rupiah"), kolom("asal", "nama")]
    rows = [
        baris((k.cetak.hitungan_nomor(n),), (Angka(e.id, e.teks),), _asal(k, e))
        for n, e in enumerate(shown, 1)
    ]
    judul = tulis("tabel", "judul_telusur")
    return [
        Judul(1, tulis("judul", "telusur"), bagian="telusur"),
        *paragraf(intro),
        buat_tabel(k, judul, columns, rows, id_="telusur", sumber="sumber_olahan"),
    ]


def _printed(k: Konteks, pieces: Iterable[Inline]) -> list[Entri]:
    """Entries that come from a cell or a formula; what the document itself numbers is left out."""
    found: dict[str, Entri] = {}
    for piece in pieces:
        inner: Inlines = piece.pada if isinstance(piece, Komentar) else (piece,)
        for one in inner:
            if isinstance(one, Angka) and one.id not in found:
                entry = k.cetak.ledger[one.id]
                if isinstance(entry.asal, AsalSel | AsalRumus):
                    found[one.id] = entry
    return list(found.values())


def _asal(k: Konteks, entry: Entri) -> Inlines:
    origin = entry.asal
    if isinstance(origin, AsalSel):
        return _sel(k, origin)
    assert isinstance(origin, AsalRumus)
    formula = RUMUS.get(origin.rumus)
    if formula is None:
        return (Polos(origin.rumus),)
    inputs = [k.cetak.ledger[i] for i in origin.masukan]
    simple = 0 < len(inputs) <= MAKS_MASUKAN and all(isinstance(e.asal, AsalSel) for e in inputs)
    if formula.banyak or not simple or formula.pola.count("{") < len(inputs):
        return k.cetak.kutip(formula.uraian, "telusur")
    places = [str(e.asal.sel) for e in inputs if isinstance(e.asal, AsalSel)]
    printed = formula.pola
    for name, place in zip(formula.masukan, places, strict=False):
        printed = printed.replace("{" + name + "}", place)
    return k.cetak.kutip(printed, "telusur")


def _sel(k: Konteks, origin: AsalSel) -> Inlines:
    if origin.sel is None:
        return tulis(TOPIC, "asal_pengguna")
    return k.cetak.kutip(str(origin.sel), "telusur")
