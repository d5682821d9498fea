"""What measuring an indicator table yields.  Made by :func:`bot.kinerja.measure.measure`.

Every number here is a :class:`~bot.kinerja.model.Hasil`, so that its formula and
its cells are still there when a sentence is written about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bot.kinerja.model import (
    KOSONG,
    Arah,
    BarisAnggaran,
    Hasil,
    IndicatorTable,
    Indikator,
    Isian,
    Pembanding,
    Sasaran,
    Temuan,
)


class RumusTurun(StrEnum):
    """Formula for indicators of which less is better; Permenpan-RB 53/2014 fixes none."""

    SELISIH = "selisih"
    """(2 × target − realisasi) ÷ target × 100, the default."""
    KEBALIKAN = "kebalikan"
    """target ÷ realisasi × 100."""


@dataclass(frozen=True, slots=True)
class Jenjang:
    """One level of a scale: from ``bawah`` (exclusive unless ``termasuk``) up to the next level."""

    nama: str
    bawah: Decimal | None
    """None for the lowest level."""
    termasuk: bool = False


@dataclass(frozen=True, slots=True)
class Skala:
    """A rating scale of capaian, highest level first, without gaps."""

    nama: str
    sumber: str
    """What it rests on, as the draft names it."""
    jenjang: tuple[Jenjang, ...]
    catatan: str = ""
    """How gaps of the source were closed."""

    def kategori(self, persen: Decimal) -> Jenjang:
        """The level of a capaian in percent (unrounded or rounded alike)."""
        for level in self.jenjang:
            if level.bawah is None or persen > level.bawah or (level.termasuk and persen == level.bawah):
                return level
        raise ValueError("a scale needs a lowest level without a bound")


@dataclass(frozen=True, slots=True)
class Aturan:
    """The choices that a measurement rests on; the draft names each of them."""

    skala: Skala
    rumus_turun: RumusTurun = RumusTurun.SELISIH
    tahun: int | None = None
    arah: Mapping[str, Arah] = field(default_factory=lambda: KOSONG)
    """Directions that the user gave, by indicator id."""
    tahun_akhir: int | None = None
    """Last year of the Renstra/RPJMD, where the user gave it."""
    batas_wajar: Decimal = Decimal(120)
    """Above this a capaian is a temuan (target perhaps too low, or units mixed)."""
    batas_lonjakan: Decimal = Decimal(200)


class StatusCapaian(StrEnum):
    """Why a capaian is there, or is not."""

    DIHITUNG = "dihitung"
    PREDIKAT = "predikat"
    """Compared by the ladder of predicates: met or not, without a percentage."""
    TANPA_TARGET = "tanpa-target"
    TANPA_REALISASI = "tanpa-realisasi"
    TARGET_NOL = "target-nol"
    """Target 0: no percentage exists; met when the realisasi is 0 too (arah turun) or above 0 (arah naik)."""
    REALISASI_NOL = "realisasi-nol"
    """target ÷ realisasi with a realisasi of 0."""
    TIDAK_SEBANDING = "tidak-sebanding"
    """Target and realisasi are of different kinds or units."""
    INDUK = "induk"
    """A parent row; its children are measured."""


@dataclass(frozen=True, slots=True)
class Capaian:
    """Achievement of one indicator in the reporting year."""

    status: StatusCapaian
    arah: Arah
    hasil: Hasil | None = None
    """Percent, unrounded, never capped."""
    tercapai: bool | None = None
    """Whether the target is met, judged on target and realisasi, not on the percentage."""
    kategori: Jenjang | None = None
    selisih: Hasil | None = None
    """|realisasi − target| in the indicator's unit (``poin`` for percentages); None if kinds differ."""
    lebih_baik: bool | None = None
    """Whether the realisasi is better than the target (None when equal or unknown)."""
    is_rumus_turun: bool = False
    """Whether a formula other than realisasi ÷ target was needed."""


class Gerak(StrEnum):
    """How a value moved, judged by arah."""

    MEMBAIK = "membaik"
    MENURUN = "menurun"
    TETAP = "tetap"


@dataclass(frozen=True, slots=True)
class TitikTren:
    """One year of a trend."""

    tahun: int
    isian: Isian


@dataclass(frozen=True, slots=True)
class Tren:
    """Movement over up to five years, oldest first, the reporting year last."""

    titik: tuple[TitikTren, ...]
    perubahan: Hasil
    """Size of the change from the year before, always ≥ 0; ``naik`` tells its sign."""
    naik: bool | None
    """Whether the number rose; None when it stayed."""
    gerak: Gerak
    tahun_lalu: int
    """Year of the figure that the change is measured from."""
    beruntun: int
    """How many changes in a row, this year's included, went the same way (1 = only this year's)."""
    rata_perubahan: Hasil | None
    """Mean change per year since the first year, size only; None with fewer than three points."""
    rata_naik: bool | None
    sejak: int
    gerak_sebelumnya: tuple[Gerak, ...]
    """Movement of each earlier step, oldest first."""
    persen_perubahan: Hasil | None
    """Change in percent of last year's value, for indicators that are not percentages."""


