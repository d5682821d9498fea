"""A process of its own for the tests: writes to an index, and may kill itself at a chosen event.

``python -m tests.knowledge.index.child ROOT ACTION SIZE DENSE [EVENT]``; DENSE: ``dense`` with vectors,
``menetap`` with vectors that are left for later.  Events are the calls that change
the disk or the vector store; without EVENT the number of events is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.index.elsewhere import NotDone
from knowledge.index.service import KnowledgeIndex
from knowledge.index.vectors import ChromaStore
from tests.knowledge.index.helpers import FakeEmbedder, big, shipped_sample


@dataclass
class Events:
    count: int = 0
    fatal: int = -1


events = Events()


def counted(function: Callable[..., Any], *, after: bool = False) -> Callable[..., Any]:
    """The function, which ends this process before (or after) its work when its turn has come."""

    def run(*args: Any, **kwargs: Any) -> Any:
        events.count += 1
        mine = events.count == events.fatal
        if mine and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return run


def index(root: Path, size: int, *, dense: bool, menetap: bool = False) -> KnowledgeIndex:
    def nobody(_task: Mapping[str, Any]) -> Mapping[str, Any]:
        raise NotDone

    return KnowledgeIndex(
        root,
        embedder=FakeEmbedder() if dense else None,
        shipped=lambda: shipped_sample(size),
        stamp=lambda: "1",
        elsewhere=nobody if menetap else None,
    )


def main() -> None:
    root, action, size, kind = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
    events.fatal = int(sys.argv[5]) if len(sys.argv) > 5 else -1
    knowledge = index(root, size, dense=kind != "kata", menetap=kind == "menetap")
    if action != "bangun":
        knowledge.open()
    os.replace = counted(os.replace)
    os.fsync = counted(os.fsync)
    for name in ("upsert", "delete"):
        setattr(ChromaStore, name, counted(getattr(ChromaStore, name), after=True))
    if action == "bangun":
        knowledge.open()
    elif action == "tambah":
        knowledge.add(big(1))
    elif action == "ganti":
        knowledge.add(big(2))
    elif action == "hapus":
        knowledge.remove("besar")
    elif action == "baca":
        read_until_told(knowledge)
    print(events.count)


def read_until_told(knowledge: KnowledgeIndex) -> None:
    """Search until stdin ends; each search must see one version of ``besar`` as a whole, or none."""
    import select

    knowledge.search("tandaversi")
    print("siap", flush=True)
    searches = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        found = knowledge.search("tandaversi", limit=50)
        versions = {h.passage.teks.split()[1] for h in found.hits if h.passage.sumber_id == "besar"}
        assert len(versions) <= 1, versions
        assert not found.tanpa_vektor
        searches += 1
    print(f"pencarian {searches}", flush=True)


if __name__ == "__main__":
    main()
