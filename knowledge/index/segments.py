"""Segments: one immutable folder per source and content, from which every index is combined.

``sumber.json`` (source and provenance), ``passages.jsonl`` (one a line), ``segmen.json`` (hashes of the
two and ids of the passages), and for each embedder ``vektor-SIDIK.npy`` with ``vektor-SIDIK.sum``.
"""

from __future__ import annotations

import json
import mmap
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, overload

from knowledge.index.files import Damaged, check_sums, file_sum, fingerprint, published_folder, replace_file
from knowledge.index.model import Embedder, Muatan
from knowledge.model import Passage, Sumber

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydantic import TypeAdapter

FORMAT = "1"
"""Raise when the files of a segment change their meaning: all are made again."""
EMBED_BATCH = 1024


@lru_cache(maxsize=1)
def _passage_codec() -> TypeAdapter[Passage]:
    from pydantic import TypeAdapter

    return TypeAdapter(Passage)


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a segment comes from."""

    sumber: Sumber
    sidik_muatan: str
    bawaan: bool
    ditambahkan: str | None = None
    catatan: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _asal_codec() -> TypeAdapter[Asal]:
    from pydantic import TypeAdapter

    return TypeAdapter(Asal)


def encode_passage(passage: Passage) -> bytes:
    """One line of JSON without what is left at its default."""
    return _passage_codec().dump_json(passage, exclude_defaults=True)


def decode_passage(line: bytes) -> Passage:
    """Raises Damaged where the line is no passage."""
    try:
        return _passage_codec().validate_json(line)
    except ValueError as error:
        raise Damaged("passages.jsonl: baris yang tidak terbaca") from error


def segment_sidik(muatan: Muatan, *, bawaan: bool) -> str:
    """Name of the segment of a source, content and origin.  A passage's text is part of ``muatan.sidik``."""
    source = _asal_codec().dump_json(Asal(muatan.sumber, muatan.sidik, bawaan), exclude_defaults=True)
    return fingerprint(FORMAT, source, *(encode_passage(p) for p in muatan.passages))


@dataclass(frozen=True, slots=True)
class Segment:
    """A finished segment on disk.  ``kunci`` are the ids of its passages in the vector store."""

    folder: Path
    sidik: str
    asal: Asal
    ids: tuple[str, ...]
    kunci: tuple[str, ...]
    offsets: tuple[int, ...]
    """Where each line of ``passages.jsonl`` begins, and where the last ends, in bytes."""
    berkas: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[bytes]:
        data = (self.folder / "passages.jsonl").read_bytes()
        return [data[a:b] for a, b in zip(self.offsets, self.offsets[1:], strict=False)]

    def passages(self) -> tuple[Passage, ...]:
        return tuple(decode_passage(line) for line in self.lines())


