"""Counts over questions, drafts and queues.  Every function works in the caller's transaction.

The one place that counts: the statistics of an admin, the health of the bot and its metrics show these
figures.  A greeting is no question in any of them.

Days are days of Jakarta; what is counted by the day is counted from rows rather than in SQL, for SQLite and
PostgreSQL have no common words for a day or a percentile, and a quarter of a year of one office is some ten
thousand rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, func, select

from bot.store.classes import is_question
from bot.store.tables_bot import (
    antrean,
    draf,
    inbox,
    laporan,
    obrolan,
    orang,
    outbox,
    pengolahan,
    penilaian,
    peran,
    siaran,
    soal,
)

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi


@dataclass(frozen=True, slots=True)
class SoalHitung:
    """What statistics need of a question; no text, no person."""

    waktu: datetime
    ditolak: bool
    waktu_ms: int


async def questions_since(conn: Koneksi, since: datetime) -> Sequence[SoalHitung]:
    """Questions since an instant, without greetings."""
    found = await conn.execute(
        select(soal.c.waktu, soal.c.status, soal.c.waktu_ms).where(soal.c.waktu >= since).where(is_question())
    )
    return [SoalHitung(row.waktu, row.status == "ditolak", row.waktu_ms) for row in found]


async def questions_by_status(conn: Koneksi, since: datetime | None = None) -> Mapping[str, int]:
    """Questions by what became of them (``dijawab``, ``ditolak``), since an instant or all that are kept."""
    where = (is_question(),) if since is None else (is_question(), soal.c.waktu >= since)
    return await _per(conn, soal.c.status, *where)


@dataclass(frozen=True, slots=True)
class WaktuJawab:
    """How long the questions that are kept took to answer."""

    jenjang: tuple[int, ...]
    """Questions that took no longer than each bound; cumulative."""
    jumlah: int
    total_ms: int


async def answer_times(conn: Koneksi, bounds_ms: Sequence[int]) -> WaktuJawab:
    """Times of all questions that are kept, in the buckets under these bounds."""
    within = [func.coalesce(func.sum(case((soal.c.waktu_ms <= one, 1), else_=0)), 0) for one in bounds_ms]
    row = (
        await conn.execute(
            select(func.count(), func.coalesce(func.sum(soal.c.waktu_ms), 0), *within).where(is_question())
        )
    ).one()
    return WaktuJawab(tuple(int(one) for one in row[2:]), int(row[0]), int(row[1]))


async def askers_since(conn: Koneksi, since: datetime) -> int:
    """How many people asked since an instant; who only greeted asked nothing."""
    found = select(func.count(func.distinct(soal.c.orang_id))).where(soal.c.waktu >= since, is_question())
    return int((await conn.execute(found)).scalar_one())


async def votes_since(conn: Koneksi, since: datetime) -> tuple[int, int]:
    """👍 and 👎 given since an instant."""
    found = await conn.execute(
        select(penilaian.c.nilai, func.count()).where(penilaian.c.waktu >= since).group_by(penilaian.c.nilai)
    )
    votes = {row[0]: int(row[1]) for row in found}
    return votes.get(1, 0), votes.get(-1, 0)


async def drafts_since(conn: Koneksi, since: datetime | None = None) -> int:
    """Drafts delivered since an instant, or all that are kept."""
    found = select(func.count()).select_from(draf)
    if since is not None:
        found = found.where(draf.c.waktu >= since)
    return int((await conn.execute(found)).scalar_one())


async def queue_open(conn: Koneksi) -> int:
    """Items that wait for a narasumber."""
    found = select(func.count()).select_from(antrean).where(antrean.c.keadaan.in_(("terbuka", "diproses")))
    return int((await conn.execute(found)).scalar_one())


@dataclass(frozen=True, slots=True)
class Baris:
    """How long a line is, and since when its oldest waits."""

    jumlah: int
    tertua: datetime | None

    def umur_s(self, now: datetime) -> float:
        """Seconds that the oldest has waited; 0 for an empty line."""
        return max((now - self.tertua).total_seconds(), 0.0) if self.tertua else 0.0


async def inbox_waiting(conn: Koneksi) -> Baris:
    """Updates that are not handled yet."""
    row = (
        await conn.execute(select(func.count(), func.min(inbox.c.diterima)).where(inbox.c.keadaan == "baru"))
    ).one()
    return Baris(int(row[0]), row[1])


async def outbox_waiting(conn: Koneksi) -> Baris:
    """Messages that are not delivered yet."""
    row = (
        await conn.execute(
            select(func.count(), func.min(outbox.c.dibuat)).where(outbox.c.keadaan.in_(("siap", "dikirim")))
        )
    ).one()
    return Baris(int(row[0]), row[1])


async def failed_since(conn: Koneksi, since: datetime) -> tuple[int, int]:
    """Updates that were put aside, and messages that could not be delivered, since an instant."""
    aside = (
        select(func.count()).select_from(inbox).where(inbox.c.keadaan == "gagal", inbox.c.selesai >= since)
    )
    lost = (
        select(func.count()).select_from(outbox).where(outbox.c.keadaan == "gagal", outbox.c.dibuat >= since)
    )
    return int((await conn.execute(aside)).scalar_one()), int((await conn.execute(lost)).scalar_one())


async def updates_by_state(conn: Koneksi) -> Mapping[str, int]:
    """Updates of Telegram that are kept, by their state."""
    return await _per(conn, inbox.c.keadaan)


async def messages_by_state(conn: Koneksi) -> Mapping[str, int]:
    """Our messages that are kept, by their state."""
    return await _per(conn, outbox.c.keadaan)


async def reports_by_state(conn: Koneksi) -> Mapping[str, int]:
    """Reports of planners by their state."""
    return await _per(conn, laporan.c.keadaan)


async def documents_by_state(conn: Koneksi) -> Mapping[str, int]:
    """Documents of admins by how far they are taken in."""
    return await _per(conn, pengolahan.c.keadaan)


async def broadcasts_by_state(conn: Koneksi) -> Mapping[str, int]:
    """Broadcasts by their state."""
    return await _per(conn, siaran.c.keadaan)


async def _per(conn: Koneksi, column: ColumnElement[str], *where: ColumnElement[bool]) -> Mapping[str, int]:
    found = await conn.execute(select(column, func.count()).where(*where).group_by(column).order_by(column))
    return {str(row[0]): int(row[1]) for row in found}


@dataclass(frozen=True, slots=True)
class PemegangPeran:
    """Who has a role."""

    orang_id: int
    nama: str
    """As Telegram names them; the id for one who was never met."""
    peran: str
    sejak: datetime


async def role_holders(conn: Koneksi) -> Sequence[PemegangPeran]:
    """Everybody with a role, admins first."""
    found = await conn.execute(
        select(peran, orang.c.nama)
        .outerjoin(orang, orang.c.id == peran.c.orang_id)
        .order_by(peran.c.peran, peran.c.sejak)
    )
    return [PemegangPeran(r.orang_id, r.nama or str(r.orang_id), r.peran, r.sejak) for r in found]


@dataclass(frozen=True, slots=True)
class Grup:
    """A group that the bot was seen in."""

    id: int
    judul: str
    diizinkan: bool
    di_dalam: bool


async def groups(conn: Koneksi, limit: int = 20) -> Sequence[Grup]:
    """Groups, those last active first."""
    found = await conn.execute(
        select(obrolan).where(obrolan.c.jenis != "private").order_by(obrolan.c.terakhir.desc()).limit(limit)
    )
    return [Grup(row.id, row.judul, row.diizinkan, row.di_dalam) for row in found]
