"""One row of the outbox becomes requests to Telegram, and Telegram's answer becomes what is done next."""

from __future__ import annotations

import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chat.message import JenisLampiran, Lampiran, Pesan
from bot.chat.texts import say
from bot.log import redacted
from bot.store.outbox import Hasil, Keadaan, Keluar
from bot.telegram.keyboards import reply_markup
from bot.telegram.render import KETERANGAN, TEKS, HtmlRusak, plain, split, split_plain

if TYPE_CHECKING:
    from telegram import Message
    from telegram.ext import ExtBot

BATAS_BERKAS = 50 * 1024 * 1024
"""Bytes of a document that a bot may send."""
UMUR = timedelta(hours=24)
"""A message that could not be delivered for so long is given up."""
JEDA_MAKS_S = 60.0
"""Longest pause between two tries."""
BERKAS_S = 120.0
"""Seconds in which a file has to be taken."""

BelumAda = ("ConnectError", "ConnectTimeout", "PoolTimeout", "Pool timeout", "UnsupportedProtocol")
"""Faults of the network before a request could have reached Telegram."""


@dataclass(frozen=True, slots=True)
class Bagian:
    """One request of a message: its text, and what else goes with it."""

    teks: str
    lampiran: Lampiran | None = None
    pertama: bool = False
    terakhir: bool = False


Langkah = Callable[[int, int], Awaitable[bool]]
"""Told of every part that is out (its number, its message id); False where the row is not ours any more."""


class Diambil(Exception):
    """Another process has taken the row over."""


def parts_of(pesan: Pesan, *, tanpa_html: bool = False) -> list[Bagian]:
    """The requests of a message.  Raises HtmlRusak for a long text whose tags do not nest."""
    first = KETERANGAN if pesan.lampiran else TEKS
    html = str(pesan.html)
    texts = split_plain(plain(html), first) if tanpa_html else split(html, first)
    shown = [one for one in texts if plain(one).strip()]
    if pesan.lampiran and not shown:
        shown = [""]
    found = [Bagian(one, pesan.lampiran if at == 0 else None, at == 0) for at, one in enumerate(shown)]
    if found:
        found[-1] = replace(found[-1], terakhir=True)
    return found


