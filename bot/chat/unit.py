"""One transaction of the conversation: what changes and what is said, together or not at all."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Delete, Insert, Select, bindparam, delete, insert, select, update

from bot.chat.message import Pesan, Tombol
from bot.store.async_store import AsyncStore
from bot.store.tables_bot import kejadian, menunggu, outbox, tombol

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

BERLAKU = timedelta(days=30)
"""How long a button works.  Drafts and interviews are taken up again days later."""
PRIORITAS_SIARAN = 10
"""Broadcasts wait for everything that a person is waiting for."""


class Lonceng:
    """Wakes the sender when something was committed for it."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def bunyi(self) -> None:
        self._event.set()

    async def tunggu(self, timeout_s: float) -> bool:
        """Until rung, or until the time is over (another process may have written).  Whether it rang."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        except TimeoutError:
            return False
        finally:
            self._event.clear()
        return True


def sekarang() -> datetime:
    return datetime.now(UTC)


class Units:
    """Makes units over a store."""

    def __init__(
        self, store: AsyncStore, lonceng: Lonceng | None = None, jam: Callable[[], datetime] = sekarang
    ) -> None:
        self.store = store
        self.lonceng = lonceng or Lonceng()
        self.jam = jam

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """A transaction; its ``sesudah`` callbacks run when it is committed."""
        async with self.store.write() as connection:
            unit = Unit(connection, self.jam())
            yield unit
        if unit.berbunyi:
            self.lonceng.bunyi()
        for callback in unit.callbacks:
            await callback()


# Built once: building a statement costs more than running it.


@cache
def _said() -> Insert:
    return insert(outbox).returning(outbox.c.id)


@cache
def _buttons() -> Insert:
    return insert(tombol)


@cache
def _no_longer() -> Delete:
    return delete(menunggu).where(
        menunggu.c.orang_id == bindparam("who"), menunggu.c.chat_id == bindparam("where")
    )


@cache
def _no_longer_for() -> Delete:
    return _no_longer().where(menunggu.c.untuk == bindparam("what"))


@cache
def _waited() -> Select[Any]:
    return select(menunggu.c.untuk, menunggu.c.data).where(
        menunggu.c.orang_id == bindparam("who"), menunggu.c.chat_id == bindparam("where")
    )


async def ditunggu(conn: Koneksi, orang_id: int, chat_id: int) -> tuple[str, dict[str, Any]] | None:
    """What a person's next text in a chat belongs to, and its data."""
    row = (await conn.execute(_waited(), {"who": orang_id, "where": chat_id})).one_or_none()
    return (row.untuk, dict(row.data)) if row else None


