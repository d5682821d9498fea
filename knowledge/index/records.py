"""What stands around the index: the shipped sources, and segments as others see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.index.files import fingerprint
from knowledge.index.model import CatatanIndeks, Muatan, Pencarian
from knowledge.index.segments import Segment
from knowledge.index.store import Generation
from knowledge.scope import Scope

Shipped = Callable[[], tuple[Muatan, ...]]


def shipped_sources() -> tuple[Muatan, ...]:
    from knowledge.sources import shipped

    return shipped()


def shipped_stamp() -> str:
    """Changes whenever a file of the shipped sources does; cheap, nothing is read."""
    import knowledge

    folder = Path(knowledge.__file__).parent / "sources"
    files = sorted(p for p in folder.rglob("*") if p.suffix in {".md", ".toml", ".py", ".jsonl"})
    states = ((p.relative_to(folder).as_posix(), p.stat()) for p in files)
    return fingerprint(*(f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states))


def owned_id(segment: Segment) -> tuple[str, str]:
    return segment.asal.sumber.id, segment.asal.sumber.pemilik


def place_of(segments: Sequence[Segment], new: Segment) -> int:
    """Where an added source stands: in place of its older version, else at the end."""
    for place, segment in enumerate(segments):
        if not segment.asal.bawaan and owned_id(segment) == owned_id(new):
            return place
    return len(segments)


def to_record(segment: Segment) -> CatatanIndeks:
    asal = segment.asal
    return CatatanIndeks(
        asal.sumber, len(segment.ids), asal.sidik_muatan, asal.bawaan, asal.ditambahkan, asal.catatan
    )


def within(found: Pencarian, scope: Scope) -> Pencarian:
    """The last gate: nothing leaves a search that its scope does not admit."""
    hits = tuple(
        replace(hit, naskah=tuple(p for p in hit.naskah if scope.admits(p))) if hit.naskah else hit
        for hit in found.hits
        if scope.admits(hit.passage)
    )
    return replace(found, hits=hits)


def nothing_to_remove(sumber_id: str, old: Generation) -> KnowledgeError:
    if any(s.asal.bawaan and s.asal.sumber.id == sumber_id for s in old.manifest.segmen):
        return KnowledgeError(
            "sumber-bawaan",
            f"Sumber {sumber_id} adalah sumber bawaan dan tidak dapat dihapus.",
            "Yang dapat dihapus hanya sumber yang ditambahkan; lihat lkjip indeks daftar.",
        )
    return KnowledgeError(
        "sumber-tidak-ada",
        f"Sumber {sumber_id} tidak ada di dalam indeks.",
        "Lihat daftar sumber dengan lkjip indeks daftar.",
    )
