"""The short "Lampiran telusur angka": for each indicator and budget line the cells behind its figures.

The ledger file has every number; this is for a person who wants to check a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final, TypeVar

from bot.drafting.compose.context import Konteks, paragraf
from bot.drafting.compose.tables import baris, buat_tabel, kolom
from bot.drafting.model import BarisTabel, Block, Inlines, Judul, KolomTabel, Tabel
from bot.drafting.narasi import gabung, tulis
from bot.kinerja.measurement import UkuranAnggaran, UkuranIndikator
from bot.kinerja.model import Hasil, Isian, Sel
from bot.kinerja.rumus import RUMUS

T = TypeVar("T")
TOPIC = "lampiran"
MAKS_BARIS: Final = 250
"""A printed appendix of more than about ten pages is read by nobody; the ledger file has all numbers."""
MAKS_MASUKAN: Final = 4
"""A formula over more inputs is told in words."""
HURUF: Final = 8
_KET: Final = "telusur"


def lampiran_telusur(k: Konteks) -> list[Block]:
    """One row for each indicator and each budget line, then what was computed over many of them."""
    us = [u for u in k.ukuran.indikator if _lembar_indikator(u) is not None]
    # The file's own total is not printed: the sum of the lines stands in its place.
    budget = [b for b in k.ukuran.anggaran.baris if b.baris.jenjang != "total"]
    lines = [b for b in budget if _lembar_anggaran(b) is not None]
    tables: list[Tabel] = []
    if us:
        tables.append(_indikator(k, us[:MAKS_BARIS]))
    if lines:
        tables.append(_anggaran(k, lines[:MAKS_BARIS]))
    derived = _turunan(k)
    if derived:
        tables.append(_gabungan(k, derived))
    if not tables:
        return []
    cut = len(us) > MAKS_BARIS or len(lines) > MAKS_BARIS
    count = k.cetak.hitungan(MAKS_BARIS, "baris telusur") if cut else None
    return [
        Judul(1, tulis("judul", "telusur"), bagian="telusur"),
        *paragraf(
            tulis(TOPIC, "telusur_pengantar"), tulis(TOPIC, "telusur_terbatas", jumlah=count) if cut else ()
        ),
        *tables,
    ]


def _kecil(k: Konteks, judul: str, columns: list[KolomTabel], rows: list[BarisTabel], id_: str) -> Tabel:
    table = buat_tabel(k, tulis("tabel", judul), columns, rows, id_=id_, sumber="sumber_saja")
    return replace(table, sumber=(), huruf=HURUF)


def _per_lembar(
    k: Konteks,
    items: Sequence[T],
    sheet_of: Callable[[T], str | None],
    cells_of: Callable[[T, str | None], tuple[Inlines, ...]],
    width: int,
) -> list[BarisTabel]:
    """Numbered rows, with a separator wherever another sheet begins."""
    rows: list[BarisTabel] = []
    sheet: str | None = None
    for n, item in enumerate(items, 1):
        here = sheet_of(item)
        if here is not None and here != sheet:
            sheet = here
            rows.append(_pemisah(k, here, width))
        number = (k.cetak.hitungan_nomor(n),)
        rows.append(baris(number, *cells_of(item, sheet)))
    return rows


def _indikator(k: Konteks, us: Sequence[UkuranIndikator]) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom("target", "pendek"),
        kolom("realisasi", "pendek"),
        kolom("rumus_capaian", "kata"),
        kolom("sel_lain", "nama"),
    ]

    def cells(u: UkuranIndikator, sheet: str | None) -> tuple[Inlines, ...]:
        return (
            k.cetak.nama_tabel(u),
            _sel(k, u.indikator.target, sheet),
            _sel(k, u.indikator.realisasi, sheet),
            _rumus(k, u.capaian.hasil, sheet),
            _lain(k, u, sheet),
        )

    rows = _per_lembar(k, us, _lembar_indikator, cells, len(columns))
    return _kecil(k, "judul_telusur_indikator", columns, rows, "telusur.indikator")


def _anggaran(k: Konteks, lines: Sequence[UkuranAnggaran]) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("program", "nama"),
        kolom("pagu_sel", "kata"),
        kolom("realisasi", "kata"),
        kolom("rumus_serapan", "uraian"),
    ]

    def cells(b: UkuranAnggaran, sheet: str | None) -> tuple[Inlines, ...]:
        return (
            k.cetak.kutip(b.baris.nama),
            _sel(k, b.baris.pagu, sheet),
            _sel(k, b.baris.realisasi, sheet),
            _rumus(k, b.serapan, sheet),
        )

    rows = _per_lembar(k, lines, _lembar_anggaran, cells, len(columns))
    return _kecil(k, "judul_telusur_anggaran", columns, rows, "telusur.anggaran")


def _gabungan(k: Konteks, derived: list[tuple[Inlines, Inlines, Inlines]]) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("angka_gabungan", "nama"),
        kolom("nilai", "kata"),
        kolom("asal", "nama"),
    ]
    rows = [baris((k.cetak.hitungan_nomor(n),), *cells) for n, cells in enumerate(derived, 1)]
    return _kecil(k, "judul_telusur_gabungan", columns, rows, "telusur.gabungan")


def _turunan(k: Konteks) -> list[tuple[Inlines, Inlines, Inlines]]:
    """Means, sums and differences over many rows: name, value, how it was computed."""
    ukuran = k.ukuran
    found: list[tuple[str, Inlines | None, Hasil | None, bool]] = [
        ("gabungan_rata", None, ukuran.rata_rata.hasil, False)
    ]
    for n, s in enumerate(ukuran.sasaran, 1):
        number = (k.cetak.struktur(str(n), "nomor sasaran"),)
        found.append(("gabungan_rata", number, s.rata_rata.hasil, False))
    if ukuran.anggaran.pagu is not None:
        found += [
            ("gabungan_pagu", None, ukuran.anggaran.pagu, True),
            ("gabungan_realisasi", None, ukuran.anggaran.realisasi, True),
            ("gabungan_serapan", None, ukuran.anggaran.serapan, False),
            ("gabungan_sisa", None, ukuran.anggaran.sisa, True),
        ]
    for n, s in enumerate(ukuran.sasaran, 1):
        number = (k.cetak.struktur(str(n), "nomor sasaran"),)
        found.append(("gabungan_pagu", number, s.pagu, True))
        found.append(("gabungan_serapan", number, s.serapan, False))
        if s.efisiensi is not None:
            found.append(("gabungan_selisih", number, s.efisiensi.selisih, False))
    return [
        (tulis(TOPIC, blok, nomor=number), k.cetak.polos_hasil(hasil), _uraian(k, hasil))
        for blok, number, hasil, _ in found
        if hasil is not None
    ]


def _uraian(k: Konteks, hasil: Hasil) -> Inlines:
    formula = RUMUS.get(hasil.rumus)
    return k.cetak.kutip(formula.uraian if formula else hasil.rumus, _KET)


# --- cells ------------------------------------------------------------------------------------------
def _tempat(sel: Sel | None) -> str | None:
    """File and sheet, as one name."""
    return None if sel is None else f"{sel.berkas}|{sel.lembar}"


def _lembar_indikator(u: UkuranIndikator) -> str | None:
    cells = (
        u.indikator.realisasi,
        u.indikator.target,
        *u.indikator.riwayat.values(),
        u.indikator.target_akhir,
    )
    return next((_tempat(c.sel) for c in cells if c is not None and c.sel is not None), None)


def _lembar_anggaran(b: UkuranAnggaran) -> str | None:
    cells = (b.baris.pagu, b.baris.realisasi)
    return next((_tempat(c.sel) for c in cells if c is not None and c.sel is not None), None)


def _pemisah(k: Konteks, tempat: str, lebar: int) -> BarisTabel:
    """A row that names the sheet of the rows below it."""
    return baris(_kepala(k, tempat), *[()] * (lebar - 1), penuh=True)


def _kepala(k: Konteks, tempat: str) -> Inlines:
    berkas, _, lembar = tempat.partition("|")
    return tulis(
        TOPIC,
        "telusur_lembar",
        berkas=k.cetak.kutip(berkas, "nama berkas"),
        lembar=k.cetak.kutip(lembar, "nama lembar") if lembar and lembar != PurePath(berkas).stem else None,
    )


def _alamat(isian: Isian, sheet: str | None) -> str:
    """``D7``; with its sheet where that is another one than the heading above says."""
    if isian.sel is None:
        return ""
    if _tempat(isian.sel) == sheet:
        return isian.sel.alamat
    return f"{isian.sel.lembar}!{isian.sel.alamat}"


def _sel(k: Konteks, isian: Isian | None, sheet: str | None) -> Inlines:
    if isian is None or isian.nilai.is_empty:
        return tulis("tabel", "strip")
    if isian.sel is None:
        return tulis(TOPIC, "asal_pengguna")
    if isian.menggantikan is not None:
        return tulis(TOPIC, "asal_koreksi", sel=k.cetak.kutip(_alamat(isian, sheet), _KET))
    return k.cetak.kutip(_alamat(isian, sheet), _KET)


def _rumus(k: Konteks, hasil: Hasil | None, sheet: str | None) -> Inlines:
    """``(2 × D7 − E7) ÷ D7 × 100``."""
    if hasil is None:
        return tulis("tabel", "strip")
    formula = RUMUS.get(hasil.rumus)
    places = [_masukan(m.sumber, sheet) for m in hasil.masukan]
    if formula is None or formula.banyak or not places or len(places) > MAKS_MASUKAN or not all(places):
        return _uraian(k, hasil)
    printed = formula.pola
    for name, place in zip(formula.masukan, places, strict=False):
        printed = printed.replace("{" + name + "}", place)
    return k.cetak.kutip(printed, _KET) if "{" not in printed else _uraian(k, hasil)


def _masukan(source: Isian | Hasil, sheet: str | None) -> str:
    """The cell of an input; of an amount the cell behind it (the factor of the table is in the ledger)."""
    while isinstance(source, Hasil):
        if len(source.masukan) != 1:
            return ""
        source = source.masukan[0].sumber
    return _alamat(source, sheet)


def _lain(k: Konteks, u: UkuranIndikator, sheet: str | None) -> Inlines:
    """Earlier years, final target and benchmarks: ``2023: F7; target akhir: J7``."""
    return tulis("umum", "daftar_titik_koma", butir=list(_butir_lain(k, u, sheet)))


def _butir_lain(k: Konteks, u: UkuranIndikator, sheet: str | None) -> Iterator[Inlines]:
    i = u.indikator
    for year in sorted(i.riwayat):
        if not i.riwayat[year].nilai.is_empty:
            yield gabung(
                tulis(TOPIC, "sel_tahun", tahun=k.cetak.tahun(year)), _sel(k, i.riwayat[year], sheet)
            )
    if i.target_akhir is not None and not i.target_akhir.nilai.is_empty:
        yield gabung(tulis(TOPIC, "sel_akhir"), _sel(k, i.target_akhir, sheet))
    for p in i.pembanding:
        if not p.isian.nilai.is_empty:
            yield gabung(tulis(TOPIC, "sel_pembanding"), _sel(k, p.isian, sheet))
