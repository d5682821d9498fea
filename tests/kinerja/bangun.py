"""Small invented tables for the tests of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.kinerja.format import format_angka
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, Measurement
from bot.kinerja.model import (
    Arah,
    AsalArah,
    BarisAnggaran,
    Hasil,
    IndicatorTable,
    Indikator,
    Isian,
    Nilai,
    Pembanding,
    Sasaran,
    Sel,
    Teks,
)
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.kinerja.values import parse_nilai

BERKAS, LEMBAR = "capaian.xlsx", "IKU"


def isian(teks: str | Nilai, alamat: str = "D7", lembar: str = LEMBAR) -> Isian:
    nilai = parse_nilai(teks) if isinstance(teks, str) else teks
    return Isian(nilai, Sel(BERKAS, lembar, alamat))


def indikator(
    nama: str,
    target: str | None = None,
    realisasi: str | None = None,
    *,
    id: str = "i1",
    capaian: str | None = None,
    satuan: str | None = None,
    arah: Arah | None = None,
    riwayat: Mapping[int, str] | None = None,
    akhir: str | None = None,
    pembanding: Mapping[str, str] | None = None,
    kategori: str | None = None,
    **lain: Any,
) -> Indikator:
    """An indicator whose cells stand in one row; its id gives the row."""
    row = "".join(ch for ch in id if ch.isdigit()) or "1"

    def cell(teks: str | None, column: str) -> Isian | None:
        return None if teks is None else isian(teks, f"{column}{row}")

    years = {y: isian(t, f"{chr(75 + n)}{row}") for n, (y, t) in enumerate((riwayat or {}).items())}
    return Indikator(
        id=id,
        nama=Teks(nama, Sel(BERKAS, LEMBAR, f"B{row}")),
        satuan=None if satuan is None else Teks(satuan, Sel(BERKAS, LEMBAR, f"C{row}")),
        arah=arah,
        asal_arah=AsalArah.KOLOM if arah is not None else None,
        target=cell(target, "D"),
        realisasi=cell(realisasi, "E"),
        capaian_tertulis=cell(capaian, "F"),
        kategori_tertulis=None if kategori is None else Teks(kategori, Sel(BERKAS, LEMBAR, f"G{row}")),
        riwayat=years,
        target_akhir=cell(akhir, "H"),
        pembanding=tuple(Pembanding(n, isian(t, f"I{row}")) for n, t in (pembanding or {}).items()),
        **lain,
    )


def baris(
    id: str,
    nama: str,
    jenjang: str,
    pagu: str | None = None,
    realisasi: str | None = None,
    serapan: str | None = None,
    **lain: Any,
) -> BarisAnggaran:
    """A budget line; its id gives the row."""
    row = "".join(ch for ch in id if ch.isdigit()) or "1"

    def cell(teks: str | None, column: str) -> Isian | None:
        return None if teks is None else isian(teks, f"{column}{row}", "Anggaran")

    return BarisAnggaran(
        id=id,
        nama=Teks(nama, Sel(BERKAS, "Anggaran", f"A{row}")),
        jenjang=jenjang,
        pagu=cell(pagu, "B"),
        realisasi=cell(realisasi, "C"),
        serapan_tertulis=cell(serapan, "D"),
        **lain,
    )


def tabel(
    *indikator_: Indikator,
    anggaran: tuple[BarisAnggaran, ...] = (),
    tahun: int | None = 2024,
    sasaran: str | None = "Meningkatnya kesehatan ibu dan anak",
    faktor: Decimal = Decimal(1),
    **lain: Any,
) -> IndicatorTable:
    nama = None if sasaran is None else Teks(sasaran, Sel(BERKAS, LEMBAR, "A1"))
    return IndicatorTable(
        berkas=BERKAS,
        lembar=LEMBAR,
        rentang="A1:M40",
        tahun=tahun,
        kolom=(),
        sasaran=(Sasaran("s1", nama, indikator_),) if indikator_ else (),
        anggaran=anggaran,
        faktor_rupiah=faktor,
        **lain,
    )


def ukur(table: IndicatorTable, **aturan: Any) -> Measurement:
    return measure(table, Aturan(skala=aturan.pop("skala", PERMENDAGRI_86_2017), **aturan))


def cetak(hasil: Hasil | None, desimal: int = 2) -> str | None:
    """A result as it is printed; None stays None."""
    return None if hasil is None else format_angka(hasil.nilai, desimal)


def kode(measurement: Measurement) -> list[str]:
    return [t.kode for t in measurement.temuan]
