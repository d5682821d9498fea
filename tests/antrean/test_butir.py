"""The queue over a real database: merging, counting, order, putting aside, separating."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.antrean.butir import antrekan, buka_lagi, cari_serupa, gabungkan, pisahkan
from bot.store import queue
from bot.store.questions import rate, set_isi
from bot.store.tables_bot import soal
from tests.narasumber.bantu import Meja, meja

JILID = "Apakah LKjIP perlu dijilid?"
RANGKAP = "Berapa rangkap LKjIP dicetak?"


def test_like_questions_are_one_item_that_counts_people(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            first = await m.antre(1, JILID)
            assert await m.antre(2, "perlukah lkjip dijilid?") == first
            assert await m.antre(1, "lkjip perlu dijilid tidak?") == first
            other = await m.antre(3, "Apakah LKjIP tidak perlu dijilid?")
            assert other != first
            async with m.baca() as conn:
                one = await queue.load(conn, first)
                assert one is not None
                assert (one.jumlah, one.teks, one.keadaan) == (2, JILID, "terbuka")
                assert len(await queue.questions(conn, first)) == 3
                assert await cari_serupa(conn, "lkjip perlu dijilid ya?") == first
                assert await cari_serupa(conn, RANGKAP) is None

    asyncio.run(scenario())


def test_the_same_question_twice_changes_nothing_but_a_stronger_reason(
    tmp_path: Path, basis: str | None
) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            number = await m.tanya(1, JILID)
            for sebab, hints in (
                ("ragu", {"jawaban": "Tidak diatur."}),
                ("diteruskan", {"terdekat": [{"sumber": "Permenpan-RB 53/2014", "letak": "Pasal 1"}]}),
                ("ditolak", {}),
            ):
                async with m.units.unit() as unit:
                    item = await antrekan(unit.conn, number, JILID, sebab, hints, unit.now)
            async with m.baca() as conn:
                one = await queue.load(conn, item)
                assert one is not None
                assert (one.sebab, one.jumlah) == ("diteruskan", 1)
                assert one.petunjuk["jawaban"] == "Tidak diatur."
                assert one.petunjuk["terdekat"][0]["letak"] == "Pasal 1"
                assert (await queue.page(conn, 0, 10))[1] == 1

    asyncio.run(scenario())


def test_an_unknown_reason_is_an_error(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            number = await m.tanya(1, JILID)
            async with m.units.unit() as unit:
                with pytest.raises(ValueError, match="iseng"):
                    await antrekan(unit.conn, number, JILID, "iseng", {}, unit.now)

    asyncio.run(scenario())


def test_most_asked_first_then_forwarded_then_oldest(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            old = await m.antre(1, "Siapa menyimpan arsip LKjIP?")
            m.maju(minutes=1)
            forwarded = await m.antre(2, RANGKAP, "diteruskan")
            m.maju(minutes=1)
            asked = await m.antre(3, JILID)
            await m.antre(4, JILID)
            async with m.baca() as conn:
                shown, total = await queue.page(conn, 0, 2)
                rest, _ = await queue.page(conn, 2, 2)
                assert [one.id for one in (*shown, *rest)] == [asked, forwarded, old]
                assert total == 3
                behind = await queue.after(conn, asked)
                last = await queue.after(conn, old)
                assert behind is not None
                assert last is not None
                assert (behind.id, last.id) == (forwarded, asked)

    asyncio.run(scenario())


def test_reasons_of_a_thumb_down_are_counted_over_the_merged_questions(
    tmp_path: Path, basis: str | None
) -> None:
    """The same words are one reason; who is content by now, or said nothing, gives none."""

    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            said = {
                1: "Tanggalnya salah",
                2: "tidak ada contohnya",
                3: " tanggalnya  salah. ",
                4: "",
                5: "Keliru",
            }
            item = 0
            for person, words in said.items():
                number = await m.tanya(person, JILID)
                async with m.units.unit() as unit:
                    await set_isi(unit.conn, number, {"jawaban": "Ya.", "kurang": words})
                    await rate(unit.conn, number, person, 1 if person == 5 else -1, unit.now)
                    item = await antrekan(unit.conn, number, JILID, "tidak-puas", {}, unit.now)
            other = await m.antre(9, RANGKAP)
            async with m.baca() as conn:
                assert await queue.objections(conn, item) == (
                    queue.Keberatan("Tanggalnya salah", 2),
                    queue.Keberatan("tidak ada contohnya", 1),
                )
                assert await queue.objections(conn, other) == ()

    asyncio.run(scenario())


def test_an_answered_item_is_joined_by_nobody(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            first = await m.antre(1, JILID)
            async with m.units.unit() as unit:
                assert await queue.set_state(unit.conn, first, queue.OPEN, "terjawab", unit.now)
                assert not await queue.set_state(unit.conn, first, queue.OPEN, "terjawab", unit.now)
            assert await m.antre(2, JILID) != first

    asyncio.run(scenario())


def test_an_unclear_answer_opens_the_item_with_the_askers_words(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            number = await m.tanya(1, JILID)
            async with m.units.unit() as unit:
                item = await antrekan(unit.conn, number, JILID, "ditolak", {}, unit.now)
                await queue.set_state(unit.conn, item, queue.OPEN, "terjawab", unit.now)
                await queue.told(unit.conn, item, unit.now)
            async with m.units.unit() as unit:
                for words in (None, *(f"keluhan {n}" for n in range(7))):
                    await buka_lagi(unit.conn, item, number, words, unit.now)
            async with m.baca() as conn:
                one = await queue.load(conn, item)
                assert one is not None
                assert one.keadaan == "terbuka"
                assert one.petunjuk["belum_jelas"] == [f"keluhan {n}" for n in range(2, 7)]
                assert (await queue.questions(conn, item))[0].diberi_tahu is None

    asyncio.run(scenario())


def test_a_wording_can_be_separated_and_items_joined(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            item = await m.antre(1, JILID)
            await m.antre(2, "lkjip perlu dijilid tidak?")
            async with m.units.unit() as unit:
                assert await pisahkan(unit.conn, item, "tidak ada yang begini", unit.now) is None
                new = await pisahkan(unit.conn, item, JILID, unit.now)
                assert new is not None
                assert await pisahkan(unit.conn, new, JILID, unit.now) is None
            async with m.baca() as conn:
                both = [await queue.load(conn, one) for one in (item, new)]
                assert [(b.teks, b.jumlah) for b in both if b] == [
                    ("lkjip perlu dijilid tidak?", 1),
                    (JILID, 1),
                ]
            async with m.units.unit() as unit:
                assert await gabungkan(unit.conn, new, item, unit.now)
                assert not await gabungkan(unit.conn, item, item, unit.now)
            async with m.baca() as conn:
                assert await queue.load(conn, new) is None
                one = await queue.load(conn, item)
                assert one is not None
                assert one.jumlah == 2

    asyncio.run(scenario())


def test_items_without_questions_go_when_data_is_deleted(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            mine = await m.antre(1, JILID)
            shared = await m.antre(1, RANGKAP)
            await m.antre(2, RANGKAP)
            async with m.units.unit() as unit:
                await unit.conn.execute(soal.delete().where(soal.c.orang_id == 1))
                assert await queue.prune(unit.conn, unit.now) == 1
            async with m.baca() as conn:
                assert await queue.load(conn, mine) is None
                one = await queue.load(conn, shared)
                assert one is not None
                assert one.jumlah == 1

    asyncio.run(scenario())


def test_two_people_who_ask_at_once_make_one_item(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        async with meja(tmp_path, basis) as m:
            items = await asyncio.gather(*(_ask(m, person) for person in range(1, 6)))
            assert len(set(items)) == 1

    async def _ask(m: Meja, person: int) -> int:
        return await m.antre(person, RANGKAP)

    asyncio.run(scenario())
