"""Whom a call is about: the chat, whether the bot may write there, the message, the topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.web.botapi.bentuk import Message
from bot.web.botapi.kesalahan import GalatApi, buruk, terlarang
from bot.web.botapi.permintaan import Permintaan
from bot.web.botapi.ruang import Ruang

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti


def cari_ruang(dunia: Inti, chat_id: Any) -> Ruang:
    """The chat with this id (or group @name). Errors: 400 "chat_id is empty", "chat not found"."""
    if chat_id in (None, ""):
        raise buruk("chat_id is empty")
    try:
        number = int(str(chat_id))
    except ValueError:
        raise buruk("chat not found") from None
    room = dunia.ruang.get(number)
    if room is None:
        if number in dunia.orang:
            return dunia.buka_pribadi(dunia.orang[number])
        raise buruk("chat not found")
    return room


def wajib_di_dalam(room: Ruang) -> None:
    """Error: 403 where the bot is not in the group."""
    if not room.bot_di_dalam():
        kind = "supergroup" if room.urutan_sendiri else "group"
        how = "was kicked from" if room.bot == "kicked" else "is not a member of"
        raise terlarang(f"bot {how} the {kind} chat")


def ruang_masuk(dunia: Inti, minta: Permintaan) -> Ruang:
    """The chat of the call, where the bot may act. Errors: 400, 403 (blocked, kicked, never started)."""
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    wajib_di_dalam(room)
    if room.diblokir:
        raise terlarang("bot was blocked by the user")
    if room.pribadi and not room.dimulai:
        raise terlarang("bot can't initiate conversation with a user")
    return room


def ruang_tulis(dunia: Inti, minta: Permintaan, *, pesan: int = 1) -> Ruang:
    """The same for what counts as so many messages in the flood control. Error also: 429."""
    room = ruang_masuk(dunia, minta)
    wait = dunia.batas.periksa(room.obrolan.id, pesan)
    if wait is not None:
        raise GalatApi(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
    return room


def topik_tulis(ruang: Ruang, minta: Permintaan) -> int | None:
    """``message_thread_id`` where the chat has that topic. Error: 400."""
    number = minta.bulat("message_thread_id")
    if not number:
        return None
    if not ruang.obrolan.forum or number == 1:
        if ruang.obrolan.forum:
            return None
        raise buruk("message thread not found")
    if number not in ruang.topik:
        raise buruk("message thread not found")
    return number


def pesan_sasaran(ruang: Ruang, minta: Permintaan, tak_ada: str) -> Message:
    """The message of ``message_id``. Error: 400 with the words of the method."""
    number = minta.bulat("message_id")
    if not number:
        raise buruk("message identifier is not specified")
    message = ruang.hidup(number)
    if message is None:
        raise buruk(tak_ada)
    return message
