"""What handlers may call.  Built by ``bot.telegram.factory``, for ``lkjip bot`` and ``lkjip coba`` alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.app import App
from bot.chat.unit import Units

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.settings import Settings


class Pekerjaan(Protocol):
    """Long work, done durably outside of the handlers (``bot.jobs``).

    Each call names a row that was committed before; calling twice for the same row and round does the work
    once.  Rows whose call was lost in a crash are found again at start.
    """

    async def baca(self, laporan_id: int, putaran: int) -> None:
        """Fetch the files of a report, read them, and begin or go on with its interview."""

    async def susun(self, laporan_id: int, putaran: int) -> None:
        """Write the draft of a report and deliver it."""

    async def olah(self, pengolahan_id: int) -> None:
        """Read a document for the knowledge index and show the admin its yield."""

    async def terbitkan(self, pengolahan_id: int) -> None:
        """Put a document that was read into the knowledge index."""

    async def siarkan(self, siaran_id: int) -> None:
        """Put a broadcast into the outbox, a class in portions."""


@dataclass(slots=True)
class Layanan:
    """The services of the chat."""

    app: App
    units: Units
    bot: ExtBot[None]
    pekerjaan: Pekerjaan
    pekerja: str
    """This process, as leases name it."""
    mulai: datetime

    @property
    def settings(self) -> Settings:
        return self.app.settings

    @property
    def folder(self) -> Path:
        """DATA_DIR: uploaded files and drafts are below it, by paths relative to it."""
        return self.app.settings.data_dir

    @property
    def jam(self) -> Callable[[], datetime]:
        return self.units.jam
