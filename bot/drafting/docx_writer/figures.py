"""A chart as an inline picture with its alternative text."""

from __future__ import annotations

import struct

from bot.drafting.docx_writer.page import EMU_PER_TWIP
from bot.drafting.docx_writer.xml import PIC, A, quote


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header of a PNG."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or png[12:16] != b"IHDR":
        raise ValueError("a chart must be a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def picture(png: bytes, relation: str, number: int, alt: str, lebar: int, tinggi: int) -> tuple[str, int]:
    """The run with a picture as wide as the text (``lebar`` twips), at most ``tinggi`` high; its height."""
    pixels = png_size(png)
    width, height = lebar, round(lebar * pixels[1] / pixels[0])
    if height > tinggi:
        width, height = round(width * tinggi / height), tinggi
    cx, cy = width * EMU_PER_TWIP, height * EMU_PER_TWIP
    described = quote(alt)
    xml = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
        f'<wp:docPr id="{number}" name="Grafik" descr="{described}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{A}" noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr>"
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Grafik"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return xml, height