class Unit:
    """What may be done in a transaction.  Made by :meth:`Units.unit` and by ``Turn.unit``."""

    def __init__(self, conn: Koneksi, now: datetime) -> None:
        self.conn = conn
        self.now = now
        self.berbunyi = False
        self.callbacks: list[Callable[[], Awaitable[None]]] = []
        self._buttons: list[dict[str, Any]] = []

    def sesudah(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Run something after the commit (start a job, answer a button).  It may be lost in a crash: what
        must not be lost is found again from the tables at start."""
        self.callbacks.append(callback)

    # --- what is said -------------------------------------------------------------------------------------

    async def kirim(
        self,
        chat_id: int,
        pesan: Pesan,
        *,
        thread_id: int | None = None,
        kunci: str | None = None,
        rujukan: str | None = None,
        prioritas: int = 0,
    ) -> int:
        """Say something.  ``kunci`` names the message for later edits and must be new; ``rujukan`` is what a
        reply to it is about, e.g. ``antrean:12``.  Returns the id of the outbox row."""
        return await self._put(
            chat_id,
            "pesan",
            pesan.to_json(),
            thread_id=thread_id,
            kunci=kunci,
            rujukan=rujukan,
            prioritas=prioritas,
        )

    async def sunting(self, chat_id: int, kunci: str, pesan: Pesan) -> None:
        """Replace the text and buttons of the message ``kunci``.  Of several edits that wait only the last
        is sent; a message that is not out yet is changed before it goes."""
        await self._write_buttons()
        isi = pesan.to_json()
        waiting = (
            update(outbox)
            .where(outbox.c.keadaan == "siap")
            .where(
                ((outbox.c.kunci == kunci) & (outbox.c.bagian_terkirim == 0))
                | ((outbox.c.sasaran == kunci) & (outbox.c.jenis == "sunting"))
            )
            .values(isi=isi)
        )
        if (await self.conn.execute(waiting)).rowcount == 0:
            # Not ahead of the message itself, which may be a broadcast that waits.
            rank = await self.conn.execute(select(outbox.c.prioritas).where(outbox.c.kunci == kunci))
            await self._put(chat_id, "sunting", isi, sasaran=kunci, prioritas=rank.scalar() or 0)
        self.berbunyi = True

    async def hapus_pesan(self, chat_id: int, kunci: str) -> None:
        """Delete the message ``kunci`` (a picture, an outdated preview)."""
        await self._put(chat_id, "hapus", {}, sasaran=kunci)

    async def reaksi(self, chat_id: int, message_id: int, emoji: str | None) -> None:
        """React to a person's message; None takes the reaction away."""
        await self._put(chat_id, "reaksi", {"message_id": message_id, "emoji": emoji})

    async def keluar(self, chat_id: int) -> None:
        """Leave a group, behind everything that was said to it before."""
        await self._put(chat_id, "keluar", {})

    async def _put(self, chat_id: int, jenis: str, isi: Mapping[str, Any], **columns: Any) -> int:
        await self._write_buttons()
        row = {
            "chat_id": chat_id,
            "jenis": jenis,
            "isi": dict(isi),
            "keadaan": "siap",
            "dibuat": self.now,
            "berikut": self.now,
            **columns,
        }
        found = await self.conn.execute(_said(), row)
        self.berbunyi = True
        return int(found.scalar_one())

    # --- buttons and what is waited for ---------------------------------------------------------------------

    def tombol(
        self,
        label: str,
        aksi: str,
        data: Mapping[str, Any] | None = None,
        *,
        chat_id: int,
        pemilik: int | None,
        peran: str | None = None,
        sekali: bool = False,
        kelompok: str | None = None,
        berlaku: timedelta = BERLAKU,
    ) -> Tombol:
        """A button.  Only ``pemilik`` may press it (None: anyone in the chat), with ``peran`` at that moment;
        ``sekali`` makes it work once, ``kelompok`` uses up all buttons of that name with it.
        It is stored with the next message of this unit: make the buttons first, then send."""
        kode = secrets.token_urlsafe(9)
        self._buttons.append(
            {
                "id": kode,
                "pemilik": pemilik,
                "chat_id": chat_id,
                "peran": peran,
                "aksi": aksi,
                "data": dict(data or {}),
                "kelompok": kelompok,
                "sekali": sekali,
                "dibuat": self.now,
                "kedaluwarsa": self.now + berlaku,
            }
        )
        return Tombol(label, kode=kode)

    async def _write_buttons(self) -> None:
        if self._buttons:
            rows, self._buttons = self._buttons, []
            await self.conn.execute(_buttons(), rows)

    async def tunggu(self, orang_id: int, chat_id: int, untuk: str, data: Mapping[str, Any]) -> None:
        """The person's next plain text in this chat belongs to ``untuk`` (see ``bot.telegram.router``)."""
        await self.selesai_menunggu(orang_id, chat_id)
        await self.conn.execute(
            insert(menunggu).values(
                orang_id=orang_id, chat_id=chat_id, untuk=untuk, data=dict(data), sejak=self.now
            )
        )

    async def selesai_menunggu(self, orang_id: int, chat_id: int, untuk: str | None = None) -> bool:
        """Plain text is a question again.  True where something had been waited for."""
        where = {"who": orang_id, "where": chat_id}
        if untuk is None:
            return bool((await self.conn.execute(_no_longer(), where)).rowcount)
        one = await self.conn.execute(_no_longer_for(), {**where, "what": untuk})
        return bool(one.rowcount)

    async def ditunggu(self, orang_id: int, chat_id: int) -> tuple[str, dict[str, Any]] | None:
        """What the next text belongs to, and its data."""
        return await ditunggu(self.conn, orang_id, chat_id)

    async def catat(self, jenis: str, pelaku: int | None, isi: Mapping[str, Any] | None = None) -> None:
        """Leave a mark of what an administrator did, or of deleted data.  No question text, no content."""
        await self.conn.execute(
            insert(kejadian).values(waktu=self.now, pelaku=pelaku, jenis=jenis, isi=dict(isi or {}))
        )
