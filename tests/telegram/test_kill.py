"""The bot is killed (SIGKILL) at the worst moments; every question gets exactly one answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.store import inbox, outbox
from bot.store.database import Database
from bot.store.tables_bot import inbox as inbox_rows
from bot.store.tables_bot import outbox as outbox_rows
from bot.web.botapi import Dunia, Orang
from bot.web.botapi.server import server_di_utas
from tests.bantu.botapi import LOOPBACK, TOKEN
from tests.bantu.proses_bot import bot_proses

pytestmark = LOOPBACK


def _wait(condition: object, what: str, seconds: float = 40.0) -> None:
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


def _end_leases(folder: Path, basis: str | None) -> None:
    """Several processes on PostgreSQL wait for leases to end; the test does not."""
    if basis is None:
        return
    database = Database(basis)
    long_ago = inbox.SEWA + outbox.SEWA
    with database.engine.begin() as conn:
        for table in (inbox_rows, outbox_rows):
            held = table.c.sewa_sampai.is_not(None)
            for row in conn.execute(table.select().where(held)):
                key = table.c.update_id if table is inbox_rows else table.c.id
                mine = row.update_id if table is inbox_rows else row.id
                conn.execute(table.update().where(key == mine).values(sewa_sampai=row.sewa_sampai - long_ago))
    database.engine.dispose()


def _answers(world: Dunia, person: Orang) -> list[str]:
    return [one.teks for one in world.dari_bot(world.pribadi(person))]


@pytest.mark.parametrize("moment", ["sebelum", "sesudah"])
def test_a_kill_while_sending_leaves_one_answer(tmp_path: Path, basis: str | None, moment: str) -> None:
    """``sebelum``: the request never gets to Telegram; ``sesudah``: it does, its answer not to the bot."""
    world = Dunia()
    people = [world.tambah_orang(f"Orang {number}") for number in range(3)]
    with server_di_utas(world, TOKEN) as address:
        with bot_proses(tmp_path, address, basis):
            world.kirim_teks(people[0], world.pribadi(people[0]), "nol")
            _wait(lambda: _answers(world, people[0]) == ["gema nol"], "the first answer")
            if moment == "sesudah":
                world.gangguan.lambat(60, metode="sendMessage", kali=None)
            else:
                world.gangguan.putus(sesudah=False, metode="sendMessage", kali=None)
            for one in people:
                world.kirim_teks(one, world.pribadi(one), "satu")
                world.kirim_teks(one, world.pribadi(one), "dua")
            if moment == "sesudah":
                _wait(lambda: all("gema satu" in _answers(world, one) for one in people), "the requests")
            else:
                _wait(lambda: not world.antrean.isi, "the updates to be taken")
        world.gangguan.hapus()
        _end_leases(tmp_path, basis)
        with bot_proses(tmp_path, address, basis):
            _wait(lambda: all("gema dua" in _answers(world, one) for one in people), "the answers")
    first, *others = people
    assert _answers(world, first) == ["gema nol", "gema satu", "gema dua"]
    assert [_answers(world, one) for one in others] == [["gema satu", "gema dua"]] * 2


def test_a_kill_while_updates_are_handed_over_loses_none(tmp_path: Path) -> None:
    world = Dunia()
    people = [world.tambah_orang(f"Orang {number}") for number in range(20)]
    with server_di_utas(world, TOKEN) as address:
        with bot_proses(tmp_path, address):
            for one in people:
                world.kirim_teks(one, world.pribadi(one), "satu")
            _wait(lambda: any(_answers(world, one) for one in people), "the first answer")
        with bot_proses(tmp_path, address):
            _wait(lambda: all(_answers(world, one) for one in people), "the answers")
    assert [_answers(world, one) for one in people] == [["gema satu"]] * 20
