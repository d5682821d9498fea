"""How long a file may take, judged by what its sender really sent.

Every file has two seconds.  More is given only for bytes on disk that hold distinct content, since that
is what a bomb does not have: a file that claims 600 pages in 20 KiB, shows one page 600 times, or unpacks
a hundredfold, gets nothing for its claim.  The rates leave twice to six times what honest
files need on two free cores, since a busy machine counts processor time generously.
"""

from __future__ import annotations

import re
import zlib
from decimal import Decimal
from pathlib import Path

from bot.tables.intake import failures, limits
from bot.tables.intake.detect import Detected

FREE_BYTES = 512 * 1024
"""Content that the first two seconds pay for."""
SECONDS_PER_MIB = {
    "xlsx": Decimal(12),
    "xlsb": Decimal(8),
    "ods": Decimal(16),
    "docx": Decimal(12),
    "xls": Decimal(1),
    "csv": Decimal("0.5"),
    "html": Decimal(1),
    "spreadsheetml": Decimal("0.8"),
}
"""Seconds for each further MiB of content as it lies on disk (for containers packed, without pictures)."""
SECONDS_PER_TAG = Decimal("0.000012")
"""An XML tag, opening or closing, takes about 2 µs; a part without tags has nothing to be read."""
SECONDS_PER_PAGE = Decimal("0.2")
"""A dense A3 page of figures takes 0.09 s."""
SECONDS_PER_PDF_KIB = Decimal("0.03")
"""A page of plain text has 1.5 KiB and takes 0.03 s; dense pages have more bytes for each second."""

STREAM = re.compile(rb"(?<!end)stream\r?\n")
DICTIONARY_BYTES = 400
"""How far before a stream its dictionary is looked for."""
CONTENTS = re.compile(rb"/Contents\s{0,4}\[?\s{0,4}([0-9]{1,8})\s{1,4}[0-9]{1,5}\s{1,4}R")
"""The stream that a page shows, or the first of several."""


def seconds(found: Detected, path: Path, berkas: str) -> Decimal:
    """CPU seconds that a detected file may take.  Raises LkjipError for a PDF over the limits."""
    if found.kind == "pdf":
        extra = _pdf(path, berkas)
    else:
        package = found.package
        over = Decimal(max((package.packed if package else found.size) - FREE_BYTES, 0)) / limits.MIB
        extra = over * SECONDS_PER_MIB[found.kind]
        if package is not None and found.kind != "xlsb":
            tags = sum(part.count(b"<") for part in package.parts.values())
            extra = min(extra, tags * SECONDS_PER_TAG)
    return min(limits.BASE_SECONDS + extra, limits.MAX_SECONDS).quantize(Decimal("0.1"))


def _pdf(path: Path, berkas: str) -> Decimal:
    """By pages with content of their own, as far as there are bytes behind them."""
    data = path.read_bytes()
    packed, own = pdf_content(data, berkas)
    pages = _pdf_pages(path, berkas)
    if b"/Encrypt" not in data:
        pages = min(pages, own)  # in an encrypted file the page objects may be out of sight
    return min(pages * SECONDS_PER_PAGE, Decimal(packed) / 1024 * SECONDS_PER_PDF_KIB)


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


def pdf_content(data: bytes, berkas: str) -> tuple[int, int]:
    """Packed bytes of all streams but pictures, and the number of different streams that pages show.

    Raises LkjipError where a stream unpacks to a bomb.  Streams of an encrypted PDF cannot be unpacked
    here and count as they are.
    """
    shown = set(CONTENTS.findall(data))
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
        unpacked = end - start
        if b"Flate" in head:
            unpacked, objects = _inflated(data[start:end], keep=b"/ObjStm" in head)
            shown.update(CONTENTS.findall(objects))
        total += unpacked
        ceiling = max(limits.RATIO_FLOOR_BYTES, limits.MAX_RATIO * (end - start))
        if unpacked > min(ceiling, limits.MAX_PDF_STREAM_BYTES) or total > limits.MAX_PDF_CONTENT_BYTES:
            raise failures.hostile(berkas, "isinya mengembang melebihi batas saat dibuka")
    return packed, len(shown)


def _inflated(feed: bytes, *, keep: bool) -> tuple[int, bytes]:
    """Unpacked size of a stream, counted up to just above the limit of one, and its bytes if asked for."""
    packer = zlib.decompressobj()
    size = 0
    kept: list[bytes] = []
    try:
        while feed and size <= limits.MAX_PDF_STREAM_BYTES and not packer.eof:
            piece = packer.decompress(feed, limits.MIB)
            size += len(piece)
            if keep:
                kept.append(piece)
            feed = packer.unconsumed_tail
    except zlib.error:
        pass  # damaged or encrypted: what could be unpacked counts
    return size, b"".join(kept)
