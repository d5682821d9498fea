"""Text and Markdown files."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.ingest.markdown import read_text
from knowledge.ingest.naskah import Alinea, Naskah, Tabel


def read(tmp_path: Path, text: str | bytes, name: str = "naskah.md") -> Naskah:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_text(file, name)


def lines(naskah: Naskah) -> list[str]:
    return [block.teks for block in naskah.alinea]


def test_glued_units_are_taken_apart(tmp_path: Path) -> None:
    text = (
        "(1) Laporan disusun. BAB II ISI LAPORAN\nPasal 3\n(1) Isi pertama. - (2) Isi kedua.\n"
        "Pasal 4\nBerlaku segera. -\nSetiap orang tahu."
    )
    assert lines(read(tmp_path, text)) == [
        "(1) Laporan disusun.", "BAB II ISI LAPORAN", "Pasal 3", "(1) Isi pertama.", "(2) Isi kedua.",
        "Pasal 4",
        "Berlaku segera.", "Setiap orang tahu.",
    ]  # fmt: skip


def test_a_sentence_about_a_chapter_is_not_cut(tmp_path: Path) -> None:
    text = "Rincian dimuat dalam BAB II huruf a. Lihat pula bab lain - dan lampirannya."
    assert lines(read(tmp_path, text)) == [text]


def test_a_word_broken_at_a_line_is_joined(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "Undang- Undang itu; sub- dan superbidang.")) == [
        "Undang-Undang itu; sub- dan superbidang."
    ]


@pytest.mark.parametrize(
    "front", ['+++\njenis = "lkjip"\ntahun = 2030\n+++\n', '---\nJenis: lkjip\ntahun: "2030"\n---\n']
)
def test_front_matter(tmp_path: Path, front: str) -> None:
    naskah = read(tmp_path, front + "# BAB I PENDAHULUAN\nIsi **tebal**.")
    assert dict(naskah.keterangan) == {"jenis": "lkjip", "tahun": "2030"}
    assert [(b.teks, b.judul) for b in naskah.alinea] == [("BAB I PENDAHULUAN", True), ("Isi tebal.", False)]


def test_a_table(tmp_path: Path) -> None:
    naskah = read(
        tmp_path,
        "Tabel 1. Capaian\n\n| Indikator | Target |\n|---|---:|\n| Angka A | 5 |\n| Angka B |\n\nAkhir.",
    )
    table = next(block for block in naskah.blok if isinstance(block, Tabel))
    assert [[cell.teks for cell in row] for row in table.baris] == [
        ["Indikator", "Target"], ["Angka A", "5"], ["Angka B", ""],
    ]  # fmt: skip
    assert table.judul == "Tabel 1. Capaian"
    assert isinstance(naskah.blok[-1], Alinea)


@pytest.mark.parametrize(
    "data", [b"", b"  \n", b"\x00\x01\x02\xff\xfe\x00"], ids=["empty", "blank", "binary"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(KnowledgeError) as refused:
        read(tmp_path, data)
    assert refused.value.kode == "naskah-tidak-terbaca"


def test_older_encodings_are_read(tmp_path: Path) -> None:
    assert lines(read(tmp_path, "Pasal 1 – «isi»".encode("cp1252"))) == ["Pasal 1 – «isi»"]
    assert lines(read(tmp_path, "Pasal 1".encode("utf-16"))) == ["Pasal 1"]
