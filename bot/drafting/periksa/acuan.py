"""A report held against a table: every number that speaks of a row of the table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa import acuan_hilang
from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, show
from bot.drafting.periksa.baris import number_of, place, printed_decimals
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.names import all_mentions, mentions, same_name, words
from bot.drafting.periksa.naskah import Naskah
from bot.drafting.periksa.prosa import stated_value
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, Jenjang, RumusTurun, Skala
from bot.kinerja.model import BarisAnggaran, IndicatorTable, Indikator, Isian, Nilai, Tingkat

HUNDRED = Decimal(100)
NO_SCALE = Skala("", "", (Jenjang("", None),))
MEAN = re.compile(
    r"\brata\s?-\s?rata\s+(?:capaian|pencapaian)(?P<antara>[^.;%\d]{0,90}?)(?P<nilai>\d{1,3}(?:[.,]\d{1,3})?)\s?(?:%|persen)",
    re.I,
)
MONEY = re.compile(r"Rp\s?\.?\s?(\d[\d.,]*\d)", re.I)
ALL_SPENT = re.compile(r"\b(?:realisasi\w*|terealisasi\w*|terserap|serapan|penyerapan)\b", re.I)
ALL_PLANNED = re.compile(r"\b(?:pagu|anggaran|alokasi|dialokasikan)\b", re.I)
REMAINS = re.compile(r"\bsisa\b|\bsilpa\b|\befisiensi\b", re.I)


@dataclass(frozen=True, slots=True)
class Acuan:
    """A table with what may rightly be computed from it, under either formula for falling indicators."""

    table: IndicatorTable
    capaian: Mapping[str, tuple[Decimal, ...]]
    """Accepted capaian in percent, by indicator id."""
    rata: tuple[Decimal, ...]
    """Accepted means: of all indicators first, then of each sasaran."""


def accept(table: IndicatorTable) -> Acuan:
    """Measure a table under both formulas."""
    capaian: dict[str, list[Decimal]] = {}
    means: list[Decimal] = []
    for formula in RumusTurun:
        rules = Aturan(skala=NO_SCALE, rumus_turun=formula, tahun=table.tahun)
        measured = measure(table, rules)
        for row in measured.indikator:
            if row.capaian.hasil is not None:
                capaian.setdefault(row.indikator.id, []).append(row.capaian.hasil.nilai)
        parts = [measured.rata_rata, *(s.rata_rata for s in measured.sasaran)]
        means += [p.hasil.nilai for p in parts if p.hasil is not None]
    return Acuan(table, {key: tuple(values) for key, values in capaian.items()}, tuple(means))


def check_against(naskah: Naskah, table: IndicatorTable) -> Hasil:
    """Indicator rows, budget rows, prose and means of the report against the table."""
    found: list[Catat] = []
    checked = 0
    accepted = accept(table)
    results = [
        _rows(naskah, accepted),
        _budget(naskah, table),
        _prose(naskah, accepted),
        _money_prose(naskah, table),
        _means(naskah, accepted),
        acuan_hilang.check_indicators(naskah, table),
        acuan_hilang.check_lines(naskah, table),
    ]
    for result in results:
        found.extend(result.catatan)
        checked += result.diperiksa
    return Hasil(tuple(found), checked)


def year_of(table: IndicatorTable, indicator: Indikator | BarisAnggaran, default: int | None) -> int | None:
    """Year that a row is about."""
    return indicator.tahun or table.tahun or default


def reference(naskah: Naskah, table: IndicatorTable, name: str, year: int | None) -> Indikator | None:
    """The table's row of an indicator, for a year where the table holds several years in rows."""
    rows = [i for i in table.indikator if same_name(i.nama.isi, name) and not i.is_induk]
    if len(rows) > 1:
        rows = [i for i in rows if year_of(table, i, naskah.tahun) == year]
    return rows[0] if len(rows) == 1 else None


def equal(printed: Nilai, wanted: Decimal) -> bool:
    """Whether a printed value is the wanted one, at its precision, or as percent of a fraction."""
    value = printed.nilai
    if value is None:
        return True
    readings = [value, *([printed.tafsir_lain] if printed.tafsir_lain is not None else [])]
    decimals = printed_decimals(printed)
    return any(
        v == wanted or follows(v, wanted, decimals) or v == wanted * HUNDRED or v * HUNDRED == wanted
        for v in readings
    )


