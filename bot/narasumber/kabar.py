"""Telling those who asked that a narasumber answered, and hearing whether it is clear now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.antrean.butir import buka_lagi
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.narasumber.muatan import sebutan
from bot.store import queue

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.store.koneksi import Koneksi
    from bot.store.queue import Penanya
    from bot.store.reference_answers import Jawaban


def isi(one: Jawaban) -> Markup:
    """An answer with its citation, as everybody sees it."""
    return say("narasumber/isi", teks=one.teks, sebutan=sebutan(one))


async def kabari(unit: Unit, one: Jawaban) -> int:
    """Tell everybody who asked and was not told yet, each once in each chat; returns how many."""
    assert one.antrean_id is not None
    told: set[tuple[int, int]] = set()
    for asked in await queue.questions(unit.conn, one.antrean_id):
        person = asked.orang_id
        if asked.diberi_tahu or person is None or asked.memblokir or (asked.chat_id, person) in told:
            continue
        told.add((asked.chat_id, person))
        await _kirim(unit, one, asked, person)
    await queue.told(unit.conn, one.antrean_id, unit.now)
    return len({person for _, person in told})


async def _kirim(unit: Unit, one: Jawaban, asked: Penanya, person: int) -> None:
    data = {"antrean": one.antrean_id, "soal": asked.soal_id}
    group = f"jelas:{one.id}:{asked.soal_id}"
    buttons = tuple(
        unit.tombol(
            plain(f"narasumber/tombol-{name}"),
            f"narasumber.{name}",
            data,
            chat_id=asked.chat_id,
            pemilik=person,
            kelompok=group,
        )
        for name in ("jelas", "belum")
    )
    private = asked.chat_id == person
    pesan = Pesan(
        say("narasumber/kabar", soal=asked.teks, isi=isi(one), pribadi=private),
        tombol=(buttons,),
        # In a private chat the question is far above by now; it stands in the message itself.
        balas_ke=None if private else asked.message_id,
    )
    await unit.kirim(
        asked.chat_id,
        pesan,
        thread_id=asked.thread_id,
        rujukan=f"jelas:{one.antrean_id}:{asked.soal_id}",
    )


async def ditanyakan_oleh(conn: Koneksi, antrean_id: int, soal_id: int, orang_id: int) -> bool:
    """Whether a question of an item is that person's."""
    asked = await queue.questions(conn, antrean_id)
    return any(one.soal_id == soal_id and one.orang_id == orang_id for one in asked)


async def belum_jelas(unit: Unit, antrean_id: int, soal_id: int, orang_id: int, keluhan: str | None) -> bool:
    """The asker of a question does not find its answer clear: the item is open again, with their words.
    False where the question is not theirs, or not of this item."""
    if not await ditanyakan_oleh(unit.conn, antrean_id, soal_id, orang_id):
        return False
    await buka_lagi(unit.conn, antrean_id, soal_id, keluhan, unit.now)
    return True
