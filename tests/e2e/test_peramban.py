"""The actual bot on the try-out page in a real browser: ask, draft, narasumber, and what survives."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bantu.botapi import LOOPBACK
from tests.bantu.coba import coba_berjalan, folder_siap
from tests.bantu.peramban import ELEMEN, ENTER, Peramban, peramban, perlukan

pytestmark = [*LOOPBACK, pytest.mark.slow]

LAMA_S = 90.0
"""Two busy cores read a table, draw it, write a draft and turn it into PDF in this time."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_siap(tmp_path_factory.mktemp("percobaan") / "coba")


@pytest.fixture(scope="module")
def alamat(folder: Path) -> Iterator[str]:
    perlukan()
    with coba_berjalan(folder) as address:
        yield address


@pytest.fixture
def p(alamat: str, tmp_path: Path) -> Iterator[Peramban]:
    """A browser of its own for each test."""
    with peramban(unduhan=tmp_path) as window:
        window.ukuran(1100, 800)
        window.buka(alamat)
        window.satu("body[data-siap] #judul")
        yield window
        assert window.keluhan() == []


def _sebagai(p: Peramban, kunci: str) -> None:
    def click() -> bool:
        p.satu(f"[data-orang={kunci}]").klik()
        return True

    p.tunggu(click, f"the person {kunci}")
    p.satu(f"[data-orang={kunci}][aria-checked=true]")


def _tulis(p: Peramban, teks: str) -> None:
    p.satu("#tulis").ketik(teks + ENTER)
    p.satu(".pesan.milik", teks)


def _tekan(p: Peramban, label: str) -> None:
    button = p.satu(".papan button", label, batas_s=LAMA_S)
    p.jalankan("arguments[0].click()", {ELEMEN: button.id})


def _terakhir(p: Peramban) -> list[str]:
    """The number of the last message of the bot and the labels of its buttons; empty where it has none."""
    found: list[str] = p.jalankan(
        "const m = [...document.querySelectorAll('.pesan:not(.milik)')].pop();"
        "const t = m ? [...m.querySelectorAll('.papan button')].map(e => e.textContent) : [];"
        "return t.length ? [m.dataset.id, ...t] : []"
    )
    return found


def test_a_question_is_answered_with_its_quotation(p: Peramban) -> None:
    _sebagai(p, "peserta")
    _tulis(p, "Kapan LKjIP dinas disampaikan, dan kepada siapa?")
    answer = p.satu(".pesan:not(.milik) .isi", "Permenpan-RB 53/2014", batas_s=LAMA_S)
    assert "Februari" in answer.teks
    assert "Lampiran II" in answer.teks
    _tekan(p, "Kutipan")
    quote = p.satu(".pesan:not(.milik) blockquote .teks", batas_s=LAMA_S)
    p.tunggu(lambda: "Lampiran II" in p.satu(".pesan:not(.milik) .isi").teks, "the place of the quotation")
    for opener in p.semua("blockquote.lipat:not(.pendek) > button"):
        opener.klik()
        assert opener.sifat("aria-expanded") == "true"
    assert quote.teks.strip()
    p.muat_ulang()
    p.satu(".pesan.milik", "Kapan LKjIP dinas")
    p.satu(".pesan:not(.milik) blockquote")


def test_a_table_becomes_a_draft_by_buttons_alone(p: Peramban, sample: Path) -> None:
    from docx import Document

    _sebagai(p, "perencana")
    p.semua("#berkas")[0].ketik(str(sample))
    p.satu("#kirim").klik()
    p.satu(".pesan:not(.milik)", "12 indikator", batas_s=LAMA_S)
    picture = p.satu(".pesan:not(.milik) .foto img", batas_s=LAMA_S)
    assert p.tunggu(
        lambda: p.jalankan("return arguments[0].naturalWidth", {ELEMEN: picture.id}), "the picture"
    )
    asked: list[str] = []
    while "Buat draf" not in asked:

        def changed(old: list[str] = asked) -> list[str]:
            now = _terakhir(p)
            return now if now != old else []

        asked = p.tunggu(changed, "the next question", batas_s=LAMA_S)
        going_on = [label for label in asked[1:] if not label.startswith("⬅")]
        rest = [label for label in going_on if label.casefold().startswith("sisanya")]
        _tekan(p, "Buat draf" if "Buat draf" in going_on else (rest or going_on)[0])
    link = p.satu("a.dokumen", ".docx", batas_s=LAMA_S)
    name = str(link.sifat("download"))
    link.klik()
    assert p.unduhan is not None
    saved = p.unduhan / name
    p.tunggu(saved.is_file, "the download")
    text = "\n".join(one.text for one in Document(io.BytesIO(saved.read_bytes())).paragraphs)
    assert "BAB III" in text.upper()
    assert "angka tertelusur" in p.satu(".pesan:not(.milik)", "angka tertelusur").teks


def test_narasumber_answers_and_the_asker_is_told(p: Peramban) -> None:
    question = "Berapa lama dokumen SAKIP harus disimpan di kantor kecamatan?"
    _sebagai(p, "peserta")
    _tulis(p, question)
    _tekan(p, "Teruskan")
    _sebagai(p, "narasumber")
    _tulis(p, "/antrean")
    p.satu(".pesan:not(.milik)", question, batas_s=LAMA_S)
    _tekan(p, "1")
    _tekan(p, "Jawab")
    p.satu(".pesan:not(.milik)", "Tulis jawaban Anda", batas_s=LAMA_S)
    _tulis(p, "Sekurang-kurangnya lima tahun menurut jadwal retensi arsip daerah.")
    _tekan(p, "Terbitkan")
    p.satu("[data-orang=peserta] .lencana", batas_s=LAMA_S)
    _sebagai(p, "peserta")
    told = p.satu(".pesan:not(.milik)", "jadwal retensi arsip", batas_s=LAMA_S)
    assert "Pak Wira" in told.teks
    _tekan(p, "Sudah jelas")


def test_menu_of_commands_depends_on_the_role(p: Peramban) -> None:
    def commands() -> set[str]:
        p.satu("#perintah").klik()
        found = {one.teks for one in p.semua("#menu b")}
        p.satu("#perintah").klik()
        return found

    _sebagai(p, "peserta")
    _tulis(p, "/start")
    p.satu(".pesan:not(.milik)", batas_s=LAMA_S)
    p.tunggu(lambda: "/bantuan" in commands(), "the menu", batas_s=LAMA_S)
    assert "/antrean" not in commands()
    assert "/admin" not in commands()
    _sebagai(p, "narasumber")
    p.tunggu(lambda: "/antrean" in commands(), "the menu of a narasumber", batas_s=LAMA_S)


def test_the_real_database_is_not_touched(p: Peramban, folder: Path) -> None:
    """Everything of the try-out lies in its own folder, with the invented people in it."""
    with sqlite3.connect(f"file:{folder / 'lkjip.db'}?mode=ro", uri=True) as connection:
        names = {name for (name,) in connection.execute("SELECT nama FROM orang")}
    connection.close()
    assert {"Pak Wira", "Admin Demo"} <= names
    assert sorted(one.name for one in folder.parent.iterdir()) == ["coba"]
