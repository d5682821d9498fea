"""What a file is known to say: rows checked by hand, or known by construction.

The conventions of hand-checked material (``gold.jsonl``) are those of its
GOLD.md: decimal strings with a dot, ``nilai`` None where the text is a grade
without number, ``pagu`` and ``realisasi_rp`` in full rupiah.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

INDIKATOR = "indikator"
ANGGARAN = "anggaran"
MISMATCH = "capaian-tidak-cocok"
BARIS = re.compile(r"baris (\d+)$")
TABEL_DOCX = re.compile(r"^Tabel (\d+) \(docx\)")
TOLERANCE = Decimal("0.06")
"""A printed capaian further than this from the computed one is a mismatch that must be found."""


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One indicator or budget row.  ``nilai`` maps a field to its decimal, or None where it must be empty."""

    berkas: str
    jenis: str
    nama: str
    nilai: Mapping[str, Decimal | None]
    kata: Mapping[str, str] = field(default_factory=dict)
    """Words that the row must have: ``sasaran``, ``satuan``; only where they are printed."""
    nama_lain: tuple[str, ...] = ()
    """Other spellings that are right too (one row per bullet of a cell)."""
    program: str | None = None
    tahun: int | None = None
    halaman: int | None = None
    tabel: str = ""
    baris: int | None = None
    """1-based row of the sheet, where the gold names it."""
    lembar: str | None = None
    temuan: frozenset[str] = frozenset()
    temuan_boleh: frozenset[str] = frozenset()
    """Temuan that may be raised, neither rewarded nor punished."""
    boleh_kosong: frozenset[str] = frozenset()
    """Fields whose value may also be None: a level without a number (``Level 3``)."""
    opsional: bool = False
    is_mismatch: bool | None = None
    """Whether printed and computed capaian differ; None where the gold does not settle it."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The gold of one folder: rows by file, pages without rows, files that must be refused."""

    baris: Mapping[str, tuple[GoldRow, ...]]
    halaman_kosong: Mapping[str, frozenset[int]] = field(default_factory=dict)
    ditolak: Mapping[str, str] = field(default_factory=dict)
    """File name to what is expected: ``no-indicator-table`` or ``scan-needs-ocr``."""


def load(folder: Path) -> GoldSet:
    """Read ``gold.jsonl`` and, where there is one, ``negatives.jsonl`` of a folder."""
    rows: dict[str, list[GoldRow]] = {}
    empty: dict[str, frozenset[int]] = {}
    for record in _records(folder / "gold.jsonl"):
        if "negative_pages" in record:
            empty[record["file"]] = frozenset(record["negative_pages"])
        else:
            rows.setdefault(record["file"], []).append(_row(record))
    refused = {r["file"]: r["expected"] for r in _records(folder / "negatives.jsonl")}
    return GoldSet({name: tuple(found) for name, found in rows.items()}, empty, refused)


def _records(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _row(record: Mapping[str, Any]) -> GoldRow:
    baris = BARIS.search(record["table"])
    docx = TABEL_DOCX.match(record["table"])
    values: dict[str, Decimal | None] = {}
    loose: set[str] = set()
    for name in ("target", "realisasi"):
        given = record[name]
        values[name] = _decimal(given.get("nilai"))
        if "level" in str(given.get("teks") or "").casefold():
            loose.add(name)
    for name, key in (("capaian", "capaian_tertulis"), ("pagu", "pagu"), ("realisasi_rp", "realisasi_rp")):
        values[name] = _decimal(record.get(key))
    return GoldRow(
        berkas=record["file"],
        jenis=record["row_kind"],
        nama=record["nama"],
        nilai=values,
        nama_lain=tuple(record.get("nama_alternatif") or ()),
        program=record.get("program"),
        tahun=record.get("tahun"),
        halaman=record.get("page"),
        tabel=record["table"],
        baris=int(baris.group(1)) if baris else None,
        lembar=f"Tabel {docx.group(1)}" if docx else None,
        temuan=frozenset(record.get("temuan") or ()),
        temuan_boleh=frozenset(record.get("temuan_opsional") or ()),
        boleh_kosong=frozenset(loose),
        opsional=bool(record.get("opsional")),
        is_mismatch=_is_mismatch(record),
    )


def _is_mismatch(record: Mapping[str, Any]) -> bool | None:
    """Whether the printed capaian is wrong.  A row whose printed basis is another one is no mismatch."""
    if MISMATCH in (record.get("temuan") or ()):
        return True
    printed, true = _decimal(record.get("capaian_tertulis")), _decimal(record.get("capaian_benar"))
    if printed is None or true is None:
        return None
    if record.get("capaian_basis"):
        return False
    return abs(printed - true) > TOLERANCE


def _decimal(text: str | None) -> Decimal | None:
    """A decimal string; a spreadsheet error (``#DIV/0!``) is no value."""
    return Decimal(text) if text and not text.startswith("#") else None
