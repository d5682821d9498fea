"""What the user says beyond the table: causes, constraints, steps, and the story of the office.

Everything is optional, and everything is a :class:`~bot.kinerja.model.Teks`, so that a
number in it keeps its origin (``sel`` None: typed by the user).  What is
missing becomes a marked gap; nothing is made up in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.kinerja.model import KOSONG, Teks


@dataclass(frozen=True, slots=True)
class CatatanIndikator:
    """What the user said about one indicator (or one sasaran)."""

    penyebab: Teks | None = None
    """Why the target was met or missed, why the figure rose or fell."""
    kendala: Teks | None = None
    solusi: Teks | None = None
    """What has been done, or will be done."""
    pic: Teks | None = None
    batas_waktu: Teks | None = None
    program: Teks | None = None
    """What the supporting programs bought and what came of it."""
    catatan: Teks | None = None
    """Anything else; printed as a note of the office."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The user's words for one draft.  ``indikator``, ``sasaran`` and ``anggaran`` are keyed by id."""

    indikator: Mapping[str, CatatanIndikator] = field(default_factory=lambda: KOSONG)
    sasaran: Mapping[str, CatatanIndikator] = field(default_factory=lambda: KOSONG)
    anggaran: Mapping[str, Teks] = field(default_factory=lambda: KOSONG)
    """Reasons for low, zero or exceeding absorption, by id of the budget line."""
    tugas_fungsi: Teks | None = None
    gambaran_umum: Teks | None = None
    """Structure, staff and means of the office."""
    aspek_strategis: Teks | None = None
    isu_strategis: Teks | None = None
    langkah_ke_depan: Teks | None = None
    upaya: Teks | None = None
    """Efforts of the year, for the executive summary."""
    kata_pengantar: Teks | None = None
    tempat: Teks | None = None
    tanggal: Teks | None = None
    nip: Teks | None = None
