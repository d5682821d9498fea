"""Which messages of a chat the bot is told of (privacy mode)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.web.botapi.bentuk import JenisPesan, Message, potong_utf16
from bot.web.botapi.entitas import perintah

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti
    from bot.web.botapi.ruang import Ruang


def terlihat_bot(dunia: Inti, ruang: Ruang, message: Message) -> bool:
    """All in a private chat, as administrator or with privacy mode off; else what is meant for the bot.

    In a group with privacy mode on: commands without an addressee or with the bot's name,
    replies to its messages, mentions of it, service messages. (Sources differ about plain
    mentions; this server delivers them.)
    """
    if ruang.pribadi:
        return True
    if not ruang.bot_di_dalam():
        return False
    if dunia.baca_semua or ruang.bot == "administrator" or message.jenis is JenisPesan.LAYANAN:
        return True
    own = (dunia.bot.username or "").lower()
    command = perintah(message.teks, message.entitas)
    if command is not None:
        return command[1] is None or command[1].lower() == own
    if message.balas is not None:
        original = ruang.hidup(message.balas)
        if original is not None and original.pengirim.id == dunia.bot.id:
            return True
    return any(
        potong_utf16(message.teks, one.mulai, one.panjang).lower() == f"@{own}"
        for one in message.entitas
        if one.jenis == "mention"
    )
