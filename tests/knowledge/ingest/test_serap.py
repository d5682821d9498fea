"""A regulation as a source: recognised from its first page, matched with the registry, or asked for."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.ingest import legal, peraturan
from knowledge.ingest.markdown import read_text
from knowledge.ingest.naskah import Alinea, Naskah
from knowledge.ingest.serap import Permintaan, ingest
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Struktur, Sumber, Verifikasi
from tests.knowledge.ingest.rekaan import PERATURAN

TERDAFTAR = Sumber(
    "perbup-arunika-7-2031",
    Jenis.REGULASI,
    "Perbup Arunika 7/2031",
    "Tata cara pengukuran",
    "7",
    2031,
    status=StatusBerlaku.DICABUT,
    struktur=Struktur(pasal=4),
    dimuat=False,
)


@pytest.fixture
def naskah(tmp_path: Path) -> Naskah:
    file = tmp_path / "aturan.md"
    file.write_text(PERATURAN, encoding="utf-8")
    return read_text(file, file.name)


def test_an_unregistered_regulation_describes_itself(naskah: Naskah) -> None:
    result = ingest(naskah)
    source = result.muatan.sumber
    assert (source.id, source.singkat, source.nomor, source.tahun) == (
        "perbup-arunika-7-2031", "Perbup Arunika 7/2031", "7", 2031,
    )  # fmt: skip
    assert source.judul == "Tata Cara Pengukuran Kinerja Perangkat Daerah"
    assert source.struktur.pasal == 4
    assert source.struktur.bab == 3
    assert source.struktur.lampiran == ("I",)
    assert source.struktur.huruf == {"I": "B"}
    assert source.struktur.ayat == {"2": 3}
    assert not result.terdaftar
    assert result.struktur == "peraturan"


def test_a_registered_regulation_keeps_its_status_and_relations(naskah: Naskah) -> None:
    result = ingest(naskah, Permintaan(resmi=True), [TERDAFTAR])
    assert result.terdaftar
    assert result.muatan.sumber == replace(TERDAFTAR, dimuat=True)
    assert {p.status for p in result.muatan.passages} == {StatusBerlaku.DICABUT}
    assert {p.verifikasi for p in result.muatan.passages} == {Verifikasi.NASKAH_RESMI}


def test_a_copy_of_unknown_origin_is_a_secondary_source(naskah: Naskah) -> None:
    assert {p.verifikasi for p in ingest(naskah).muatan.passages} == {Verifikasi.SUMBER_SEKUNDER}


def test_ids_are_unique_stable_and_apart_from_authored_ones(naskah: Naskah) -> None:
    passages = ingest(naskah).muatan.passages
    assert passages == ingest(naskah).muatan.passages
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.id.startswith("perbup-arunika-7-2031#naskah-") for p in passages)
    assert {p.bentuk for p in passages} == {Bentuk.KUTIPAN}


def test_what_is_not_recognised_names_its_options() -> None:
    lines = [
        "Pasal 1",
        "Setiap perangkat daerah menyusun laporan kinerja.",
        "Pasal 2",
        "Laporan dikirim kepada bupati.",
    ]
    bare = Naskah("potongan.txt", "txt", tuple(Alinea(i, line) for i, line in enumerate(lines)))
    with pytest.raises(KnowledgeError) as refused:
        ingest(bare)
    assert refused.value.kode == "struktur-tidak-dikenali"
    assert all(option in refused.value.saran for option in ("--id", "--tahun", "--judul"))
    source = ingest(bare, Permintaan(id="aturan-uji", tahun=2030, judul="Aturan Uji")).muatan.sumber
    assert (source.id, source.judul, source.tahun) == ("aturan-uji", "Aturan Uji", 2030)


def test_the_file_name_matches_where_the_text_is_silent() -> None:
    lines = [
        "Pasal 1",
        "Setiap perangkat daerah menyusun laporan kinerja.",
        "Pasal 2",
        "Laporan dikirim kepada bupati.",
    ]
    blok = tuple(Alinea(i, line) for i, line in enumerate(lines))
    result = ingest(Naskah("perbup-arunika-7-2031-salinan.pdf", "pdf", blok, 1), registry=[TERDAFTAR])
    assert result.muatan.sumber.id == TERDAFTAR.id


def test_front_matter_serves_as_options(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    front = '+++\njenis = "surat"\nid = "se-uji"\njudul = "Edaran Uji"\ntahun = 2030\n+++\n'
    file.write_text(
        front
        + "A. Isi\n"
        + "1. Laporan kinerja disampaikan kepada bupati setiap tahun oleh kepala dinas.\n"
        + "2. Laporan memuat target dan realisasi.\n"
    )
    result = ingest(read_text(file, file.name))
    assert result.muatan.sumber.jenis is Jenis.SURAT
    assert result.muatan.sumber.id == "se-uji"
    assert [str(p.letak) for p in result.muatan.passages] == ["huruf A", "huruf A angka 1", "huruf A angka 2"]


@pytest.mark.parametrize(
    ("head", "ident", "title"),
    [
        ("PERATURAN PRESIDEN REPUBLIK INDONESIA NOMOR 5 TAHUN 2030 TENTANG SISTEM UJI DENGAN RAHMAT TUHAN",
         "perpres-5-2030", "Sistem Uji"),
        (("PERATURAN MENTERI PENDAYAGUNAAN APARATUR NEGARA DAN REFORMASI BIROKRASI "
          "NOMOR 9 TAHUN 2031 TENTANG UJI"),
         "permenpan-rb-9-2031", "Uji"),
        ("PERATURAN MENTERI DALAM NEGERI NOMOR 12 TAHUN 2030 TENTANG UJI COBA", "permendagri-12-2030",
         "Uji Coba"),
        ("UNDANG-UNDANG REPUBLIK INDONESIA NOMOR 4 TAHUN 2030 TENTANG UJI", "uu-4-2030", "Uji"),
        ("PERATURAN PEMERINTAH PENGGANTI UNDANG-UNDANG NOMOR 1 TAHUN 2030 TENTANG UJI", "perppu-1-2030",
         "Uji"),
        ("PERATURAN DAERAH KABUPATEN ARUNIKA NOMOR 3 TAHUN 2030 TENTANG UJI", "perda-arunika-3-2030", "Uji"),
        ("PERATURAN BUPATI ARUNIKA NOMOR 6 TAHUN 2030 TENTANG UJI KERJA BAB I KETENTUAN UMUM Pasal 1",
         "perbup-arunika-6-2030", "Uji Kerja"),
        ("PERATURAN BUPATI ARUNIKA NOMOR 6 TAHUN 2030 TENTANG UJI KERJA Pasal 1 Peraturan ini",
         "perbup-arunika-6-2030", "Uji Kerja"),
        ("PERATURAN BUPATI ARUNIKA NOMOR 6 TAHUN 2030 TENTANG UJI KERJA MEMUTUSKAN: Menetapkan: PERATURAN",
         "perbup-arunika-6-2030", "Uji Kerja"),
        ("PERATURAN BUPATI ARUNIKA NOMOR 6 TAHUN 2030 TENTANG UJI KERJA Mengingat : 1. Undang-Undang",
         "perbup-arunika-6-2030", "Uji Kerja"),
        (("PERATURAN PEMERINTAH NOMOR 2 TAHUN 2030 TENTANG PELAKSANAAN PASAL 5 AYAT (2) UNDANG-UNDANG UJI "
          "BAB I KETENTUAN UMUM Pasal 1"),
         "pp-2-2030", "Pelaksanaan Pasal 5 Ayat (2) Undang-undang Uji"),
        ("UU Nomor 8 Tahun 2030 Pasal 3-5", "uu-8-2030", ""),
        ("Permendagri 77/2031", "permendagri-77-2031", ""),
    ],
)  # fmt: skip
def test_kind_number_year_and_title(head: str, ident: str, title: str) -> None:
    found = peraturan.recognise(Naskah("x.txt", "txt", (Alinea(0, head),)))
    assert found is not None
    assert (found.id, found.judul) == (ident, title)


def test_a_regulation_named_in_the_preamble_is_not_the_text_itself() -> None:
    lines = [
        "PERATURAN BUPATI ARUNIKA",
        "NOMOR 7 TAHUN 2031",
        "TENTANG",
        "UJI",
        "Mengingat : 1. Undang-Undang Nomor 1 Tahun 2004",
    ]
    found = peraturan.recognise(
        Naskah("x.txt", "txt", tuple(Alinea(i, line) for i, line in enumerate(lines)))
    )
    assert found is not None
    assert found.id == "perbup-arunika-7-2031"


@pytest.mark.parametrize(
    "hostile",
    ["AbCd" * 8000, "Dinas " * 8000, "." * 40000, ". " * 20000, " " * 40000 + "x", "Dinas Aa dan Bb, " * 2000,
     "(1) " * 9000, "a. " * 9000, "|-" * 20000, "i" * 40000, "BAB I " * 6000, "Tentang Nomor " * 3000,
     "1.1" * 9000, "- " * 20000, "**a" * 9000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_no_line_takes_long(tmp_path: Path, hostile: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"Pasal 1\n{hostile}\n{PERATURAN}\nPasal 99 {hostile}\n| {hostile} |\n", encoding="utf-8")
    began = time.process_time()
    naskah = read_text(file, file.name)
    legal.parse(naskah)
    for jenis in (Jenis.REGULASI, Jenis.LKJIP, None):
        with contextlib.suppress(KnowledgeError):
            ingest(naskah, Permintaan(jenis=jenis, instansi="Dinas Uji" if jenis else None))
    assert time.process_time() - began < 4
