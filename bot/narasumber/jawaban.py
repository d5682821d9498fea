"""From a narasumber's words to a published answer: draft, check, second look, publishing, versions.

Everything works in the caller's unit; what takes time (:func:`periksa`) is computed before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from bot.narasumber.kabar import kabari
from bot.narasumber.muatan import sumber_id
from bot.narasumber.pertentangan import Pertentangan, cari_pertentangan
from bot.narasumber.rujukan import Rujukan, baca_rujukan
from bot.store import queue
from bot.store import reference_answers as answers
from bot.store.people import Orang
from bot.store.reference_answers import Jawaban

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.store.koneksi import Koneksi
    from knowledge.index.model import Knowledge

TINJAU_SETELAH = timedelta(days=365)
"""After so long a published answer is looked at again, whatever happened to the rules."""
TERPANJANG = 3000
"""Characters of an answer: with its question it still fits one message of the chat."""
NAMA_TERPANJANG = 80
"""Characters of the name under which an answer is cited."""
INGATAN_NAMA = "nama_kutipan"
"""Where ``orang.ingatan`` keeps that name."""


@dataclass(frozen=True, slots=True)
class Sasaran:
    """What an answer is written for: an item of the queue, or a published answer that it is to replace."""

    pertanyaan: str
    antrean_id: int | None = None
    akar: int | None = None


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What the index says about a text before it is published."""

    rujukan: tuple[Rujukan, ...] = ()
    pertentangan: tuple[Pertentangan, ...] = ()


def periksa(pertanyaan: str, teks: str, knowledge: Knowledge) -> Pemeriksaan:
    """Places and contradictions of an answer.  Searches for up to a second: not in the event loop."""
    return Pemeriksaan(baca_rujukan(teks, knowledge), cari_pertentangan(pertanyaan, teks, knowledge))


def nama_kutipan(orang: Orang) -> str:
    """The name under which a person's answers are cited."""
    return str((orang.ingatan or {}).get(INGATAN_NAMA) or orang.nama)


def sidik(teks: str) -> str:
    """Short fingerprint of a text: a button of an older preview publishes nothing."""
    return sha256(teks.encode()).hexdigest()[:12]


# --- drafts -----------------------------------------------------------------------------------------------


async def simpan_draf(
    unit: Unit, sasaran: Sasaran, teks: str, orang: Orang, periksaan: Pemeriksaan
) -> Jawaban:
    """Keep what a narasumber wrote, as the one draft that they have for this item or answer."""
    conn = unit.conn
    places = [one.to_json() for one in periksaan.rujukan]
    draft = await draf(conn, sasaran, orang.id)
    if draft is not None:
        await answers.write(conn, draft.id, teks, places, nama_kutipan(orang))
        number = draft.id
    else:
        number = await answers.create(
            conn,
            antrean_id=sasaran.antrean_id,
            akar=sasaran.akar,
            pertanyaan=sasaran.pertanyaan,
            teks=teks,
            rujukan=places,
            narasumber_id=orang.id,
            narasumber=nama_kutipan(orang),
            now=unit.now,
        )
    if sasaran.antrean_id is not None:
        await queue.set_state(conn, sasaran.antrean_id, ("terbuka",), "diproses", unit.now)
    found = await answers.load(conn, number)
    assert found is not None
    return found


async def draf(conn: Koneksi, sasaran: Sasaran, orang_id: int) -> Jawaban | None:
    """The draft that a person has for this already."""
    if sasaran.akar is not None:
        return await answers.draft_version(conn, sasaran.akar, orang_id)
    assert sasaran.antrean_id is not None
    return await answers.draft_of(conn, sasaran.antrean_id, orang_id)


async def sasaran_antrean(conn: Koneksi, antrean_id: int) -> Sasaran | None:
    """An item as the target of an answer: where it was answered before, of the next version."""
    item = await queue.load(conn, antrean_id)
    if item is None:
        return None
    before = await answers.published_for(conn, antrean_id)
    if before is not None and item.keadaan in queue.OPEN:
        return Sasaran(item.teks, antrean_id, before.akar)
    return Sasaran(item.teks, antrean_id)


async def batalkan(unit: Unit, jawaban_id: int) -> bool:
    """Throw a draft away; its item waits again where nobody else is writing.  False where it is no draft."""
    one = await answers.load(unit.conn, jawaban_id)
    if one is None or not await answers.discard(unit.conn, jawaban_id):
        return False
    if one.antrean_id is not None and not await answers.anyone_writing(unit.conn, one.antrean_id):
        await queue.set_state(unit.conn, one.antrean_id, ("diproses",), "terbuka", unit.now)
    return True


