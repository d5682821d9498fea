"""``read_document``: a stranger's file, read under limits."""

from __future__ import annotations

from pathlib import Path

from bot.tables.detect import Detected, detect
from bot.tables.document import Document


def read_document(path: Path, *, name: str | None = None) -> Document:
    """Read a file into grids.  ``name`` is the file name as the user knows it (default: the path's own).

    Raises LkjipError for everything that is wrong with the file.
    """
    berkas = name or path.name
    found = detect(path, berkas)
    return parse(path, berkas, found)


def parse(path: Path, berkas: str, found: Detected) -> Document:
    """Read a detected file in this process."""
    if found.kind == "xlsx" and found.package:
        from bot.tables.readers.xlsx import read_package

        return read_package(found.package)
    if found.kind == "docx" and found.package:
        from bot.tables.readers.docx import read_package as read_docx

        return read_docx(found.package)
    if found.kind == "pdf":
        from bot.tables.readers.pdf import read_pdf

        return read_pdf(path, berkas)
    from bot.tables.readers.delimited import read_delimited

    return read_delimited(path, berkas)
