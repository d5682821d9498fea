"""What is in the index folder, read without building or changing anything: for ``lkjip diagnosa``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge.index.analyser import Analyser
from knowledge.index.files import Damaged
from knowledge.index.model import Embedder
from knowledge.index.store import Store
from knowledge.index.vectors import chroma_store


@dataclass(frozen=True, slots=True)
class Keadaan:
    """The state of an index."""

    generasi: str | None
    """Name of the active generation; None where no index was built yet."""
    passage: int = 0
    sumber_tambahan: int = 0
    """Added documents that can be read."""
    rusak: str | None = None
    """Why the active generation cannot be read."""
    tambahan_rusak: tuple[str, ...] = ()
    """Names of added documents that cannot be read any more."""
    mutakhir: bool = True
    """Whether it was made with the analyser and the embedding model of now."""


def inspect(folder: Path, embedder: Embedder | None, chroma_url: str | None = None) -> Keadaan:
    """The index of a data folder."""
    root = Path(folder) / "indeks"
    store = Store(root, Analyser(), embedder, lambda number: chroma_store(root, number, chroma_url))
    active = store.active()
    if active is None:
        return Keadaan(None)
    added, lost = store.added_segments()
    try:
        generation = store.load()
    except Damaged as damage:
        return Keadaan(active.generasi, sumber_tambahan=len(added), rusak=str(damage), tambahan_rusak=lost)
    if generation is None:
        return Keadaan(None)
    return Keadaan(
        generation.aktif.generasi,
        len(generation.catalogue),
        len(added),
        None,
        lost,
        store.is_current(generation.manifest),
    )
