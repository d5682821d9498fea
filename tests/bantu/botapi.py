"""The local Bot API server for tests: in the loop of the test, in a thread, or in a process of its own.

A module that uses it says ``pytestmark = LOOPBACK`` (sockets are blocked otherwise).
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from bot.web.botapi import Dunia, Obrolan, Orang

if TYPE_CHECKING:
    import httpx
    from telegram import Bot
    from telegram.ext import Application

    from bot.web.botapi.klien import PintuSamping

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
"""Invented; opens only the servers of the tests."""
LOOPBACK = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]
T = TypeVar("T")


def jalankan(skenario: Coroutine[Any, Any, T], batas_s: float = 60.0) -> T:
    """Run an asynchronous test to its end, or fail after ``batas_s`` seconds."""

    async def limited() -> T:
        return await asyncio.wait_for(skenario, batas_s)

    return asyncio.run(limited())


@dataclass(slots=True)
class Mentah:
    """Raw calls of the Bot API, without python-telegram-bot."""

    alamat: str
    klien: httpx.AsyncClient
    token: str = TOKEN

    async def panggil(self, metode: str, **isi: Any) -> Any:
        """The result of a call that must go well."""
        kode, body = await self.coba(metode, **isi)
        assert kode == 200, (metode, body)
        return body["result"]

    async def coba(self, metode: str, **isi: Any) -> tuple[int, dict[str, Any]]:
        """(status, body) of a call with JSON parameters."""
        answer = await self.klien.post(f"{self.alamat}/bot{self.token}/{metode}", json=isi)
        body: dict[str, Any] = answer.json()
        return answer.status_code, body

    async def galat(self, metode: str, **isi: Any) -> str:
        """The description of a call that must be refused."""
        kode, body = await self.coba(metode, **isi)
        assert kode != 200, (metode, body)
        assert body["ok"] is False
        assert body["error_code"] == kode
        return str(body["description"])


@dataclass(slots=True)
class Meja:
    """A world with one person, its server, and a raw client: enough for most tests."""

    dunia: Dunia
    alamat: str
    mentah: Mentah
    orang: Orang
    obrolan: Obrolan


@asynccontextmanager
async def meja(dunia: Dunia | None = None, **pilihan: Any) -> AsyncIterator[Meja]:
    """A served world in which "Budi" has already written once; ``pilihan`` goes to ``Dunia``."""
    import httpx

    from bot.web.botapi.server import server_berjalan

    world = dunia or Dunia(**pilihan)
    person = world.tambah_orang("Budi", username="budi_peserta")
    chat = world.pribadi(person)
    world.kirim_teks(person, chat, "halo")
    world.antrean.buang()
    async with (
        server_berjalan(world, TOKEN) as address,
        httpx.AsyncClient(trust_env=False, timeout=30) as client,
    ):
        yield Meja(world, address, Mentah(address, client), person, chat)


@asynccontextmanager
async def bot_ptb(alamat: str, token: str = TOKEN) -> AsyncIterator[Bot]:
    """A ``telegram.Bot`` that talks to that server."""
    from telegram import Bot

    bot = Bot(token, base_url=f"{alamat}/bot", base_file_url=f"{alamat}/file/bot")
    async with bot:
        yield bot


@asynccontextmanager
async def aplikasi_ptb(
    alamat: str,
    pasang: Callable[[Application[Any, Any, Any, Any, Any, Any]], None],
    token: str = TOKEN,
    **polling: Any,
) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """A running ``Application`` that polls that server; ``pasang`` adds its handlers."""
    from telegram.ext import ApplicationBuilder

    builder = ApplicationBuilder().token(token).base_url(f"{alamat}/bot")
    application = builder.base_file_url(f"{alamat}/file/bot").build()
    pasang(application)
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(**{"timeout": 10, "bootstrap_retries": 0} | polling)
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()


@contextmanager
def botapi_proses(*pilihan: str) -> Iterator[tuple[PintuSamping, str]]:
    """The server in a process of its own: (side door, address). ``pilihan`` are its options."""
    from bot.web.botapi.klien import PintuSamping

    command = [sys.executable, "-m", "bot.web.botapi", "--token", TOKEN, *pilihan]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), "the server did not start"
            with PintuSamping(address) as door:
                yield door, address
        finally:
            process.terminate()
            process.wait(20)
