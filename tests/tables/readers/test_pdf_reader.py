"""Tables and text of small PDFs made for the purpose."""

from __future__ import annotations

import itertools
from itertools import pairwise
from pathlib import Path

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.tables.document import Document
from bot.tables.grid import Grid, Merge
from bot.tables.readers.pdf.reader import read_pdf
from tests.tables.pdf_maker import Page, write_pdf

XS = [60.0, 90.0, 260.0, 330.0, 400.0]
HEADER = ["No", "Indikator Kinerja", "Target", "Realisasi"]


def read(tmp_path: Path, *pages: Page) -> Document:
    return read_pdf(write_pdf(tmp_path / "uji.pdf", list(pages)), "uji.pdf")


def texts(grid: Grid) -> list[list[str]]:
    """What a person sees in each place: a merged cell shows its text everywhere."""
    return [[grid.shown(row, col).text for col in range(grid.n_cols)] for row in range(grid.n_rows)]


def rows_at(top: float, count: int, height: float = 20) -> list[float]:
    return [top + height * index for index in range(count + 1)]


def test_a_ruled_table_becomes_a_grid_with_pages_caption_and_context(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 80, "Capaian kinerja disajikan sebagai berikut.")
    page.text(60, 120, "Tabel 3.1 Capaian Kinerja Tahun 2024", font="F2")
    rows = [HEADER, ["1", "Indeks Layanan", "80,5", "81,2"], ["2", "Nilai SAKIP", "BB", "A (80,1)"]]
    page.table(XS, rows_at(130, 3), rows)
    document = read(tmp_path, page)
    (grid,) = document.grids
    assert texts(grid) == rows
    assert (grid.kind, grid.page, grid.lembar) == ("table", 1, "hlm. 1 tabel 1")
    assert grid.caption == "Tabel 3.1 Capaian Kinerja Tahun 2024"
    assert grid.context[-2:] == (
        "Capaian kinerja disajikan sebagai berikut.",
        "Tabel 3.1 Capaian Kinerja Tahun 2024",
    )
    assert all(cell.page == 1 for row in grid.rows for cell in row)
    assert document.grid_order[0] > max(p.order for p in document.paragraphs)


def test_missing_inner_edges_are_merges(tmp_path: Path) -> None:
    page = Page()
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (2, 1, 3, 1))
    rows: list[list[str | None]] = [
        ["No", "Sasaran", "Realisasi", None],
        [None, None, "2023", "2024"],
        ["1", "Layanan yang prima", "70", "75"],
        ["2", None, "60", "66"],
    ]
    page.table(XS, rows_at(100, 4), rows, merges=merges)
    (grid,) = read(tmp_path, page).grids
    assert set(grid.merges) == {Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(2, 1, 3, 1)}
    assert texts(grid)[0] == ["No", "Sasaran", "Realisasi", "Realisasi"]
    assert texts(grid)[3] == ["2", "Layanan yang prima", "60", "66"]


