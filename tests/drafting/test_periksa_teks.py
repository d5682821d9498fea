"""Faults of text, years, numbering and counts: each is found, and its correct twin is left alone."""

from __future__ import annotations

import pytest

from bot.drafting.periksa import check_report
from bot.drafting.periksa.naskah import build
from bot.tables.document import Bacaan, Document, Paragraph
from bot.tables.grid import Grid
from tests.drafting.periksa_bantu import grid, kode, laporan, periksa

BAB = ((5, "BAB I"), (9, "BAB II"), (12, "BAB III"))


@pytest.mark.parametrize(
    ("salah", "benar", "code"),
    [
        (
            "Terdapat 21 (dua puluh) kelompok nelayan.",
            "Terdapat 21 (dua puluh satu) kelompok nelayan.",
            "angka-huruf",
        ),
        (
            "Kabupaten menempati urutan XIII (delapan).",
            "Kabupaten menempati urutan XIII (tiga belas).",
            "angka-huruf",
        ),
        (
            "Dilatih 1.250 (seribu dua ratus) orang.",
            "Dilatih 1.250 (seribu dua ratus lima puluh) orang.",
            "angka-huruf",
        ),
        ("Judul: [DOCUMENT TITLE] kantor.", "Judul: [lihat lampiran] kantor.", "sisa-templat"),
        ("Produksi naik menjadi #REF! ton.", "Produksi naik menjadi 12 ton.", "galat-rumus"),
        (
            "Serapan mencapai sebesar ......... % dari pagu.",
            "Serapan mencapai 90 % dari pagu.",
            "isian-kosong",
        ),
        (
            "Realisasinya sebesar Rp. 97,53% pada akhir tahun.",
            "Realisasinya Rp. 97.530.000 (97,53%).",
            "nilai-hilang",
        ),
        (
            "Pagu kegiatan Rp9.871.1466.000 per tahun.",
            "Pagu kegiatan Rp9.871.466.000 per tahun.",
            "angka-rusak",
        ),
        (
            "Laporan mengacu pada Permenpan Nomor 29 Tahun 2010.",
            "Permenpan-RB 53/2014 pengganti Permenpan Nomor 29 Tahun 2010.",
            "dasar-hukum-lama",
        ),
        (
            "Ini capaian tahun pertama Renstra Dinas Perikanan tahun 2021-2026.",
            "Ini capaian tahun ketiga Renstra Dinas Perikanan tahun 2021-2026.",
            "tahun-renstra",
        ),
        (
            "Laporan ini menjadi masukan bagi perumusan kebijakan tahun 2021.",
            "Laporan ini menjadi masukan bagi perumusan kebijakan tahun 2024.",
            "tahun-salah",
        ),
        (
            "Rata-rata capaian tahun 2024 sebesar 93,17% dari pagu.",
            "Target capaian tahun 2024 direncanakan sebesar 93,17% dari pagu.",
            "tahun-salah",
        ),
        (
            "Bab ini merupakan pertanggungjawaban kinerja selama Tahun 2022.",
            "Bab ini merupakan pertanggungjawaban kinerja selama Tahun 2023.",
            "tahun-salah",
        ),
        (
            "Sukamaju, Januari 2021 Kepala Dinas Perikanan",
            "Sukamaju, Januari 2024 Kepala Dinas Perikanan",
            "tahun-tanda-tangan",
        ),
        (
            "Hitungannya 3.450 / 4.000 x 100% = 86,50%.",
            "Hitungannya 3.450 / 4.000 x 100% = 86,25%.",
            "hitungan",
        ),
        (
            "Anggaran sebesar Rp. 2.000.000.000,00 dan terealisasi sebesar Rp. 1.500.000.000,00 atau 85%.",
            "Anggaran sebesar Rp. 2.000.000.000,00 dan terealisasi sebesar Rp. 1.500.000.000,00 atau 75%.",
            "hitungan-serapan",
        ),
        (
            "Anggaran Rp 3.000.000.000 terdiri dari pegawai Rp 1.000.000.000 dan barang Rp 1.900.000.000.",
            "Anggaran Rp 3.000.000.000 terdiri dari pegawai Rp 1.000.000.000 dan barang Rp 2.000.000.000.",
            "hitungan-jumlah",
        ),
        (
            "Kantor ini meraih 81,59, sedangkan kantor provinsi 72,14. Jadi lebih unggul 7,45 poin nilai.",
            "Kantor ini meraih 81,59, sedangkan kantor provinsi 72,14. Jadi lebih unggul 9,45 poin nilai.",
            "hitungan-selisih",
        ),
        (
            "Nilai meningkat dari 67,8 menjadi 65,2.",
            "Nilai menurun dari 67,8 menjadi 65,2.",
            "arah-perubahan",
        ),
        (
            "Produksi berubah dari 120,5 ton menjadi 130,5 ton, naik 12,0 ton.",
            "Produksi berubah dari 120,5 ton menjadi 130,5 ton, naik 10,0 ton.",
            "hitungan-selisih",
        ),
    ],
)
def test_sentence(salah: str, benar: str, code: str) -> None:
    assert (code, 12) in kode(periksa((12, salah)))
    assert [k for k, _ in kode(periksa((12, benar)))] == []


