"""What the prose claims, held against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.drafting.periksa.angka import find_numbers, is_year
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import Blok, Naskah
from bot.kinerja.arah import arah_nama
from bot.kinerja.model import Arah, IndicatorTable, Indikator, Tingkat

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
REACHED_SOME = re.compile(
    r"(?<![\w.,])(?P<capai>\d{1,3})\s*(?:\([A-Za-z ]{3,30}\)\s*)?dari\s+"
    r"(?P<semua>\d{1,3})\s*(?:\([A-Za-z ]{3,30}\)\s*)?"
    r"(?:dari\s+)?indikator\b[^.;]{0,60}?\b(?:mencapai|tercapai|memenuhi|melampaui)",
    re.I,
)
EFFICIENCY = re.compile(
    r"(?:analisis|analisa)\b.{0,20}\befisiensi\b.{0,30}\bsumber\s+daya\b|^efisiensi\s+penggunaan\s+sumber\s+daya",
    re.I,
)
OPPOSITES = (
    ("labil", "stabil"),
    ("baik", "buruk"),
    ("surplus", "defisit"),
    ("mudah", "sulit"),
    ("luas", "sempit"),
    ("besar", "kecil"),
    ("banyak", "sedikit"),
    ("cepat", "lambat"),
    ("positif", "negatif"),
    ("aman", "rawan"),
    ("memadai", "terbatas"),
)
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


def _is_sure(indicator: Indikator) -> bool:
    """Whether reached or not can be told beyond doubt: a target of zero has several readings."""
    return is_reached(indicator) is not None and bool(number_of(indicator.target))


def check_all_reached(naskah: Naskah) -> Hasil:
    """``semua indikator telah mencapai target``, while a table shows one that did not."""
    found: list[Catat] = []
    tables = main_tables(naskah)
    checked = 0
    for blok, at, text in naskah.kalimat():
        match = REACHED_ALL.search(text)
        if not match or re.search(
            r"\b(?:tidak|belum|agar|supaya|untuk|apabila|jika|akan|diharapkan|sehingga)\b",
            text[: match.end()],
            re.I,
        ):
            continue
        checked += 1
        missed = _missed(tables, blok)
        if missed:
            table, rows = missed
            names = "; ".join(f"{shorten(i.nama.isi, 60)} ({_pair(i)})" for i in rows[:3])
            data = {
                "jumlah": str(len(rows)),
                "nama": names,
                "halaman": str(rows[0].halaman or table.halaman or "?"),
            }
            page = blok.page_at(at + match.start())
            found.append(
                Catat(
                    "klaim-tercapai",
                    Tingkat.GALAT,
                    page,
                    shorten(match.group(), 150),
                    data,
                    "teks",
                    halaman_lain=pages([rows[0].halaman or table.halaman], page),
                )
            )
    return Hasil(tuple(found), checked)


def _pair(indicator: Indikator) -> str:
    assert indicator.target is not None
    assert indicator.realisasi is not None
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
        floor = (
            rows
            if match.group("kuat").lower() in ("semua", "seluruh")
            else rows * 3 // 4
            if strong
            else rows // 2 + 1
        )
        if good < floor:
            data = {
                "naik": str(good),
                "jumlah": str(rows),
                "klaim": " ".join(match.group("kuat").lower().split()),
                "apa": match.group("apa").lower(),
            }
            page = blok.page_at(at + match.start())
            found.append(
                Catat(
                    "klaim-arah",
                    Tingkat.PERINGATAN,
                    page,
                    shorten(match.group(), 130),
                    data,
                    "teks",
                    f"{good} dari {rows}",
                    place(table),
                    halaman_lain=pages([table.halaman], page),
                )
            )
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
            tables = [
                t
                for t in main_tables(naskah)
                if len(t.indikator) == all_ and all(_is_sure(i) for i in t.indikator)
            ]
            counts = {sum(bool(is_reached(i)) for i in t.indikator) for t in tables}
            checked += bool(counts)
            if counts and said not in counts:
                true = counts.pop()
                page = blok.page_at(at + match.start())
                data = {
                    "tertulis": str(said),
                    "jumlah": str(true),
                    "semua": str(all_),
                    "halaman": str(tables[0].halaman or "?"),
                }
                found.append(
                    Catat(
                        "klaim-jumlah",
                        Tingkat.PERINGATAN,
                        page,
                        shorten(match.group()),
                        data,
                        "teks",
                        f"{true} dari {all_}",
                        place(tables[0]),
                    )
                )
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
            own_level = (
                after.gaya == blok.gaya
                and after.penanda
                and blok.penanda
                and _next_mark(blok.penanda, after.penanda)
            )
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
            found.append(
                Catat(
                    "efisiensi-tanpa-angka",
                    Tingkat.PERINGATAN,
                    blok.halaman,
                    shorten(f"{blok.teks[:110]}"),
                    {},
                    "bagian efisiensi",
                )
            )
    return Hasil(tuple(found), checked)


def _next_mark(before: str, after: str) -> bool:
    if before.isdecimal() and after.isdecimal():
        return int(after) == int(before) + 1
    return len(before) == len(after) == 1 and ord(after) == ord(before) + 1


def check_opposites(naskah: Naskah) -> Hasil:
    """The same statement on two pages, once with the opposite word (``labil``, ``stabil``).

    Only adjectives that describe a state; movements and comparisons are about different things as
    often as not.
    """
    pairs = dict(OPPOSITES) | {b: a for a, b in OPPOSITES}
    seen: dict[tuple[str, ...], list[tuple[str, int | None, str]]] = defaultdict(list)
    for blok in naskah.blok:
        found_words = [(m.group(), m.start()) for m in WORDS.finditer(blok.teks.lower())]
        for n, (word, start) in enumerate(found_words):
            if (
                word not in pairs
                or n < 4
                or n + 1 >= len(found_words)
                or found_words[n - 1][0] in COMPARATIVE
            ):
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
                Catat(
                    "pernyataan-berlawanan",
                    Tingkat.PERINGATAN,
                    other[1],
                    shorten(other[2]),
                    data,
                    "teks",
                    halaman_lain=also,
                )
            )
    return Hasil(tuple(found), sum(map(len, seen.values())))
