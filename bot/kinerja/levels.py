"""Which budget line is part of which: by the table's own parent, by code, else by level in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.kinerja.model import BarisAnggaran, IndicatorTable

TINGKAT: dict[str, int] = {
    "total": -1,
    "urusan": 0,
    "opd": 1,
    "sasaran": 2,
    "program": 3,
    "kegiatan": 4,
    "subkegiatan": 5,
    "baris": 9,
}
"""Depth of a level; lines of the same depth are beside each other."""
_WORD = re.compile(r"\w+")
_KODE = re.compile(r"[\dXx]+(?:\.[\dXx]+)*\.?")


def susun(lines: Sequence[BarisAnggaran]) -> dict[str, str]:
    """Parent of each line that has one: ``{id: parent id}``.  Never a circle."""
    known = {b.id for b in lines}
    parents = {b.id: b.induk for b in lines if b.induk is not None and b.induk in known and b.induk != b.id}
    if not parents:
        for group in _per_lembar(lines):
            parents |= _dari_kode(group) or _dari_urutan(group)
    return _tanpa_lingkaran(parents)


def lembar(line: BarisAnggaran) -> str:
    """Sheet or table in which a line stands; lines of different tables are never parts of each other."""
    for isian in (line.pagu, line.realisasi, line.pagu_awal):
        if isian is not None and isian.sel is not None:
            return isian.sel.lembar
    return line.nama.sel.lembar if line.nama.sel is not None else ""


def puncak(lines: Sequence[BarisAnggaran], parents: dict[str, str]) -> tuple[BarisAnggaran, ...]:
    """The lines that make up the total: of the fullest table, its topmost ones, each thing once.

    Several tables of one report show the same programs; a line of another table is added only when
    its name is new and its level is not below the topmost of the fullest table.
    """
    tops = [b for b in lines if b.id not in parents and b.jenjang not in {"total", "pendapatan"}]
    groups = [g for g in _per_lembar(tops) if any(b.pagu is not None or b.realisasi is not None for b in g)]
    if not groups:
        return ()
    main = max(groups, key=_kelengkapan)
    chosen = list(main)
    top_level = min(TINGKAT.get(b.jenjang, 9) for b in main)
    for group in groups:
        if group is main:
            continue
        names = [kata(b.nama.isi) for b in chosen]
        chosen += [
            b
            for b in group
            if TINGKAT.get(b.jenjang, 9) <= top_level and not any(mirip(kata(b.nama.isi), n) for n in names)
        ]
    return tuple(chosen)


def kata(nama: str) -> frozenset[str]:
    """The words of a name, for comparing names that are printed a little differently."""
    words = _WORD.findall(nama.casefold()[:400])
    return frozenset(
        w for w in words if w not in {"program", "kegiatan", "sub", "subkegiatan", "dan", "yang"}
    )


def mirip(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names mean the same thing: at least four fifths of their words are common."""
    return bool(a and b) and len(a & b) * 5 >= len(a | b) * 4


def anak_dari(lines: Iterable[BarisAnggaran], parents: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Ids of the lines directly below each line, in order."""
    children: dict[str, list[str]] = {}
    for line in lines:
        if line.id in parents:
            children.setdefault(parents[line.id], []).append(line.id)
    return {parent: tuple(ids) for parent, ids in children.items()}


def rincian_total(table: IndicatorTable, parents: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """For a printed grand total, the lines that it sums: the topmost of its own table.

    Only where that table prints one total, so that subtotals are never taken for it.
    """
    found: dict[str, tuple[str, ...]] = {}
    for group in _per_lembar(table.anggaran):
        totals = [b for b in group if b.jenjang == "total"]
        if len(totals) != 1:
            continue
        parts = [b for b in group if b.id not in parents and b.jenjang not in {"total", "pendapatan"}]
        if len(parts) > 1:
            found[totals[0].id] = tuple(b.id for b in parts)
    return found


def _kelengkapan(group: Sequence[BarisAnggaran]) -> tuple[int, int]:
    both = sum(1 for b in group if b.pagu is not None and b.realisasi is not None)
    return both, len(group)


def _per_lembar(lines: Sequence[BarisAnggaran]) -> list[list[BarisAnggaran]]:
    groups: dict[tuple[str, int | None], list[BarisAnggaran]] = {}
    for line in lines:
        groups.setdefault((lembar(line), line.tahun), []).append(line)
    return list(groups.values())


def _dari_kode(lines: Sequence[BarisAnggaran]) -> dict[str, str]:
    """By account codes: the parent's code is the longest one that begins the child's."""
    by_code: dict[tuple[str, ...], str] = {}
    coded: list[tuple[BarisAnggaran, tuple[str, ...]]] = []
    for line in lines:
        code = (line.kode or "").strip()
        if line.jenjang in {"total", "pendapatan"} or not _KODE.fullmatch(code):
            continue
        parts = tuple(code.rstrip(".").split("."))
        coded.append((line, parts))
        by_code.setdefault(parts, line.id)
    if len(coded) * 3 < len([b for b in lines if b.jenjang not in {"total", "pendapatan"}]) * 2:
        return {}
    parents: dict[str, str] = {}
    for line, parts in coded:
        for end in range(len(parts) - 1, 0, -1):
            parent = by_code.get(parts[:end])
            if parent is not None and parent != line.id:
                parents[line.id] = parent
                break
    return parents


def _dari_urutan(lines: Sequence[BarisAnggaran]) -> dict[str, str]:
    """By level in reading order: a kegiatan belongs to the program above it."""
    parents: dict[str, str] = {}
    stack: list[BarisAnggaran] = []
    for line in lines:
        depth = TINGKAT.get(line.jenjang, 9)
        if line.jenjang in {"total", "pendapatan", "baris"}:
            continue
        while stack and TINGKAT[stack[-1].jenjang] >= depth:
            stack.pop()
        if stack:
            parents[line.id] = stack[-1].id
        stack.append(line)
    return parents


def _tanpa_lingkaran(parents: dict[str, str]) -> dict[str, str]:
    clean: dict[str, str] = {}
    for child, parent in parents.items():
        seen, above = {child}, parent
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above not in seen:
            clean[child] = parent
    return clean
