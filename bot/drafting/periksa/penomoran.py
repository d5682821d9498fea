"""Numbering: captions, headings, list items, numbered rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.naskah import CAPTION, SECTION_NUMBER, Kisi, Naskah, chapter_number, roman
from bot.kinerja.model import Tingkat

NUMBERED_CELL = re.compile(r"\(?(\d{1,3})[.)]?")
LEADING_NUMBER = re.compile(r"(\d{1,3})\s?[.)]\s*(?=[A-Za-z“\"])")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CELL_MARK = re.compile(r"\s*([a-z]|\d{1,2})\s?\.\s+(?=[A-Z])")
FIRST_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True, slots=True)
class Keterangan:
    """One caption: kind, chapter and number as printed, title, and the chapter in which it stands."""

    jenis: str
    bab: int | None
    nomor: int
    judul: str
    halaman: int | None
    di_bab: int
    teks: str


def captions(naskah: Naskah) -> list[Keterangan]:
    """Captions in order: lines that begin with ``Tabel 3.2`` and have a title, or stand alone."""
    found: list[Keterangan] = []
    for blok in naskah.blok:
        match = CAPTION.match(blok.teks)
        if not match or len(blok.teks) > 260:
            continue
        title = match.group("judul").strip()
        # "Tabel 3.2 menunjukkan bahwa …" is a sentence about a table, not its caption.
        if title and (title[0].islower() or title.endswith(".") and len(title) > 120) and not title.startswith("("):
            continue
        number = match.group("nomor").replace(" ", "").replace("-", ".")
        chapter, _, rest = number.rpartition(".")
        if chapter.count(".") or not rest.isdigit():
            continue
        bab = chapter_number(chapter) if chapter else None
        found.append(
            Keterangan(match.group("jenis").title(), bab, int(rest), title, blok.halaman, blok.bab, blok.teks)
        )
    return found


def check_captions(naskah: Naskah) -> Hasil:
    """Captions of another chapter, numbers given twice, numbers left out."""
    found: list[Catat] = []
    all_captions = captions(naskah)
    found += _other_chapter(all_captions)
    found += _twice(all_captions)
    found += _left_out(naskah, all_captions)
    return Hasil(tuple(found), len(all_captions))


def _other_chapter(all_captions: Sequence[Keterangan]) -> list[Catat]:
    groups: dict[tuple[str, int, int], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        if caption.bab and caption.di_bab and caption.bab != caption.di_bab:
            groups[caption.jenis, caption.bab, caption.di_bab].append(caption)
    found = []
    for (kind, bab, where), members in groups.items():
        first = members[0]
        numbers = ", ".join(f"{kind} {bab}.{m.nomor}" for m in members)
        data = {"nomor": numbers, "bab": str(where)}
        found.append(
            Catat(
                "nomor-bab", Tingkat.PERINGATAN, first.halaman, shorten(first.teks, 120), data, "judul",
                f"{kind} {where}.…", halaman_lain=pages((m.halaman for m in members), first.halaman),
            )
        )  # fmt: skip
    return found


def _twice(all_captions: Sequence[Keterangan]) -> list[Catat]:
    seen: dict[tuple[str, int | None, int], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        earlier = seen[caption.jenis, caption.bab, caption.nomor]
        continued = "lanjut" in caption.teks.lower() or (
            # A table that goes on prints its caption again on the following page.
            caption.jenis == "Tabel"
            and earlier
            and caption.judul.lower() == earlier[-1].judul.lower()
            and (caption.halaman or 0) - (earlier[-1].halaman or 0) <= 1
        )
        if not continued and not (earlier and not caption.judul):
            earlier.append(caption)
    found = []
    for (kind, bab, number), members in seen.items():
        if len(members) < 2:
            continue
        label = f"{kind} {bab}.{number}" if bab else f"{kind} {number}"
        same = len({m.judul.lower()[:50] for m in members}) < len(members)
        data = {"nomor": label, "kali": str(len(members)), "kembar": "ya" if same else ""}
        page = members[1].halaman
        found.append(
            Catat(
                "nomor-ganda", Tingkat.PERINGATAN, page, shorten(members[1].teks, 120), data, "judul",
                halaman_lain=pages((m.halaman for m in members), page),
            )
        )  # fmt: skip
    return found


def _left_out(naskah: Naskah, all_captions: Sequence[Keterangan]) -> list[Catat]:
    """A number between two that follow each other on the page, and that stands nowhere in the text."""
    groups: dict[tuple[str, int | None], list[Keterangan]] = defaultdict(list)
    for caption in all_captions:
        groups[caption.jenis, caption.bab].append(caption)
    found = []
    for (kind, bab), members in groups.items():
        if len(members) < 4:
            continue
        for before, after in zip(members, members[1:], strict=False):
            if after.nomor != before.nomor + 2:
                continue
            missing = before.nomor + 1
            label = f"{bab}.{missing}" if bab else str(missing)
            pattern = re.compile(rf"\b{kind}\s+(?:[IVX]{{1,4}}\.|{bab or ''}\s?[.-]?\s?){missing}\b", re.I)
            if any(m.nomor == missing for m in members) or any(pattern.search(b.teks) for b in naskah.blok):
                continue
            data = {"nomor": f"{kind} {label}", "sebelum": str(before.nomor), "sesudah": str(after.nomor)}
            found.append(
                Catat(
                    "nomor-lompat", Tingkat.INFO, after.halaman, shorten(after.teks, 120), data, "judul",
                    f"{kind} {label}", keyakinan=Decimal("0.75"), halaman_lain=pages([before.halaman], after.halaman),
                )
            )  # fmt: skip
    return found


def check_sections(naskah: Naskah) -> Hasil:
    """Sub-chapter numbers used for two different headings, or under another chapter."""
    seen: dict[tuple[int, str], list[tuple[str, int | None]]] = defaultdict(list)
    for blok in naskah.blok:
        match = SECTION_NUMBER.match(blok.teks)
        if not match or not blok.bab or match.group(1).split(".")[0] != str(blok.bab):
            continue
        title = blok.teks[match.end() :][:90]
        seen[blok.bab, match.group(1)].append((title, blok.halaman))
    found: list[Catat] = []
    for (_, number), members in seen.items():
        # The first word tells two headings apart; the rest may have run into the text that follows.
        first = members[0][0].lower().split()[:1]
        others = [m for m in members[1:] if m[0].lower().split()[:1] != first]
        if not others or len(members) > 3:
            continue
        page = others[0][1]
        data = {"nomor": number, "kali": str(len(others) + 1), "kembar": ""}
        found.append(
            Catat(
                "nomor-ganda", Tingkat.PERINGATAN, page, shorten(f"{number} {others[0][0]}", 100), data, "subbab",
                halaman_lain=pages([members[0][1]], page),
            )
        )  # fmt: skip
    return Hasil(tuple(found), sum(map(len, seen.values())))


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
        steps = sum(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
        if len(numbers) < 5 or steps * 4 < (len(numbers) - 1) * 3:
            continue
        checked += len(numbers)
        for at, expected, kind in slips(numbers):
            number, page, text = run[at]
            if kind == "lompat" and any(n == expected for n in numbers):
                continue
            data = {"nomor": str(number), "harapan": str(expected), "jenis": kind}
            found.append(
                Catat(
                    "nomor-baris", Tingkat.PERINGATAN, page, shorten(f"{number} {text}", 100), data,
                    "kolom nomor tabel", str(expected),
                )
            )  # fmt: skip
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
            if match and len(row) > 1 and row[1].strip() and not row[1].strip().isdigit():
                rows.append((int(match.group(1)), kisi.page_of(at), row[1]))
        page = kisi.halaman or 0
        goes_on = (
            bool(runs and rows and runs[-1]) and kisi.grid.n_cols == width and page - last_page <= 1
            and rows[0][0] in range(runs[-1][-1][0], runs[-1][-1][0] + 4)
        )  # fmt: skip
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
        steps = sum(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
        if len(numbers) < 6 or steps * 3 < (len(numbers) - 1) * 2:
            continue
        checked += len(numbers)
        expected = numbers[0]
        bodies = {text for _, _, text in series}
        odd: list[tuple[int, int, int | None, str]] = []
        for number, page, text in series[1:]:
            expected += 1
            # Tables that were read in another shape count too.
            expected += sum(_stands_elsewhere(naskah, n, page, bodies) for n in range(expected, min(number, expected + 4)))
            if number != expected:
                odd.append((number, expected, page, text))
        if odd:
            number, want, page, text = odd[0]
            shown = "; ".join(f"{n} (seharusnya {w})" for n, w, *_ in odd[:6])
            data = {"nomor": str(number), "harapan": str(want), "urutan": shown}
            found.append(
                Catat(
                    "nomor-urut-tabel", Tingkat.PERINGATAN, page, shorten(text, 100), data, "baris pertama tabel",
                    str(want), halaman_lain=pages((o[2] for o in odd), page),
                )
            )  # fmt: skip
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
                    "nomor-butir", Tingkat.INFO, blok.halaman, shorten(blok.teks, 100), data, "butir", shown,
                    keyakinan=Decimal("0.8"), halaman_lain=pages([before.halaman], blok.halaman),
                )
            )  # fmt: skip
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
    return roman(sign)


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
            if mark[0].isdigit() or mark[0] == "a":
                groups.append([])
            if mark[0].isalpha():
                groups[-1].append(mark)
        checked += len(run)
        if not any("".join(m[0] for m in g)[:3] == "abc" for g in groups):
            continue
        for group in groups:
            for before, now in zip(group, group[1:], strict=False):
                expected = LETTERS.index(before[0]) + 1
                if LETTERS.index(now[0]) in range(expected + 1, expected + 4):
                    data = {"nomor": now[0], "harapan": LETTERS[expected], "jenis": "lompat"}
                    found.append(
                        Catat(
                            "nomor-butir", Tingkat.INFO, now[1], shorten(f"{before[2]} … {now[2]}", 140), data,
                            "butir dalam tabel", LETTERS[expected], halaman_lain=pages([before[1]], now[1]),
                        )
                    )  # fmt: skip
    return Hasil(tuple(found), checked)
