"""The model's folder, in the format of sentence-transformers: written by the training, read without torch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Floats = NDArray[np.float32]

STATIC = "0_StaticEmbedding"
NORMALIZE = "1_Normalize"
ORIGIN = "latihan.json"
_PACKAGE = "sentence_transformers.sentence_transformer.modules"
_DTYPES = {"F32": "<f4", "F16": "<f2", "I8": "|i1", "I64": "<i8", "I32": "<i4"}


def write_model(
    folder: Path, tokenizer: Tokenizer, table: Floats, origin: Mapping[str, object] | None = None
) -> None:
    """Write a folder that sentence-transformers (6.2 and later) and ``read_static`` read alike.

    The vectors are stored as eight-bit numbers with one factor a piece (``embeddings`` and ``weights``, the
    form of quantised model2vec files).  ``origin``: what it was made of, kept beside it."""
    import numpy as np

    factor = np.maximum(np.abs(table).max(axis=1), 1e-9) / np.float32(127)
    whole = np.clip(np.rint(table / factor[:, None]), -127, 127).astype(np.int8)
    static = folder / STATIC
    static.mkdir(parents=True, exist_ok=True)
    write_safetensors(
        static / "model.safetensors", {"embeddings": whole, "weights": factor.astype(np.float32)}
    )
    # Pieces one a line would double the file.
    content = json.loads(tokenizer.to_str())
    _write_json(static / "tokenizer.json", content, indent=None)
    modules = [
        {"idx": 0, "name": "0", "path": STATIC, "type": f"{_PACKAGE}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": NORMALIZE, "type": f"{_PACKAGE}.Normalize"},
    ]
    (folder / NORMALIZE).mkdir(exist_ok=True)
    _write_json(folder / NORMALIZE / "config.json", {})
    _write_json(folder / "modules.json", modules)
    config = {
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "default_prompt_name": None,
        "similarity_fn_name": "cosine",
    }
    _write_json(folder / "config_sentence_transformers.json", config)
    if origin is not None:
        _write_json(folder / ORIGIN, origin)


def _write_json(path: Path, content: Any, indent: int | None = 2) -> None:
    separators = (",", ":") if indent is None else None
    text = json.dumps(content, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8")


def write_safetensors(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Arrays in the safetensors format, in the order given."""
    import numpy as np

    names = {np.dtype(v).str: k for k, v in _DTYPES.items()}
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    parts: list[bytes] = []
    place = 0
    for name, array in arrays.items():
        body = np.ascontiguousarray(array).tobytes()
        span = [place, place + len(body)]
        header[name] = {"dtype": names[array.dtype.str], "shape": list(array.shape), "data_offsets": span}
        parts.append(body)
        place += len(body)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(len(head).to_bytes(8, "little") + head + b"".join(parts))


def read_safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a safetensors file, mapped, not copied.  Raises ``OSError`` and ``ValueError``."""
    import numpy as np

    with path.open("rb") as stream:
        size = int.from_bytes(stream.read(8), "little")
        if not 2 <= size <= min(path.stat().st_size - 8, 1 << 20):
            raise ValueError("no safetensors header")
        header = json.loads(stream.read(size))
    whole = np.memmap(path, dtype=np.uint8, mode="r", offset=8 + size)
    arrays: dict[str, NDArray[Any]] = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] not in _DTYPES:
            raise ValueError(f"numbers of an unknown kind: {entry['dtype']}")
        start, end = entry["data_offsets"]
        if not 0 <= start <= end <= len(whole):
            raise ValueError("the file is cut short")
        arrays[name] = whole[start:end].view(_DTYPES[entry["dtype"]]).reshape(entry["shape"])
    return arrays
