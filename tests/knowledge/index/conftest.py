from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.index.service import KnowledgeIndex
from tests.knowledge.index.helpers import FakeEmbedder, shipped_sample


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    """A small index of words only."""
    index = KnowledgeIndex(tmp_path, shipped=shipped_sample, stamp=lambda: "1")
    yield index
    index.close()


@pytest.fixture
def dense(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    """A small index with vectors in the embedded Chroma."""
    index = KnowledgeIndex(tmp_path, embedder=FakeEmbedder(), shipped=shipped_sample, stamp=lambda: "1")
    yield index
    index.close()
