"""Questions: plain text in private, ``/tanya``, and what is under an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.answering.model import Giliran
from bot.chat import asking, budget, history
from bot.chat.answers import Balasan, answer_text
from bot.chat.asking import Asal, Jawab
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say, shorten
from bot.chat.unit import Unit
from bot.telegram import grup, penilaian
from bot.telegram.router import Router
from bot.telegram.turn import Turn

TERPANJANG_LABEL = 60
"""Characters of a button's label; a phone shows about half of them, and the answer repeats the question."""


def pasang(router: Router) -> None:
    router.command("tanya", perintah, ringkas="Ajukan pertanyaan", grup=True)
    router.pertanyaan = pertanyaan
    router.text("tanya.pertanyaan", ditunggu)
    router.reply("tanya.jawaban", lanjutan)
    router.button("tanya.tanyakan", tanyakan)
    penilaian.pasang(router)


async def perintah(turn: Turn) -> None:
    """``/tanya …``; without a question it is asked for."""
    if not turn.obrolan.pribadi:
        return await grup.perintah(turn)
    if turn.argumen:
        return await jawab(turn, turn.argumen)
    async with turn.unit() as unit:
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "tanya.pertanyaan", {})
        await turn.kirim(unit, Pesan(say("tanya/apa"), minta_balasan=plain("tanya/apa-isian")))
    return None


async def pertanyaan(turn: Turn) -> None:
    """A text that nothing waits for."""
    if not turn.obrolan.pribadi:
        return await grup.pertanyaan(turn)
    return await jawab(turn, turn.teks)


async def ditunggu(turn: Turn, _data: Mapping[str, Any]) -> None:
    """The question after an empty ``/tanya``."""
    await jawab(turn, turn.teks)


async def lanjutan(turn: Turn, data: Mapping[str, Any]) -> None:
    """A reply to an answer: a follow-up of that answer, however old it is."""
    ids = [int(one) for one in str(data.get("rujukan", "")).split(",") if one.isdigit()]
    if not turn.obrolan.pribadi:
        return await grup.lanjutan(turn, ids)
    return await jawab(turn, turn.teks, tentang=ids[0] if ids else None)


async def tanyakan(turn: Turn, data: Mapping[str, Any]) -> None:
    """A button that asks its question."""
    await jawab(turn, str(data["teks"]), tampil=True)


async def jawab(turn: Turn, teks: str, *, tentang: int | None = None, tampil: bool = False) -> None:
    """Answer a question in private.  ``tentang``: the question whose answer it replies to; ``tampil``: the
    question is repeated, since the person did not type it."""
    if not teks or len(teks) > asking.TERPANJANG:
        return await turn.balas("tanya/terlalu-panjang", batas=asking.TERPANJANG, panjang=len(teks))
    giliran = await _boleh(turn, tentang)
    if giliran is None:
        return None
    if turn.layanan.settings.llm:
        await _typing(turn)
    hasil = await asking.jawab(turn.layanan.app, teks, giliran, turn.scope, turn.orang.id)
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, "tanya.pertanyaan")
        await _kirim(turn, unit, hasil, judul=teks if tampil else None)
    return None


async def _boleh(turn: Turn, tentang: int | None) -> Sequence[Giliran] | None:
    """The earlier turns; None where the person asks too much, who then has been told once."""
    async with turn.layanan.units.store.read() as conn:
        quota = turn.layanan.settings.kuota_tanya
        jatah = await budget.periksa_tanya(conn, turn.orang.id, quota, turn.now)
        if jatah.boleh:
            if tentang is not None:
                return await history.turn_of(conn, tentang, turn.obrolan.id)
            return await history.turns(conn, turn.orang.id, turn.obrolan.id, turn.now)
    async with turn.unit() as unit:
        if (pesan := await budget.beri_tahu(unit, jatah, turn.orang.id)) is not None:
            await turn.kirim(unit, pesan)
    return None


async def _kirim(turn: Turn, unit: Unit, hasil: Jawab, *, judul: str | None) -> None:
    one = hasil.balasan
    message = turn.message if turn.query is None else None
    asal = Asal(turn.orang, turn.obrolan, turn.masuk.update_id, message.message_id if message else None)
    soal_id = await asking.simpan(unit, hasil, asal)
    pesan = Pesan(answer_text(one, judul=judul), tombol=tombol(turn, unit, one, soal_id))
    await turn.kirim(unit, pesan, rujukan=f"tanya.jawaban:{soal_id}")


def tombol(turn: Turn, unit: Unit, one: Balasan, soal_id: int) -> tuple[tuple[Tombol, ...], ...]:
    """The buttons under an answer in private: what stands behind it, what else could be asked, what the
    person thinks of it."""
    if one.sapaan:
        return ()
    rows = penilaian.baris(unit, one, soal_id, chat_id=turn.obrolan.id, pemilik=turn.orang.id)
    if one.ditolak:
        return rows
    related = tuple(
        (
            unit.tombol(
                shorten(text, TERPANJANG_LABEL),
                "tanya.tanyakan",
                {"teks": text},
                chat_id=turn.obrolan.id,
                pemilik=turn.orang.id,
            ),
        )
        for text in one.terkait
    )
    return (*rows[:1], *related, *rows[1:])


async def _typing(turn: Turn) -> None:
    """A language model takes seconds: show that something happens."""
    try:
        await turn.layanan.bot.send_chat_action(turn.obrolan.id, ChatAction.TYPING)
    except TelegramError:
        return
