"""The queue of questions that wait for a narasumber: like questions are one item."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.antrean import serupa
from bot.store import queue

if TYPE_CHECKING:
    from bot.store.async_store import AsyncStore
    from bot.store.koneksi import Koneksi


class Sebab(StrEnum):
    """Why a question is in the queue, weakest first."""

    RAGU = "ragu"
    """It was answered with little confidence."""
    DITOLAK = "ditolak"
    """The index knows no answer."""
    TIDAK_PUAS = "tidak-puas"
    """The asker found the answer bad, or not clear."""
    DITERUSKAN = "diteruskan"
    """The asker wants a person to answer."""


_STRENGTH = {one.value: at for at, one in enumerate(Sebab)}


async def antrekan(
    conn: Koneksi,
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
    await queue.one_at_a_time(conn)
    item = await queue.item_of(conn, soal_id)
    if item is None:
        item = serupa.pertama(teks, await queue.open_texts(conn))
        if item is None:
            item = await queue.create(conn, " ".join(teks.split()), cause, petunjuk, now)
        await queue.join(conn, item, soal_id)
    await _strengthen(conn, item, cause, petunjuk)
    await queue.recount(conn, item, now)
    return item


async def cari_serupa(conn: Koneksi, teks: str) -> int | None:
    """The open item that asks the same as a text; None where there is none.  Call it before the transaction
    of :func:`antrekan` where a process has just started: the texts of the queue are then read and kept."""
    return serupa.pertama(teks, await queue.open_texts(conn))


async def hangatkan(store: AsyncStore) -> None:
    """Read the open items once, for a process that has just started, so that the first question of the day
    does not do it inside its transaction (0.3 ms an item)."""
    async with store.read() as conn:
        texts = await queue.open_texts(conn)
    await asyncio.to_thread(lambda: [serupa.ciri(text) for _, text in texts])


async def _strengthen(conn: Koneksi, item: int, cause: Sebab, petunjuk: Mapping[str, Any]) -> None:
    """The strongest reason stands for the item; hints that it lacked are taken over."""
    known = await queue.load(conn, item)
    if known is None:
        return
    hints = {**{k: v for k, v in petunjuk.items() if v}, **{k: v for k, v in known.petunjuk.items() if v}}
    stronger = cause if _STRENGTH[cause] > _STRENGTH.get(known.sebab, -1) else Sebab(known.sebab)
    if hints != known.petunjuk or stronger != known.sebab:
        await queue.describe(conn, item, sebab=stronger, petunjuk=hints)


async def buka_lagi(conn: Koneksi, item: int, soal_id: int, keluhan: str | None, now: datetime) -> None:
    """An asker found the published answer not clear: the item is open again with their words, and they are
    told of the next answer."""
    known = await queue.load(conn, item)
    if known is None:
        return
    said = [*known.petunjuk.get("belum_jelas", ()), *([keluhan] if keluhan else ())]
    hints = {**known.petunjuk, "belum_jelas": said[-MOST_COMPLAINTS:]}
    await queue.describe(conn, item, sebab=Sebab.TIDAK_PUAS, petunjuk=hints)
    await queue.set_state(conn, item, queue.DONE, "terbuka", now)
    await queue.tell_again(conn, item, soal_id)


MOST_COMPLAINTS = 5
"""So many words of dissatisfied askers are shown with an item, the latest."""


async def gabungkan(conn: Koneksi, item: int, ke: int, now: datetime) -> bool:
    """Let the questions of an open item belong to another open one; False where either is not open."""
    both = [await queue.load(conn, one) for one in (item, ke)]
    if item == ke or any(one is None or one.keadaan not in queue.OPEN for one in both):
        return False
    await queue.move(conn, item, ke)
    await queue.recount(conn, ke, now)
    return True


async def pisahkan(conn: Koneksi, item: int, teks: str, now: datetime) -> int | None:
    """Give the questions of an open item that are worded as ``teks`` an item of their own; returns its id.
    None where nothing would be left behind, or nothing is worded so."""
    known = await queue.load(conn, item)
    if known is None or known.keadaan not in queue.OPEN:
        return None
    asked = await queue.questions(conn, item)
    mine = [one.soal_id for one in asked if _plain(one.teks) == _plain(teks)]
    if not mine or len(mine) == len(asked):
        return None
    new = await queue.create(conn, " ".join(teks.split()), known.sebab, {}, now)
    await queue.move(conn, item, new, mine)
    rest = [one.teks for one in asked if one.soal_id not in mine]
    if _plain(known.teks) == _plain(teks):
        await queue.rename(conn, item, rest[0])
    await queue.recount(conn, item, now)
    await queue.recount(conn, new, now)
    return new


def _plain(teks: str) -> str:
    return " ".join(teks.casefold().split()).strip(" ?.!")
