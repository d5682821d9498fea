"""Rows of tables recomputed: percentages, units, sums of budget lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from bot.drafting.periksa.angka import decimals_of, find_numbers, follows, show
from bot.drafting.periksa.model import Catat, Hasil, shorten
from bot.drafting.periksa.names import words
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.arah import arah_nama
from bot.kinerja.model import Arah, BarisAnggaran, IndicatorTable, Indikator, Isian, Nilai, Tingkat
from bot.kinerja.satuan import Kelas, kelas_nama, kelas_satuan

SMALL = Decimal("0.06")
HUNDRED = Decimal(100)
LENGTH_UNITS = frozenset(
    ["km", "m", "meter", "m1", "m'", "ha", "hektar", "hektare", "m2", "m²", "km2", "km²", "kilometer"]
)
INNER_NUMBER = re.compile(r"\s\d{1,2}[.)]\s")
MEASURED = re.compile(r"\b(?:panjang|luas|lebar|jarak|volume|debit|areal|ruas)\b", re.I)
FRACTION_UNITS = re.compile(r"\bper\b|/", re.I)


def printed_decimals(value: Nilai) -> int:
    """Decimals of a value as its text prints them."""
    numbers = find_numbers(" " + value.teks)
    for number in numbers:
        if number.may_be(value.nilai or Decimal(-1)):
            return number.desimal if number.nilai == value.nilai else decimals_of(number.lain or number.nilai)
    return decimals_of(value.nilai) if value.nilai is not None else 0


def place(table: IndicatorTable) -> str:
    """The table as a person finds it: its caption, or where it stands."""
    return shorten(table.judul, 90) if table.judul else f"tabel {table.lembar}"


def number_of(isian: Isian | None) -> Decimal | None:
    """The number of an entry, None where there is none or where its text could mean two."""
    if isian is None or isian.nilai.tafsir_lain is not None:
        return None
    return isian.angka


def check_capaian(naskah: Naskah) -> Hasil:
    """Printed capaian against target and realisasi of its own row."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        for indicator in table.indikator:
            base = indicator.target or indicator.target_akhir
            t, r, c = number_of(base), number_of(indicator.realisasi), number_of(indicator.capaian_tertulis)
            if (
                t is None
                or r is None
                or c is None
                or not t
                or base is None
                or indicator.capaian_tertulis is None
            ):
                continue
            checked += 1
            note = _capaian_note(table, indicator, base, t, r, c)
            if note is not None:
                found.append(note)
    return Hasil(tuple(found), checked)


def _capaian_note(
    table: IndicatorTable, indicator: Indikator, base: Isian, t: Decimal, r: Decimal, c: Decimal
) -> Catat | None:
    assert indicator.capaian_tertulis is not None
    assert indicator.realisasi is not None
    decimals = printed_decimals(indicator.capaian_tertulis.nilai)
    direction = indicator.arah or arah_nama(indicator.nama.isi)
    plain = r / t * HUNDRED
    allowed = [plain]
    if direction is not Arah.NAIK:
        allowed.append((2 * t - r) / t * HUNDRED)
        if r:
            allowed.append(t / r * HUNDRED)
    final = number_of(indicator.target_akhir)
    if final:
        allowed.append(r / final * HUNDRED)
    if any(follows(c, a, decimals) for a in allowed):
        return None
    exact = min(allowed, key=lambda a: abs(a - c)) if direction is Arah.TURUN else plain
    kind, level = "beda", Tingkat.GALAT
    if direction is not Arah.TURUN and r and follows(c, t / r * HUNDRED, decimals):
        kind = "terbalik"
    elif c == HUNDRED and plain > HUNDRED:
        kind, level = "dibatasi", Tingkat.INFO
    elif abs(exact - c) <= SMALL:
        kind, level = "kecil", Tingkat.INFO
    t_text, r_text = base.nilai.teks, indicator.realisasi.nilai.teks
    expected = show(exact, 2)
    data = {
        "indikator": shorten(indicator.nama.isi, 110),
        "target": t_text,
        "realisasi": r_text,
        "tertulis": indicator.capaian_tertulis.nilai.teks,
        "dihitung": expected,
        "jenis": kind,
    }
    quote = (
        f"{shorten(indicator.nama.isi, 80)}: {t_text} → {r_text} = {indicator.capaian_tertulis.nilai.teks}"
    )
    formula = f"{r_text} ÷ {t_text} × 100"
    return Catat(
        "capaian-beda",
        level,
        indicator.halaman or table.halaman,
        quote,
        data,
        place(table),
        f"{expected} %",
        formula,
    )


