"""The machine that runs long work durably; started and stopped with the bot."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import errno
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.chat.unit import Units
from bot.errors import ErrorCode, LkjipError
from bot.jobs.laporan import KerjaLaporan
from bot.jobs.pengolahan import KerjaPengolahan
from bot.jobs.proses import BATAS_INDEKS_S, KerjaGagal, TanpaRuang, kerjakan
from bot.jobs.siaran import KerjaSiaran
from bot.jobs.tempat import Antrean
from bot.log import logger, record_fault
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.store.reports import Laporan

ULANGI_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Pauses before a step is tried again whose database did not answer; after the last one it goes on so."""
PERIKSA_S = 20.0
"""How often work of dead processes, and work whose call was lost, is looked for."""
ISI_LAGI_S = 600.0
"""The pause after the vector store could not be filled."""
Langkah = Callable[..., Awaitable[bool]]


class Mesin:
    """Implements ``bot.telegram.services.Pekerjaan``.

    One per process, in the event loop that the bot runs in; DBOS knows only one, too.
    """

    def __init__(self, app: App, units: Units, bot: ExtBot[None], pekerja: str) -> None:
        self._app = app
        self._units = units
        self._isi_mulai = 0.0
        self._log_file = app.settings.log_file
        self._antrean = Antrean(app.settings, units.store, pekerja)
        self._laporan = KerjaLaporan(app, units, bot)
        self._pengolahan = KerjaPengolahan(app, units)
        self._siaran = KerjaSiaran(units)
        self._langkah: Mapping[str, Mapping[str, Langkah]] = {
            "baca": self._laporan.langkah_baca,
            "susun": self._laporan.langkah_susun,
            "olah": self._pengolahan.langkah_olah,
            "terbitkan": self._pengolahan.langkah_terbitkan,
            "siarkan": self._siaran.langkah,
        }
        self._gagal: Mapping[str, Callable[..., Awaitable[None]]] = {
            "baca": self._laporan.gagal_baca,
            "susun": self._laporan.gagal_susun,
            "olah": self._pengolahan.gagal_olah,
            "terbitkan": self._pengolahan.gagal_terbitkan,
            "siarkan": self._siaran.gagal,
        }
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[dict[str, Any]]] = set()
        self._berhenti = False
        self._penjaga: tuple[asyncio.Task[None], ...] = ()

    # --- life

    async def start(self) -> None:
        """Open the engine's database, go on with interrupted work, and find work whose call was lost."""
        self._loop = asyncio.get_running_loop()
        self._berhenti = False
        await self._antrean.buka(self)
        await self.cari()
        self._penjaga = (asyncio.create_task(self._jaga()), asyncio.create_task(self._jaga_vektor()))

    async def stop(self) -> None:
        """Interrupt what is in work (it is kept and goes on at the next start) and let go of everything."""
        self._berhenti = True
        ending = [*self._penjaga, *self._tasks]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        self._penjaga = ()
        await self._antrean.tutup()
        self._loop = None

    async def _jaga(self) -> None:
        from sqlalchemy.exc import SQLAlchemyError

        while True:
            await asyncio.sleep(PERIKSA_S)
            try:
                await self._antrean.ambil_alih()
                await self._antrean.bersihkan()
                await self.cari()
            except (SQLAlchemyError, OSError) as error:
                logger().error("pekerjaan-tidak-terbaca", galat=type(error).__name__)

    async def _jaga_vektor(self) -> None:
        """Beside :meth:`_jaga`: to fill the store of a large index takes minutes."""
        while True:
            await asyncio.sleep(PERIKSA_S)
            await self.isi_vektor()

    async def isi_vektor(self) -> None:
        """Have a worker process bring into Chroma what changes of the index left for later; searches do not
        need it, so that a failure is logged and tried again after a while."""
        from knowledge.index.elsewhere import check, fill_task

        if not self._app.changes_elsewhere or time.monotonic() < self._isi_mulai:
            return
        try:
            if not await asyncio.to_thread(lambda: self._app.knowledge.is_behind):
                return
            spec = {"kerja": "indeks", "data_dir": str(self._app.settings.data_dir), "tugas": fill_task()}
            check(await kerjakan(spec, batas_s=BATAS_INDEKS_S))
            if not self._app.knowledge.is_behind:
                return
            galat = "tertunda"
        except (KerjaGagal, TanpaRuang, LkjipError, KnowledgeError, OSError) as error:
            galat = type(error).__name__
        self._isi_mulai = time.monotonic() + ISI_LAGI_S
        logger().warning("vektor-belum-terisi", galat=galat)

    async def cari(self) -> None:
        """Enqueue every row that waits for a job; one that has its workflow already is not disturbed."""
        for one in await self._laporan.menunggu():
            await self._laporan_baru(one)
        for jenis, number in (*await self._pengolahan.menunggu(), *await self._siaran.menunggu()):
            await self._antrean.masukkan(jenis, (number,))

    async def _laporan_baru(self, one: Laporan) -> None:
        from bot.store.reports import BERJALAN

        jenis = "susun" if one.keadaan in BERJALAN else "baca"
        await self._antrean.masukkan(jenis, (one.id, one.putaran), orang=one.orang_id)

    # --- Pekerjaan

    async def baca(self, laporan_id: int, putaran: int) -> None:
        """Fetch and read the files of a report."""
        await self._antrean.masukkan("baca", (laporan_id, putaran))

    async def susun(self, laporan_id: int, putaran: int) -> None:
        """Write and deliver a draft, one of a person at a time."""
        one = await self._laporan.satu(laporan_id)
        if one is not None:
            await self._antrean.masukkan("susun", (laporan_id, putaran), orang=one.orang_id)

    async def olah(self, pengolahan_id: int) -> None:
        """Read a document for the knowledge index."""
        await self._antrean.masukkan("olah", (pengolahan_id,))

    async def terbitkan(self, pengolahan_id: int) -> None:
        """Put a document into the knowledge index."""
        await self._antrean.masukkan("terbitkan", (pengolahan_id,))

    async def siarkan(self, siaran_id: int) -> None:
        """Put a broadcast into the outbox."""
        await self._antrean.masukkan("siarkan", (siaran_id,))

    # --- steps, called from DBOS's threads

    def langkah(self, jenis: str, nama: str, nomor: tuple[int, ...]) -> dict[str, Any]:
        """See ``bot.jobs.alur.Pelaksana``."""
        return self._di_loop(lambda: self._satu(jenis, nama, nomor))

    def gagal(self, jenis: str, nomor: tuple[int, ...], sebab: dict[str, Any]) -> dict[str, Any]:
        """See ``bot.jobs.alur.Pelaksana``."""
        return self._di_loop(lambda: self._sampaikan(jenis, nomor, sebab))

    def _di_loop(self, make: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        from bot.jobs.alur import Berhenti

        loop = self._loop
        if self._berhenti or loop is None:
            raise Berhenti
        waiting = asyncio.run_coroutine_threadsafe(self._terlacak(make), loop)
        try:
            return waiting.result()
        except concurrent.futures.CancelledError:
            raise Berhenti from None

    async def _terlacak(self, make: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            if self._berhenti:
                raise asyncio.CancelledError
            return await make()
        finally:
            self._tasks.discard(task)

    async def _satu(self, jenis: str, nama: str, nomor: tuple[int, ...]) -> dict[str, Any]:
        """The edge of a job: whatever goes wrong becomes an answer.  A database that does not answer is
        waited for, since without it nobody could be told anyway."""
        from sqlalchemy.exc import SQLAlchemyError

        for attempt in range(10_000):
            try:
                return {"lanjut": bool(await self._langkah[jenis][nama](*nomor))}
            except SQLAlchemyError as error:
                await self._tunda(jenis, nama, attempt, error)
            except LkjipError as error:
                if error.code is ErrorCode.OUTPUT_UNWRITABLE:
                    return {"gagal": {"jenis": "ruang"}}
                return {"gagal": {"jenis": "masukan", "pesan": error.pesan, "saran": error.saran}}
            except TanpaRuang:
                return {"gagal": {"jenis": "ruang"}}
            except Exception as error:  # noqa: BLE001 - the edge of a job
                if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                    return {"gagal": {"jenis": "ruang"}}
                incident, _ = record_fault(self._log_file, error, pekerjaan=jenis, langkah=nama, nomor=nomor)
                return {"gagal": {"jenis": "gangguan", "insiden": incident}}
        raise AssertionError("unreachable")

    async def _sampaikan(
        self, jenis: str, nomor: tuple[int, ...], sebab: Mapping[str, Any]
    ) -> dict[str, Any]:
        from sqlalchemy.exc import SQLAlchemyError

        for attempt in range(10_000):
            try:
                await self._gagal[jenis](*nomor, sebab)
                break
            except SQLAlchemyError as error:
                await self._tunda(jenis, "gagal", attempt, error)
        return {"lanjut": False}

    async def _tunda(self, jenis: str, nama: str, attempt: int, error: Exception) -> None:
        with contextlib.suppress(OSError):
            logger().error("langkah-diulang", pekerjaan=jenis, langkah=nama, galat=type(error).__name__)
        await asyncio.sleep(ULANGI_S[min(attempt, len(ULANGI_S) - 1)])
