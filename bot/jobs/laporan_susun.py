"""The steps from the answers to the delivered draft."""

from __future__ import annotations

import asyncio
import json

from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.errors import ErrorCode, LkjipError
from bot.jobs.bacaan import BAHAN
from bot.jobs.laporan_dasar import HASIL, Langkah, folder_laporan, ingatan_orang, kunci_kemajuan
from bot.jobs.penyerahan import serahkan
from bot.jobs.tulis import tulis_utuh
from bot.store import reports
from bot.store.reports import BERJALAN, Keadaan


class LangkahSusun(Langkah):
    """Begin, write, deliver."""

    async def mulai(self, laporan_id: int, putaran: int) -> bool:
        """It is this draft's turn."""
        one = await self._di(laporan_id, putaran, *BERJALAN)
        if one is None:
            return False
        async with self._units.unit() as unit:
            if not await reports.change(
                unit.conn, one.id, unit.now, dari=BERJALAN, di_putaran=putaran, keadaan=Keadaan.DISUSUN
            ):
                return False
            text = say("laporan/disusun", judul=one.judul, antre=0)
            await unit.sunting(one.chat_id, kunci_kemajuan(one), Pesan(text))
        return True

    async def tulis(self, laporan_id: int, putaran: int) -> bool:
        """Write the draft in a worker process."""
        one = await self._di(laporan_id, putaran, Keadaan.DISUSUN)
        if one is None:
            return False
        folder = self._folder(one)
        async with self._units.store.read() as conn:
            rows = await reports.answers(conn, one.id)
            ingatan = await ingatan_orang(conn, one.orang_id)
        spec = {
            "kerja": "susun",
            "bahan": str(folder / BAHAN),
            "jawaban": rows,
            "ingatan": ingatan,
            "folder": str(folder / f"v{putaran}"),
            "tanggal": self._units.jam().date().isoformat(),
            "pdf": True,
        }
        try:
            hasil = await self._kerjakan(spec)
        except LkjipError as error:
            if error.code is not ErrorCode.FILE_DAMAGED:
                raise
            # What was read is of an earlier version, or gone: read the files again, then write.
            await self._baca(one, gambar=False)
            hasil = await self._kerjakan(spec)
        content = json.dumps(hasil).encode()
        await asyncio.to_thread(tulis_utuh, folder / f"v{putaran}" / HASIL, content)
        return await self._masih_ada(one)

    async def serahkan(self, laporan_id: int, putaran: int) -> bool:
        """Deliver the draft, once."""
        one = await self._di(laporan_id, putaran, Keadaan.DISUSUN)
        if one is None:
            return False
        folder = self._folder(one) / f"v{putaran}"
        hasil = json.loads(await asyncio.to_thread((folder / HASIL).read_bytes))
        async with self._units.unit() as unit:
            return await serahkan(unit, one, hasil, f"{folder_laporan(one.orang_id, one.id)}/v{putaran}")
