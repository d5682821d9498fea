"""Values that the prose states beside an indicator or a program, held against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, is_year, show
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.names import all_mentions, kind_of, mentions, words
from bot.drafting.periksa.naskah import SECTION_NUMBER, Blok, Naskah
from bot.kinerja.model import BarisAnggaran, IndicatorTable, Indikator, Isian, Tingkat

UNAVAILABLE = re.compile(
    r"\b(?:data\s+)?(?:belum|tidak)\s+(?:tersedia|ada\s+data|diperoleh\s+data)|data\s+belum\s+(?:ada|tersedia|diperoleh)",
    re.I,
)


YEAR = re.compile(r"\btahun\s+((?:19|20)\d{2})\b", re.I)


OTHER_LEAD = re.compile(r"\b(?:efisiensi|selisih|anggaran|bobot|serapan|kontribusi)\b", re.I)


OTHER_TIME = re.compile(
    r"\bdibanding\w*\s+(?:dengan\s+)?(?:tahun|capaian|realisasi)\b|\btahun\s+(?:lalu|sebelumnya)\b", re.I
)


FAR_VALUE = re.compile(r"[^;:\d]{0,180}?\bdengan\s+(?:nilai|hasil)\s+(?:sebesar\s+)?$", re.I)


VALUE_AFTER = re.compile(
    r"[^.;:\d]{0,70}?(?:\b(?P<kata>sebesar|mencapai|tercapai|terealisasi|realisasi(?:nya)?|dengan\s+nilai|nilai|adalah|yaitu|hasil)\s*(?:Level\s+\d\s*)?[:=(]?\s*|[(]\s*)$",
    re.I,
)


OTHER_SUBJECT = re.compile(
    r"\b(?:provinsi|nasional|target|bobot|tahun\s+lalu|sebelum\w*|efisiensi|anggaran|serapan|pagu|rp|selisih|unggul|naik|turun"
    r"|meningkat\w*|menurun\w*|peningkatan|penurunan|kenaikan|level|nomor|poin|komponen|capaian\s+kinerja|indikator|responden|triwulan)\b",
    re.I,
)


MEAN_SAID = re.compile(
    r"\brata\s?-\s?rata\s+(?:capaian|pencapaian)(?:[^.;%\d]|\b20\d\d\b){0,90}?(?P<nilai>\d{1,3}[.,]\d{1,3})\s?(?:%|persen)",
    re.I,
)


MEAN_ROW = re.compile(r"\brata\s?-?\s?rata\b", re.I)


OTHER_LINE = re.compile(r"\b(?:program|kegiatan|sisa)\b", re.I)
SENTENCE_END = re.compile(r"[.;]\s+[A-Z]")
MONEY = re.compile(r"Rp\s?\.?\s?(\d[\d.,]*\d)", re.I)


SPENT = re.compile(r"\b(?:realisasi\w*|terealisasi\w*|terserap|serapan|penyerapan)\b", re.I)


PLANNED = re.compile(r"\b(?:pagu|anggaran|alokasi|dialokasikan)\b", re.I)


def _known(naskah: Naskah) -> dict[str, list[tuple[Indikator, IndicatorTable]]]:
    """Indicators by name, only names long enough to be told apart in prose."""
    known: dict[str, list[tuple[Indikator, IndicatorTable]]] = defaultdict(list)
    spelled: dict[tuple[str, ...], str] = {}
    for table in naskah.tabel:
        for indicator in table.indikator:
            key = words(indicator.nama.isi)
            if len(key) >= 2 and len("".join(key)) >= 9:
                name = spelled.setdefault(key, indicator.nama.isi)
                known[name].append((indicator, table))
    return known


def check_unavailable(naskah: Naskah) -> Hasil:
    """``Index SPBE tahun 2019 … data belum tersedia``, and a table that prints it."""
    found: list[Catat] = []
    checked = 0
    known = _known(naskah)
    for blok, at, text in naskah.kalimat():
        match = UNAVAILABLE.search(text)
        if not match:
            continue
        years = [int(y) for y in YEAR.findall(text[: match.start()])]
        year = years[0] if years else naskah.tahun
        for name, rows in known.items():
            end = mentions(name, text[: match.start()])
            if (
                end is None
                or match.start() - end > 120
                or re.search(r"\bsedangkan\b|,\s*dan\b", text[end : match.start()])
            ):
                continue
            checked += 1
            printed = [(i, t, v) for i, t in rows if (v := _result_of(i, t, year, naskah.tahun)) is not None]
            if printed:
                indicator, table, value = printed[0]
                where = indicator.halaman or table.halaman
                page = blok.page_at(at + match.start())
                data = {
                    "indikator": shorten(name, 100),
                    "tahun": str(year or ""),
                    "nilai": value.nilai.teks,
                    "halaman": str(where or "?"),
                }
                found.append(
                    Catat(
                        "tersedia-di-tabel",
                        Tingkat.PERINGATAN,
                        page,
                        around(text, match.start(), match.end(), 110, 0),
                        data,
                        "teks",
                        value.nilai.teks,
                        f"hlm. {where}",
                        halaman_lain=pages((i.halaman or t.halaman for i, t, _ in printed), page),
                    )
                )
    return Hasil(tuple(found), checked)


def _result_of(
    indicator: Indikator, table: IndicatorTable, year: int | None, default: int | None
) -> Isian | None:
    own = indicator.tahun or table.tahun or default
    value = indicator.realisasi if year == own else indicator.riwayat.get(year or 0)
    # A zero is printed for "nothing yet" as often as for a result.
    return value if value is not None and value.angka else None


def check_prose_values(naskah: Naskah) -> Hasil:
    """``6) Persentase aparatur … (81,62 %)``: a value beside an indicator that no table prints."""
    found: list[Catat] = []
    checked = 0
    known = {n: rows for n, rows in _known(naskah).items() if any(i.realisasi is not None for i, _ in rows)}
    other_year = False
    for blok in naskah.blok:
        if SECTION_NUMBER.match(blok.teks):
            years = {int(y) for y in YEAR.findall(blok.teks[:120])}
            other_year = bool(years) and naskah.tahun not in years
        if other_year or (blok.bab == 1 and len(blok.teks) > 600):
            continue
        for name, rows in known.items():
            ends = all_mentions(name, blok.teks)
            value, end = next(((v, e) for e in ends if (v := stated_value(blok.teks, e))), (None, 0))
            if value is None or _longer_name(name, known, blok.teks):
                continue
            printed = _values_of(rows)
            # Prose about another quantity of the indicator is not held against it: only a value of
            # the same order, or of the same unit, is.
            if not printed or any(_same(value, v) for v in printed):
                checked += bool(printed)
                continue
            checked += 1
            near = min(printed, key=lambda v: abs(v - value.nilai))
            if near and not Decimal("0.02") <= value.nilai / near <= Decimal(50):
                continue
            if kind_of(name) == "persen" and not value.persen:
                continue
            where = [i.halaman or t.halaman for i, t in rows]
            page = blok.page_at(end)
            data = {
                "indikator": shorten(name, 100),
                "tertulis": value.teks,
                "tabel": _listed(rows),
                "halaman": ", ".join(str(p) for p in pages(where)),
            }
            found.append(
                Catat(
                    "prosa-tabel",
                    Tingkat.PERINGATAN,
                    page,
                    around(blok.teks, end, value.akhir, 90, 10),
                    data,
                    "teks",
                    _listed(rows),
                    f"tabel hlm. {data['halaman']}",
                    halaman_lain=pages(where, page),
                    keyakinan=Decimal("0.8"),
                )
            )
    return Hasil(tuple(found), checked)


def _listed(rows: Sequence[tuple[Indikator, IndicatorTable]]) -> str:
    texts = [
        i.realisasi.nilai.teks for i, _ in rows if i.realisasi is not None and i.realisasi.angka is not None
    ]
    return ", ".join(dict.fromkeys(texts)) or "tidak ada"


def stated_value(text: str, end: int) -> Bilangan | None:
    """The value stated right behind an indicator's name (which ends at ``end``), or None.

    Counts, years, levels, and values of another subject (a budget, an efficiency, a target) are not it.
    """
    if OTHER_LEAD.search(text[max(0, end - 110) : end]) or OTHER_TIME.search(text[max(0, end - 150) : end]):
        return None
    for number in find_numbers(text[end : end + 200]):
        between = text[end : end + number.mulai]
        if is_year(number) or (number.desimal == 0 and not number.persen and number.lain is None):
            if is_year(number) and not OTHER_SUBJECT.search(between):
                continue
            return None
        plain = YEAR.sub("", between)
        far = FAR_VALUE.match(plain)
        if not far and (OTHER_SUBJECT.search(plain) or not VALUE_AFTER.match(plain)):
            return None
        return Bilangan(
            number.nilai,
            number.teks,
            end + number.mulai,
            end + number.akhir,
            number.persen,
            number.rupiah,
            number.lain,
        )
    return None


def _longer_name(name: str, known: dict[str, list[tuple[Indikator, IndicatorTable]]], text: str) -> bool:
    """Whether a longer indicator's name holds this one and stands in the text itself."""
    key = " ".join(words(name))
    return any(
        len(other) > len(name) and key in " ".join(words(other)) and mentions(other, text) is not None
        for other in known
        if other != name
    )


