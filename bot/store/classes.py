"""Bimtek classes and who belongs to them, as rows.  Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    text,
    union,
    update,
)

from bot.store.dialect import insert_for
from bot.store.people import Obrolan
from bot.store.tables_bot import antrean_soal, jawaban, kelas, kelas_anggota, orang, penilaian, soal

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi


_LOCK = 0x4B4C53
"""First half of the advisory lock on a group's classes in PostgreSQL; any number of our own."""


@dataclass(frozen=True, slots=True)
class Kelas:
    """A class: one training in one group, or in one topic of a forum."""

    id: int
    nama: str
    chat_id: int
    thread_id: int | None
    """The topic; None for the whole group."""
    narasumber_id: int
    dibuka: datetime
    ditutup: datetime | None = None

    @property
    def terbuka(self) -> bool:
        return self.ditutup is None


def _kelas(row: Any) -> Kelas:
    return Kelas(row.id, row.nama, row.chat_id, row.thread_id, row.narasumber_id, row.dibuka, row.ditutup)


async def kelas_terbuka(conn: Koneksi, chat_id: int, thread_id: int | None) -> Kelas | None:
    """The open class that a question in a group belongs to: that of its topic, or else that of the group."""
    where: ColumnElement[bool] = kelas.c.thread_id.is_(None)
    if thread_id is not None:
        where = or_(kelas.c.thread_id == thread_id, where)
    found = await conn.execute(
        select(kelas)
        .where(kelas.c.chat_id == chat_id, kelas.c.ditutup.is_(None), where)
        .order_by(kelas.c.thread_id.is_(None), kelas.c.id.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return _kelas(row) if row else None


async def kelas_pribadi(conn: Koneksi, orang_id: int) -> Kelas | None:
    """The open class for which a person's private questions count, because they chose so; the newest."""
    row = (await conn.execute(_pribadi(), {"who": orang_id})).one_or_none()
    return _kelas(row) if row else None


@cache
def _pribadi() -> Select[Any]:
    return (
        select(kelas)
        .join(kelas_anggota, kelas_anggota.c.kelas_id == kelas.c.id)
        .where(
            kelas_anggota.c.orang_id == bindparam("who"), kelas_anggota.c.pribadi, kelas.c.ditutup.is_(None)
        )
        .order_by(kelas.c.id.desc())
        .limit(1)
    )


async def kelas_soal(conn: Koneksi, orang_id: int, tempat: Obrolan) -> Kelas | None:
    """The class for which a question counts, wherever it was asked; use it when a question is stored."""
    if tempat.pribadi:
        return await kelas_pribadi(conn, orang_id)
    return await kelas_terbuka(conn, tempat.id, tempat.thread_id)


async def get(conn: Koneksi, kelas_id: int) -> Kelas | None:
    """A class by its id, open or closed."""
    row = (await conn.execute(select(kelas).where(kelas.c.id == kelas_id))).one_or_none()
    return _kelas(row) if row else None


async def list_open(
    conn: Koneksi, *, narasumber_id: int | None = None, chat_id: int | None = None
) -> tuple[Kelas, ...]:
    """Open classes, newest first: all, those of a narasumber, those of a group."""
    what = select(kelas).where(kelas.c.ditutup.is_(None)).order_by(kelas.c.id.desc())
    if narasumber_id is not None:
        what = what.where(kelas.c.narasumber_id == narasumber_id)
    if chat_id is not None:
        what = what.where(kelas.c.chat_id == chat_id)
    return tuple(_kelas(row) for row in await conn.execute(what))


async def list_closed(
    conn: Koneksi, *, narasumber_id: int | None = None, limit: int = 5
) -> tuple[Kelas, ...]:
    """The classes that were closed last: all, or those of a narasumber."""
    what = select(kelas).where(kelas.c.ditutup.is_not(None)).order_by(kelas.c.ditutup.desc()).limit(limit)
    if narasumber_id is not None:
        what = what.where(kelas.c.narasumber_id == narasumber_id)
    return tuple(_kelas(row) for row in await conn.execute(what))


async def one_at_a_time(conn: Koneksi, chat_id: int) -> None:
    """Let two who open a class in one group wait for each other.  SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        await conn.execute(
            text("SELECT pg_advisory_xact_lock(:a, hashtext(:b))"), {"a": _LOCK, "b": str(chat_id)}
        )


async def open_class(conn: Koneksi, nama: str, tempat: Obrolan, narasumber_id: int, now: datetime) -> Kelas:
    """Begin a class in a group or topic.  The caller has looked that none is open there."""
    found = await conn.execute(
        insert(kelas)
        .values(
            nama=nama,
            chat_id=tempat.id,
            thread_id=tempat.thread_id,
            narasumber_id=narasumber_id,
            dibuka=now,
        )
        .returning(kelas.c.id)
    )
    return Kelas(int(found.scalar_one()), nama, tempat.id, tempat.thread_id, narasumber_id, now)


async def close_class(conn: Koneksi, kelas_id: int, now: datetime) -> bool:
    """End a class; False where it was closed already."""
    done = await conn.execute(
        update(kelas).where(kelas.c.id == kelas_id, kelas.c.ditutup.is_(None)).values(ditutup=now)
    )
    return bool(done.rowcount)


async def join(conn: Koneksi, kelas_id: int, orang_id: int, now: datetime) -> bool:
    """Make a person a member; False where they were one."""
    done = await conn.execute(
        insert_for(conn, kelas_anggota)
        .values(kelas_id=kelas_id, orang_id=orang_id, sejak=now)
        .on_conflict_do_nothing()
        .returning(kelas_anggota.c.orang_id)
    )
    return done.first() is not None


async def leave(conn: Koneksi, kelas_id: int, orang_id: int) -> bool:
    """End a membership: no more broadcasts; False where there was none."""
    done = await conn.execute(
        kelas_anggota.delete().where(
            kelas_anggota.c.kelas_id == kelas_id, kelas_anggota.c.orang_id == orang_id
        )
    )
    return bool(done.rowcount)


async def count_private(conn: Koneksi, kelas_id: int, orang_id: int, *, ikut: bool) -> bool:
    """Whether a member's private questions count for the class; False for who is no member."""
    done = await conn.execute(
        update(kelas_anggota)
        .where(kelas_anggota.c.kelas_id == kelas_id, kelas_anggota.c.orang_id == orang_id)
        .values(pribadi=ikut)
    )
    return bool(done.rowcount)


async def receivers(conn: Koneksi, kelas_id: int) -> tuple[int, ...]:
    """Who gets a broadcast: members who talked to the bot in private and have not blocked it."""
    found = await conn.execute(
        select(kelas_anggota.c.orang_id)
        .join(orang, orang.c.id == kelas_anggota.c.orang_id)
        .where(kelas_anggota.c.kelas_id == kelas_id, orang.c.memblokir.is_(False))
        .order_by(kelas_anggota.c.orang_id)
    )
    return tuple(found.scalars())


def is_question() -> ColumnElement[bool]:
    """Not a greeting or thanks, which are met kindly but counted nowhere."""
    return or_(soal.c.alasan.is_(None), soal.c.alasan != "sapaan")


def open_question() -> ColumnElement[bool]:
    """A question that was refused, and for which no answer of a narasumber stands published."""
    answered = (
        select(antrean_soal.c.soal_id)
        .join(jawaban, jawaban.c.antrean_id == antrean_soal.c.antrean_id)
        .where(antrean_soal.c.soal_id == soal.c.id, jawaban.c.keadaan == "terbit")
        .exists()
    )
    return and_(soal.c.status == "ditolak", ~answered)


@dataclass(frozen=True, slots=True)
class Angka:
    """Counts of a class."""

    anggota: int
    """People who used the link, or asked in the group."""
    soal: int
    dijawab: int
    terbuka: int
    """Refused, and no answer of a narasumber yet."""


async def numbers(conn: Koneksi, kelas_id: int) -> Angka:
    """How a class stands."""
    people = union(
        select(kelas_anggota.c.orang_id).where(kelas_anggota.c.kelas_id == kelas_id),
        select(soal.c.orang_id).where(soal.c.kelas_id == kelas_id, soal.c.orang_id.is_not(None)),
    ).subquery()
    anggota = (await conn.execute(select(func.count()).select_from(people))).scalar_one()
    of_class = select(func.count()).select_from(soal).where(soal.c.kelas_id == kelas_id, is_question())
    asked = int((await conn.execute(of_class)).scalar_one())
    still_open = int((await conn.execute(of_class.where(open_question()))).scalar_one())
    return Angka(int(anggota), asked, asked - still_open, still_open)


@dataclass(frozen=True, slots=True)
class JawabanKelas:
    """The published answer of a narasumber to a question of the class."""

    nama: str
    teks: str
    rujukan: Any
    terbit: datetime | None


@dataclass(frozen=True, slots=True)
class SoalKelas:
    """A question of a class with what came of it.  No asker: a recap names none."""

    id: int
    teks: str
    status: str
    alasan: str | None
    isi: Mapping[str, Any]
    """What ``bot.chat.answers`` keeps: the answer and its citations."""
    membantu: int
    """People who pressed 👍."""
    belum_membantu: int
    waktu: datetime
    terbuka: bool
    narasumber: JawabanKelas | None


def _votes(nilai: int) -> ScalarSelect[int]:
    """How many people rated a question so."""
    return (
        select(func.count())
        .select_from(penilaian)
        .where(penilaian.c.soal_id == soal.c.id, penilaian.c.nilai == nilai)
        .correlate(soal)
        .scalar_subquery()
    )


async def questions(conn: Koneksi, kelas_id: int) -> tuple[SoalKelas, ...]:
    """Every question of a class, in the order of asking.  Greetings are no questions."""
    published = (
        select(
            antrean_soal.c.soal_id,
            jawaban.c.narasumber,
            jawaban.c.teks,
            jawaban.c.rujukan,
            jawaban.c.terbit,
        )
        .join(jawaban, jawaban.c.antrean_id == antrean_soal.c.antrean_id)
        .where(jawaban.c.keadaan == "terbit")
        .order_by(jawaban.c.id)
    )
    answers = {
        row.soal_id: JawabanKelas(row.narasumber, row.teks, row.rujukan, row.terbit)
        for row in await conn.execute(
            published.join(soal, soal.c.id == antrean_soal.c.soal_id).where(soal.c.kelas_id == kelas_id)
        )
    }
    found = await conn.execute(
        select(soal, open_question().label("terbuka"), _votes(1).label("naik"), _votes(-1).label("turun"))
        .where(soal.c.kelas_id == kelas_id, is_question())
        .order_by(soal.c.id)
    )
    return tuple(
        SoalKelas(
            row.id,
            row.teks,
            row.status,
            row.alasan,
            row.isi,
            row.naik,
            row.turun,
            row.waktu,
            bool(row.terbuka),
            answers.get(row.id),
        )
        for row in found
    )
