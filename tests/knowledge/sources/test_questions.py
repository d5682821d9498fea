"""The known questions: their format, where they point to, and that they measure nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from knowledge.letak import Letak
from knowledge.model import Aspek, Jenis, Passage, Pernyataan
from knowledge.sources import SourceError, shipped
from knowledge.sources.questions import (
    WHOLE,
    Latih,
    Penunjuk,
    Petunjuk,
    read_questions,
    shipped_questions,
)

GOOD = {"question": "kapan a?", "passage_id": "s#a", "nomor": 0, "aspek": "tenggat", "kalimat": "A selesai"}
ALIKE = 90
"""Token ratio from which a known question nearly repeats one that measures."""


def _file(folder: Path, *rows: Mapping[str, object] | str, name: str = "satu.jsonl") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _passage(*texts: str) -> Passage:
    statements = tuple(Pernyataan(Aspek.TENGGAT, t) for t in texts)
    return Passage("s#a", "s", Jenis.REGULASI, Letak(), "A", "\n".join(texts), pernyataan=statements)


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        {},
        {"question": " ? ", "passage_id": None},
        {"question": "kapan a?", "passage_id": "s#a"},
        GOOD | {"nomor": -1},
        GOOD | {"nomor": "satu"},
        GOOD | {"juga": [["s#b"]]},
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, row: dict[str, object] | str) -> None:
    path = _file(tmp_path, GOOD, "", row)
    with pytest.raises(SourceError) as error:
        read_questions(path)
    assert (error.value.berkas, error.value.baris) == ("satu.jsonl", 3)


def test_the_same_question_twice_is_named_with_both_places(tmp_path: Path) -> None:
    _file(tmp_path, GOOD)
    _file(tmp_path, GOOD | {"question": "Kapan A"}, name="zwei.jsonl")
    with pytest.raises(SourceError, match=r"zwei\.jsonl:1: .*satu\.jsonl:1"):
        shipped_questions(tmp_path)


def test_a_question_without_a_passage_is_to_be_refused(tmp_path: Path) -> None:
    (one,) = read_questions(_file(tmp_path, {"question": "gaji ketua?", "passage_id": None}))
    assert one.tolak


def test_a_statement_is_found_again_by_its_first_words() -> None:
    one = Latih("kapan a?", "", (Petunjuk("s#a", 0, "A selesai bulan Maret", "tenggat"),))
    assert Penunjuk([_passage("Sisipan.", "A selesai bulan Maret tahun depan.")]).place(one) == ("s#a", 1)


def test_a_statement_that_is_gone_leaves_its_passage() -> None:
    one = Latih("kapan a?", "", (Petunjuk("s#a", 0, "A selesai bulan Maret", "tenggat"),))
    assert Penunjuk([_passage("Sama sekali lain isinya.")]).place(one) == ("s#a", WHOLE)
    assert Penunjuk([]).place(one) is None


def test_every_shipped_question_points_to_a_shipped_passage() -> None:
    place = Penunjuk(p for m in shipped() for p in m.passages).place
    asked = [one for one in shipped_questions() if not one.tolak]
    assert [one.pertanyaan for one in asked if place(one) is None] == []
    lost = sum((place(one) or ("", 0))[1] == WHOLE for one in asked)
    assert lost <= 0.03 * len(asked), "many statements were reworded: realign their questions"


@pytest.mark.parametrize("name", ["soal_tala.jsonl", "soal_uji.jsonl"])
def test_no_known_question_repeats_one_that_measures(name: str) -> None:
    lines = files("knowledge.evaluation").joinpath("data", name).read_text("utf-8").splitlines()
    measuring = [str(json.loads(line)["question"]).lower() for line in lines if line.strip()]
    known = [one.pertanyaan.lower() for one in shipped_questions()]
    scores = process.cdist(known, measuring, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    assert int((scores > 0).any(axis=1).sum()) == 0