def _source(isian: Isian) -> str:
    return str(isian.sel) if isian.sel is not None else "isian pengguna"


def _pairs(
    naskah: Naskah, table: IndicatorTable, mine: IndicatorTable, row: Indikator
) -> Iterator[tuple[str, int | None, Isian, Isian]]:
    """(quantity, year, printed, wanted) of one row of the report."""
    year = year_of(mine, row, naskah.tahun)
    ref = reference(naskah, table, row.nama.isi, year)
    if ref is None:
        return
    own = year_of(table, ref, naskah.tahun)
    candidates: list[tuple[str, int | None, Isian | None, Isian | None]] = [
        ("target", year, row.target, ref.target if year == own else ref.riwayat_target.get(year or 0)),
        ("realisasi", year, row.realisasi, ref.realisasi if year == own else ref.riwayat.get(year or 0)),
        ("target akhir", None, row.target_akhir, ref.target_akhir),
    ]
    for past, value in row.riwayat.items():
        candidates.append(("realisasi", past, value, ref.realisasi if past == own else ref.riwayat.get(past)))
    for quantity, when, printed, wanted in candidates:
        if (
            printed is not None
            and wanted is not None
            and not printed.nilai.is_empty
            and not wanted.nilai.is_empty
        ):
            yield quantity, when, printed, wanted


def _rows(naskah: Naskah, against: Acuan) -> Hasil:
    table = against.table
    found: list[Catat] = []
    checked = 0
    for mine in naskah.tabel:
        for row in mine.indikator:
            page = row.halaman or mine.halaman
            for quantity, when, printed, wanted in _pairs(naskah, table, mine, row):
                checked += 1
                value = wanted.angka
                if value is not None and not equal(printed.nilai, value):
                    found.append(
                        _row_note(
                            row.nama.isi,
                            quantity,
                            when,
                            printed,
                            wanted.nilai.teks,
                            _source(wanted),
                            page,
                            mine,
                        )
                    )
            ref = reference(naskah, table, row.nama.isi, year_of(mine, row, naskah.tahun))
            if (
                ref is None
                or row.capaian_tertulis is None
                or row.capaian_tertulis.angka is None
                or row.target is None
            ):
                continue
            same_year = year_of(mine, row, naskah.tahun) == year_of(table, ref, naskah.tahun)
            accepted = against.capaian.get(ref.id, ()) if same_year else ()
            checked += bool(accepted)
            if accepted and not any(equal(row.capaian_tertulis.nilai, a) for a in accepted):
                expected = f"{show(accepted[0], 2)} %"
                source = _source(ref.realisasi) if ref.realisasi else ""
                found.append(
                    _row_note(
                        row.nama.isi, "capaian", None, row.capaian_tertulis, expected, source, page, mine
                    )
                )
    return Hasil(tuple(found), checked)


def _row_note(
    name: str,
    quantity: str,
    when: int | None,
    printed: Isian,
    expected: str,
    source: str,
    page: int | None,
    mine: IndicatorTable,
) -> Catat:
    data = {
        "indikator": shorten(name, 110),
        "besaran": quantity,
        "tahun": str(when or ""),
        "tertulis": printed.nilai.teks,
        "harapan": expected,
        "sel": source,
    }
    quote = f"{shorten(name, 90)}: {quantity} = {printed.nilai.teks}"
    return Catat("acuan-nilai", Tingkat.GALAT, page, quote, data, place(mine), expected, source)


def _lines(table: IndicatorTable) -> Sequence[BarisAnggaran]:
    return [b for b in table.anggaran if len(words(b.nama.isi)) >= 2 or b.jenjang == "total"]


def _line(table: IndicatorTable, line: BarisAnggaran) -> BarisAnggaran | None:
    if line.jenjang == "total":
        totals = [b for b in table.anggaran if b.jenjang == "total"]
        return totals[0] if len(totals) == 1 else None
    rows = [b for b in _lines(table) if b.jenjang != "total" and same_name(b.nama.isi, line.nama.isi)]
    same = [b for b in rows if b.jenjang == line.jenjang]
    rows = same if len(same) == 1 else rows
    return rows[0] if len(rows) == 1 else None


