"""Tables of contents, of tables and of figures: real Word fields with their entries filled in.

Each entry is a link to its bookmark and ends in a PAGEREF field, so that Word
puts in the true page when it prints or updates; no prompt when it opens.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.drafting.docx_writer.inline import InlineWriter, Tempat
from bot.drafting.docx_writer.numbering import LABEL, TINGKAT_DAFTAR_ISI, EntriDaftar
from bot.drafting.docx_writer.xml import FIELD_END, TAB, field, field_begin, paragraph, run
from bot.drafting.model import Bidang, Polos
from bot.texts import pesan

_KOSONG: Final = {Bidang.DAFTAR_ISI: "Belum ada judul.", Bidang.DAFTAR_TABEL: "Tidak ada tabel.",
                  Bidang.DAFTAR_GAMBAR: "Tidak ada gambar."}  # fmt: skip


def instruction(bidang: Bidang) -> str:
    """The field instruction that would make the same list."""
    if bidang is Bidang.DAFTAR_ISI:
        return f'TOC \\o "1-{TINGKAT_DAFTAR_ISI}" \\h \\z'
    return f'TOC \\h \\z \\c "{LABEL[bidang]}"'


def style(bidang: Bidang, tingkat: int) -> str:
    return f"TOC{min(tingkat, TINGKAT_DAFTAR_ISI)}" if bidang is Bidang.DAFTAR_ISI else "TableofFigures"


def paragraphs(
    bidang: Bidang,
    entries: list[EntriDaftar],
    pages: Mapping[str, str],
    inline: InlineWriter,
    bagian: str,
    first: int,
) -> list[str]:
    """One paragraph for each entry; ``first`` is the number of the first paragraph in the document.

    ``pages`` gives the page label of each bookmark.
    """
    begin = field_begin(instruction(bidang))
    if not entries:
        return [paragraph(style(bidang, 1), begin + run(_KOSONG[bidang]) + FIELD_END)]
    found = []
    for offset, entri in enumerate(entries):
        tempat = Tempat(bagian, f"paragraf {first + offset}")
        words = ""
        if entri.nomor:
            words += inline.write(entri.nomor, tempat)
            words += (
                TAB
                if bidang is not Bidang.DAFTAR_ISI or entri.tingkat > 1
                else inline.write((Polos(" "),), tempat)
            )
        words += inline.write(entri.isi, tempat)
        page = field(f"PAGEREF {entri.penanda} \\h", pages.get(entri.penanda, ""))
        words += run(" ") + TAB + page
        link = f'<w:hyperlink w:anchor="{entri.penanda}" w:history="1">{words}</w:hyperlink>'
        if offset == 0 and bidang is Bidang.DAFTAR_ISI:
            link = inline.comment(link, (Polos(pesan().render("pesan/draf/daftar-isi")),), tempat)
        content = (begin if offset == 0 else "") + link + (FIELD_END if offset == len(entries) - 1 else "")
        found.append(paragraph(style(bidang, entri.tingkat), content))
    return found
