"""Dates as they are printed: ``3 Maret 2032``, in the time of Jakarta."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

ZONA = ZoneInfo("Asia/Jakarta")
_MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def tanggal(waktu: datetime) -> str:
    """The day of an instant."""
    local = waktu.astimezone(ZONA)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"
