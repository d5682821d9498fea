"""Renders the sentences of ``prompts/narasi`` into inline pieces of a draft.

A file of ``prompts/narasi`` holds the sentences of one topic, each in a Jinja
block with a speaking name.  A block may have equivalent wordings
(``melampaui``, ``melampaui__b``, ``melampaui__c``): which one is taken depends
on a key, so the same input gives the same draft.

Numbers do not pass through the templates as text: what a template prints is
replaced by a private-use character while it renders and put back afterwards as
the :class:`~bot.drafting.model.Angka` that it was.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.runtime import Context

from bot.drafting.model import Angka, Inline, Inlines, Komentar, Lengkapi, Polos
from bot.texts import TextError, Texts

FOLDER = "narasi"
VARIANT = "__"
_FIRST = 0xE000
_LAST = 0xF8FF
"""The private-use area: 6,400 places, far more than one sentence has pieces."""
_STORE = "potongan_"
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Tunda:
    """A variable that is made only when a sentence prints it, so that no unused number enters the ledger."""

    buat: Callable[[], Inlines | Inline | str]


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """Swap an inline piece for its marker; plain words go through."""
    if isinstance(value, Tunda):
        value = value.buat()
    if isinstance(value, str | Undefined):
        return str(value)  # of an undefined variable this raises UndefinedError
    if isinstance(value, Polos | Angka | Lengkapi | Komentar):
        value = (value,)
    if not isinstance(value, tuple):
        raise TextError(f"a sentence cannot print {type(value).__name__}")
    if not value:
        return ""
    store: list[Inlines] = context[_STORE]
    store.append(value)
    return chr(_FIRST + len(store) - 1)


def _inlines(value: Any) -> Inlines:
    if isinstance(value, Tunda):
        value = value.buat()
    if isinstance(value, str):
        return (Polos(value),) if value else ()
    return value if isinstance(value, tuple) else (value,)


def kapital(value: Any) -> Inlines:
    """The same words with a capital at the beginning."""
    pieces = _inlines(value)
    if pieces and isinstance(pieces[0], Polos) and pieces[0].teks:
        first = pieces[0]
        return (replace(first, teks=first.teks[0].upper() + first.teks[1:]), *pieces[1:])
    return pieces


def tebal(value: Any) -> Inlines:
    """The same words in bold."""
    return tuple(replace(p, tebal=True) if isinstance(p, Polos | Angka) else p for p in _inlines(value))


def berkurung(value: Any, isi: Any) -> Inlines:
    """``nama (isi)``; a name that ends in brackets of its own is followed by a word instead."""
    name, inner = _inlines(value), _inlines(isi)
    if not polos(name).endswith(")"):
        return merge((*name, Polos(" ("), *inner, Polos(")")))
    link = " sebesar " if polos(inner).endswith("%") else ", yaitu "
    return merge((*name, Polos(link), *inner))


@cache
def texts() -> Texts:
    """The texts of the narrative, compiled once per process."""
    loaded = Texts(FOLDER, finalize=_finalize)
    loaded.env.filters["kapital"] = kapital
    loaded.env.filters["tebal"] = tebal
    loaded.env.filters["berkurung"] = berkurung
    return loaded


def check() -> None:
    """Check every file: declared variables, and no digit in the words.  Raises TextError."""
    loaded = texts()
    loaded.check_all()
    for text in loaded.files.values():
        for node in loaded.env.parse(text.body).find_all(nodes.TemplateData):
            if any(ch.isdecimal() for ch in node.data):
                raise TextError(f"{text.id}: a digit stands in the text: {node.data.strip()!r}")


@cache
def _variants(text_id: str, block: str) -> tuple[str, ...]:
    names = texts().template(text_id).blocks
    found = [n for n in sorted(names) if n == block or n.startswith(block + VARIANT)]
    if block not in names:
        raise TextError(f"{text_id}: no block {block!r}")
    return tuple(found)


def stable_hash(key: str) -> int:
    """A hash that is the same in every run and on every machine."""
    return zlib.crc32(key.encode())


def has(topic: str, block: str) -> bool:
    """Whether a topic has a sentence of that name."""
    return block in texts().template(f"{FOLDER}/{topic}").blocks


def tulis(topic: str, block: str, kunci: str | int = 0, /, **variables: Any) -> Inlines:
    """Render one sentence.  ``kunci`` chooses among equivalent wordings.

    Raises TextError for an unknown topic or block, jinja2's UndefinedError for a missing variable.
    """
    number = kunci if isinstance(kunci, int) else stable_hash(kunci)
    text_id = f"{FOLDER}/{topic}"
    names = _variants(text_id, block)
    name = names[number % len(names)]
    return _render(text_id, name, variables) if variables else _fixed(text_id, name)


@cache
def _fixed(text_id: str, name: str) -> Inlines:
    """A sentence without variables is the same every time."""
    return _render(text_id, name, {})


def _render(text_id: str, name: str, variables: dict[str, Any]) -> Inlines:
    template = texts().template(text_id)
    store: list[Inlines] = []
    variables[_STORE] = store
    # Built by hand: new_context copies the globals and all blocks, half the cost of a sentence, and
    # these sentences use neither.
    context = Context(template.environment, variables, template.name, {})
    rendered = "".join(template.blocks[name](context))
    return _split(_SPACE.sub(" ", rendered).strip(), store)


def _split(rendered: str, store: Sequence[Inlines]) -> Inlines:
    """Put the pieces back in the place of their markers."""
    pieces: list[Inline] = []
    end = 0
    for match in _MARK.finditer(rendered):
        if match.start() > end:
            pieces.append(Polos(rendered[end : match.start()]))
        index = ord(match.group()) - _FIRST
        if index < len(store):
            pieces += store[index]
        end = match.end()
    if end < len(rendered):
        pieces.append(Polos(rendered[end:]))
    return merge(tuple(pieces))


def merge(pieces: Inlines) -> Inlines:
    """Join neighbouring plain pieces of the same style, and drop empty ones."""
    merged: list[Inline] = []
    for piece in pieces:
        if type(piece) is Polos:
            if not piece.teks:
                continue
            last = merged[-1] if merged else None
            if type(last) is Polos and last.tebal == piece.tebal and last.miring == piece.miring:
                merged[-1] = Polos(last.teks + piece.teks, last.tebal, last.miring)
                continue
        merged.append(piece)
    return tuple(merged)


def gabung(*sentences: Inlines) -> Inlines:
    """Sentences of one paragraph, with a space between; empty ones are left out."""
    pieces: list[Inline] = []
    for sentence in sentences:
        if sentence:
            if pieces:
                pieces.append(Polos(" "))
            pieces += sentence
    return merge(tuple(pieces))


def polos(inlines: Inlines) -> str:
    """The words of inline pieces, as they are read (comments left out)."""
    words: list[str] = []
    for piece in inlines:
        if isinstance(piece, Polos | Angka):
            words.append(piece.teks)
        elif isinstance(piece, Komentar):
            words.append(polos(piece.pada))
        else:
            words.append(f"[LENGKAPI: {polos(piece.isi)}]")
    return "".join(words)
