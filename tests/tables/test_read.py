"""Whole documents: tables over pages, years in rows, several years, factors, hostile and random grids."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import LkjipError
from bot.kinerja.model import Sel
from bot.tables.document import Bacaan, Document, Paragraph
from bot.tables.grid import Grid
from bot.tables.read import read, understand
from bot.tables.understanding import columns
from tests.tables.grids import Value, baca, document, grid, num, peran, satu


def test_read_opens_a_file(tmp_path: Any) -> None:
    path = tmp_path / "taman.csv"
    path.write_text("Indikator;Target;Realisasi\nIndeks taman;70,5;71\n", encoding="utf-8")
    found = read(path)
    assert found.berkas == "taman.csv"
    assert num(found.tabel[0].indikator[0].target) == Decimal("70.5")
    assert found.tabel[0].indikator[0].target is not None
    assert isinstance(found.tabel[0].indikator[0].target.sel, Sel)


def test_flat_file_with_a_year_column_gives_one_table_for_each_year() -> None:
    rows: list[list[Value]] = [
        ["id", "nama_indikator", "target", "realisasi", "tahun"],
        [1, "Indeks taman", "70", "71", "2030"],
        [2, "Jumlah pohon", "10", "9", "2030"],
        [3, "Indeks taman", "72", "73", "2031"],
        [4, "Jumlah pohon", "12", "13", "2031"],
    ]
    found = baca(grid(rows)).tabel
    assert [(t.tahun, len(t.indikator)) for t in found] == [(2030, 2), (2031, 2)]
    assert {i.tahun for i in found[1].indikator} == {2031}
    ids = [i.id for t in found for i in t.indikator]
    assert len(set(ids)) == 4


def test_years_in_rows_become_history_of_the_indicator_named_above() -> None:
    rows: list[list[Value]] = [
        ["No", "Tahun", "Target", "Realisasi", "Capaian"],
        [1, "2029", 66, 65, 98.48],
        [2, "2030", 68, 69, 101.47],
        [3, "2031", 70, 71, 101.43],
    ]
    table = satu(
        grid(rows, kind="table", caption="Tabel 3.4 Capaian Kinerja Indeks Taman Kota Tahun 2029-2031")
    )
    found = table.indikator[0]
    assert found.nama.isi == "Indeks Taman Kota"
    assert (found.tahun, num(found.target), num(found.realisasi)) == (2031, 70, 71)
    assert {y: num(v) for y, v in found.riwayat.items()} == {2029: 65, 2030: 69}
    assert {y: num(v) for y, v in found.riwayat_target.items()} == {2029: 66, 2030: 68}


def test_table_without_indicator_column_takes_the_indicator_above_it() -> None:
    table = satu(
        grid(
            [["Target PK Tahun 2031", "Satuan", "Realisasi 2031"], ["90", "persen", "91"]],
            kind="table",
            context=["Indikator Kinerja: Persentase taman yang terawat"],
        )
    )
    assert table.indikator[0].nama.isi == "Persentase taman yang terawat"
    assert num(table.indikator[0].realisasi) == 91


def test_table_that_goes_on_after_a_page_break() -> None:
    first = grid(
        [["No", "Indikator", "Target"], [1, "Indeks taman", "70"]],
        kind="table",
        page=3,
        name="hlm. 3 tabel 1",
    )
    second = grid([[2, "Jumlah pohon", "12"]], kind="table", page=4, name="hlm. 4 tabel 1")
    found = baca(first, second).tabel
    assert [i.nama.isi for t in found for i in t.indikator] == ["Indeks taman", "Jumlah pohon"]
    assert found[1].indikator[0].halaman == 4


def test_table_with_its_own_caption_does_not_go_on() -> None:
    first = grid([["No", "Indikator", "Target"], [1, "Indeks taman", "70"]], kind="table", page=3)
    second = grid([[2, "Kursi rapat", "12"]], kind="table", page=4, caption="Tabel 9 Daftar kursi")
    assert len(baca(first, second).tabel) == 1


def test_name_cut_by_a_page_break_is_joined() -> None:
    from bot.tables.grid import Cell

    def on(page: int, text: str) -> Cell:
        return Cell(text or None, text, page=page)

    rows: list[list[Value]] = [
        [on(3, "No"), on(3, "Indikator"), on(3, "Target")],
        [on(3, "1"), on(3, "Persentase taman yang"), on(3, "70")],
        [on(4, ""), on(4, "dirawat oleh warga"), on(4, "")],
    ]
    assert (
        satu(grid(rows, kind="table", page=3)).indikator[0].nama.isi
        == "Persentase taman yang dirawat oleh warga"
    )


def test_report_year_of_a_document_settles_tables_without_a_year() -> None:
    tables = (grid([["Indikator", "Target"], ["Indeks taman", 70]], kind="table"),)
    paragraphs = (Paragraph("LAPORAN KINERJA TAHUN 2031", 0), Paragraph("Dinas Kebun Contoh", 1))
    found = understand(Document("lapor.docx", "docx", tables, (2,), paragraphs))
    assert found.tabel[0].tahun == 2031


def test_year_of_the_user_chooses_among_columns() -> None:
    rows: list[list[Value]] = [["Indikator", "Realisasi 2030", "Realisasi 2031"], ["Indeks taman", 69, 71]]
    found = satu(grid(rows), tahun=2030)
    assert found.tahun == 2030
    assert num(found.indikator[0].realisasi) == 69


def test_table_without_any_heading_is_known_by_its_content() -> None:
    rows: list[list[Value]] = [
        ["1", "Indeks taman", "70", "71", "101,43"],
        ["2", "Persentase pohon hidup", "80", "82", "102,5"],
        ["3", "Jumlah bibit", "100", "120", "120"],
    ]
    table = satu(grid(rows))
    assert [(num(i.target), num(i.realisasi)) for i in table.indikator] == [(70, 71), (80, 82), (100, 120)]
    assert max(k.keyakinan for k in table.kolom if k.peran == "target") < Decimal("0.5")


def test_lists_without_any_heading_are_no_table() -> None:
    rows: list[list[Value]] = [["1", "Indeks taman", "70", "3", "9"], ["2", "Indeks pohon", "80", "4", "9"]]
    nomenclature: list[list[Value]] = [
        ["1", "1.01.01.2.01", "Administrasi taman", "1", "1", "T"],
        ["2", "1.01.01.2.02", "Administrasi kebun", "1", "1", "T"],
        ["3", "1.01.01.2.05", "Administrasi bibit", "1", "2", "T"],
    ]
    for listed in (rows, nomenclature):
        with pytest.raises(LkjipError):
            baca(grid(listed))


def test_factors_by_sasaran() -> None:
    good = grid([["Sasaran", "Indikator", "Target"], ["Taman terawat", "Indeks taman", 70]], name="PK")
    factors = grid(
        [
            ["Sasaran", "Faktor Pendorong", "Faktor Penghambat", "Tindak Lanjut"],
            ["Taman terawat", "Warga membantu", "Pupuk terlambat", "Kontrak payung"],
        ],
        kind="table",
        name="Faktor",
    )
    table = next(t for t in baca(good, factors).tabel if t.lembar == "Faktor")
    assert table.sasaran[0].catatan.faktor_penghambat is not None
    assert table.sasaran[0].catatan.faktor_penghambat.isi == "Pupuk terlambat"


def test_header_without_rows_is_not_a_table() -> None:
    with pytest.raises(LkjipError) as caught:
        baca(grid([["No", "Indikator", "Target", "Realisasi"]]))
    assert "masih kosong" in caught.value.pesan


def test_hidden_sheets_are_left_out_while_others_are_there() -> None:
    shown = grid([["Indikator", "Target"], ["Indeks taman", 70]], name="Tampil")
    hidden = grid([["Indikator", "Target"], ["Indeks lama", 60]], name="Sembunyi")
    object.__setattr__(hidden, "is_hidden", True)
    assert [t.lembar for t in baca(shown, hidden).tabel] == ["Tampil"]


def test_evidence_is_gathered_from_a_bounded_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet of many rows costs each row once or a few times, not once for every column pair or row."""
    seen = 0
    original = columns.own_cell

    def counted(*args: Any) -> Any:
        nonlocal seen
        seen += 1
        return original(*args)

    monkeypatch.setattr(columns, "own_cell", counted)
    header: list[Value] = ["No", "Indikator", "Satuan", "Target", "Realisasi"]

    def run(rows: int) -> int:
        nonlocal seen
        seen = 0
        body: list[list[Value]] = [[r, f"Indeks taman {r}", "indeks", r, r + 1] for r in range(1, rows)]
        assert len(satu(grid([header, *body])).indikator) == rows - 1
        return seen

    small, large = run(600), run(1200)
    assert large <= small * 2 + 50


