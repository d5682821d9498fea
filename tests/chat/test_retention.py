"""The daily purge: what is old goes, what is young or needed stays, and a second run finds nothing."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, select, update

from bot.chat import retention
from bot.chat.retention import Retensi, purge, setiap_hari
from bot.chat.unit import Units
from bot.store import questions
from bot.store import tables_bot as t
from bot.store.tables import jejak
from tests.bantu.botapi import jalankan
from tests.chat.alat import SAAT, penyimpanan, soal_baru

RETENSI = Retensi(timedelta(days=30), timedelta(days=365))
OLD = SAAT - timedelta(days=400)


async def _count(units: Units, table: object) -> int:
    async with units.store.read() as conn:
        return int((await conn.execute(select(func.count()).select_from(table))).scalar_one())  # type: ignore[arg-type]


def test_rows_go_by_their_kind(tmp_path: Path, basis: str | None) -> None:
    button = {"chat_id": 7, "aksi": "a", "data": {}, "sekali": False, "dibuat": OLD}
    message = {"chat_id": 7, "jenis": "pesan", "isi": {}, "berikut": OLD}
    update_ = {"kunci": "o7", "isi": {}}
    mark = {"isi": {}, "pelaku": 7}

    async def scenario() -> None:
        async with penyimpanan(tmp_path, basis) as units:
            async with units.unit() as unit:
                for table, values in (
                    (t.tombol, {**button, "id": "a", "kedaluwarsa": SAAT - timedelta(seconds=1)}),
                    (t.tombol, {**button, "id": "b", "kedaluwarsa": SAAT + timedelta(seconds=1)}),
                    (t.inbox, {**update_, "update_id": 1, "keadaan": "selesai", "diterima": OLD}),
                    (t.inbox, {**update_, "update_id": 2, "keadaan": "baru", "diterima": OLD}),
                    (t.inbox, {**update_, "update_id": 3, "keadaan": "selesai", "diterima": SAAT}),
                    (t.outbox, {**message, "keadaan": "terkirim", "dibuat": OLD}),
                    (t.outbox, {**message, "keadaan": "siap", "dibuat": OLD}),
                    (t.outbox, {**message, "keadaan": "terkirim", "dibuat": SAAT}),
                    (t.kejadian, {**mark, "jenis": "jatah.tanya", "waktu": SAAT - timedelta(days=3)}),
                    (t.kejadian, {**mark, "jenis": "grup.izinkan", "waktu": SAAT - timedelta(days=3)}),
                    (t.kejadian, {**mark, "jenis": "grup.izinkan", "waktu": OLD}),
                    (t.menunggu, {"orang_id": 7, "chat_id": 7, "untuk": "x", "data": {}, "sejak": OLD}),
                    (t.menunggu, {"orang_id": 8, "chat_id": 8, "untuk": "x", "data": {}, "sejak": SAAT}),
                ):
                    await unit.conn.execute(insert(table).values(**values))
                for name, when in (("JA", OLD), ("JB", SAAT)):
                    values = {"id": name, "waktu": when, "status": "dijawab", "pertanyaan": "?", "isi": {}}
                    await unit.conn.execute(insert(jejak).values(**values))
            first = await purge(units, tmp_path, SAAT, RETENSI)
            assert {k: v for k, v in first.items() if v} == {
                "tombol": 1,
                "inbox": 1,
                "outbox": 1,
                "jatah": 1,
                "kejadian": 1,
                "menunggu": 1,
                "jejak": 1,
            }
            assert [await _count(units, one) for one in (t.tombol, t.inbox, t.outbox, jejak)] == [1, 2, 2, 1]
            assert not any((await purge(units, tmp_path, SAAT, RETENSI)).values())

    jalankan(scenario())


def test_old_questions_are_counted_but_not_readable(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            async with units.unit() as unit:
                for when in (OLD, SAAT):
                    await questions.save(unit.conn, soal_baru(7, waktu=when))
                for state in ("terjawab", "terbuka"):
                    item = {"teks": "apa?", "sebab": "ditolak", "keadaan": state, "jumlah": 1}
                    await unit.conn.execute(
                        insert(t.antrean).values(**item, petunjuk={"a": 1}, dibuat=OLD, terakhir=OLD)
                    )
            assert (await purge(units, tmp_path, SAAT, RETENSI))["soal"] == 1
            async with units.store.read() as conn:
                old, young = list(await conn.execute(select(t.soal).order_by(t.soal.c.id)))
                items = list(await conn.execute(select(t.antrean).order_by(t.antrean.c.id)))
            assert (old.teks, old.isi, old.orang_id, old.chat_id, old.status) == ("", {}, None, 0, "dijawab")
            assert (young.teks != "", young.orang_id) == (True, 7)
            assert [one.teks for one in items] == ["", "apa?"]
            assert (await purge(units, tmp_path, SAAT, RETENSI))["soal"] == 0

    jalankan(scenario())


def test_more_rows_than_one_transaction_takes(tmp_path: Path, monkeypatch: object) -> None:
    assert retention.SEKALI == 500

    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            async with units.unit() as unit:
                rows = [
                    {"update_id": n, "kunci": "o7", "isi": {}, "keadaan": "selesai", "diterima": OLD}
                    for n in range(1201)
                ]
                await unit.conn.execute(insert(t.inbox), rows)
            assert (await purge(units, tmp_path, SAAT, RETENSI))["inbox"] == 1201

    jalankan(scenario())


async def _report(units: Units, folder: Path, state: str, **values: object) -> Path:
    row = {"orang_id": 7, "chat_id": 7, "keadaan": state, "judul": "x", "ringkasan": {}, "dibuat": OLD}
    async with units.unit() as unit:
        made = insert(t.laporan).values(**{**row, "diubah": OLD, **values}).returning(t.laporan.c.id)
        number = (await unit.conn.execute(made)).scalar_one()
    home = folder / "laporan" / "7" / str(number)
    home.mkdir(parents=True)
    (home / "berkas-1.csv").write_text("x", encoding="utf-8")
    return home


def test_reports_go_with_their_files_unless_they_are_in_work_or_in_use(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            old = await _report(units, tmp_path, "selesai")
            in_work = await _report(units, tmp_path, "disusun")
            in_use = await _report(units, tmp_path, "selesai", diubah=SAAT)
            lost = tmp_path / "laporan" / "9" / "999"
            lost.mkdir(parents=True)
            (tmp_path / "laporan" / "5").mkdir()
            done = await purge(units, tmp_path, SAAT, RETENSI)
            assert (done["laporan"], done["tanpa-pemilik"]) == (1, 1)
            assert [one.exists() for one in (old, in_work, in_use, lost)] == [False, True, True, False]
            assert not (tmp_path / "laporan" / "5").exists()
            assert await _count(units, t.laporan) == 2

    jalankan(scenario())


def test_a_folder_that_belongs_to_another_person_has_no_owner(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            home = await _report(units, tmp_path, "selesai", diubah=SAAT)
            async with units.unit() as unit:
                await unit.conn.execute(update(t.laporan).values(orang_id=8))
            await purge(units, tmp_path, SAAT, RETENSI)
            assert not home.exists()

    jalankan(scenario())


def test_files_that_were_made_to_be_sent_go_by_their_age(tmp_path: Path) -> None:
    old, young = tmp_path / "ekspor" / "7" / "a.zip", tmp_path / "kelas" / "qr.png"
    for path, hours in ((old, 25), (young, 25)):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
        stamp = (SAAT - timedelta(hours=hours)).timestamp()
        os.utime(path, (stamp, stamp))

    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await purge(units, tmp_path, SAAT, RETENSI)

    jalankan(scenario())
    assert (old.exists(), young.exists()) == (False, True)


def test_the_task_purges_at_once_and_ends_when_cancelled(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            async with units.unit() as unit:
                await questions.save(unit.conn, soal_baru(7, waktu=OLD))
            task = asyncio.create_task(setiap_hari(units, tmp_path, RETENSI))
            blank = select(func.count()).select_from(t.soal).where(t.soal.c.teks == "")
            for _ in range(500):
                async with units.store.read() as conn:
                    if (await conn.execute(blank)).scalar_one():
                        break
                await asyncio.sleep(0.01)
            else:
                raise AssertionError("nothing was purged")
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    jalankan(scenario())
