"""xlsx: values, formulas, formats, merges, what is hidden; and agreement with openpyxl."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from bot.tables.grid import Merge
from bot.tables.readers import values
from bot.tables.readers.formulas import moved
from tests.tables.files import read, sheet_xml, texts, xlsx, xlsx_parts, zipped


@pytest.fixture
def workbook() -> Any:
    return openpyxl.Workbook()


def saved(book: Any, folder: Path) -> Path:
    path = folder / "tabel.xlsx"
    book.save(path)
    return path


def test_cells_keep_value_format_and_place(workbook: Any, tmp_path: Path) -> None:
    sheet = workbook.active
    sheet.title = "IKU 2025"
    sheet["B3"] = "Persentase"
    sheet["B3"].font = Font(bold=True)
    sheet["C3"] = 0.885
    sheet["C3"].number_format = "0.00%"
    sheet["D3"] = 12
    grid = read(saved(workbook, tmp_path)).grids[0]
    assert (grid.lembar, grid.n_rows, grid.n_cols) == ("IKU 2025", 3, 4)
    assert grid.cell(2, 1).text == "Persentase"
    assert grid.cell(2, 1).bold
    assert grid.cell(2, 2).raw == Decimal("0.885")
    assert grid.cell(2, 2).number_format == "0.00%"
    assert grid.cell(2, 3).raw == 12
    assert str(grid.sel(2, 2)) == "IKU 2025!C3"


@pytest.mark.parametrize(
    ("stored", "raw", "text"),
    [
        ("0.30000000000000004", Decimal("0.3"), "0.3"),
        ("88.5", Decimal("88.5"), "88.5"),
        ("100", 100, "100"),
        ("1E+3", 1000, "1000"),
        ("1.4567999999999999E-2", Decimal("0.014568"), "0.014568"),
        ("19870601199001", 19870601199001, "19870601199001"),
        ("-1250", -1250, "-1250"),
    ],
)
def test_numbers_are_exact_to_fifteen_digits(tmp_path: Path, stored: str, raw: object, text: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(f"<row><c><v>{stored}</v></c></row>"))
    cell = read(path).grids[0].cell(0, 0)
    assert (cell.raw, cell.text) == (raw, text)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (dt.date(2025, 12, 31), "dd/mm/yyyy", "31 Desember 2025"),
        (dt.datetime(2025, 3, 1, 14, 30), "dd/mm/yyyy hh:mm", "1 Maret 2025 14.30"),  # noqa: DTZ001
        (dt.date(2025, 3, 1), "mmm-yy", "Maret 2025"),
        (dt.date(2025, 3, 1), "yyyy", "2025"),
        (dt.time(9, 5), "h:mm", "09.05"),
        (dt.timedelta(hours=36, minutes=15), "[h]:mm", "36.15"),
        (dt.date(2025, 8, 17), "[$-421]dd mmmm yyyy;@", "17 Agustus 2025"),
        (dt.date(1900, 2, 1), "d/m/yyyy", "1 Februari 1900"),
    ],
)
def test_dates_become_words(
    workbook: Any, tmp_path: Path, value: object, number_format: str, text: str
) -> None:
    workbook.active["A1"] = value
    workbook.active["A1"].number_format = number_format
    cell = read(saved(workbook, tmp_path)).grids[0].cell(0, 0)
    assert (cell.raw, cell.text) == (text, text)


@pytest.mark.parametrize(
    "number_format",
    [
        '"Rp"#,##0',
        "#,##0.00_);[Red](#,##0.00)",
        "0.00E+00",
        '0 "dokumen"',
        "# ?/?",
        "@",
        "General",
        '0.0" hari"',
    ],
)
def test_number_formats_with_letters_are_no_dates(number_format: str) -> None:
    assert values.date_kind(number_format) is None


def test_workbook_of_the_mac_counts_from_1904(tmp_path: Path) -> None:
    parts = xlsx_parts(
        sheet_xml('<row><c s="0"><v>1</v></c><c s="0"><v>44560</v></c></row>'),
        styles='<cellXfs><xf numFmtId="14"/></cellXfs>',
    )
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    path = zipped(tmp_path / "a.xlsx", parts.items())
    assert texts(read(path).grids[0]) == [["2 Januari 1904", "31 Desember 2025"]]


def test_formula_with_and_without_result(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1"><f>C1</f><v></v></c>'
        '<c r="C1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    known, unknown, blank, error = read(xlsx(tmp_path / "a.xlsx", sheet_xml(rows))).grids[0].rows[0]
    assert (known.raw, known.formula) == (4, "=B1*2")
    assert (unknown.raw, unknown.text, unknown.formula) == (None, "", "=C1")
    assert blank.raw == ""
    assert error.is_error
    assert error.text == "#DIV/0!"


def test_formula_written_by_a_program_has_no_result(workbook: Any, tmp_path: Path) -> None:
    workbook.active["A1"] = 2
    workbook.active["B1"] = "=A1*3"
    cell = read(saved(workbook, tmp_path)).grids[0].cell(0, 1)
    assert (cell.raw, cell.formula) == (None, "=A1*3")


def test_shared_formula_is_moved(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1/$B$1*100</f><v>1</v></c></row>'
        '<row r="2"><c r="C2"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    grid = read(xlsx(tmp_path / "a.xlsx", sheet_xml(rows))).grids[0]
    assert grid.cell(1, 2).formula == "=A2/$B$1*100"


@pytest.mark.parametrize(
    ("formula", "rows", "cols", "expected"),
    [
        ("SUM(A1:B$2)", 1, 1, "SUM(B2:C$2)"),
        ('LOG10(A1)&"A1"', 1, 0, 'LOG10(A2)&"A1"'),
        ("'Lembar A1'!A1+Data!B2", 2, 0, "'Lembar A1'!A3+Data!B4"),
        ("A1", -1, 0, "#REF!"),
        ("$A1", 0, 3, "$A1"),
    ],
)
def test_moving_a_formula(formula: str, rows: int, cols: int, expected: str) -> None:
    assert moved(formula, rows, cols) == expected


def test_merges_are_clipped_and_only_the_anchor_has_content(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="3"><c r="C3"><v>3</v></c></row>'
    )
    merges = (
        '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3:XFD1048576"/><mergeCell ref="B2:C2"/>'
        '<mergeCell ref="sel"/><mergeCell ref="Z9:Z10"/></mergeCells>'
    )
    grid = read(xlsx(tmp_path / "a.xlsx", sheet_xml(rows, merges))).grids[0]
    assert grid.merges == (Merge(0, 0, 1, 1),)
    assert texts(grid) == [["1", "", ""], ["", "", ""], ["", "", "3"]]
    assert grid.shown(1, 1).text == "1"


def test_what_is_hidden_is_read_and_marked(workbook: Any, tmp_path: Path) -> None:
    sheet = workbook.active
    for row in range(1, 5):
        sheet.append([row, row, row])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = workbook.create_sheet("Lampiran")
    other["A1"] = "x"
    other.sheet_state = "hidden"
    first, second = read(saved(workbook, tmp_path)).grids
    assert (first.hidden_rows, first.hidden_cols, first.is_hidden) == (frozenset({1}), frozenset({2}), False)
    assert second.is_hidden
    assert texts(second) == [["x"]]


def test_formatting_to_the_last_row_does_not_make_the_sheet_longer(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="3"/></row>'
    grid = read(xlsx(tmp_path / "a.xlsx", sheet_xml(rows))).grids[0]
    assert (grid.n_rows, grid.n_cols) == (1, 1)


def test_texts_of_all_kinds(tmp_path: Path) -> None:
    strings = (
        "<si><t>biasa</t></si><si><r><t>te</t></r><r><rPr/><t>bal</t></r><rPh><t>x</t></rPh></si>"
        "<si><t>baris_x000D_\nkedua</t></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>99</v></c>'
        '<c t="inlineStr"><is><t>di sini</t></is></c><c t="b"><v>1</v></c><c t="str"><v>dari\x09rumus</v></c>'
        '<c t="d"><v>2025-12-31</v></c></row>'
    )
    grid = read(xlsx(tmp_path / "a.xlsx", sheet_xml(rows), strings)).grids[0]
    assert texts(grid) == [
        ["biasa", "tebal", "baris\nkedua", "", "di sini", "BENAR", "dari\trumus", "31 Desember 2025"]
    ]
    assert grid.cell(0, 5).raw is True


def test_workbook_without_sheets_or_with_blank_ones(workbook: Any, tmp_path: Path) -> None:
    grid = read(saved(workbook, tmp_path)).grids[0]
    assert (grid.n_rows, grid.n_cols) == (0, 0)


CELL_VALUES = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12, allow_nan=False),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2100, 1, 1)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL_VALUES, min_size=1, max_size=6), min_size=1, max_size=8))
def test_reads_what_openpyxl_wrote(tmp_path: Path, table: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row, items in enumerate(table, 1):
        for col, value in enumerate(items, 1):
            place = book.active.cell(row, col)
            place.value = value
            if isinstance(value, str):
                place.data_type = "s"  # openpyxl would take "=…" for a formula
    path = tmp_path / "h.xlsx"
    book.save(path)
    grid = read(path).grids[0]
    theirs = openpyxl.load_workbook(path).active
    for row in range(theirs.max_row):
        for col in range(theirs.max_column):
            expected = theirs.cell(row + 1, col + 1).value
            ours = grid.cell(row, col).raw
            if isinstance(expected, dt.datetime):
                assert ours == values.moment_words(expected)
            elif isinstance(expected, float):
                assert float(ours) == pytest.approx(expected, rel=1e-14)  # type: ignore[arg-type]
            elif isinstance(expected, str):
                assert ours == (values.clean(values.unescape(expected)) or None) or expected in values.ERRORS
            else:
                assert ours == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_a_number_survives_its_text(number: Decimal) -> None:
    found = values.number(str(number))
    assert found is not None
    assert Decimal(values.number_text(found)) == number
