"""The width and height of a picture from its first bytes (PNG, JPEG), without an imaging library."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from bot.web.botapi.bentuk import Berkas, JenisPesan

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

_SOF = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


def ukuran(isi: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels, or ``None`` where the bytes are no PNG and no JPEG."""
    if isi.startswith(b"\x89PNG\r\n\x1a\n") and len(isi) >= 24:
        width, height = struct.unpack(">II", isi[16:24])
        return int(width), int(height)
    if isi.startswith(b"\xff\xd8"):
        return _jpeg(isi)
    return None


def _jpeg(isi: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(isi):
        if isi[place] != 0xFF:
            return None
        marker = isi[place + 1]
        if marker in _SOF:
            height, width = struct.unpack(">HH", isi[place + 5 : place + 9])
            return int(width), int(height)
        (length,) = struct.unpack(">H", isi[place + 2 : place + 4])
        place += 2 + int(length)
    return None


def simpan_foto(dunia: Inti, isi: bytes, nama: str = "foto.jpg") -> Berkas:
    """Keep a photo; bytes that are no picture count as 1 × 1 (a test may send any)."""
    width, height = ukuran(isi) or (1, 1)
    mime = "image/png" if isi.startswith(b"\x89PNG") else "image/jpeg"
    return dunia.simpan_berkas(JenisPesan.FOTO, nama, isi, mime, lebar=width, tinggi=height)
