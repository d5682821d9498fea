"""The loss test: killed without warning, again and again, the bot loses nothing and says nothing twice.

``HILANG=penuh`` runs it in full (200 people, 20 drafts, 10 kills); otherwise a part of it.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.bantu.botapi import LOOPBACK, TOKEN, botapi_proses
from tests.bantu.pengetahuan import siapkan_indeks
from tests.e2e.hilang import SOAL, hitung_basis, uji_hilang
from tests.e2e.proses_bot import ProsesBot, sampai

pytestmark = [*LOOPBACK, pytest.mark.slow]
PENUH = os.environ.get("HILANG") == "penuh"
PENANYA, PERENCANA, KALI = (200, 20, 10) if PENUH else (24, 1, 3)


def test_nothing_is_lost_or_done_twice_while_the_bot_is_killed(basis: str | None, tmp_path: Path) -> None:
    if basis or not PENUH:  # in full one of the two is killed while it makes its index, too
        siapkan_indeks(tmp_path)
    with botapi_proses() as (pintu, alamat):
        bot = ProsesBot(tmp_path, alamat, basis, kuota_tanya=1000)
        try:
            result = uji_hilang(
                pintu, bot, penanya=PENANYA, perencana=PERENCANA, kali=KALI, benih=7, batas_s=900
            )
            hitung_basis(basis or f"sqlite:///{tmp_path / 'lkjip.db'}", result)
            if PENUH:
                print(f"\n{result}")
            assert result.utuh, f"{result}\n{bot.keluaran()}"
            assert result.dibunuh == KALI
        finally:
            bot.berhenti()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_second_bot_takes_over_what_a_killed_one_had_in_work(postgres: str, tmp_path: Path) -> None:
    """Two bots behind one webhook address on one PostgreSQL; the one that is asked is killed."""
    bots: list[ProsesBot] = []
    siapkan_indeks(tmp_path)
    with botapi_proses() as (pintu, alamat):
        addresses = []
        try:
            for _ in range(2):
                port = free_port()
                addresses.append(f"http://127.0.0.1:{port}/webhook")
                bot = ProsesBot(
                    tmp_path,
                    alamat,
                    postgres,
                    web_port=port,
                    webhook_url=addresses[-1],
                    webhook_secret="rahasia-uji-0123456789",
                )
                bots.append(bot)
                bot.mulai(f"bot-{len(bots)}")
                wanted = addresses[-1]
                assert sampai(lambda: pintu.keadaan()["webhook"] == wanted, 60), bot.keluaran()  # noqa: B023
            people = [pintu.tambah_orang(f"Penanya {n}") for n in range(30)]
            chats = [pintu.pribadi(one) for one in people]
            for number, (one, chat) in enumerate(zip(people, chats, strict=True)):
                pintu.kirim_teks(one, chat, SOAL[number % len(SOAL)])
            assert sampai(lambda: any(pintu.dari_bot(chat) for chat in chats), 30, 0.01)
            bots[1].bunuh()
            # What stands before the bots sends the rest to the one that lives.
            httpx.post(
                f"{alamat}/bot{TOKEN}/setWebhook",
                json={"url": addresses[0], "secret_token": "rahasia-uji-0123456789"},
            ).raise_for_status()
            assert sampai(lambda: all(pintu.dari_bot(chat) for chat in chats), 90), bots[0].keluaran()
            time.sleep(2)
            assert [len(pintu.dari_bot(chat)) for chat in chats] == [1] * len(chats)
        finally:
            for bot in bots:
                bot.berhenti()
