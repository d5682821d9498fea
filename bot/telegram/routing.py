"""Connects the router to PTB: one PTB handler for each kind of update, all of them thin."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import select
from telegram import Message, MessageEntity, Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.chat.texts import plain
from bot.chat.unit import ditunggu
from bot.store import buttons
from bot.store.tables_bot import outbox
from bot.telegram.handling import Aplikasi, Konteks
from bot.telegram.router import Handler, Perintah, Router
from bot.telegram.turn import Turn

CATATAN_KALI, CATATAN_S = 20, 0.05
"""How often, and with which pause in seconds, the number of a message that is being sent is waited for."""

Callback = Callable[[Update, Konteks], Coroutine[Any, Any, None]]

PRIBADI = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
GRUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE


def connect(application: Aplikasi, router: Router) -> None:
    """Add PTB's handlers for everything that the router knows."""
    for one in router.perintah.values():
        application.add_handler(CommandHandler(one.nama, _command(one), filters=_where(one)))
    application.add_handler(CallbackQueryHandler(_plain(lambda turn: press(turn, router))))
    application.add_handler(MessageHandler(PRIBADI & filters.COMMAND, _plain(_unknown_command)))
    application.add_handler(MessageHandler(PRIBADI & filters.TEXT, _plain(lambda turn: text(turn, router))))
    application.add_handler(
        MessageHandler(
            PRIBADI & (filters.Document.ALL | filters.PHOTO), _plain(lambda turn: file(turn, router))
        )
    )
    application.add_handler(
        MessageHandler(PRIBADI & ~filters.StatusUpdate.ALL, _plain(_optional(router.lain)))
    )
    application.add_handler(
        MessageHandler(GRUP & filters.StatusUpdate.MIGRATE, _plain(_optional(router.pindah)))
    )
    application.add_handler(
        MessageHandler(GRUP & filters.COMMAND, _plain(lambda turn: group_command(turn, router)))
    )
    application.add_handler(
        MessageHandler(GRUP & filters.TEXT, _plain(lambda turn: group_text(turn, router)))
    )
    application.add_handler(
        ChatMemberHandler(_plain(_optional(router.keanggotaan)), ChatMemberHandler.MY_CHAT_MEMBER)
    )


def _where(one: Perintah) -> filters.BaseFilter:
    if one.pribadi and one.grup:
        return PRIBADI | GRUP
    return PRIBADI if one.pribadi else GRUP


def _plain(handler: Handler) -> Callback:
    async def callback(_update: Update, context: Konteks) -> None:
        await handler(context.turn)

    return callback


def _optional(handler: Handler | None) -> Handler:
    async def nothing(_turn: Turn) -> None:
        return

    return handler or nothing


def _command(one: Perintah) -> Callback:
    async def callback(_update: Update, context: Konteks) -> None:
        turn = context.turn
        if not turn.orang.boleh(one.peran):
            await turn.balas("galat/bukan-peran", peran=one.peran)
            return
        await one.handler(turn)

    return callback


async def _unknown_command(turn: Turn) -> None:
    await turn.balas("galat/perintah-tidak-dikenal")


async def press(turn: Turn, router: Router) -> None:
    """A button: owner, chat, role, expiry and use are checked here, for all of them."""
    assert turn.query is not None
    async with turn.layanan.units.store.read() as conn:
        one = await buttons.find(conn, turn.query.data or "")
    if one is None or one.kedaluwarsa < turn.now or one.chat_id != turn.obrolan.id:
        return turn.toast(plain("tombol/kedaluwarsa"), alert=True)
    if one.pemilik is not None and one.pemilik != turn.orang.id:
        return turn.toast(plain("tombol/milik-lain"), alert=True)
    if not turn.orang.boleh(one.peran):
        return turn.toast(plain("tombol/bukan-peran"), alert=True)
    if one.dipakai is not None:
        return turn.toast(plain("tombol/terpakai"))
    turn.tombol = one
    return await router.aksi[one.aksi](turn, one.data)


async def text(turn: Turn, router: Router) -> None:
    """A plain text in a private chat: see the module docstring of ``router`` for the order."""
    about = await _about(turn)
    if about is not None and (handler := router.balasan.get(about.partition(":")[0])):
        return await handler(turn, {"rujukan": about.partition(":")[2]})
    waited = await _waited(turn)
    if waited is not None and (waiting := router.isian.get(waited[0])):
        return await waiting(turn, waited[1])
    return await _optional(router.pertanyaan)(turn)


async def file(turn: Turn, router: Router) -> None:
    """A document or photo in a private chat: for who waits for one, else for the reports."""
    waited = await _waited(turn)
    if waited is not None and (waiting := router.kiriman.get(waited[0])):
        return await waiting(turn, waited[1])
    return await _optional(router.berkas)(turn)


async def _waited(turn: Turn) -> tuple[str, dict[str, Any]] | None:
    """What the next message of the person in this chat belongs to, and its data."""
    async with turn.layanan.units.store.read() as conn:
        return await ditunggu(conn, turn.orang.id, turn.obrolan.id)


async def group_command(turn: Turn, router: Router) -> None:
    """A command in a group that no handler took: one of ours for the private chat is pointed there, one of
    another bot is not ours; a reply to the bot that begins with a slash is a text."""
    name, _, other = turn.teks.split(maxsplit=1)[0].removeprefix("/").partition("@")
    if other and other.casefold() != turn.layanan.bot.username.casefold():
        return None
    found = router.perintah.get(name.casefold())
    if found is None or found.grup:
        return await group_text(turn, router)
    return await _optional(router.perintah_lain)(turn)


async def group_text(turn: Turn, router: Router) -> None:
    """A text in a group is for the bot where it replies to the bot or names it; others are not ours."""
    message = turn.update.message
    if message is None:
        return None
    about = await _about(turn)
    if about is not None and (handler := router.balasan.get(about.partition(":")[0])):
        return await handler(turn, {"rujukan": about.partition(":")[2]})
    replied = message.reply_to_message
    to_bot = bool(replied and replied.from_user and replied.from_user.id == turn.layanan.bot.id)
    if to_bot or mentions(message, turn.layanan.bot.username):
        await _optional(router.pertanyaan)(turn)
    return None


def mentions(message: Message, username: str) -> bool:
    """Whether a text names the bot."""
    names = message.parse_entities([MessageEntity.MENTION]).values()
    return f"@{username}".casefold() in {one.casefold() for one in names}


async def _about(turn: Turn) -> str | None:
    """What the message that is replied to is about."""
    message = turn.update.message
    replied = message.reply_to_message if message else None
    if replied is None or replied.from_user is None or replied.from_user.id != turn.layanan.bot.id:
        return None
    for _ in range(CATATAN_KALI):
        async with turn.layanan.units.store.read() as conn:
            rows = outbox.c.chat_id == turn.obrolan.id
            one = (
                await conn.execute(
                    select(outbox.c.rujukan).where(rows, outbox.c.message_id == replied.message_id)
                )
            ).first()
            if one is not None:
                return str(one.rujukan) if one.rujukan else None
            sending = select(outbox.c.id).where(rows, outbox.c.keadaan == "dikirim").limit(1)
            if (await conn.execute(sending)).first() is None:
                return None
        # It was delivered a moment ago, and its number is about to be written down.
        await asyncio.sleep(CATATAN_S)
    return None
