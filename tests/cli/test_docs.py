"""What README and guide say about the command line is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from bot.cli.commands import command
from bot.notes_file import NOTE_KEYS, TOP_KEYS, read_catatan
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "panduan").glob("*.md"))]
CALL = re.compile(r"^(?:\.venv/bin/)?lkjip (.+?)(?:\s+#.*)?$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)")


def _calls() -> list[tuple[str, str]]:
    return [
        (page.name, line)
        for page in PAGES
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
        for line in CALL.findall(block)
    ]


def _command(words: list[str]) -> tuple[Any, list[str]]:
    found: Any = command()
    while hasattr(found, "commands") and words and words[0] in found.commands:
        found = found.commands[words.pop(0)]
    return found, words


@pytest.mark.parametrize(("page", "line"), _calls())
def test_every_command_in_the_docs_exists_with_its_options(page: str, line: str) -> None:
    found, rest = _command(shlex.split(line))
    known = {opt for param in found.params for opt in param.opts}
    assert not hasattr(found, "commands") or not [w for w in rest if not w.startswith("-")], line
    assert {word.partition("=")[0] for word in rest if word.startswith("-")} <= known, (page, line)


def test_every_option_of_draf_is_in_its_page() -> None:
    page = (ROOT / "docs" / "panduan" / "draf.md").read_text(encoding="utf-8")
    for param in command().commands["draf"].params:
        if param.param_type_name == "option" and param.name not in {
            "help",
            "as_json",
            "lembar",
            "peta",
            "keluaran",
        }:
            assert param.opts[0] in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_make_verbs_are_six_and_the_readme_names_them() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert verbs is not None
    assert verbs.group(1).split() == ["run", "test", "lint", "types", "bench", "eval"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"make {verb}" in readme for verb in verbs.group(1).split())


def test_the_example_of_notes_is_valid_for_the_sample(sample: Path, tmp_path: Path) -> None:
    from bot.app import App

    page = (ROOT / "docs" / "panduan" / "catatan.md").read_text(encoding="utf-8")
    (tmp_path / "c.toml").write_text(page.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    catatan = read_catatan(tmp_path / "c.toml", App().read_all([sample]))
    assert catatan.identitas.pimpinan
    assert len(catatan.notes.indikator) == len(catatan.notes.sasaran) == len(catatan.notes.anggaran) == 1


def test_the_page_of_notes_names_every_key() -> None:
    page = (ROOT / "docs" / "panduan" / "catatan.md").read_text(encoding="utf-8")
    for key in (*TOP_KEYS, *NOTE_KEYS):
        assert f"`{key}`" in page or f"[{key}" in page, key


def test_every_pin_fits_the_lower_bounds() -> None:
    import tomllib

    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["dev"], *extras["openai"]]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    pins = {
        name.casefold().replace("_", "-"): version for name, _, version in (p.partition("==") for p in lines)
    }
    for text in wanted:
        requirement = Requirement(text)
        if requirement.name == project["name"]:
            continue  # the product itself with another extra
        assert requirement.specifier.contains(pins[requirement.name.casefold()]), text


def test_no_pin_pulls_torch() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8").casefold()
    assert "torch" not in text
    assert "nvidia" not in text
