"""What the text of a regulation needs of the reader: headings of annexes, Pasal, and cells cut by a page."""

from __future__ import annotations

from pathlib import Path

from bot.tables.intake import transfer
from bot.tables.readers.pdf.reader import read_pdf
from tests.tables.pdf_maker import Page, write_pdf

FULL = "Kepala perangkat daerah menyusun laporan kinerja menurut peraturan ini setiap tahun"


def test_headings_of_annexes_and_what_follows_them_are_no_running_lines(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 6):
        page = Page()
        page.text(280, 30, str(number))
        page.text(200, 60, f"ANAK LAMPIRAN I/{number}-5", font="F2")
        page.text(200, 110, "CONTOH FORMULIR", font="F2")
        page.text(60, 200, f"{FULL} pada halaman {'abcde'[number - 1]}.")
        pages.append(page)
    document = read_pdf(write_pdf(tmp_path / "lampiran.pdf", pages), "lampiran.pdf")
    words = [p.text for p in document.paragraphs]
    assert [w for w in words if w.startswith("ANAK")] == [f"ANAK LAMPIRAN I/{n}-5" for n in range(1, 6)]
    assert words.count("CONTOH FORMULIR") == 5
    assert [w for w in words if w.isdigit()] in ([], ["1"])


def test_a_pasal_opens_a_paragraph_below_a_full_line(tmp_path: Path) -> None:
    page = Page()
    for index, line in enumerate([FULL, "Pasal 2", FULL, "dan menyampaikannya.", "BAB II", FULL]):
        page.text(60, 100 + 14 * index, line)
    document = read_pdf(write_pdf(tmp_path / "pasal.pdf", [page]), "pasal.pdf")
    assert [p.text for p in document.paragraphs] == [
        FULL, "Pasal 2", f"{FULL} dan menyampaikannya.", "BAB II", FULL,
    ]  # fmt: skip


def test_a_cell_knows_where_the_page_break_cuts_it(tmp_path: Path) -> None:
    first, second = Page(), Page()
    header: list[str | None] = ["No", "Pernyataan", "Cek"]
    xs = [60.0, 90.0, 330.0, 400.0]
    first.table(xs, [700, 720, 800], [header, ["I", "1. Sampul lengkap\n2. Daftar isi dan", ""]])
    second.table(xs, [60, 100], [["", "daftar tabel tersedia", ""]])
    document = read_pdf(write_pdf(tmp_path / "cek.pdf", [first, second]), "cek.pdf")
    (grid,) = document.grids
    cell = grid.cell(1, 1)
    ((offset, page),) = cell.cuts
    assert page == 2
    assert cell.text[offset:] == "daftar tabel tersedia"
    assert transfer.load(transfer.dump(document)) == document
