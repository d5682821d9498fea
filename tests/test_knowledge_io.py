"""Files of all kinds into the document that the knowledge base ingests."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from bot.errors import LkjipError
from bot.knowledge_io import read_naskah
from bot.tables.sandbox import Start
from knowledge.errors import KnowledgeError
from knowledge.ingest.naskah import Tabel
from knowledge.ingest.serap import ingest
from tests.tables.pdf_maker import Page, write_pdf

LINES = [
    "PERATURAN BUPATI ARUNIKA",
    "NOMOR 7 TAHUN 2031",
    "TENTANG",
    "PENGUKURAN KINERJA",
    "DENGAN RAHMAT TUHAN YANG MAHA ESA",
    "Menimbang : bahwa kinerja perangkat daerah perlu diukur;",
    "Pasal 1",
    "Kepala perangkat daerah menyusun laporan kinerja:",
    "a. setiap triwulan; dan",
    "b. setiap tahun.",
    "Pasal 2",
    "Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.",
    "Agar setiap orang mengetahuinya, memerintahkan pengundangannya.",
]
EXPECTED = ["Judul", "Menimbang", "Pasal 1", "Pasal 1 huruf a", "Pasal 1 huruf b", "Pasal 2", "Penutup"]


def places(path: Path) -> list[str]:
    return [str(p.letak) for p in ingest(read_naskah(path, start=Start.SPAWN)).muatan.passages]


def test_a_pdf_keeps_its_pages(tmp_path: Path) -> None:
    first, second = Page(), Page()
    for i, line in enumerate(LINES[:10]):
        first.text(72, 80 + 24 * i, line)
    for i, line in enumerate(LINES[10:]):
        second.text(72, 80 + 24 * i, line)
    file = write_pdf(tmp_path / "aturan.pdf", [first, second])
    naskah = read_naskah(file, start=Start.SPAWN)
    assert (naskah.jenis_berkas, naskah.halaman) == ("pdf", 2)
    result = ingest(naskah)
    assert [str(p.letak) for p in result.muatan.passages] == EXPECTED
    pages = {str(p.letak): p.halaman for p in result.muatan.passages}
    assert pages["Pasal 1"] == (1, 1)
    assert pages["Pasal 2"] == (2, 2)
    assert [page.halaman for page in result.mutu.per_halaman] == [1, 2]


def test_a_docx_has_none(tmp_path: Path) -> None:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    for row, texts in enumerate((("Indikator", "Target"), ("Angka A", "5"))):
        for col, text in enumerate(texts):
            table.cell(row, col).text = text
    file = tmp_path / "aturan.docx"
    document.save(str(file))
    naskah = read_naskah(file, start=Start.SPAWN)
    assert naskah.halaman is None
    assert isinstance(naskah.blok[-1], Tabel)
    assert places(file) == EXPECTED
    assert all(p.halaman is None for p in ingest(naskah).muatan.passages)


PENDEK = [
    *LINES[:4],
    "BAB I",
    "KETENTUAN UMUM",
    "Pasal 1",
    "Dalam Peraturan Bupati ini yang dimaksud dengan kinerja adalah hasil kerja perangkat daerah.",
    "Pasal 2",
    "Kepala perangkat daerah menyampaikan laporan kinerja paling lambat tanggal 20 Januari.",
]
"""A copy without preamble: nothing but a chapter ends its title."""


@pytest.mark.parametrize("lines", [PENDEK, PENDEK[:4] + PENDEK[6:]], ids=["bab", "pasal"])
def test_a_title_ends_before_the_first_chapter_or_pasal(tmp_path: Path, lines: list[str]) -> None:
    document, page = docx.Document(), Page()
    for i, line in enumerate(lines):
        document.add_paragraph(line)
        page.text(72, 80 + 24 * i, line)
    document.save(str(tmp_path / "aturan.docx"))
    write_pdf(tmp_path / "aturan.pdf", [page])
    for name in ("aturan.docx", "aturan.pdf"):
        found = ingest(read_naskah(tmp_path / name, start=Start.SPAWN)).muatan
        assert found.sumber.judul == "Pengukuran Kinerja"
        assert [str(p.letak) for p in found.passages] == ["Judul", "Pasal 1", "Pasal 2"]


def test_a_text_file(tmp_path: Path) -> None:
    file = tmp_path / "aturan.txt"
    file.write_text("\n".join(LINES), encoding="utf-8")
    assert places(file) == EXPECTED


def test_the_same_bytes_have_the_same_fingerprint(tmp_path: Path) -> None:
    one, two = tmp_path / "a.txt", tmp_path / "b.txt"
    for file in (one, two):
        file.write_text("\n".join(LINES), encoding="utf-8")
    assert read_naskah(one).sidik_berkas == read_naskah(two).sidik_berkas
    assert ingest(read_naskah(one)).muatan.sidik == ingest(read_naskah(two)).muatan.sidik


def test_a_table_file_is_refused_with_what_is_accepted(tmp_path: Path) -> None:
    file = tmp_path / "data.csv"
    file.write_text("Indikator,Target\nA,5\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        read_naskah(file, start=Start.SPAWN)
    assert "pdf, docx, md, dan txt" in refused.value.pesan


def test_a_damaged_file_is_the_readers_error(tmp_path: Path) -> None:
    file = tmp_path / "rusak.pdf"
    file.write_bytes(b"%PDF-1.4 rusak")
    with pytest.raises(LkjipError):
        read_naskah(file, start=Start.SPAWN)
