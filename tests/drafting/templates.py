"""Invented office templates, made with python-docx as an office would make them with Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from PIL import Image


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "#204080").save(out, "PNG")
    return out.getvalue()


KOP = ("PEMERINTAH KABUPATEN ", "{{ ins", "tansi }}")


def office_template(path: Path, *, header: tuple[str, ...] = KOP) -> Path:
    """F4 paper, Times New Roman 11, numbered headings, a header with logo and placeholders, an old text."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.5), Cm(33)
    section.left_margin = Cm(4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    heading = document.styles["Heading 1"].element.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    number_id = OxmlElement("w:numId")
    number_id.set(qn("w:val"), "1")
    number.append(number_id)
    heading.insert(0, number)
    paragraph = section.header.paragraphs[0]
    paragraph.add_run().add_picture(io.BytesIO(logo()), width=Cm(1.5))
    for piece in header:
        paragraph.add_run(piece)
    section.header.add_paragraph("Jalan Kenanga Nomor 9, Telepon (0999) 765432 · {{ tahun }}")
    document.add_heading("Laporan lama", 1)
    document.add_paragraph("Isi laporan lama tahun 2019 yang tidak boleh terbawa.")
    document.save(str(path))
    return path


def rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the parts of a file in place."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