def _adds_up(table: IndicatorTable, total: BarisAnggaran) -> bool:
    """Whether a total row is the sum of one level; a wrong total of the table proves nothing."""
    wanted = number_of(total.pagu)
    levels = {b.jenjang for b in table.anggaran if b.jenjang != "total"}
    sums = [
        sum(
            (v for b in table.anggaran if b.jenjang == level and (v := number_of(b.pagu)) is not None),
            Decimal(),
        )
        for level in levels
    ]
    return wanted in sums


def _budget(naskah: Naskah, table: IndicatorTable) -> Hasil:
    found: list[Catat] = []
    checked = 0
    for mine in naskah.tabel:
        for line in mine.anggaran:
            ref = _line(table, line)
            if ref is None or (ref.jenjang == "total" and not _adds_up(table, ref)):
                continue
            page = line.halaman or mine.halaman
            for quantity, printed, wanted in (
                ("pagu", line.pagu, ref.pagu),
                ("realisasi anggaran", line.realisasi, ref.realisasi),
            ):
                one, other = number_of(printed), number_of(wanted)
                if one is None or other is None or printed is None or wanted is None:
                    continue
                checked += 1
                first = number_of(ref.pagu_awal) if quantity == "pagu" else None
                if one * mine.faktor_rupiah not in (
                    other * table.faktor_rupiah,
                    (first or Decimal(-1)) * table.faktor_rupiah,
                ):
                    found.append(
                        _row_note(
                            line.nama.isi, quantity, None, printed, show(other), _source(wanted), page, mine
                        )
                    )
            pagu, spent = number_of(ref.pagu), number_of(ref.realisasi)
            if (
                pagu
                and spent is not None
                and line.serapan_tertulis is not None
                and line.serapan_tertulis.angka is not None
            ):
                checked += 1
                exact = spent / pagu * HUNDRED
                if not equal(line.serapan_tertulis.nilai, exact) and ref.realisasi is not None:
                    found.append(
                        _row_note(
                            line.nama.isi,
                            "serapan",
                            None,
                            line.serapan_tertulis,
                            f"{show(exact, 2)} %",
                            _source(ref.realisasi),
                            page,
                            mine,
                        )
                    )
    return Hasil(tuple(found), checked)


def _derived(indicator: Indikator, capaian: Sequence[Decimal]) -> list[Decimal]:
    """Values of a row and what may rightly be computed from them: capaian, differences, changes."""
    given = [
        indicator.target,
        indicator.realisasi,
        indicator.target_akhir,
        indicator.standar_nasional,
        indicator.capaian_tertulis,
    ]
    given += [
        *indicator.riwayat.values(),
        *indicator.riwayat_target.values(),
        *indicator.target_jangka.values(),
    ]
    given += [p.isian for p in indicator.pembanding]
    values = [v.angka for v in given if v is not None and v.angka is not None]
    r = number_of(indicator.realisasi)
    derived = list(capaian)
    if r is not None:
        derived += [abs(r - v) for v in values]
        derived += [r / v * HUNDRED for v in values if v]
        derived += [abs(r - v) / v * HUNDRED for v in values if v]
    return values + derived


def _prose(naskah: Naskah, against: Acuan) -> Hasil:
    table = against.table
    found: list[Catat] = []
    checked = 0
    for indicator in table.indikator:
        wanted = indicator.realisasi or indicator.target
        if indicator.is_induk or len(words(indicator.nama.isi)) < 2 or wanted is None or wanted.angka is None:
            continue
        if year_of(table, indicator, naskah.tahun) != naskah.tahun:
            continue
        allowed = _derived(indicator, against.capaian.get(indicator.id, ()))
        for blok in naskah.blok:
            for end in all_mentions(indicator.nama.isi, blok.teks):
                value = stated_value(blok.teks, end)
                if value is None or _inside_longer(table, indicator, blok.teks, end):
                    continue
                checked += 1
                if any(_fits(value, a) for a in allowed):
                    continue
                data = {
                    "indikator": shorten(indicator.nama.isi, 100),
                    "tertulis": value.teks,
                    "harapan": wanted.nilai.teks,
                    "besaran": "realisasi" if indicator.realisasi is not None else "target",
                    "sel": _source(wanted),
                }
                quote = around(blok.teks, end, value.akhir, 80, 10)
                found.append(
                    Catat(
                        "acuan-prosa",
                        Tingkat.GALAT,
                        blok.page_at(end),
                        quote,
                        data,
                        "teks",
                        wanted.nilai.teks,
                        _source(wanted),
                    )
                )
    return Hasil(tuple(found), checked)


