"""Roles of columns as the user gives them, and confirmed mappings kept for the same layout."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import ErrorCode, LkjipError
from bot.kinerja.model import Kolom
from bot.tables.grid import column_letter
from bot.tables.understanding.headers import Column
from bot.tables.understanding.vocabulary import PERAN
from bot.tables.understanding.wording import norm

Choice = tuple[str, int | None]
"""A role, and the year where the role needs one (``realisasi_tahun:2021``)."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{0,7})")
MAX_FILES = 500


def parse_peta(peta: Mapping[str, str]) -> dict[str, Choice]:
    """Check ``kolom=peran`` pairs.  Raises LkjipError MAPPING_INVALID for an unknown role."""
    found: dict[str, Choice] = {}
    for kolom, text in peta.items():
        peran, _, year = text.strip().casefold().replace("-", "_").partition(":")
        if peran not in PERAN or (year and not re.fullmatch(r"(?:19|20)\d\d", year)):
            raise LkjipError(
                ErrorCode.MAPPING_INVALID,
                f"Peran “{text}” untuk kolom “{kolom}” tidak dikenal.",
                "Peran yang ada: "
                + ", ".join(sorted(PERAN))
                + ". Tahun ditulis seperti realisasi_tahun:2021.",
            )
        found[kolom.strip()] = (peran, int(year) if year else None)
    return found


def overrides_from(
    columns: Sequence[Column], wanted: Mapping[str, Choice], applied: set[str]
) -> dict[int, Choice]:
    """Positions of columns that are named by heading, letter or address; ``applied`` collects the names
    found.
    """
    found: dict[int, Choice] = {}
    for key, choice in wanted.items():
        for at in _positions(columns, key):
            found[at] = choice
            applied.add(key)
    return found


def _positions(columns: Sequence[Column], key: str) -> list[int]:
    wanted = norm(key)
    exact = [at for at, c in enumerate(columns) if norm(c.judul) == wanted]
    if exact:
        return exact
    by_leaf = [at for at, c in enumerate(columns) if c.levels and norm(c.levels[-1]) == wanted]
    if len(by_leaf) == 1:
        return by_leaf
    match = _ADDRESS.fullmatch(key.strip())
    if match:
        letter, row = match.group(1).upper(), match.group(2)
        if row:
            return [at for at, c in enumerate(columns) if f"{letter}{row}" in c.cells.split(":")]
        return [at for at, c in enumerate(columns) if letter in _letters(c)]
    part = [at for at, c in enumerate(columns) if wanted and wanted in norm(c.judul)]
    return part if len(part) == 1 else []


def _letters(column: Column) -> set[str]:
    """Letters of a column's heading cells; of its physical columns where it has no heading."""
    named = {m.group(1) for m in map(_ADDRESS.fullmatch, column.cells.split(":")[-1:]) if m}
    return named or {column_letter(c) for c in range(column.left, column.right + 1)}


def fingerprint(columns: Sequence[Column] | Sequence[Kolom]) -> str:
    """Key of a layout: its headings in order, years left out, so that next year's table has the same."""
    words = [re.sub(r"\b(?:19|20)\d\d\b", "#", norm(c.judul)) for c in columns]
    return hashlib.sha256("|".join(words).encode()).hexdigest()[:24]


class MappingStore:
    """Confirmed mappings as JSON files in a folder of DATA_DIR, one for each layout."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> dict[str, Choice]:
        """The saved mapping of a layout; empty where there is none or it cannot be read."""
        path = self._folder / f"{key}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        pairs = stored.get("peta", {}) if isinstance(stored, dict) else {}
        if not isinstance(pairs, dict):
            return {}
        text = {str(k): str(v) for k, v in pairs.items()}
        try:
            return parse_peta(text)
        except LkjipError:
            return {}

    def save(self, kolom: Sequence[Kolom], peta: Mapping[str, str]) -> str:
        """Keep a mapping for the layout of these columns; returns its key.  Raises
        MAPPING_INVALID, OSError.
        """
        parse_peta(peta)
        key = fingerprint(kolom)
        self._folder.mkdir(parents=True, exist_ok=True)
        body = {"versi": 1, "judul": [k.judul for k in kolom], "peta": dict(peta)}
        temporary = self._folder / f".{key}.{os.getpid()}.tmp"
        temporary.write_text(json.dumps(body, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(self._folder / f"{key}.json")
        return key

    def forget(self, key: str) -> None:
        """Remove a saved mapping; nothing happens where there is none."""
        (self._folder / f"{key}.json").unlink(missing_ok=True)
