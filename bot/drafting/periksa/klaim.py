"""What the prose claims, held against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, is_year
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import Blok, Naskah
from bot.drafting.periksa.names import all_mentions, kind_of, mentions, words
from bot.kinerja.arah import arah_nama
from bot.kinerja.model import Arah, IndicatorTable, Indikator, Isian, Tingkat

ALL = r"(?:semua|seluruh|keseluruhan|semuanya)"
REACHED_ALL = re.compile(
    rf"\b{ALL}\b[^.;]{{0,60}}?\b(?:indikator|target|sasaran)\b[^.;]{{0,60}}?"
    r"\b(?:telah\s+|sudah\s+|dapat\s+|berhasil\s+)?(?:mencapai\s+target|tercapai|memenuhi\s+target|melampaui\s+target|mencapai\s*100)",
    re.I,
)
RISEN = re.compile(
    r"\b(?P<kuat>hampir\s+semua|sebagian\s+besar|semua|seluruh)\b[^.;]{0,30}?\bindikator\b[^.;]{0,40}?\bmengalami\s+(?P<apa>peningkatan|kenaikan|penurunan)",
    re.I,
)
UNAVAILABLE = re.compile(
    r"\b(?:data\s+)?(?:belum|tidak)\s+(?:tersedia|ada\s+data|diperoleh\s+data)|data\s+belum\s+(?:ada|tersedia|diperoleh)", re.I
)
YEAR = re.compile(r"\btahun\s+((?:19|20)\d{2})\b", re.I)
REACHED_SOME = re.compile(
    r"(?<![\w.,])(?P<capai>\d{1,3})\s*(?:\([A-Za-z ]{3,30}\)\s*)?dari\s+(?P<semua>\d{1,3})\s*(?:\([A-Za-z ]{3,30}\)\s*)?"
    r"(?:dari\s+)?indikator\b[^.;]{0,60}?\b(?:mencapai|tercapai|memenuhi|melampaui)",
    re.I,
)
OTHER_LEAD = re.compile(r"\b(?:efisiensi|selisih|anggaran|bobot|serapan|kontribusi)\b", re.I)
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
EFFICIENCY = re.compile(r"(?:analisis|analisa)\b.{0,20}\befisiensi\b.{0,30}\bsumber\s+daya\b|^efisiensi\s+penggunaan\s+sumber\s+daya", re.I)
OPPOSITES = (
    ("labil", "stabil"), ("baik", "buruk"), ("surplus", "defisit"), ("mudah", "sulit"), ("luas", "sempit"), ("besar", "kecil"),
    ("banyak", "sedikit"), ("cepat", "lambat"), ("positif", "negatif"), ("aman", "rawan"), ("memadai", "terbatas"),
)  # fmt: skip
COMPARATIVE = frozenset({"lebih", "paling", "terlalu", "semakin", "makin", "kurang", "sangat"})
WORDS = re.compile(r"[a-z]+")


def main_tables(naskah: Naskah) -> list[IndicatorTable]:
    """Tables that measure indicators of the reporting year: target and realisasi on most rows."""
    found = []
    for table in naskah.tabel:
        rows = [i for i in table.indikator if not i.is_induk]
        both = sum(i.target is not None and i.realisasi is not None for i in rows)
        if len(rows) >= 2 and both * 2 > len(rows):
            found.append(table)
    return found


def is_reached(indicator: Indikator) -> bool | None:
    """Whether the year's target is met; None where numbers or direction do not tell."""
    t, r = number_of(indicator.target), number_of(indicator.realisasi)
    if t is None or r is None:
        return None
    down = (indicator.arah or arah_nama(indicator.nama.isi)) is Arah.TURUN
    return r <= t if down else r >= t


