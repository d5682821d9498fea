"""An admin's document on its way into the knowledge index: read, shown, published.

States of a row: ``antre`` (to be read), ``dibaca``, ``menunggu`` (for the admin, who has seen the yield),
``menerbitkan`` (the admin wants it published), then ``terbit``, ``gagal`` or ``batal``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from sqlalchemy import select, update

from bot.app import App
from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import Unit, Units
from bot.jobs.proses import BATAS_INDEKS_S, kerjakan
from bot.store.tables_bot import pengolahan

ANTRE, DIBACA, MENUNGGU, MENERBITKAN = "antre", "dibaca", "menunggu", "menerbitkan"
TERBIT, GAGAL, BATAL = "terbit", "gagal", "batal"
AKSI_TERBIT, AKSI_BATAL = "admin.terbitkan", "admin.batalkan"
"""Buttons under the yield; their data is ``{"pengolahan": id}``."""


class KerjaPengolahan:
    """The steps of ``olah`` and ``terbitkan``."""

    def __init__(self, app: App, units: Units) -> None:
        self._app = app
        self._units = units
        self.langkah_olah: Mapping[str, Callable[[int], Awaitable[bool]]] = {
            "periksa": self.periksa,
            "laporkan": self.laporkan,
        }
        self.langkah_terbitkan: Mapping[str, Callable[[int], Awaitable[bool]]] = {
            "masukkan": self.masukkan,
            "umumkan": self.umumkan,
        }

    async def menunggu(self) -> Sequence[tuple[str, int]]:
        """Documents for which a job is to run."""
        async with self._units.store.read() as conn:
            found = await conn.execute(
                select(pengolahan.c.id, pengolahan.c.keadaan).where(
                    pengolahan.c.keadaan.in_([ANTRE, DIBACA, MENERBITKAN])
                )
            )
            return [("terbitkan" if r.keadaan == MENERBITKAN else "olah", r.id) for r in found]

    async def _row(self, pengolahan_id: int, *keadaan: str) -> Any:
        async with self._units.store.read() as conn:
            found = await conn.execute(
                select(pengolahan).where(pengolahan.c.id == pengolahan_id, pengolahan.c.keadaan.in_(keadaan))
            )
            return found.one_or_none()

    async def periksa(self, pengolahan_id: int) -> bool:
        """Read the document in a worker process and keep its yield."""
        row = await self._row(pengolahan_id, ANTRE)
        if row is None:
            return await self._row(pengolahan_id, DIBACA) is not None
        hasil = await kerjakan(
            {
                "kerja": "olah",
                "jalur": str(self._app.settings.data_dir / row.jalur),
                "nama": row.nama,
                "jenis": row.jenis or None,
            }
        )
        async with self._units.unit() as unit:
            return await _pindah(unit, pengolahan_id, (ANTRE,), DIBACA, hasil={**row.hasil, **hasil})

    async def laporkan(self, pengolahan_id: int) -> bool:
        """Show the yield, with the buttons that publish it or not."""
        row = await self._row(pengolahan_id, DIBACA)
        if row is None:
            return False
        async with self._units.unit() as unit:
            if not await _pindah(unit, pengolahan_id, (DIBACA,), MENUNGGU):
                return False
            buttons = tuple(
                (
                    unit.tombol(
                        label,
                        aksi,
                        {"pengolahan": pengolahan_id},
                        chat_id=row.chat_id,
                        pemilik=row.oleh,
                        peran="admin",
                        kelompok=f"pengolahan:{pengolahan_id}",
                        sekali=True,
                    ),
                )
                for label, aksi in (("Terbitkan", AKSI_TERBIT), ("Batalkan", AKSI_BATAL))
            )
            text = say("pengolahan/hasil", nama=row.nama, **_isi(row.hasil))
            await unit.kirim(row.chat_id, Pesan(text, buttons), kunci=f"pengolahan:{pengolahan_id}:hasil")
        return True

    async def masukkan(self, pengolahan_id: int) -> bool:
        """Index the document, in a worker process where that is possible; the same document twice is one."""
        row = await self._row(pengolahan_id, MENUNGGU, MENERBITKAN)
        if row is None:
            return False
        made = await self._tambah(row)
        async with self._units.unit() as unit:
            hasil = {**row.hasil, **made}
            return await _pindah(unit, pengolahan_id, (MENUNGGU, MENERBITKAN), MENERBITKAN, hasil=hasil)

    async def _tambah(self, row: Any) -> dict[str, Any]:
        folder = self._app.settings.data_dir
        given = row.hasil.get("permintaan", {})
        if not self._app.changes_elsewhere:
            from bot.jobs.dokumen import tambah

            return await asyncio.to_thread(
                tambah, self._app, folder / row.jalur, row.nama, row.jenis or None, given
            )
        return await kerjakan(
            {
                "kerja": "terbitkan",
                "data_dir": str(folder),
                "jalur": str(folder / row.jalur),
                "nama": row.nama,
                "jenis": row.jenis or None,
                "permintaan": given,
            },
            batas_s=BATAS_INDEKS_S,
        )

    async def umumkan(self, pengolahan_id: int) -> bool:
        """Tell the admin that the document is to be found now."""
        row = await self._row(pengolahan_id, MENERBITKAN)
        if row is None:
            return False
        async with self._units.unit() as unit:
            if not await _pindah(unit, pengolahan_id, (MENERBITKAN,), TERBIT):
                return False
            await unit.kirim(row.chat_id, Pesan(_terbit(row.hasil)))
            await unit.catat("sumber-terbit", row.oleh, {"sumber": row.hasil.get("sumber_id")})
        return True

    async def gagal_olah(self, pengolahan_id: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(pengolahan_id, (ANTRE, DIBACA), sebab)

    async def gagal_terbitkan(self, pengolahan_id: int, sebab: Mapping[str, Any]) -> None:
        await self._gagal(pengolahan_id, (MENUNGGU, MENERBITKAN), sebab)

    async def _gagal(self, pengolahan_id: int, dari: Sequence[str], sebab: Mapping[str, Any]) -> None:
        row = await self._row(pengolahan_id, *dari)
        if row is None:
            return
        async with self._units.unit() as unit:
            if await _pindah(unit, pengolahan_id, dari, GAGAL):
                text = say(
                    "pengolahan/gagal",
                    nama=row.nama,
                    jenis=sebab["jenis"],
                    pesan=sebab.get("pesan", ""),
                    saran=sebab.get("saran", ""),
                    insiden=sebab.get("insiden", ""),
                )
                await unit.kirim(row.chat_id, Pesan(text))


async def _pindah(unit: Unit, number: int, dari: Sequence[str], ke: str, **values: Any) -> bool:
    changed = await unit.conn.execute(
        update(pengolahan)
        .where(pengolahan.c.id == number, pengolahan.c.keadaan.in_(list(dari)))
        .values(keadaan=ke, diubah=unit.now, **values)
    )
    return bool(changed.rowcount)


def _isi(hasil: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of the texts."""
    return {
        "judul": hasil.get("judul", ""),
        "singkat": hasil.get("singkat", ""),
        "passage": hasil.get("passage", 0),
        "berletak": hasil.get("berletak", 0),
        "halaman": hasil.get("halaman") or 0,
        "kosong": len(hasil.get("halaman_tanpa_teks", ())),
        "catatan": list(hasil.get("catatan", ()))[:5],
        "contoh": hasil.get("contoh", [])[:2],
        "terdaftar": bool(hasil.get("terdaftar")),
    }


def _terbit(hasil: Mapping[str, Any]) -> Markup:
    return say(
        "pengolahan/terbit",
        singkat=hasil.get("singkat", ""),
        passage=hasil.get("passage", 0),
        baru=bool(hasil.get("baru", True)),
    )
