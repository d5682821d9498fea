"""What the bot says, as rows: claimed by one process, sent, and settled.

In a chat one row is in flight at a time, in the order of ``prioritas`` and ``id``; the first one that
waits (for its instant, or for a flood to pass) holds back those behind it.  A row in ``dikirim`` whose
lease is over is *doubtful*: the process that had it died, or the answer of Telegram was lost.  It may have
arrived, and is claimed with ``ragu`` set, so that the sender looks before it sends again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    text,
    update,
)

from bot.store.tables_bot import inbox, outbox

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

SEWA = timedelta(seconds=20)
"""How long a row is held unless the lease is renewed; then it counts as doubtful."""
SUPERGRUP = -1_000_000_000_000
"""Ids below are supergroups, whose messages are numbered by themselves; all others share one sequence."""
TERAKHIR = 50
"""Updates from which the newest id is told."""
_KUNCI_KLAIM = 0x4C4B6A01
"""Advisory lock under which processes on PostgreSQL claim one after another."""


class Keadaan(StrEnum):
    """The state of a row."""

    SIAP = "siap"
    DIKIRIM = "dikirim"
    TERKIRIM = "terkirim"
    GAGAL = "gagal"
    BATAL = "batal"


@dataclass(frozen=True, slots=True)
class Sasaran:
    """The message that an edit or a deletion is for."""

    id: int
    keadaan: Keadaan
    message_id: int | None


@dataclass(frozen=True, slots=True)
class Keluar:
    """A row that this process is to send now."""

    id: int
    chat_id: int
    thread_id: int | None
    jenis: str
    isi: Mapping[str, Any]
    nama_sasaran: str | None
    """The kunci of the message that this is for."""
    percobaan: int
    """This try included."""
    bagian_terkirim: int
    id_sebelum: int | None
    """Newest message id that was known before the part that is to be sent."""
    message_id: int | None
    """Of the last part that is out."""
    dibuat: datetime
    ragu: bool
    """It may have arrived already."""
    sasaran: Sasaran | None = None


@dataclass(frozen=True, slots=True)
class Hasil:
    """What became of a row.

    ``SIAP``: again at ``kapan``.  ``DIKIRIM``: it may have arrived; looked for at ``kapan``.
    """

    id: int
    keadaan: Keadaan
    message_id: int | None = None
    galat: str | None = None
    kapan: datetime | None = None


def _scope(chat_id: int) -> ColumnElement[bool]:
    """Rows of the outbox whose message ids are of the same sequence as a chat's."""
    return outbox.c.chat_id == chat_id if chat_id < SUPERGRUP else outbox.c.chat_id > SUPERGRUP


async def anything_ready(conn: Koneksi, now: datetime) -> bool:
    """Whether a claim is worth a transaction that writes."""
    return bool((await conn.execute(_ready(), {"now": now})).first())


@cache
def _ready() -> Select[Any]:
    now = bindparam("now", type_=outbox.c.berikut.type)
    ready = or_(
        and_(outbox.c.keadaan == Keadaan.SIAP, outbox.c.berikut <= now),
        and_(outbox.c.keadaan == Keadaan.DIKIRIM, outbox.c.sewa_sampai < now),
    )
    return select(outbox.c.id).where(ready).limit(1)


def _newest() -> Sequence[Any]:
    """The newest ids that are known in the chat of a row: received, and sent; and among the latest updates
    of all private chats, which share one sequence."""
    earlier = outbox.alias()
    received = select(func.max(inbox.c.message_id)).where(inbox.c.chat_id == outbox.c.chat_id)
    sent = select(func.max(earlier.c.message_id)).where(earlier.c.chat_id == outbox.c.chat_id)
    latest = (
        select(inbox.c.chat_id, inbox.c.message_id).order_by(inbox.c.update_id.desc()).limit(TERAKHIR)
    ).subquery()
    shared = select(func.max(latest.c.message_id)).where(latest.c.chat_id > SUPERGRUP)
    return (
        received.scalar_subquery().label("diterima_id"),
        sent.scalar_subquery().label("terkirim_id"),
        shared.scalar_subquery().label("bersama_id"),
    )


