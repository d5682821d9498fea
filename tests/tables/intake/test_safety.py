"""Hostile files: bombs of every kind are refused quickly, and nothing but LkjipError comes out."""

from __future__ import annotations

import contextlib
import os
import random
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import ErrorCode, LkjipError
from bot.tables.document import Document
from bot.tables.intake import limits
from bot.tables.intake.detect import detect
from bot.tables.intake.evidence import pdf_content, seconds
from bot.tables.readers.build import clip_merges
from bot.tables.readers.package import refuse_doctype
from bot.tables.sandbox import read_document
from tests.tables.files import (
    ONE_CELL,
    bomb,
    cell,
    docx,
    ods,
    para,
    pdf,
    pdf_pages,
    pdf_stream,
    read,
    sheet_xml,
    table,
    xlsx,
    xlsx_parts,
    zipped,
)

TEXT = b"BT /F 12 Tf 10 10 Td (Halo 123) Tj ET "
HOSTILE, LARGE, DAMAGED = ErrorCode.FILE_HOSTILE, ErrorCode.FILE_TOO_LARGE, ErrorCode.FILE_DAMAGED


def refused(path: Path) -> LkjipError:
    with pytest.raises(LkjipError) as caught:
        read(path)
    assert caught.value.exit_code == 2
    return caught.value


def outcome(reader: Callable[[Path], Document], path: Path) -> ErrorCode | None:
    """What a reader says to a file: None where it reads it."""
    try:
        reader(path)
    except LkjipError as error:
        return error.code
    return None


def test_900_kib_that_unpack_to_900_mib(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL).items(), 20, 45 * limits.MIB)
    assert path.stat().st_size < limits.MIB
    before = time.process_time()
    assert refused(path).code is HOSTILE
    assert time.process_time() - before < 2


def test_parts_that_are_too_much_only_together(tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(limits.MIB // 2)
    parts = [(f"xl/{n}.xml", noise + b" " * (21 * limits.MIB)) for n in range(5)]
    assert refused(zipped(tmp_path / "a.xlsx", [*xlsx_parts(ONE_CELL).items(), *parts])).code is HOSTILE


def test_one_part_over_its_limit_though_it_packs_badly(tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(limits.MIB)
    parts = {"xl/media/a.xml": noise * 3 + b" " * (51 * limits.MIB)}
    assert (
        refused(zipped(tmp_path / "a.xlsx", [*xlsx_parts(ONE_CELL).items(), *parts.items()])).code is HOSTILE
    )


def test_small_parts_may_pack_well(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet_xml('<row><c t="str"><v>x</v></c></row>' + "<row/>" * 200_000))
    assert read(path).grids[0].n_rows == 1


def test_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL).items(), 1, 30 * limits.MIB)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)  # claims to hold ten bytes
    path.write_bytes(data)
    assert refused(path).code in (HOSTILE, DAMAGED)


def test_ten_thousand_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for number in range(10_000):
            archive.writestr(f"p{number}.xml", "<a/>")
    assert refused(tmp_path / "a.xlsx").code is HOSTILE


