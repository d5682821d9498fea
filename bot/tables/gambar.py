"""A picture of what was recognised, for a phone: columns coloured and named by role, cells with addresses.

A phone shows 1,080 pixels on some seven centimetres, so a picture holds the few columns that matter for the
draft and names the others below; colour only repeats what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.kinerja.model import IndicatorTable, Kolom, Temuan, Tingkat
from bot.kinerja.values import nilai_from_number
from bot.tables.document import Bacaan
from bot.tables.gambar_huruf import Huruf, bersih, huruf
from bot.tables.gambar_peran import PERAN, Peran, peran_dari, prioritas, sebutan
from bot.tables.grid import Grid, column_letter

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

LEBAR: Final = 1080
LEBAR_TERKECIL: Final = 480
MAKS_BARIS: Final = 14
"""Rows of a picture; more is scrolled past without being read."""
MAKS_LAIN: Final = 24
"""Columns that are named below the table."""
TEPI: Final = 18
NOMOR: Final = 64
"""Width of the row numbers."""
BADAN: Final = 23
"""Pixels of the body's letters: about eight points on a phone."""
KEPALA: Final = 22
KECIL: Final = 20
JARAK: Final = 8
BARIS_SEL: Final = 3
"""Lines of a cell; longer texts end with an ellipsis."""
LEBAR_NAMA: Final = 250
LEBAR_ANGKA: Final = 108
LEBAR_KATA: Final = 128
LEBAR_TERBESAR: Final = 230
MAKS_BYTE: Final = 300_000
_NOMOR_KOLOM: Final = re.compile(r"\(?\d{1,2}[a-z]?\)?(?: ?= ?.{0,20})?")
"""A cell of the row that numbers the columns: ``(7)``, ``7 = 6 / 5``."""
_ALAMAT: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_HITAM, _ABU, _GARIS, _PUTIH, _TANDA = "#1b1f24", "#57606a", "#c4cbd3", "#ffffff", "#b42318"
_LATAR_NOMOR, _LATAR_TANDA = "#eef1f4", "#fde3e0"


@dataclass(frozen=True, slots=True)
class _Kolom:
    """A column that is drawn."""

    kolom: Kolom
    peran: Peran
    at: int
    """0-based column of the grid."""
    lebar: int


@dataclass(frozen=True, slots=True)
class _Bidang:
    """A table in its grid: which columns and rows are drawn, and what is left out."""

    table: IndicatorTable
    grid: Grid
    kolom: tuple[_Kolom, ...]
    baris: tuple[int, ...]
    sisa: int
    lain: tuple[Kolom, ...]


def gambar_tabel(
    bacaan: Bacaan, *, lebar: int = LEBAR, temuan: Sequence[Temuan] | None = None, maks: int = 3
) -> tuple[bytes, ...]:
    """A PNG for each recognised table, at most ``maks``, the fullest tables first.

    ``temuan`` mark their cells; None: what a measurement by the usual rules finds.  Each picture is below
    300 KB.  Empty where nothing can be drawn.
    """
    width = max(lebar, LEBAR_TERKECIL)
    known = _temuan(bacaan) if temuan is None else temuan
    marked = {(t.sel.lembar, t.sel.alamat) for t in known if t.sel and t.sel.berkas == bacaan.berkas}
    grids = {g.lembar: g for g in reversed(bacaan.document.grids)}
    seen: set[tuple[str, str]] = set()
    fields: list[_Bidang] = []
    for table in sorted(bacaan.tabel, key=lambda t: -(2 * len(t.indikator) + len(t.anggaran))):
        key = (table.lembar, table.rentang)
        if key in seen or table.lembar not in grids:
            continue
        seen.add(key)
        found = _bidang(table, grids[table.lembar], width)
        if found is not None:
            fields.append(found)
        if len(fields) == maks:
            break
    return tuple(_png(_Pelukis(field, width, marked, bacaan.berkas)) for field in fields)


