"""The queue of the narasumber as rows.  Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from bot.store.dialect import insert_for
from bot.store.tables_bot import antrean, antrean_soal, soal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

OPEN = ("terbuka", "diproses")
"""States of an item that more askers may join."""
COMPARED = 500
"""So many open items, the last touched, are compared with a new question."""


async def item_of(conn: AsyncConnection, soal_id: int) -> int | None:
    """The open item that a question is in."""
    found = await conn.execute(
        select(antrean.c.id)
        .join(antrean_soal, antrean_soal.c.antrean_id == antrean.c.id)
        .where(antrean_soal.c.soal_id == soal_id, antrean.c.keadaan.in_(OPEN))
    )
    return found.scalars().first()


async def open_texts(conn: AsyncConnection) -> list[tuple[int, str]]:
    """Id and wording of the open items, last touched first."""
    found = await conn.execute(
        select(antrean.c.id, antrean.c.teks)
        .where(antrean.c.keadaan.in_(OPEN))
        .order_by(antrean.c.terakhir.desc(), antrean.c.id.desc())
        .limit(COMPARED)
    )
    return [(row.id, row.teks) for row in found]


async def create(
    conn: AsyncConnection, teks: str, sebab: str, petunjuk: Mapping[str, Any], now: datetime
) -> int:
    """A new open item; returns its id."""
    values = {
        "teks": teks,
        "sebab": str(sebab),
        "keadaan": "terbuka",
        "jumlah": 0,
        "petunjuk": dict(petunjuk),
        "dibuat": now,
        "terakhir": now,
    }
    return int((await conn.execute(insert(antrean).values(**values).returning(antrean.c.id))).scalar_one())


async def join(conn: AsyncConnection, item: int, soal_id: int) -> None:
    """Let a question belong to an item; nothing changes where it does already."""
    row = insert_for(conn, antrean_soal).values(antrean_id=item, soal_id=soal_id)
    await conn.execute(row.on_conflict_do_nothing())


async def recount(conn: AsyncConnection, item: int, now: datetime) -> int:
    """Count the distinct people behind an item anew (a question without its person counts as one)."""
    people = (
        select(func.count(soal.c.orang_id.distinct()) + func.count().filter(soal.c.orang_id.is_(None)))
        .select_from(antrean_soal.join(soal, soal.c.id == antrean_soal.c.soal_id))
        .where(antrean_soal.c.antrean_id == item)
    )
    count = int((await conn.execute(people)).scalar_one())
    await conn.execute(update(antrean).where(antrean.c.id == item).values(jumlah=count, terakhir=now))
    return count
