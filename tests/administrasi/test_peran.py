"""Roles: by a link that works once, for 15 minutes, by the id of a person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.administrasi.peran import HasilCabut, HasilTerima, cabut, terima, undang
from bot.chat.unit import Units
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.people import Orang, Peran, give_role, load_person
from bot.store.tables_bot import kejadian, undangan

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


class Jam:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@asynccontextmanager
async def units(folder: Path, jam: Jam) -> AsyncIterator[Units]:
    store = AsyncStore(Database.in_folder(folder))
    await store.open()
    try:
        yield Units(store, jam=jam)
    finally:
        await store.close()


def run(folder: Path, scenario: Callable[[Units, Jam], Awaitable[None]]) -> None:
    async def main() -> None:
        jam = Jam()
        async with units(folder, jam) as made:
            await scenario(made, jam)

    asyncio.run(main())


def test_a_link_gives_its_role_once(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await undang(unit, Peran.NARASUMBER, 1)
        async with units.unit() as unit:
            result, role, _ = await terima(unit, payload, Orang(7, "Ani"))
        assert (result, role) == (HasilTerima.DIBERI, Peran.NARASUMBER)
        async with units.unit() as unit:
            assert (await terima(unit, payload, Orang(8, "Budi")))[0] is HasilTerima.GAGAL
            assert (await load_person(unit.conn, 7, "Ani", None)).is_narasumber
            assert not (await load_person(unit.conn, 8, "Budi", None)).peran

    run(tmp_path, scenario)


def test_a_link_is_over_after_fifteen_minutes(tmp_path: Path) -> None:
    async def scenario(units: Units, jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await undang(unit, Peran.ADMIN, None)
        jam.now += timedelta(minutes=15)
        async with units.unit() as unit:
            assert (await terima(unit, payload, Orang(7, "Ani")))[0] is HasilTerima.GAGAL
        jam.now -= timedelta(seconds=1)
        async with units.unit() as unit:
            assert (await terima(unit, payload, Orang(7, "Ani")))[0] is HasilTerima.DIBERI

    run(tmp_path, scenario)


def test_only_the_hash_of_a_link_is_kept(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await undang(unit, Peran.ADMIN, 1)
        async with units.store.read() as conn:
            rows = [*await conn.execute(select(undangan)), *await conn.execute(select(kejadian))]
        assert payload.partition("-")[2] not in repr(rows)
        stored = b"".join(one.read_bytes() for one in tmp_path.glob("lkjip.db*"))
        assert payload.partition("-")[2].encode() not in stored

    run(tmp_path, scenario)


def test_who_has_the_role_does_not_use_the_link_up(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await undang(unit, Peran.ADMIN, 1)
            there = Orang(1, "Ani", peran=frozenset({Peran.ADMIN}))
            assert (await terima(unit, payload, there))[0] is HasilTerima.SUDAH
            assert (await terima(unit, payload, Orang(2, "Budi")))[0] is HasilTerima.DIBERI

    run(tmp_path, scenario)


def test_a_link_into_a_class_gives_no_role(tmp_path: Path) -> None:
    from bot.store.invitations import JenisUndangan, invite

    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await invite(unit.conn, JenisUndangan.KELAS, "admin", 1, unit.now)
            assert (await terima(unit, payload, Orang(2, "Budi")))[0] is HasilTerima.GAGAL

    run(tmp_path, scenario)


def test_the_last_admin_stays(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            await give_role(unit.conn, 1, Peran.ADMIN, None, unit.now)
            assert await cabut(unit, 1, Peran.ADMIN, 1, ()) is HasilCabut.TERAKHIR
            assert await cabut(unit, 1, Peran.NARASUMBER, 1, ()) is HasilCabut.TIDAK_ADA
            await give_role(unit.conn, 2, Peran.ADMIN, 1, unit.now)
            assert await cabut(unit, 1, Peran.ADMIN, 1, ()) is HasilCabut.DICABUT
            assert await cabut(unit, 2, Peran.ADMIN, 2, ()) is HasilCabut.TERAKHIR
            assert await cabut(unit, 2, Peran.ADMIN, 2, (99,)) is HasilCabut.DICABUT

    run(tmp_path, scenario)


def test_what_happens_to_roles_leaves_a_trail(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            payload = await undang(unit, Peran.NARASUMBER, 1)
            await terima(unit, payload, Orang(7, "Ani"))
            await cabut(unit, 7, Peran.NARASUMBER, 1, ())
        async with units.store.read() as conn:
            rows = [(r.jenis, r.pelaku) for r in await conn.execute(select(kejadian).order_by(kejadian.c.id))]
        assert rows == [("undangan-dibuat", 1), ("peran-diberikan", 7), ("peran-dicabut", 1)]

    run(tmp_path, scenario)
