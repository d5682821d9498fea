"""A database with people and questions, without Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from bot.antrean.butir import antrekan
from bot.chat.unit import Units
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.people import Orang, Peran, save_person
from bot.store.tables_bot import outbox, soal

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

AWAL = datetime(2032, 3, 3, 9, 0, tzinfo=UTC)
SINTA = Orang(900, "Sinta Rekaan", peran=frozenset({Peran.NARASUMBER}))
TARI = Orang(901, "Tari Rekaan", peran=frozenset({Peran.NARASUMBER}))


class Meja:
    """The units of a test, and a clock that the test moves."""

    def __init__(self, store: AsyncStore) -> None:
        self.kini = AWAL
        self.units = Units(store, jam=lambda: self.kini)

    def maju(self, **lama: float) -> None:
        self.kini += timedelta(**lama)

    async def tanya(
        self, orang_id: int, teks: str, *, chat_id: int | None = None, message_id: int = 1
    ) -> int:
        """A kept question; returns its id."""
        async with self.units.unit() as unit:
            await save_person(unit.conn, Orang(orang_id, f"Orang {orang_id}", baru=True), unit.now)
            row = {
                "orang_id": orang_id,
                "chat_id": chat_id or orang_id,
                "message_id": message_id,
                "teks": teks,
                "status": "ditolak",
                "keyakinan": 100,
                "isi": {},
                "waktu": unit.now,
                "waktu_ms": 5,
            }
            return int(
                (await unit.conn.execute(insert(soal).values(**row).returning(soal.c.id))).scalar_one()
            )

    async def antre(self, orang_id: int, teks: str, sebab: str = "ditolak", **isi: Any) -> int:
        """Ask and put into the queue; returns the item."""
        number = await self.tanya(orang_id, teks)
        async with self.units.unit() as unit:
            return await antrekan(unit.conn, number, teks, sebab, isi, unit.now)

    async def pesan(self, chat_id: int) -> list[str]:
        """What was said in a chat, as HTML."""
        async with self.units.store.read() as conn:
            rows = await conn.execute(
                select(outbox.c.isi).where(outbox.c.chat_id == chat_id, outbox.c.jenis == "pesan")
            )
            return [row.isi["html"] for row in rows]

    @asynccontextmanager
    async def baca(self) -> AsyncIterator[Koneksi]:
        async with self.units.store.read() as conn:
            yield conn


@asynccontextmanager
async def meja(folder: Path, basis: str | None = None) -> AsyncIterator[Meja]:
    """Over SQLite in a folder, or the database ``basis``."""
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    try:
        one = Meja(store)
        async with one.units.unit() as unit:
            for person in (SINTA, TARI):
                await save_person(unit.conn, Orang(person.id, person.nama, baru=True), unit.now)
        yield one
    finally:
        await store.close()
