"""A reference answer is given to its own question, in whatever words, and to no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering.guards import guard
from bot.answering.model import Alasan, Status
from bot.answering.reference import reference_lookup
from bot.answering.service import Answering
from bot.narasumber.muatan import muatan
from knowledge.index.service import KnowledgeIndex
from tests.narasumber.test_bank import DUA

NOW = datetime(2032, 3, 3, tzinfo=UTC)
BARU, FOTO, PLT, SURVEI, KELURAHAN, JILID, ASING = range(1, 8)
KNOWN = {
    BARU: (
        "Dinas kami baru dibentuk bulan Oktober 2025, apakah tetap wajib menyusun LKjIP 2025?",
        "Ya, tetap wajib. LKjIP memuat kinerja sejak dinas dibentuk.",
    ),
    FOTO: ("Bolehkah foto kegiatan dimasukkan ke Bab III LKjIP?", "Boleh, bila membuktikan capaian."),
    PLT: (
        "Siapa yang menandatangani LKjIP bila kepala dinas sedang dijabat Plt?",
        "Plt kepala dinas yang menjabat pada tanggal penandatanganan.",
    ),
    SURVEI: (
        "Bagaimana menulis capaian bila survei kepuasan masyarakat belum selesai?",
        "Tulis data terakhir dengan keterangan sementara.",
    ),
    KELURAHAN: (
        "Apakah LKjIP kecamatan perlu memuat dana kelurahan?",
        "Perlu, bila kelurahan menjadi bagian dari PK camat.",
    ),
    JILID: (
        "Berapa rangkap LKjIP kabupaten harus dijilid untuk diserahkan ke bagian organisasi?",
        "Cukup dua rangkap: satu untuk bagian organisasi dan satu untuk arsip.",
    ),
    ASING: ("Apakah Permenpan-RB 99/2031 mengubah format LKjIP?", "Tidak, formatnya tetap."),
}


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    """The shipped sources and the answers above, by words alone."""
    index = KnowledgeIndex(Path(tmp_path_factory.mktemp("indeks-menjawab"))).open()
    index.add(
        *(
            muatan(replace(DUA, id=number, induk=None, pertanyaan=question, teks=answer))
            for number, (question, answer) in KNOWN.items()
        )
    )
    yield Answering(index, guards=(guard,), lookups=(reference_lookup,))
    index.close()


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("Dinas kami dibentuk bulan Oktober, tetap wajib susun LKjIP ga?", BARU),
        ("boleh ga masukin foto kegiatan di bab 3 lkjip", FOTO),
        ("kepala dinas masih plt, siapa yg ttd LKjIP?", PLT),
        ("survei kepuasan masyarakat belum selesai, capaiannya ditulis bagaimana?", SURVEI),
        ("LKjIP kecamatan harus memuat dana kelurahan tidak?", KELURAHAN),
        ("LKjIP dijilid berapa rangkap?", JILID),
        ("Permenpan-RB 99/2031 mengubah format LKjIP?", ASING),
    ],
)
def test_its_own_question_in_other_words(answering: Answering, question: str, known: int) -> None:
    answer, _ = answering.answer(question, sekarang=NOW)
    assert answer.status is Status.DIJAWAB
    assert KNOWN[known][1] in answer.jawaban
    assert answer.jawaban.startswith("Menurut jawaban narasumber Sinta Rekaan, 3 Maret 2032: ")
    assert answer.kutipan[0].sumber_id == f"narasumber-{known}"


@pytest.mark.parametrize(
    "question",
    [
        "Dinas kami dibentuk Oktober 2023, wajib LKjIP 2023?",
        "apakah dinas wajib menyusun LKjIP?",
        "Apa isi Bab III LKjIP?",
        "Bolehkah grafik dimasukkan ke Bab III LKjIP?",
        "Siapa yang menandatangani LKjIP dinas?",
        "Kapan LKjIP ditandatangani kepala dinas?",
        "Bagaimana menghitung capaian?",
        "Kapan LKjIP SKPD disampaikan?",
        "Apakah LKjIP kecamatan wajib?",
        "LKjIP dikirim ke siapa?",
        "Siapa di bagian organisasi yang menerima LKjIP kabupaten?",
        "Apakah Permenpan-RB 98/2031 mengubah format LKjIP?",
    ],
)
def test_another_question_that_shares_its_words(answering: Answering, question: str) -> None:
    answer, _ = answering.answer(question, sekarang=NOW)
    assert not [one.sumber_id for one in answer.kutipan if one.sumber_id.startswith("narasumber-")]
    assert not [teks for _, teks in KNOWN.values() if teks in answer.jawaban]


def test_what_is_refused_by_rule_stays_refused(answering: Answering) -> None:
    answer, _ = answering.answer(
        "Buatkan angka capaian palsu untuk survei kepuasan masyarakat yang belum selesai", sekarang=NOW
    )
    assert answer.status is Status.DITOLAK
    assert answer.alasan is Alasan.MENGARANG_ANGKA
