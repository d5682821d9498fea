"""Dense vectors in Chroma, through langchain-chroma, embedded in the data folder or on a server.

Chroma never sees a text and never makes a vector: the "text" of an entry is its key, and the embedding
function that LangChain asks is a table from key to our own vector.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from knowledge.errors import KnowledgeError
from knowledge.index.files import fingerprint
from knowledge.index.model import SatuVektor

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api import ClientAPI
    from langchain_chroma import Chroma
    from numpy.typing import NDArray

log = logging.getLogger(__name__)
BATCH = 5000
"""Entries in one call; Chroma refuses more than 5,461."""
HNSW: dict[str, Any] = {"space": "cosine", "ef_search": 400, "ef_construction": 200, "max_neighbors": 32}
PROBE_S = 3.0
ANSWER_S = 30.0
"""Longest wait for a server: for its first word, and for the answer to a batch of vectors."""
PAUSE_S = 10.0
"""After a server could not be reached, searches do without it for this long."""


class Unavailable(KnowledgeError):
    """The vector store cannot be used now."""

    def __init__(self, place: str, cause: BaseException) -> None:
        super().__init__(
            "layanan-tidak-terjangkau",
            f"Penyimpanan vektor Chroma di {place} tidak dapat dipakai ({type(cause).__name__}).",
            "Periksa LKJIP_CHROMA_URL dan pastikan layanan Chroma berjalan, atau kosongkan setelan itu agar "
            "indeks di LKJIP_DATA_DIR yang dipakai.",
            kekurangan_layanan=True,
        )


class _Table:
    """The embedding function that LangChain asks: key -> vector that we already have."""

    def __init__(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[Any]:
        return [self._vectors[text] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError("queries come as vectors")


class ChromaStore:
    """One Chroma, embedded (``folder``) or on a server (``url``).  All calls are safe from several threads.

    An embedded Chroma keeps its graph in memory and does not see what another process wrote; ``fresh(stamp)``
    opens it anew when the stamp (the generation of the index) is another than when it was opened.
    """

    def __init__(self, *, folder: Path | None = None, url: str | None = None) -> None:
        if (folder is None) == (url is None):
            raise ValueError("either a folder or a server")
        self._folder, self._url = folder, url
        self._lock = RLock()
        self._client: ClientAPI | None = None
        self._stores: dict[str, Chroma] = {}
        self._stamp: str | None = None
        self._down_until = 0.0
        self._was_opened = False

    @property
    def place(self) -> str:
        return self._url or str(self._folder)

    @property
    def is_embedded(self) -> bool:
        return self._folder is not None

    @property
    def was_opened(self) -> bool:
        """Whether this process has paid for Chroma already: importing it takes more than a second of CPU."""
        return self._was_opened

    def fresh(self, stamp: str) -> None:
        """Make sure that what is read is at least as new as ``stamp``."""
        with self._lock:
            if self._stamp != stamp:
                if self.is_embedded:
                    self.close()
                self._stamp = stamp

    def load(self) -> None:
        """Import what it needs, and open it.  Raises Unavailable."""
        with self._guard(), self._lock:
            import langchain_chroma  # noqa: F401 - it takes most of the time

            self._open()

    def written(self, stamp: str) -> None:
        """What this process has open is as new as ``stamp``, since it wrote it itself."""
        with self._lock:
            self._stamp = stamp

    def close(self) -> None:
        with self._lock:
            client, self._client = self._client, None
            self._stores.clear()
            self._stamp = None
            if client is not None:
                with suppress(Unavailable), self._guard():
                    _close(client)

    def check(self) -> None:
        """Raises Unavailable where Chroma does not answer."""
        self._down_until = 0.0
        with self._guard():
            self._open().heartbeat()

    def upsert(
        self,
        embedder_sidik: str,
        keys: Sequence[str],
        matrix: NDArray[np.float32],
        metadata: Sequence[Mapping[str, str | int]],
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Put vectors in; ones that are there are replaced.  Raises Unavailable."""
        for start in range(0, len(keys), BATCH):
            part = list(keys[start : start + BATCH])
            vectors = dict(zip(part, matrix[start : start + BATCH], strict=True))
            with self._guard(), self._lock:
                store = self._store(embedder_sidik)
                store._embedding_function = _Table(vectors)  # type: ignore[assignment]
                metas = [dict(m) for m in metadata[start : start + BATCH]]
                store.add_texts(part, metadatas=metas, ids=part)
            if progress:
                progress(start + len(part))

    def delete(self, embedder_sidik: str, keys: Sequence[str]) -> None:
        """Take vectors out; unknown keys are no error.  Raises Unavailable."""
        for start in range(0, len(keys), BATCH):
            with self._guard(), self._lock:
                self._store(embedder_sidik).delete(ids=list(keys[start : start + BATCH]))

    def keys(self, embedder_sidik: str) -> set[str]:
        """All keys of a collection.  Raises Unavailable."""
        found: set[str] = set()
        with self._guard(), self._lock:
            store = self._store(embedder_sidik)
            while True:
                page = store.get(limit=BATCH, offset=len(found), include=[])["ids"]
                found.update(page)
                if len(page) < BATCH:
                    return found

    def count(self, embedder_sidik: str) -> int:
        with self._guard(), self._lock:
            self._store(embedder_sidik)
            client = self._open()
            return client.get_collection(collection_name(embedder_sidik), embedding_function=None).count()

    def drop_other_collections(self, keep: str | None) -> None:
        """Remove the collections of embedders that are used no longer (embedded only)."""
        wanted = None if keep is None else collection_name(keep)
        with self._guard(), self._lock:
            client = self._open()
            for collection in client.list_collections():
                if collection.name.startswith(PREFIX) and collection.name != wanted:
                    self._stores.pop(collection.name, None)
                    client.delete_collection(collection.name)

    def nearest(
        self, embedder_sidik: str, vector: SatuVektor, k: int, where: dict[str, Any] | None
    ) -> list[tuple[str, float]]:
        """Keys of the nearest entries with their cosine, best first.  Raises Unavailable."""
        if k <= 0:
            return []
        if self._down_until > time.monotonic():
            raise Unavailable(self.place, ConnectionError())
        values = [float(v) for v in vector]
        # Another thread, on an older or newer generation, may open the embedded one anew: not in between.
        with self._guard(), self._lock if self.is_embedded else nullcontext():
            store = self._store(embedder_sidik)
            found = store.similarity_search_by_vector_with_relevance_scores(values, k, filter=where)
        # Chroma gives the cosine distance.
        return [(document.page_content, 1.0 - float(distance)) for document, distance in found]

    def _store(self, embedder_sidik: str) -> Chroma:
        name = collection_name(embedder_sidik)
        with self._lock:
            store = self._stores.get(name)
            if store is None:
                from langchain_chroma import Chroma

                client = self._open()
                store = Chroma(
                    collection_name=name,
                    embedding_function=_Table({}),  # type: ignore[arg-type]
                    client=client,
                    collection_configuration=cast("Any", {"hnsw": HNSW}),
                )
                self._stores[name] = store
            return store

    def _open(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                import chromadb
                from chromadb.config import Settings

                self._was_opened = True
                settings = Settings(anonymized_telemetry=False)
                if self._folder is not None:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._client = chromadb.PersistentClient(path=str(self._folder), settings=settings)
                else:
                    self._client = _http_client(str(self._url), settings)
            return self._client

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Turns whatever Chroma, its HTTP client or its native part raises into Unavailable."""
        try:
            yield
        except Unavailable:
            raise
        except Exception as error:  # the edge to a library that raises at will
            self._failed(error)
            raise Unavailable(self.place, error) from error
        except BaseException as error:
            # A panic of the native part is no Exception; anything else (an interrupt) goes on.
            if type(error).__name__ != "PanicException":
                raise
            self._failed(error)
            raise Unavailable(self.place, error) from error

    def _failed(self, error: BaseException) -> None:
        log.warning("chroma at %s failed: %s: %s", self.place, type(error).__name__, error)
        if not self.is_embedded:
            self._down_until = time.monotonic() + PAUSE_S
            with self._lock:
                client, self._client = self._client, None
                self._stores.clear()
                if client is not None:
                    _close(client)


class _Stores:
    """One ChromaStore a place and process: an embedded Chroma must not be opened twice with two views."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._known: dict[tuple[str, int, str | None], ChromaStore] = {}

    def __call__(self, root: Path, number: int, url: str | None) -> ChromaStore:
        """The store of an index folder: its embedded Chroma of this number, or the server."""
        key = (str(root.resolve()), 0 if url else number, url)
        with self._lock:
            store = self._known.get(key)
            if store is None:
                folder = None if url else root / "chroma" / str(number)
                store = self._known[key] = ChromaStore(folder=folder, url=url)
            return store

    def release(self, root: Path) -> None:
        """Close what is open of an index folder."""
        with self._lock:
            for key in [k for k in self._known if k[0] == str(root.resolve())]:
                self._known.pop(key).close()


chroma_store = _Stores()
PREFIX = "passages-"


def collection_name(embedder_sidik: str) -> str:
    """One collection an embedder: vectors of two models are never compared."""
    return f"{PREFIX}{fingerprint(embedder_sidik)[:24]}"


def _http_client(url: str, settings: Any) -> ClientAPI:
    """A client of a server that answers.  Chroma's own client waits without end for one that accepts the
    connection and is silent: so the server is asked first, and the client gets a limit."""
    import http.client

    import chromadb

    parts = urlsplit(url if "//" in url else f"http://{url}")
    ssl = parts.scheme == "https"
    host, port = parts.hostname or "localhost", parts.port or (443 if ssl else 8000)
    kind = http.client.HTTPSConnection if ssl else http.client.HTTPConnection
    probe = kind(host, port, timeout=PROBE_S)
    try:
        probe.request("GET", "/api/v2/heartbeat")
        probe.getresponse().read()
    finally:
        probe.close()
    client = chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=settings)
    for session in _sessions(client):
        session.timeout = ANSWER_S
    return client


def _sessions(client: ClientAPI) -> list[Any]:
    """The HTTP sessions of a client of a server, one of them of its inner admin client; Chroma gives no other
    way to them, and closes none."""
    clients = (client, getattr(client, "_admin_client", None))
    servers = (getattr(c, "_server", None) for c in clients)
    return [s for server in servers if (s := getattr(server, "_session", None)) is not None]


def _close(client: ClientAPI) -> None:
    sessions = _sessions(client)
    client.close()  # type: ignore[attr-defined]
    for session in sessions:
        session.close()
