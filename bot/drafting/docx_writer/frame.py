"""The frame of a draft: styles, paper, header and footer; ours, or those of an office's template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.drafting.docx_writer.inline import InlineWriter, Tempat
from bot.drafting.docx_writer.package import Bagian, settings_xml
from bot.drafting.docx_writer.page import KERTAS, Kertas, Rujukan
from bot.drafting.docx_writer.styles import numbering_xml, styles_xml
from bot.drafting.docx_writer.xml import HEADER, NAMESPACES, paragraph, run
from bot.drafting.docx_writer.xml import field as word_field
from bot.drafting.ledger import Ledger
from bot.drafting.model import Angka, Identitas, Inlines, Polos

BAGIAN_KAKI = "kaki halaman"
BAGIAN_KEPALA = "kepala halaman"


@dataclass(frozen=True, slots=True)
class Kerangka:
    """What a document has besides its body."""

    kertas: Kertas
    rujukan: Rujukan
    bagian: tuple[Bagian, ...]
    """Styles, numbering, settings, theme, headers, footers."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures of header and footer, by path below ``word/``."""
    rels: Mapping[str, bytes] = field(default_factory=dict)
    """Relationships of headers and footers, by part name."""
    gaya: Mapping[str, str] = field(default_factory=dict)
    """Our style ids → the template's, where they differ."""
    ukuran: float = 12.0
    """Font size of running text, in points."""


def judul_laporan(identitas: Identitas, ledger: Ledger) -> Inlines:
    """``Laporan Kinerja <instansi> Tahun 2024``, with what is known of it."""
    pieces: list[Polos | Angka] = [Polos("Laporan Kinerja ")]
    if identitas.instansi:
        pieces += (
            p for p in ledger.kutip(identitas.instansi, "nama instansi") if isinstance(p, Polos | Angka)
        )
    else:
        pieces.append(Polos("Instansi Pemerintah"))
    if identitas.tahun is not None:
        pieces += (Polos(" Tahun "), ledger.struktur(str(identitas.tahun), "tahun laporan"))
    return tuple(pieces)


def footer_xml(isi: Inlines, lebar: int, nama: str, inline: InlineWriter) -> bytes:
    """A footer: title at the left, page number at the right, a line above.

    A small table, so that a long name wraps beside the page number and not under it.
    """
    right = 1400
    left = lebar - right
    line = '<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tcBorders>'
    title = inline.write(isi, Tempat(BAGIAN_KAKI, nama))
    page = run("Halaman ") + word_field("PAGE", "")

    def cell(width: int, words: str, align: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line}</w:tcPr>'
            + paragraph("Footer", words, f'<w:jc w:val="{align}"/>')
            + "</w:tc>"
        )

    return (
        f'{HEADER}<w:ftr {NAMESPACES}><w:tbl><w:tblPr><w:tblW w:w="{lebar}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{left}"/><w:gridCol w:w="{right}"/></w:tblGrid>'
        f"<w:tr>{cell(left, title, 'left')}{cell(right, page, 'right')}</w:tr></w:tbl>"
        f"{paragraph('Footer', '')}</w:ftr>"
    ).encode()


def own_footers(
    identitas: Identitas, ledger: Ledger, inline: InlineWriter, kertas: Kertas
) -> tuple[Bagian, Bagian]:
    """Our footers for upright and turned pages."""
    title = judul_laporan(identitas, ledger)
    upright, turned = (
        Bagian(nama, "footer", footer_xml(title, kertas.lebar_teks(lanskap), nama, inline), rel_id)
        for nama, lanskap, rel_id in (
            ("kaki_tegak.xml", False, "rIdKakiTegak"),
            ("kaki_lanskap.xml", True, "rIdKakiLanskap"),
        )
    )
    return upright, turned


def footer_reference(rel_id: str, kind: str = "default") -> str:
    return f'<w:footerReference w:type="{kind}" r:id="{rel_id}"/>'


def own_frame(
    identitas: Identitas, ledger: Ledger, inline: InlineWriter, kertas: str, huruf: str, ukuran: float
) -> Kerangka:
    """The frame of a draft without a template."""
    paper = KERTAS[kertas]
    footers = own_footers(identitas, ledger, inline, paper)
    return Kerangka(
        kertas=paper,
        rujukan=Rujukan(footer_reference(footers[0].rel_id), footer_reference(footers[1].rel_id)),
        bagian=(
            Bagian("styles.xml", "styles", styles_xml(paper, huruf, ukuran).encode(), "rIdGaya"),
            Bagian("numbering.xml", "numbering", numbering_xml().encode(), "rIdNomor"),
            Bagian("settings.xml", "settings", settings_xml(), "rIdSetelan"),
            *footers,
        ),
        ukuran=ukuran,
    )
