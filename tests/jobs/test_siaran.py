"""Broadcasts: each member once, also where the process ends between two portions."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.chat.unit import PRIORITAS_SIARAN
from bot.jobs import siaran as module
from bot.jobs.siaran import KerjaSiaran
from bot.store.tables_bot import kelas, kelas_anggota, orang, outbox, siaran
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan
from tests.telegram import perencana as r

pytestmark = LOOPBACK


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    r.antrean_cepat(monkeypatch)


ANGGOTA = 23


async def _kelas(p: Percakapan) -> list[int]:
    """A class of people, one of whom has blocked the bot, and a broadcast; the others' ids."""
    people = [p.dunia.tambah_orang(f"Peserta {n}") for n in range(ANGGOTA)]
    async with p.tulis() as unit:
        now = unit.now
        await unit.conn.execute(
            insert(kelas).values(id=1, nama="Bimtek <A>", chat_id=-5, narasumber_id=1, dibuka=now)
        )
        for n, one in enumerate(people):
            await unit.conn.execute(
                insert(orang).values(
                    id=one.id, nama=one.nama, ingatan={}, dibuat=now, terakhir=now, memblokir=n == 3
                )
            )
            await unit.conn.execute(insert(kelas_anggota).values(kelas_id=1, orang_id=one.id, sejak=now))
        await unit.conn.execute(
            insert(siaran).values(
                id=1, kelas_id=1, oleh=people[0].id, teks="Besok <pukul> 8.", keadaan="antre", dibuat=now
            )
        )
    return [one.id for n, one in enumerate(people) if n != 3]


def test_each_member_once_over_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine stops behind the second portion and goes on behind it."""
    monkeypatch.setattr(module, "PORSI", 5)
    asli, portions, reached = KerjaSiaran._porsi, [0], asyncio.Event()

    async def porsi(kerja: KerjaSiaran, siaran_id: int, after: int) -> int | None:
        found = await asli(kerja, siaran_id, after)
        portions[0] += 1
        if portions[0] == 2:
            reached.set()
            await asyncio.Event().wait()
        return found

    monkeypatch.setattr(KerjaSiaran, "_porsi", porsi)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            wanted = await _kelas(p)
            await r.mesin(p).siarkan(1)
            await asyncio.wait_for(reached.wait(), r.LAMA_S)
            await p.mulai_ulang()
            async with asyncio.timeout(r.LAMA_S):
                while (await p.baca(select(siaran.c.keadaan)))[0][0] != "selesai":
                    await asyncio.sleep(0.05)
            rows = await p.baca(select(outbox).where(outbox.c.kunci.like("siaran:1:%")))
            assert sorted(row.chat_id for row in rows) == sorted(wanted)
            assert {row.prioritas for row in rows} == {PRIORITAS_SIARAN}
            assert "Besok &lt;pukul&gt; 8." in rows[0].isi["html"]
            (row,) = await p.baca(select(siaran))
            assert row.jumlah == len(wanted)
            (told,) = await p.baca(select(outbox).where(outbox.c.kunci.is_(None)))
            assert f"{len(wanted)} peserta" in told.isi["html"]

    jalankan(scenario())
