"""Keeps the table of known questions: made once for the shipped questions, vocabulary and embedder.

Embedding and stemming two thousand questions takes seconds, reading the table a hundredth of one.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from pathlib import Path

from bot.answering.bank import Bank, Dikenal, Tabel, build_table
from bot.answering.match import Kosakata
from knowledge.index.files import fingerprint, replace_file
from knowledge.index.model import Embedder
from knowledge.index.records import shipped_stamp

FORMAT = "1"
"""Raised when a table of the same questions would be another."""
PREFIX = "dikenal-"
_ARRAYS = ("vektor", "milik", "awal", "baris", "bobot", "idf")
log = logging.getLogger(__name__)


def shipped_known() -> list[Dikenal]:
    """The shipped questions with their statements of today.  Raises ``SourceError``."""
    from knowledge.sources import shipped
    from knowledge.sources.questions import Penunjuk, shipped_questions

    place = Penunjuk(p for muatan in shipped() for p in muatan.passages).place
    found = ((one.pertanyaan, one.tolak, place(one)) for one in shipped_questions())
    return [(text, key) for text, refuse, key in found if refuse or key is not None]


def shipped_bank(
    folder: Path,
    embedder: Embedder,
    kosakata: Kosakata,
    *,
    known: Callable[[], list[Dikenal]] = shipped_known,
    stamp: Callable[[], str] = shipped_stamp,
    alone: bool = False,
) -> Bank:
    """The bank of the shipped questions; its table lies in ``folder`` and is made where it is missing,
    damaged, or of other questions, vocabulary or embedder."""

    def table() -> Tabel:
        made_of = fingerprint(FORMAT, stamp(), embedder.sidik, kosakata.sidik)
        path = folder / f"{PREFIX}{made_of[:16]}.npz"
        kept = read_table(path)
        if kept is None:
            kept = build_table(known(), embedder, kosakata)
            _keep(path, kept)
        return kept

    return Bank(table, embedder, kosakata, alone=alone)


def _keep(path: Path, table: Tabel) -> None:
    """A folder that cannot be written costs time at every start, nothing else."""
    try:
        replace_file(path, pack_table(table), durable=False)
        for old in path.parent.glob(f"{PREFIX}*.npz"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("the known questions could not be kept: %s", error)


def pack_table(table: Tabel) -> bytes:
    import numpy as np

    words = json.dumps([list(table.kata), table.kunci], ensure_ascii=False).encode()
    arrays = {name: getattr(table, name) for name in _ARRAYS} | {"kata": np.frombuffer(words, dtype=np.uint8)}
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    body = stream.getvalue()
    return fingerprint(body).encode() + b"\n" + body


def read_table(path: Path) -> Tabel | None:
    """None where there is none, or where it is damaged."""
    import numpy as np

    try:
        head, body = path.read_bytes().split(b"\n", 1)
        if head != fingerprint(body).encode():
            return None
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            own = {name: arrays[name] for name in _ARRAYS}
            terms, keys = json.loads(arrays["kata"].tobytes())
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return Tabel(
        kunci=tuple(None if key is None else (str(key[0]), int(key[1])) for key in keys),
        kata={term: at for at, term in enumerate(terms)},
        **own,
    )
