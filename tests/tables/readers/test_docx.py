"""docx: tables as a person sees them, with what stands around them."""

from __future__ import annotations

from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.tables.grid import Merge
from bot.tables.readers.docx_text import numeral
from tests.tables.files import cell, docx, para, read, table, texts

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_spans_and_vertical_merges(tmp_path: Path) -> None:
    body = table(
        cell("No", RESTART) + cell("Tahun 2025", span(2)),
        cell("", CONTINUE) + cell("Target") + cell("Realisasi"),
        cell("1") + cell("80") + cell("75,5"),
    )
    grid = read(docx(tmp_path / "a.docx", body)).grids[0]
    assert texts(grid) == [["No", "Tahun 2025", ""], ["", "Target", "Realisasi"], ["1", "80", "75,5"]]
    assert grid.merges == (Merge(0, 0, 1, 0), Merge(0, 1, 0, 2))
    assert grid.kind == "table"
    assert str(grid.sel(2, 2)) == "Tabel 1!C3"


def test_columns_in_which_no_cell_begins_are_left_out(tmp_path: Path) -> None:
    body = table(
        cell("Sasaran", span(2)) + cell("Target", span(3)), cell("A", span(2)) + cell("1", span(3)), columns=5
    )
    grid = read(docx(tmp_path / "a.docx", body)).grids[0]
    assert texts(grid) == [["Sasaran", "Target"], ["A", "1"]]
    assert grid.merges == ()


def test_rows_that_begin_later_and_are_shorter(tmp_path: Path) -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("b")
    grid = read(docx(tmp_path / "a.docx", table(cell("1") + cell("2") + cell("3"), later, columns=3))).grids[
        0
    ]
    assert texts(grid) == [["1", "2", "3"], ["", "b", ""]]


