"""How long a file may take, judged by what its sender really sent.

Every file has two seconds.  More is given only for bytes on disk that hold content, since bytes are
what a bomb does not have: a file that claims 600 pages in 20 KiB, or unpacks a hundredfold, gets nothing
for its claim.  The rates leave three to six times what a two-core machine needs for honest files.
"""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from pathlib import Path

from bot.tables import failures, limits
from bot.tables.detect import Detected

FREE_BYTES = 512 * 1024
"""Content that the first two seconds pay for."""
SECONDS_PER_MIB = {
    "xlsx": Decimal(6),
    "xlsb": Decimal(4),
    "ods": Decimal(8),
    "docx": Decimal(6),
    "xls": Decimal(2),
    "csv": Decimal(2),
    "html": Decimal(3),
    "spreadsheetml": Decimal(3),
}
"""CPU seconds for each further MiB of content as it lies on disk (packed, without pictures)."""
SECONDS_PER_PAGE = Decimal("0.2")
"""A dense A3 page of figures takes 0.09 s."""
SECONDS_PER_PDF_KIB = Decimal("0.03")
"""A page of plain text has 1.5 KiB and takes 0.03 s; dense pages have more bytes for each second."""

STREAM = re.compile(rb"(?<!end)stream\r?\n")
DICTIONARY_BYTES = 400
"""How far before a stream its dictionary is looked for."""


def seconds(found: Detected, path: Path, berkas: str) -> Decimal:
    """CPU seconds that a detected file may take.  Raises LkjipError for a PDF over the limits."""
    if found.kind == "pdf":
        extra = _pdf(path, berkas)
    else:
        content = found.package.packed if found.package else found.size
        over = Decimal(max(content - FREE_BYTES, 0)) / limits.MIB
        extra = over * SECONDS_PER_MIB[found.kind]
    return min(limits.BASE_SECONDS + extra, limits.MAX_SECONDS).quantize(Decimal("0.1"))


def _pdf(path: Path, berkas: str) -> Decimal:
    """By pages, as far as there are bytes behind them."""
    packed = pdf_content_bytes(path.read_bytes(), berkas)
    by_bytes = Decimal(packed) / 1024 * SECONDS_PER_PDF_KIB
    return min(_pdf_pages(path, berkas) * SECONDS_PER_PAGE, by_bytes)


def _pdf_pages(path: Path, berkas: str) -> int:
    """Number of pages.  Raises LkjipError: locked, damaged, too many pages."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise failures.encrypted(berkas) from error
        raise failures.damaged(berkas) from error
    try:
        pages = len(document)
    finally:
        document.close()
    if pages == 0:
        raise failures.damaged(berkas, "tidak memuat satu halaman pun")
    if pages > limits.MAX_PAGES:
        raise failures.too_large(
            berkas,
            f"memuat {pages} halaman",
            f"{limits.MAX_PAGES} halaman",
            "Kirim hanya bab atau halaman yang memuat tabel indikator dan anggaran.",
        )
    return pages


def pdf_content_bytes(data: bytes, berkas: str) -> int:
    """Packed bytes of all streams but pictures.  Raises LkjipError where one unpacks to a bomb.

    Streams of an encrypted PDF cannot be unpacked here and count as they are.
    """
    packed = total = 0
    at = 0
    while match := STREAM.search(data, at):
        start = match.end()
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        at = end
        head = data[max(0, match.start() - DICTIONARY_BYTES) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"/Image" in head:
            continue
        packed += end - start
        unpacked = _inflated(data, start, end) if b"Flate" in head else end - start
        total += unpacked
        ceiling = max(limits.RATIO_FLOOR_BYTES, limits.MAX_RATIO * (end - start))
        if unpacked > min(ceiling, limits.MAX_PDF_STREAM_BYTES) or total > limits.MAX_PDF_CONTENT_BYTES:
            raise failures.hostile(berkas, "isinya mengembang melebihi batas saat dibuka")
    return packed


def _inflated(data: bytes, start: int, end: int) -> int:
    """Unpacked size of a stream, counted up to just above the limit of one stream."""
    packer = zlib.decompressobj()
    size = 0
    feed: bytes = data[start:end]
    try:
        while feed and size <= limits.MAX_PDF_STREAM_BYTES and not packer.eof:
            size += len(packer.decompress(feed, limits.MIB))
            feed = packer.unconsumed_tail
    except zlib.error:
        return size  # damaged or encrypted: what could be unpacked counts
    return size
