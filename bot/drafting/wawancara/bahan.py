"""What was read of the uploaded files: the material that an interview is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import LkjipError
from bot.kinerja.model import KOSONG, IndicatorTable
from bot.tables.document import Bacaan

if TYPE_CHECKING:
    from bot.tables.mapping import MappingStore


@dataclass(frozen=True, slots=True)
class BerkasMasuk:
    """An uploaded file: where it is kept, and the name that its owner gave it."""

    path: Path
    nama: str


@dataclass(frozen=True, slots=True)
class Galat:
    """Why a file could not be used, as :class:`~bot.errors.LkjipError` says it."""

    kode: str
    pesan: str
    saran: str
    lokasi: str | None = None


@dataclass(frozen=True, slots=True)
class HasilBerkas:
    """One file: its tables, or why there are none."""

    nama: str
    tabel: tuple[IndicatorTable, ...] = ()
    galat: Galat | None = None


@dataclass(frozen=True, slots=True)
class Bahan:
    """Everything that was read, and how it was asked to be read."""

    berkas: tuple[HasilBerkas, ...]
    tahun: int | None = None
    """The reporting year that the reading was given."""
    peta: Mapping[str, str] = field(default_factory=lambda: KOSONG)
    """The roles of columns that the reading was given; see :func:`bot.drafting.wawancara.plan.baca_ulang`."""

    @property
    def tabel(self) -> tuple[IndicatorTable, ...]:
        """The tables of all files, in order."""
        return tuple(t for b in self.berkas for t in b.tabel)


def baca_bahan(
    berkas: Sequence[Path | BerkasMasuk],
    peta: Mapping[str, str] | None = None,
    tahun: int | None = None,
    mappings: MappingStore | None = None,
    saksi: Callable[[int, Bacaan], None] = lambda _n, _bacaan: None,
) -> Bahan:
    """Read every file; one that cannot be used is told (``HasilBerkas.galat``) and does not stop the others.

    ``saksi`` sees the position and the reading of each file while it is there, e.g. to draw its picture.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """Counts for the progress message."""

    sasaran: int
    indikator: int
    program: int
    anggaran: int
    """Budget lines, of every level."""
    tahun: int | None
    instansi: str | None
    galat: int
    peringatan: int
    info: int
    berkas: tuple[str, ...]
    """One sentence for each file."""

    @property
    def temuan(self) -> int:
        """Temuan that somebody has to look at."""
        return self.galat + self.peringatan

    def kalimat(self) -> str:
        """``3 sasaran, 12 indikator, tahun 2024, 2 temuan``."""
        raise NotImplementedError


def ringkas(bahan: Bahan) -> Ringkasan:
    """What was found, in numbers."""
    raise NotImplementedError


class BahanTidakTerbaca(LkjipError):
    """A kept material is of another version, damaged or gone: its files are to be read again."""


def simpan_bahan(bahan: Bahan, path: Path) -> None:
    """Keep a material between processes.  Raises OSError."""
    raise NotImplementedError


def muat_bahan(path: Path) -> Bahan:
    """The material kept by :func:`simpan_bahan`.  Raises BahanTidakTerbaca."""
    raise NotImplementedError