def _temuan(bacaan: Bacaan) -> Sequence[Temuan]:
    from bot.kinerja.measure import measure
    from bot.kinerja.measurement import Aturan
    from bot.kinerja.skala import PERMENDAGRI_86_2017
    from bot.tables.combine import merge

    if not bacaan.tabel:
        return ()
    return [
        t
        for t in measure(merge(bacaan.tabel), Aturan(PERMENDAGRI_86_2017)).temuan
        if t.tingkat is not Tingkat.INFO
    ]


def _png(pelukis: _Pelukis) -> bytes:
    """Few colours make a small file."""
    from PIL import Image

    image = pelukis.gambar()
    for colors in (48, 24, 12):
        out = BytesIO()
        image.quantize(colors, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            out, "PNG", optimize=True
        )
        if out.tell() <= MAKS_BYTE:
            break
    return out.getvalue()


def _bidang(table: IndicatorTable, grid: Grid, width: int) -> _Bidang | None:
    """What fits: the columns that matter most, in the order of the sheet."""
    places = {k: at for k in table.kolom if (at := _kolom_ke(k, grid)) is not None}
    rows = _baris(table, grid, places)
    if not places or not rows:
        return None
    shown = rows[:MAKS_BARIS]
    room = width - 2 * TEPI - NOMOR
    chosen: dict[int, _Kolom] = {}
    for kolom in sorted(places, key=lambda k: (prioritas(k.peran), -(k.tahun or 0), k.indeks)):
        peran = peran_dari(kolom)
        if peran is None or places[kolom] in chosen:
            continue
        wanted = _lebar(grid, shown, places[kolom], kolom, peran)
        if room < wanted:
            continue
        room -= wanted
        chosen[places[kolom]] = _Kolom(kolom, peran, places[kolom], wanted)
    if not chosen:
        return None
    drawn = {c.kolom for c in chosen.values()}
    rest = tuple(k for k in table.kolom if k not in drawn and k.peran in PERAN and k.judul.strip())
    ordered = [chosen[at] for at in sorted(chosen)]
    return _Bidang(table, grid, _melebar(ordered, room), tuple(shown), len(rows) - len(shown), rest)


def _melebar(kolom: Sequence[_Kolom], room: int) -> tuple[_Kolom, ...]:
    """What room is left goes to the columns with names."""
    names = [k for k in kolom if k.peran.jenis == "nama"] or list(kolom)
    extra = room // len(names)
    return tuple(_Kolom(k.kolom, k.peran, k.at, k.lebar + extra) if k in names else k for k in kolom)


def _lebar(grid: Grid, rows: Sequence[int], at: int, kolom: Kolom, peran: Peran) -> int:
    """As wide as its content needs, within bounds."""
    if peran.jenis == "nama":
        return LEBAR_NAMA
    least = LEBAR_ANGKA if peran.jenis == "angka" else LEBAR_KATA
    body = huruf(BADAN)
    longest = max((body.lebar(_isi(grid, r, at)[:40]) for r in rows), default=0)
    head = huruf(KECIL, tebal=True).lebar(sebutan(kolom))
    return int(min(max(least, longest + 2 * JARAK, head + 2 * JARAK), LEBAR_TERBESAR))


def _kolom_ke(kolom: Kolom, grid: Grid) -> int | None:
    """The column of the grid under a heading: of its last cell."""
    match = _ALAMAT.fullmatch(kolom.sel.split(":")[-1])
    if match is None:
        return None
    at = 0
    for ch in match.group(1):
        at = at * 26 + ord(ch) - 64
    at -= 1 + grid.first_col
    return at if 0 <= at < grid.n_cols else None


def _baris(table: IndicatorTable, grid: Grid, places: Iterable[Kolom]) -> list[int]:
    """Rows of the grid below the headings that say something."""
    heads = [int(m.group(2)) for k in places if (m := _ALAMAT.fullmatch(k.sel.split(":")[-1]))]
    ends = [int(m.group(2)) for part in table.rentang.split(":") if (m := _ALAMAT.fullmatch(part))]
    if not heads or not ends:
        return []
    first, last = max(heads) - grid.first_row, max(ends) - grid.first_row
    columns = range(grid.n_cols)
    return [
        r
        for r in range(first, min(last, grid.n_rows))
        if r not in grid.hidden_rows and _berisi([grid.cell(r, c).text.strip() for c in columns])
    ]


