"""Category words that do not follow from their capaian on the report's own scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa.angka import find_numbers, read_number
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, around, pages, shorten
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import Tingkat

WORD = (
    r"(?:(?:sangat|cukup|kurang|agak|tidak|amat)\s+)?(?:tinggi|baik|rendah|memuaskan|berhasil|sedang|buruk|kurang|cukup)"
    r"(?:\s+sekali)?"
)
CELL = re.compile(WORD, re.I)
BOUND = re.compile(
    r"(?P<tanda>[<>≤≥]=?|lebih\s+dari|kurang\s+dari|di\s?atas|di\s?bawah)?\s*(?P<angka>\d{1,3}(?:[.,]\d{1,2})?)",
    re.I,
)
SAID = re.compile(
    rf"(?P<nilai>\d{{1,3}}(?:[.,]\d{{1,3}})?)\s?(?:%|persen)\s?,?\s?(?:[(“\"]|(?:dan\s+)?(?:dengan\s+|berada\s+pada\s+|termasuk\s+|masuk\s+|atau\s+)?"
    rf"(?:kategori|kriteria|predikat|tergolong|berkategori|berpredikat)\s+[“\"]?)"
    rf"(?:kategori\s+|kriteria\s+)?(?P<kata>{WORD})(?=[)”\",.; ])",
    re.I,
)
LOWEST = re.compile(r"\bke\s?atas|\b(?:minimal|mulai|paling\s+(?:rendah|sedikit))\b", re.I)
HIGHEST = re.compile(r"\bke\s?bawah|\b(?:sampai|hingga|maksimal|paling\s+(?:tinggi|banyak))\b", re.I)
NOT_CAPAIAN = re.compile(r"\b(?:serapan|anggaran|realisasi\s+keuangan|kepuasan|indeks|nilai)\b", re.I)
CAPAIAN = re.compile(r"\bcapaian\w*\b", re.I)
HEAD = re.compile(r"\s*(?:kategori|kriteria|predikat|interpretasi|klasifikasi|keterangan|ket)\b", re.I)


@dataclass(frozen=True, slots=True)
class Batas:
    """One level: from ``bawah`` (above it, where ``is_lebih``) to ``atas``; None is open."""

    nama: str
    bawah: Decimal | None
    atas: Decimal | None

    def may_hold(self, value: Decimal) -> bool:
        """Whether a value can belong here; a gap between whole bounds belongs to both neighbours."""
        return (self.bawah is None or value > self.bawah - 1) and (self.atas is None or value < self.atas + 1)


def own_levels(naskah: Naskah) -> tuple[tuple[Batas, ...], int | None]:
    """The report's own scale of results with its bounds, and its page; empty where it prints none.

    A row is a level when one of its cells is a category word and another one holds one or two bounds;
    the levels must follow each other downwards or upwards without overlap.
    """
    for kisi in naskah.kisi:
        levels: list[Batas] = []
        for _, row in kisi.text_rows():
            names = [c for c in row if CELL.fullmatch(c.strip())]
            bounds = next((b for c in row if c not in names and (b := _bounds(c)) is not None), None)
            if len(names) == 1 and bounds is not None:
                levels.append(Batas(" ".join(names[0].lower().split()), *bounds))
        if 3 <= len(levels) <= 7 and len({b.nama for b in levels}) == len(levels) and _is_ladder(levels):
            return tuple(levels), kisi.halaman
    return (), None


def _bounds(text: str) -> tuple[Decimal | None, Decimal | None] | None:
    found = [(m.group("tanda") or "", read_number(m.group("angka"))) for m in BOUND.finditer(text)]
    values = [(sign.lower().strip(), read[0]) for sign, read in found if read is not None]
    if len(values) == 1:
        sign, value = values[0]
        if sign.startswith((">", "≥", "lebih", "di atas", "diatas")) or LOWEST.search(text):
            return value, None
        if sign.startswith(("<", "≤", "kurang", "di bawah", "dibawah")) or HIGHEST.search(text):
            return None, value
        return None
    if len(values) == 2 and values[0][1] != values[1][1]:
        low, high = sorted(v for _, v in values)
        return low, high
    return None


def _is_ladder(levels: list[Batas]) -> bool:
    lows = [b.bawah if b.bawah is not None else Decimal(-1) for b in levels]
    return lows in (sorted(lows), sorted(lows, reverse=True)) and len(set(lows)) == len(lows)


def check_rows(naskah: Naskah) -> Hasil:
    """The category column of tables against the capaian beside it.

    Understood tables first; then any grid with a column of category words right of one that is headed
    capaian (a summary by sasaran).
    """
    levels, where = own_levels(naskah)
    if not levels:
        return Hasil(())
    names = {b.nama for b in levels}
    rows = [*_of_tables(naskah), *_of_grids(naskah, names)]
    found: dict[tuple[int | None, str, str], Catat] = {}
    checked = 0
    for name, text, value, word, page, at in rows:
        if word not in names:
            continue
        checked += 1
        right = _right(levels, word, value)
        if right is not None:
            quote = f"{shorten(name, 90)}: {text} = {word}"
            found.setdefault((page, text, word), _note(word, text, right, where, page, quote, at))
    return Hasil(tuple(found.values()), checked)


Row = tuple[str, str, Decimal, str, int | None, str]


def _of_tables(naskah: Naskah) -> Iterator[Row]:
    for table in naskah.tabel:
        for indicator in table.indikator:
            value, printed = number_of(indicator.capaian_tertulis), indicator.kategori_tertulis
            if value is not None and printed is not None and indicator.capaian_tertulis is not None:
                word = " ".join(printed.isi.lower().split())
                page = indicator.halaman or table.halaman
                yield (
                    indicator.nama.isi,
                    indicator.capaian_tertulis.nilai.teks,
                    value,
                    word,
                    page,
                    place(table),
                )


def _of_grids(naskah: Naskah, names: set[str]) -> Iterator[Row]:
    for kisi in naskah.kisi:
        rows = [row for _, row in kisi.text_rows()]
        heads = {c: cell for row in reversed(rows[:2]) for c, cell in enumerate(row) if cell}
        capaian = [c for c, head in heads.items() if CAPAIAN.search(head) and len(head) < 60]
        worded = [c for c, head in heads.items() if HEAD.match(head)]
        if len(capaian) != 1 or len(worded) != 1:
            continue
        for n, row in enumerate(rows[1:], 1):
            numbers = find_numbers(" " + row[capaian[0]])
            word = " ".join(row[worded[0]].lower().split())
            if len(numbers) == 1 and word in names:
                name = max(
                    (c for k, c in enumerate(row) if k not in (*capaian, *worded)), key=len, default=""
                )
                at = shorten(kisi.grid.caption or kisi.grid.lembar, 90)
                yield name, row[capaian[0]], numbers[0].nilai, word, kisi.page_of(n), at


def check_prose(naskah: Naskah) -> Hasil:
    """``capaian 94,29 % (sedang)`` where the report's scale calls that very high."""
    levels, where = own_levels(naskah)
    if not levels:
        return Hasil(())
    names = {b.nama for b in levels}
    found: list[Catat] = []
    checked = 0
    for blok, at, text in naskah.kalimat():
        for match in SAID.finditer(text):
            word = " ".join(match.group("kata").lower().split())
            numbers = find_numbers(" " + match.group("nilai"))
            before = text[max(0, match.start() - 90) : match.start()]
            labels = list(CAPAIAN.finditer(before))
            if (
                word not in names
                or len(numbers) != 1
                or not labels
                or NOT_CAPAIAN.search(before[labels[-1].end() :])
            ):
                continue
            checked += 1
            if (right := _right(levels, word, numbers[0].nilai)) is None:
                continue
            quote = around(text, match.start(), match.end(), 90, 20)
            page = blok.page_at(at + match.start())
            found.append(_note(word, f"{match.group('nilai')} %", right, where, page, quote, "teks"))
    return Hasil(tuple(found), checked)


def _right(levels: tuple[Batas, ...], word: str, value: Decimal) -> str | None:
    """The level that a value belongs to, None where the printed one may stand."""
    fitting = [b.nama for b in levels if b.may_hold(value)]
    return None if word in fitting or not fitting else " atau ".join(fitting)


def _note(
    word: str, value: str, right: str, where: int | None, page: int | None, quote: str, at: str
) -> Catat:
    data = {"kata": word, "nilai": value, "seharusnya": right, "halaman": str(where or "?")}
    source = f"skala hlm. {where}" if where else "skala laporan ini"
    others = pages([where], page)
    return Catat("kategori-beda", Tingkat.GALAT, page, quote, data, at, right, source, halaman_lain=others)
