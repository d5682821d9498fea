"""What is readable, and what is refused."""

from __future__ import annotations

import pytest

from knowledge.errors import KnowledgeError
from knowledge.ingest import mutu
from knowledge.ingest.naskah import Alinea, Naskah

TEKS = (
    "Perangkat daerah menyusun laporan kinerja setiap tahun dan menyampaikan hasil pengukurannya "
    "kepada bupati. "
    "Laporan tersebut memuat target, realisasi, penyebab keberhasilan, hambatan, serta rencana "
    "perbaikan yang "
    "akan dilaksanakan pada tahun berikutnya oleh masing-masing bidang sesuai dengan kewenangannya."
)


def document(*pages: str, empty: tuple[int, ...] = ()) -> Naskah:
    blok = tuple(Alinea(i, text, i + 1) for i, text in enumerate(pages) if text)
    return Naskah("naskah.pdf", "pdf", blok, len(pages), empty)


def refused(naskah: Naskah) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as found:
        mutu.refuse(naskah, mutu.measure(naskah))
    return found.value


def shifted(text: str, by: int = 3) -> str:
    return "".join(chr((ord(ch) - 97 + by) % 26 + 97) if "a" <= ch <= "z" else ch for ch in text)


def test_plain_text_is_recognised_and_admitted() -> None:
    measured = mutu.measure(document(TEKS, TEKS))
    assert measured.dikenali > 0.9
    assert [page.karakter for page in measured.per_halaman] == [len(TEKS), len(TEKS)]
    assert measured.tanpa_teks == ()
    assert measured.teracak == ()
    mutu.refuse(document(TEKS, TEKS), measured)


@pytest.mark.parametrize(
    "broken",
    [
        shifted(TEKS),
        "".join(chr(0xE000 + ord(ch)) if ch.isalpha() else ch for ch in TEKS),
        TEKS.replace("a", "\ufffd").replace("e", "\ufffd"),
        " ".join(word[::-1] for word in TEKS.split()),
        "".join(ch + " " if ch.isalpha() else ch for ch in TEKS),
    ],
    ids=["shifted", "private", "replaced", "reversed", "letter-soup"],
)
def test_scrambled_text_is_refused_with_a_remedy(broken: str) -> None:
    error = refused(document(broken, broken))
    assert error.kode == "naskah-teracak"
    assert "naskah.pdf" in error.pesan
    assert "--ocr" in error.saran


def test_one_scrambled_page_is_named_and_the_rest_admitted() -> None:
    naskah = document(TEKS, TEKS, shifted(TEKS), TEKS)
    measured = mutu.measure(naskah)
    assert measured.teracak == (3,)
    mutu.refuse(naskah, measured)


def test_a_half_empty_document_is_refused_and_its_pages_named() -> None:
    error = refused(document(TEKS, "", "3", "", TEKS, empty=(2, 4)))
    assert error.kode == "naskah-setengah-kosong"
    assert "2-4" in error.pesan
    assert "--ocr" in error.saran


def test_a_few_empty_pages_are_only_named() -> None:
    naskah = document(TEKS, "", TEKS, TEKS, empty=(2,))
    measured = mutu.measure(naskah)
    assert measured.tanpa_teks == (2,)
    mutu.refuse(naskah, measured)


def test_no_text_at_all_is_refused() -> None:
    assert refused(document("", "", empty=(1, 2))).kode == "naskah-tidak-terbaca"


@pytest.mark.parametrize(
    "word", ["menyusun", "pengukurannya", "dilaksanakan", "kewenangannya", "memperbaiki", "lkjip"]
)
def test_words_with_affixes_are_words(word: str) -> None:
    assert mutu.is_word(word)


@pytest.mark.parametrize("word", ["phqbxvxq", "qwrtp", "nusunem", "xx", "zzz"])
def test_other_letters_are_not(word: str) -> None:
    assert not mutu.is_word(word)


def test_page_numbers_are_written_as_runs() -> None:
    assert mutu.page_list([7, 1, 2, 3, 9, 10]) == "1-3, 7, 9-10"
