"""What a draft is before it is a Word file: blocks of inline pieces over a ledger.

The composer makes these, the writer turns them into Word, the audit holds the
written file against the ledger.  A digit may stand only in an :class:`Angka`;
``Polos`` refuses one, so that an untraced number cannot even be composed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from bot.kinerja.model import KOSONG

_DIGIT = re.compile(r"\d")
"""Not str.isdigit: the "²" of "km²" is part of a unit."""


class UntracedDigit(Exception):
    """A digit was about to enter a draft without an entry in the ledger; a fault of ours."""


@dataclass(frozen=True, slots=True)
class Polos:
    """Plain words, without any digit."""

    teks: str
    tebal: bool = False
    miring: bool = False

    def __post_init__(self) -> None:
        if _DIGIT.search(self.teks):
            raise UntracedDigit(self.teks)


@dataclass(frozen=True, slots=True)
class Angka:
    """A printed number: the ledger's id and the text exactly as it is printed (``105,71``)."""

    id: str
    teks: str
    tebal: bool = False
    miring: bool = False


@dataclass(frozen=True, slots=True)
class Lengkapi:
    """A marked gap ``[LENGKAPI: …]``, highlighted, with a Word comment.

    ``isi`` says what to bring (inline, for it may quote numbers of indicator names);
    ``komentar`` says which data is needed and what evaluators expect there.
    """

    isi: tuple[Polos | Angka, ...]
    komentar: tuple[Polos | Angka, ...]


@dataclass(frozen=True, slots=True)
class Komentar:
    """A Word comment anchored at ``pada``: a temuan at the number that it concerns."""

    pada: tuple[Polos | Angka, ...]
    isi: tuple[Polos | Angka, ...]


Inline: TypeAlias = Polos | Angka | Lengkapi | Komentar
Inlines: TypeAlias = tuple[Inline, ...]


class Rata(StrEnum):
    """Alignment of a column or paragraph."""

    KIRI = "kiri"
    TENGAH = "tengah"
    KANAN = "kanan"


@dataclass(frozen=True, slots=True)
class Judul:
    """A heading.  ``nomor`` is the printed number or letter (``BAB III``, ``A``, ``1``), empty if none."""

    tingkat: int
    isi: Inlines
    nomor: str = ""
    bagian: str = ""
    """Key of the section that starts here (``bab3.a.s1.2``); places in the ledger refer to it."""
    di_daftar_isi: bool = True


@dataclass(frozen=True, slots=True)
class Paragraf:
    isi: Inlines
    gaya: str = "isi"
    """``isi``, ``rumus``, ``sumber`` (source line), ``butir`` (list item), ``tengah``, ``judul_sampul``,
    ``ttd``."""


@dataclass(frozen=True, slots=True)
class KolomTabel:
    judul: Inlines
    lebar: int
    """Relative width; the writer scales the sum to the page."""
    rata: Rata = Rata.KIRI
    kelompok: Inlines = ()
    """Heading of a group over neighbouring columns with the same ``kelompok``."""


@dataclass(frozen=True, slots=True)
class BarisTabel:
    sel: tuple[Inlines, ...]
    tebal: bool = False
    gabung: tuple[int, ...] = ()
    """Columns whose cell continues the one above (vertical merge)."""
    penuh: bool = False
    """A separator row: its first cell spans all columns."""


@dataclass(frozen=True, slots=True)
class Tabel:
    judul: Inlines
    """Caption without its number; the writer numbers it by chapter with SEQ fields."""
    kolom: tuple[KolomTabel, ...]
    baris: tuple[BarisTabel, ...]
    sumber: Inlines = ()
    lanskap: bool = False
    """Asks for a page on its side; the writer keeps a table upright where it stands well there."""
    id: str = ""
    huruf: int = 0
    """The largest font in points, for a table that is looked up rather than read; 0: as large as fits."""


@dataclass(frozen=True, slots=True)
class Seri:
    """One series of a chart: label and values (None for a missing point)."""

    nama: str
    nilai: tuple[Decimal | None, ...]
    teks: tuple[str | None, ...] = ()
    """The values as the text of the draft prints them (``105,71``), for the labels in the chart; empty:
    the chart prints each value with the decimals that it has (at most two)."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts in a picture: a trend under its name."""

    nama: str
    label: tuple[str, ...]
    seri: tuple[Seri, ...]
    satuan: str = ""
    garis_acuan: Decimal | None = None
    label_acuan: str | None = None


@dataclass(frozen=True, slots=True)
class Gambar:
    """A chart to be drawn.

    ``jenis``: ``batang`` (grouped bars), ``garis`` (trend), ``batang_datar``, ``panel`` (small trends,
    which are in ``panel``; ``label`` and ``seri`` are empty).
    """

    judul: Inlines
    jenis: str
    label: tuple[str, ...]
    seri: tuple[Seri, ...]
    satuan: str
    alt: str
    """Alternative text, for readers who cannot see it."""
    garis_acuan: Decimal | None = None
    label_acuan: str | None = None
    sumber: Inlines = ()
    id: str = ""
    panel: tuple[Panel, ...] = ()


class Bidang(StrEnum):
    """A Word field that the reader's program fills."""

    DAFTAR_ISI = "daftar_isi"
    DAFTAR_TABEL = "daftar_tabel"
    DAFTAR_GAMBAR = "daftar_gambar"


@dataclass(frozen=True, slots=True)
class Daftar:
    bidang: Bidang


@dataclass(frozen=True, slots=True)
class GantiHalaman:
    """Page break; with ``bagian_baru`` a new section with its own page numbering."""

    bagian_baru: bool = False
    romawi: bool = False
    """Roman page numbers in the new section (front matter)."""
    mulai_ulang: bool = False


Block: TypeAlias = Judul | Paragraf | Tabel | Gambar | Daftar | GantiHalaman


@dataclass(frozen=True, slots=True)
class Identitas:
    """Who writes the report.  None is a gap, never a guess."""

    instansi: str | None = None
    tahun: int | None = None
    daerah: str | None = None
    alamat: str | None = None
    pimpinan: str | None = None
    jabatan: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed draft, ready to be written.  The ledger travels beside it."""

    identitas: Identitas
    bab: str
    """``3`` or ``semua``."""
    blok: tuple[Block, ...]
    lengkapi: int
    """How many gaps are marked."""
    versi_teks: str
    meta: Mapping[str, str] = field(default_factory=lambda: KOSONG)
