"""The written Word file: what a reader, Word and LibreOffice find in it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.audit import audit
from bot.drafting.docx_writer import write_docx
from bot.drafting.docx_writer.numbering import chapter_prefix, printed_number
from bot.drafting.docx_writer.tables import bagi_lebar
from bot.drafting.ledger import Ledger
from bot.drafting.model import (
    BarisTabel,
    Block,
    Draft,
    Gambar,
    GantiHalaman,
    Identitas,
    Judul,
    KolomTabel,
    Lengkapi,
    Paragraf,
    Polos,
    Rata,
    Seri,
    Tabel,
    UntracedDigit,
)
from tests.drafting.docx_files import W, instructions, paragraphs, parts, text_of, xml
from tests.drafting.drafts import INSTANSI, kecil, lengkap, p

TANGGAL = date(2025, 1, 15)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x02\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"{@\xe8\xdd\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
)


def write(draft: Draft, ledger: Ledger, **options: object) -> bytes:
    """The draft with a tiny picture in the place of each chart."""
    charts = {i: PNG for i, b in enumerate(draft.blok) if isinstance(b, Gambar)}
    return write_docx(draft, ledger, grafik=charts, tanggal=TANGGAL, **options)  # type: ignore[arg-type]


def of(*blocks: Block) -> Draft:
    return Draft(Identitas(INSTANSI, 2024), "3", blocks, 0, "uji")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return write(*lengkap())


def test_python_docx_opens_it_and_finds_built_in_headings(whole: bytes) -> None:
    document = Document(io.BytesIO(whole))
    headings = [(q.style.name, q.text) for q in document.paragraphs if q.style.name.startswith("Heading")]
    assert ("Heading 1", "BAB I\nPENDAHULUAN") in headings
    assert ("Heading 2", "A.\tCapaian Kinerja Organisasi") in headings
    assert ("Heading 4", "a.\tTarget dan realisasi tahun ini") in headings
    assert document.core_properties.author == INSTANSI
    assert document.core_properties.title == f"Laporan Kinerja {INSTANSI} Tahun 2024"
    assert document.core_properties.language == "id-ID"


def test_same_draft_gives_the_same_bytes() -> None:
    assert write(*lengkap()) == write(*lengkap())


def test_writing_twice_over_one_ledger_leaves_the_same_places() -> None:
    draft, ledger = lengkap()
    write(draft, ledger)
    first = {e.id: list(e.tempat) for e in ledger}
    write(draft, ledger)
    assert {e.id: list(e.tempat) for e in ledger} == first


def test_captions_are_numbered_by_chapter_with_fields(whole: bytes) -> None:
    captions = [text for style, text in paragraphs(whole) if style == "Caption"]
    assert captions[0] == "Tabel 3.1 Capaian Indikator Kinerja Utama Tahun 2024"
    assert "Gambar 3.5 Serapan per Program" in captions
    assert "Tabel L.1 Perjanjian Kinerja" in captions
    assert len({c.split(" ")[1] for c in captions if c.startswith("Tabel")}) == 4
    assert any(i.startswith("SEQ Tabel \\* ARABIC \\s 1") for i in instructions(whole))


def test_captions_outside_chapters_are_not_numbered_twice() -> None:
    table = Tabel(p("Ikhtisar"), (KolomTabel(p("Uraian"), 1),), (BarisTabel((p("isi"),)),))
    draft = of(Judul(1, p("IKHTISAR EKSEKUTIF")), table, Judul(1, p("RINGKASAN")), table)
    captions = [t for s, t in paragraphs(write(draft, Ledger())) if s == "Caption"]
    assert captions == ["Tabel 1 Ikhtisar", "Tabel 2 Ikhtisar"]


def test_contents_are_fields_with_their_entries_filled_in(whole: bytes) -> None:
    found = instructions(whole)
    assert 'TOC \\o "1-3" \\h \\z' in found
    assert 'TOC \\h \\z \\c "Tabel"' in found
    entries = [text for style, text in paragraphs(whole) if style.startswith("TOC")]
    assert any(e.startswith("BAB III AKUNTABILITAS KINERJA") and e[-1].isdigit() for e in entries)
    assert entries[0] == "KATA PENGANTAR i"
    assert not any("DAFTAR ISI" in e for e in entries)
    targets = {i.split()[1] for i in found if i.startswith("PAGEREF")}
    bookmarks = {b.get(f"{W}name") for b in xml(whole).iter(f"{W}bookmarkStart")}
    assert targets
    assert targets <= bookmarks


def test_word_is_not_made_to_ask_about_fields(whole: bytes) -> None:
    assert b"updateFields" not in parts(whole)["word/settings.xml"]
    assert b"w:dirty" not in parts(whole)["word/document.xml"]


def test_header_rows_repeat_and_rows_are_not_split(whole: bytes) -> None:
    tables = xml(whole).findall(f"{W}body/{W}tbl")
    first = tables[0].findall(f"{W}tr")
    heads = [row for row in first if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) == 2  # grouped columns
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for t in tables for row in t.findall(f"{W}tr"))


def test_tables_are_as_wide_as_their_page(whole: bytes) -> None:
    widths = [
        sum(int(c.get(f"{W}w")) for c in t.findall(f"{W}tblGrid/{W}gridCol"))
        for t in xml(whole).findall(f"{W}body/{W}tbl")
    ]
    a4, turned = 11906 - 1701 - 1417, 16838 - 2 * 1417
    assert widths == [a4, turned, a4, a4]


def test_a_wide_table_stands_on_a_turned_page_with_its_heading(whole: bytes) -> None:
    body = xml(whole).find(f"{W}body")
    turned = []
    here: list[str] = []
    for node in body:
        here.append(text_of(node))
        section = node if node.tag == f"{W}sectPr" else node.find(f"{W}pPr/{W}sectPr")
        if section is not None:
            if section.find(f"{W}pgSz").get(f"{W}orient") == "landscape":
                turned.append(here)
            here = []
    assert len(turned) == 1
    assert turned[0][0] == "Rincian program dan kegiatan"
    assert turned[0][1].startswith("Tabel 3.2")
    assert turned[0][-1] == "Sumber: DPA, diolah"


def test_a_table_whose_words_do_not_fit_is_turned_unasked() -> None:
    columns = tuple(KolomTabel(p("Realisasi"), 1, Rata.KANAN) for _ in range(9))
    ledger = Ledger()
    amount = ledger.struktur("Rp1.071.834.400,00", "uji")
    draft = of(Tabel(p("Lebar"), columns, (BarisTabel(tuple((amount,) for _ in columns)),)))
    sizes = [s.get(f"{W}orient") for s in xml(write(draft, ledger)).iter(f"{W}pgSz")]
    assert "landscape" in sizes


def test_page_numbers_are_roman_in_front_and_arabic_after(whole: bytes) -> None:
    kinds = [(n.get(f"{W}fmt"), n.get(f"{W}start")) for n in xml(whole).iter(f"{W}pgNumType")]
    assert kinds[1] == ("lowerRoman", "1")
    assert kinds[2] == ("decimal", "1")
    assert all(start is None for _, start in kinds[3:])
    sections = list(xml(whole).iter(f"{W}sectPr"))
    assert sections[0].find(f"{W}footerReference") is None  # the cover
    assert all(s.find(f"{W}footerReference") is not None for s in sections[1:])


def test_breaks_leave_no_empty_page() -> None:
    draft = of(
        Paragraf(p("Pembuka")), GantiHalaman(), GantiHalaman(bagian_baru=True), GantiHalaman(),
        Judul(1, p("PENUTUP"), "BAB IV"), GantiHalaman(), Judul(1, p("LAMPIRAN")), GantiHalaman(),
    )  # fmt: skip
    root = xml(write(draft, Ledger()))
    assert len(root.findall(f"{W}body/{W}p")) == 3
    assert len(list(root.iter(f"{W}sectPr"))) == 2
    assert len(list(root.iter(f"{W}pageBreakBefore"))) == 1
    assert not list(root.iter(f"{W}br"))[1:]  # only the one inside the heading


def test_gaps_are_highlighted_and_commented() -> None:
    docx = write(*kecil())
    document = Document(io.BytesIO(docx))
    comments = list(document.comments)
    assert {c.author for c in comments} == {"Asisten LKjIP"}
    assert comments[1].text == "Sebutkan peristiwa dan buktinya, minimal 2"
    marked = [r for r in xml(docx).iter(f"{W}r") if r.find(f"{W}rPr/{W}highlight") is not None]
    assert [text_of(r) for r in marked] == ["[LENGKAPI: penyebab]"]


def test_numbers_share_a_run_with_their_words() -> None:
    docx = write(*kecil())
    assert "Prevalensi stunting ditargetkan 14,00 persen dan terealisasi 13,20 persen" in text_of(xml(docx))
    assert b">14,00<" not in parts(docx)["word/document.xml"].split(b"<w:tbl>")[0]


@pytest.mark.parametrize(("kertas", "size"), [("A4", ("11906", "16838")), ("F4", ("12189", "18709"))])
def test_paper(kertas: str, size: tuple[str, str]) -> None:
    page = next(xml(write(*kecil(), kertas=kertas)).iter(f"{W}pgSz"))
    assert (page.get(f"{W}w"), page.get(f"{W}h")) == size


def test_text_is_marked_as_indonesian(whole: bytes) -> None:
    languages = {n.get(f"{W}val") for n in xml(whole, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"id-ID"}


def test_alternative_text_may_only_repeat_numbers_of_the_draft() -> None:
    chart = Gambar(p("Tren"), "garis", ("x",), (Seri("a", (Decimal(1),)),), "", "Sebesar 12,34 persen")
    with pytest.raises(UntracedDigit):
        write(of(chart), Ledger())


def test_without_charts_neither_picture_nor_caption_is_left() -> None:
    draft, ledger = lengkap()
    docx = write_docx(draft, ledger, gambar=False)
    assert b"<w:drawing>" not in parts(docx)["word/document.xml"]
    assert not any(t.startswith("Gambar") for s, t in paragraphs(docx) if s == "Caption")
    assert not any("DAFTAR GAMBAR" in t for _, t in paragraphs(docx))
    assert any("DAFTAR TABEL" in t for _, t in paragraphs(docx))


def test_users_text_stays_text() -> None:
    evil = 'A & B <w:r> ]]> "x" \x00\x08\u202eadad {=SUM(A)} DDEAUTO c:\\\\x\ufffe\ttab\nbaris'
    docx = write(of(Judul(1, p(evil)), Paragraf(p(evil)), Paragraf((Lengkapi(p(evil), p(evil)),))), Ledger())  # type: ignore[arg-type]
    assert instructions(docx) == []
    text = paragraphs(docx)[1][1]
    assert text == 'A & B <w:r> ]]> "x" adad {=SUM(A)} DDEAUTO c:\\\\x tabbaris'
    xml(docx, "word/comments.xml")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Nd", "Cs"]), max_size=60))
def test_any_text_gives_well_formed_xml(text: str) -> None:
    docx = write(
        of(Paragraf((Polos(text),)), Tabel((Polos(text),), (KolomTabel((Polos(text),), 1),), ())), Ledger()
    )
    xml(docx)
    Document(io.BytesIO(docx))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.text("abm0.,W", max_size=22)), min_size=1, max_size=12),
    st.integers(4000, 14000),
)
def test_column_widths_fill_the_page_and_break_no_word(columns: list[tuple[int, str]], width: int) -> None:
    ledger = Ledger()
    heads = tuple(KolomTabel(p("No"), weight) for weight, _ in columns)
    table = Tabel(p("x"), heads, (BarisTabel(tuple(ledger.kutip(text) for _, text in columns)),))
    found = bagi_lebar(table, width)
    assert sum(found.kolom) == width
    assert all(w > 0 for w in found.kolom)
    if found.muat:
        # a digit of Arial is 0.556 of the font size wide
        digits = [sum(ch.isdigit() for ch in text) for _, text in columns]
        assert all(w >= n * 0.556 * found.ukuran * 20 for w, n in zip(found.kolom, digits, strict=True))


def test_merged_cells_print_their_content_once() -> None:
    draft, ledger = lengkap()
    docx = write(draft, ledger)
    rows = xml(docx).findall(f"{W}body/{W}tbl")[1].findall(f"{W}tr")
    first = [row.find(f"{W}tc/{W}tcPr/{W}vMerge") for row in rows[1:5]]
    assert [m.get(f"{W}val") if m is not None else None for m in first] == ["restart", None, None, None]
    assert all(m is not None for m in first)
    assert [text_of(r.find(f"{W}tc")) for r in rows[2:5]] == ["", "", ""]


def test_the_longest_report_paragraph_is_kept_whole() -> None:
    long = "kata " * 4000
    assert paragraphs(write(of(Paragraf(p(long))), Ledger()))[0][1] == long


def test_office_without_name_gets_no_invented_one() -> None:
    draft = replace(of(Paragraf(p("isi"))), identitas=Identitas())
    document = Document(io.BytesIO(write(draft, Ledger())))
    assert document.core_properties.title == "Laporan Kinerja Instansi Pemerintah"
    assert document.core_properties.author == "Asisten LKjIP"


@pytest.mark.parametrize(
    ("nomor", "prefix"),
    [("BAB III", "3"), ("BAB IV", "4"), ("Bab 2", "2"), ("LAMPIRAN", "L"), ("", ""), ("A", "")],
)
def test_chapter_of_a_caption(nomor: str, prefix: str) -> None:
    assert chapter_prefix(nomor) == prefix


@pytest.mark.parametrize(
    ("nomor", "printed"), [("A", "A."), ("12", "12."), ("BAB I", "BAB I"), ("a)", "a)"), ("", "")]
)
def test_printed_number_of_a_heading(nomor: str, printed: str) -> None:
    assert printed_number(nomor) == printed


def test_headings_that_differ_in_a_year_are_grouped() -> None:
    ledger = Ledger()
    years = tuple(
        KolomTabel(ledger.kutip(f"Realisasi {y}", "tahun"), 2, Rata.KANAN) for y in (2022, 2023, 2024)
    )
    others = (KolomTabel(p("Indikator"), 6), *years, KolomTabel(ledger.kutip("Target 2024", "tahun"), 2))
    docx = write(of(Tabel(p("x"), others, (BarisTabel((p("isi"), (), (), (), ())),))), ledger)
    head = [[text_of(c) for c in row.findall(f"{W}tc")] for row in xml(docx).iter(f"{W}tr")][:2]
    assert head == [["Indikator", "Realisasi", "Target 2024"], ["", "2022", "2023", "2024", ""]]
    assert audit(docx, ledger).sah


def test_a_table_that_stands_well_upright_is_not_turned() -> None:
    table = Tabel(p("x"), (KolomTabel(p("Uraian"), 1),) * 3, (BarisTabel((p("isi"),) * 3),), lanskap=True)
    assert not any(s.get(f"{W}orient") for s in xml(write(of(table), Ledger())).iter(f"{W}pgSz"))
