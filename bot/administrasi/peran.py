"""Roles: given by a link that works once, taken away by an admin.  Always by the id of a person."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.store import invitations, people
from bot.store.invitations import JenisUndangan, Undangan
from bot.store.people import Orang, Peran

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.store.koneksi import Koneksi


class HasilTerima(StrEnum):
    """What became of a link that a person opened."""

    DIBERI = "diberi"
    SUDAH = "sudah"
    """The person has the role; the link is left for who is meant."""
    GAGAL = "gagal"
    """Unknown, used or too old; who opens it cannot tell which."""


class HasilCabut(StrEnum):
    """What became of taking a role away."""

    DICABUT = "dicabut"
    TIDAK_ADA = "tidak-ada"
    TERAKHIR = "terakhir"
    """Nobody would be admin any more."""


async def undang(unit: Unit, peran: Peran, oleh: int | None) -> str:
    """A payload that gives a role once within 15 minutes.  ``oleh``: None for one made on the server."""
    payload = await invitations.invite(unit.conn, JenisUndangan.PERAN, peran.value, oleh, unit.now)
    await unit.catat("undangan-dibuat", oleh, {"peran": peran.value})
    return payload


async def terima(unit: Unit, payload: str, orang: Orang) -> tuple[HasilTerima, Peran | None, Undangan | None]:
    """A person opens a link: they get its role, which is used up with it."""
    offered = await invitations.peek(unit.conn, JenisUndangan.PERAN, payload, unit.now)
    if offered is None:
        return HasilTerima.GAGAL, None, None
    role = Peran(offered.nilai)
    if role in orang.peran:
        return HasilTerima.SUDAH, role, None
    used = await invitations.accept(unit.conn, JenisUndangan.PERAN, payload, orang.id, unit.now)
    if used is None:
        return HasilTerima.GAGAL, None, None
    await people.give_role(unit.conn, orang.id, role, used.dibuat_oleh, unit.now)
    await unit.catat("peran-diberikan", orang.id, {"peran": role.value, "oleh": used.dibuat_oleh})
    return HasilTerima.DIBERI, role, used


async def cabut(
    unit: Unit, orang_id: int, peran: Peran, oleh: int, admin_setelan: Iterable[int]
) -> HasilCabut:
    """Take a role away, unless nobody would be admin any more.  ``admin_setelan``: LKJIP_ADMIN_IDS, whose
    role is no row and cannot be taken here."""
    if peran is Peran.ADMIN:
        left = ({*await _admins(unit.conn)} - {orang_id}) | {*admin_setelan}
        if not left:
            return HasilCabut.TERAKHIR
    if not await people.take_role(unit.conn, orang_id, peran):
        return HasilCabut.TIDAK_ADA
    await unit.catat("peran-dicabut", oleh, {"peran": peran.value, "dari": orang_id})
    return HasilCabut.DICABUT


async def _admins(conn: Koneksi) -> tuple[int, ...]:
    """Admins, their rows held until the transaction ends, so that two who remove each other at the same
    moment do not leave nobody (SQLite has one writer anyway)."""
    return await people.people_with(conn, Peran.ADMIN, hold=True)
