"""Questions for missing essentials: only at a terminal, only what is missing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from tests.cli.helpers import lkjip

QUESTIONS = ("Nama instansi", "Tahun laporan", "makin tinggi makin baik (naik)", "Rumus capaian")


class Talk:
    """A run of ``lkjip`` at a pseudo-terminal, with the answers typed beforehand."""

    def __init__(self, *args: str | Path, answers: str) -> None:
        ours, theirs = pty.openpty()
        command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
        process = subprocess.Popen(
            [*command, *map(str, args)], stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, close_fds=True
        )
        os.close(theirs)
        os.write(ours, answers.encode())
        heard: list[bytes] = []
        listener = threading.Thread(target=self._listen, args=(ours, heard))
        listener.start()
        out, _ = process.communicate(timeout=120)
        listener.join(timeout=10)
        os.close(ours)
        self.code = process.returncode
        self.out = out.decode()
        self.asked = b"".join(heard).decode()

    @staticmethod
    def _listen(descriptor: int, heard: list[bytes]) -> None:
        try:
            while chunk := os.read(descriptor, 4096):
                heard.append(chunk)
        except OSError:
            return  # Linux answers EIO when the other end has gone


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tabel.csv"
    path.write_text(
        "No;Indikator Kinerja;Satuan;Target;Realisasi\n"
        "1;Angka kemiskinan;%;9,50;9,10\n"
        "2;Rasio belanja obat terhadap belanja alat;;3,50;3,20\n",
        encoding="utf-8",
    )
    return path


def _text(path: Path) -> str:
    return zipfile.ZipFile(path).read("word/document.xml").decode("utf-8")


def test_everything_missing_is_asked_once(table: Path, tmp_path: Path) -> None:
    talk = Talk(
        "draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik",
        answers="Dinas Rantau Elok\n2025\nturun\nkebalikan\n",
    )  # fmt: skip
    assert talk.code == 0, talk.asked
    for question in QUESTIONS:
        assert talk.asked.count(question) == 1
    text = _text(tmp_path / "d.docx")
    assert "Dinas Rantau Elok" in text
    assert "2025" in text


def test_what_is_given_is_not_asked(table: Path, tmp_path: Path) -> None:
    talk = Talk(
        "draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik", "--instansi", "Dinas X",
        "--tahun", "2025", "--arah", "rasio belanja obat=naik", "--rumus-turun", "selisih",
        answers="",
    )  # fmt: skip
    assert talk.code == 0, talk.asked
    assert not [q for q in QUESTIONS if q in talk.asked]


def test_a_wrong_answer_is_asked_again(table: Path, tmp_path: Path) -> None:
    talk = Talk(
        "draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik",
        answers="Dinas X\ntahun ini\n2025\nmiring\nnaik\n\n",
    )  # fmt: skip
    assert talk.code == 0, talk.asked
    assert "Tahun 'tahun ini' tidak sah" in talk.asked
    assert "Jawab dengan naik atau turun" in talk.asked


def test_empty_answers_leave_marked_gaps(table: Path, tmp_path: Path) -> None:
    talk = Talk("draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik", answers="\n\n\n\n")
    assert talk.code == 0, talk.asked
    assert "LENGKAPI" in _text(tmp_path / "d.docx")


def test_the_end_of_the_input_ends_the_questions(table: Path, tmp_path: Path) -> None:
    talk = Talk("draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik", answers="\x04")
    assert talk.code == 0, talk.asked


def test_without_a_terminal_nothing_is_asked(table: Path, tmp_path: Path) -> None:
    ran = lkjip("draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik")
    assert ran.code == 0, ran.err
    assert "Nama instansi belum diberikan" in ran.err
    assert "LENGKAPI" in _text(tmp_path / "d.docx")


def test_a_program_is_not_asked_even_at_a_terminal(table: Path, tmp_path: Path) -> None:
    talk = Talk("draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik", "--json", answers="")
    assert talk.code == 0, talk.asked
    assert not [q for q in QUESTIONS if q in talk.asked]


def test_an_office_named_above_the_table_is_the_default(tmp_path: Path) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text(
        "PENGUKURAN KINERJA DINAS PERTANIAN KABUPATEN RANTAU ELOK TAHUN 2025;;;;\n"
        "No;Indikator Kinerja;Satuan;Target;Realisasi\n1;Produksi padi;ton;9500;9100\n",
        encoding="utf-8",
    )
    ran = lkjip("draf", table, "-o", tmp_path / "d.docx", "--tanpa-grafik")
    assert "Dinas Pertanian Kabupaten Rantau Elok" in _text(tmp_path / "d.docx")
    assert "terbaca di" in ran.err
    assert "--instansi" in ran.err
    talk = Talk("draf", table, "-o", tmp_path / "e.docx", "--tanpa-grafik", answers="\n")
    assert "terbaca di" in talk.asked
    assert "Dinas Pertanian Kabupaten Rantau Elok" in _text(tmp_path / "e.docx")
