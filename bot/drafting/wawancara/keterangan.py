"""What is written beside a file: "LKjIP Dinas Contoh tahun 2023" names the office, "ini filenya" does not."""

from __future__ import annotations

import re
from typing import Final

from bot.tables.understanding.office import name_in

MAKS_BARIS: Final = 5
MAKS_HURUF: Final = 200
"""Letters of a line that are read."""
_BUKAN_NAMA: Final = re.compile(
    r"\b(?:saya|kami|kita|kamu|anda|mereka|ini|itu|ya|mohon|tolong|dong|pak|bu|terlampir|filenya|tabelnya)\b",
    re.IGNORECASE,
)
"""Words that no office is called by, where a name is not written with capitals."""


def kantor_disebut(keterangan: str) -> str | None:
    """The office that a caption names, also in small letters; None where it names none.

    It is only ever asked back ("Betul?"), so a doubtful name costs one press.
    """
    for line in keterangan.splitlines()[:MAKS_BARIS]:
        words = " ".join(line.split())[:MAKS_HURUF]
        found = name_in(words)
        if found is None and words == words.lower() and not _BUKAN_NAMA.search(words):
            found = name_in(words.title())
        if found is not None and all(ch.isalnum() or ch in " .&'-" for ch in found):
            return found
    return None
