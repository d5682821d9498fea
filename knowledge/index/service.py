"""The knowledge index as the rest of the product uses it: open, search, add, remove."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from knowledge.errors import KnowledgeError
from knowledge.index.analyser import Analyser
from knowledge.index.catalogue import Catalogue
from knowledge.index.elsewhere import Elsewhere, NotDone, build_task, check
from knowledge.index.files import Damaged, fingerprint
from knowledge.index.lock import WAIT_S, writer_lock
from knowledge.index.model import Acuan, Bobot, CatatanIndeks, Embedder, Kemajuan, Muatan, Pencarian
from knowledge.index.records import (
    Shipped,
    nothing_to_remove,
    owned_id,
    place_of,
    shipped_sources,
    shipped_stamp,
    to_record,
    within,
)
from knowledge.index.segments import Segment, segment_sidik
from knowledge.index.store import Generation, Store
from knowledge.index.vectors import ChromaStore, Unavailable, chroma_store
from knowledge.letak import Letak
from knowledge.model import Passage, Sumber
from knowledge.scope import PUBLIK, Scope

log = logging.getLogger(__name__)


class KnowledgeIndex:
    """Implements ``knowledge.index.model.Knowledge`` over ``folder/indeks``.

    Any number of threads and processes may search; one at a time writes.  Readers follow ``aktif.json``: a
    search sees the index as it was before a change or after it.  ``embedder`` None: words only.
    ``elsewhere``: this process stays, and leaves to another what is heavy; see ``knowledge.index.elsewhere``.
    """

    def __init__(
        self,
        folder: Path,
        *,
        embedder: Embedder | None = None,
        chroma_url: str | None = None,
        shipped: Shipped = shipped_sources,
        stamp: Callable[[], str] = shipped_stamp,
        wait_s: float = WAIT_S,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._root = Path(folder) / "indeks"
        self._embedder, self._url = embedder, chroma_url
        self._shipped, self._stamp, self._wait_s = shipped, stamp, wait_s
        self._analyser = Analyser()
        self._store = Store(self._root, self._analyser, embedder, self._chroma)
        self._elsewhere = elsewhere
        self._active = str(self._store.active_path)
        self._guard = RLock()
        self._generation: Generation | None = None
        self._seen: tuple[int, int, int] | None = None
        self._repaired: str | None = None
        self._sidik = ("", "")
        """Of which manifest the fingerprint is, and the fingerprint."""

    # --- opening -------------------------------------------------------------------------------------

    def open(self, kemajuan: Kemajuan | None = None) -> KnowledgeIndex:
        """Load the index; build it where there is none, where it is damaged, or where analyser, embedder or
        the shipped sources are others than it was made with."""
        with self._guard:
            if not self._load(self._stamp()):
                self._build(kemajuan)
        return self

    def rebuild(self, kemajuan: Kemajuan | None = None, *, anew: bool = False) -> int:
        """Make the whole index again from the shipped sources and what was added; with ``anew`` the vector
        store, too.  Gives the number of passages."""
        with self._guard:
            self._build(kemajuan, force=True, anew=anew)
            return len(self._current().catalogue)

    def warm(self) -> KnowledgeIndex:
        """Make ready for many searches: vectors are mapped, or Chroma is opened where the index needs it (see
        ``knowledge.index.dense``).  A damaged one is made again; one that cannot be used is logged, and
        searches go on by words alone."""
        generation = self._current()
        try:
            if generation.vectors is not None:
                generation.vectors.warm()
        except Unavailable as error:
            if self._repair(generation, error) is None:
                log.warning("the vector store is not used: %s", error.pesan)
        return self

    def close(self) -> None:
        with self._guard:
            self._generation = self._seen = None
            chroma_store.release(self._root)

    def _load(self, cap: str | None) -> bool:
        """Whether the active index could be loaded and is up to date; ``cap`` None: of any age."""
        seen = self._state()
        try:
            generation = self._store.load()
        except Damaged as damage:
            log.warning("the index is made again: %s", damage)
            return False
        if generation is None or not self._store.is_current(generation.manifest):
            return False
        if cap is not None and generation.aktif.cap_bawaan != cap:
            return False
        self._generation, self._seen = generation, seen
        return True

    def _build(self, kemajuan: Kemajuan | None, *, force: bool = False, anew: bool = False) -> None:
        """``force``: also where nothing seems to be missing; ``anew``: with another vector store."""
        cap = self._stamp()
        if self._built_elsewhere(force=force, anew=anew) and self._load(cap):
            return
        with writer_lock(self._store.lock_path, wait_s=self._wait_s):
            # Another process may have done it while this one waited.
            if not force and self._load(cap):
                return
            old = self._old()
            if old is None:
                added, lost = self._store.added_segments()
                if lost:
                    log.error("%d added sources cannot be read any more and are left out", len(lost))
            else:
                added = tuple(s for s in old.manifest.segmen if not s.asal.bawaan)
            shipped = self._shipped_segments(kemajuan)
            if not force and old is not None and (*shipped, *added) == old.manifest.segmen:
                self._take(self._store.restamp(old, cap))
                return
            self._take(self._store.switch((*shipped, *added), old, cap, kemajuan, anew=anew))

    def _built_elsewhere(self, *, force: bool, anew: bool) -> bool:
        if self._elsewhere is None:
            return False
        try:
            check(self._elsewhere(build_task(force=force, anew=anew)))
        except NotDone as failed:
            log.warning("the index is made in this process: %s", failed)
            return False
        return True

    def _old(self) -> Generation | None:
        """The active generation as a writer finds it; None where there is none that can be gone on from."""
        try:
            old = self._store.load()
        except Damaged:
            return None
        return old if old is not None and self._store.is_current(old.manifest) else None

    def _shipped_segments(self, kemajuan: Kemajuan | None) -> tuple[Segment, ...]:
        shipped = self._shipped()
        segments = []
        for number, muatan in enumerate(shipped, start=1):
            segments.append(self._store.segment(muatan, bawaan=True, ditambahkan=None, catatan=()))
            if kemajuan:
                kemajuan("Membaca sumber bawaan", number, len(shipped))
        return tuple(segments)

    def _take(self, generation: Generation) -> None:
        self._generation, self._seen = generation, self._state()

    def _state(self) -> tuple[int, int, int] | None:
        try:
            state = os.stat(self._active)
        except OSError:
            return None
        return state.st_ino, state.st_mtime_ns, state.st_size

    def _current(self) -> Generation:
        """The generation that ``aktif.json`` names now; loaded, or built, where it is another one."""
        generation = self._generation
        if generation is not None and self._state() == self._seen:
            return generation
        with self._guard:
            cap = self._stamp() if self._generation is None else None
            if (self._generation is None or self._state() != self._seen) and not self._load(cap):
                self._build(None)
            if self._generation is None:
                raise KnowledgeError(
                    "indeks-rusak",
                    f"Indeks pengetahuan di {self._root} tidak dapat dibuka.",
                    "Jalankan lkjip indeks bangun untuk membuatnya kembali.",
                )
            return self._generation

    def _chroma(self, number: int) -> ChromaStore:
        return chroma_store(self._root, number, self._url)

    # --- searching -----------------------------------------------------------------------------------

    def search(
        self, query: str, scope: Scope = PUBLIK, *, limit: int = 10, bobot: Bobot | None = None
    ) -> Pencarian:
        """The passages in scope that answer a query best.  Where the vector store cannot be reached the
        words alone decide, and the result says so."""
        generation = self._current()
        try:
            found = self._rank(generation, query, scope, limit, bobot, dense=True)
        except Unavailable as error:
            repaired = self._repair(generation, error)
            try:
                if repaired is None:
                    raise error
                found = self._rank(repaired, query, scope, limit, bobot, dense=True)
            except Unavailable as again:
                log.warning("searching by words alone: %s", again.pesan)
                plain = self._rank(repaired or generation, query, scope, limit, bobot, dense=False)
                found = replace(plain, tanpa_vektor=True)
        return within(found, scope)

    def _rank(
        self,
        generation: Generation,
        query: str,
        scope: Scope,
        limit: int,
        bobot: Bobot | None,
        *,
        dense: bool,
    ) -> Pencarian:
        from knowledge.index.ranking import rank

        vectors = generation.vectors if dense else None
        return rank(
            query,
            catalogue=generation.catalogue,
            lexical=generation.lexical,
            analyser=self._analyser,
            vectors=vectors,
            embedder=self._embedder if vectors is not None else None,
            scope=scope,
            limit=limit,
            bobot=bobot,
        )

    def _repair(self, generation: Generation, error: Unavailable) -> Generation | None:
        """An embedded Chroma that fails is made again from the stored vectors, once a generation."""
        if self._url is not None:
            return None
        with self._guard:
            if self._repaired == generation.manifest.sidik:
                return None
            self._repaired = generation.manifest.sidik
            log.warning("the vector store is made again: %s", error.pesan)
            try:
                self._build(None, force=True, anew=True)
            except KnowledgeError as failed:
                log.warning("the vector store could not be made again: %s", failed.pesan)
                return None
            return self._generation

    def source(self, sumber_id: str, scope: Scope | None = None) -> Sumber | None:
        """A source by its id; with a scope only where its owner may be seen."""
        catalogue = self._current().catalogue
        if scope is None:
            return catalogue.sources.get(sumber_id)
        return next((s for s in catalogue.sources_of_owners(scope) if s.id == sumber_id), None)

    def sources(self, scope: Scope = PUBLIK) -> Sequence[Sumber]:
        return self._current().catalogue.sources_for(scope)

    def passage(self, passage_id: str, scope: Scope = PUBLIK) -> Passage | None:
        return self._current().catalogue.passage(passage_id, scope)

    def at(self, sumber_id: str, letak: Letak, scope: Scope = PUBLIK) -> Sequence[Passage]:
        return self._current().catalogue.at(sumber_id, letak, scope)

    def references(self, query: str, scope: Scope = PUBLIK) -> tuple[Acuan, ...]:
        from knowledge.index.references import find_references

        return find_references(query, self._current().catalogue.names(scope))

    def frequency(self, word: str, scope: Scope = PUBLIK) -> float:
        """Share of the passages in scope that have a word, 0..1; of several words the rarest counts.  A stop
        word, which is not indexed, counts as one that every passage has."""
        generation = self._current()
        mask = generation.catalogue.mask(scope)
        total = int(mask.sum())
        stems = [stem for stem in self._analyser.stems(word) if stem]
        if not stems:
            return 1.0 if self._analyser.tokens(word) else 0.0
        return min(generation.lexical.count(stem, mask) for stem in stems) / total if total else 0.0

    @property
    def sidik(self) -> str:
        of = self._current().manifest.sidik
        known = self._sidik
        if known[0] != of:
            known = self._sidik = of, fingerprint(of, repr(self.bobot))
        return known[1]

    @property
    def bobot(self) -> Bobot:
        """The weights of a search that names none."""
        return Bobot(vektor=self._embedder.bobot) if self._embedder else Bobot(vektor=0.0)

    @property
    def catalogue(self) -> Catalogue:
        """The passages of the active index, for evaluation and bulk reading."""
        return self._current().catalogue

    # --- changing ------------------------------------------------------------------------------------

    def add(
        self,
        *muatan: Muatan,
        ditambahkan: datetime | None = None,
        catatan: Sequence[str] = (),
        kemajuan: Kemajuan | None = None,
    ) -> tuple[CatatanIndeks, ...]:
        """Add sources, or replace those of the same id and owner; what is unchanged is not made again.

        All of them appear at once.  Raises KnowledgeError ``layanan-tidak-terjangkau`` or
        ``indeks-terkunci``; then the index is as it was."""
        when = (ditambahkan or datetime.now(UTC)).isoformat(timespec="seconds")
        with self._guard:
            self._current()
            with writer_lock(self._store.lock_path, wait_s=self._wait_s):
                old = self._writable()
                segments = list(old.manifest.segmen)
                for one in muatan:
                    segment = self._added(one, segments, when, catatan)
                    place = place_of(segments, segment)
                    segments[place : place + 1] = [segment]
                if tuple(segments) != old.manifest.segmen:
                    cap = old.aktif.cap_bawaan
                    self._take(self._store.switch(segments, old, cap, kemajuan, later=self._later))
                else:
                    self._take(old)
        keys = {(m.sumber.id, m.sumber.pemilik) for m in muatan}
        return tuple(to_record(s) for s in segments if not s.asal.bawaan and owned_id(s) in keys)

    def _added(self, muatan: Muatan, known: Sequence[Segment], when: str, catatan: Sequence[str]) -> Segment:
        sidik = segment_sidik(muatan, bawaan=False)
        same = next((s for s in known if s.sidik == sidik), None)
        return same or self._store.segment(muatan, bawaan=False, ditambahkan=when, catatan=catatan)

    def remove(self, sumber_id: str, *, pemilik: str | None = None, kemajuan: Kemajuan | None = None) -> int:
        """Remove what was added under an id (of one owner, or of all); gives the number of passages removed.

        Raises KnowledgeError ``sumber-bawaan`` where only the shipped source has this id, and
        ``sumber-tidak-ada`` where none has."""
        with self._guard:
            self._current()
            with writer_lock(self._store.lock_path, wait_s=self._wait_s):
                old = self._writable()
                doomed = [
                    s
                    for s in old.manifest.segmen
                    if not s.asal.bawaan
                    and s.asal.sumber.id == sumber_id
                    and pemilik in {None, s.asal.sumber.pemilik}
                ]
                if not doomed:
                    raise nothing_to_remove(sumber_id, old)
                names = {s.sidik for s in doomed}
                rest = [s for s in old.manifest.segmen if s.sidik not in names]
                cap = old.aktif.cap_bawaan
                self._take(self._store.switch(rest, old, cap, kemajuan, later=self._later))
        return sum(len(s.ids) for s in doomed)

    def _writable(self) -> Generation:
        """The active generation, loaded under the lock: what a change starts from."""
        if self._generation is None or self._state() != self._seen:
            if not self._load(None):
                raise KnowledgeError(
                    "indeks-rusak",
                    f"Indeks pengetahuan di {self._root} rusak.",
                    "Jalankan lkjip indeks bangun untuk membuatnya kembali, lalu ulangi.",
                )
            assert self._generation is not None
        return self._generation

    @property
    def _later(self) -> bool:
        return self._elsewhere is not None

    @property
    def is_behind(self) -> bool:
        """Whether something was left for :meth:`fill`, or a writer is at work or was killed."""
        return self._store.pending_path.exists()

    def fill(self) -> None:
        """Bring into the vector store what another process left for later.  Raises as :meth:`add` does."""
        if self._embedder is None or not self.is_behind:
            return
        # Loading it takes seconds, in which nobody has to wait for the lock.
        self._chroma(self._current().aktif.chroma).load()
        with self._guard, writer_lock(self._store.lock_path, wait_s=self._wait_s):
            self._take(self._store.fill(self._writable()))

    def listing(self) -> tuple[CatatanIndeks, ...]:
        """Every source of the index: shipped ones first, then what was added, oldest first."""
        return tuple(to_record(s) for s in self._current().manifest.segmen)

    def check_vectors(self) -> None:
        """For diagnosa: raises KnowledgeError ``layanan-tidak-terjangkau`` where Chroma does not answer."""
        if self._embedder is None:
            return
        self.fill()
        generation = self._current()
        self._chroma(generation.aktif.chroma).check()
        if generation.vectors is not None:
            generation.vectors.check()
