"""What the model is trained on: articles of a corpus, and the shipped passages."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from knowledge.evaluation.latih import Latih, Penunjuk
from knowledge.model import Passage

MAX_LETTERS = 1600
"""What is read of an article; the rest of a long one says little more about its subject."""
FOLDS = 5
"""Parts of the training questions for cross-fitting."""
HELD_OUT = 40
"""One document in so many is never trained on: paraphrases are measured there."""
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.;:])\s+")


@dataclass(frozen=True, slots=True)
class Article:
    dokumen: str
    judul: str
    """Title of the document and of the chapter; may be empty."""
    teks: str
    penjelasan: str
    """The official explanation; empty where it says no more than that the article is clear."""


@dataclass(frozen=True, slots=True)
class Views:
    """A passage as its parts: each can stand for a question, the others for what it should find."""

    kunci: str
    """Passages of one place count as one: they are not held against each other."""
    bagian: tuple[str, ...]
    tanya: tuple[tuple[str, int | None], ...]
    """Texts that a question is made of, with the part that repeats them, if any."""
    kalimat: tuple[str, ...] = ()
    """The statements with their items."""


@dataclass(frozen=True, slots=True)
class Tanya:
    """A question that somebody wrote, and what answers it."""

    pertanyaan: str
    jawaban: tuple[tuple[int, int], ...]
    """Statements as number of the views and number of the statement there; the one meant comes first."""
    lipatan: int
    """0 to ``FOLDS`` - 1; questions whose answers have a passage in common are of one."""


def held_out(dokumen: str) -> bool:
    return int(hashlib.sha256(dokumen.encode()).hexdigest()[:8], 16) % HELD_OUT == 0


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON-lines file (``.xz`` or plain) with ``doc, title, bab, text, expl``, in its
    order.  Articles of less than forty letters are left out.  Raises ``OSError`` and
    ``ValueError``."""
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            row = json.loads(line)
            text = _SPACE.sub(" ", row["text"][:MAX_LETTERS]).strip()
            if len(text) < 40:
                continue
            title = _SPACE.sub(" ", f"{row.get('title', '')[:200]} {row.get('bab', '')[:120]}").strip()
            note = _SPACE.sub(" ", row.get("expl", "")[:800]).strip()
            clear = len(note) < 60 or "cukup jelas" in note[:40].lower()
            yield Article(row["doc"], title, text, "" if clear else note)


def sentences(text: str) -> list[str]:
    """Parts of a text at full stops, colons and semicolons, of at least twenty letters."""
    return [part for part in _SENTENCE.split(text) if len(part) >= 20]


def passage_views(passages: Sequence[Passage]) -> list[Views]:
    """Parts and questions of the passages that have statements."""
    found: list[Views] = []
    for passage in passages:
        statements = tuple(" ".join([one.teks, *one.butir]) for one in passage.pernyataan)
        parts: list[str] = [passage.judul]
        asks: list[tuple[str, int | None]] = [(passage.judul, 0)]
        for statement, whole in zip(passage.pernyataan, statements, strict=True):
            parts.append(whole)
            asks.append((statement.teks, len(parts) - 1))
            if statement.perihal:
                asks.append((statement.perihal, None))
            asks.extend((item, None) for item in statement.butir)
        for word in passage.kata:
            parts.append(word)
            asks.append((word, len(parts) - 1))
        if not passage.pernyataan:
            parts.append(passage.teks)
            asks.append((passage.teks, None))
        place = f"{passage.sumber_id} {passage.letak}" if passage.letak else passage.id
        found.append(Views(place, tuple(parts), tuple(asks), statements))
    return found


def written_questions(passages: Sequence[Passage], training: Sequence[Latih]) -> list[Tanya]:
    """The training questions that have an answer in the passages, which ``passage_views`` numbers alike."""
    find = Penunjuk(passages).find
    row = {passage.id: number for number, passage in enumerate(passages)}
    pairs = [(one.pertanyaan, answers) for one in training if (answers := find(one))]
    leader = {key: key for key in row}

    def lead(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for _, answers in pairs:
        for key, _ in answers[1:]:
            first, other = sorted((lead(answers[0][0]), lead(key)))
            leader[other] = first
    return [
        Tanya(text, tuple((row[key], n) for key, n in answers), _fold(lead(answers[0][0])))
        for text, answers in pairs
    ]


def training_hashes() -> dict[str, str]:
    """The files of training questions with the sha256 of their bytes."""
    folder = files("knowledge.sources").joinpath("pertanyaan")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name)
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in found}


def _fold(key: str) -> int:
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % FOLDS
