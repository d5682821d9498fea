"""The database for programs that do many things at once.

``read`` hands out a connection for looking things up, ``write`` one whose changes are committed
together or not at all.  SQLite has one writer: units of this process wait for each other in a fair
order instead of meeting ``database is locked``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.errors import ErrorCode, LkjipError
from bot.store.database import BUSY_MS, Database, set_pragmas
from bot.store.koneksi import Koneksi, Langsung

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine, Transaction
    from sqlalchemy.ext.asyncio import AsyncEngine

POOL_SQLITE = 32
"""Connections to SQLite that are kept: opening one costs as much as ten statements.  More are opened where
they are needed, since waiting for one would hold up the event loop."""
SABAR_MS = 50
"""How long the event loop may stand still for the rare writer in another process (the command line)."""
ULANG_S = 0.02
"""Pause before a locked SQLite file is tried again."""
POOL = 8
"""Connections to PostgreSQL of one process."""


class AsyncStore:
    """One database, opened in the event loop that uses it: ``await open()`` first, ``await close()`` last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sqlite: Engine | None = None
        self._postgres: AsyncEngine | None = None
        self._writer = asyncio.Lock()

    @property
    def postgres(self) -> AsyncEngine:
        """The engine of PostgreSQL, for what is not a row (locks).  Raises RuntimeError on SQLite."""
        if self._postgres is None:
            raise RuntimeError("the store is not open, or is SQLite")
        return self._postgres

    @property
    def is_sqlite(self) -> bool:
        return self._database.url.startswith("sqlite")

    async def open(self) -> None:
        """Bring the tables up to date and connect.  Raises LkjipError."""
        if self._sqlite is not None or self._postgres is not None:
            return
        from sqlalchemy.exc import SQLAlchemyError

        try:
            await asyncio.to_thread(self._migrate)
            self._writer = asyncio.Lock()
            if self.is_sqlite:
                self._sqlite = _sqlite_engine(self._database.url)
            else:
                self._postgres = _postgres_engine(self._database.url)
            async with self.read():
                pass
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise LkjipError(
                ErrorCode.DATABASE,
                "Basis data tidak dapat dibuka.",
                "Periksa hak tulis dan sisa ruang pada LKJIP_DATA_DIR, atau nilai LKJIP_DATABASE_URL.",
                exit_code=3,
            ) from error

    def _migrate(self) -> None:
        """The synchronous engine migrates when it is first used; it is not needed after that."""
        self._database.engine.dispose()

    async def close(self) -> None:
        if self._sqlite is not None:
            self._sqlite.dispose()
            self._sqlite = None
        if self._postgres is not None:
            await self._postgres.dispose()
            self._postgres = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Koneksi]:
        """A connection for a few selects that see one state of the database."""
        if self._sqlite is not None:
            with self._sqlite.connect() as connection:
                yield Langsung(connection)
        else:
            async with self.postgres.connect() as beyond:
                yield beyond

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Koneksi]:
        """A transaction.  Keep it short: no computing, no network inside."""
        if self._sqlite is not None:
            async with self._writer:
                with self._sqlite.connect() as connection, await _begun(connection):
                    yield Langsung(connection)
        else:
            async with self.postgres.begin() as beyond:
                yield beyond


def _sqlite_engine(url: str) -> Engine:
    from sqlalchemy import create_engine, event

    engine = create_engine(url, pool_size=POOL_SQLITE, max_overflow=-1, hide_parameters=True)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _postgres_engine(url: str) -> AsyncEngine:
    from sqlalchemy.engine import make_url
    from sqlalchemy.ext.asyncio import create_async_engine

    return create_async_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=POOL,
        pool_pre_ping=True,
        hide_parameters=True,
    )


async def _begun(connection: Connection) -> Transaction:
    """A transaction that may write.  Another program that writes to the same SQLite file is waited for
    without holding up the event loop."""
    from sqlalchemy.exc import OperationalError

    connection.execution_options(lkjip_write=True)
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            return connection.begin()
        except OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
            await asyncio.sleep(ULANG_S)


def _sqlite_connect(connection: Any, _record: object) -> None:
    """Our own ``BEGIN`` replaces the driver's."""
    connection.isolation_level = None
    set_pragmas(connection, SABAR_MS)


def _sqlite_begin(connection: Any) -> None:
    """A writer takes its lock at once: a reader that turns into a writer could not wait for it."""
    immediate = connection.get_execution_options().get("lkjip_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
