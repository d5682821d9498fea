"""The recap of a class as a Word file."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from bot.chat.waktu import pukul, rentang
from bot.kelas.rekap import ButirRekap, Rekap
from bot.texts import pesan

if TYPE_CHECKING:
    from docx.document import Document

HURUF = "Arial"
BIRU = "1F3864"
ABU = "595959"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 cannot hold."""
_BUTIR = re.compile(r"^(?:[-•]|\d{1,2}[.)])\s+")


def write_recap(rekap: Rekap) -> bytes:
    """The recap as a .docx.  A tenth of a second for a hundred questions: use a thread."""
    from docx import Document as new_document

    document = new_document()
    _page(document)
    _title(document, rekap)
    _counts(document, rekap)
    answered, still_open = rekap.terjawab, rekap.terbuka
    document.add_heading("Pertanyaan dan jawaban", 1)
    if not answered:
        document.add_paragraph(pesan().render("pesan/rekap/tanpa-jawaban"))
    for number, one in enumerate(answered, 1):
        _item(document, number, one)
    document.add_heading("Pertanyaan yang belum terjawab", 1)
    told = "pesan/rekap/terbuka" if still_open else "pesan/rekap/semua-terjawab"
    document.add_paragraph(pesan().render(told))
    for one in still_open:
        document.add_paragraph(_clean(one.pertanyaan) + _times(one), style="List Number")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document) -> None:
    """A4, our font, page number in the footer."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    sizes = {"Normal": 11, "Title": 22, "Heading 1": 15, "Heading 2": 12}
    for name, size in sizes.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size = HURUF, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):
            if "Theme" in attribute:
                del fonts.attrib[attribute]
        for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(attribute), HURUF)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(BIRU)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    _page_number(section.footer.paragraphs[0])
    document.core_properties.author = "Asisten LKjIP"
    document.core_properties.language = "id-ID"


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Halaman ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _title(document: Document, rekap: Rekap) -> None:
    document.core_properties.title = _clean(f"Rekap kelas {rekap.nama}")
    document.add_paragraph("Rekap Tanya Jawab Kelas", style="Title")
    line = document.add_paragraph()
    _run(line, rekap.nama, size=14, bold=True)
    state = "Kelas ditutup" if rekap.selesai else "Rekap sementara, kelas masih berjalan, per"
    _run(document.add_paragraph(), f"{rentang(rekap.dibuka, rekap.sampai)}", color=ABU)
    _run(document.add_paragraph(), f"{state} {pukul(rekap.sampai)}", color=ABU)


def _counts(document: Document, rekap: Rekap) -> None:
    """The numbers of the class as a small table."""
    by_person = sum(1 for one in rekap.terjawab if one.narasumber)
    rows = (
        ("Anggota kelas", rekap.angka.anggota),
        ("Pertanyaan masuk", rekap.angka.soal),
        ("Pertanyaan berbeda", len(rekap.butir)),
        ("Terjawab", len(rekap.terjawab)),
        ("   di antaranya dijawab narasumber", by_person),
        ("Belum terjawab", len(rekap.terbuka)),
    )
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, str(value)
    _narrow(table)
    note = document.add_paragraph()
    note.paragraph_format.space_before = 120000
    _run(note, pesan().render("pesan/rekap/penjelasan"), size=9, color=ABU)


def _narrow(table: Any) -> None:
    """Two columns as wide as what is in them."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table.autofit = False
    for column, width in zip(table.columns, (Cm(8), Cm(2.5)), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
            cell.paragraphs[0].paragraph_format.space_before = Pt(2)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    for cell in table.columns[1].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _item(document: Document, number: int, one: ButirRekap) -> None:
    """A question, its answer, its places, and how it was received."""
    document.add_heading(f"{number}. {_clean(one.pertanyaan)}", 2)
    if one.narasumber:
        _run(document.add_paragraph(), f"Dijawab narasumber {one.narasumber}", bold=True, color=BIRU)
    for line in one.jawaban.splitlines():
        text = _clean(line.strip())
        if text:
            is_item = _BUTIR.match(text)
            kept = _BUTIR.sub("", text) if is_item else text
            document.add_paragraph(kept, style="List Bullet" if is_item else None)
    if one.rujukan:
        _run(document.add_paragraph(), "Rujukan", bold=True, size=10, keep=True)
        for place in one.rujukan:
            _run(document.add_paragraph(style="List Bullet"), str(place), size=10)
    told = f" {pesan().render('pesan/rekap/berbeda')}" if one.berbeda else ""
    _run(document.add_paragraph(), _reception(one) + told, size=9, color=ABU)


def _reception(one: ButirRekap) -> str:
    asked = f"Ditanyakan {one.kali} kali" if one.kali > 1 else "Ditanyakan sekali"
    if not one.membantu and not one.belum_membantu:
        return f"{asked}. Belum ada penilaian."
    return f"{asked}. Dinilai membantu {one.membantu} kali, belum membantu {one.belum_membantu} kali."


def _times(one: ButirRekap) -> str:
    return f" ({one.kali} kali)" if one.kali > 1 else ""


def _run(
    paragraph: Any, text: str, *, size: int = 0, bold: bool = False, color: str = "", keep: bool = False
) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(_clean(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    if keep:
        paragraph.paragraph_format.keep_with_next = True


def _clean(text: str) -> str:
    """Text from outside without what Word cannot open."""
    return _ILLEGAL.sub("", text)
