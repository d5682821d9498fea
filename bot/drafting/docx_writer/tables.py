"""A :class:`~bot.drafting.model.Tabel` as a Word table that fits the width of the text.

Columns get their relative widths, but never less than their longest word or
number needs: a column that breaks ``Rp1.071.834.400,00`` in two is worse than
one that is narrower than planned.  Where the words do not fit, the font goes
down to 9 and 8 points; what still does not fit belongs on a page on its side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.drafting.docx_writer.inline import InlineWriter, Tempat, kata
from bot.drafting.docx_writer.styles import UKURAN_TABEL, nama_gaya_tabel
from bot.drafting.model import BarisTabel, Inlines, KolomTabel, Rata, Tabel

_PADDING: Final = 190
"""Cell margins and border, twips, with a little to spare for another font's widths."""
_LONGEST: Final = 24
"""A "word" beyond this (an address of a web page) may be broken."""
_BREAKS: Final = re.compile(r"[\s–-]+")
_READABLE: Final = 9
_LINES: Final = 5
"""More lines than this in a cell call for a smaller font, …"""
_DEEPEST: Final = 8
"""… more than this, in the smaller font, for a page on its side."""
_WHOLE: Final = 3
"""A table of so many rows stays on one page; a longer one goes over, rather than leave half a page empty."""
_LONG: Final = 400
"""Of a longer text only so many characters count: it takes many lines anyway."""
_ROLE: Final = {Rata.KIRI: "Isi", Rata.KANAN: "Angka", Rata.TENGAH: "Tengah"}
_WIDTHS: Final = {
    **dict.fromkeys("iljI|'.,:;!()[]/ ", 300),
    **dict.fromkeys("ftr-", 350),
    **dict.fromkeys("mMW%@", 880),
    **dict.fromkeys("wABCDEFGHKNOPQRSTUVXYZ&", 710),
    **dict.fromkeys("ckJsvxyz", 520),
}
"""Widths of characters in thousandths of the font size, of Arial, rounded up; others 570."""


@dataclass(frozen=True, slots=True)
class Lebar:
    """Column widths in twips and the font size in points; ``muat`` if no word is broken."""

    kolom: tuple[int, ...]
    ukuran: int
    muat: bool


def _token_width(token: str, points: int, bold: bool) -> int:
    """Width of a word, twips."""
    thousandths = sum(_WIDTHS.get(ch, 570) for ch in token)
    return round(thousandths * points * 20 / 1000 * (1.07 if bold else 1.0))


@dataclass(frozen=True, slots=True)
class _Isi:
    """What a column holds: longest word and longest text of its head and of its body."""

    kata_kepala: str
    kata: str
    kepala: str
    teks: str

    def least(self, points: int) -> int:
        """The width at which no word is broken."""
        return (
            max(_token_width(self.kata_kepala, points, True), _token_width(self.kata, points, False))
            + _PADDING
        )

    def most(self, points: int) -> int:
        """The width beyond which nothing is gained: every cell on one line, the head on three."""
        head = _token_width(self.kepala, points, True) * 4 // 10
        return max(self.least(points), head + _PADDING, _token_width(self.teks, points, False) + _PADDING)


def _contents(tabel: Tabel) -> list[_Isi]:
    found = []
    for index, kolom in enumerate(tabel.kolom):
        head = "".join(p.teks for p in kata(kolom.judul))
        text = word = ""
        for baris in tabel.baris:
            if baris.penuh or index >= len(baris.sel) or index in baris.gabung:
                continue
            cell = "".join(p.teks for p in kata(baris.sel[index]))
            if len(cell) > len(text):
                text = cell
            if len(cell) > len(word):
                word = max(word, _longest(cell), key=len)
        found.append(_Isi(_longest(head), word, head, text[:_LONG]))
    return found


def _longest(text: str) -> str:
    return max(_BREAKS.split(text), key=len, default="")[:_LONGEST]


def bagi_lebar(tabel: Tabel, lebar: int) -> Lebar:
    """Share ``lebar`` twips among the columns, at the largest font at which every word fits.

    Where cells would still have many lines, a size that is as easy to read gives them more room.
    """
    contents = _contents(tabel)
    wish = [max(1, k.lebar) for k in tabel.kolom]
    least: list[int] = []
    for size in UKURAN_TABEL:
        if tabel.huruf and size > tabel.huruf:
            continue
        least = [c.least(size) for c in contents]
        if sum(least) <= lebar:
            found = Lebar(_share(wish, least, [c.most(size) for c in contents], lebar), size, True)
            if size <= _READABLE or _depth(contents, found) <= _LINES:
                return found
    scale = lebar / sum(least)
    return Lebar(_exact([w * scale for w in least], lebar), UKURAN_TABEL[-1], False)


def stands_well(tabel: Tabel, lebar: Lebar) -> bool:
    """Whether a table is easy to read at these widths: in 9 points or more, no cell of many lines."""
    return lebar.ukuran >= _READABLE and _depth(_contents(tabel), lebar) <= _DEEPEST


def _depth(contents: list[_Isi], lebar: Lebar) -> float:
    """Lines in the fullest cell."""
    return max(
        _token_width(column.teks, lebar.ukuran, False) / max(1, width - _PADDING)
        for column, width in zip(contents, lebar.kolom, strict=True)
    )


