"""Faults put into correct reports, one at a time, to see whether ``periksa`` finds them.

A report is taken as it was read (paragraphs and grids).  Each kind of fault knows the places where it
can happen; a seeded choice of them makes one faulty copy each.  A fault is found when the examination
says something new that names what was changed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.kinerja.format import terbilang
from bot.tables.document import Document
from bot.tables.grid import Cell, Grid

DECIMAL = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})*,\d{1,3}(?![\w.,]*\d)")
MONEY = re.compile(r"Rp\d{1,3}(?:\.\d{3}){2,}(?:,\d\d)?")
COUNT = re.compile(r"(?<![\w.,])(\d{1,2}) \(([a-z ]+)\)")
RATING = re.compile(r"\((sangat tinggi|tinggi|sedang|rendah|sangat rendah)\)")
LEVELS = ("sangat tinggi", "tinggi", "sedang", "rendah", "sangat rendah")
CAPTION = re.compile(r"Tabel (\d)\.(\d{1,2}) ")
YEAR = re.compile(r"\btahun ((?:20)\d\d)\b", re.I)
FORMULA = re.compile(r"× 100 = (\d{1,3},\d\d) %")
MOVED = re.compile(r"\b(turun|naik) \d")
PAIRS = (
    re.compile(
        r"(?:ditargetkan|dengan target)(?: paling tinggi)? (?P<t>\d[\d.]*,\d+)"
        r"[^.;]*? terealisasi (?P<r>\d[\d.]*,\d+)"
    ),
    re.compile(
        r"[Rr]ealisasi [^.;\d]{5,120}?(?P<r>\d[\d.]*,\d+)"
        r"[^.;]*?target(?:nya)?(?: paling tinggi)? (?P<t>\d[\d.]*,\d+)"
    ),
    re.compile(r"terealisasi (?P<r>\d[\d.]*,\d+)(?: [a-z]+)? dari (?P<t>\d[\d.]*,\d+)"),
)
OFFICE = re.compile(r"\b(?:Dinas|Badan) [A-Z][a-z]+(?: dan [A-Z][a-z]+)?(?= Kabupaten| Kota| Provinsi)")
OTHER_OFFICE = "Dinas Peternakan dan Perikanan"
CLAIM = "Dengan demikian seluruh target indikator kinerja telah tercapai."
SCALE_ROW = re.compile(r"lebih dari|sampai|\W*\d", re.I)
PER_KIND = 5


@dataclass(frozen=True, slots=True)
class Mutasi:
    """One faulty copy."""

    jenis: str
    ket: str
    dokumen: Document
    jejak: tuple[str, ...]
    """Texts of which a finding must name one to count as found."""
    sel: bool = False
    """Whether a table was changed (the tables must be understood anew)."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where a paragraph stands: its index, and the part of the report."""

    nomor: int
    bagian: str
    """``depan``, ``ikhtisar``, ``bab1`` … ``bab4``, ``lampiran``."""


Pelaku = Callable[[Document, random.Random], Iterator[Mutasi]]


def parts(document: Document) -> list[Tempat]:
    """The part in which each paragraph stands; tables of contents are left out."""
    found: list[Tempat] = []
    part = "depan"
    for n, paragraph in enumerate(document.paragraphs):
        text = " ".join(paragraph.text.split())
        if paragraph.is_heading:
            if text.startswith("DAFTAR "):
                part = "daftar"
            elif text.upper().startswith(("IKHTISAR", "RINGKASAN")):
                part = "ikhtisar"
            elif match := re.match(r"BAB (I{1,3}|IV)\b", text):
                part = f"bab{ {'I': 1, 'II': 2, 'III': 3, 'IV': 4}[match.group(1)] }"
            elif text.startswith(("LAMPIRAN", "KATA PENGANTAR")):
                part = "depan" if text.startswith("KATA") else "lampiran"
        if part != "daftar" and not (paragraph.style or "").lower().startswith("toc"):
            found.append(Tempat(n, part))
    return found


def with_text(document: Document, number: int, text: str) -> Document:
    """A copy with another text in one paragraph."""
    changed = list(document.paragraphs)
    changed[number] = replace(changed[number], text=text)
    return replace(document, paragraphs=tuple(changed))


def with_cell(document: Document, grid: int, row: int, column: int, text: str) -> Document:
    """A copy with another text in one cell of a table."""
    old = document.grids[grid]
    rows = [list(r) for r in old.rows]
    rows[row][column] = Cell(text, text, bold=rows[row][column].bold)
    return with_grid(document, grid, replace(old, rows=tuple(tuple(r) for r in rows)))


