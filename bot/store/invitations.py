"""Deep links that give a role once or let into a class.  Only the hash of a link is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from bot.store.tables_bot import undangan

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

BERLAKU_PERAN = timedelta(minutes=15)
"""How long a link that gives a role works."""
BERLAKU_KELAS = timedelta(days=60)
"""How long a link into a class works; a class that is closed lets nobody in before that."""
ACAK = 18
"""Random bytes of a link: 24 characters, 144 bits."""


class JenisUndangan(StrEnum):
    """What a link is for; also the prefix of its payload."""

    PERAN = "peran"
    KELAS = "kelas"


@dataclass(frozen=True, slots=True)
class Undangan:
    """A link that was accepted.  ``nilai`` is the role, or the id of the class."""

    id: int
    jenis: JenisUndangan
    nilai: str
    dibuat_oleh: int | None


def fingerprint(payload: str) -> str:
    """The SHA-256 of a payload, as it is kept."""
    return hashlib.sha256(payload.encode()).hexdigest()


def new_payload(jenis: JenisUndangan) -> str:
    """A fresh payload, ``peran-…`` or ``kelas-…`` (30 characters).  Only its hash is kept: it cannot be shown
    again."""
    return f"{jenis.value}-{secrets.token_urlsafe(ACAK)}"


async def keep(
    conn: Koneksi, payload: str, jenis: JenisUndangan, nilai: str, oleh: int | None, now: datetime
) -> None:
    """Make a payload valid.  ``oleh`` is None for one that was made on the server."""
    sekali = jenis is JenisUndangan.PERAN
    await conn.execute(
        insert(undangan).values(
            sidik=fingerprint(payload),
            jenis=jenis.value,
            nilai=nilai,
            dibuat_oleh=oleh,
            dibuat=now,
            kedaluwarsa=now + (BERLAKU_PERAN if sekali else BERLAKU_KELAS),
            sekali=sekali,
        )
    )


async def invite(conn: Koneksi, jenis: JenisUndangan, nilai: str, oleh: int | None, now: datetime) -> str:
    """Make a payload that is valid at once, and return it."""
    payload = new_payload(jenis)
    await keep(conn, payload, jenis, nilai, oleh, now)
    return payload


async def accept(
    conn: Koneksi, jenis: JenisUndangan, payload: str, orang_id: int, now: datetime
) -> Undangan | None:
    """Use a link for a person.  None for one that is unknown, over, of another kind, or used already; who
    asks cannot tell which.  A link that works once is used up in the caller's transaction."""
    usable = (
        undangan.c.sidik == fingerprint(payload),
        undangan.c.jenis == jenis.value,
        undangan.c.kedaluwarsa > now,
        or_(undangan.c.sekali.is_(False), undangan.c.dipakai.is_(None)),
    )
    taken = await conn.execute(
        update(undangan).where(*usable).values(dipakai_oleh=orang_id, dipakai=now).returning(undangan)
    )
    row = taken.one_or_none()
    return Undangan(row.id, jenis, row.nilai, row.dibuat_oleh) if row else None


async def peek(conn: Koneksi, jenis: JenisUndangan, payload: str, now: datetime) -> Undangan | None:
    """What a link would give, without using it."""
    row = (
        await conn.execute(
            select(undangan).where(
                undangan.c.sidik == fingerprint(payload),
                undangan.c.jenis == jenis.value,
                undangan.c.kedaluwarsa > now,
                or_(undangan.c.sekali.is_(False), undangan.c.dipakai.is_(None)),
            )
        )
    ).one_or_none()
    return Undangan(row.id, jenis, row.nilai, row.dibuat_oleh) if row else None


async def withdraw(conn: Koneksi, jenis: JenisUndangan, nilai: str) -> int:
    """End all links to a role or class that could still be used; returns how many."""
    gone = await conn.execute(
        delete(undangan).where(
            undangan.c.jenis == jenis.value,
            undangan.c.nilai == nilai,
            or_(undangan.c.sekali.is_(False), undangan.c.dipakai.is_(None)),
        )
    )
    return int(gone.rowcount)


async def purge(conn: Koneksi, before: datetime) -> int:
    """Forget links that were over before an instant."""
    return int((await conn.execute(delete(undangan).where(undangan.c.kedaluwarsa < before))).rowcount)
