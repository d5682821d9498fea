"""The words of a segment's passages, kept beside them, so that adding one passage does not read all others.

Reading words and stems out of a text is four fifths of the work of a lexical index; the rest, combining, is
done anew for every generation.
"""

from __future__ import annotations

import io
import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.index.analyser import Analyser
from knowledge.index.files import fingerprint, replace_file
from knowledge.index.lexical import FIELDS, FORMAT, LexicalIndex, document_words
from knowledge.index.model import Kemajuan
from knowledge.index.postings import Documents
from knowledge.index.segments import Segment
from knowledge.model import Sumber

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PREFIX = "istilah-"
MOST_KEPT = 5000
"""Passages of an index whose terms a writing process keeps in memory: some megabytes."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Documents of one segment as numbers of its own vocabulary."""

    vocabulary: tuple[str, ...]
    numbers: NDArray[np.int32]
    ends: NDArray[np.int64]
    """Where each document ends in ``numbers``."""

    def add_to(self, documents: Documents) -> None:
        """Append these documents, renumbered."""
        import numpy as np

        ids = documents.ids
        shift = np.array([ids.setdefault(word, len(ids)) for word in self.vocabulary], dtype=np.int32)
        data = (shift[self.numbers] if len(shift) else self.numbers).astype(np.int32).tobytes()
        start = 0
        for end in self.ends.tolist():
            row = array("i")
            row.frombytes(data[start * 4 : end * 4])
            documents.rows.append(row)
            start = end


def combine_lexical(
    segments: Sequence[Segment],
    analyser: Analyser,
    sources: Mapping[str, Sumber],
    progress: Kemajuan | None = None,
    kept: dict[Path, tuple[Terms, Terms]] | None = None,
) -> LexicalIndex:
    """The lexical index over the passages of the segments, in their order.

    ``kept``: what a process that combines again keeps in memory; holds those of these segments afterwards,
    where the index is small."""
    words, stems = Documents(), Documents()
    total = sum(len(s.ids) for s in segments)
    done = 0
    known = kept or {}
    now: dict[Path, tuple[Terms, Terms]] = {}
    for segment in segments:
        path = terms_path(segment, analyser, sources)
        pair = now[path] = known.get(path) or segment_terms(segment, path, analyser, sources)
        for part, documents in zip(pair, (words, stems), strict=True):
            part.add_to(documents)
        done += len(segment.ids)
        if progress and segment.ids:
            progress("Mengindeks kata", done, total)
    if kept is not None:
        kept.clear()
        kept.update(now if total <= MOST_KEPT else {})
    return LexicalIndex.combine(words, stems, analyser)


def terms_path(segment: Segment, analyser: Analyser, sources: Mapping[str, Sumber]) -> Path:
    """Names the segment, the rules by which it was read, and the names of its sources."""
    return segment.folder / f"{PREFIX}{_key(segment, analyser, sources)}.npz"


def segment_terms(
    segment: Segment, path: Path, analyser: Analyser, sources: Mapping[str, Sumber]
) -> tuple[Terms, Terms]:
    """Words and stems of a segment: the stored ones where they were read by the same rules and names."""
    known = _read(path, len(segment.ids))
    if known is not None:
        return known
    pairs = [document_words(p, analyser, sources.get(p.sumber_id)) for p in segment.passages()]
    found = _terms([w for w, _ in pairs]), _terms([s for _, s in pairs])
    for old in segment.folder.glob(f"{PREFIX}*.npz"):
        old.unlink(missing_ok=True)
    body = _pack(found)
    replace_file(path, fingerprint(body).encode() + b"\n" + body, durable=False, via=segment.folder.parent)
    return found


def _key(segment: Segment, analyser: Analyser, sources: Mapping[str, Sumber]) -> str:
    named = sorted({passage_id.split("#", 1)[0] for passage_id in segment.ids} | {segment.asal.sumber.id})
    names = [(name, s.singkat, s.sebutan) if (s := sources.get(name)) else (name,) for name in named]
    return fingerprint(str(FORMAT), repr(FIELDS), analyser.sidik, repr(names))[:16]


def _terms(documents: Sequence[Sequence[str]]) -> Terms:
    import numpy as np

    ids: dict[str, int] = {}
    numbers = [ids.setdefault(word, len(ids)) for document in documents for word in document]
    ends = np.cumsum([len(document) for document in documents], dtype=np.int64)
    return Terms(tuple(ids), np.array(numbers, dtype=np.int32), ends)


def _pack(pair: tuple[Terms, Terms]) -> bytes:
    import numpy as np

    arrays: dict[str, Any] = {}
    for name, terms in zip(("kata", "akar"), pair, strict=True):
        arrays[f"{name}.nomor"] = terms.numbers
        arrays[f"{name}.akhir"] = terms.ends
        spelled = json.dumps(terms.vocabulary, ensure_ascii=False).encode()
        arrays[f"{name}.daftar"] = np.frombuffer(spelled, dtype=np.uint8)
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


def _read(path: Path, size: int) -> tuple[Terms, Terms] | None:
    """None where there are none, or where they are damaged."""
    import numpy as np

    try:
        head, body = path.read_bytes().split(b"\n", 1)
        if head != fingerprint(body).encode():
            return None
        with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
            pair = [
                Terms(
                    tuple(json.loads(arrays[f"{name}.daftar"].tobytes())),
                    arrays[f"{name}.nomor"],
                    arrays[f"{name}.akhir"],
                )
                for name in ("kata", "akar")
            ]
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return (pair[0], pair[1]) if len(pair[0].ends) == len(pair[1].ends) == size else None