# --- publishing -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terbitan:
    """What came of publishing."""

    jawaban: Jawaban | None = None
    """The published version; None where it was not published."""
    diberi_tahu: int = 0
    """How many people are told."""
    lebih_dulu: Jawaban | None = None
    """The answer of another narasumber that was published for the same item meanwhile."""


async def ajukan(unit: Unit, jawaban_id: int, tetap: Sequence[Mapping[str, Any]]) -> Jawaban | None:
    """Hand a draft to a second narasumber; None where it is no draft any more."""
    one = await _confirmed(unit, jawaban_id, tetap)
    if one is None or not await answers.set_state(unit.conn, jawaban_id, (answers.DRAF,), answers.MENUNGGU):
        return None
    return one


async def kembalikan(unit: Unit, jawaban_id: int) -> Jawaban | None:
    """A second narasumber gives an answer back: it is a draft again.  None where it does not wait."""
    if not await answers.set_state(unit.conn, jawaban_id, (answers.MENUNGGU,), answers.DRAF):
        return None
    return await answers.load(unit.conn, jawaban_id)


async def terbitkan(
    unit: Unit,
    jawaban_id: int,
    oleh: Orang,
    *,
    tetap: Sequence[Mapping[str, Any]] = (),
    gantikan: bool = False,
    disetujui: bool = False,
) -> Terbitan:
    """Publish a draft (``disetujui``: one that waited for the second narasumber ``oleh``).

    ``tetap`` are the places that speak against it and that its author confirmed; ``gantikan`` publishes it
    over the answer that another narasumber published for the same item meanwhile.
    """
    # Two narasumber who publish at once meet here, not in two published answers.
    await queue.one_at_a_time(unit.conn)
    state = answers.MENUNGGU if disetujui else answers.DRAF
    one = await _confirmed(unit, jawaban_id, tetap, state)
    if one is None:
        return Terbitan()
    before = await _published_meanwhile(unit, one)
    if before is not None and not gantikan:
        return Terbitan(lebih_dulu=before)
    akar = before.akar if before is not None else one.akar
    if disetujui:
        await answers.set_state(unit.conn, one.id, (state,), state, oleh.id)
    review = unit.now + TINJAU_SETELAH
    await answers.publish(unit.conn, one, akar, sumber_id(akar), unit.now, review)
    await unit.catat("jawaban.terbit", oleh.id, {"jawaban": one.id, "meskipun": [dict(t) for t in tetap]})
    published = await answers.load(unit.conn, one.id)
    assert published is not None
    told = 0
    if one.antrean_id is not None:
        await queue.set_state(unit.conn, one.antrean_id, (*queue.OPEN, "diabaikan"), "terjawab", unit.now)
        told = await kabari(unit, published)
    return Terbitan(published, told)


async def _confirmed(
    unit: Unit, jawaban_id: int, tetap: Sequence[Mapping[str, Any]], state: str = answers.DRAF
) -> Jawaban | None:
    """The draft, with the places that its author publishes against; None where it is in another state."""
    one = await answers.load(unit.conn, jawaban_id)
    if one is None or one.keadaan != state:
        return None
    if tetap and one.keadaan == answers.DRAF:
        places = [*one.rujukan, *({**place, "berbeda": True} for place in tetap)]
        await answers.write(unit.conn, one.id, one.teks, places, one.narasumber)
        one = await answers.load(unit.conn, jawaban_id)
    return one


async def _published_meanwhile(unit: Unit, one: Jawaban) -> Jawaban | None:
    """Another's published answer to the same item, unless this one is its next version."""
    if one.antrean_id is None:
        return None
    there = await answers.published_for(unit.conn, one.antrean_id)
    return there if there is not None and there.akar != one.akar else None


async def tarik(unit: Unit, jawaban_id: int, oleh: Orang) -> bool:
    """Take a published answer back; False where it is not published."""
    if not await answers.set_state(unit.conn, jawaban_id, (answers.TERBIT,), answers.DITARIK):
        return False
    await unit.catat("jawaban.tarik", oleh.id, {"jawaban": jawaban_id})
    return True


async def masih_berlaku(unit: Unit, one: Jawaban, oleh: Orang, knowledge: Knowledge) -> bool:
    """An answer was looked at and found right; it comes up again after ``TINJAU_SETELAH``."""
    from bot.narasumber.tinjauan import kini

    places = [kini(place, knowledge) for place in one.rujukan]
    done = await answers.still_valid(unit.conn, one.id, places, unit.now + TINJAU_SETELAH)
    if done:
        await unit.catat("jawaban.ditinjau", oleh.id, {"jawaban": one.id})
    return done