TEXTS = st.one_of(
    st.sampled_from(
        ["", "No", "Indikator", "Sasaran", "Target", "Realisasi", "Capaian (%)", "2030", "2031", "Program",
         "Anggaran", "Rp", "K", "%", "I", "IV", "Triwulan", "Jumlah", "1", "(2)", "71,5", "1.234",
         "Rp5.000.000",
         "WTP", "A (83)", "• satu • dua", "1. satu 2. dua", "Sasaran 1: baik", "Sumber: data", "NIP. 1",
         "#REF!",
         "Tahun", "Kode"]
    ),
    st.text(max_size=12),
    st.integers(-5, 10**7),
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=1000),
    st.none(),
)  # fmt: skip


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 7))
    rows = draw(st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=9))
    spans = draw(
        st.lists(
            st.tuples(
                st.integers(0, len(rows) - 1), st.integers(0, width - 1), st.integers(0, 3), st.integers(0, 3)
            ),
            max_size=4,
        )
    )
    merges = [(t, c, min(t + h, len(rows) - 1), min(c + w, width - 1)) for t, c, h, w in spans]
    kind = draw(st.sampled_from(["sheet", "table"]))
    return grid(rows, merges, kind=kind, page=draw(st.sampled_from([None, 1, 2])))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(grids(), min_size=1, max_size=2))
def test_random_grids_are_read_or_refused(listed: list[Grid]) -> None:
    try:
        found: Bacaan = understand(document(*listed))
    except LkjipError:
        return
    for table in found.tabel:
        ids = [i.id for i in table.indikator] + [a.id for a in table.anggaran]
        assert len(ids) == len(set(ids))
        for indikator in table.indikator:
            assert indikator.nama.isi
            assert indikator.induk is None or indikator.induk in ids
        assert all(a.induk is None or a.induk in ids for a in table.anggaran)
        assert len(table.kolom) == len(peran(table))