@cache
def _wanted() -> Select[Any]:
    """The first row of every chat that may be sent now, and what is doubtful.  Built once: building costs
    more than running."""
    before = outbox.alias()
    ahead = exists().where(
        before.c.chat_id == outbox.c.chat_id,
        or_(
            before.c.keadaan == Keadaan.DIKIRIM,
            and_(
                before.c.keadaan == Keadaan.SIAP,
                or_(
                    before.c.prioritas < outbox.c.prioritas,
                    and_(before.c.prioritas == outbox.c.prioritas, before.c.id < outbox.c.id),
                ),
            ),
        ),
    )
    now = bindparam("now", type_=outbox.c.berikut.type)
    rested = or_(outbox.c.sasaran.is_(None), outbox.c.sasaran.not_in(bindparam("resting", expanding=True)))
    turn = and_(outbox.c.keadaan == Keadaan.SIAP, outbox.c.berikut <= now, rested, ~ahead)
    doubtful = and_(outbox.c.keadaan == Keadaan.DIKIRIM, outbox.c.sewa_sampai < now)
    return (
        select(outbox, *_newest())
        .where(or_(turn, doubtful), outbox.c.chat_id.not_in(bindparam("held", expanding=True)))
        .order_by(outbox.c.prioritas, outbox.c.id)
        .limit(bindparam("many"))
    )


@cache
def _taking() -> Update:
    return (
        update(outbox)
        .where(outbox.c.id == bindparam("row_id"))
        .values(
            keadaan=Keadaan.DIKIRIM,
            pekerja=bindparam("worker"),
            sewa_sampai=bindparam("until"),
            percobaan=outbox.c.percobaan + 1,
            id_sebelum=bindparam("before"),
        )
    )


async def claim(
    conn: Koneksi,
    pekerja: str,
    now: datetime,
    *,
    held: Collection[int] = (),
    resting: Collection[str] = (),
    limit: int = 30,
    newest: int = 0,
) -> Sequence[Keluar]:
    """Take the first row of each chat whose turn it is, what people wait for first.

    ``held`` are chats that are in flight or have no token left, ``resting`` names (kunci) of messages that
    were edited a moment ago, ``newest`` the newest message id that this process knows of private chats.
    """
    if conn.dialect.name == "postgresql":
        await conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KUNCI_KLAIM})
    values = {"now": now, "held": list(held), "resting": list(resting), "many": limit}
    rows = [(row, row.keadaan == Keadaan.DIKIRIM) for row in await conn.execute(_wanted(), values)]
    if not rows:
        return ()
    before = {row.id: _id_before(row, ragu, newest) for row, ragu in rows}
    common = {"worker": pekerja, "until": now + SEWA}
    taken = [{"row_id": row_id, "before": one, **common} for row_id, one in before.items()]
    await conn.execute(_taking(), taken)
    targets = await _targets(conn, [row.sasaran for row, _ in rows if row.sasaran])
    return [_keluar(row, ragu, before[row.id], targets.get(row.sasaran)) for row, ragu in rows]


def _id_before(row: Row[Any], ragu: bool, newest: int) -> int:
    """Messages after this id are looked at where a row is doubtful; the first try is what counts."""
    if row.id_sebelum is not None and (ragu or row.bagian_terkirim):
        return int(row.id_sebelum)
    shared = max(newest, row.bersama_id or 0) if row.chat_id > SUPERGRUP else 0
    return max(row.diterima_id or 0, row.terkirim_id or 0, shared)


@cache
def _named() -> Select[Any]:
    return select(outbox.c.kunci, outbox.c.id, outbox.c.keadaan, outbox.c.message_id).where(
        outbox.c.kunci.in_(bindparam("names", expanding=True))
    )


async def _targets(conn: Koneksi, names: Collection[str]) -> dict[str | None, Sasaran]:
    if not names:
        return {}
    found = await conn.execute(_named(), {"names": list(names)})
    return {row.kunci: Sasaran(row.id, Keadaan(row.keadaan), row.message_id) for row in found}


def _keluar(row: Row[Any], ragu: bool, before: int, target: Sasaran | None) -> Keluar:
    return Keluar(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        jenis=row.jenis,
        isi=row.isi,
        nama_sasaran=row.sasaran,
        percobaan=row.percobaan + 1,
        bagian_terkirim=row.bagian_terkirim,
        id_sebelum=before,
        message_id=row.message_id,
        dibuat=row.dibuat,
        ragu=ragu,
        sasaran=target,
    )


