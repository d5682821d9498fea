"""The typed data that travels from a table to a draft.

A *value* is what one cell says (:class:`Nilai`); an *isian* is a value together
with the cell that it was read from; a *hasil* is a number that was computed,
together with its formula and everything that went into it.  Nothing in the
product handles a bare number: whatever is printed can be followed back to a
cell, or to a formula over cells.

Standard library only; immutable, so that a step cannot change what an earlier
step has established.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

KOSONG: Mapping[Any, Any] = MappingProxyType({})


class JenisNilai(StrEnum):
    """What a cell's text turned out to be."""

    ANGKA = "angka"
    PREDIKAT = "predikat"
    """An ordered grade (``BB``, ``WTP``) or level; its number, if printed beside it, is ``nilai``."""
    BATAS = "batas"
    """A bound, such as ``≥ 95``; ``nilai`` is the bound and ``operator`` its sign."""
    RENTANG = "rentang"
    """A range, such as ``80-90``; ``nilai`` is None, ``bawah`` and ``atas`` its ends."""
    RASIO = "rasio"
    """A ratio such as ``1:15``; ``nilai`` is the second part when the first is 1, else the quotient."""
    KOSONG = "kosong"
    """Nothing was given: blank, ``-``, ``n/a``, ``TDI``, a footnote mark, a spreadsheet error."""


@dataclass(frozen=True, slots=True)
class Nilai:
    """What one cell says, with the text exactly as it stood there.

    ``nilai`` is in the unit of the text: ``88,5 %`` is 88.5, not 0.885.
    """

    teks: str
    nilai: Decimal | None
    jenis: JenisNilai
    predikat: str | None = None
    """The grade's canonical spelling (``BB``, ``WTP``, ``Level 3``)."""
    operator: str | None = None
    """One of ``>=``, ``<=``, ``>``, ``<`` where ``jenis`` is BATAS."""
    bawah: Decimal | None = None
    atas: Decimal | None = None
    satuan: str | None = None
    """A unit that stood beside the number (``dokumen``, ``%``, ``Rp``)."""
    alasan_kosong: str | None = None
    """Why there is no value: ``kosong``, ``tanda-hubung``, ``tidak-tersedia``, ``tdi``, ``catatan-kaki``,
    ``galat-rumus``, ``belum-diukur``, ``teks``, ``angka-rusak`` (wrong grouping: ``9.871.1466.000``)."""
    tafsir_lain: Decimal | None = None
    """The other number that the same text could mean (``1.234``: 1234 or 1,234), if undecided."""

    @property
    def is_empty(self) -> bool:
        return self.jenis is JenisNilai.KOSONG


@dataclass(frozen=True, slots=True)
class Sel:
    """The place of a cell: file, sheet (or ``Tabel 3``), address (``D7``), page where there is one."""

    berkas: str
    lembar: str
    alamat: str
    halaman: int | None = None

    def __str__(self) -> str:
        return f"{self.lembar}!{self.alamat}"


@dataclass(frozen=True, slots=True)
class Isian:
    """A value and the cell it was read from.  ``sel`` is None for an answer typed by the user."""

    nilai: Nilai
    sel: Sel | None = None
    menggantikan: Nilai | None = None
    """What ``sel`` says, where the user corrected it: ``nilai`` was typed and stands in its place."""

    @property
    def angka(self) -> Decimal | None:
        return self.nilai.nilai


@dataclass(frozen=True, slots=True)
class Teks:
    """Words and the cell (or the user's answer: ``sel`` None) that they come from."""

    isi: str
    sel: Sel | None = None

    def __str__(self) -> str:
        return self.isi


class Arah(StrEnum):
    """Direction of an indicator: ``naik`` the higher the better, ``turun`` the lower the better."""

    NAIK = "naik"
    TURUN = "turun"


class AsalArah(StrEnum):
    """How an indicator's direction is known."""

    KOLOM = "kolom"
    NAMA = "nama"
    PENGGUNA = "pengguna"
    ANGGAPAN = "anggapan"
    """Neither column nor name tells: ``naik`` is assumed, and a temuan asks."""


@dataclass(frozen=True, slots=True)
class Pembanding:
    """A figure of others to hold the result against: nation, province, SPM, a neighbour."""

    nama: str
    isian: Isian
    tahun: int | None = None
    sumber: Teks | None = None
    is_nasional: bool = False


@dataclass(frozen=True, slots=True)
class Triwulan:
    """One quarter (or month) of an indicator: ``kinerja`` (K), its target, ``rupiah`` and ``persen``."""

    nama: str
    target: Isian | None = None
    kinerja: Isian | None = None
    persen: Isian | None = None
    rupiah: Isian | None = None


@dataclass(frozen=True, slots=True)
class Catatan:
    """What the office itself says about an indicator or a sasaran; never written by us."""

    faktor_pendorong: Teks | None = None
    faktor_penghambat: Teks | None = None
    solusi: Teks | None = None
    pic: Teks | None = None
    batas_waktu: Teks | None = None
    keterangan: Teks | None = None

    @property
    def is_empty(self) -> bool:
        return not any(
            (
                self.faktor_pendorong,
                self.faktor_penghambat,
                self.solusi,
                self.pic,
                self.batas_waktu,
                self.keterangan,
            )
        )


