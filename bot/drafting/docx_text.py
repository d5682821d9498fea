"""The text of a written .docx, element by element, as a reader sees it.

Independent of the writer: it knows the file format only.  Used by the audit to
open the finished document again.  Page numbers are left out, for the program
that lays out the pages fills them in; results of all other fields are text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BODY = f"{W}body"
_P, _TBL, _TR, _TC = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_T, _TAB, _BR, _CR, _HYPHEN = f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"
_FLD, _INSTR, _SIMPLE = f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"
_DOCPR = f"{WP}docPr"
_VAL, _TYPE, _INSTR_ATTR = f"{W}val", f"{W}fldCharType", f"{W}instr"
_PPR, _SDT, _SDT_CONTENT = f"{W}pPr", f"{W}sdt", f"{W}sdtContent"
_DELETED = f"{W}delText"
PAGE_FIELDS: Final = frozenset({"PAGE", "NUMPAGES", "PAGEREF", "SECTION", "SECTIONPAGES"})
SAFE_FIELDS: Final = PAGE_FIELDS | {"TOC", "SEQ", "STYLEREF", "HYPERLINK", "REF", "TITLE", "AUTHOR"} | {
    "DATE", "FILENAME", "DOCPROPERTY", "SUBJECT",
}  # fmt: skip
"""Fields that only number, link or repeat; anything else could compute, fetch or run something."""


@dataclass(frozen=True, slots=True)
class Elemen:
    """One element and its text.

    Names are ``paragraf 12``, ``tabel 2 baris 3 kolom 4``, ``komentar 5``, ``gambar 1`` (an alternative
    text), or the name of a header or footer part.
    """

    nama: str
    teks: str


@dataclass(slots=True)
class _Field:
    """An open field: its instruction, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False

    @property
    def kind(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""


@dataclass(slots=True)
class DocxText:
    """Reads one document.  After :meth:`elements` is exhausted ``fields`` are the kinds of fields in it."""

    data: bytes
    fields: set[str] = field(default_factory=set)
    _open: list[_Field] = field(default_factory=list)
    _pictures: int = 0

    def elements(self) -> Iterator[Elemen]:
        """Every element that has text, in reading order.

        Raises zipfile.BadZipFile, KeyError or lxml's XMLSyntaxError for a file that is no Word document.
        """
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            names = archive.namelist()
            with archive.open("word/document.xml") as part:
                yield from self._body(part)
            for name in sorted(names):
                stem = name.removeprefix("word/")
                if stem == name or not name.endswith(".xml") or "/" in stem:
                    continue
                kind = _kind(archive.read(name)[:4096])
                if kind == "comments":
                    yield from self._comments(archive.read(name))
                elif kind in ("hdr", "ftr", "footnotes", "endnotes"):
                    yield from self.part(stem, archive.read(name))

    def part(self, name: str, data: bytes) -> Iterator[Elemen]:
        """The elements of a header, a footer or notes; pictures are counted within the part."""
        self._open.clear()
        alts: list[str] = []
        yield Elemen(name, self._text(_parse(data), alts))
        for number, alt in enumerate(alts, start=1):
            yield Elemen(f"{name} gambar {number}", alt)

    def _body(self, part: IO[bytes]) -> Iterator[Elemen]:
        from lxml import etree

        paragraphs = tables = 0
        events: Any = etree.iterparse(
            part, events=("end",), tag=(_P, _TBL, _SDT), resolve_entities=False, no_network=True
        )
        for _, node in events:
            parent = node.getparent()
            if parent is None or parent.tag != _BODY:
                continue
            for block in _unwrap(node):
                if block.tag == _P:
                    paragraphs += 1
                    yield from self._with_pictures(f"paragraf {paragraphs}", block)
                elif block.tag == _TBL:
                    tables += 1
                    yield from self._table(f"tabel {tables}", block)
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]

    def _table(self, name: str, table: etree._Element) -> Iterator[Elemen]:
        for row, tr in enumerate(table.findall(_TR), start=1):
            column = 1
            for tc in tr.findall(_TC):
                yield from self._with_pictures(f"{name} baris {row} kolom {column}", tc)
                span = tc.find(f"{W}tcPr/{W}gridSpan")
                column += int(span.get(_VAL, "1")) if span is not None else 1

    def _comments(self, data: bytes) -> Iterator[Elemen]:
        self._open.clear()
        for number, comment in enumerate(_parse(data).findall(f"{W}comment"), start=1):
            yield from self._with_pictures(f"komentar {number}", comment)

    def _with_pictures(self, name: str, node: etree._Element) -> Iterator[Elemen]:
        """The element's text, then the alternative texts of the pictures in it."""
        alts: list[str] = []
        yield Elemen(name, self._text(node, alts))
        for alt in alts:
            self._pictures += 1
            yield Elemen(f"gambar {self._pictures}", alt)

    def _text(self, node: etree._Element, alts: list[str]) -> str:
        words: list[str] = []
        for child in node.iter(_T, _TAB, _BR, _CR, _HYPHEN, _FLD, _INSTR, _SIMPLE, _DOCPR, _P, _DELETED):
            tag = child.tag
            if tag in (_T, _DELETED):
                if self._visible() and not _in_page_field(child, node):
                    words.append(child.text or "")
            elif tag == _FLD:
                self._field_char(child)
            elif tag == _INSTR:
                if self._open:
                    self._open[-1].instruction += child.text or ""
            elif tag == _SIMPLE:
                self.fields.add(_Field(child.get(_INSTR_ATTR, "")).kind)
            elif tag == _DOCPR:
                alts.append(f"{child.get('descr', '')}\n{child.get('title', '')}")
            elif tag == _TAB and child.getparent().tag == f"{W}tabs":  # type: ignore[union-attr]
                continue
            else:
                words.append("-" if tag == _HYPHEN else "\n")
        return "".join(words)

    def _field_char(self, node: etree._Element) -> None:
        kind = node.get(_TYPE)
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].in_result = True
            self.fields.add(self._open[-1].kind)
        elif self._open and kind == "end":
            self.fields.add(self._open.pop().kind)

    def _visible(self) -> bool:
        """Whether text here is shown and is not a page number."""
        return all(f.in_result and f.kind not in PAGE_FIELDS for f in self._open)


def _kind(head: bytes) -> str:
    """Local name of a part's root element, as far as it is one that holds text."""
    for name in ("comments", "hdr", "ftr", "footnotes", "endnotes"):
        if f"<w:{name}".encode() in head:
            return name
    return ""


def _parse(data: bytes) -> etree._Element:
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _unwrap(node: etree._Element) -> list[etree._Element]:
    """A block, or the blocks inside a content control."""
    if node.tag != _SDT:
        return [node]
    content = node.find(_SDT_CONTENT)
    return [] if content is None else [b for child in content for b in _unwrap(child)]


def _in_page_field(node: etree._Element, stop: etree._Element) -> bool:
    """Whether a text stands in a simple field that prints a page number."""
    parent = node.getparent()
    while parent is not None and parent is not stop:
        if parent.tag == _SIMPLE:
            return _Field(parent.get(_INSTR_ATTR, "")).kind in PAGE_FIELDS
        parent = parent.getparent()
    return False