def _fits(value: Bilangan, allowed: Decimal) -> bool:
    readings = [value.nilai, *([value.lain] if value.lain is not None else [])]
    return any(v == allowed or follows(v, allowed, value.desimal) or v == allowed * HUNDRED for v in readings)


def _inside_longer(table: IndicatorTable, indicator: Indikator, text: str, end: int) -> bool:
    key = " ".join(words(indicator.nama.isi))
    return any(
        other is not indicator
        and len(other.nama.isi) > len(indicator.nama.isi)
        and key in " ".join(words(other.nama.isi))
        and any(abs(e - end) < len(other.nama.isi) for e in all_mentions(other.nama.isi, text))
        for other in table.indikator
    )


def _money_prose(naskah: Naskah, table: IndicatorTable) -> Hasil:
    """``Program X … anggaran Rp A … realisasi Rp B``: amounts beside a budget line's name."""
    found: list[Catat] = []
    checked = 0
    for line in _lines(table):
        if line.jenjang == "total" or len(words(line.nama.isi)) < 2:
            continue
        pagu, spent, first = (number_of(v) for v in (line.pagu, line.realisasi, line.pagu_awal))
        twins = [b for b in _lines(table) if same_name(b.nama.isi, line.nama.isi)]
        if pagu is None or len(twins) > 1:
            continue
        allowed = {
            v * table.faktor_rupiah
            for v in (pagu, spent, first, pagu - spent if spent is not None else None)
            if v is not None
        }
        for blok, at, text in naskah.kalimat():
            end = mentions(line.nama.isi, text)
            if end is None:
                continue
            match = MONEY.search(text, end, end + 160)
            numbers = find_numbers(" " + match.group(1)) if match else []
            gap = text[end : match.start()] if match else ""
            if not match or len(numbers) != 1 or numbers[0].nilai < 1000 or REMAINS.search(gap):
                continue
            is_spent = bool(ALL_SPENT.search(gap))
            if not is_spent and not ALL_PLANNED.search(text[:end][-60:] + gap):
                continue
            checked += 1
            wanted = line.realisasi if is_spent and line.realisasi is not None else line.pagu
            if numbers[0].nilai in allowed or wanted is None:
                continue
            data = {
                "indikator": shorten(line.nama.isi, 100),
                "tertulis": match.group(),
                "harapan": f"Rp{show((wanted.angka or Decimal()) * table.faktor_rupiah)}",
                "besaran": "realisasi anggaran" if is_spent else "pagu",
                "sel": _source(wanted),
            }
            quote = around(text, end, match.end(), 70, 5)
            found.append(
                Catat(
                    "acuan-prosa",
                    Tingkat.GALAT,
                    blok.page_at(at + end),
                    quote,
                    data,
                    "teks",
                    data["harapan"],
                    _source(wanted),
                )
            )
    return Hasil(tuple(found), checked)


def _means(naskah: Naskah, against: Acuan) -> Hasil:
    """``rata-rata capaian 97,51 %`` against the mean over the table, or over one sasaran of it."""
    means = against.rata
    rows = [i for i in against.table.indikator if not i.is_induk]
    if not means or len(rows) < 2 or against.table.tahun not in (None, naskah.tahun):
        return Hasil(())
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in MEAN.finditer(text):
            if re.search(r"\b(?:anggaran|program|kegiatan|keuangan|fisik)\b", match.group("antara"), re.I):
                continue
            numbers = find_numbers(" " + match.group("nilai"))
            if len(numbers) != 1:
                continue
            checked += 1
            if not any(follows(numbers[0].nilai, m, numbers[0].desimal) for m in means):
                data = {
                    "tertulis": match.group("nilai"),
                    "harapan": f"{show(means[0], 2)} %",
                    "jumlah": str(len(rows)),
                }
                found.append(
                    Catat(
                        "acuan-rata",
                        Tingkat.GALAT,
                        blok.page_at(at + match.start()),
                        shorten(match.group()),
                        data,
                        "teks",
                        data["harapan"],
                        "rata-rata capaian indikator tabel acuan",
                        halaman_lain=pages([]),
                    )
                )
    return Hasil(tuple(found), checked)
