"""The steps of a report's jobs: from files in Telegram to the first question, from answers to the draft.

Every step may run twice (its process may die after the commit and before DBOS has noted it): what it changes
depends on the state that it expects, and where that is gone it says nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import Units
from bot.jobs.laporan_baca import LangkahBaca
from bot.jobs.laporan_dasar import kunci_kemajuan
from bot.jobs.laporan_susun import LangkahSusun
from bot.store import reports
from bot.store.reports import BERJALAN, Keadaan, Laporan

if TYPE_CHECKING:
    from telegram.ext import ExtBot


class KerjaLaporan(LangkahBaca, LangkahSusun):
    """The steps of ``baca`` and ``susun`` in their order, and what is said where one of them fails."""

    def __init__(self, app: App, units: Units, bot: ExtBot[None]) -> None:
        super().__init__(app, units, bot)
        self.langkah_baca: Mapping[str, Callable[[int, int], Awaitable[bool]]] = {
            "kumpulkan": self.kumpulkan,
            "unduh": self.unduh,
            "kenali": self.kenali,
            "tanyakan": self.tanyakan,
        }
        self.langkah_susun: Mapping[str, Callable[[int, int], Awaitable[bool]]] = {
            "mulai": self.mulai,
            "tulis": self.tulis,
            "serahkan": self.serahkan,
        }

    async def menunggu(self) -> Sequence[Laporan]:
        """Reports for which a job is to run."""
        async with self._units.store.read() as conn:
            return await reports.unfinished(conn)

    async def gagal_baca(self, laporan_id: int, putaran: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(laporan_id, putaran, "baca", sebab)

    async def gagal_susun(self, laporan_id: int, putaran: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(laporan_id, putaran, "susun", sebab)

    async def _gagal(self, laporan_id: int, putaran: int, kerja: str, sebab: Mapping[str, Any]) -> None:
        running = (Keadaan.MENGUMPULKAN, Keadaan.DIBACA, *BERJALAN)
        async with self._units.unit() as unit:
            one = await reports.get(unit.conn, laporan_id)
            if one is None:
                # Deleted while the job ran; the step may have written something after that.
                return await self._buang_sisa(laporan_id)
            if not await reports.change(
                unit.conn,
                laporan_id,
                unit.now,
                dari=running,
                di_putaran=putaran,
                keadaan=Keadaan.GAGAL,
                ringkasan={**one.ringkasan, "gagal": kerja},
            ):
                return None
            again = unit.tombol(
                "Coba lagi",
                "laporan.ulang",
                {"laporan": one.id, "putaran": putaran},
                chat_id=one.chat_id,
                pemilik=one.orang_id,
            )
            text = say(
                "laporan/gagal",
                judul=one.judul,
                kerja=kerja,
                jenis=sebab["jenis"],
                pesan=sebab.get("pesan", ""),
                saran=sebab.get("saran", ""),
                insiden=sebab.get("insiden", ""),
            )
            await unit.sunting(one.chat_id, kunci_kemajuan(one), Pesan(text, ((again,),)))
        return None
