"""Updates from Telegram, kept before they are handled.

An update is accepted once (its id is the primary key), leased by one process, and done in the same
transaction as everything that it changed.  A process that dies leaves its leases to run out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Update, and_, bindparam, exists, or_, select, text, update

from bot.store.dialect import once
from bot.store.tables_bot import inbox

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

SEWA = timedelta(seconds=20)
"""How long a lease holds unless it is renewed; a dead process's updates wait at most this long."""

BATAS_PERCOBAAN = 5
"""An update that fails or kills the process this often is put aside, and its sender told."""

BARU, SELESAI, GAGAL = "baru", "selesai", "gagal"


@dataclass(frozen=True, slots=True)
class Masuk:
    """One update to be handled."""

    update_id: int
    kunci: str
    isi: Mapping[str, Any]
    diterima: datetime
    percobaan: int


class BukanMilik(Exception):
    """Another process has taken over an update, or it is done; what was made for it is thrown away."""


async def accept(
    conn: Koneksi, update_id: int, kunci: str, isi: Mapping[str, Any], now: datetime, pekerja: str
) -> Masuk | None:
    """Keep an update.  Returns it when this process is to handle it now; None for one that is known
    already, and for one that has to wait for an earlier one of the same key, which another process has or
    which is to be tried again.  :func:`one_at_a_time` first."""
    elsewhere = (await conn.execute(_elsewhere(), {"key": kunci, "worker": pekerja})).first()
    row = {
        "update_id": update_id,
        "kunci": kunci,
        "isi": dict(isi),
        "diterima": now,
        "keadaan": BARU,
        "percobaan": 0 if elsewhere else 1,
        "pekerja": None if elsewhere else pekerja,
        "sewa_sampai": None if elsewhere else now + SEWA,
        **_message_of(isi),
    }
    if (await conn.execute(once(conn, inbox, inbox.c.update_id), row)).first() is None:
        return None
    return None if elsewhere else Masuk(update_id, kunci, isi, now, 1)


# What every update needs is built once: building a statement costs more than running it.


@cache
def _elsewhere() -> Select[Any]:
    """An update of a key that another process has, or that is to be tried again."""
    return (
        select(inbox.c.update_id)
        .where(inbox.c.keadaan == BARU, inbox.c.kunci == bindparam("key"))
        .where(or_(inbox.c.pekerja.is_(None), inbox.c.pekerja != bindparam("worker")))
        .limit(1)
    )


async def one_at_a_time(conn: Koneksi, keys: Collection[str]) -> None:
    """Two processes that accept updates of one person at once must see each other's: hold their keys until
    the transaction ends.  SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        for key in sorted(keys):  # in one order everywhere, or two of them would wait for each other
            await conn.execute(
                text("SELECT pg_advisory_xact_lock(hashtextextended(:kunci, 0))"), {"kunci": key}
            )


def _message_of(isi: Mapping[str, Any]) -> dict[str, int | None]:
    """Chat and number of a person's message: what the numbers of our own messages are told from."""
    message = isi.get("message")
    if not isinstance(message, Mapping) or not isinstance(message.get("chat"), Mapping):
        return {"chat_id": None, "message_id": None}
    return {"chat_id": int(message["chat"]["id"]), "message_id": int(message["message_id"])}


async def anything_free(conn: Koneksi, now: datetime) -> bool:
    """Whether a look for free updates is worth a transaction that writes."""
    return bool((await conn.execute(select(inbox.c.update_id).where(_free(now)).limit(1))).first())


def _free(now: datetime) -> ColumnElement[bool]:
    """Not done, and held by nobody."""
    return and_(inbox.c.keadaan == BARU, or_(inbox.c.sewa_sampai.is_(None), inbox.c.sewa_sampai < now))


async def claim(
    conn: Koneksi, pekerja: str, now: datetime, busy: Collection[str], limit: int = 50
) -> Sequence[Masuk]:
    """Take what waits for nobody: the oldest of each key, whose lease is over or was never given.

    ``busy`` are keys that this process has in work already.
    """
    earlier = inbox.alias()
    first = ~exists().where(
        and_(
            earlier.c.kunci == inbox.c.kunci,
            earlier.c.keadaan == BARU,
            earlier.c.update_id < inbox.c.update_id,
        )
    )
    wanted = (
        select(inbox.c.update_id)
        .where(_free(now), first)
        .order_by(inbox.c.update_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    if busy:
        wanted = wanted.where(inbox.c.kunci.not_in(busy))
    ids = list((await conn.execute(wanted)).scalars())
    if not ids:
        return ()
    taken = await conn.execute(
        update(inbox)
        .where(inbox.c.update_id.in_(ids))
        .values(pekerja=pekerja, sewa_sampai=now + SEWA, percobaan=inbox.c.percobaan + 1)
        .returning(inbox)
    )
    found = [Masuk(row.update_id, row.kunci, row.isi, row.diterima, row.percobaan) for row in taken]
    return sorted(found, key=lambda one: one.update_id)


async def renew(conn: Koneksi, pekerja: str, now: datetime) -> None:
    """Keep the leases of a living process."""
    await conn.execute(
        update(inbox)
        .where(inbox.c.pekerja == pekerja, inbox.c.keadaan == BARU)
        .values(sewa_sampai=now + SEWA)
    )


async def release(
    conn: Koneksi, now: datetime, *, pekerja: str | None = None, kunci: str | None = None
) -> None:
    """Give leases back: those of a process that stops, its updates of one key that are to be tried later
    (``now`` is then the instant from which), or all of them (SQLite at start, where no other process can be
    at work)."""
    what = update(inbox).where(inbox.c.keadaan == BARU)
    if pekerja is not None:
        what = what.where(inbox.c.pekerja == pekerja)
    if kunci is not None:
        what = what.where(inbox.c.kunci == kunci)
    await conn.execute(what.values(pekerja=None, sewa_sampai=now))


@cache
def _finished() -> Update:
    return (
        update(inbox)
        .where(
            inbox.c.update_id == bindparam("which"),
            inbox.c.pekerja == bindparam("worker"),
            inbox.c.keadaan == BARU,
        )
        .values(keadaan=bindparam("state"), selesai=bindparam("selesai"), isi={}, sewa_sampai=None)
    )


async def finish(conn: Koneksi, update_id: int, pekerja: str, now: datetime, keadaan: str = SELESAI) -> None:
    """Mark an update as done in the transaction of its effects.

    Raises BukanMilik where it is done already or another process holds it: the transaction must end.
    """
    done = await conn.execute(
        _finished(), {"which": update_id, "worker": pekerja, "state": keadaan, "selesai": now}
    )
    if done.rowcount != 1:
        raise BukanMilik(update_id)
