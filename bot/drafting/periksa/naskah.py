"""A report as the rules read it: blocks of text with page and chapter, grids, and who it is about.

Readers give paragraphs or single lines; running headers, page numbers and tables of contents among
them.  Here they become *blok*: one paragraph, heading or list item each, joined over line and page
ends, so that every rule works on whole sentences and still knows the page of each character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.kinerja.model import IndicatorTable
from bot.kinerja.roman import from_roman
from bot.tables.document import Bacaan, Document, Paragraph
from bot.tables.grid import Grid

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?:halaman|hal\.?|page)?\s*[-–|]?\s*(?:\d{1,3}|[ivxl]{1,6})\s*[-–|]?", re.I)
LEADERS = re.compile(r"[.…_]{4,}")
CONTENTS = re.compile(r"DAFTAR\s+(?:ISI|TABEL|GAMBAR|GRAFIK|LAMPIRAN)\b.{0,40}", re.I)
CHAPTER = re.compile(r"BAB\s+([IVX]{1,4}|\d)\b[.:]?\s*(.*)")
MARKER = re.compile(
    r"(?P<buka>\()?(?P<isi>\d{1,3}|[A-Za-z]|[ivx]{2,5}|[IVX]{2,5})(?P<tutup>[.)]{1,2})(?=\s*[^\s\d.,)])"
)
BULLET = re.compile(r"[-–•●○▪➢✓*]\s*(?=\S)")
SECTION_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[A-Z“\"])")
CAPTION = re.compile(
    r"(?P<jenis>Tabel|Gambar|Grafik|Diagram|Bagan)\s+"
    r"(?P<nomor>(?:\d{1,2}|[IVX]{1,4})\s?[.\-]\s?\d{1,3}(?:\.\d{1,3})?|\d{1,3})\b\.?\s*:?\s*(?P<judul>.*)",
    re.I | re.S,
)
PROSE_START = re.compile(
    r"(?:Dari|Berdasar\w*|Pada|Sumber|Adapun|Untuk|Dalam|Secara|Hal|Berikut|Sesuai|Demikian|Tabel|Gambar|Sedangkan)\b"
)
TERMINAL = re.compile(r"[.:;!?]\s*[”\"’)]?$")
YEAR_MENTION = re.compile(
    r"\b(?:tahun|th\.?|ta\.?|tahun\s+anggaran)\s*((?:19|20)\d{2})\b(?!\s*[-–/]\s*(?:19|20)?\d{2})", re.I
)
OFFICE = re.compile(
    r"\b(DINAS|BADAN|KANTOR|INSPEKTORAT|SEKRETARIAT|KECAMATAN|BAGIAN|SATUAN|RUMAH SAKIT"
    r"|RSUD|KELURAHAN|BALAI)\b"
    r"[A-Z ,&.()/-]{0,90}"
)

OFFICE_END = re.compile(r"\s+(?:TAHUN|KABUPATEN|KOTA|PROVINSI|PROPINSI|KAB|PEMERINTAH|KATA)\b.*")


@dataclass(frozen=True, slots=True)
class Blok:
    """One paragraph, heading or list item."""

    teks: str
    order: int
    """Position among the document's paragraphs and grids."""
    potongan: tuple[tuple[int, int | None], ...]
    """(offset in ``teks``, page) where each piece begins."""
    bab: int
    """Chapter, 0 before BAB I."""
    penanda: str | None = None
    """List marker as its number (``26``, ``d``, ``iv``) or ``-`` for a bullet."""
    gaya: str | None = None
    """Style of the marker: kind and brackets (``angka.``, ``huruf)``, ``romawi.``, ``butir``)."""
    isi: str = ""
    """Text without the marker."""
    is_heading: bool = False

    @property
    def halaman(self) -> int | None:
        return self.potongan[0][1] if self.potongan else None

    def page_at(self, offset: int) -> int | None:
        """Page of the character at ``offset``."""
        at = bisect_right([p[0] for p in self.potongan], offset) - 1
        return self.potongan[max(at, 0)][1] if self.potongan else None


