"""Keeps every update before anything else happens to it.

PTB acknowledges an update by asking for the next one; its queue is therefore replaced by one whose ``put``
returns when the update is committed.  The webhook calls the same :meth:`Intake.accept`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update

from bot.chat.unit import Units
from bot.log import logger
from bot.store import inbox
from bot.store.inbox import Masuk

PAUSE_S = 1.0
"""How long a database that cannot be written is given before the next try."""

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)


def order_key(isi: Mapping[str, Any]) -> str:
    """Whose order an update belongs to: one person's updates are handled one after another."""
    for part in isi.values():
        if isinstance(part, Mapping):
            sender = part.get("from") or part.get("user") or part.get("chat")
            if isinstance(sender, Mapping) and "id" in sender:
                return f"o{sender['id']}"
    return "o0"


class Intake:
    """Writes updates to the inbox and hands new ones on."""

    def __init__(self, units: Units, pekerja: str, hand_on: Callable[[Masuk], None]) -> None:
        self._units = units
        self._pekerja = pekerja
        self._hand_on = hand_on

    async def accept(self, isi: Mapping[str, Any]) -> None:
        """Keep one update, as Telegram sent it.  Raises SQLAlchemyError where it cannot be kept: then it must
        not be acknowledged."""
        async with self._units.store.write() as conn:
            kept = await inbox.accept(
                conn, int(isi["update_id"]), order_key(isi), isi, self._units.jam(), self._pekerja
            )
        if kept is not None:
            self._hand_on(kept)


class InboxQueue(asyncio.Queue[object]):
    """What PTB's ``Updater`` believes to be its queue."""

    def __init__(self, accept: Callable[[Mapping[str, Any]], Awaitable[None]]) -> None:
        super().__init__()
        self._accept = accept

    async def put(self, item: object) -> None:
        """Keep an update, however long the database makes it wait: Telegram keeps the following ones."""
        if not isinstance(item, Update):
            return None
        isi = item.to_dict()
        while True:
            try:
                return await self._accept(isi)
            except SQLAlchemyError as error:
                logger().error("inbox-tidak-dapat-ditulis", galat=type(error).__name__)
                await asyncio.sleep(PAUSE_S)
