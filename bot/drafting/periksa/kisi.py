"""Tables of any kind, as they stand on the page: totals, empty rows, sentences cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from bot.drafting.periksa.angka import decimals_of, find_numbers, read_number, show
from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import Kisi, Naskah
from bot.kinerja.model import Tingkat

TOTAL = re.compile(
    r"(?:jumlah|total|jumlah\s+total|total\s+jumlah|jumlah\s+seluruh\w*|grand\s+total)\s*(?:\(.{0,20}\))?\s*:?",
    re.I,
)
MEAN_LABEL = re.compile(r"(?:nilai\s+)?rata\s?-?\s?rata\b", re.I)
# Columns of percentages and scores: their last row is a mean or a result, not a sum.
NOT_SUMMED = re.compile(r"rata|%|persen|capaian|serapan|indeks|nilai|skor", re.I)
PLAIN = re.compile(r"(?:Rp\.?\s?)?\(?-?\d[\d.,]*\)?(?:,-|,00)?")
BLANK = frozenset({"", "-", "–", "0", "nihil"})
DANGLING = re.compile(
    r"\b(?:dan|serta|dengan|yang|untuk|oleh|atau|dalam|pada|terhadap|melalui|antara|sebagai)$", re.I
)
# "…; dan" before the last item of a list is good usage.
DANGLING_ITEM = re.compile(
    r"[a-z]\s(?:dengan|yang|untuk|oleh|dalam|pada|terhadap|melalui|antara|sebagai)$", re.I
)
MARK = re.compile(r"\s*(?:[a-z]|\d{1,2})\s?[.)]\s+[A-Z]")
MALE = re.compile(r"(?:l|laki\s?-?\s?laki|pria)", re.I)
FEMALE = re.compile(r"(?:p|perempuan|wanita)", re.I)
LETTER_ROW = re.compile(r"([a-z])\s?[.)]\s+(?=\S)")


def amount(text: str) -> Decimal | None:
    """The number that fills a whole cell, None for text, percentages and mixed cells."""
    plain = text.strip()
    if not PLAIN.fullmatch(plain):
        return None
    digits = plain.strip("Rp. ()-").removesuffix(",").strip()
    read = (
        read_number(digits.removesuffix(",-"))
        if digits and digits[0].isdecimal() and digits[-1].isdecimal()
        else None
    )
    return read[0] if read else None


def _total_rows(kisi: Kisi) -> Iterator[tuple[int, tuple[str, ...]]]:
    for at, row in kisi.text_rows():
        label = next((c for c in row[:3] if c), "")
        if at > 1 and TOTAL.fullmatch(label):
            yield at, row


def check_totals(naskah: Naskah) -> Hasil:
    """Total rows of plain tables: empty ones, and columns that do not add up.

    Rows may stand on two levels, so a column is right when all rows, or only the numbered ones, or
    only the others add up to it.  Tables whose budget lines were understood are checked elsewhere.
    """
    found: list[Catat] = []
    checked = 0
    understood = {t.lembar for t in naskah.tabel if t.anggaran}
    for kisi in naskah.kisi:
        rows = [row for _, row in kisi.text_rows()]
        for at, row in _total_rows(kisi):
            body = rows[:at]
            numeric = [c for c in range(1, len(row)) if sum(amount(r[c]) is not None for r in body) >= 3]
            numeric = [
                c for c in numeric if not _is_counter(body, c) and not NOT_SUMMED.search(_head(kisi, c))
            ]
            if not numeric:
                continue
            if all(not row[c] for c in range(1, len(row)) if c in numeric) and not any(
                amount(c) for c in row
            ):
                data = {"tabel": shorten(kisi.grid.caption or kisi.grid.lembar, 90)}
                found.append(
                    Catat(
                        "total-kosong",
                        Tingkat.INFO,
                        kisi.page_of(at),
                        shorten(" | ".join(row)),
                        data,
                        kisi.grid.lembar,
                    )
                )
                continue
            if kisi.grid.lembar in understood:
                continue
            checked += len(numeric)
            found += _wrong_totals(kisi, at, row, body, numeric)
    return Hasil(tuple(found), checked)


def check_means(naskah: Naskah) -> Hasil:
    """``Rata-rata`` rows against the rows above: of the page, of the table, of one sasaran."""
    found: list[Catat] = []
    checked = 0
    for kisi in naskah.kisi:
        rows = [row for _, row in kisi.text_rows()]
        for at, row in enumerate(rows):
            label = next((c for c in row[:4] if c), "")
            if not MEAN_LABEL.match(label) or at == 0:
                continue
            page = kisi.page_of(at)
            for column, cell in enumerate(row):
                printed = _percent(cell) if cell != label else None
                if printed is None or not decimals_of(printed):
                    continue
                means = _means(naskah, kisi, at, column, page)
                checked += bool(means)
                if not means or any(abs(printed - m) <= Decimal("0.02") for m in means):
                    continue
                expected = means[0]
                if abs(expected - printed) > 15:
                    continue
                data = {"label": shorten(label, 60), "tertulis": cell, "dihitung": show(expected, 2)}
                quote = shorten(" ".join(c for c in row if c), 110)
                found.append(
                    Catat(
                        "rata-beda",
                        Tingkat.PERINGATAN,
                        page,
                        quote,
                        data,
                        kisi.grid.lembar,
                        show(expected, 2),
                        "rata-rata baris di atasnya",
                    )
                )
    return Hasil(tuple(found), checked)


def _percent(text: str) -> Decimal | None:
    return amount(text.replace("%", "").strip())


def _means(naskah: Naskah, kisi: Kisi, at: int, column: int, page: int | None) -> list[Decimal]:
    """Means that a mean row may rightly print, the likeliest first; empty where rows cannot be read.

    Of the understood table that the page belongs to (it may have begun earlier), of one sasaran of
    it, and of the rows on the page since the last mean row.
    """
    above = [row for _, row in kisi.text_rows()][:at]
    last = max(
        (n for n, r in enumerate(above) if MEAN_LABEL.match(next((c for c in r[:4] if c), ""))), default=-1
    )
    cells = [r[column] for r in above[last + 1 :] if column < len(r) and r[column]]
    while cells and _percent(cells[0]) is None:  # headings
        cells.pop(0)
    here = [_percent(c) for c in cells]
    groups: list[list[Decimal]] = []
    for table in naskah.tabel:
        where = [i.halaman or table.halaman or 0 for i in table.indikator] or [0]
        if page is None or not min(where) <= page <= max(where):
            continue
        for rows in (table.indikator, *(s.indikator for s in table.sasaran)):
            values = [
                i.capaian_tertulis.angka
                for i in rows
                if i.capaian_tertulis and i.capaian_tertulis.angka is not None
            ]
            if len(values) == len(rows):
                groups.append(values)
    if len(here) >= 2 and None not in here:
        groups.append([v for v in here if v is not None])
        if last >= 0 or len(groups) == 1:
            groups.insert(0, groups.pop())
    elif here and not groups:
        return []
    return [sum(g, Decimal()) / len(g) for g in groups if len(g) >= 2]


def _is_counter(body: Sequence[tuple[str, ...]], column: int) -> bool:
    values = [amount(r[column]) for r in body]
    given = [v for v in values if v is not None]
    return given == [Decimal(n) for n in range(1, len(given) + 1)]


def _wrong_totals(
    kisi: Kisi, at: int, row: tuple[str, ...], body: Sequence[tuple[str, ...]], numeric: Sequence[int]
) -> list[Catat]:
    wrong: list[tuple[int, Decimal, Decimal]] = []
    right = 0
    start = next((n for n, r in enumerate(body) if any(amount(r[c]) is not None for c in numeric)), 0)
    data_rows = [r for r in body[start:] if not _is_number_row(r)]
    for column in numeric:
        printed = amount(row[column])
        cells = [r[column] for r in data_rows]
        if printed is None or any(amount(c) is None and c.lower() not in BLANK for c in cells):
            continue
        values = [amount(c) or Decimal() for c in cells]
        sets = [
            values,
            [
                v
                for v, r in zip(values, data_rows, strict=True)
                if re.fullmatch(r"\d+\.?|[IVX]+\.?|[A-Z]\.?", r[0])
            ],
            [v for v, r in zip(values, data_rows, strict=True) if not r[0]],
        ]
        if any(sum(s, Decimal()) == printed for s in sets if s):
            right += 1
        elif len(values) >= 3 and not _is_rounded(printed, sum(values, Decimal()), len(values)):
            wrong.append((column, printed, sum(values, Decimal())))
    found = []
    for column, printed, true in wrong:
        # One column off among others that add up is a slip of the writer; a table of which nothing
        # adds up was read wrongly, or is no plain sum.
        if right == 0 and not (len(numeric) == 1 and abs(true - printed) <= printed / 10):
            continue
        head = _head(kisi, column)
        data = {"kolom": head, "tertulis": show(printed), "dihitung": show(true)}
        quote = f"{shorten(' '.join(c for c in row if c), 100)}"
        found.append(
            Catat(
                "jumlah-kolom",
                Tingkat.PERINGATAN,
                kisi.page_of(at),
                quote,
                data,
                kisi.grid.lembar,
                show(true),
                "jumlah baris di atasnya",
            )
        )
    return found


def _is_rounded(printed: Decimal, true: Decimal, count: int) -> bool:
    """Whether rounded parts explain the difference of a sum of decimals."""
    decimals = max(decimals_of(printed), decimals_of(true))
    return decimals > 0 and abs(printed - true) <= Decimal(1).scaleb(-decimals) / 2 * count


def _is_number_row(row: Sequence[str]) -> bool:
    given = [c.strip("() ") for c in row if c]
    return len(given) >= 3 and given == [
        str(n) for n in range(int(given[0]) if given[0].isdecimal() else 1, len(given) + 1)
    ]


def _head(kisi: Kisi, column: int) -> str:
    for _, row in kisi.text_rows():
        if column < len(row) and row[column] and amount(row[column]) is None:
            return shorten(row[column], 40)
    return f"kolom {column + 1}"


def check_gender(naskah: Naskah) -> Hasil:
    """Two tables of the same staff: the same total, other numbers of men and women."""
    counted: list[tuple[Kisi, Decimal, Decimal]] = []
    for kisi in naskah.kisi:
        sides = _sides(kisi)
        if sides:
            counted.append((kisi, *sides))
    found: list[Catat] = []
    for (one, men, women), (other, men2, women2) in combinations(counted, 2):
        near = abs((one.halaman or 0) - (other.halaman or 0)) <= 2
        if near and men + women == men2 + women2 and men != men2 and men + women > 5:
            data = {
                "laki": show(men),
                "perempuan": show(women),
                "laki2": show(men2),
                "perempuan2": show(women2),
                "jumlah": show(men + women),
            }
            quote = f"laki-laki {men}, perempuan {women}; laki-laki {men2}, perempuan {women2}"
            found.append(
                Catat(
                    "pegawai-beda",
                    Tingkat.PERINGATAN,
                    other.halaman,
                    quote,
                    data,
                    other.grid.lembar,
                    halaman_lain=pages([one.halaman], other.halaman),
                )
            )
    return Hasil(tuple(found), len(counted))


def _sides(kisi: Kisi) -> tuple[Decimal, Decimal] | None:
    rows = [row for _, row in kisi.text_rows()]
    for at, row in enumerate(rows[:4]):
        men = [c for c, text in enumerate(row) if MALE.fullmatch(text.strip())]
        women = [c for c, text in enumerate(row) if FEMALE.fullmatch(text.strip())]
        if not men or len(men) != len(women):
            continue
        body = [
            r
            for r in rows[at + 1 :]
            if not any(TOTAL.fullmatch(c) for c in r[:3] if c) and not _is_number_row(r)
        ]
        cells = [amount(r[c]) for r in body for c in (*men, *women) if r[c].lower() not in BLANK]
        if len(body) < 3 or any(v is None for v in cells):
            return None
        total = [
            sum((amount(r[c]) or Decimal() for r in body for c in side), Decimal()) for side in (men, women)
        ]
        return total[0], total[1]
    return None


def check_cut_cells(naskah: Naskah) -> Hasil:
    """A cell whose sentence ends on a conjunction, and the next row begins something else."""
    found: list[Catat] = []
    checked = 0
    for kisi in naskah.kisi:
        rows = [row for _, row in kisi.text_rows()]
        for at, row in enumerate(rows[:-1]):
            for column, cell in enumerate(row[:3]):
                if len(cell) < 20 or not DANGLING.search(cell.rstrip(" .")):
                    continue
                below = rows[at + 1][column] if column < len(rows[at + 1]) else ""
                checked += 1
                if MARK.match(cell) and MARK.match(below):
                    data = {"kata": cell.split()[-1]}
                    found.append(
                        Catat(
                            "teks-terpotong",
                            Tingkat.INFO,
                            kisi.page_of(at),
                            shorten(cell[-110:]),
                            data,
                            kisi.grid.lembar,
                        )
                    )
    for blok, after in zip(naskah.blok, naskah.blok[1:], strict=False):
        if (
            blok.penanda
            and after.penanda
            and blok.gaya == after.gaya
            and DANGLING_ITEM.search(blok.teks)
            and blok.halaman == after.halaman
        ):
            data = {"kata": blok.teks.split()[-1]}
            if len(blok.teks) > 25 and after.order - blok.order <= 4:
                found.append(
                    Catat(
                        "teks-terpotong", Tingkat.INFO, blok.halaman, shorten(blok.teks[-110:]), data, "butir"
                    )
                )
    return Hasil(tuple(found), checked)


def check_empty_rows(naskah: Naskah) -> Hasil:
    """A lettered row without anything beside it, where its sisters have indicator, target and result."""
    found: list[Catat] = []
    checked = 0
    for kisi in naskah.kisi:
        for at, row in enumerate(kisi.grid.rows):
            lines = (
                [m.group(1) for line in row[0].text.split("\n") if (m := LETTER_ROW.match(line))]
                if row
                else []
            )
            if len(lines) < 2 or len(row) < 4:
                continue
            texts = [" ".join(c.text.split()) for c in row[1:]]
            values = [len(find_numbers(" " + t.replace("%", " % "))) for t in texts if t]
            items = row[1].text.count("•") or len([line for line in row[1].text.split("\n") if line])
            checked += 1
            # Several activities share one cell (no line between them); fewer indicators and values
            # than activities leave one of them empty.
            if row[1].text.count("•") and items < len(lines) and values and max(values) < len(lines):
                empty = lines[items:]
                data = {"baris": ", ".join(empty), "jumlah": str(len(lines)), "isi": str(items)}
                first = row[0].text.split("\n")
                quote = next((line for line in first if line.lstrip().startswith(f"{empty[0]}.")), first[0])
                found.append(
                    Catat(
                        "baris-kosong",
                        Tingkat.PERINGATAN,
                        kisi.page_of(at),
                        shorten(quote, 110),
                        data,
                        kisi.grid.lembar,
                    )
                )
    return Hasil(tuple(found), checked)
