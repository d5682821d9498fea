"""The bot's updates: queued, waited for by long polling, acknowledged by offset, or carried to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.web.botapi.kesalahan import GalatApi

BAWAAN_DIAM = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Updates that are sent only where ``allowed_updates`` names them."""
JENIS_PEMBARUAN = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
)
BENTROK_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
BENTROK_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


@dataclass(slots=True)
class Pembaruan:
    """One update as JSON; ``sumber`` is (chat, message_id) of the message that it brings."""

    id: int
    isi: dict[str, Any]
    sumber: tuple[int, int] | None = None


@dataclass(slots=True)
class Webhook:
    """What setWebhook set, and what getWebhookInfo tells."""

    url: str = ""
    rahasia: str | None = None
    sambungan: int = 40
    galat_tanggal: int | None = None
    galat: str | None = None


@dataclass(slots=True, eq=False)
class _Penunggu:
    loop: asyncio.AbstractEventLoop
    masa: asyncio.Future[None]


@dataclass(slots=True)
class Antrean:
    """The queue of one bot.  Filled from any thread; waited for in any event loop."""

    berikut: int = 100_000_001
    isi: list[Pembaruan] = field(default_factory=list)
    diizinkan: frozenset[str] | None = None
    webhook: Webhook = field(default_factory=Webhook)
    _kunci: threading.Lock = field(default_factory=threading.Lock)
    _penunggu: set[_Penunggu] = field(default_factory=set)
    _giliran: int = 0
    _poll_aktif: int = 0

    def boleh(self, jenis: str) -> bool:
        """Whether updates of this kind are wanted now."""
        return jenis not in BAWAAN_DIAM if self.diizinkan is None else jenis in self.diizinkan

    def atur_izin(self, jenis: Iterable[str] | None) -> None:
        """``allowed_updates``: an empty list means the default; ``None`` leaves it as it is."""
        if jenis is None:
            return
        wanted = frozenset(jenis) & JENIS_PEMBARUAN
        self.diizinkan = wanted or None

    def tambah(
        self, jenis: str, isi: dict[str, Any], sumber: tuple[int, int] | None = None, *, ganda: bool = False
    ) -> int | None:
        """Queue an update; its id, or ``None`` where its kind is not wanted."""
        with self._kunci:
            if not self.boleh(jenis):
                return None
            number = self.berikut
            self.berikut += 1
            update = Pembaruan(number, {"update_id": number, jenis: isi}, sumber)
            self.isi.extend([update, update] if ganda else [update])
        self.bunyikan()
        return number

    def bunyikan(self) -> None:
        """Wake everybody who waits."""
        with self._kunci:
            waiting, self._penunggu = self._penunggu, set()
        for waiter in waiting:
            with contextlib.suppress(RuntimeError):  # its loop has ended
                waiter.loop.call_soon_threadsafe(_resolve, waiter.masa)

    def _daftar(self) -> _Penunggu:
        loop = asyncio.get_running_loop()
        waiter = _Penunggu(loop, loop.create_future())
        self._penunggu.add(waiter)
        return waiter

    async def _nanti(self, waiter: _Penunggu, seconds: float | None) -> None:
        try:
            await asyncio.wait_for(waiter.masa, seconds)
        except TimeoutError:
            pass
        finally:
            with self._kunci:
                self._penunggu.discard(waiter)

    async def tunggu(self, batas: float | None = None) -> None:
        """Wait for the bell, at most ``batas`` seconds."""
        with self._kunci:
            waiter = self._daftar()
        await self._nanti(waiter, batas)

    async def ambil(
        self, offset: int, limit: int, timeout: float, berhenti: threading.Event | None = None
    ) -> list[Pembaruan]:
        """getUpdates: acknowledge below ``offset``, then what is there, or what comes within ``timeout``.

        409 for a poll that another one takes over from, or that a webhook ends.
        """
        deadline = time.monotonic() + timeout
        with self._kunci:
            self._giliran += 1
            turn = self._giliran
            self._akui(offset)
        if self._poll_aktif:
            self.bunyikan()
        self._poll_aktif += 1
        try:
            while True:
                with self._kunci:
                    if self.webhook.url:
                        raise GalatApi(409, BENTROK_WEBHOOK)
                    if turn != self._giliran:
                        raise GalatApi(409, BENTROK_POLL)
                    ready = self.isi[:limit]
                    left = deadline - time.monotonic()
                    if ready or left <= 0 or (berhenti is not None and berhenti.is_set()):
                        return ready
                    waiter = self._daftar()
                await self._nanti(waiter, left)
        finally:
            self._poll_aktif -= 1

    def _akui(self, offset: int) -> None:
        if offset > 0:
            self.isi = [update for update in self.isi if update.id >= offset]
        elif offset < 0:
            self.isi = self.isi[offset:]

    def pertama(self) -> Pembaruan | None:
        """The oldest update, for the webhook."""
        with self._kunci:
            return self.isi[0] if self.isi else None

    def selesai(self, update: Pembaruan) -> None:
        """The webhook took it (one delivery of it)."""
        with self._kunci:
            for place, waiting in enumerate(self.isi):
                if waiting is update:
                    del self.isi[place]
                    return

    def buang(self) -> None:
        """``drop_pending_updates``."""
        with self._kunci:
            self.isi.clear()


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
