"""What happens to a chat as a whole: it cannot be reached any longer, or it gets another id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from bot.store.tables_bot import kelas, menunggu, obrolan, orang, outbox, soal, tombol

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

_WITH_CHAT = (tombol, soal, kelas)
"""Tables whose rows belong to a chat and have their own key."""


async def gone(conn: Koneksi, chat_id: int) -> None:
    """A person has blocked the bot, or a group has thrown it out."""
    if chat_id > 0:
        await conn.execute(update(orang).where(orang.c.id == chat_id).values(memblokir=True))
    else:
        await conn.execute(update(obrolan).where(obrolan.c.id == chat_id).values(di_dalam=False))


async def moved(conn: Koneksi, old: int, new: int) -> None:
    """A group became a supergroup: what belonged to it belongs to the new id.  Numbers of earlier messages
    mean nothing there, so that only what is still to be sent moves along in the outbox."""
    for table in _WITH_CHAT:
        await conn.execute(update(table).where(table.c.chat_id == old).values(chat_id=new))
    waiting = outbox.c.keadaan.in_(("siap", "dikirim"))
    await conn.execute(update(outbox).where(outbox.c.chat_id == old, waiting).values(chat_id=new))
    there = select(menunggu.c.orang_id).where(menunggu.c.chat_id == new)
    await conn.execute(
        update(menunggu)
        .where(menunggu.c.chat_id == old, menunggu.c.orang_id.not_in(there))
        .values(chat_id=new)
    )
    await conn.execute(delete(menunggu).where(menunggu.c.chat_id == old))
    before = (await conn.execute(select(obrolan).where(obrolan.c.id == old))).one_or_none()
    if before is None:
        return
    if (await conn.execute(select(obrolan.c.id).where(obrolan.c.id == new))).first():
        allowed = {"diizinkan": before.diizinkan, "diizinkan_oleh": before.diizinkan_oleh}
        if before.diizinkan:
            await conn.execute(update(obrolan).where(obrolan.c.id == new).values(**allowed))
        await conn.execute(delete(obrolan).where(obrolan.c.id == old))
        return
    await conn.execute(update(obrolan).where(obrolan.c.id == old).values(id=new, jenis="supergroup"))
