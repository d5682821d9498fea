"""The blocks of a draft, one after the other, as the body of a Word document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.drafting.chart_labels import entri_grafik
from bot.drafting.docx_writer import contents, figures
from bot.drafting.docx_writer.inline import InlineWriter, Tempat, kata, panjang
from bot.drafting.docx_writer.numbering import Keterangan, Penomoran
from bot.drafting.docx_writer.page import Kertas, Rujukan, Seksi
from bot.drafting.docx_writer.pages import Layout, text_height
from bot.drafting.docx_writer.table_head import kelompokkan
from bot.drafting.docx_writer.tables import Lebar, TableWriter, bagi_lebar, stands_well
from bot.drafting.docx_writer.xml import TAB, bookmark, paragraph, run
from bot.drafting.docx_writer.xml import field as word_field
from bot.drafting.ledger import NUMBER, Ledger
from bot.drafting.model import (
    Block,
    Daftar,
    Draft,
    Gambar,
    GantiHalaman,
    Inlines,
    Judul,
    Paragraf,
    Polos,
    Tabel,
    UntracedDigit,
)

STYLES: Final = {
    "isi": "Isi",
    "rumus": "Rumus",
    "sumber": "Sumber",
    "butir": "Butir",
    "tengah": "Tengah",
    "judul_sampul": "JudulSampul",
    "ttd": "TandaTangan",
}
_SPLIT: Final = "</w:pPr>"
_JUSTIFIED: Final = "Isi"
_UNBROKEN: Final = 30
_CAPITALS: Final = 24
"""More letters than this in capitals, word after word, are a name that breaks badly."""


def _gapes(isi: Inlines) -> bool:
    """Whether justified lines would have huge gaps: names in capitals, or very long words."""
    words = "".join(piece.teks for piece in kata(isi)).split()
    run = 0
    for word in words:
        if len(word) > _UNBROKEN:
            return True
        run = run + len(word) if word.isupper() or (run and not word.isalnum()) else 0
        if run > _CAPITALS:
            return True
    return False


def _has_cover(draft: Draft) -> bool:
    """Whether a draft begins with paragraphs in a section of their own, a title among them."""
    for block in draft.blok:
        if isinstance(block, GantiHalaman):
            return block.bagian_baru
        if not isinstance(block, Paragraf):
            return False
        if block.gaya == "judul_sampul":
            return True
    return False


@dataclass(frozen=True, slots=True)
class Tubuh:
    """The written body and what it refers to."""

    xml: list[str]
    media: list[tuple[str, bytes]]
    """(relationship id, PNG) of every chart."""


@dataclass(slots=True)
class _State:
    """Where the writer is."""

    xml: list[str] = field(default_factory=list)
    media: list[tuple[str, bytes]] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    bookmarks: int = 0
    bagian: str = "awal"
    section_start: int = 0
    """Index in ``xml`` where the section begins."""
    headings_start: int | None = None
    """Index of the first of the headings that stand at the end, not followed by anything yet."""
    open_headings: list[str] = field(default_factory=list)
    """Bookmarks of those headings."""
    page_break: bool = False
    cover_title: bool = False
    cover_low: bool = False
    """Whether the title, and the lower part, of the cover have begun."""
    slots: list[tuple[int, Daftar, str, int]] = field(default_factory=list)
    """Contents to be filled in: index in ``xml``, block, section key, number of the first paragraph."""
    pages: dict[str, str] = field(default_factory=dict)
    """Page label by bookmark."""


class BodyWriter:
    """Writes the blocks of one draft."""

    def __init__(
        self,
        draft: Draft,
        ledger: Ledger,
        inline: InlineWriter,
        numbers: Penomoran,
        kertas: Kertas,
        rujukan: Rujukan,
        charts: Mapping[int, bytes],
        ukuran: float,
    ) -> None:
        self._blok = tuple(kelompokkan(b) if isinstance(b, Tabel) else b for b in draft.blok)
        self._ledger = ledger
        self._inline = inline
        self._numbers = numbers
        self._kertas = kertas
        self._rujukan = rujukan
        self._charts = charts
        self._size = ukuran
        self._seksi = Seksi(sampul=_has_cover(draft))
        self._sections = 0
        self._fits: dict[tuple[int, int], Lebar] = {}
        self._layout = Layout(kertas, self._seksi)
        self._now = _State()

    def write(self) -> Tubuh:
        """The body's XML, in pieces.  Places of all numbers are in the ledger afterwards."""
        for index, block in enumerate(self._blok):
            self._turn(index, block)
            match block:
                case Judul():
                    self._heading(index, block)
                case Paragraf():
                    self._paragraph(block)
                case Tabel():
                    self._table(index, block)
                case Gambar():
                    if index in self._charts:
                        self._figure(index, block)
                case Daftar():
                    self._contents(block)
                case GantiHalaman():
                    self._break(block)
        self._fill_contents()
        self._now.xml.append(self._section_xml())
        return Tubuh(self._now.xml, self._now.media)

    # --- sections and pages

    def _section_xml(self) -> str:
        self._sections += 1
        return self._seksi.xml(self._kertas, self._rujukan, pertama=self._sections == 1)

    def _close_section(self, following: Seksi, at: int | None = None) -> None:
        """End the section with the paragraph before index ``at`` (default: the last one written)."""
        now = self._now
        cut = len(now.xml) if at is None else at
        if cut > now.section_start:
            # the last thing is always a paragraph: tables are followed by one
            head, split, rest = now.xml[cut - 1].partition(_SPLIT)
            now.xml[cut - 1] = f"{head}{self._section_xml()}{split}{rest}"
            now.section_start = cut
            now.page_break = False
            self._layout.new_section(following)
            for mark in now.open_headings if at is not None else ():
                now.pages[mark] = self._layout.place(600)  # these headings move along
        self._seksi = following
        self._layout.seksi = following

    def _turn(self, index: int, block: Block) -> None:
        """Turn the page on its side before a wide table, with its heading, and back after it."""
        wide = isinstance(block, Tabel) and self._is_wide(block)
        if wide and not self._seksi.lanskap:
            self._close_section(self._seksi.lanjut(lanskap=True), self._now.headings_start)
        elif self._seksi.lanskap and not wide and not self._leads_to_wide(index):
            self._close_section(self._seksi.lanjut(lanskap=False))

    def _is_wide(self, tabel: Tabel) -> bool:
        """A table whose words do not fit an upright page, or that asks for a turned one and needs it.

        Every turned page tears the text apart, so a table that stands well upright stays there.
        """
        upright = self._fit(tabel, self._kertas.lebar_teks())
        return not upright.muat or (tabel.lanskap and not stands_well(tabel, upright))

    def _fit(self, tabel: Tabel, width: int) -> Lebar:
        key = (id(tabel), width)
        if key not in self._fits:
            self._fits[key] = bagi_lebar(tabel, width)
        return self._fits[key]

    def _leads_to_wide(self, index: int) -> bool:
        """Whether only headings stand between here and a wide table."""
        for block in self._blok[index:]:
            if isinstance(block, Tabel):
                return self._is_wide(block)
            if not isinstance(block, Judul) or block.tingkat == 1:
                return False
        return False

    def _break(self, block: GantiHalaman) -> None:
        now = self._now
        if not block.bagian_baru:
            now.page_break = len(now.xml) > now.section_start
            return
        self._close_section(Seksi(romawi=block.romawi, mulai=1 if block.mulai_ulang else None))

    def _begin(self) -> str:
        """Paragraph property for a page break that is due; none at the top of a section."""
        now = self._now
        due = now.page_break and len(now.xml) > now.section_start
        now.page_break = False
        if due:
            self._layout.new_page()
        return "<w:pageBreakBefore/>" if due else ""

    # --- blocks

    def _add(self, style: str, content: str, extra: str = "") -> None:
        self._now.xml.append(paragraph(style, content, extra))
        self._now.paragraphs += 1

    def _settle(self) -> None:
        """Something stands below the headings: they stay where they are."""
        self._now.headings_start = None
        self._now.open_headings.clear()

    def _next_place(self) -> Tempat:
        return Tempat(self._now.bagian, f"paragraf {self._now.paragraphs + 1}")

    def _width(self) -> int:
        return self._kertas.lebar_teks(self._seksi.lanskap)

    def _heading(self, index: int, block: Judul) -> None:
        now = self._now
        if block.bagian:
            now.bagian = block.bagian
        if block.tingkat == 1:
            now.page_break = True
        extra = self._begin()
        unnumbered = ""
        place = self._next_place()
        words = self._inline.write(self._numbers.nomor_judul[index], place)
        if words:
            words += "<w:r><w:br/></w:r>" if block.tingkat == 1 else TAB
        elif block.tingkat > 1:
            unnumbered = '<w:ind w:left="0" w:hanging="0"/>'
        words += self._inline.write(block.isi, place)
        level = min(max(block.tingkat, 1), 5)
        label = self._layout.place(
            text_height(panjang(block.isi), self._width(), self._size + 1, 1.2, 360), needs=1200
        )
        mark = self._numbers.penanda.get(index)
        if mark:
            now.pages[mark] = label
            now.open_headings.append(mark)
            words = self._bookmark(mark, words)
        style = "JudulDepan" if level == 1 and not block.di_daftar_isi else f"Heading{level}"
        start = now.headings_start if now.headings_start is not None else len(now.xml)
        plain = "" if block.di_daftar_isi or level == 1 else '<w:outlineLvl w:val="9"/>'
        self._add(style, words, extra + unnumbered + plain)
        now.headings_start = start

    def _bookmark(self, name: str, words: str) -> str:
        self._now.bookmarks += 1
        return bookmark(self._now.bookmarks, name, words)

    def _paragraph(self, block: Paragraf) -> None:
        extra = self._begin()
        words = self._inline.write(block.isi, self._next_place())
        style = STYLES.get(block.gaya, "Isi")
        if style == _JUSTIFIED and _gapes(block.isi):
            extra += '<w:jc w:val="left"/>'
        if self._seksi.sampul:
            extra += self._cover_space(block)
        spacing = 1.0 if style == "Sumber" else 1.5
        self._layout.place(text_height(panjang(block.isi), self._width(), self._size, spacing, 120))
        self._add(style, words, extra)
        self._settle()

    def _cover_space(self, block: Paragraf) -> str:
        """The title of a cover begins below the top, the address stands near the bottom."""
        now = self._now
        height = self._kertas.tinggi_teks()
        title = block.gaya == "judul_sampul"
        before = 0
        if not now.paragraphs:
            before = height // (5 if title else 12)
        elif title and not now.cover_title:
            before = height // 9  # below a logo
        elif not title and now.cover_title and not now.cover_low:
            before, now.cover_low = height // 3, True
        now.cover_title = now.cover_title or title
        return f'<w:spacing w:before="{before}"/>' if before else ""

    def _caption(self, keterangan: Keterangan, judul: Inlines, extra: str) -> None:
        place = self._next_place()
        number = run(f"{keterangan.label} {keterangan.awalan}") + word_field(
            keterangan.instruksi, str(keterangan.urut)
        )
        self._ledger.catat_tempat(keterangan.angka.id, place.bagian, place.elemen)
        words = number + self._inline.write((Polos(" "), *judul), place)
        self._add("Caption", self._bookmark(keterangan.penanda, words), extra)

    def _table(self, index: int, block: Tabel) -> None:
        now = self._now
        extra = self._begin()
        keterangan = self._numbers.keterangan[index]
        now.pages[keterangan.penanda] = self._layout.place(500, needs=1500)
        self._caption(keterangan, block.judul, "<w:keepNext/>" + extra)
        now.tables += 1
        lebar = self._fit(block, self._width())
        now.xml.append(TableWriter(self._inline, block, now.tables, now.bagian, lebar).xml())
        for baris in block.baris:
            cells = zip(baris.sel, lebar.kolom, strict=False)
            height = max(
                (text_height(panjang(s), w - 160, lebar.ukuran, 1.0, 60) for s, w in cells), default=240
            )
            self._layout.place(height, whole=True)
        if block.sumber:
            self._add("Sumber", self._inline.write(block.sumber, self._next_place()))
        else:
            self._add("Sela", "")
        self._layout.place(500)
        self._settle()

    def _figure(self, index: int, block: Gambar) -> None:
        now = self._now
        extra = self._begin()
        keterangan = self._numbers.keterangan[index]
        relation = f"rIdGambar{len(now.media) + 1}"
        png = self._charts[index]
        self._trace_alt(block.alt, f"gambar {len(now.media) + 1}")
        drawing, height = figures.picture(
            png, relation, len(now.media) + 1, block.alt, self._width(), self._kertas.tinggi_teks() * 2 // 3
        )
        for entri_id in entri_grafik(block, self._ledger):
            self._ledger.catat_grafik(entri_id, now.bagian, f"grafik {len(now.media) + 1}")
        now.media.append((relation, png))
        now.pages[keterangan.penanda] = self._layout.place(height + 700, whole=True)
        self._add("Gambar", drawing, extra)
        self._caption(keterangan, block.judul, "<w:keepNext/>" if block.sumber else "")
        if block.sumber:
            tengah = '<w:jc w:val="center"/>'
            self._add("Sumber", self._inline.write(block.sumber, self._next_place()), tengah)
        self._settle()

    def _trace_alt(self, alt: str, elemen: str) -> None:
        """The numbers of an alternative text repeat numbers of the draft; others may not stand there."""
        for token in NUMBER.findall(alt):
            angka = self._ledger.ulangi(token)
            if angka is None:
                raise UntracedDigit(alt)
            self._ledger.catat_tempat(angka.id, self._now.bagian, elemen)

    # --- contents

    def _contents(self, block: Daftar) -> None:
        now = self._now
        self._begin()
        count = max(1, len(self._numbers.daftar[block.bidang]))
        now.slots.append((len(now.xml), block, now.bagian, now.paragraphs + 1))
        now.xml += [""] * count
        now.paragraphs += count
        # a section that ended within the field would make LibreOffice lose the page number in its footer
        self._add("Sela", "")
        for entri in self._numbers.daftar[block.bidang]:
            self._layout.place(text_height(panjang(entri.isi) + 8, self._width() - 1100, self._size, 1.0, 80))
        self._settle()

    def _fill_contents(self) -> None:
        now = self._now
        for index, block, bagian, first in now.slots:
            entries = self._numbers.daftar[block.bidang]
            filled = contents.paragraphs(block.bidang, entries, now.pages, self._inline, bagian, first)
            for offset, xml in enumerate(filled):
                now.xml[index + offset] = xml
