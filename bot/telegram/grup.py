"""The bot in groups: questions, which groups it stays in, and what belongs into the private chat."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from telegram import ReactionTypeEmoji
from telegram.constants import ChatMemberStatus, ReactionEmoji
from telegram.error import TelegramError

from bot.answering.model import Giliran
from bot.chat import asking, budget, group_answers, history
from bot.chat.answers import Balasan
from bot.chat.asking import Asal
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say
from bot.chat.unit import Unit
from bot.store import people, questions
from bot.store.people import Peran
from bot.store.tables_bot import obrolan, orang, outbox
from bot.telegram import penilaian
from bot.telegram.router import Router
from bot.telegram.turn import Turn
from knowledge.scope import PUBLIK

DI_DALAM = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR)
LIHAT_S = 2.0
"""How long the sign that a question was seen may hold up its answer."""


def pasang(router: Router) -> None:
    router.keanggotaan = keanggotaan
    router.perintah_lain = perintah_pribadi
    router.button("grup.izinkan", izinkan)


# --- questions ------------------------------------------------------------------------------------------


async def perintah(turn: Turn) -> None:
    """``/tanya …`` in a group; without a question it says how to ask."""
    if turn.argumen:
        return await jawab(turn, turn.argumen, await _earlier(turn, ()))
    return await _usage(turn)


async def pertanyaan(turn: Turn) -> None:
    """A reply to the bot, or a message that names it."""
    await lanjutan(turn, ())


async def lanjutan(turn: Turn, ids: Sequence[int]) -> None:
    """The same, as a reply to the answers of these questions."""
    teks = without_mention(turn.teks, turn.layanan.bot.username)
    if not teks:
        return await _usage(turn)
    return await jawab(turn, teks, await _earlier(turn, ids))


async def _usage(turn: Turn) -> None:
    if await boleh_di_sini(turn):
        async with turn.unit() as unit:
            text = say("grup/cara", bot=turn.layanan.bot.username)
            await turn.kirim(unit, Pesan(text, balas_ke=_asking(turn)))


def without_mention(teks: str, username: str) -> str:
    """The question without the name of the bot."""
    found = re.sub(rf"@{re.escape(username)}(?!\w)", " ", teks, flags=re.IGNORECASE)
    return " ".join(found.split()).strip(" ,:;")


async def _earlier(turn: Turn, ids: Sequence[int]) -> tuple[Giliran, ...]:
    """The turns before a question: of the answer that it replies to, else the person's own in this group."""
    async with turn.layanan.units.store.read() as conn:
        kept = await questions.find_all(conn, list(ids), turn.obrolan.id) if ids else ()
        if kept:
            own = [one for one in kept if one.orang_id == turn.orang.id]
            pointed = own[-1] if own else kept[-1] if len(kept) == 1 else None
            return (Balasan.of_soal(pointed).giliran(),) if pointed else ()
        return await history.turns(conn, turn.orang.id, turn.obrolan.id, turn.now)


async def jawab(turn: Turn, teks: str, giliran: tuple[Giliran, ...]) -> None:
    """Answer from public knowledge, in one message."""
    if not await boleh_di_sini(turn):
        return
    async with turn.layanan.units.store.read() as conn:
        quota = turn.layanan.settings.kuota_tanya
        jatah = await budget.periksa_tanya(conn, turn.orang.id, quota, turn.now)
    if not jatah.boleh or len(teks) > asking.TERPANJANG:
        async with turn.unit() as unit:
            told = _too_long(teks) if jatah.boleh else await budget.beri_tahu(unit, jatah, turn.orang.id)
            if told is not None:
                await turn.kirim(unit, told)
        return
    hasil, _ = await asyncio.gather(
        asking.jawab(turn.layanan.app, teks, giliran, PUBLIK, turn.orang.id), _seen(turn)
    )
    asal = Asal(turn.orang, turn.obrolan, turn.masuk.update_id, _asking(turn))
    async with turn.unit() as unit:
        soal_id = await asking.simpan(unit, hasil, asal)

        def buttons(one: Balasan, soal: int, nomor: int | None) -> tuple[tuple[Tombol, ...], ...]:
            return penilaian.baris(unit, one, soal, chat_id=turn.obrolan.id, pemilik=None, nomor=nomor)

        await group_answers.sampaikan(unit, turn.obrolan, hasil.balasan, soal_id, _asking(turn), buttons)


def _too_long(teks: str) -> Pesan:
    return Pesan(say("tanya/terlalu-panjang", batas=asking.TERPANJANG, panjang=len(teks)))


def _asking(turn: Turn) -> int | None:
    """The message that asks."""
    return turn.update.message.message_id if turn.update.message else None


async def _seen(turn: Turn) -> None:
    """👀 under the question, at once.  It may be lost: the answer follows anyway."""
    message_id = _asking(turn)
    if message_id is None:
        return
    try:
        async with asyncio.timeout(LIHAT_S):
            await turn.layanan.bot.set_message_reaction(
                turn.obrolan.id, message_id, [ReactionTypeEmoji(ReactionEmoji.EYES)]
            )
    except (TelegramError, TimeoutError):
        return


