"""The office that a file's title lines name."""

from __future__ import annotations

import pytest

from bot.tables.combine import merge
from bot.tables.document import Document, Paragraph
from bot.tables.understanding.office import name_in, office_of, region_in
from tests.tables.grids import Value, baca, grid

ROWS: list[list[Value]] = [["No", "Indikator", "Target", "Realisasi"], [1, "Indeks taman", "70", "71"]]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("LAPORAN KINERJA DINAS PERIKANAN KABUPATEN RANTAU ELOK TAHUN 2024",
         "Dinas Perikanan Kabupaten Rantau Elok"),
        ("Inspektorat Daerah Kota Tirta Jaya", "Inspektorat Daerah Kota Tirta Jaya"),
        ("PERANGKAT DAERAH : Badan Pendapatan Daerah", "Badan Pendapatan Daerah"),
        ("RSUD HARAPAN BARU KOTA TIRTA JAYA", "RSUD Harapan Baru Kota Tirta Jaya"),
        ("SEKRETARIAT DPRD KOTA TIRTA JAYA", "Sekretariat DPRD Kota Tirta Jaya"),
        ("KECAMATAN BATU GADING, TAHUN 2024", "Kecamatan Batu Gading"),
        ("KEPALA DINAS KOPERASI DAN UKM PROVINSI SAGARA", "Dinas Koperasi dan UKM Provinsi Sagara"),
        ("Sumber: Badan Pusat Statistik", None),
        ("Kegiatan ini dilaksanakan oleh dinas terkait di seluruh kecamatan", None),
        ("rapat bersama Dinas Pertanian membahas panen", None),
        ("PENGUKURAN KINERJA PERANGKAT DAERAH TAHUN 2024", None),
    ],
)  # fmt: skip
def test_names(line: str, name: str | None) -> None:
    assert name_in(line) == name


def test_the_region_of_the_letterhead_is_added() -> None:
    sheet = grid([["PEMERINTAH KABUPATEN RANTAU ELOK"], ["DINAS PERTANIAN"], ["TAHUN 2024"], *ROWS])
    table = baca(sheet).tabel[0]
    assert table.instansi is not None
    assert table.instansi.isi == "Dinas Pertanian Kabupaten Rantau Elok"
    assert str(table.instansi.sel) == "Lembar1!A2"
    assert region_in("Kota yang bersih dan nyaman") is None


def test_label_and_name_in_two_cells() -> None:
    sheet = grid([["Nama SKPD", "Inspektorat Daerah Kota Tirta Jaya"], ["Tahun", "2024"], [], *ROWS])
    found = baca(sheet).tabel[0].instansi
    assert found is not None
    assert (found.isi, str(found.sel)) == ("Inspektorat Daerah Kota Tirta Jaya", "Lembar1!B1")


def test_two_offices_leave_it_open() -> None:
    texts = ("DINAS PERTANIAN KOTA TIRTA JAYA", "DINAS SOSIAL KOTA TIRTA JAYA")
    paragraphs = tuple(Paragraph(t, at) for at, t in enumerate(texts))
    assert office_of(Document("uji.docx", "docx", (), (), paragraphs)) is None
    one = baca(grid([[texts[0]], *ROWS])).tabel
    two = baca(grid([[texts[1]], *ROWS])).tabel
    assert merge((*one, *one)).instansi is not None
    assert merge((*one, *two)).instansi is None


def test_a_short_form_is_the_same_office() -> None:
    texts = ("DINAS KOMUNIKASI DAN INFORMATIKA PROVINSI SAGARA", "Dinas Kominfo Provinsi Sagara")
    paragraphs = tuple(Paragraph(t, at) for at, t in enumerate(texts))
    found = office_of(Document("uji.docx", "docx", (), (), paragraphs))
    assert found is not None
    assert found.isi == "Dinas Komunikasi dan Informatika Provinsi Sagara"
