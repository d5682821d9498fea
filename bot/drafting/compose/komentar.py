"""Temuan as Word comments, each once, at the number that it concerns."""

from __future__ import annotations

from collections import defaultdict

from bot.drafting.compose.cetak import Cetak
from bot.drafting.model import Angka, Inlines, Komentar, Polos
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import Sel, Teks, Temuan
from bot.texts import pesan


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
        for one in temuan:
            bare = tuple(p for p in printed if isinstance(p, Polos | Angka))
            comments = tuple(p for p in printed if not isinstance(p, Polos | Angka))
            if not bare and not comments:
                return printed
            note = self._sentence(one)
            if comments:
                first = comments[0]
                if isinstance(first, Komentar):
                    joined = Komentar(first.pada, (*first.isi, Polos(" "), *note))
                    printed = tuple(joined if p is first else p for p in printed)
                    continue
                return printed
            printed = (Komentar(bare, note),)
        return printed

    def _sentence(self, temuan: Temuan) -> tuple[Polos | Angka, ...]:
        """What is wrong and what to do, its numbers entered as those of the cell."""
        text = pesan().render(f"pesan/temuan/{temuan.kode}", **temuan.data)
        words = self._cetak.kutip(Teks(text, temuan.sel))
        return tuple(p for p in words if isinstance(p, Polos | Angka))
