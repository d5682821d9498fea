"""The index says what the table says, also after a crash in between, and in another process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.narasumber import jawaban as service
from bot.narasumber.jawaban import periksa
from bot.narasumber.muatan import is_ours, muatan
from bot.narasumber.penerbitan import Penerbitan, Selaras, jaga_jawaban
from bot.narasumber.tinjauan import tinjau_ulang
from bot.store import reference_answers as answers
from bot.store.tables_bot import jawaban
from knowledge.errors import KnowledgeError
from knowledge.index.service import KnowledgeIndex
from knowledge.model import Jenis
from tests.narasumber.bantu import SINTA, Meja, meja
from tests.narasumber.test_jawaban import terbit, tulis

TANYA = "Berapa rangkap LKjIP dijilid untuk arsip dinas?"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    """An empty index of its own."""
    one = KnowledgeIndex(tmp_path / "indeks-uji", shipped=lambda: (), stamp=lambda: "uji").open()
    yield one
    one.close()


def held(index: KnowledgeIndex) -> list[str]:
    return [one.sumber.singkat for one in index.listing() if is_ours(one.sumber.id)]


async def terbitkan(m: Meja, teks: str, tanya: str = TANYA) -> int:
    item = await m.antre(1, tanya)
    done = await terbit(m, await tulis(m, item, teks))
    assert done.jawaban is not None
    return done.jawaban.id


def test_what_was_committed_before_a_crash_is_indexed_afterwards_once(
    tmp_path: Path, index: KnowledgeIndex
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            await terbitkan(m, "Dua rangkap.")
            # The process died here: the row says terbit, the index knows nothing.
            assert held(index) == []
            again = Penerbitan(m.units.store, lambda: index)
            assert await again.selaraskan() == Selaras(1, 0)
            assert held(index) == ["Jawaban narasumber Sinta Rekaan, 3 Maret 2032"]
            assert await again.selaraskan() == Selaras(0, 0)
            found = index.search("LKjIP dijilid berapa rangkap").hits[0].passage
            assert (found.jenis, found.teks) == (Jenis.NARASUMBER, "Dua rangkap.")

    asyncio.run(scenario())


def test_a_new_version_takes_the_place_of_the_old_and_a_withdrawn_one_goes(
    tmp_path: Path, index: KnowledgeIndex
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            first = await terbitkan(m, "Dua rangkap.")
            line = Penerbitan(m.units.store, lambda: index)
            await line.selaraskan()
            async with m.baca() as conn:
                one = await answers.load(conn, first)
            assert one is not None
            async with m.units.unit() as unit:
                target = service.Sasaran(one.pertanyaan, one.antrean_id, one.akar)
                draft = await service.simpan_draf(unit, target, "Tiga rangkap.", SINTA, service.Pemeriksaan())
            await terbit(m, draft.id)
            assert await line.selaraskan() == Selaras(1, 0)
            assert [hit.passage.teks for hit in index.search("rangkap LKjIP").hits] == ["Tiga rangkap."]
            async with m.units.unit() as unit:
                await service.tarik(unit, draft.id, SINTA)
            assert await line.selaraskan() == Selaras(0, 1)
            assert held(index) == []

    asyncio.run(scenario())


def test_two_comparisons_at_once_change_the_index_once(tmp_path: Path, index: KnowledgeIndex) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            await terbitkan(m, "Dua rangkap.")
            lines = [Penerbitan(m.units.store, lambda: index) for _ in range(3)]
            done = await asyncio.gather(*(line.selaraskan() for line in lines))
            assert sorted(one.ditambah for one in done) == [0, 0, 1]

    asyncio.run(scenario())


def test_without_published_answers_no_index_is_opened(tmp_path: Path) -> None:
    def never() -> KnowledgeIndex:
        raise AssertionError("opened")

    async def scenario() -> None:
        async with meja(tmp_path) as m:
            await tulis(m, await m.antre(1, TANYA), "Dua rangkap.")
            assert await Penerbitan(m.units.store, never).selaraskan() == Selaras()
            assert await tinjau_ulang(m.units, never) == 0

    asyncio.run(scenario())


def test_an_index_that_cannot_be_written_is_made_good_later(tmp_path: Path, index: KnowledgeIndex) -> None:
    locked = [True]

    def sometimes() -> KnowledgeIndex:
        if locked[0]:
            raise KnowledgeError("indeks-terkunci", "Indeks terkunci.", "Ulangi nanti.")
        return index

    async def scenario() -> None:
        async with meja(tmp_path) as m:
            await terbitkan(m, "Dua rangkap.")
            line = Penerbitan(m.units.store, sometimes)
            assert await line.coba() == Selaras()
            locked[0] = False
            assert await line.coba() == Selaras(1, 0)

    asyncio.run(scenario())


def test_how_people_asked_is_searched_and_never_shown(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            number = await terbitkan(m, "Dua rangkap.")
            async with m.baca() as conn:
                one = await answers.load(conn, number)
            assert one is not None
            asked = [TANYA, "brp rangkap?", "kata " * 100, *(f"lain {n}" for n in range(9))]
            (passage,) = muatan(one, asked).passages
            assert passage.judul == TANYA
            assert len(passage.kata) == 5
            assert max(map(len, passage.kata)) <= 200
            assert "brp" not in passage.teks + passage.judul

    asyncio.run(scenario())


def test_a_rule_that_changed_flags_the_answers_that_cite_it_and_tells_the_author_once(
    tmp_path: Path, shipped: KnowledgeIndex
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            text = "Dua rangkap, lihat Permenpan-RB 53/2014 Lampiran II huruf C."
            number = await _cited(m, text, shipped)
            assert await tinjau_ulang(m.units, lambda: shipped) == 0
            async with m.units.unit() as unit:
                one = await answers.load(unit.conn, number)
                assert one is not None
                # When it was checked, the rule had been changed by another one.
                old = [{**place, "status": "diubah"} for place in one.rujukan]
                await unit.conn.execute(update(jawaban).where(jawaban.c.id == number).values(rujukan=old))
            assert await tinjau_ulang(m.units, lambda: shipped) == 1
            assert await tinjau_ulang(m.units, lambda: shipped) == 0
            assert await m.pesan(SINTA.id) != []
            assert len(await m.pesan(SINTA.id)) == 1
            due = await _due(m, m.kini)
            assert due == [(number, "Permenpan-RB 53/2014 kini berlaku.")]
            async with m.units.unit() as unit:
                current = await answers.load(unit.conn, number)
                assert current is not None
                assert await service.masih_berlaku(unit, current, SINTA, shipped)
            assert await _due(m, m.kini) == []
            assert await tinjau_ulang(m.units, lambda: shipped) == 0

    asyncio.run(scenario())


def test_an_answer_whose_source_left_the_index_is_flagged(tmp_path: Path, shipped: KnowledgeIndex) -> None:
    async def scenario() -> None:
        async with meja(tmp_path) as m:
            number = await _cited(m, "Dua rangkap, lihat PP 8/2006.", shipped)
            async with m.units.unit() as unit:
                row = (await unit.conn.execute(select(jawaban.c.rujukan))).one()
                gone = [{**place, "sumber_id": "tidak-ada"} for place in row.rujukan]
                await unit.conn.execute(update(jawaban).values(rujukan=gone))
            assert await tinjau_ulang(m.units, lambda: shipped) == 1
            assert await _due(m, m.kini) == [(number, "PP 8/2006 tidak ada lagi di indeks.")]

    asyncio.run(scenario())


async def _cited(m: Meja, text: str, index: KnowledgeIndex) -> int:
    item = await m.antre(1, TANYA)
    async with m.units.unit() as unit:
        target = await service.sasaran_antrean(unit.conn, item)
        assert target is not None
        draft = await service.simpan_draf(unit, target, text, SINTA, periksa(TANYA, text, index))
    done = await terbit(m, draft.id)
    assert done.jawaban is not None
    return done.jawaban.id


async def _due(m: Meja, now: datetime) -> list[tuple[int, str | None]]:
    async with m.baca() as conn:
        return [(one.id, one.perlu_ditinjau) for one in await answers.due(conn, now)]


def test_the_guard_begins_at_once_and_goes_on_after_a_failure(tmp_path: Path, index: KnowledgeIndex) -> None:
    calls: list[int] = []

    def often() -> KnowledgeIndex:
        calls.append(1)
        if len(calls) < 3:
            raise KnowledgeError("indeks-terkunci", "Indeks terkunci.", "Ulangi nanti.")
        return index

    async def scenario() -> None:
        async with meja(tmp_path) as m:
            await terbitkan(m, "Dua rangkap.")
            task = asyncio.create_task(jaga_jawaban(m.units, often, jeda_s=0.01))
            async with asyncio.timeout(20):
                while not held(index):
                    await asyncio.sleep(0.02)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            assert task.cancelled()

    asyncio.run(scenario())
