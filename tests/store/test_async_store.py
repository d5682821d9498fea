"""Many tasks, one database: changes are whole or not at all, writers wait for each other, times are UTC."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import StatementError

from bot.chat.unit import Units
from bot.errors import LkjipError
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.tables_bot import kejadian, siaran
from tests.bantu.botapi import jalankan

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@asynccontextmanager
async def opened(folder: Path, basis: str | None = None) -> AsyncIterator[AsyncStore]:
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    try:
        yield store
    finally:
        await store.close()


def _row(waktu: datetime = NOW) -> dict[str, object]:
    return {"waktu": waktu, "pelaku": 1, "jenis": "uji", "isi": {}}


def test_an_instant_comes_back_as_utc_whatever_zone_it_went_in(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with opened(tmp_path, basis) as store:
            jakarta = NOW.astimezone(timezone(timedelta(hours=7)))
            async with store.write() as conn:
                await conn.execute(insert(kejadian).values(**_row(jakarta)))
            async with store.read() as conn:
                found = (await conn.execute(select(kejadian.c.waktu))).scalar_one()
            assert found == NOW
            assert found.tzinfo is UTC
            with pytest.raises(StatementError):
                async with store.write() as conn:
                    await conn.execute(insert(kejadian).values(**_row(NOW.replace(tzinfo=None))))

    jalankan(scenario())


def test_a_failed_transaction_leaves_nothing(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with opened(tmp_path, basis) as store:

            async def failing() -> None:
                async with store.write() as conn:
                    await conn.execute(insert(kejadian).values(**_row()))
                    raise RuntimeError

            with pytest.raises(RuntimeError):
                await failing()
            async with store.read() as conn:
                assert (await conn.execute(select(func.count()).select_from(kejadian))).scalar() == 0

    jalankan(scenario())


def test_what_was_said_in_a_failed_unit_is_not_said_and_its_callbacks_do_not_run(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as store:
            units, called = Units(store), []

            async def callback() -> None:
                called.append(1)

            async def failing() -> None:
                async with units.unit() as unit:
                    unit.sesudah(callback)
                    await unit.catat("uji", 1)
                    raise RuntimeError

            with pytest.raises(RuntimeError):
                await failing()
            assert called == []
            async with units.unit() as unit:
                unit.sesudah(callback)
            assert called == [1]

    jalankan(scenario())


def test_many_writers_at_once_all_succeed(tmp_path: Path, basis: str | None) -> None:
    """Each adds one to a number that it has read: a lost update would show."""

    async def scenario() -> None:
        async with opened(tmp_path, basis) as store:
            async with store.write() as conn:
                row = {"oleh": 1, "teks": "x", "keadaan": "antre", "dibuat": NOW}
                await conn.execute(insert(siaran).values(**row))

            async def add() -> None:
                async with store.write() as conn:
                    await conn.execute(update(siaran).values(jumlah=siaran.c.jumlah + 1))
                    await conn.execute(insert(kejadian).values(**_row()))

            await asyncio.gather(*(add() for _ in range(40)))
            async with store.read() as conn:
                assert (await conn.execute(select(siaran.c.jumlah))).scalar_one() == 40
                assert (await conn.execute(select(func.count()).select_from(kejadian))).scalar() == 40

    jalankan(scenario())


def test_two_stores_on_one_file_wait_for_each_other(tmp_path: Path) -> None:
    """The command line writes its traces while the bot runs."""

    async def scenario() -> None:
        async with opened(tmp_path) as one, opened(tmp_path) as two:

            async def add(store: AsyncStore) -> None:
                async with store.write() as conn:
                    await conn.execute(select(kejadian.c.id))
                    await asyncio.sleep(0.005)
                    await conn.execute(insert(kejadian).values(**_row()))

            await asyncio.gather(*(add(store) for _ in range(10) for store in (one, two)))
            async with one.read() as conn:
                assert (await conn.execute(select(func.count()).select_from(kejadian))).scalar() == 20

    jalankan(scenario())


def test_a_writer_that_is_cut_off_does_not_keep_the_database(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with opened(tmp_path, basis) as store:
            inside = asyncio.Event()

            async def hold() -> None:
                async with store.write() as conn:
                    await conn.execute(insert(kejadian).values(**_row()))
                    inside.set()
                    await asyncio.sleep(60)

            task = asyncio.create_task(hold())
            await inside.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            async with asyncio.timeout(5), store.write() as conn:
                assert (await conn.execute(select(func.count()).select_from(kejadian))).scalar() == 0

    jalankan(scenario())


@pytest.mark.parametrize("url", ["sqlite:////proc/tidak/ada.db", "postgresql://x@/x?host=/tidak/ada"])
def test_a_database_that_cannot_be_opened_is_told_in_plain_words(url: str) -> None:
    async def scenario() -> None:
        with pytest.raises(LkjipError, match="Basis data tidak dapat dibuka"):
            await AsyncStore(Database(url)).open()

    jalankan(scenario())
