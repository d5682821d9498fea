"""SQLite without a thread between: a connection of aiosqlite whose calls run where they are made.

aiosqlite hands every call to a thread and waits for it.  A statement of ours takes 0.02 to 0.1 ms, the two
changes of thread around it 1 to 4 ms while a question is being answered: a unit of ten statements held the
one writer for 40 ms, and the bot could not take more than fifteen questions a second.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Generator
from typing import Any

import aiosqlite

SABAR_MS = 50
"""How long the event loop may stand still for the rare writer in another process (the command line)."""


class Langsung(aiosqlite.Connection):
    """A connection that is used from the event loop's own thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)

    def __await__(self) -> Generator[Any, None, aiosqlite.Connection]:
        return self._connect().__await__()

    async def _connect(self) -> aiosqlite.Connection:
        if self._connection is None:
            self._connection = self._connector()
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is None:
            raise ValueError("Connection closed")
        return fn(*args, **kwargs)

    def stop(self) -> asyncio.Future[Any] | None:
        """Nothing runs beside; the connection is closed at once."""
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        return None

    async def close(self) -> None:
        self.stop()


def sambung(berkas: str) -> Langsung:
    """A connection to a database file, for ``async_creator``; transactions are begun by our own ``BEGIN``."""
    return Langsung(
        lambda: sqlite3.connect(
            berkas, isolation_level=None, check_same_thread=False, timeout=SABAR_MS / 1000
        )
    )
