"""Broadcasts to a class, as rows for ``bot.jobs``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from bot.store.tables_bot import siaran

if TYPE_CHECKING:
    from bot.chat.unit import Unit

TERPANJANG = 3000
"""Letters of a broadcast: one message on a phone."""


async def buat(unit: Unit, kelas_id: int, oleh: int, teks: str) -> int:
    """A broadcast that waits to be sent; call ``Pekerjaan.siarkan`` with its id after the commit."""
    found = await unit.conn.execute(
        insert(siaran)
        .values(kelas_id=kelas_id, oleh=oleh, teks=teks, keadaan="antre", dibuat=unit.now)
        .returning(siaran.c.id)
    )
    number = int(found.scalar_one())
    await unit.catat("siaran", oleh, {"kelas": kelas_id, "siaran": number})
    return number
