"""The asker's side of an answer: is it clear now?"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.answering import smalltalk
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.narasumber.kabar import belum_jelas, ditanyakan_oleh

if TYPE_CHECKING:
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

KELUHAN = "narasumber.keluhan"
TERPANJANG = 1000
"""Characters of what an asker finds unclear; a narasumber reads it with the question."""


def pasang(router: Router) -> None:
    router.button("narasumber.jelas", jelas)
    router.button("narasumber.belum", belum)
    router.reply("jelas", balas)
    router.text(KELUHAN, keluhan)


async def jelas(turn: Turn, _data: Mapping[str, Any]) -> None:
    """The asker is content."""
    turn.toast(plain("narasumber/terima-kasih"))
    async with turn.unit():
        pass


async def belum(turn: Turn, data: Mapping[str, Any]) -> None:
    """The item is open again at once; what is not clear may follow."""
    antrean_id, soal_id = int(data["antrean"]), int(data["soal"])
    async with turn.unit() as unit:
        if not await belum_jelas(unit, antrean_id, soal_id, turn.orang.id, None):
            return turn.toast(plain("narasumber/soal-hilang"), alert=True)
        if not turn.obrolan.pribadi:
            return turn.toast(plain("narasumber/belum-grup"), alert=True)
        here = turn.orang.id, turn.obrolan.id
        if await unit.ditunggu(*here) is None:
            # What an interview waits for is not disturbed; a reply to the message comes here anyway.
            await unit.tunggu(*here, KELUHAN, {"antrean": antrean_id, "soal": soal_id})
        pesan = Pesan(say("narasumber/apa-belum"), minta_balasan=plain("narasumber/apa-belum-isian"))
        await turn.kirim(unit, pesan, rujukan=f"jelas:{antrean_id}:{soal_id}")
    return None


async def balas(turn: Turn, data: Mapping[str, Any]) -> None:
    """A reply to an answer: what is not clear, thanks, or somebody else's question in the group."""
    antrean_id, _, soal_id = str(data["rujukan"]).partition(":")
    await _keluhan(turn, int(antrean_id), int(soal_id))


async def keluhan(turn: Turn, data: Mapping[str, Any]) -> None:
    """The text after "belum jelas"."""
    await _keluhan(turn, int(data["antrean"]), int(data["soal"]))


async def _keluhan(turn: Turn, antrean_id: int, soal_id: int) -> None:
    from bot.telegram import tanya

    kind = await asyncio.to_thread(smalltalk.kind_of, turn.teks, turn.layanan.app.knowledge)
    if kind is not None and kind != "keluhan":
        async with turn.unit() as unit:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, KELUHAN)
            await turn.kirim(unit, Pesan(say("narasumber/terima-kasih")))
        return None
    async with turn.layanan.units.store.read() as conn:
        mine = await ditanyakan_oleh(conn, antrean_id, soal_id, turn.orang.id)
    if not mine:
        return await tanya.pertanyaan(turn)
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, KELUHAN)
        await belum_jelas(unit, antrean_id, soal_id, turn.orang.id, turn.teks[:TERPANJANG])
        await turn.kirim(unit, Pesan(say("narasumber/keluhan-dicatat")))
    return None
