"""The steps from files in Telegram to the first question of the interview."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat.message import JenisLampiran, Lampiran, Pesan
from bot.chat.texts import say
from bot.chat.unit import Unit
from bot.jobs import wawancara
from bot.jobs.ambil import Ditolak, ambil
from bot.jobs.bacaan import BAHAN
from bot.jobs.laporan_dasar import HASIL, Langkah, folder_laporan, ingatan_orang, kunci_kemajuan
from bot.jobs.tulis import tulis_utuh
from bot.store import reports
from bot.store.reports import Keadaan, Laporan

JEDA = timedelta(seconds=2)
"""So long after the last file of a person the report is taken as complete."""
MAKS_JUDUL = 120
MAKS_LABEL = 60
SATU_PEKERJAAN = timedelta(hours=12)
"""A file that comes so soon after another report was worked on may belong to it."""


class LangkahBaca(Langkah):
    """Collect, fetch, read, ask."""

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
            if fresh is not None:
                return await reports.change(
                    unit.conn,
                    laporan_id,
                    unit.now,
                    dari=[Keadaan.DIBACA],
                    di_putaran=putaran,
                    ringkasan={**fresh.ringkasan, "tolak": refused},
                )
        return await self._masih_ada(one)

    async def kenali(self, laporan_id: int, putaran: int) -> bool:
        """Read the files in a worker process; its result is kept in the report's folder."""
        one = await self._di(laporan_id, putaran, Keadaan.DIBACA)
        if one is None:
            return False
        peta = one.ringkasan.get("ulang", {}).get("peta")
        hasil = await self._baca(one, gambar=one.bahan is None or bool(peta))
        await asyncio.to_thread(tulis_utuh, self._folder(one) / HASIL, json.dumps(hasil).encode())
        return await self._masih_ada(one)

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
            ingatan = await ingatan_orang(conn, one.orang_id)
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
        changed = replace(one, judul=judul, ringkasan=ringkasan)
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


def _judul(instansi: str | None, tahun: int | None, lama: str) -> str:
    """What lists call the report: office and year where they are known."""
    words = " ".join(str(part) for part in (instansi, tahun) if part)
    if not instansi:
        words = lama if not tahun or str(tahun) in lama else f"{lama} ({tahun})"
    return " ".join(words.split())[:MAKS_JUDUL]
