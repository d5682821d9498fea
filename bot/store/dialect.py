"""What SQLite and PostgreSQL both have, and SQLAlchemy's common language has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Table

    from bot.store.koneksi import Koneksi


def insert_for(conn: Koneksi, table: Table) -> Any:
    """An insert with ``on_conflict_do_nothing`` and ``on_conflict_do_update``.

    Whether a row was made is told by ``returning``: PostgreSQL's driver gives no ``rowcount`` of an insert.
    """
    if conn.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgres_insert

    return postgres_insert(table)
