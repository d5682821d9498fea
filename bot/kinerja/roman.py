"""Roman numerals, as chapters, list items and pages of the front matter have them."""

from __future__ import annotations

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def to_roman(number: int) -> str:
    """``IV`` for 4; in capitals.  Empty for 0."""
    text = ""
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        text += sign * count
    return text


def from_roman(text: str) -> int | None:
    """4 for ``IV`` or ``iv``; None for anything that is no well-formed numeral."""
    values = [_VALUES.get(ch, 0) for ch in text.upper()]
    if not values or 0 in values or len(values) > 15:
        return None
    total = sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))
    return total if to_roman(total) == text.upper() else None
