"""The life of a class: opened in a group, joined by link, closed with a recap.

Everything works in the caller's unit; what takes time (the picture, the Word file) is made before it.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.message import JenisLampiran, Lampiran
from bot.chat.texts import plain
from bot.chat.waktu import ZONA
from bot.kelas.tautan import deep_link, qr_png
from bot.store import classes, invitations
from bot.store.classes import Kelas
from bot.store.invitations import JenisUndangan
from bot.store.people import Obrolan, allow_group

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat.unit import Unit
    from bot.kelas.rekap import Rekap
    from bot.store.async_store import AsyncStore

FOLDER = "kelas"
"""Pictures and recaps, below DATA_DIR."""
PENDEK, PANJANG = 3, 80
"""Letters of a class's name."""
_SPACE = re.compile(r"\s+")
_UNSAFE = re.compile(r"[^\w]+")


class SudahAda(Exception):
    """A class is open in this place."""

    def __init__(self, kelas: Kelas) -> None:
        super().__init__(kelas.id)
        self.kelas = kelas


@dataclass(frozen=True, slots=True)
class TautanKelas:
    """A link with its picture, made before the unit that keeps it."""

    payload: str
    tautan: str
    gambar: Lampiran


def valid_name(text: str) -> str | None:
    """A name for a class, blanks joined; None where it is too short or too long."""
    name = _SPACE.sub(" ", "".join(c if c.isprintable() else " " for c in text)).strip()
    return name if PENDEK <= len(name) <= PANJANG else None


async def make_link(folder: Path, username: str, nama: str) -> TautanKelas:
    """A new link into a class and its QR picture.  ``folder`` is DATA_DIR.  Raises OSError."""
    payload = invitations.new_payload(JenisUndangan.KELAS)
    link = deep_link(username, payload)
    path = f"{FOLDER}/qr-{secrets.token_hex(8)}.png"

    def write() -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(qr_png(link, nama, plain("kelas/gambar-bawah", bot=username)))

    await asyncio.to_thread(write)
    return TautanKelas(payload, link, Lampiran(path, "kelas.png", JenisLampiran.FOTO))


async def open_here(unit: Unit, nama: str, tempat: Obrolan, oleh: int, link: TautanKelas) -> Kelas:
    """Open a class and let the bot stay in its group.  Raises SudahAda where this group or topic has one."""
    await classes.one_at_a_time(unit.conn, tempat.id)
    there = await classes.kelas_terbuka(unit.conn, tempat.id, tempat.thread_id)
    if there is not None and there.thread_id == tempat.thread_id:
        raise SudahAda(there)
    kelas = await classes.open_class(unit.conn, nama, tempat, oleh, unit.now)
    await allow_group(unit.conn, tempat.id, oleh)
    await keep_link(unit, kelas, link, oleh)
    await unit.catat("kelas-dibuka", oleh, {"kelas": kelas.id, "grup": tempat.id})
    return kelas


async def keep_link(unit: Unit, kelas: Kelas, link: TautanKelas, oleh: int) -> None:
    """Make a link valid."""
    await invitations.keep(unit.conn, link.payload, JenisUndangan.KELAS, str(kelas.id), oleh, unit.now)


async def join_by_link(unit: Unit, payload: str, orang_id: int) -> tuple[Kelas, bool] | None:
    """The class of a link and whether the person is new in it; None for a link that is not valid, and for
    a class that is closed."""
    found = await invitations.accept(unit.conn, JenisUndangan.KELAS, payload, orang_id, unit.now)
    kelas = await classes.get(unit.conn, int(found.nilai)) if found else None
    if kelas is None or not kelas.terbuka:
        return None
    return kelas, await classes.join(unit.conn, kelas.id, orang_id, unit.now)


async def close(unit: Unit, kelas: Kelas, oleh: int) -> bool:
    """End a class and its links; False where it was closed already."""
    if not await classes.close_class(unit.conn, kelas.id, unit.now):
        return False
    await invitations.withdraw(unit.conn, JenisUndangan.KELAS, str(kelas.id))
    await unit.catat("kelas-ditutup", oleh, {"kelas": kelas.id})
    return True


async def make_recap(
    store: AsyncStore, folder: Path, kelas: Kelas, now: datetime, *, closing: bool = False
) -> tuple[Rekap, Lampiran]:
    """The recap of a class as it stands, written below DATA_DIR.  ``closing``: it is about to be closed.
    Raises OSError."""
    from dataclasses import replace

    from bot.kelas.rekap import susun
    from bot.kelas.rekap_docx import write_recap

    async with store.read() as conn:
        angka = await classes.numbers(conn, kelas.id)
        soal = await classes.questions(conn, kelas.id)
    shown = replace(kelas, ditutup=now) if closing else kelas
    path = f"{FOLDER}/rekap-{kelas.id}-{secrets.token_hex(8)}.docx"

    def write() -> Rekap:
        rekap = susun(shown, angka, soal, now)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(write_recap(rekap))
        return rekap

    rekap = await asyncio.to_thread(write)
    name = _UNSAFE.sub("-", kelas.nama).strip("-")[:60]
    return rekap, Lampiran(path, f"Rekap-{name}-{now.astimezone(ZONA):%Y-%m-%d}.docx")
