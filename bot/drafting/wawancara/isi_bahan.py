"""What was read of the uploaded files: the material that an interview is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.berkas_tabel import sebut
from bot.errors import LkjipError
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan
from bot.kinerja.model import KOSONG, IndicatorTable, Tingkat
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.texts import pesan


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
class KolomRagu:
    """A column whose role is not certain, and what its owner needs to recognise it."""

    id: str
    """Where it stands: number of the file, number of its sheet, address of the heading (``1:2:D6``)."""
    berkas: str
    lembar: str
    sel: str
    judul: str
    peran: str
    """What it was taken for; ``lain`` where nothing fits."""
    contoh: tuple[str, ...]
    """What stands in its first cells."""
    calon: tuple[str, ...]
    """Roles that it may have, the likeliest first."""


@dataclass(frozen=True, slots=True)
class HasilBerkas:
    """One file: its tables, or why there are none."""

    nama: str
    tabel: tuple[IndicatorTable, ...] = ()
    galat: Galat | None = None
    kolom_ragu: tuple[KolomRagu, ...] = ()


@dataclass(frozen=True, slots=True)
class Bahan:
    """Everything that was read, and how it was asked to be read."""

    berkas: tuple[HasilBerkas, ...]
    tahun: int | None = None
    """The reporting year that the reading was given."""
    peta: Mapping[str, str] = field(default_factory=lambda: KOSONG)
    """The roles of columns that the reading was given, by :attr:`KolomRagu.id`."""
    instansi: str | None = None
    """The office that the sender of the files named beside them."""

    @property
    def tabel(self) -> tuple[IndicatorTable, ...]:
        """The tables of all files, in order."""
        return tuple(t for b in self.berkas for t in b.tabel)

    def gabung(self, tahun: int | None = None) -> IndicatorTable:
        """The one table of the draft.  Raises LkjipError, the first file's, where there is no table."""
        from bot.tables.combine import merge

        if not self.tabel:
            raise self.galat_pertama()
        return merge(self.tabel, tahun=tahun or self.tahun)

    def galat_pertama(self) -> LkjipError:
        """Why nothing can be drafted of this material."""
        from bot.errors import ErrorCode

        for b in self.berkas:
            if b.galat is not None:
                g = b.galat
                return LkjipError(ErrorCode(g.kode), g.pesan, g.saran, lokasi=g.lokasi)
        return LkjipError(
            ErrorCode.NO_TABLE,
            "Belum ada tabel yang dapat disusun menjadi laporan.",
            f"Kirim tabel indikator atau anggaran sebagai berkas {sebut()}.",
        )


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """Counts for the progress message."""

    sasaran: int
    indikator: int
    """Indicators that are measured; a row that only heads its parts is not counted."""
    program: int
    anggaran: int
    """Budget lines, of every level."""
    tahun: int | None
    instansi: str | None
    galat: int
    peringatan: int
    info: int
    berkas: tuple[str, ...]
    """One sentence for each file: what it holds, or why it cannot be used."""

    @property
    def temuan(self) -> int:
        """Temuan that somebody has to look at."""
        return self.galat + self.peringatan

    def kalimat(self) -> str:
        """``3 sasaran, 12 indikator, tahun 2024, 2 temuan``."""
        return pesan().render(
            "pesan/wawancara/ringkasan",
            sasaran=self.sasaran,
            indikator=self.indikator,
            anggaran=self.anggaran,
            tahun=self.tahun or "",
            temuan=self.temuan,
        )


def ringkas(bahan: Bahan) -> Ringkasan:
    """What was found, in numbers; all zero where no file has a table."""
    files = tuple(_kalimat_berkas(b) for b in bahan.berkas)
    if not bahan.tabel:
        return Ringkasan(0, 0, 0, 0, None, None, 0, 0, 0, files)
    table = bahan.gabung()
    measured = measure(table, Aturan(PERMENDAGRI_86_2017, tahun=bahan.tahun))
    count = Counter(t.tingkat for t in measured.temuan)
    return Ringkasan(
        sasaran=sum(s.nama is not None for s in table.sasaran),
        indikator=measured.rata_rata.jumlah,
        program=sum(b.jenjang == "program" for b in table.anggaran),
        anggaran=len(table.anggaran),
        tahun=measured.tahun,
        instansi=bahan.instansi or (table.instansi.isi if table.instansi else None),
        galat=count[Tingkat.GALAT],
        peringatan=count[Tingkat.PERINGATAN],
        info=count[Tingkat.INFO],
        berkas=files,
    )


def _kalimat_berkas(b: HasilBerkas) -> str:
    if b.galat is not None:
        return f"{b.nama}: {b.galat.pesan} {b.galat.saran}"
    return pesan().render(
        "pesan/wawancara/berkas",
        nama=b.nama,
        indikator=sum(len(t.indikator) for t in b.tabel),
        anggaran=sum(len(t.anggaran) for t in b.tabel),
        tabel=len(b.tabel),
    )
