"""The earlier turns of a conversation, from the kept questions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.answering.followup import TURNS
from bot.answering.model import Giliran
from bot.chat.answers import Balasan
from bot.store import questions

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

INGAT = timedelta(minutes=30)
"""After so long a pause a question stands alone: who comes back the next day has another matter."""


async def turns(conn: Koneksi, orang_id: int, chat_id: int, now: datetime) -> tuple[Giliran, ...]:
    """The last turns of a person in this chat, the oldest first.  Other chats do not count: a group never
    hears of what was asked in private."""
    found = await questions.latest(conn, orang_id, chat_id, now - INGAT, TURNS)
    return tuple(Balasan.of_soal(one).giliran() for one in found)


async def turn_of(conn: Koneksi, soal_id: int, chat_id: int) -> tuple[Giliran, ...]:
    """The one turn that a person points at by replying to its answer, however long ago it was."""
    found = await questions.find(conn, soal_id, chat_id)
    return (Balasan.of_soal(found).giliran(),) if found else ()