def test_share_of_counts_named_before() -> None:
    lead = (
        "Kebutuhan pegawai 75 orang auditor, 7 pejabat dan 10 staf, tersedia 74 orang, sehingga persentase "
    )
    assert ("hitungan", 12) in kode(periksa((12, lead + "pemenuhan sebesar 80,44%.")))
    assert kode(periksa((12, lead + "pemenuhan sebesar 80,43%."))) == []


def test_year_that_differs_from_its_many_twins() -> None:
    lines = [(20 + n, "Adapun capaian sasaran tahun 2023 tampak sebagai berikut.") for n in range(5)]
    odd = (30, "Adapun capaian sasaran tahun 2022 tampak sebagai berikut.")
    assert ("tahun-tidak-seragam", 30) in kode(periksa(*lines, odd))
    assert kode(periksa(*lines)) == []


def test_caption_of_another_year() -> None:
    assert ("tahun-judul", 12) in kode(periksa(*BAB, (12, "Tabel 3.1 Capaian Kinerja Tahun 2022")))
    compared = (12, "Tabel 3.1 Perbandingan Capaian Tahun 2022 dengan Renstra")
    assert kode(periksa(*BAB, compared)) == []


def test_caption_of_another_chapter_and_numbers_given_twice() -> None:
    wrong = periksa(
        (5, "BAB I"),
        (6, "Tabel 2.1 Jumlah Pegawai"),
        (9, "BAB II"),
        (9, "Gambar 2.1 Peta"),
        (10, "Gambar 2.1 Bagan"),
    )
    assert ("nomor-bab", 6) in kode(wrong)
    assert ("nomor-ganda", 10) in kode(wrong)
    right = periksa(
        (5, "BAB I"),
        (6, "Tabel 1.1 Jumlah Pegawai"),
        (9, "BAB II"),
        (9, "Gambar 2.1 Peta"),
        (10, "Gambar 2.2 Bagan"),
    )
    assert kode(right) == []


def test_caption_repeated_on_the_next_page_is_a_continuation() -> None:
    same = "Tabel 2.1 Daftar Kegiatan"
    assert kode(periksa((9, "BAB II"), (9, same), (10, same))) == []


def test_subchapter_number_used_for_two_headings() -> None:
    wrong = ((12, "BAB III"), (13, "3.2 Realisasi Anggaran"), (14, "Uraian."), (15, "3.2 Upaya Perbaikan"))
    assert ("nomor-ganda", 15) in kode(periksa(*wrong))
    assert kode(periksa(*wrong[:3], (15, "3.3 Upaya Perbaikan"))) == []


def rows(*numbers: int) -> Grid:
    names = (
        "Pembinaan nelayan",
        "Pelatihan olahan",
        "Bantuan mesin",
        "Pendataan kapal",
        "Rapat tahunan",
        "Studi pasar",
    )
    return grid(14, ("NO", "KEGIATAN"), *((str(n), name) for n, name in zip(numbers, names, strict=False)))


def test_row_numbers() -> None:
    assert ("nomor-baris", 14) in kode(periksa(rows(1, 2, 3, 3, 5, 6)))
    assert kode(periksa(rows(1, 2, 3, 4, 5, 6))) == []


def test_list_numbers() -> None:
    items = [
        "Menyusun rencana kerja",
        "Melatih nelayan muda",
        "Membeli mesin kapal",
        "Menguji hasil tangkapan",
    ]
    wrong = [(12, f"{n}. {text}.") for n, text in zip((1, 2, 2, 3), items, strict=True)]
    right = [(12, f"{n}. {text}.") for n, text in zip((1, 2, 3, 4), items, strict=True)]
    assert ("nomor-butir", 12) in kode(periksa(*wrong))
    assert kode(periksa(*right)) == []


