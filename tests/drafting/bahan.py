"""Tables for tests, written briefly; every office and figure is invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.kinerja.model import (
    Arah,
    AsalArah,
    BarisAnggaran,
    Catatan,
    IndicatorTable,
    Indikator,
    Isian,
    Kolom,
    Pembanding,
    Sasaran,
    Sel,
    Teks,
)
from bot.kinerja.values import parse_nilai

BERKAS = "capaian.xlsx"
LEMBAR = "Kinerja"


class Pembuat:
    """Hands out cells row by row, so that each value has an address of its own."""

    def __init__(self) -> None:
        self.n = 0

    def sel(self, lembar: str = LEMBAR) -> Sel:
        self.n += 1
        return Sel(BERKAS, lembar, f"D{self.n}")

    def isian(self, teks: str | None) -> Isian | None:
        return None if teks is None else Isian(parse_nilai(teks), self.sel())

    def teks(self, teks: str | None) -> Teks | None:
        return None if teks is None else Teks(teks, self.sel())

    def indikator(
        self,
        nama: str,
        target: str | None = None,
        realisasi: str | None = None,
        *,
        satuan: str | None = "persen",
        arah: Arah | None = Arah.NAIK,
        riwayat: Mapping[int, str] | None = None,
        akhir: str | None = None,
        tahun_akhir: int | None = None,
        pembanding: Sequence[tuple[str, str, int | None, str | None]] = (),
        program: Sequence[str] = (),
        catatan: Mapping[str, str] | None = None,
        asal: AsalArah = AsalArah.KOLOM,
        id_: str | None = None,
        **more: Any,
    ) -> Indikator:
        notes = {key: Teks(value, self.sel()) for key, value in (catatan or {}).items()}
        return Indikator(
            id=id_ or f"i{self.n}",
            nama=Teks(nama, self.sel()),
            satuan=self.teks(satuan),
            arah=arah,
            asal_arah=asal,
            tahun=2024,
            target=self.isian(target),
            realisasi=self.isian(realisasi),
            riwayat={y: Isian(parse_nilai(v), self.sel()) for y, v in (riwayat or {}).items()},
            target_akhir=self.isian(akhir),
            tahun_akhir=tahun_akhir,
            pembanding=tuple(
                Pembanding(name, Isian(parse_nilai(v), self.sel()), year, self.teks(source))
                for name, v, year, source in pembanding
            ),
            program=tuple(Teks(p, self.sel()) for p in program),
            catatan=Catatan(**notes),
            **more,
        )

    def anggaran(
        self,
        nama: str,
        pagu: str | None,
        realisasi: str | None,
        jenjang: str = "program",
        *,
        sasaran: str | None = None,
        induk: str | None = None,
        id_: str | None = None,
        **more: Any,
    ) -> BarisAnggaran:
        return BarisAnggaran(
            id=id_ or f"a{self.n}",
            nama=Teks(nama, self.sel()),
            jenjang=jenjang,
            pagu=self.isian(pagu),
            realisasi=self.isian(realisasi),
            sasaran=self.teks(sasaran),
            induk=induk,
            tahun=2024,
            **more,
        )


def tabel(
    sasaran: Sequence[tuple[str | None, Sequence[Indikator]]],
    anggaran: Sequence[BarisAnggaran] = (),
    *,
    tahun: int | None = 2024,
    dokumen: str = "Renstra",
) -> IndicatorTable:
    """A table of sasaran and budget lines."""
    heading = Kolom(f"Target Akhir {dokumen}", "target_akhir", "H5", Decimal(1), 7)
    return IndicatorTable(
        berkas=BERKAS,
        lembar=LEMBAR,
        rentang="A1:Z99",
        tahun=tahun,
        kolom=(heading,),
        sasaran=tuple(
            Sasaran(f"s{n}", Teks(nama, Sel(BERKAS, LEMBAR, f"B{n}")) if nama else None, tuple(us))
            for n, (nama, us) in enumerate(sasaran, 1)
        ),
        anggaran=tuple(anggaran),
    )
