"""The bank as files: whole, readable, and harmless."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl

from bot.narasumber.bank import write_files
from bot.store.reference_answers import Jawaban
from tests.narasumber.bantu import AWAL

PLACE = {
    "teks": "PP 8/2006",
    "temuan": "ada",
    "sumber_id": "pp-8-2006",
    "sumber": "PP 8/2006",
    "letak": "Pasal 8",
    "status": "berlaku",
    "catatan": "",
}
SATU = Jawaban(
    1, 7, None, 1, "Apakah LKjIP dijilid?", "Tidak.\nCukup dijepit.", (PLACE, {**PLACE, "berbeda": True}),
    900, "Sinta Rekaan", "diganti", None, "narasumber-1", None, AWAL, AWAL, AWAL + timedelta(days=365),
)  # fmt: skip
DUA = replace(SATU, id=2, induk=1, versi=2, keadaan="terbit", teks='=HYPERLINK("http://contoh.invalid")\x07')


def sheet(folder: Path, rows: list[Jawaban]) -> Any:
    made = write_files(rows, folder, AWAL)
    return openpyxl.load_workbook(folder / made.xlsx)["Bank jawaban"]


def test_every_version_is_a_row_and_nothing_is_a_formula(tmp_path: Path) -> None:
    found = sheet(tmp_path, [SATU, DUA])
    assert found.freeze_panes == "D2"
    assert [cell.value for cell in found[1]][:4] == ["Nomor", "Versi", "Pertanyaan", "Jawaban"]
    assert [[cell.value for cell in row][:3] for row in found.iter_rows(min_row=2)] == [
        [1, 1, "Apakah LKjIP dijilid?"],
        [1, 2, "Apakah LKjIP dijilid?"],
    ]
    danger = found["D3"]
    assert danger.data_type == "s"
    assert danger.value == '=HYPERLINK("http://contoh.invalid") '
    assert danger.quotePrefix
    assert found["H3"].value == "Berlaku"
    assert found.row_dimensions[2].height == 45, "three lines of places"
    assert all(found.column_dimensions[letter].width > 5 for letter in "ABCDEFGHIJ")


def test_the_document_reads_from_heading_to_place(tmp_path: Path) -> None:
    made = write_files([SATU, DUA], tmp_path, AWAL)
    document = docx.Document(str(tmp_path / made.docx))
    texts = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert ("Heading 1", "Jawaban yang berlaku") in texts
    assert texts.count(("Heading 2", "Apakah LKjIP dijilid?")) == 2
    whole = "\n".join(text for _, text in texts)
    assert "Cukup dijepit." in whole
    assert "Jawaban narasumber Sinta Rekaan, 3 Maret 2032. Versi 2. Berlaku." in whole
    assert "Diganti versi baru" in whole
    assert "PP 8/2006 Pasal 8" in whole
    assert "Berbeda dengan PP 8/2006 Pasal 8" in whole
    xml = document.element.xml
    assert 'TOC \\o "1-2"' in xml
    assert "\x07" not in whole


def test_names_say_what_they_are_and_the_files_lie_where_they_are_purged(tmp_path: Path) -> None:
    made = write_files([SATU], tmp_path, AWAL)
    assert (made.nama_docx, made.nama_xlsx) == (
        "Bank jawaban 2032-03-03.docx",
        "Bank jawaban 2032-03-03.xlsx",
    )
    assert made.docx.startswith("sementara/")
    assert made.docx != write_files([SATU], tmp_path, AWAL).docx