class Pengantar:
    """Sends rows.  ``ambil`` waits for a token of a chat before every request but the first of a row."""

    def __init__(self, bot: ExtBot[None], folder: Path, ambil: Callable[[int], Awaitable[None]]) -> None:
        self._bot = bot
        self._folder = folder
        self._ambil = ambil

    async def pesan(self, row: Keluar, langkah: Langkah) -> int:
        """Send what is left of a message; the id of its last part.  Raises TelegramError, Diambil."""
        pesan = self._with_file(Pesan.from_json(row.isi))
        try:
            return await self._parts(row, pesan, langkah, tanpa_html=False)
        except (BadRequest, HtmlRusak) as error:
            if not _is_markup_fault(error):
                raise
            return await self._parts(row, pesan, langkah, tanpa_html=True)

    async def _parts(self, row: Keluar, pesan: Pesan, langkah: Langkah, *, tanpa_html: bool) -> int:
        parts = parts_of(pesan, tanpa_html=tanpa_html)
        last = row.message_id or 0
        if not parts:
            raise BadRequest("Message text is empty")
        for number, part in enumerate(parts):
            if number < row.bagian_terkirim:
                continue
            if number > row.bagian_terkirim:
                await self._ambil(row.chat_id)
            sent = await self._send(row, pesan, part, tanpa_html=tanpa_html)
            last = sent.message_id
            if not part.terakhir and not await langkah(number + 1, last):
                raise Diambil
        return last

    def _with_file(self, pesan: Pesan) -> Pesan:
        """The message; a kind sentence in place of a file that is gone or too big."""
        if pesan.lampiran is None:
            return pesan
        size = self._size(pesan.lampiran)
        if size is not None and size <= BATAS_BERKAS:
            return pesan
        why = "galat/berkas-hilang" if size is None else "galat/berkas-terlalu-besar"
        trouble = say(why, nama=pesan.lampiran.nama)
        text = f"{pesan.html}\n\n{trouble}" if pesan.html.strip() else str(trouble)
        return replace(pesan, lampiran=None, html=type(pesan.html)(text))

    def _size(self, lampiran: Lampiran) -> int | None:
        """Bytes of a file; None for one that is not there, or not to be read, or not ours."""
        path = self._path(lampiran)
        try:
            if path is None or not path.is_file():
                return None
            with path.open("rb") as stream:
                return os.fstat(stream.fileno()).st_size
        except OSError:
            return None

    def _path(self, lampiran: Lampiran) -> Path | None:
        """Only what lies below DATA_DIR leaves."""
        root = self._folder.resolve()
        path = (root / lampiran.jalur).resolve()
        return path if path.is_relative_to(root) else None

    async def _send(self, row: Keluar, pesan: Pesan, part: Bagian, *, tanpa_html: bool) -> Message:
        options: dict[str, Any] = {
            "parse_mode": None if tanpa_html else ParseMode.HTML,
            "disable_notification": pesan.diam or None,
            "message_thread_id": row.thread_id,
        }
        if part.terakhir:
            options["reply_markup"] = reply_markup(pesan, row.chat_id)
        if pesan.balas_ke and part.pertama:
            options["reply_parameters"] = _reply(pesan.balas_ke)
        try:
            return await self._one(row.chat_id, part, options)
        except BadRequest as error:
            if "thread not found" in str(error).lower() and row.thread_id:
                options["message_thread_id"] = None
            elif "replied not found" in str(error).lower() or "reply message not found" in str(error).lower():
                options.pop("reply_parameters", None)
            else:
                raise
            return await self._one(row.chat_id, part, options)

    async def _one(self, chat_id: int, part: Bagian, options: dict[str, Any]) -> Message:
        if part.lampiran is None:
            return await self._bot.send_message(chat_id, part.teks, **options)
        return await self._file(chat_id, part.lampiran, part.teks, options)

    async def _file(self, chat_id: int, lampiran: Lampiran, caption: str, options: dict[str, Any]) -> Message:
        from telegram import InputFile

        path = self._path(lampiran)
        assert path is not None
        common = {**options, "caption": caption or None, "read_timeout": BERKAS_S, "write_timeout": BERKAS_S}
        if lampiran.jenis is JenisLampiran.FOTO:
            try:
                with path.open("rb") as stream:
                    photo = InputFile(stream, filename=lampiran.nama, read_file_handle=False)
                    return await self._bot.send_photo(chat_id, photo, **common)
            except BadRequest as error:
                if not _is_picture_fault(error):
                    raise
        with path.open("rb") as stream:
            document = InputFile(stream, filename=lampiran.nama, read_file_handle=False)
            return await self._bot.send_document(chat_id, document, **common)

    # --- what changes a message that is there ---------------------------------------------------------------

    async def sunting(self, row: Keluar, langkah: Langkah) -> int | None:
        """Edit a message; the new id of one that had to be sent anew.  Raises TelegramError, Diambil."""
        target = row.sasaran.message_id if row.sasaran else None
        if target is None:
            return await self.pesan(row, langkah)
        try:
            await self._edit(row, target)
        except BadRequest as error:
            words = str(error).lower()
            if "not modified" in words:
                return None
            if "to edit not found" in words or "can't be edited" in words or "message_id_invalid" in words:
                return await self.pesan(row, langkah)
            raise
        return None

    async def _edit(self, row: Keluar, target: int) -> None:
        pesan = replace(Pesan.from_json(row.isi), lampiran=None)
        try:
            parts, mode = parts_of(pesan), ParseMode.HTML
            await self._edit_parts(row, target, pesan, parts, mode)
        except (BadRequest, HtmlRusak) as error:
            if not _is_markup_fault(error):
                raise
            await self._edit_parts(row, target, pesan, parts_of(pesan, tanpa_html=True), None)

    async def _edit_parts(
        self, row: Keluar, target: int, pesan: Pesan, parts: list[Bagian], mode: str | None
    ) -> None:
        """The first part replaces the message; what is longer follows as messages of its own."""
        first = parts[0]
        markup = reply_markup(pesan, row.chat_id, edit=True) if first.terakhir else None
        try:
            await self._bot.edit_message_text(
                first.teks, row.chat_id, target, parse_mode=mode, reply_markup=markup
            )
        except BadRequest as error:
            if "no text in the message" not in str(error).lower():
                raise
            await self._bot.edit_message_caption(
                row.chat_id, target, caption=first.teks, parse_mode=mode, reply_markup=markup
            )
        for part in parts[1:]:
            await self._ambil(row.chat_id)
            await self._send(row, pesan, part, tanpa_html=mode is None)

    async def hapus(self, row: Keluar) -> None:
        """Delete a message; one that is gone or too old is as good as deleted."""
        target = row.sasaran.message_id if row.sasaran else None
        if target is None:
            return
        try:
            await self._bot.delete_message(row.chat_id, target)
        except BadRequest as error:
            words = str(error).lower()
            if "to delete not found" not in words and "can't be deleted" not in words:
                raise

    async def reaksi(self, row: Keluar) -> None:
        """React to a message of a person."""
        await self._bot.set_message_reaction(row.chat_id, row.isi["message_id"], row.isi["emoji"] or None)

    async def keluar(self, row: Keluar) -> None:
        """Leave a group."""
        await self._bot.leave_chat(row.chat_id)


