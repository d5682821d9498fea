"""Labels of a chart from the ledger: a chart shows no number that the draft does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.drafting.ledger import NUMBER, AsalSel, Entri, Ledger
from bot.drafting.model import Gambar, Panel, Seri, UntracedDigit
from bot.kinerja.format import format_angka

MAKS_DESIMAL = 4
"""An entry with more decimals is the input of a formula, not a printed number."""
BAWAAN_DESIMAL = 2
"""Results are printed so, unless the indicator's own values have more."""


def beri_label(gambar: Gambar, ledger: Ledger) -> Gambar:
    """The chart with a text for every value, in the decimals that the draft prints this value with.

    Raises UntracedDigit for a value, or a number in a name, that is in no entry of the ledger.
    """
    gambar = replace(gambar, label=tuple(_uncut(label) for label in gambar.label))
    panels = tuple(replace(p, nama=_uncut(p.nama)) for p in gambar.panel)
    for nama in (*_names(gambar), *(n for p in panels for n in (p.nama, *_names(p)))):
        for token in NUMBER.findall(nama):
            if ledger.ulangi(token) is None:
                raise UntracedDigit(nama)
    return replace(
        gambar,
        seri=tuple(_labelled(seri, ledger) for seri in gambar.seri),
        panel=tuple(replace(p, seri=tuple(_labelled(s, ledger) for s in p.seri)) for p in panels),
    )


def _names(part: Gambar | Panel) -> tuple[str, ...]:
    """The words of a chart in which a number may stand."""
    return (*part.label, *(s.nama for s in part.seri), part.satuan, part.label_acuan or "")


def _uncut(label: str) -> str:
    """A shortened name without the number in which it was cut: ``tahun 20…`` says something else."""
    return label[:-1].rstrip("0123456789.,:/") + "…" if label.endswith("…") else label


def entri_grafik(gambar: Gambar, ledger: Ledger) -> list[str]:
    """Ids of the entries whose values the chart draws, each once."""
    found: dict[str, None] = {}
    for nilai in _values(gambar):
        entries = ledger.bernilai(nilai)
        if entries:
            found.setdefault(next((e for e in entries if e.tempat), entries[0]).id)
    return list(found)


def _values(gambar: Gambar) -> Iterator[Decimal]:
    parts: tuple[Gambar | Panel, ...] = (gambar, *gambar.panel)
    for part in parts:
        yield from (v for s in part.seri for v in s.nilai if v is not None)


def _places(nilai: Decimal, ledger: Ledger, *, is_result: bool) -> int:
    """Decimals with which the draft prints a value.

    A cell is entered as it is printed (``14,00``) and, for formulas, as it stands (``14``); a result as it
    is printed (``105,71``) and, where it goes into another formula, with all its decimals.
    """
    entries = ledger.bernilai(nilai)
    if is_result and any(_decimals(e) == BAWAAN_DESIMAL for e in entries):
        return BAWAAN_DESIMAL
    shown = [_decimals(e) for e in entries if isinstance(e.asal, AsalSel)] or [_decimals(e) for e in entries]
    return max((p for p in shown if p <= MAKS_DESIMAL), default=BAWAAN_DESIMAL)


def _decimals(entri: Entri) -> int:
    token = NUMBER.search(entri.teks)
    return len(token.group().rpartition(",")[2]) if token and "," in token.group() else 0


def _labelled(seri: Seri, ledger: Ledger) -> Seri:
    if seri.teks:
        return seri
    found = [ledger.bernilai(v) for v in seri.nilai if v is not None]
    if not all(found):
        raise UntracedDigit(f"{seri.nama}: {seri.nilai}")
    # a series is of one kind: all results, or all cells (of which one may equal some result by chance)
    is_result = all(any(not isinstance(e.asal, AsalSel) for e in entries) for entries in found)
    texts = tuple(
        None if v is None else format_angka(v, _places(v, ledger, is_result=is_result)) for v in seri.nilai
    )
    return replace(seri, teks=texts)
