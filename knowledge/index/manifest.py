"""What the active index consists of: the pointer that readers follow, and the manifest of a generation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.index.catalogue import FIELDS, Column, Numbers, Words
from knowledge.index.files import Damaged, check_sums, fingerprint, replace_file, sums
from knowledge.index.segments import Segment

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FORMAT = "1"
"""Raise when the files of a generation change their meaning."""
MANIFEST = "manifes.json"
COLUMNS = "kolom.npz"


@dataclass(frozen=True, slots=True)
class Aktif:
    """The content of ``aktif.json``: the one file whose replacement switches the index."""

    generasi: str
    tambahan: tuple[str, ...] = ()
    """Segments that are not shipped; kept here too, so that they are known when a generation is damaged."""
    chroma: int = 1
    """Which folder of the embedded Chroma is in use; another one after the first was damaged."""
    urutan: int = 0
    """Counts the switches: tells apart two times at which the same generation was active."""
    cap_bawaan: str = ""
    """Stamp of the files of the shipped sources when they were last compared with the index."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation: which segments, read by which analyser, embedded by which model."""

    sidik: str
    analyser: str
    embedder: str | None
    dimensi: int
    segmen: tuple[Segment, ...]


@lru_cache(maxsize=1)
def _aktif_codec() -> TypeAdapter[Aktif]:
    from pydantic import TypeAdapter

    return TypeAdapter(Aktif)


@lru_cache(maxsize=1)
def _manifest_codec() -> TypeAdapter[Manifest]:
    from pydantic import TypeAdapter

    return TypeAdapter(Manifest)


def read_active(path: Path) -> Aktif | None:
    """None where there is no index yet, and where the pointer is not readable."""
    try:
        return _aktif_codec().validate_json(path.read_bytes())
    except (OSError, ValueError):
        return None


def write_active(path: Path, active: Aktif) -> None:
    replace_file(path, _aktif_codec().dump_json(active))


def generation_sidik(segments: Sequence[Segment], analyser: str, embedder: str | None) -> str:
    return fingerprint(FORMAT, analyser, embedder or "", *(s.sidik for s in segments))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """The last file of a generation: it holds the hashes of all others.

    The segments' folders are written relative, so that the data folder can be moved."""
    relative = replace(manifest, segmen=tuple(replace(s, folder=Path(s.sidik)) for s in manifest.segmen))
    body = _manifest_codec().dump_json(relative)
    head = {"isi": fingerprint(body), "berkas": sums(folder)}
    (folder / MANIFEST).write_bytes(json.dumps(head).encode() + b"\n" + body)


def read_manifest(folder: Path, segments: Path) -> Manifest:
    """Read and check a generation and the passages of its segments.  Raises Damaged."""
    try:
        first, body = (folder / MANIFEST).read_bytes().split(b"\n", 1)
        head = json.loads(first)
        if head["isi"] != fingerprint(body):
            raise Damaged(f"{folder.name}/{MANIFEST}: isi berubah")
        check_sums(folder, head["berkas"])
        manifest = _manifest_codec().validate_json(body)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"{folder.name}: {type(error).__name__}") from error
    found = tuple(replace(s, folder=segments / s.sidik) for s in manifest.segmen)
    for segment in found:
        check_sums(segment.folder, segment.berkas)
    return replace(manifest, segmen=found)


def write_columns(path: Path, columns: Mapping[str, Column]) -> None:
    import numpy as np

    arrays: dict[str, Any] = {}
    for name, column in columns.items():
        if isinstance(column, Words):
            arrays[f"{name}.kode"] = column.codes
            arrays[f"{name}.kata"] = np.array([json.dumps(column.words)])
        else:
            arrays[f"{name}.nilai"] = column.values
    np.savez(path, **arrays)


def read_columns(path: Path) -> dict[str, Column]:
    """Raises Damaged."""
    import numpy as np

    columns: dict[str, Column] = {}
    try:
        with np.load(path, allow_pickle=False) as arrays:
            for field in FIELDS:
                if f"{field.name}.nilai" in arrays:
                    columns[field.name] = Numbers(arrays[f"{field.name}.nilai"])
                else:
                    words = json.loads(str(arrays[f"{field.name}.kata"][0]))
                    columns[field.name] = Words(arrays[f"{field.name}.kode"], tuple(words))
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Damaged(f"{path.name}: {type(error).__name__}") from error
    return columns
