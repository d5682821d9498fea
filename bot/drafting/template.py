"""An office's own template: its styles, paper, header and footer become the frame of the draft.

Only these are taken.  The template's body, its comments, its settings and
whatever is attached or embedded stay behind, so that neither an old report's
text nor a foreign link can get into the draft.  The file itself is checked by
:mod:`bot.tables` like every other file from outside.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.drafting.docx_text import SAFE_FIELDS, DocxText
from bot.drafting.docx_writer.frame import (
    BAGIAN_KAKI,
    BAGIAN_KEPALA,
    Kerangka,
    footer_reference,
    own_footers,
)
from bot.drafting.docx_writer.inline import InlineWriter
from bot.drafting.docx_writer.package import IMAGES, Bagian, relationship, relationships, settings_xml
from bot.drafting.docx_writer.page import KERTAS, Kertas, Rujukan
from bot.drafting.docx_writer.styles import NUM_BUTIR
from bot.drafting.docx_writer.xml import R, W
from bot.drafting.ledger import NUMBER, Ledger
from bot.drafting.model import Identitas
from bot.drafting.template_styles import gabung_gaya, gabung_nomor
from bot.drafting.template_text import isi_penanda, isian_templat
from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from lxml import etree

    from bot.tables.readers.package import Package

_W: Final = f"{{{W}}}"
_R_ID: Final = f"{{{R}}}id"
_KINDS: Final = {"headerReference": ("header", BAGIAN_KEPALA), "footerReference": ("footer", BAGIAN_KAKI)}
_LINKS: Final = frozenset({"hyperlink"})
_MAX_IMAGE: Final = 8 * 1024 * 1024
_MIN_TEXT: Final = 4000
"""Twips: a template whose text block is narrower than this is no page for a report."""


@dataclass(slots=True)
class _Taken:
    """What has been taken from the template so far."""

    bagian: list[Bagian] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    rels: dict[str, bytes] = field(default_factory=dict)


def buka_templat(path: Path) -> Package:
    """Open and check a template.  Raises LkjipError: missing, damaged, encrypted, with macros, hostile,
    or no Word document."""
    from bot.tables.intake.detect import detect

    found = detect(path, path.name)
    if found.kind != "docx" or found.package is None:
        raise LkjipError(
            ErrorCode.TEMPLATE_INVALID,
            f"Templat {path.name} bukan dokumen Word (.docx).",
            "Simpan kop dan gaya kantor Anda sebagai dokumen Word (.docx), lalu sebutkan berkas itu.",
            lokasi=path.name,
        )
    return found.package


def template_frame(
    path: Path,
    identitas: Identitas,
    ledger: Ledger,
    inline: InlineWriter,
    *,
    buka: Callable[[Path], Package] = buka_templat,
) -> Kerangka:
    """The frame that a template gives.  ``buka`` opens and checks the file.

    Numbers of its header and footer (address, telephone) are entered in the ledger as ``struktur``.
    """
    package = buka(path)
    return _Templat(path, package, identitas, ledger, inline).frame()


class _Templat:
    def __init__(
        self, path: Path, package: Package, identitas: Identitas, ledger: Ledger, inline: InlineWriter
    ) -> None:
        from bot.tables.readers.package import relations

        self._path = path
        self._berkas = path.name
        self._package = package
        self._identitas = identitas
        self._ledger = ledger
        self._inline = inline
        self._taken = _Taken()
        main = next((n for n in package.names if n.lower() == "word/document.xml"), "")
        self._document: etree._Element = package.xml(main or "word/document.xml")
        if self._document.tag != f"{_W}document":
            raise self._invalid(
                "disimpan dengan format Strict Open XML; simpan ulang sebagai Dokumen Word biasa"
            )
        self._relations = relations(package, main)
        self._sections = list(self._document.iter(f"{_W}sectPr"))

    def frame(self) -> Kerangka:
        kertas = self._paper()
        styles, names, size = gabung_gaya(self._package, kertas)
        numbering, bullet = gabung_nomor(self._package)
        styles = styles.replace(f'w:numId w:val="{NUM_BUTIR}"'.encode(), f'w:numId w:val="{bullet}"'.encode())
        rujukan = self._headers(kertas)
        self._theme()
        uneven = self._package.parts.get("word/settings.xml", b"")
        fixed = (
            Bagian("styles.xml", "styles", styles, "rIdGaya"),
            Bagian("numbering.xml", "numbering", numbering, "rIdNomor"),
            Bagian(
                "settings.xml",
                "settings",
                settings_xml(even_and_odd=b"evenAndOddHeaders" in uneven),
                "rIdSetelan",
            ),
        )
        taken = self._taken
        return Kerangka(kertas, rujukan, (*fixed, *taken.bagian), taken.media, taken.rels, names, size)

    # --- paper

    def _paper(self) -> Kertas:
        """Paper and margins of the last upright section; of a turned one, if there is no other."""
        for section in reversed(self._sections):
            size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
            if size is None or margin is None:
                continue
            width, height = _twips(size, "w"), _twips(size, "h")
            paper = replace(
                KERTAS["A4"],
                lebar=min(width, height),
                tinggi=max(width, height),
                **{
                    ours: _twips(margin, theirs)
                    for ours, theirs in (
                        ("kiri", "left"), ("kanan", "right"), ("atas", "top"),
                        ("bawah", "bottom"), ("kepala", "header"), ("kaki", "footer"),
                    )
                },
            )  # fmt: skip
            if paper.lebar_teks() < _MIN_TEXT or paper.tinggi_teks() < _MIN_TEXT:
                raise self._invalid("ukuran kertas atau marginnya tidak menyisakan ruang untuk tulisan")
            return paper
        return KERTAS["A4"]

    # --- headers and footers

    def _headers(self, kertas: Kertas) -> Rujukan:
        """References to the template's headers and footers, and to ours where it has no footer."""
        chosen: dict[tuple[str, str], str] = {}
        first_differs = False
        for section in self._sections:
            for node in section:
                kind = node.tag.removeprefix(_W) if isinstance(node.tag, str) else ""
                if kind in _KINDS:
                    chosen[kind, node.get(f"{_W}type") or "default"] = node.get(_R_ID) or ""
            first_differs = first_differs or section.find(f"{_W}titlePg") is not None
        references = ""
        parts: dict[str, str] = {}
        for (kind, which), rel_id in sorted(chosen.items(), reverse=True):
            _, target = self._relations.get(rel_id, ("", ""))
            if target not in self._package:
                continue
            if target not in parts:
                parts[target] = self._part(target, *_KINDS[kind], len(parts) + 1)
            if which != "first" or first_differs:
                references += f'<w:{kind} w:type="{which}" r:id="{parts[target]}"/>'
        turned = references
        if "w:footerReference" not in references:
            ours = own_footers(self._identitas, self._ledger, self._inline, kertas)
            self._taken.bagian += ours
            references, turned = (references + footer_reference(f.rel_id) for f in ours)
        return Rujukan(references, turned, first_differs)

    def _part(self, source: str, kind: str, bagian: str, number: int) -> str:
        """Take one header or footer; returns the id of its relationship."""
        from lxml import etree

        letak = f"{bagian} ({source.rpartition('/')[2]})"
        root = self._package.xml(source)
        isi_penanda(root, isian_templat(self._identitas), self._berkas, letak)
        name = f"templat_{kind}{number}.xml"
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        text = DocxText(b"")
        elements = list(text.part(name, data))
        foreign = sorted(text.fields - SAFE_FIELDS)
        if foreign:
            raise self._invalid(f"{letak} memuat bidang {foreign[0] or 'tanpa nama'}, yang tidak diizinkan")
        self._take_relations(source, name, letak)
        rel_id = f"rIdTemplat{number}"
        self._taken.bagian.append(Bagian(name, kind, data, rel_id))
        for elemen in elements:
            for token in NUMBER.findall(elemen.teks):
                self._ledger.catat_tempat(self._ledger.struktur(token, letak).id, bagian, elemen.nama)
        return rel_id

    def _take_relations(self, source: str, name: str, letak: str) -> None:
        """Pictures go along, links to web pages too; anything else is refused."""
        folder, _, last = source.rpartition("/")
        rels = f"{folder}/_rels/{last}.rels"
        if rels not in self._package:
            return
        from bot.tables.readers.package import relations

        inside = relations(self._package, source)
        items = []
        for node in self._package.xml(rels):
            rel_id, kind = node.get("Id") or "", (node.get("Type") or "").rpartition("/")[2]
            if kind == "image" and rel_id in inside:
                items.append(relationship(rel_id, "image", self._picture(inside[rel_id][1], letak)))
            elif kind in _LINKS and node.get("TargetMode") == "External":
                items.append(relationship(rel_id, kind, node.get("Target") or "", external=True))
            else:
                raise self._invalid(f"{letak} memuat objek tertanam atau gambar yang ditautkan dari luar")
        self._taken.rels[name] = relationships(items)

    def _picture(self, source: str, letak: str) -> str:
        """Copy a picture; returns its path below ``word/``."""
        extension = source.rpartition(".")[2].lower()
        if extension not in IMAGES:
            raise self._invalid(f"{letak} memuat gambar berjenis {extension[:8]} yang tidak didukung")
        with zipfile.ZipFile(self._path) as archive:
            info = next((i for i in archive.infolist() if i.filename.lstrip("/") == source), None)
            if info is None or info.file_size > _MAX_IMAGE:
                raise self._invalid(f"gambar pada {letak} tidak ada atau terlalu besar")
            data = archive.read(info)
        known = next((name for name, other in self._taken.media.items() if other == data), None)
        name = known or f"media/templat{len(self._taken.media) + 1}.{extension}"
        self._taken.media[name] = data
        return name

    def _theme(self) -> None:
        """The theme, to which styles refer for fonts and colours."""
        target = next((t for kind, t in self._relations.values() if kind == "theme"), "")
        folder, _, last = target.rpartition("/")
        has_relations = f"{folder}/_rels/{last}.rels" in self._package
        if target in self._package and not has_relations:
            self._taken.bagian.append(
                Bagian("theme/theme1.xml", "theme", self._package.parts[target], "rIdTema")
            )

    def _invalid(self, apa: str) -> LkjipError:
        return LkjipError(
            ErrorCode.TEMPLATE_INVALID,
            f"Templat {self._berkas} tidak dapat dipakai: {apa}.",
            "Perbaiki templat itu di Word, atau buat draf tanpa --templat.",
            lokasi=self._berkas,
        )


def _twips(node: etree._Element, name: str) -> int:
    """A length; 0 for what is no number.  A negative margin (text over the header) counts by its size."""
    value = (node.get(f"{_W}{name}") or "").lstrip("-").partition(".")[0]
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else 0
