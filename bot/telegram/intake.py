"""Keeps every update before anything else happens to it, whether it was asked for or came by the webhook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.chat.unit import Units
from bot.store import inbox
from bot.store.inbox import Masuk


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
        await self.accept_all([isi])

    async def accept_all(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Keep several updates together, in their order.  Errors as above, for all of them."""
        keyed = [(order_key(isi), isi) for isi in updates]
        async with self._units.store.write() as conn:
            now = self._units.jam()
            await inbox.one_at_a_time(conn, {key for key, _ in keyed})
            kept = [
                await inbox.accept(conn, int(isi["update_id"]), key, isi, now, self._pekerja)
                for key, isi in keyed
            ]
        for one in kept:
            if one is not None:
                self._hand_on(one)