def check_serapan(naskah: Naskah) -> Hasil:
    """Printed serapan against pagu and realisasi; a mean of children's percentages is named so."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        for line in table.anggaran:
            pagu, spent, printed = (
                number_of(line.pagu),
                number_of(line.realisasi),
                number_of(line.serapan_tertulis),
            )
            if not pagu or spent is None or printed is None or line.serapan_tertulis is None or pagu < 1000:
                continue
            checked += 1
            decimals = printed_decimals(line.serapan_tertulis.nilai)
            first = number_of(line.pagu_awal)
            exact = spent / pagu * HUNDRED
            if follows(printed, exact, decimals) or (
                first and follows(printed, spent / first * HUNDRED, decimals)
            ):
                continue
            if printed <= 1 and follows(printed, spent / pagu, decimals):
                continue
            children = _percentages(_children(table, line))
            mean = sum(children, Decimal()) / len(children) if len(children) > 1 else None
            kind, level = "beda", Tingkat.GALAT
            if mean is not None and abs(mean - printed) <= Decimal("0.06"):
                kind = "rata"
            elif abs(exact - printed) <= SMALL:
                kind, level = "kecil", Tingkat.INFO
            assert line.pagu is not None
            assert line.realisasi is not None
            data = {
                "nama": shorten(line.nama.isi, 110),
                "pagu": line.pagu.nilai.teks,
                "realisasi": line.realisasi.nilai.teks,
                "tertulis": line.serapan_tertulis.nilai.teks,
                "dihitung": show(exact, 2),
                "jenis": kind,
            }
            sides = f"{line.realisasi.nilai.teks} / {line.pagu.nilai.teks}"
            quote = f"{shorten(line.nama.isi, 80)}: {sides} = {line.serapan_tertulis.nilai.teks}"
            found.append(
                Catat(
                    "serapan-beda",
                    level,
                    line.halaman or table.halaman,
                    quote,
                    data,
                    place(table),
                    f"{show(exact, 2)} %",
                    f"{line.realisasi.nilai.teks} ÷ {line.pagu.nilai.teks} × 100",
                )
            )
    return Hasil(tuple(found), checked)


def _children(table: IndicatorTable, line: BarisAnggaran) -> list[BarisAnggaran]:
    """Lines directly below: by ``induk``, else the run of lower lines that follows a program's row."""
    by_parent = [b for b in table.anggaran if b.induk == line.id]
    if by_parent or line.jenjang != "program":
        return by_parent
    at = table.anggaran.index(line)
    found: list[BarisAnggaran] = []
    for other in table.anggaran[at + 1 :]:
        if other.jenjang in ("program", "total"):
            break
        found.append(other)
    return found


def _percentages(lines: Sequence[BarisAnggaran]) -> list[Decimal]:
    values = [number_of(line.serapan_tertulis) for line in lines]
    return [v for v in values if v is not None]


