"""The ledger: every number of a draft and where it comes from.

A number enters a draft only through this class, which hands out the
:class:`~bot.drafting.model.Angka` that may be printed.  Three origins exist:
a cell, a formula over other entries, and the document's own structure
(numbers of headings, years, counts of rows, places in a regulation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from bot.drafting.model import Angka, Inlines, Polos
from bot.kinerja.model import Hasil, Isian, Sel, Teks

NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
"""A run of digits as it stands in a text; the audit uses the same expression."""


@dataclass(frozen=True, slots=True)
class AsalSel:
    sel: Sel | None
    """None: typed by the user in answer to a question."""
    semula: str | None = None
    """What the cell says, where the user typed this number in its place."""


@dataclass(frozen=True, slots=True)
class AsalRumus:
    rumus: str
    masukan: tuple[str, ...]
    """Ids of the entries that went into the formula."""


@dataclass(frozen=True, slots=True)
class AsalStruktur:
    ket: str


Asal: TypeAlias = AsalSel | AsalRumus | AsalStruktur


@dataclass(slots=True)
class Entri:
    """One number: the text as printed, the unrounded value, its unit, its origin, and where it stands."""

    id: str
    teks: str
    nilai: Decimal | None
    satuan: str | None
    asal: Asal
    tempat: list[tuple[str, str]] = field(default_factory=list)
    """(bagian, elemen) pairs, filled in by the writer."""


class Ledger:
    """The numbers of one draft.  The same origin printed the same way is one entry."""

    def __init__(self) -> None:
        self._koreksi: dict[Sel, str] = {}
        self._entri: dict[str, Entri] = {}
        self._keys: dict[tuple[object, ...], str] = {}
        self._hasil: dict[int, Hasil] = {}
        self._cetakan: dict[str, list[str]] = {}
        self._by_text: dict[str, str] = {}
        self._by_value: dict[Decimal, list[Entri]] = {}
        self._terindeks = 0

    def __iter__(self) -> Iterator[Entri]:
        return iter(self._entri.values())

    def __len__(self) -> int:
        return len(self._entri)

    def __getitem__(self, entri_id: str) -> Entri:
        return self._entri[entri_id]

    def dari_sel(self, isian: Isian, teks: str, satuan: str | None = None) -> Angka:
        """A number read from a cell (or typed by the user), printed as ``teks``."""
        key = ("sel", isian.sel, isian.nilai.nilai if isian.sel is None else None, teks)
        return self._enter(key, teks, isian.nilai.nilai, satuan or isian.nilai.satuan, self._asal(isian.sel))

    def dari_hasil(self, hasil: Hasil, teks: str) -> Angka:
        """A computed number, printed as ``teks``; its inputs are entered too."""
        self._hasil[id(hasil)] = hasil  # keeps the object alive, so that its id stays its own
        key = ("hasil", id(hasil), teks)
        if key in self._keys:
            return Angka(self._keys[key], teks)
        masukan = tuple(
            (
                self.dari_sel(m.sumber, m.sumber.nilai.teks)
                if isinstance(m.sumber, Isian)
                else self.dari_hasil(m.sumber, _plain(m.sumber.nilai))
            ).id
            for m in hasil.masukan
        )
        return self._enter(key, teks, hasil.nilai, hasil.satuan, AsalRumus(hasil.rumus, masukan))

    def struktur(self, teks: str, ket: str) -> Angka:
        """A number of the document itself: a heading's, a year, a count, a place in a regulation."""
        return self._enter(("struktur", teks, ket), teks, None, None, AsalStruktur(ket))

    def kutip(self, teks: Teks | str, ket: str = "kutipan") -> Inlines:
        """Words of the user or of the document, with every number in them entered.

        For :class:`Teks` the origin is its cell; for a plain string it is ``struktur`` with ``ket``.
        """
        isi = str(teks)
        pieces: list[Polos | Angka] = []
        end = 0
        for match in NUMBER.finditer(isi):
            if match.start() > end:
                pieces.append(Polos(isi[end : match.start()]))
            printed = match.group()
            if isinstance(teks, Teks):
                key = ("kutip", teks.sel, printed)
                pieces.append(self._enter(key, printed, None, None, self._asal(teks.sel)))
            else:
                pieces.append(self.struktur(printed, ket))
            end = match.end()
        if end < len(isi):
            pieces.append(Polos(isi[end:]))
        return tuple(pieces)

    def koreksi(self, sel: Sel, semula: str) -> None:
        """A cell was corrected: what is printed from it from now on was typed, in place of ``semula``."""
        self._koreksi[sel] = semula

    def kutip_semula(self, teks: str, sel: Sel) -> Inlines:
        """What a corrected cell says itself, with every number in it entered as the cell's own."""
        pieces: list[Polos | Angka] = []
        end = 0
        for match in NUMBER.finditer(teks):
            if match.start() > end:
                pieces.append(Polos(teks[end : match.start()]))
            printed = match.group()
            pieces.append(self._enter(("semula", sel, printed), printed, None, None, AsalSel(sel)))
            end = match.end()
        if end < len(teks):
            pieces.append(Polos(teks[end:]))
        return tuple(pieces)

    def _asal(self, sel: Sel | None) -> AsalSel:
        return AsalSel(sel, None if sel is None else self._koreksi.get(sel))

    def catat_tempat(self, entri_id: str, bagian: str, elemen: str) -> None:
        """Record that an entry was printed; call it in reading order, once for each time it is printed.

        ``elemen`` names one paragraph, cell, comment or alternative text and is unique in the document.
        """
        place = (bagian, elemen)
        tempat = self._entri[entri_id].tempat
        if place not in tempat[-3:]:  # an element is written at a stretch, but for the comments within it
            tempat.append(place)
        self._cetakan.setdefault(elemen, []).append(entri_id)

    def catat_grafik(self, entri_id: str, bagian: str, elemen: str) -> None:
        """Record that a value is drawn in a chart, where no text can be read back."""
        place = (bagian, elemen)
        if place not in self._entri[entri_id].tempat:
            self._entri[entri_id].tempat.append(place)

    def lupakan_tempat(self) -> None:
        """Forget all places, before the draft is written again."""
        self._cetakan.clear()
        for entri in self._entri.values():
            entri.tempat.clear()

    def cetakan(self) -> Mapping[str, Sequence[str]]:
        """For every element of the written document the ids printed there, in reading order."""
        return self._cetakan

    def ulangi(self, teks: str) -> Angka | None:
        """An entry for a number that is in the ledger and is repeated where only words can stand.

        Used for the alternative text of a chart.  None if no entry's text has this number.
        """
        if self._terindeks != len(self._entri):
            self._index_texts()
        source = self._by_text.get(teks)
        if source is None:
            return None
        entri = self._entri[source]
        if NUMBER.findall(entri.teks) == [teks]:
            return Angka(source, teks)
        return self._enter(("ulang", source, teks), teks, None, entri.satuan, entri.asal)

    def bernilai(self, nilai: Decimal) -> Sequence[Entri]:
        """All entries with this value, printed or not."""
        if self._terindeks != len(self._entri):
            self._index_texts()
        return self._by_value.get(nilai, ())

    def _index_texts(self) -> None:
        self._by_text = {}
        self._by_value = {}
        for entri in self._entri.values():
            if entri.nilai is not None:
                self._by_value.setdefault(entri.nilai, []).append(entri)
        found = [(entri, NUMBER.findall(entri.teks)) for entri in self._entri.values()]
        # best is an entry that has a value, and is this number and nothing else
        for entri, tokens in sorted(found, key=lambda pair: (len(pair[1]) != 1, pair[0].nilai is None)):
            for token in tokens:
                self._by_text.setdefault(token, entri.id)
        self._terindeks = len(self._entri)

    def _enter(
        self, key: tuple[object, ...], teks: str, nilai: Decimal | None, satuan: str | None, asal: Asal
    ) -> Angka:
        found = self._keys.get(key)
        if found is None:
            found = f"n{len(self._entri) + 1}"
            self._keys[key] = found
            self._entri[found] = Entri(found, teks, nilai, satuan, asal)
        return Angka(found, teks)


def _plain(nilai: Decimal) -> str:
    """An input of a formula with all its decimals, written as the draft writes numbers."""
    return f"{nilai.normalize():f}".replace(".", ",")