def with_grid(document: Document, number: int, grid: Grid) -> Document:
    grids = list(document.grids)
    grids[number] = grid
    return replace(document, grids=tuple(grids))


def other_number(text: str, rng: random.Random) -> str:
    """The number with one digit changed, never a rounding of the old one.

    A digit before the comma, or the first behind it where there is none to change.
    """
    whole = text.split(",")[0]
    places = [n for n, c in enumerate(whole) if c.isdecimal()]
    at = rng.choice(places[-2:])
    new = rng.choice([d for d in "123456789" if d != text[at] and abs(int(d) - int(text[at])) > 1])
    return text[:at] + new + text[at + 1 :]


def _in_prose(
    pattern: re.Pattern[str],
    kind: str,
    sections: Sequence[str],
    change: Callable[[re.Match[str], random.Random], tuple[str, str] | None],
) -> Pelaku:
    """A fault at one match of a pattern in the prose; ``change`` gives the new text and what to look for."""

    def make(document: Document, rng: random.Random) -> Iterator[Mutasi]:
        places = [
            (t.nomor, m)
            for t in parts(document)
            if t.bagian in sections and not document.paragraphs[t.nomor].is_heading
            for m in pattern.finditer(document.paragraphs[t.nomor].text)
            if not CAPTION.match(document.paragraphs[t.nomor].text)
        ]
        rng.shuffle(places)
        for number, match in places:
            text = document.paragraphs[number].text
            changed = change(match, rng)
            if changed is None:
                continue
            new, trace = changed
            yield Mutasi(
                kind,
                f"{match.group()} -> {new}",
                with_text(document, number, text[: match.start()] + new + text[match.end() :]),
                (trace,),
            )

    return make


