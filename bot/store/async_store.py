"""The database for programs that do many things at once.

``read`` hands out a connection for looking things up, ``write`` one whose changes are committed
together or not at all.  SQLite has one writer: units of this process wait for each other in a fair
order instead of meeting ``database is locked``.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from bot.errors import ErrorCode, LkjipError
from bot.store.database import BUSY_MS, Database
from bot.store.langsung import SABAR_MS, sambung

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

POOL_SQLITE = 32
"""Connections to SQLite that are kept: opening one costs as much as ten statements."""
ULANG_S = 0.02
"""Pause before a locked SQLite file is tried again."""
POOL = 8
"""Connections to PostgreSQL of one process."""


class AsyncStore:
    """One database, opened in the event loop that uses it: ``await open()`` first, ``await close()`` last."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._engine: AsyncEngine | None = None
        self._writer: asyncio.Lock | None = None

    @property
    def engine(self) -> AsyncEngine:
        if self._engine is None:
            raise RuntimeError("the store is not open")
        return self._engine

    @property
    def is_sqlite(self) -> bool:
        return self._database.url.startswith("sqlite")

    async def open(self) -> None:
        """Bring the tables up to date and connect.  Raises LkjipError."""
        if self._engine is not None:
            return
        from sqlalchemy.exc import SQLAlchemyError

        try:
            await asyncio.to_thread(self._migrate)
            self._engine = await asyncio.to_thread(self._build)
            async with self._engine.connect():
                pass
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise LkjipError(
                ErrorCode.DATABASE,
                "Basis data tidak dapat dibuka.",
                "Periksa hak tulis dan sisa ruang pada LKJIP_DATA_DIR, atau nilai LKJIP_DATABASE_URL.",
                exit_code=3,
            ) from error
        self._writer = asyncio.Lock() if self.is_sqlite else None

    def _migrate(self) -> None:
        """The synchronous engine migrates when it is first used; it is not needed after that."""
        self._database.engine.dispose()

    def _build(self) -> AsyncEngine:
        from sqlalchemy import event
        from sqlalchemy.engine import make_url
        from sqlalchemy.ext.asyncio import create_async_engine

        url = make_url(self._database.url)
        if self.is_sqlite:
            file = url.database or ""
            engine = create_async_engine(
                url.set(drivername="sqlite+aiosqlite"),
                async_creator=lambda: sambung(file),
                pool_size=POOL_SQLITE,
                hide_parameters=True,
            )
            event.listen(engine.sync_engine, "connect", _sqlite_connect)
            event.listen(engine.sync_engine, "begin", _sqlite_begin)
            return engine
        return create_async_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=POOL,
            pool_pre_ping=True,
            hide_parameters=True,
        )

    async def close(self) -> None:
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for a few selects that see one state of the database."""
        async with self.engine.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction.  Keep it short: no computing, no network inside."""
        async with self._writer or nullcontext():
            connection = await self.engine.connect()
            try:
                await connection.execution_options(lkjip_write=True)
                transaction = await self._begun(connection)
                try:
                    yield connection
                except BaseException:
                    await transaction.rollback()
                    raise
                await transaction.commit()
            finally:
                await connection.close()

    async def _begun(self, connection: AsyncConnection) -> AsyncTransaction:
        """A transaction that may write.  Another program that writes to the same SQLite file is waited for
        without holding up the event loop."""
        from sqlalchemy.exc import OperationalError

        until = time.monotonic() + BUSY_MS / 1000
        while True:
            try:
                return await connection.begin()
            except OperationalError as error:
                if not (self.is_sqlite and "locked" in str(error.orig)) or time.monotonic() > until:
                    raise
                await asyncio.sleep(ULANG_S)


def _sqlite_connect(connection: Any, _record: object) -> None:
    """WAL lets readers and one writer work at once; our own ``BEGIN`` replaces the driver's."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={SABAR_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Any) -> None:
    """A writer takes its lock at once: a reader that turns into a writer could not wait for it."""
    immediate = connection.get_execution_options().get("lkjip_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
