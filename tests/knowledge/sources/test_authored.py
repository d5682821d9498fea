"""The format of authored passages: what is read, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import (
    Aspek,
    Jenis,
    Passage,
    Sikap,
    StatusBerlaku,
    Struktur,
    Sumber,
    Verifikasi,
)
from knowledge.sources import SourceError, load_passages
from knowledge.sources.authored import read_file

REGISTRY = {
    "aturan-2-2011": Sumber(
        id="aturan-2-2011",
        jenis=Jenis.REGULASI,
        singkat="Aturan 2/2011",
        judul="Aturan baru",
        nomor="2",
        tahun=2011,
        status=StatusBerlaku.DIUBAH,
        struktur=Struktur(pasal=9, lampiran=("I",), huruf={"I": "D"}, ayat={"3": 2}, halaman=12),
    ),
    "contoh-dinas": Sumber(
        id="contoh-dinas", jenis=Jenis.LKJIP, singkat="LKjIP contoh", judul="LKjIP contoh", contoh=True
    ),
    "nama-saja": Sumber(
        id="nama-saja", jenis=Jenis.REGULASI, singkat="Nama 1/2000", judul="Nama", dimuat=False
    ),
}
KEPALA = '+++\nsumber = "aturan-2-2011"\njudul = "Uji"\nverifikasi = "naskah-resmi"\n+++\n\n'
UTUH = (
    KEPALA
    + """## Waktu penyusunan
letak: Lampiran I huruf C angka 2
halaman: 6-7
kata: kapan dibuat; batas waktu

[tenggat] Dokumen disusun
paling lambat satu bulan. Kalimat kedua melengkapi.
- butir pertama
  yang berlanjut
- butir kedua

[boleh = tidak | dokumen disusun
sebelum anggaran ada] Dokumen tidak disusun sebelum anggaran ada.

Penjelasan: alinea ini menerangkan.