def _share(wish: list[int], least: list[int], most: list[int], lebar: int) -> tuple[int, ...]:
    """Widths in proportion to ``wish``, none below ``least``, and none above ``most`` while others need it.

    The sum is exactly ``lebar``.
    """
    if sum(most) <= lebar:
        least = most  # everything fits on one line: what is left is shared out
        most = [lebar] * len(wish)
    fixed: dict[int, int] = {}
    while len(fixed) < len(wish):
        rest = lebar - sum(fixed.values())
        total = sum(w for i, w in enumerate(wish) if i not in fixed)
        share = {i: w * rest / total for i, w in enumerate(wish) if i not in fixed}
        short = {i: least[i] for i, w in share.items() if w < least[i]}
        wide = {i: most[i] for i, w in share.items() if w > most[i]}
        # the columns that lack more than others can give go first, else those that can give
        lack = sum(least[i] - share[i] for i in short)
        give = sum(share[i] - most[i] for i in wide)
        if not short and not wide:
            return _exact([fixed[i] if i in fixed else share[i] for i in range(len(wish))], lebar)
        fixed |= short if lack >= give else wide
    return _exact([float(fixed[i]) for i in range(len(wish))], lebar)


def _exact(widths: list[float], lebar: int) -> tuple[int, ...]:
    """Whole twips; what rounding leaves goes to the widest column."""
    whole = [int(w) for w in widths]
    whole[whole.index(max(whole))] += lebar - sum(whole)
    return tuple(whole)


class TableWriter:
    """Writes one table."""

    def __init__(self, inline: InlineWriter, tabel: Tabel, nomor: int, bagian: str, lebar: Lebar) -> None:
        self._inline = inline
        self._tabel = tabel
        self._nomor = nomor
        self._bagian = bagian
        self._lebar = lebar
        self._styles = {rata: nama_gaya_tabel(role, lebar.ukuran) for rata, role in _ROLE.items()}
        self._head = nama_gaya_tabel("Kepala", lebar.ukuran)

    def xml(self) -> str:
        grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in self._lebar.kolom)
        heads = self._head_rows()
        last = len(self._tabel.baris) - 1
        whole = last < _WHOLE
        rows = [
            self._row(number, baris, len(heads) + number + 1, whole or number in (0, last))
            for number, baris in enumerate(self._tabel.baris)
        ]
        return (
            '<w:tbl><w:tblPr><w:tblStyle w:val="TabelLaporan"/>'
            f'<w:tblW w:w="{sum(self._lebar.kolom)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
            f' w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(heads)}{''.join(rows)}</w:tbl>"
        )

    def _place(self, row: int, column: int) -> Tempat:
        return Tempat(self._bagian, f"tabel {self._nomor} baris {row} kolom {column + 1}")

    def _head_rows(self) -> list[str]:
        """One header row, or two where columns are grouped; both are repeated on every page."""
        kolom = self._tabel.kolom
        if not any(k.kelompok for k in kolom):
            cells = [self._head_cell(k.judul, 1, i, 1) for i, k in enumerate(kolom)]
            return [_row_xml(cells, head=True)]
        top: list[str] = []
        below: list[str] = []
        index = 0
        while index < len(kolom):
            span = _group_span(kolom, index)
            if span:
                top.append(self._head_cell(kolom[index].kelompok, 1, index, span))
                below += [self._head_cell(kolom[i].judul, 2, i, 1) for i in range(index, index + span)]
            else:
                merge = '<w:vMerge w:val="restart"/>'
                top.append(self._head_cell(kolom[index].judul, 1, index, 1, merge))
                below.append(self._head_cell((), 2, index, 1, "<w:vMerge/>"))
            index += max(1, span)
        return [_row_xml(top, head=True), _row_xml(below, head=True)]

    def _head_cell(self, isi: Inlines, row: int, column: int, span: int, merge: str = "") -> str:
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/><w:vAlign w:val="center"/>'
        words = self._inline.write(isi, self._place(row, column))
        return _cell(self._width(column, span), span, merge, words, self._head, shade, keep=True)

    def _row(self, number: int, baris: BarisTabel, row: int, keep: bool) -> str:
        columns = len(self._tabel.kolom)
        if baris.penuh:
            isi = baris.sel[0] if baris.sel else ()
            words = self._inline.write(isi, self._place(row, 0), tebal=baris.tebal)
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
            style = self._styles[Rata.KIRI]
            return _row_xml([_cell(self._width(0, columns), columns, "", words, style, shade, keep=True)])
        below = self._tabel.baris[number + 1] if number + 1 < len(self._tabel.baris) else None
        continued = below.gabung if below is not None and not below.penuh else ()
        cells = []
        for index, kolom in enumerate(self._tabel.kolom):
            isi = baris.sel[index] if index < len(baris.sel) else ()
            merge = ""
            if index in baris.gabung:
                merge, isi = "<w:vMerge/>", ()
            elif index in continued:
                merge = '<w:vMerge w:val="restart"/>'
            words = self._inline.write(isi, self._place(row, index), tebal=baris.tebal) if isi else ""
            cells.append(
                _cell(self._lebar.kolom[index], 1, merge, words, self._styles[kolom.rata], "", keep=keep)
            )
        return _row_xml(cells)

    def _width(self, column: int, span: int) -> int:
        return sum(self._lebar.kolom[column : column + span])


def _group_span(kolom: tuple[KolomTabel, ...], start: int) -> int:
    """How many columns from ``start`` on share a group heading; 0 without one."""
    group = kolom[start].kelompok
    if not group:
        return 0
    span = 1
    while start + span < len(kolom) and kolom[start + span].kelompok == group:
        span += 1
    return span


def _cell(width: int, span: int, merge: str, words: str, style: str, look: str, *, keep: bool) -> str:
    """One cell.  ``keep`` holds its row with the next one."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    together = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{merge}{look}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}</w:pPr>{words}</w:p></w:tc>'
    )


def _row_xml(cells: list[str], *, head: bool = False) -> str:
    """A row that is not split over pages; a header row is repeated."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
