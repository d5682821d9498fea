"""What ``lkjip admin undang`` does: a link that gives a role once, made where only the operator can."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.app import App
from bot.contract import write_json
from bot.errors import usage_error
from bot.store.people import Peran

if TYPE_CHECKING:
    from bot.settings import Settings

TUNGGU_S = 8.0
"""How long Telegram may take to say what the bot is called."""


@dataclass(frozen=True, slots=True)
class UndanganServer:
    """A link that was made."""

    peran: Peran
    payload: str
    tautan: str | None
    """None where the name of the bot could not be asked."""
    kedaluwarsa: datetime


def run_undang(peran: str, *, as_json: bool) -> None:
    """Make a link and print it.  Raises LkjipError for an unknown role and for a database that fails."""
    try:
        role = Peran(peran.strip().casefold())
    except ValueError:
        raise usage_error(f"Peran '{peran}' tidak dikenal.", "Pilih admin atau narasumber.") from None
    made = asyncio.run(_undang(App().settings, role))
    if as_json:
        write_json(
            {
                "peran": made.peran.value,
                "payload": made.payload,
                "tautan": made.tautan,
                "kedaluwarsa": made.kedaluwarsa.isoformat(timespec="seconds"),
            }
        )
        return
    from bot import console
    from bot.chat.waktu import pukul

    out = console.out()
    out.print(f"Undangan untuk satu {made.peran.value}, sekali pakai, sampai {pukul(made.kedaluwarsa)}:")
    out.print()
    if made.tautan:
        out.print(f"  {made.tautan}", soft_wrap=True, highlight=False)
        out.print()
        out.print("Bila tautan itu tidak dapat dibuka, kirim pesan ini kepada bot:", soft_wrap=True)
    else:
        out.print("Kirim pesan ini kepada bot, di obrolan pribadi:")
    out.print()
    out.print(f"  /start {made.payload}", soft_wrap=True, highlight=False)


async def _undang(settings: Settings, role: Peran) -> UndanganServer:
    """Keep the invitation; the name of the bot is asked outside of the transaction."""
    from bot.administrasi.peran import undang
    from bot.chat.unit import Units
    from bot.kelas.tautan import deep_link
    from bot.store.async_store import AsyncStore
    from bot.store.database import Database
    from bot.store.invitations import BERLAKU_PERAN

    url = settings.database_url
    store = AsyncStore(Database(url) if url else Database.in_folder(settings.data_dir))
    username = await _username(settings)
    await store.open()
    try:
        async with Units(store).unit() as unit:
            payload = await undang(unit, role, None)
            until = unit.now + BERLAKU_PERAN
    finally:
        await store.close()
    return UndanganServer(role, payload, deep_link(username, payload) if username else None, until)


async def _username(settings: Settings) -> str | None:
    """What the bot is called; None without a token, and where Telegram does not answer."""
    if settings.telegram_token is None:
        return None
    from telegram.error import TelegramError

    from bot.telegram.factory import build_application

    bot = build_application(settings.telegram_token.get_secret_value(), settings.telegram_api_url).bot
    try:
        async with asyncio.timeout(TUNGGU_S), bot:
            return str(bot.username)
    except (TelegramError, TimeoutError, OSError):
        return None