@pytest.mark.parametrize("style", ["thin boxes", "double", "dashed", "open sides", "cells apart"])
def test_rules_of_all_kinds_make_the_same_table(tmp_path: Path, style: str) -> None:
    page = Page()
    ys = rows_at(100, 3)
    rows = [HEADER, ["1", "Indeks Layanan", "80,5", "81,2"], ["2", "Nilai SAKIP", "70", "71"]]
    page.table(XS, ys, rows, ruled=False)
    for y in ys:
        for x0, x1 in itertools.pairwise(XS):
            if style == "thin boxes":
                page.box(x0, y - 0.25, x1, y + 0.25)
            elif style == "double":
                page.rule(x0, y - 0.7, x1, y - 0.7)
                page.rule(x0, y + 0.7, x1, y + 0.7)
            elif style == "dashed":
                for step in range(int(x1 - x0) // 4):
                    page.rule(x0 + 4 * step, y, x0 + 4 * step + 2, y)
            elif style == "cells apart":
                page.rule(x0 + 0.6, y, x1 - 0.6, y)
            else:
                page.rule(x0, y, x1, y)
    for x in XS[1:-1] if style == "open sides" else XS:
        page.rule(x, ys[0], x, ys[-1])
    (grid,) = read(tmp_path, page).grids
    assert texts(grid) == rows


def test_two_tables_one_above_the_other_and_two_side_by_side(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "Tabel 2.1 Atas", font="F2")
    page.table(XS, rows_at(70, 2), [HEADER, ["1", "Satu", "1", "1"]])
    page.text(60, 200, "Tabel 2.2 Kiri", font="F2")
    page.table([60, 100, 160], rows_at(210, 2), [["No", "Nama"], ["1", "Kiri"]])
    page.table([300, 340, 400], rows_at(210, 2), [["No", "Nama"], ["1", "Kanan"]])
    grids = read(tmp_path, page).grids
    assert [g.lembar for g in grids] == ["hlm. 1 tabel 1", "hlm. 1 tabel 2", "hlm. 1 tabel 3"]
    assert [texts(g)[1][1] for g in grids] == ["Satu", "Kiri", "Kanan"]
    assert grids[0].caption == "Tabel 2.1 Atas"
    assert grids[1].caption == "Tabel 2.2 Kiri"


def test_a_table_over_three_pages_is_one_grid_with_the_page_of_each_cell(tmp_path: Path) -> None:
    pages = []
    for number in range(3):
        page = Page()
        body = [[str(number * 2 + i), f"Indikator {number * 2 + i}", "10", "11"] for i in (1, 2)]
        rows = [HEADER, *body] if number == 0 else body
        page.table(XS, rows_at(60, len(rows)), rows)
        page.text(60, 800, f"Laporan Kinerja 2024    {number + 1}")
        pages.append(page)
    document = read(tmp_path, *pages)
    (grid,) = document.grids
    assert [row[0] for row in texts(grid)] == ["No", "1", "2", "3", "4", "5", "6"]
    assert [row[0].page for row in grid.rows] == [1, 1, 1, 2, 2, 3, 3]
    assert grid.sel(3, 2).halaman == 2
    assert document.paragraphs == ()


def test_a_repeated_header_is_dropped_and_other_margins_do_not_matter(tmp_path: Path) -> None:
    first, second = Page(), Page()
    header = [["No", "Sasaran", "Realisasi", None], [None, None, "2023", "2024"]]
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3))
    first.table(XS, rows_at(60, 3), [*header, ["1", "Satu", "1", "2"]], merges=merges)
    second.table([x + 14 for x in XS], rows_at(60, 3), [*header, ["2", "Dua", "3", "4"]], merges=merges)
    (grid,) = read(tmp_path, first, second).grids
    assert [row[1] for row in texts(grid)] == ["Sasaran", "Sasaran", "Satu", "Dua"]