# --- which groups ---------------------------------------------------------------------------------------


async def boleh_di_sini(turn: Turn) -> bool:
    """Whether the bot may speak in this group; where not, it says so once and leaves.

    Asked with every update that it would answer, so that a leave that was lost is made up for.
    """
    if turn.layanan.settings.grup_bebas:
        return True
    async with turn.layanan.units.store.read() as conn:
        row = (
            await conn.execute(
                select(obrolan.c.diizinkan, obrolan.c.di_dalam).where(obrolan.c.id == turn.obrolan.id)
            )
        ).one_or_none()
    if row is not None and row.diizinkan:
        return True
    await _leave(turn, told=row is not None and not row.di_dalam)
    return False


async def _leave(turn: Turn, *, told: bool) -> None:
    """Say whom to ask, tell the admins, and go."""
    async with turn.unit() as unit:
        await people.save_group(unit.conn, turn.obrolan, unit.now, di_dalam=False)
        going = await unit.conn.execute(
            select(outbox.c.id)
            .where(outbox.c.chat_id == turn.obrolan.id, outbox.c.jenis == "keluar")
            .where(outbox.c.keadaan.in_(("siap", "dikirim")))
            .limit(1)
        )
        if going.first():
            return
        if not told:
            await turn.kirim(unit, Pesan(say("grup/belum-diizinkan")))
            await _tell_admins(turn, unit)
        await unit.keluar(turn.obrolan.id)


async def _tell_admins(turn: Turn, unit: Unit) -> None:
    """Every admin may let the bot into the group, with one press."""
    admins = {*turn.layanan.settings.admin_ids, *await people.people_with(unit.conn, Peran.ADMIN)}
    for admin in sorted(admins):
        allow = unit.tombol(
            plain("grup/label-izinkan"),
            "grup.izinkan",
            {"grup": turn.obrolan.id, "judul": turn.obrolan.judul},
            chat_id=admin,
            pemilik=admin,
            peran=Peran.ADMIN,
            kelompok=f"grup.izinkan:{turn.obrolan.id}:{turn.masuk.update_id}",
        )
        text = say("grup/minta-izin", judul=turn.obrolan.judul, nama=turn.orang.nama)
        await unit.kirim(admin, Pesan(text, tombol=((allow,),)))


async def izinkan(turn: Turn, data: Mapping[str, Any]) -> None:
    """An admin lets the bot into a group."""
    async with turn.unit() as unit:
        found = await people.allow_group(unit.conn, int(data["grup"]), turn.orang.id)
        await unit.catat("grup.izinkan", turn.orang.id, {"grup": int(data["grup"])})
        name = "grup/diizinkan" if found else "grup/tidak-dikenal"
        await turn.kirim(unit, Pesan(say(name, judul=str(data["judul"]))))


async def keanggotaan(turn: Turn) -> None:
    """The bot was put into a group or taken out, blocked or unblocked."""
    change = turn.update.my_chat_member
    if change is None:
        return None
    inside = change.new_chat_member.status in DI_DALAM
    if turn.obrolan.pribadi:
        async with turn.unit() as unit:
            await unit.conn.execute(
                update(orang).where(orang.c.id == turn.orang.id).values(memblokir=not inside)
            )
        return None
    if not inside:
        async with turn.unit() as unit:
            await people.save_group(unit.conn, turn.obrolan, unit.now, di_dalam=False)
        return None
    if change.old_chat_member.status in DI_DALAM:
        return None
    if turn.orang.is_narasumber:
        async with turn.unit() as unit:
            await people.allow_group(unit.conn, turn.obrolan.id, turn.orang.id)
            await _greet(turn, unit)
        return None
    # Put in again: it has to hear the sentence again as well.
    async with turn.layanan.units.store.read() as conn:
        allowed = turn.layanan.settings.grup_bebas or await people.group_allowed(conn, turn.obrolan.id)
    if not allowed:
        return await _leave(turn, told=False)
    async with turn.unit() as unit:
        await _greet(turn, unit)
    return None


async def _greet(turn: Turn, unit: Unit) -> None:
    await turn.kirim(unit, Pesan(say("grup/salam", bot=turn.layanan.bot.username)))


# --- what belongs into the private chat --------------------------------------------------------------------


async def perintah_pribadi(turn: Turn) -> None:
    """A command of the private chat, written in a group."""
    if not await boleh_di_sini(turn):
        return
    link = Tombol(plain("grup/label-pribadi"), url=f"https://t.me/{turn.layanan.bot.username}?start=grup")
    async with turn.unit() as unit:
        text = say("grup/di-pribadi", perintah=turn.teks.split("@")[0].split()[0][:40])
        await turn.kirim(unit, Pesan(text, tombol=((link,),), balas_ke=_asking(turn)))
