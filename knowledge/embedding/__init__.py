"""The embedding model: the shipped static one, or any sentence-transformers model by name or path."""

from __future__ import annotations

from pathlib import Path

from knowledge.index.model import Embedder

SHIPPED_WEIGHT = 1.0
"""Weight of the shipped model in the fusion, chosen on training questions that a model was made without and
on the tuning half (docs/embedding.md)."""


def shipped_folder() -> Path:
    """Where the shipped model lies."""
    return Path(__file__).parent / "model"


def load_embedder(spec: str | None = None, *, bobot: float | None = None) -> Embedder:
    """The embedder of a setting: None or empty the shipped model, else a folder or a name on a model hub.

    A folder of just static vectors is read without torch; anything else needs the extra ``[neural]``.
    ``bobot`` overrides the weight in the fusion that the model is known to suit.  Raises KnowledgeError
    ``model-tidak-terbaca``."""
    from knowledge.embedding.families import weight_of
    from knowledge.embedding.galat import unreadable
    from knowledge.embedding.static import is_static, read_static

    name = (spec or "").strip()
    folder = shipped_folder()
    if name:
        from knowledge.embedding.neural import NeuralEmbedder, find_folder

        folder = find_folder(name)
        if not is_static(folder):
            return NeuralEmbedder(name, folder, bobot=bobot)
    weight = weight_of(name) if name else SHIPPED_WEIGHT
    try:
        return read_static(folder, bobot=weight if bobot is None else bobot)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unreadable(name or str(folder), error, shipped=not name) from error
