"""Loads the sentences in ``prompts/`` and renders them, sandboxed and checked.

Each file is Jinja2 below a TOML front matter between ``+++`` lines::

    +++
    id = "pesan/temuan/target-nol"
    versi = 1
    variabel = ["indikator", "sel"]
    +++
    Target {{ indikator }} bernilai nol …

The front matter names the variables that a caller must give.  ``check_all``
compares it with what the template really uses and is called at start and in
the tests, so that a missing placeholder is found before a user finds it.
Every text knows ``jenis_berkas``, the kinds of files that a table may come in.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import StrictUndefined, Template, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.berkas_tabel import sebut

FENCE = "+++"


class TextError(Exception):
    """A file in ``prompts/`` is malformed; a fault of ours, found at start."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """One parsed file of ``prompts/``."""

    id: str
    versi: int
    variabel: frozenset[str]
    meta: Mapping[str, Any]
    body: str


def parse(source: str, expected_id: str) -> TextFile:
    """Split front matter and body.  Raises TextError when either is missing or the id is not the path."""
    if not source.startswith(FENCE + "\n"):
        raise TextError(f"{expected_id}: no front matter")
    head, fence, body = source[len(FENCE) + 1 :].partition(f"\n{FENCE}\n")
    if not fence:
        raise TextError(f"{expected_id}: front matter is not closed")
    meta_ = tomllib.loads(head)
    if meta_.get("id") != expected_id:
        raise TextError(f"{expected_id}: id in the front matter is {meta_.get('id')!r}")
    return TextFile(
        id=expected_id,
        versi=int(meta_.get("versi", 0)),
        variabel=frozenset(meta_.get("variabel", [])),
        meta=meta_,
        body=body.strip("\n"),
    )


class Texts:
    """All texts below one folder of ``prompts/`` (``narasi``, ``pesan/temuan``, …)."""

    def __init__(
        self,
        folder: str,
        *,
        globals_: Mapping[str, Any] | None = None,
        finalize: Callable[..., Any] | None = None,
        autoescape: bool = False,
    ) -> None:
        self._folder = folder
        self._autoescape = autoescape
        self._globals = dict(globals_ or {})
        self._finalize = finalize

    @cached_property
    def env(self) -> ImmutableSandboxedEnvironment:
        env = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalize,
            autoescape=self._autoescape,
        )
        env.globals.update({"jenis_berkas": sebut(), **self._globals})
        return env

    @cached_property
    def files(self) -> Mapping[str, TextFile]:
        found: dict[str, TextFile] = {}
        root = files("prompts").joinpath(*self._folder.split("/"))
        for path, node in _walk(root, self._folder):
            found[path] = parse(node.read_text(encoding="utf-8"), path)
        return found

    @cached_property
    def _compiled(self) -> dict[str, Template]:
        return {}

    def template(self, text_id: str) -> Template:
        """The compiled template of a text.  Raises TextError for an unknown id."""
        if text_id not in self._compiled:
            if text_id not in self.files:
                raise TextError(f"{text_id}: no such text")
            self._compiled[text_id] = self.env.from_string(self.files[text_id].body)
        return self._compiled[text_id]

    def render(self, text_id: str, /, **variables: Any) -> str:
        """Render a text.  An undefined variable is an error, never an empty place in a sentence."""
        return self.template(text_id).render(**variables).strip()

    def check_all(self) -> None:
        """Compare each front matter with what its template uses; raises TextError."""
        for text in self.files.values():
            tree: nodes.Template = self.env.parse(text.body)
            used = meta.find_undeclared_variables(tree) - set(self._globals) - set(self.env.globals)
            if used != text.variabel:
                raise TextError(f"{text.id}: uses {sorted(used)}, front matter says {sorted(text.variabel)}")
            if text.versi < 1:
                raise TextError(f"{text.id}: versi is missing")

    @cached_property
    def version(self) -> str:
        """Hash over all texts of the folder, stored with every draft and answer."""
        digest = hashlib.sha256()
        for path in sorted(self.files):
            digest.update(path.encode() + b"\0" + self.files[path].body.encode() + b"\0")
        return digest.hexdigest()[:12]


def _walk(node: Traversable, path: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for child in sorted(node.iterdir(), key=lambda c: c.name):
        if child.is_dir():
            found += _walk(child, f"{path}/{child.name}")
        elif child.name.endswith(".md"):
            found.append((f"{path}/{child.name[:-3]}", child))
    return found


@cache
def pesan() -> Texts:
    """The short messages: temuan, questions, progress."""
    return Texts("pesan")
