"""The recap: equal questions are one, each with its answer, and the Word file says all of it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from docx import Document

from bot.kelas.rekap import susun
from bot.kelas.rekap_docx import write_recap
from bot.store.classes import Angka, JawabanKelas, Kelas, SoalKelas

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
KELAS = Kelas(1, "Bimtek Uji", -100, None, 5, NOW - timedelta(days=2), NOW)
ISI = {
    "jawaban": "Paling lambat dua bulan setelah tahun anggaran berakhir.\n\n- Menteri\n- Gubernur",
    "kutipan": [
        {
            "sumber": "Permenpan-RB 53/2014",
            "letak": "Lampiran II huruf C",
            "verifikasi": "naskah-resmi",
            "status_berlaku": "berlaku",
            "keterangan_status": None,
        }
    ],
}


def soal(
    number: int,
    teks: str,
    isi: Mapping[str, Any] | None = None,
    *,
    naik: int = 0,
    turun: int = 0,
    oleh: JawabanKelas | None = None,
) -> SoalKelas:
    status = "dijawab" if isi else "ditolak"
    return SoalKelas(number, teks, status, None, isi or {}, naik, turun, NOW, not isi and oleh is None, oleh)


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_questions_that_ask_the_same_are_one_item_with_all_their_votes() -> None:
    rows = (
        soal(1, "Kapan LKjIP disampaikan?", ISI, naik=2),
        soal(2, "kapan lkjip disampaikan", ISI, turun=1),
        soal(3, "Siapa yang menandatangani perjanjian kinerja?", ISI),
    )
    rekap = susun(KELAS, Angka(5, 3, 3, 0), rows, NOW)
    assert [one.kali for one in rekap.butir] == [2, 1]
    assert (rekap.butir[0].membantu, rekap.butir[0].belum_membantu) == (2, 1)


def test_of_several_answers_the_most_frequent_stands_and_the_others_are_told_of() -> None:
    other = {"jawaban": "Tiga bulan bagi provinsi.", "kutipan": []}
    rows = (
        soal(1, "Kapan LKjIP disampaikan?", ISI),
        soal(2, "kapan lkjip disampaikan", ISI),
        soal(3, "Kapan LKjIP disampaikan?", other),
    )
    rekap = susun(KELAS, Angka(3, 3, 3, 0), rows, NOW)
    (item,) = rekap.butir
    assert item.jawaban == ISI["jawaban"]
    assert item.berbeda
    assert "tidak selalu sama" in text_of(write_recap(rekap))


def test_a_negation_or_a_number_keeps_questions_apart() -> None:
    rows = (
        soal(1, "Apakah LKjIP wajib direviu?", ISI),
        soal(2, "Apakah LKjIP tidak wajib direviu?", ISI),
        soal(3, "Apa isi Bab III LKjIP?", ISI),
        soal(4, "Apa isi Bab IV LKjIP?", ISI),
    )
    assert len(susun(KELAS, Angka(1, 4, 4, 0), rows, NOW).butir) == 4


def test_the_answer_of_a_narasumber_goes_before_ours() -> None:
    taught = JawabanKelas("Rahma Contoh", "Boleh, dengan perubahan perjanjian.", [], NOW)
    rows = (soal(1, "Apakah IKU boleh diubah?", ISI), soal(2, "Apakah IKU boleh diubah?", oleh=taught))
    (item,) = susun(KELAS, Angka(1, 2, 2, 0), rows, NOW).butir
    assert item.jawaban == "Boleh, dengan perubahan perjanjian."
    assert item.narasumber == "Rahma Contoh, 22 November 2026"
    assert not item.terbuka


def test_the_word_file_has_answers_places_counts_and_what_is_open() -> None:
    taught = JawabanKelas("Rahma Contoh", "Boleh.", [{"sumber": "Perpres 29/2014", "letak": "Pasal 18"}], NOW)
    rows = (
        soal(1, "Kapan LKjIP disampaikan?", ISI, naik=3),
        soal(2, "Apakah IKU boleh diubah?", oleh=taught),
        soal(3, "Berapa honor panitia?"),
        soal(4, "berapa honor panitia"),
    )
    text = text_of(write_recap(susun(KELAS, Angka(34, 4, 2, 2), rows, NOW)))
    for part in (
        "Bimtek Uji",
        "20 sampai 22 November 2026",
        "Kelas ditutup 22 November 2026 pukul 14.05 WIB",
        "Permenpan-RB 53/2014, Lampiran II huruf C (naskah resmi; berlaku)",
        "Dijawab narasumber Rahma Contoh, 22 November 2026",
        "Perpres 29/2014, Pasal 18",
        "Dinilai membantu 3 kali",
        "Berapa honor panitia? (2 kali)",
        "34",
    ):
        assert part in text, part


def test_a_recap_of_a_running_class_says_so_and_an_empty_one_is_a_file_too() -> None:
    running = Kelas(1, "Bimtek Uji", -100, None, 5, NOW - timedelta(hours=2))
    text = text_of(write_recap(susun(running, Angka(0, 0, 0, 0), (), NOW)))
    assert "Rekap sementara" in text
    assert "Belum ada pertanyaan yang terjawab" in text
    assert "Semua pertanyaan di kelas ini sudah terjawab" in text


def test_control_characters_of_a_question_do_not_break_the_file() -> None:
    rows = (soal(1, "Apa\x00 itu\x0b IKU\ud800?", {"jawaban": "Ukuran\x1f utama.", "kutipan": []}),)
    text = text_of(write_recap(susun(KELAS, Angka(1, 1, 1, 0), rows, NOW)))
    assert "Apa itu IKU?" in text
    assert "Ukuran utama." in text