@dataclass(frozen=True, slots=True)
class Kisi:
    """A grid of the report with its place among the blocks."""

    grid: Grid
    order: int
    bab: int

    @property
    def halaman(self) -> int | None:
        return self.grid.page

    def text_rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(row number, texts) of each row, line ends inside cells kept as spaces."""
        for number, row in enumerate(self.grid.rows):
            yield number, tuple(" ".join(c.text.split()) for c in row)

    def page_of(self, row: int) -> int | None:
        """Page of a row of a table that runs over several pages."""
        if 0 <= row < len(self.grid.rows):
            for cell in self.grid.rows[row]:
                if cell.page is not None:
                    return cell.page
        return self.grid.page


@dataclass(frozen=True, slots=True)
class Naskah:
    """A whole report, ready to be examined."""

    berkas: str
    blok: tuple[Blok, ...]
    kisi: tuple[Kisi, ...]
    tabel: tuple[IndicatorTable, ...]
    tahun: int | None
    instansi: str | None
    _kalimat: list[tuple[Blok, int, str]] = field(default_factory=list, compare=False, repr=False)
    _judul: list[Blok] = field(default_factory=list, compare=False, repr=False)

    def kalimat(self) -> Sequence[tuple[Blok, int, str]]:
        """Sentences as (block, offset in the block, text)."""
        if not self._kalimat:
            for blok in self.blok:
                self._kalimat.extend((blok, at, text) for at, text in sentences(blok.teks))
        return self._kalimat

    def judul(self) -> Sequence[Blok]:
        """Headings in order."""
        if not self._judul:
            self._judul.extend(b for b in self.blok if b.is_heading)
        return self._judul

    def between(self, first: int, last: int) -> list[Blok]:
        """Blocks with an order in [first, last)."""
        return [b for b in self.blok if first <= b.order < last]


def build(bacaan: Bacaan) -> Naskah:
    """Prepare a read document for examination."""
    document = bacaan.document
    contents = contents_pages(document)
    listed = contents_orders(document)
    kept = [p for p in body_paragraphs(document) if p.page not in contents and p.order not in listed]
    chapters = find_chapters(kept)
    orders = document.grid_order or tuple(range(len(document.grids)))
    kisi = tuple(
        Kisi(grid, order, chapter_at(chapters, order))
        for grid, order in zip(document.grids, orders, strict=False)
        if grid.page not in contents
    )
    return Naskah(
        berkas=bacaan.berkas,
        blok=tuple(join_lines(kept, chapters, {k.order for k in kisi})),
        kisi=kisi,
        tabel=bacaan.tabel,
        tahun=reporting_year(document, bacaan.tabel),
        instansi=office_name(document),
    )


def body_paragraphs(document: Document) -> list[Paragraph]:
    """Paragraphs without running headers, footers and page numbers.

    A running line is a short one that stands, digits aside, on a third of the pages.
    """
    seen: dict[str, set[int]] = defaultdict(set)
    for paragraph in document.paragraphs:
        if paragraph.page is not None and len(paragraph.text) < 130:
            seen[_masked(paragraph.text)].add(paragraph.page)
    pages = document.n_pages or len({p.page for p in document.paragraphs}) or 1
    floor = max(4, pages // 3)
    running = {text for text, where in seen.items() if len(where) >= floor and len(text) > 5}
    return [
        p
        for p in document.paragraphs
        if p.text.strip() and _masked(p.text) not in running and not PAGE_NUMBER.fullmatch(p.text.strip())
    ]


def _masked(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split())).strip(" #").lower()


def contents_pages(document: Document) -> frozenset[int]:
    """Pages of the tables of contents, tables and figures: they repeat every heading."""
    lines: dict[int, int] = Counter()
    leaders: dict[int, int] = Counter()
    titled: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.page is None:
            continue
        lines[paragraph.page] += 1
        leaders[paragraph.page] += bool(LEADERS.search(paragraph.text))
        if CONTENTS.fullmatch(paragraph.text.strip()):
            titled.add(paragraph.page)
    dotted = {page for page, count in leaders.items() if count >= 5 and count * 3 >= lines[page]}
    return frozenset(dotted | {page for page in titled if leaders.get(page, 0) or lines[page] < 60})


def contents_orders(document: Document) -> frozenset[int]:
    """Positions of paragraphs of tables of contents where there are no pages (docx).

    They have a style of their own, or stand between a heading such as DAFTAR TABEL and the next
    heading; captions in such a list are no headings.
    """
    if any(p.page is not None for p in document.paragraphs):
        return frozenset()
    found: set[int] = set()
    inside = False
    for paragraph in document.paragraphs:
        text = " ".join(paragraph.text.split())
        if CONTENTS.fullmatch(text):
            inside = True
        elif inside and (paragraph.is_heading or CHAPTER.fullmatch(text)) and not CAPTION.match(text):
            inside = False
        style = (paragraph.style or "").lower()
        if inside or style.startswith(("toc", "table of figures")):
            found.add(paragraph.order)
    return frozenset(found)


def find_chapters(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """(order, chapter number) where each chapter begins, in rising order.

    A chapter heading stands alone or before its title in capitals; ``BAB I : Pendahuluan`` inside a
    description of the report's structure is not one.
    """
    found: list[tuple[int, int]] = []
    # From the end, so that a list of chapters before the chapters themselves does not count.
    for paragraph in reversed(paragraphs):
        match = CHAPTER.fullmatch(paragraph.text.strip().split("\n")[0])
        if not match:
            continue
        title = match.group(2).strip()
        if title and (title != title.upper() or LEADERS.search(title) or title.startswith(":")):
            continue
        number = chapter_number(match.group(1))
        if number and (not found or number < found[-1][1]):
            found.append((paragraph.order, number))
    return found[::-1]


def chapter_number(text: str) -> int | None:
    """``3`` for ``3`` and for ``III``; None for anything else."""
    return int(text) if text.isdecimal() else from_roman(text)


def chapter_at(chapters: Sequence[tuple[int, int]], order: int) -> int:
    """Chapter in which a position lies, 0 before the first."""
    at = bisect_right([c[0] for c in chapters], order) - 1
    return chapters[at][1] if at >= 0 else 0


def marker_of(text: str) -> tuple[str, str, str] | None:
    """(number, style, rest) of a list item's text, None for plain text."""
    bullet = BULLET.match(text)
    if bullet:
        return "-", "butir", text[bullet.end() :].strip()
    match = MARKER.match(text)
    if not match:
        return None
    sign = match.group("isi")
    rest = text[match.end() :].strip()
    if sign.isdecimal():
        kind = "angka"
    elif len(sign) == 1:
        kind = "huruf" if sign.islower() else "HURUF"
    else:
        kind = "romawi" if sign.islower() else "ROMAWI"
    return sign, f"{match.group('buka') or ''}{kind}{match.group('tutup')}", rest


