"""A question in the chat: answered first, then kept together with what is said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.model import Giliran
from bot.antrean.butir import antrekan
from bot.chat.answers import Balasan
from bot.chat.unit import Unit
from bot.store import questions
from bot.store.classes import kelas_soal
from bot.store.people import Obrolan, Orang
from bot.store.questions import SoalBaru
from knowledge.scope import Scope

if TYPE_CHECKING:
    from bot.app import App

TERPANJANG = 1000
"""Characters of a question.  A longer text is a document, or several questions."""


@dataclass(frozen=True, slots=True)
class Jawab:
    """An answer that is not kept yet."""

    balasan: Balasan
    jejak: dict[str, Any]
    """The row of its trace."""
    waktu_ms: float


async def jawab(app: App, teks: str, giliran: Sequence[Giliran], scope: Scope, orang_id: int) -> Jawab:
    """Answer a question, outside of the event loop.  Raises LkjipError."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(app.answer_pool, _jawab, app, teks, tuple(giliran), scope, orang_id)


def _jawab(app: App, teks: str, giliran: Sequence[Giliran], scope: Scope, orang_id: int) -> Jawab:
    from bot.store.jejak import trace_row

    answer, jejak = app.answer_with_trace(teks, giliran, scope=scope)
    return Jawab(Balasan.of(answer, jejak), trace_row(jejak, str(orang_id)), answer.waktu_ms)


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a question came from."""

    orang: Orang
    obrolan: Obrolan
    update_id: int
    message_id: int | None


async def simpan(unit: Unit, hasil: Jawab, asal: Asal) -> int:
    """Keep question, answer and trace, and put it into the narasumber's queue where it belongs there.
    Returns the id of the question."""
    one, conn = hasil.balasan, unit.conn
    traced = await questions.save_trace(conn, hasil.jejak)
    kelas = None if one.sapaan else await kelas_soal(conn, asal.orang.id, asal.obrolan)
    soal_id = await questions.save(
        conn,
        SoalBaru(
            orang_id=asal.orang.id,
            chat_id=asal.obrolan.id,
            thread_id=asal.obrolan.thread_id,
            message_id=asal.message_id,
            update_id=asal.update_id,
            kelas_id=kelas.id if kelas else None,
            teks=one.pertanyaan,
            status="ditolak" if one.ditolak else "dijawab",
            alasan=one.alasan.value if one.alasan else None,
            keyakinan=one.keyakinan,
            jejak_id=one.jejak_id if traced else None,
            isi=one.isi(),
            waktu=unit.now,
            waktu_ms=hasil.waktu_ms,
        ),
    )
    if sebab := one.sebab_antre:
        await antrekan(conn, soal_id, one.yang_ditanyakan, sebab, one.petunjuk(), unit.now)
    return soal_id
