"""Buttons that were sent, looked up and used up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from bot.store.tables_bot import tombol

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi


@dataclass(frozen=True, slots=True)
class TombolTersimpan:
    """A stored button."""

    id: str
    pemilik: int | None
    chat_id: int
    peran: str | None
    aksi: str
    data: Mapping[str, Any]
    kelompok: str | None
    sekali: bool
    kedaluwarsa: datetime
    dipakai: datetime | None


async def find(conn: Koneksi, kode: str) -> TombolTersimpan | None:
    """The button of a callback; None for one that we never made, or that is long gone."""
    row = (await conn.execute(select(tombol).where(tombol.c.id == kode))).one_or_none()
    if row is None:
        return None
    return TombolTersimpan(
        row.id,
        row.pemilik,
        row.chat_id,
        row.peran,
        row.aksi,
        dict(row.data),
        row.kelompok,
        row.sekali,
        row.kedaluwarsa,
        row.dipakai,
    )


async def use_up(conn: Koneksi, one: TombolTersimpan, now: datetime) -> bool:
    """Use a button in the transaction of its effects.  False where another press was first."""
    if not one.sekali and one.kelompok is None:
        return True
    same = (
        or_(tombol.c.id == one.id, tombol.c.kelompok == one.kelompok)
        if one.kelompok
        else tombol.c.id == one.id
    )
    used = await conn.execute(
        update(tombol).where(same, tombol.c.dipakai.is_(None)).values(dipakai=now).returning(tombol.c.id)
    )
    return one.id in set(used.scalars())


async def purge(conn: Koneksi, before: datetime) -> int:
    """Forget buttons that expired before an instant."""
    return int((await conn.execute(delete(tombol).where(tombol.c.kedaluwarsa < before))).rowcount)
