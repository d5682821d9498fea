"""The structure of legal texts, on an invented regulation."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.ingest import legal, legal_passages
from knowledge.ingest.legal_passages import OMITTED, Nas
from knowledge.ingest.markdown import read_text
from knowledge.ingest.naskah import Alinea, Naskah, Sel, Tabel
from knowledge.ingest.pohon import Teks, Unit
from tests.knowledge.ingest.rekaan import PERATURAN, naskah, tabel


def tree_of_text(text: str, tmp_path: Path) -> Unit:
    file = tmp_path / "peraturan.md"
    file.write_text(text, encoding="utf-8")
    return legal.parse(read_text(file, file.name))


def places(root: Unit) -> list[str]:
    return [str(unit.letak) for unit in root.walk() if unit.unit != "akar"]


def by_letak(root: Unit) -> dict[str, Nas]:
    return {str(nas.letak): nas for nas in legal_passages.passages_of(root)}


def test_every_place_of_a_regulation(tmp_path: Path) -> None:
    assert places(tree_of_text(PERATURAN, tmp_path)) == [
        "Judul",
        "Menimbang", "Menimbang huruf a", "Menimbang huruf b",
        "Mengingat", "Mengingat angka 1", "Mengingat angka 2",
        "Menetapkan",
        "Bab I", "Pasal 1", "Pasal 1 angka 1", "Pasal 1 angka 2",
        "Bab II", "Bab II bagian Kesatu", "Pasal 2", "Pasal 2 ayat (1)", "Pasal 2 ayat (2)",
        "Pasal 2 ayat (2) huruf a", "Pasal 2 ayat (2) huruf b", "Pasal 2 ayat (2) huruf c",
        "Pasal 2 ayat (2) huruf c angka 1", "Pasal 2 ayat (2) huruf c angka 2", "Pasal 2 ayat (3)",
        "Bab II bagian Kedua", "Pasal 3",
        "Bab III", "Pasal 4",
        "Penutup",
        "Lampiran I", "Lampiran I huruf A",
        "Lampiran I huruf A angka 1", "Lampiran I huruf A angka 1 huruf a",
        "Lampiran I huruf A angka 1 huruf b",
        "Lampiran I huruf A angka 1 huruf b angka 1)", "Lampiran I huruf A angka 1 huruf b angka 2)",
        "Lampiran I huruf A angka 2", "Lampiran I huruf A angka 2 butir 1",
        "Lampiran I huruf A angka 2 butir 2",
        "Lampiran I huruf B",
        "Anak Lampiran I/1-1",
        "Penjelasan", "Penjelasan Umum", "Penjelasan Pasal 1", "Penjelasan Pasal 2",
        "Penjelasan Pasal 2 ayat (1)", "Penjelasan Pasal 2 ayat (2)",
    ]  # fmt: skip


def test_an_item_stands_alone_with_its_opening_and_a_mark_for_what_is_left_out(tmp_path: Path) -> None:
    found = by_letak(tree_of_text(PERATURAN, tmp_path))
    assert found["Pasal 2 ayat (2) huruf a"].teks == "Hasil pengukuran memuat: a. target;"
    assert found["Pasal 2 ayat (2) huruf b"].teks == f"Hasil pengukuran memuat: {OMITTED} b. realisasi; dan"
    assert found["Pasal 2 ayat (2) huruf c angka 2"].teks == (
        f"penjelasan yang terdiri atas: {OMITTED} 2. tindak lanjut."
    )
    whole = found["Pasal 2 ayat (2)"].teks
    assert whole.startswith("(2) Hasil")
    assert whole.endswith("2. tindak lanjut.")


def test_titles_come_from_the_units_above_and_not_into_the_text(tmp_path: Path) -> None:
    found = by_letak(tree_of_text(PERATURAN, tmp_path))
    item = found["Lampiran I huruf A angka 1 huruf b angka 1)"]
    assert "Persiapan" in item.judul
    assert "Langkah pengukuran" in item.kata
    assert "Persiapan" not in item.teks
    assert found["Pasal 3"].judul.startswith("Penyampaian – Hasil pengukuran")


def test_an_unfinished_reference_is_no_new_ayat(tmp_path: Path) -> None:
    found = by_letak(tree_of_text(PERATURAN, tmp_path))
    assert found["Pasal 2 ayat (3)"].teks.endswith("pada ayat (1) dan ayat (2) berlaku juga bagi kecamatan.")


def test_cukup_jelas_explains_nothing(tmp_path: Path) -> None:
    found = by_letak(tree_of_text(PERATURAN, tmp_path))
    assert "Penjelasan Pasal 1" not in found
    assert "tiga bulan" in found["Penjelasan Pasal 2 ayat (1)"].teks


def test_a_letter_i_follows_h_and_a_roman_i_opens_a_list() -> None:
    letters = [f"{letter}. butir {letter} dari daftar;" for letter in "abcdefghij"]
    root = legal.parse(
        naskah(["Pasal 1", "Daftar itu terdiri atas:", *letters, "i. yang pertama;", "ii. yang kedua."])
    )
    assert places(root)[-4:] == [
        "Pasal 1 huruf i",
        "Pasal 1 huruf j",
        "Pasal 1 huruf j angka i",
        "Pasal 1 huruf j angka ii",
    ]


def test_letters_go_on_after_z() -> None:
    names = [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]
    root = legal.parse(naskah(["Pasal 1", "Jenisnya:", *(f"{name}. jenis ini;" for name in names)]))
    assert places(root)[-2:] == ["Pasal 1 huruf aa", "Pasal 1 huruf bb"]


def test_a_list_restarts_in_each_paragraph_of_a_pasal() -> None:
    lines = ["Pasal 1", "(1) Pertama:", "a. satu;", "b. dua.", "(2) Kedua:", "a. tiga;", "b. empat."]
    assert places(legal.parse(naskah(lines)))[-3:] == [
        "Pasal 1 ayat (2)",
        "Pasal 1 ayat (2) huruf a",
        "Pasal 1 ayat (2) huruf b",
    ]


def test_lists_are_not_nested_without_end() -> None:
    root = legal.parse(naskah(["Pasal 1", "Isi:", *["1. butir yang diulang"] * 3000]))
    assert max(len(unit.letak.langkah) for unit in root.walk()) <= legal.MAX_DEPTH + 1
    assert sum("diulang" in part.teks for unit in root.walk() for part in unit.own()) == 3000


def test_words_after_a_list_belong_to_the_unit_that_opened_it() -> None:
    lines = [
        "LAMPIRAN I",
        "A. Tujuan",
        "Tujuannya adalah:",
        "a. rapi.",
        "b. cepat.",
        "Keduanya sama penting.",
    ]
    start = ["Pasal 1", "Isi pasal.", "Agar setiap orang tahu."]
    root = legal.parse(naskah([*start, *lines]))
    unit = next(u for u in root.walk() if str(u.letak) == "Lampiran I huruf A")
    assert [part.teks for part in unit.isi if isinstance(part, Teks)][-1] == "Keduanya sama penting."


def test_catchwords_page_numbers_and_signatures_are_left_out() -> None:
    blok = (
        Alinea(0, "Pasal 1", 1),
        Alinea(1, "Laporan disusun setiap tahun.", 1),
        Alinea(2, "Pasal 2 . . .", 1),
        Alinea(3, "- 2 -", 2),
        Alinea(4, "Pasal 2", 2),
        Alinea(5, "Laporan dikirim oleh kepala dinas dan", 2),
        Alinea(6, "2", 3),
        Alinea(7, "sekretaris secara bersama.", 3),
        Alinea(8, "Agar setiap orang mengetahuinya.", 3),
        Alinea(9, "LAMPIRAN I", 4, True),
        Alinea(10, "A. Isi", 4, True),
        Alinea(11, "Isi laporan singkat saja.", 4),
        Alinea(12, "BUPATI ARUNIKA,", 4, True),
        Alinea(13, "ttd", 4),
        Alinea(14, "TOKOH REKAAN", 4, True),
    )
    root = legal.parse(Naskah("x.pdf", "pdf", blok, 4))
    found = by_letak(root)
    assert found["Pasal 1"].teks == "Pasal 1\nLaporan disusun setiap tahun."
    assert (
        found["Pasal 2"].teks == "Pasal 2\nLaporan dikirim oleh kepala dinas dan sekretaris secara bersama."
    )
    assert found["Pasal 2"].halaman == (2, 3)
    assert found["Lampiran I huruf A"].teks == "A. Isi\nIsi laporan singkat saja."


def test_a_marker_alone_on_its_line_takes_the_words_around_it() -> None:
    lines = ["Mengingat : 1. Undang-Undang tentang Satu;", "2.", "Undang-Undang tentang Dua;",
             "Peraturan Pemerintah Nomor", "3.", "Sembilan tentang Tiga;", "Pasal 1",
             "Isinya pendek."]  # fmt: skip
    root = legal.parse(naskah(lines))
    found = {str(unit.letak): unit.full_text() for unit in root.walk()}
    assert found["Mengingat angka 2"] == "2. Undang-Undang tentang Dua;"
    assert found["Mengingat angka 3"] == "3. Peraturan Pemerintah Nomor Sembilan tentang Tiga;"


def test_a_checklist_has_groups_and_items_with_their_pages() -> None:
    cell = "1. Judul jelas\n2. Tabel lengkap\n3. Sumber disebut"
    rows = (
        (Sel("No", 5), Sel("Pernyataan", 5), Sel("", 5), Sel("Cek", 5)),
        (Sel("I", 5), Sel("Bentuk", 5), Sel("1. Ada sampul\n2. Ada daftar isi", 5), Sel("", 5)),
        (Sel("II", 5), Sel("Isi", 5), Sel(cell, 5, ((cell.index("Tabel") + 6, 6),)), Sel("", 5)),
    )
    lines = ["Pasal 1", "Isi pasal.", "Agar setiap orang tahu.", "LAMPIRAN III", "ANAK LAMPIRAN III/2-2"]
    root = legal.parse(naskah([*lines, Tabel(9, rows, 5)]))
    found = by_letak(root)
    assert found["Anak Lampiran III/2-2 kelompok I butir 2"].teks == "2. Ada daftar isi"
    assert found["Anak Lampiran III/2-2 kelompok II butir 1"].halaman == (5, 5)
    assert found["Anak Lampiran III/2-2 kelompok II butir 2"].halaman == (5, 6)
    assert found["Anak Lampiran III/2-2 kelompok II butir 3"].halaman == (6, 6)
    assert found["Anak Lampiran III/2-2 kelompok II"].judul.endswith("Isi")


def test_a_form_keeps_the_titles_of_its_columns() -> None:
    form = tabel(9, [["No", "Sasaran", "Target"], ["(1)", "(2)", "(3)"], ["", "", ""]])
    lines = ["Pasal 1", "Isi pasal.", "Agar setiap orang tahu.", "LAMPIRAN I", "ANAK LAMPIRAN I/1-2"]
    found = by_letak(legal.parse(naskah([*lines, form, "1) Kolom (1) diisi nomor."])))
    assert "No | Sasaran | Target" in found["Anak Lampiran I/1-2"].teks
    assert found["Anak Lampiran I/1-2 angka 1)"].teks == "1) Kolom (1) diisi nomor."


def test_an_amendment_quotes_pasal_inside_its_own() -> None:
    lines = ["Pasal I", "Ketentuan berikut diubah:", "1. Pasal 5 diubah sebagai berikut:", "Pasal 5",
             "(1) Laporan dikirim lebih awal.", "Pasal II", "Peraturan ini mulai berlaku."]  # fmt: skip
    assert places(legal.parse(naskah(lines)))[1:] == [
        "Pasal I",
        "Pasal I angka 1",
        "Pasal I angka 1 Pasal 5",
        "Pasal I angka 1 Pasal 5 ayat (1)",
        "Pasal II",
    ]


def test_a_long_unit_is_its_outline_and_its_parts_stay_whole() -> None:
    body = "Kalimat ini cukup panjang untuk mengisi satu paragraf lampiran. " * 25
    lines = ["Pasal 1", "Isi.", "Agar setiap orang tahu.", "LAMPIRAN I", "A. Tata cara",
    "1. Langkah awal", body,
             "2. Langkah akhir", body]  # fmt: skip
    found = by_letak(legal.parse(naskah(lines)))
    assert found["Lampiran I huruf A"].teks == (
        f"A. Tata cara\n1. Langkah awal {OMITTED}\n2. Langkah akhir {OMITTED}"
    )
    assert found["Lampiran I huruf A angka 1"].teks.count("Kalimat") == 25


@pytest.mark.parametrize("size", [1, 3, 60])
def test_no_passage_is_longer_than_a_citation_can_bear(size: int) -> None:
    body = "Setiap perangkat daerah menyusun laporan. " * (size * 20)
    found = legal_passages.passages_of(legal.parse(naskah(["Pasal 1", body])))
    assert all(len(nas.teks) <= legal_passages.MAX_WHOLE for nas in found)
    assert sum(nas.teks.count("Setiap") for nas in found) == size * 20


# --- properties ---------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "laporan",
        "kinerja",
        "disusun",
        "oleh",
        "kepala",
        "dinas",
        "setiap",
        "tahun",
        "secara",
        "rapi",
        "dan",
        "benar",
    ]
)


@st.composite
def invented(draw: st.DrawFn) -> list[str]:
    """Lines of a regulation: chapters, Pasal with ayat, huruf and angka, all words numbered apart."""
    counter = iter(range(100000))

    def sentence(end: str) -> str:
        words = draw(st.lists(WORDS, min_size=3, max_size=9))
        return " ".join(f"{word}{next(counter)}" for word in words).capitalize() + end

    def items(marks: list[str], deeper: bool) -> list[str]:
        lines = []
        for mark in marks:
            if deeper and draw(st.booleans()):
                lines += [f"{mark} {sentence(':')}", *items(["1.", "2."], False)]
            else:
                lines.append(f"{mark} {sentence(';')}")
        return lines

    lines: list[str] = []
    for number in range(1, draw(st.integers(2, 6))):
        lines.append(f"Pasal {number}")
        if draw(st.booleans()):
            for ayat in range(1, draw(st.integers(2, 5))):
                if draw(st.booleans()):
                    lines += [f"({ayat}) {sentence(':')}", *items(["a.", "b.", "c."], True)]
                else:
                    lines.append(f"({ayat}) {sentence('.')}")
        else:
            lines.append(sentence("."))
    return lines


@settings(max_examples=60, deadline=None)
@given(invented(), st.integers(1, 5))
def test_every_word_is_in_exactly_one_unit_and_in_the_passage_of_that_unit(
    lines: list[str], pages: int
) -> None:
    root = legal.parse(naskah(lines, halaman=pages))
    own = Counter[str]()
    passages = by_letak(root)
    for unit in root.walk():
        words = [word for part in unit.own() for word in re.findall(r"\w+\d+", part.teks)]
        own.update(words)
        if words:
            assert all(word in passages[str(unit.letak)].teks for word in words)
    assert own == Counter(word for line in lines for word in re.findall(r"[A-Za-z]+\d+", line))


@settings(max_examples=40, deadline=None)
@given(invented())
def test_a_quotation_never_changes_the_order_of_the_source(lines: list[str]) -> None:
    source = re.findall(r"[A-Za-z]+\d+", " ".join(lines))
    for nas in legal_passages.passages_of(legal.parse(naskah(lines))):
        places_in_source = [source.index(word) for word in re.findall(r"[A-Za-z]+\d+", nas.teks)]
        assert places_in_source == sorted(places_in_source)
        for piece in nas.teks.split(OMITTED):
            numbers = [source.index(word) for word in re.findall(r"[A-Za-z]+\d+", piece)]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
