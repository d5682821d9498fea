"""Real documents: the official text of Permenpan-RB 53/2014, two statutes, and past reports of offices."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import pytest

from bot.knowledge_io import read_naskah
from bot.tables.sandbox import Start
from knowledge.errors import KnowledgeError
from knowledge.ingest import legal
from knowledge.ingest.naskah import Naskah
from knowledge.ingest.serap import HasilSerap, Permintaan, ingest
from knowledge.letak import parse_letak
from knowledge.model import Bentuk, Jenis, Passage, Verifikasi
from knowledge.sources.registry import load_registry
from tests.knowledge.ingest.daftar_53 import FRAME, TEMPAT

pytestmark = pytest.mark.data


@cache
def read(path: Path) -> Naskah:
    """A file is read once for all tests."""
    return read_naskah(path, start=Start.SPAWN)


def ingested(path: Path, **options: object) -> HasilSerap:
    return ingest(read(path), Permintaan(**options), load_registry().values())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def permenpan(material: Path) -> HasilSerap:
    return ingested(material / "regulasi" / "permenpan-rb-53-2014.pdf", resmi=True)


def rows() -> list[tuple[str, tuple[int, int], str]]:
    found = []
    for line in TEMPAT.strip().splitlines():
        letak, pages, words = (part.strip() for part in line.split("|"))
        first, _, last = pages.partition("-")
        found.append((letak, (int(first), int(last or first)), words))
    return found


def test_the_whole_list_of_places(permenpan: HasilSerap) -> None:
    passages = {str(p.letak): p for p in permenpan.muatan.passages}
    assert len(passages) == len(permenpan.muatan.passages)
    wrong = [
        (letak, pages, passages[letak].halaman if letak in passages else None)
        for letak, pages, _ in rows()
        if letak not in passages or passages[letak].halaman != pages
    ]
    assert wrong == []
    assert set(passages) - {letak for letak, _, _ in rows()} <= FRAME


def test_each_place_begins_with_its_own_words(material: Path) -> None:
    root = legal.parse(read(material / "regulasi" / "permenpan-rb-53-2014.pdf"))
    own = {str(unit.letak): " ".join(unit.chapeau().split()) for unit in root.walk()}
    assert [
        (letak, words) for letak, _, words in rows() if " ".join(own[letak].split()[:2]).rstrip(";") != words
    ] == []


def test_the_official_text_is_marked_as_such(permenpan: HasilSerap) -> None:
    assert permenpan.terdaftar
    assert permenpan.muatan.sumber.id == "permenpan-rb-53-2014"
    for passage in permenpan.muatan.passages:
        assert passage.bentuk is Bentuk.KUTIPAN
        assert passage.verifikasi is Verifikasi.NASKAH_RESMI
        assert parse_letak(str(passage.letak)).key() == passage.letak.key()


def test_no_catchword_page_number_or_name_is_left_in_an_annex(permenpan: HasilSerap) -> None:
    for passage in permenpan.muatan.passages:
        if passage.letak.langkah[:1] and passage.letak.langkah[0].unit in ("lampiran", "anak lampiran"):
            assert not re.search(r"[a-z] ?…$|\. \. \.$", passage.teks), passage.id
            assert "ttd" not in passage.teks.lower().split(), passage.id


def test_every_sentence_of_the_body_is_in_some_passage(material: Path, permenpan: HasilSerap) -> None:
    naskah = read(material / "regulasi" / "permenpan-rb-53-2014.pdf")
    everything = re.sub(r"\s+", " ", " ".join(p.teks for p in permenpan.muatan.passages))
    lost = [
        block.teks
        for block in naskah.alinea
        if len(block.teks) > 60
        and not re.search(r"^LAMPIRAN|NOMOR 53", block.teks)
        and re.sub(r"\.{4,}|…+", "…", re.sub(r"^\W*\w{1,2}[.)]\s+", "", block.teks))[:50] not in everything
    ]
    assert [text[:40] for text in lost if not text.startswith(".")] == []


def test_structure_and_speed_of_pp_8(material: Path) -> None:
    result = ingested(material / "regulasi" / "pp-8-2006.md")
    assert result.terdaftar
    assert result.muatan.sumber.id == "pp-8-2006"
    found = [str(p.letak) for p in result.muatan.passages]
    assert [n for n in range(1, 39) if f"Pasal {n}" not in found] == []
    assert "Pasal 39" not in found
    assert [f for f in found if re.fullmatch(r"Pasal 20 ayat \(\d\)", f)] == [
        f"Pasal 20 ayat ({n})" for n in range(1, 7)
    ]
    assert "Pasal 1 angka 26" in found
    assert "Pasal 5 ayat (2) huruf c" in found
    assert [f for f in found if f.startswith("Pasal 3 ayat (1) huruf")] == [
        f"Pasal 3 ayat (1) huruf {x}" for x in "abcd"
    ]
    passages = {str(p.letak): p for p in result.muatan.passages}
    assert "BAB" not in passages["Pasal 4 ayat (2)"].teks
    assert not any(p.teks.endswith(" -") for p in result.muatan.passages)
    assert all(p.verifikasi is Verifikasi.SUMBER_SEKUNDER for p in result.muatan.passages)


def test_a_part_of_a_statute_says_nothing_about_the_whole(material: Path) -> None:
    result = ingested(material / "regulasi" / "uu-23-2014-pasal-69-74.md")
    assert result.muatan.sumber.id == "uu-23-2014"
    found = [str(p.letak) for p in result.muatan.passages]
    ayat = {n: sum(f.startswith(f"Pasal {n} ayat") for f in found) for n in range(69, 75)}
    assert ayat == {69: 2, 70: 7, 71: 3, 72: 0, 73: 6, 74: 0}
    assert result.muatan.sumber.struktur.pasal is None or result.muatan.sumber.struktur.pasal > 74


REPORTS = {
    "grobogan_dpupr_2021": (
        "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Grobogan",
        2021,
        "I II III IV",
    ),
    "wonosobo_diskominfo_2019": ("Dinas Komunikasi dan Informatika Kabupaten Wonosobo", 2019, "I II III IV"),
    "jabar_diskominfo_2016": ("Dinas Komunikasi dan Informatika Provinsi Jawa Barat", 2016, "I II III IV"),
    "jabar_disnakertrans_2016": (
        "Dinas Tenaga Kerja dan Transmigrasi Provinsi Jawa Barat",
        2016,
        "I II III IV",
    ),
    "jabar_dishub_2016_bab_i": ("Dinas Perhubungan Provinsi Jawa Barat", 2016, "I"),
    "jabar_dishub_2016_bab_ii": ("Dinas Perhubungan Provinsi Jawa Barat", 2016, "II"),
    "jabar_dishub_2016_bab_iii": ("Dinas Perhubungan Provinsi Jawa Barat", 2016, "III"),
    "jabar_dishub_2016_bab_iv": ("Dinas Perhubungan Provinsi Jawa Barat", 2016, "IV"),
    "jabar_bkpd_2016": ("Badan Ketahanan Pangan Daerah Provinsi Jawa Barat", 2016, "I II IV"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_reports_by_office_year_and_chapter(material: Path, name: str) -> None:
    began = time.monotonic()
    result = ingested(material / "lkjip" / f"{name}.pdf")
    took = time.monotonic() - began
    office, year, chapters = REPORTS[name]
    source = result.muatan.sumber
    assert (source.jenis, source.instansi, source.tahun) == (Jenis.LKJIP, office, year)
    assert result.struktur == "laporan"
    found = [p.letak.step("bab") for p in result.muatan.passages]
    assert list(dict.fromkeys(bab for bab in found if bab)) == chapters.split()
    assert took < 15
    assert len({p.id for p in result.muatan.passages}) == len(result.muatan.passages)
    for passage in result.muatan.passages:
        assert passage.halaman is not None
        assert 1 <= passage.halaman[0] <= passage.halaman[1]
        assert office in passage.judul
        assert str(year) in passage.judul
        assert len(passage.teks) <= 2500
        assert not re.search(r"\.{8}", passage.teks)
        assert not re.search(r"\bNIP\b[ .:]*\d", passage.teks)


def matching(passages: tuple[Passage, ...], *words: str) -> list[Passage]:
    return [p for p in passages if all(w in f"{p.judul} {' '.join(p.kata)} {p.teks}".lower() for w in words)]


def test_a_question_about_an_office_and_its_constraints_finds_the_page_by_words(material: Path) -> None:
    result = ingested(material / "lkjip" / "wonosobo_diskominfo_2019.pdf")
    hits = matching(result.muatan.passages, "diskominfo", "wonosobo", "2019", "kendala")
    assert {page for hit in hits for page in hit.halaman or ()} & {45, 46}


def test_tables_of_a_report_carry_caption_and_columns(material: Path) -> None:
    result = ingested(material / "lkjip" / "wonosobo_diskominfo_2019.pdf")
    table = [p for p in result.muatan.passages if str(p.letak).endswith("Tabel II.1")]
    assert len(table) > 1
    assert all(p.teks.startswith("Tabel II.1") and "PROGRAM / KEGIATAN: " in p.teks for p in table)


def test_a_scan_is_refused_with_the_offer_of_ocr(material: Path) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read_naskah(material / "lkjip" / "jabar_scan_2016.pdf", start=Start.SPAWN)
    assert refused.value.kode == "naskah-tidak-terbaca"
    assert "--ocr" in refused.value.saran


def test_a_document_of_neither_kind_asks_for_its_kind(material: Path) -> None:
    with pytest.raises(KnowledgeError) as refused:
        ingested(material / "regulasi" / "interpretasi-predikat-akip.pdf")
    assert "--jenis" in refused.value.saran


def test_the_same_file_gives_the_same_passages(material: Path, permenpan: HasilSerap) -> None:
    again = ingested(material / "regulasi" / "permenpan-rb-53-2014.pdf", resmi=True)
    assert again.muatan.passages == permenpan.muatan.passages
    assert again.muatan.sidik == permenpan.muatan.sidik
