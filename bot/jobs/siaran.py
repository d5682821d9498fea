"""Broadcasts: a text to every member of a class, in portions, each member once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select, update

from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.chat.unit import PRIORITAS_SIARAN, Units
from bot.store.tables_bot import kelas, kelas_anggota, orang, outbox, siaran

PORSI = 50
"""Members of one transaction: short enough that nobody's answer waits for it."""
ANTRE, BERJALAN, SELESAI = "antre", "berjalan", "selesai"


def kunci_siaran(siaran_id: int, orang_id: int) -> str:
    """The name of a member's message: unique, so that nobody gets it twice."""
    return f"siaran:{siaran_id}:{orang_id}"


class KerjaSiaran:
    """The step of ``siarkan``."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self.langkah: Mapping[str, Callable[[int], Awaitable[bool]]] = {"siarkan": self.siarkan}

    async def menunggu(self) -> Sequence[tuple[str, int]]:
        """Broadcasts that are not out yet."""
        async with self._units.store.read() as conn:
            found = await conn.execute(select(siaran.c.id).where(siaran.c.keadaan.in_([ANTRE, BERJALAN])))
            return [("siarkan", number) for number in found.scalars()]

    async def siarkan(self, siaran_id: int) -> bool:
        """Put the messages into the outbox, the smallest ids first; goes on where an earlier run stopped."""
        after: int | None = 0
        while after is not None:
            after = await self._porsi(siaran_id, after)
        return True

    async def _porsi(self, siaran_id: int, after: int) -> int | None:
        """A transaction; the last member in it, None after the last of all."""
        async with self._units.unit() as unit:
            row = (await unit.conn.execute(select(siaran).where(siaran.c.id == siaran_id))).one_or_none()
            if row is None or row.keadaan not in (ANTRE, BERJALAN):
                return None
            members = await unit.conn.execute(
                select(kelas_anggota.c.orang_id)
                .join(orang, orang.c.id == kelas_anggota.c.orang_id)
                .where(kelas_anggota.c.kelas_id == row.kelas_id, kelas_anggota.c.orang_id > after)
                .where(orang.c.memblokir.is_(False))
                .order_by(kelas_anggota.c.orang_id)
                .limit(PORSI)
            )
            ids = list(members.scalars())
            names = [kunci_siaran(siaran_id, one) for one in ids]
            known = set(
                (await unit.conn.execute(select(outbox.c.kunci).where(outbox.c.kunci.in_(names)))).scalars()
            )
            title = (
                await unit.conn.execute(select(kelas.c.nama).where(kelas.c.id == row.kelas_id))
            ).scalar() or ""
            fresh = [one for one in ids if kunci_siaran(siaran_id, one) not in known]
            pesan = Pesan(say("siaran/pesan", kelas=title, teks=row.teks))
            for one in fresh:
                await unit.kirim(one, pesan, kunci=kunci_siaran(siaran_id, one), prioritas=PRIORITAS_SIARAN)
            done = len(ids) < PORSI
            jumlah = row.jumlah + len(fresh)
            await unit.conn.execute(
                update(siaran)
                .where(siaran.c.id == siaran_id)
                .values(
                    keadaan=SELESAI if done else BERJALAN,
                    jumlah=jumlah,
                    selesai=unit.now if done else None,
                )
            )
            if done:
                await unit.kirim(row.oleh, Pesan(say("siaran/selesai", kelas=title, jumlah=jumlah)))
                return None
            return int(ids[-1])

    async def gagal(self, siaran_id: int, sebab: Mapping[str, Any]) -> None:
        """Tell the admin; what is in the outbox goes out all the same."""
        async with self._units.unit() as unit:
            row = (await unit.conn.execute(select(siaran).where(siaran.c.id == siaran_id))).one_or_none()
            if row is None or row.keadaan == SELESAI:
                return
            await unit.conn.execute(
                update(siaran).where(siaran.c.id == siaran_id).values(keadaan=SELESAI, selesai=unit.now)
            )
            text = say("siaran/gagal", jumlah=row.jumlah, insiden=sebab.get("insiden", ""))
            await unit.kirim(row.oleh, Pesan(text))
