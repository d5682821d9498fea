"""Inverted indices on disk: BM25 values of words, 4-grams of a vocabulary, places of passages."""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.letak import Letak

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

K1, B = 1.2, 0.6
GRAM = 4
LIKE = 0.5
"""Least share of 4-grams (Dice) at which two words are taken for forms of one another."""
NEIGHBOURS = 12
"""Most words of the vocabulary that one word of a question reaches."""
MARK = "\x1f"
"""Begins the words of a document that stand for its place; no text has it."""


class Documents:
    """Documents as numbers of words, as bm25s takes them: a tenth of the memory of the words."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.rows: list[array[int]] = []

    def add(self, words: Iterable[str]) -> None:
        ids = self.ids
        self.rows.append(array("i", [ids.setdefault(word, len(ids)) for word in words]))

    def without_places(self) -> tuple[Documents, list[tuple[int, str]]]:
        """These documents without the words that stand for places, and those as (row, place)."""
        import numpy as np

        places = {number: word for word, number in self.ids.items() if word.startswith(MARK)}
        if not places:
            return self, []
        rest = Documents()
        rest.ids = {w: n for n, w in enumerate(w for w in self.ids if not w.startswith(MARK))}
        renumbered = np.array([rest.ids.get(word, -1) for word in self.ids], dtype=np.int32)
        found: list[tuple[int, str]] = []
        for row, document in enumerate(self.rows):
            numbers = np.frombuffer(document, dtype=np.int32)
            fresh = renumbered[numbers]
            found.extend((row, places[int(n)]) for n in numbers[fresh < 0])
            kept = array("i")
            kept.frombytes(fresh[fresh >= 0].tobytes())
            rest.rows.append(kept)
        return rest, found


def gram_documents(words: Documents) -> Documents:
    """The character 4-grams of documents, also over the space between two words: "n ki" of a phrase."""
    import numpy as np

    spelled = [word.encode("latin-1", "replace") for word in words.ids]
    parts: list[NDArray[Any]] = [np.zeros(0, dtype=np.uint32)]
    ends = [0]
    for row in words.rows:
        text = np.frombuffer(b" " + b" ".join(map(spelled.__getitem__, row)) + b" ", dtype=np.uint8)
        wide = text.astype(np.uint32)
        parts.append(wide[:-3] << 24 | wide[1:-2] << 16 | wide[2:-1] << 8 | wide[3:])
        ends.append(ends[-1] + len(parts[-1]))
    codes, numbers = np.unique(np.concatenate(parts), return_inverse=True)
    numbers = numbers.astype(np.int32)
    result = Documents()
    result.ids = {int(code).to_bytes(4, "big").decode("latin-1"): n for n, code in enumerate(codes)}
    for start, end in pairwise(ends):
        row = array("i")
        row.frombytes(numbers[start:end].tobytes())
        result.rows.append(row)
    return result


def text_grams(words: Sequence[str]) -> list[str]:
    """The 4-grams of a question's words, as ``gram_documents`` has them, with repetitions."""
    text = " ".join(["", *words, ""]).encode("latin-1", "replace").decode("latin-1")
    return [text[i : i + GRAM] for i in range(len(text) - GRAM + 1)]


