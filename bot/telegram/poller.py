"""Asks Telegram for updates.

PTB's ``Updater`` turns every update into objects, one by one, and acknowledges them one by one behind its
queue; here an answer of Telegram is kept as it came, in one transaction, and only then acknowledged by the
next request.  An update that cannot be kept is asked for again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.log import logger

if TYPE_CHECKING:
    from telegram.ext import ExtBot

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)
TUNGGU_S = 50
"""Telegram's long poll, in seconds."""
SABAR_S = 10.0
"""How much longer an answer may take than the long poll."""
JEDA_S, JEDA_MAKS_S = 1.0, 30.0
"""Pause after a failure; it grows by half with each one after it."""

Keep = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]
"""Keeps updates, in the order of their ids.  Raises SQLAlchemyError, OSError: then none is acknowledged."""


class Poller:
    """Long polling from :meth:`start` to :meth:`stop`."""

    def __init__(self, bot: ExtBot[None], keep: Keep) -> None:
        self._bot = bot
        self._keep = keep
        self._offset: int | None = None
        self._task: asyncio.Task[None] | None = None
        self.bertabrakan = False
        """Another process asks for the updates of the same bot."""

    @property
    def running(self) -> bool:
        return self._task is not None and not self._task.done()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End the request that waits, and acknowledge what is kept.  Nothing is lost without that: what is
        sent again is known by its id."""
        if self._task is None:
            return
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        if self._offset is not None:
            with suppress(TelegramError):
                await self._ask(0)

    async def _run(self) -> None:
        pause = 0.0
        webhook = True
        while True:
            if pause:
                await asyncio.sleep(pause)
            try:
                if webhook:
                    await self._bot.delete_webhook(drop_pending_updates=False)
                    webhook = False
                await self._round()
            except RetryAfter as error:
                wait = error.retry_after
                pause = wait if isinstance(wait, int | float) else wait.total_seconds()
            except TimedOut:
                pause = 0.0
            except (InvalidToken, EndPointNotFound):
                # PTB cannot tell a refused token from a method that is not there; getUpdates is.
                logger().error("polling-berhenti", galat="InvalidToken")
                return
            except (TelegramError, SQLAlchemyError, OSError) as error:
                logger().warning("polling-gagal", galat=type(error).__name__)
                self.bertabrakan = isinstance(error, Conflict)
                pause = min(max(JEDA_S, pause * 1.5), JEDA_MAKS_S)
            else:
                pause = 0.0
                self.bertabrakan = False

    async def _round(self) -> None:
        updates = await self._ask(TUNGGU_S)
        if updates:
            await self._keep(updates)
            self._offset = int(updates[-1]["update_id"]) + 1

    async def _ask(self, seconds: int) -> Sequence[Mapping[str, Any]]:
        wanted: dict[str, Any] = {"timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            wanted["offset"] = self._offset
        # The raw answer: names of methods are case-insensitive, and PTB has no such attribute to warn of.
        found: Any = await self._bot.do_api_request(
            "getupdates", wanted, read_timeout=seconds + SABAR_S, pool_timeout=SABAR_S
        )
        return list(found)
