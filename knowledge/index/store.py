"""The index on disk: segments, generations, the pointer, and how one generation becomes the next.

In ``indeks``: ``segmen/SIDIK``, ``generasi/SIDIK``, ``aktif.json``, ``chroma/N``, ``kunci`` (the writers'
lock) and ``tertunda.json`` (keys of the vector store that a writer was about to change, or left for later).
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.index.analyser import Analyser
from knowledge.index.catalogue import Catalogue, make_columns, metadata
from knowledge.index.dense import MOST_IN_FILES, FileVectors, GenerationVectors
from knowledge.index.files import Damaged, published_folder, remove_folder, replace_file, sweep_temporary
from knowledge.index.lexical import LexicalIndex
from knowledge.index.manifest import (
    COLUMNS,
    Aktif,
    Manifest,
    generation_sidik,
    read_active,
    read_columns,
    read_manifest,
    write_active,
    write_columns,
    write_manifest,
)
from knowledge.index.model import Embedder, Kemajuan, Muatan
from knowledge.index.segments import (
    Asal,
    Segment,
    StoredPassages,
    make_vectors,
    read_segment,
    segment_sidik,
    vectors_path,
    write_segment,
)
from knowledge.index.terms import Terms, combine_lexical
from knowledge.index.vectors import ChromaStore, Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.model import Sumber

log = logging.getLogger(__name__)
ORPHAN_S = 3600.0
"""A finished segment that no index uses is kept this long: an interrupted ingestion goes on with it."""
LEXICAL = "leksikal"


@dataclass(frozen=True, slots=True)
class Generation:
    """One index in memory.  Immutable; a search works on one generation from beginning to end."""

    aktif: Aktif
    manifest: Manifest
    catalogue: Catalogue
    lexical: LexicalIndex
    vectors: GenerationVectors | None


class Store:
    """Reads and writes the index of one data folder.  Writing methods are called under the writer's lock."""

    def __init__(
        self, root: Path, analyser: Analyser, embedder: Embedder | None, chroma: Callable[[int], ChromaStore]
    ) -> None:
        self.root = root
        self.segments = root / "segmen"
        self.generations = root / "generasi"
        self.active_path = root / "aktif.json"
        self.lock_path = root / "kunci"
        self.pending_path = root / "tertunda.json"
        self._analyser, self._embedder, self._chroma = analyser, embedder, chroma
        self._terms: dict[Path, tuple[Terms, Terms]] = {}

    # --- reading -------------------------------------------------------------------------------------

    def active(self) -> Aktif | None:
        return read_active(self.active_path)

    def load(self) -> Generation | None:
        """The active generation; None where there is no index.  Raises Damaged.

        A writer may sweep the generation that is being read: then the pointer names another one by now."""
        while True:
            active = self.active()
            if active is None:
                return None
            try:
                return self._load(active)
            except Damaged:
                if self.active() == active:
                    raise

    def _load(self, active: Aktif) -> Generation:
        folder = self.generations / active.generasi
        manifest = read_manifest(folder, self.segments)
        if manifest.analyser != self._analyser.sidik:
            raise Damaged("analyser lain")
        catalogue = _catalogue(manifest.segmen, folder)
        try:
            lexical = LexicalIndex.load(folder / LEXICAL, self._analyser)
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise Damaged(f"{folder.name}/{LEXICAL}: {type(error).__name__}") from error
        return self._generation(active, manifest, catalogue, lexical)

    def _generation(
        self, active: Aktif, manifest: Manifest, catalogue: Catalogue, lexical: LexicalIndex
    ) -> Generation:
        vectors = None
        if self._embedder is not None and manifest.embedder == self._embedder.sidik:
            chroma = self._chroma(active.chroma)
            # With a server, it is asked from the first search on.
            files = FileVectors(manifest.segmen, self._embedder, catalogue) if chroma.is_embedded else None
            vectors = GenerationVectors(chroma, catalogue, self._embedder.sidik, _stamp(active), files)
        return Generation(active, manifest, catalogue, lexical, vectors)

    def is_current(self, manifest: Manifest) -> bool:
        """Whether analyser and embedder are those that the generation was made with."""
        wanted = self._embedder.sidik if self._embedder else None
        return manifest.analyser == self._analyser.sidik and manifest.embedder == wanted

    # --- segments ------------------------------------------------------------------------------------

    def segment(
        self, muatan: Muatan, *, bawaan: bool, ditambahkan: str | None, catatan: Sequence[str]
    ) -> Segment:
        """The segment of a source: the finished one where it exists and is whole, else a new one."""
        sidik = segment_sidik(muatan, bawaan=bawaan)
        target = self.segments / sidik
        if target.exists():
            try:
                return read_segment(target)
            except Damaged as damage:
                log.warning("segment is made again: %s", damage)
        asal = Asal(muatan.sumber, muatan.sidik, bawaan, ditambahkan, tuple(catatan))
        return write_segment(target, muatan, asal)

    def added_segments(self) -> tuple[tuple[Segment, ...], tuple[str, ...]]:
        """The segments that are not shipped, read from disk, and the names of those that are lost.

        Without a readable pointer every whole segment on disk counts."""
        active = self.active()
        names = active.tambahan if active else tuple(sorted(p.name for p in _folders(self.segments)))
        found: list[Segment] = []
        lost: list[str] = []
        for name in names:
            try:
                segment = read_segment(self.segments / name)
            except Damaged as damage:
                log.error("segment cannot be read: %s", damage)
                lost.append(name)
                continue
            if not segment.asal.bawaan:
                found.append(segment)
        found.sort(key=lambda s: (s.asal.ditambahkan or "", s.sidik))
        return tuple(found), tuple(lost)

    # --- switching -----------------------------------------------------------------------------------

    def switch(
        self,
        segments: Sequence[Segment],
        old: Generation | None,
        cap: str,
        progress: Kemajuan | None = None,
        *,
        anew: bool = False,
        later: bool = False,
    ) -> Generation:
        """Make the generation of these segments and let readers see it.

        Order: vectors are added, the generation is published, the pointer is replaced, and only then what
        is used no longer is removed.  ``anew``: the embedded Chroma is damaged, begin another.  ``later``: an
        embedded Chroma that searches do not need is left for :meth:`fill`.  Raises Unavailable before the
        pointer is touched."""
        embedder = self._embedder
        sidik = generation_sidik(segments, self._analyser.sidik, embedder.sidik if embedder else None)
        before = self.active()
        active = Aktif(
            sidik,
            tuple(s.sidik for s in segments if not s.asal.bawaan),
            (before.chroma if before else 1) + anew,
            (before.urutan if before else 0) + 1,
            cap,
        )
        manifest = Manifest(
            sidik,
            self._analyser.sidik,
            embedder.sidik if embedder else None,
            embedder.dimensi if embedder else 0,
            tuple(segments),
        )
        passages = StoredPassages(segments)
        later = later and old is not None and not anew and self._can_wait(active, passages)
        if embedder is not None and later:
            self._note_vectors(embedder, manifest, old)
        elif embedder is not None:
            active = self._add_vectors(active, embedder, manifest, passages, None if anew else old, progress)
        folder = self.generations / sidik
        catalogue, lexical = self._publish(folder, manifest, passages, progress)
        write_active(self.active_path, active)
        if not later:
            self._clean_vectors(active, manifest, old)
        self.sweep(active, manifest, old)
        return self._generation(active, manifest, catalogue, lexical)

    def _can_wait(self, active: Aktif, passages: StoredPassages) -> bool:
        """Whether searches go on without Chroma: it is embedded, nobody here has opened it, and the files of
        vectors are enough."""
        chroma = self._chroma(active.chroma)
        return chroma.is_embedded and not chroma.was_opened and len(passages) <= MOST_IN_FILES

    def _note_vectors(self, embedder: Embedder, manifest: Manifest, old: Generation | None) -> None:
        """Compute and store the vectors of new segments, and note which keys Chroma lacks or has too many."""
        for segment in manifest.segmen:
            if not vectors_path(segment, embedder.sidik).exists():
                make_vectors(segment, embedder)
        before = set(_keys(old.manifest.segmen)) if old else set[str]()
        changed = before ^ set(_keys(manifest.segmen))
        self._write_pending(self._pending() | changed, durable=True)

    def fill(self, generation: Generation) -> Generation:
        """Bring what was left for later into the vector store.  Raises Unavailable."""
        if self._embedder is None or not self._pending():
            self.pending_path.unlink(missing_ok=True)
            return generation
        active, manifest = generation.aktif, generation.manifest
        passages = StoredPassages(manifest.segmen)
        filled = self._add_vectors(active, self._embedder, manifest, passages, generation, None)
        if filled != active:
            write_active(self.active_path, filled)
        self._clean_vectors(filled, manifest, generation)
        self.sweep(filled, manifest, generation)
        return self._generation(filled, manifest, generation.catalogue, generation.lexical)

    def _publish(
        self, folder: Path, manifest: Manifest, passages: StoredPassages, progress: Kemajuan | None
    ) -> tuple[Catalogue, LexicalIndex]:
        sources = _sources(manifest.segmen)
        names = {s.id: s for s in reversed(sources)}
        lexical = combine_lexical(manifest.segmen, self._analyser, names, progress, self._terms)
        # Not made durable: a generation that a power cut damaged is made again from its segments.
        with published_folder(folder, durable=False) as draft:
            (draft / LEXICAL).mkdir()
            lexical.save(draft / LEXICAL)
            write_columns(draft / COLUMNS, make_columns(passages))
            write_manifest(draft, manifest)
        return _catalogue(manifest.segmen, folder), lexical

    def _add_vectors(
        self,
        active: Aktif,
        embedder: Embedder,
        manifest: Manifest,
        passages: StoredPassages,
        old: Generation | None,
        progress: Kemajuan | None,
    ) -> Aktif:
        """Bring all vectors of the generation into Chroma; the pointer then names the folder with them."""
        chroma = self._chroma(active.chroma)
        try:
            self._upsert(chroma, embedder, manifest, passages, old, progress)
        except Unavailable as damage:
            if not chroma.is_embedded:
                raise
            # An embedded Chroma that fails is damaged; all vectors are in the segments, so begin anew.
            log.warning("the vector store is made again: %s", damage.pesan)
            active = replace(active, chroma=active.chroma + 1)
            chroma = self._chroma(active.chroma)
            self._upsert(chroma, embedder, manifest, passages, None, progress)
        chroma.written(_stamp(active))
        return active

    def _upsert(
        self,
        chroma: ChromaStore,
        embedder: Embedder,
        manifest: Manifest,
        passages: StoredPassages,
        old: Generation | None,
        progress: Kemajuan | None,
    ) -> None:
        pending = self._pending()
        if pending or old is None:
            chroma.close()
        else:
            chroma.fresh(_stamp(old.aktif))
        present = self._present(chroma, embedder, old) - pending
        rows: dict[str, tuple[NDArray[np.float32], int]] = {}
        start = 0
        for segment in manifest.segmen:
            is_new = any(key not in present for key in segment.kunci)
            if is_new or not vectors_path(segment, embedder.sidik).exists():
                matrix = make_vectors(segment, embedder)
                pairs = enumerate(zip(segment.kunci, matrix, strict=True), start)
                rows |= {key: (vector, row) for row, (key, vector) in pairs if key not in present}
            start += len(segment.kunci)
        gone = set(_keys(old.manifest.segmen)) - set(_keys(manifest.segmen)) if old else set()
        self._write_pending(pending | set(rows) | gone)
        if rows:
            import numpy as np

            wanted = np.stack([vector for vector, _ in rows.values()])
            metas = [metadata(passages[row]) for _, row in rows.values()]
            told = (lambda done: progress("Menyimpan vektor", done, len(rows))) if progress else None
            chroma.upsert(embedder.sidik, list(rows), wanted, metas, told)

    def _present(self, chroma: ChromaStore, embedder: Embedder, old: Generation | None) -> set[str]:
        """Keys that the collection holds; asked for only where it cannot be what the old index says."""
        if old is not None and old.manifest.embedder == embedder.sidik:
            known = set(_keys(old.manifest.segmen))
            if chroma.count(embedder.sidik) >= len(known):
                return known
        return chroma.keys(embedder.sidik)

    def _pending(self) -> set[str]:
        try:
            return set(json.loads(self.pending_path.read_bytes()))
        except (OSError, ValueError, TypeError):
            return set()

    def _write_pending(self, keys: set[str], *, durable: bool = False) -> None:
        if keys:
            replace_file(self.pending_path, json.dumps(sorted(keys)).encode(), durable=durable)

    # --- sweeping ------------------------------------------------------------------------------------

    def _clean_vectors(self, active: Aktif, manifest: Manifest, old: Generation | None) -> None:
        """Remove vectors that no index uses any more.  What cannot be removed now is tried again later."""
        if self._embedder is not None:
            try:
                chroma = self._chroma(active.chroma)
                doomed = self._pending() - set(_keys(manifest.segmen))
                chroma.delete(self._embedder.sidik, sorted(doomed))
                if chroma.is_embedded and (old is None or old.manifest.embedder != self._embedder.sidik):
                    chroma.drop_other_collections(self._embedder.sidik)
                self.pending_path.unlink(missing_ok=True)
            except Unavailable as error:
                log.warning("old vectors stay for now: %s", error.pesan)

    def sweep(self, active: Aktif, manifest: Manifest, old: Generation | None) -> None:
        for folder in _folders(self.generations):
            if folder.name != active.generasi:
                remove_folder(folder)
        used = {s.sidik for s in manifest.segmen}
        before = {s.sidik for s in old.manifest.segmen} if old else set()
        for folder in _folders(self.segments):
            if folder.name not in used and (folder.name in before or _age_s(folder) > ORPHAN_S):
                remove_folder(folder)
        for folder in _folders(self.root / "chroma"):
            if folder.name != str(active.chroma):
                remove_folder(folder)
        for folder in (self.root, self.segments, self.generations):
            sweep_temporary(folder)

    def restamp(self, generation: Generation, cap: str) -> Generation:
        """Note that the shipped sources were compared and are the same."""
        active = replace(generation.aktif, cap_bawaan=cap)
        write_active(self.active_path, active)
        return replace(generation, aktif=active)


def _stamp(active: Aktif) -> str:
    """What the vector store must be as new as."""
    return f"{active.urutan} {active.generasi}"


def _keys(segments: Sequence[Segment]) -> list[str]:
    return [key for segment in segments for key in segment.kunci]


def _sources(segments: Sequence[Segment]) -> list[Sumber]:
    return [segment.asal.sumber for segment in segments]


def _catalogue(segments: Sequence[Segment], folder: Path) -> Catalogue:
    return Catalogue(
        StoredPassages(segments),
        _sources(segments),
        ids=[i for segment in segments for i in segment.ids],
        keys=_keys(segments),
        columns=read_columns(folder / COLUMNS),
    )


def _folders(parent: Path) -> list[Path]:
    if not parent.is_dir():
        return []
    return [p for p in parent.iterdir() if p.is_dir() and not p.name.startswith(".")]


def _age_s(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