def test_parts_that_share_bytes_or_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.xlsx", xlsx_parts(ONE_CELL).items())
    data = bytearray(path.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(data)
    assert refused(path).code is HOSTILE
    parts = [*xlsx_parts(ONE_CELL).items(), ("XL/workbook.xml", "<a/>")]
    assert refused(zipped(tmp_path / "b.xlsx", parts)).code is HOSTILE


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + ONE_CELL.replace("<v>1", "<v>&b;")


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        LAUGHS.encode("utf-16"),
        LAUGHS.encode("utf-16-le"),
        LAUGHS.encode("utf-16-be"),
        ('<?xml version="1.0" encoding="UTF-16LE"?>' + LAUGHS).encode("utf-16-le"),
        b"\xef\xbb\xbf" + LAUGHS.encode(),
        ('<?xml version="1.0" encoding="UTF-7"?>' + LAUGHS.replace("<", "+ADw-")).encode(),
        LAUGHS.encode("utf-32"),
        '<?xml version="1.0" encoding="cp037"?>'.encode("cp037") + LAUGHS.encode("cp037"),
        ("<?xml version='1.0' encoding='ibm1047'?>" + LAUGHS).encode(),
    ],
)
def test_doctype_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    assert refused(xlsx(tmp_path / "a.xlsx", data)).code in (HOSTILE, DAMAGED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_honest_encodings_pass(tmp_path: Path, encoding: str) -> None:
    assert read(xlsx(tmp_path / "a.xlsx", ONE_CELL.encode(encoding))).grids[0].cell(0, 0).raw == 1


def test_doctype_in_a_part_that_no_reader_opens(tmp_path: Path) -> None:
    parts = [*xlsx_parts(ONE_CELL).items(), ("docProps/app.xml", "<!DOCTYPE a><a/>")]
    assert refused(zipped(tmp_path / "a.xlsx", parts)).code is HOSTILE


@given(st.binary(max_size=200))
def test_doctype_check_takes_any_bytes(data: bytes) -> None:
    with contextlib.suppress(LkjipError):
        refuse_doctype(data, "a.xlsx", "a.xml")


@pytest.mark.parametrize(
    "sheet",
    [
        "<a>" * 100_000 + "</a>" * 100_000,
        sheet_xml("<row><c>" + "<is>" * 50_000 + "</is>" * 50_000 + "</c></row>"),
    ],
)
def test_deep_nesting(tmp_path: Path, sheet: str) -> None:
    assert refused(xlsx(tmp_path / "a.xlsx", sheet)).code is DAMAGED


def test_very_many_merges_that_overlap(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="SA900"><v>1</v></c></row>'
    merges = "".join(f'<mergeCell ref="A{n % 999 + 1}:XFD{n % 999 + 1000}"/>' for n in range(20_000))
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(rows, f"<mergeCells>{merges}</mergeCells>"))
    grid = read(path).grids[0]
    assert (
        sum((m.bottom - m.top + 1) * (m.right - m.left + 1) for m in grid.merges) <= limits.MAX_MERGED_CELLS
    )


@given(
    st.lists(st.tuples(*[st.integers(-5, 30)] * 4), max_size=30),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_clipped_merges_lie_inside_and_apart(
    ranges: list[tuple[int, int, int, int]], n_rows: int, n_cols: int
) -> None:
    seen: set[tuple[int, int]] = set()
    for merge in clip_merges(ranges, n_rows, n_cols):
        assert 0 <= merge.top <= merge.bottom < n_rows
        assert 0 <= merge.left <= merge.right < n_cols
        places = {
            (r, c) for r in range(merge.top, merge.bottom + 1) for c in range(merge.left, merge.right + 1)
        }
        assert len(places) > 1
        assert seen.isdisjoint(places)
        seen |= places


def test_one_long_text_shown_a_hundred_thousand_times(tmp_path: Path) -> None:
    rng = random.Random(1)
    text = "".join(rng.choice("abcdefgh ") for _ in range(30_000))
    row = "<row>" + "".join(f'<c s="{n}" t="s"><v>0</v></c>' for n in range(50)) + "</row>"
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(row * 400), f"<si><t>{text}</t></si>")
    assert refused(path).code is LARGE


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ('<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "baris 1.048.576"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "kolom XFD"),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="19999"><c r="SE19999"><v>1</v></c></row>',
            "melebihi yang dapat dibaca",
        ),
    ],
)
def test_cells_far_away(tmp_path: Path, rows: str, word: str) -> None:
    error = refused(xlsx(tmp_path / "a.xlsx", sheet_xml(rows)))
    assert error.code is LARGE
    assert word in error.pesan


