"""Like questions are one item; a question whose answer may be another one never joins it."""

from __future__ import annotations

import pytest

from bot.antrean.serupa import pertama, sama

SAME = [
    ("Bolehkah LKjIP ditandatangani sekretaris?", "boleh tidak LKjIP ditandatangani sekretaris"),
    ("kapan lkj dinas dikirim?", "Kapan LKjIP OPD disampaikan ya kak?"),
    (
        "Bagaimana bila target indikator berubah di tengah tahun 2025?",
        "gimana kalau target indikator berubah di tengah tahun 2025",
    ),
    ("Kalau dinas digabung, siapa yang menyusun LKjIP?", "siapa yg nyusun lkjip kalo dinas digabung"),
    ("Apakah LKjIP perlu dijilid?", "perlukah lkjip dijilid?"),
    ("Apakah LKjIP perlu dijilid?", "lkjip perlu dijilid tidak?"),
    ("Berapa rangkap LKjIP dicetak?", "LKjIP dicetak berapa rangkap?"),
    ("Berapa rangkap LKjIP harus dicetak?", "LKjIP dicetak berapa rangkap?"),
    ("Berapa rangkap LKjIP dicetak?", "  berapa   rangkap LKjIP dicetak  "),
]
DIFFERENT = [
    ("Bolehkah LKjIP ditandatangani sekretaris?", "Apakah LKjIP tidak boleh ditandatangani sekretaris?"),
    ("Apakah target boleh dinaikkan?", "Apakah target boleh diturunkan?"),
    ("kapan lkj dinas dikirim?", "kepada siapa LKj dinas dikirim?"),
    ("Apakah Permenpan-RB 53/2014 masih berlaku?", "Apakah Permenpan-RB 88/2021 masih berlaku?"),
    ("Apakah LKjIP 2023 perlu direviu?", "Apakah LKjIP 2024 perlu direviu?"),
    ("Bolehkah LKjIP dijilid?", "Wajibkah LKjIP dijilid?"),
    ("Apakah LKjIP dinas perlu direviu?", "Apakah LKjIP kabupaten perlu direviu?"),
    ("Apa isi Bab III?", "Apa isi Bab IV?"),
    ("Apa isi lampiran I huruf C?", "Apa isi lampiran I huruf D?"),
    ("Apakah inspektorat mereviu dinas?", "Apakah dinas mereviu inspektorat?"),
    ("Berapa rangkap LKjIP dicetak?", "Berapa halaman LKjIP dicetak?"),
    ("Apakah LKjIP dikirim sebelum reviu?", "Apakah LKjIP dikirim setelah reviu?"),
    ("Apakah capaian di atas 120% boleh?", "Apakah capaian di atas 150% boleh?"),
    ("Apa itu outcome?", "Apa itu output?"),
    ("Apakah tiga analisis wajib?", "Apakah empat analisis wajib?"),
    ("Bagaimana menghitung capaian bila target nol?", "Bagaimana menghitung capaian bila realisasi nol?"),
    ("Apakah triwulan I perlu dilaporkan?", "Apakah triwulan II perlu dilaporkan?"),
    ("Kapan LKjIP boleh dikirim?", "Kapan LKjIP harus dikirim?"),
    ("Apakah LKjIP harus dijilid?", "Apakah LKjIP hanya harus dijilid?"),
]
OPPOSITE = [("boleh", "tidak boleh"), ("wajib", "tidak wajib"), ("boleh", "dilarang"), ("harus", "boleh")]
SUBJECTS = [
    "LKjIP dijilid sampul keras",
    "PK ditandatangani pelaksana tugas",
    "indikator kinerja diganti di tengah tahun",
    "capaian dihitung dari data sementara",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_in_other_words_is_the_same(one: str, other: str) -> None:
    assert sama(one, other)
    assert sama(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_question_that_may_have_another_answer_is_another(one: str, other: str) -> None:
    assert not sama(one, other)
    assert not sama(other, one)


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(("one", "other"), OPPOSITE)
def test_opposite_questions_never_merge(subject: str, one: str, other: str) -> None:
    assert sama(f"Apakah {one} {subject}?", f"apakah {one} {subject}")
    assert not sama(f"Apakah {one} {subject}?", f"Apakah {other} {subject}?")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_other_numbers_years_and_regulations_never_merge(subject: str) -> None:
    for pattern in ("tahun {}", "sebanyak {} kali", "menurut Permenpan-RB {}/2014", "menurut Pasal {}"):
        texts = [f"Apakah {subject} {pattern.format(number)}?" for number in (53, 54, 2024)]
        assert [sama(texts[0], other) for other in texts] == [True, False, False]


def test_a_question_of_no_content_is_only_like_itself() -> None:
    assert sama("bagaimana ini?", "Bagaimana ini")
    assert not sama("bagaimana ini?", "kenapa begitu?")


def test_an_exact_repetition_wins_over_a_like_question() -> None:
    queue = [(1, "lkjip perlu dijilid tidak?"), (2, "Apakah LKjIP perlu dijilid?")]
    assert pertama("apakah lkjip perlu dijilid", queue) == 2
    assert pertama("Perlukah LKjIP dijilid?", queue) == 1
    assert pertama("Siapa yang mencetak LKjIP?", queue) is None


def test_a_very_long_text_is_read_in_linear_time() -> None:
    text = "apakah LKjIP boleh " + "boleh tidak, " * 40_000
    assert sama(text, text + " boleh")
