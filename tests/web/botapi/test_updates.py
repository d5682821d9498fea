"""How the bot is handed its updates: long polling with offsets, webhooks, what is allowed, what fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.web.botapi import Dunia
from bot.web.botapi.batas import Batas
from bot.web.botapi.server import layani, server_berjalan, server_di_utas
from tests.bantu.botapi import LOOPBACK, TOKEN, Mentah, botapi_proses, jalankan, meja

pytestmark = LOOPBACK


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [one["message"]["text"] for one in updates if "message" in one]


async def poll(mentah: Mentah, **given: Any) -> list[dict[str, Any]]:
    updates: list[dict[str, Any]] = await mentah.panggil("getUpdates", **given)
    return updates


def test_an_offset_acknowledges_and_without_it_updates_come_again() -> None:
    async def scenario() -> None:
        async with meja() as one:
            for text in "abc":
                one.dunia.kirim_teks(one.orang, one.obrolan, text)
            first = await poll(one.mentah, limit=2)
            assert texts(first) == ["a", "b"]
            assert texts(await poll(one.mentah)) == ["a", "b", "c"]
            numbers = [update["update_id"] for update in await poll(one.mentah)]
            assert numbers == list(range(numbers[0], numbers[0] + 3))
            assert texts(await poll(one.mentah, offset=numbers[1])) == ["b", "c"]
            assert texts(await poll(one.mentah, offset=-1)) == ["c"]
            assert await poll(one.mentah, offset=numbers[2] + 1) == []

    jalankan(scenario())


def test_a_long_poll_waits_for_an_update_and_ends_without_one() -> None:
    async def scenario() -> None:
        async with meja() as one:
            waiting = asyncio.create_task(poll(one.mentah, timeout=30))
            await asyncio.sleep(0.1)
            assert not waiting.done()
            await asyncio.to_thread(one.dunia.kirim_teks, one.orang, one.obrolan, "akhirnya")
            assert texts(await asyncio.wait_for(waiting, 10)) == ["akhirnya"]
            last = (await poll(one.mentah))[0]["update_id"]
            assert await poll(one.mentah, timeout=1, offset=last + 1) == []

    jalankan(scenario())


def test_the_server_ends_while_a_poll_waits() -> None:
    async def scenario() -> None:
        import httpx

        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            async with server_berjalan(Dunia(), TOKEN) as address:
                waiting = asyncio.create_task(poll(Mentah(address, client), timeout=50))
                await asyncio.sleep(0.1)
            assert await waiting == []

    jalankan(scenario(), 20)


def test_a_poller_that_was_killed_does_not_keep_the_next_one_out() -> None:
    async def scenario() -> None:
        async with meja() as one:
            host, port = one.alamat.removeprefix("http://").split(":")
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(f"GET /bot{TOKEN}/getUpdates?timeout=50 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            await writer.drain()
            await asyncio.sleep(0.1)
            writer.transport.abort()
            one.dunia.kirim_teks(one.orang, one.obrolan, "tidak hilang")
            await asyncio.sleep(0.1)
            assert texts(await poll(one.mentah, timeout=5)) == ["tidak hilang"]

    jalankan(scenario())


def test_only_allowed_updates_are_queued() -> None:
    async def scenario() -> None:
        async with meja() as one:
            message = one.dunia.kirim_teks(one.orang, one.obrolan, "a")
            one.dunia.reaksi(one.orang, one.obrolan, message.message_id, "👍")
            assert len(await poll(one.mentah, allowed_updates=["message", "message_reaction"])) == 1
            one.dunia.reaksi(one.orang, one.obrolan, message.message_id, "👎")
            one.dunia.sunting_teks(one.orang, one.obrolan, message.message_id, "b")
            updates = await poll(one.mentah, offset=-1)
            assert updates[0]["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]
            await poll(one.mentah, allowed_updates=[])
            one.dunia.sunting_teks(one.orang, one.obrolan, message.message_id, "c")
            assert "edited_message" in (await poll(one.mentah, offset=-1))[0]

    jalankan(scenario())


def test_a_duplicate_has_the_same_id_and_is_acknowledged_once() -> None:
    async def scenario() -> None:
        async with meja() as one:
            one.dunia.gangguan.pembaruan_ganda()
            one.dunia.kirim_teks(one.orang, one.obrolan, "dua kali")
            one.dunia.kirim_teks(one.orang, one.obrolan, "sekali")
            updates = await poll(one.mentah)
            assert texts(updates) == ["dua kali", "dua kali", "sekali"]
            assert updates[0]["update_id"] == updates[1]["update_id"]
            assert texts(await poll(one.mentah, offset=updates[1]["update_id"] + 1)) == ["sekali"]

    jalankan(scenario())


def test_an_answer_that_is_lost_brings_the_updates_again() -> None:
    async def scenario() -> None:
        import httpx

        async with meja() as one:
            one.dunia.kirim_teks(one.orang, one.obrolan, "a")
            one.dunia.gangguan.putus(sesudah=True, metode="getUpdates")
            with pytest.raises(httpx.TransportError):
                await poll(one.mentah)
            assert texts(await poll(one.mentah)) == ["a"]

    jalankan(scenario())


@asynccontextmanager
async def receiver(status: list[int]) -> AsyncIterator[tuple[str, list[tuple[str | None, str]]]]:
    """A webhook of our own that answers with these statuses, then with 200: (url, (secret, text) pairs)."""
    got: list[tuple[str | None, str]] = []

    async def take(request: Request) -> Response:
        update = await request.json()
        got.append((request.headers.get("x-telegram-bot-api-secret-token"), texts([update])[0]))
        return Response(status_code=status.pop(0) if status else 200)

    app = Starlette(routes=[Route("/kait", take, methods=["POST"])])
    async with layani(app, Dunia(), threading.Event(), 0) as address:
        yield f"{address}/kait", got


def test_a_webhook_gets_each_update_in_order_until_it_takes_it() -> None:
    async def scenario() -> None:
        async with receiver([500, 503]) as (url, got), meja() as one:
            one.dunia.kirim_teks(one.orang, one.obrolan, "a")
            one.dunia.kirim_teks(one.orang, one.obrolan, "b")
            assert await one.mentah.panggil("setWebhook", url=url, secret_token="rahasia-1") is True
            await one.dunia.tunggu(lambda: len(got) == 4)
            assert got == [("rahasia-1", text) for text in ("a", "a", "a", "b")]
            info = await one.mentah.panggil("getWebhookInfo")
            assert (info["url"], info["pending_update_count"]) == (url, 0)
            assert info["last_error_message"].startswith("Wrong response from the webhook: 503")
            told = await one.mentah.galat("getUpdates")
            assert told.startswith("Conflict: can't use getUpdates method while webhook is active")
            one.dunia.gangguan.pembaruan_ganda()
            one.dunia.kirim_teks(one.orang, one.obrolan, "c")
            await one.dunia.tunggu(lambda: len(got) == 6)
            assert [text for _, text in got[4:]] == ["c", "c"]
            await one.mentah.panggil("deleteWebhook")
            one.dunia.kirim_teks(one.orang, one.obrolan, "d")
            assert texts(await poll(one.mentah)) == ["d"]

    jalankan(scenario())


def test_a_webhook_that_is_away_is_tried_again() -> None:
    async def scenario() -> None:
        async with meja() as one:
            await one.mentah.panggil("setWebhook", url="http://127.0.0.1:9/kait", drop_pending_updates=True)
            one.dunia.kirim_teks(one.orang, one.obrolan, "a")
            await one.dunia.tunggu(lambda: one.dunia.antrean.webhook.galat is not None)
            async with receiver([]) as (url, got):
                await one.mentah.panggil("setWebhook", url=url)
                await one.dunia.tunggu(lambda: got == [(None, "a")])

    jalankan(scenario())


def test_setting_a_webhook_ends_a_poll() -> None:
    async def scenario() -> None:
        async with receiver([]) as (url, _), meja() as one:
            waiting = asyncio.create_task(one.mentah.coba("getUpdates", timeout=30))
            await asyncio.sleep(0.1)
            await one.mentah.panggil("setWebhook", url=url)
            kode, _body = await waiting
            assert kode == 409

    jalankan(scenario())


@pytest.mark.botapi_sendiri
def test_faults_by_chat_and_number_hanya_server_sendiri() -> None:
    async def scenario() -> None:
        import httpx

        async with meja() as one:
            world, mentah, chat = one.dunia, one.mentah, one.obrolan.id
            rule = world.gangguan.galat_server(503, metode="sendMessage", kali=2, lewati=1)
            kinds = [(await mentah.coba("sendMessage", chat_id=chat, text="x"))[0] for _ in range(4)]
            assert kinds == [200, 503, 503, 200]
            assert rule.kena == 2
            world.gangguan.terlalu_banyak(9, obrolan=-5, kali=None)
            assert (await mentah.coba("sendMessage", chat_id=chat, text="x"))[0] == 200
            assert (await mentah.coba("sendMessage", chat_id=-5, text="x"))[0] == 429
            world.gangguan.hapus()
            before = len(world.dari_bot(one.obrolan))
            world.gangguan.putus(sesudah=False)
            world.gangguan.putus(sesudah=True)
            for _ in range(2):
                with pytest.raises(httpx.TransportError):
                    await mentah.coba("sendMessage", chat_id=chat, text="x")
            assert len(world.dari_bot(one.obrolan)) == before + 1
            world.gangguan.galat_server(500, sesudah=True)
            assert (await mentah.coba("sendMessage", chat_id=chat, text="x"))[0] == 500
            assert len(world.dari_bot(one.obrolan)) == before + 2
            world.gangguan.lambat(0.2)
            late = asyncio.create_task(mentah.coba("sendMessage", chat_id=chat, text="x"))
            await world.tunggu(lambda: len(world.dari_bot(one.obrolan)) == before + 3)
            assert not late.done()
            assert (await late)[0] == 200
            world.gangguan.berkas_hilang()
            document = world.kirim_dokumen(one.orang, one.obrolan, "a.csv", b"1").berkas
            assert document is not None
            told = await mentah.galat("getFile", file_id=document.file_id)
            assert told == "Bad Request: wrong file_id or the file is temporarily unavailable"

    jalankan(scenario())


def test_a_server_in_a_thread() -> None:
    import httpx

    world = Dunia()
    ani = world.tambah_orang("Ani")
    with server_di_utas(world, TOKEN) as address, httpx.Client(trust_env=False) as client:
        world.kirim_teks(ani, world.pribadi(ani), "halo")
        got = client.get(f"{address}/bot{TOKEN}/getUpdates", params={"timeout": 5}).json()
        assert texts(got["result"]) == ["halo"]
        client.post(f"{address}/bot{TOKEN}/sendMessage", data={"chat_id": ani.id, "text": "ya"})
        assert [one.teks for one in world.dari_bot(world.pribadi(ani))] == ["ya"]
        with pytest.raises(OSError), server_di_utas(world, TOKEN, int(address.rpartition(":")[2])):
            pass


def test_a_server_in_a_process_with_its_side_door() -> None:
    import httpx

    with (
        botapi_proses() as (door, address),
        httpx.Client(base_url=f"{address}/bot{TOKEN}", trust_env=False) as bot,
    ):
        ani = door.tambah_orang("Ani", username="ani")
        chat = door.pribadi(ani)
        asked = door.kirim_teks(ani, chat, "halo")
        file = door.kirim_dokumen(ani, chat, "a.csv", b"\0\xff", caption="ini")
        assert file.berkas is not None
        assert door.berkas(file.berkas.file_id) == b"\0\xff"
        keys = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}
        bot.post(
            "/sendMessage",
            json={"chat_id": ani.id, "text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": keys},
        )
        answer = door.tunggu_balasan(chat, sesudah=asked)
        assert (answer.teks, answer.entitas[0].jenis) == ("a", "bold")
        pressed = door.tekan_saja(ani, chat, answer, "Ya")
        assert pressed.query_id is not None
        assert door.tekan(ani, chat, answer, "Ya", batas_s=0.01).dijawab is False
        group = door.tambah_grup("Forum", anggota=[ani], forum=True)
        assert door.tambah_topik(group, "IKU") == 2
        door.gangguan("terlalu_banyak", retry_after=4, metode="sendMessage")
        assert bot.post("/sendMessage", json={"chat_id": ani.id, "text": "x"}).status_code == 429
        assert [one.message_id for one in door.transkrip(chat)] == [1, 2, 3]
        assert door.keadaan()["antrean"] == 5
        assert door.waktu_tanggap()[0].message_id == answer.message_id
        with pytest.raises(TimeoutError):
            door.tunggu_balasan(chat, sesudah=answer, batas_s=0.01)
        with pytest.raises(ValueError, match="no button"):
            door.tekan_saja(ani, chat, answer, "Tidak")
        strange = httpx.post(
            f"{address}/_pintu/hapus_semua", headers={"Host": "jahat.example"}, json={}, trust_env=False
        )
        assert strange.status_code == 403
        door.hapus_semua()
        assert door.keadaan()["pesan"] == 0


@pytest.mark.botapi_sendiri
def test_flood_control_forgives_with_time_hanya_server_sendiri() -> None:
    now = [0.0]
    limit = Batas(aktif=True, jam=lambda: now[0])
    assert [limit.periksa(7) for _ in range(6)] == [None] * 5 + [1]
    now[0] = 1.0
    assert [limit.periksa(7), limit.periksa(7)] == [None, 1]
    now[0] = 2.0
    assert sum(limit.periksa(100 + number) is None for number in range(40)) == 30
    now[0] = 3.5
    assert limit.periksa(8) is None
    assert [limit.periksa(-7) for _ in range(21)].count(None) == 20
    now[0] = 63.6
    assert limit.periksa(-7) is None
