"""Tables as sentences that stand alone: "kolom: nilai; kolom: nilai", one row each, in chunks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.ingest.bersih import tidy
from knowledge.ingest.naskah import Sel, Tabel

MAX_CHUNK = 1200
MAX_HEADER_ROWS = 4
COLUMN_NUMBER = re.compile(r"\(?[0-9]{1,2}\)?(?:\s*[=x×:/+-].{0,20})?")
NUMBER = re.compile(r"[\d.,%()\s/Rp-]*\d[\d.,%()\s/Rp-]*")
MIN_CELLS = 2


@dataclass(frozen=True, slots=True)
class Potongan:
    """Some rows of a table."""

    teks: str
    halaman: tuple[int, int] | None
    baris: tuple[int, int]
    """First and last row of the table, from 1."""


def chunks(table: Tabel, limit: int = MAX_CHUNK) -> list[Potongan]:
    """The rows of a table as sentences, each with the titles of its columns, in chunks of ``limit``.

    A merged cell of the first columns is repeated for the rows that it spans.
    """
    count = header_rows(table)
    titles = _titles(table, count)
    rows: list[tuple[str, list[int], int]] = []
    carried: list[str] = [""] * (len(table.baris[0]) if table.baris else 0)
    for number, row in enumerate(table.baris[count:], count + 1):
        texts = [tidy(cell.teks) for cell in row]
        if not any(texts) or _is_column_numbers(texts):
            continue
        rows.append((_sentence(titles, _filled(texts, carried)), _pages(row), number))
    return _packed(rows, limit)


def header_text(table: Tabel) -> str:
    """The titles of the columns, between bars."""
    return " | ".join(title for title in _titles(table, header_rows(table)) if title)


def header_rows(table: Tabel) -> int:
    """How many rows at the top are titles: those above the column numbers, else those without figures."""
    for index, row in enumerate(table.baris[: MAX_HEADER_ROWS + 1]):
        texts = [tidy(cell.teks) for cell in row]
        if _is_column_numbers(texts):
            return index
    if len(table.baris) < MIN_CELLS:
        return 0
    count = 1
    for row in table.baris[1:MAX_HEADER_ROWS]:
        texts = [tidy(cell.teks) for cell in row]
        # a second row of titles leaves open what the first one spans, its number column above all
        if texts[0] or not any(texts) or any(NUMBER.fullmatch(t) and not _is_year(t) for t in texts if t):
            break
        count += 1
    return count if count < len(table.baris) else 1


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None


def _is_column_numbers(texts: list[str]) -> bool:
    filled = [t for t in texts if t]
    return (
        len(filled) >= MIN_CELLS
        and all(COLUMN_NUMBER.fullmatch(t) for t in filled)
        and [re.sub(r"\D.*", "", t.strip("(")) for t in filled[:2]] == ["1", "2"]
    )


def _titles(table: Tabel, count: int) -> list[str]:
    """Title of each column: its header cells from top to bottom; one that spans columns goes with each."""
    if not table.baris:
        return []
    width = len(table.baris[0])
    parts: list[list[str]] = [[] for _ in range(width)]
    for index, row in enumerate(table.baris[:count]):
        spanning = ""
        for column, cell in enumerate(row):
            text = tidy(cell.teks)
            below = any(tidy(r[column].teks) for r in table.baris[index + 1 : count])
            spanning = text or (spanning if below and index + 1 < count else "")
            if spanning:
                parts[column].append(spanning)
    return [" ".join(dict.fromkeys(words)) for words in parts]


def _filled(texts: list[str], carried: list[str]) -> list[str]:
    """Blank leading cells take the value of the row above (a merged cell); remembers this row's."""
    first = next((i for i, text in enumerate(texts) if text), 0)
    leading = [*carried[:first], *texts[first:]] if first and len([t for t in texts if t]) > 1 else texts
    carried[:] = [text or (carried[i] if i < first else "") for i, text in enumerate(texts)]
    return leading


def _sentence(titles: list[str], texts: list[str]) -> str:
    parts = []
    for title, text in zip(titles, texts, strict=False):
        if text:
            parts.append(f"{title}: {text}" if title and title != text else text)
    return "; ".join(parts)


def _pages(row: tuple[Sel, ...]) -> list[int]:
    pages = []
    for cell in row:
        if cell.teks:
            pages += [page for page in (cell.halaman, *(p for _, p in cell.potongan)) if page is not None]
    return pages


def _packed(rows: list[tuple[str, list[int], int]], limit: int) -> list[Potongan]:
    result: list[Potongan] = []
    held: list[tuple[str, list[int], int]] = []
    for row in [*rows, None]:
        size = sum(len(text) + 1 for text, _, _ in held)
        if held and (row is None or size + len(row[0]) > limit):
            pages = [page for _, found, _ in held for page in found]
            result.append(
                Potongan(
                    "\n".join(text for text, _, _ in held),
                    (min(pages), max(pages)) if pages else None,
                    (held[0][2], held[-1][2]),
                )
            )
            held = []
        if row is not None:
            held.append(row)
    return result
