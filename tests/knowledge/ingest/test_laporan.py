"""Past reports: chapters, sections, tables; office and year."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.ingest import baris, instansi, laporan
from knowledge.ingest.naskah import Alinea, Blok, Naskah
from knowledge.ingest.serap import HasilSerap, Permintaan, ingest
from knowledge.model import Bentuk, Jenis, Verifikasi
from tests.knowledge.ingest.rekaan import tabel

ISI = (
    "Dinas telah melaksanakan seluruh kegiatan sesuai dengan rencana yang ditetapkan pada awal "
    "tahun, meskipun "
    "terdapat hambatan berupa keterbatasan pegawai dan anggaran yang tersedia bagi perangkat daerah ini."
)
COVER = ["LAPORAN KINERJA INSTANSI PEMERINTAH", "DINAS PERHUBUNGAN KABUPATEN ARUNIKA", "TAHUN 2031"]


def report(*, cover: list[str] | None = None) -> Naskah:
    """Cover, contents, a list of chapters in Bab I, and four chapters, on twelve pages."""
    pages: list[list[tuple[str, bool]]] = [
        [(line, True) for line in (COVER if cover is None else cover)],
        [("DAFTAR ISI", True), *((f"BAB {n} {t} ........ {p}", True) for n, t, p in
            (("I", "PENDAHULUAN", 1), ("II", "PERENCANAAN KINERJA", 4), ("III", "AKUNTABILITAS KINERJA", 7),
             ("IV", "PENUTUP", 12)))],
        [("BAB I PENDAHULUAN", True), ("A. Latar Belakang", True), *[(ISI, False)] * 4],
        [("B. Sistematika Penulisan", True), ("BAB I Pendahuluan", True), (ISI, False),
         ("BAB II Perencanaan Kinerja", True), (ISI, False), ("BAB III Akuntabilitas Kinerja", True),
          (ISI, False)],
        [("BAB II", True), ("PERENCANAAN KINERJA", True), *[(ISI, False)] * 6],
        [("BAB III AKUNTABILITAS KINERJA", True), ("A. Capaian Kinerja", True), *[(ISI, False)] * 9],
        [("B. Realisasi Anggaran", True),
        ("Kendala utama dalam pencapaian target tahun ini ialah berupa cuaca", False)],
        [("yang sulit diperkirakan sepanjang musim hujan di wilayah utara.", False), *[(ISI, False)] * 3],
        [("BAB IV PENUTUP", True), *[(ISI, False)] * 3, ("Arunika, Januari 2032", False),
        ("Kepala Dinas", False),
         ("TOKOH REKAAN", True), ("NIP. 19000101 000000 0 000", False)],
    ]  # fmt: skip
    blok: list[Blok] = []
    for number, page in enumerate(pages, 1):
        blok += [Alinea(len(blok) + i, text, number, bold) for i, (text, bold) in enumerate(page)]
    rows = [
        ["No", "Indikator", "Target"],
        *([str(n), f"Persentase angkutan {n}", "80"] for n in range(1, 40)),
    ]
    blok.insert(-8, tabel(0, rows, halaman=8, judul="Tabel 3.2 Capaian angkutan"))
    return Naskah("laporan.pdf", "pdf", tuple(blok), len(pages), sidik_berkas="b2")


@pytest.fixture(scope="module")
def result() -> HasilSerap:
    return ingest(report())


def test_office_year_and_kind_come_from_the_cover(result: HasilSerap) -> None:
    source = result.muatan.sumber
    assert (source.jenis, source.instansi, source.tahun) == (
        Jenis.LKJIP, "Dinas Perhubungan Kabupaten Arunika", 2031,
    )  # fmt: skip
    assert source.id == "lkjip-dinas-perhubungan-kabupaten-arunika-2031"
    assert result.struktur == "laporan"
    assert result.peringatan == ()


def test_chapters_begin_where_their_text_is(result: HasilSerap) -> None:
    first: dict[str, tuple[int, int] | None] = {}
    for passage in result.muatan.passages:
        first.setdefault(str(passage.letak), passage.halaman)
    assert first["Bab I huruf A"] == (3, 3)
    assert first["Bab II"] == (5, 5)
    assert first["Bab III huruf A"] == (6, 6)
    assert first["Bab III huruf B"] == (7, 8)
    assert first["Bab IV"] == (9, 9)


def test_contents_cover_and_signatures_are_left_out(result: HasilSerap) -> None:
    text = " ".join(p.teks for p in result.muatan.passages)
    assert "...." not in text
    assert "DAFTAR ISI" not in text
    assert "REKAAN" not in text
    assert "NIP" not in text
    assert "Januari 2032" not in text


def test_a_paragraph_over_two_pages_is_one(result: HasilSerap) -> None:
    hit = next(p for p in result.muatan.passages if "cuaca" in p.teks)
    assert "cuaca yang sulit diperkirakan" in hit.teks
    assert hit.halaman == (7, 8)


def test_words_of_office_and_year_are_with_every_passage(result: HasilSerap) -> None:
    for passage in result.muatan.passages:
        assert passage.judul.startswith("Dinas Perhubungan Kabupaten Arunika 2031: ")
        assert "dishub arunika" in passage.kata
        assert passage.tahun == 2031
        assert passage.verifikasi is Verifikasi.SUMBER_SEKUNDER


def test_a_table_is_sentences_with_its_caption_in_every_part(result: HasilSerap) -> None:
    table = [p for p in result.muatan.passages if p.letak.step("tabel")]
    assert len(table) > 1
    assert {p.letak.step("tabel") for p in table} == {"3.2"}
    assert all(p.teks.startswith("Tabel 3.2 Capaian angkutan\nNo: ") for p in table)
    rows = [line for p in table for line in p.teks.splitlines()[1:]]
    assert rows[6] == "No: 7; Indikator: Persentase angkutan 7; Target: 80"
    assert len(rows) == 39


def test_text_is_quoted_and_tables_are_told(result: HasilSerap) -> None:
    for passage in result.muatan.passages:
        is_table = passage.letak.step("tabel") is not None
        assert passage.bentuk is (Bentuk.RINGKASAN if is_table else Bentuk.KUTIPAN)


def test_a_heading_holds_until_the_next_one_even_where_a_table_is_named_by_it() -> None:
    rows = [["No", "Indikator", "Target"], ["1", "Angkutan laik jalan", "80"]]
    text = [("BAB III AKUNTABILITAS KINERJA", True), ("Program Angkutan", True), (ISI, False)]
    later = [("Program Terminal", True), ("Capaian program ini tampak sebagai berikut:", False)]
    blok: list[Blok] = [
        Alinea(i, t, 1, bold) for i, (t, bold) in enumerate([*text, *([(ISI, False)] * 3), *later])
    ]
    blok += [tabel(8, rows, halaman=1, judul="Program Terminal"), Alinea(9, ISI, 1), Alinea(10, ISI, 1)]
    asked = Permintaan(jenis=Jenis.LKJIP, instansi="Dinas Uji", tahun=2030)
    found = ingest(Naskah("x.pdf", "pdf", tuple(blok), 1), asked).muatan.passages
    assert ["Terminal" in p.judul for p in found] == [False, True, True]
    assert found[1].teks.startswith("Capaian program ini tampak sebagai berikut:\nProgram Terminal\nNo: 1")


def test_passages_are_of_a_size(result: HasilSerap) -> None:
    sizes = [len(p.teks) for p in result.muatan.passages]
    assert max(sizes) <= laporan.MAX_PIECE + laporan.MIN_PIECE
    assert (
        len([p for p in result.muatan.passages if p.letak.step("bab") == "III" and not p.letak.step("tabel")])
        >= 3
    )


def test_what_the_cover_does_not_say_is_asked_for() -> None:
    with pytest.raises(KnowledgeError) as refused:
        ingest(report(cover=["LAPORAN KINERJA"]))
    assert refused.value.kode == "struktur-tidak-dikenali"
    assert "--instansi" in refused.value.saran
    assert "--tahun" in refused.value.saran


def test_what_the_person_says_goes_first() -> None:
    asked = Permintaan(instansi="Kecamatan Tirta", tahun=2029, id="lkjip-tirta", pemilik="instansi:7")
    source = ingest(report(), asked).muatan
    assert (source.sumber.id, source.sumber.instansi, source.sumber.tahun) == (
        "lkjip-tirta",
        "Kecamatan Tirta",
        2029,
    )
    assert {p.pemilik for p in source.passages} == {"instansi:7"}


def test_the_fingerprint_follows_file_and_options() -> None:
    plain = ingest(report())
    assert plain.muatan == ingest(report()).muatan
    assert plain.muatan.sidik != ingest(report(), Permintaan(tahun=2031)).muatan.sidik


def test_a_document_without_chapters_is_indexed_by_page_with_a_warning() -> None:
    blok = tuple(Alinea(n, ISI, 1 + n // 4) for n in range(12))
    asked = Permintaan(jenis=Jenis.LKJIP, instansi="Kecamatan Tirta", tahun=2029)
    found = ingest(Naskah("catatan.pdf", "pdf", blok, 3), asked)
    assert found.struktur == "bebas"
    assert "per halaman" in found.peringatan[0]
    assert {str(p.letak) for p in found.muatan.passages} == {"halaman 1", "halaman 2", "halaman 3"}


@pytest.mark.parametrize(
    ("lines", "office", "year"),
    [
        (["LKjIP", "INSPEKTORAT KOTA SAGARA", "TAHUN 2030"], "Inspektorat Kota Sagara", 2030),
        (["Laporan Kinerja Tahun 2028", "Badan Keuangan Daerah Provinsi Nusa Rimba"],
         "Badan Keuangan Daerah Provinsi Nusa Rimba", 2028),
        (["LAPORAN KINERJA", "PEMERINTAH KABUPATEN ARUNIKA", "TAHUN 2031"],
         "Pemerintah Kabupaten Arunika", 2031),
        (["LAKIP 2027", "Dinas Sosial Kabupaten Arunika", "berdasarkan Peraturan Nomor 5 Tahun 2014"],
         "Dinas Sosial Kabupaten Arunika", 2027),
        (["Catatan rapat"], None, None),
    ],
)  # fmt: skip
def test_offices_and_years(lines: list[str], office: str | None, year: int | None) -> None:
    naskah = Naskah("x.pdf", "pdf", tuple(Alinea(i, line, 1) for i, line in enumerate(lines)), 1)
    assert instansi.recognise_office(naskah) == office
    assert instansi.recognise_year(naskah) == year


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text("abc 123", max_size=30), min_size=3, max_size=3), min_size=2, max_size=30))
def test_no_cell_of_a_table_is_lost(cells: list[list[str]]) -> None:
    table = tabel(0, [["No", "Nama", "Nilai"], *cells])
    text = " ".join(piece.teks for piece in baris.chunks(table)) + baris.header_text(table)
    for row in cells:
        if not all(baris.COLUMN_NUMBER.fullmatch(c.strip()) for c in row if c.strip()):
            assert all(" ".join(cell.split()) in text for cell in row)
