"""People, their roles, and the groups, as rows.  Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Update, bindparam, delete, insert, select, update

from bot.store.dialect import once
from bot.store.tables_bot import kelas, obrolan, orang, peran

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi


class Peran(StrEnum):
    """What a person may do beyond asking and drafting.  An admin may do what a narasumber may."""

    NARASUMBER = "narasumber"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Orang:
    """A person as the handlers see them."""

    id: int
    nama: str
    username: str | None = None
    peran: frozenset[Peran] = frozenset()
    instansi: str | None = None
    ingatan: Mapping[str, Any] | None = None
    baru: bool = False
    """First time that the bot meets them."""

    @property
    def is_admin(self) -> bool:
        return Peran.ADMIN in self.peran

    @property
    def is_narasumber(self) -> bool:
        return Peran.NARASUMBER in self.peran or self.is_admin

    def boleh(self, needed: str | None) -> bool:
        """Whether the person has a role now; None needs none."""
        if needed is None:
            return True
        return self.is_admin if needed == Peran.ADMIN else self.is_narasumber


async def load_person(conn: Koneksi, orang_id: int, nama: str, username: str | None) -> Orang:
    """The person with the roles that they have at this moment; a new one where there is no row."""
    row = (await conn.execute(_person(), {"orang_id": orang_id})).one_or_none()
    found = (await conn.execute(_roles(), {"orang_id": orang_id})).scalars()
    roles = frozenset(Peran(one) for one in found)
    if row is None:
        return Orang(orang_id, nama, username, roles, baru=True)
    return Orang(orang_id, nama, username, roles, row.instansi, dict(row.ingatan))


# What every update needs is built once: building a statement costs more than running it.


@cache
def _person() -> Select[Any]:
    return select(orang).where(orang.c.id == bindparam("orang_id"))


@cache
def _roles() -> Select[Any]:
    return select(peran.c.peran).where(peran.c.orang_id == bindparam("orang_id"))


@cache
def _seen() -> Update:
    return update(orang).where(orang.c.id == bindparam("orang_id"))


async def save_person(conn: Koneksi, one: Orang, now: datetime) -> None:
    """Keep name and time of the last visit; what only an interview knows stays as it is."""
    seen = {"nama": one.nama, "username": one.username, "terakhir": now, "memblokir": False}
    if one.baru:
        new = await conn.execute(
            once(conn, orang, orang.c.id), {"id": one.id, "ingatan": {}, "dibuat": now, **seen}
        )
        if new.first() is not None:
            return
    await conn.execute(_seen(), {"orang_id": one.id, **seen})


async def remember(conn: Koneksi, orang_id: int, *, instansi: str | None, ingatan: Mapping[str, Any]) -> None:
    """What the next interview may suggest."""
    await conn.execute(
        update(orang).where(orang.c.id == orang_id).values(instansi=instansi, ingatan=dict(ingatan))
    )


async def give_role(conn: Koneksi, orang_id: int, role: Peran, oleh: int | None, now: datetime) -> bool:
    """Give a role; False where the person has it already."""
    has = select(peran.c.peran).where(peran.c.orang_id == orang_id, peran.c.peran == role.value)
    if (await conn.execute(has)).first():
        return False
    await conn.execute(insert(peran).values(orang_id=orang_id, peran=role.value, oleh=oleh, sejak=now))
    return True


async def take_role(conn: Koneksi, orang_id: int, role: Peran) -> bool:
    """Take a role away; False where the person did not have it."""
    gone = await conn.execute(delete(peran).where(peran.c.orang_id == orang_id, peran.c.peran == role.value))
    return bool(gone.rowcount)


async def people_with(conn: Koneksi, role: Peran, *, hold: bool = False) -> tuple[int, ...]:
    """Ids of all who have a role.  ``hold``: nobody else changes these rows until the transaction ends."""
    what = select(peran.c.orang_id).where(peran.c.peran == role.value).order_by(peran.c.orang_id)
    found = await conn.execute(what.with_for_update() if hold else what)
    return tuple(found.scalars())


async def names(conn: Koneksi, ids: Collection[int]) -> Mapping[int, str]:
    """What people are called, of those whom the bot has met."""
    found = await conn.execute(select(orang.c.id, orang.c.nama).where(orang.c.id.in_(ids)))
    return {row.id: row.nama for row in found}


@dataclass(frozen=True, slots=True)
class Obrolan:
    """A chat as the handlers see it."""

    id: int
    jenis: str
    """Telegram's: ``private``, ``group``, ``supergroup``, ``channel``."""
    judul: str = ""
    thread_id: int | None = None
    """The forum topic of the update; None outside of forums."""

    @property
    def pribadi(self) -> bool:
        return self.jenis == "private"


async def group_allowed(conn: Koneksi, chat_id: int) -> bool:
    """Whether the bot may stay in a group."""
    found = await conn.execute(select(obrolan.c.diizinkan).where(obrolan.c.id == chat_id))
    return bool(found.scalar())


async def save_group(conn: Koneksi, one: Obrolan, now: datetime, *, di_dalam: bool = True) -> None:
    """Keep title and membership of a group; permission stays as it is (a new one has none)."""
    changed = await conn.execute(
        update(obrolan)
        .where(obrolan.c.id == one.id)
        .values(jenis=one.jenis, judul=one.judul, terakhir=now, di_dalam=di_dalam)
    )
    if changed.rowcount == 0:
        await conn.execute(
            insert(obrolan).values(
                id=one.id,
                jenis=one.jenis,
                judul=one.judul,
                diizinkan=False,
                dibuat=now,
                terakhir=now,
                di_dalam=di_dalam,
            )
        )


async def allow_group(conn: Koneksi, chat_id: int, oleh: int | None, *, boleh: bool = True) -> bool:
    """Let the bot stay in a group, or not any longer; False for a group that it never saw."""
    changed = await conn.execute(
        update(obrolan).where(obrolan.c.id == chat_id).values(diizinkan=boleh, diizinkan_oleh=oleh)
    )
    return bool(changed.rowcount)


async def move_group(conn: Koneksi, old: int, new: Obrolan, now: datetime) -> None:
    """A group became a supergroup, which has another id: its permission and its classes go with it."""
    allowed = (await conn.execute(select(obrolan).where(obrolan.c.id == old))).one_or_none()
    await save_group(conn, new, now)
    if allowed is not None and allowed.diizinkan:
        await allow_group(conn, new.id, allowed.diizinkan_oleh)
    await conn.execute(update(obrolan).where(obrolan.c.id == old).values(di_dalam=False, diizinkan=False))
    await conn.execute(update(kelas).where(kelas.c.chat_id == old).values(chat_id=new.id))
