"""The menu of commands that Telegram shows: for everybody, for groups, and for people with a role."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.log import logger
from bot.store.people import Peran, people_with
from bot.telegram.router import Perintah, Router

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.telegram.services import Layanan

DIDAHULUKAN = ("tanya", "laporan", "batal", "referensi", "bantuan")
"""What people use most stands first; the rest follows in the order of the modules."""


def visible(router: Router, peran: Collection[Peran], *, grup: bool) -> Sequence[Perintah]:
    """The commands of a menu: everybody's first, then those of the person's roles."""
    admin = Peran.ADMIN in peran
    allowed = {None, Peran.NARASUMBER, Peran.ADMIN} if admin else {None, *peran}
    here = [one for one in router.perintah.values() if one.ringkas and (one.grup if grup else one.pribadi)]
    roles_ = (None, Peran.NARASUMBER, Peran.ADMIN)

    def order(one: Perintah) -> tuple[int, int]:
        often = DIDAHULUKAN.index(one.nama) if one.nama in DIDAHULUKAN else len(DIDAHULUKAN)
        return roles_.index(one.peran), often

    return sorted((one for one in here if one.peran in allowed), key=order)


def _commands(router: Router, peran: Collection[Peran], *, grup: bool) -> list[BotCommand]:
    return [
        BotCommand(one.nama, one.ringkas[:256]) for one in visible(router, peran, grup=grup) if one.ringkas
    ]


async def pasang_menu(layanan: Layanan, router: Router) -> None:
    """Set every menu, at start.  A menu that could not be set is logged; the commands work without it."""
    bot = layanan.bot
    await _set(bot, _commands(router, (), grup=False), BotCommandScopeAllPrivateChats())
    await _set(bot, _commands(router, (), grup=True), BotCommandScopeAllGroupChats())
    for orang_id, peran in (await roles(layanan)).items():
        await pasang_untuk(bot, router, orang_id, peran)


async def roles(layanan: Layanan) -> Mapping[int, frozenset[Peran]]:
    """Everybody with a role, from the database and from the settings."""
    found: dict[int, frozenset[Peran]] = {one: frozenset({Peran.ADMIN}) for one in layanan.settings.admin_ids}
    async with layanan.units.store.read() as conn:
        for peran in Peran:
            for orang_id in await people_with(conn, peran):
                found[orang_id] = found.get(orang_id, frozenset()) | {peran}
    return found


async def pasang_untuk(bot: ExtBot[None], router: Router, orang_id: int, peran: Collection[Peran]) -> None:
    """Set one person's menu; call it when a role is given or taken (after the commit)."""
    await _set(bot, _commands(router, peran, grup=False), BotCommandScopeChat(orang_id))


async def _set(bot: ExtBot[None], commands: Sequence[BotCommand], scope: BotCommandScope) -> None:
    try:
        await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:
        logger().info("menu-tidak-terpasang", lingkup=scope.type, galat=type(error).__name__)


async def lepas(bot: ExtBot[None], orang_id: int) -> None:
    """Give somebody who has no role any more everybody's menu."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(orang_id))
    except TelegramError as error:
        logger().info("menu-tidak-terpasang", lingkup="chat", galat=type(error).__name__)
