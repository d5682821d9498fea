"""Builds the bot that ``lkjip bot``, ``lkjip coba``, the tests and the bench run: one bot for all of them."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import Application, ContextTypes, Defaults

from bot.app import App
from bot.chat import texts
from bot.chat.retention import Retensi, setiap_hari
from bot.chat.unit import Units
from bot.log import configure_service_log
from bot.narasumber.penerbitan import jaga_jawaban
from bot.single import SingleProcess
from bot.store import inbox
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.telegram.dispatch import Dispatcher
from bot.telegram.handling import Aplikasi, Handling, Konteks, keep_error
from bot.telegram.intake import Intake
from bot.telegram.menu import pasang_menu
from bot.telegram.poller import Poller
from bot.telegram.rates import Batas
from bot.telegram.routing import connect
from bot.telegram.sender import Sender
from bot.telegram.services import Layanan, Pekerjaan

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.telegram.router import Router


class Mesin(Pekerjaan, Protocol):
    """What runs long work, from start to stop."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


BuatMesin = Callable[[App, Units, "ExtBot[None]", str], Mesin]
"""Builds the machine; the last argument is the name of this process."""

ZONA = ZoneInfo("Asia/Jakarta")
TUTUP_S = 5.0
"""How long the loops are given to end by themselves."""


def process_name() -> str:
    """A name for this process that no other one has, also after a restart."""
    return f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(4)}"


def build_application(token: str, api_url: str | None) -> Aplikasi:
    """PTB's application without its own intake.  ``api_url``: another Bot API server, without ``/bot``."""
    # PTB then gives durations as timedelta, and does not warn whenever Telegram asks for a pause.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    defaults = Defaults(
        parse_mode=ParseMode.HTML, tzinfo=ZONA, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    builder = (
        Application.builder()
        .token(token)
        .updater(None)
        .defaults(defaults)
        .context_types(ContextTypes(context=Konteks))
        .connection_pool_size(32)
        .pool_timeout(30)
    )
    if api_url:
        root = api_url.rstrip("/")
        builder = builder.base_url(f"{root}/bot").base_file_url(f"{root}/file/bot")
    return builder.build()


@dataclass
class Asisten:
    """The running bot.  Made by :func:`asisten`."""

    layanan: Layanan
    application: Aplikasi
    intake: Intake
    dispatcher: Dispatcher
    sender: Sender
    mesin: Mesin
    router: Router
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)
    _poller: Poller | None = None
    _menu: asyncio.Task[None] | None = None

    async def start(self, *, polling: bool) -> None:
        """Take up what an earlier process left, then listen (by polling, or by a webhook that calls
        ``intake.accept``)."""
        await self.application.initialize()
        await asyncio.to_thread(self.layanan.app.warm)
        await self.mesin.start()
        self._tasks = [
            asyncio.create_task(self.sender.run()),
            asyncio.create_task(self.dispatcher.run()),
            asyncio.create_task(jaga_jawaban(self.layanan.units, lambda: self.layanan.app.knowledge)),
            asyncio.create_task(
                setiap_hari(self.layanan.units, self.layanan.folder, Retensi.of(self.layanan.settings))
            ),
        ]
        self._menu = asyncio.create_task(pasang_menu(self.layanan, self.router))
        if polling:
            self._poller = Poller(self.application.bot, self.intake.accept_all)
            self._poller.start()

    def kekurangan(self) -> list[str]:
        """Which of its parts do not run, as sentences; empty where all do."""
        found = []
        if not self._tasks or any(task.done() for task in self._tasks):
            found.append("Pengirim atau pembagi pesan berhenti.")
        if self._poller is not None and not self._poller.running:
            found.append("Penerimaan pesan (polling) berhenti.")
        if self._poller is not None and self._poller.bertabrakan:
            found.append("Proses lain menerima pesan dengan token yang sama.")
        return found

    async def stop(self) -> None:
        """End what is in work, deliver what can be delivered at once, and let go of everything."""
        if self._poller is not None:
            await self._poller.stop()
        await self.dispatcher.close()
        await self.sender.close()
        await self.mesin.stop()
        if self._menu is not None:
            # Before the client is closed: a request that still connects would belong to nobody.
            await asyncio.wait([self._menu], timeout=TUTUP_S)
        ending = [*self._tasks, *([self._menu] if self._menu else [])]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        await self.application.shutdown()


@asynccontextmanager
async def asisten(
    app: App,
    token: str,
    api_url: str | None = None,
    *,
    polling: bool = True,
    router: Router | None = None,
    mesin: BuatMesin | None = None,
    batas: Batas | None = None,
) -> AsyncIterator[Asisten]:
    """Open the database, build every part, run, and close.  Raises LkjipError where something is missing.

    ``router`` (default: every topic), ``mesin`` (default: ``bot.jobs``) and ``batas`` (default: Telegram's)
    may be given by tests and by servers without limits.
    """
    settings = app.settings
    configure_service_log(settings.log_file)
    texts.check()
    url = settings.database_url
    database = Database(url) if url else Database.in_folder(settings.data_dir)
    store = AsyncStore(database)
    async with SingleProcess(settings.data_dir, needed=store.is_sqlite):
        await store.open()
        try:
            bot = _assemble(app, store, token, api_url, router, mesin, batas)
            if store.is_sqlite:
                # No other process can be at work on this database: nothing has to wait for leases.
                async with store.write() as conn:
                    await inbox.release(conn, bot.layanan.jam())
            try:
                await bot.start(polling=polling)
                yield bot
            finally:
                await bot.stop()
        finally:
            await store.close()


def _assemble(
    app: App,
    store: AsyncStore,
    token: str,
    api_url: str | None,
    router: Router | None,
    buat_mesin: BuatMesin | None,
    batas: Batas | None,
) -> Asisten:
    if buat_mesin is None:
        from bot.jobs import Mesin as Pabrik

        buat_mesin = Pabrik
    if router is None:
        from bot.telegram.topics import build_router

        router = build_router()
    units = Units(store)
    application = build_application(token, api_url)
    pekerja = process_name()
    mesin = buat_mesin(app, units, application.bot, pekerja)
    layanan = Layanan(app, units, application.bot, mesin, pekerja, units.jam())
    connect(application, router)
    application.add_error_handler(keep_error)
    handling = Handling(application, layanan)
    dispatcher = Dispatcher(units, pekerja, handling.handle, handling.give_up, handling.fault)
    intake = Intake(units, pekerja, dispatcher.hand_on)
    rate = app.settings.telegram_laju
    sender = Sender(
        application.bot, units, app.settings.data_dir, pekerja, batas=batas or Batas(semua=(rate, rate))
    )
    return Asisten(layanan, application, intake, dispatcher, sender, mesin, router)
