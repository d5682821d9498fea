"""Places and sources that a question names."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.index.model import Acuan
from knowledge.model import Sumber


def find_references(text: str, registry: Sequence[Sumber]) -> tuple[Acuan, ...]:
    return ()
