"""Formulas that cells share: the text as it would stand in another cell."""

from __future__ import annotations

import re

from bot.tables.grid import column_letter

PIECES = re.compile(
    r'"[^"]*"'  # a text
    r"|'[^']*'!"  # the name of a sheet
    r"|[A-Za-z_\\][A-Za-z0-9_.\\]*[(!]"  # a function, or a plain sheet name
    r"|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.])"  # a cell
)


def moved(formula: str, rows: int, cols: int) -> str:
    """``formula`` with its relative references moved by ``rows`` and ``cols``; ``#REF!`` off the sheet."""

    def shift(match: re.Match[str]) -> str:
        if match.group(2) is None:
            return match.group()
        fixed_col, letters, fixed_row, digits = match.groups()
        col, row = 0, int(digits)
        for letter in letters:
            col = col * 26 + ord(letter) - 64
        col = col if fixed_col else col + cols
        row = row if fixed_row else row + rows
        if col < 1 or row < 1:
            return "#REF!"
        return f"{fixed_col}{column_letter(col - 1)}{fixed_row}{row}"

    return PIECES.sub(shift, formula)