def _values_of(rows: Sequence[tuple[Indikator, IndicatorTable]]) -> list[Decimal]:
    values: list[Isian | None] = []
    for i, _ in rows:
        values += [i.target, i.realisasi, i.capaian_tertulis, i.target_akhir, i.standar_nasional]
        values += [
            *i.riwayat.values(),
            *i.riwayat_target.values(),
            *i.riwayat_capaian.values(),
            *i.target_jangka.values(),
        ]
        values += [p.isian for p in i.pembanding]
        t, r = number_of(i.target), number_of(i.realisasi)
        if t and r is not None:
            values.append(Isian(i.realisasi.nilai) if i.realisasi else None)
    found = [v.angka for v in values if v is not None and v.angka is not None]
    for i, _ in rows:
        t, r = number_of(i.target), number_of(i.realisasi)
        if t and r is not None:
            found += [r / t * 100, abs(r - t), (2 * t - r) / t * 100]
    return found


def _same(value: Bilangan, known: Decimal) -> bool:
    readings = [value.nilai, *([value.lain] if value.lain is not None else [])]
    return any(v == known or follows(v, known, value.desimal) or v == known * 100 for v in readings)


def check_prose_means(naskah: Naskah) -> Hasil:
    """``rata-rata capaian kinerja 97,51 %`` against the means of the report's own tables."""
    means: list[tuple[Decimal, IndicatorTable]] = []
    for table in naskah.tabel:
        for rows in (table.indikator, *(s.indikator for s in table.sasaran)):
            values = [
                i.capaian_tertulis.angka
                for i in rows
                if i.capaian_tertulis and i.capaian_tertulis.angka is not None
            ]
            if len(values) >= 2 and len(values) == len(rows):
                means.append((sum(values, Decimal()) / len(values), table))
    found: list[Catat] = []
    checked = 0
    printed_means = _printed_means(naskah)
    for blok, at, text in naskah.kalimat() if means else ():
        for match in MEAN_SAID.finditer(text):
            said = find_numbers(" " + match.group("nilai"))
            if (
                len(said) != 1
                or not said[0].desimal
                or re.search(r"\b(?:anggaran|program|kegiatan|keuangan|fisik)\b", match.group(), re.I)
            ):
                continue
            checked += 1
            near, table = min(means, key=lambda m: abs(m[0] - said[0].nilai))
            gap = abs(near - said[0].nilai)
            limit = 25 if len(means) <= 2 else 5
            right = any(follows(said[0].nilai, m, said[0].desimal) for m, _ in means)
            if gap <= Decimal("0.02") or gap > limit or right:
                continue
            # A mean that a table prints is checked there; with many tables it may be of any of them.
            if said[0].nilai in printed_means or len(means) > 6:
                continue
            data = {
                "tertulis": match.group("nilai"),
                "dihitung": show(near, 2),
                "halaman": str(table.halaman or "?"),
            }
            page = blok.page_at(at + match.start())
            found.append(
                Catat(
                    "rata-prosa",
                    Tingkat.PERINGATAN,
                    page,
                    shorten(match.group(), 130),
                    data,
                    "teks",
                    f"{data['dihitung']} %",
                    place(table),
                    halaman_lain=pages([table.halaman], page),
                )
            )
    return Hasil(tuple(found), checked)


