"""The narasumber in the chat: two people's round trip, restarts, two narasumber, roles, groups."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.antrean.butir import antrekan
from bot.store.people import Orang as Person
from bot.store.people import Peran, save_person, take_role
from bot.store.questions import SoalBaru, save
from bot.store.tables_bot import antrean, jawaban
from bot.telegram import narasumber, tanya
from bot.web.botapi import Message, Obrolan, Orang
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan
from tests.bantu.pengetahuan import siapkan_indeks

pytestmark = LOOPBACK

SOAL = "Berapa eksemplar LKjIP harus dicetak untuk arsip bagian keuangan?"
LAIN = "LKjIP dicetak berapa eksemplar untuk arsip bagian keuangan ya?"
JAWAB = "Cukup dua eksemplar LKjIP untuk arsip; peraturan tidak menentukan jumlahnya."
Buka = Callable[..., Any]


@pytest.fixture
def buka(tmp_path: Path) -> Buka:
    @asynccontextmanager
    async def opened(**setelan: Any) -> AsyncIterator[Percakapan]:
        siapkan_indeks(tmp_path / "lkjip-data")
        async with percakapan(tmp_path, topik=[tanya, narasumber], **setelan) as p:
            yield p

    return opened


async def teruskan(p: Percakapan, siapa: Orang, soal: str) -> None:
    """Ask, and pass on what is not answered well: a refusal has the button, an answer has 👎."""
    await p.kirim(siapa, soal)
    pesan = await p.balasan(siapa)
    labels = [one.label for row in pesan.tombol for one in row]
    if "👎" in labels:
        await p.tekan(siapa, pesan, "👎")
        pesan = await p.balasan(siapa, memuat="kurang")
    await p.tekan(siapa, pesan, "Teruskan ke narasumber")
    await p.balasan(siapa, memuat="antrean narasumber")


async def antre(p: Percakapan, siapa: Orang, soal: str, di: Obrolan | None = None) -> int:
    """The same without the answer in between: a refused question in the queue.  Returns its message."""
    asked = await p.kirim(siapa, "/tanpa_jawaban" if di is None else soal, di=di)
    await p.hening()
    where = di or p.dunia.pribadi(siapa)
    async with p.tulis() as unit:
        await save_person(unit.conn, Person(siapa.id, siapa.nama, baru=True), unit.now)
        row = SoalBaru(
            siapa.id, where.id, soal, "ditolak", 0.1, {}, unit.now, 5.0, message_id=asked.message_id
        )
        number = await save(unit.conn, row)
        await antrekan(unit.conn, number, soal, "ditolak", {}, unit.now)
    return asked.message_id


async def buka_butir(p: Percakapan, siapa: Orang, nomor: str = "1") -> Message:
    await p.kirim(siapa, "/antrean")
    daftar = await p.balasan(siapa, memuat="menunggu")
    await p.tekan(siapa, daftar, nomor)
    return await terkirim(p, siapa, "❓")


async def terkirim(p: Percakapan, siapa: Orang, memuat: str) -> Message:
    """The next message, as soon as the bot itself knows that it is out: only then a reply to it is known."""
    pesan = await p.balasan(siapa, memuat=memuat)
    await p.hening()
    return pesan


def test_the_narasumber_reads_why_an_answer_was_not_good(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            for name in ("Ani", "Budi"):
                person = await p.orang(name)
                await p.kirim(person, "Kapan LKjIP kabupaten disampaikan?")
                pesan = await p.balasan(person)
                await p.tekan(person, pesan, "👎")
                why = await terkirim(p, person, "Apa yang kurang")
                await p.kirim(person, "tanggalnya <b>belum</b> jelas", balas=why)
                await p.balasan(person, memuat="tersimpan")
            butir = await buka_butir(p, sinta)
            assert "jawaban dinilai kurang" in butir.teks
            assert "• tanggalnya <b>belum</b> jelas (2 orang)" in butir.teks
            assert "Ani" not in butir.teks

    jalankan(scenario())


def test_who_asked_is_told_and_the_next_person_is_answered_at_once(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani, budi, cici = [await p.orang(name) for name in ("Ani", "Budi", "Cici")]
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await teruskan(p, ani, SOAL)
            await teruskan(p, budi, LAIN)
            butir = await buka_butir(p, sinta)
            assert "2 orang bertanya" in butir.teks
            assert "Ani" not in butir.teks
            await p.kirim(sinta, JAWAB, balas=butir)
            pratinjau = await p.balasan(sinta, memuat="Pratinjau")
            assert JAWAB in pratinjau.teks
            await p.tekan(sinta, pratinjau, "Terbitkan")
            await p.berubah(pratinjau, "2 penanya diberi tahu")
            for person, soal in ((ani, SOAL), (budi, LAIN)):
                kabar = await p.balasan(person, memuat="dijawab narasumber")
                assert soal in kabar.teks
                assert "Jawaban narasumber Sinta Rekaan, " in kabar.teks
            await p.hening()
            await p.kirim(cici, "berapa eksemplar LKjIP yang perlu dicetak untuk arsip?")
            jawaban_cici = await p.balasan(cici)
            assert jawaban_cici.teks.startswith("Menurut jawaban narasumber Sinta Rekaan")
            assert JAWAB in jawaban_cici.teks

    jalankan(scenario())


def test_an_unclear_answer_comes_back_with_words_and_the_new_version_reaches_its_asker(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            await p.kirim(sinta, JAWAB, balas=await buka_butir(p, sinta))
            await p.tekan(sinta, await p.balasan(sinta, memuat="Pratinjau"), "Terbitkan")
            kabar = await p.balasan(ani, memuat="dijawab narasumber")
            await p.tekan(ani, kabar, "Belum jelas")
            await p.balasan(ani, memuat="Bagian mana")
            assert (await p.tekan(ani, kabar, "Sudah jelas")).teks == "Pilihan ini sudah dipakai."
            await p.kirim(ani, "Apakah termasuk arsip dinas?")
            await p.balasan(ani, memuat=["disampaikan", "kepada narasumber"][1])
            butir = await buka_butir(p, sinta)
            assert "Apakah termasuk arsip dinas?" in butir.teks
            assert JAWAB in butir.teks
            await p.tekan(sinta, butir, "Jawab")
            await p.balasan(sinta, memuat="Tulis jawaban")
            await p.kirim(sinta, "Ya, dua eksemplar sudah termasuk arsip dinas.")
            await p.tekan(sinta, await p.balasan(sinta, memuat="Pratinjau"), "Terbitkan")
            assert "termasuk arsip dinas" in (await p.balasan(ani, memuat="dijawab narasumber")).teks
            rows = await p.baca(select(jawaban.c.versi, jawaban.c.keadaan).order_by(jawaban.c.id))
            assert [tuple(row) for row in rows] == [(1, "diganti"), (2, "terbit")]

    jalankan(scenario())


def test_several_messages_are_one_answer_and_only_the_newest_preview_publishes(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            await p.kirim(sinta, "Bagian satu.", balas=await buka_butir(p, sinta))
            satu = await p.balasan(sinta, memuat="Bagian satu.")
            await p.kirim(sinta, "Bagian dua.")
            dua = await p.balasan(sinta, memuat="Bagian dua.")
            assert "Bagian satu." in dua.teks
            await p.hening()
            assert satu.message_id not in {one.message_id for one in p.semua(sinta)}
            await p.tekan(sinta, dua, "Tulis ulang")
            await p.balasan(sinta, memuat="teks baru")
            await p.kirim(sinta, "Hanya ini.")
            tiga = await p.balasan(sinta, memuat="Pratinjau")
            assert "Bagian" not in tiga.teks
            await p.tekan(sinta, tiga, "Batal")
            await p.berubah(tiga, "Draf dibuang")
            assert [row.keadaan for row in await p.baca(select(antrean.c.keadaan))] == ["terbuka"]

    jalankan(scenario())


def test_a_contradiction_and_a_missing_place_must_be_confirmed(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            wrong = "LKjIP kabupaten disampaikan paling lambat 6 bulan setelah tahun anggaran berakhir."
            await p.kirim(
                sinta, f"{wrong} Lihat Pasal 99 Permenpan-RB 53/2014.", balas=await buka_butir(p, sinta)
            )
            pratinjau = await p.balasan(sinta, memuat="Pratinjau")
            assert f"Anda menulis: “{wrong}”" in pratinjau.teks
            assert "3 (tiga) bulan" in pratinjau.teks
            assert "Permenpan-RB 53/2014 Pasal 99 tidak ada" in pratinjau.teks
            labels = [one.label for row in pratinjau.tombol for one in row]
            assert "✅ Terbitkan" not in labels
            await p.tekan(sinta, pratinjau, "Tetap terbitkan")
            await p.berubah(pratinjau, "Terbit.")
            (row,) = await p.baca(select(jawaban.c.rujukan))
            assert {place["hal"] for place in row.rujukan if place.get("berbeda")} == {
                "besaran",
                "tidak-ada",
            }

    jalankan(scenario())


def test_a_draft_and_a_committed_answer_survive_a_restart(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani, cici = await p.orang("Ani"), await p.orang("Cici")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await teruskan(p, ani, SOAL)
            await p.kirim(sinta, JAWAB, balas=await buka_butir(p, sinta))
            pratinjau = await p.balasan(sinta, memuat="Pratinjau")
            await p.mulai_ulang()
            await p.tekan(sinta, pratinjau, "Terbitkan")
            await p.balasan(ani, memuat="dijawab narasumber")
            await p.hening()
            # As after a kill between commit and index: the row is there, the index does not have it.
            (row,) = await p.baca(select(jawaban.c.sumber_id))
            p.app.knowledge.remove(row.sumber_id)
            await p.mulai_ulang()
            await p.dunia.tunggu(
                lambda: p.app.knowledge.source(row.sumber_id), batas_s=15, apa="the answer in the index"
            )
            await p.kirim(cici, LAIN)
            assert JAWAB in (await p.balasan(cici)).teks

    jalankan(scenario())


def test_two_narasumber_at_once_on_one_item(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            tari = await p.orang("Tari Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            previews = {}
            for person, text in ((sinta, JAWAB), (tari, "Tiga eksemplar.")):
                await p.kirim(person, text, balas=await buka_butir(p, person))
                previews[person.id] = await p.balasan(person, memuat="Pratinjau")
            assert "Sinta Rekaan juga sedang menulis" in previews[tari.id].teks
            await p.tekan(sinta, previews[sinta.id], "Terbitkan")
            await p.balasan(ani, memuat=JAWAB)
            await p.tekan(tari, previews[tari.id], "Terbitkan")
            ulang = await p.berubah(previews[tari.id], "baru saja dijawab")
            assert JAWAB in ulang.teks
            await p.tekan(tari, ulang, "Ganti dengan jawaban saya")
            await p.berubah(ulang, "Terbit.")
            await p.hening()
            told = [one for one in p.semua(ani) if "dijawab narasumber" in one.teks]
            assert len(told) == 1
            rows = await p.baca(select(jawaban.c.narasumber, jawaban.c.keadaan).order_by(jawaban.c.versi))
            assert [tuple(row) for row in rows] == [("Sinta Rekaan", "diganti"), ("Tari Rekaan", "terbit")]

    jalankan(scenario())


def test_a_second_narasumber_gives_back_with_a_note_then_approves(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka(persetujuan_kedua=True) as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            await p.kirim(sinta, JAWAB, balas=await buka_butir(p, sinta))
            pratinjau = await p.balasan(sinta, memuat="Pratinjau")
            alone = await p.tekan(sinta, pratinjau, "Kirim untuk disetujui")
            assert "Belum ada narasumber lain" in (alone.teks or "")
            tari = await p.orang("Tari Rekaan", peran=Peran.NARASUMBER)
            await p.kirim(tari, "/antrean")
            await p.balasan(tari)
            await p.tekan(sinta, pratinjau, "Kirim untuk disetujui")
            minta = await p.balasan(tari, memuat="meminta persetujuan")
            await p.tekan(tari, minta, "Kembalikan")
            await p.balasan(tari, memuat="diperbaiki")
            await p.kirim(tari, "Sebutkan dasarnya.")
            kembali = await p.balasan(sinta, memuat="Sebutkan dasarnya.")
            await p.tekan(sinta, kembali, "Lanjutkan draf")
            await p.balasan(sinta, memuat="Pratinjau")
            await p.kirim(sinta, "Peraturan tidak mengaturnya.")
            lagi = await p.balasan(sinta, memuat="tidak mengaturnya")
            await p.tekan(sinta, lagi, "Kirim untuk disetujui")
            await p.tekan(tari, await p.balasan(tari, memuat="meminta persetujuan"), "Setujui")
            await p.balasan(sinta, memuat="disetujui dan terbit")
            await p.balasan(ani, memuat="tidak mengaturnya")

    jalankan(scenario())


def test_the_queue_is_for_narasumber_also_after_the_role_is_gone(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            for command in ("/antrean", "/bank", "/jawaban_saya"):
                await p.kirim(ani, command)
                await p.balasan(ani, memuat="Perintah ini untuk narasumber")
            await antre(p, ani, SOAL)
            butir = await buka_butir(p, sinta)
            await p.tekan(sinta, butir, "Jawab")
            await p.balasan(sinta, memuat="Tulis jawaban")
            async with p.tulis() as unit:
                await take_role(unit.conn, sinta.id, Peran.NARASUMBER)
            assert (await p.tekan(sinta, butir, "Abaikan")).peringatan
            await p.kirim(sinta, "Dua.", balas=butir)
            await p.balasan(sinta, memuat="untuk narasumber")
            await p.kirim(sinta, "Dua.")
            await p.balasan(sinta, memuat="untuk narasumber")
            assert await p.baca(select(jawaban.c.id)) == []

    jalankan(scenario())


def test_put_aside_and_taken_back_skipped_and_shown_again(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await p.kirim(sinta, "/antrean")
            await p.balasan(sinta, memuat="Tidak ada pertanyaan yang menunggu.")
            await antre(p, ani, SOAL)
            butir = await buka_butir(p, sinta)
            assert (await p.tekan(sinta, butir, "Lewati")).teks == "Tidak ada pertanyaan lain yang menunggu."
            await p.tekan(sinta, butir, "Abaikan")
            aside = await p.berubah(butir, "Diabaikan")
            assert [row.keadaan for row in await p.baca(select(antrean.c.keadaan))] == ["diabaikan"]
            await p.tekan(sinta, aside, "Urungkan")
            await p.berubah(butir, "orang bertanya")
            await antre(p, ani, "Siapa yang menyimpan kunci lemari arsip LKjIP?")
            lagi = await buka_butir(p, sinta)
            await p.tekan(sinta, lagi, "Lewati")
            lain = await p.balasan(sinta, memuat="❓")
            assert lain.teks.split("\n")[0] != lagi.teks.split("\n")[0]
            await p.hening()
            assert lagi.message_id not in {one.message_id for one in p.semua(sinta)}

    jalankan(scenario())


def test_items_are_joined_and_separated_by_hand(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await antre(p, ani, SOAL)
            await antre(p, budi, "Jumlah eksemplar LKjIP yang dicetak untuk bagian keuangan?")
            butir = await buka_butir(p, sinta, "2")
            await p.tekan(sinta, butir, "Gabungkan")
            await p.tekan(sinta, await p.balasan(sinta, memuat="Gabungkan dengan"), SOAL[:20])
            satu = await p.balasan(sinta, memuat="2 orang bertanya")
            await p.hening()
            assert butir.message_id not in {one.message_id for one in p.semua(sinta)}
            assert len(await p.baca(select(antrean.c.id))) == 1
            await p.tekan(sinta, satu, "Pisahkan")
            await p.tekan(sinta, await p.balasan(sinta, memuat="Rumusan mana"), "Jumlah eksemplar")
            await p.balasan(sinta, memuat="1 orang bertanya")
            assert len(await p.baca(select(antrean.c.id))) == 2

    jalankan(scenario())


def test_own_answers_are_renewed_and_withdrawn_and_the_bank_is_sent(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            await p.kirim(sinta, "/bank")
            await p.balasan(sinta, memuat="masih kosong")
            await antre(p, ani, SOAL)
            await p.kirim(sinta, JAWAB, balas=await buka_butir(p, sinta))
            pratinjau = await p.balasan(sinta, memuat="Pratinjau")
            await p.tekan(sinta, pratinjau, "Nama pada kutipan")
            await p.balasan(sinta, memuat="Kirim nama")
            await p.kirim(sinta, "Dr. Sinta Rekaan, M.Si.")
            await p.tekan(sinta, await p.balasan(sinta, memuat="dikutip sebagai"), "Lanjutkan")
            pratinjau = await p.balasan(sinta, memuat="Jawaban narasumber Dr. Sinta Rekaan, M.Si.")
            await p.tekan(sinta, pratinjau, "Terbitkan")
            await p.balasan(ani, memuat="Dr. Sinta Rekaan, M.Si.")
            await p.kirim(sinta, "/jawaban_saya")
            daftar = await p.balasan(sinta, memuat="1 terbit")
            await p.tekan(sinta, daftar, SOAL[:20])
            lihat = await p.balasan(sinta, memuat="Versi 1, berlaku.")
            await p.tekan(sinta, lihat, "Perbarui")
            await p.balasan(sinta, memuat="teks baru")
            await p.kirim(sinta, "Satu eksemplar saja.")
            baru = await p.balasan(sinta, memuat="Pratinjau")
            assert JAWAB not in baru.teks
            await p.tekan(sinta, baru, "Terbitkan")
            await p.berubah(baru, "Tidak ada penanya yang perlu diberi tahu")
            await p.kirim(sinta, "/bank")
            word = await p.balasan(sinta, memuat="1 jawaban berlaku, 2 versi")
            sheet = await p.balasan(sinta, memuat="tabel")
            assert p.isi(word)[:2] == p.isi(sheet)[:2] == b"PK"
            await p.kirim(sinta, "/jawaban_saya")
            await p.tekan(sinta, await p.balasan(sinta, memuat="1 terbit"), SOAL[:20])
            await p.tekan(sinta, await p.balasan(sinta, memuat="Versi 2, berlaku."), "Tarik")
            await p.tekan(sinta, await p.balasan(sinta, memuat="Tarik jawaban ini?"), "Ya, tarik")
            await p.balasan(sinta, memuat="Jawaban ditarik.")
            await p.hening()
            assert not [s for s in p.app.knowledge.sources() if s.id.startswith("narasumber-")]

    jalankan(scenario())


def test_in_a_group_the_answer_comes_under_the_question(buka: Buka) -> None:
    async def scenario() -> None:
        async with buka() as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            grup = await p.grup("Kelas Rekaan", ani, budi)
            asked = await antre(p, ani, SOAL, di=grup)
            await p.kirim(sinta, JAWAB, balas=await buka_butir(p, sinta))
            await p.tekan(sinta, await p.balasan(sinta, memuat="Pratinjau"), "Terbitkan")
            kabar = await p.balasan(grup, memuat="dijawab narasumber")
            await p.hening()
            assert kabar.balas == asked
            assert (await p.tekan(budi, kabar, "Belum jelas")).teks
            assert [row.keadaan for row in await p.baca(select(antrean.c.keadaan))] == ["terjawab"]
            await p.tekan(ani, kabar, "Belum jelas")
            assert [row.keadaan for row in await p.baca(select(antrean.c.keadaan))] == ["terbuka"]
            await p.kirim(ani, "Yang untuk dinas?", di=grup, balas=kabar)
            await p.balasan(grup, memuat="kepada narasumber")
            (row,) = await p.baca(select(antrean.c.petunjuk))
            assert row.petunjuk["belum_jelas"] == ["Yang untuk dinas?"]

    jalankan(scenario())
