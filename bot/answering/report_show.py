"""How a piece of a report is shown: its words as a quotation, rows of a table as a summary, with the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.compose.say import say, sentences
from bot.answering.report_topics import Permintaan
from bot.answering.report_units import TOTAL, Satuan

MOST_ITEMS = 8
LONGEST_ITEM = 320
LONGEST = 620
"""Characters of a quoted paragraph; of a longer one the sentences that speak of what is asked."""
LONGEST_ROW = 420
ROWS = 3


@dataclass(frozen=True, slots=True)
class Tampilan:
    teks: str
    kata: tuple[tuple[str, str], ...]
    """``(passage id, words)`` for the citations."""


def show(one: Satuan, asked: Permintaan, *, rows_only: bool = False) -> Tampilan:
    """A piece as part of an answer."""
    place = str(one.letak) or one.judul
    pages = _pages(one)
    if one.jenis == "baris":
        body = _row(_without_filled(one.teks) if one.total else one.teks)
        text = say("laporan/tabel", letak=place, halaman=pages, judul=_caption(one), teks=body)
    elif one.jenis == "tabel":
        most = ROWS if rows_only else MOST_ITEMS
        rows = [f"- {_row(row)}" for row in one.butir[:most]]
        if len(one.butir) > most and not rows_only:
            rows.append(say("laporan/lanjutan", jumlah=str(len(one.butir) - most)))
        body = "\n" + "\n".join(rows)
        kind = "laporan/rincian" if rows_only else "laporan/tabel"
        extra = {} if rows_only else {"judul": _caption(one)}
        text = say(kind, letak=place, halaman=pages, teks=body, **extra)
    elif one.jenis == "daftar":
        items = [_item(item) for item in one.butir[:MOST_ITEMS]]
        more = len(one.butir) - MOST_ITEMS
        body = "\n".join(part for part in (_head(one.teks), *items) if part)
        text = say("laporan/kutipan", letak=place, halaman=pages, teks=body)
        if more > 0:
            text = f"{text}\n{say('laporan/lanjutan', jumlah=str(more))}"
    else:
        body = one.teks if one.jenis == "bagian" else paragraph(one.teks, asked)
        text = say("laporan/kutipan", letak=place, halaman=pages, teks=body)
    return Tampilan(text, _words(one, body.strip()))


def _words(one: Satuan, body: str) -> tuple[tuple[str, str], ...]:
    """Each passage with those lines of the answer that are its own."""
    if len(one.passages) == 1:
        return ((one.passages[0].id, body),)
    lines = body.split("\n")
    out = []
    for passage in one.passages:
        plain = passage.teks
        held = [
            line
            for line in lines
            if line.removeprefix("- ").removeprefix("… ").removesuffix(" …")[:60] in plain
        ]
        if held:
            out.append((passage.id, "\n".join(held)))
    return tuple(out) or ((one.passages[0].id, body),)


def _pages(one: Satuan) -> str:
    found = one.pages()
    if found is None:
        return ""
    return str(found[0]) if found[0] == found[1] else f"{found[0]}-{found[1]}"


def _caption(one: Satuan) -> str:
    if one.jenis == "tabel":
        return one.teks[:140]
    first = one.passages[0].teks.split("\n")[0]
    return "" if "; " in first or first == one.teks else first[:140]


def _without_filled(row: str) -> str:
    """A row of totals without the cells before its label: they are filled down from the row above."""
    cells = row.split("; ")
    at = next((i for i, cell in enumerate(cells) if TOTAL.search(": " + cell)), 0)
    return "; ".join(cells[at:])


def _row(row: str) -> str:
    """A row, cut at the end of a cell."""
    if len(row) <= LONGEST_ROW:
        return row
    end = row.rfind("; ", 0, LONGEST_ROW)
    return f"{row[: end if end > 0 else row.rfind(' ', 0, LONGEST_ROW)]} …"


def _item(item: str) -> str:
    """An item, cut at the end of a sentence."""
    if len(item) <= LONGEST_ITEM:
        return item
    ends = [m.end() for m in re.finditer(r"(?<!\d)[.;](?=\s)|\n", item[:LONGEST_ITEM])]
    end = ends[-1] if ends and ends[-1] > 40 else item.rfind(" ", 0, LONGEST_ITEM)
    return f"{item[:end].rstrip()} …"


def _head(text: str) -> str:
    """The sentence that opens a list; of a long paragraph its last ones."""
    if len(text) <= LONGEST_ITEM:
        return text
    kept = ""
    for sentence in reversed(sentences(text)):
        if kept and len(kept) + len(sentence) > LONGEST_ITEM:
            break
        kept = f"{sentence} {kept}".strip()
    return f"… {kept}"


def paragraph(text: str, asked: Permintaan) -> str:
    """A paragraph whole, or the run of its sentences that speaks most of what is asked."""
    if len(text) <= LONGEST:
        return text
    parts = sentences(text)
    words = [w for w in asked.pokok.split() if len(w) > 3]

    def worth(sentence: str) -> float:
        low = sentence.lower()
        value = float(sum(bool(t.isi.search(low)) for t in asked.topik))
        return value + 2 * sum(w[:6] in low for w in words)

    best_at, best_end, best_value = 0, 1, -1.0
    for at in range(len(parts)):
        size, value, end = 0, 0.0, at
        while end < len(parts) and (end == at or size + len(parts[end]) <= LONGEST):
            size += len(parts[end]) + 1
            value += worth(parts[end])
            end += 1
        if value > best_value + 1e-9:
            best_at, best_end, best_value = at, end, value
    body = " ".join(parts[best_at:best_end])
    return f"{'… ' if best_at else ''}{body}{' …' if best_end < len(parts) else ''}"
