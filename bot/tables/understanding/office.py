"""Whose report a file is: the office that its title lines, letterhead or captions name.

Only lines that stand as titles are looked at (above a table, or at the beginning of a document), and only
names written as names: capitals, or each word with a capital.  Two different offices mean that none is sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.kinerja.model import Sel, Teks
from bot.tables.document import Document
from bot.tables.grid import Grid
from bot.tables.understanding.wording import bersih, norm

MAX_LINE = 220
PARAGRAPHS = 60
"""Paragraphs at the beginning of a document: cover, letterhead, and the first sentence of the foreword."""
ROWS = 14
"""Rows above a table that may hold its title."""
_LABEL = re.compile(
    r"^(?:nama )?(?:perangkat daerah|opd|skpd|instansi(?: pemerintah)?|unit (?:kerja|organisasi)|"
    r"satuan kerja|satker|organisasi|dinas/instansi)(?: ?[:=] ?| {1,3}(?=[A-Z]))(.{4,160})$",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:Dinas|Badan|Inspektorat|Sekretariat (?:Daerah|DPRD|Dewan|Jenderal|Utama)|Kecamatan|Kelurahan|RSUD|"
    r"Rumah Sakit|Satuan Polisi|Satpol|Balai|Direktorat|Kantor|Bappeda\w*|Bapperida|Bakesbangpol|Puskesmas|"
    r"Pengadilan|Komisi|UPTD?|Deputi|Itjen|Loka|Bagian)\b",
    re.IGNORECASE,
)
_REGION = re.compile(
    r"^(?:pemerintah(?:an)? (?:daerah )?)?((?:kabupaten|kota|provinsi) .{3,60})$", re.IGNORECASE
)
_HAS_REGION = re.compile(r"\b(?:kabupaten|kab|kota|provinsi|prov|republik|nasional)\b", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:tahun|th|ta|t\.a|periode|triwulan|tw|semester|bulan|nomor|no|tanggal|terhadap|sampai|s\.?d|dengan|"
    r"tentang|selaku|yang|adalah|telah|merupakan|dalam|berdasarkan|laporan|perjanjian|rencana|"
    r"realisasi|indikator|pengukuran|capaian|evaluasi|target)\b"
    r"|[\d(),;:/|“”\"–]|\.(?: |$)| - ",
    re.IGNORECASE,
)
_LINKS = frozenset(["dan", "di", "pada", "untuk", "serta", "atau", "dr", "dr."])
_ACRONYMS = frozenset(
    """
    rsud dprd upt uptd ukm umkm kb sdm asn bpbd bkpsdm bkd bkpp bpkad bpkd bappeda bapperida bappelitbang
    ri tni iptek ptsp dki diy ntb ntt pkp ppkb pppa
    """.split()  # noqa: SIM905
)
_NOT_TITLES = ("sumber", "ket", "catatan", "data", "*")
_GENERIC = frozenset(
    ["daerah", "pusat", "kerja", "dan", "dinas", "terkait", "teknis", "lain", "lainnya", "provinsi"]
)


def office_of(document: Document) -> Teks | None:
    """The office of a whole file, where its title lines agree on one."""
    named: Counter[str] = Counter()
    first: dict[str, Teks] = {}
    region: str | None = None
    for line, sel in _lines(document):
        region = region or region_in(line)
        found = name_in(line)
        if found is None:
            continue
        key = norm(_bare(found))
        named[key] += 1
        if key not in first or len(found) > len(first[key].isi):
            first[key] = Teks(found, sel)
    if not named:
        return None
    (best, votes), *others = named.most_common()
    rivals = [n for key, n in others if not (_shortens(key, best) or _shortens(best, key))]
    if rivals and rivals[0] * 2 > votes:
        return None
    longest = max((k for k in named if k.startswith(best) or best.startswith(k)), key=lambda k: named[k])
    chosen = first[longest]
    if region and not _HAS_REGION.search(chosen.isi):
        return Teks(f"{chosen.isi} {region}", chosen.sel)
    return chosen


def _shortens(short: str, long: str) -> bool:
    """``dinas kominfo`` for ``dinas komunikasi dan informatika``: the same kind of office, its letters in the
    same order."""
    if long.startswith(short):
        return True
    letters = iter(long.replace(" ", ""))
    return short.split()[0] == long.split()[0] and all(ch in letters for ch in short.replace(" ", ""))


def _bare(name: str) -> str:
    """Without the region, which some lines name and others leave out."""
    return re.split(r" (?=Kabupaten |Kota |Provinsi )", name)[0]


def name_in(line: str) -> str | None:
    """The office that a title line names, in the usual writing; None where it names none."""
    flat = bersih(line[: MAX_LINE + 40])
    if not flat or len(flat) > MAX_LINE or flat.casefold().startswith(_NOT_TITLES):
        return None
    label = _LABEL.match(flat)
    text = label.group(1) if label else flat
    head = _HEAD.search(text)
    if head is None:
        return None
    if not label and head.start() and not _is_title(text[: head.start()]):
        return None
    words: list[str] = []
    stop = _STOP.search(text, head.end())
    for word in text[head.start() : stop.start() if stop else len(text)].split():
        if not (word[0].isupper() or word.casefold() in _LINKS or (word[0] == "&")):
            break
        words.append(word)
    while words and words[-1].casefold() in _LINKS:
        words.pop()
    return _written(words)


def begins(line: str) -> Iterator[re.Match[str]]:
    """The words of a line that names of offices begin with ("Dinas", "kecamatan"), in any writing."""
    return _HEAD.finditer(line[:MAX_LINE])


def _is_title(before: str) -> bool:
    """Words before the name in a title begin with capitals: no sentence."""
    words = [w for w in before.split() if w[0].isalpha()]
    return all(w[0].isupper() or w in _LINKS for w in words)


def _written(words: list[str]) -> str | None:
    rest = [w for w in words[1:] if w.casefold() not in _GENERIC]
    alone = words and words[0].casefold() in ("inspektorat", "bappeda", "bapperida", "bappelitbang")
    if not words or len(words) > 16 or not (rest or alone) or len(" ".join(words)) < 7:
        return None
    if words[0].casefold() in ("sekretariat", "bagian") and len(words) < 2:
        return None
    capitals = " ".join(words).isupper()
    return " ".join(_word(w, capitals) for w in words)


def _word(word: str, capitals: bool) -> str:
    low = word.casefold()
    if low in _LINKS:
        return low
    if low in _ACRONYMS:
        return word.upper()
    return word.capitalize() if capitals and "-" not in word else (word.title() if capitals else word)


def region_in(line: str) -> str | None:
    """``PEMERINTAH KABUPATEN X``, ``KOTA Y``: the region of the letterhead."""
    flat = bersih(line[:120])
    match = _REGION.match(flat) if flat[:1].isupper() else None
    if match is None:
        return None
    stop = _STOP.search(match.group(1))
    words = (match.group(1)[: stop.start()] if stop else match.group(1)).split()
    if not 2 <= len(words) <= 5 or not all(w[0].isupper() for w in words) or _HEAD.search(" ".join(words)):
        return None
    return " ".join(_word(w, " ".join(words).isupper()) for w in words)


def _lines(document: Document) -> Iterator[tuple[str, Sel]]:
    for number, paragraph in enumerate(document.paragraphs[:PARAGRAPHS], 1):
        page = f"hlm. {paragraph.page}" if paragraph.page else "naskah"
        yield paragraph.text, Sel(document.berkas, page, f"paragraf {number}", paragraph.page)
    for grid in document.grids[:40]:
        if grid.is_hidden:
            continue
        for text in (*grid.context[-6:], grid.caption or ""):
            yield text, grid.sel(0, 0)
        yield from _title_rows(grid, 3 if grid.kind == "sheet" else 1)


def _title_rows(grid: Grid, most: int) -> Iterable[tuple[str, Sel]]:
    """Lines above the header of a table, and ``label | name`` pairs as one line; ``most`` cells in a line."""
    for row in range(min(ROWS, grid.n_rows)):
        filled = [(c, cell.text) for c, cell in enumerate(grid.rows[row][:60]) if cell.text.strip()]
        if len(filled) > most:
            return
        if filled:
            parts = [text.strip(" :") for _, text in filled]
            joined = ": ".join(p for p in parts[:2] if p) if len(parts) > 1 else filled[0][1]
            yield joined, grid.sel(row, filled[-1][0] if len(parts) > 1 else filled[0][0])
