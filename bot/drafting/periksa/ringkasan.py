"""Summaries against what they sum up: named rows, amounts, totals, counts of targets reached."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, read_number, show
from bot.drafting.periksa.baris import number_of
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.names import all_mentions, same_name, words
from bot.drafting.periksa.naskah import Blok, Kisi, Naskah
from bot.kinerja.model import Tingkat

AMOUNT = re.compile(r"(?<![\w.,])(?:Rp\s?\.?\s?)?(\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?)(?![\d.,]*\d)")
LABELS = (
    ("rata-rata capaian", re.compile(r"\brata\s?-?\s?rata\s+(?:capaian|pencapaian)\w*", re.I)),
    ("serapan", re.compile(r"\b(?:serapan|penyerapan)\w*", re.I)),
    ("efisiensi", re.compile(r"\btingkat\s+efisiensi\b", re.I)),
)
BETWEEN = re.compile(
    r"(?:\s|kinerja|indikator|anggaran|sebesar|mencapai|adalah|yaitu|keuangan|dengan|[:(,])*", re.I
)
PARTS = re.compile(
    r"(?<![\w.,])(?:(?:dari|terhadap|memiliki|memuat|terdapat|atas)\s+)?(?P<semua>\d{1,3})\s?"
    r"(?:\([a-z ]{3,30}\)\s?)?"
    r"indikator\b[^.;\d]{0,40}[:,]?\s?(?:sebanyak\s+)?(?P<capai>\d{1,3})\s?"
    r"(?:\([a-z ]{3,30}\)\s?)?(?:indikator\s+)?"
    r"(?:telah\s+|sudah\s+)?(?:mencapai|memenuhi|melampaui)\s+target(?:nya)?[^.;\d]{0,25}\b(?P<gagal>\d{1,3})\s?"
    r"(?:\([a-z ]{3,30}\)\s?)?(?:indikator\s+)?(?:tidak|belum)\b",
    re.I,
)
WHOLE = re.compile(
    r"(?<![\w.,])(?P<n>\d{1,3})\s?(?:\([a-z ]{3,30}\)\s?)?(?P<benda>indikator|sasaran)\b", re.I
)
FRAME = re.compile(
    r"\b(?:memuat|diukur|terdiri|menetapkan|ditetapkan|meliputi|mencakup|atas|melalui|dari)\b", re.I
)
PROMISE = re.compile(r"\b(?:perjanjian|penetapan)\s+kinerja\b", re.I)
CLOSE = Decimal("0.02")
LONG = 220


@dataclass(frozen=True, slots=True)
class Baris:
    """A row of a table that summarises: its name, and its percentages by label."""

    nama: str
    nilai: dict[str, Decimal]
    halaman: int | None


def _rows(kisi: Kisi) -> Iterator[Baris]:
    rows = [row for _, row in kisi.text_rows()]
    if len(rows) < 2:
        return
    columns: dict[int, str] = {}
    for row in rows[:2]:
        for c, cell in enumerate(row):
            for label, pattern in LABELS:
                if len(cell) < 60 and pattern.match(cell.strip()):
                    columns.setdefault(c, label)
    if not columns:
        return
    for n, row in enumerate(rows[1:], 1):
        name = max((c for k, c in enumerate(row) if k not in columns), key=len, default="")
        values = {}
        for c, label in columns.items():
            numbers = find_numbers(" " + row[c]) if c < len(row) else []
            if len(numbers) == 1:
                values[label] = numbers[0].nilai
        if values and len(words(name)) >= 3:
            yield Baris(name, values, kisi.page_of(n))


def check_named_rows(naskah: Naskah) -> Hasil:
    """``Meningkatnya … : rata-rata capaian 99,39 %, serapan 93,19 %`` against the row of that name."""
    rows = [row for kisi in naskah.kisi for row in _rows(kisi)]
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat() if rows else ():
        here = [(e, r) for r in rows for e in all_mentions(r.nama, text)[:1]]
        if len({" ".join(words(r.nama)) for _, r in here}) != 1:
            continue
        start = min(e for e, _ in here)
        for label, value in _stated(text, start):
            printed = [r for _, r in here if label in r.nilai]
            checked += bool(printed)
            if printed and not any(follows(value.nilai, r.nilai[label], value.desimal) for r in printed):
                wanted, page = printed[0].nilai[label], blok.page_at(at + value.mulai)
                where = pages((r.halaman for r in printed), page)
                data = {
                    "indikator": shorten(printed[0].nama, 100),
                    "besaran": label,
                    "tertulis": value.teks,
                    "tabel": show(wanted),
                    "halaman": ", ".join(map(str, where)),
                }
                quote = around(text, value.mulai, value.akhir, 100, 20)
                found.append(
                    Catat(
                        "prosa-besaran",
                        Tingkat.PERINGATAN,
                        page,
                        quote,
                        data,
                        "teks",
                        show(wanted),
                        "tabel",
                        halaman_lain=where,
                    )
                )
    return Hasil(tuple(found), checked)


def _stated(text: str, start: int) -> Iterator[tuple[str, Bilangan]]:
    numbers = [n for n in find_numbers(text) if n.persen and n.desimal and n.mulai >= start]
    for label, pattern in LABELS:
        for match in pattern.finditer(text, start):
            value = next((n for n in numbers if n.mulai >= match.end()), None)
            if value is not None and BETWEEN.fullmatch(text[match.end() : value.mulai]):
                yield label, value


def check_amounts(naskah: Naskah) -> Hasil:
    """An amount in prose that is a table's amount but for a digit: a slip of the keyboard.

    The table's amount must have five digits that are not trailing zeros (round sums are alike by
    chance), or both differ by less than a ten-thousandth.
    """
    tables = Counter(
        v for kisi in naskah.kisi for _, row in kisi.text_rows() for c in row for v in _amounts(c)
    )
    prose = [
        (b, m, v) for b in naskah.blok for m in AMOUNT.finditer(b.teks) if (v := _one(m.group(1))) is not None
    ]
    said = Counter(v for _, _, v in prose)
    known = sorted(tables.keys() | {v for v, n in said.items() if n >= 2})
    exact = set(known)
    shapes: dict[str, list[Decimal]] = defaultdict(list)
    for value in known:
        digits = f"{int(value)}"
        for n in range(len(digits)):
            shapes[f"{digits[:n]}?{digits[n + 1 :]}"].append(value)
    found: list[Catat] = []
    for blok, match, value in prose:
        if value in exact or value < 1_000_000:
            continue
        near = _nearest(known, value) or _one_digit_off(shapes, value)
        if near is None or _is_sum(near, value, said):
            continue
        page = blok.page_at(match.start())
        data = {"tertulis": match.group().strip(), "lain": f"Rp{show(near)}"}
        quote = around(blok.teks, match.start(), match.end(), 90, 30)
        found.append(
            Catat("rupiah-mirip", Tingkat.PERINGATAN, page, quote, data, "teks", data["lain"], "tabel")
        )
    return Hasil(tuple(found), len(prose))


def _amounts(text: str) -> Iterator[Decimal]:
    for match in AMOUNT.finditer(text):
        value = _one(match.group(1))
        if value is not None:
            yield value


def _one(text: str) -> Decimal | None:
    read = read_number(text)
    return read[0].normalize() if read is not None and read[0] else None


def _nearest(known: Sequence[Decimal], value: Decimal) -> Decimal | None:
    """A known amount less than a ten-thousandth away; a rounded value is not a slip."""
    at = bisect_left(known, value)
    for other in known[max(0, at - 1) : at + 1]:
        gap = abs(other - value)
        if 1 <= gap < other / 10_000 and _zeros(value) <= _zeros(other) + 3:
            return other
    return None


def _one_digit_off(shapes: dict[str, list[Decimal]], value: Decimal) -> Decimal | None:
    digits = f"{int(value)}"
    for n in range(len(digits)):
        for other in shapes.get(f"{digits[:n]}?{digits[n + 1 :]}", ()):
            if len(f"{int(other)}".rstrip("0")) >= 5:
                return other
    return None


def _zeros(value: Decimal) -> int:
    text = f"{int(value)}"
    return len(text) - len(text.rstrip("0"))


def _is_sum(near: Decimal, value: Decimal, said: Counter[Decimal]) -> bool:
    """Whether the difference of the two is itself an amount of the text: a sum with and without it."""
    return abs(near - value) in said


def check_parts(naskah: Naskah) -> Hasil:
    """``dari 12 indikator, 5 mencapai target dan 7 tidak``: the parts must make the whole."""
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in PARTS.finditer(text):
            whole, one, two = (int(match.group(g)) for g in ("semua", "capai", "gagal"))
            checked += 1
            # What is left may be told behind it ("… dan 1 tidak dapat dinilai").
            rest = re.search(r"\d|\b(?:sisa|lain)nya\b", text[match.end() :])
            if one + two == whole or (one + two < whole and rest):
                continue
            page = blok.page_at(at + match.start())
            data = {
                "tertulis": str(whole),
                "dihitung": str(one + two),
                "rumus": f"{one} + {two}",
                "kecil": "",
            }
            found.append(
                Catat(
                    "hitungan", Tingkat.PERINGATAN, page, shorten(match.group()), data, "teks", str(one + two)
                )
            )
    return Hasil(tuple(found), checked)


def check_sizes(naskah: Naskah) -> Hasil:
    """Numbers of sasaran and indicators of the whole office: the same everywhere.

    Only sentences that name both (``12 indikator pada 4 sasaran``) speak of the whole; what three of
    them agree on is held against the odd one.
    """
    said: dict[str, list[tuple[int, Blok, int, str]]] = defaultdict(list)
    for blok, at, text in naskah.kalimat():
        here = {m.group("benda").lower(): m for m in WHOLE.finditer(text)}
        if len(here) == 2 and FRAME.search(text):
            for thing, match in here.items():
                said[thing].append((int(match.group("n")), blok, at + match.start(), match.group()))
    found: list[Catat] = []
    for thing, items in said.items():
        (most, count), *rest = Counter(n for n, _, _, _ in items).most_common()
        if count < 2 or sum(n for _, n in rest) * 2 > count:
            continue
        for number, blok, at, text in items:
            if number != most:
                page = blok.page_at(at)
                data = {"tertulis": str(number), "benda": thing, "jumlah": str(most)}
                quote = around(blok.teks, at, at + len(text), 60, 60)
                found.append(Catat("jumlah-beda", Tingkat.PERINGATAN, page, quote, data, "teks", str(most)))
    return Hasil(tuple(found), sum(map(len, said.values())))


def check_whole(naskah: Naskah) -> Hasil:
    """Mean capaian and serapan of the whole office, said in summary, Bab III and Bab IV: one value.

    A sentence speaks of the whole where it names no row of a table, no sasaran, program or kegiatan.
    What most places say is held against the odd one; of two that differ the later is told.
    """
    said: dict[str, list[tuple[Bilangan, Blok, int, str]]] = defaultdict(list)
    named = {s.nama.isi for t in naskah.tabel for s in t.sasaran if s.nama is not None}
    named |= {b.nama.isi for t in naskah.tabel for b in t.anggaran if len(words(b.nama.isi)) >= 2}
    for blok, at, text in naskah.kalimat():
        if re.search(
            r"\b(?:sasaran|program|kegiatan|tahun\s+lalu|sebelum\w*|per\s+indikator|triwulan)\b", text, re.I
        ):
            continue
        if (
            blok.bab in (1, 2)
            or _is_of_objective(naskah, blok)
            or any(all_mentions(n, blok.teks) for n in named)
        ):
            continue
        for label, value in _stated(text, 0):
            said[label].append((value, blok, at, text))
    found = _against_totals(naskah, said.get("serapan", ()))
    settled = {(n.halaman, n.data["tertulis"]) for n in found}
    for label, items in said.items():
        counted = Counter(v.nilai for v, _, _, _ in items)
        if len(counted) < 2 or len(items) < 3 or counted.most_common()[0][1] < 2:
            continue
        most = counted.most_common()[0][0]
        for value, blok, at, text in items:
            if value.nilai == most or counted[value.nilai] > 1 or follows(value.nilai, most, value.desimal):
                continue
            page = blok.page_at(at + value.mulai)
            if (page, value.teks) in settled:
                continue
            data = {"besaran": label, "tertulis": value.teks, "lain": show(most), "kali": str(counted[most])}
            quote = around(text, value.mulai, value.akhir, 90, 20)
            found.append(
                Catat(
                    "prosa-prosa",
                    Tingkat.PERINGATAN,
                    page,
                    quote,
                    data,
                    "teks",
                    f"{show(most)} %",
                    halaman_lain=pages((b.halaman for _, b, _, _ in items), page),
                )
            )
    return Hasil(tuple(found), sum(map(len, said.values())))


def _against_totals(naskah: Naskah, items: Sequence[tuple[Bilangan, Blok, int, str]]) -> list[Catat]:
    """Serapan of the whole office against the total rows of the budget tables."""
    totals: dict[Decimal, int | None] = {}
    printed: set[Decimal] = set()
    for table in naskah.tabel:
        for line in table.anggaran:
            pagu, spent = number_of(line.pagu), number_of(line.realisasi)
            if line.jenjang == "total" and pagu and spent is not None:
                totals[spent / pagu * 100] = line.halaman or table.halaman
                if line.serapan_tertulis is not None and line.serapan_tertulis.angka is not None:
                    printed.add(line.serapan_tertulis.angka)
        for level in ("program", "kegiatan", "subkegiatan", "baris"):
            pairs = [
                (number_of(b.pagu), number_of(b.realisasi)) for b in table.anggaran if b.jenjang == level
            ]
            whole = sum((p for p, _ in pairs if p), Decimal())
            if whole:  # a total row that does not add up is told elsewhere
                printed.add(round(sum((r for _, r in pairs if r), Decimal()) / whole * 100, 2))
    found = []
    for value, blok, at, text in items if len(totals) == 1 else ():
        right, where = next(iter(totals.items()))
        if (
            follows(value.nilai, right, value.desimal)
            or value.nilai in printed
            or abs(value.nilai - right) <= CLOSE
        ):
            continue
        page = blok.page_at(at + value.mulai)
        data = {
            "indikator": "Seluruh anggaran",
            "besaran": "serapan",
            "tertulis": value.teks,
            "tabel": f"{show(right, 2)} %",
            "halaman": str(where or "?"),
        }
        quote = around(text, value.mulai, value.akhir, 90, 20)
        found.append(
            Catat(
                "prosa-besaran",
                Tingkat.PERINGATAN,
                page,
                quote,
                data,
                "teks",
                data["tabel"],
                "baris jumlah",
                halaman_lain=pages([where], page),
            )
        )
    return found


def _is_of_objective(naskah: Naskah, blok: Blok) -> bool:
    """Whether the last heading before a block is of one sasaran (``Sasaran 2: …``)."""
    heads = [b for b in naskah.judul() if b.order <= blok.order]
    return any(re.match(r"(?:\w{1,4}[.)]\s*)?sasaran\b", b.teks, re.I) for b in heads[-12:]) and blok.bab == 3


def check_doubles(naskah: Naskah) -> Hasil:
    """A long paragraph that stands twice, word for word: text pasted and not rewritten."""
    seen: dict[str, Blok] = {}
    last: tuple[int, int] | None = None
    found: list[Catat] = []
    checked = 0
    for blok in naskah.blok:
        if len(blok.teks) < LONG or blok.penanda:
            continue
        checked += 1
        key = " ".join(blok.teks.lower().split())
        first = seen.setdefault(key, blok)
        if first is not blok and blok.order - first.order > 1:
            # A section pasted as a whole is one finding, not one for each of its paragraphs.
            goes_on = last is not None and 0 < blok.order - last[0] <= 3 and 0 < first.order - last[1] <= 3
            last = (blok.order, first.order)
            if goes_on:
                continue
            data = {"halaman": str(first.halaman or "?")}
            quote = shorten(blok.teks, 130)
            others = pages([first.halaman], blok.halaman)
            found.append(
                Catat("paragraf-ganda", Tingkat.INFO, blok.halaman, quote, data, "teks", halaman_lain=others)
            )
    return Hasil(tuple(found), checked)


def check_promised(naskah: Naskah) -> Hasil:
    """Indicators of the Perjanjian Kinerja in Bab II that no table of Bab III measures.

    Other tables of Bab II (indicators of the region, of the plan) promise nothing for the year.

    Silent where fewer than two thirds of them are measured: the tables are then of something else.
    """
    chapter = {k.grid.lembar: k.bab for k in naskah.kisi}
    promised: dict[tuple[str, ...], tuple[str, int | None]] = {}
    measured: list[str] = []
    for table in naskah.tabel:
        where = chapter.get(table.lembar, 0)
        for i in table.indikator:
            if i.is_induk or len(words(i.nama.isi)) < 2:
                continue
            if (
                where == 2
                and PROMISE.search(table.judul or "")
                and i.target is not None
                and i.realisasi is None
            ):
                promised.setdefault(words(i.nama.isi), (i.nama.isi, i.halaman or table.halaman))
            if where == 3 and i.target is not None and i.realisasi is not None:
                measured.append(i.nama.isi)
    missing = [(n, p) for n, p in promised.values() if not any(same_name(n, m) for m in measured)]
    if len(missing) * 3 > len(promised):
        return Hasil((), len(promised))
    notes = [
        Catat(
            "indikator-hilang",
            Tingkat.PERINGATAN,
            page,
            shorten(name, 120),
            {"indikator": shorten(name, 110)},
            "Bab II",
        )
        for name, page in missing
    ]
    return Hasil(tuple(notes), len(promised))


RULES = (
    check_named_rows,
    check_amounts,
    check_parts,
    check_sizes,
    check_whole,
    check_doubles,
    check_promised,
)