@dataclass(frozen=True, slots=True)
class Indikator:
    """One indicator row.  ``id`` is unique within its table and stable for the same file."""

    id: str
    nama: Teks
    nomor: str | None = None
    satuan: Teks | None = None
    arah: Arah | None = None
    asal_arah: AsalArah | None = None
    tahun: int | None = None
    target: Isian | None = None
    realisasi: Isian | None = None
    capaian_tertulis: Isian | None = None
    kategori_tertulis: Teks | None = None
    riwayat: Mapping[int, Isian] = field(default_factory=lambda: KOSONG)
    """Realisasi of earlier years, by year."""
    riwayat_target: Mapping[int, Isian] = field(default_factory=lambda: KOSONG)
    riwayat_capaian: Mapping[int, Isian] = field(default_factory=lambda: KOSONG)
    target_akhir: Isian | None = None
    """Final target of the Renstra/RPJMD."""
    tahun_akhir: int | None = None
    target_jangka: Mapping[int, Isian] = field(default_factory=lambda: KOSONG)
    """Targets of later years, by year, where a medium-term table gives them."""
    standar_nasional: Isian | None = None
    pembanding: tuple[Pembanding, ...] = ()
    pembilang: Isian | None = None
    penyebut: Isian | None = None
    triwulan: tuple[Triwulan, ...] = ()
    sumber_data: Teks | None = None
    formulasi: Teks | None = None
    program: tuple[Teks, ...] = ()
    """Names of the programs that serve this indicator, as its row gives them."""
    pagu: Isian | None = None
    realisasi_anggaran: Isian | None = None
    serapan_tertulis: Isian | None = None
    catatan: Catatan = Catatan()
    lain: tuple[tuple[str, Teks], ...] = ()
    """Columns that were not recognised: (heading, content).  Kept and shown, never dropped."""
    induk: str | None = None
    """``id`` of the parent indicator, for rows that break one indicator down."""
    is_induk: bool = False
    """A parent row that has children and no target of its own; it is not measured."""
    baris: int | None = None
    """1-based row of the sheet or table."""
    halaman: int | None = None


@dataclass(frozen=True, slots=True)
class Sasaran:
    """A strategic objective and its indicators.  ``nama`` is None where the table names none."""

    id: str
    nama: Teks | None
    indikator: tuple[Indikator, ...]
    tujuan: Teks | None = None
    catatan: Catatan = Catatan()


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    """One budget line; amounts in full rupiah unless ``faktor_rupiah`` of its table says otherwise."""

    id: str
    nama: Teks
    jenjang: str
    """``total``, ``urusan``, ``opd``, ``sasaran``, ``program``, ``kegiatan``, ``subkegiatan``, ``pendapatan``
    or ``baris`` (level unknown)."""
    kode: str | None = None
    pagu: Isian | None = None
    realisasi: Isian | None = None
    serapan_tertulis: Isian | None = None
    pagu_awal: Isian | None = None
    """Murni, where the table also gives the amount after perubahan."""
    sasaran: Teks | None = None
    keterangan: Teks | None = None
    triwulan: tuple[Triwulan, ...] = ()
    induk: str | None = None
    """``id`` of the budget line of which this is a part."""
    tahun: int | None = None
    baris: int | None = None
    halaman: int | None = None
    lain: tuple[tuple[str, Teks], ...] = ()


@dataclass(frozen=True, slots=True)
class Kolom:
    """A recognised column: heading as printed (levels joined by `` / ``), role, cells, confidence 0..1."""

    judul: str
    peran: str
    sel: str
    """Address of the heading cell(s), e.g. ``D6`` or ``D6:D9``."""
    keyakinan: Decimal
    indeks: int
    tahun: int | None = None
    triwulan: str | None = None
    kelompok: str | None = None
    """``kinerja`` or ``anggaran``, where the heading stands under such a group; ``renstra`` for a capaian
    whose heading says that it is measured against the medium-term target, not the year's."""


class Tingkat(StrEnum):
    """Severity of a temuan."""

    GALAT = "galat"
    PERINGATAN = "peringatan"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Temuan:
    """Something about the data that its owner should know before an evaluator does.

    ``kode`` is one of the constants of :mod:`bot.kinerja.temuan`.  ``data`` holds what the
    sentence needs (already formatted strings); the sentence itself is in
    ``prompts/pesan/temuan/<kode>.md``.
    """

    kode: str
    tingkat: Tingkat
    sel: Sel | None
    data: Mapping[str, str] = field(default_factory=lambda: KOSONG)
    subjek: str | None = None
    """``id`` of the indicator or budget line concerned."""
    hasil: Hasil | None = None
    """The number that ought to stand there, where it can be computed."""


@dataclass(frozen=True, slots=True)
class Masukan:
    """One input of a formula: its name in the formula, and the value or the earlier result."""

    nama: str
    sumber: Isian | Hasil


@dataclass(frozen=True, slots=True)
class Hasil:
    """A computed number, unrounded, with the formula's name and everything that went into it.

    ``satuan`` is the unit of the result: ``persen``, ``poin``, ``Rp``, ``indikator``, or the
    indicator's own.
    """

    nilai: Decimal
    rumus: str
    """Name of the formula, a key of :data:`bot.kinerja.rumus.RUMUS`."""
    masukan: tuple[Masukan, ...]
    satuan: str | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What was read from one table of a file, or merged from several for one draft."""

    berkas: str
    lembar: str
    rentang: str
    tahun: int | None
    kolom: tuple[Kolom, ...]
    sasaran: tuple[Sasaran, ...]
    anggaran: tuple[BarisAnggaran, ...]
    halaman: int | None = None
    judul: str | None = None
    """The table's caption, as printed above it."""
    faktor_rupiah: Decimal = Decimal(1)
    """Rupiah per unit of the printed amounts (1000 for "dalam ribuan rupiah")."""
    instansi: Teks | None = None
    """The office whose table this is, where title lines or letterhead name exactly one."""
    temuan_baca: tuple[Temuan, ...] = ()
    """What the reader itself noticed: ambiguous numbers, unreadable cells, two indicators in one cell."""

    @property
    def indikator(self) -> tuple[Indikator, ...]:
        return tuple(i for s in self.sasaran for i in s.indikator)
