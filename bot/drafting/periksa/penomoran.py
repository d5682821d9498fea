"""Numbering: captions, headings, list items, numbered rows."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import SECTION_NUMBER, Kisi, Naskah
from bot.kinerja.model import Tingkat
from bot.kinerja.roman import from_roman

NUMBERED_CELL = re.compile(r"\(?(\d{1,3})[.)]?")
LEADING_NUMBER = re.compile(r"(\d{1,3})\s?[.)]\s*(?=[A-Za-z“\"])")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CELL_MARK = re.compile(r"\s*([a-z]|\d{1,2})\s?\.\s+(?=[A-Z])")
FIRST_WORD = re.compile(r"[a-z]{4,}")


def slips(numbers: Sequence[int]) -> list[tuple[int, int, str]]:
    """(position, number that belongs there, kind) where a numbering goes wrong.

    ``tukar``: one number stands for another, and the count goes on as if nothing had happened
    (27, 26, 29).  ``ulang``: a number is given twice (1, 2, 2, 3).  ``lompat``: numbers are left out
    and the count goes on from there (13, 15, 16).  A fall to 1 begins a new list.
    """
    found: list[tuple[int, int, str]] = []
    for at in range(1, len(numbers)):
        before, now = numbers[at - 1], numbers[at]
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        if now == before + 1 or (now == 1 and after != before + 2):
            continue
        if after == before + 2:
            found.append((at, before + 1, "tukar"))
        elif now == before and (after is None or after in (before + 1, before + 2)):
            found.append((at, before + 1, "ulang"))
        elif before + 1 < now <= before + 4 and (after in (now + 1, None)):
            found.append((at, before + 1, "lompat"))
    return found


def check_rows(naskah: Naskah) -> Hasil:
    """The number column of a table that counts through."""
    found: list[Catat] = []
    checked = 0
    for run in _numbered_runs(naskah):
        numbers = [n for n, *_ in run]
        steps = sum(b == a + 1 for a, b in itertools.pairwise(numbers))
        if len(numbers) < 5 or steps * 5 < (len(numbers) - 1) * 3:
            continue
        checked += len(numbers)
        for at, expected, kind in slips(numbers):
            number, page, text = run[at]
            if kind == "lompat" and any(n == expected for n in numbers):
                continue
            data = {"nomor": str(number), "harapan": str(expected), "jenis": kind}
            found.append(
                Catat(
                    "nomor-baris",
                    Tingkat.PERINGATAN,
                    page,
                    shorten(f"{number} {text}", 100),
                    data,
                    "kolom nomor tabel",
                    str(expected),
                )
            )
    return Hasil(tuple(found), checked)


def _numbered_runs(naskah: Naskah) -> list[list[tuple[int, int | None, str]]]:
    """(number, page, text) rows of tables; a table that goes on over pages is one run."""
    runs: list[list[tuple[int, int | None, str]]] = []
    width = 0
    last_page = 0
    for kisi in naskah.kisi:
        rows = []
        for at, row in kisi.text_rows():
            match = NUMBERED_CELL.fullmatch(row[0].strip()) if row else None
            words = " ".join(c for c in row[1:] if re.search(r"[A-Za-z]{3}", c))
            if match and words:
                rows.append((int(match.group(1)), kisi.page_of(at), words))
        page = kisi.halaman or 0
        goes_on = (
            bool(runs and rows and runs[-1])
            and kisi.grid.n_cols == width
            and page - last_page <= 1
            and rows[0][0] in range(runs[-1][-1][0], runs[-1][-1][0] + 4)
        )
        if goes_on:
            runs[-1].extend(rows)
        elif rows:
            runs.append(rows)
        width, last_page = kisi.grid.n_cols, page
    return runs


def check_siblings(naskah: Naskah) -> Hasil:
    """Tables of one shape, one row each, whose rows count through over the whole section.

    ``1. … 2. … 10. … 1. … 11.``: the sasaran number of one table after the other.
    """
    found: list[Catat] = []
    checked = 0
    for series in _sibling_series(naskah):
        numbers = [n for n, *_ in series]
        steps = sum(b == a + 1 for a, b in itertools.pairwise(numbers))
        if len(numbers) < 6 or steps * 3 < (len(numbers) - 1) * 2:
            continue
        checked += len(numbers)
        expected = numbers[0]
        bodies = {text for _, _, text in series}
        odd: list[tuple[int, int, int | None, str]] = []
        for number, page, text in series[1:]:
            expected += 1
            # Tables that were read in another shape count too.
            expected += sum(
                _stands_elsewhere(naskah, n, page, bodies) for n in range(expected, min(number, expected + 4))
            )
            if number != expected:
                odd.append((number, expected, page, text))
        if odd:
            number, want, page, text = odd[0]
            shown = "; ".join(f"{n} (seharusnya {w})" for n, w, *_ in odd[:6])
            data = {"nomor": str(number), "harapan": str(want), "urutan": shown}
            found.append(
                Catat(
                    "nomor-urut-tabel",
                    Tingkat.PERINGATAN,
                    page,
                    shorten(text, 100),
                    data,
                    "baris pertama tabel",
                    str(want),
                    halaman_lain=pages((o[2] for o in odd), page),
                )
            )
    return Hasil(tuple(found), checked)


def _stands_elsewhere(naskah: Naskah, number: int, page: int | None, bodies: set[str]) -> bool:
    """Whether the expected number begins some cell near the page: a table that was read otherwise."""
    if page is None:
        return False
    pattern = re.compile(rf"{number}\s?\.\s+[A-Z]")
    return any(
        pattern.match(cell)
        for kisi in naskah.kisi
        if kisi.halaman is not None and abs(kisi.halaman - page) <= 1
        for _, row in kisi.text_rows()
        for cell in row[:2]
        if cell not in bodies
    )


def _sibling_series(naskah: Naskah) -> list[list[tuple[int, int | None, str]]]:
    series: dict[str, list[tuple[int, int | None, str]]] = defaultdict(list)
    for kisi in naskah.kisi:
        head, body = _head_and_body(kisi)
        match = LEADING_NUMBER.match(body) if body else None
        if match and head:
            series[head].append((int(match.group(1)), kisi.halaman, body))
    runs: list[list[tuple[int, int | None, str]]] = []
    for members in series.values():
        runs.append([])
        for at, member in enumerate(members):
            # 1 begins a new count only where 2 follows; else it is a slip within the count.
            if member[0] == 1 and at and (members[at + 1][0] if at + 1 < len(members) else 0) == 2:
                runs.append([])
            runs[-1].append(member)
    return runs


def _head_and_body(kisi: Kisi) -> tuple[str, str]:
    rows = [row for _, row in kisi.text_rows()]
    if len(rows) < 2 or len(rows) > 4:
        return "", ""
    if any(NUMBERED_CELL.fullmatch(c) for c in rows[0]):
        return "", ""
    head = f"{len(rows[0])} " + re.sub(r"\s|\d", "", " ".join(rows[0][:2]).lower())
    body = next((row[0] for row in rows[1:] if row and LEADING_NUMBER.match(row[0])), "")
    return head, body


def check_lists(naskah: Naskah) -> Hasil:
    """Lists in running text: items of one style that follow each other."""
    found: list[Catat] = []
    checked = 0
    for items in numbered_lists(naskah):
        numbers = [n for n, *_ in items]
        if len(numbers) < 3 or numbers[0] != 1:
            continue
        checked += len(numbers)
        for at, expected, kind in slips(numbers):
            number, index, sign, style = items[at]
            blok = naskah.blok[index]
            before = naskah.blok[items[at - 1][1]]
            after = numbers[at + 1] if at + 1 < len(numbers) else None
            if kind == "lompat" and (after != number + 1 or at < 2 or number == after):
                continue
            if kind == "lompat" and _hidden(naskah, items[at - 1][1], index, expected, style):
                continue
            if kind == "ulang" and (numbers[at + 1 : at + 2] or [0])[0] not in (expected, expected + 1):
                continue
            shown = _sign_of(expected, style)
            data = {"nomor": sign, "harapan": shown, "jenis": kind}
            found.append(
                Catat(
                    "nomor-butir",
                    Tingkat.INFO,
                    blok.halaman,
                    shorten(blok.teks, 100),
                    data,
                    "butir",
                    shown,
                    keyakinan=Decimal("0.8"),
                    halaman_lain=pages([before.halaman], blok.halaman),
                )
            )
    return Hasil(tuple(found), checked)


def _sign_of(number: int, style: str) -> str:
    if "huruf" in style and 1 <= number <= 26:
        return LETTERS[number - 1]
    return str(number)


def _value(sign: str, style: str) -> int | None:
    if "angka" in style:
        return int(sign)
    if "huruf" in style:
        return LETTERS.index(sign) + 1
    return from_roman(sign)


def numbered_lists(naskah: Naskah) -> list[list[tuple[int, int, str, str]]]:
    """(number, block index, sign, style) of lists.

    Lists nest, often in the same style: an item belongs to the innermost open list that it carries
    on; a 1 opens a new one; chapters and sub-chapters end all.
    """
    stack: list[list[tuple[int, int, str, str]]] = []
    done: list[list[tuple[int, int, str, str]]] = []
    chapter = 0
    for index, blok in enumerate(naskah.blok):
        if blok.bab != chapter or SECTION_NUMBER.match(blok.teks):
            done, stack, chapter = done + stack, [], blok.bab
        style = blok.gaya
        if blok.penanda is None or style is None or "HURUF" in style or "ROMAWI" in style or style == "butir":
            continue
        value = _value(blok.penanda, style)
        if value is None:
            continue
        depth = _place(stack, value, style)
        done, stack = done + stack[depth + 1 :], stack[: depth + 1]
        if depth == len(stack):
            stack.append([])
        stack[depth].append((value, index, blok.penanda, style))
        if len(stack) > 8:
            done.append(stack.pop(0))
    return done + stack


def _place(stack: Sequence[Sequence[tuple[int, int, str, str]]], value: int, style: str) -> int:
    """Index of the open list that an item carries on; ``len(stack)`` for a new list."""
    same = [d for d in range(len(stack) - 1, -1, -1) if stack[d][-1][3] == style]
    for depth in same:
        if stack[depth][-1][0] + 1 == value:
            return depth
    if value == 1 or not same:
        return len(stack)
    for depth in same:
        if stack[depth][-1][0] - 1 <= value <= stack[depth][-1][0] + 3:
            return depth
    return len(stack)


def _hidden(naskah: Naskah, first: int, last: int, expected: int, style: str) -> bool:
    """Whether the number that seems missing stands inside a block between (its line was joined)."""
    sign = _sign_of(expected, style)
    pattern = re.compile(rf"(?:^|\s)\(?{re.escape(sign)}\s?[.)]")
    return any(pattern.search(blok.teks) for blok in naskah.blok[first:last])


def check_cells(naskah: Naskah) -> Hasil:
    """Lettered rows of a table under numbered ones: ``a.`` and then ``d.``.

    Held against only where the same table letters its other rows in order.
    """
    found: list[Catat] = []
    checked = 0
    runs: list[list[tuple[str, int | None, str]]] = []
    width = last_page = 0
    for kisi in naskah.kisi:
        marks = [
            (m.group(1), kisi.page_of(at), " ".join(line.split()))
            for at, row in enumerate(kisi.grid.rows)
            for line in (row[0].text.split("\n") if row else [])
            if (m := CELL_MARK.match(line))
        ]
        if marks and runs and kisi.grid.n_cols in (width, width + 2) and (kisi.halaman or 0) - last_page <= 1:
            runs[-1].extend(marks)
        elif marks:
            runs.append(marks)
        if marks:
            width, last_page = kisi.grid.n_cols, kisi.halaman or 0
    for run in runs:
        groups: list[list[tuple[str, int | None, str]]] = [[]]
        for mark in run:
            if mark[0].isdecimal() or mark[0] == "a":
                groups.append([])
            if mark[0].isalpha():
                groups[-1].append(mark)
        checked += len(run)
        if not any("".join(m[0] for m in g)[:3] == "abc" for g in groups):
            continue
        for group in groups:
            for before, now in itertools.pairwise(group):
                expected = LETTERS.index(before[0]) + 1
                if LETTERS.index(now[0]) in range(expected + 1, expected + 4):
                    data = {"nomor": now[0], "harapan": LETTERS[expected], "jenis": "lompat"}
                    found.append(
                        Catat(
                            "nomor-butir",
                            Tingkat.INFO,
                            now[1],
                            shorten(f"{before[2]} … {now[2]}", 140),
                            data,
                            "butir dalam tabel",
                            LETTERS[expected],
                            halaman_lain=pages([before[1]], now[1]),
                        )
                    )
    return Hasil(tuple(found), checked)
