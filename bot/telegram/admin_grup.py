"""/admin, Grup: where the bot may stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan
from bot.chat.texts import say
from bot.store import people, statistics
from bot.telegram.admin_layar import Layar, pendek

if TYPE_CHECKING:
    from bot.store.statistics import Grup
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn


def pasang(router: Router) -> None:
    router.button("admin.grup", daftar)
    router.button("admin.grup-ubah", ubah)


async def daftar(turn: Turn, data: Mapping[str, Any]) -> None:
    """The groups that the bot was seen in, those last active first."""
    async with turn.layanan.units.store.read() as conn:
        found = await statistics.groups(conn)
    async with turn.unit() as unit:
        await _screen(Layar(turn, unit, data), found)


async def ubah(turn: Turn, data: Mapping[str, Any]) -> None:
    """Let the bot stay in a group, or say goodbye and leave."""
    chat_id, allowed = int(data["grup"]), bool(data["boleh"])
    async with turn.unit() as unit:
        await people.allow_group(unit.conn, chat_id, turn.orang.id, boleh=allowed)
        await unit.catat(
            "grup-diizinkan" if allowed else "grup-dikeluarkan", turn.orang.id, {"grup": chat_id}
        )
        found = await statistics.groups(unit.conn)
        inside = any(one.id == chat_id and one.di_dalam for one in found)
        if not allowed and inside:
            await unit.kirim(chat_id, Pesan(say("admin/grup-pamit")))
            await unit.keluar(chat_id)
        await _screen(Layar(turn, unit, data), found)


async def _screen(screen: Layar, found: Sequence[Grup]) -> None:
    buttons = tuple(
        (
            screen.tombol(
                "keluarkan" if one.diizinkan else "izinkan",
                "admin.grup-ubah",
                {"grup": one.id, "boleh": not one.diizinkan},
                nama=pendek(one.judul or str(one.id)),
            ),
        )
        for one in found
    )
    await screen.tampil(say("admin/grup", grup=found), (*buttons, screen.kembali()))
