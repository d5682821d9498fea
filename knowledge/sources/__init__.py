"""The shipped sources: the registry, and the passages that we wrote about them."""

from __future__ import annotations

import hashlib
from functools import cache

from knowledge.index.model import Muatan
from knowledge.model import Passage, Sumber
from knowledge.sources.authored import load_passages
from knowledge.sources.galat import SourceError
from knowledge.sources.places import check_place
from knowledge.sources.registry import load_registry

__all__ = ["SourceError", "check_place", "load_passages", "load_registry", "shipped"]

PARSER_VERSION = 1
"""Raised whenever the same files would give other passages."""


@cache
def shipped() -> tuple[Muatan, ...]:
    """Every registered source with its passages (none for sources known by name only), in the order of the
    registry.  Raises ``SourceError`` where a file breaks the format."""
    registry = load_registry()
    grouped: dict[str, list[Passage]] = {name: [] for name in registry}
    for passage in load_passages(registry):
        grouped[passage.sumber_id].append(passage)
    return tuple(_muatan(sumber, tuple(grouped[sumber.id])) for sumber in registry.values())


def _muatan(sumber: Sumber, passages: tuple[Passage, ...]) -> Muatan:
    # The representation of frozen dataclasses names every field and value, in a fixed order.
    content = repr((PARSER_VERSION, sumber, passages)).encode()
    return Muatan(sumber, passages, hashlib.sha256(content).hexdigest())
