"""Ordered grades: AKIP letters, audit opinions, maturity levels, accreditation and the like.

A ladder (``tangga``) lists its grades from low to high.  One word may stand on
several ladders (``Utama`` in accreditation and in the child-friendly city
award); two grades compare on the first ladder that holds both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tangga:
    """A ladder of grades, lowest first.  Names in one step are equal in rank; the first is canonical."""

    nama: str
    anak_tangga: tuple[tuple[str, ...], ...]


def _plain(nama: str, *grades: str) -> Tangga:
    return Tangga(nama, tuple((g,) for g in grades))


TANGGA: tuple[Tangga, ...] = (
    # Permenpan-RB 88/2021 grades AKIP from D to AA; E is found in older reports and in other scores.
    _plain("akip", "E", "D", "C", "CC", "B", "BB", "A", "AA"),
    Tangga(
        "opini",
        (
            ("TMP", "Tidak Memberikan Pendapat", "Disclaimer", "Menolak Memberikan Pendapat"),
            ("TW", "Tidak Wajar", "Adverse"),
            ("WDP", "Wajar Dengan Pengecualian"),
            ("WTP", "Wajar Tanpa Pengecualian", "WTP DPP"),
        ),
    ),
    _plain("level", *(f"Level {n}" for n in range(7))),
    Tangga(
        "akreditasi",
        (
            ("Tidak Terakreditasi", "Belum Terakreditasi"),
            ("Dasar", "Terakreditasi Dasar", "Perdana", "Terakreditasi Perdana"),
            ("Madya", "Terakreditasi Madya"),
            ("Utama", "Terakreditasi Utama"),
            ("Paripurna", "Terakreditasi Paripurna"),
            ("Terakreditasi Internasional", "Internasional"),
        ),
    ),
    Tangga(
        "terakreditasi",
        (
            ("Tidak Terakreditasi", "Belum Terakreditasi"),
            ("Terakreditasi",),
            ("Terakreditasi C",),
            ("Terakreditasi B",),
            ("Terakreditasi A",),
        ),
    ),
    _plain("kota-layak-anak", "Pratama", "Madya", "Nindya", "Utama", "KLA"),
    _plain("desa", "Sangat Tertinggal", "Tertinggal", "Berkembang", "Maju", "Mandiri"),
    _plain(
        "keterbukaan",
        "Tidak Informatif",
        "Kurang Informatif",
        "Cukup Informatif",
        "Menuju Informatif",
        "Informatif",
    ),
    _plain("proper", "Hitam", "Merah", "Biru", "Hijau", "Emas"),
    Tangga("zona", (("Zona Merah", "Merah"), ("Zona Kuning", "Kuning"), ("Zona Hijau", "Hijau"))),
    Tangga(
        "mutu",
        (
            ("Sangat Kurang", "Sangat Buruk"),
            ("Kurang", "Kurang Baik", "Tidak Baik", "Buruk"),
            ("Cukup", "Cukup Baik"),
            ("Baik",),
            ("Sangat Baik", "Prima"),
            ("Memuaskan",),
            ("Sangat Memuaskan", "Istimewa"),
        ),
    ),
    Tangga(
        "tingkat",
        (
            ("Sangat Rendah",),
            ("Rendah",),
            ("Sedang", "Cukup Tinggi"),
            ("Tinggi",),
            ("Sangat Tinggi",),
        ),
    ),
    Tangga(
        "ada",
        (
            ("Tidak", "Tidak Ada", "Belum", "Belum Ada", "T"),
            ("Ada", "Ya", "Sudah", "Y"),
        ),
    ),
    Tangga("selesai", (("Belum Selesai", "Tidak Selesai"), ("Selesai",))),
    Tangga("tercapai", (("Tidak Tercapai", "Belum Tercapai"), ("Tercapai",))),
    Tangga("tepat-waktu", (("Tidak Tepat Waktu", "Terlambat"), ("Tepat Waktu",))),
)


def _normal(teks: str) -> str:
    return " ".join(teks.casefold().split())


def _build() -> tuple[dict[str, str], dict[str, dict[str, int]]]:
    spelling: dict[str, str] = {}
    ranks: dict[str, dict[str, int]] = {}
    for ladder in TANGGA:
        rank = ranks.setdefault(ladder.nama, {})
        for position, names in enumerate(ladder.anak_tangga):
            for name in names:
                # A short form has its long forms beside it (WTP), other synonyms keep their own word,
                # because a draft prints the grade as the office wrote it.
                canonical = names[0] if names[0].isupper() and len(names[0]) > 1 else name
                spelling.setdefault(_normal(name), canonical)
                rank[_normal(name)] = position
    return spelling, ranks


_SPELLING, _RANKS = _build()
_LONGEST = max(len(key.split()) for key in _SPELLING)
_LETTER = frozenset(k for k in _SPELLING if len(k) <= 2 and k not in {"ya"})
_LEVEL = re.compile(r"(?:level|lvl|lv)\.? ?([0-9]|i{1,3}|iv|v)(?![\w])")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


def kenali_predikat(teks: str) -> str | None:
    """The canonical spelling of a grade, or None.

    Letter grades count only in capitals (``A``, ``BB``): a small ``a`` is a list mark.
    """
    key = _normal(teks)
    if key in _LETTER and not teks.strip().isupper():
        return None
    if key in _SPELLING:
        return _SPELLING[key]
    match = _LEVEL.fullmatch(key)
    if match:
        mark = match.group(1)
        return f"Level {_ROMAN.get(mark) or int(mark)}"
    return None


def tangga_predikat(predikat: str) -> tuple[str, ...]:
    """Names of the ladders on which a grade stands."""
    key = _normal(predikat)
    return tuple(nama for nama, rank in _RANKS.items() if key in rank)


def urutan_predikat(kiri: str, kanan: str) -> tuple[int, int] | None:
    """Ranks of two grades on the first ladder that holds both, lowest grade 0; None without one."""
    a, b = _normal(kiri), _normal(kanan)
    for rank in _RANKS.values():
        if a in rank and b in rank:
            return rank[a], rank[b]
    return None


def banding_predikat(kiri: str, kanan: str) -> int | None:
    """-1, 0 or 1 as ``kiri`` stands below, beside or above ``kanan``; None without a common ladder."""
    ranks = urutan_predikat(kiri, kanan)
    if ranks is None:
        return 0 if _normal(kiri) == _normal(kanan) else None
    return (ranks[0] > ranks[1]) - (ranks[0] < ranks[1])
