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

from sqlalchemy.exc import SQLAlchemyError

from bot.log import logger
from bot.narasumber.muatan import is_ours, muatan
from bot.store import reference_answers as answers
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from bot.store.async_store import AsyncStore
    from knowledge.index.model import Muatan
    from knowledge.index.service import KnowledgeIndex

PERIKSA_S = 30.0
"""How often the table is compared with the index: what another process published is found so."""


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
        self._lock = asyncio.Lock()

    async def selaraskan(self) -> Selaras:
        """Add what is published and not indexed (or indexed in another version), remove what is not published
        any more.  Raises KnowledgeError where the index cannot be written, SQLAlchemyError for the table."""
        async with self._lock:
            async with self._store.read() as conn:
                rows = await answers.published(conn)
                items = [one.antrean_id for one in rows if one.antrean_id is not None]
                asked = await answers.wordings(conn, items)
            wanted = [muatan(one, asked.get(one.antrean_id or 0, ())) for one in rows]
            return await asyncio.to_thread(self._write, wanted)

    async def coba(self) -> Selaras:
        """The same where nobody can mend a failure: it is logged, and the next time makes it good."""
        try:
            return await self.selaraskan()
        except (KnowledgeError, SQLAlchemyError, OSError) as error:
            logger().error("jawaban-belum-terindeks", galat=type(error).__name__)
            return Selaras()

    async def jalankan(self, jeda_s: float = PERIKSA_S) -> None:
        """Compare again and again, until cancelled; the first time at once."""
        while True:
            await self.coba()
            await asyncio.sleep(jeda_s)

    def _write(self, wanted: list[Muatan]) -> Selaras:
        index = self._index()
        held = {
            one.sumber.id: one.sidik for one in index.listing() if not one.bawaan and is_ours(one.sumber.id)
        }
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
