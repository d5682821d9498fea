"""Findings that only the table as a whole shows: copied years, doubled indicators, a missing year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.kinerja import explain as c
from bot.kinerja import rumus as r
from bot.kinerja import temuan as k
from bot.kinerja.format import format_persen
from bot.kinerja.measurement import RumusTurun, UkuranIndikator
from bot.kinerja.model import Arah, AsalArah, IndicatorTable, Indikator, Isian, Sel, Temuan
from bot.kinerja.temuan_arah import baris_cocok
from bot.kinerja.temuan_indikator import is_keluaran

_MIN_TERSALIN = 3
_KELUARAN_BANYAK = 5
_BIASA = frozenset([0, 1, 100])
"""Values that repeat from year to year without anybody having copied them."""


def periksa_tabel(
    table: IndicatorTable, tahun: int | None, ukuran: tuple[UkuranIndikator, ...], rumus_turun: RumusTurun
) -> tuple[Temuan, ...]:
    """Findings about the table; each has the cell at which its owner should look first."""
    found: list[Temuan] = []
    found += _tahun(table, tahun)
    found += _tersalin(table, tahun)
    found += _ganda(table)
    found += _keluaran(table)
    found += _basis_lain(ukuran)
    found += _rumus_turun(ukuran, rumus_turun)
    return tuple(found)


def _tahun(table: IndicatorTable, tahun: int | None) -> Iterator[Temuan]:
    """No reporting year, or a hole between the years of the columns."""
    if not table.indikator:
        return
    place = table.indikator[0].nama.sel
    if tahun is None:
        yield k.buat(k.TAHUN_HILANG, sel=place, tahun="", sebab="tanpa-tahun")
        return
    years = sorted({y for i in table.indikator for y in i.riwayat if y < tahun})
    if not years:
        return
    missing = [y for y in range(years[0], tahun) if y not in years]
    if missing:
        yield k.buat(k.TAHUN_HILANG, sel=place, tahun=", ".join(str(y) for y in missing), sebab="celah")


def _tersalin(table: IndicatorTable, tahun: int | None) -> Iterator[Temuan]:
    """Nearly all values of a year equal to the year before: the column was copied and not filled again."""
    if tahun is None:
        return
    pairs: dict[int, list[tuple[Isian, Isian]]] = {}
    for ind in table.indikator:
        years = dict(ind.riwayat)
        if ind.realisasi is not None:
            years[ind.tahun or tahun] = ind.realisasi
        for year, value in years.items():
            last = years.get(year - 1)
            if last is None or last.angka is None or value.angka is None:
                continue
            if not (last.angka in _BIASA and value.angka in _BIASA):
                pairs.setdefault(year, []).append((last, value))
    for year in sorted(pairs):
        same = [value for last, value in pairs[year] if last.angka == value.angka]
        if len(same) >= _MIN_TERSALIN and len(same) * 5 >= len(pairs[year]) * 4:
            yield k.buat(
                k.TAHUN_TERSALIN,
                sel=same[0].sel,
                tahun=str(year),
                tahun_lalu=str(year - 1),
                sama=str(len(same)),
                banyak=str(len(pairs[year])),
            )


def _ganda(table: IndicatorTable) -> Iterator[Temuan]:
    """The same indicator twice under one sasaran, or one code for two indicators."""
    for sasaran in table.sasaran:
        names: dict[tuple[object, ...], Indikator] = {}
        for ind in sasaran.indikator:
            text = " ".join(ind.nama.isi.casefold().split())
            programs = tuple(" ".join(p.isi.split()) for p in ind.program)
            key = (text, programs, ind.tahun, ind.induk, ind.satuan.isi if ind.satuan else "")
            if key in names and names[key].nama.sel != ind.nama.sel:
                yield _satu_ganda(ind, "nama", names[key].nama.sel)
            names.setdefault(key, ind)
    codes: dict[tuple[str, int | None], list[Indikator]] = defaultdict(list)
    for ind in table.indikator:
        if ind.nomor and len(ind.nomor) > 4 and "." in ind.nomor:
            codes[ind.nomor, ind.tahun].append(ind)
    for (_, _), owners in codes.items():
        texts = {" ".join(i.nama.isi.casefold().split()) for i in owners}
        if len(texts) > 1:
            yield _satu_ganda(owners[-1], "kode", owners[0].nama.sel)


def _satu_ganda(ind: Indikator, sebab: str, lain: Sel | None) -> Temuan:
    return k.buat(
        k.INDIKATOR_GANDA,
        sel=ind.nama.sel,
        subjek=ind.id,
        nama=" ".join(ind.nama.isi.split()),
        sebab=sebab,
        lain="" if lain is None else str(lain),
    )


def _keluaran(table: IndicatorTable) -> Iterator[Temuan]:
    """Outputs where outcomes are due: rows of a sasaran (those of a program rightly count outputs).

    A table that counts outputs nearly everywhere is told once.
    """
    rows = [i for s in table.sasaran if s.nama is not None for i in s.indikator if not i.program]
    outputs = [i for i in rows if is_keluaran(i.nama.isi)]
    if len(outputs) > _KELUARAN_BANYAK and len(outputs) * 2 > len(rows):
        yield _satu_keluaran(outputs[0], str(len(outputs)))
        return
    for ind in outputs:
        yield _satu_keluaran(ind, "1")


def _satu_keluaran(ind: Indikator, banyak: str) -> Temuan:
    return k.buat(
        k.INDIKATOR_KELUARAN,
        sel=ind.nama.sel,
        subjek=ind.id,
        nama=" ".join(ind.nama.isi.split()),
        banyak=banyak,
    )


def _basis_lain(ukuran: tuple[UkuranIndikator, ...]) -> Iterator[Temuan]:
    """Printed percentages that are measured against the final target; told once for the column."""
    hits: list[tuple[UkuranIndikator, str]] = []
    for u in ukuran:
        stated = u.indikator.capaian_tertulis
        row = baris_cocok(u.indikator, u.capaian, u.indikator.asal_arah or AsalArah.NAMA)
        match = None if row is None or stated is None else c.cocokkan(stated.nilai, row)
        if match is not None and match.cocok and match.sebab in {c.TERHADAP_AKHIR, c.KUMULATIF_AKHIR}:
            hits.append((u, match.sebab))
    if not hits:
        return
    first, sebab = hits[0]
    stated, hasil = first.indikator.capaian_tertulis, first.capaian.hasil
    if stated is not None and hasil is not None:
        yield k.buat(
            k.CAPAIAN_BASIS_LAIN,
            sel=stated.sel,
            subjek=first.indikator.id,
            hasil=hasil,
            nama=" ".join(first.indikator.nama.isi.split()),
            tertulis=k.teks_nilai(stated.nilai),
            benar=format_persen(hasil.nilai),
            rumus=k.tulis_rumus(hasil),
            cocok_dengan=sebab,
            banyak=str(len(hits)),
        )


def _rumus_turun(ukuran: tuple[UkuranIndikator, ...], rumus_turun: RumusTurun) -> Iterator[Temuan]:
    """The office's printed percentages follow the other formula for indicators of which less is better."""
    used: dict[str, int] = {r.SELISIH: 0, r.KEBALIKAN: 0}
    first: UkuranIndikator | None = None
    chosen = r.SELISIH if rumus_turun is RumusTurun.SELISIH else r.KEBALIKAN
    for u in ukuran:
        stated = u.indikator.capaian_tertulis
        if stated is None or u.capaian.arah is not Arah.TURUN or u.capaian.hasil is None:
            continue
        row = baris_cocok(u.indikator, u.capaian, u.indikator.asal_arah or AsalArah.NAMA)
        match = None if row is None else c.cocokkan(stated.nilai, row)
        if match is None or not match.cocok:
            continue
        used[match.sebab if match.sebab in used else chosen] += 1
        if match.sebab in used and match.sebab != chosen:
            first = first or u
    other = r.KEBALIKAN if chosen == r.SELISIH else r.SELISIH
    if first is not None and used[other]:
        stated = first.indikator.capaian_tertulis
        yield k.buat(
            k.RUMUS_TURUN_LAIN,
            sel=stated.sel if stated is not None else None,
            dipakai=chosen,
            kantor=other,
            banyak=str(used[other]),
        )
