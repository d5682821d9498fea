"""What is inserted once is known as new once, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.chat.unit import Units
from bot.store import inbox, questions
from tests.store.test_classes import run

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


def test_a_repeated_update_is_not_handed_on(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        for expected in (True, False):
            async with units.unit() as unit:
                kept = await inbox.accept(unit.conn, 5, "o7", {"update_id": 5}, NOW, "satu")
                assert (kept is not None) is expected

    run(tmp_path, basis, scenario)


def test_a_trace_whose_id_is_taken_is_not_kept(tmp_path: Path, basis: str | None) -> None:
    async def scenario(units: Units) -> None:
        row = {"id": "J0302-ABCDEF", "waktu": NOW, "pertanyaan": "a", "status": "dijawab", "isi": {}}
        for expected in (True, False):
            async with units.unit() as unit:
                assert await questions.save_trace(unit.conn, row) is expected

    run(tmp_path, basis, scenario)
