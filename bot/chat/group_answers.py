"""Answers in a group: one message each, and one for several when the group's minute is used up.

Telegram lets a bot say twenty things a minute in a group.  When a training of a hundred people asks at once,
answers pile up in the outbox; an answer that is still waiting there is then extended by the next one, so that
everybody is answered by the next message that goes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from sqlalchemy import func, select, update

from bot.chat.answers import Balasan, group_text
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import say, shorten
from bot.chat.unit import Unit
from bot.store import questions
from bot.store.people import Obrolan
from bot.store.questions import Soal
from bot.store.tables_bot import outbox

if TYPE_CHECKING:
    from bot.store.koneksi import Koneksi

RUJUKAN = "tanya.jawaban:"
SEMENIT = timedelta(minutes=1)
PENUH = 16
"""Messages of the last minute from which on waiting answers are merged: some are left for what is pressed."""
LAMA = timedelta(seconds=1)
"""A message that waits for so long waits for the group's next free place."""
TERBANYAK = 5
"""Questions in one message."""
RINGKAS = 350
"""Characters of one answer among several."""
PERTANYAAN = 120
"""Characters of a question that is repeated."""

Tombol_ = Callable[[Balasan, int, int | None], tuple[tuple[Tombol, ...], ...]]
"""Makes the buttons of one answer: the answer, the id of its question, its number among several."""


@dataclass(frozen=True, slots=True)
class Menunggu:
    """An answer that is still in the outbox, and the questions that it is for."""

    id: int
    kunci: str
    soal: tuple[int, ...]


async def sampaikan(
    unit: Unit, tempat: Obrolan, one: Balasan, soal_id: int, balas_ke: int | None, tombol: Tombol_
) -> bool:
    """Say an answer in a group, in its topic.  True where it went into a message that waits already."""
    waiting = None if one.sapaan else await _waiting(unit, tempat)
    if waiting is not None:
        ids = (*waiting.soal, soal_id)
        kept = await questions.find_all(unit.conn, ids, tempat.id)
        await unit.sunting(tempat.id, waiting.kunci, merged(kept, tombol))
        await unit.conn.execute(update(outbox).where(outbox.c.id == waiting.id).values(rujukan=_about(ids)))
        return True
    await unit.kirim(
        tempat.id,
        Pesan(group_text(one), tombol=tombol(one, soal_id, None), balas_ke=balas_ke),
        thread_id=tempat.thread_id,
        kunci=f"grup-jawab:{soal_id}",
        rujukan=_about((soal_id,)) if not one.sapaan else None,
    )
    return False


def merged(kept: Sequence[Soal], tombol: Tombol_) -> Pesan:
    """Several answers as one message, each with who asked what."""
    parts: list[dict[str, Any]] = []
    buttons: list[tuple[Tombol, ...]] = []
    for number, soal in enumerate(kept, 1):
        one = Balasan.of_soal(soal)
        parts.append(
            {"nama": soal.nama or "Peserta", "tanya": shorten(soal.teks, PERTANYAAN), "isi": _body(one)}
        )
        buttons += tombol(one, soal.id, number)
    return Pesan(say("grup/gabungan", bagian=parts), tombol=tuple(buttons))


def _body(one: Balasan) -> Markup:
    return group_text(one, most=RINGKAS)


def _about(ids: Sequence[int]) -> str:
    return RUJUKAN + ",".join(map(str, ids))


async def _waiting(unit: Unit, tempat: Obrolan) -> Menunggu | None:
    """The newest answer that is not out yet, where the group's minute is used up; locked until the unit ends,
    so that two processes do not extend it at once."""
    conn = unit.conn
    topic = outbox.c.thread_id
    row = (
        await conn.execute(
            select(outbox.c.id, outbox.c.kunci, outbox.c.rujukan, outbox.c.dibuat)
            .where(outbox.c.chat_id == tempat.id, outbox.c.keadaan == "siap", outbox.c.jenis == "pesan")
            .where(topic.is_(None) if tempat.thread_id is None else topic == tempat.thread_id)
            .where(outbox.c.bagian_terkirim == 0, outbox.c.rujukan.startswith(RUJUKAN))
            .order_by(outbox.c.id.desc())
            .limit(1)
            .with_for_update(skip_locked=True)
        )
    ).one_or_none()
    if row is None or row.kunci is None:
        return None
    ids = tuple(int(one) for one in row.rujukan.removeprefix(RUJUKAN).split(","))
    # A reference has 64 characters; ids of a busy year have seven.
    if len(ids) >= TERBANYAK or len(_about(ids)) > 50:
        return None
    if row.dibuat > unit.now - LAMA and await _sent(conn, tempat.id, unit) < PENUH:
        return None
    return Menunggu(row.id, row.kunci, ids)


async def _sent(conn: Koneksi, chat_id: int, unit: Unit) -> int:
    found = await conn.execute(
        select(func.count())
        .select_from(outbox)
        .where(outbox.c.chat_id == chat_id, outbox.c.terkirim > unit.now - SEMENIT)
    )
    return int(found.scalar_one())
