"""csv, xls, ods, and what web applications export as xls."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ErrorCode, LkjipError
from bot.tables.grid import Merge
from bot.tables.readers.delimited import decode, read_text
from tests.tables.files import ods, read, texts


def csv_rows(text: str) -> list[list[str]]:
    return texts(read_text(text, "a.csv").grids[0])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator(separator: str) -> None:
    lines = [["No", "Indikator", "Target"], ["1", "Nilai SAKIP", "80.5"], ["2", "IKM", "90"]]
    assert csv_rows("\n".join(separator.join(line) for line in lines)) == lines


def test_decimal_commas_do_not_make_a_comma_the_separator() -> None:
    assert csv_rows("1;88,5;90,1\n2;70,2;75,0\n") == [["1", "88,5", "90,1"], ["2", "70,2", "75,0"]]


def test_title_lines_and_blank_first_lines_keep_addresses() -> None:
    text = "Capaian IKU\n;;;\nNo;Indikator;Target;Realisasi\n1;Nilai;80;81\n"
    grid = read_text(text, "capaian.csv").grids[0]
    assert grid.cell(3, 1).text == "Nilai"
    assert str(grid.sel(3, 1)) == "capaian!B4"


def test_text_stays_text() -> None:
    grid = read_text("kode;nilai\n007;1.234\n", "a.csv").grids[0]
    assert grid.cell(1, 0).raw == "007"
    assert grid.cell(1, 1).raw == "1.234"


def test_quotes_hold_separators_and_lines() -> None:
    text = 'a,b\n"satu, dua","baris satu\nbaris ""dua"""\n'
    assert csv_rows(text) == [["a", "b"], ["satu, dua", 'baris satu\nbaris "dua"']]


def test_unpaired_quotes_swallow_nothing() -> None:
    assert csv_rows('a;b\n"x;1\ny;2\n') == [["a", "b"], ['"x', "1"], ["y", "2"]]


def test_line_that_names_the_separator() -> None:
    assert csv_rows("sep=;\na;b,c\n") == [["", ""], ["a", "b,c"]]