def test_a_row_cut_by_the_page_break_is_joined(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(XS, rows_at(60, 2), [HEADER, ["1", "Persentase perangkat", "80", "81"]])
    second.table(XS, rows_at(60, 2), [["", "daerah yang patuh", "", ""], ["2", "Nilai SAKIP", "70", "72"]])
    (grid,) = read(tmp_path, first, second).grids
    assert texts(grid)[1:] == [
        ["1", "Persentase perangkat daerah yang patuh", "80", "81"],
        ["2", "Nilai SAKIP", "70", "72"],
    ]


def test_a_vertical_merge_goes_on_after_the_page_break(tmp_path: Path) -> None:
    first, second = Page(), Page()
    header = ["No", "Sasaran", "Indikator", "Target"]
    first.table(
        XS,
        rows_at(60, 3),
        [header, ["1", "Meningkatnya mutu", "Satu", "1"], [None, None, "Dua", "2"]],
        merges=((1, 0, 2, 0), (1, 1, 2, 1)),
    )
    second.table(
        XS,
        rows_at(60, 2),
        [["", "layanan publik", "Tiga", "3"], [None, None, "Empat", "4"]],
        merges=((0, 0, 1, 0), (0, 1, 1, 1)),
    )
    (grid,) = read(tmp_path, first, second).grids
    assert [row[1] for row in texts(grid)[1:]] == ["Meningkatnya mutu layanan publik"] * 4
    assert [row[0] for row in texts(grid)[1:]] == ["1"] * 4
    assert [row[2].page for row in grid.rows] == [1, 1, 1, 2, 2]


def test_another_table_at_the_top_of_the_next_page_stays_apart(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(XS, rows_at(60, 2), [HEADER, ["1", "Satu", "1", "1"]])
    second.table(XS, rows_at(60, 2), [["No", "Program", "Anggaran", "Realisasi"], ["1", "Satu", "9", "8"]])
    assert len(read(tmp_path, first, second).grids) == 2
    second = Page()
    second.text(60, 50, "Tabel 3.2 Yang Lain", font="F2")
    second.table(XS, rows_at(60, 2), [HEADER, ["1", "Satu", "1", "1"]])
    grids = read(tmp_path, first, second).grids
    assert [grid.caption for grid in grids] == [None, "Tabel 3.2 Yang Lain"]


def test_a_wrapped_amount_is_one_number_and_two_amounts_stay_two(tmp_path: Path) -> None:
    page = Page()
    width = 11 * 0.6 * 9 + 8
    xs = [60, 200, 200 + width]
    rows = [
        ["Program", "Pagu"],
        ["Penunjang", "8.866.374.68\n8"],
        ["Layanan", "27.759.519.\n304"],
        ["Dua nilai", "755\n120"],
    ]
    page.table([*xs], rows_at(100, 4, 30), rows, font="F3")
    (grid,) = read(tmp_path, page).grids
    assert [row[1] for row in texts(grid)[1:]] == ["8.866.374.688", "27.759.519.304", "755\n120"]


def test_a_word_cut_by_a_narrow_cell_is_joined_and_two_words_are_not(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "Capaian diukur dengan persentase setiap tahun dan kualitas meningkat pada tahun ini.")
    width = 8 * 0.6 * 9 + 7
    rows = [["Nama", "Nilai"], ["persenta\nse", "1"], ["kualitas\nmeningkat", "2"], ["RKA-\nSKPD", "3"]]
    page.table([60, 60 + width, 200], rows_at(100, 4, 30), rows, font="F3")
    (grid,) = read(tmp_path, page).grids
    assert [row[0] for row in texts(grid)[1:]] == ["persentase", "kualitas meningkat", "RKA-SKPD"]


def test_several_rows_between_two_rules_are_told_apart(tmp_path: Path) -> None:
    page = Page()
    body = ["1.\n\n2.\n\n\n3.", "Indeks layanan\n\nPersentase dokumen\nyang selesai\n\nNilai evaluasi"]
    body += ["80\n\n90\n\n\n70", "81\n\n95\n\n\n71"]
    page.table(XS, [100, 120, 200], [HEADER, body])
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[1:] == [
        ["1.", "Indeks layanan", "80", "81"],
        ["2.", "Persentase dokumen yang selesai", "90", "95"],
        ["3.", "Nilai evaluasi", "70", "71"],
    ]


def test_one_value_for_a_list_of_items_stays_one_row(tmp_path: Path) -> None:
    page = Page()
    page.table(XS, [100, 120, 190], [HEADER, ["1.", "a. lapis jalan\nb. waktu tempuh\nc. arus", "80", "81"]])
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[1] == ["1.", "a. lapis jalan\nb. waktu tempuh\nc. arus", "80", "81"]


def test_a_table_without_vertical_rules(tmp_path: Path) -> None:
    page = Page()
    rows = [HEADER, ["1", "Indeks Layanan", "80,5", "81,2"], ["2", "Nilai SAKIP", "70", "71"]]
    page.text(60, 90, "Tabel 3.1 Capaian")
    page.table(XS, rows_at(100, 3), rows, ruled=False)
    for y in (100, 120, 160):
        page.rule(60, y, 400, y)
    page.text(60, 240, "Kalimat sesudah tabel yang panjang sekali sehingga melewati seluruh lebar halaman.")
    document = read(tmp_path, page)
    (grid,) = document.grids
    assert texts(grid) == rows
    assert document.paragraphs[-1].text.startswith("Kalimat sesudah")


def test_contents_signatures_and_charts_are_no_tables(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "DAFTAR ISI", font="F2")
    for index in range(6):
        page.text(60, 90 + 16 * index, f"1.{index} Latar Belakang")
        page.text(500, 90 + 16 * index, str(index + 1))
    page.text(80, 300, "Pihak Kedua,")
    page.text(350, 300, "Pihak Pertama,")
    for x, y in ((250, 400), (120, 500), (380, 500)):
        page.box(x, y, x + 100, y + 40, fill=False)
        page.text(x + 10, y + 20, "Kepala Bidang")
    page.rule(300, 440, 300, 470)
    page.rule(170, 470, 430, 470)
    page.rule(170, 470, 170, 500)
    page.rule(430, 470, 430, 500)
    page.box(20, 20, 575, 822, fill=False)
    document = read(tmp_path, page)
    assert document.grids == ()
    assert sum("Kepala Bidang" in p.text for p in document.paragraphs) >= 2


def test_a_drawing_that_the_report_calls_a_figure_is_no_table(tmp_path: Path) -> None:
    page = Page()
    page.table(XS, rows_at(100, 2), [HEADER, ["1", "Satu", "1", "1"]])
    page.text(60, 155, "Gambar 1.2 Matriks Peran Hasil")
    assert read(tmp_path, page).grids == ()


def test_running_lines_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        page.text(60, 40, "Laporan Kinerja Dinas Contoh Tahun 2024")
        page.text(60, 300, f"Isi bab yang berbeda pada setiap halaman, bagian {'abcd'[number - 1]}.")
        page.text(300, 810, f"- {number} -")
        pages.append(page)
    document = read(tmp_path, *pages)
    first, *others = document.paragraphs
    assert first.text == "Laporan Kinerja Dinas Contoh Tahun 2024"  # once: it may be the title of all
    assert len(others) == 4
    assert all(p.text.startswith("Isi bab") for p in others)
    assert [p.page for p in others] == [1, 2, 3, 4]


def test_titles_that_differ_in_their_year_are_no_running_lines(tmp_path: Path) -> None:
    pages = []
    for year in (2023, 2024):
        page = Page()
        page.text(60, 40, f"Pengukuran Kinerja Tahun {year}")
        page.text(60, 300, "Isi halaman.")
        pages.append(page)
    texts = [p.text for p in read(tmp_path, *pages).paragraphs]
    assert [t for t in texts if t.startswith("Pengukuran")] == [
        "Pengukuran Kinerja Tahun 2023", "Pengukuran Kinerja Tahun 2024",
    ]  # fmt: skip


def test_paragraphs_headings_and_their_order(tmp_path: Path) -> None:
    page = Page()
    page.text(200, 60, "BAB III", font="F2", size=12)
    page.text(
        60,
        100,
        "Paragraf pertama yang cukup panjang untuk mengisi satu baris penuh pada halaman ini\nlalu selesai.",
    )
    page.text(60, 150, "3.1 Capaian Kinerja", font="F2")
    page.text(60, 170, "Paragraf kedua.")
    found = read(tmp_path, page).paragraphs
    assert [(p.text.split()[0], p.is_heading) for p in found] == [
        ("BAB", True),
        ("Paragraf", False),
        ("3.1", True),
        ("Paragraf", False),
    ]
    assert found[1].text.endswith("halaman ini lalu selesai.")
    assert [p.order for p in found] == sorted(p.order for p in found)


def test_text_drawn_twice_is_read_once_and_hidden_text_not_at_all(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 100, "Tabel Capaian")
    page.text(60.4, 100, "Tabel Capaian")
    page.text(60, 140, "tersembunyi", gray=1)
    page.box(50, 170, 200, 190, gray=0.2)
    page.text(60, 184, "Judul Putih", gray=1)
    assert [p.text for p in read(tmp_path, page).paragraphs] == ["Tabel Capaian", "Judul Putih"]


def test_letter_spacing_does_not_tear_words(tmp_path: Path) -> None:
    page = Page()
    page.operators.append("BT /F1 12 Tf 5 Tc 1 0 0 1 60 700 Tm (LAPORAN) Tj 20 0 Td ET")
    page.operators.append("BT /F1 12 Tf 5 Tc 1 0 0 1 200 700 Tm (KINERJA) Tj ET")
    assert [p.text for p in read(tmp_path, page).paragraphs] == ["LAPORAN KINERJA"]


def test_a_raised_footnote_mark_does_not_become_a_digit(tmp_path: Path) -> None:
    page = Page()
    page.table(XS, rows_at(100, 2), [HEADER, ["1", "Indeks", "85", "86"]])
    page.text(XS[2] + 3 + 10.2, 126, "2", size=5)
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[1][2] == "85²"


@pytest.mark.parametrize("turn", ["rotated page", "sideways drawing"])
def test_a_turned_page_reads_as_it_is_shown(tmp_path: Path, turn: str) -> None:
    page = Page(rotate=90 if turn == "rotated page" else 0)
    # drawn so that it stands upright once the page is turned clockwise
    xs, ys = [100.0, 140.0, 180.0], [600.0, 450.0, 300.0]
    for x in xs:
        page.rule(x, ys[0], x, ys[-1])
    for y in ys:
        page.rule(xs[0], y, xs[-1], y)
    for x, row in zip(xs, (["Indikator", "Target"], ["Indeks", "80,5"]), strict=False):
        for y, text in zip(ys, row, strict=False):
            page.text(x + 14, y - 5, text, turn=90)
    (grid,) = read(tmp_path, page).grids
    assert texts(grid) == [["Indikator", "Target"], ["Indeks", "80,5"]]


def test_upright_words_in_a_narrow_header_are_read(tmp_path: Path) -> None:
    page = Page()
    page.table(XS, [100, 160, 180], [["No", "Indikator", None, "Target"], ["1", "Indeks", "Orang", "80"]])
    page.text(XS[2] + 30, 155, "Satuan", turn=90)
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[0] == ["No", "Indikator", "Satuan", "Target"]


def test_a_scan_is_refused_with_a_remedy_and_single_empty_pages_are_named(tmp_path: Path) -> None:
    with pytest.raises(LkjipError) as caught:
        read(tmp_path, Page(), Page())
    assert caught.value.code is ErrorCode.FILE_SCAN
    assert "OCR" in caught.value.saran
    page = Page()
    page.text(60, 100, "Isi")
    document = read(tmp_path, Page(), page, Page())
    assert (document.n_pages, document.pages_without_text) == (3, (1, 3))


def test_a_damaged_file_has_its_own_message(tmp_path: Path) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(b"%PDF-1.4\nbukan pdf")
    with pytest.raises(LkjipError) as caught:
        read_pdf(path, "rusak.pdf")
    assert caught.value.code is ErrorCode.FILE_DAMAGED
    assert caught.value.exit_code == 2


def test_the_space_between_double_rules_is_no_row_and_no_column(tmp_path: Path) -> None:
    page = Page()
    rows = [HEADER, ["1", "Indeks Layanan", "80,5", "81,2"], ["2", "Nilai SAKIP", "70", "71"]]
    for row, y in enumerate(rows_at(100, 2)):
        for col, (x0, x1) in enumerate(pairwise(XS)):
            page.box(x0 + 2.5, y + 2, x1 - 2.5, y + 18, fill=False)
            page.text(x0 + 5, y + 13, rows[row][col], size=9)
    page.box(XS[0] - 2, 98, XS[-1] + 2, 162, fill=False)
    (grid,) = read(tmp_path, page).grids
    assert texts(grid) == rows


def test_a_row_number_in_an_unruled_tall_cell_belongs_to_its_row(tmp_path: Path) -> None:
    page = Page()
    ys = rows_at(100, 4)
    rows: list[list[str | None]] = [
        ["No", "Sasaran", "Indikator", "Target"],
        ["1.", "Mutu layanan", "Satu", "1"],
        [None, None, "Dua", "2"],
        [None, None, "Tiga", "3"],
    ]
    page.table(XS, ys, rows, merges=((1, 0, 3, 0), (1, 1, 3, 1)))
    page.text(XS[0] + 3, ys[3] + 10, "2.", size=9)
    page.text(XS[1] + 3, ys[3] + 10, "Tata kelola", size=9)
    (grid,) = read(tmp_path, page).grids
    assert [row[:2] for row in texts(grid)[1:]] == [
        ["1.", "Mutu layanan"],
        ["1.", "Mutu layanan"],
        ["2.", "Tata kelola"],
    ]


def test_a_plain_list_in_a_tall_cell_stays_whole(tmp_path: Path) -> None:
    page = Page()
    rows: list[list[str | None]] = [
        ["No", "Faktor", "Indikator", "Target"],
        ["1.", "1. anggaran kurang\n2. pegawai kurang\n3. jarak jauh", "Satu", "1"],
        [None, None, "Dua", "2"],
    ]
    page.table(XS, rows_at(100, 3, 28), rows, merges=((1, 0, 2, 0), (1, 1, 2, 1)))
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[2][1] == "1. anggaran kurang\n2. pegawai kurang\n3. jarak jauh"


def test_a_shaded_header_ends_where_its_shade_ends(tmp_path: Path) -> None:
    first, second = Page(), Page()
    header = ["No", "Sasaran", "Indikator", "Target"]
    for page, body in (
        (first, ["1", "Meningkatnya mutu", "Satu", "1"]),
        (second, ["", "layanan publik", "Dua", "2"]),
    ):
        page.box(XS[0], 60, XS[-1], 80, gray=0.8)
        page.table(XS, rows_at(60, 2), [header, body], ruled=False)
        for x in XS:
            page.rule(x, 60, x, 100)
        for y in (60, 100):
            page.rule(XS[0], y, XS[-1], y)
        page.rule(XS[0] if page is first else XS[2], 80, XS[-1], 80)
    (grid,) = read(tmp_path, first, second).grids
    assert [row[2] for row in texts(grid)] == ["Indikator", "Satu", "Dua"]
    assert texts(grid)[0] == header


def test_a_framed_table_with_rules_between_its_rows_only(tmp_path: Path) -> None:
    page = Page()
    rows = [
        HEADER,
        ["1", "Indeks Layanan", "80,5", "81,2"],
        ["2", "Nilai SAKIP\nperangkat daerah", "70", "71"],
        ["3", "Cakupan", "60", "61"],
    ]
    ys = rows_at(100, 4, 26)
    page.table(XS, ys, rows, ruled=False)
    for y in ys:
        page.rule(XS[0], y, XS[-1], y)
    for x in (XS[0], XS[-1]):
        page.rule(x, ys[0], x, ys[-1])
    following = Page()
    following.table(XS, ys[:3], [["4", "Angka stunting", "14", "13"], ["5", "Umur", "70", "71"]], ruled=False)
    following.box(XS[0], ys[0], XS[-1], ys[1], fill=False)
    following.box(XS[0], ys[1], XS[-1], ys[2], fill=False)
    (grid,) = read(tmp_path, page, following).grids
    assert texts(grid)[2] == ["2", "Nilai SAKIP perangkat daerah", "70", "71"]
    assert texts(grid)[4] == ["4", "Angka stunting", "14", "13"]
    assert (grid.n_rows, grid.n_cols) == (6, 4)


def test_a_row_without_inner_rules_is_cut_at_the_columns_and_a_title_row_is_not(
    tmp_path: Path,
) -> None:
    page = Page()
    rows: list[list[str | None]] = [
        HEADER,
        ["Sasaran I Meningkatnya mutu layanan publik di daerah", None, None, None],
        ["1", "Indeks Layanan", "80,5", "81,2"],
        ["2", "Nilai SAKIP", "70", "71"],
    ]
    page.table(XS, rows_at(100, 4), rows, merges=((1, 0, 1, 3), (2, 0, 2, 3)))
    (grid,) = read(tmp_path, page).grids
    assert texts(grid)[1] == ["Sasaran I Meningkatnya mutu layanan publik di daerah"] * 4
    assert texts(grid)[2:] == rows[2:]


def test_a_header_row_and_a_number_cut_by_the_page_break(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(XS, rows_at(60, 1), [["No", "Indikator", "Target", "Pagu"]])
    second.table(XS, rows_at(60, 2), [["", "Kinerja", "", ""], ["1", "Indeks", "80", "79.116.349.1"]])
    third = Page()
    third.table(XS, rows_at(60, 2), [["", "", "", "28"], ["2", "Nilai", "70", "1.000.000"]])
    (grid,) = read(tmp_path, first, second, third).grids
    assert texts(grid) == [
        ["No", "Indikator Kinerja", "Target", "Pagu"],
        ["1", "Indeks", "80", "79.116.349.128"],
        ["2", "Nilai", "70", "1.000.000"],
    ]
