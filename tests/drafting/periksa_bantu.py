"""Little invented reports, built by hand: text, plain grids, understood tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.drafting.periksa import Pemeriksaan, check_report
from bot.kinerja.model import (
    Arah,
    BarisAnggaran,
    IndicatorTable,
    Indikator,
    Isian,
    Sasaran,
    Sel,
    Teks,
)
from bot.kinerja.values import parse_nilai
from bot.tables.document import Bacaan, Document, Paragraph
from bot.tables.grid import Cell, Grid

BERKAS = "laporan.pdf"
TAHUN = 2023
FRAME = (
    (1, "LAPORAN KINERJA DINAS PERIKANAN TAHUN 2023"),
    (2, "Laporan ini disusun untuk tahun 2023."),
    (2, "Sepanjang tahun 2023 kegiatan dilaksanakan oleh tiga bidang."),
)


def isian(text: str | None, halaman: int = 10) -> Isian | None:
    """An entry as a reader would make it from a cell's text."""
    return None if text is None else Isian(parse_nilai(text), Sel(BERKAS, "tabel", "B2", halaman))


def indikator(
    nama: str,
    target: str | None = None,
    realisasi: str | None = None,
    capaian: str | None = None,
    *,
    halaman: int = 10,
    arah: Arah | None = None,
    riwayat: Mapping[int, str] | None = None,
) -> Indikator:
    return Indikator(
        id=f"{nama}-{halaman}",
        nama=Teks(nama),
        arah=arah,
        tahun=TAHUN,
        target=isian(target, halaman),
        realisasi=isian(realisasi, halaman),
        capaian_tertulis=isian(capaian, halaman),
        riwayat={y: i for y, t in (riwayat or {}).items() if (i := isian(t, halaman))},
        halaman=halaman,
    )


def anggaran(
    nama: str,
    jenjang: str,
    pagu: str | None,
    realisasi: str | None = None,
    serapan: str | None = None,
    *,
    halaman: int = 20,
) -> BarisAnggaran:
    return BarisAnggaran(
        id=f"{nama}-{halaman}",
        nama=Teks(nama),
        jenjang=jenjang,
        pagu=isian(pagu, halaman),
        realisasi=isian(realisasi, halaman),
        serapan_tertulis=isian(serapan, halaman),
        tahun=TAHUN,
        halaman=halaman,
    )


def tabel(
    *rows: Indikator | BarisAnggaran,
    halaman: int | None = None,
    judul: str | None = None,
    berkas: str = BERKAS,
) -> IndicatorTable:
    indicators = tuple(r for r in rows if isinstance(r, Indikator))
    lines = tuple(r for r in rows if isinstance(r, BarisAnggaran))
    page = halaman or rows[0].halaman
    goals = (Sasaran("s1", Teks("Meningkatnya hasil"), indicators),) if indicators else ()
    return IndicatorTable(berkas, f"hlm. {page}", "A1:F9", TAHUN, (), goals, lines, halaman=page, judul=judul)


def grid(halaman: int, *rows: Sequence[str]) -> Grid:
    cells = tuple(tuple(Cell(t or None, t, page=halaman) for t in row) for row in rows)
    return Grid(BERKAS, f"hlm. {halaman} kisi", cells, kind="table", page=halaman)


def laporan(
    *parts: tuple[int, str] | Grid, tabel: Sequence[IndicatorTable] = (), bingkai: bool = True
) -> Bacaan:
    """A report of paragraphs (page, text) and grids, in the order given."""
    paragraphs: list[Paragraph] = []
    grids: list[Grid] = []
    orders: list[int] = []
    for order, part in enumerate((*(FRAME if bingkai else ()), *parts)):
        if isinstance(part, Grid):
            grids.append(part)
            orders.append(order)
        else:
            paragraphs.append(Paragraph(part[1], order, part[0]))
    document = Document(BERKAS, "pdf", tuple(grids), tuple(orders), tuple(paragraphs), n_pages=40)
    return Bacaan(BERKAS, document, tuple(tabel))


def periksa(
    *parts: tuple[int, str] | Grid, tabel: Sequence[IndicatorTable] = (), acuan: IndicatorTable | None = None
) -> Pemeriksaan:
    return check_report(laporan(*parts, tabel=tabel), acuan)


def kode(hasil: Pemeriksaan) -> list[tuple[str, int | None]]:
    """(code, page) of every finding."""
    return [(s.kode, s.halaman) for s in hasil.selisih]
