"""Reads the uploaded files for an interview: each by itself, so that a bad one does not spoil the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from bot.drafting.wawancara.isi_bahan import Bahan, BerkasMasuk, Galat, HasilBerkas, KolomRagu
from bot.errors import LkjipError
from bot.kinerja.model import IndicatorTable, Kolom
from bot.tables.document import Bacaan, Document
from bot.tables.grid import Grid

if TYPE_CHECKING:
    from bot.tables.mapping import MappingStore

YAKIN: Final = 0.8
"""Below this a column's role is asked for; the reader itself takes 0.8 for certain (``judge.refuse``)."""
MAKS_CONTOH: Final = 3
_PENTING: Final = frozenset(
    {"sasaran", "indikator", "satuan", "target", "realisasi", "capaian", "pagu", "realisasi_anggaran"}
)
"""Roles whose misreading changes what the draft says."""
_CALON: Final = ("target", "realisasi", "capaian", "indikator", "sasaran", "pagu", "realisasi_anggaran")
_MAKS_CALON: Final = 5
_SEL: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_KUNCI: Final = re.compile(r"([0-9]{1,4}):([0-9]{1,4}):([A-Z]{1,3}[0-9]{1,7})")
_MAKS_NAMA: Final = 120


def baca_bahan(
    berkas: Sequence[Path | BerkasMasuk],
    peta: Mapping[str, str] | None = None,
    tahun: int | None = None,
    mappings: MappingStore | None = None,
    saksi: Callable[[int, Bacaan], None] = lambda _n, _bacaan: None,
) -> Bahan:
    """Read every file; one that cannot be used is told (``HasilBerkas.galat``) and does not stop the others.

    ``peta`` gives roles of columns by :attr:`KolomRagu.id`, ``tahun`` the reporting year; both come from
    :func:`bot.drafting.wawancara.plan.baca_ulang`.  ``saksi`` sees the position and the reading of each
    file while it is there, e.g. to draw its picture.  Two files of one name get different ones.
    """
    wanted = dict(peta or {})
    found: list[HasilBerkas] = []
    for n, (path, nama) in enumerate(_bernama(berkas), 1):
        found.append(_satu(n, path, nama, wanted, tahun, mappings, saksi))
    return Bahan(tuple(found), tahun, wanted)


def _bernama(berkas: Sequence[Path | BerkasMasuk]) -> Iterator[tuple[Path, str]]:
    """Every file with a name of its own: cells are cited by it."""
    used: set[str] = set()
    for one in berkas:
        path, given = (one, one.name) if isinstance(one, Path) else (one.path, one.nama)
        pure = PurePath(" ".join(given.replace("/", "_").replace("\\", "_").split()) or path.name)
        stem, suffix = pure.stem[:_MAKS_NAMA], pure.suffix[:16]
        name, again = f"{stem}{suffix}", 1
        while name.casefold() in used:
            again += 1
            name = f"{stem} ({again}){suffix}"
        used.add(name.casefold())
        yield path, name


def _satu(
    n: int,
    path: Path,
    nama: str,
    peta: Mapping[str, str],
    tahun: int | None,
    mappings: MappingStore | None,
    saksi: Callable[[int, Bacaan], None],
) -> HasilBerkas:
    from bot.tables.read import understand
    from bot.tables.sandbox import read_document
    from bot.tables.understanding import allowance

    try:
        document = read_document(path, name=nama)
        own = _peta_berkas(n, document, peta)
        with allowance.granted(document.berkas, path.stat().st_size):
            try:
                bacaan = understand(document, peta=own, tahun=tahun, mappings=mappings)
            except LkjipError:
                if not own:
                    raise
                # A role that leaves no table at all was a slip: better the first reading than none.
                bacaan = understand(document, tahun=tahun, mappings=mappings)
    except LkjipError as error:
        galat = Galat(error.code.value, error.pesan, _tanpa_opsi(error.saran), error.lokasi)
        return HasilBerkas(nama, galat=galat)
    saksi(n - 1, bacaan)
    return HasilBerkas(nama, bacaan.tabel, kolom_ragu=tuple(_ragu(n, bacaan)))


def _peta_berkas(n: int, document: Document, peta: Mapping[str, str]) -> dict[str, str]:
    """The roles for this file's columns, by sheet and address."""
    found: dict[str, str] = {}
    for key, peran in peta.items():
        match = _KUNCI.fullmatch(key)
        if match and int(match[1]) == n and 0 < int(match[2]) <= len(document.grids):
            found[f"{document.grids[int(match[2]) - 1].lembar}!{match[3]}"] = peran
    return found


def _tanpa_opsi(saran: str) -> str:
    """Advice without the sentences on options of the command line, which a chat does not have."""
    kept = [part for part in re.split(r"(?<=\.) (?=[A-Z])", saran) if "--" not in part]
    return " ".join(kept) or "Perbaiki berkas itu, lalu kirim kembali."


def _ragu(n: int, bacaan: Bacaan) -> Iterator[KolomRagu]:
    """Columns that somebody has to name: uncertain ones, and unknown ones where a needed one is missing."""
    grids = {g.lembar: (at, g) for at, g in reversed(list(enumerate(bacaan.document.grids, 1)))}
    roles = {k.peran for t in bacaan.tabel for k in t.kolom}
    quarters = any(peran.startswith("tw_") for peran in roles)
    no_target = not roles & {"target", "target_tahun", "target_akhir"}
    no_result = not quarters and not roles & {"realisasi", "realisasi_tahun"}
    seen: set[str] = set()
    for table in bacaan.tabel:
        if table.lembar not in grids:
            continue
        at, grid = grids[table.lembar]
        for kolom in table.kolom:
            place = kolom.sel.split(":")[-1]
            key = f"{n}:{at}:{place}"
            if not _SEL.fullmatch(place) or key in seen or not kolom.judul.strip():
                continue
            contoh = _contoh(grid, table, place)
            uncertain = kolom.peran in _PENTING and kolom.keyakinan < YAKIN
            unknown = kolom.peran == "lain" and (no_target or no_result) and _berangka(contoh)
            if uncertain or (unknown and "indikator" in {k.peran for k in table.kolom}):
                seen.add(key)
                yield KolomRagu(
                    key,
                    bacaan.berkas,
                    table.lembar,
                    place,
                    " ".join(kolom.judul.split()),
                    kolom.peran,
                    contoh,
                    _calon(kolom, table),
                )


def _contoh(grid: Grid, table: IndicatorTable, place: str) -> tuple[str, ...]:
    """The first filled cells below a heading."""
    match = _SEL.fullmatch(place)
    if match is None:
        return ()
    letters, row = match.groups()
    col = 0
    for ch in letters:
        col = col * 26 + ord(ch) - 64
    found: list[str] = []
    for r in range(int(row) - grid.first_row, grid.n_rows):
        text = " ".join(grid.cell(r, col - 1 - grid.first_col).text.split())
        if text:
            found.append(text[:40])
        if len(found) == MAKS_CONTOH:
            break
    return tuple(found)


def _berangka(contoh: Sequence[str]) -> bool:
    return bool(contoh) and all(text[:1].isdigit() or text[:2] in {"≥ ", "≤ "} for text in contoh)


def _calon(kolom: Kolom, table: IndicatorTable) -> tuple[str, ...]:
    """The role that it was taken for, then those that the table still lacks."""
    has = {k.peran for k in table.kolom if k is not kolom}
    first = [kolom.peran] if kolom.peran != "lain" else []
    rest = [p for p in _CALON if p not in has and p not in first]
    return tuple([*first, *rest][:_MAKS_CALON])
