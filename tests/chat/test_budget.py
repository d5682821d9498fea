"""Budgets: what counts, when it is free again, and that a flood is told once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.chat import budget
from bot.chat.history import INGAT, turn_of, turns
from bot.chat.unit import Units
from bot.store import questions
from tests.bantu.botapi import jalankan
from tests.chat.alat import SAAT, balasan, penyimpanan, soal_baru, tambah_orang


async def _ask(units: Units, orang_id: int, count: int, **changes: Any) -> None:
    async with units.unit() as unit:
        for _ in range(count):
            await questions.save(unit.conn, soal_baru(orang_id, **changes))


def test_questions_of_the_last_minute_count_and_only_the_persons_own(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await _ask(units, 7, 2, waktu=SAAT - timedelta(seconds=30))
            await _ask(units, 7, 1, chat_id=-5)
            await _ask(units, 7, 9, waktu=SAAT - timedelta(seconds=61))
            await _ask(units, 8, 9)
            async with units.store.read() as conn:
                found = await budget.periksa_tanya(conn, 7, 4, SAAT)
                assert (found.terpakai, found.sisa, found.boleh) == (3, 1, True)
                assert found.lagi == SAAT + timedelta(seconds=30)
                assert not (await budget.periksa_tanya(conn, 7, 3, SAAT)).boleh

    jalankan(scenario())


def test_a_refusal_is_said_once_in_a_window(tmp_path: Path) -> None:
    clock = {"now": SAAT}

    async def scenario() -> None:
        async with penyimpanan(tmp_path, jam=lambda: clock["now"]) as units:
            full = budget.Jatah("tanya", 1, 1, budget.MENIT, SAAT + timedelta(seconds=20))
            async with units.unit() as unit:
                first = await budget.beri_tahu(unit, full, 7)
                assert first is not None
                assert "paling banyak 1 dalam satu menit" in first.html
            async with units.unit() as unit:
                assert await budget.beri_tahu(unit, full, 7) is None
                assert await budget.beri_tahu(unit, full, 8) is not None
            clock["now"] = SAAT + timedelta(minutes=2)
            async with units.unit() as unit:
                assert await budget.beri_tahu(unit, full, 7) is not None

    jalankan(scenario())


def test_uploads_tell_in_hours_when_there_is_room_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            async with units.store.read() as conn:
                assert (await budget.periksa_unggah(conn, 7, 40, SAAT)).sisa == 40
                assert (await budget.periksa_draf(conn, 7, 10, SAAT)).lagi is None
            full = budget.Jatah("unggah", 40, 40, budget.HARI, SAAT + timedelta(minutes=130))
            async with units.unit() as unit:
                told = await budget.beri_tahu(unit, full, 7)
        assert told is not None
        assert "sekitar 3 jam lagi" in told.html

    jalankan(scenario())


def test_history_is_of_this_chat_recent_and_the_oldest_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units:
            await tambah_orang(units, 7, "Ani")
            async with units.unit() as unit:
                old = await questions.save(
                    unit.conn,
                    soal_baru(7, balasan(pertanyaan="lama"), waktu=SAAT - INGAT - timedelta(seconds=1)),
                )
                for at, text in enumerate(("a", "b", "c", "d")):
                    when = SAAT - timedelta(minutes=10 - at)
                    await questions.save(unit.conn, soal_baru(7, balasan(pertanyaan=text), waktu=when))
                await questions.save(unit.conn, soal_baru(7, balasan(pertanyaan="grup"), chat_id=-5))
                await questions.save(unit.conn, soal_baru(8, balasan(pertanyaan="lain")))
            async with units.store.read() as conn:
                found = await turns(conn, 7, 7, SAAT)
                assert [one.pertanyaan for one in found] == ["b", "c", "d"]
                assert [one.pertanyaan for one in await turns(conn, 7, -5, SAAT)] == ["grup"]
                assert [one.pertanyaan for one in await turn_of(conn, old, 7)] == ["lama"]
                assert await turn_of(conn, old, -5) == ()

    jalankan(scenario())


def test_an_opinion_counts_once_and_may_be_changed(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with penyimpanan(tmp_path) as units, units.unit() as unit:
            number = await questions.save(unit.conn, soal_baru(7, chat_id=-5))
            seen = []
            for who, what in ((7, 1), (7, 1), (8, -1), (7, -1), (9, 1), (8, 1)):
                new = await questions.rate(unit.conn, number, who, what, SAAT)
                kept = await questions.find(unit.conn, number, -5)
                assert kept is not None
                seen.append((new, kept.nilai))
        assert seen == [(True, 1), (False, 1), (True, 0), (True, -1), (True, -1), (True, 1)]

    jalankan(scenario())
