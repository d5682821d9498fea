"""The known questions: what people ask, and the statement that answers it (``pertanyaan/*.jsonl``).

They were written from the passages, independently of the question sets that measure.  They help to choose the
statement that answers a question like them, and weights are fitted on them.  A pair names its statement by
passage, number and first words: passages are edited, and the words find a statement again that has moved.  A
question without a passage is known to have no answer here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from knowledge.model import Passage
from knowledge.sources.galat import SourceError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Kunci = tuple[str, int]
"""A statement: the id of its passage and its number there, from 0."""
ALIKE = 0.6
"""Share of first words that a reworded statement of the same passage and aspect still has."""
WHOLE = -1
"""In place of the number of a statement: some statement of the passage."""
HELD_OUT = 5
"""One passage in so many is held out, with all its questions."""


@dataclass(frozen=True, slots=True)
class Petunjuk:
    """Where the answer stood when the pair was written."""

    passage_id: str
    nomor: int
    kalimat: str = ""
    """The first words of the statement; empty where only the number is known."""
    aspek: str = ""


@dataclass(frozen=True, slots=True)
class Latih:
    """One known question."""

    pertanyaan: str
    gaya: str
    petunjuk: tuple[Petunjuk, ...]
    """The statement that answers, then others that answer as well; empty where a refusal is due."""

    @property
    def tolak(self) -> bool:
        return not self.petunjuk

    @property
    def disisihkan(self) -> bool:
        """Whether it is held out: by its passage, so that no two halves share a statement."""
        by = self.petunjuk[0].passage_id if self.petunjuk else self.pertanyaan
        return int(sha256(by.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def shipped_questions(root: Traversable | None = None) -> tuple[Latih, ...]:
    """All known questions, in the order of their files; ``root`` is their folder, by default the shipped one.
    Raises ``SourceError``, also where a question stands there twice."""
    folder = root or files("knowledge.sources").joinpath("pertanyaan")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".jsonl"))
    seen: dict[str, str] = {}
    found: list[Latih] = []
    for name in names:
        for line, one in _numbered(folder.joinpath(name)):
            key = " ".join(_words(one.pertanyaan))
            if key in seen:
                raise SourceError(name, line, f"pertanyaan yang sama sudah ada di {seen[key]}")
            seen[key] = f"{name}:{line}"
            found.append(one)
    return tuple(found)


def read_questions(file: Traversable) -> tuple[Latih, ...]:
    """The questions of a JSON Lines file.  Raises ``SourceError`` with the line that is none."""
    return tuple(one for _, one in _numbered(file))


def _numbered(file: Traversable) -> Iterator[tuple[int, Latih]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield number, _from_record(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise SourceError(file.name, number, f"bukan pertanyaan yang dikenal: {error}") from error


def _from_record(record: Mapping[str, Any]) -> Latih:
    """Raises ValueError, TypeError or KeyError where fields lack or are of another kind."""
    question = record["question"]
    if not isinstance(question, str) or not _words(question):
        raise ValueError("question kosong")
    if record["passage_id"] is None:
        return Latih(question, str(record.get("style", "")), ())
    number = record["nomor"]
    if not isinstance(number, int) or number < 0:
        raise ValueError("nomor bukan bilangan dari 0")
    sentence = str(record.get("kalimat") or "")
    first = Petunjuk(str(record["passage_id"]), number, sentence, str(record.get("aspek") or ""))
    others = (Petunjuk(str(i), int(n)) for i, n in record.get("juga") or ())
    return Latih(question, str(record.get("style", "")), (first, *others))


class Penunjuk:
    """Finds the statements of training questions in the passages of today."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._by_id = {p.id: p for p in passages}
        self._by_words: dict[str, list[Kunci]] = {}
        for passage in self._by_id.values():
            for number, one in enumerate(passage.pernyataan):
                self._by_words.setdefault(_start(one.teks, OPENING), []).append((passage.id, number))

    def find(self, one: Latih) -> tuple[Kunci, ...]:
        """The statements that answer, those that are gone left out."""
        found = (self._find(place) for place in one.petunjuk)
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def place(self, one: Latih) -> Kunci | None:
        """The statement that answers; where only its passage is known today, that with the number WHOLE."""
        found = self.find(one)
        if found:
            return found[0]
        homes = (p.passage_id for p in one.petunjuk if p.passage_id in self._by_id)
        return next(((home, WHOLE) for home in homes), None)

    def _find(self, place: Petunjuk) -> Kunci | None:
        passage = self._by_id.get(place.passage_id)
        if passage is not None:
            number = _number(passage, place)
            if number is not None:
                return passage.id, number
        opening = _words(place.kalimat)[:OPENING]
        if len(opening) < OPENING:
            return None
        elsewhere = self._by_words.get(" ".join(opening), [])
        source = place.passage_id.partition("#")[0]
        return next((key for key in elsewhere if key[0].partition("#")[0] == source), None)


OPENING = 5
"""First words by which a statement is looked for in other passages of its source."""


def _number(passage: Passage, place: Petunjuk) -> int | None:
    statements = passage.pernyataan
    wanted = _words(place.kalimat)
    if not wanted:
        return place.nomor if place.nomor < len(statements) else None
    order = sorted(range(len(statements)), key=lambda n: (n != place.nomor, n))
    for number in order:
        if _words(statements[number].teks)[: len(wanted)] == wanted:
            return number
    alike = [
        (_shared(wanted, _words(statements[n].teks)[: len(wanted) + 3]), -abs(n - place.nomor), n)
        for n in order
        if statements[n].aspek == place.aspek
    ]
    best = max(alike, default=(0.0, 0, 0))
    return best[2] if best[0] >= ALIKE else None


def _shared(wanted: Sequence[str], words: Sequence[str]) -> float:
    return sum(w in words for w in wanted) / len(wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _start(text: str, count: int) -> str:
    return " ".join(_words(text)[:count])
