"""Temuan: what the owner of a table should know before an evaluator does.

The codes, their severity, and the one way to make a finding.  The detectors are
in ``temuan_indikator``, ``temuan_anggaran`` and ``temuan_tabel``; the sentences
in ``prompts/pesan/temuan/<kode>.md`` use the strings in ``data``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from types import MappingProxyType

from bot.kinerja.format import format_angka, jumlah_desimal
from bot.kinerja.model import Hasil, Isian, Nilai, Sel, Temuan, Tingkat
from bot.kinerja.rumus import RUMUS, nilai_masukan

CAPAIAN_TIDAK_COCOK = "capaian-tidak-cocok"
CAPAIAN_DIPANGKAS = "capaian-dipangkas"
CAPAIAN_DI_ATAS_WAJAR = "capaian-di-atas-wajar"
CAPAIAN_BASIS_LAIN = "capaian-basis-lain"
LONJAKAN = "lonjakan"
TARGET_KOSONG = "target-kosong"
TARGET_NOL = "target-nol"
REALISASI_KOSONG = "realisasi-kosong"
REALISASI_TAHUN_LALU = "realisasi-tahun-lalu"
TERTUKAR = "tertukar"
ANGKA_AMBIGU = "angka-ambigu"
DESIMAL_HILANG = "desimal-hilang"
TEKS_DI_KOLOM_ANGKA = "teks-di-kolom-angka"
GALAT_RUMUS = "galat-rumus"
TDI = "tdi"
SATUAN_TERCAMPUR = "satuan-tercampur"
SATUAN_BERTENTANGAN = "satuan-bertentangan"
ARAH_TIDAK_JELAS = "arah-tidak-jelas"
ARAH_BERTENTANGAN = "arah-bertentangan"
INDIKATOR_GANDA = "indikator-ganda"
INDIKATOR_KELUARAN = "indikator-keluaran"
KATEGORI_TIDAK_COCOK = "kategori-tidak-cocok"
RUMUS_TURUN_LAIN = "rumus-turun-lain"
PERSEN_SERAPAN_TIDAK_COCOK = "persen-serapan-tidak-cocok"
RATA_RATA_ANAK = "rata-rata-anak"
TOTAL_TIDAK_COCOK = "total-tidak-cocok"
REALISASI_MELEBIHI_PAGU = "realisasi-melebihi-pagu"
TAHUN_HILANG = "tahun-hilang"
TAHUN_TERSALIN = "tahun-tersalin"
ANGKA_BERBEDA = "angka-berbeda"
"""Two tables print different numbers for the same thing; found where tables are joined."""
NILAI_DI_KOLOM_SATUAN = "nilai-di-kolom-satuan"
RUMUS_TANPA_NILAI = "rumus-tanpa-nilai"
"""A formula whose result the file does not hold."""

TINGKAT = MappingProxyType(
    {
        CAPAIAN_TIDAK_COCOK: Tingkat.GALAT,
        CAPAIAN_DIPANGKAS: Tingkat.PERINGATAN,
        CAPAIAN_DI_ATAS_WAJAR: Tingkat.PERINGATAN,
        CAPAIAN_BASIS_LAIN: Tingkat.INFO,
        LONJAKAN: Tingkat.PERINGATAN,
        TARGET_KOSONG: Tingkat.PERINGATAN,
        TARGET_NOL: Tingkat.PERINGATAN,
        REALISASI_KOSONG: Tingkat.PERINGATAN,
        REALISASI_TAHUN_LALU: Tingkat.PERINGATAN,
        TERTUKAR: Tingkat.PERINGATAN,
        ANGKA_AMBIGU: Tingkat.GALAT,
        DESIMAL_HILANG: Tingkat.GALAT,
        TEKS_DI_KOLOM_ANGKA: Tingkat.PERINGATAN,
        GALAT_RUMUS: Tingkat.GALAT,
        TDI: Tingkat.INFO,
        SATUAN_TERCAMPUR: Tingkat.GALAT,
        SATUAN_BERTENTANGAN: Tingkat.PERINGATAN,
        ARAH_TIDAK_JELAS: Tingkat.PERINGATAN,
        ARAH_BERTENTANGAN: Tingkat.PERINGATAN,
        INDIKATOR_GANDA: Tingkat.PERINGATAN,
        INDIKATOR_KELUARAN: Tingkat.INFO,
        KATEGORI_TIDAK_COCOK: Tingkat.PERINGATAN,
        RUMUS_TURUN_LAIN: Tingkat.INFO,
        PERSEN_SERAPAN_TIDAK_COCOK: Tingkat.GALAT,
        RATA_RATA_ANAK: Tingkat.PERINGATAN,
        TOTAL_TIDAK_COCOK: Tingkat.GALAT,
        REALISASI_MELEBIHI_PAGU: Tingkat.GALAT,
        TAHUN_HILANG: Tingkat.PERINGATAN,
        TAHUN_TERSALIN: Tingkat.PERINGATAN,
        ANGKA_BERBEDA: Tingkat.PERINGATAN,
        NILAI_DI_KOLOM_SATUAN: Tingkat.PERINGATAN,
        RUMUS_TANPA_NILAI: Tingkat.PERINGATAN,
    }
)
KODE = frozenset(TINGKAT)
_DESIMAL_TERBANYAK = 4
_ANGKA_MENTAH = re.compile(r"-?(?:\d{4,}\.\d+|\d+\.(?!\d{3}$)\d+)")


def buat(
    kode: str,
    *,
    sel: Sel | None,
    subjek: str | None = None,
    hasil: Hasil | None = None,
    **data: str,
) -> Temuan:
    """A finding with the severity of its code."""
    return Temuan(kode, TINGKAT[kode], sel, MappingProxyType(dict(data)), subjek, hasil)


def sel_dari(*isian: Isian | None) -> Sel | None:
    """The first known cell."""
    return next((i.sel for i in isian if i is not None and i.sel is not None), None)


def angka(nilai: Decimal) -> str:
    """A number for a sentence: its own decimals, at most four."""
    return format_angka(nilai, min(jumlah_desimal(nilai), _DESIMAL_TERBANYAK))


def teks_nilai(nilai: Nilai | None) -> str:
    """A value as it is printed in its cell, on one line.

    The bare number of a spreadsheet (``97.12``, ``233.333333333333``) has no Indonesian form of its own
    and is given one.
    """
    if nilai is None:
        return ""
    text = " ".join(nilai.teks.split())
    if nilai.nilai is not None and _ANGKA_MENTAH.fullmatch(text):
        return angka(nilai.nilai)
    return text


def tulis_rumus(hasil: Hasil) -> str:
    """A formula with its numbers: ``(2 × 14 − 13,2) ÷ 14 × 100``."""
    formula = RUMUS[hasil.rumus]
    if formula.struktur or formula.banyak:
        return formula.pola
    numbers = {m.nama: angka(nilai_masukan(m.sumber)) for m in hasil.masukan}
    return formula.pola.format(**numbers)


def tanpa_ganda(temuan: Iterable[Temuan]) -> tuple[Temuan, ...]:
    """Each finding once: same code, cell and subject are one, the first wins."""
    kept: dict[tuple[object, ...], Temuan] = {}
    for t in temuan:
        key = (t.kode, t.sel) if t.sel is not None else (t.kode, t.subjek, tuple(sorted(t.data.items())))
        kept.setdefault(key, t)
    return tuple(kept.values())