def _digit(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    new = other_number(match.group(), rng)
    return new, new.removeprefix("Rp")


def _formula(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    new = other_number(match.group(1), rng)
    return match.group().replace(match.group(1), new), new


def _rating(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    new = rng.choice([w for w in LEVELS if w != match.group(1)])
    return f"({new})", new


def _count_word(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    if _word(int(match.group(1))) != match.group(2):
        return None
    new = _word(int(match.group(1)) + rng.choice((1, 2)))
    return f"{match.group(1)} ({new})", new


def _count(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    """Both the digits and the word: only another place of the report can tell."""
    number = int(match.group(1)) + rng.choice((1, 2))
    return f"{number} ({_word(number)})", str(number)


def _word(number: int) -> str:
    return terbilang(number).split("(")[-1].rstrip(")")


def _year(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    year = str(int(match.group(1)) - 1)
    return f"{match.group()[:-4]}{year}", year


def _direction(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    new = "naik" if match.group(1) == "turun" else "turun"
    return new + match.group()[len(match.group(1)) :], new


def _office(match: re.Match[str], rng: random.Random) -> tuple[str, str] | None:
    return OTHER_OFFICE, OTHER_OFFICE


def swapped(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """Target and realisasi exchanged in a sentence."""
    for pattern in PAIRS:
        for place in parts(document):
            text = document.paragraphs[place.nomor].text
            for m in pattern.finditer(text):
                if m.group("t") == m.group("r") or place.bagian not in ("bab3", "bab4", "ikhtisar"):
                    continue
                first, second = sorted(("t", "r"), key=m.start)
                new = (
                    text[: m.start(first)]
                    + m.group(second)
                    + text[m.end(first) : m.start(second)]
                    + m.group(first)
                    + text[m.end(second) :]
                )
                yield Mutasi(
                    "pasangan-tertukar",
                    m.group()[:90],
                    with_text(document, place.nomor, new),
                    (m.group("t"), m.group("r")),
                )


def caption_twice(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """A caption that takes the number of the one before."""
    for place in parts(document):
        text = document.paragraphs[place.nomor].text
        match = CAPTION.match(text)
        if match and int(match.group(2)) > 1:
            label = f"Tabel {match.group(1)}.{int(match.group(2)) - 1}"
            new = f"{label} {text[match.end() :]}"
            yield Mutasi(
                "judul-ganda",
                new[:80],
                _recaption(document, place.nomor, text, new),
                (label, match.group().strip()),
            )


def caption_year(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """A caption with last year's number left in."""
    for place in parts(document):
        text = document.paragraphs[place.nomor].text
        match = re.search(r"[Tt]ahun (20\d\d)$", text)
        if CAPTION.match(text) and match:
            year = str(int(match.group(1)) - 1)
            new = text[: match.start(1)] + year
            changed = _recaption(document, place.nomor, text, new)
            yield Mutasi("tahun-judul", new[:80], changed, (year,), sel=True)


def _recaption(document: Document, number: int, old: str, new: str) -> Document:
    changed = with_text(document, number, new)
    for n, grid in enumerate(changed.grids):
        if grid.caption and " ".join(grid.caption.split()) == " ".join(old.split()):
            changed = with_grid(changed, n, replace(grid, caption=new))
    return changed


def claim(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """A sentence that says that all targets were reached, though they were not."""
    for place in parts(document):
        paragraph = document.paragraphs[place.nomor]
        if (
            place.bagian in ("ikhtisar", "bab3", "bab4")
            and not paragraph.is_heading
            and len(paragraph.text) > 120
        ):
            new = f"{paragraph.text} {CLAIM}"
            yield Mutasi("klaim-tercapai", CLAIM, with_text(document, place.nomor, new), ("seluruh target",))


def doubled(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """A long paragraph that stands a second time, further down."""
    places = [p for p in parts(document) if p.bagian in ("bab1", "bab2", "bab3")]
    long = [p for p in places if len(document.paragraphs[p.nomor].text) > 220]
    for one in long:
        later = [p for p in long if p.nomor > one.nomor + 3]
        if later:
            text = document.paragraphs[one.nomor].text
            target = rng.choice(later).nomor
            yield Mutasi("paragraf-ganda", text[:60], with_text(document, target, text), (text[:30],))


def cells(document: Document) -> Iterator[tuple[int, int, int, str, str, str]]:
    """(grid, row, column, text, heading, row's name) of data cells of captioned tables."""
    for g, grid in enumerate(document.grids):
        if not grid.caption or not CAPTION.match(grid.caption) or len(grid.rows) < 3:
            continue
        heads = [" ".join(c.text.split()).lower() for c in grid.rows[0]]
        for r, row in enumerate(grid.rows[1:], 1):
            name = _name(row, heads)
            for c, cell in enumerate(row):
                if cell.text.strip():
                    yield g, r, c, cell.text, heads[c], name


def _name(row: Sequence[Cell], heads: Sequence[str]) -> str:
    """The longest text of the first columns that is no unit."""
    texts = [c.text for c, head in zip(row[:4], heads, strict=False) if not head.startswith("satuan")]
    return max(texts, key=len, default="")


def _in_cells(
    kind: str,
    is_wanted: Callable[[str, str, str], bool],
    change: Callable[[str, random.Random], str | None],
) -> Pelaku:
    """A fault in one cell; ``is_wanted(heading, text, name)``."""

    def make(document: Document, rng: random.Random) -> Iterator[Mutasi]:
        places = [p for p in cells(document) if is_wanted(p[4], p[3], p[5])]
        rng.shuffle(places)
        for g, r, c, text, _, name in places:
            new = change(text, rng)
            if new is not None and new != text:
                yield Mutasi(
                    kind,
                    f"{name[:50]}: {text} -> {new}",
                    with_cell(document, g, r, c, new),
                    (new, name),
                    sel=True,
                )

    return make


def _new_decimal(text: str, rng: random.Random) -> str | None:
    match = DECIMAL.search(text) or re.search(r"\d{1,3}(?:\.\d{3})+", text)
    if match is None:
        return None
    return text[: match.start()] + other_number(match.group(), rng) + text[match.end() :]


def _new_rating(text: str, rng: random.Random) -> str | None:
    word = text.strip().lower()
    return rng.choice([w for w in LEVELS if w != word]).capitalize() if word in LEVELS else None


def _new_unit(text: str, rng: random.Random) -> str | None:
    return {"persen": "orang", "%": "orang"}.get(text.strip().lower())


def row_removed(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """A row of a table left out."""
    places = [
        (g, r)
        for g, grid in enumerate(document.grids)
        if grid.caption and re.search(r"\bTarget dan Realisasi\b|\bPagu dan Realisasi\b", grid.caption)
        for r in range(2, len(grid.rows))
        if len(grid.rows) > 3
    ]
    rng.shuffle(places)
    for g, r in places:
        grid = document.grids[g]
        name = _name(grid.rows[r], [" ".join(c.text.split()).lower() for c in grid.rows[0]])
        if name.strip().upper() in ("JUMLAH", "TOTAL") or any(m.top <= r <= m.bottom for m in grid.merges):
            continue
        rows = (*grid.rows[:r], *grid.rows[r + 1 :])
        merges = tuple(
            replace(m, top=m.top - 1, bottom=m.bottom - 1) if m.top > r else m for m in grid.merges
        )
        changed = with_grid(document, g, replace(grid, rows=rows, merges=merges))
        yield Mutasi(
            "baris-hilang",
            f"{grid.caption}: {name[:60]}",
            changed,
            (name, "jumlah", "rincian", "indikator"),
            sel=True,
        )


def last_year(document: Document, rng: random.Random) -> Iterator[Mutasi]:
    """Last year's realisasi in the place of this year's, in the table of target and realisasi."""
    before: dict[str, str] = {}
    for g, _, _, text, head, name in cells(document):
        year = re.search(r"20\d\d", head)
        caption = document.grids[g].caption or ""
        if year and re.search(r"Tahun(?:-Tahun)? Sebelumnya", caption):
            heads = [re.findall(r"20\d\d", x.text) for x in document.grids[g].rows[0]]
            years = sorted({int(y) for ys in heads for y in ys})
            if len(years) > 1 and int(year.group()) == years[-2]:
                before[name] = text
    for g, r, c, text, head, name in cells(document):
        caption = document.grids[g].caption or ""
        if "Target dan Realisasi" in caption and head.startswith("realisasi") and name in before:
            new = before[name]
            if new != text and re.search(r"\d", new):
                yield Mutasi(
                    "realisasi-tahun-lalu",
                    f"{name[:50]}: {text} -> {new}",
                    with_cell(document, g, r, c, new),
                    (new, name),
                    sel=True,
                )


def _is_total(head: str, text: str, name: str) -> bool:
    return name.strip().upper() in ("JUMLAH", "TOTAL") and bool(re.search(r"\d{3}\.\d{3}", text))


def _is_value(head: str, text: str, name: str) -> bool:
    return head.startswith(("target", "realisasi")) and bool(DECIMAL.fullmatch(text.strip()))


def _is_percent(head: str, text: str, name: str) -> bool:
    return head.startswith(("capaian", "serapan")) and bool(DECIMAL.search(text))


PROSE = ("bab3",)
JENIS: Mapping[str, Pelaku] = {
    "prosa-angka": _in_prose(DECIMAL, "prosa-angka", PROSE, _digit),
    "prosa-rupiah": _in_prose(MONEY, "prosa-rupiah", PROSE, _digit),
    "prosa-rumus": _in_prose(FORMULA, "prosa-rumus", PROSE, _formula),
    "ikhtisar-angka": _in_prose(
        re.compile(f"{MONEY.pattern}|{DECIMAL.pattern}"), "ikhtisar-angka", ("ikhtisar",), _digit
    ),
    "bab4-angka": _in_prose(
        re.compile(f"{MONEY.pattern}|{DECIMAL.pattern}"), "bab4-angka", ("bab4",), _digit
    ),
    "prosa-kategori": _in_prose(RATING, "prosa-kategori", ("ikhtisar", "bab3", "bab4"), _rating),
    "angka-huruf": _in_prose(COUNT, "angka-huruf", ("ikhtisar", "bab2", "bab3", "bab4"), _count_word),
    "cacah-beda": _in_prose(COUNT, "cacah-beda", ("ikhtisar", "bab2", "bab3", "bab4"), _count),
    "tahun-prosa": _in_prose(
        YEAR, "tahun-prosa", ("depan", "ikhtisar", "bab1", "bab2", "bab3", "bab4"), _year
    ),
    "arah-kata": _in_prose(MOVED, "arah-kata", PROSE, _direction),
    "instansi-lain": _in_prose(OFFICE, "instansi-lain", ("depan", "bab1", "bab2", "bab4"), _office),
    "pasangan-tertukar": swapped,
    "klaim-tercapai": claim,
    "paragraf-ganda": doubled,
    "judul-ganda": caption_twice,
    "tahun-judul": caption_year,
    "sel-angka": _in_cells("sel-angka", _is_value, _new_decimal),
    "sel-persen": _in_cells("sel-persen", _is_percent, _new_decimal),
    "sel-kategori": _in_cells(
        "sel-kategori",
        lambda h, t, n: h.startswith("kategori") and n.lower() not in LEVELS and not SCALE_ROW.match(n),
        _new_rating,
    ),
    "sel-satuan": _in_cells("sel-satuan", lambda h, t, n: h.startswith("satuan"), _new_unit),
    "jumlah-anggaran": _in_cells("jumlah-anggaran", _is_total, _new_decimal),
    "baris-hilang": row_removed,
    "realisasi-tahun-lalu": last_year,
}
"""Every kind of fault and how it is made."""


def faults(document: Document, seed: int, per_kind: int = PER_KIND) -> Iterator[Mutasi]:
    """Up to ``per_kind`` faulty copies of each kind, the same for the same seed."""
    for kind, make in JENIS.items():
        rng = random.Random(f"{seed}-{kind}")
        made = list(make(document, rng))
        rng.shuffle(made)
        yield from made[:per_kind]
