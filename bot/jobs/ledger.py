"""The ledger of a draft as a workbook that a planner can open and filter: one row for each number."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.jobs.tulis import tulis_utuh

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

KEPALA = (
    ("No.", 6),
    ("Angka di draf", 22),
    ("Nilai", 18),
    ("Satuan", 14),
    ("Asal", 14),
    ("Berkas", 30),
    ("Lembar", 20),
    ("Sel", 10),
    ("Hitungan", 48),
    ("Letak di draf", 36),
)
MAKS_SEL = 2_000
"""Characters of a cell; Excel takes 32,767, nobody reads as many."""
ASAL = {"sel": "sel tabel", "rumus": "hitungan", "struktur": "struktur draf", "isian": "isian Anda"}


def tulis_ledger(telusur: Path, keluaran: Path) -> None:
    """Write the workbook of a ledger file.  Raises OSError."""
    from openpyxl import Workbook

    entries = json.loads(telusur.read_bytes())["angka"]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ledger angka")
    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(KEPALA):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet.append([_cell(sheet, title, bold=True) for title, _ in KEPALA])
    texts = {one["id"]: one["teks"] for one in entries}
    for number, one in enumerate(entries, 1):
        sheet.append([_cell(sheet, text) for text in _row(number, one, texts)])
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(KEPALA) - 1)}{len(entries) + 1}"
    buffer = io.BytesIO()
    book.save(buffer)
    tulis_utuh(keluaran, buffer.getvalue())


def _row(number: int, one: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    origin = one["asal"]
    place = origin.get("menggantikan", origin)
    yield str(number)
    yield one["teks"]
    yield (one["nilai"] or "").replace(".", ",")
    yield one["satuan"] or ""
    yield ASAL.get(origin["jenis"], origin["jenis"])
    yield place.get("berkas", "")
    page = f" (hlm. {place['halaman']})" if place.get("halaman") else ""
    yield f"{place.get('lembar', '')}{page}"
    yield place.get("sel", "")
    yield _explained(origin, texts)
    yield "; ".join(f"{at['bagian']} – {at['elemen']}" for at in one["tempat"])


def _explained(origin: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    match origin["jenis"]:
        case "rumus":
            inputs = "; ".join(texts.get(one, one) for one in origin["masukan"])
            return f"{origin.get('uraian') or origin['rumus']} dari {inputs}"
        case "isian":
            return f"menggantikan “{origin['menggantikan'].get('teks', '')}”"
        case _:
            return str(origin.get("ket", ""))


def _cell(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Any:
    """Text, and only text: a string that begins like a formula must not become one."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:MAKS_SEL])
    cell.data_type = "s"
    cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
