"""Bad days of Telegram, of the network and of our process: everything is delivered, once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.chat.message import Lampiran, Tombol
from bot.chat.unit import Units
from bot.store import outbox as rows
from bot.store.tables_bot import inbox
from bot.telegram.rates import Batas
from bot.web.botapi import Obrolan
from tests.bantu.botapi import LOOPBACK, jalankan
from tests.telegram.kantor import Kantor, kantor

pytestmark = LOOPBACK
TOMBOL = ((Tombol("Rinci", kode="x1"),),)


def _other_chat(k: Kantor, nama: str = "Budi") -> Obrolan:
    person = k.dunia.tambah_orang(nama)
    chat = k.dunia.pribadi(person)
    k.dunia.kirim_teks(person, chat, "halo")
    k.dunia.antrean.buang()
    return chat


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again soon."""
    monkeypatch.setattr("bot.telegram.delivery.pause_s", lambda tries: 0.02 * tries)
    monkeypatch.setattr("bot.telegram.sender.PERIKSA_S", 0.05)


# --- Telegram says wait, or breaks ---


def test_a_flooded_chat_waits_as_told_and_others_do_not(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            other = _other_chat(k)
            k.dunia.gangguan.terlalu_banyak(2, obrolan=k.obrolan.id)
            flooded = [await k.kirim(str(number)) for number in range(3)]
            free = [await k.kirim(str(number), other.id) for number in range(5)]
            await k.mulai()
            for one in free:
                await k.sampai(one)
            assert (await k.baris(flooded[0])).keadaan == "siap"
            assert k.teks() == []
            await k.sampai(flooded[-1])
            assert k.teks() == ["0", "1", "2"]
            first = await k.baris(flooded[0])
            assert first.terkirim - first.dibuat >= timedelta(seconds=2)

    jalankan(scenario())


@pytest.mark.parametrize("kode", [500, 502, 504])
def test_a_broken_server_is_tried_again_and_nothing_is_sent_twice(tmp_path: Path, kode: int) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            k.dunia.gangguan.galat_server(kode, metode="sendMessage", kali=2)
            k.dunia.gangguan.galat_server(kode, metode="sendMessage", sesudah=True, lewati=1)
            ids = [await k.kirim(str(number)) for number in range(3)]
            await k.mulai()
            for one in ids:
                await k.sampai(one)
            assert k.teks() == ["0", "1", "2"]

    jalankan(scenario())


@pytest.mark.parametrize("sesudah", [False, True])
def test_a_connection_that_drops_before_or_after_the_call_delivers_once(
    tmp_path: Path, basis: str | None, sesudah: bool
) -> None:
    async def scenario() -> None:
        (tmp_path / "draf.docx").write_bytes(b"PK")
        async with kantor(tmp_path, basis) as k:
            await _note_incoming(k)
            k.dunia.gangguan.putus(sesudah=sesudah, metode="sendMessage", kali=2)
            k.dunia.gangguan.putus(sesudah=sesudah, metode="sendDocument")
            ids = [
                await k.kirim("satu", tombol=TOMBOL),
                await k.kirim("dua"),
                await k.kirim("draf", lampiran=Lampiran("draf.docx", "draf.docx")),
                await k.kirim("tulis", minta_balasan="Nama"),
            ]
            await k.mulai()
            found = [await k.sampai(one) for one in ids]
            assert k.teks() == ["satu", "dua", "draf", "tulis"]
            assert [row.message_id for row in found] == [one.message_id for one in k.pesan()]

    jalankan(scenario())


def test_a_message_with_a_reply_field_that_arrived_is_found(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            k.dunia.gangguan.putus(sesudah=True, metode="sendMessage")
            await _note_incoming(k)
            row_id = await k.kirim("tulis", minta_balasan="Nama")
            await k.mulai()
            await k.sampai(row_id)
            assert k.teks() == ["tulis"]

    jalankan(scenario())


async def _note_incoming(k: Kantor) -> None:
    """What the inbox knows of the messages that people wrote."""
    now = k.units.jam()
    async with k.units.store.write() as conn:
        for chat in k.dunia.ruang.values():
            for one in chat.pesan.values():
                if not one.dari_bot:
                    values = {
                        "update_id": one.message_id,
                        "kunci": "o1",
                        "isi": {},
                        "diterima": now,
                        "keadaan": "selesai",
                        "chat_id": chat.obrolan.id,
                        "message_id": one.message_id,
                    }
                    await conn.execute(insert(inbox).values(**values))


def test_a_long_message_goes_on_with_the_part_that_is_missing(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        text = " ".join(f"kata{number}" for number in range(1800))
        async with kantor(tmp_path, basis) as k:
            k.dunia.gangguan.putus(sesudah=True, metode="sendMessage", lewati=1)
            k.dunia.gangguan.putus(sesudah=False, metode="sendMessage", lewati=1)
            row_id = await k.kirim(text, tombol=TOMBOL)
            await k.mulai()
            await k.sampai(row_id)
            assert len(k.pesan()) == 4
            assert " ".join(k.teks()).split() == text.split()
            assert [bool(one.tombol) for one in k.pesan()] == [False, False, False, True]

    jalankan(scenario())


def test_a_message_is_given_up_after_a_day_only(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            k.dunia.gangguan.galat_server(502, metode="sendMessage", kali=None)
            row_id = await k.kirim("satu")
            await k.mulai()
            await k.sampai(row_id, "dikirim")
            await asyncio.sleep(0.2)
            assert (await k.baris(row_id)).keadaan == "dikirim"
            long_ago = k.units.jam() - timedelta(hours=25)
            await k.ubah(row_id, dibuat=long_ago, sewa_sampai=long_ago)
            k.units.lonceng.bunyi()
            assert "Bad Gateway" in (await k.sampai(row_id, "gagal")).galat

    jalankan(scenario())


# --- our process dies ---


def test_a_commit_without_a_sender_is_delivered_by_the_next_process(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            row_id = await k.kirim("satu")
            await k.mulai()
            await k.sampai(row_id)
            assert k.teks() == ["satu"]

    jalankan(scenario())


@pytest.mark.parametrize("arrived", [False, True])
def test_a_process_that_dies_while_sending_delivers_once(
    tmp_path: Path, basis: str | None, arrived: bool
) -> None:
    """The answer of Telegram is on its way (or the request is) when the process is killed."""

    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            first = await k.kirim("nol")
            await k.mulai()
            await k.sampai(first)
            if arrived:
                k.dunia.gangguan.lambat(5, metode="sendMessage")
            else:
                k.dunia.gangguan.putus(sesudah=False, metode="sendMessage")
            row_id = await k.kirim("satu", tombol=TOMBOL)
            following = await k.kirim("dua")
            await k.sampai(row_id, "dikirim")
            if arrived:
                async with asyncio.timeout(10):
                    while len(k.pesan()) < 2:
                        await asyncio.sleep(0.01)
            await k.mati()
            k.dunia.gangguan.hapus()
            _other_chat(k, "Cici")
            await _lease_ends(k)
            await k.mulai("dua")
            await k.sampai(following)
            assert k.teks() == ["nol", "satu", "dua"]
            assert (await k.baris(row_id)).message_id == k.pesan()[1].message_id

    jalankan(scenario())


async def _lease_ends(k: Kantor) -> None:
    for row in await k.semua_baris():
        if row.keadaan == "dikirim":
            await k.ubah(row.id, sewa_sampai=k.units.jam() - timedelta(seconds=1))


def test_a_doubtful_message_among_those_of_others_is_found(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            others = [_other_chat(k, f"Orang {number}") for number in range(12)]
            await _note_incoming(k)
            k.dunia.gangguan.lambat(5, metode="sendMessage", kali=None)
            for chat in (*others, k.obrolan):
                await k.kirim("jawaban", chat.id, tombol=TOMBOL)
            await k.mulai()
            async with asyncio.timeout(10):
                while not all(k.pesan(chat) for chat in (*others, k.obrolan)):
                    await asyncio.sleep(0.01)
            await k.mati()
            k.dunia.gangguan.hapus()
            await _lease_ends(k)
            await k.mulai("dua")
            for row in await k.semua_baris():
                await k.sampai(row.id)
            assert [k.teks(chat) for chat in (*others, k.obrolan)] == [["jawaban"]] * 13

    jalankan(scenario())


def test_looking_changes_no_other_message(tmp_path: Path) -> None:
    """A doubtful message without buttons never takes those of another one away."""

    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            first = await k.kirim("pilih", tombol=TOMBOL)
            await k.mulai()
            await k.sampai(first)
            k.dunia.gangguan.putus(sesudah=False, metode="sendMessage")
            second = await k.kirim("tanpa tombol")
            await k.sampai(second)
            assert [bool(one.tombol) for one in k.pesan()] == [True, False]
            assert k.pesan()[0].revisi == 0

    jalankan(scenario())


def test_two_processes_share_the_outbox_and_each_message_goes_out_once(tmp_path: Path, postgres: str) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, postgres) as k:
            chats = [_other_chat(k, f"Orang {number}") for number in range(6)]
            await k.mulai("satu")
            first = k.sender, k.task
            second = Units(k.units.store)
            await k.mulai("dua", second)
            ids = []
            for number in range(10):
                ids += [await k.kirim(str(number), chat.id) for chat in chats]
                second.lonceng.bunyi()
            for one in ids:
                await k.sampai(one)
            assert [k.teks(chat) for chat in chats] == [[str(number) for number in range(10)]] * 6
            workers = {row.pekerja for row in await k.semua_baris()}
            await k.berhenti()
            k.sender, k.task = first
            assert workers == {"satu", "dua"}

    jalankan(scenario())


def test_a_lease_is_taken_over_when_it_ends_and_not_before(tmp_path: Path, postgres: str) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, postgres) as k:
            row_id = await k.kirim("satu")
            now = k.units.jam()
            async with k.units.store.write() as conn:
                assert len(await rows.claim(conn, "satu", now)) == 1
            async with k.units.store.write() as conn:
                assert await rows.claim(conn, "dua", now + rows.SEWA) == ()
            async with k.units.store.write() as conn:
                (taken,) = await rows.claim(conn, "dua", now + rows.SEWA + timedelta(seconds=1))
                assert taken.ragu
            async with k.units.store.write() as conn:
                done = rows.Hasil(row_id, rows.Keadaan.TERKIRIM, message_id=5)
                await rows.settle(conn, [done], "satu", now)
            assert (await k.baris(row_id)).keadaan == "dikirim"

    jalankan(scenario())


def test_closing_delivers_what_waits_and_leaves_nothing_in_doubt(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, basis) as k:
            await k.mulai()
            ids = [await k.kirim(str(number)) for number in range(20)]
            await k.berhenti()
            assert {(await k.baris(one)).keadaan for one in ids} == {"terkirim"}

    jalankan(scenario())


def test_closing_does_not_wait_for_a_limit(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path, batas=Batas(pribadi=(0.001, 2.0))) as k:
            ids = [await k.kirim(str(number)) for number in range(5)]
            await k.mulai()
            await k.sampai(ids[1])
            await k.berhenti()
            assert [row.keadaan for row in await k.semua_baris()] == ["terkirim"] * 2 + ["siap"] * 3

    jalankan(scenario())


def test_a_database_that_fails_for_a_while_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.exc import OperationalError

    from bot.telegram import sender

    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            real, failures = rows.settle, iter([True, True])

            async def failing(*args: Any) -> None:
                if next(failures, False):
                    raise OperationalError("UPDATE outbox", {}, Exception("disk I/O error"))
                await real(*args)

            monkeypatch.setattr(rows, "settle", failing)
            monkeypatch.setattr(sender, "PERIKSA_S", 0.05)
            ids = [await k.kirim(str(number)) for number in range(3)]
            await k.mulai()
            for one in ids:
                await k.sampai(one)
            assert k.teks() == ["0", "1", "2"]

    jalankan(scenario())


def test_no_token_is_in_the_log(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with kantor(tmp_path) as k:
            k.dunia.gangguan.putus(sesudah=False, metode="sendMessage")
            k.dunia.gangguan.tolak("Bad Request: 123456789:" + "A" * 35, metode="sendMessage")
            row_id = await k.kirim("satu")
            await k.mulai()
            await k.sampai(row_id, "gagal")
            log = (tmp_path / "lkjip.log").read_text()
            assert "kirim-gagal" in log
            assert "123456789:" not in log
            assert "123456789:" not in (await k.baris(row_id)).galat

    jalankan(scenario())
