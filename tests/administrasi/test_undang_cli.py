"""``lkjip admin undang``: the way to the first admin."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from bot.administrasi.peran import HasilTerima, terima
from bot.chat.unit import Units
from bot.cli.edge import main
from bot.settings import load_settings
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.people import Orang, Peran


def accept(payload: str) -> tuple[HasilTerima, Peran | None]:
    """What the bot does with a payload, over the database of the settings."""

    async def scenario() -> tuple[HasilTerima, Peran | None]:
        store = AsyncStore(Database.in_folder(load_settings().data_dir))
        await store.open()
        try:
            async with Units(store).unit() as unit:
                return (await terima(unit, payload, Orang(7, "Ani")))[:2]
        finally:
            await store.close()

    return asyncio.run(scenario())


def test_the_printed_payload_makes_an_admin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "undang"]) == 0
    found = re.search(r"/start (peran-[\w-]{22,})", capsys.readouterr().out)
    assert found is not None
    assert accept(found[1]) == (HasilTerima.DIBERI, Peran.ADMIN)
    assert accept(found[1]) == (HasilTerima.GAGAL, None)


def test_json_is_one_document_and_the_role_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "undang", "--peran", "narasumber", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["tautan"] is None
    assert made["peran"] == "narasumber"
    assert accept(made["payload"]) == (HasilTerima.DIBERI, Peran.NARASUMBER)


def test_an_unknown_role_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["admin", "undang", "--peran", "raja"]) == 2
    assert "admin atau narasumber" in capsys.readouterr().err


def test_a_database_that_cannot_be_opened_is_a_missing_service(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("")
    monkeypatch.setenv("LKJIP_DATA_DIR", str(tmp_path / "berkas"))
    assert main(["admin", "undang"]) == 3
    assert "Basis data tidak dapat dibuka" in capsys.readouterr().err
