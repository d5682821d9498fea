"""Temuan that a person can settle, one matter for each row of the table, the worst first.

What a matter offers follows from what the draft really does with it: it always prints the computed
percentage, so a printed one that differs is not "kept"; it is replaced by the computation, by better
values, or left with a Word comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.kinerja import temuan as t
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import Temuan, Tingkat

Kunci = tuple[str, object, str | None]
"""What tells one temuan from another: code, cell, subject."""


@dataclass(frozen=True, slots=True)
class Jenis:
    """How a kind of temuan is asked about."""

    tanya: str
    """The question after the finding."""
    tombol: tuple[str, ...]
    """Buttons of ``temuan.md``; ``biarkan`` comes after them."""
    kelompok: str
    """Matters of one group are first asked together where they are many."""
    mengetik: str | None = None
    """The field that a typed answer fills; None where the answer is a button."""


_TANYA = "Bagaimana sebaiknya?"
_PERSEN = Jenis(_TANYA, ("hitungan", "realisasi", "target"), "hitungan")
_SERAPAN = Jenis(_TANYA, ("hitungan", "realisasi", "pagu"), "hitungan")
_BESAR = Jenis("Apakah angkanya benar?", ("terima", "realisasi", "target"), "besar")
JENIS: Final[Mapping[str, Jenis]] = MappingProxyType(
    {
        t.ANGKA_AMBIGU: Jenis("Mana yang benar? Pilih, atau ketik angkanya.", ("satu", "dua"), "baca", "sel"),
        t.DESIMAL_HILANG: Jenis("Ketik angka yang benar, atau pilih.", ("dugaan",), "baca", "sel"),
        t.SATUAN_TERCAMPUR: Jenis("Mana yang perlu diperbaiki?", ("realisasi", "target"), "baca", "sel"),
        t.CAPAIAN_TIDAK_COCOK: _PERSEN,
        t.TERTUKAR: _PERSEN,
        t.REALISASI_MELEBIHI_PAGU: Jenis(_TANYA, ("realisasi", "pagu", "terima"), "jumlah"),
        t.TOTAL_TIDAK_COCOK: Jenis(_TANYA, ("jumlah", "pagu", "realisasi"), "jumlah"),
        t.PERSEN_SERAPAN_TIDAK_COCOK: _SERAPAN,
        t.GALAT_RUMUS: Jenis("Ketik nilainya bila diketahui.", (), "kosong", "sel"),
        t.CAPAIAN_DIPANGKAS: Jenis(_TANYA, ("hitungan",), "hitungan"),
        t.RATA_RATA_ANAK: _SERAPAN,
        t.ANGKA_BERBEDA: Jenis("Angka mana yang benar? Pilih, atau ketik.", ("utama", "lain"), "beda", "sel"),
        t.REALISASI_KOSONG: Jenis("Ketik realisasinya bila sudah ada.", (), "kosong", "realisasi"),
        t.TARGET_KOSONG: Jenis("Ketik targetnya bila ada.", (), "kosong", "target"),
        t.TEKS_DI_KOLOM_ANGKA: Jenis("Ketik nilainya bila ada.", (), "kosong", "sel"),
        t.TDI: Jenis("Ketik nilainya bila sudah ada.", (), "kosong", "sel"),
        t.LONJAKAN: _BESAR,
        t.CAPAIAN_DI_ATAS_WAJAR: _BESAR,
        t.REALISASI_TAHUN_LALU: Jenis("Apakah realisasinya benar?", ("terima", "realisasi"), "besar"),
        t.TAHUN_TERSALIN: Jenis("Apakah angkanya memang sama?", ("terima",), "besar"),
    }
)
"""Kinds that are asked about, the gravest first.  The others (names, units, doubled rows) no button can
settle: they stay as comments of the draft, with their remedy."""
_URUTAN: Final = {kode: n for n, kode in enumerate(JENIS)}


@dataclass(frozen=True, slots=True)
class Perkara:
    """One row's findings, asked about as one."""

    utama: Temuan
    semua: tuple[Temuan, ...]
    """All askable findings of the row, the main one first."""

    @property
    def jenis(self) -> Jenis:
        kind = JENIS[self.utama.kode]
        if self.utama.kode == t.CAPAIAN_TIDAK_COCOK and self.utama.data.get("jenis") == "serapan":
            return _SERAPAN
        return kind

    @property
    def subjek(self) -> str | None:
        return self.utama.subjek


def kunci_temuan(temuan: Temuan) -> Kunci:
    """What a settled temuan is known by in another measurement of the same table."""
    return temuan.kode, temuan.sel, temuan.subjek


def perkara(measurement: Measurement) -> list[Perkara]:
    """What can be settled, the gravest first; findings of one row are one matter."""
    rows: dict[object, list[Temuan]] = {}
    for one in measurement.temuan:
        if (one.kode in JENIS and one.tingkat is not Tingkat.INFO) or one.kode == t.TDI:
            rows.setdefault(one.subjek or kunci_temuan(one), []).append(one)
    found = [_satu(parts) for parts in rows.values()]
    return sorted(found, key=lambda p: _URUTAN[p.utama.kode])


def _satu(parts: Sequence[Temuan]) -> Perkara:
    ranked = sorted(parts, key=lambda one: _URUTAN[one.kode])
    return Perkara(ranked[0], tuple(ranked))


def tanpa(measurement: Measurement, settled: Iterable[Kunci]) -> tuple[Temuan, ...]:
    """The temuan of a measurement without those that the user settled."""
    gone = set(settled)
    return tuple(one for one in measurement.temuan if kunci_temuan(one) not in gone)
