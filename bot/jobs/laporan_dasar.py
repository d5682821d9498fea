"""What the steps of a report's jobs share: its folder, its progress message, whether it still waits."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.app import App
from bot.chat.unit import Unit, Units
from bot.jobs.proses import kerjakan
from bot.store import reports
from bot.store.reports import Keadaan, Laporan
from bot.store.tables_bot import orang

if TYPE_CHECKING:
    from telegram.ext import ExtBot

FOLDER = "laporan"
"""Holds a folder for each person, and in it one for each of their reports."""
HASIL = "hasil.json"
"""What a worker process found or wrote, in the folder of the report or of its version."""


def folder_laporan(orang_id: int, laporan_id: int) -> str:
    """Where the files of a report lie, below DATA_DIR."""
    return f"{FOLDER}/{orang_id}/{laporan_id}"


def buang_folder(folder: Path) -> None:
    """Remove the folder of a report, and the person's where it was the last one in it.  Raises nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.parent.rmdir()


def kunci_kemajuan(one: Laporan, putaran: int | None = None) -> str:
    """The name of the message that tells how far a job is."""
    return f"laporan:{one.id}:p{putaran or one.putaran}"


async def ingatan_orang(conn: Any, orang_id: int) -> dict[str, Any]:
    """What is remembered of a person, for the interview."""
    found = (await conn.execute(select(orang.c.ingatan).where(orang.c.id == orang_id))).scalar()
    return dict(found or {})


class Langkah:
    """A report as its steps see it."""

    def __init__(self, app: App, units: Units, bot: ExtBot[None]) -> None:
        self._settings = app.settings
        self._units = units
        self._bot = bot

    async def satu(self, laporan_id: int) -> Laporan | None:
        async with self._units.store.read() as conn:
            return await reports.get(conn, laporan_id)

    async def _di(self, laporan_id: int, putaran: int, *keadaan: Keadaan) -> Laporan | None:
        """The report where it still waits for this step."""
        one = await self.satu(laporan_id)
        if one is None or one.putaran != putaran or one.keadaan not in keadaan:
            return None
        return one

    def _folder(self, one: Laporan) -> Path:
        return self._settings.data_dir / folder_laporan(one.orang_id, one.id)

    async def _masih_ada(self, one: Laporan) -> bool:
        """Whether the report still exists; of one that was deleted meanwhile no file stays."""
        if await self.satu(one.id) is not None:
            return True
        await asyncio.to_thread(buang_folder, self._folder(one))
        return False

    async def _buang_sisa(self, laporan_id: int) -> None:
        """The same where only the number of the report is left."""

        def remove() -> None:
            for folder in (self._settings.data_dir / FOLDER).glob(f"*/{laporan_id}"):
                buang_folder(folder)

        await asyncio.to_thread(remove)

    async def _pindah(self, unit: Unit, one: Laporan, dari: Keadaan, ke: Keadaan) -> bool:
        return await reports.change(
            unit.conn, one.id, unit.now, dari=[dari], di_putaran=one.putaran, keadaan=ke
        )

    async def _kerjakan(self, spec: Mapping[str, Any]) -> dict[str, Any]:
        """A task in a worker process."""
        return await kerjakan(spec)

    async def _baca(self, one: Laporan, *, gambar: bool) -> dict[str, Any]:
        data_dir = self._settings.data_dir
        async with self._units.store.read() as conn:
            found = await reports.files(conn, one.id)
        here = [(str(data_dir / f.jalur), f.nama) for f in found if f.jalur]
        if not here:
            return {"ringkasan": None, "kalimat": "", "galat": [], "gambar": []}
        ulang = one.ringkasan.get("ulang", {})
        return await self._kerjakan(
            {
                "kerja": "baca",
                "berkas": here,
                "folder": str(self._folder(one)),
                "peta": ulang.get("peta"),
                "tahun": ulang.get("tahun"),
                "instansi": one.ringkasan.get("instansi"),
                "peta_tersimpan": str(self._settings.mapping_dir / str(one.orang_id)),
                "gambar": gambar,
            }
        )
