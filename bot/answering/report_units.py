"""The passages of a report as what can be quoted of it: whole lists, paragraphs, rows and tables.

A section is cut into passages by size; a list that goes on in the next passage is put together again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.letak import Letak
from knowledge.model import Bentuk, Passage

_MARK = re.compile(r"(?:\(?(\d{1,2}|[a-z])[.)]|([-–•*▪➢✓o]))\s*(?=\S)")
_CELL = re.compile(r"^[^:;]{1,80}: [^;]*(?:; |$)")
_CONTENTS = re.compile(r"\.{4,}|…\s*\d+$|\bdaftar (?:isi|tabel|gambar)\b", re.IGNORECASE)
TOTAL = re.compile(
    r": *(?:J ?U ?M ?L ?A ?H|T ?O ?T ?A ?L|Jumlah|Total)"
    r"(?: (?:TOTAL|Total|[IVX]+(?: \+ [IVX]+)*"
    r"|(?:[Bb]elanja|BELANJA|[Aa]nggaran|ANGGARAN|[Ss]eluruh)[^;]{0,40}|[Kk]eseluruhan))? *(?:;|$)"
)
"""The cell that names a row of totals; "Jumlah SDM yang terlatih" is an indicator."""
SHORT_LABEL = 70
"""An item of no more letters is a label: the paragraphs behind it belong to it."""
MAX_CONTINUED = 3
"""Paragraphs behind the last label of a list that still belong to it."""


@dataclass(frozen=True, slots=True)
class Satuan:
    """One piece of a report."""

    jenis: str
    """``daftar``, ``alinea``, ``bagian`` (paragraphs of a section), ``baris`` or ``tabel`` (its rows)."""
    passages: tuple[Passage, ...]
    teks: str
    """The paragraph, the line that opens a list, the row, or the caption of a table."""
    butir: tuple[str, ...] = ()
    urut: int = 0

    @property
    def judul(self) -> str:
        return self.passages[0].judul.partition(": ")[2] or self.passages[0].judul

    @property
    def bab(self) -> str:
        return self.passages[0].letak.step("bab") or ""

    @property
    def letak(self) -> Letak:
        return self.passages[0].letak

    @property
    def utuh(self) -> str:
        return "\n".join((self.teks, *self.butir))

    @property
    def total(self) -> bool:
        """Whether it is a row of totals."""
        return self.jenis == "baris" and bool(TOTAL.search(": " + self.teks[:200]))

    def pages(self) -> tuple[int, int] | None:
        """First and last page."""
        known = [n for p in self.passages if p.halaman for n in p.halaman]
        return (min(known), max(known)) if known else None


@dataclass(frozen=True, slots=True)
class _Baris:
    teks: str
    passage: Passage


def units(passages: Sequence[Passage]) -> list[Satuan]:
    """Everything quotable of one source, in its order."""
    out: list[Satuan] = []
    for _, run in groupby(passages, key=lambda p: (p.bentuk, p.letak.langkah, p.letak.bebas)):
        part = list(run)
        if part[0].bentuk is Bentuk.RINGKASAN:
            out += _of_table(part)
        else:
            lines = [_Baris(line, p) for p in part for line in _joined(p.teks.split("\n"))]
            out += _of_text(lines)
    return [Satuan(u.jenis, u.passages, u.teks, u.butir, at) for at, u in enumerate(out)]


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a passage without headings that repeat its place and lines of a table of contents."""
    for line in lines:
        text = line.strip()
        if text and not _CONTENTS.search(text):
            yield text


def _of_table(passages: Sequence[Passage]) -> list[Satuan]:
    rows = [
        _Baris(line, p) for p in passages for line in p.teks.split("\n") if _CELL.match(line) and "; " in line
    ]
    if not rows:
        return []
    caption = passages[0].teks.split("\n")[0]
    caption = "" if _CELL.match(caption) and "; " in caption else caption
    held = tuple(dict.fromkeys(r.passage.id for r in rows))
    whole = Satuan("tabel", tuple(p for p in passages if p.id in held), caption, tuple(r.teks for r in rows))
    return [whole, *(Satuan("baris", (r.passage,), r.teks) for r in rows)]


def _of_text(lines: Sequence[_Baris]) -> list[Satuan]:
    out: list[Satuan] = []
    at = 0
    while at < len(lines):
        end, items = _list(lines, at)
        if len(items) > 1:
            head = out.pop() if out and _opens(out[-1].teks) and out[-1].jenis == "alinea" else None
            used = tuple({b.passage.id: b.passage for b in lines[at:end]}.values())
            if head is not None:
                used = tuple({p.id: p for p in (*head.passages, *used)}.values())
            out.append(Satuan("daftar", used, head.teks if head else "", tuple(items)))
            at = end
        else:
            out.append(Satuan("alinea", (lines[at].passage,), lines[at].teks))
            at += 1
    return out


def _opens(text: str) -> bool:
    """Whether a paragraph opens a list: by its end, or as a short heading."""
    return text.rstrip().endswith((":", "berikut", "berikut.")) or len(text) <= SHORT_LABEL


def _list(lines: Sequence[_Baris], at: int) -> tuple[int, list[str]]:
    """The items of the list that begins at a line, and where it ends; no items where none begins there."""
    first = _mark(lines[at].teks)
    if first is None or (first not in {"1", "a", "-"}):
        return at, []
    items = [lines[at].teks]
    wanted = _next(first)
    end = at + 1
    while end < len(lines):
        mark = _mark(lines[end].teks)
        if mark == wanted:
            items.append(lines[end].teks)
            wanted = _next(wanted)
            end += 1
        elif goes_to := _continued(lines, end, wanted, items[-1]):
            items[-1] = "\n".join((items[-1], *(b.teks for b in lines[end:goes_to])))
            end = goes_to
        else:
            break
    return end, items


def _continued(lines: Sequence[_Baris], at: int, wanted: str, item: str) -> int:
    """Where the paragraphs behind an item end that belong to it; 0 where there are none.

    They do where the next number of the list follows them, or where the item is a mere label.
    """
    ahead = range(at, min(len(lines), at + 12))
    follows = next((i for i in ahead if _mark(lines[i].teks) == wanted), None)
    if follows is not None and wanted != "-":
        between = [lines[i].teks for i in range(at, follows)]
        return follows if not any(_mark(t) == "1" and wanted.isdigit() for t in between) else 0
    last, mark = item.rsplit("\n", 1)[-1].rstrip(), _mark(lines[at].teks)
    if (last.endswith(":") or len(last) <= SHORT_LABEL) and mark in {"1", "a", "-"} and mark != wanted:
        return _list(lines, at)[0]
    if "\n" in item or len(item) > SHORT_LABEL or item.rstrip().endswith((".", ";")):
        return 0
    end = at
    while end < len(lines) and end - at < MAX_CONTINUED:
        text = lines[end].teks
        if _mark(text) is not None or text.rstrip().endswith(":") or len(text) <= SHORT_LABEL:
            break
        end += 1
    return end if end > at else 0


def _mark(text: str) -> str | None:
    """The number or letter of an item, ``-`` for a bullet; None for a line that is no item."""
    found = _MARK.match(text)
    if not found:
        return None
    return found[1] or "-"


def _next(mark: str) -> str:
    if mark == "-":
        return "-"
    return str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1)
