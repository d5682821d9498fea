"""A column's role, and the layout that the roles of a table make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.tables.understanding.headers import Column

SATU = frozenset(
    [
        "kode",
        "tujuan",
        "sasaran",
        "indikator",
        "satuan",
        "arah",
        "bobot",
        "target",
        "realisasi",
        "capaian",
        "kategori",
        "target_akhir",
        "kondisi_awal",
        "sumber_data",
        "formulasi",
        "pagu",
        "pagu_awal",
        "realisasi_anggaran",
        "serapan",
        "sisa",
        "faktor_pendorong",
        "faktor_penghambat",
        "solusi",
        "pic",
        "batas_waktu",
        "pembilang",
        "penyebut",
        "tahun",
        "program",
        "kegiatan",
        "subkegiatan",
        "uraian",
        "standar_nasional",
    ]
)
"""Roles that one column of a table can have."""
RENSTRA = "renstra"
"""``kelompok`` of a capaian column whose heading says that its base is the medium-term target."""
NAMA_ANGGARAN = ("program", "kegiatan", "subkegiatan", "uraian")


@dataclass(frozen=True, slots=True)
class Role:
    """A column with its role; ``keyakinan`` 0..1."""

    column: Column
    peran: str
    keyakinan: float
    tahun: int | None = None
    triwulan: str | None = None
    kelompok: str | None = None
    sampai: bool = False
    """Whether the column says that its figures are cumulative (s.d., kumulatif)."""
    pembanding: str | None = None
    """Name of the benchmark, as the heading gives it."""


@dataclass(frozen=True)
class Layout:
    """All columns of a table with their roles, and its reporting year."""

    roles: tuple[Role, ...]
    tahun: int | None
    title: str

    @cached_property
    def _asked(self) -> dict[tuple[str, ...], tuple[Role, ...]]:
        """Answers of :meth:`all`, which every cell of every row asks for."""
        return {}

    @cached_property
    def _by_role(self) -> dict[str, tuple[Role, ...]]:
        grouped: dict[str, tuple[Role, ...]] = {}
        for role in self.roles:
            grouped[role.peran] = (*grouped.get(role.peran, ()), role)
        return grouped

    def first(self, *peran: str) -> Role | None:
        """The first column of the first of these roles that the table has."""
        for wanted in peran:
            if wanted in self._by_role:
                return self._by_role[wanted][0]
        return None

    def all(self, *peran: str) -> tuple[Role, ...]:
        """All columns of these roles, role by role in the order asked for, each from left to right."""
        known = self._asked.get(peran)
        if known is None:
            known = tuple(r for wanted in peran for r in self._by_role.get(wanted, ()))
            self._asked[peran] = known
        return known

    def has(self, *peran: str) -> bool:
        """Whether the table has a column of any of these roles."""
        return any(wanted in self._by_role for wanted in peran)
