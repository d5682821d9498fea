"""What tests of the conversation have in common: a store, and an answer made by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.answering.model import Kutipan
from bot.chat.answers import Balasan
from bot.chat.unit import Units
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.people import Orang, save_person
from bot.store.questions import SoalBaru
from knowledge.model import Bentuk, Jenis, StatusBerlaku, Verifikasi

SAAT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

KUTIPAN = Kutipan(
    "aturan#pasal-1",
    "Peraturan 1/2020",
    "aturan",
    Jenis.REGULASI,
    "Pasal 1 ayat (2)",
    "Laporan disampaikan setiap <tahun>.",
    Bentuk.KUTIPAN,
    "4",
    Verifikasi.NASKAH_RESMI,
    StatusBerlaku.BERLAKU,
)
BALASAN = Balasan(
    "Kapan laporan disampaikan?",
    "Setiap tahun.\nKepada:\n- bupati;\n- gubernur.\nCatatan: periksa naskahnya.",
    False,
    keyakinan=0.9,
    kutipan=(KUTIPAN,),
    terkait=("Siapa yang menyusun?",),
    lanjut=("aturan#pasal-2",),
)


def balasan(**changes: Any) -> Balasan:
    return replace(BALASAN, **changes)


@asynccontextmanager
async def penyimpanan(folder: Path, basis: str | None = None, jam: Any = None) -> AsyncIterator[Units]:
    """Units over a database in ``folder``, or at the URL ``basis``."""
    folder.mkdir(parents=True, exist_ok=True)
    store = AsyncStore(Database(basis) if basis else Database.in_folder(folder))
    await store.open()
    try:
        yield Units(store, jam=jam or (lambda: SAAT))
    finally:
        await store.close()


async def tambah_orang(units: Units, orang_id: int, nama: str) -> None:
    async with units.unit() as unit:
        await save_person(unit.conn, Orang(orang_id, nama, baru=True), unit.now)


def soal_baru(orang_id: int, one: Balasan = BALASAN, **changes: Any) -> SoalBaru:
    values: dict[str, Any] = {
        "orang_id": orang_id,
        "chat_id": orang_id,
        "teks": one.pertanyaan,
        "status": "ditolak" if one.ditolak else "dijawab",
        "alasan": one.alasan.value if one.alasan else None,
        "keyakinan": one.keyakinan,
        "isi": one.isi(),
        "waktu": SAAT,
        "waktu_ms": 12.0,
        **changes,
    }
    return SoalBaru(**values)
