"""How much one person may ask for: questions a minute, uploads a day, drafts an hour.

``periksa_*`` looks; a handler that has to refuse calls :func:`beri_tahu` in its unit, which gives the
sentence the first time in the window and None afterwards, so that a flood is not answered by a flood.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import Unit
from bot.store import questions
from bot.store.tables_bot import berkas, draf, kejadian, laporan

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

MENIT, JAM, HARI = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
KUOTA_EKSPOR = 3
"""Exports of one's data an hour: each is a file of many megabytes."""


@dataclass(frozen=True, slots=True)
class Jatah:
    """How a person stands in one kind of budget."""

    nama: str
    """``tanya``, ``unggah``, ``draf`` or ``ekspor``; also the name of its sentence."""
    batas: int
    terpakai: int
    jendela: timedelta
    lagi: datetime | None
    """When the oldest use falls out of the window; None where nothing was used."""

    @property
    def boleh(self) -> bool:
        return self.terpakai < self.batas

    @property
    def sisa(self) -> int:
        return max(self.batas - self.terpakai, 0)


async def periksa_tanya(conn: Koneksi, orang_id: int, batas: int, now: datetime) -> Jatah:
    """Questions of the last minute (``kuota_tanya``)."""
    used, first = await questions.count_since(conn, orang_id, now - MENIT)
    return _jatah("tanya", batas, used, MENIT, first)


async def periksa_unggah(conn: Koneksi, orang_id: int, batas: int, now: datetime) -> Jatah:
    """Files of the last day (``kuota_unggah``)."""
    row = (
        await conn.execute(
            select(func.count(), func.min(berkas.c.waktu)).where(
                berkas.c.orang_id == orang_id, berkas.c.waktu > now - HARI
            )
        )
    ).one()
    return _jatah("unggah", batas, row[0], HARI, row[1])


async def periksa_draf(conn: Koneksi, orang_id: int, batas: int, now: datetime) -> Jatah:
    """Drafts of the last hour (``kuota_draf``)."""
    row = (
        await conn.execute(
            select(func.count(), func.min(draf.c.waktu))
            .join(laporan, laporan.c.id == draf.c.laporan_id)
            .where(laporan.c.orang_id == orang_id, draf.c.waktu > now - JAM)
        )
    ).one()
    return _jatah("draf", batas, row[0], JAM, row[1])


async def periksa_ekspor(conn: Koneksi, orang_id: int, now: datetime) -> Jatah:
    """Exports of the last hour."""
    row = (
        await conn.execute(
            select(func.count(), func.min(kejadian.c.waktu)).where(
                kejadian.c.jenis == "data.ekspor",
                kejadian.c.pelaku == orang_id,
                kejadian.c.waktu > now - JAM,
            )
        )
    ).one()
    return _jatah("ekspor", KUOTA_EKSPOR, row[0], JAM, row[1])


def _jatah(nama: str, batas: int, used: int, window: timedelta, first: datetime | None) -> Jatah:
    return Jatah(nama, batas, int(used), window, first + window if first else None)


async def beri_tahu(unit: Unit, jatah: Jatah, orang_id: int) -> Pesan | None:
    """The refusal, once in a window; None where the person was told already."""
    jenis = f"jatah.{jatah.nama}"
    told = await unit.conn.execute(
        select(kejadian.c.id)
        .where(kejadian.c.jenis == jenis, kejadian.c.pelaku == orang_id)
        .where(kejadian.c.waktu > unit.now - jatah.jendela)
        .limit(1)
    )
    if told.first():
        return None
    await unit.catat(jenis, orang_id)
    menit = max(1, round(((jatah.lagi or unit.now) - unit.now).total_seconds() / 60))
    return Pesan(say("umum/jatah", nama=jatah.nama, batas=jatah.batas, menit=menit))
