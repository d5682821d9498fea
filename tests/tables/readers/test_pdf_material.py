"""Real reports: every gold row stands in one row of a grid, near its page, with its values beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.tables.document import Document
from bot.tables.grid import Grid
from bot.tables.readers.pdf.reader import read_pdf

pytestmark = pytest.mark.data

FILES = (
    "tabel/jombang_LKjIP_inspektorat_2022.pdf",
    "tabel/tangsel_triwulan_BPBD.pdf",
    "tabel/pasuruan_bappeda_SK_IKU_review_2021.pdf",
    "lkjip/wonosobo_diskominfo_2019.pdf",
    "lkjip/grobogan_dpupr_2021.pdf",
)
VALUES = ("target", "realisasi", "capaian_tertulis", "pagu", "realisasi_rp")


@cache
def document(path: Path) -> Document:
    return read_pdf(path, path.name)


def plain(text: Any) -> str:
    return re.sub(r"[\s•\-–:;.,%]+|^Rp", "", str(text or "")).lower()


def wanted(gold: dict[str, Any]) -> Iterator[str]:
    for key in VALUES:
        value = gold.get(key)
        value = value.get("teks") if isinstance(value, dict) else value
        if value not in (None, ""):
            yield plain(re.sub(r"\.00$", "", str(value)))


def has_row(grid: Grid, names: list[str], values: list[str]) -> bool:
    for row in range(grid.n_rows):
        cells = [plain(grid.shown(row, col).text) for col in range(grid.n_cols)]
        cells += [cell.removeprefix("rp") for cell in cells]
        if any(name in cell for name in names for cell in cells) and all(value in cells for value in values):
            return True
    return False


@pytest.mark.parametrize("name", FILES)
def test_gold_rows_stand_in_one_grid_row(material: Path, name: str) -> None:
    path = material / name
    gold = [json.loads(line) for line in (path.parent / "gold.jsonl").read_text("utf-8").splitlines()]
    rows = [row for row in gold if row.get("file") == path.name and "nama" in row]
    assert rows
    missing = []
    for row in rows:
        names = [plain(text) for text in (row["nama"], *(row.get("nama_alternatif") or ()))]
        near = [
            grid
            for grid in document(path).grids
            if {row["page"] - 1, row["page"], row["page"] + 1}
            & {cell.page for line in grid.rows for cell in line if cell.page}
        ]
        if not any(has_row(grid, names, list(wanted(row))) for grid in near):
            missing.append((row["page"], row["nama"]))
    assert len(missing) <= 0.02 * len(rows), missing


def test_boxes_and_arrows_hold_no_table(material: Path) -> None:
    found = document(material / "tabel/jabar_pohon_kinerja_BKD.pdf")
    assert found.grids == ()
    assert found.paragraphs


def test_one_table_over_seventeen_pages(material: Path) -> None:
    (grid,) = document(material / "tabel/tangsel_triwulan_dinkes.pdf").grids
    assert {cell.page for row in grid.rows for cell in row if cell.page} == set(range(1, 18))
    assert grid.n_cols == 11