def _berisi(texts: Sequence[str]) -> bool:
    """Whether a row says something: more than one cell, and not only the numbers of the columns."""
    filled = [text for text in texts if text]
    return len(filled) > 1 and not all(_NOMOR_KOLOM.fullmatch(text) for text in filled)


def _isi(grid: Grid, row: int, at: int) -> str:
    """A cell as a person reads it in the sheet."""
    cell = grid.cell(row, at)
    if isinstance(cell.raw, int | float | Decimal) and cell.is_number:
        number = Decimal(str(cell.raw))
        text = nilai_from_number(number, cell.text, cell.number_format).teks
        return bersih(text.replace(".", ",") if re.fullmatch(r"-?\d+\.\d+", text) else text)
    return bersih(cell.text)


class _Pelukis:
    """Draws one table."""

    def __init__(self, b: _Bidang, lebar: int, tanda: set[tuple[str, str]], berkas: str) -> None:
        self.b = b
        self.lebar = lebar
        self.tanda = tanda
        self.badan, self.tebal = huruf(BADAN), huruf(KEPALA, tebal=True)
        self.kecil, self.peran = huruf(KECIL), huruf(KECIL, tebal=True)
        self.judul = self._judul(berkas)
        self.sel = [
            [self.badan.bungkus(_isi(b.grid, r, k.at), k.lebar - 2 * JARAK, BARIS_SEL) for k in b.kolom]
            for r in b.baris
        ]
        self.kepala = [
            self.kecil.bungkus(bersih(k.kolom.judul.replace("/", "/ ")), k.lebar - 2 * JARAK, 3)
            for k in b.kolom
        ]
        self.catatan = self._catatan()

    def gambar(self) -> Image.Image:
        """The picture, as high as its content."""
        from PIL import Image, ImageDraw

        line, small = self.badan.tinggi, self.kecil.tinggi
        heights = [max(1, *(len(c) for c in row)) * line + 2 * JARAK for row in self.sel]
        head = small * (2 + max(len(h) for h in self.kepala)) + 4 * JARAK
        top = TEPI + len(self.judul) * (self.tebal.tinggi + 2) + JARAK
        bottom = top + head + sum(heights) + JARAK
        total = bottom + len(self.catatan) * (small + 3) + TEPI
        image = Image.new("RGB", (self.lebar, int(total)), _PUTIH)
        draw = ImageDraw.Draw(image)
        y = TEPI
        for n, text in enumerate(self.judul):
            self.tebal.tulis(draw, (TEPI, y), text, _HITAM if n == 0 else _ABU)
            y += self.tebal.tinggi + 2
        self._kepala(draw, top, head)
        y = top + head
        for row, cells, height in zip(self.b.baris, self.sel, heights, strict=True):
            self._satu_baris(draw, row, cells, y, height)
            y += height
        y += JARAK
        for text in self.catatan:
            self.kecil.tulis(draw, (TEPI, y), text, _TANDA if text.startswith("!") else _ABU)
            y += small + 3
        return image

    def _judul(self, berkas: str) -> list[str]:
        t = self.b.table
        room = self.lebar - 2 * TEPI
        counts = [f"{len(t.indikator)} baris indikator"] if t.indikator else []
        counts += [f"{len(t.anggaran)} baris anggaran"] if t.anggaran else []
        second = ", ".join([*counts, f"tahun {t.tahun}" if t.tahun else "tahun belum diketahui"])
        first = f"{bersih(berkas)} · {bersih(t.lembar)}"
        return [*self.tebal.bungkus(first, room, 1), *self.tebal.bungkus(second, room, 1)]

    def _catatan(self) -> list[str]:
        room = self.lebar - 2 * TEPI
        lines: list[str] = []
        if self.b.sisa:
            lines += self.kecil.bungkus(f"… dan {self.b.sisa} baris lagi", room, 1)
        if any(self._bertanda(r, k) for r in self.b.baris for k in self.b.kolom):
            lines += self.kecil.bungkus("! Sel bergaris tebal perlu diperiksa.", room, 1)
        if self.b.lain:
            names = [f"{self._huruf_kolom(k)} {sebutan(k)}"
                     for k in self.b.lain[:MAKS_LAIN]]  # fmt: skip
            more = "" if len(self.b.lain) <= MAKS_LAIN else f"; dan {len(self.b.lain) - MAKS_LAIN} lagi"
            lines += self.kecil.bungkus(f"Kolom lain yang dikenali: {'; '.join(names)}{more}.", room, 5)
        return lines

    def _huruf_kolom(self, kolom: Kolom) -> str:
        match = _ALAMAT.fullmatch(kolom.sel.split(":")[-1])
        return match.group(1) if match else ""

    def _bertanda(self, row: int, k: _Kolom) -> bool:
        sel = self.b.grid.sel(row, k.at)
        return (sel.lembar, sel.alamat) in self.tanda

    def _kepala(self, draw: ImageDraw, y: int, height: int) -> None:
        """Letter of the column, its role on the role's colour, its heading as printed."""
        small = self.kecil.tinggi
        draw.rectangle((TEPI, y, TEPI + NOMOR, y + height), fill=_LATAR_NOMOR, outline=_GARIS)
        x = TEPI + NOMOR
        for k, judul in zip(self.b.kolom, self.kepala, strict=True):
            draw.rectangle((x, y, x + k.lebar, y + small + JARAK), fill=_LATAR_NOMOR, outline=_GARIS)
            letter = column_letter(k.at + self.b.grid.first_col)
            self.kecil.tulis(draw, (x + k.lebar // 2 - 7, y + JARAK // 2), letter, _ABU)
            top = y + small + JARAK
            draw.rectangle((x, top, x + k.lebar, y + height), fill=k.peran.warna, outline=_PUTIH)
            label = self.peran.bungkus(sebutan(k.kolom), k.lebar - JARAK, 1)
            self.peran.tulis(draw, (x + JARAK, top + JARAK // 2), label[0] if label else "", _PUTIH)
            for n, text in enumerate(judul):
                self.kecil.tulis(draw, (x + JARAK, top + small + JARAK + n * small), text, _PUTIH)
            x += k.lebar

    def _satu_baris(self, draw: ImageDraw, row: int, cells: list[list[str]], y: int, height: int) -> None:
        number = str(row + 1 + self.b.grid.first_row)
        draw.rectangle((TEPI, y, TEPI + NOMOR, y + height), fill=_LATAR_NOMOR, outline=_GARIS)
        self.kecil.tulis(draw, (TEPI + JARAK, y + JARAK), number, _ABU)
        x = TEPI + NOMOR
        marked: list[tuple[int, int]] = []
        for k, lines in zip(self.b.kolom, cells, strict=True):
            bad = self._bertanda(row, k)
            fill = _LATAR_TANDA if bad else k.peran.latar
            draw.rectangle((x, y, x + k.lebar, y + height), fill=fill, outline=_GARIS)
            for n, text in enumerate(lines):
                left = x + JARAK
                if k.peran.jenis == "angka":
                    left = max(left, x + k.lebar - JARAK - int(self.badan.lebar(text)))
                self.badan.tulis(draw, (left, y + JARAK + n * self.badan.tinggi), text, _HITAM)
            if bad:
                marked.append((x, k.lebar))
            x += k.lebar
        for left, wide in marked:
            draw.rectangle((left, y, left + wide, y + height), outline=_TANDA, width=4)
        if marked:
            self.peran.tulis(draw, (TEPI + NOMOR - 16, y + JARAK), "!", _TANDA)


if TYPE_CHECKING:
    from PIL import Image

__all__ = ["LEBAR", "MAKS_BARIS", "MAKS_BYTE", "Huruf", "gambar_tabel"]
