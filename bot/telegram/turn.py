"""One update being handled: who, where, and the one transaction in which everything about it happens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import Unit
from bot.store import buttons, inbox
from bot.store.buttons import TombolTersimpan
from bot.store.inbox import Masuk
from bot.store.people import Obrolan, Orang, save_group, save_person
from knowledge.scope import PUBLIK, Scope, for_person

if TYPE_CHECKING:
    from telegram import CallbackQuery, Message, Update

    from bot.telegram.services import Layanan


class TombolTerpakai(Exception):
    """Two presses of a button that works once came at the same time; this one was second."""


class Turn:
    """What a handler gets.

    Compute first, then open :meth:`unit` once, change and say everything inside it: the update counts as
    handled when that is committed, and not before.  A handler that opens none has nothing to say, and the
    dispatcher marks the update as done.
    """

    def __init__(
        self, update: Update, masuk: Masuk, layanan: Layanan, orang: Orang, obrolan: Obrolan, now: datetime
    ) -> None:
        self.update = update
        self.masuk = masuk
        self.layanan = layanan
        self.orang = orang
        self.obrolan = obrolan
        self.now = now
        self.done = False
        self.galat: BaseException | None = None
        self.tombol: TombolTersimpan | None = None
        self._toast: tuple[str, bool] = ("", False)

    # --- what came ------------------------------------------------------------------------------------------

    @property
    def message(self) -> Message | None:
        """The message of the person; for a button, the bot's message under which it is."""
        return self.update.effective_message

    @property
    def query(self) -> CallbackQuery | None:
        return self.update.callback_query

    @property
    def teks(self) -> str:
        """The text or caption, without surrounding blanks."""
        one = self.update.effective_message
        return ((one.text or one.caption or "") if one and not self.query else "").strip()

    @property
    def argumen(self) -> str:
        """What stands behind a command."""
        parts = self.teks.split(maxsplit=1)
        return parts[1].strip() if len(parts) > 1 and parts[0].startswith("/") else ""

    @property
    def scope(self) -> Scope:
        """What may be searched: a group only ever sees public knowledge."""
        return for_person(self.orang.id) if self.obrolan.pribadi else PUBLIK

    # --- what happens ---------------------------------------------------------------------------------------

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        """The transaction of this update.  Raises RuntimeError when it is opened a second time after a
        commit, and BukanMilik (which ends the turn) where another process has handled the update."""
        if self.done:
            raise RuntimeError("an update has one transaction")
        async with self.layanan.units.unit() as unit:
            unit.sesudah(self._committed)
            await inbox.finish(unit.conn, self.masuk.update_id, self.layanan.pekerja, unit.now)
            await save_person(unit.conn, self.orang, unit.now)
            if not self.obrolan.pribadi:
                await save_group(unit.conn, self.obrolan, unit.now)
            if self.tombol is not None and not await buttons.use_up(unit.conn, self.tombol, unit.now):
                raise TombolTerpakai
            yield unit

    async def _committed(self) -> None:
        """First of what runs after the commit: what fails then must not undo that."""
        self.done = True

    async def kirim(
        self, unit: Unit, pesan: Pesan, *, kunci: str | None = None, rujukan: str | None = None
    ) -> int:
        """Say something in this chat, in the topic where the update came from."""
        return await unit.kirim(
            self.obrolan.id, pesan, thread_id=self.obrolan.thread_id, kunci=kunci, rujukan=rujukan
        )

    async def balas(self, name: str, /, **variables: object) -> None:
        """The whole turn is one text of ``prompts/pesan/obrolan``."""
        async with self.unit() as unit:
            await self.kirim(unit, Pesan(say(name, **variables)))

    def toast(self, text: str, *, alert: bool = False) -> None:
        """What appears over the chat when the button press is answered (at most 200 characters)."""
        self._toast = (text, alert)

    @property
    def toast_text(self) -> tuple[str, bool]:
        return self._toast