def check_all_reached(naskah: Naskah) -> Hasil:
    """``semua indikator telah mencapai target``, while a table shows one that did not."""
    found: list[Catat] = []
    tables = main_tables(naskah)
    checked = 0
    for blok, at, text in naskah.kalimat():
        match = REACHED_ALL.search(text)
        if not match or re.search(r"\b(?:tidak|belum|agar|supaya|untuk|apabila|jika|akan|diharapkan|sehingga)\b", text[: match.end()], re.I):
            continue
        checked += 1
        missed = _missed(tables, blok)
        if missed:
            table, rows = missed
            names = "; ".join(f"{shorten(i.nama.isi, 60)} ({_pair(i)})" for i in rows[:3])
            data = {"jumlah": str(len(rows)), "nama": names, "halaman": str(rows[0].halaman or table.halaman or "?")}
            page = blok.page_at(at + match.start())
            found.append(
                Catat(
                    "klaim-tercapai", Tingkat.GALAT, page, shorten(match.group(), 150), data, "teks",
                    halaman_lain=pages([rows[0].halaman or table.halaman], page),
                )
            )  # fmt: skip
    return Hasil(tuple(found), checked)


def _pair(indicator: Indikator) -> str:
    assert indicator.target is not None and indicator.realisasi is not None
    return f"{indicator.realisasi.nilai.teks} dari target {indicator.target.nilai.teks}"


def _missed(tables: Sequence[IndicatorTable], blok: Blok) -> tuple[IndicatorTable, list[Indikator]] | None:
    """The nearest measuring table and its missed indicators."""
    page = blok.halaman or 0
    for table in sorted(tables, key=lambda t: abs((t.halaman or 0) - page)):
        rows = [i for i in table.indikator if is_reached(i) is False]
        if rows:
            return table, rows
        if any(is_reached(i) for i in table.indikator):
            return None
    return None


def check_risen(naskah: Naskah) -> Hasil:
    """``hampir semua indikator mengalami peningkatan`` against the years of the nearest table."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        match = RISEN.search(text)
        if not match:
            continue
        counted = _movement(naskah, blok)
        if counted is None:
            continue
        table, up, down, rows = counted
        checked += 1
        good = up if match.group("apa").lower() in ("peningkatan", "kenaikan") else down
        strong = "sebagian" not in match.group("kuat").lower()
        floor = rows if match.group("kuat").lower() in ("semua", "seluruh") else rows * 3 // 4 if strong else rows // 2 + 1
        if good < floor:
            data = {"naik": str(good), "jumlah": str(rows), "klaim": " ".join(match.group("kuat").lower().split()), "apa": match.group("apa").lower()}
            page = blok.page_at(at + match.start())
            found.append(
                Catat(
                    "klaim-arah", Tingkat.PERINGATAN, page, shorten(match.group(), 130), data, "teks", f"{good} dari {rows}",
                    place(table), halaman_lain=pages([table.halaman], page),
                )
            )  # fmt: skip
    return Hasil(tuple(found), checked)


def _movement(naskah: Naskah, blok: Blok) -> tuple[IndicatorTable, int, int, int] | None:
    year = naskah.tahun
    page = blok.halaman or 0
    for table in sorted(naskah.tabel, key=lambda t: abs((t.halaman or 0) - page)):
        if abs((table.halaman or 0) - page) > 2 or year is None or len(table.indikator) < 3:
            continue
        rows = [i for i in table.indikator if year - 1 in i.riwayat]
        if len(rows) * 2 < len(table.indikator):
            continue
        pairs = [(number_of(i.riwayat[year - 1]), number_of(i.realisasi)) for i in rows]
        up = sum(a is not None and b is not None and b > a for a, b in pairs)
        down = sum(a is not None and b is not None and b < a for a, b in pairs)
        return table, up, down, len(rows)
    return None


def check_some_reached(naskah: Naskah) -> Hasil:
    """``1 dari 3 indikator telah mencapai target`` against a table of as many indicators."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in REACHED_SOME.finditer(text):
            said, all_ = int(match.group("capai")), int(match.group("semua"))
            tables = [t for t in main_tables(naskah) if len(t.indikator) == all_ and all(is_reached(i) is not None for i in t.indikator)]
            counts = {sum(bool(is_reached(i)) for i in t.indikator) for t in tables}
            checked += bool(counts)
            if counts and said not in counts:
                true = counts.pop()
                page = blok.page_at(at + match.start())
                data = {"tertulis": str(said), "jumlah": str(true), "semua": str(all_), "halaman": str(tables[0].halaman or "?")}
                found.append(
                    Catat("klaim-jumlah", Tingkat.PERINGATAN, page, shorten(match.group()), data, "teks", f"{true} dari {all_}", place(tables[0]))
                )
    return Hasil(tuple(found), checked)


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
            if end is None or match.start() - end > 120 or re.search(r"\bsedangkan\b|,\s*dan\b", text[end : match.start()]):
                continue
            checked += 1
            printed = [(i, t, v) for i, t in rows if (v := _result_of(i, t, year, naskah.tahun)) is not None]
            if printed:
                indicator, table, value = printed[0]
                where = indicator.halaman or table.halaman
                page = blok.page_at(at + match.start())
                data = {"indikator": shorten(name, 100), "tahun": str(year or ""), "nilai": value.nilai.teks, "halaman": str(where or "?")}
                found.append(
                    Catat(
                        "tersedia-di-tabel", Tingkat.PERINGATAN, page, shorten(text[max(0, match.start() - 110) : match.end()]), data, "teks",
                        value.nilai.teks, f"hlm. {where}", halaman_lain=pages((i.halaman or t.halaman for i, t, _ in printed), page),
                    )
                )  # fmt: skip
    return Hasil(tuple(found), checked)


