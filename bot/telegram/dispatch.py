"""Hands every kept update to its handler: one after another for a person, people side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.chat.unit import Units
from bot.log import logger
from bot.store import inbox
from bot.store.inbox import BukanMilik, Masuk

SERENTAK = 16
"""People whose updates are in work at once; more wait, in the order of arrival."""
PERIKSA_S = 1.0
"""How often updates of dead processes, and released ones, are looked for."""
BATAS_PERCOBAAN = 5
"""An update that fails or kills the process this often is put aside, and its sender told."""
JEDA_ULANG = timedelta(seconds=2)
"""Pause before an update is tried again after the database failed it; grows with the tries."""

Handle = Callable[[Masuk], Awaitable[None]]


class Dispatcher:
    """Runs ``handle`` for every update.  ``handle`` must mark it as done in its own transaction."""

    def __init__(self, units: Units, pekerja: str, handle: Handle, give_up: Handle) -> None:
        self._units = units
        self._pekerja = pekerja
        self._handle = handle
        self._give_up = give_up
        self._waiting: dict[str, deque[Masuk]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SERENTAK)
        self._closing = False

    def hand_on(self, one: Masuk) -> None:
        """An update that this process has leased."""
        if self._closing:
            return
        line = self._waiting.get(one.kunci)
        if line is not None:
            line.append(one)
            return
        self._waiting[one.kunci] = deque([one])
        task = asyncio.create_task(self._work(one.kunci))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def in_work(self) -> int:
        """Updates that wait or are being handled in this process."""
        return sum(map(len, self._waiting.values()))

    async def _work(self, kunci: str) -> None:
        line = self._waiting[kunci]
        while line:
            if not self._closing:
                async with self._slots:
                    await self._one(line[0])
            line.popleft()
        del self._waiting[kunci]

    async def _one(self, one: Masuk) -> None:
        try:
            await (self._give_up if one.percobaan > BATAS_PERCOBAAN else self._handle)(one)
        except BukanMilik:
            return
        except (SQLAlchemyError, OSError) as error:
            logger().error("update-diulang", update_id=one.update_id, galat=type(error).__name__)
            await self._later(one)

    async def _later(self, one: Masuk) -> None:
        """Give the lease back so that the update is claimed again after a pause."""
        try:
            async with self._units.store.write() as conn:
                when = self._units.jam() + JEDA_ULANG * one.percobaan
                await inbox.release(conn, when, update_id=one.update_id)
        except (SQLAlchemyError, OSError):
            # Its lease runs out by itself.
            return

    async def run(self) -> None:
        """Claim what nobody holds, and keep the own leases, until cancelled."""
        while True:
            try:
                await self.recover()
            except (SQLAlchemyError, OSError) as error:
                logger().error("inbox-tidak-dapat-dibaca", galat=type(error).__name__)
            await asyncio.sleep(PERIKSA_S)

    async def recover(self) -> None:
        """One look for updates that wait for nobody."""
        now = self._units.jam()
        if not self._waiting:
            async with self._units.store.read() as conn:
                if not await inbox.anything_free(conn, now):
                    return
        async with self._units.store.write() as conn:
            if self._waiting:
                await inbox.renew(conn, self._pekerja, now)
            found = await inbox.claim(conn, self._pekerja, now, list(self._waiting))
        for one in found:
            self.hand_on(one)

    async def close(self) -> None:
        """End what is in work, and give the rest back."""
        self._closing = True
        if self._tasks:
            await asyncio.gather(*self._tasks)
        async with self._units.store.write() as conn:
            await inbox.release(conn, self._units.jam(), pekerja=self._pekerja)