def test_nested_list_of_the_same_style_is_no_slip() -> None:
    texts = (
        "1. Bidang umum:",
        "1. Subbagian program.",
        "2. Subbagian keuangan.",
        "2. Bidang teknis:",
        "1. Seksi kapal.",
    )
    assert kode(periksa(*((12, t) for t in texts))) == []


def test_same_item_twice_in_a_list() -> None:
    first = "1) Kegiatan penyediaan jasa penunjang urusan pemerintahan daerah."
    assert ("butir-ganda", 12) in kode(periksa((12, first), (12, "2) " + first[3:])))
    other = "2) Kegiatan pemeliharaan barang milik penunjang urusan pemerintahan daerah."
    assert kode(periksa((12, first), (12, other))) == []


def test_count_and_the_list_below() -> None:
    items = [(12, f"- Kantor cabang {name}") for name in ("utara", "selatan", "timur")]
    assert ("jumlah-daftar", 12) in kode(
        periksa((12, "Ada 2 kantor cabang yang sudah terhubung, yaitu :"), *items)
    )
    assert kode(periksa((12, "Ada 3 kantor cabang yang sudah terhubung, yaitu :"), *items)) == []
    assert kode(periksa((12, "Ada 2 kantor cabang yang terhubung, antara lain :"), *items)) == []


def test_ordinal_that_names_two_things() -> None:
    one = (9, "Tolok ukur sasaran pertama yaitu “Meningkatnya produksi perikanan budidaya”.")
    two = (10, "Tolok ukur sasaran pertama yaitu “Terjaganya mutu layanan pelabuhan”.")
    right = (10, "Tolok ukur sasaran kedua yaitu “Terjaganya mutu layanan pelabuhan”.")
    assert ("salah-sebut", 10) in kode(periksa(one, two))
    assert kode(periksa(one, right)) == []


def test_opposite_statement_on_another_page() -> None:
    one = (7, "Kondisi tanah di pesisir yang relatif labil sehingga mudah longsor.")
    two = (30, "Kondisi tanah di pesisir yang relatif stabil sehingga aman dibangun.")
    assert ("pernyataan-berlawanan", 30) in kode(periksa(one, two))
    assert kode(periksa(one, (30, one[1]))) == []


def test_other_office_left_in() -> None:
    own = [(n, "LKjIP Dinas Perikanan memuat capaian kinerja.") for n in (2, 3, 4, 5)]
    other = (6, "LKjIP Dinas Kesehatan memuat uraian kinerja.")
    assert ("instansi-lain", 6) in kode(periksa(*own, other))
    assert kode(periksa(*own)) == []


def test_running_headers_and_contents_are_not_text() -> None:
    footer = [(n, f"LKjIP Dinas Perikanan Th. 2023 {n}") for n in range(1, 30)]
    contents = [(3, "DAFTAR ISI"), *((3, f"3.{n} Uraian .......... {n}") for n in range(1, 9))]
    naskah = build(laporan(*footer, *contents, (12, "BAB III"), (12, "Isi laporan.")))
    assert [b.teks for b in naskah.blok if b.bab == 3] == ["BAB III", "Isi laporan."]
    assert not any("...." in b.teks for b in naskah.blok)


def test_sentences_over_line_and_page_ends_are_whole() -> None:
    naskah = build(
        laporan((12, "Produksi perikanan tahun ini naik dan"), (13, "melampaui target yang ditetapkan."))
    )
    (blok,) = [b for b in naskah.blok if "Produksi" in b.teks]
    assert blok.teks.endswith("ditetapkan.")
    assert blok.page_at(0) == 12
    assert blok.page_at(len(blok.teks) - 1) == 13


def test_hostile_text_is_examined_in_time() -> None:
    text = "tahun pertama " * 3000 + "( " * 3000 + "1." * 3000 + " sebesar Rp" * 3000
    periksa((12, text))


def test_lists_of_tables_in_a_document_without_pages() -> None:
    lines = ["DAFTAR TABEL", "Tabel 2.1 Jumlah Pegawai", "BAB II", "Tabel 2.1 Jumlah Pegawai", "Uraian."]
    paragraphs = tuple(Paragraph(text, n, None, is_heading=n in (0, 2)) for n, text in enumerate(lines))
    document = Document("laporan.docx", "docx", (), (), paragraphs)
    assert check_report(Bacaan("laporan.docx", document, ())).selisih == ()
