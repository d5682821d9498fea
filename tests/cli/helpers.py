"""Runs the command line as a user does: a process of its own, its output, its exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from tests.bantu.induk import induk

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|missing|invalid|no such|try|help for|required|error|traceback"
    r"|got unexpected|does not exist|show this message)\b",
    re.IGNORECASE,
)
"""Words that a user of an Indonesian program should never meet, but in the names of options."""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Stdout as one JSON document; fails if anything else stands there."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        return self.out + self.err


def lkjip(
    *args: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, **kwargs: Any
) -> Ran:
    """Run ``lkjip`` with the arguments; never with a terminal.

    In a process that is started anew where the test changes more of it than our own settings.
    """
    if not kwargs and all(name.startswith("LKJIP_") for name in env or {}):
        return _forked(list(map(str, args)), cwd, {**os.environ, **(env or {})})
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())", *map(str, args)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        timeout=120,
        check=False,
        **kwargs,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _forked(args: list[str], cwd: Path | None, env: dict[str, str]) -> Ran:
    with open(os.devnull, "rb") as nothing, TemporaryFile() as out, TemporaryFile() as err:
        code = induk().jalankan(args, str(cwd or Path.cwd()), env, (nothing, out, err), 120)
        out.seek(0)
        err.seek(0)
        return Ran(code, out.read().decode("utf-8"), err.read().decode("utf-8"))


def assert_indonesian(text: str) -> None:
    """No English sentence of a library, and no traceback."""
    found = ENGLISH.search(re.sub(r"--?[a-z][a-z-]*|/\S+", "", text))
    assert found is None, f"{found.group()!r} in {text!r}"