class Postings:
    """An inverted index with BM25 values as bm25s computes them, read column by column."""

    def __init__(self, ids: Mapping[str, int], data: Floats, indices: Ints, indptr: Ints, size: int) -> None:
        self.ids = ids
        self._data, self._indices, self._indptr = data, indices, indptr
        self._starts: memoryview[int] = memoryview(indptr)  # type: ignore[arg-type]  # read one by one
        self.size = size
        self._idf: dict[int, float] = {}

    @classmethod
    def build(cls, documents: Documents) -> Postings:
        import bm25s
        import numpy as np

        ids, rows = documents.ids, documents.rows
        if not ids:
            empty = np.zeros(0, np.int32)
            return cls({}, np.zeros(0, np.float32), empty, np.zeros(1, np.int32), len(rows))
        engine = bm25s.BM25(k1=K1, b=B, method="lucene")
        engine.index((rows, ids), create_empty_token=False, show_progress=False)
        found = engine.scores
        return cls(ids, found["data"], found["indices"], found["indptr"], len(rows))

    @classmethod
    def build_at_once(cls, documents: Documents) -> Postings:
        """What ``build`` gives (a test compares the two), for all documents at once instead of one after the
        other: 4-grams are many, and are counted anew whenever a passage is added."""
        import numpy as np

        sizes = np.array([len(row) for row in documents.rows], dtype=np.int64)
        count, number = len(documents.rows), len(documents.ids)
        empty = np.zeros(0, np.int32)
        flat = np.concatenate([empty, *(np.frombuffer(row, dtype=np.int32) for row in documents.rows)])
        pairs = flat.astype(np.int64) * count + np.repeat(np.arange(count), sizes)
        pairs, often = np.unique(pairs, return_counts=True)
        words, rows = np.divmod(pairs, count) if count else (pairs, pairs)
        found = np.bincount(words, minlength=number)
        idf = np.log(1 + (count - found + 0.5) / (found + 0.5)).astype(np.float32)
        length = K1 * (1 - B + B * sizes / max(float(sizes.mean()) if count else 0.0, 1e-9))
        values = idf[words] * (often / (often + length[rows]))
        indptr = np.concatenate([[0], np.cumsum(found)]).astype(np.int32)
        return cls(documents.ids, values.astype(np.float32), rows.astype(np.int32), indptr, count)

    @classmethod
    def counted(cls, documents: Documents) -> Postings:
        """Without values: only in how many documents each word is (``frequencies``).  Ten times as fast."""
        import numpy as np

        rows = [np.unique(np.frombuffer(row, dtype=np.int32)) for row in documents.rows]
        counts = np.bincount(np.concatenate([np.zeros(0, np.int32), *rows]), minlength=len(documents.ids))
        indptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return cls(documents.ids, np.zeros(0, np.float32), np.zeros(0, np.int32), indptr, len(rows))

    def save(self, folder: Path) -> None:
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        for name, values in (("data", self._data), ("indices", self._indices), ("indptr", self._indptr)):
            np.save(folder / f"{name}.npy", values, allow_pickle=False)
        state = {"jumlah": self.size, "kata": list(self.ids)}
        (folder / "kata.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Postings:
        state = json.loads((folder / "kata.json").read_text(encoding="utf-8"))
        arrays = [_mapped(folder / f"{name}.npy") for name in ("data", "indices", "indptr")]
        ids = {word: number for number, word in enumerate(state["kata"])}
        return cls(ids, arrays[0], arrays[1], arrays[2], state["jumlah"])

    def column(self, word: str) -> tuple[Ints, Floats]:
        """Rows in rising order, and their BM25 values."""
        number = self.ids.get(word)
        if number is None:
            return self._indices[:0], self._data[:0]
        start, end = self._starts[number], self._starts[number + 1]
        return self._indices[start:end], self._data[start:end]

    def count(self, word: str) -> int:
        """In how many documents a word is."""
        number = self.ids.get(word)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]

    def total(self, words: Iterable[str]) -> Floats:
        """Sum of the BM25 values of words, for every document."""
        return self.total_and_reach(words, self.size)[0]

    def total_and_reach(self, words: Iterable[str], most: int) -> tuple[Floats, float]:
        """Sum of the BM25 values of words, for every document, and the sum of their idf; words that more than
        ``most`` documents have are passed over."""
        import numpy as np

        starts, number_of = self._starts, self.ids.get
        reach, parts = 0.0, []
        for word in words:
            number = number_of(word)
            start, end = (0, 0) if number is None else (starts[number], starts[number + 1])
            if end - start <= most:
                reach += self._rarity(end - start)
                if end > start:
                    parts.append(slice(start, end))
        total = np.zeros(self.size, dtype=np.float32)
        if len(parts) == 1:
            total[self._indices[parts[0]]] += self._data[parts[0]]
        elif parts:
            # One word after the other, so that the last bits do not depend on how it is added.
            rows = np.concatenate([self._indices[part] for part in parts])
            np.add.at(total, rows, np.concatenate([self._data[part] for part in parts]))
        return total, reach

    def idf(self, word: str) -> float:
        """As BM25 (lucene) has it: ln(1 + (N - n + 0,5) / (n + 0,5)); highest for an unknown word."""
        return self._rarity(self.count(word))

    def _rarity(self, count: int) -> float:
        known = self._idf.get(count)
        if known is None:
            known = self._idf[count] = math.log(1 + (self.size - count + 0.5) / (count + 0.5))
        return known

    def frequencies(self) -> dict[str, int]:
        ends = self._indptr.tolist()
        return {word: ends[n + 1] - ends[n] for word, n in self.ids.items()}