@pytest.mark.parametrize(
    "data",
    [
        "Kinerja – 5".encode(),
        b"\xef\xbb\xbf" + "Kinerja – 5".encode(),
        "Kinerja – 5".encode("cp1252"),
        "Kinerja – 5".encode("utf-16"),
        "Kinerja – 5".encode("utf-16-be"),
        b"\xfe\xff" + "Kinerja – 5".encode("utf-16-be"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode(data) == "Kinerja – 5"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        grid = read_text(text, "a.csv").grids[0]
    except LkjipError:
        return
    assert all(len(row) == grid.n_cols for row in grid.rows)


FIELDS = st.text(st.sampled_from('ab1,;."\n'), min_size=1, max_size=5).filter(str.strip)


@settings(max_examples=50)
@given(st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_csv_of_the_csv_module_comes_back(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    assert csv_rows("sep=\t\n" + stream.getvalue())[1:] == rows


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("IKU")
    sheet.write_merge(0, 0, 0, 3, "Judul", xlwt.easyxf("font: bold on"))
    sheet.write(1, 0, 0.885, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write(1, 1, dt.date(2025, 12, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(1, 2, 0.1 + 0.2)
    sheet.write(1, 3, xlwt.Formula("A2*2"))
    sheet.write(2, 0, True)
    sheet.write(3, 0, "sembunyi")
    sheet.row(3).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("Lain").visibility = 1
    path = tmp_path / "a.xls"
    book.save(str(path))
    grid, other = read(path).grids
    assert grid.cell(0, 0).bold
    assert grid.merges == (Merge(0, 0, 0, 3),)
    assert (grid.cell(1, 0).raw, grid.cell(1, 0).number_format) == (Decimal("0.885"), "0.00%")
    assert grid.cell(1, 1).raw == "31 Desember 2025"
    assert grid.cell(1, 2).raw == Decimal("0.3")
    assert (grid.cell(1, 3).raw, grid.cell(1, 3).formula) == (None, "=")
    assert grid.cell(2, 0).raw is True
    assert (grid.hidden_rows, grid.hidden_cols) == (frozenset({3}), frozenset({1}))
    assert other.is_hidden


def ods_cell(kind: str, shown: str, **attributes: str) -> str:
    more = "".join(
        f' {key.replace("__", ":").replace("_", "-")}="{value}"' for key, value in attributes.items()
    )
    return f'<table:table-cell office:value-type="{kind}"{more}><text:p>{shown}</text:p></table:table-cell>'


def test_ods(tmp_path: Path) -> None:
    styles = (
        '<style:style style:name="b"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    wide = ods_cell("string", "Judul", table__number_columns_spanned="3", table__style_name="b")
    body = (
        '<table:table table:name="IKU"><table:table-column/><table:table-column table:visibility="collapse"/>'
        f"<table:table-row>{wide}<table:covered-table-cell table:number-columns-repeated='2'/>"
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2"/>'
        '<table:table-row table:visibility="collapse">'
        + ods_cell("percentage", "88,50%", office__value="0.885")
        + ods_cell("float", "3,4", office__value="3.35", table__formula="of:=[.A1]*2")
        + ods_cell("date", "31/12/25", office__date_value="2025-12-31")
        + ods_cell("string", 'satu<text:s text:c="2"/>dua<text:line-break/>tiga')
        + ods_cell("string", "#DIV/0!")
        + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570"/></table:table>'
        '<table:table table:name="Lain" table:style-name="h"/>'
    )
    grid, other = read(ods(tmp_path / "a.ods", body, styles)).grids
    assert (grid.lembar, grid.n_rows, grid.n_cols) == ("IKU", 4, 5)
    assert grid.merges == (Merge(0, 0, 0, 2),)
    assert grid.cell(0, 0).bold
    assert (grid.cell(3, 0).raw, grid.cell(3, 0).number_format) == (Decimal("0.885"), "0.00%")
    assert (grid.cell(3, 1).raw, grid.cell(3, 1).formula) == (Decimal("3.35"), "=[.A1]*2")
    assert grid.cell(3, 2).text == "31 Desember 2025"
    assert grid.cell(3, 3).text == "satu  dua\ntiga"
    assert grid.cell(3, 4).is_error
    assert (grid.hidden_rows, grid.hidden_cols) == (frozenset({3}), frozenset({1}))
    assert other.is_hidden


def test_ods_of_odfpy(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    sheet = Table(name="Capaian")
    row = TableRow()
    value = TableCell(valuetype="float", value="75.5")
    value.addElement(P(text="75,5"))
    row.addElement(value)
    sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    path = tmp_path / "a.ods"
    document.save(str(path))
    assert read(path).grids[0].cell(0, 0).raw == Decimal("75.5")


def test_page_saved_as_xls_reads_like_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "laporan.xls"
    path.write_text(
        '<meta charset="utf-8"><h3>Capaian IKU 2025</h3><table><thead><tr><th rowspan=2>No</th>'
        "<th rowspan=2>Indikator</th><th colspan=2>Tahun 2025</th></tr>"
        "<tr><th>Target<th>Realisasi</tr></thead>"
        "<tr><td>1<td>Nilai<br>SAKIP<td>75,5<td>80&nbsp;</tr></table><p>Sumber: data</p>",
        encoding="utf-8",
    )
    grid = read(path).grids[0]
    assert texts(grid) == [
        ["Capaian IKU 2025", "", "", ""],
        ["No", "Indikator", "Tahun 2025", ""],
        ["", "", "Target", "Realisasi"],
        ["1", "Nilai\nSAKIP", "75,5", "80"],
        ["Sumber: data", "", "", ""],
    ]
    assert grid.merges == (Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))
    assert str(grid.sel(3, 3)) == "laporan!D4"


def test_xml_of_excel_2003(tmp_path: Path) -> None:
    ss = "urn:schemas-microsoft-com:office:spreadsheet"
    path = tmp_path / "a.xls"
    path.write_text(
        f'<?xml version="1.0"?>'
        f'<?mso-application progid="Excel.Sheet"?><Workbook xmlns="{ss}" xmlns:ss="{ss}">'
        '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles>'
        '<Worksheet ss:Name="IKU"><Table><Row>'
        '<Cell ss:MergeAcross="1"><Data ss:Type="String">Judul</Data></Cell>'
        '<Cell><Data ss:Type="String">x</Data></Cell></Row><Row ss:Index="3">'
        '<Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">0.885</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2025-12-31T00:00:00.000</Data></Cell>'
        "</Row></Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    grid = read(path).grids[0]
    assert texts(grid) == [["Judul", "", "x"], ["", "", ""], ["", "0.885", "31 Desember 2025"]]
    assert grid.cell(2, 1).number_format == "0.00%"
    assert grid.merges == (Merge(0, 0, 0, 1),)


def test_blank_csv_is_empty() -> None:
    with pytest.raises(LkjipError) as caught:
        read_text(";;;\n;;;\n", "a.csv")
    assert caught.value.code is ErrorCode.FILE_EMPTY
