"""The named styles of a draft, as ``word/styles.xml`` has them.

Built-in styles (headings, caption, contents, comments) keep the names by which
every Word and LibreOffice knows them; ours have Indonesian names.  An office's
own template brings its styles; only those that it lacks are added to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.drafting.docx_writer.page import Kertas, cm
from bot.drafting.docx_writer.xml import HEADER, W, quote

UKURAN_TABEL: Final = (10, 9, 8)
"""Font sizes that a table may have, in points, largest first."""
NUM_BUTIR: Final = 71
"""Number of the bullet list in ``numbering.xml``: high, so that a template's own lists keep theirs."""


@dataclass(frozen=True, slots=True)
class Gaya:
    """One style: id, name, kind and its inner XML."""

    id: str
    nama: str
    isi: str
    jenis: str = "paragraph"
    bawaan: bool = False
    """Built into Word; a template may know it under another id, so it is looked up by name."""
    utama: bool = False
    """The default style of its kind."""

    def xml(self) -> str:
        default = ' w:default="1"' if self.utama else ""
        custom = "" if self.bawaan else ' w:customStyle="1"'
        return (
            f'<w:style w:type="{self.jenis}"{default}{custom} w:styleId="{self.id}">'
            f'<w:name w:val="{self.nama}"/>{self.isi}</w:style>'
        )


def _paragraph(
    style_id: str,
    nama: str,
    ppr: str = "",
    rpr: str = "",
    *,
    dasar: str = "Normal",
    lanjut: str = "",
    bawaan: bool = False,
    prioritas: int = 1,
) -> Gaya:
    following = f'<w:next w:val="{lanjut}"/>' if lanjut else ""
    base = f'<w:basedOn w:val="{dasar}"/>' if dasar else ""
    if dasar == "Normal" and "<w:ind " not in ppr:  # a template's Normal may be indented
        ppr = _SPACING.sub(lambda m: m.group() + _FLUSH, ppr, count=1)
    isi = (
        f'{base}{following}<w:uiPriority w:val="{prioritas}"/><w:qFormat/>'
        + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
        + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    )
    return Gaya(style_id, nama, isi, bawaan=bawaan)


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _spacing(before: int = 0, after: int = 0, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


_SPACING: Final = re.compile("<w:spacing [^>]*/>")
_FLUSH: Final = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
_BOLD: Final = "<w:b/><w:bCs/>"
_NO_HYPHENS: Final = "<w:suppressAutoHyphens/>"
_ITALIC: Final = "<w:i/><w:iCs/>"


def _headings() -> list[Gaya]:
    """Heading 1 to 5 with outline levels; numbers are part of the text, as the systematics gives them."""
    centre = f'<w:keepNext/><w:keepLines/>{_NO_HYPHENS}{_spacing(0, 240, 276)}<w:jc w:val="center"/>'
    found = [
        _paragraph(
            "Heading1",
            "heading 1",
            centre + '<w:outlineLvl w:val="0"/>',
            _BOLD + _size(14),
            lanjut="Isi",
            bawaan=True,
            prioritas=9,
        ),
        _paragraph(
            "JudulDepan",
            "Judul depan",
            '<w:outlineLvl w:val="9"/>',
            dasar="Heading1",
            lanjut="Isi",
            prioritas=9,
        ),
    ]
    for level, (indent, look, points) in enumerate(
        ((425, _BOLD, 13), (567, _BOLD, 12), (709, _BOLD + _ITALIC, 12), (709, _ITALIC, 12)), start=2
    ):
        ppr = (
            f"<w:keepNext/><w:keepLines/>{_NO_HYPHENS}{_spacing(240 if level < 4 else 160, 120, 276)}"
            f'<w:ind w:left="{indent}" w:hanging="{indent}"/><w:outlineLvl w:val="{level - 1}"/>'
        )
        found.append(
            _paragraph(
                f"Heading{level}",
                f"heading {level}",
                ppr,
                look + _size(points),
                lanjut="Isi",
                bawaan=True,
                prioritas=9,
            )
        )
    return found


def _text(lebar: int) -> list[Gaya]:
    """Body text, formulas, sources, lists, cover, signature."""
    body = _spacing(0, 120, 360) + '<w:jc w:val="both"/>'
    bullet = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUM_BUTIR}"/></w:numPr>'
    return [
        _paragraph("Isi", "Isi", body),
        _paragraph(
            "Rumus", "Rumus", f'<w:keepLines/>{_spacing(60, 180, 300)}<w:ind w:left="567"/>', lanjut="Isi"
        ),
        _paragraph("Sumber", "Sumber", _spacing(60, 280), _ITALIC + _size(9), lanjut="Isi"),
        _paragraph(
            "Butir",
            "Butir",
            bullet + _spacing(0, 60, 320) + '<w:ind w:left="425" w:hanging="425"/><w:jc w:val="left"/>',
            dasar="Isi",
        ),
        _paragraph("Tengah", "Tengah", _spacing(0, 120, 300) + '<w:jc w:val="center"/>'),
        _paragraph(
            "JudulSampul", "Judul sampul", _spacing(0, 360, 300) + '<w:jc w:val="center"/>', _BOLD + _size(20)
        ),
        _paragraph(
            "TandaTangan",
            "Tanda tangan",
            f'<w:keepNext/><w:keepLines/>{_spacing(0, 0, 276)}<w:ind w:left="{lebar // 2}"/>',
        ),
        _paragraph(
            "Gambar", "Gambar", f'<w:keepNext/>{_spacing(120, 0)}<w:jc w:val="center"/>', lanjut="Caption"
        ),
        _paragraph("Sela", "Sela", _spacing(0, 120), _size(6), lanjut="Isi"),
        _paragraph(
            "Caption",
            "caption",
            f'<w:keepLines/>{_NO_HYPHENS}{_spacing(160, 80)}<w:jc w:val="center"/>',
            _BOLD + _size(11),
            lanjut="Isi",
            bawaan=True,
            prioritas=35,
        ),
    ]


