"""A column's role, and the layout that the roles of a table make."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tables.headers import Column

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


@dataclass(frozen=True, slots=True)
class Layout:
    """All columns of a table with their roles, and its reporting year."""

    roles: tuple[Role, ...]
    tahun: int | None
    title: str

    def first(self, *peran: str) -> Role | None:
        for wanted in peran:
            for role in self.roles:
                if role.peran == wanted:
                    return role
        return None

    def all(self, *peran: str) -> tuple[Role, ...]:
        return tuple(r for r in self.roles if r.peran in peran)

    def has(self, *peran: str) -> bool:
        return any(r.peran in peran for r in self.roles)
