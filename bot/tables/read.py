"""A file, understood: every indicator and budget table in it, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.errors import ErrorCode, LkjipError
from bot.kinerja.model import IndicatorTable
from bot.tables.document import Bacaan, Document, Skipped
from bot.tables.grid import Grid
from bot.tables.mapping import Choice, MappingStore, fingerprint, overrides_from, parse_peta
from bot.tables.understanding import allowance
from bot.tables.understanding.assemble import Overrides, Understood, build, guessed_layout, lay_out
from bot.tables.understanding.headless import guess
from bot.tables.understanding.judge import kind_without_header
from bot.tables.understanding.office import office_of
from bot.tables.understanding.regions import Region, find_regions
from bot.tables.understanding.vocabulary import NOTE_STARTS
from bot.tables.understanding.wording import bersih, years_in

ALASAN = {
    "skala": "tabel skala penilaian",
    "pegawai": "tabel pegawai",
    "inventaris": "daftar barang",
    "lhe": "tabel komponen evaluasi",
    "tanpa-angka": "daftar tanpa angka",
    "tanpa-baris": "tabel indikator yang masih kosong",
    "tanpa-judul-kolom": "isian tanpa judul kolom",
    "tanda-tangan": "blok tanda tangan",
    "prosa": "uraian dalam kotak",
    "tanpa-peran": "tabel dengan judul kolom yang tidak dikenal",
}
"""Words for the reasons why a part of a file is no table of ours."""

_ADDRESS = re.compile(r"[A-Z]{1,3}\d{1,7}")


def read(
    path: Path,
    *,
    lembar: str | None = None,
    peta: Mapping[str, str] | None = None,
    tahun: int | None = None,
    mappings: MappingStore | None = None,
    name: str | None = None,
) -> Bacaan:
    """Read a file's tables.

    ``lembar`` restricts to one sheet; ``peta`` maps columns (heading, letter, address, or
    address in one sheet, ``IKU!D6``) to roles;
    ``tahun`` is the reporting year where the user gives it; ``mappings`` holds confirmed mappings.
    Raises LkjipError NO_TABLE, SHEET_MISSING, MAPPING_INVALID, and whatever is wrong with the file.
    """
    from bot.tables.sandbox import read_document

    document = read_document(Path(path), name=name)
    with allowance.granted(document.berkas, Path(path).stat().st_size):
        return understand(document, lembar=lembar, peta=peta, tahun=tahun, mappings=mappings)


def understand(
    document: Document,
    *,
    lembar: str | None = None,
    peta: Mapping[str, str] | None = None,
    tahun: int | None = None,
    mappings: MappingStore | None = None,
) -> Bacaan:
    """Understand a document that is already read.  See :func:`read`."""
    wanted = parse_peta(peta or {})
    grids = _chosen(document, lembar)
    report_year = tahun or _year_of(document)
    tables: list[IndicatorTable] = []
    skipped: list[Skipped] = []
    applied: set[str] = set()
    previous: Understood | None = None
    for grid in grids:
        regions = find_regions(grid)
        if not regions:
            regions = _continued(grid, previous) if previous else []
        if not regions:
            guessed = guess(grid)
            if guessed is not None:
                _take(build(guessed_layout(*guessed, tahun or report_year)), tables, skipped)
            elif _has_text(grid):
                skipped.append(Skipped(grid.lembar, _extent(grid), kind_without_header(grid), grid.page))
            continue
        head = _head_part(grid, regions[0], previous)
        for region in [*head, *regions]:
            overrides = _overrides(region, wanted, mappings, applied)
            understood = lay_out(region, tahun=tahun, tahun_dokumen=report_year, overrides=overrides)
            _take(build(understood), tables, skipped)
            previous = understood
    _check_applied(wanted, applied, document)
    if not any(t.indikator or t.anggaran for t in tables):
        raise _no_table(document, skipped)
    office = office_of(document)
    named = tuple(replace(t, instansi=office) for t in tables) if office else tuple(tables)
    return Bacaan(document.berkas, document, named, tuple(skipped))


def _take(
    result: list[IndicatorTable] | Skipped, tables: list[IndicatorTable], skipped: list[Skipped]
) -> None:
    if isinstance(result, Skipped):
        skipped.append(result)
    else:
        tables += result


def _chosen(document: Document, lembar: str | None) -> Sequence[Grid]:
    if lembar is None:
        return [g for g in document.grids if not g.is_hidden] or document.grids
    found = [g for g in document.grids if g.lembar.casefold().strip() == lembar.casefold().strip()]
    if found:
        return found
    names = ", ".join(dict.fromkeys(g.lembar for g in document.grids)) or "(tidak ada)"
    raise LkjipError(
        ErrorCode.SHEET_MISSING,
        f"Berkas {document.berkas} tidak memiliki lembar “{lembar}”.",
        f"Pilih salah satu lembar yang ada: {names}.",
        lokasi=document.berkas,
    )


def _year_of(document: Document) -> int | None:
    """The year that a whole report is about: the one that its first lines and captions name most."""
    if not document.paragraphs:
        return None
    votes: Counter[int] = Counter()
    for paragraph in document.paragraphs[:25]:
        votes.update(dict.fromkeys(years_in(paragraph.text), 3))
    for grid in document.grids:
        votes.update(set(years_in(grid.caption or "")))
    if not votes:
        return None
    best = max(votes.values())
    return max(y for y, n in votes.items() if n == best)


def _continued(grid: Grid, previous: Understood) -> list[Region]:
    """A table without a header that goes on from the one before it, on the next page with
    the same columns.
    """
    region = previous.region
    if grid.kind != "table" or grid.n_cols != region.grid.n_cols:
        return []
    if grid.caption and grid.caption != region.grid.caption:
        return []
    if not _counts_on(region.grid, grid) and (grid.context or not _next_page(region.grid, grid)):
        return []  # lines of text above it, or a place of its own: another table
    return [
        replace(
            region,
            grid=grid,
            top=0,
            head_bottom=-1,
            bottom=grid.n_rows - 1,
            title=region.title,
            skip=frozenset(),
        )
    ]


def _head_part(grid: Grid, first: Region, previous: Understood | None) -> list[Region]:
    """Rows above the first header of a page, which belong to the table of the page before."""
    if previous is None or first.top == 0:
        return []
    if not _continued(grid, previous):
        return []
    region = previous.region
    same = [c.judul for c in region.columns] == [c.judul for c in first.columns]
    if not same:
        return []
    return [replace(region, grid=grid, top=0, head_bottom=-1, bottom=first.top - 1, skip=frozenset())]


def _counts_on(before: Grid, grid: Grid) -> bool:
    """Whether the rows' numbers go on from one grid to the next; between them stand remarks at most."""
    if before.page is None or grid.page is None or grid.page - before.page > 1:
        return False
    if any(not line.casefold().startswith(NOTE_STARTS) for line in grid.context):
        return False
    last = next((n for row in reversed(before.rows) if (n := _serial(row[0].text)) is not None), None)
    return last is not None and _serial(grid.cell(0, 0).text) == last + 1