def nama_gaya_tabel(peran: str, ukuran: int) -> str:
    """Id of a table's paragraph style: role ``Isi``, ``Angka``, ``Tengah`` or ``Kepala``, size in points."""
    return f"Tabel{peran}" if ukuran == UKURAN_TABEL[0] else f"Tabel{peran}{ukuran}"


def _tables() -> list[Gaya]:
    found = []
    for size in UKURAN_TABEL:
        suffix = "" if size == UKURAN_TABEL[0] else f" {size}"
        for role, nama, align, look in (
            ("Isi", "Tabel isi", "left", ""),
            ("Angka", "Tabel angka", "right", ""),
            ("Tengah", "Tabel tengah", "center", ""),
            ("Kepala", "Tabel kepala", "center", _BOLD),
        ):
            ppr = _spacing(30, 30) + f'<w:jc w:val="{align}"/>'
            found.append(_paragraph(nama_gaya_tabel(role, size), nama + suffix, ppr, look + _size(size)))
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        '<w:tblInd w:w="0" w:type="dxa"/>{}<w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="{}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="{}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    found.append(
        Gaya(
            "TableNormal",
            "Normal Table",
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
            f"<w:tblPr>{margins.format('', 108, 108)}</w:tblPr>",
            jenis="table",
            bawaan=True,
            utama=True,
        )
    )
    found.append(
        Gaya(
            "TabelLaporan",
            "Tabel laporan",
            '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
            f"<w:tblPr>{margins.format(f'<w:tblBorders>{edges}</w:tblBorders>', 80, 80)}</w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
            "</w:tcPr></w:tblStylePr>",
            jenis="table",
        )
    )
    return found


def _lists(lebar: int) -> list[Gaya]:
    """Contents and lists of tables and figures: page numbers at the right edge of the text."""
    right = f'<w:tab w:val="right" w:leader="dot" w:pos="{lebar}"/>'

    def entry(
        style_id: str, nama: str, indent: int, room: int, after: int, look: str = "", count: int = 2
    ) -> Gaya:
        # a second stop, so that a longer number does not push its words to the page number
        stops = "".join(f'<w:tab w:val="left" w:pos="{indent + room * n}"/>' for n in range(1, count + 1))
        hanging = f'<w:ind w:left="{indent + room}" w:hanging="{room}"/>'
        ppr = f"<w:tabs>{stops}{right}</w:tabs>{_spacing(0, after)}{hanging}"
        return _paragraph(style_id, nama, ppr, look, bawaan=True, prioritas=39)

    found = [
        entry(
            f"TOC{level}", f"toc {level}", indent, 425, 60 if level == 1 else 40, _BOLD if level == 1 else ""
        )
        for level, indent in ((1, 0), (2, 284), (3, 709), (4, 1134))
    ]
    return [*found, entry("TableofFigures", "table of figures", 0, 1600, 60, count=1)]


def _small() -> list[Gaya]:
    """Header, footer, comments, hyperlinks."""
    return [
        _paragraph("Header", "header", _spacing(), _size(9), bawaan=True, prioritas=99),
        _paragraph("Footer", "footer", _spacing(), _size(9), bawaan=True, prioritas=99),
        _paragraph("CommentText", "annotation text", _spacing(), _size(10), bawaan=True, prioritas=99),
        Gaya(
            "CommentReference",
            "annotation reference",
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr>{_size(8)}</w:rPr>',
            jenis="character",
            bawaan=True,
        ),
        Gaya(
            "DefaultParagraphFont",
            "Default Paragraph Font",
            '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>',
            jenis="character",
            bawaan=True,
            utama=True,
        ),
        Gaya(
            "NoList",
            "No List",
            '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>',
            jenis="numbering",
            bawaan=True,
            utama=True,
        ),
    ]


def semua_gaya(kertas: Kertas) -> tuple[Gaya, ...]:
    """Every style that a draft uses; tab stops and indents follow the width of the text."""
    lebar = kertas.lebar_teks()
    normal = Gaya("Normal", "Normal", '<w:uiPriority w:val="1"/><w:qFormat/>', bawaan=True, utama=True)
    return (normal, *_small(), *_headings(), *_text(lebar), *_tables(), *_lists(lebar))


def styles_xml(kertas: Kertas, huruf: str, ukuran: float) -> str:
    """``word/styles.xml`` of a draft without a template; ``huruf`` is a font's name, ``ukuran`` in points."""
    font = quote(huruf)
    return (
        f'{HEADER}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>{_size(ukuran)}'
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>" + "".join(g.xml() for g in semua_gaya(kertas)) + "</w:styles>"
    )


def numbering_level(text: str = "•") -> str:
    """The bullet list's only level; the bullet is a plain character, so no symbol font is needed."""
    return (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{cm(0.75)}" w:hanging="{cm(0.75)}"/></w:pPr></w:lvl>'
    )


def numbering_parts() -> tuple[str, str]:
    """``w:abstractNum`` and ``w:num`` of the bullet list."""
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    abstract = f'<w:abstractNum w:abstractNumId="{NUM_BUTIR}">{kind}{numbering_level()}</w:abstractNum>'
    return abstract, f'<w:num w:numId="{NUM_BUTIR}"><w:abstractNumId w:val="{NUM_BUTIR}"/></w:num>'


def numbering_xml() -> str:
    """``word/numbering.xml`` of a draft without a template."""
    abstract, number = numbering_parts()
    return f'{HEADER}<w:numbering xmlns:w="{W}">{abstract}{number}</w:numbering>'
