"""What changes of the index left for later is brought into Chroma by a worker, now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.jobs import mesin
from bot.jobs.mesin import Mesin
from bot.jobs.proses import KerjaGagal
from bot.settings import Settings


class Pekerja:
    """In place of the worker process."""

    def __init__(self, indeks: SimpleNamespace, error: Exception | None = None) -> None:
        self.indeks, self.error = indeks, error
        self.specs: list[Mapping[str, Any]] = []

    async def __call__(self, spec: Mapping[str, Any], *, batas_s: float) -> dict[str, Any]:
        assert batas_s > 0
        self.specs.append(spec)
        if self.error is not None:
            raise self.error
        self.indeks.is_behind = False
        return {}


def _mesin(folder: Path, *, elsewhere: bool = True) -> tuple[Mesin, SimpleNamespace]:
    indeks = SimpleNamespace(is_behind=True)
    app = SimpleNamespace(settings=Settings(data_dir=folder), changes_elsewhere=elsewhere, knowledge=indeks)
    units = SimpleNamespace(store=SimpleNamespace(is_sqlite=True))
    return Mesin(cast("Any", app), cast("Any", units), cast("Any", None), "uji"), indeks


def test_a_worker_fills_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, indeks = _mesin(tmp_path)
    pekerja = Pekerja(indeks)
    monkeypatch.setattr(mesin, "kerjakan", pekerja)
    asyncio.run(one.isi_vektor())
    asyncio.run(one.isi_vektor())
    wanted = {"kerja": "indeks", "data_dir": str(tmp_path), "tugas": {"ubah": "isi"}}
    assert pekerja.specs == [wanted]


def test_a_failure_is_not_repeated_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches do not need Chroma: a worker that fails every time must not run every time."""
    one, indeks = _mesin(tmp_path)
    pekerja = Pekerja(indeks, KerjaGagal("worker ended"))
    monkeypatch.setattr(mesin, "kerjakan", pekerja)
    for _ in range(3):
        asyncio.run(one.isi_vektor())
    assert len(pekerja.specs) == 1
    monkeypatch.setattr(mesin, "ISI_LAGI_S", 0.0)
    one._isi_mulai = 0.0
    for _ in range(3):
        asyncio.run(one.isi_vektor())
    assert len(pekerja.specs) == 4


def test_a_process_that_fills_itself_starts_no_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, indeks = _mesin(tmp_path, elsewhere=False)
    pekerja = Pekerja(indeks)
    monkeypatch.setattr(mesin, "kerjakan", pekerja)
    asyncio.run(one.isi_vektor())
    assert pekerja.specs == []


def test_work_is_looked_for_while_a_worker_fills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filling the store of a large index takes minutes, in which what a dead process left must not wait."""

    async def scenario() -> None:
        one, _ = _mesin(tmp_path)
        filling, looks = asyncio.Event(), 0

        async def endless(_spec: Mapping[str, Any], *, batas_s: float) -> dict[str, Any]:
            filling.set()
            await asyncio.sleep(batas_s)
            return {}

        class Antrean:
            async def buka(self, _mesin: Mesin) -> None: ...
            async def ambil_alih(self) -> None: ...
            async def bersihkan(self) -> None: ...
            async def tutup(self) -> None: ...

        async def cari() -> None:
            nonlocal looks
            looks += 1

        monkeypatch.setattr(mesin, "PERIKSA_S", 0.01)
        monkeypatch.setattr(mesin, "kerjakan", endless)
        monkeypatch.setattr(one, "_antrean", Antrean())
        monkeypatch.setattr(one, "cari", cari)
        await one.start()
        async with asyncio.timeout(15):
            await filling.wait()
            before = looks
            while looks < before + 3:
                await asyncio.sleep(0.01)
            await one.stop()

    asyncio.run(scenario())
