"""Measures an indicator table: the one entry to the domain.

``measure`` never raises on a table, however odd its values; what cannot be
computed has a status that says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from bot.kinerja import rumus as r
from bot.kinerja.anggaran import hitung_anggaran, serapan
from bot.kinerja.arah import infer_arah
from bot.kinerja.banding import hitung_banding
from bot.kinerja.capaian import hitung_capaian
from bot.kinerja.desimal import desimal_indikator
from bot.kinerja.efisiensi import hitung_efisiensi
from bot.kinerja.explain import cocokkan
from bot.kinerja.jangka import hitung_jarak_akhir
from bot.kinerja.measurement import (
    Aturan,
    Capaian,
    Dikecualikan,
    Measurement,
    RataRata,
    RekapAnggaran,
    StatusCapaian,
    UkuranIndikator,
    UkuranSasaran,
)
from bot.kinerja.model import Arah, AsalArah, Hasil, IndicatorTable, Indikator, Isian, Sasaran, Temuan
from bot.kinerja.satuan import Kelas, kata_satuan, kelas_nama, kelas_satuan, satuan_dalam_nama
from bot.kinerja.serving import anggaran_sasaran
from bot.kinerja.temuan import PERSEN_SERAPAN_TIDAK_COCOK, tanpa_ganda
from bot.kinerja.temuan_anggaran import periksa_pagu, periksa_serapan_tertulis, periksa_skala_indikator
from bot.kinerja.temuan_arah import arah_batas, baris_cocok
from bot.kinerja.temuan_indikator import Konteks, periksa_indikator
from bot.kinerja.temuan_tabel import periksa_tabel
from bot.kinerja.tren import hitung_tren


def measure(table: IndicatorTable, aturan: Aturan) -> Measurement:
    """Compute everything that a draft says about a table, under the rules given."""
    tahun = aturan.tahun or table.tahun or _tahun_terbanyak(table)
    konteks = _konteks(table)
    odd = periksa_skala_indikator(table)
    rekap = hitung_anggaran(table)
    sasaran = tuple(
        _ukur_sasaran(
            s,
            tuple(_ukur(i, aturan, tahun, konteks, odd.get(i.id, ())) for i in s.indikator),
            table,
            rekap,
        )
        for s in table.sasaran
    )
    measured = tuple(u for s in sasaran for u in s.indikator)
    mean = _rata_rata(measured)
    percents = tuple(u.capaian.hasil for u in measured if u.capaian.hasil is not None)
    counted = Counter(u.capaian.kategori for u in measured if u.capaian.kategori is not None)
    found = [*table.temuan_baca]
    found += periksa_tabel(table, tahun, measured, aturan.rumus_turun)
    for u in measured:
        found += u.temuan
    for line in rekap.baris:
        found += line.temuan
    return Measurement(
        table=table,
        aturan=aturan,
        tahun=tahun,
        sasaran=sasaran,
        rata_rata=mean,
        sebaran=tuple((level, counted.get(level, 0)) for level in aturan.skala.jenjang),
        anggaran=rekap,
        efisiensi=hitung_efisiensi(mean, rekap.serapan, percents),
        temuan=tanpa_ganda(found),
    )


def tentukan_arah(ind: Indikator, aturan: Aturan) -> tuple[Arah, AsalArah]:
    """The user's word, then the column, a bad thing in the name, a bound's sign, the name, else ``naik``."""
    given = aturan.arah.get(ind.id)
    if given is not None:
        return given, AsalArah.PENGGUNA
    if ind.arah is not None and ind.asal_arah in {AsalArah.KOLOM, AsalArah.PENGGUNA}:
        return ind.arah, ind.asal_arah or AsalArah.KOLOM
    named, source = infer_arah(ind.nama.isi)
    if ind.arah is not None and ind.asal_arah is AsalArah.NAMA:
        named, source = ind.arah, AsalArah.NAMA
    bound = arah_batas(ind.target)
    if named is Arah.TURUN:
        return named, source
    if bound is not None:
        return bound, AsalArah.KOLOM
    if named is not None:
        return named, source
    return Arah.NAIK, AsalArah.ANGGAPAN


def _ukur(
    ind: Indikator,
    aturan: Aturan,
    tahun: int | None,
    konteks: Konteks,
    odd: tuple[Temuan, ...],
) -> UkuranIndikator:
    year = ind.tahun or tahun
    arah, asal = tentukan_arah(ind, aturan)
    satuan, is_persen = satuan_indikator(ind)
    difference = "poin" if is_persen else (satuan or None)
    column = ind.satuan.isi if ind.satuan is not None else (satuan or None)
    capaian = _capaian(ind, arah, aturan, column, difference)
    if asal is AsalArah.ANGGAPAN:
        capaian = _arah_dari_tertulis(ind, capaian, aturan, column, difference)
        arah = capaian.arah
    tren = hitung_tren(ind.realisasi, ind.riwayat, year, arah, satuan=difference, is_persen=is_persen)
    jarak = None
    if not ind.is_induk:
        goal, last_year = _target_akhir(ind, aturan, year)
        jarak = hitung_jarak_akhir(
            ind.realisasi,
            goal,
            arah,
            aturan.skala,
            aturan.rumus_turun,
            tahun=year,
            tahun_akhir=last_year,
            tren=tren,
            satuan=column,
            satuan_selisih=difference,
        )
    found = periksa_indikator(ind, capaian, tren, asal, aturan, konteks) + odd
    if ind.serapan_tertulis is not None and ind.serapan_tertulis.sel not in konteks.sel_serapan:
        found += tuple(
            periksa_serapan_tertulis(
                ind.nama.isi, ind.id, ind.serapan_tertulis, _serapan(ind), PERSEN_SERAPAN_TIDAK_COCOK
            )
        )
    found += _pagu(ind)
    return UkuranIndikator(
        indikator=replace(ind, arah=arah, asal_arah=asal),
        desimal=desimal_indikator(ind, satuan),
        satuan=satuan,
        is_persen=is_persen,
        capaian=capaian,
        tren=tren,
        jarak_akhir=jarak,
        banding=hitung_banding(ind, arah, satuan=column, satuan_selisih=difference),
        temuan=found,
    )


def _target_akhir(ind: Indikator, aturan: Aturan, tahun: int | None) -> tuple[Isian | None, int | None]:
    """The final target and its year; where only yearly targets are given, the one of the plan's last year."""
    last_year = ind.tahun_akhir or aturan.tahun_akhir
    if ind.target_akhir is not None or not ind.target_jangka:
        return ind.target_akhir, last_year
    latest = max(ind.target_jangka)
    if (last_year is not None and latest != last_year) or (tahun is not None and latest < tahun):
        return None, last_year
    return ind.target_jangka[latest], latest


