"""Kept updates reach their handlers: once, in order, side by side, and again after failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.chat.unit import Units
from bot.store import inbox as kept
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.inbox import Masuk
from bot.store.tables_bot import inbox
from bot.telegram import dispatch
from bot.telegram.dispatch import Dispatcher
from bot.telegram.intake import Intake
from tests.bantu.botapi import jalankan


def update_of(number: int, orang: int = 7, message_id: int | None = None) -> dict[str, Any]:
    chat = {"id": orang, "type": "private"}
    person = {"id": orang, "is_bot": False, "first_name": "Ani"}
    return {
        "update_id": number,
        "message": {"message_id": message_id or number, "chat": chat, "from": person},
    }


class Meja:
    """A dispatcher whose handler notes what it gets and does what ``kerja`` says."""

    def __init__(self, store: AsyncStore, pekerja: str = "satu") -> None:
        self.units = Units(store)
        self.pekerja = pekerja
        self.mulai: list[int] = []
        self.selesai: list[int] = []
        self.menyerah: list[int] = []
        self.kerja: Any = None
        self.dispatcher = Dispatcher(self.units, pekerja, self._handle, self._give_up)
        self.intake = Intake(self.units, pekerja, self.dispatcher.hand_on)

    async def _handle(self, one: Masuk) -> None:
        self.mulai.append(one.update_id)
        if self.kerja is not None:
            await self.kerja(one)
        await self._finish(one)
        self.selesai.append(one.update_id)

    async def _give_up(self, one: Masuk) -> None:
        await self._finish(one)
        self.menyerah.append(one.update_id)

    async def _finish(self, one: Masuk) -> None:
        async with self.units.store.write() as conn:
            await kept.finish(conn, one.update_id, self.pekerja, self.units.jam())

    async def sampai(self, *numbers: int) -> None:
        async with asyncio.timeout(15):
            while not set(numbers) <= {*self.selesai, *self.menyerah}:
                await asyncio.sleep(0.01)

    async def baris(self) -> dict[int, Any]:
        async with self.units.store.read() as conn:
            return {row.update_id: row for row in await conn.execute(select(inbox))}


@asynccontextmanager
async def meja(folder: Path, basis: str | None = None) -> AsyncIterator[Meja]:
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    one = Meja(store)
    try:
        yield one
        await one.dispatcher.close()
    finally:
        await store.close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "PERIKSA_S", 0.05)
    monkeypatch.setattr(dispatch, "JEDA_ULANG", timedelta(milliseconds=50))


def test_the_same_update_is_handled_once(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            for _ in range(3):
                await m.intake.accept(update_of(5))
            await m.sampai(5)
            await m.intake.accept(update_of(5))
            await asyncio.sleep(0.05)
            assert m.mulai == [5]
            row = (await m.baris())[5]
            assert (row.keadaan, row.isi, row.chat_id, row.message_id) == ("selesai", {}, 7, 5)

    jalankan(scenario())


def test_one_person_is_served_in_order_and_people_side_by_side(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            gate = asyncio.Event()

            async def work(one: Masuk) -> None:
                if one.update_id == 1:
                    await gate.wait()

            m.kerja = work
            for number in (1, 2, 3):
                await m.intake.accept(update_of(number))
            await m.intake.accept(update_of(4, orang=8))
            await m.sampai(4)
            assert m.mulai == [1, 4]
            gate.set()
            await m.sampai(1, 2, 3)
            assert m.selesai == [4, 1, 2, 3]

    jalankan(scenario())


def test_a_failed_update_is_tried_again_and_those_behind_it_wait(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            failures = iter([OperationalError("x", {}, Exception("database or disk is full"))] * 2)

            async def work(one: Masuk) -> None:
                if one.update_id == 1 and (error := next(failures, None)):
                    raise error

            m.kerja = work
            task = asyncio.create_task(m.dispatcher.run())
            for number in (1, 2):
                await m.intake.accept(update_of(number))
            await asyncio.sleep(0.01)
            await m.intake.accept(update_of(3))
            await m.sampai(1, 2, 3)
            assert m.mulai == [1, 1, 1, 2, 3]
            await m.dispatcher.close()
            await task

    jalankan(scenario())


@pytest.mark.parametrize("error", [OSError("penuh"), RuntimeError("gagal"), KeyError("message")])
def test_after_five_tries_an_update_is_put_aside_and_its_person_goes_on(
    tmp_path: Path, error: Exception
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:

            async def work(one: Masuk) -> None:
                if one.update_id == 1:
                    raise error

            m.kerja = work
            task = asyncio.create_task(m.dispatcher.run())
            await m.intake.accept(update_of(1))
            await m.intake.accept(update_of(2))
            await m.sampai(1, 2)
            assert m.mulai == [1, 1, 1, 1, 1, 2]
            assert m.menyerah == [1]
            await m.dispatcher.close()
            await task

    jalankan(scenario())


def test_what_a_dead_process_held_is_taken_over_when_its_lease_ends(tmp_path: Path, postgres: str) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, postgres) as m:
            now = m.units.jam()
            async with m.units.store.write() as conn:
                await kept.accept(conn, 1, "o7", update_of(1), now, "mati")
            # A later update of the same person waits for the earlier one, also in a living process.
            await m.intake.accept(update_of(2))
            await m.dispatcher.recover()
            await asyncio.sleep(0.05)
            assert m.mulai == []
            m.units.jam = lambda: now + kept.SEWA + timedelta(seconds=1)
            await m.dispatcher.recover()
            await m.sampai(1)
            await m.dispatcher.recover()
            await m.sampai(2)
            assert (await m.baris())[1].percobaan == 2
            assert (await m.baris())[2].percobaan == 1

    jalankan(scenario())


def test_two_processes_handle_each_update_once_and_each_person_in_order(
    tmp_path: Path, postgres: str
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, postgres) as m:
            other = Meja(m.units.store, "dua")
            order: list[tuple[str, int]] = []

            async def work(one: Masuk) -> None:
                order.append((one.kunci, one.update_id))
                await asyncio.sleep(0.005)

            m.kerja = other.kerja = work
            tasks = [asyncio.create_task(one.dispatcher.run()) for one in (m, other)]
            numbers = list(range(1, 61))
            await asyncio.gather(
                *(
                    (m, other)[number % 2].intake.accept(update_of(number, orang=number % 5 + 1))
                    for number in numbers
                )
            )
            async with asyncio.timeout(20):
                while len(m.selesai) + len(other.selesai) < len(numbers):
                    await asyncio.sleep(0.01)
            assert sorted(m.selesai + other.selesai) == numbers
            await other.dispatcher.close()
            await m.dispatcher.close()
            await asyncio.gather(*tasks)

    jalankan(scenario())


def test_a_closed_dispatcher_gives_back_what_it_did_not_begin(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            gate = asyncio.Event()

            async def work(one: Masuk) -> None:
                await gate.wait()

            m.kerja = work
            for number in (1, 2):
                await m.intake.accept(update_of(number))
            await asyncio.sleep(0.05)
            closing = asyncio.create_task(m.dispatcher.close())
            await asyncio.sleep(0.05)
            assert not closing.done()
            gate.set()
            await closing
            rows = await m.baris()
            assert [rows[one].keadaan for one in (1, 2)] == ["selesai", "baru"]
            assert rows[2].pekerja is None

    jalankan(scenario())


def test_a_backlog_after_a_crash_is_worked_off_without_counting_what_only_waited(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            async with m.units.store.write() as conn:
                for number in range(1, 61):
                    await kept.accept(
                        conn, number, f"o{number}", update_of(number, number), m.units.jam(), "mati"
                    )
                await kept.release(conn, m.units.jam())
            gate = asyncio.Event()

            async def work(one: Masuk) -> None:
                await gate.wait()

            m.kerja = work
            task = asyncio.create_task(m.dispatcher.run())
            async with asyncio.timeout(10):
                while len(m.mulai) < dispatch.SERENTAK:
                    await asyncio.sleep(0.01)
            assert sorted(row.percobaan for row in (await m.baris()).values()) == [1] * 44 + [2] * 16
            gate.set()
            await m.sampai(*range(1, 61))
            await m.dispatcher.close()
            await task

    jalankan(scenario())


def test_several_updates_are_kept_together_or_not_at_all(
    tmp_path: Path, basis: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            real = kept.accept

            async def failing(conn: Any, update_id: int, *rest: Any) -> Any:
                if update_id == 10:
                    raise OperationalError("INSERT", {}, Exception("database is locked"))
                return await real(conn, update_id, *rest)

            monkeypatch.setattr(kept, "accept", failing)
            batch = [update_of(9), update_of(10, orang=8), update_of(11)]
            with pytest.raises(OperationalError):
                await m.intake.accept_all(batch)
            assert await m.baris() == {}
            monkeypatch.setattr(kept, "accept", real)
            await m.intake.accept_all(batch)
            await m.sampai(9, 10, 11)
            assert [one for one in m.mulai if one != 10] == [9, 11]

    jalankan(scenario())
