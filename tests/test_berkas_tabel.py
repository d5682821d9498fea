"""Every sentence names the same kinds of files, and they are those that are read."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from bot.berkas_tabel import JENIS, JUGA, sebut
from bot.chat.texts import plain
from bot.tables.intake import failures
from bot.tables.intake.detect import FAMILY, READABLE

AKAR = Path(__file__).resolve().parents[1]
NAMA = re.compile(r"\b(?:xlsx?|ods|csv)\b")
REFUSED = {".doc", ".xlsm", ".docm", ".xltx", ".dotx"}
"""Endings that are known and not asked for: old Word, macros, templates."""


def _texts(node: Traversable) -> list[Traversable]:
    found = []
    for child in node.iterdir():
        found += _texts(child) if child.is_dir() else [child] if child.name.endswith(".md") else []
    return found


def test_what_is_named_is_read_and_what_is_read_is_named() -> None:
    assert {f".{one}" for one in (*JENIS, *JUGA)} == FAMILY.keys() - REFUSED
    assert {FAMILY[f".{one}"] for one in (*JENIS, *JUGA)} <= READABLE


def test_no_prompt_has_a_list_of_its_own() -> None:
    wrong = []
    for text in _texts(files("prompts").joinpath("pesan")) + _texts(files("prompts").joinpath("jawaban")):
        body = text.read_text(encoding="utf-8").split("\n+++\n", 1)[1]
        if NAMA.search(body):
            wrong.append(text.name)
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("laporan/foto", {}),
        ("laporan/daftar", {"baris": []}),
        ("laporan/tanpa-tabel", {"tolak": []}),
        ("tanya/permintaan-draf", {}),
        ("umum/bukan-teks", {"jenis": "video"}),
        ("umum/bukan-teks", {"jenis": "dadu"}),
    ],
)
def test_a_person_is_told_every_kind(name: str, variables: dict[str, object]) -> None:
    assert "xlsx, xls, ods, csv, docx, atau pdf" in plain(name, **variables)


def test_a_refused_file_is_told_the_rest_as_well() -> None:
    told = failures.unknown("a.bin", "biner").saran or ""
    assert all(re.search(rf"\b{one}\b", told) for one in (*JENIS, *JUGA))
    assert sebut(("pdf",)) == "pdf"


def test_the_guides_name_the_same_kinds() -> None:
    for name in ("README.md", "docs/panduan/tabel.md", "docs/panduan/perencana.md"):
        text = (AKAR / name).read_text(encoding="utf-8").casefold()
        lists = [part for part in text.split("\n\n") if re.search(r"\bods\b", part)]
        assert lists, name
        for part in lists:
            assert {one for one in JENIS if not re.search(rf"\b{one}\b", part)} == set(), (name, part[:80])