def _result_of(indicator: Indikator, table: IndicatorTable, year: int | None, default: int | None) -> Isian | None:
    own = indicator.tahun or table.tahun or default
    value = indicator.realisasi if year == own else indicator.riwayat.get(year or 0)
    return value if value is not None and value.angka is not None else None


def check_prose_values(naskah: Naskah) -> Hasil:
    """``6) Persentase aparatur … (81,62 %)``: a value beside an indicator's name that no table prints for it."""
    found: list[Catat] = []
    checked = 0
    known = _known(naskah)
    for blok in naskah.blok:
        if blok.bab == 1 and len(blok.teks) > 600:
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
            data = {"indikator": shorten(name, 100), "tertulis": value.teks, "tabel": _listed(rows), "halaman": ", ".join(str(p) for p in pages(where))}
            found.append(
                Catat(
                    "prosa-tabel", Tingkat.PERINGATAN, page, shorten(blok.teks[max(0, end - 90) : value.akhir + 10]), data, "teks",
                    _listed(rows), f"tabel hlm. {data['halaman']}", halaman_lain=pages(where, page), keyakinan=Decimal("0.8"),
                )
            )  # fmt: skip
    return Hasil(tuple(found), checked)


def _listed(rows: Sequence[tuple[Indikator, IndicatorTable]]) -> str:
    texts = [i.realisasi.nilai.teks for i, _ in rows if i.realisasi is not None and i.realisasi.angka is not None]
    return ", ".join(dict.fromkeys(texts)) or "tidak ada"


def stated_value(text: str, end: int) -> Bilangan | None:
    """The value stated right behind an indicator's name (which ends at ``end``), or None.

    Counts, years, levels, and values of another subject (a budget, an efficiency, a target) are not it.
    """
    if OTHER_LEAD.search(text[max(0, end - 110) : end]):
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
        return Bilangan(number.nilai, number.teks, end + number.mulai, end + number.akhir, number.persen, number.rupiah, number.lain)
    return None


def _longer_name(name: str, known: dict[str, list[tuple[Indikator, IndicatorTable]]], text: str) -> bool:
    """Whether a longer indicator's name holds this one and stands in the text itself."""
    key = " ".join(words(name))
    return any(
        len(other) > len(name) and key in " ".join(words(other)) and mentions(other, text) is not None
        for other in known if other != name
    )  # fmt: skip