def join_lines(
    paragraphs: Sequence[Paragraph], chapters: Sequence[tuple[int, int]], grid_orders: set[int]
) -> Iterator[Blok]:
    """Paragraphs or lines -> blocks.  A line goes on unless it, or the line before it, says otherwise."""
    pieces: list[Paragraph] = []
    for paragraph in paragraphs:
        if pieces and (_title_ends(pieces, paragraph) or not _continues(pieces[-1], paragraph, grid_orders)):
            yield _block(pieces, chapters)
            pieces = []
        pieces.append(paragraph)
    if pieces:
        yield _block(pieces, chapters)


def _title_ends(pieces: Sequence[Paragraph], now: Paragraph) -> bool:
    """Whether a caption or a heading of a sub-chapter is over and prose begins."""
    first = pieces[0].text.strip()
    text = now.text.strip()
    if CAPTION.match(first):
        return len(pieces) >= 3 or len(text) > 95 or bool(PROSE_START.match(text))
    return bool(SECTION_NUMBER.match(first)) and len(first) < 70 and len(text) > 55 and text[:1].isupper()


def _continues(before: Paragraph, now: Paragraph, grid_orders: set[int]) -> bool:
    text = now.text.strip()
    if marker_of(text) or SECTION_NUMBER.match(text):
        return False
    # A last line in bold type is taken for a heading by readers; a sentence that waits for its end
    # tells otherwise.
    last_words = not TERMINAL.search(before.text.strip()) and len(text) < 60 and text.endswith(".")
    if before.is_heading != now.is_heading and not text[:1].islower() and not last_words:
        return False
    if (
        CAPTION.match(text)
        or CHAPTER.match(text)
        or any(o in grid_orders for o in range(before.order, now.order))
    ):
        return False
    last = before.text.strip()
    if CHAPTER.fullmatch(last):
        return False
    if TERMINAL.search(last):
        # A line that ends a sentence goes on only within the same paragraph, of which nothing is known
        # here; an abbreviation such as "No." or "Rp." does not end it.
        return last.endswith(("No.", "Rp.", "Nomor", "dkk.", "Kab.")) or (
            text[:1].islower() and last[-1] != ";"
        )
    if now.page != before.page:
        return text[:1].islower() or (not last[-1:].isupper() and text[:1].isdecimal())
    return not (last.isupper() and len(last) > 8 and not text.isupper())


