"""What everybody meets first: ``/start``, ``/bantuan``, and what the bot cannot read."""

from __future__ import annotations

import re
from functools import partial

from telegram import Message

from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.telegram import privasi, referensi
from bot.telegram.menu import pasang_untuk, visible
from bot.telegram.router import Router
from bot.telegram.turn import Turn

CONTOH = ("umum/contoh-tenggat", "umum/contoh-isi", "umum/contoh-beda")
"""Texts that are questions: what a first visitor may press."""
_MUATAN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LAIN = (
    ("sticker", "stiker"),
    ("voice", "suara"),
    ("audio", "suara"),
    ("video", "video"),
    ("video_note", "video"),
    ("animation", "video"),
    ("location", "lokasi"),
    ("venue", "lokasi"),
    ("contact", "kontak"),
    ("poll", "polling"),
)
"""Attributes of a message, and what the sentence calls them."""


def pasang(router: Router) -> None:
    router.command("start", partial(start, router))
    router.command("bantuan", partial(bantuan, router), ringkas="Cara memakai dan daftar perintah")
    router.command("help", partial(bantuan, router))
    router.lain = lain
    referensi.pasang(router)
    privasi.pasang(router)


async def start(router: Router, turn: Turn) -> None:
    """A greeting by what the person can do, or what a deep link is for."""
    payload = turn.argumen
    if _MUATAN.fullmatch(payload):
        awalan, _, isi = payload.partition("-")
        if handler := router.awalan.get(awalan):
            return await handler(turn, {"isi": isi})
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, "tanya.pertanyaan")
        examples = tuple(
            (
                unit.tombol(
                    plain(name),
                    "tanya.tanyakan",
                    {"teks": plain(name)},
                    chat_id=turn.obrolan.id,
                    pemilik=turn.orang.id,
                ),
            )
            for name in CONTOH
        )
        text = say(
            "umum/salam",
            nama=turn.orang.nama,
            baru=turn.orang.baru,
            narasumber=turn.orang.is_narasumber,
            admin=turn.orang.is_admin,
        )
        await turn.kirim(unit, Pesan(text, tombol=examples))
        if turn.orang.peran:
            # Before the first message Telegram does not know the chat, and a menu cannot be set for it.
            unit.sesudah(partial(pasang_untuk, turn.layanan.bot, router, turn.orang.id, turn.orang.peran))
    return None


async def bantuan(router: Router, turn: Turn) -> None:
    """The commands that this person may use, from the table that dispatches them."""
    found = [(one.nama, one.ringkas) for one in visible(router, turn.orang.peran, grup=False)]
    await turn.balas("umum/bantuan", perintah=found, bot=turn.layanan.bot.username)


async def lain(turn: Turn) -> None:
    """Stickers, voices, places …: what is possible instead."""
    message = turn.update.message
    if message is not None:
        await turn.balas("umum/bukan-teks", jenis=kind(message))


def kind(message: Message) -> str:
    """What a message is, as the sentence calls it."""
    return next((word for name, word in _LAIN if getattr(message, name, None)), "lain")