def _values_of(rows: Sequence[tuple[Indikator, IndicatorTable]]) -> list[Decimal]:
    values: list[Isian | None] = []
    for i, _ in rows:
        values += [i.target, i.realisasi, i.capaian_tertulis, i.target_akhir, i.standar_nasional]
        values += [*i.riwayat.values(), *i.riwayat_target.values(), *i.riwayat_capaian.values(), *i.target_jangka.values()]
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
                data = {"tertulis": str(other), "tahun": str(year), "target": numbers[0].teks, "indikator": shorten(current[0], 90)}
                found.append(
                    Catat(
                        "tahun-penjelasan", Tingkat.PERINGATAN, page, shorten(blok.teks[match.start() : match.end() + 90]), data, "teks", str(year),
                        halaman_lain=pages((i.halaman or t.halaman for i, t in rows), page), keyakinan=Decimal("0.8"),
                    )
                )  # fmt: skip
    return Hasil(tuple(found), checked)


def check_efficiency(naskah: Naskah) -> Hasil:
    """A section on the efficient use of resources in which no number stands."""
    found: list[Catat] = []
    checked = 0
    for index, blok in enumerate(naskah.blok):
        if blok.bab != 3 or len(blok.isi) > 400 or not EFFICIENCY.search(blok.isi[:90]):
            continue
        body = [blok.isi[90:]]
        last = blok.order
        for after in naskah.blok[index + 1 :]:
            own_level = after.gaya == blok.gaya and after.penanda and blok.penanda and _next_mark(blok.penanda, after.penanda)
            if own_level or after.bab != blok.bab or re.match(r"\d\.\d", after.teks):
                break
            body.append(after.isi)
            last = after.order
        text = " ".join(body)
        if len(text) < 150:
            continue
        checked += 1
        amounts = [n for n in find_numbers(text) if not is_year(n)]
        tables = [k for k in naskah.kisi if blok.order < k.order <= last + 1]
        if not amounts and not tables and not re.search(r"\btabel\b", text, re.I):
            found.append(Catat("efisiensi-tanpa-angka", Tingkat.PERINGATAN, blok.halaman, shorten(f"{blok.teks[:110]}"), {}, "bagian efisiensi"))
    return Hasil(tuple(found), checked)


def _next_mark(before: str, after: str) -> bool:
    if before.isdigit() and after.isdigit():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def check_opposites(naskah: Naskah) -> Hasil:
    """The same statement on two pages, once with the opposite word: ``tanah relatif labil``, ``relatif stabil``.

    Only adjectives that describe a state; movements and comparisons are about different things as
    often as not.
    """
    pairs = {a: b for a, b in OPPOSITES} | {b: a for a, b in OPPOSITES}
    seen: dict[tuple[str, ...], list[tuple[str, int | None, str]]] = defaultdict(list)
    for blok in naskah.blok:
        found_words = [(m.group(), m.start()) for m in WORDS.finditer(blok.teks.lower())]
        for n, (word, start) in enumerate(found_words):
            if word not in pairs or n < 4 or n + 1 >= len(found_words) or found_words[n - 1][0] in COMPARATIVE:
                continue
            # Words are cut to six letters, so that a spelling (relatif, relative) makes no difference.
            context = (*(w[:6] for w, _ in found_words[n - 4 : n]), found_words[n + 1][0][:6])
            seen[context].append((word, blok.page_at(start), blok.teks[max(0, start - 70) : start + 40]))
    found = []
    for members in seen.values():
        first = members[0]
        other = next((m for m in members[1:] if pairs[first[0]] == m[0] and m[1] != first[1]), None)
        if other is not None:
            data = {"satu": first[0], "dua": other[0], "halaman": str(first[1] or "?")}
            also = pages((m[1] for m in members), other[1])
            found.append(
                Catat("pernyataan-berlawanan", Tingkat.PERINGATAN, other[1], shorten(other[2]), data, "teks", halaman_lain=also)
            )
    return Hasil(tuple(found), sum(map(len, seen.values())))