@pytest.mark.parametrize("place", ["AAAAA1", "A0", "A99999999999", "", "1A", "ÿ1"])
def test_absurd_addresses(tmp_path: Path, place: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(f'<row r="x"><c r="{place}"><v>1</v></c></row>'))
    assert outcome(read, path) in (None, DAMAGED, LARGE)


@pytest.mark.parametrize(
    "number", ["1E999999999", "-1E-999999999", "NaN", "Infinity", "9" * 5000, "1_000", "٣"]
)
def test_absurd_numbers(tmp_path: Path, number: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet_xml(f"<row><c><v>{number}</v></c></row>"))
    assert len(read(path).grids[0].cell(0, 0).text) <= limits.MAX_CELL_CHARS


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n" + "x" * 5_000_000,
        "a;b\n" * 500_000,
        ";" * 600 + "x",
        "a;b\n" * 30_000,
        ('"' * 999 + "\n") * 999,
    ],
)
def test_hostile_csv(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text)
    before = time.process_time()
    assert outcome(read, path) in (None, HOSTILE, LARGE)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("value", ["1000000000", "99999999", "-1", "x", ""])
def test_huge_grid_span(tmp_path: Path, value: str) -> None:
    path = docx(tmp_path / "a.docx", table(cell("a", f'<w:gridSpan w:val="{value}"/>') + cell("b")))
    assert read(path).grids[0].n_cols == 2


def test_tables_in_tables(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60)
    assert refused(path).code is HOSTILE
    path = docx(tmp_path / "b.docx", "<w:tbl><w:tr><w:tc>" * 30_000 + "</w:tc></w:tr></w:tbl>" * 30_000)
    assert refused(path).code in (HOSTILE, DAMAGED)


def test_very_many_tables(tmp_path: Path) -> None:
    rng = random.Random(2)
    body = "".join(table(cell(str(rng.randrange(10**9)))) for _ in range(limits.MAX_GRIDS + 1))
    assert refused(docx(tmp_path / "a.docx", body)).code is LARGE


def test_repeated_rows_of_ods(tmp_path: Path) -> None:
    one = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{}"/>'
    for rows, cols in ((1_048_576, 16_384), (20_000, 500), (2, 501)):
        row = f'<table:table-row table:number-rows-repeated="{rows}">{one.format(cols)}</table:table-row>'
        assert refused(ods(tmp_path / "a.ods", f"<table:table>{row}</table:table>")).code is LARGE


def test_time_is_given_for_cells_not_for_bytes(tmp_path: Path) -> None:
    rng = random.Random(4)
    row = "<row>" + "<c><v>{}</v></c>" * 20 + "</row>"
    rows = "".join(row.format(*(rng.randrange(10**12) for _ in range(20))) for _ in range(6_000))
    honest = xlsx(tmp_path / "a.xlsx", sheet_xml(rows))
    noise = "".join(f' a{n}="{rng.randrange(10**12)}"' for n in range(120_000))
    empty = xlsx(tmp_path / "b.xlsx", sheet_xml(f"<row{noise}/>"))
    assert seconds(detect(honest, honest.name), honest, honest.name) > limits.BASE_SECONDS + 2
    assert seconds(detect(empty, empty.name), empty, empty.name) == limits.BASE_SECONDS


def test_pages_that_are_one_page(tmp_path: Path) -> None:
    path = pdf_pages(tmp_path / "a.pdf", 500, TEXT * 20_000)
    assert seconds(detect(path, path.name), path, path.name) <= limits.BASE_SECONDS + 1
    many = pdf_pages(tmp_path / "b.pdf", 5_000, TEXT)
    with pytest.raises(LkjipError) as caught:
        seconds(detect(many, many.name), many, many.name)
    assert caught.value.code is LARGE


def test_pdf_stream_that_unpacks_to_a_bomb() -> None:
    with pytest.raises(LkjipError) as caught:
        pdf_content(b"1 0 obj " + pdf_stream(b" " * (60 * limits.MIB)), "a.pdf")
    assert caught.value.code is HOSTILE
    picture = b"1 0 obj " + pdf_stream(b" " * (5 * limits.MIB), b"/Subtype/Image")
    assert pdf_content(picture, "a.pdf") == (0, 0)


