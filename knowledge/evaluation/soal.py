"""The question sets: what is asked, what a right answer says, and where it may be found."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import KnowledgeError
from knowledge.evaluation.tempat import Tempat
from knowledge.letak import parse_letak

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

TALA, UJI, DEV = "tala", "uji", "dev"
"""The tuning half, the test half, and the development questions beside the repository."""


@dataclass(frozen=True, slots=True)
class Soal:
    """One question and how its answer is judged (format: ``data/README.md``)."""

    id: str
    pertanyaan: str
    sebelumnya: tuple[str, ...] = ()
    """What the same person asked before, oldest first."""
    tolak: bool = False
    """A refusal is due, no answer."""
    tempat: tuple[Tempat, ...] = ()
    """Places of which one must be cited."""
    wajib: tuple[tuple[str, ...], ...] = ()
    """Groups of lower-case texts; the answer holds at least one of every group."""
    terlarang: tuple[str, ...] = ()
    gaya: str = ""
    """The register, or the kind of trap."""
    regulasi: str = ""
    acuan: str = ""
    """What a right answer says, for the reader of a report."""

    @property
    def utuh(self) -> str:
        """The question with what was asked before: a search has no memory of its own."""
        return " ".join((*self.sebelumnya, self.pertanyaan))


@dataclass(frozen=True, slots=True)
class Himpunan:
    """A named set of questions."""

    nama: str
    soal: tuple[Soal, ...]
    tertutup: bool = False
    """The test half: its single questions are not shown, so that nobody tunes on them."""

    @property
    def terjawab(self) -> tuple[Soal, ...]:
        """The questions that are to be answered and say where the answer stands."""
        return tuple(s for s in self.soal if not s.tolak and s.tempat)


def shipped_sets() -> tuple[Himpunan, Himpunan]:
    """The tuning half and the test half."""
    folder = files("knowledge.evaluation").joinpath("data")
    tala, uji = (folder.joinpath(f"soal_{name}.jsonl") for name in (TALA, UJI))
    return Himpunan(TALA, read_soal(tala)), Himpunan(UJI, read_soal(uji), tertutup=True)


def development_set(data: Path) -> Himpunan | None:
    """The development questions in a folder of material; None where there are none."""
    file = data / "soal" / "questions_dev.jsonl"
    return Himpunan(DEV, read_soal(file)) if file.is_file() else None


def read_soal(file: Path | Traversable) -> tuple[Soal, ...]:
    """The questions of a JSON Lines file.  Raises KnowledgeError ``soal-tidak-terbaca``, with the line."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise _broken(f"Berkas soal {file} tidak dapat dibaca") from None
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise _broken(f"Berkas soal {file} tidak memuat satu soal pun")
    return tuple(_soal(line, number, file.name) for number, line in rows)


def _soal(line: str, number: int, name: str) -> Soal:
    try:
        record = json.loads(line)
        if not isinstance(record, Mapping) or not isinstance(record["question"], str):
            raise TypeError
        return _from_record(record, number)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _broken(f"Baris {number} dalam berkas soal {name} bukan soal evaluasi yang lengkap") from None


def _from_record(record: Mapping[str, Any], number: int) -> Soal:
    expect = record["expect"]
    if expect not in {"answer", "refuse"}:
        raise ValueError(expect)
    return Soal(
        id=str(record.get("id", number)),
        pertanyaan=record["question"],
        sebelumnya=tuple(
            turn["question"] if isinstance(turn, Mapping) else str(turn) for turn in record.get("history", ())
        ),
        tolak=expect == "refuse",
        tempat=tuple(Tempat(p["sumber"], parse_letak(p["letak"])) for p in record.get("must_cite", ())),
        wajib=tuple(_texts(group) for group in record.get("must_contain", ())),
        terlarang=_texts(record.get("must_not_contain", ())),
        gaya=str(record.get("style", "")),
        regulasi=str(record.get("regulation", "")),
        acuan=str(record.get("gold_answer", "")),
    )


def _texts(group: Sequence[Any]) -> tuple[str, ...]:
    if isinstance(group, str) or not all(isinstance(text, str) for text in group):
        raise TypeError(group)
    return tuple(text.lower() for text in group)


def _broken(sentence: str) -> KnowledgeError:
    return KnowledgeError(
        "soal-tidak-terbaca",
        f"{sentence}.",
        'Tulis satu objek JSON per baris dengan "question", "expect" ("answer" atau "refuse"), "must_cite", '
        'dan "must_contain"; contohnya ada di knowledge/evaluation/data.',
    )
