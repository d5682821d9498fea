"""What SQLite and PostgreSQL both have, and SQLAlchemy's common language has not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

    from bot.store.koneksi import Koneksi


def insert_for(conn: Koneksi, table: Table) -> Any:
    """An insert with ``on_conflict_do_nothing`` and ``on_conflict_do_update``.

    Whether a row was made is told by ``returning``: PostgreSQL's driver gives no ``rowcount`` of an insert.
    """
    return _insert(conn.dialect.name, table)


def once(conn: Koneksi, table: Table, key: Column[Any]) -> Any:
    """An insert of one row, given as parameters, that is left out where its key is there; returns the key.
    Built once: building a statement costs more than running it."""
    return _once(conn.dialect.name, table, key)


@cache
def _once(dialect: str, table: Table, key: Column[Any]) -> Any:
    return _insert(dialect, table).on_conflict_do_nothing().returning(key)


def _insert(dialect: str, table: Table) -> Any:
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgres_insert

    return postgres_insert(table)
