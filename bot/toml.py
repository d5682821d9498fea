"""Where a TOML file is broken, in Indonesian."""

from __future__ import annotations

import re

PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def toml_place(error: BaseException | None) -> str:
    """``baris 3, kolom 12``; the parser's own words are English and say little more."""
    found = PLACE.search(str(error))
    return f"baris {found.group(1)}, kolom {found.group(2)}" if found else "pada akhir berkas"
