"""Updates are acknowledged when they are kept, and not before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.telegram import poller
from bot.telegram.factory import build_application
from bot.telegram.poller import Poller
from tests.bantu.botapi import LOOPBACK, TOKEN, Meja, jalankan, meja

pytestmark = LOOPBACK


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poller, "JEDA_S", 0.02)
    monkeypatch.setattr(poller, "JEDA_MAKS_S", 0.05)


class Simpanan:
    """Keeps what comes, unless it is told to fail."""

    def __init__(self) -> None:
        self.isi: list[list[Mapping[str, Any]]] = []
        self.gagal = 0

    async def __call__(self, updates: Sequence[Mapping[str, Any]]) -> None:
        if self.gagal:
            self.gagal -= 1
            raise OperationalError("INSERT", {}, Exception("database is locked"))
        self.isi.append(list(updates))

    @property
    def teks(self) -> list[str]:
        return [one["message"]["text"] for part in self.isi for one in part]

    async def sampai(self, count: int) -> None:
        async with asyncio.timeout(15):
            while len(self.teks) < count:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def berjalan(m: Meja, kept: Simpanan) -> AsyncIterator[Poller]:
    application = build_application(TOKEN, m.alamat)
    await application.initialize()
    one = Poller(application.bot, kept)
    one.start()
    try:
        yield one
    finally:
        await one.stop()
        await application.shutdown()


def test_what_is_kept_is_acknowledged_and_comes_raw() -> None:
    async def scenario() -> None:
        async with meja() as m:
            kept = Simpanan()
            async with berjalan(m, kept) as one:
                for text in ("satu", "dua"):
                    m.dunia.kirim_teks(m.orang, m.obrolan, text)
                await kept.sampai(2)
                assert one.running
            assert kept.teks == ["satu", "dua"]
            assert isinstance(kept.isi[0][0]["message"]["date"], int)
            assert m.dunia.antrean.pertama() is None, "the end acknowledges what is kept"
            again = Simpanan()
            async with berjalan(m, again):
                m.dunia.kirim_teks(m.orang, m.obrolan, "tiga")
                await again.sampai(1)
            assert again.teks == ["tiga"]

    jalankan(scenario())


def test_what_cannot_be_kept_is_asked_for_again() -> None:
    async def scenario() -> None:
        async with meja() as m:
            kept = Simpanan()
            kept.gagal = 3
            m.dunia.kirim_teks(m.orang, m.obrolan, "satu")
            async with berjalan(m, kept):
                await kept.sampai(1)
                m.dunia.kirim_teks(m.orang, m.obrolan, "dua")
                await kept.sampai(2)
            assert kept.teks == ["satu", "dua"]

    jalankan(scenario())


def test_a_webhook_of_before_is_taken_away() -> None:
    async def scenario() -> None:
        async with meja() as m:
            await m.mentah.panggil("setWebhook", url="http://127.0.0.1:9/kait")
            kept = Simpanan()
            async with berjalan(m, kept):
                m.dunia.kirim_teks(m.orang, m.obrolan, "satu")
                await kept.sampai(1)

    jalankan(scenario())


def test_a_second_process_with_the_same_token_is_noticed() -> None:
    """Telegram ends the older request; both go on, and both know."""

    async def scenario() -> None:
        async with meja() as m:
            kept = Simpanan()
            async with berjalan(m, kept) as one:
                m.dunia.kirim_teks(m.orang, m.obrolan, "satu")
                await kept.sampai(1)
                async with asyncio.timeout(15):
                    while not one.bertabrakan:
                        await m.mentah.coba("getUpdates", timeout=0)
                        await asyncio.sleep(0.02)
                async with asyncio.timeout(15):
                    while one.bertabrakan:
                        m.dunia.kirim_teks(m.orang, m.obrolan, "lagi")
                        await asyncio.sleep(0.02)

    jalankan(scenario())


@pytest.mark.parametrize("metode", ["deletewebhook", "getupdates"])
def test_a_refused_token_ends_it(metode: str) -> None:
    """At the start, and when it is taken away later: readiness tells of polling that has ended."""

    async def scenario() -> None:
        async with meja() as m:
            application = build_application(TOKEN, m.alamat)
            await application.initialize()
            m.dunia.gangguan.tolak("Unauthorized", metode=metode, kode=401)
            one = Poller(application.bot, Simpanan())
            one.start()
            async with asyncio.timeout(15):
                while one.running:
                    await asyncio.sleep(0.01)
            await one.stop()
            await application.shutdown()

    jalankan(scenario())
