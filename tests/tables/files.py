"""Files that the reader tests make: small valid ones, and hostile ones byte by byte."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from bot.tables.document import Document
from bot.tables.grid import Grid
from bot.tables.intake.child import parse
from bot.tables.intake.detect import detect

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORD_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODS_NS = (
    f'xmlns:office="{ODF}:office:1.0" xmlns:table="{ODF}:table:1.0" xmlns:text="{ODF}:text:1.0" '
    f'xmlns:style="{ODF}:style:1.0" xmlns:fo="{ODF}:xsl-fo-compatible:1.0"'
)
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_SHEET_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def read(path: Path) -> Document:
    """Detect and parse in this process, without the sandbox."""
    return parse(path, path.name, detect(path, path.name))


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def zipped(path: Path, parts: Iterable[tuple[str, str | bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def bomb(path: Path, parts: Iterable[tuple[str, str | bytes]], copies: int, size: int) -> Path:
    """A container with ``copies`` parts of ``size`` blanks each besides ``parts``; packed only once."""
    data = b"<a>" + b" " * size + b"</a>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    zipped(path, parts)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(copies):
            info = zipfile.ZipInfo(f"xl/bom{number}.xml")
            info.compress_type, info.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(data)
            info.compress_size, info.file_size = len(packed), len(data)
            stream = archive.fp
            assert stream is not None
            stream.seek(archive.start_dir)
            info.header_offset = stream.tell()
            stream.write(info.FileHeader() + packed)
            archive.start_dir = stream.tell()
            archive.filelist.append(info)
            archive._didModify = True  # type: ignore[attr-defined]
    return path


def content_types(part: str, kind: str) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )


def relationships(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def xlsx_parts(
    sheet: str | bytes, strings: str | None = None, styles: str = "", kind: str = SHEET_TYPE
) -> dict[str, str | bytes]:
    """Parts of a workbook with one sheet ``S``; ``sheet`` is the whole XML of its part."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("xl/workbook.xml", kind),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {SHEET_NS} xmlns:r="{OFFICE}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = f"<sst {SHEET_NS}>{strings}</sst>"
    if styles:
        parts["xl/styles.xml"] = f"<styleSheet {SHEET_NS}>{styles}</styleSheet>"
    return parts


def sheet_xml(rows: str, after: str = "", before: str = "") -> str:
    return f"<worksheet {SHEET_NS}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


ONE_CELL = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')


def xlsx(path: Path, sheet: str | bytes, strings: str | None = None, styles: str = "") -> Path:
    return zipped(path, xlsx_parts(sheet, strings, styles).items())


def docx(path: Path, body: str, styles: str = "", numbering: str = "") -> Path:
    parts = {
        "[Content_Types].xml": content_types("word/document.xml", WORD_TYPE),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(
            ("styles", "styles.xml"), ("numbering", "numbering.xml")
        ),
        "word/document.xml": f"<w:document {WORD_NS}><w:body>{body}</w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {WORD_NS}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {WORD_NS}>{numbering}</w:numbering>"
    return zipped(path, parts.items())


def para(text: str, props: str = "") -> str:
    return f'<w:p>{props}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, props: str = "") -> str:
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{para(text)}</w:tc>"


def table(*rows: str, columns: int = 0) -> str:
    grid = "<w:tblGrid>" + "<w:gridCol/>" * columns + "</w:tblGrid>" if columns else ""
    return "<w:tbl>" + grid + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def ods(path: Path, body: str, styles: str = "", extra: Iterable[tuple[str, str]] = ()) -> Path:
    content = (
        f"<office:document-content {ODS_NS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), *extra]
    return zipped(path, parts)


def pdf_stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream" % (len(packed), extra, packed)


def pdf(path: Path, objects: list[bytes]) -> Path:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table_at)
    path.write_bytes(out)
    return path


def pdf_pages(path: Path, kids: int, content: bytes, count: int | None = None) -> Path:
    """A PDF whose page tree names the same page ``kids`` times."""
    return pdf(
        path,
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"3 0 R " * kids + b"]/Count %d>>" % (count or kids),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 6 0 R>>",
            pdf_stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</Font<</F 5 0 R>>>>",
        ],
    )


def compound(path: Path, *names: str, size: int = 8192) -> Path:
    """An OLE compound file whose directory names these streams (their content is zeros)."""
    sector = 512
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    entries += [(name, 2, 0xFFFFFFFE, 0) for name in names]
    directory = b""
    for name, kind, start, length in entries:
        raw = name.encode("utf-16-le") + b"\x00\x00"
        directory += (
            raw.ljust(64, b"\x00")
            + len(raw).to_bytes(2, "little")
            + bytes([kind, 1])
            + b"\xff" * 12
            + b"\x00" * 36
            + start.to_bytes(4, "little")
            + length.to_bytes(8, "little")
        )
    directory = directory.ljust(-(-len(directory) // sector) * sector, b"\x00")
    count = len(directory) // sector
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = b"\xfe\xff\xff\xff"
    header[68:72] = b"\xfe\xff\xff\xff"
    header[76:512] = (0).to_bytes(4, "little") + b"\xff\xff\xff\xff" * 108
    chain = [0xFFFFFFFD, *(number + 2 for number in range(count - 1)), 0xFFFFFFFE]
    fat = b"".join(number.to_bytes(4, "little") for number in chain).ljust(sector, b"\xff")
    path.write_bytes((bytes(header) + fat + directory).ljust(size, b"\x00"))
    return path
