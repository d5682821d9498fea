"""What a person sees: transcripts, files, the menu; and how a test or the page waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

from bot.web.botapi.bentuk import Message, Obrolan, Orang, Tanggap
from bot.web.botapi.inti import Inti
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.metode_pengaturan import perintah_bagi
from bot.web.botapi.peristiwa import Pendengar


class Pandangan(Inti):
    """The part of the side door that only looks."""

    def transkrip(self, obrolan: Obrolan | int, *, topik: int | None = None) -> tuple[Message, ...]:
        """All messages of a chat (or of one topic) in their order, deleted ones with ``dihapus``."""
        with self.kunci:
            messages = tuple(self.ruang_dari(obrolan).pesan.values())
        return messages if topik is None else tuple(one for one in messages if one.topik == topik)

    def topik(self, obrolan: Obrolan | int) -> tuple[tuple[int, str], ...]:
        """(``message_thread_id``, name) of a forum's topics but the General one, which has no number."""
        with self.kunci:
            return tuple(self.ruang_dari(obrolan).topik.items())

    def pesan(self, obrolan: Obrolan | int, message_id: int) -> Message:
        """One message as it is now."""
        message = self.ruang_dari(obrolan).pesan.get(message_id)
        if message is None:
            raise GalatPintu(f"no message {message_id} in that chat")
        return message

    def dari_bot(self, obrolan: Obrolan | int, *, sesudah: int | Message = 0) -> tuple[Message, ...]:
        """The bot's messages that stand in a chat, those after ``sesudah`` only."""
        start = sesudah.message_id if isinstance(sesudah, Message) else sesudah
        return tuple(
            one
            for one in self.transkrip(obrolan)
            if one.dari_bot and not one.dihapus and one.message_id > start
        )

    async def tunggu(
        self, syarat: Callable[[], Any], *, batas_s: float = 10.0, apa: str = "the expected state"
    ) -> Any:
        """Wait until ``syarat()`` is truthy, looking after each event; its value. Error: TimeoutError."""
        async with self.peristiwa() as listener:
            deadline = time.monotonic() + batas_s
            while not (value := syarat()):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"no {apa} within {batas_s} s")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(anext(listener), min(left, 0.25))
            return value

    async def tunggu_balasan(
        self,
        obrolan: Obrolan | int,
        *,
        sesudah: int | Message = 0,
        memuat: str | None = None,
        batas_s: float = 10.0,
    ) -> Message:
        """The bot's first message after ``sesudah`` (with ``memuat``; edits count). Error: TimeoutError."""

        def first() -> Message | None:
            for one in self.dari_bot(obrolan, sesudah=sesudah):
                if memuat is None or memuat in one.teks:
                    return one
            return None

        found = await self.tunggu(
            first, batas_s=batas_s, apa=f"message with {memuat!r}" if memuat else "message"
        )
        assert isinstance(found, Message)
        return found

    def berkas(self, file_id: str) -> bytes:
        """The bytes of a file."""
        try:
            return self.isi_berkas[file_id]
        except KeyError:
            raise GalatPintu(f"there is no file {file_id}") from None

    def peristiwa(self) -> Pendengar:
        """A listener (async iterator, async context manager) that hears from now on; needs a running loop."""
        return self.siaran.dengar()

    def waktu_tanggap(self) -> tuple[Tanggap, ...]:
        """For each message of the bot that answers a person's: how long it took."""
        with self.kunci:
            return tuple(self.tanggap)

    def perintah(self, obrolan: Obrolan | int, orang: Orang) -> tuple[tuple[str, str], ...]:
        """(command, description) as this person's menu shows them in this chat."""
        with self.kunci:
            return perintah_bagi(self, self.ruang_dari(obrolan), orang)
