"""Delivers the outbox: what was committed goes out, in order within a chat, chats side by side.

Each round is one transaction: what became of the last requests is written down, and the next row of every
chat whose turn it is gets claimed.  The bell of ``Units`` starts a round at once; without it there is one a
second, for rows that other processes wrote or that had to wait.  The limits are kept by each process for
itself; where several share a bot, Telegram's flood answers hold a chat back for all of them, since they
are kept in the row.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.chat.unit import Units
from bot.errors import LkjipError
from bot.log import logger, redacted
from bot.store import chats, outbox
from bot.store.outbox import SEWA, SUPERGRUP, Hasil, Keadaan, Keluar
from bot.telegram.delivery import Diambil, Pengantar, Putusan, judge
from bot.telegram.rates import Batas, Laju
from bot.telegram.reconcile import JANGKAUAN, is_last_part, look_for

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.store.koneksi import Koneksi

PERIKSA_S = 1.0
"""How often the table is looked at without being rung for."""
SERENTAK = 30
"""Requests in flight at once."""
FAULTS = (LookupError, TypeError, ValueError, AttributeError, AssertionError, LkjipError)
"""What goes wrong where the content of a row is not what it should be."""
KUMPUL_S = 0.01
"""Results that come in within this time are written down together."""
TUTUP_S = 5.0
"""How long closing waits for what can be delivered at once."""


class Sender:
    """Sends what the outbox holds.  ``batas`` are the limits of the Bot API server behind ``bot``."""

    def __init__(
        self, bot: ExtBot[None], units: Units, folder: Path, pekerja: str, *, batas: Batas | None = None
    ) -> None:
        self._bot = bot
        self._units = units
        self._pekerja = pekerja
        self.laju = Laju(batas or Batas())
        self._pengantar = Pengantar(bot, folder, self.laju.take)
        self._tasks: dict[int, tuple[asyncio.Task[None], Keluar]] = {}
        self._done: list[tuple[Keluar, Putusan]] = []
        self._newest = 0
        self._renewed = time.monotonic()
        self._closing_at: float | None = None
        self._ended: asyncio.Event | None = None

    @property
    def in_flight(self) -> int:
        """Messages that are being sent in this process."""
        return len(self._tasks)

    async def run(self) -> None:
        """Deliver until closed or cancelled."""
        self._ended = asyncio.Event()
        try:
            await self._take_up()
            rung = True
            while True:
                claimed = await self._safe_round(rung)
                if self._closing_at is not None and self._finished(claimed):
                    return
                rung = await self._units.lonceng.tunggu(self._pause())
        finally:
            await self._end()
            self._ended.set()

    async def close(self) -> None:
        """Deliver what can be delivered at once, then end :meth:`run`."""
        self._closing_at = time.monotonic()
        self._units.lonceng.bunyi()
        await asyncio.sleep(0)  # its task may have been made a moment ago
        if self._ended is not None:
            await self._ended.wait()

    async def _take_up(self) -> None:
        """What a dead process left waits for no lease where there is one process only."""
        if self._units.store.is_sqlite:
            with suppress(SQLAlchemyError):
                async with self._units.store.write() as conn:
                    await outbox.release_all(conn, self._units.jam())

    def _finished(self, claimed: int) -> bool:
        late = time.monotonic() - (self._closing_at or 0.0) > TUTUP_S
        return late or not (claimed or self._tasks or self._done)

    async def _end(self) -> None:
        """Stop what is in flight (it counts as doubtful) and write down what is known."""
        tasks = [task for task, _ in self._tasks.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._done:
            with suppress(SQLAlchemyError):
                await self._transaction(self._done, 0)

    def _pause(self) -> float:
        """Seconds until something has to be done without being rung for."""
        return max(0.001, min(PERIKSA_S, self.laju.next_free()))

    # --- a round ---

    async def _safe_round(self, rung: bool) -> int:
        try:
            return await self._round(rung)
        except (SQLAlchemyError, OSError) as error:
            logger().error("outbox-tidak-dapat-ditulis", galat=type(error).__name__)
            await asyncio.sleep(PERIKSA_S)
            return 0

    async def _round(self, rung: bool) -> int:
        """Settle and claim; the number of rows that were claimed."""
        limit = min(SERENTAK - len(self._tasks), self.laju.left())
        if not self._done and not self._leases_due():
            if limit <= 0:
                return 0
            if not rung:
                async with self._units.store.read() as conn:
                    if not await outbox.anything_ready(conn, self._units.jam()):
                        return 0
        settled, self._done = self._done, []
        try:
            claimed = await self._transaction(settled, limit)
        except BaseException:
            self._done = settled + self._done
            raise
        for row in claimed:
            self.laju.spend(row.chat_id)
            self._tasks[row.id] = (asyncio.create_task(self._work(row)), row)
        return len(claimed)

    def _leases_due(self) -> bool:
        """Whether leases have to be renewed."""
        return bool(self._tasks) and time.monotonic() - self._renewed > SEWA.total_seconds() / 4

    async def _transaction(self, settled: Sequence[tuple[Keluar, Putusan]], limit: int) -> Sequence[Keluar]:
        async with self._units.store.write() as conn:
            now = self._units.jam()
            if settled:
                await outbox.settle(conn, [one.hasil for _, one in settled], self._pekerja, now)
                for row, one in settled:
                    await _beyond(conn, row, one)
            if self._leases_due():
                await outbox.renew(conn, self._pekerja, list(self._tasks), now)
                self._renewed = time.monotonic()
            if limit <= 0:
                return ()
            return await outbox.claim(
                conn,
                self._pekerja,
                now,
                held=[*(row.chat_id for _, row in self._tasks.values()), *self.laju.held()],
                resting=self.laju.resting(),
                limit=limit,
                newest=self._newest,
            )

    # --- one row ---

    async def _work(self, row: Keluar) -> None:
        """Send a row and hand its result to the next round."""
        try:
            putusan = await self._deliver(row)
            self._done.append((row, putusan))
        except Diambil:
            logger().warning("kirim-diambil-alih", outbox=row.id)
        except TelegramError as error:
            putusan = judge(row, error, self._units.jam())
            self._note(row, error, putusan)
            self._done.append((row, putusan))
        except FAULTS as error:
            # A row that cannot be understood must not hold back the chat for ever.
            logger().error("kiriman-rusak", outbox=row.id, galat=repr(error)[:300])
            galat = f"{type(error).__name__}: {error}"[:300]
            self._done.append((row, Putusan(Hasil(row.id, Keadaan.GAGAL, galat=galat))))
        except (SQLAlchemyError, OSError) as error:
            # What is out may not be written down: when the database answers again it is looked for.
            logger().error("kirim-tertunda", outbox=row.id, galat=type(error).__name__)
        finally:
            self._tasks.pop(row.id, None)
            asyncio.get_running_loop().call_later(KUMPUL_S, self._units.lonceng.bunyi)

    def _note(self, row: Keluar, error: TelegramError, putusan: Putusan) -> None:
        if putusan.banjir_s is not None:
            self.laju.flooded(row.chat_id, putusan.banjir_s)
        level = logger().error if putusan.hasil.keadaan is Keadaan.GAGAL else logger().warning
        level("kirim-gagal", outbox=row.id, jenis=row.jenis, galat=redacted(str(error))[:200])

    async def _deliver(self, row: Keluar) -> Putusan:
        """Do what the row says.  Raises TelegramError, Diambil, SQLAlchemyError, OSError."""
        message_id, anew = None, None
        if row.jenis == "pesan":
            message_id = await self._message(row)
        elif row.jenis == "sunting":
            if row.sasaran is not None and row.sasaran.keadaan is Keadaan.BATAL:
                return Putusan(Hasil(row.id, Keadaan.BATAL))
            anew = await self._pengantar.sunting(row, self._part(row))
            if row.nama_sasaran is not None:
                self.laju.edited(row.nama_sasaran)
        elif row.jenis == "hapus":
            await self._pengantar.hapus(row)
        elif row.jenis == "keluar":
            await self._pengantar.keluar(row)
        else:
            await self._pengantar.reaksi(row)
        self._seen(row.chat_id, message_id or anew or 0)
        return Putusan(Hasil(row.id, Keadaan.TERKIRIM, message_id=message_id), sasaran_baru=anew)

    async def _message(self, row: Keluar) -> int:
        """Send what is left of a message, after a look for what may have arrived."""
        if row.ragu and row.id_sebelum:
            start = row.id_sebelum + 1
            async with self._units.store.read() as conn:
                known = await outbox.known_ids(conn, row.chat_id, start, start + JANGKAUAN)
            found = await look_for(self._bot, row, known, lambda: self._wait(row.chat_id))
            if found is not None:
                logger().info("kiriman-ditemukan", outbox=row.id)
                if is_last_part(row):
                    return found
                sent = row.bagian_terkirim + 1
                if not await self._part(row)(sent, found):
                    raise Diambil
                row = replace(row, bagian_terkirim=sent, message_id=found, id_sebelum=found)
        return await self._pengantar.pesan(row, self._part(row))

    async def _wait(self, chat_id: int) -> None:
        """Before a look: in groups every request counts, elsewhere only all of them together."""
        await (self.laju.take(chat_id) if chat_id < 0 else self.laju.take_any())

    def _part(self, row: Keluar) -> Callable[[int, int], Awaitable[bool]]:
        async def part(number: int, message_id: int) -> bool:
            self._seen(row.chat_id, message_id)
            async with self._units.store.write() as conn:
                now = self._units.jam()
                return await outbox.part_sent(conn, row.id, self._pekerja, number, message_id, now)

        return part

    def _seen(self, chat_id: int, message_id: int) -> None:
        if chat_id > SUPERGRUP:
            self._newest = max(self._newest, message_id)


async def _beyond(conn: Koneksi, row: Keluar, putusan: Putusan) -> None:
    """What a result means beyond its row."""
    if putusan.obrolan_mati:
        await chats.gone(conn, row.chat_id)
        await outbox.cancel_chat(conn, row.chat_id)
    if putusan.pindah_ke is not None:
        await chats.moved(conn, row.chat_id, putusan.pindah_ke)
    if putusan.sasaran_baru is not None and row.sasaran is not None:
        await outbox.moved_message(conn, row.sasaran.id, putusan.sasaran_baru)
    if row.jenis == "keluar" and putusan.hasil.keadaan is Keadaan.TERKIRIM:
        await chats.gone(conn, row.chat_id)
        await outbox.cancel_chat(conn, row.chat_id)
    if row.jenis == "hapus" and row.sasaran is not None:
        await outbox.cancel(conn, row.sasaran.id)