def _block(pieces: Sequence[Paragraph], chapters: Sequence[tuple[int, int]]) -> Blok:
    text = ""
    starts: list[tuple[int, int | None]] = []
    for piece in pieces:
        line = " ".join(piece.text.split())
        if text.endswith("-") and len(text) > 1 and text[-2].islower() and line[:1].islower():
            # The hyphen stays: reduplication ("masing-masing") is as common as a broken word.
            starts.append((len(text), piece.page))
            text += line
            continue
        if text:
            text += " "
        starts.append((len(text), piece.page))
        text += line
    found = marker_of(text)
    sign, style, rest = found or (None, None, text)
    order = pieces[0].order
    return Blok(
        text, order, tuple(starts), chapter_at(chapters, order), sign, style, rest, pieces[0].is_heading
    )


SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(•])")
ABBREVIATION = re.compile(
    r"(?:\b(?:No|Rp|Kab|Prov|Kec|Dr|Drs|Ir|H|dkk|dll|a\.n|u\.p|Jl|Th|Hal|Tgl|\d|[A-Z]))\.$"
)


def sentences(text: str) -> list[tuple[int, str]]:
    """(offset, sentence) of a block; abbreviations do not end one."""
    found: list[tuple[int, str]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        found.append((start, text[start : match.start()]))
        start = match.end()
    if start < len(text):
        found.append((start, text[start:]))
    return found


def reporting_year(document: Document, tables: Sequence[IndicatorTable]) -> int | None:
    """The year that the report is about.

    The first page that names one (cover, or running footer) decides when the whole text names that
    year most often or nearly so; otherwise the most frequent year does.
    """
    counted: Counter[int] = Counter()
    first: list[int] = []
    opening = sorted({p.page for p in document.paragraphs if p.page is not None})[:2]
    for paragraph in document.paragraphs:
        for match in YEAR_MENTION.finditer(paragraph.text):
            counted[int(match.group(1))] += 1
            if paragraph.page in opening:
                first.append(int(match.group(1)))
    counted.update(t.tahun for t in tables if t.tahun)
    if not counted:
        return None
    top, most = counted.most_common(1)[0]
    lead = Counter(first).most_common(1)
    if lead and counted[lead[0][0]] * 3 >= most and lead[0][0] >= top - 1:
        return lead[0][0]
    return top


def office_name(document: Document) -> str | None:
    """The office of the report, as its cover or first heading in capitals has it."""
    names: Counter[str] = Counter()
    pages = sorted({p.page for p in document.paragraphs if p.page is not None})[:3]
    for paragraph in document.paragraphs:
        if (pages and paragraph.page not in pages) or (not pages and paragraph.order > 60):
            continue
        match = OFFICE.search(" ".join(paragraph.text.split()))
        if match and len(match.group()) > 12:
            names[OFFICE_END.sub("", match.group()).strip(" ,.-").title()] += 1
    return names.most_common(1)[0][0] if names else None
