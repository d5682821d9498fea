"""The bot in groups: one answer from public knowledge, merged when many ask, and only where it is allowed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert, select

from bot.chat import group_answers
from bot.chat.answers import Balasan
from bot.chat.message import Tombol
from bot.store import questions
from bot.store.people import Obrolan, group_allowed
from bot.store.tables_bot import kelas, obrolan, outbox, soal
from bot.telegram import grup, tanya, umum
from bot.telegram.grup import without_mention
from bot.web.botapi import Message
from bot.web.botapi import Obrolan as Ruang
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan
from tests.bantu.pengetahuan import app_bersama
from tests.chat.alat import BALASAN, SAAT, penyimpanan, soal_baru, tambah_orang

pytestmark = LOOPBACK
TOPIK = [umum, tanya, grup]
KAPAN = "kapan LKjIP kabupaten disampaikan?"


def label(pesan: Message) -> list[str]:
    return [one.label for row in pesan.tombol for one in row]


def said(p: Percakapan, here: Ruang) -> list[str]:
    """What the bot wrote, without the notices that it came or went."""
    return [one.teks for one in p.semua(here) if one.teks]


async def _asked(p: Percakapan) -> list[str]:
    return [one.teks for one in await p.baca(select(soal.c.teks).order_by(soal.c.id))]


def test_command_mention_and_reply_are_questions_and_everything_else_is_not(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            here = await p.grup("Bimtek", ani, budi)
            sent = await p.kirim(ani, f"/tanya {KAPAN}", di=here)
            pesan = await p.balasan(here)
            assert "31 Maret" in pesan.teks
            assert pesan.balas == sent.message_id
            assert label(pesan) == ["Kutipan", "Lebih rinci", "👍", "👎"]
            seen = p.dunia.pesan(here, sent.message_id)
            assert [sign for _, sign in seen.reaksi] == ["👀"]

            await p.hening()
            await p.kirim(budi, "kalau provinsi?", di=here, balas=pesan)
            assert "pemerintah provinsi" in (await p.balasan(here)).teks
            name = p.layanan.bot.username
            await p.kirim(budi, f"@{name} apa itu IKU?", di=here)
            await p.balasan(here)
            await p.kirim(budi, "kita mulai jam berapa?", di=here)
            await p.hening()
            assert await _asked(p) == [KAPAN, "kalau provinsi?", "apa itu IKU?"]
            assert len(p.semua(here)) == 3

    jalankan(scenario())


def test_an_answer_stays_in_its_topic_and_counts_for_the_class(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Bimtek", ani, forum=True, supergrup=True)
            topic = p.dunia.tambah_topik(here, "Tanya jawab")
            async with p.tulis() as unit:
                await unit.conn.execute(
                    insert(kelas).values(
                        nama="Satu", chat_id=here.id, thread_id=topic, narasumber_id=1, dibuka=unit.now
                    )
                )
            await p.kirim(ani, f"/tanya {KAPAN}", di=here, topik=topic)
            pesan = await p.balasan(here)
            assert pesan.topik == topic
            (kept,) = await p.baca(select(soal))
            assert (kept.thread_id, kept.kelas_id is not None) == (topic, True)

    jalankan(scenario())


def test_everybody_may_have_an_opinion_and_see_the_quotation(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            here = await p.grup("Bimtek", ani, budi)
            await p.kirim(ani, f"/tanya {KAPAN}", di=here)
            pesan = await p.balasan(here)
            assert "Terima kasih" in str((await p.tekan(budi, pesan, "👎")).teks)
            assert "Terima kasih" in str((await p.tekan(ani, pesan, "👍")).teks)
            await p.tekan(budi, pesan, "Kutipan")
            assert (await p.balasan(here)).teks.startswith("Untuk pertanyaan Ani:")
            assert (await p.tekan(ani, pesan, "Kutipan")).teks == "Pilihan ini sudah dipakai."
            await p.hening()
            assert [one.nilai for one in await p.baca(select(soal.c.nilai))] == [0]
            assert len(p.semua(here)) == 2

    jalankan(scenario())


def test_private_conversations_and_documents_never_reach_a_group(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path)
        seen: list[tuple[str, frozenset[str], int]] = []
        original = app.answer_with_trace

        def noted(question, history=(), *, scope=None):  # type: ignore[no-untyped-def]
            seen.append((question, scope.pemilik, len(history)))
            return original(question, history, scope=scope)

        app.answer_with_trace = noted  # type: ignore[method-assign]
        async with percakapan(tmp_path, TOPIK, app=app) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Bimtek", ani)
            await p.kirim(ani, KAPAN)
            await p.balasan(ani)
            await p.kirim(ani, "/tanya kalau provinsi?", di=here)
            await p.balasan(here)
            assert seen == [
                (KAPAN, frozenset({"umum", f"pengguna:{ani.id}"}), 0),
                ("kalau provinsi?", frozenset({"umum"}), 0),
            ]

    jalankan(scenario())


def test_commands_of_the_private_chat_are_pointed_there(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Bimtek", ani)
            name = p.layanan.bot.username
            await p.kirim(ani, f"/data_saya@{name}", di=here)
            pesan = await p.balasan(here)
            assert pesan.teks.startswith("/data_saya saya kerjakan di obrolan pribadi")
            assert pesan.tombol[0][0].url == f"https://t.me/{name}?start=grup"
            for other in ("/data_saya@bot_lain", "/perintahlain"):
                await p.kirim(ani, other, di=here)
            await p.kirim(ani, "/tanya", di=here)
            assert "Tulis pertanyaan di belakang perintahnya" in (await p.balasan(here)).teks
            await p.hening()
            assert len(p.semua(here)) == 2

    jalankan(scenario())


def test_an_unknown_group_is_told_whom_to_ask_and_left_and_an_admin_may_allow_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path, admin_ids="900")
        async with percakapan(tmp_path, TOPIK, app=app) as p:
            admin = await p.orang("Admin", id=900)
            await p.kirim(admin, "/start")
            await p.balasan(admin)
            ani = await p.orang("Ani")
            here = await p.grup("Asing <x>", ani, diizinkan=False)
            p.dunia.keluarkan_bot(here, ani)
            await p.hening()
            p.dunia.masukkan_bot(here, ani)
            assert "hanya boleh tinggal di grup yang diizinkan" in (await p.balasan(here)).teks
            asks = await p.balasan(admin)
            assert "grup Asing <x> oleh Ani" in asks.teks
            await p.hening()
            assert p.dunia.status_bot(p.dunia.ruang_dari(here.id)) == "left"
            assert len(said(p, here)) == 1

            await p.tekan(admin, asks, "Izinkan grup ini")
            assert "diizinkan" in (await p.balasan(admin)).teks
            p.dunia.masukkan_bot(here, ani)
            await p.balasan(here, memuat="Halo. Saya menjawab")
            await p.kirim(ani, f"/tanya {KAPAN}", di=here)
            assert "31 Maret" in (await p.balasan(here)).teks

    jalankan(scenario())


def test_a_leave_that_was_lost_is_made_up_for_without_saying_it_twice(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Asing", ani, diizinkan=False)
            async with p.tulis() as unit:
                await unit.conn.execute(obrolan.update().values(di_dalam=False))
            await p.kirim(ani, f"/tanya {KAPAN}", di=here)
            await p.hening()
            assert said(p, here) == []
            assert p.dunia.status_bot(p.dunia.ruang_dari(here.id)) == "left"
            assert await _asked(p) == []

    jalankan(scenario())


def test_a_group_is_allowed_by_who_puts_the_bot_there_or_by_the_setting(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path, admin_ids="900")) as p:
            admin = await p.orang("Admin", id=900)
            here = await p.grup("Kantor", admin, diizinkan=False)
            p.dunia.keluarkan_bot(here, admin)
            p.dunia.masukkan_bot(here, admin)
            await p.balasan(here, memuat="Halo. Saya menjawab")
            async with p.layanan.units.store.read() as conn:
                assert await group_allowed(conn, here.id)
        free = app_bersama(tmp_path / "bebas", grup_bebas=True)
        async with percakapan(tmp_path / "bebas", TOPIK, app=free) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Bebas", ani, diizinkan=False)
            await p.kirim(ani, f"/tanya {KAPAN}", di=here)
            assert "31 Maret" in (await p.balasan(here)).teks

    jalankan(scenario())


def test_the_name_of_the_bot_is_no_part_of_the_question() -> None:
    assert without_mention("@lkjip_bot, apa itu IKU?", "lkjip_bot") == "apa itu IKU?"
    assert without_mention("apa itu @LKjIP_Bot IKU?", "lkjip_bot") == "apa itu IKU?"
    assert without_mention("@lkjip_bot2 apa?", "lkjip_bot") == "@lkjip_bot2 apa?"


def _buttons(_one: Balasan, soal_id: int, nomor: int | None) -> tuple[tuple[Tombol, ...], ...]:
    return ((Tombol(f"{soal_id}-{nomor}", kode="x"),),)


def test_answers_that_pile_up_become_one_message(tmp_path: Path, basis: str | None) -> None:
    place = Obrolan(-7, "supergroup", "Bimtek", 3)
    clock = {"now": SAAT}

    async def scenario() -> None:
        async with penyimpanan(tmp_path, basis, jam=lambda: clock["now"]) as units:
            await tambah_orang(units, 1, "Ani & Co")
            await tambah_orang(units, 2, "Budi")

            async def answer(who: int, where: Obrolan = place) -> bool:
                async with units.unit() as unit:
                    new = soal_baru(who, chat_id=where.id, thread_id=where.thread_id)
                    number = await questions.save(unit.conn, new)
                    return await group_answers.sampaikan(unit, where, BALASAN, number, 55, _buttons)

            # As long as the group's minute has room, each answer is a message of its own.
            assert [await answer(1), await answer(2)] == [False, False]
            clock["now"] += timedelta(seconds=2)
            assert await answer(1) is True
            assert await answer(2, Obrolan(-7, "supergroup", "Bimtek", 4)) is False
            assert [await answer(2) for _ in range(4)] == [True, True, True, False]

            async with units.store.read() as conn:
                rows = list(await conn.execute(select(outbox).order_by(outbox.c.id)))
            assert [row.rujukan.count(",") + 1 for row in rows] == [1, 5, 1, 1]
            assert {row.jenis for row in rows} == {"pesan"}
            assert rows[0].isi["balas_ke"] == 55
            text = rows[1].isi["html"]
            assert text.startswith(
                "<b>1. Budi</b>: <i>Kapan laporan disampaikan?</i>\nSetiap tahun.\n\nKepada:"
            )
            assert "<b>2. Ani &amp; Co</b>" in text
            assert "<b>5. Budi</b>" in text
            assert [row[0]["label"] for row in rows[1].isi["tombol"]][:2] == ["2-1", "3-2"]

    jalankan(scenario())


def test_a_full_minute_merges_at_once(tmp_path: Path) -> None:
    place = Obrolan(-7, "supergroup", "Bimtek")

    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            async with units.unit() as unit:
                for n in range(group_answers.PENUH):
                    row = {"chat_id": -7, "jenis": "pesan", "isi": {}, "keadaan": "terkirim"}
                    await unit.conn.execute(
                        insert(outbox).values(**row, dibuat=SAAT, berikut=SAAT, terkirim=SAAT, message_id=n)
                    )
            found = []
            for _ in range(2):
                async with units.unit() as unit:
                    number = await questions.save(unit.conn, soal_baru(1, chat_id=-7))
                    found.append(await group_answers.sampaikan(unit, place, BALASAN, number, None, _buttons))
            assert found == [False, True]

    jalankan(scenario())
