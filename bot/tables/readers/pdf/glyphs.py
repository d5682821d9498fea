"""Code points of a PDF as readable text."""

from __future__ import annotations

SYMBOL_FONT = {
    0xB3: "≥",
    0xA3: "≤",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB0: "°",
    0xE5: "∑",
    0xD7: "·",
    0xBB: "≈",
}
"""Signs of the Symbol font, which PDF writers put at U+F000 and above."""
LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
SPACES = frozenset({0x20, 0xA0, 0x09, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000})
HYPHENS = frozenset({0x02, 0xAD, 0x2010, 0x2011, 0xFFFE})
"""A hyphen at the end of a line comes as U+0002 or U+FFFE."""
INVISIBLE = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF, 0xFFFD, 0xFFFF})


def character(code: int) -> str:
    """A code point as readable text, or ``""``: blanks are unified, ligatures taken apart, symbols mapped."""
    if 0x21 <= code < 0x7F:
        return chr(code)
    if code in SPACES:
        return " "
    if code in HYPHENS:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or code in INVISIBLE:
        return ""
    if code in LIGATURES:
        return LIGATURES[code]
    if 0xE000 <= code < 0xF900:
        low = code & 0xFF
        if 0x25 <= low <= 0x3F or low == 0x20:
            return chr(low)
        return SYMBOL_FONT.get(low, "•")
    return chr(code) if code < 0x110000 else ""
