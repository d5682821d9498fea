"""Typed answers: several messages, questions in between, wrong values, stopping and going on another day."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store.tables_bot import isian, menunggu
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.telegram import perencana as r

pytestmark = LOOPBACK


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    r.cepat(monkeypatch)


async def _sampai(p: r.Percakapan, ani: r.Orang, memuat: str) -> r.Message:
    """Skip until a question that contains something."""
    while memuat not in (question := await r.pertanyaan(p, ani)).teks:
        skip = next(one for one in r.tombol(question) if one.startswith("Lewati"))
        await p.tekan(ani, question, skip)
    return question


async def _jawaban(p: r.Percakapan) -> list[tuple[str, str | None, str | None]]:
    rows = await p.baca(select(isian.c.isi).order_by(isian.c.urutan))
    return [(row.isi["soal_id"], row.isi["kode"], row.isi["teks"]) for row in rows]


def test_a_cause_in_several_messages_reaches_the_draft(tmp_path: Path) -> None:
    """Texts are collected until "Selesai"; the draft has the words, and a second round fills gaps."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await _sampai(p, ani, "Apa penyebabnya?")
            await p.kirim(ani, "Tiga posyandu belum memiliki kader terlatih.")
            await p.balasan(ani, memuat="Tercatat")
            await p.kirim(ani, "Jadwal kunjungan terganggu banjir.")
            more = await p.balasan(ani, memuat="2 pesan")
            await p.tekan(ani, more, "Selesai")
            offer = await r.lewati_semua(p, ani)
            causes = [row for row in await _jawaban(p) if row[0].startswith("penyebab:")]
            assert [row[2] for row in causes] == [
                "Tiga posyandu belum memiliki kader terlatih.",
                "Jadwal kunjungan terganggu banjir.",
                None,
            ]
            await p.tekan(ani, offer, "Buat draf")
            made = await r.draf(p, ani)
            words = r.teks_docx(p.isi(made))
            assert "belum memiliki kader terlatih" in words
            assert "terganggu banjir" in words
            await p.tekan(ani, made, "Isi bagian yang kosong")
            before = await _jawaban(p)
            gap = await r.pertanyaan(p, ani)
            assert not any("Kembali" in one for one in r.tombol(gap))
            await p.kirim(ani, "kembali")
            await p.balasan(ani, memuat="pertanyaan yang pertama")
            assert await _jawaban(p) == before
            await p.tekan(ani, gap, "Lewati")
            offer = await r.lewati_semua(p, ani)
            await p.tekan(ani, offer, "Buat draf")
            second = await r.draf(p, ani)
            assert "versi 2" in second.teks
            assert second.berkas is not None
            assert "(versi 2)" in second.berkas.nama
            assert "terganggu banjir" in r.teks_docx(p.isi(second))

    jalankan(scenario(), 100)


def test_words_where_buttons_are_wanted(tmp_path: Path) -> None:
    """A typed label counts; other words, a wrong year and a question are met with a way on."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await r.pertanyaan(p, ani)
            await p.kirim(ani, "Apakah capaian boleh lebih dari 100?")
            asked = await p.balasan(ani, memuat="atau pertanyaan untuk saya?")
            assert r.tombol(asked) == ["Ini jawaban saya", "Ini pertanyaan untuk Anda"]
            assert await _jawaban(p) == []
            await p.tekan(ani, asked, "Ini jawaban saya")
            await r.pertanyaan(p, ani)
            assert (await _jawaban(p))[0][2] == "Apakah capaian boleh lebih dari 100?"
            await p.kirim(ani, "kembali")
            first = await r.pertanyaan(p, ani)
            assert await _jawaban(p) == []
            await p.tekan(ani, first, "Lewati")
            await _sampai(p, ani, "Kertas apa")
            await p.kirim(ani, "kertas buram")
            told = await p.balasan(ani, memuat="dijawab dengan tombol")
            assert r.tombol(told) == ["Ajukan sebagai pertanyaan"]
            await p.kirim(ani, "f4 (FOLIO)")
            await p.balasan(ani, memuat="Buat draf")
            assert (await _jawaban(p))[-1][1] == "F4"

    jalankan(scenario())


def test_stop_restart_and_go_on(tmp_path: Path) -> None:
    """/batal keeps everything; after a restart /laporan goes on at the same question."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await r.pertanyaan(p, ani)
            await p.kirim(ani, "Dinas Rawa Indah")
            waiting = await r.pertanyaan(p, ani)
            await p.kirim(ani, "/batal")
            await p.balasan(ani, memuat="/laporan")
            assert await p.baca(select(menunggu)) == []
            await p.mulai_ulang()
            await p.kirim(ani, "/laporan")
            listing = await p.balasan(ani, memuat="tanya jawab, pertanyaan 2")
            await p.tekan(ani, listing, "1.")
            detail = await p.balasan(ani, memuat="Berkas:")
            await p.tekan(ani, detail, "Lanjutkan")
            again = await r.pertanyaan(p, ani)
            assert again.teks == waiting.teks
            await p.hening()
            assert [one.teks for one in p.semua(ani)].count(waiting.teks) == 1
            await p.tekan(ani, detail, "Langsung buat draf")
            made = await r.draf(p, ani)
            assert "Dinas Rawa Indah" in r.teks_docx(p.isi(made))

    jalankan(scenario())


