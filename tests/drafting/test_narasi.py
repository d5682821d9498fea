"""Rendering of the sentences: numbers pass as pieces, words hold no digit, wordings take turns."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from bot.drafting import narasi
from bot.drafting.model import Angka, Komentar, Lengkapi, Polos, UntracedDigit
from bot.drafting.narasi import Tunda, gabung, kapital, merge, polos, tulis
from bot.texts import TextError


def test_every_text_declares_its_variables_and_holds_no_digit() -> None:
    narasi.check()


def test_every_gap_has_a_comment() -> None:
    blocks = set(narasi.texts().template("narasi/lengkapi").blocks)
    plain = {b for b in blocks if not b.endswith("_komentar")}
    missing = {b for b in plain if f"{b}_komentar" not in blocks}
    # A gap that names many instead of one shares the comment of the one.
    assert {
        b for b in missing if b.removesuffix("_banyak").removesuffix("_tanpa_tahun") not in plain
    } == set()


def test_numbers_keep_their_entry() -> None:
    value = Angka("n7", "12,50")
    found = tulis("bab3/sasaran", "rata_biasa", rata=(value, Polos(" %")))
    assert value in found
    assert polos(found) == "Rata-rata capaiannya 12,50 %."


def test_a_digit_given_as_plain_words_is_refused() -> None:
    with pytest.raises(UntracedDigit):
        tulis("bab3/sasaran", "rata_biasa", rata="12,50 %")


def test_a_missing_variable_is_an_error_not_an_empty_place() -> None:
    with pytest.raises(UndefinedError):
        tulis("bab3/sasaran", "rata_biasa")


def test_unknown_topics_and_blocks_are_named() -> None:
    with pytest.raises(TextError, match="entah"):
        tulis("bab3/sasaran", "entah")
    with pytest.raises(TextError, match="tidak/ada"):
        tulis("tidak/ada", "x")


def test_a_python_object_cannot_be_printed() -> None:
    with pytest.raises(TextError, match="int"):
        tulis("bab3/sasaran", "rata_biasa", rata=Tunda(lambda: 3))  # type: ignore[arg-type,return-value]


def test_wordings_take_turns_and_are_the_same_for_the_same_key() -> None:
    jumlah = (Angka("n1", "2"), Polos(" (dua)"))
    forms = {polos(tulis("bab3/sasaran", "semua_tercapai", n, jumlah=jumlah)) for n in range(6)}
    assert len(forms) == 2
    assert tulis("bab3/sasaran", "semua_tercapai", "kunci", jumlah=jumlah) == tulis(
        "bab3/sasaran", "semua_tercapai", "kunci", jumlah=jumlah
    )


def test_private_use_characters_in_a_users_word_do_no_harm() -> None:
    odd = (Polos("a\ue000\uf8ffb"),)
    assert polos(tulis("bab3/sasaran", "rata_biasa", rata=odd)) == "Rata-rata capaiannya a\ue000\uf8ffb."


def test_an_empty_piece_leaves_no_double_space() -> None:
    text = polos(
        tulis(
            "bab3/target",
            "entri_tercapai",
            nama=(Polos("hadir"),),
            realisasi=(Polos("baik"),),
            batas=(),
            target=(Polos("baik"),),
            capaian=(Polos("penuh"),),
        )
    )
    assert text == "Hadir: baik dari target baik, tercapai (penuh)."


def test_a_lazy_variable_is_made_only_when_printed() -> None:
    made: list[int] = []

    def buat() -> Polos:
        made.append(1)
        return Polos("x")

    tulis("bab3/sasaran", "rata_biasa", rata=Polos("y"), nama=Tunda(buat))
    assert made == []
    tulis("bab3/sasaran", "rata_biasa", rata=Tunda(buat))
    assert made == [1]


def test_merging_keeps_styles_apart() -> None:
    assert merge((Polos("a"), Polos("b"), Polos("c", tebal=True))) == (Polos("ab"), Polos("c", tebal=True))


def test_sentences_join_with_one_space_and_empty_ones_vanish() -> None:
    assert polos(gabung((Polos("A."),), (), (Polos("B."),))) == "A. B."


def test_the_first_capital_leaves_numbers_alone() -> None:
    assert polos(kapital((Angka("n1", "3"), Polos(" desa")))) == "3 desa"
    assert polos(kapital("desa")) == "Desa"


def test_gaps_and_comments_read_as_a_person_sees_them() -> None:
    gap = Lengkapi((Polos("sumber"),), (Polos("c"),))
    note = Komentar((Polos("x"),), (Polos("c"),))
    assert polos((gap, note)) == "[LENGKAPI: sumber]x"
