"""What a file really is: by its first bytes and its container, never by its name alone.

The name has a say only in whether the content is what its sender believes it to be.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from bot.errors import LkjipError
from bot.tables.intake import failures, limits
from bot.tables.readers import ole
from bot.tables.readers.delimited import decode
from bot.tables.readers.package import Package, open_package

HEAD_BYTES = 4096
PDF_MAGIC = b"%PDF-"
PDF_MAGIC_WITHIN = 1024
"""Readers accept a PDF whose first line stands somewhere in the first kilobyte."""

PICTURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"\x00\x00\x01\x00",
)
OTHERS = (
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
)

FAMILY = {
    ".xlsx": "xlsx",
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".docx": "docx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".xlsm": "xlsx",
    ".xltx": "xlsx",
    ".docm": "docx",
    ".dotx": "docx",
}
"""What a name promises."""
EXPORTS = {".xls": frozenset({"html", "spreadsheetml", "csv"}), ".csv": frozenset(), ".txt": frozenset()}
"""What web applications write under a name that Excel opens all the same."""
READABLE = frozenset({"xlsx", "xlsb", "xls", "ods", "csv", "docx", "pdf", "html", "spreadsheetml"})
OTHER_OFFICE = {
    "odt": ".docx",
    "rtf": ".docx",
    "pptx": ".pdf",
    "ppt": ".pdf",
    "odp": ".pdf",
    "mhtml": ".xlsx",
    "html": ".xlsx",
    "spreadsheetml": ".xlsx",
}
"""Formats that another program can open, and as what it should save them."""


@dataclass(frozen=True, slots=True)
class Detected:
    """A file that may be read: its kind, its bytes on disk, and its opened container where it has one."""

    kind: str
    size: int
    package: Package | None = None


def check_file(path: Path, berkas: str) -> int:
    """Size of a file that exists, may be read and is not too large.  Raises LkjipError.

    Costs nothing but a look at the file's entry, so it is done before any child is started.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise failures.missing(berkas) from None
    except PermissionError:
        raise failures.unreadable(berkas) from None
    except OSError:
        raise failures.missing(berkas) from None
    if stat.S_ISDIR(found.st_mode):
        raise failures.is_folder(berkas)
    if not stat.S_ISREG(found.st_mode):
        raise failures.not_regular(berkas)
    if not os.access(path, os.R_OK):
        raise failures.unreadable(berkas)
    if found.st_size == 0:
        raise failures.empty(berkas)
    if found.st_size > limits.MAX_FILE_BYTES:
        raise failures.too_large(
            berkas,
            f"ukurannya {found.st_size // limits.MIB} MB",
            f"{limits.MAX_FILE_BYTES // limits.MIB} MB",
            "Kirim hanya bagian yang memuat tabel indikator dan anggaran.",
        )
    return found.st_size


def detect(path: Path, berkas: str) -> Detected:
    """What the file is.  Raises LkjipError for everything that is not to be read."""
    size = check_file(path, berkas)
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        raise failures.unreadable(berkas) from None
    suffix = Path(berkas).suffix.lower()
    package: Package | None = None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        package = open_package(path, berkas)
        kind = _zip_kind(package)
    elif head.startswith(ole.MAGIC):
        kind = _ole_kind(path, berkas)
    else:
        kind = _plain_kind(head)
        if kind == "csv" and suffix == ".xls" and b"\t" not in head:
            kind = "teks"  # exporters write tabs; a sentence under this name is no table
    _judge(kind, suffix, berkas, package)
    return Detected(kind, size, package)