Alinea dengan daftar:
1. satu
2. dua
"""
)


def read(text: str) -> list[Passage]:
    return [passage for _, passage in read_file("uji.md", text, REGISTRY)]


def test_a_passage_holds_statements_items_and_explanation() -> None:
    (passage,) = read(UTUH)
    assert passage.id == "aturan-2-2011#lampiran-i-huruf-c-angka-2--waktu-penyusunan"
    assert str(passage.letak) == "Lampiran I huruf C angka 2"
    assert passage.halaman == (6, 7)
    assert passage.kata == ("kapan dibuat", "batas waktu")
    first, second = passage.pernyataan
    assert first.aspek is Aspek.TENGGAT
    assert first.teks == "Dokumen disusun paling lambat satu bulan. Kalimat kedua melengkapi."
    assert first.butir == ("butir pertama yang berlanjut", "butir kedua")
    assert (second.sikap, second.perihal) == (Sikap.TIDAK, "dokumen disusun sebelum anggaran ada")
    assert passage.teks == (
        "Dokumen disusun paling lambat satu bulan. Kalimat kedua melengkapi.\n"
        "- butir pertama yang berlanjut\n- butir kedua\n"
        "Dokumen tidak disusun sebelum anggaran ada.\n"
        "alinea ini menerangkan.\n"
        "Alinea dengan daftar:\n- satu\n- dua"
    )


def test_year_status_and_kind_come_from_the_source() -> None:
    (passage,) = read(UTUH)
    assert (passage.tahun, passage.status, passage.jenis) == (2011, StatusBerlaku.DIUBAH, Jenis.REGULASI)
    assert passage.verifikasi is Verifikasi.NASKAH_RESMI
    assert not passage.contoh


def test_a_passage_overrides_what_the_file_says() -> None:
    text = UTUH.replace(
        "kata: kapan",
        "verifikasi: sumber-sekunder\nverifikasi-letak: belum-diverifikasi\nid: lain\nkata: kapan",
    )
    (passage,) = read(text)
    assert passage.verifikasi is Verifikasi.SUMBER_SEKUNDER
    assert passage.verifikasi_letak is Verifikasi.BELUM_DIVERIFIKASI
    assert passage.id == "aturan-2-2011#lain"


def test_a_sample_report_takes_office_and_year_from_its_head_and_may_be_prose() -> None:
    head = KEPALA.replace("aturan-2-2011", "contoh-dinas").replace(
        "judul =", "tahun = 2024\ninstansi = 'Dinas Contoh'\njudul ="
    )
    (passage,) = read(head + "## Kendala\nletak: Bab III huruf A\n\nKendala ada.\n")
    assert (passage.tahun, passage.instansi, passage.contoh) == (2024, "Dinas Contoh", True)
    assert passage.teks == "Kendala ada."
    assert passage.pernyataan == ()


def test_the_whole_source_is_a_dash() -> None:
    (passage,) = read(UTUH.replace("letak: Lampiran I huruf C angka 2", "letak: -"))
    assert not passage.letak
    assert passage.id == "aturan-2-2011#utuh--waktu-penyusunan"


@pytest.mark.parametrize(
    ("change", "to", "line", "message"),
    [
        ("+++\nsumber", "sumber", 1, r"kepala TOML"),
        ('sumber = "aturan-2-2011"', "sumber = ", 1, "TOML"),
        ('judul = "Uji"', 'warna = "biru"\njudul = "Uji"', 1, "warna"),
        ('judul = "Uji"\n', "", 1, "judul"),
        ('verifikasi = "naskah-resmi"\n', "", 6, "verifikasi"),
        ('"naskah-resmi"', '"pasti"', 1, "pilihannya"),
        ('"aturan-2-2011"', '"aturan-3-2012"', 7, "tidak terdaftar"),
        ('"aturan-2-2011"', '"nama-saja"', 7, "tidak dimuat"),
        ("## Waktu", "Pengantar.\n\n## Waktu", 7, "sebelum judul"),
        ("letak: Lampiran I huruf C angka 2\n", "", 7, "tanpa letak"),
        ("Lampiran I huruf C angka 2", "lampiran I huruf C", 7, "harus ditulis «Lampiran I huruf C»"),
        ("Lampiran I huruf C angka 2", "Lampiran I hurf C", 7, "hurf C"),
        ("Lampiran I huruf C angka 2", "bagian depan", 7, "tidak terbaca"),
        ("Lampiran I huruf C angka 2", "Lampiran II huruf A", 7, "tidak memuat Lampiran II"),
        ("Lampiran I huruf C angka 2", "Lampiran I huruf E", 7, "berhenti di huruf D"),
        ("Lampiran I huruf C angka 2", "Pasal 10", 7, "hanya memuat 9 pasal"),
        ("Lampiran I huruf C angka 2", "Pasal 3 ayat (3)", 7, "hanya memuat 2 ayat"),
        ("halaman: 6-7", "halaman: 12-13", 7, "halaman 13 di luar"),
        ("halaman: 6-7", "halaman: 7-6", 7, "tidak terbaca"),
        ("halaman: 6-7", "halaman: enam", 7, "tidak terbaca"),
        ("halaman: 6-7", "halamn: 6", 9, "kunci tidak dikenal"),
        ("halaman: 6-7", "halaman: 6\nhalaman: 7", 10, "berulang"),
        ("halaman: 6-7", "halaman:", 9, "kosong"),
        ("halaman: 6-7", "verifikasi: pasti", 7, "tidak dikenal"),
        ("halaman: 6-7", "tahun: kini", 7, "tahun"),
        ("[tenggat]", "[tengat]", 12, "aspek"),
        ("[tenggat]", "[tenggat = ya | dokumen disusun]", 12, "perihal"),
        ("[boleh = tidak | ", "[boleh | ", 19, "perihal"),
        ("[boleh = tidak | ", "[boleh = jangan | ", 19, "sikap"),
        ("[boleh = tidak | dokumen disusun\nsebelum anggaran ada]", "[boleh = tidak]", 18, "perihal"),
        ("sebelum anggaran ada]", "sebelum anggaran ada", 20, "tidak ditutup"),
        ("[tenggat] Dokumen", "[tenggat Dokumen", 17, "tidak ditutup"),
        ("[tenggat] Dokumen", "[Tenggat] Dokumen", 12, "tanda pernyataan"),
        ("anggaran ada.\n\nPenjelasan", "anggaran ada\n\nPenjelasan", 19, "tidak selesai"),
        ("ini menerangkan.", "ini **menerangkan**.", 21, "alinea dan daftar"),
        ("- butir kedua", "- [butir](kedua)", 16, "alinea dan daftar"),
        ("- butir kedua", "| butir | kedua |", 16, "alinea dan daftar"),
        ("- butir kedua", "### butir", 16, "alinea dan daftar"),
        ("Alinea dengan daftar:\n1. satu", "1. satu", 23, "butir tanpa"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(change: str, to: str, line: int, message: str) -> None:
    assert change in UTUH
    with pytest.raises(SourceError, match=message) as caught:
        read(UTUH.replace(change, to, 1))
    assert caught.value.berkas == "uji.md"
    assert caught.value.baris == line


@pytest.mark.parametrize("body", ["", "Hanya alinea.\n", "[isi] \n", "[isi] Memuat:\n"])
def test_a_rule_without_a_finished_statement_is_refused(body: str) -> None:
    with pytest.raises(SourceError):
        read(KEPALA + "## Judul\nletak: Pasal 1\n\n" + body)


def test_sub_folders_are_read_and_two_passages_never_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "contoh").mkdir()
    (tmp_path / "contoh" / "satu.md").write_text(UTUH, encoding="utf-8")
    assert len(load_passages(REGISTRY, tmp_path)) == 1
    (tmp_path / "dua.md").write_text(UTUH, encoding="utf-8")
    with pytest.raises(SourceError, match=r"dua\.md:7: .*sudah ada di contoh/satu\.md:7"):
        load_passages(REGISTRY, tmp_path)


SENTENCES = st.lists(st.sampled_from(["Satu hal.", "Dua hal 3,5%.", "Tiga (hal)."]), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(SENTENCES, st.lists(st.sampled_from(["a", "b c", "90–100"]), max_size=4), st.booleans())
def test_what_is_written_is_in_the_text_and_in_order(
    sentences: list[str], items: list[str], wrapped: bool
) -> None:
    joint = ("\n" if wrapped else " ").join(sentences)
    text = KEPALA + "## Judul\nletak: Pasal 1\n\n[isi] " + joint + "\n" + "\n".join(f"- {i}" for i in items)
    (passage,) = read(text)
    (statement,) = passage.pernyataan
    assert statement.teks == " ".join(sentences)
    assert statement.butir == tuple(items)
    assert passage.teks.splitlines() == [statement.teks, *(f"- {i}" for i in items)]
