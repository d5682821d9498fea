"""The sentences of the chat, in ``prompts/pesan/obrolan``, as Telegram's HTML.

Everything that is put into a template is escaped here, and only here, unless it is ``Markup`` already.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from markupsafe import Markup

from bot.texts import Texts

FOLDER = "pesan/obrolan"


@cache
def _texts() -> Texts:
    return Texts(FOLDER, autoescape=True)


def say(name: str, /, **variables: Any) -> Markup:
    """The text ``prompts/pesan/obrolan/<name>.md``.  Raises TextError for an unknown name."""
    return Markup(_texts().render(f"{FOLDER}/{name}", **variables))


def plain(name: str, /, **variables: Any) -> str:
    """The same for places without markup (a toast, a label, a placeholder): tags out, entities resolved."""
    return say(name, **variables).striptags()


def shorten(text: str, most: int) -> str:
    """A text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def check() -> None:
    """Compare every text's front matter with its body; raises TextError.  Called at start."""
    _texts().check_all()
