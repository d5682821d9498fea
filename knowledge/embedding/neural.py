"""Any sentence-transformers model, from a folder or from what was downloaded of a hub before.

Nothing is downloaded at run time.  Needs the extra ``[neural]``; torch is imported when a model is loaded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from knowledge.embedding.families import prefixes, weight_of
from knowledge.embedding.galat import no_folder, not_cached, not_installed, unreadable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
BATCH = 32
SAMPLE = 1 << 20
"""Bytes at the head and at the end of a large file that its fingerprint is made of."""


class NeuralEmbedder:
    """Implements ``Embedder``.  Safe from several threads: one encodes at a time."""

    def __init__(self, name: str, folder: Path, *, bobot: float | None = None) -> None:
        """Load the model of a folder; ``name`` is how the setting calls it.  Raises KnowledgeError."""
        if not is_installed():
            raise not_installed(name)
        self._lock = Lock()
        self._model = _load(name, folder)
        known = f"{name} {_own_name(folder)}"
        prompts = {str(k): str(v) for k, v in (self._model.prompts or {}).items() if v}
        self._query, self._passage = prefixes(known, prompts)
        self._bobot = weight_of(known) if bobot is None else bobot
        self._dimensi = len(self._encode("", ["."])[0])
        self._sidik = _sidik(folder, self._dimensi, self._query, self._passage)

    @property
    def sidik(self) -> str:
        return self._sidik

    @property
    def dimensi(self) -> int:
        return self._dimensi

    @property
    def bobot(self) -> float:
        return self._bobot

    @property
    def awalan(self) -> tuple[str, str]:
        """What is put before a query and before a passage."""
        return self._query, self._passage

    def embed_queries(self, texts: Sequence[str]) -> Floats:
        return self._encode(self._query, texts)

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        return self._encode(self._passage, texts)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Floats:
        import numpy as np

        if not texts:
            return np.zeros((0, self._dimensi), dtype=np.float32)
        with self._lock:
            found = self._model.encode(
                list(texts),
                prompt=prefix,  # also where it is empty: else the model's default prompt would be used
                batch_size=BATCH,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return np.nan_to_num(np.asarray(found, dtype=np.float32))


def is_installed() -> bool:
    """Whether the libraries of ``[neural]`` are there, without importing them."""
    return find_spec("sentence_transformers") is not None and find_spec("torch") is not None


def find_folder(name: str) -> Path:
    """The folder of a model: a path, or what the hub's cache on this machine has under a name.

    Raises KnowledgeError ``model-tidak-terbaca`` where there is none."""
    path = Path(name).expanduser()
    if path.is_dir():
        return path
    if not HUB_NAME.fullmatch(name) or name.startswith("."):
        raise no_folder(name)
    for full in (name,) if "/" in name else (f"sentence-transformers/{name}", name):
        cached = _cached(full)
        if cached is not None:
            return cached
    raise not_cached(name)


def _cached(name: str) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        folder = Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError):
        return None
    return folder if any(folder.rglob("*.json")) else None


def _load(name: str, folder: Path) -> Any:
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise no_folder(name)
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise not_installed(name) from error
    try:
        return SentenceTransformer(str(folder), local_files_only=True)
    except Exception as error:  # the edge to a library that raises at will for damaged files
        raise unreadable(name, error) from error


def _own_name(folder: Path) -> str:
    """The hub name that a folder's files remember, for the table of families; else the folder's name."""
    for file in ("config.json", "0_Transformer/config.json"):
        try:
            content = json.loads((folder / file).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(content, dict) and content.get("_name_or_path"):
            return str(content["_name_or_path"])
    return folder.name


def _sidik(folder: Path, dimension: int, query: str, passage: str) -> str:
    digest = sha256(repr((dimension, query, passage)).encode())
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in _PARTS):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as stream:
            digest.update(stream.read(SAMPLE))
            if size > 2 * SAMPLE:
                stream.seek(-SAMPLE, 2)
            digest.update(stream.read(SAMPLE))
    return f"neural-{digest.hexdigest()[:32]}"


_PARTS = frozenset({".json", ".txt", ".model", ".safetensors", ".bin"})