def test_forms_that_draw_each_other_end_in_time(tmp_path: Path) -> None:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 6 0 R>>>>>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects += [pdf_stream(b"/X Do " * 30), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    objects += [pdf_stream(b"/X Do " * 30, form % (number + 1)) for number in range(6, 15)]
    objects += [pdf_stream(TEXT * 30, form % 15)]
    before = os.times()
    assert outcome(read_document, pdf(tmp_path / "a.pdf", objects)) in (None, ErrorCode.FILE_TIMEOUT, HOSTILE)
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 2.2


def attempt(path: Path) -> None:
    """Nothing but LkjipError; calamine may abort the process, so its formats go through the sandbox."""
    native = path.suffix in (".xls", ".xlsb", "") and path.read_bytes()[:2] in (
        b"PK",
        b"\xd0\xcf",
        b"\x09\x08",
    )
    code = outcome(read_document if native else read, path)
    assert code is None or code in ErrorCode


ENDINGS = ("xlsx", "xls", "xlsb", "ods", "csv", "txt", "docx", "html", "xml", "")
STARTS = (
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x09\x08\x10\x00\x00\x06\x05\x00",
    b"<html><table><tr><td>",
    b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
    b"\xff\xfe",
    b"sep=;\n",
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ENDINGS), st.sampled_from(STARTS), st.binary(max_size=600))
@example("xls", STARTS[3], b"")
def test_random_bytes_under_any_name(tmp_path: Path, ending: str, start: bytes, tail: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(start + tail)
    attempt(path)


def make_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["No", "Indikator", 1.5, True, "=A1"])
    book.active.merge_cells("A2:B3")
    book.save(path)


def make_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    sheet.write_merge(0, 1, 0, 1, "judul")
    sheet.write(2, 0, 0.5, xlwt.easyxf(num_format_str="0%"))
    book.save(str(path))


def make_docx(path: Path) -> None:
    docx(path, para("Tabel 1") + table(cell("a", '<w:gridSpan w:val="2"/>'), cell("b") + cell("c")))


def make_ods(path: Path) -> None:
    ods(path, '<table:table><table:table-row><table:table-cell office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table>")  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "make"), [("xlsx", make_xlsx), ("xls", make_xls), ("docx", make_docx), ("ods", make_ods)]
)
def test_mutated_files_give_a_document_or_a_sentence(
    tmp_path: Path, ending: str, make: Callable[[Path], None]
) -> None:
    path = tmp_path / f"a.{ending}"
    make(path)
    original = path.read_bytes()
    rng = random.Random(len(original))
    for _ in range(12 if ending == "xls" else 100):
        data = bytearray(original)
        for _ in range(rng.choice((1, 2, 8))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        attempt(path)


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_mutated_parts_inside_a_sound_container(tmp_path: Path, part: str) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="0.0"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    )
    parts = xlsx_parts(
        ONE_CELL.replace("<v>1", '<f t="shared" si="1">A1</f><v>1'), "<si><t>a</t></si>", styles
    )
    rng = random.Random(part)
    for _ in range(60):
        data = bytearray(str(parts[part]).encode())
        for _ in range(rng.choice((1, 3))):
            data[rng.randrange(len(data))] = rng.choice(b'<>/"= 0a9&;')
        attempt(zipped(tmp_path / "a.xlsx", {**parts, part: bytes(data)}.items()))


def test_mutated_pdf_in_the_sandbox(tmp_path: Path) -> None:
    path = pdf_pages(tmp_path / "a.pdf", 1, TEXT)
    original = path.read_bytes()
    rng = random.Random(3)
    for _ in range(6):
        data = bytearray(original)
        for _ in range(5):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        outcome(read_document, path)