def _judge(kind: str, suffix: str, berkas: str, package: Package | None) -> None:
    """Refuse what cannot be read or is not what its name says."""
    if kind == "terkunci":
        raise failures.encrypted(berkas)
    if kind == "kosong":
        raise failures.empty(berkas)
    if kind == "doc" and suffix in ("", ".doc", ".dot", ".docx"):
        raise failures.legacy_doc(berkas)
    if kind == "mhtml":
        raise failures.unknown_office(berkas, kind, OTHER_OFFICE[kind])
    promised = FAMILY.get(suffix)
    fits = kind == promised or kind in EXPORTS.get(suffix, ()) or (suffix == "" and kind in READABLE)
    if not fits and promised is not None:
        raise failures.mislabeled(berkas, suffix, kind)
    if kind == "gambar":
        raise failures.picture(berkas)
    if not fits and kind in OTHER_OFFICE:
        raise failures.unknown_office(berkas, kind, OTHER_OFFICE[kind])
    if kind not in READABLE or (not fits and kind == "csv"):
        raise failures.unknown(berkas, "teks" if kind == "csv" else kind)
    if not fits:
        raise failures.mislabeled(berkas, suffix, kind)
    if package is not None and _has_macros(package):
        raise failures.macro(berkas)
    if (
        package is not None
        and kind == "ods"
        and b"encryption-data" in package.parts.get("META-INF/manifest.xml", b"")
    ):
        raise failures.encrypted(berkas)


def _zip_kind(package: Package) -> str:
    mimetype = package.parts.get("mimetype", b"")[:100].strip()
    for ending, kind in ((b"spreadsheet", "ods"), (b"text", "odt"), (b"presentation", "odp")):
        if mimetype.startswith(b"application/vnd.oasis.opendocument." + ending):
            return kind
    content_types = package.parts.get("[Content_Types].xml", b"")
    for mark, kind in (
        (b"spreadsheetml.", "xlsx"),
        (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
        (b"ms-excel.template.macroEnabled.main", "xlsx"),
        (b"ms-excel.sheet.binary", "xlsb"),
        (b"wordprocessingml.", "docx"),
        (b"ms-word.document.macroEnabled", "docx"),
        (b"presentationml.", "pptx"),
    ):
        if mark in content_types and _has_main(package, kind):
            return kind
    return "zip"


def _has_main(package: Package, kind: str) -> bool:
    """Whether the part that makes it this kind is there; a chart in a document is a small workbook too."""
    folder = {"xlsx": "xl/", "xlsb": "xl/", "docx": "word/", "pptx": "ppt/"}[kind]
    if kind in ("xlsx", "xlsb"):
        binary = "xl/workbook.bin" in package
        return binary == (kind == "xlsb") and any(name.startswith(folder) for name in package.names)
    return any(name.startswith(folder) for name in package.names)


def _has_macros(package: Package) -> bool:
    if any(name.lower().rpartition("/")[2] == "vbaproject.bin" for name in package.names):
        return True
    if b"macroEnabled" in package.parts.get("[Content_Types].xml", b""):
        return True
    libraries = ("script-lc.xml", "script-lb.xml")
    return any(name.startswith("Basic/") and not name.endswith(libraries) for name in package.names)


def _ole_kind(path: Path, berkas: str) -> str:
    try:
        compound = ole.open_compound(path.read_bytes())
    except ole.OleError as error:
        raise failures.damaged(berkas) from error
    names = compound.names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        return "terkunci"
    if "WordDocument" in names:
        return "doc"
    if "PowerPoint Document" in names:
        return "ppt"
    if "Workbook" in names or "Book" in names:
        return "xls"
    return "ole"


def _plain_kind(head: bytes) -> str:
    """Kind of a file that is no container."""
    if PDF_MAGIC in head[:PDF_MAGIC_WITHIN]:
        return "pdf"
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "gambar"
    for magic, kind in OTHERS:
        if head.startswith(magic):
            return kind
    if head[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x00\x04\x00"):
        return "xls"  # BIFF without a container, from old exporters
    text = decode(head)
    if not text.strip("\x00 \t\r\n\ufeff"):
        return "kosong" if not text.strip(" \t\r\n\ufeff") else "biner"
    if not _is_text(text):
        return "biner"
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("mime-version:"):
        return "mhtml"
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and start.startswith("<?xml"):
        return "spreadsheetml"
    if start.startswith(
        ("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div", "<center")
    ):
        return "html"
    if start.startswith("<?xml"):
        return "html" if "<html" in start or "<table" in start else "xml"
    return "csv"


def _is_text(text: str) -> bool:
    """Hardly any control characters or bytes that no encoding explains."""
    odd = sum(1 for ch in text if ch in "\ufffd\x00" or (ch < " " and ch not in "\t\n\r\f\x1a"))
    return odd * 100 <= len(text)


__all__ = ["Detected", "LkjipError", "check_file", "detect"]