def test_old_horizontal_merge(tmp_path: Path) -> None:
    row = cell("judul", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("x")
    grid = read(docx(tmp_path / "a.docx", table(row, cell("1") + cell("2") + cell("3")))).grids[0]
    assert texts(grid) == [["judul", "", "x"], ["1", "2", "3"]]
    assert grid.merges == (Merge(0, 0, 0, 1),)


def test_nested_tables_are_grids_of_their_own(tmp_path: Path) -> None:
    inner = table(cell("Indikator") + cell("Target"))
    outer = table(f"<w:tc>{para('luar')}{inner}{para('akhir')}</w:tc>")
    document = read(docx(tmp_path / "a.docx", outer + table(cell("lain"))))
    assert [(g.lembar, texts(g)) for g in document.grids] == [
        ("Tabel 1", [["luar\nakhir"]]),
        ("Tabel 1a", [["Indikator", "Target"]]),
        ("Tabel 2", [["lain"]]),
    ]
    assert list(document.grid_order) == sorted(document.grid_order)


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    changed = (
        "<w:p><w:del><w:r><w:delText>70</w:delText></w:r></w:del><w:ins><w:r><w:t>75</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>lama</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t> persen</w:t></w:r></w:moveTo></w:p>"
    )
    gone = "<w:trPr><w:del/></w:trPr>" + cell("dihapus")
    grid = read(docx(tmp_path / "a.docx", table(f"<w:tc>{changed}</w:tc>", gone, cell("tetap")))).grids[0]
    assert texts(grid) == [["75 persen"], ["tetap"]]


def test_content_controls_and_text_boxes(tmp_path: Path) -> None:
    controlled = f"<w:sdt><w:sdtPr/><w:sdtContent>{table(cell('dalam kontrol'))}</w:sdtContent></w:sdt>"
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{para('isi kotak')}{table(cell('tabel kotak'))}</w:txbxContent>"
        "</mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{para('isi kotak')}</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    document = read(docx(tmp_path / "a.docx", controlled + box))
    assert [(g.lembar, texts(g)) for g in document.grids] == [
        ("Tabel 1", [["dalam kontrol"]]),
        ("Kotak teks 1", [["tabel kotak"]]),
    ]
    assert [p.text for p in document.paragraphs] == ["isi kotak"]


def test_caption_context_and_headings(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="J1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="J9">'
        '<w:basedOn w:val="J1"/><w:name w:val="Judul kantor"/></w:style>'
    )
    heading = para("BAB III", '<w:pPr><w:pStyle w:val="J9"/></w:pPr>')
    body = (
        heading
        + para("Tabel 3.1 Capaian IKU Tahun 2025")
        + para("(dalam ribuan rupiah)")
        + table(cell("a"))
        + table(cell("b"))
    )
    document = read(docx(tmp_path / "a.docx", body, styles))
    first, second = document.grids
    assert first.caption == "Tabel 3.1 Capaian IKU Tahun 2025"
    assert first.context == ("BAB III", "Tabel 3.1 Capaian IKU Tahun 2025", "(dalam ribuan rupiah)")
    assert (second.caption, second.context) == ("BAB III", ())
    title = document.paragraphs[0]
    assert (title.text, title.is_heading, title.order, title.style) == ("BAB III", True, 1, "Judul kantor")
    assert document.grid_order == (4, 5)


def test_automatic_numbers_are_read(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )

    def numbered(text: str, level: int = 0, number: int = 1) -> str:
        props = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        return f"<w:tc>{para(text, props)}</w:tc>"

    body = table(
        numbered("") + cell("satu"),
        numbered("") + cell("dua"),
        numbered("rincian", 1) + cell("x"),
        numbered("butir", 0, 2) + cell("y"),
    )
    grid = read(docx(tmp_path / "a.docx", body, numbering=numbering)).grids[0]
    assert texts(grid) == [["1.", "satu"], ["2.", "dua"], ["2.a rincian", "x"], ["butir", "y"]]


def test_symbols_breaks_and_hidden_text(tmp_path: Path) -> None:
    runs = (
        '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 95</w:t><w:br/><w:t>baris</w:t><w:tab/>'
        "<w:t>dua</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>tersembunyi</w:t></w:r>"
        "<w:r><w:instrText> SEQ Tabel </w:instrText></w:r><w:r><w:noBreakHyphen/></w:r></w:p>"
    )
    grid = read(docx(tmp_path / "a.docx", table(f"<w:tc>{runs}</w:tc>"))).grids[0]
    assert texts(grid) == [["≥ 95\nbaris\tdua-"]]


def test_bold_only_where_all_of_it_is(tmp_path: Path) -> None:
    bold = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>NO</w:t></w:r></w:p></w:tc>"
    half = "<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>NO</w:t></w:r><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    row = read(docx(tmp_path / "a.docx", table(bold + half))).grids[0].rows[0]
    assert [c.bold for c in row] == [True, False]


@pytest.mark.parametrize(
    ("count", "form", "text"),
    [(4, "upperRoman", "IV"), (2, "lowerLetter", "b"), (28, "upperLetter", "BB"), (3, "decimalZero", "03")],
)
def test_numerals(count: int, form: str, text: str) -> None:
    assert numeral(count, form) == text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_reads_what_python_docx_merged(tmp_path: Path, data: st.DataObject) -> None:
    n_rows, n_cols = data.draw(st.integers(1, 6)), data.draw(st.integers(1, 5))
    document = python_docx.Document()
    word = document.add_table(n_rows, n_cols)
    for row in range(n_rows):
        for col in range(n_cols):
            word.cell(row, col).text = f"{row}.{col}"
    top, bottom = sorted(data.draw(st.tuples(st.integers(0, n_rows - 1), st.integers(0, n_rows - 1))))
    left, right = sorted(data.draw(st.tuples(st.integers(0, n_cols - 1), st.integers(0, n_cols - 1))))
    word.cell(top, left).merge(word.cell(bottom, right))
    path = tmp_path / "m.docx"
    document.save(str(path))
    grid = read(path).grids[0]
    inside = [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    expected = "\n".join(f"{r}.{c}" for r, c in inside)
    for row in range(grid.n_rows):
        for col in range(grid.n_cols):
            if n_rows == bottom - top + 1 or n_cols == right - left + 1:
                continue  # a column of which nothing else begins is left out
            seen = grid.shown(row, col).text
            assert seen == (expected if (row, col) in inside else f"{row}.{col}")