def _printed_means(naskah: Naskah) -> set[Decimal]:
    """Numbers in rows and columns of any table that are headed as means."""
    found: set[Decimal] = set()
    for kisi in naskah.kisi:
        rows = [row for _, row in kisi.text_rows()]
        columns = {c for row in rows[:2] for c, cell in enumerate(row) if MEAN_ROW.search(cell)}
        for row in rows:
            cells = row if MEAN_ROW.search(" ".join(row)) else [row[c] for c in columns if c < len(row)]
            found |= {n.nilai for cell in cells for n in find_numbers(" " + cell)}
    return found


def check_prose_budget(naskah: Naskah) -> Hasil:
    """``Program X … anggaran Rp A … realisasi Rp B`` against the report's own budget tables."""
    lines: dict[str, list[tuple[BarisAnggaran, IndicatorTable]]] = defaultdict(list)
    for table in naskah.tabel:
        for line in table.anggaran:
            if line.jenjang != "total" and len(words(line.nama.isi)) >= 3:
                lines[" ".join(words(line.nama.isi))].append((line, table))
    found: list[Catat] = []
    checked = 0
    for rows in lines.values():
        for blok in naskah.blok:
            if blok.bab not in (0, 3, 4):
                continue
            for match, wanted in _amounts_of(rows, blok):
                checked += 1
                if wanted is not None:
                    found.append(_amount_note(rows, blok, match, wanted))
    return Hasil(tuple(found), checked)


