"""The first meeting, help by role, the sources, and what the bot cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.store.people import Peran
from bot.store.tables_bot import orang
from bot.telegram import grup, tanya, umum
from bot.telegram.router import Router
from bot.telegram.turn import Turn
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.bantu.pengetahuan import app_bersama

pytestmark = LOOPBACK


async def _tautan(turn: Turn, data: Mapping[str, Any]) -> None:
    await turn.balas("galat/gangguan", insiden=str(data["isi"]))


async def _nihil(turn: Turn) -> None:
    await turn.balas("galat/perintah-tidak-dikenal")


def peran(router: Router) -> None:
    router.start("uji", _tautan)
    router.command("antrean", _nihil, ringkas="Pertanyaan yang menunggu", peran=Peran.NARASUMBER)
    router.command("admin", _nihil, ringkas="Kelola asisten", peran=Peran.ADMIN)


TOPIK: list[Any] = [umum, tanya, grup, peran]


def test_start_greets_once_as_new_and_its_examples_are_answered(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani & Co <i>")
            await p.kirim(ani, "/start")
            pesan = await p.balasan(ani)
            assert pesan.teks.startswith("Selamat datang, Ani & Co <i>. Saya Asisten LKjIP.")
            assert "/privasi" in pesan.teks
            assert "/antrean" not in pesan.teks
            for row in pesan.tombol:
                await p.tekan(ani, pesan, row[0].label)
                answer = await p.balasan(ani)
                assert answer.teks.startswith(row[0].label)
                assert "📖" in answer.teks
            await p.kirim(ani, "/start")
            assert (await p.balasan(ani)).teks.startswith("Halo, Ani")

    jalankan(scenario())


def test_deep_links_go_to_their_topic_and_strange_ones_greet(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/start uji-AB_c-9")
            assert "AB_c-9" in (await p.balasan(ani)).teks
            for strange in ("tidakada-1", "grup", "a b c", "x" * 65, "<b>"):
                await p.kirim(ani, f"/start {strange}")
                assert "Ada yang dapat saya bantu?" in (await p.balasan(ani)).teks

    jalankan(scenario())


def test_help_and_menus_follow_the_role(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path, admin_ids="900")) as p:
            ani = await p.orang("Ani")
            nara = await p.orang("Nara", peran=Peran.NARASUMBER)
            admin = await p.orang("Admin", id=900)
            await p.kirim(admin, "/start")
            await p.balasan(admin)
            seen = {}
            for who in (ani, nara, admin):
                await p.kirim(who, "/bantuan")
                seen[who.id] = (await p.balasan(who)).teks
            assert ["/antrean" in seen[who.id] for who in (ani, nara, admin)] == [False, True, True]
            assert ["/admin" in seen[who.id] for who in (ani, nara, admin)] == [False, False, True]
            await p.kirim(ani, "/antrean")
            assert "untuk narasumber" in (await p.balasan(ani)).teks

            await p.hening()

            async def menu(**scope: Any) -> list[str]:
                from telegram import BotCommandScope

                kept = BotCommandScope.de_json(scope, p.layanan.bot)
                return [one.command for one in await p.layanan.bot.get_my_commands(scope=kept)]

            assert (await menu(type="all_private_chats"))[0] == "tanya"
            assert await menu(type="all_group_chats") == ["tanya"]
            assert "admin" not in await menu(type="all_private_chats")
            assert "admin" in await menu(type="chat", chat_id=900)

    jalankan(scenario())


def test_sources_can_be_turned_over_and_opened_in_one_message(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/referensi")
            pesan = await p.balasan(ani)
            assert "1. Permenpan-RB 53/2014 · berlaku ✅" in pesan.teks
            await p.tekan(ani, pesan, "Berikutnya")
            pesan = await p.berubah(pesan, "halaman 2 dari")
            await p.tekan(ani, pesan, "Sebelumnya")
            pesan = await p.berubah(pesan, "halaman 1 dari")
            await p.tekan(ani, pesan, "1")
            pesan = await p.berubah(pesan, "Isi yang dimuat")
            assert "Mencabut PermenPAN 29/2010 (Pasal 6" in pesan.teks
            assert "Lampiran II (" in pesan.teks
            await p.tekan(ani, pesan, "Kembali ke daftar")
            await p.berubah(pesan, "halaman 1 dari")
            assert len(p.semua(ani)) == 1

    jalankan(scenario())


def test_everything_else_gets_a_kind_sentence(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            here = p.dunia.pribadi(ani)
            for send, word in (
                (partial(p.dunia.kirim_stiker, ani, here), "stikernya"),
                (partial(p.dunia.kirim_suara, ani, here), "pesan suara"),
                (partial(p.dunia.kirim_lokasi, ani, here, -6.2, 106.8), "lokasi tidak saya perlukan"),
                (partial(p.dunia.kirim_kontak, ani, here, "0812"), "kontak tidak saya perlukan"),
            ):
                send()
                assert word in (await p.balasan(ani)).teks
            await p.kirim(ani, "/entahapa")
            assert "tidak saya kenal" in (await p.balasan(ani)).teks

    jalankan(scenario())


def test_who_blocks_the_bot_is_remembered(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/start")
            await p.balasan(ani)
            p.dunia.blokir(ani)
            await p.hening()
            assert [one.memblokir for one in await p.baca(select(orang.c.memblokir))] == [True]
            p.dunia.buka_blokir(ani)
            await p.hening()
            assert [one.memblokir for one in await p.baca(select(orang.c.memblokir))] == [False]

    jalankan(scenario())
