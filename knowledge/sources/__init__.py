"""The shipped sources: the registry, and the passages that we wrote about them.

The readers are imported when they are first needed: an index that is built answers without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from knowledge.sources.galat import SourceError
from knowledge.sources.places import check_place

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from knowledge.index.model import Muatan
    from knowledge.model import Passage, Sumber

__all__ = ["SourceError", "check_place", "load_passages", "load_registry", "shipped"]

PARSER_VERSION = 1
"""Raised whenever the same files would give other passages."""


def load_registry(root: Traversable | None = None) -> Mapping[str, Sumber]:
    """Every registered source by its id; ``root`` is the folder of the registry files, by default the
    shipped one.  Raises ``SourceError``."""
    from knowledge.sources import registry

    return registry.load_registry(root)


def load_passages(
    registry: Mapping[str, Sumber] | None = None, root: Traversable | None = None
) -> tuple[Passage, ...]:
    """Every authored passage below ``root``, by default the shipped folder.  Raises ``SourceError``."""
    from knowledge.sources import authored

    return authored.load_passages(registry, root)


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
    import hashlib

    from knowledge.index.model import Muatan

    # The representation of frozen dataclasses names every field and value, in a fixed order.
    content = repr((PARSER_VERSION, sumber, passages)).encode()
    return Muatan(sumber, passages, hashlib.sha256(content).hexdigest())
