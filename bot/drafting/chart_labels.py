"""Labels of a chart from the ledger: a chart shows no number that the draft does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.drafting.ledger import NUMBER, Entri, Ledger
from bot.drafting.model import Gambar, Seri, UntracedDigit
from bot.kinerja.format import format_angka, jumlah_desimal

MAKS_DESIMAL = 2
"""More decimals than this are not shown in a chart, unless the draft never prints fewer."""


def beri_label(gambar: Gambar, ledger: Ledger) -> Gambar:
    """The chart with a text for every value, in the decimals that the draft prints these values with.

    Raises UntracedDigit for a value, or a number in a name, that is in no entry of the ledger.
    """
    for nama in (*gambar.label, *(s.nama for s in gambar.seri), gambar.satuan, gambar.label_acuan or ""):
        for token in NUMBER.findall(nama):
            if ledger.ulangi(token) is None:
                raise UntracedDigit(nama)
    places = max((_places(v, ledger) for v in _values(gambar)), default=0)
    return replace(gambar, seri=tuple(_labelled(seri, places) for seri in gambar.seri))


def entri_grafik(gambar: Gambar, ledger: Ledger) -> list[str]:
    """Ids of the entries whose values the chart draws, each once."""
    found: dict[str, None] = {}
    for nilai in _values(gambar):
        entries = ledger.bernilai(nilai)
        if entries:
            found.setdefault(next((e for e in entries if e.tempat), entries[0]).id)
    return list(found)


def _values(gambar: Gambar) -> Iterator[Decimal]:
    yield from (v for s in gambar.seri for v in s.nilai if v is not None)


def _places(nilai: Decimal, ledger: Ledger) -> int:
    """Decimals with which the draft prints a value.  Raises UntracedDigit if it has no entry."""
    entries = ledger.bernilai(nilai)
    if not entries:
        raise UntracedDigit(str(nilai))
    shown = [_decimals(e) for e in entries]
    return max((p for p in shown if p <= MAKS_DESIMAL), default=MAKS_DESIMAL)


def _decimals(entri: Entri) -> int:
    token = NUMBER.search(entri.teks)
    return len(token.group().rpartition(",")[2]) if token and "," in token.group() else 0


def _labelled(seri: Seri, places: int) -> Seri:
    if seri.teks:
        return seri
    texts = tuple(
        None if v is None else format_angka(v, max(places, min(jumlah_desimal(v), MAKS_DESIMAL)))
        for v in seri.nilai
    )
    return replace(seri, teks=texts)
