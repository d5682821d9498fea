"""Opens the database and brings its tables up to date."""

from __future__ import annotations

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

HEAD = "0002"
"""The newest migration; a test compares it with the folder."""
BUSY_MS = 10_000
"""How long a writer of SQLite waits for another one."""


MIGRATION_WAITS, MIGRATION_PAUSE = 50, 0.1
"""How often, and with which pause in seconds, another process's migration is waited for."""


class Database:
    """One database, reached by URL: SQLite in a file by default, PostgreSQL by setting."""

    def __init__(self, url: str) -> None:
        self.url = url

    @classmethod
    def in_folder(cls, folder: Path) -> Database:
        return cls(f"sqlite:///{folder / 'lkjip.db'}")

    @cached_property
    def engine(self) -> Engine:
        """The engine, its tables up to date.  Raises LkjipError where the database cannot be used."""
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import SQLAlchemyError

        try:
            url = make_url(self.url)
            if url.get_backend_name() == "sqlite" and url.database:
                Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            # Errors are logged, and what was to be written is the words of users.
            engine = create_engine(url, hide_parameters=True)
            if url.get_backend_name() == "sqlite":
                event.listen(engine, "connect", lambda connection, _: set_pragmas(connection, BUSY_MS))
            self._migrate(engine)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise LkjipError(
                ErrorCode.DATABASE,
                "Basis data tidak dapat dibuka.",
                "Periksa hak tulis dan sisa ruang pada LKJIP_DATA_DIR, atau nilai LKJIP_DATABASE_URL.",
                exit_code=3,
            ) from error
        return engine

    def _migrate(self, engine: Engine) -> None:
        """Run what is missing.  Alembic is only imported when there is something to do: it costs 0.3 s."""
        from sqlalchemy.exc import DBAPIError

        if _version(engine) == HEAD:
            return
        try:
            upgrade(engine)
        except DBAPIError:
            # Two processes that start at once both find an old database; the other one is doing the work.
            if not _reaches_head(engine):
                raise


def _reaches_head(engine: Engine) -> bool:
    """Wait for another process that brings the tables up to date."""
    for _ in range(MIGRATION_WAITS):
        if _version(engine) == HEAD:
            return True
        time.sleep(MIGRATION_PAUSE)
    return False


def _version(engine: Engine) -> str | None:
    """The migration that a database stands at; None for a new one."""
    from sqlalchemy import inspect, text

    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def set_pragmas(connection: Any, busy_ms: int) -> None:
    """For a new connection to SQLite: WAL lets readers and one writer work at once; NORMAL is safe with it,
    but for a loss of power.  ``busy_ms``: how long a statement waits for another writer."""
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={busy_ms}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def upgrade(engine: Engine) -> None:
    """Bring a database to ``HEAD``."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
