"""A small Bot API server for this machine: the peer of the real bot in tests and in ``lkjip coba``.

``Dunia`` is the world behind it (people, chats, messages, files, updates) with a side
door for the person; ``buat_server`` puts the Bot API in front of it, ``server_berjalan``
runs that on 127.0.0.1 (``server_di_utas`` in a thread, ``python -m bot.web.botapi`` in a
process of its own, whose side door ``PintuSamping`` reaches over HTTP). It is strict where
Telegram is strict: lengths, HTML and its error words, buttons, ids, conflicts.

It does NOT emulate: channels, inline mode, business accounts, payments, polls, games,
stories, stickers sets, forwarding, scheduled or edited-by-others messages, several bots
in one world, topics of private chats, rich messages, Markdown parse modes, method calls
in a webhook's answer, the 24 hours after which Telegram forgets an update, the 48 hours
after which a message cannot be deleted, link previews, and the exact thresholds of the
flood control, which Telegram does not publish. What only this server vouches for says so
in the name or by the marker ``botapi_sendiri`` of its test.
"""

from bot.web.botapi.bentuk import (
    Berkas,
    Entitas,
    JawabanTombol,
    JenisObrolan,
    JenisPesan,
    Message,
    Obrolan,
    Orang,
    Papan,
    Tanggap,
    Tombol,
)
from bot.web.botapi.dunia import Dunia
from bot.web.botapi.gangguan import Gangguan
from bot.web.botapi.kesalahan import GalatPintu

__all__ = [
    "Berkas",
    "Dunia",
    "Entitas",
    "GalatPintu",
    "Gangguan",
    "JawabanTombol",
    "JenisObrolan",
    "JenisPesan",
    "Message",
    "Obrolan",
    "Orang",
    "Papan",
    "Tanggap",
    "Tombol",
]
