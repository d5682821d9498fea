"""Temuan as Word comments, each once, at the number that it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.drafting.compose.printing import Cetak
from bot.drafting.ledger import NUMBER
from bot.drafting.model import Angka, Inlines, Komentar, Polos
from bot.kinerja.format import format_angka, format_asli
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import Hasil, Isian, Sel, Teks, Temuan
from bot.pesan import render_temuan


class Penanda:
    """Hands out the temuan of a draft to the cells that are printed."""

    def __init__(self, ukuran: Measurement, cetak: Cetak) -> None:
        self._cetak = cetak
        self._by_subject: dict[str | None, list[Temuan]] = defaultdict(list)
        for temuan in ukuran.temuan:
            self._by_subject[temuan.subjek].append(temuan)

    def pada(self, printed: Inlines, subjek: str, sel: Sel | None) -> Inlines:
        """``printed`` with a comment for every temuan about that cell of that subject."""
        waiting = self._by_subject.get(subjek)
        if not waiting or sel is None:
            return printed
        here = [t for t in waiting if t.sel == sel]
        self._by_subject[subjek] = [t for t in waiting if t.sel != sel]
        return self._attach(printed, here)

    def sisa(self, printed: Inlines, subjek: str | None) -> Inlines:
        """``printed`` with the temuan of a subject that found no cell of their own."""
        return self._attach(printed, self._by_subject.pop(subjek, []))

    def sisa_semua(self, printed: Inlines) -> Inlines:
        """``printed`` with every temuan that no printed cell has taken."""
        left = [t for found in self._by_subject.values() for t in found]
        self._by_subject.clear()
        return self._attach(printed, left)

    def _attach(self, printed: Inlines, temuan: list[Temuan]) -> Inlines:
        """One comment over ``printed``, which may have one already."""
        if not temuan:
            return printed
        pada: list[Polos | Angka] = []
        isi: list[Polos | Angka] = []
        for piece in printed:
            if isinstance(piece, Komentar):
                pada += piece.pada
                isi += piece.isi
            elif isinstance(piece, Polos | Angka):
                pada.append(piece)
        for one in temuan:
            if isi:
                isi.append(Polos(" "))
            isi += self._sentence(one)
        return (Komentar(tuple(pada), tuple(isi)),) if pada else printed

    def _sentence(self, temuan: Temuan) -> Iterator[Polos | Angka]:
        """What is wrong and what to do, every number with the origin that it has."""
        text = " ".join(render_temuan(temuan))
        known = self._known(temuan)
        end = 0
        for match in NUMBER.finditer(text):
            if match.start() > end:
                yield Polos(text[end : match.start()])
            token = match.group()
            yield known.get(token) or self._cetak.struktur(token, "temuan")
            end = match.end()
        if end < len(text):
            yield Polos(text[end:])

    def _known(self, temuan: Temuan) -> dict[str, Angka]:
        """Printed numbers of a temuan that have a cell or a formula behind them."""
        found: dict[str, Angka] = {}
        ledger = self._cetak.ledger
        for key in ("tertulis", "teks", "nilai"):
            for match in NUMBER.finditer(temuan.data.get(key, "")):
                for piece in ledger.kutip(Teks(match.group(), temuan.sel)):
                    if isinstance(piece, Angka):
                        found[match.group()] = piece
        if temuan.hasil is not None:
            for source in _inputs(temuan.hasil):
                for match in NUMBER.finditer(source.nilai.teks):
                    found[match.group()] = ledger.dari_sel(source, match.group())
                if source.angka is not None:
                    token = format_asli(abs(source.angka))
                    found[token] = ledger.dari_sel(source, token)
            value = abs(temuan.hasil.nilai)
            for token in (format_angka(value, 2), format_angka(value, 0), format_asli(value)):
                if NUMBER.fullmatch(token):
                    found.setdefault(token, ledger.dari_hasil(temuan.hasil, token))
        return found


def _inputs(hasil: Hasil) -> Iterator[Isian]:
    """The cells that a result rests on."""
    for masukan in hasil.masukan:
        if isinstance(masukan.sumber, Isian):
            yield masukan.sumber
        else:
            yield from _inputs(masukan.sumber)
