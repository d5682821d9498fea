"""The shipped model's loader: numpy and tokenizers, no torch."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.embedding.folder import NORMALIZE, STATIC, read_safetensors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Floats = NDArray[np.float32]

TINY = 1e-12
BATCH = 512
"""Texts that are tokenised at once: bounds the memory."""


class StaticEmbedder:
    """Implements ``Embedder``: the mean of the vectors of a text's pieces, of unit length.

    Reading is safe from several threads.  A text without any known piece is the zero vector, which has the
    cosine 0 with every other."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        table: NDArray[Any],
        factors: Floats | None,
        *,
        sidik: str,
        bobot: float,
        prompts: Mapping[str, str] | None = None,
    ) -> None:
        """``table`` holds one row a piece; eight-bit rows are multiplied by their ``factors``."""
        self._tokenizer, self._table, self._factors = tokenizer, table, factors
        self._sidik, self._bobot = sidik, bobot
        prompts = prompts or {}
        self._query = prompts.get("query", "")
        self._passage = prompts.get("document", prompts.get("passage", ""))

    @property
    def sidik(self) -> str:
        return self._sidik

    @property
    def dimensi(self) -> int:
        return int(self._table.shape[1])

    @property
    def bobot(self) -> float:
        return self._bobot

    def embed_queries(self, texts: Sequence[str]) -> Floats:
        return self._embed(self._query, texts)

    def embed_passages(self, texts: Sequence[str]) -> Floats:
        return self._embed(self._passage, texts)

    def _embed(self, prefix: str, texts: Sequence[str]) -> Floats:
        import numpy as np

        found = np.zeros((len(texts), self.dimensi), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            part = [prefix + text for text in texts[start : start + BATCH]]
            for row, one in enumerate(
                self._tokenizer.encode_batch_fast(part, add_special_tokens=False), start
            ):
                if one.ids:
                    found[row] = self._mean(one.ids)
        return found

    def _mean(self, ids: list[int]) -> Floats:
        import numpy as np

        rows = self._table[ids].astype(np.float32)
        if self._factors is not None:
            rows *= self._factors[ids][:, None]
        # One row after the other, as torch adds them: the last bits are then the same too.
        mean: Floats = rows.sum(axis=0) / np.float32(len(ids))
        length = float(np.linalg.norm(mean))
        return mean / np.float32(length) if length > TINY else np.zeros_like(mean)


def is_static(folder: Path) -> bool:
    """Whether a folder holds a model of just static vectors, which needs no torch."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        paths = [str(module["path"]) for module in modules]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) and paths[0] in {STATIC, ""}


def read_static(folder: Path, *, bobot: float) -> StaticEmbedder:
    """Load a static model.  Raises ``OSError`` and ``ValueError`` where files lack or are damaged."""
    from tokenizers import Tokenizer

    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    static = folder / str(modules[0]["path"])
    vectors, pieces = static / "model.safetensors", static / "tokenizer.json"
    config_path = folder / "config_sentence_transformers.json"
    config = json.loads(config_path.read_text(encoding="utf-8")) if config_path.is_file() else {}
    prompts = {str(k): str(v) for k, v in (config.get("prompts") or {}).items()}
    text = pieces.read_text(encoding="utf-8")
    digest = sha256(text.encode())
    digest.update(vectors.read_bytes())
    digest.update(repr(sorted(prompts.items())).encode())
    try:
        tokenizer = Tokenizer.from_str(text)
    except Exception as error:  # tokenizers raises the bare class for a file it cannot read
        raise ValueError(f"tokenizer.json cannot be read: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    table, factors = _vectors(read_safetensors(vectors), tokenizer.get_vocab_size())
    return StaticEmbedder(
        tokenizer, table, factors, sidik=f"statis-{digest.hexdigest()[:32]}", bobot=bobot, prompts=prompts
    )


def _vectors(arrays: Mapping[str, NDArray[Any]], size: int) -> tuple[NDArray[Any], Floats | None]:
    """The table and its factors, in each of the forms that sentence-transformers reads."""
    import numpy as np

    if "embedding.weight" in arrays:
        table, factors = arrays["embedding.weight"], None
    elif "embeddings" in arrays and "mapping" not in arrays:
        table = arrays["embeddings"]
        factors = np.asarray(arrays["weights"], dtype=np.float32) if "weights" in arrays else None
    else:
        raise ValueError("model.safetensors holds no table of vectors")
    if table.ndim != 2 or len(table) < size or (factors is not None and len(factors) != len(table)):
        raise ValueError("tokenizer.json and model.safetensors do not belong together")
    return table, factors


__all__ = ["NORMALIZE", "StaticEmbedder", "is_static", "read_static"]