def test_the_caption_names_office_and_year_and_both_are_asked_back(tmp_path: Path) -> None:
    """As for remembered values: one question, one press, and both stand in the draft; what the caption says
    goes before what the file says, which is a button."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            rows = [("DINAS TERBACA KOTA CONTOH",), *r.KECIL]
            await p.berkas(ani, "a.xlsx", r.tabel(rows), caption="LKjIP Dinas Rawa Indah tahun 2024")
            question = await r.pertanyaan(p, ani)
            assert question.teks.startswith("Dinas Rawa Indah 2024")
            assert "untuk Dinas Rawa Indah, tahun 2024. Betul?" in question.teks
            assert "keterangan yang Anda tulis" in question.teks
            assert await _jawaban(p) == []
            await p.tekan(ani, question, "Ganti instansi")
            offices = await _sampai(p, ani, "Apa nama instansi")
            assert r.tombol(offices)[:2] == ["Dinas Rawa Indah", "Dinas Terbaca Kota Contoh"]
            await p.tekan(ani, offices, "Dinas Rawa Indah")
            offer = await r.lewati_semua(p, ani)
            await p.tekan(ani, offer, "Buat draf")
            words = r.teks_docx(p.isi(await r.draf(p, ani)))
            assert "Dinas Rawa Indah" in words
            assert "Terbaca" not in words

    jalankan(scenario())


def test_a_name_and_a_question_typed_where_a_name_is_to_be_confirmed(tmp_path: Path) -> None:
    """A caption within a sentence is understood; what is typed at "Betul?" is the office, but no question."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            caption = "tolong lkjip dinas rawa indah ya min 2024"
            await p.berkas(ani, "a.xlsx", r.tabel(r.KECIL), caption=caption)
            question = await r.pertanyaan(p, ani)
            assert "untuk Dinas Rawa Indah, tahun 2024. Betul?" in question.teks
            await p.kirim(ani, "bagaimana cara menghitung capaian")
            await p.balasan(ani, memuat="atau pertanyaan untuk saya?")
            assert await _jawaban(p) == []
            await p.kirim(ani, "Dinas Rawa Elok")
            offer = await r.lewati_semua(p, ani)
            assert (await _jawaban(p))[0] == ("identitas", None, "Dinas Rawa Elok")
            await p.tekan(ani, offer, "Buat draf")
            words = r.teks_docx(p.isi(await r.draf(p, ani)))
            assert "Dinas Rawa Elok" in words
            assert "Rawa Indah" not in words

    jalankan(scenario())


def test_a_year_in_the_caption_and_one_that_is_wrong(tmp_path: Path) -> None:
    """A year alone is taken at its word; a typed year that cannot be is told with an example."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            rows = [("Sasaran", "Indikator Kinerja", "Satuan", "Target", "Realisasi"), *r.KECIL[1:]]
            await p.berkas(ani, "a.xlsx", r.tabel(rows), caption="capaian 2023")
            question = await r.pertanyaan(p, ani)
            assert question.teks.startswith("capaian 2023")
            assert (await _jawaban(p))[0] == ("identitas:tahun", None, "2023")
            await r.unggah(p, ani, "b.xlsx", r.tabel(rows))
            await _sampai(p, ani, "tahun berapa")
            await p.kirim(ani, "tahun 1850")
            await p.balasan(ani, memuat="misalnya 2025")
            await p.kirim(ani, "2022")
            await p.balasan(ani, memuat="ibaca ulang", batas_s=r.LAMA_S)
            await r.pertanyaan(p, ani)

    jalankan(scenario())
