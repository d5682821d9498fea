"""The steps of a report's jobs: from files in Telegram to the first question, from answers to the draft.

Every step may run twice (its process may die after the commit and before DBOS has noted it): what it changes
depends on the state that it expects, and where that is gone it says nothing.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.app import App
from bot.chat.message import JenisLampiran, Lampiran, Pesan
from bot.chat.texts import say
from bot.chat.unit import Unit, Units
from bot.errors import ErrorCode, LkjipError
from bot.jobs import wawancara
from bot.jobs.ambil import Ditolak, ambil
from bot.jobs.bacaan import BAHAN
from bot.jobs.penyerahan import serahkan
from bot.jobs.proses import kerjakan
from bot.jobs.tulis import tulis_utuh
from bot.store import reports
from bot.store.reports import BERJALAN, Keadaan, Laporan
from bot.store.tables_bot import orang

if TYPE_CHECKING:
    from telegram.ext import ExtBot

JEDA = timedelta(seconds=2)
"""So long after the last file of a person the report is taken as complete."""
HASIL = "hasil.json"
MAKS_JUDUL = 120
MAKS_LABEL = 60
SATU_PEKERJAAN = timedelta(hours=12)
"""A file that comes so soon after another report was worked on may belong to it."""


def folder_laporan(orang_id: int, laporan_id: int) -> str:
    """Where the files of a report lie, below DATA_DIR."""
    return f"laporan/{orang_id}/{laporan_id}"


def kunci_kemajuan(one: Laporan, putaran: int | None = None) -> str:
    """The name of the message that tells how far a job is."""
    return f"laporan:{one.id}:p{putaran or one.putaran}"


class KerjaLaporan:
    """The steps of ``baca`` and ``susun``."""

    def __init__(self, app: App, units: Units, bot: ExtBot[None]) -> None:
        self._settings = app.settings
        self._units = units
        self._bot = bot
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
        await asyncio.to_thread(shutil.rmtree, self._folder(one), ignore_errors=True)
        return False

    # --- reading

    async def kumpulkan(self, laporan_id: int, putaran: int) -> bool:
        """Wait until no more file comes, then close the report for others."""
        while True:
            one = await self._di(laporan_id, putaran, Keadaan.MENGUMPULKAN, Keadaan.DIBACA)
            if one is None:
                return False
            if one.keadaan is Keadaan.DIBACA:
                return True
            left = (one.diubah + JEDA - self._units.jam()).total_seconds()
            if left > 0:
                await asyncio.sleep(min(left, JEDA.total_seconds()))
                continue
            async with self._units.unit() as unit:
                now = await reports.get(unit.conn, laporan_id)
                if now is None or now.diubah != one.diubah:
                    continue
                if await reports.change(
                    unit.conn, laporan_id, unit.now, dari=[Keadaan.MENGUMPULKAN], keadaan=Keadaan.DIBACA
                ):
                    names = [f.nama for f in await reports.files(unit.conn, laporan_id)]
                    text = say("laporan/dibaca", nama=names, ulang=False)
                    await unit.sunting(one.chat_id, kunci_kemajuan(one), Pesan(text))
                return True

    async def unduh(self, laporan_id: int, putaran: int) -> bool:
        """Fetch the files that are not here yet; what cannot be fetched is told when all is read."""
        one = await self._di(laporan_id, putaran, Keadaan.DIBACA)
        if one is None:
            return False
        async with self._units.store.read() as conn:
            found = await reports.files(conn, laporan_id)
        refused: dict[str, Any] = {}
        for file in found:
            if file.jalur and (self._settings.data_dir / file.jalur).is_file():
                continue
            try:
                jalur, sidik = await ambil(
                    self._bot, file, self._settings.data_dir, folder_laporan(one.orang_id, one.id)
                )
            except Ditolak as error:
                refused[str(file.id)] = {"nama": file.nama, "pesan": error.pesan, "saran": error.saran}
                continue
            async with self._units.unit() as unit:
                await reports.fetched(unit.conn, file.id, jalur, sidik)
        async with self._units.unit() as unit:
            fresh = await reports.get(unit.conn, laporan_id)
            if fresh is None:
                return False
            return await reports.change(
                unit.conn,
                laporan_id,
                unit.now,
                dari=[Keadaan.DIBACA],
                di_putaran=putaran,
                ringkasan={**fresh.ringkasan, "tolak": refused},
            )

    async def kenali(self, laporan_id: int, putaran: int) -> bool:
        """Read the files in a worker process; its result is kept in the report's folder."""
        one = await self._di(laporan_id, putaran, Keadaan.DIBACA)
        if one is None:
            return False
        peta = one.ringkasan.get("ulang", {}).get("peta")
        hasil = await self._baca(one, gambar=one.bahan is None or bool(peta))
        await asyncio.to_thread(tulis_utuh, self._folder(one) / HASIL, json.dumps(hasil).encode())
        return await self._masih_ada(one)

    async def _baca(self, one: Laporan, *, gambar: bool) -> dict[str, Any]:
        data_dir = self._settings.data_dir
        async with self._units.store.read() as conn:
            found = await reports.files(conn, one.id)
        here = [(str(data_dir / f.jalur), f.nama) for f in found if f.jalur]
        if not here:
            return {"ringkasan": None, "kalimat": "", "galat": [], "gambar": []}
        ulang = one.ringkasan.get("ulang", {})
        return await kerjakan(
            {
                "kerja": "baca",
                "berkas": here,
                "folder": str(self._folder(one)),
                "peta": ulang.get("peta"),
                "tahun": ulang.get("tahun"),
                "peta_tersimpan": str(self._settings.mapping_dir / str(one.orang_id)),
                "gambar": gambar,
            }
        )

    async def tanyakan(self, laporan_id: int, putaran: int) -> bool:
        """Tell what was found and ask the first question that is open."""
        one = await self._di(laporan_id, putaran, Keadaan.DIBACA)
        if one is None:
            return False
        folder = self._folder(one)
        hasil = json.loads(await asyncio.to_thread((folder / HASIL).read_bytes))
        refused = [*one.ringkasan.get("tolak", {}).values(), *hasil["galat"]]
        if hasil["ringkasan"] is None:
            return await self._tanpa_tabel(one, refused)
        async with self._units.store.read() as conn:
            rows = await reports.answers(conn, one.id)
            files = await reports.files(conn, one.id)
            ingatan = await self._ingatan(conn, one.orang_id)
        jalur = f"{folder_laporan(one.orang_id, one.id)}/{BAHAN}"
        posisi = await asyncio.to_thread(
            wawancara.hitung,
            self._settings.data_dir / jalur,
            rows,
            ingatan,
            lanjutan=one.lanjutan,
            baru_dibaca=True,
        )
        found = hasil["ringkasan"]
        ringkasan = {
            **one.ringkasan,
            "temuan_kalimat": hasil["kalimat"],
            "tahun": found["tahun"],
            "gagal": None,
        }
        judul = _judul(found.get("instansi"), found.get("tahun"), one.judul)
        changed = _dengan(one, judul=judul, ringkasan=ringkasan)
        async with self._units.unit() as unit:
            if not await self._pindah(unit, one, Keadaan.DIBACA, Keadaan.WAWANCARA):
                return False
            await self._temuan(unit, changed, hasil, refused, [f.nama for f in files])
            if posisi.soal is not None:
                await wawancara.tanyakan(
                    unit,
                    changed,
                    posisi.soal,
                    ringkasan,
                    boleh_kembali=wawancara.dapat_mundur(ringkasan, rows),
                )
                keadaan = Keadaan.WAWANCARA
            else:
                await wawancara.tawarkan(unit, changed, ringkasan, ditunda=0)
                keadaan = Keadaan.SIAP
            await reports.change(
                unit.conn,
                one.id,
                unit.now,
                dari=[Keadaan.WAWANCARA],
                keadaan=keadaan,
                bahan=jalur,
                judul=judul,
                ringkasan=ringkasan,
            )
        return True

    async def _temuan(
        self,
        unit: Unit,
        one: Laporan,
        hasil: Mapping[str, Any],
        refused: Sequence[Mapping[str, str]],
        names: Sequence[str],
    ) -> None:
        """The progress message becomes what was found; the pictures follow."""
        text = say(
            "laporan/ditemukan",
            kalimat=hasil["kalimat"],
            nama=[name for name in names if name not in {r["nama"] for r in refused}],
            tolak=refused,
            ulang=one.bahan is not None,
        )
        buttons = [wawancara.tombol(unit, one, "Langsung buat draf", "laporan.buat", putaran=one.putaran)]
        other = await reports.other_open(unit.conn, one, unit.now - SATU_PEKERJAAN)
        if other is not None and one.bahan is None:
            label = f"Gabungkan dengan {other.judul}"[:MAKS_LABEL]
            buttons.append(wawancara.tombol(unit, one, label, "laporan.gabung", ke=other.id))
        await unit.sunting(one.chat_id, kunci_kemajuan(one), Pesan(text, tuple((b,) for b in buttons)))
        for at, name in enumerate(hasil["gambar"]):
            lampiran = Lampiran(f"{folder_laporan(one.orang_id, one.id)}/{name}", name, JenisLampiran.FOTO)
            caption = say("laporan/gambar", nomor=at + 1, jumlah=len(hasil["gambar"]))
            await unit.kirim(
                one.chat_id,
                Pesan(caption, lampiran=lampiran, diam=True),
                kunci=f"{kunci_kemajuan(one)}:g{at + 1}",
            )

    async def _tanpa_tabel(self, one: Laporan, refused: Sequence[Mapping[str, str]]) -> bool:
        async with self._units.unit() as unit:
            if await self._pindah(unit, one, Keadaan.DIBACA, Keadaan.TANPA_TABEL):
                text = say("laporan/tanpa-tabel", tolak=refused)
                await unit.sunting(one.chat_id, kunci_kemajuan(one), Pesan(text))
        return False

    # --- drafting

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
            ingatan = await self._ingatan(conn, one.orang_id)
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
            hasil = await kerjakan(spec)
        except LkjipError as error:
            if error.code is not ErrorCode.FILE_DAMAGED:
                raise
            # What was read is of an earlier version, or gone: read the files again, then write.
            await self._baca(one, gambar=False)
            hasil = await kerjakan(spec)
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

    # --- what went wrong

    async def gagal_baca(self, laporan_id: int, putaran: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(laporan_id, putaran, "baca", sebab)

    async def gagal_susun(self, laporan_id: int, putaran: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(laporan_id, putaran, "susun", sebab)

    async def _gagal(self, laporan_id: int, putaran: int, kerja: str, sebab: Mapping[str, Any]) -> None:
        running = (Keadaan.MENGUMPULKAN, Keadaan.DIBACA, *BERJALAN)
        async with self._units.unit() as unit:
            one = await reports.get(unit.conn, laporan_id)
            if one is None or not await reports.change(
                unit.conn,
                laporan_id,
                unit.now,
                dari=running,
                di_putaran=putaran,
                keadaan=Keadaan.GAGAL,
                ringkasan={**one.ringkasan, "gagal": kerja},
            ):
                return
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

    async def _pindah(self, unit: Unit, one: Laporan, dari: Keadaan, ke: Keadaan) -> bool:
        return await reports.change(
            unit.conn, one.id, unit.now, dari=[dari], di_putaran=one.putaran, keadaan=ke
        )

    async def _ingatan(self, conn: Any, orang_id: int) -> dict[str, Any]:
        return await ingatan_orang(conn, orang_id)


async def ingatan_orang(conn: Any, orang_id: int) -> dict[str, Any]:
    """What is remembered of a person, for the interview."""
    found = (await conn.execute(select(orang.c.ingatan).where(orang.c.id == orang_id))).scalar()
    return dict(found or {})


def _judul(instansi: str | None, tahun: int | None, lama: str) -> str:
    """What lists call the report: office and year where they are known."""
    words = " ".join(str(part) for part in (instansi, tahun) if part)
    if not instansi:
        words = lama if not tahun or str(tahun) in lama else f"{lama} ({tahun})"
    return " ".join(words.split())[:MAKS_JUDUL]


def _dengan(one: Laporan, **changes: Any) -> Laporan:
    from dataclasses import replace

    return replace(one, **changes)