def _capaian(ind: Indikator, arah: Arah, aturan: Aturan, satuan: str | None, selisih: str | None) -> Capaian:
    if ind.is_induk:
        return Capaian(StatusCapaian.INDUK, arah)
    return hitung_capaian(
        ind.target,
        ind.realisasi,
        arah,
        aturan.skala,
        aturan.rumus_turun,
        satuan=satuan,
        satuan_selisih=selisih,
    )


def _arah_dari_tertulis(
    ind: Indikator, capaian: Capaian, aturan: Aturan, satuan: str | None, selisih: str | None
) -> Capaian:
    """Where nothing else tells the direction, the office's own percentage may fit only downward."""
    row = baris_cocok(ind, capaian, AsalArah.ANGGAPAN)
    if row is None or ind.capaian_tertulis is None:
        return capaian
    match = cocokkan(ind.capaian_tertulis.nilai, row)
    if match is not None and match.cocok and match.sebab in {r.SELISIH, r.KEBALIKAN}:
        return _capaian(ind, Arah.TURUN, aturan, satuan, selisih)
    return capaian


def _pagu(ind: Indikator) -> tuple[Temuan, ...]:
    plan, spent = ind.pagu, ind.realisasi_anggaran
    if plan is None or spent is None or plan.angka is None or spent.angka is None:
        return ()
    place = spent.sel or plan.sel
    return tuple(periksa_pagu(ind.nama.isi, ind.id, place, plan.angka, spent.angka, _serapan(ind)))


