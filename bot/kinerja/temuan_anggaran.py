"""Findings about budget lines: absorption, ceilings, amounts of another scale."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.kinerja import rumus as r
from bot.kinerja import temuan as k
from bot.kinerja.explain import BATAS, angka_persen, mendekati
from bot.kinerja.format import format_persen, format_rupiah
from bot.kinerja.model import BarisAnggaran, Hasil, IndicatorTable, Isian, Sel, Temuan
from bot.kinerja.temuan_sel import periksa_isian

_JAUH = Decimal(1000)
"""An amount this many times smaller than its neighbours is in another unit (millions among full rupiah)."""
_RUPIAH_TERKECIL = Decimal(10000)
_SEJUTA = Decimal(1000000)


def periksa_baris(
    line: BarisAnggaran,
    pagu: Hasil | None,
    realisasi: Hasil | None,
    serapan: Hasil | None,
    anak: Sequence[BarisAnggaran],
) -> tuple[Temuan, ...]:
    """Findings of one line; ``anak`` are the lines that it sums."""
    found = _isian(line)
    found += _serapan(line, serapan, anak)
    if pagu is not None and realisasi is not None and not is_pendapatan(line):
        sel = k.sel_dari(line.realisasi, line.pagu)
        found += periksa_pagu(line.nama.isi, line.id, sel, pagu.nilai, realisasi.nilai, serapan)
    return tuple(found)


def periksa_pagu(
    nama: str, subjek: str, sel: Sel | None, pagu: Decimal, realisasi: Decimal, serapan: Hasil | None
) -> list[Temuan]:
    """Spending above its ceiling."""
    if realisasi <= pagu:
        return []
    return [
        k.buat(
            k.REALISASI_MELEBIHI_PAGU,
            sel=sel,
            subjek=subjek,
            hasil=serapan,
            nama=nama,
            pagu=format_rupiah(pagu),
            realisasi=format_rupiah(realisasi),
            serapan="" if serapan is None else format_persen(serapan.nilai),
        )
    ]


def is_pendapatan(line: BarisAnggaran) -> bool:
    """Revenue: a realisasi above its plan is no fault."""
    return line.jenjang == "pendapatan" or line.nama.isi.casefold().lstrip().startswith("pendapatan")


def periksa_skala(table: IndicatorTable) -> dict[str, tuple[Temuan, ...]]:
    """Amounts that are a thousand times smaller than the other lines': ``3,50`` among full rupiah."""
    found: dict[str, tuple[Temuan, ...]] = {}
    cells = {b.id: (b.nama.isi, [i for i in (b.pagu, b.realisasi) if i is not None]) for b in table.anggaran}
    for owner, (nama, isian, typical) in _ganjil(cells).items():
        found[owner] = (_satuan_lain(owner, nama, isian, typical),)
    return found


def periksa_skala_indikator(table: IndicatorTable) -> dict[str, tuple[Temuan, ...]]:
    """The same for amounts that stand in the rows of indicators."""
    cells = {
        i.id: (i.nama.isi, [x for x in (i.pagu, i.realisasi_anggaran) if x is not None])
        for i in table.indikator
    }
    return {
        owner: (_satuan_lain(owner, nama, isian, typical),)
        for owner, (nama, isian, typical) in _ganjil(cells).items()
    }


def _ganjil(cells: dict[str, tuple[str, list[Isian]]]) -> dict[str, tuple[str, Isian, Decimal]]:
    amounts = [i.angka for _, row in cells.values() for i in row if i.angka is not None and i.angka > 0]
    if len(amounts) < 4:
        return {}
    typical = sorted(amounts)[len(amounts) // 2]
    if typical < _SEJUTA:
        return {}
    odd: dict[str, tuple[str, Isian, Decimal]] = {}
    for owner, (nama, row) in cells.items():
        for isian in row:
            value = isian.angka
            if value is not None and 0 < value < _RUPIAH_TERKECIL and value * _JAUH < typical:
                odd.setdefault(owner, (nama, isian, typical))
    return odd


def _satuan_lain(owner: str, nama: str, isian: Isian, typical: Decimal) -> Temuan:
    return k.buat(
        k.SATUAN_TERCAMPUR,
        sel=isian.sel,
        subjek=owner,
        nama=nama,
        target=k.teks_nilai(isian.nilai),
        realisasi=format_rupiah(typical, 0),
        sebab="anggaran",
    )


def periksa_serapan_tertulis(
    nama: str, subjek: str, tertulis: Isian | None, serapan: Hasil | None, kode: str
) -> list[Temuan]:
    """A printed absorption that does not follow from its row."""
    if tertulis is None or serapan is None or angka_persen(tertulis.nilai) is None:
        return []
    if mendekati(tertulis.nilai, serapan.nilai):
        return []
    return [
        k.buat(
            kode,
            sel=tertulis.sel,
            subjek=subjek,
            hasil=serapan,
            nama=nama,
            jenis="serapan",
            tertulis=k.teks_nilai(tertulis.nilai),
            benar=format_persen(serapan.nilai),
            rumus=k.tulis_rumus(serapan),
            cocok_dengan="",
            tahun="",
        )
    ]


def _serapan(line: BarisAnggaran, serapan: Hasil | None, anak: Sequence[BarisAnggaran]) -> list[Temuan]:
    found = periksa_serapan_tertulis(
        line.nama.isi, line.id, line.serapan_tertulis, serapan, k.CAPAIAN_TIDAK_COCOK
    )
    if not found or serapan is None or line.serapan_tertulis is None:
        return found
    parts = [b.serapan_tertulis for b in anak if b.serapan_tertulis is not None]
    numbers = [p for p in parts if p.angka is not None]
    if len(numbers) < 2:
        return found
    mean = r.hasil(r.RATA_RATA, *numbers, satuan="persen")
    stated = line.serapan_tertulis.angka
    if stated is not None and abs(stated - mean.nilai) <= max(BATAS, Decimal("0.5").scaleb(-1)):
        found.append(
            k.buat(
                k.RATA_RATA_ANAK,
                sel=line.serapan_tertulis.sel,
                subjek=line.id,
                hasil=serapan,
                nama=line.nama.isi,
                tertulis=k.teks_nilai(line.serapan_tertulis.nilai),
                rata=format_persen(mean.nilai),
                benar=format_persen(serapan.nilai),
                banyak=str(len(numbers)),
            )
        )
    return found


def _isian(line: BarisAnggaran) -> list[Temuan]:
    found: list[Temuan] = []
    for isian in (line.pagu, line.realisasi, line.pagu_awal, line.serapan_tertulis):
        if isian is not None:
            found += periksa_isian(isian, line.nama.isi, line.id)
    return found
