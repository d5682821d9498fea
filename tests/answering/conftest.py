"""A small invented index, and the shipped one, for the tests of answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.index.service import KnowledgeIndex
from tests.answering.fakes import FakeKnowledge, invented

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def small() -> FakeKnowledge:
    """An index of invented rules about an invented report."""
    return invented()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    """The index of the shipped sources, by words alone."""
    folder: Path = tmp_path_factory.mktemp("indeks-jawaban")
    index = KnowledgeIndex(folder).open()
    yield index
    index.close()
