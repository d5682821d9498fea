"""What a process that stays leaves to another one: making the index, and filling Chroma.

Making the whole index needs every text at once, and filling Chroma loads it: together 95 MiB and seconds of
CPU, which a process that answers for weeks neither has to keep nor to spend.  So such a process has the index
made by another one (:data:`Elsewhere`, :func:`perform`) and follows ``aktif.json`` as it follows any writer.
A source it adds or removes itself, in a third of a second, all but Chroma's part: the keys are noted,
searches read the vectors from files (``knowledge.index.dense``), and :func:`fill_task` makes it good
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.index.service import KnowledgeIndex

Elsewhere = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Has a task done by another process: plain values in, what :func:`perform` gives out.  Raises NotDone."""


class NotDone(Exception):
    """The other process ended without an answer: whoever asked does it."""


def build_task(*, force: bool, anew: bool) -> dict[str, Any]:
    """Make the index; see ``KnowledgeIndex.open`` and ``KnowledgeIndex.rebuild``."""
    return {"ubah": "bangun", "paksa": force, "baru": anew}


def fill_task() -> dict[str, Any]:
    """Bring into Chroma what was left for later; see ``KnowledgeIndex.fill``."""
    return {"ubah": "isi"}


def perform(index: KnowledgeIndex, task: Mapping[str, Any]) -> dict[str, Any]:
    """Do a task.  ``{}``, or ``{"galat": …}`` for what :func:`check` raises in the process that asked."""
    try:
        if task["ubah"] == "isi":
            index.fill()
        elif task["paksa"]:
            index.rebuild(anew=task["baru"])
        else:
            index.open()
    except KnowledgeError as error:
        parts = (error.kode, error.pesan, error.saran)
        return {"galat": parts, "kekurangan_layanan": error.kekurangan_layanan}
    return {}


def check(found: Mapping[str, Any]) -> None:
    """Raises KnowledgeError as :func:`perform` met it."""
    if parts := found.get("galat"):
        kode, pesan, saran = parts
        raise KnowledgeError(kode, pesan, saran, kekurangan_layanan=bool(found["kekurangan_layanan"]))