def check_budget_sums(naskah: Naskah) -> Hasil:
    """Parents against their children, the total against what it totals, for pagu and realisasi."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        if any(b.pagu is not None and "\n" in b.pagu.nilai.teks.strip() for b in table.anggaran):
            continue  # rows that were read as one: nothing adds up
        for line in table.anggaran:
            groups = [_children(table, line)] if line.jenjang != "total" else _totalled(table)
            for column in ("pagu", "realisasi"):
                printed: Isian | None = getattr(line, column)
                value = number_of(printed)
                sums = [s for g in groups if (s := _sum(g, column)) is not None]
                if value is None or printed is None or not sums:
                    continue
                checked += 1
                if line.jenjang == "total" and any(
                    number_of(getattr(b, column)) == value for b in table.anggaran if b is not line
                ):
                    continue  # a line at the top bears the same total
                if value in sums or (line.jenjang != "total" and _of_next(table, groups[0], column, value)):
                    continue
                near = min(sums, key=lambda s: abs(s - value))
                if abs(near - value) > value / 2:  # children that are not all there
                    continue
                data = {
                    "nama": shorten(line.nama.isi, 90),
                    "kolom": column,
                    "tertulis": printed.nilai.teks,
                    "dihitung": show(near),
                    "selisih": show(abs(near - value)),
                }
                quote = f"{shorten(line.nama.isi, 80)}: {printed.nilai.teks}"
                found.append(
                    Catat(
                        "jumlah-anggaran",
                        Tingkat.GALAT,
                        line.halaman or table.halaman,
                        quote,
                        data,
                        place(table),
                        show(near),
                        "jumlah baris di bawahnya" if line.jenjang != "total" else "jumlah baris tabel",
                    )
                )
    return Hasil(tuple(found), checked)


def _of_next(table: IndicatorTable, children: Sequence[BarisAnggaran], column: str, value: Decimal) -> bool:
    """Whether the lines below are more than this parent's: the first add up to it, or all to the total.

    A table without codes shows levels by type and indent only; a reader may hang the next parent's
    lines here.
    """
    running = Decimal()
    for child in children:
        running += number_of(getattr(child, column)) or Decimal()
        if running == value:
            return True
    totals = [number_of(getattr(b, column)) for b in table.anggaran if b.jenjang == "total"]
    others = [
        number_of(getattr(b, column)) for b in table.anggaran if b.jenjang != "total" and b.induk is None
    ]
    return running in totals or running == sum((o for o in others if o is not None), Decimal())


def _totalled(table: IndicatorTable) -> list[list[BarisAnggaran]]:
    lines = [b for b in table.anggaran if b.jenjang != "total"]
    groups = [
        [b for b in lines if b.jenjang == level]
        for level in ("urusan", "opd", "sasaran", "program", "kegiatan")
    ]
    groups.append([b for b in lines if b.induk is None])
    parents = {b.induk for b in lines}
    groups.append([b for b in lines if b.id not in parents])
    return [g for g in groups if len(g) >= 2]


def _sum(lines: Sequence[BarisAnggaran], column: str) -> Decimal | None:
    values = [number_of(getattr(line, column)) for line in lines]
    if len(values) < 2 or any(v is None for v in values):
        return None
    return sum((v for v in values if v is not None), Decimal())


def check_units(naskah: Naskah) -> Hasil:
    """``Persentase … = 12 km``; ``jumlah bangunan … = 2 km``; ``Jumlah … = 100 %``."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        faults: list[Catat] = []
        names = Counter(words(i.nama.isi) for i in table.indikator)
        for indicator in table.indikator:
            value = indicator.realisasi or indicator.target
            # A name that stands on several rows has its activities' outputs beside it, in their units.
            if value is None or value.angka is None or names[words(indicator.nama.isi)] > 1:
                continue
            if INNER_NUMBER.search(indicator.nama.isi):  # two indicators in one cell
                continue
            unit = (value.nilai.satuan or (indicator.satuan.isi if indicator.satuan else "")).strip(" .()")
            if not unit or FRACTION_UNITS.search(unit):
                continue
            checked += 1
            reason = _unit_fault(indicator.nama.isi, unit)
            if reason:
                data = {"indikator": shorten(indicator.nama.isi, 110), "satuan": unit, "jenis": reason}
                quote = f"{shorten(indicator.nama.isi, 90)} = {value.nilai.teks}"
                faults.append(
                    Catat(
                        "satuan-janggal",
                        Tingkat.PERINGATAN,
                        indicator.halaman or table.halaman,
                        quote,
                        data,
                        place(table),
                    )
                )
        if len(faults) <= 2 or len(faults) * 4 <= len(table.indikator):
            found += faults
    return Hasil(tuple(found), checked)


def _unit_fault(name: str, unit: str) -> str | None:
    kind, promised = kelas_satuan(unit), kelas_nama(name)
    first = words(name)[:2]
    share = promised is Kelas.PERSEN or (len(first) > 1 and first[1] == "persentase")
    if share and kind in (Kelas.UKURAN, Kelas.CACAH, Kelas.UANG):
        return "persentase"
    counts = "jumlah" in first
    if counts and unit.lower().split()[0] in LENGTH_UNITS and not MEASURED.search(name):
        return "jumlah"
    if counts and kind is Kelas.PERSEN and not re.search(r"\b(?:persen|tingkat|capaian)\b", name, re.I):
        return "jumlah-persen"
    return None
