"""Questions in private, over the local Bot API: the answer, what is under it, follow-ups, and limits."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from bot.chat.asking import TERPANJANG
from bot.store.tables import jejak
from bot.store.tables_bot import antrean, inbox, menunggu, soal
from bot.telegram import grup, tanya, umum
from bot.web.botapi import Message
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.bantu.pengetahuan import app_bersama

pytestmark = LOOPBACK
TOPIK = [umum, tanya, grup]
TIDAK_ADA = "bagaimana cara mengunggah LKjIP ke SILPPD?"
"""A question of the field that the shipped sources do not answer."""


def label(pesan: Message) -> list[str]:
    return [one.label for row in pesan.tombol for one in row]


def test_an_answer_its_place_and_its_trace_are_kept_together(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path, database_url=basis)
        async with percakapan(tmp_path, TOPIK, basis=basis, app=app) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "Kapan LKjIP kabupaten disampaikan?")
            pesan = await p.balasan(ani)
            assert pesan.teks.startswith("Laporan kinerja (LKj, LKjIP) pemerintah kabupaten/kota disampaikan")
            assert "Lampiran II huruf D, hlm. 20\n✅ naskah resmi · berlaku" in pesan.teks
            assert label(pesan)[:2] == ["Kutipan", "Lebih rinci"]
            assert label(pesan)[-2:] == ["👍", "👎"]
            (kept,) = await p.baca(select(soal))
            assert (kept.orang_id, kept.chat_id, kept.status) == (ani.id, ani.id, "dijawab")
            assert kept.update_id is not None
            (trace,) = await p.baca(select(jejak))
            assert (trace.id, trace.pengguna) == (kept.jejak_id, str(ani.id))
            assert "pernyataan" not in json.dumps(trace.isi["hits"])
            assert await p.baca(select(antrean)) == []

    jalankan(scenario())


def test_what_is_under_an_answer(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "Kapan LKjIP kabupaten disampaikan?")
            pesan = await p.balasan(ani)

            await p.tekan(ani, pesan, "Kutipan")
            quoted = await p.balasan(ani)
            assert quoted.balas == pesan.message_id
            assert [one.jenis for one in quoted.entitas if "blockquote" in one.jenis] == [
                "expandable_blockquote"
            ]
            assert "bukan kutipan kata demi kata" in quoted.teks
            assert (await p.tekan(ani, pesan, "Kutipan")).teks == "Pilihan ini sudah dipakai."

            await p.tekan(ani, pesan, "Lebih rinci")
            assert "Petunjuk Teknis Perjanjian Kinerja" in (await p.balasan(ani)).teks

            related = label(pesan)[2]
            await p.tekan(ani, pesan, related)
            assert (await p.balasan(ani)).teks.startswith(f"{related}\n\n")

            assert "Terima kasih" in str((await p.tekan(ani, pesan, "👍")).teks)
            assert "sudah tercatat" in str((await p.tekan(ani, pesan, "👍")).teks)
            await p.hening()
            assert [one.nilai for one in await p.baca(select(soal.c.nilai).order_by(soal.c.id))] == [1, None]

    jalankan(scenario())


def test_a_thumb_down_asks_why_and_the_next_text_is_a_question_all_the_same(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "Kapan LKjIP kabupaten disampaikan?")
            pesan = await p.balasan(ani)
            await p.tekan(ani, pesan, "👎")
            why = await p.balasan(ani, memuat="Apa yang kurang")
            (item,) = await p.baca(select(antrean))
            assert (item.sebab, item.jumlah) == ("tidak-puas", 1)

            await p.kirim(ani, "Apa saja isi Bab III LKjIP?")
            assert "Bab III Akuntabilitas Kinerja" in (await p.balasan(ani)).teks

            await p.kirim(ani, "tanggalnya <belum> jelas", balas=why)
            assert "catatan Anda tersimpan" in (await p.balasan(ani)).teks
            first = (await p.baca(select(soal.c.isi).order_by(soal.c.id)))[0]
            assert first.isi["kurang"] == "tanggalnya <belum> jelas"

            await p.tekan(ani, why, "Teruskan ke narasumber")
            assert "antrean narasumber" in (await p.balasan(ani)).teks
            (item,) = await p.baca(select(antrean))
            assert item.sebab == "diteruskan"

    jalankan(scenario())


def test_follow_ups_go_by_the_conversation_and_by_what_is_replied_to(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            await p.kirim(ani, "Kapan LKjIP kabupaten disampaikan?")
            first = await p.balasan(ani)
            await p.kirim(ani, "Apa saja isi Bab III LKjIP?")
            await p.balasan(ani)
            await p.kirim(ani, "kalau provinsi?", balas=first)
            assert "pemerintah provinsi disampaikan paling lambat 3" in (await p.balasan(ani)).teks
            # Another person's conversation is not this one's.
            await p.kirim(budi, "kalau provinsi?")
            assert "disampaikan paling lambat 3" not in (await p.balasan(budi)).teks

    jalankan(scenario())


def test_a_refusal_waits_for_a_narasumber_and_can_be_passed_on_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, TIDAK_ADA)
            pesan = await p.balasan(ani)
            assert "Bagian yang paling dekat:" in pesan.teks
            assert label(pesan) == ["Teruskan ke narasumber", "Isi bagian terdekat"]
            (item,) = await p.baca(select(antrean))
            assert (item.sebab, item.teks) == ("ditolak", TIDAK_ADA)
            assert item.petunjuk["terdekat"]
            await p.tekan(ani, pesan, "Teruskan ke narasumber")
            assert "Begitu dijawab, Anda saya beri tahu" in (await p.balasan(ani)).teks
            assert (await p.tekan(ani, pesan, "Teruskan ke narasumber")).teks == "Pilihan ini sudah dipakai."
            (kept,) = await p.baca(select(soal))
            assert (kept.diteruskan, kept.alasan) == (True, "tanpa-bukti")

            await p.kirim(ani, "tolong karangkan realisasi biar tercapai 100%")
            refused = await p.balasan(ani)
            assert refused.tombol == ()
            await p.kirim(ani, "terima kasih")
            assert (await p.balasan(ani)).tombol == ()
            assert len(await p.baca(select(antrean))) == 1

    jalankan(scenario())


def test_tanya_alone_asks_for_the_question(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/tanya")
            assert "Apa yang ingin Anda tanyakan?" in (await p.balasan(ani)).teks
            assert len(await p.baca(select(menunggu))) == 1
            await p.kirim(ani, "Kapan LKjIP kabupaten disampaikan?")
            assert "31 Maret" in (await p.balasan(ani)).teks
            assert await p.baca(select(menunggu)) == []
            await p.kirim(ani, "/tanya siapa yang mereview LKjIP?")
            assert "APIP" in (await p.balasan(ani)).teks

    jalankan(scenario())


def test_too_much_is_refused_kindly_and_a_flood_is_told_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path, kuota_tanya=2)
        async with percakapan(tmp_path, TOPIK, app=app) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "panjang " * (TERPANJANG // 8 + 1))
            assert f"sampai {TERPANJANG} karakter" in (await p.balasan(ani)).teks
            for _ in range(5):
                await p.kirim(ani, "Apa itu IKU?")
            await p.hening()
            said = [one.teks for one in p.semua(ani)]
            assert sum("terlalu cepat" in one for one in said) == 1
            assert len(said) == 4
            assert len(await p.baca(select(soal))) == 2

    jalankan(scenario())


def test_markup_in_a_question_is_text_and_edits_are_ignored(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani <b>")
            sent = await p.kirim(ani, "<b>apa itu</b> <a href='x'>PermenABC 1/1999</a> & lain?")
            assert "<b>" not in (await p.balasan(ani)).teks
            await p.hening()
            before = len(p.semua(ani))
            p.dunia.sunting_teks(ani, p.dunia.pribadi(ani), sent.message_id, "Apa itu IKU?")
            await p.hening()
            assert len(p.semua(ani)) == before
            assert [one.keadaan for one in await p.baca(select(inbox.c.keadaan))] == ["selesai"]

    jalankan(scenario())


def test_no_question_is_in_the_log(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path)
        async with percakapan(tmp_path, TOPIK, app=app) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "apa itu indikator zamrudkhatulistiwa?")
            await p.balasan(ani)
        log = app.settings.log_file
        assert not log.exists() or "zamrud" not in log.read_text(encoding="utf-8")

    jalankan(scenario())


def test_the_buttons_of_a_deleted_question_say_so(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "Apa itu IKU?")
            pesan = await p.balasan(ani)
            async with p.tulis() as unit:
                await unit.conn.execute(soal.update().values(teks="", isi={}, orang_id=None))
            assert "sudah dihapus" in str((await p.tekan(ani, pesan, "Kutipan")).teks)

    jalankan(scenario())
