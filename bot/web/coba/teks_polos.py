"""A message as plain text for the terminal: links written out, quotations with a bar in front."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.botapi import Entitas

_KUTIPAN = ("blockquote", "expandable_blockquote")


def polos(teks: str, entitas: Sequence[Entitas]) -> str:
    """The text of a message without markup.  Control characters (they could move the cursor) are left out."""
    raw = teks.encode("utf-16-le", "surrogatepass")
    pieces: list[str] = []
    quotes = [one for one in entitas if one.jenis in _KUTIPAN]
    links = sorted(
        (one for one in entitas if one.jenis == "text_link" and one.url), key=lambda one: one.mulai
    )
    place = 0
    for one in links:
        end = one.mulai + one.panjang
        pieces.append(_potong(raw, place, end))
        pieces.append(f" <{one.url}>")
        place = end
    pieces.append(_potong(raw, place, len(raw) // 2))
    text = "".join(pieces)
    for one in quotes:
        quoted = _potong(raw, one.mulai, one.mulai + one.panjang)
        text = text.replace(quoted, "\n".join(f"| {line}" for line in quoted.split("\n")), 1)
    return "".join(sign for sign in text if sign == "\n" or sign.isprintable())


def _potong(raw: bytes, mulai: int, akhir: int) -> str:
    return raw[mulai * 2 : akhir * 2].decode("utf-16-le", "replace")
