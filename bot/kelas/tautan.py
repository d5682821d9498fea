"""Links into the bot, and their picture for the screen of the room."""

from __future__ import annotations

import io

SISI = 900
"""Width of the picture in pixels: readable from the back of a room, small to send."""
TEPI = 40
BARIS = 34
"""Longest line of text under the code, in characters."""


def deep_link(username: str, payload: str) -> str:
    """The address that opens the bot with a payload of ``bot.store.invitations``."""
    return f"https://t.me/{username}?start={payload}"


def qr_png(tautan: str, judul: str, bawah: str) -> bytes:
    """A QR code of a link with a title above and a line below it, as PNG.  About 50 ms: use a thread."""
    import segno
    from PIL import Image, ImageDraw, ImageFont

    raw = io.BytesIO()
    segno.make(tautan, error="m", micro=False).save(raw, kind="png", scale=20, border=4)
    code = Image.open(raw).convert("RGB").resize((SISI - 2 * TEPI,) * 2, Image.Resampling.NEAREST)
    big, small = ImageFont.load_default(44), ImageFont.load_default(34)
    lines = _lines(judul)
    top = TEPI + 56 * len(lines)
    picture = Image.new("RGB", (SISI, top + code.height + 100), "white")
    draw = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        draw.text((SISI // 2, TEPI + 56 * at), line, fill="#1F3864", font=big, anchor="ma")
    picture.paste(code, (TEPI, top))
    draw.text((SISI // 2, top + code.height + 10), bawah, fill="#404040", font=small, anchor="ma")
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(text: str) -> list[str]:
    """The title in at most two lines; what does not fit ends with dots."""
    import textwrap

    lines = textwrap.wrap(text, BARIS) or [""]
    return (
        lines
        if len(lines) <= 2
        else [lines[0], textwrap.shorten(" ".join(lines[1:]), BARIS, placeholder=" …")]
    )