async def settle(conn: Koneksi, results: Sequence[Hasil], pekerja: str, now: datetime) -> None:
    """Write down what became of rows.  Rows that another process has taken over stay as they are."""
    sent = [one for one in results if one.keadaan is Keadaan.TERKIRIM]
    if sent:
        done = [{"row_id": one.id, "message": one.message_id, "trouble": one.galat} for one in sent]
        await conn.execute(_sent(), [{**one, "worker": pekerja, "now": now} for one in done])
    others = [one for one in results if one.keadaan is not Keadaan.TERKIRIM]
    if others:
        await conn.execute(
            _not_sent(),
            [
                {
                    "row_id": one.id,
                    "worker": pekerja,
                    "state": one.keadaan,
                    "trouble": one.galat,
                    "again": one.kapan or now,
                    "until": one.kapan if one.keadaan is Keadaan.DIKIRIM else None,
                }
                for one in others
            ],
        )


def _mine() -> ColumnElement[bool]:
    return and_(
        outbox.c.id == bindparam("row_id"),
        outbox.c.pekerja == bindparam("worker"),
        outbox.c.keadaan == Keadaan.DIKIRIM,
    )


@cache
def _sent() -> Update:
    return (
        update(outbox)
        .where(_mine())
        .values(
            keadaan=Keadaan.TERKIRIM,
            message_id=func.coalesce(
                bindparam("message", type_=outbox.c.message_id.type), outbox.c.message_id
            ),
            galat=bindparam("trouble"),
            sewa_sampai=None,
            terkirim=bindparam("now"),
        )
    )


@cache
def _not_sent() -> Update:
    return (
        update(outbox)
        .where(_mine())
        .values(
            keadaan=bindparam("state"),
            galat=bindparam("trouble"),
            berikut=bindparam("again"),
            sewa_sampai=bindparam("until"),
        )
    )


async def part_sent(
    conn: Koneksi, row_id: int, pekerja: str, bagian: int, message_id: int, now: datetime
) -> bool:
    """One more part of a long message is out.  False where another process has taken the row over."""
    done = await conn.execute(
        update(outbox)
        .where(outbox.c.id == row_id, outbox.c.pekerja == pekerja, outbox.c.keadaan == Keadaan.DIKIRIM)
        .values(bagian_terkirim=bagian, message_id=message_id, id_sebelum=message_id, sewa_sampai=now + SEWA)
    )
    return bool(done.rowcount)


async def moved_message(conn: Koneksi, row_id: int, message_id: int) -> None:
    """A message that had vanished was sent anew: later edits go to the new one."""
    await conn.execute(update(outbox).where(outbox.c.id == row_id).values(message_id=message_id))


async def cancel(conn: Koneksi, row_id: int) -> None:
    """A message that is not out yet is not wanted any longer."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id == row_id, outbox.c.keadaan == Keadaan.SIAP)
        .values(keadaan=Keadaan.BATAL)
    )


async def cancel_chat(conn: Koneksi, chat_id: int) -> int:
    """Nothing more can be delivered to a chat."""
    gone = await conn.execute(
        update(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.keadaan == Keadaan.SIAP)
        .values(keadaan=Keadaan.BATAL)
    )
    return int(gone.rowcount)


async def renew(conn: Koneksi, pekerja: str, ids: Collection[int], now: datetime) -> None:
    """Keep the leases of rows that are being sent."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.id.in_(ids), outbox.c.pekerja == pekerja, outbox.c.keadaan == Keadaan.DIKIRIM)
        .values(sewa_sampai=now + SEWA)
    )


async def release_all(conn: Koneksi, now: datetime) -> None:
    """At start on SQLite, where no other process can be at work: nothing waits for a lease to end."""
    await conn.execute(
        update(outbox)
        .where(outbox.c.keadaan == Keadaan.DIKIRIM)
        .values(sewa_sampai=now - timedelta(microseconds=1))
    )


async def known_ids(conn: Koneksi, chat_id: int, after: int, until: int) -> set[int]:
    """Message ids in a range that are known to be something else: received, or sent and settled."""
    received = inbox.c.chat_id == chat_id if chat_id < SUPERGRUP else inbox.c.chat_id > SUPERGRUP
    found = await conn.execute(
        select(inbox.c.message_id).where(received, inbox.c.message_id.between(after, until))
    )
    known = set(found.scalars())
    found = await conn.execute(
        select(outbox.c.message_id).where(_scope(chat_id), outbox.c.message_id.between(after, until))
    )
    return {int(one) for one in known | set(found.scalars()) if one is not None}
