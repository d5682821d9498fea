"""Parts to a .docx: content types, relationships, properties; the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.drafting.docx_writer.xml import HEADER, R, W, escape, quote

_REL: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = R
_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = {
    "document": f"{_WML}.document.main+xml",
    "styles": f"{_WML}.styles+xml",
    "settings": f"{_WML}.settings+xml",
    "numbering": f"{_WML}.numbering+xml",
    "comments": f"{_WML}.comments+xml",
    "fontTable": f"{_WML}.fontTable+xml",
    "header": f"{_WML}.header+xml",
    "footer": f"{_WML}.footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
IMAGES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bagian:
    """A part of the package: path below ``word/``, kind (a key of ``_TYPES``) and content."""

    nama: str
    jenis: str
    isi: bytes
    rel_id: str = ""
    """Id of the document's relationship to it."""


@dataclass(frozen=True, slots=True)
class Properti:
    """Document properties."""

    judul: str
    penulis: str
    tanggal: str | None
    """ISO date, or None."""


def relationship(rel_id: str, kind: str, target: str, *, external: bool = False) -> str:
    """One relationship; ``external`` for a link to a web page."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{quote(rel_id)}" Type="{_OFFICE}/{kind}" Target="{quote(target)}"{mode}/>'


def relationships(items: Sequence[str]) -> bytes:
    """A ``.rels`` part."""
    return f'{HEADER}<Relationships xmlns="{_REL}">{"".join(items)}</Relationships>'.encode()


def settings_xml(*, even_and_odd: bool = False) -> bytes:
    """Settings: current Word layout, Indonesian separators, no field update on opening (it would ask)."""
    odd = "<w:evenAndOddHeaders/>" if even_and_odd else ""
    return (
        f'{HEADER}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        f'<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="357"/>{odd}'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="id-ID"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    ).encode()


def _core(properti: Properti) -> bytes:
    stamp = ""
    if properti.tanggal:
        stamp = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{properti.tanggal}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f'{HEADER}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properti.judul)}</dc:title><dc:creator>{escape(properti.penulis)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(properti.penulis)}</cp:lastModifiedBy>{stamp}"
        "<dc:language>id-ID</dc:language></cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    return (
        f'{HEADER}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>Asisten LKjIP</Application></Properties>"
    ).encode()


def _content_types(parts: Sequence[Bagian], extensions: Sequence[str]) -> bytes:
    defaults = "".join(
        f'<Default Extension="{ext}" ContentType="{IMAGES[ext]}"/>' for ext in sorted(set(extensions))
    )
    overrides = "".join(
        f'<Override PartName="/word/{quote(p.nama)}" ContentType="{_TYPES[p.jenis]}"/>' for p in parts
    )
    return (
        f'{HEADER}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    ).encode()


def pack(
    parts: Sequence[Bagian], media: Mapping[str, bytes], part_rels: Mapping[str, bytes], properti: Properti
) -> bytes:
    """The .docx.  ``parts[0]`` is the document.

    ``media`` is by path below ``word/``, ``part_rels`` by part name.  Media that the document itself shows
    have their relationship id as the name's stem: ``media/rIdGambar1.png``.
    """
    links = [relationship(p.rel_id, p.jenis, p.nama) for p in parts[1:] if p.rel_id]
    links += [
        relationship(name[6:].rpartition(".")[0], "image", name)
        for name in media
        if name.startswith("media/rId")
    ]
    extensions = [name.rpartition(".")[2].lower() for name in media]
    root = relationships(
        [
            relationship("rId1", "officeDocument", "word/document.xml"),
            f'<Relationship Id="rId2" Type="{_REL}/metadata/core-properties" Target="docProps/core.xml"/>',
            relationship("rId3", "extended-properties", "docProps/app.xml"),
        ]
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(parts, extensions),
        "_rels/.rels": root,
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(properti),
        "word/_rels/document.xml.rels": relationships(links),
    }
    files |= {f"word/{p.nama}": p.isi for p in parts}
    files |= {f"word/_rels/{name}.rels": rels for name, rels in part_rels.items()}
    files |= {f"word/{name}": data for name, data in media.items()}
    return _zip(files, properti.tanggal)


def _zip(files: Mapping[str, bytes], tanggal: str | None) -> bytes:
    stamp = _EPOCH
    if tanggal and int(tanggal[:4]) >= _EPOCH[0]:
        stamp = (int(tanggal[:4]), int(tanggal[5:7]), int(tanggal[8:10]), 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, data)
    return out.getvalue()
