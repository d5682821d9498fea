"""The bank of answers as files: a Word document to read, a workbook to work with.

Synchronous, for a thread.  Nothing here comes from a person's file: texts of narasumber are written as text,
never as a formula, never as markup.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.texts import plain
from bot.chat.waktu import ZONA, tanggal
from bot.narasumber.muatan import sebutan
from bot.store.reference_answers import DIGANTI, DITARIK, TERBIT, Jawaban

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FOLDER = "sementara"
"""Below DATA_DIR: files that may be deleted once they are sent."""
_KEADAAN = {TERBIT: "Berlaku", DIGANTI: "Diganti versi baru", DITARIK: "Ditarik"}
_COLUMNS = (
    ("Nomor", 8),
    ("Versi", 7),
    ("Pertanyaan", 50),
    ("Jawaban", 80),
    ("Rujukan", 40),
    ("Narasumber", 28),
    ("Terbit", 20),
    ("Keadaan", 20),
    ("Tinjau pada", 20),
    ("Perlu ditinjau", 40),
)
"""Heading and width, in characters."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that XML cannot hold."""
LINE, HIGHEST = 15, 400
"""Points of a line, and of the highest row that a workbook may have."""
_CELL = 32_000
"""Characters of a cell that every office program reads."""


@dataclass(frozen=True, slots=True)
class BerkasBank:
    """Paths below DATA_DIR, and the names that the person sees."""

    docx: str
    nama_docx: str
    xlsx: str
    nama_xlsx: str


def write_files(rows: Sequence[Jawaban], data_dir: Path, now: datetime) -> BerkasBank:
    """Write both files.  ``rows``: every version that was published, by answer and version.  Raises
    OSError."""
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"bank-{secrets.token_hex(8)}"
    _docx(rows, folder / f"{stem}.docx", now)
    _xlsx(rows, folder / f"{stem}.xlsx")
    day = f"{now.astimezone(ZONA):%Y-%m-%d}"
    return BerkasBank(
        f"{FOLDER}/{stem}.docx",
        f"Bank jawaban {day}.docx",
        f"{FOLDER}/{stem}.xlsx",
        f"Bank jawaban {day}.xlsx",
    )


def rujukan(one: Jawaban) -> list[str]:
    """The places of an answer as they are printed."""
    found = []
    for place in one.rujukan:
        name = f"{place.get('sumber', '')} {place.get('letak', '')}".strip() or str(place.get("teks", ""))
        if place.get("berbeda"):
            found.append(plain("narasumber/bank-berbeda", tempat=name))
        elif place.get("status") == "dicabut":
            found.append(f"{name} ({place.get('catatan') or 'dicabut'})")
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


# --- the workbook -----------------------------------------------------------------------------------------


def _xlsx(rows: Sequence[Jawaban], path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Bank jawaban"
    for at, (name, width) in enumerate(_COLUMNS, 1):
        cell = sheet.cell(1, at, name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE7F0")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for line, one in enumerate(rows, 2):
        for at, value in enumerate(_values(one), 1):
            cell = sheet.cell(line, at)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if isinstance(value, int):
                cell.value = value
            else:
                _as_text(cell, value)
        sheet.row_dimensions[line].height = _height(one)
    sheet.freeze_panes = "D2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{max(1, len(rows)) + 1}"
    book.save(path)


def _height(one: Jawaban) -> float:
    """Points that a row needs for its wrapped texts: not every program works it out by itself."""
    widths = [width for _, width in _COLUMNS]
    texts = [str(value) for value in _values(one)]
    lines = max(
        sum(1 + len(part) // width for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    return float(min(lines * LINE, HIGHEST))


def _as_text(cell: Any, text: str) -> None:
    """A text that begins like a formula stays a text, also after it was edited: its type is forced, and the
    cell is marked as quoted."""
    cell.value = _clean(text)[:_CELL]
    cell.data_type = "s"
    cell.number_format = "@"
    if text[:1] in "=+-@\t\r":
        cell.quotePrefix = True


def _values(one: Jawaban) -> tuple[int | str, ...]:
    return (
        one.akar,
        one.versi,
        one.pertanyaan,
        one.teks,
        "\n".join(rujukan(one)),
        one.narasumber,
        tanggal(one.terbit) if one.terbit else "",
        _KEADAAN.get(one.keadaan, one.keadaan),
        tanggal(one.tinjau_pada) if one.tinjau_pada and one.keadaan == TERBIT else "",
        one.perlu_ditinjau or "",
    )


# --- the document -----------------------------------------------------------------------------------------


def _docx(rows: Sequence[Jawaban], path: Path, now: datetime) -> None:
    from docx import Document as new_document
    from docx.shared import Pt

    document = new_document()
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)
    document.core_properties.title = "Bank jawaban narasumber"
    document.core_properties.author = "Asisten LKjIP"
    document.add_heading("Bank jawaban narasumber", 0)
    published = [one for one in rows if one.keadaan == TERBIT]
    document.add_paragraph(plain("narasumber/bank-pengantar", jumlah=len(published), pada=tanggal(now)))
    _contents(document)
    _part(document, "Jawaban yang berlaku", published)
    _part(document, "Jawaban yang diganti atau ditarik", [one for one in rows if one.keadaan != TERBIT])
    document.save(str(path))


def _part(document: Document, heading: str, rows: Sequence[Jawaban]) -> None:
    if not rows:
        return
    document.add_heading(heading, 1)
    for one in rows:
        document.add_heading(_clean(" ".join(one.pertanyaan.split())), 2)
        for line in one.teks.splitlines():
            if line.strip():
                document.add_paragraph(_clean(line.strip()))
        cited = document.add_paragraph()
        cited.add_run(f"{sebutan(one)}. {_state(one)}").italic = True
        for place in rujukan(one):
            document.add_paragraph(_clean(place), style="List Bullet")


def _state(one: Jawaban) -> str:
    parts = [f"Versi {one.versi}. {_KEADAAN.get(one.keadaan, one.keadaan)}."]
    if one.keadaan == TERBIT and one.tinjau_pada:
        parts.append(f"Ditinjau kembali {tanggal(one.tinjau_pada)}.")
    if one.perlu_ditinjau:
        parts.append(f"Perlu ditinjau: {one.perlu_ditinjau}")
    return " ".join(parts)


def _contents(document: Document) -> None:
    """A table of contents, filled by the office program: Word asks to update it when the file is opened."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document.add_paragraph("Daftar isi", style="TOC Heading")
    paragraph = document.add_paragraph()
    for kind, text in (
        ("begin", None),
        (None, 'TOC \\o "1-2" \\h \\z'),
        ("separate", None),
        ("text", plain("narasumber/bank-daftar-isi")),
        ("end", None),
    ):
        _field(paragraph, kind, text)
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.append(update)


def _field(paragraph: Paragraph, kind: str | None, text: str | None) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = paragraph.add_run("" if kind != "text" else text or "")
    if kind == "text":
        return
    if kind is None:
        code = OxmlElement("w:instrText")
        code.set(qn("xml:space"), "preserve")
        code.text = text
        run._r.append(code)
        return
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)
