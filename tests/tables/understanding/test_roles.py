"""Roles of columns: by words, groups, neighbours and content; and what is no indicator table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.errors import ErrorCode, LkjipError
from tests.tables.grids import Value, baca, grid, num, peran, satu


def roles_of(
    header: list[Value], *rows: list[Value], caption: str | None = None, **options: object
) -> list[str]:
    return peran(satu(grid([header, *rows], kind="table", caption=caption), **options))


@pytest.mark.parametrize(
    ("judul", "expected"),
    [
        ("Polarisasi", "arah"),
        ("Sumber Data", "sumber_data"),
        ("Formulasi Perhitungan", "formulasi"),
        ("Faktor Pendukung", "faktor_pendorong"),
        ("Kendala yang Dihadapi", "faktor_penghambat"),
        ("Rencana Tindak Lanjut", "solusi"),
        ("PIC", "pic"),
        ("Batas Waktu", "batas_waktu"),
        ("Pembilang", "pembilang"),
        ("Penyebut", "penyebut"),
        ("Ket.", "keterangan"),
        ("Bobot", "bobot"),
        ("Kategori", "kategori"),
        ("Target Akhir Renstra", "target_akhir"),
        ("Kondisi Awal", "kondisi_awal"),
        ("Standar Nasional", "standar_nasional"),
        ("Realisasi Provinsi", "pembanding"),
        ("Perangkat Daerah Penanggung Jawab", "unit_kerja"),
        ("Target 2033", "target_tahun"),
        ("Realisasi 2029", "realisasi_tahun"),
        ("Kondisi 2029", "realisasi_tahun"),
        ("Realisasi Tahun Lalu", "realisasi_tahun"),
        ("Capaian Tahun 2029", "capaian_tahun"),
        ("Catatan Rapat Internal Taman", "keterangan"),
        ("Warna Pot", "lain"),
        ("Link Bukti Dukung", "lain"),
    ],
)
def test_one_more_column(judul: str, expected: str) -> None:
    header: list[Value] = ["No", "Indikator", "Target 2031", "Realisasi 2031", "Capaian (%)", judul]
    assert roles_of(header, [1, "Indeks taman", 70, 71, 101.43, "55"])[-1] == expected


def test_realisasi_before_target() -> None:
    table = satu(
        grid(
            [["Indikator", "Realisasi 2031", "Target Renstra"], ["Indeks taman", "71,5", "80"]], kind="table"
        )
    )
    assert peran(table) == ["indikator", "realisasi", "target_akhir"]
    assert num(table.indikator[0].target_akhir) == 80


def test_years_ascending_and_descending() -> None:
    up = roles_of(
        ["Indikator", "Realisasi 2029", "Realisasi 2030", "Realisasi 2031"], ["Indeks taman", 1, 2, 3]
    )
    down = roles_of(
        ["Indikator", "Realisasi 2031", "Realisasi 2030", "Realisasi 2029"], ["Indeks taman", 3, 2, 1]
    )
    assert up == ["indikator", "realisasi_tahun", "realisasi_tahun", "realisasi"]
    assert down == ["indikator", "realisasi", "realisasi_tahun", "realisasi_tahun"]


def test_years_with_target_and_realisasi_below_them() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "2030", None, None, "2031", None, None],
        [None, "Target", "Realisasi", "Capaian", "Target", "Realisasi", "Capaian"],
        ["Indeks taman", 68, 69, 101.47, 70, 71, 101.43],
    ]
    table = satu(grid(rows, [(0, 1, 0, 3), (0, 4, 0, 6), (0, 0, 1, 0)]))
    found = table.indikator[0]
    assert (num(found.target), num(found.realisasi), num(found.capaian_tertulis)) == (
        70,
        71,
        Decimal("101.43"),
    )
    assert num(found.riwayat[2030]) == 69
    assert num(found.riwayat_target[2030]) == 68
    assert num(found.riwayat_capaian[2030]) == Decimal("101.47")


def test_kinerja_and_anggaran_side_by_side_with_two_capaian_columns() -> None:
    rows: list[list[Value]] = [
        ["Sasaran/Program", "Indikator", "Kinerja", None, None, "Anggaran", None, None],
        [None, None, "Target", "Realisasi", "Capaian %", "Anggaran", "Realisasi", "Capaian %"],
        ["Program Kebun", "Indeks taman", "70", "71", "101,43", "5.000.000", "4.500.000", "90"],
    ]
    table = satu(grid(rows, [(0, 2, 0, 4), (0, 5, 0, 7), (0, 0, 1, 0), (0, 1, 1, 1)]))
    assert peran(table) == [
        "sasaran", "indikator", "target", "realisasi", "capaian", "pagu", "realisasi_anggaran", "serapan",
    ]  # fmt: skip
    assert [k.kelompok for k in table.kolom[2:]] == ["kinerja"] * 3 + ["anggaran"] * 3
    assert num(table.indikator[0].pagu) == 5000000
    assert table.anggaran[0].nama.isi == "Program Kebun"


def test_two_no_columns() -> None:
    assert roles_of(
        ["No", "Sasaran", "No", "Indikator", "Target", "Realisasi"],
        [1, "Taman terawat", 1, "Indeks taman", 70, 71],
    ) == ["no", "sasaran", "no", "indikator", "target", "realisasi"]


def test_capaian_without_a_realisasi_column_is_the_result() -> None:
    table = satu(
        grid([["Indikator", "Target 2031", "Capaian 2031"], ["Indeks taman", "85", "86,73"]], kind="table")
    )
    assert num(table.indikator[0].realisasi) == Decimal("86.73")
    assert table.indikator[0].capaian_tertulis is None


def test_percent_sign_as_unit_does_not_make_a_result_a_rate() -> None:
    header: list[Value] = ["Indikator", "Target %", "Realisasi %", "Capaian %"]
    assert roles_of(header, ["Indeks taman", 50, 60, 120]) == ["indikator", "target", "realisasi", "capaian"]


def test_percent_realisasi_beside_a_realisasi_is_the_rate() -> None:
    header: list[Value] = ["Indikator", "Target", "Realisasi", "% Realisasi"]
    assert roles_of(header, ["Indeks taman", 50, 60, 120]) == ["indikator", "target", "realisasi", "capaian"]


def test_serapan_in_rupiah_is_spending_and_percent_its_rate() -> None:
    header: list[Value] = ["No", "Program", "Penetapan", "Perubahan", "Serapan", "%"]
    row: list[Value] = [1, "Program Kebun", "4.000.000", "5.000.000", "4.500.000", "90"]
    assert roles_of(header, row) == ["no", "program", "pagu_awal", "pagu", "realisasi_anggaran", "serapan"]


def test_money_and_percent_below_a_realisasi_group() -> None:
    rows: list[list[Value]] = [
        ["Program/Kegiatan", "Anggaran", "Realisasi", None, "Realisasi Fisik (%)"],
        [None, None, "Keuangan (Rp)", "%", None],
        ["Program Taman", "67,811,725,837", "64,507,779,475", "95.13", "98.01"],
    ]
    table = satu(grid(rows, [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)]))
    found = table.anggaran[0]
    assert (num(found.pagu), num(found.realisasi)) == (67811725837, 64507779475)
    assert num(found.serapan_tertulis) == Decimal("95.13")
    assert [t.isi for _, t in found.lain] == ["98.01"]


def test_target_and_realisasi_of_income_are_budget() -> None:
    header: list[Value] = ["No", "Uraian", "Target", "Realisasi", "%"]
    table = satu(grid([header, [1, "Retribusi taman", "12.000.000", "13.000.000", "108,33"]], kind="table"))
    assert num(table.anggaran[0].pagu) == 12000000
    assert not table.indikator


def test_value_columns_of_a_target_group_over_satuan() -> None:
    rows: list[list[Value]] = [
        ["Sasaran", "Indikator", "Target", None],
        [None, None, "Satuan", "Program"],
        ["Taman terawat", "Indeks taman", "85", "Kebun"],
        ["", "Jumlah pohon", "450", "Kebun"],
    ]
    table = satu(grid(rows, [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)]))
    assert [num(i.target) for i in table.indikator] == [85, 450]


def test_years_counted_back_from_the_reporting_year() -> None:
    header: list[Value] = [
        "Indikator",
        "Realisasi Tahun n-2",
        "Realisasi Tahun n-1",
        "Target Tahun n",
        "Realisasi Tahun n",
    ]
    table = satu(grid([header, ["Indeks taman", 65, 68, 70, 71]], kind="table", caption="Capaian Tahun 2031"))
    found = table.indikator[0]
    assert {y: num(v) for y, v in found.riwayat.items()} == {2029: 65, 2030: 68}
    assert (num(found.target), num(found.realisasi)) == (70, 71)


def test_plan_years_by_ordinal() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Satuan", "Target pada Tahun ke-", None, None],
        [None, None, "1", "2", "3"],
        ["Indeks taman", "indeks", "65", "66", "67"],
    ]
    merges = [(0, 2, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1)]
    table = satu(grid(rows, merges, kind="table", caption="Tabel 2.1 Sasaran Renstra 2028-2031"))
    assert {y: num(v) for y, v in table.indikator[0].target_jangka.items()} == {2029: 65, 2030: 66, 2031: 67}


def test_own_result_among_other_regions() -> None:
    header: list[Value] = [
        "Indikator",
        "Realisasi Kabupaten Contoh",
        "Rata-rata Kab/Kota",
        "Provinsi",
        "Nasional",
    ]
    table = satu(grid([header, ["Indeks taman", 71, 65, 66, 68]], kind="table"))
    found = table.indikator[0]
    assert num(found.realisasi) == 71
    assert [p.nama for p in found.pembanding] == ["Rata-rata Kab/Kota", "Provinsi"]
    assert num(found.standar_nasional) == 68


def test_before_and_after_the_change_of_the_budget() -> None:
    header: list[Value] = ["Program", "Anggaran Sebelum Perubahan", "Anggaran Setelah Perubahan", "Realisasi"]
    found = satu(grid([header, ["Program Taman", "400.000", "500.000", "450.000"]], kind="table")).anggaran[0]
    assert (num(found.pagu_awal), num(found.pagu), num(found.realisasi)) == (400000, 500000, 450000)


def test_confidence_is_lower_for_misspelt_and_zero_for_unheaded_columns() -> None:
    table = satu(grid([["Indikator", "Tagret", "Realisasi", None], ["Indeks taman", 70, 71, "x"]]))
    sure = {k.judul: k.keyakinan for k in table.kolom}
    assert sure["Indikator"] > sure["Tagret"] > sure[""]
    assert table.kolom[3].peran == "lain"


def test_unknown_columns_are_kept_with_their_cell() -> None:
    found = satu(grid([["Indikator", "Target", "Warna Pot"], ["Indeks taman", 70, "merah"]])).indikator[0]
    assert [(judul, teks.isi, str(teks.sel)) for judul, teks in found.lain] == [
        ("Warna Pot", "merah", "Lembar1!C2")
    ]


NOT_TABLES: list[tuple[str, list[list[Value]], str | None]] = [
    (
        "skala",
        [["No", "Interval Nilai Realisasi Kinerja", "Kriteria Penilaian"], [1, "≥ 91", "Sangat Tinggi"]],
        None,
    ),
    ("skala", [["Predikat", "Kriteria Penilaian", "Bobot Nilai"], ["AA", "Semua terpenuhi", "100"]], None),
    ("pegawai", [["No", "Nama Pegawai", "Jabatan", "Golongan"], [1, "Budi Contoh", "Analis", "III/a"]], None),
    (
        "inventaris",
        [
            ["No", "Nama Barang", "Jumlah", "Satuan", "Tahun Pengadaan", "Kondisi"],
            [1, "Meja", 5, "unit", 2030, "Baik"],
        ],
        None,
    ),
    (
        "lhe",
        [["No", "Komponen", "Bobot", "Nilai", "% Capaian (Bobot)"], [1, "Perencanaan", 30, 26, 88]],
        None,
    ),
    ("tanpa-angka", [["No", "Program/Kegiatan"], [1, "Program Kebun"]], None),
    ("tanpa-baris", [["No", "Indikator", "Target"]], None),
]


@pytest.mark.parametrize(("alasan", "rows", "caption"), NOT_TABLES)
def test_other_tables_are_refused_with_a_reason(
    alasan: str, rows: list[list[Value]], caption: str | None
) -> None:
    good = grid([["Indikator", "Target"], ["Indeks taman", 70]], name="baik")
    found = baca(grid(rows, kind="table", caption=caption), good)
    assert [s.alasan for s in found.dilewati] == [alasan]
    assert [t.lembar for t in found.tabel] == ["baik"]


def test_no_table_at_all_says_what_was_seen_and_what_is_needed() -> None:
    with pytest.raises(LkjipError) as caught:
        baca(grid(NOT_TABLES[2][1], kind="table"))
    assert caught.value.code is ErrorCode.NO_TABLE
    assert "pegawai" in caught.value.pesan
    assert "Indikator" in caught.value.saran