@dataclass(frozen=True, slots=True)
class JarakAkhir:
    """Distance to the final target of the medium-term plan."""

    target_akhir: Isian
    tahun_akhir: int | None
    jarak: Hasil
    """Size of the gap, ≥ 0, in the indicator's unit."""
    tercapai: bool
    persen: Hasil | None
    """Capaian against the final target, same formula as the year's."""
    sisa_tahun: int | None
    laju_perlu: Hasil | None
    """Improvement needed per remaining year, ≥ 0."""
    laju_kini: Hasil | None
    """This year's improvement, ≥ 0, where the indicator improved."""
    dalam_jangkauan: bool | None
    """Whether this year's pace suffices; None where it cannot be judged."""
    gerak: Gerak | None


@dataclass(frozen=True, slots=True)
class HasilBanding:
    """The realisasi against one benchmark."""

    pembanding: Pembanding
    selisih: Hasil | None
    """Size of the difference, ≥ 0; None when kinds differ."""
    lebih_tinggi: bool | None
    lebih_baik: bool | None


@dataclass(frozen=True, slots=True)
class UkuranIndikator:
    indikator: Indikator
    desimal: int
    """Decimals with which this indicator's own values are printed, the same for all of them."""
    satuan: str
    """Unit as words (``persen``, ``dokumen``, ``nilai``), empty where unknown."""
    is_persen: bool
    """Differences of this indicator are ``poin``."""
    capaian: Capaian
    tren: Tren | None
    jarak_akhir: JarakAkhir | None
    banding: tuple[HasilBanding, ...]
    temuan: tuple[Temuan, ...]


@dataclass(frozen=True, slots=True)
class Dikecualikan:
    """An indicator left out of a mean, and why."""

    indikator: str
    status: StatusCapaian


@dataclass(frozen=True, slots=True)
class RataRata:
    """Mean capaian: the plain mean of the computed percentages, and who is not in it."""

    hasil: Hasil | None
    dikecualikan: tuple[Dikecualikan, ...]
    terukur: int
    """Indicators of which met or not is known (including predicates and zero targets)."""
    tercapai: int
    jumlah: int
    """All indicators (parents not counted)."""


class SifatEfisiensi(StrEnum):
    EFISIEN = "efisien"
    """Capaian ≥ 100 % on every measured indicator, serapan ≤ 100 % and serapan < capaian."""
    TIDAK_DINYATAKAN = "tidak-dinyatakan"
    """The difference is positive, but a target was missed or the ceiling was exceeded."""
    TIDAK_EFISIEN = "tidak-efisien"
    """Serapan exceeds capaian."""
    SEIMBANG = "seimbang"


@dataclass(frozen=True, slots=True)
class Efisiensi:
    """Method ``selisih``: mean capaian − serapan, in points."""

    metode: str
    selisih: Hasil
    """Signed, in points."""
    sifat: SifatEfisiensi
    serapan: Hasil
    capaian: Hasil


@dataclass(frozen=True, slots=True)
class UkuranAnggaran:
    """One budget line, measured."""

    baris: BarisAnggaran
    pagu: Hasil | None
    """Full rupiah (after the table's factor)."""
    realisasi: Hasil | None
    serapan: Hasil | None
    sisa: Hasil | None
    anak: tuple[str, ...]
    """Ids of the lines directly below."""
    jumlah_anak_pagu: Hasil | None
    jumlah_anak_realisasi: Hasil | None
    temuan: tuple[Temuan, ...]


@dataclass(frozen=True, slots=True)
class RekapAnggaran:
    baris: tuple[UkuranAnggaran, ...]
    pagu: Hasil | None
    """Total of the top level (the printed total is checked against it)."""
    realisasi: Hasil | None
    serapan: Hasil | None
    sisa: Hasil | None
    puncak: tuple[str, ...]
    """Ids of the lines that make up the total."""


@dataclass(frozen=True, slots=True)
class UkuranSasaran:
    sasaran: Sasaran
    indikator: tuple[UkuranIndikator, ...]
    rata_rata: RataRata
    anggaran: tuple[str, ...]
    """Ids of budget lines that serve this sasaran (by name of sasaran or program)."""
    pagu: Hasil | None
    realisasi: Hasil | None
    serapan: Hasil | None
    efisiensi: Efisiensi | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A table, measured under stated rules."""

    table: IndicatorTable
    aturan: Aturan
    tahun: int | None
    sasaran: tuple[UkuranSasaran, ...]
    rata_rata: RataRata
    sebaran: tuple[tuple[Jenjang, int], ...]
    """How many indicators are in each level of the scale, highest first."""
    anggaran: RekapAnggaran
    efisiensi: Efisiensi | None
    temuan: tuple[Temuan, ...]
    """All, in order of the table: the reader's, the indicators', the budget's."""

    @property
    def indikator(self) -> tuple[UkuranIndikator, ...]:
        return tuple(u for s in self.sasaran for u in s.indikator)
