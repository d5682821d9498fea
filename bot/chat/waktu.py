"""Dates and times as the chat and its documents show them: Indonesian, in western Indonesian time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONA = ZoneInfo("Asia/Jakarta")
BULAN = (
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
)


def tanggal(kapan: datetime | date) -> str:
    """``22 November 2026``"""
    day = kapan.astimezone(ZONA).date() if isinstance(kapan, datetime) else kapan
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def pukul(kapan: datetime) -> str:
    """``22 November 2026 pukul 14.05 WIB``"""
    return f"{tanggal(kapan)} pukul {kapan.astimezone(ZONA):%H.%M} WIB"


def rentang(awal: datetime, akhir: datetime) -> str:
    """``20 sampai 22 November 2026``; one day is one date."""
    first, last = awal.astimezone(ZONA).date(), akhir.astimezone(ZONA).date()
    if first == last:
        return tanggal(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} sampai {tanggal(last)}"
    start = f"{first.day} {BULAN[first.month - 1]}" if first.year == last.year else tanggal(first)
    return f"{start} sampai {tanggal(last)}"
