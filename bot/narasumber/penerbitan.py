"""Brings the knowledge index to what the table of answers says.

The table is the truth: an answer is committed as ``terbit`` first, then indexed.  A process that is killed in
between, or another one with an index of its own, finds the difference here and makes it good; doing it twice
changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy.exc import SQLAlchemyError

from bot.antrean.butir import hangatkan
from bot.log import logger
from bot.narasumber.muatan import is_ours, muatan
from bot.narasumber.tinjauan import tinjau_ulang
from bot.store import reference_answers as answers
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.chat.unit import Units
    from bot.store.async_store import AsyncStore
    from knowledge.index.model import Muatan
    from knowledge.index.service import KnowledgeIndex

PERIKSA_S = 30.0
"""How often the table is compared with the index: what another process published is found so."""


_LOCKS: WeakKeyDictionary[AsyncStore, asyncio.Lock] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Selaras:
    """What a comparison changed."""

    ditambah: int = 0
    dibuang: int = 0


class Penerbitan:
    """Keeps one process's index in line with the answers."""

    def __init__(self, store: AsyncStore, index: Callable[[], KnowledgeIndex]) -> None:
        self._store = store
        self._index = index
        # One comparison at a time for a store, whoever makes it: two at once could undo each other.
        self._lock = _LOCKS.setdefault(store, asyncio.Lock())

    async def selaraskan(self) -> Selaras:
        """Add what is published and not indexed (or indexed in another version), remove what is not published
        any more.  Where nothing was ever published no index is opened.  Raises KnowledgeError where the index
        cannot be written, SQLAlchemyError for the table."""
        async with self._lock:
            async with self._store.read() as conn:
                if not await answers.ever_published(conn):
                    return Selaras()
            # What is in the index is looked at before the table: whatever is there was committed before, so
            # that nothing newer than the table that is read next can be taken out.
            held = await asyncio.to_thread(self._held)
            async with self._store.read() as conn:
                rows = await answers.published(conn)
                items = [one.antrean_id for one in rows if one.antrean_id is not None]
                asked = await answers.wordings(conn, items)
            wanted = [muatan(one, asked.get(one.antrean_id or 0, ())) for one in rows]
            return await asyncio.to_thread(self._write, wanted, held)

    async def coba(self) -> Selaras:
        """The same where nobody can mend a failure: it is logged, and the next time makes it good."""
        try:
            return await self.selaraskan()
        except (KnowledgeError, SQLAlchemyError, OSError) as error:
            logger().error("jawaban-belum-terindeks", galat=type(error).__name__)
            return Selaras()

    def _held(self) -> dict[str, str]:
        """Fingerprints of the reference answers in the index, by source."""
        listed = self._index().listing()
        return {one.sumber.id: one.sidik for one in listed if not one.bawaan and is_ours(one.sumber.id)}

    def _write(self, wanted: list[Muatan], held: dict[str, str]) -> Selaras:
        index = self._index()
        new = [one for one in wanted if held.get(one.sumber.id) != one.sidik]
        gone = held.keys() - {one.sumber.id for one in wanted}
        if new:
            index.add(*new)
        removed = 0
        for source_id in sorted(gone):
            try:
                index.remove(source_id)
                removed += 1
            except KnowledgeError as error:
                # Another process that shares the index was first.
                if error.kode != "sumber-tidak-ada":
                    raise
        return Selaras(len(new), removed)


async def jaga_jawaban(units: Units, index: Callable[[], KnowledgeIndex], jeda_s: float = PERIKSA_S) -> None:
    """Keep the index in line with the answers, and the answers with the rules, until cancelled; the first
    time at once.  A process without published answers opens no index for it."""
    penerbitan = Penerbitan(units.store, index)
    warm = False
    while True:
        await penerbitan.coba()
        try:
            if not warm:
                await hangatkan(units.store)
                warm = True
            await tinjau_ulang(units, index)
        except (KnowledgeError, SQLAlchemyError, OSError) as error:
            logger().error("jawaban-belum-ditinjau", galat=type(error).__name__)
        await asyncio.sleep(jeda_s)