def write_segment(target: Path, muatan: Muatan, asal: Asal) -> Segment:
    """Write and publish one segment.  Call under the writer's lock."""
    lines = [encode_passage(p) for p in muatan.passages]
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    ids = tuple(p.id for p in muatan.passages)
    kunci = tuple(f"{i}@{fingerprint(line)[:12]}" for i, line in zip(ids, lines, strict=True))
    with published_folder(target, durable=not asal.bawaan) as draft:
        (draft / "passages.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
        (draft / "sumber.json").write_bytes(_asal_codec().dump_json(asal, exclude_defaults=True))
        berkas = {name: file_sum(draft / name) for name in ("passages.jsonl", "sumber.json")}
        head = {"berkas": berkas, "ids": ids, "kunci": kunci, "offsets": offsets}
        body = json.dumps(head, ensure_ascii=False).encode()
        (draft / "segmen.json").write_bytes(json.dumps([fingerprint(body)]).encode() + b"\n" + body)
    return Segment(target, target.name, asal, ids, kunci, tuple(offsets), berkas)


def read_segment(folder: Path) -> Segment:
    """Read and check a segment.  Raises Damaged."""
    try:
        first, body = (folder / "segmen.json").read_bytes().split(b"\n", 1)
        if json.loads(first) != [fingerprint(body)]:
            raise Damaged(f"{folder.name}/segmen.json: isi berubah")
        head: dict[str, Any] = json.loads(body)
        check_sums(folder, head["berkas"])
        asal = _asal_codec().validate_json((folder / "sumber.json").read_bytes())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{folder.name}: {type(error).__name__}") from error
    return Segment(
        folder,
        folder.name,
        asal,
        tuple(head["ids"]),
        tuple(head["kunci"]),
        tuple(head["offsets"]),
        dict(head["berkas"]),
    )


def passage_text(passage: Passage) -> str:
    """What is embedded of a passage: its title, its text, and its further words with the subjects of its
    statements (measured in docs/embedding.md)."""
    further = [*passage.kata, *(one.perihal for one in passage.pernyataan if one.perihal)]
    return "\n".join(part for part in (passage.judul, passage.teks, "; ".join(further)) if part)


def vectors_path(segment: Segment, embedder_sidik: str) -> Path:
    return segment.folder / f"vektor-{fingerprint(embedder_sidik)[:16]}.npy"


def load_vectors(segment: Segment, embedder: Embedder) -> NDArray[np.float32] | None:
    """The vectors of a segment, memory-mapped; None where there are none or where they are damaged."""
    import numpy as np

    path = vectors_path(segment, embedder.sidik)
    try:
        if path.with_suffix(".sum").read_text().strip() != file_sum(path):
            return None
        found: NDArray[np.float32] = np.load(path, mmap_mode="r")
    except (OSError, ValueError, Damaged):
        return None
    return found if found.shape == (len(segment.ids), embedder.dimensi) else None


def make_vectors(segment: Segment, embedder: Embedder) -> NDArray[np.float32]:
    """The vectors of a segment, computed and stored where they are not there yet.  Rows of unit length."""
    import io

    import numpy as np

    known = load_vectors(segment, embedder)
    if known is not None:
        return known
    texts = [passage_text(p) for p in segment.passages()]
    parts = [
        np.asarray(embedder.embed_passages(texts[i : i + EMBED_BATCH]), dtype=np.float32)
        for i in range(0, len(texts), EMBED_BATCH)
    ]
    matrix = np.concatenate(parts) if parts else np.zeros((0, embedder.dimensi), dtype=np.float32)
    stream = io.BytesIO()
    np.save(stream, matrix)
    path = vectors_path(segment, embedder.sidik)
    via = segment.folder.parent
    replace_file(path, stream.getvalue(), durable=False, via=via)
    replace_file(path.with_suffix(".sum"), file_sum(path).encode(), durable=False, via=via)
    return matrix


class StoredPassages(Sequence[Passage]):
    """The passages of several segments as one sequence that reads a passage when it is asked for.

    The files are memory-mapped: a segment that is swept while a reader still holds it stays readable.
    """

    CACHED = 4096

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._maps: list[mmap.mmap | bytes] = []
        self._places: list[tuple[int, int, int]] = []
        for number, segment in enumerate(segments):
            path = segment.folder / "passages.jsonl"
            try:
                with path.open("rb") as stream:
                    size = path.stat().st_size
                    self._maps.append(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b"")
            except (OSError, ValueError) as error:
                raise Damaged(f"{segment.sidik}: {error}") from error
            pairs = zip(segment.offsets, segment.offsets[1:], strict=False)
            self._places += [(number, start, end) for start, end in pairs]
        self._cache: OrderedDict[int, Passage] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Passage]: ...

    def __getitem__(self, row: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(row, slice):
            return [self[i] for i in range(*row.indices(len(self)))]
        if row < 0:
            row += len(self)
        with self._lock:
            known = self._cache.get(row)
            if known is not None:
                self._cache.move_to_end(row)
                return known
        number, start, end = self._places[row]
        passage = decode_passage(self._maps[number][start:end])
        with self._lock:
            self._cache[row] = passage
            while len(self._cache) > self.CACHED:
                self._cache.popitem(last=False)
        return passage
