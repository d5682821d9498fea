"""What a narasumber writes against a rule is shown; what agrees, or is not regulated, is not."""

from __future__ import annotations

import pytest

from bot.narasumber.pertentangan import Hal, cari_pertentangan
from knowledge.index.service import KnowledgeIndex

DIFFERS = [
    (
        "Kapan LKjIP kabupaten disampaikan?",
        "LKjIP kabupaten disampaikan paling lambat 6 bulan setelah tahun anggaran berakhir.",
        {Hal.BESARAN},
        "3 (tiga) bulan",
    ),
    (
        "Kapan LKj SKPD disampaikan ke bupati?",
        "LKj SKPD disampaikan paling lambat lima bulan setelah TA berakhir, lihat Permenpan-RB 53/2014.",
        {Hal.BESARAN},
        "2 (dua) bulan",
    ),
    (
        "Kepada siapa LKj SKPD disampaikan?",
        "LKj SKPD disampaikan kepada Menteri PANRB.",
        {Hal.SIKAP},
        "bupati",
    ),
    ("Apakah LKj direviu?", "LKj tidak wajib direviu oleh inspektorat.", {Hal.SIKAP}, "harus direviu"),
    ("Bolehkah PK direvisi?", "Perjanjian kinerja tidak boleh direvisi.", {Hal.SIKAP}, "boleh"),
    (
        "Kapan reviu dilakukan?",
        "Reviu dilakukan setelah LKj ditandatangani pimpinan.",
        {Hal.SIKAP},
        "sebelum laporan ditandatangani",
    ),
    ("Apakah LKj SKPD wajib direviu?", "Ya, wajib.", {Hal.SIKAP}, "kementerian/lembaga/pemerintah daerah"),
]
AGREES = [
    (
        "Kapan LKjIP kabupaten disampaikan?",
        "LKjIP kabupaten disampaikan paling lambat 3 bulan setelah tahun anggaran berakhir.",
    ),
    (
        "Kapan LKj SKPD disampaikan ke bupati?",
        "LKj SKPD disampaikan kepada bupati paling lambat 2 bulan setelah tahun anggaran berakhir.",
    ),
    ("Apakah LKjIP perlu dijilid?", "Tidak ada ketentuan penjilidan. Cukup dicetak 2 rangkap."),
    ("Siapa yang mereviu LKj pemda?", "LKj pemerintah daerah direviu oleh inspektorat daerah."),
    ("Bolehkah PK direvisi?", "Ya, boleh bila ada pergantian pejabat, perubahan strategi, atau prioritas."),
    ("Kapan PK disusun?", "PK disusun paling lambat satu bulan setelah dokumen anggaran disahkan."),
    (
        "Dinas kami baru dibentuk Oktober, apakah tetap menyusun LKjIP?",
        "Ya, dinas tetap menyusun LKjIP untuk Oktober sampai Desember. Lampirkan keputusan pembentukan.",
    ),
    (
        "Bagaimana bila dua dinas digabung di tengah tahun?",
        "LKjIP disusun oleh dinas hasil penggabungan. Sampaikan kepada bupati paling lambat akhir Februari.",
    ),
    ("Berapa lama LKjIP disimpan?", "Simpan minimal 5 tahun sesuai jadwal retensi arsip daerah."),
    ("Berapa halaman LKjIP?", "Tidak ada batas. Umumnya 60 sampai 100 halaman."),
]


@pytest.mark.parametrize(("question", "answer", "kinds", "words"), DIFFERS)
def test_a_contradiction_is_shown_with_its_place(
    shipped: KnowledgeIndex, question: str, answer: str, kinds: set[Hal], words: str
) -> None:
    found = cari_pertentangan(question, answer, shipped)
    assert {one.hal for one in found} == kinds
    assert any(words in one.teks for one in found)
    assert all(one.sumber and one.letak for one in found)
    assert {one.kalimat for one in found} <= {answer}


@pytest.mark.parametrize(("question", "answer"), AGREES)
def test_an_answer_that_no_rule_speaks_against_passes_in_silence(
    shipped: KnowledgeIndex, question: str, answer: str
) -> None:
    assert cari_pertentangan(question, answer, shipped) == ()


def test_only_the_sentence_that_differs_is_named(shipped: KnowledgeIndex) -> None:
    wrong = "LKjIP kabupaten disampaikan paling lambat 6 bulan setelah tahun anggaran berakhir."
    answer = f"Cetak dua rangkap.\n{wrong} Simpan satu untuk arsip."
    found = cari_pertentangan("Bagaimana mengirim LKjIP kabupaten?", answer, shipped)
    assert {one.kalimat for one in found} == {wrong}
