"""Questions in the chat and how they were met, as rows.  Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Insert, Select, bindparam, func, insert, select, update

from bot.store.dialect import insert_for, once
from bot.store.tables import jejak
from bot.store.tables_bot import orang, penilaian, soal

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi


@dataclass(frozen=True, slots=True)
class SoalBaru:
    """A question that was met and is to be kept."""

    orang_id: int
    chat_id: int
    teks: str
    status: str
    keyakinan: float
    """0..1"""
    isi: Mapping[str, Any]
    waktu: datetime
    waktu_ms: float
    alasan: str | None = None
    thread_id: int | None = None
    message_id: int | None = None
    update_id: int | None = None
    kelas_id: int | None = None
    jejak_id: str | None = None


@dataclass(frozen=True, slots=True)
class Soal:
    """A kept question."""

    id: int
    orang_id: int | None
    chat_id: int
    thread_id: int | None
    message_id: int | None
    teks: str
    status: str
    alasan: str | None
    keyakinan: float
    jejak_id: str | None
    isi: Mapping[str, Any]
    nilai: int | None
    diteruskan: bool
    waktu: datetime
    nama: str | None = None
    """Of who asked; None after /hapus_data."""


async def save(conn: Koneksi, one: SoalBaru) -> int:
    """Keep a question; returns its id."""
    values = {name: getattr(one, name) for name in SoalBaru.__slots__}
    values["isi"] = dict(one.isi)
    values["keyakinan"] = round(one.keyakinan * 1000)
    values["waktu_ms"] = round(one.waktu_ms)
    return int((await conn.execute(_new(), values)).scalar_one())


@cache
def _new() -> Insert:
    return insert(soal).returning(soal.c.id)


async def save_trace(conn: Koneksi, row: Mapping[str, Any]) -> bool:
    """Keep a trace (see ``bot.store.jejak.trace_row``); False where its short id is taken by another one."""
    new = once(conn, jejak, jejak.c.id)
    return (await conn.execute(new, dict(row))).first() is not None


def _soal(row: Any) -> Soal:
    return Soal(
        row.id,
        row.orang_id,
        row.chat_id,
        row.thread_id,
        row.message_id,
        row.teks,
        row.status,
        row.alasan,
        row.keyakinan / 1000,
        row.jejak_id,
        dict(row.isi),
        row.nilai,
        row.diteruskan,
        row.waktu,
        row.nama,
    )


_WITH_NAME = select(soal, orang.c.nama).outerjoin(orang, orang.c.id == soal.c.orang_id)


async def find(conn: Koneksi, soal_id: int, chat_id: int) -> Soal | None:
    """A question of this chat; None for another chat's, and for one that was deleted."""
    row = (
        await conn.execute(_WITH_NAME.where(soal.c.id == soal_id, soal.c.chat_id == chat_id))
    ).one_or_none()
    return _soal(row) if row else None


async def find_all(conn: Koneksi, ids: Sequence[int], chat_id: int) -> tuple[Soal, ...]:
    """Several questions of this chat, in the order of ``ids``."""
    rows = await conn.execute(_WITH_NAME.where(soal.c.id.in_(ids), soal.c.chat_id == chat_id))
    found = {row.id: _soal(row) for row in rows}
    return tuple(found[one] for one in ids if one in found)


async def latest(conn: Koneksi, orang_id: int, chat_id: int, since: datetime, limit: int) -> tuple[Soal, ...]:
    """The last questions of a person in a chat since an instant, the oldest first."""
    values = {"who": orang_id, "where": chat_id, "since": since, "many": limit}
    rows = await conn.execute(_latest(), values)
    return tuple(reversed([_soal(row) for row in rows]))


@cache
def _latest() -> Select[Any]:
    return (
        _WITH_NAME.where(
            soal.c.orang_id == bindparam("who"),
            soal.c.chat_id == bindparam("where"),
            soal.c.waktu >= bindparam("since"),
        )
        .order_by(soal.c.waktu.desc(), soal.c.id.desc())
        .limit(bindparam("many"))
    )


async def count_since(conn: Koneksi, orang_id: int, since: datetime) -> tuple[int, datetime | None]:
    """How many questions a person asked since an instant, in every chat, and when the first of them was."""
    row = (await conn.execute(_count_since(), {"who": orang_id, "since": since})).one()
    return int(row[0]), row[1]


@cache
def _count_since() -> Select[Any, Any]:
    return select(func.count(), func.min(soal.c.waktu)).where(
        soal.c.orang_id == bindparam("who"), soal.c.waktu > bindparam("since")
    )


async def rate(conn: Koneksi, soal_id: int, orang_id: int, nilai: int, now: datetime) -> bool:
    """A person's opinion of an answer, 1 or -1; may be changed.  False where it is the same as before."""
    had = (
        await conn.execute(
            select(penilaian.c.nilai).where(penilaian.c.soal_id == soal_id, penilaian.c.orang_id == orang_id)
        )
    ).scalar()
    if had == nilai:
        return False
    await conn.execute(
        insert_for(conn, penilaian)
        .values(soal_id=soal_id, orang_id=orang_id, nilai=nilai, waktu=now)
        .on_conflict_do_update(
            index_elements=[penilaian.c.soal_id, penilaian.c.orang_id], set_={"nilai": nilai, "waktu": now}
        )
    )
    total = (
        await conn.execute(select(func.sum(penilaian.c.nilai)).where(penilaian.c.soal_id == soal_id))
    ).scalar_one()
    together = (int(total) > 0) - (int(total) < 0)
    await conn.execute(update(soal).where(soal.c.id == soal_id).values(nilai=together))
    return True


async def forward(conn: Koneksi, soal_id: int) -> bool:
    """Mark a question as passed on to the narasumber; False where it is already."""
    done = await conn.execute(
        update(soal).where(soal.c.id == soal_id, soal.c.diteruskan.is_(False)).values(diteruskan=True)
    )
    return bool(done.rowcount)


async def set_isi(conn: Koneksi, soal_id: int, isi: Mapping[str, Any]) -> None:
    """Replace what buttons and history need."""
    await conn.execute(update(soal).where(soal.c.id == soal_id).values(isi=dict(isi)))
