"""Has a doubtful message arrived?  Telegram takes no idempotency key, so we look for it.

Message ids are one ascending sequence per bot over all private chats (and basic groups), and one per
supergroup.  A message that was sent when ``id_sebelum`` was the newest id has one of the next ids.  To each
of them that is not known to be something else we give, by ``editMessageReplyMarkup``, the very buttons that
the doubtful message has: where it is there this changes nothing ("message is not modified"), a message of a
person cannot be edited, and an id of another chat is not found.  Nothing can be destroyed by it, since in
this chat no other message of ours has been sent since ``id_sebelum``.

This finds a message as long as ids are sequential and fewer than ``CALON`` unknown ones came in between.
Where that does not hold (a busy supergroup whose messages the bot does not see, a Bot API server that counts
otherwise) the message is sent again: delivery is then at least once, never less.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.chat.message import Pesan
from bot.store.outbox import Keluar
from bot.telegram.delivery import parts_of
from bot.telegram.keyboards import reply_markup
from bot.telegram.render import HtmlRusak

if TYPE_CHECKING:
    from telegram.ext import ExtBot

CALON = 25
"""Ids that are tried in a private chat."""
CALON_GRUP = 8
"""Ids that are tried in a group, whose requests are counted."""
JANGKAUAN = 200
"""How far behind ``id_sebelum`` is looked."""


def candidates(row: Keluar, known: Collection[int]) -> list[int]:
    """The ids that a doubtful row may have."""
    start = (row.id_sebelum or 0) + 1
    many = CALON_GRUP if row.chat_id < 0 else CALON
    return [one for one in range(start, start + JANGKAUAN) if one not in known][:many]


async def look_for(
    bot: ExtBot[None],
    row: Keluar,
    known: Collection[int],
    wait: Callable[[], Awaitable[None]],
) -> int | None:
    """The id under which a doubtful message is in its chat; None where it is not.

    ``known``: ids that are known to be something else.  Raises TelegramError for faults that say nothing.
    """
    if not row.id_sebelum:
        return None
    pesan = Pesan.from_json(row.isi)
    last = is_last_part(row)
    markup = reply_markup(pesan, row.chat_id, edit=True) if last else None
    asks = last and bool(pesan.minta_balasan) and not pesan.tombol and row.chat_id > 0
    for one in candidates(row, known):
        await wait()
        try:
            await bot.edit_message_reply_markup(row.chat_id, one, reply_markup=markup)
        except BadRequest as error:
            words = str(error).lower()
            # A message that opens the reply field cannot be edited; those of the person are known.
            if "not modified" in words or (asks and "can't be edited" in words):
                return one
            continue
        return one
    return None


def is_last_part(row: Keluar) -> bool:
    """Whether the doubtful part of a message is the one with the buttons."""
    pesan = Pesan.from_json(row.isi)
    try:
        count = len(parts_of(pesan))
    except HtmlRusak:
        count = len(parts_of(pesan, tanpa_html=True))
    return row.bagian_terkirim >= count - 1