class Grams:
    """Character 4-grams of a vocabulary: which words look like another."""

    def __init__(self, words: Sequence[str], ids: Mapping[str, int], arrays: Sequence[Any]) -> None:
        self._words, self._ids = words, ids
        self._indices, self._indptr, self._counts = arrays

    @classmethod
    def build(cls, words: Sequence[str]) -> Grams:
        import numpy as np

        columns: dict[str, list[int]] = {}
        counts = np.zeros(len(words), dtype=np.int32)
        for number, word in enumerate(words):
            grams = _grams(word)
            counts[number] = len(grams)
            for gram in grams:
                columns.setdefault(gram, []).append(number)
        indptr = np.zeros(len(columns) + 1, dtype=np.int32)
        indptr[1:] = np.cumsum([len(c) for c in columns.values()]) if columns else indptr[1:]
        flat = [n for column in columns.values() for n in column]
        ids = {gram: number for number, gram in enumerate(columns)}
        return cls(words, ids, (np.asarray(flat, dtype=np.int32), indptr, counts))

    def save(self, folder: Path) -> None:
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        for name, values in zip(("indices", "indptr", "counts"), self._arrays(), strict=True):
            np.save(folder / f"{name}.npy", values, allow_pickle=False)
        state = {"gram": list(self._ids), "kata": list(self._words)}
        (folder / "gram.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    def _arrays(self) -> tuple[Any, Any, Any]:
        return self._indices, self._indptr, self._counts

    @classmethod
    def load(cls, folder: Path) -> Grams:
        state = json.loads((folder / "gram.json").read_text(encoding="utf-8"))
        arrays = [_mapped(folder / f"{name}.npy") for name in ("indices", "indptr", "counts")]
        return cls(state["kata"], {gram: n for n, gram in enumerate(state["gram"])}, arrays)

    def like(self, word: str) -> list[tuple[str, float]]:
        """Words of the vocabulary that share at least ``LIKE`` of the 4-grams (Dice), best first."""
        import numpy as np

        grams = _grams(word)
        parts = [
            self._indices[self._indptr[n] : self._indptr[n + 1]]
            for gram in grams
            if (n := self._ids.get(gram)) is not None
        ]
        if not parts:
            return []
        found, shared = np.unique(np.concatenate(parts), return_counts=True)
        dice = 2 * shared / (len(grams) + self._counts[found])
        order = np.argsort(-dice, kind="stable")[:NEIGHBOURS]
        return [(self._words[found[i]], float(dice[i])) for i in order if dice[i] >= LIKE]


class Places:
    """Which passages lie at, or inside, a place."""

    def __init__(self, ids: Mapping[str, int], indices: Ints, indptr: Ints) -> None:
        self._ids, self._indices, self._indptr = ids, indices, indptr

    @classmethod
    def build(cls, found: Iterable[tuple[int, str]]) -> Places:
        """From (row, place), rows rising."""
        import numpy as np

        columns: dict[str, list[int]] = {}
        for row, place in found:
            columns.setdefault(place, []).append(row)
        ends = np.cumsum([0, *(len(column) for column in columns.values())])
        flat = [row for column in columns.values() for row in column]
        ids = {place: number for number, place in enumerate(columns)}
        return cls(ids, np.asarray(flat, dtype=np.int32), ends.astype(np.int32))

    def save(self, folder: Path) -> None:
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "indices.npy", self._indices, allow_pickle=False)
        np.save(folder / "indptr.npy", self._indptr, allow_pickle=False)
        (folder / "letak.json").write_text(json.dumps(list(self._ids), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Places:
        names = json.loads((folder / "letak.json").read_text(encoding="utf-8"))
        arrays = [_mapped(folder / f"{name}.npy") for name in ("indices", "indptr")]
        return cls({name: number for number, name in enumerate(names)}, arrays[0], arrays[1])

    def rows(self, place: str) -> Ints:
        """Rows of the passages that a place word stands for, rising."""
        number = self._ids.get(place)
        if number is None:
            return self._indices[:0]
        return self._indices[int(self._indptr[number]) : int(self._indptr[number + 1])]


Step = tuple[str, str]


def place_word(path: Sequence[Step], *, exact: bool = False) -> str:
    """The word of a place: of all passages at it or inside it, or only of those exactly at it."""
    return f"{MARK}{'=' if exact else '<'}" + "|".join(f"{unit} {number}" for unit, number in path)


def place_words(letak: Letak) -> list[str]:
    """The words of a passage's place: each place it lies in, and the place itself.

    A form (Anak Lampiran II/1) also lies in its Lampiran (II), and a Bab or Pasal is also found without
    what stands before it."""
    own = letak.key()
    found = [place_word(own, exact=True)] if own else []
    for path in _paths(own):
        found.extend(place_word(path[:size]) for size in range(1, len(path) + 1))
    return list(dict.fromkeys(found))


def _paths(own: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    yield own
    if not own:
        return
    unit, number = own[0]
    if unit == "anak lampiran":
        yield (("lampiran", number.split("/")[0]), *own[1:])
    for start in range(1, len(own)):
        if own[start][0] in {"bab", "pasal", "anak lampiran"}:
            yield own[start:]


def _grams(word: str) -> list[str]:
    """Distinct 4-grams of a word with its borders; a short word is one gram."""
    framed = f"#{word}#"
    return list(dict.fromkeys(framed[i : i + GRAM] for i in range(max(1, len(framed) - GRAM + 1))))


def _mapped(path: Path) -> Any:
    import numpy as np

    if path.stat().st_size < 200_000:
        return np.load(path, allow_pickle=False)
    # As a plain array: each slice of numpy's own class for maps costs several times as much.
    return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
