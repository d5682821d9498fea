"""What is under an answer: quotation and details, what people think of it, the way to a narasumber."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.antrean.butir import antrekan
from bot.chat.answers import Balasan
from bot.chat.details import detail_text, quotes_text
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say
from bot.chat.unit import Unit
from bot.store import questions
from bot.store.questions import Soal
from bot.telegram.router import Router
from bot.telegram.turn import Turn

BAIK, KURANG = 1, -1


def pasang(router: Router) -> None:
    router.button("tanya.kutipan", kutipan)
    router.button("tanya.rinci", rinci)
    router.button("tanya.nilai", nilai)
    router.button("tanya.teruskan", teruskan)
    router.reply("tanya.kurang", kurang)


def baris(
    unit: Unit, one: Balasan, soal_id: int, *, chat_id: int, pemilik: int | None, nomor: int | None = None
) -> tuple[tuple[Tombol, ...], ...]:
    """The buttons of one answer, in rows.  ``nomor``: its number among several in one message, which then
    share one row each."""

    def button(label: str, aksi: str, *, sekali: bool = False, **data: int) -> Tombol:
        name = f"{label} {nomor}" if nomor else label
        return unit.tombol(
            name,
            aksi,
            {"soal": soal_id, **data},
            chat_id=chat_id,
            pemilik=pemilik,
            sekali=sekali,
            kelompok=f"{aksi}:{soal_id}" if sekali else None,
        )

    if one.sapaan:
        return ()
    if one.ditolak:
        if not one.dapat_diteruskan:
            return ()
        pass_on = button(plain("tanya/label-teruskan"), "tanya.teruskan", sekali=True)
        if nomor or not one.lanjut:
            return ((pass_on,),)
        return ((pass_on,), (button(plain("tanya/label-terdekat"), "tanya.rinci", sekali=True),))
    shown = []
    if one.kutipan:
        shown.append(button(plain("tanya/label-kutipan"), "tanya.kutipan", sekali=True))
    if nomor is None:
        shown.append(button(plain("tanya/label-rinci"), "tanya.rinci", sekali=True))
    opinion = (
        button("👍", "tanya.nilai", nilai=BAIK),
        button("👎", "tanya.nilai", nilai=KURANG),
    )
    return ((*shown, *opinion),) if nomor else (tuple(shown), opinion)


async def _soal(turn: Turn, data: Mapping[str, Any]) -> Soal | None:
    """The question of a button, in this chat; where it is gone the person is told."""
    async with turn.layanan.units.store.read() as conn:
        found = await questions.find(conn, int(data["soal"]), turn.obrolan.id)
    if found is None or not found.teks:
        turn.toast(plain("tanya/sudah-dihapus"), alert=True)
        return None
    return found


async def kutipan(turn: Turn, data: Mapping[str, Any]) -> None:
    """The words behind the answer, as a reply to it."""
    if (soal := await _soal(turn, data)) is None:
        return
    nama = None if turn.obrolan.pribadi else soal.nama
    text = await asyncio.to_thread(
        quotes_text, Balasan.of_soal(soal), turn.layanan.app.knowledge, turn.scope, nama=nama
    )
    if text is not None:
        async with turn.unit() as unit:
            await turn.kirim(unit, Pesan(text, balas_ke=_under(turn), diam=not turn.obrolan.pribadi))


async def rinci(turn: Turn, data: Mapping[str, Any]) -> None:
    """Sources in full and further passages, as a reply to the answer."""
    if (soal := await _soal(turn, data)) is None:
        return
    text = await asyncio.to_thread(
        detail_text,
        Balasan.of_soal(soal),
        turn.layanan.app.knowledge,
        turn.scope,
        utuh=not turn.obrolan.pribadi,
    )
    async with turn.unit() as unit:
        await turn.kirim(unit, Pesan(text, balas_ke=_under(turn), diam=not turn.obrolan.pribadi))


def _under(turn: Turn) -> int | None:
    return turn.message.message_id if turn.message else None


async def nilai(turn: Turn, data: Mapping[str, Any]) -> None:
    """👍 or 👎, once for each person, and it may be changed."""
    if (soal := await _soal(turn, data)) is None:
        return None
    opinion = KURANG if int(data["nilai"]) == KURANG else BAIK
    async with turn.unit() as unit:
        new = await questions.rate(unit.conn, soal.id, turn.orang.id, opinion, unit.now)
        if not new:
            return turn.toast(plain("tanya/nilai-sama"))
        if opinion == KURANG:
            one = Balasan.of_soal(soal)
            await antrekan(unit.conn, soal.id, one.yang_ditanyakan, "tidak-puas", one.petunjuk(), unit.now)
            if turn.obrolan.pribadi:
                await _ask_what_lacks(turn, unit, soal)
        turn.toast(plain("tanya/nilai-kurang" if opinion == KURANG else "tanya/nilai-baik"))
    return None


async def _ask_what_lacks(turn: Turn, unit: Unit, soal: Soal) -> None:
    """Only a reply to this message counts as the reason: the next plain text is often the question again, in
    other words."""
    rows: tuple[tuple[Tombol, ...], ...] = ()
    if not soal.diteruskan:
        rows = (
            (
                unit.tombol(
                    plain("tanya/label-teruskan"),
                    "tanya.teruskan",
                    {"soal": soal.id},
                    chat_id=turn.obrolan.id,
                    pemilik=turn.orang.id,
                    sekali=True,
                    kelompok=f"tanya.teruskan:{soal.id}",
                ),
            ),
        )
    await turn.kirim(unit, Pesan(say("tanya/apa-kurang"), tombol=rows), rujukan=f"tanya.kurang:{soal.id}")


async def kurang(turn: Turn, data: Mapping[str, Any]) -> None:
    """Why an answer was not good, in the person's own words."""
    about = str(data.get("rujukan", ""))
    async with turn.unit() as unit:
        soal = await questions.find(unit.conn, int(about), turn.obrolan.id) if about.isdigit() else None
        if soal is None or soal.orang_id != turn.orang.id:
            await turn.kirim(unit, Pesan(say("tanya/sudah-dihapus")))
            return
        await questions.set_isi(unit.conn, soal.id, {**soal.isi, "kurang": turn.teks[:1000]})
        await turn.kirim(unit, Pesan(say("tanya/kurang-dicatat")))


async def teruskan(turn: Turn, data: Mapping[str, Any]) -> None:
    """Pass a question on to the narasumber; who asked is told when there is an answer."""
    if (soal := await _soal(turn, data)) is None:
        return
    one = Balasan.of_soal(soal)
    async with turn.unit() as unit:
        if await questions.forward(unit.conn, soal.id):
            await antrekan(unit.conn, soal.id, one.yang_ditanyakan, "diteruskan", one.petunjuk(), unit.now)
        if turn.obrolan.pribadi:
            await turn.kirim(unit, Pesan(say("tanya/diteruskan")))
        turn.toast(plain("tanya/diteruskan-toast"))
