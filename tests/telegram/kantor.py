"""A sender before the local Bot API server, without the rest of the bot."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sqlalchemy import select, update

from bot.chat.message import Pesan
from bot.chat.unit import Units
from bot.log import configure_service_log
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.tables_bot import outbox
from bot.telegram.factory import build_application
from bot.telegram.rates import TANPA_BATAS, Batas
from bot.telegram.sender import Sender
from bot.web.botapi import Dunia, Message, Obrolan, Orang
from bot.web.botapi.server import server_berjalan
from tests.bantu.botapi import TOKEN


@dataclass
class Kantor:
    """A store, a world with Ani in it, and a sender that can be started and stopped."""

    folder: Path
    units: Units
    dunia: Dunia
    bot: Any
    ani: Orang
    obrolan: Obrolan
    batas: Batas
    sender: Sender | None = None
    task: asyncio.Task[None] | None = None

    async def mulai(self, pekerja: str = "satu", units: Units | None = None) -> Sender:
        self.sender = Sender(self.bot, units or self.units, self.folder, pekerja, batas=self.batas)
        self.task = asyncio.create_task(self.sender.run())
        return self.sender

    async def berhenti(self) -> None:
        """Stop in order."""
        if self.sender is not None and self.task is not None:
            await self.sender.close()
            await self.task
            self.sender = self.task = None

    async def mati(self) -> None:
        """Stop as a killed process does: what is in flight is cut off, and its result never known."""
        assert self.sender is not None
        assert self.task is not None
        for task, _ in self.sender._tasks.values():
            task.cancel()
        self.sender._closing_at = float("-inf")
        self.units.lonceng.bunyi()
        await self.task
        self.sender = self.task = None

    async def kirim(self, html: str, chat_id: int | None = None, **pilihan: Any) -> int:
        """Commit a message."""
        pesan = {one: pilihan.pop(one) for one in list(pilihan) if one in Pesan.__dataclass_fields__}
        async with self.units.unit() as unit:
            where = self.obrolan.id if chat_id is None else chat_id
            return await unit.kirim(where, Pesan(Markup(html), **pesan), **pilihan)

    async def sunting(self, kunci: str, html: str) -> None:
        async with self.units.unit() as unit:
            await unit.sunting(self.obrolan.id, kunci, Pesan(Markup(html)))

    async def baris(self, row_id: int) -> Any:
        async with self.units.store.read() as conn:
            return (await conn.execute(select(outbox).where(outbox.c.id == row_id))).one()

    async def semua_baris(self) -> list[Any]:
        async with self.units.store.read() as conn:
            return list(await conn.execute(select(outbox).order_by(outbox.c.id)))

    async def ubah(self, row_id: int, **nilai: Any) -> None:
        async with self.units.store.write() as conn:
            await conn.execute(update(outbox).where(outbox.c.id == row_id).values(**nilai))

    async def sampai(self, row_id: int, *keadaan: str, batas_s: float = 15.0) -> Any:
        """The row as soon as it is in one of these states (default: delivered)."""
        wanted = keadaan or ("terkirim",)
        async with asyncio.timeout(batas_s):
            while (row := await self.baris(row_id)).keadaan not in wanted:
                if self.task is not None and self.task.done():
                    await self.task
                await asyncio.sleep(0.01)
        return row

    def pesan(self, obrolan: Obrolan | None = None) -> list[Message]:
        """What stands in the chat, from the bot."""
        return list(self.dunia.dari_bot(obrolan or self.obrolan))

    def teks(self, obrolan: Obrolan | None = None) -> list[str]:
        return [one.teks for one in self.pesan(obrolan)]


@asynccontextmanager
async def kantor(folder: Path, basis: str | None = None, batas: Batas = TANPA_BATAS) -> AsyncIterator[Kantor]:
    """The office, its sender not yet running."""
    configure_service_log(folder / "lkjip.log")
    world = Dunia()
    ani = world.tambah_orang("Ani")
    chat = world.pribadi(ani)
    world.kirim_teks(ani, chat, "halo")
    world.antrean.buang()
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    try:
        async with server_berjalan(world, TOKEN) as address:
            application = build_application(TOKEN, address)
            async with application.bot:
                one = Kantor(folder, Units(store), world, application.bot, ani, chat, batas)
                yield one
                await one.berhenti()
    finally:
        await store.close()
