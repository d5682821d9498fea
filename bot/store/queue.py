"""The queue of the narasumber as rows.  Every function works in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Update, bindparam, case, delete, func, insert, select, text, update

from bot.store.dialect import once
from bot.store.tables_bot import antrean, antrean_soal, jawaban, orang, penilaian, soal

if TYPE_CHECKING:
    from sqlalchemy.engine import Row

    from bot.store.koneksi import Koneksi

OPEN = ("terbuka", "diproses")
"""States of an item that more askers may join: waiting, and being answered."""
DONE = ("terjawab", "diabaikan")
COMPARED = 500
"""So many open items, the last touched, are compared with a new question."""
_LOCK = 7_302_114
"""Any number: the name of the lock on the queue in PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Butir:
    """An item of the queue."""

    id: int
    teks: str
    sebab: str
    keadaan: str
    jumlah: int
    """Distinct people who asked."""
    petunjuk: Mapping[str, Any]
    dibuat: datetime
    terakhir: datetime


@dataclass(frozen=True, slots=True)
class Penanya:
    """A question of an item and where its answer goes."""

    soal_id: int
    orang_id: int | None
    """None after the person had their data deleted."""
    chat_id: int
    thread_id: int | None
    message_id: int | None
    teks: str
    diberi_tahu: datetime | None
    memblokir: bool


async def one_at_a_time(conn: Koneksi) -> None:
    """Let transactions over the queue wait for each other, so that two askers of one question do not make two
    items, nor two narasumber two answers.  SQLite has one writer anyway."""
    if conn.dialect.name == "postgresql":
        await conn.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))


async def load(conn: Koneksi, item: int) -> Butir | None:
    """An item by its id."""
    row = (await conn.execute(_one(), {"item": item})).one_or_none()
    return _butir(row) if row else None


# What every refused question needs is built once: building a statement costs more than running it.


@cache
def _one() -> Select[Any]:
    return select(antrean).where(antrean.c.id == bindparam("item"))


@cache
def _item_of() -> Select[Any]:
    return (
        select(antrean.c.id)
        .join(antrean_soal, antrean_soal.c.antrean_id == antrean.c.id)
        .where(antrean_soal.c.soal_id == bindparam("soal"), antrean.c.keadaan.in_(OPEN))
    )


@cache
def _open_texts() -> Select[Any]:
    return (
        select(antrean.c.id, antrean.c.teks)
        .where(antrean.c.keadaan.in_(OPEN))
        .order_by(antrean.c.terakhir.desc(), antrean.c.id.desc())
        .limit(COMPARED)
    )


@cache
def _people() -> Select[Any]:
    """How many distinct people are behind an item."""
    return (
        select(func.count(soal.c.orang_id.distinct()) + func.count().filter(soal.c.orang_id.is_(None)))
        .select_from(antrean_soal.join(soal, soal.c.id == antrean_soal.c.soal_id))
        .where(antrean_soal.c.antrean_id == bindparam("item"))
    )


@cache
def _counted() -> Update:
    return update(antrean).where(antrean.c.id == bindparam("item"))


async def item_of(conn: Koneksi, soal_id: int) -> int | None:
    """The open item that a question is in."""
    row = (await conn.execute(_item_of(), {"soal": soal_id})).first()
    return int(row.id) if row else None


async def open_texts(conn: Koneksi) -> list[tuple[int, str]]:
    """Id and wording of the open items, last touched first."""
    return [(row.id, row.teks) for row in await conn.execute(_open_texts())]


async def create(conn: Koneksi, teks: str, sebab: str, petunjuk: Mapping[str, Any], now: datetime) -> int:
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


async def join(conn: Koneksi, item: int, soal_id: int) -> None:
    """Let a question belong to an item; nothing changes where it does already."""
    new = once(conn, antrean_soal, antrean_soal.c.soal_id)
    (await conn.execute(new, {"antrean_id": item, "soal_id": soal_id})).close()


async def recount(conn: Koneksi, item: int, now: datetime) -> int:
    """Count the distinct people behind an item anew (a question without its person counts as one)."""
    count = int((await conn.execute(_people(), {"item": item})).scalar_one())
    await conn.execute(_counted(), {"item": item, "jumlah": count, "terakhir": now})
    return count


async def describe(conn: Koneksi, item: int, *, sebab: str, petunjuk: Mapping[str, Any]) -> None:
    """Change reason and hints of an item."""
    await conn.execute(
        update(antrean).where(antrean.c.id == item).values(sebab=str(sebab), petunjuk=dict(petunjuk))
    )


async def rename(conn: Koneksi, item: int, teks: str) -> None:
    """Change the wording that stands for an item."""
    await conn.execute(update(antrean).where(antrean.c.id == item).values(teks=teks))


async def set_state(conn: Koneksi, item: int, dari: Sequence[str], ke: str, now: datetime) -> bool:
    """Change the state of an item that is in one of ``dari``; False where another was first."""
    changed = await conn.execute(
        update(antrean)
        .where(antrean.c.id == item, antrean.c.keadaan.in_(dari))
        .values(keadaan=ke, terakhir=now)
    )
    return bool(changed.rowcount)


