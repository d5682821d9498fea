"""The queue of questions that wait for a narasumber: like questions are one item."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.store import queue

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class Sebab(StrEnum):
    """Why a question is in the queue, weakest first."""

    RAGU = "ragu"
    DITOLAK = "ditolak"
    TIDAK_PUAS = "tidak-puas"
    DITERUSKAN = "diteruskan"


async def antrekan(
    conn: AsyncConnection,
    soal_id: int,
    teks: str,
    sebab: Sebab | str,
    petunjuk: Mapping[str, Any],
    now: datetime,
) -> int:
    """Put the question ``soal_id`` into the queue, in the caller's transaction; returns the item's id.

    Joins an open item that asks the same thing, else makes one.  A question that is in an open item
    already stays there (its reason may become stronger): calling twice changes nothing.  ``petunjuk``:
    ``{"terdekat": [{"sumber": str, "letak": str}, …], "jawaban": str | None}``; both keys may be missing.
    """
    cause = Sebab(sebab)
    item = await queue.item_of(conn, soal_id)
    if item is None:
        mine = " ".join(teks.casefold().split())
        opened = await queue.open_texts(conn)
        same = next((one for one, text in opened if " ".join(text.casefold().split()) == mine), None)
        item = same or await queue.create(conn, teks, cause, petunjuk, now)
        await queue.join(conn, item, soal_id)
    await queue.recount(conn, item, now)
    return item