def _serapan(ind: Indikator) -> Hasil | None:
    plan, spent = ind.pagu, ind.realisasi_anggaran
    if plan is None or spent is None or not plan.angka or spent.angka is None:
        return None
    return r.hasil(r.SERAPAN, spent, plan, satuan="persen")


def satuan_indikator(ind: Indikator) -> tuple[str, bool]:
    """Unit as a word, and whether differences are points."""
    given = [ind.satuan.isi] if ind.satuan is not None and ind.satuan.isi.strip(" -–.") else []
    given += [i.nilai.satuan for i in (ind.target, ind.realisasi) if i is not None and i.nilai.satuan]
    inside = satuan_dalam_nama(ind.nama.isi)
    unit = given[0] if given else inside
    if unit is None:
        percent = kelas_nama(ind.nama.isi) is Kelas.PERSEN
        return ("persen" if percent else ""), percent
    percent = kelas_satuan(unit) is Kelas.PERSEN
    return ("persen" if percent else kata_satuan(unit)), percent


def _ukur_sasaran(
    sasaran: Sasaran, measured: tuple[UkuranIndikator, ...], table: IndicatorTable, rekap: RekapAnggaran
) -> UkuranSasaran:
    mean = _rata_rata(measured)
    ids, plan, spent = anggaran_sasaran(sasaran, table, rekap)
    rate = serapan(plan, spent)
    percents = tuple(u.capaian.hasil for u in measured if u.capaian.hasil is not None)
    return UkuranSasaran(
        sasaran=replace(sasaran, indikator=tuple(u.indikator for u in measured)),
        indikator=measured,
        rata_rata=mean,
        anggaran=ids,
        pagu=plan,
        realisasi=spent,
        serapan=rate,
        efisiensi=hitung_efisiensi(mean, rate, percents),
    )


def _rata_rata(measured: Iterable[UkuranIndikator]) -> RataRata:
    """Plain mean of the percentages; everything without one is named with its status."""
    percents: list[Hasil] = []
    left_out: list[Dikecualikan] = []
    known = met = total = 0
    for u in measured:
        status = u.capaian.status
        if status is StatusCapaian.INDUK:
            continue
        total += 1
        if u.capaian.tercapai is not None:
            known += 1
            met += u.capaian.tercapai
        if u.capaian.hasil is None:
            left_out.append(Dikecualikan(u.indikator.id, status))
        else:
            percents.append(u.capaian.hasil)
    mean = r.hasil(r.RATA_RATA, *percents, satuan="persen") if percents else None
    return RataRata(mean, tuple(left_out), known, met, total)


def _konteks(table: IndicatorTable) -> Konteks:
    roles = {k.peran for k in table.kolom}
    lines = table.indikator
    names = Counter(i.nama.isi for i in lines)
    printed = (b.serapan_tertulis for b in table.anggaran)
    return Konteks(
        ada_target="target" in roles or any(i.target is not None for i in lines),
        ada_realisasi="realisasi" in roles or any(i.realisasi is not None for i in lines),
        sel_serapan=frozenset(i.sel for i in printed if i is not None and i.sel is not None),
        nama_berulang=frozenset(n for n, count in names.items() if count > 1),
    )


def _tahun_terbanyak(table: IndicatorTable) -> int | None:
    years = Counter(i.tahun for i in table.indikator if i.tahun is not None)
    return max(years, key=lambda y: (years[y], y)) if years else None
