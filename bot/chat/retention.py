"""The daily purge: what has been kept long enough goes, by kind of data.

Everything is done in small transactions and may be stopped at any point: what is left is found the next time.
Several processes may purge at once; a row goes once.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, and_, delete, not_, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.chat.privacy import EKSPOR
from bot.chat.unit import BERLAKU, Units
from bot.log import logger
from bot.store.privacy import ANONIM
from bot.store.reports import BERJALAN
from bot.store.tables import jejak
from bot.store.tables_bot import (
    antrean,
    berkas,
    inbox,
    kejadian,
    laporan,
    menunggu,
    outbox,
    penilaian,
    soal,
    tombol,
    undangan,
)

if TYPE_CHECKING:
    from bot.settings import Settings

SEKALI = 500
"""Rows in one transaction: others are not kept waiting."""
INBOX = timedelta(days=3)
"""Telegram repeats an update for at most a day; its id is remembered a little longer."""
OUTBOX = BERLAKU + timedelta(days=1)
"""As long as the buttons of a message work, it may be edited."""
KIRIMAN = timedelta(days=7)
"""Files that were only made to be sent: pictures of codes, recaps, charts."""
EKSPOR_UMUR = timedelta(days=1)
SEMENTARA = {EKSPOR: EKSPOR_UMUR, "kelas": KIRIMAN, "admin": KIRIMAN, "sementara": KIRIMAN}
"""Folders below DATA_DIR of such files, and how long they stay."""
JATAH = timedelta(days=2)
"""Marks of budgets are longer than their windows."""
SEHARI_S = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Retensi:
    """How long what a person gave is kept."""

    berkas: timedelta
    soal: timedelta

    @classmethod
    def of(cls, settings: Settings) -> Retensi:
        return cls(timedelta(days=settings.retensi_berkas), timedelta(days=settings.retensi_soal))


async def purge(units: Units, folder: Path, now: datetime, retensi: Retensi) -> dict[str, int]:
    """Forget what is old.  ``folder`` is DATA_DIR.  Returns counts by kind."""
    done = {name: await _delete(units, table, where) for name, table, where in _rows(now, retensi)}
    done["soal"] = await _blank_questions(units, now - retensi.soal)
    done["laporan"] = await _reports(units, folder, now - retensi.berkas)
    done["tanpa-pemilik"] = await _orphans(units, folder)
    done["kiriman"] = await asyncio.to_thread(_old_files, folder, now)
    return done


async def setiap_hari(units: Units, folder: Path, retensi: Retensi) -> None:
    """Purge at start and once a day, until cancelled."""
    while True:
        try:
            done = await purge(units, folder, units.jam(), retensi)
            logger().info("retensi", **{name: count for name, count in done.items() if count})
        except (SQLAlchemyError, OSError) as error:
            logger().error("retensi-gagal", galat=type(error).__name__)
        await asyncio.sleep(SEHARI_S)


def _rows(now: datetime, retensi: Retensi) -> Iterable[tuple[str, Table, ColumnElement[bool]]]:
    """Rows that go as they are."""
    old = now - retensi.soal
    yield "tombol", tombol, tombol.c.kedaluwarsa < now
    yield "inbox", inbox, and_(inbox.c.keadaan != "baru", inbox.c.diterima < now - INBOX)
    over = outbox.c.keadaan.in_(("terkirim", "batal", "gagal"))
    yield "outbox", outbox, and_(over, outbox.c.dibuat < now - OUTBOX)
    yield "menunggu", menunggu, menunggu.c.sejak < now - retensi.berkas
    yield "undangan", undangan, undangan.c.kedaluwarsa < now - BERLAKU
    marks = or_(kejadian.c.jenis.startswith("jatah."), kejadian.c.jenis == "data.ekspor")
    yield "jatah", kejadian, and_(marks, kejadian.c.waktu < now - JATAH)
    yield "kejadian", kejadian, and_(not_(marks), kejadian.c.waktu < old)
    yield "jejak", jejak, jejak.c.waktu < old
    yield "penilaian", penilaian, penilaian.c.waktu < old
    lone = and_(berkas.c.laporan_id.is_(None), berkas.c.waktu < now - retensi.berkas)
    yield "berkas", berkas, lone


async def _delete(units: Units, table: Table, where: ColumnElement[bool]) -> int:
    """Delete in portions; counts what went."""
    keys = list(table.primary_key.columns)
    total = 0
    while True:
        async with units.store.read() as conn:
            found = (await conn.execute(select(*keys).where(where).limit(SEKALI))).all()
        if not found:
            return total
        async with units.store.write() as conn:
            if len(keys) == 1:
                what: Any = keys[0].in_([row[0] for row in found])
            else:
                what = or_(*(and_(*(k == v for k, v in zip(keys, row, strict=True))) for row in found))
            total += int((await conn.execute(delete(table).where(what, where))).rowcount)
        if len(found) < SEKALI:
            return total


async def _blank_questions(units: Units, before: datetime) -> int:
    """Old questions are counted still, but nobody can read them, or see whose they were."""
    total = 0
    old = and_(soal.c.waktu < before, or_(soal.c.teks != "", soal.c.orang_id.is_not(None)))
    while True:
        async with units.store.write() as conn:
            ids = list((await conn.execute(select(soal.c.id).where(old).limit(SEKALI))).scalars())
            if ids:
                blank = {**ANONIM, "teks": "", "isi": {}}
                await conn.execute(update(soal).where(soal.c.id.in_(ids)).values(**blank))
        total += len(ids)
        if len(ids) < SEKALI:
            break
    closed = antrean.c.keadaan.in_(("terjawab", "diabaikan"))
    async with units.store.write() as conn:
        await conn.execute(
            update(antrean)
            .where(closed, antrean.c.terakhir < before, antrean.c.teks != "")
            .values(teks="", petunjuk={})
        )
    return total


async def _reports(units: Units, folder: Path, before: datetime) -> int:
    """Reports that nobody has touched go with their files, answers and drafts."""
    total = 0
    untouched = and_(laporan.c.diubah < before, laporan.c.keadaan.not_in(BERJALAN))
    while True:
        async with units.store.write() as conn:
            found = (
                await conn.execute(select(laporan.c.id, laporan.c.orang_id).where(untouched).limit(SEKALI))
            ).all()
            await conn.execute(delete(laporan).where(laporan.c.id.in_([row.id for row in found])))
        for row in found:
            await asyncio.to_thread(
                shutil.rmtree, folder / "laporan" / str(row.orang_id) / str(row.id), ignore_errors=True
            )
        total += len(found)
        if len(found) < SEKALI:
            return total


async def _orphans(units: Units, folder: Path) -> int:
    """Folders of reports that are gone: a process died between the row and the files, or a job wrote on."""
    there = await asyncio.to_thread(_report_folders, folder)
    gone = 0
    for start in range(0, len(there), SEKALI):
        part = there[start : start + SEKALI]
        async with units.store.read() as conn:
            ids = [int(path.name) for path in part]
            rows = await conn.execute(select(laporan.c.id, laporan.c.orang_id).where(laporan.c.id.in_(ids)))
            known = {(str(row.orang_id), str(row.id)) for row in rows}
        for path in part:
            if (path.parent.name, path.name) not in known:
                await asyncio.to_thread(shutil.rmtree, path, ignore_errors=True)
                gone += 1
    return gone


def _report_folders(folder: Path) -> list[Path]:
    """``laporan/<person>/<report>``; a person's folder that is empty goes at once."""
    found: list[Path] = []
    for person in sorted((folder / "laporan").glob("*")):
        inside = [path for path in sorted(person.glob("*")) if path.is_dir() and path.name.isdecimal()]
        found += inside
        if not inside and person.is_dir() and not any(person.iterdir()):
            person.rmdir()
    return found


def _old_files(folder: Path, now: datetime) -> int:
    """Files that were only made to be sent."""
    gone = 0
    for name, age in SEMENTARA.items():
        limit = (now - age).timestamp()
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
                gone += 1
    return gone
