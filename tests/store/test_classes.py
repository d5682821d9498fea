"""Classes, invitations, and counts as rows, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, update

from bot.chat.unit import Units
from bot.store import classes, invitations, statistics
from bot.store.async_store import AsyncStore
from bot.store.classes import Angka
from bot.store.database import Database
from bot.store.invitations import JenisUndangan
from bot.store.people import Obrolan, Orang, Peran, give_role, people_with, save_group, save_person
from bot.store.tables_bot import antrean, antrean_soal, jawaban, penilaian, soal

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)
GRUP = Obrolan(-10, "supergroup", "Bimtek Uji")


@asynccontextmanager
async def units(folder: Path, basis: str | None) -> AsyncIterator[Units]:
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    try:
        yield Units(store, jam=lambda: NOW)
    finally:
        await store.close()


def run(folder: Path, basis: str | None, scenario: Callable[[Units], Awaitable[None]]) -> None:
    async def main() -> None:
        async with units(folder, basis) as made:
            await scenario(made)

    asyncio.run(main())


async def ask(
    units: Units, kelas_id: int, orang_id: int, teks: str, status: str, alasan: str | None = None
) -> int:
    async with units.unit() as unit:
        found = await unit.conn.execute(
            insert(soal)
            .values(
                orang_id=orang_id,
                chat_id=-10,
                kelas_id=kelas_id,
                teks=teks,
                status=status,
                alasan=alasan,
                keyakinan=500,
                isi={"jawaban": "Ya."},
                waktu=NOW,
                waktu_ms=9,
            )
            .returning(soal.c.id)
        )
        return int(found.scalar_one())


async def teach(units: Units, soal_id: int) -> None:
    """A narasumber answers a question."""
    async with units.unit() as unit:
        row = {"sebab": "ditolak", "jumlah": 1, "petunjuk": {}, "dibuat": NOW, "terakhir": NOW}
        found = await unit.conn.execute(
            insert(antrean).values(teks="Honor?", keadaan="terjawab", **row).returning(antrean.c.id)
        )
        item = int(found.scalar_one())
        await unit.conn.execute(insert(antrean_soal).values(antrean_id=item, soal_id=soal_id))
        for version, state in ((1, "diganti"), (2, "terbit")):
            await unit.conn.execute(
                insert(jawaban).values(
                    antrean_id=item,
                    versi=version,
                    pertanyaan="Honor?",
                    teks=f"Versi {version}.",
                    rujukan=[],
                    narasumber="Rahma Contoh",
                    keadaan=state,
                    dibuat=NOW,
                    terbit=NOW,
                )
            )


def test_the_numbers_of_a_class_and_its_questions(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        async with units.unit() as unit:
            kelas = await classes.open_class(unit.conn, "Uji", GRUP, 5, NOW)
            assert await classes.join(unit.conn, kelas.id, 1, NOW)
            assert not await classes.join(unit.conn, kelas.id, 1, NOW)
        good = await ask(units, kelas.id, 1, "Apa itu IKU?", "dijawab")
        taught = await ask(units, kelas.id, 2, "Honor?", "ditolak", "tanpa-bukti")
        await ask(units, kelas.id, 3, "Parkir?", "ditolak", "di-luar-cakupan")
        await ask(units, kelas.id, 4, "Terima kasih", "dijawab", "sapaan")
        await teach(units, taught)
        async with units.unit() as unit:
            for person, vote in ((1, 1), (2, 1), (3, -1)):
                await unit.conn.execute(
                    insert(penilaian).values(soal_id=good, orang_id=person, nilai=vote, waktu=NOW)
                )
        async with units.store.read() as conn:
            assert await classes.numbers(conn, kelas.id) == Angka(anggota=4, soal=3, dijawab=2, terbuka=1)
            rows = await classes.questions(conn, kelas.id)
        assert [one.teks for one in rows] == ["Apa itu IKU?", "Honor?", "Parkir?"]
        assert (rows[0].membantu, rows[0].belum_membantu) == (2, 1)
        assert rows[1].narasumber is not None
        assert rows[1].narasumber.teks == "Versi 2."
        assert [one.terbuka for one in rows] == [False, False, True]
        async with units.unit() as unit:
            await unit.conn.execute(update(jawaban).values(keadaan="ditarik"))
            assert await classes.numbers(unit.conn, kelas.id) == Angka(
                anggota=4, soal=3, dijawab=1, terbuka=2
            )

    run(tmp_path, basis, scenario)


def test_a_topic_s_class_goes_before_the_group_s_and_a_closed_one_is_none(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario(units: Units) -> None:
        topic = Obrolan(-10, "supergroup", "Bimtek Uji", 7)
        async with units.unit() as unit:
            await classes.one_at_a_time(unit.conn, -10)
            whole = await classes.open_class(unit.conn, "Semua", GRUP, 5, NOW)
            part = await classes.open_class(unit.conn, "Topik", topic, 5, NOW)
        async with units.unit() as unit:
            for thread, expected in ((7, part), (8, whole), (None, whole)):
                assert await classes.kelas_terbuka(unit.conn, -10, thread) == expected
            assert await classes.kelas_terbuka(unit.conn, -11, 7) is None
            assert await classes.close_class(unit.conn, part.id, NOW)
            assert not await classes.close_class(unit.conn, part.id, NOW)
            assert await classes.kelas_terbuka(unit.conn, -10, 7) == whole
            assert [one.id for one in await classes.list_closed(unit.conn, narasumber_id=5)] == [part.id]
            assert await classes.list_open(unit.conn, narasumber_id=6) == ()

    run(tmp_path, basis, scenario)


def test_broadcasts_go_to_members_who_can_be_reached(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        async with units.unit() as unit:
            kelas = await classes.open_class(unit.conn, "Uji", GRUP, 5, NOW)
            for number in (1, 2, 3):
                await classes.join(unit.conn, kelas.id, number, NOW)
            for number in (1, 3):
                await save_person(unit.conn, Orang(number, "Ani", baru=True), NOW)
            assert await classes.receivers(unit.conn, kelas.id) == (1, 3)
            await classes.leave(unit.conn, kelas.id, 3)
            assert await classes.receivers(unit.conn, kelas.id) == (1,)

    run(tmp_path, basis, scenario)


def test_links_are_used_withdrawn_and_forgotten(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        async with units.unit() as unit:
            role = await invitations.invite(unit.conn, JenisUndangan.PERAN, "admin", 1, NOW)
            door = await invitations.invite(unit.conn, JenisUndangan.KELAS, "4", 1, NOW)
            assert await invitations.accept(unit.conn, JenisUndangan.KELAS, role, 7, NOW) is None
            assert await invitations.accept(unit.conn, JenisUndangan.PERAN, role, 7, NOW) is not None
            assert await invitations.accept(unit.conn, JenisUndangan.PERAN, role, 7, NOW) is None
            for person in (7, 8):
                found = await invitations.accept(unit.conn, JenisUndangan.KELAS, door, person, NOW)
                assert found is not None
                assert found.nilai == "4"
            assert await invitations.withdraw(unit.conn, JenisUndangan.KELAS, "4") == 1
            assert await invitations.accept(unit.conn, JenisUndangan.KELAS, door, 9, NOW) is None
            assert await invitations.purge(unit.conn, NOW) == 0
            assert await invitations.purge(unit.conn, NOW + timedelta(minutes=16)) == 1

    run(tmp_path, basis, scenario)


def test_the_counts_of_the_bot(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        async with units.unit() as unit:
            await give_role(unit.conn, 7, Peran.ADMIN, None, NOW)
            await give_role(unit.conn, 8, Peran.NARASUMBER, 7, NOW)
            await save_person(unit.conn, Orang(7, "Ani", baru=True), NOW)
            await save_group(unit.conn, GRUP, NOW)
            assert await people_with(unit.conn, Peran.ADMIN, hold=True) == (7,)
            holders = await statistics.role_holders(unit.conn)
            assert [(one.nama, one.peran) for one in holders] == [("Ani", "admin"), ("8", "narasumber")]
            (group,) = await statistics.groups(unit.conn)
            assert (group.judul, group.diizinkan, group.di_dalam) == ("Bimtek Uji", False, True)
            waiting = await statistics.inbox_waiting(unit.conn)
            assert (waiting.jumlah, waiting.umur_s(NOW)) == (0, 0)
            assert (await statistics.outbox_waiting(unit.conn)).jumlah == 0
            assert await statistics.failed_since(unit.conn, NOW) == (0, 0)
            assert await statistics.votes_since(unit.conn, NOW) == (0, 0)
            assert await statistics.drafts_since(unit.conn, NOW) == 0
            assert await statistics.queue_open(unit.conn) == 0
            assert await statistics.reports_by_state(unit.conn) == {}
            assert await statistics.documents_by_state(unit.conn) == {}
            assert await statistics.broadcasts_by_state(unit.conn) == {}
            assert await statistics.askers_since(unit.conn, NOW) == 0

    run(tmp_path, basis, scenario)