async def move(conn: Koneksi, item: int, ke: int, soal_ids: Sequence[int] | None = None) -> None:
    """Let questions of an item (all: None, then the emptied item goes) belong to another one."""
    mine = select(antrean_soal.c.soal_id).where(antrean_soal.c.antrean_id == item)
    ids = list(soal_ids) if soal_ids is not None else list((await conn.execute(mine)).scalars())
    for one in ids:
        await join(conn, ke, one)
    await conn.execute(
        delete(antrean_soal).where(antrean_soal.c.antrean_id == item, antrean_soal.c.soal_id.in_(ids))
    )
    if soal_ids is None:
        await conn.execute(update(jawaban).where(jawaban.c.antrean_id == item).values(antrean_id=ke))
        await conn.execute(delete(antrean).where(antrean.c.id == item))


_ORDER = (
    antrean.c.jumlah.desc(),
    case((antrean.c.sebab == "diteruskan", 0), else_=1),
    antrean.c.dibuat,
    antrean.c.id,
)
"""Most asked first, then those that somebody wants answered by a person, then the oldest."""


async def page(
    conn: Koneksi, mulai: int, banyak: int, keadaan: Sequence[str] = OPEN
) -> tuple[tuple[Butir, ...], int]:
    """A page of the open items, and how many there are."""
    where = antrean.c.keadaan.in_(keadaan)
    total = int((await conn.execute(select(func.count()).select_from(antrean).where(where))).scalar_one())
    rows = await conn.execute(select(antrean).where(where).order_by(*_ORDER).offset(mulai).limit(banyak))
    return tuple(_butir(row) for row in rows), total


async def after(conn: Koneksi, item: int) -> Butir | None:
    """The open item behind this one in the order of the queue; the first one behind the last."""
    ids = list(
        (
            await conn.execute(select(antrean.c.id).where(antrean.c.keadaan.in_(OPEN)).order_by(*_ORDER))
        ).scalars()
    )
    rest = [one for one in ids if one != item]
    if not rest:
        return None
    at = ids.index(item) if item in ids else -1
    return await load(conn, ids[at + 1] if at + 1 < len(ids) else rest[0])


async def questions(conn: Koneksi, item: int) -> tuple[Penanya, ...]:
    """The questions of an item, oldest first."""
    rows = await conn.execute(
        select(soal, antrean_soal.c.diberi_tahu, orang.c.memblokir)
        .select_from(
            antrean_soal.join(soal, soal.c.id == antrean_soal.c.soal_id).outerjoin(
                orang, orang.c.id == soal.c.orang_id
            )
        )
        .where(antrean_soal.c.antrean_id == item)
        .order_by(soal.c.id)
    )
    return tuple(
        Penanya(
            row.id,
            row.orang_id,
            row.chat_id,
            row.thread_id,
            row.message_id,
            row.teks,
            row.diberi_tahu,
            bool(row.memblokir),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class Keberatan:
    """What askers found lacking in the answer, in the words of the first of them."""

    teks: str
    jumlah: int
    """How many said so."""


async def objections(conn: Koneksi, item: int) -> tuple[Keberatan, ...]:
    """Why the askers of an item found their answer bad (👎 with a reason), the same words counted as one;
    those most said first.  Who is content by now does not count."""
    content = (
        select(penilaian.c.soal_id)
        .where(
            penilaian.c.soal_id == soal.c.id,
            penilaian.c.orang_id == soal.c.orang_id,
            penilaian.c.nilai > 0,
        )
        .exists()
    )
    found = await conn.execute(
        select(soal.c.isi["kurang"].as_string())
        .join(antrean_soal, antrean_soal.c.soal_id == soal.c.id)
        .where(antrean_soal.c.antrean_id == item, ~content)
        .order_by(soal.c.id)
    )
    said: dict[str, list[str]] = {}
    for text_ in found.scalars():
        words = " ".join((text_ or "").split())
        if words:
            said.setdefault(words.casefold().strip(" .!?,"), []).append(words)
    most_first = sorted(said.values(), key=len, reverse=True)
    return tuple(Keberatan(same[0], len(same)) for same in most_first)


async def told(conn: Koneksi, item: int, now: datetime) -> None:
    """Remember that everybody behind an item heard of its answer."""
    await conn.execute(
        update(antrean_soal)
        .where(antrean_soal.c.antrean_id == item, antrean_soal.c.diberi_tahu.is_(None))
        .values(diberi_tahu=now)
    )


async def tell_again(conn: Koneksi, item: int, soal_id: int) -> None:
    """Let the asker of a question hear of the next answer."""
    await conn.execute(
        update(antrean_soal)
        .where(antrean_soal.c.antrean_id == item, antrean_soal.c.soal_id == soal_id)
        .values(diberi_tahu=None)
    )


async def prune(conn: Koneksi, now: datetime) -> int:
    """Drop open items whose questions were all deleted, and count the others anew; for retention and for
    the deletion of a person's data.  Returns how many items went."""
    empty = ~select(antrean_soal.c.soal_id).where(antrean_soal.c.antrean_id == antrean.c.id).exists()
    gone = await conn.execute(delete(antrean).where(antrean.c.keadaan.in_((*OPEN, "diabaikan")), empty))
    touched = {
        row.id: row.terakhir
        for row in await conn.execute(
            select(antrean.c.id, antrean.c.terakhir).where(antrean.c.keadaan.in_(OPEN))
        )
    }
    for item, last in touched.items():
        await recount(conn, item, last)
    return int(gone.rowcount)


def _butir(row: Row[Any]) -> Butir:
    return Butir(
        row.id, row.teks, row.sebab, row.keadaan, row.jumlah, dict(row.petunjuk), row.dibuat, row.terakhir
    )
