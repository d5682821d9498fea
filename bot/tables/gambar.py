"""A picture of what was recognised, for a phone: columns coloured and named by role, cells with addresses."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinerja.model import Temuan
from bot.tables.document import Bacaan

LEBAR = 1080


def gambar_tabel(
    bacaan: Bacaan, *, lebar: int = LEBAR, temuan: Sequence[Temuan] = (), maks: int = 3
) -> tuple[bytes, ...]:
    """A PNG for each recognised table, at most ``maks``, the fullest tables first.

    ``temuan`` mark their cells.  Each picture is below 300 KB.
    """
    raise NotImplementedError
