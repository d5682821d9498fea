"""The machine that runs long work durably; started and stopped with the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app import App
from bot.chat.unit import Units

if TYPE_CHECKING:
    from telegram.ext import ExtBot


class Mesin:
    """Implements ``bot.telegram.services.Pekerjaan``."""

    def __init__(self, app: App, units: Units, bot: ExtBot[None], pekerja: str) -> None:
        self._app = app
        self._units = units
        self._bot = bot
        self._pekerja = pekerja

    async def start(self) -> None:
        """Take up what an earlier process left."""

    async def stop(self) -> None:
        """Stop taking work, and leave what is unfinished for the next start."""

    async def baca(self, laporan_id: int, putaran: int) -> None:
        """Fetch and read the files of a report."""

    async def susun(self, laporan_id: int, putaran: int) -> None:
        """Write and deliver a draft."""

    async def olah(self, pengolahan_id: int) -> None:
        """Read a document for the knowledge index."""

    async def terbitkan(self, pengolahan_id: int) -> None:
        """Put a document into the knowledge index."""

    async def siarkan(self, siaran_id: int) -> None:
        """Put a broadcast into the outbox."""
