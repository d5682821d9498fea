"""The migrations make the tables that the code describes, on both databases, and keep what was there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect, select, text

from bot.store import tables_bot
from bot.store.database import HEAD, Database, upgrade
from bot.store.tables import jejak, metadata


@pytest.fixture
def engine(tmp_path: Path, basis: str | None) -> Iterator[Engine]:
    """An empty database."""
    made = create_engine(basis or f"sqlite:///{tmp_path / 'lkjip.db'}")
    yield made
    made.dispose()


def _to(engine: Engine, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _is_comment(change: Any) -> bool:
    return isinstance(change, list) and all(one[0] == "modify_comment" for one in change)


def test_the_migrated_database_is_the_one_that_the_code_describes(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, metadata)
    # Comments of columns are for those who read the code; the database does without.
    assert [one for one in found if not _is_comment(one)] == []
    assert {one.name for one in metadata.tables.values()} <= set(inspect(engine).get_table_names())
    assert tables_bot.outbox.name == "outbox"


def test_an_old_database_is_brought_up_to_date_and_keeps_its_rows(engine: Engine) -> None:
    _to(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO jejak (id, waktu, status, pertanyaan, isi) "
                "VALUES ('J0302-ABCDEF', '2026-03-02 09:30:00+00:00', 'ditolak', 'kapan?', '{}')"
            )
        )
    _to(engine, "head")
    with engine.connect() as connection:
        assert connection.execute(select(jejak.c.pertanyaan)).scalars().all() == ["kapan?"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_opening_a_database_migrates_it_once(tmp_path: Path, basis: str | None) -> None:
    database = Database(basis) if basis else Database.in_folder(tmp_path)
    try:
        with database.engine.connect() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD
    finally:
        database.engine.dispose()
