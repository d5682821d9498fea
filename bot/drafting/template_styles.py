"""A template's styles and lists, with those of ours added that it lacks.

A style is the same when its name is the same: Word in Indonesian gives
``heading 1`` another id, never another name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.docx_writer.page import Kertas
from bot.drafting.docx_writer.styles import NUM_BUTIR, numbering_parts, numbering_xml, semua_gaya, styles_xml
from bot.drafting.docx_writer.xml import W

if TYPE_CHECKING:
    from lxml import etree

    from bot.tables.readers.package import Package

_W: Final = f"{{{W}}}"


def gabung_gaya(package: Package, kertas: Kertas) -> tuple[bytes, dict[str, str], float]:
    """``styles.xml`` with our missing styles added; our ids → the template's; size of running text."""
    from lxml import etree

    if "word/styles.xml" not in package:
        return styles_xml(kertas, "Arial", 12).encode(), {}, 12.0
    root = package.xml("word/styles.xml")
    present = {
        (node.get(f"{_W}type"), _name(node).lower()): node.get(f"{_W}styleId")
        for node in root.findall(f"{_W}style")
    }
    used = {node.get(f"{_W}styleId") for node in root.findall(f"{_W}style")}
    names: dict[str, str] = {}
    missing = []
    for gaya in semua_gaya(kertas):
        theirs = present.get((gaya.jenis, gaya.nama.lower()))
        if theirs:
            names[gaya.id] = theirs
            continue
        missing.append(gaya)
        names[gaya.id] = gaya.id if gaya.id not in used else f"{gaya.id}LKjIP"
    for gaya in missing:
        node = etree.fromstring(gaya.xml().replace("<w:style ", f'<w:style xmlns:w="{W}" ', 1))
        if gaya.utama:
            del node.attrib[f"{_W}default"]  # the template has its own default styles
        node.set(f"{_W}styleId", names[gaya.id])
        for reference in node.iter(f"{_W}basedOn", f"{_W}next"):
            value = reference.get(f"{_W}val") or ""
            reference.set(f"{_W}val", names.get(value, value))
        root.append(node)
    _own_numbers_only(root, {names[f"Heading{level}"] for level in range(1, 6)})
    _indonesian(root)
    size = _text_size(root, names["Isi"])
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data, {ours: theirs for ours, theirs in names.items() if ours != theirs}, size


def gabung_nomor(package: Package) -> tuple[bytes, int]:
    """``numbering.xml`` with our bullet list, and the list's number."""
    from lxml import etree

    if "word/numbering.xml" not in package:
        return numbering_xml().encode(), NUM_BUTIR
    root = package.xml("word/numbering.xml")
    for picture in root.findall(f"{_W}numPicBullet"):
        root.remove(picture)  # bullets that are pictures would need their files
    for reference in list(root.iter(f"{_W}lvlPicBulletId")):
        reference.getparent().remove(reference)
    taken = {
        int(value)
        for node in root
        for value in (node.get(f"{_W}numId"), node.get(f"{_W}abstractNumId"))
        if value and value.isdecimal() and len(value) < 9
    }
    number = next(n for n in range(NUM_BUTIR, NUM_BUTIR + len(taken) + 1) if n not in taken)
    abstract, num = (
        etree.fromstring(part.replace(f'"{NUM_BUTIR}"', f'"{number}"').replace(" ", f' xmlns:w="{W}" ', 1))
        for part in numbering_parts()
    )
    first = next((i for i, node in enumerate(root) if node.tag == f"{_W}num"), len(root))
    root.insert(first, abstract)
    last = max((i for i, node in enumerate(root) if node.tag == f"{_W}num"), default=first)
    root.insert(last + 1, num)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), number


def _name(style: etree._Element) -> str:
    found = style.find(f"{_W}name")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _own_numbers_only(root: Any, headings: set[str]) -> None:
    """Heading styles lose automatic numbers: the headings bring the numbers of the systematics."""
    for style in root.findall(f"{_W}style"):
        if style.get(f"{_W}styleId") in headings:
            for number in style.findall(f"{_W}pPr/{_W}numPr"):
                number.getparent().remove(number)


def _indonesian(root: Any) -> None:
    """The text is Indonesian, whatever language the template was made in."""
    for language in root.iter(f"{_W}lang"):
        language.set(f"{_W}val", "id-ID")


def _text_size(root: Any, style_id: str) -> float:
    """Size of running text in points: of the style, of what it is based on, or of the defaults."""
    styles: Mapping[str, Any] = {s.get(f"{_W}styleId"): s for s in root.findall(f"{_W}style")}
    seen: set[str] = set()
    while style_id in styles and style_id not in seen:
        seen.add(style_id)
        size = styles[style_id].find(f"{_W}rPr/{_W}sz")
        if size is not None:
            return _points(size)
        base = styles[style_id].find(f"{_W}basedOn")
        style_id = (base.get(f"{_W}val") or "") if base is not None else ""
    size = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}sz")
    return _points(size) if size is not None else 10.0


def _points(size: Any) -> float:
    value = size.get(f"{_W}val") or ""
    return int(value) / 2 if value.isascii() and value.isdecimal() and 10 <= int(value[:4]) <= 60 else 12.0