def _reply(message_id: int) -> Any:
    from telegram import ReplyParameters

    return ReplyParameters(message_id, allow_sending_without_reply=True)


def _is_markup_fault(error: Exception) -> bool:
    return isinstance(error, HtmlRusak) or "can't parse entities" in str(error).lower()


def _is_picture_fault(error: BadRequest) -> bool:
    words = str(error).lower()
    return any(one in words for one in ("photo_", "image_process_failed", "too big for a photo"))


@dataclass(frozen=True, slots=True)
class Putusan:
    """What a fault means for a row, and beyond it."""

    hasil: Hasil
    banjir_s: float | None = None
    """Telegram wants a pause in this chat."""
    obrolan_mati: bool = False
    """Nothing can be delivered to this chat."""
    pindah_ke: int | None = None
    """The group has a new id."""
    sasaran_baru: int | None = None
    """A message that was to be edited had vanished and was sent anew, under this id."""


def judge(row: Keluar, error: TelegramError, now: datetime) -> Putusan:
    """What is done next after a fault of Telegram or of the network."""
    galat = redacted(f"{type(error).__name__}: {error}")[:300]
    if isinstance(error, RetryAfter):
        seconds = error._retry_after.total_seconds()
        return Putusan(_again(row, galat, now + timedelta(seconds=seconds)), banjir_s=seconds)
    if isinstance(error, ChatMigrated):
        return Putusan(_again(row, galat, now), pindah_ke=error.new_chat_id)
    if isinstance(error, Forbidden) or _is_gone(error):
        return Putusan(Hasil(row.id, Keadaan.GAGAL, galat=galat), obrolan_mati=True)
    if isinstance(error, BadRequest) or now - row.dibuat > UMUR:
        return Putusan(Hasil(row.id, Keadaan.GAGAL, galat=galat))
    when = now + timedelta(seconds=pause_s(row.percobaan))
    if isinstance(error, NetworkError) and not any(one in galat for one in BelumAda):
        # The request may have arrived although its answer did not.
        return Putusan(Hasil(row.id, Keadaan.DIKIRIM, galat=galat, kapan=when))
    return Putusan(_again(row, galat, when))


def _again(row: Keluar, galat: str, when: datetime) -> Hasil:
    return Hasil(row.id, Keadaan.SIAP, galat=galat, kapan=when)


def _is_gone(error: TelegramError) -> bool:
    words = str(error).lower()
    return isinstance(error, BadRequest) and ("chat not found" in words or "user is deactivated" in words)


def pause_s(tries: int) -> float:
    """Seconds until the next try: doubled each time, with jitter so that chats do not come back at once."""
    return min(JEDA_MAKS_S, 0.5 * 2.0 ** min(tries - 1, 10)) * random.uniform(0.75, 1.25)
