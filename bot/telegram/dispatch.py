"""Hands every kept update to its handler: one after another for a person, people side by side."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.chat.unit import Units
from bot.log import logger
from bot.store import inbox
from bot.store.inbox import BATAS_PERCOBAAN, BukanMilik, Masuk

SERENTAK = 16
"""People whose updates are in work at once; more wait, in the order of arrival."""
PERIKSA_S = 1.0
"""How often updates of dead processes, and released ones, are looked for."""
JEDA_ULANG = timedelta(seconds=2)
"""Pause before an update is tried again after the database failed it; grows with the tries."""

Handle = Callable[[Masuk], Awaitable[None]]
Fault = Callable[[BaseException, Masuk], None]


def _log_fault(error: BaseException, one: Masuk) -> None:
    logger().error("update-gagal", update_id=one.update_id, galat=repr(error)[:300])


class Dispatcher:
    """Runs ``handle`` for every update.  ``handle`` must mark it as done in its own transaction."""

    def __init__(
        self, units: Units, pekerja: str, handle: Handle, give_up: Handle, fault: Fault = _log_fault
    ) -> None:
        self._units = units
        self._pekerja = pekerja
        self._handle = handle
        self._give_up = give_up
        self._fault = fault
        self._waiting: dict[str, deque[Masuk]] = {}
        self._retry: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SERENTAK)
        self._closing = False
        self._wake = asyncio.Event()
        self._more = False

    def hand_on(self, one: Masuk) -> None:
        """An update that was just accepted and leased.  It goes back where an earlier one of its key is to
        be tried again, and comes with the claims, which keep the order."""
        if one.kunci in self._retry and not self._closing:
            self._keep(asyncio.create_task(self._later(one)))
            return
        self._begin(one)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _begin(self, one: Masuk) -> None:
        if self._closing:
            return
        line = self._waiting.get(one.kunci)
        if line is not None:
            line.append(one)
            return
        self._waiting[one.kunci] = deque([one])
        self._keep(asyncio.create_task(self._work(one.kunci)))

    @property
    def in_work(self) -> int:
        """Updates that wait or are being handled in this process."""
        return sum(map(len, self._waiting.values()))

    async def _work(self, kunci: str) -> None:
        line = self._waiting[kunci]
        try:
            while line and not self._closing:
                async with self._slots:
                    if not await self._one(line[0]):
                        await self._give_back(line)
                        return
                line.popleft()
        finally:
            del self._waiting[kunci]
            if self._more:
                self._wake.set()

    async def _one(self, one: Masuk) -> bool:
        """Handle an update; False where it is to be tried again."""
        try:
            await (self._give_up if one.percobaan > BATAS_PERCOBAAN else self._handle)(one)
        except BukanMilik:
            return True
        except (SQLAlchemyError, OSError) as error:
            logger().error("update-diulang", update_id=one.update_id, galat=type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001 - the edge: one update must not stop those of its person
            self._fault(error, one)
            return False
        return True

    async def _give_back(self, line: deque[Masuk]) -> None:
        """An update is to be tried again: those behind it wait too, also such as come meanwhile."""
        self._retry.add(line[0].kunci)
        given = 0
        while given < len(line):
            given = len(line)
            await self._later(line[0])

    async def _later(self, one: Masuk) -> None:
        """Give the leases of a person back so that the updates are claimed again, in order, after a pause."""
        try:
            async with self._units.store.write() as conn:
                when = self._units.jam() + JEDA_ULANG * min(one.percobaan, BATAS_PERCOBAAN)
                await inbox.release(conn, when, pekerja=self._pekerja, kunci=one.kunci)
        except (SQLAlchemyError, OSError):
            # Its lease runs out by itself.
            return

    async def run(self) -> None:
        """Claim what nobody holds, and keep the own leases, until closed."""
        while not self._closing:
            try:
                await self.recover()
            except (SQLAlchemyError, OSError) as error:
                logger().error("inbox-tidak-dapat-dibaca", galat=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), PERIKSA_S)
            self._wake.clear()

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
            # A claim counts as a try: no more than can be begun now.
            free = max(0, SERENTAK - len(self._waiting))
            found = await inbox.claim(conn, self._pekerja, now, list(self._waiting), free) if free else ()
        self._more = len(found) == free
        for one in found:
            self._retry.discard(one.kunci)
            self._begin(one)

    async def close(self) -> None:
        """End what is in work, and give the rest back."""
        self._closing = True
        self._wake.set()
        if self._tasks:
            await asyncio.gather(*self._tasks)
        async with self._units.store.write() as conn:
            await inbox.release(conn, self._units.jam(), pekerja=self._pekerja)
