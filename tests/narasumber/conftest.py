from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.index.service import KnowledgeIndex


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    """The index of the shipped sources, by words alone."""
    index = KnowledgeIndex(Path(tmp_path_factory.mktemp("indeks-narasumber"))).open()
    yield index
    index.close()