Lines = Sequence[tuple[BarisAnggaran, IndicatorTable]]


def _amounts_of(rows: Lines, blok: Blok) -> Iterator[tuple[re.Match[str], set[Decimal] | None]]:
    """Amounts stated of a budget line in its sentence, with what the tables print where it is not that."""
    end = mentions(rows[0][0].nama.isi, blok.teks)
    if end is None:
        return
    planned = {
        v * t.faktor_rupiah
        for b, t in rows
        for v in (number_of(b.pagu), number_of(b.pagu_awal))
        if v is not None
    }
    spent = {v * t.faktor_rupiah for b, t in rows if (v := number_of(b.realisasi)) is not None}
    for match in MONEY.finditer(blok.teks, end, end + 260):
        between = blok.teks[end : match.start()]
        if SENTENCE_END.search(between):
            return
        value = find_numbers(" " + match.group(1))
        lead = between[-60:]
        wanted = spent if SPENT.search(lead) else planned if PLANNED.search(lead) else set()
        if not wanted or len(value) != 1 or value[0].nilai < 1000 or OTHER_LINE.search(between):
            continue
        amount = value[0].nilai
        right = amount in planned | spent or any(abs(amount - w) < 1 for w in wanted)
        yield match, None if right else wanted


def _amount_note(rows: Lines, blok: Blok, match: re.Match[str], wanted: set[Decimal]) -> Catat:
    where = [b.halaman or t.halaman for b, t in rows]
    page = blok.page_at(match.start())
    listed = ", ".join(f"Rp{show(w)}" for w in sorted(wanted))
    data = {
        "indikator": shorten(rows[0][0].nama.isi, 100),
        "tertulis": match.group(),
        "tabel": listed,
        "halaman": ", ".join(str(p) for p in pages(where)),
    }
    quote = around(blok.teks, match.start(), match.end(), 100, 0)
    return Catat(
        "prosa-tabel",
        Tingkat.PERINGATAN,
        page,
        quote,
        data,
        "teks",
        listed,
        f"tabel hlm. {data['halaman']}",
        halaman_lain=pages(where, page),
    )


def check_target_year(naskah: Naskah) -> Hasil:
    """``Tahun 2018 target … 5 buah`` where 5 is the target of the reporting year, and of no other."""
    found: list[Catat] = []
    checked = 0
    year = naskah.tahun
    if year is None:
        return Hasil(())
    known = _known(naskah)
    current: tuple[str, list[tuple[Indikator, IndicatorTable]]] | None = None
    since = 0
    for blok in naskah.blok:
        if blok.penanda or len(blok.teks) < 200:
            named = next(((n, r) for n, r in known.items() if mentions(n, blok.teks[:260]) is not None), None)
            if named or (blok.penanda and blok.gaya and "angka" in blok.gaya):
                current, since = named, blok.order
        if current is None or blok.order > since + 30:
            continue
        for match in re.finditer(r"\btahun\s+((?:19|20)\d{2})\s+target\b", blok.teks, re.I):
            other = int(match.group(1))
            if other >= year or other < year - 4:
                continue
            numbers = [n for n in find_numbers(blok.teks[match.end() : match.end() + 60]) if not is_year(n)]
            if not numbers:
                continue
            checked += 1
            rows = current[1]
            now = [number_of(i.target) for i, t in rows if (i.tahun or t.tahun or year) == year]
            then = [number_of(i.riwayat_target[other]) for i, _ in rows if other in i.riwayat_target]
            if numbers[0].nilai in now and not then:
                page = blok.page_at(match.start())
                data = {
                    "tertulis": str(other),
                    "tahun": str(year),
                    "target": numbers[0].teks,
                    "indikator": shorten(current[0], 90),
                }
                found.append(
                    Catat(
                        "tahun-penjelasan",
                        Tingkat.PERINGATAN,
                        page,
                        shorten(blok.teks[match.start() : match.end() + 90]),
                        data,
                        "teks",
                        str(year),
                        halaman_lain=pages((i.halaman or t.halaman for i, t in rows), page),
                        keyakinan=Decimal("0.8"),
                    )
                )
    return Hasil(tuple(found), checked)