def _serial(text: str) -> int | None:
    bare = text.strip(" .()")
    return int(bare) if bare.isdigit() and len(bare) <= 3 else None


def _next_page(before: Grid, grid: Grid) -> bool:
    if before.page is None or grid.page is None:
        return False
    last = next((c.page for row in reversed(before.rows) for c in row if c.page), before.page)
    return grid.page == last + 1


def _overrides(
    region: Region,
    wanted: Mapping[str, Choice],
    mappings: MappingStore | None,
    applied: set[str],
) -> Overrides:
    found: dict[int, tuple[str, int | None]] = {}
    if mappings is not None:
        saved = mappings.get(fingerprint(region.columns))
        if saved:
            found.update(overrides_from(region.columns, saved, set()))
    for sheet, part in _by_sheet(wanted).items():
        if sheet in {"", region.grid.lembar}:
            here: set[str] = set()
            found.update(overrides_from(region.columns, part, here))
            applied.update(f"{sheet}!{key}" if sheet else key for key in here)
    return found


def _by_sheet(wanted: Mapping[str, Choice]) -> dict[str, dict[str, Choice]]:
    """Columns named by address alone, under "", and those of one sheet (``IKU!D6``), under its name."""
    found: dict[str, dict[str, Choice]] = {}
    for key, choice in wanted.items():
        sheet, _, place = key.rpartition("!")
        if not _ADDRESS.fullmatch(place):
            sheet, place = "", key
        found.setdefault(sheet, {})[place] = choice
    return found


def _check_applied(
    wanted: Mapping[str, tuple[str, int | None]], applied: set[str], document: Document
) -> None:
    missing = [key for key in wanted if key not in applied]
    if missing:
        raise LkjipError(
            ErrorCode.MAPPING_INVALID,
            f"Kolom “{missing[0]}” pada --peta tidak ditemukan di berkas {document.berkas}.",
            "Tuliskan judul kolom seperti yang tercetak, hurufnya (misalnya D), "
            "atau alamat sel judulnya (misalnya D6).",
            lokasi=document.berkas,
        )


def _has_text(grid: Grid) -> bool:
    return any(c.text.strip() for row in grid.rows[:50] for c in row)


def _extent(grid: Grid) -> str:
    from bot.tables.grid import address

    return f"A1:{address(max(grid.n_rows - 1, 0), max(grid.n_cols - 1, 0))}"


def _no_table(document: Document, skipped: Sequence[Skipped]) -> LkjipError:
    """What was seen instead, and what a table needs."""
    counted = Counter(ALASAN.get(s.alasan, s.alasan) for s in skipped)
    seen = ", ".join(f"{n} {what}" for what, n in counted.most_common(4)) or "tidak ada tabel sama sekali"
    return LkjipError(
        ErrorCode.NO_TABLE,
        f"Tidak ada tabel indikator atau anggaran di berkas {bersih(document.berkas)}; "
        f"yang terlihat: {seen}.",
        "Tabel indikator memerlukan judul kolom seperti Sasaran, Indikator Kinerja, Target, dan Realisasi; "
        "tabel anggaran memerlukan Program/Kegiatan, Anggaran, dan Realisasi. "
        "Bila judul kolomnya lain, sebutkan dengan --peta kolom=peran.",
        lokasi=document.berkas,
    )
