"""One check of ``lkjip diagnosa``."""

from __future__ import annotations

from dataclasses import dataclass

BAIK, OPSIONAL, KURANG = "baik", "opsional", "kurang"


@dataclass(frozen=True, slots=True)
class Periksa:
    """One check.  ``keadaan``: ``baik``, ``opsional`` (absent, not needed) or ``kurang`` (must be mended)."""

    bagian: str
    keadaan: str
    keterangan: str
    perbaikan: str = ""
