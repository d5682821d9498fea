"""Runs the try-out: the world, the Bot API server before it, and the actual bot, in one event loop."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.errors import ErrorCode, LkjipError
from bot.web.botapi import Dunia
from bot.web.botapi.peristiwa import Mengetik, Pratinjau
from bot.web.coba.pemeran import ADMIN_ID, LOMPAT, beri_peran, siapkan_dunia

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.telegram.factory import Asisten

NAMA_FOLDER = "coba"
BERKAS_DUNIA = "dunia.db"
TANDA = "percobaan.txt"
"""Marks a folder as one that the try-out made, and may therefore clear."""
JEDA_SIMPAN_S = 0.4


@dataclass
class Panggung:
    """The running try-out.  ``ulang`` is set when the person wants to begin anew."""

    dunia: Dunia
    folder: Path
    asisten: Asisten | None = None
    ulang: asyncio.Event = field(default_factory=asyncio.Event)


def setelan_coba(settings: Settings, folder: Path, token: str, alamat: str) -> Settings:
    """The user's settings, but with a database, an index and a bot of the try-out's own."""
    return settings.model_copy(
        update={
            "data_dir": folder,
            "database_url": None,
            "chroma_url": None,
            "telegram_token": SecretStr(token),
            "telegram_api_url": alamat,
            "webhook_url": None,
            "webhook_secret": None,
            "admin_ids": (ADMIN_ID,),
        }
    )


def siapkan_folder(folder: Path, *, dari_awal: bool = False) -> None:
    """Make the folder; with ``dari_awal`` an empty one.

    Raises LkjipError where it cannot be written, and where it holds what the try-out did not make.
    """
    try:
        ours = (folder / TANDA).is_file()
        if folder.is_dir() and not ours and any(folder.iterdir()):
            raise LkjipError(
                ErrorCode.SETTING_INVALID,
                f"Folder {folder} berisi berkas lain dan bukan folder percobaan.",
                "Sebutkan folder yang kosong atau belum ada dengan --data FOLDER.",
            )
        if dari_awal and ours:
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / TANDA).write_text("Folder percobaan Asisten LKjIP; boleh dihapus.\n", encoding="utf-8")
    except OSError:
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            f"Folder percobaan {folder} tidak dapat dipakai.",
            "Periksa hak tulis dan sisa ruang, atau sebutkan folder lain dengan --data FOLDER.",
            exit_code=3,
        ) from None


@asynccontextmanager
async def panggung(settings: Settings, folder: Path) -> AsyncIterator[Panggung]:
    """Everything that the try-out runs but the page.  Raises LkjipError."""
    from bot.app import App
    from bot.jobs.proses import pengubah_indeks
    from bot.telegram.factory import asisten
    from bot.telegram.rates import TANPA_BATAS
    from bot.web.botapi.server import server_berjalan

    dunia = Dunia()
    _muat(dunia, folder / BERKAS_DUNIA)
    siapkan_dunia(dunia)
    token = f"{dunia.bot.id}:coba{secrets.token_hex(16)}"
    async with server_berjalan(dunia, token) as alamat, _tersimpan(dunia, folder / BERKAS_DUNIA):
        own = setelan_coba(settings, folder, token, alamat)
        await _peran(own)
        app = App(own, pengubah=pengubah_indeks)
        # Our own server has no limits: nobody has to wait a second for the next question here.
        async with asisten(app, token, alamat, batas=TANPA_BATAS) as running:
            yield Panggung(dunia, folder, running)


def _muat(dunia: Dunia, berkas: Path) -> None:
    """Go on with the kept world."""
    if dunia.muat(berkas):
        dunia.nomor_pesan += LOMPAT
        dunia.antrean.berikut += LOMPAT
        for room in dunia.ruang.values():
            room.nomor += LOMPAT


async def _peran(settings: Settings) -> None:
    from bot.store.async_store import AsyncStore
    from bot.store.database import Database

    store = AsyncStore(Database.in_folder(settings.data_dir))
    await store.open()
    try:
        async with store.write() as conn:
            await beri_peran(conn, datetime.now(UTC))
    finally:
        await store.close()


@asynccontextmanager
async def _tersimpan(dunia: Dunia, berkas: Path) -> AsyncIterator[None]:
    """Keep the world on disk while the block runs, and once more at its end."""
    task = asyncio.create_task(_simpan_terus(dunia, berkas))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await asyncio.to_thread(dunia.simpan, berkas)


async def _simpan_terus(dunia: Dunia, berkas: Path) -> None:
    changed = asyncio.Event()

    async def listen() -> None:
        async with dunia.peristiwa() as listener:
            async for event in listener:
                if not isinstance(event, Mengetik | Pratinjau):
                    changed.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(listen())
        while True:
            await changed.wait()
            await asyncio.sleep(JEDA_SIMPAN_S)
            changed.clear()
            await asyncio.to_thread(dunia.simpan, berkas)
