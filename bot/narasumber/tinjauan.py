"""Which published answers have to be looked at again because a rule that they cite changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.answering.citations import status_note
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.narasumber.rujukan import Rujukan
from bot.store import reference_answers as answers

if TYPE_CHECKING:
    from bot.chat.unit import Units
    from bot.store.reference_answers import Jawaban
    from knowledge.index.model import Knowledge


def kini(place: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """A stored place with the status that its source has now."""
    source = knowledge.source(place["sumber_id"]) if place.get("sumber_id") else None
    if source is None or place.get("berbeda"):
        return dict(place)
    one = Rujukan.from_json(place)
    note = one.catatan if not one.sah else status_note(source, knowledge) or ""
    return replace(one, status=source.status.value, catatan=note).to_json()


def perubahan(one: Jawaban, knowledge: Knowledge) -> str | None:
    """Why an answer has to be looked at again, as a sentence; None where its rules stand as they stood."""
    for place in one.rujukan:
        if not place.get("sumber_id") or place.get("berbeda"):
            continue
        source = knowledge.source(place["sumber_id"])
        if source is None:
            return plain("narasumber/sumber-hilang", sumber=place["sumber"])
        if kini(place, knowledge) != place:
            note = status_note(source, knowledge) or source.status.value
            return plain("narasumber/sumber-berubah", sumber=source.singkat, status=note)
    return None


async def tinjau_ulang(units: Units, index: Callable[[], Knowledge]) -> int:
    """Compare the rules that published answers cite with what they were when the answers were checked; flag
    what changed and tell its author once.  Returns how many were newly flagged.  Called at start, and after
    sources were added or removed."""
    async with units.store.read() as conn:
        rows = await answers.published(conn)
    if not rows:
        return 0
    found = await asyncio.to_thread(lambda: {one.id: perubahan(one, index()) for one in rows})
    changed = [one for one in rows if found[one.id] != one.perlu_ditinjau]
    if not changed:
        return 0
    new = 0
    async with units.unit() as unit:
        for one in changed:
            current = await answers.load(unit.conn, one.id)
            reason = found[one.id]
            if current is None or current.keadaan != answers.TERBIT or current.rujukan != one.rujukan:
                continue
            await answers.flag(unit.conn, one.id, reason)
            if reason is None or current.perlu_ditinjau == reason:
                continue
            new += 1
            if current.narasumber_id is not None:
                text = say("narasumber/perlu-ditinjau", pertanyaan=one.pertanyaan, sebab=reason)
                await unit.kirim(current.narasumber_id, Pesan(text))
    return new
