"""Messages that are no question: greetings, thanks, farewells, who-are-you, complaints, laughter, noise.

A message is small talk only where **every** word of it is (``data/percakapan.toml``): one word of a matter
makes it a question, so "pagi pak, deadline LKjIP kapan" never gets a greeting for an answer.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answering import wording
from bot.texts import Texts
from knowledge.index.model import Knowledge

MOST_WORDS = 24
"""A longer message says something; its words are not weighed."""
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_LAUGH = re.compile(
    r"(?:(?:wk)+w?|(?:kw)+k?|(?:ha){2,}h?|(?:he){2,}h?|(?:hi){2,}h?|(?:ho){2,}h?|(?:xi){2,}|awok\w{0,20}|ahaha\w{0,20})"
)
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz")


@cache
def table() -> dict[str, Any]:
    text = files("bot.answering").joinpath("data", "percakapan.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(section: str, name: str) -> frozenset[str]:
    return frozenset(table()[section][name].split())


@cache
def _texts() -> Texts:
    return Texts("jawaban/sapaan")


def say(kind: str) -> str:
    """The reply to a kind of small talk."""
    return _texts().render(f"jawaban/sapaan/{kind}")


def reply(message: str, knowledge: Knowledge) -> str | None:
    """The reply to a message that is no question; None for a question."""
    kind = kind_of(message, knowledge)
    return say(kind) if kind else None


def kind_of(message: str, knowledge: Knowledge) -> str | None:
    """What kind of small talk a message is: the name of a text in ``prompts/jawaban/sapaan``, or None."""
    said = _plain(message)
    if not said:
        return _wordless(message)
    if len(said) > MOST_WORDS:
        return None
    asks = said[-1] == "?" if said else False
    said = tuple(w for w in said if w[0].isalnum())
    if not said:
        return "kosong"
    laughs = tuple(w for w in said if _LAUGH.fullmatch(w) or w in words("obrolan", "tawa"))
    rest = tuple(w for w in said if w not in laughs)
    if not rest:
        return "tawa"
    return _of_words(rest, asks) or ("tidak-terbaca" if _is_noise(rest, knowledge) else None)


def _plain(message: str) -> tuple[str, ...]:
    """The words of a message in standard spelling, stretched letters shortened ("halooo")."""
    text = unicodedata.normalize("NFKC", message).lower()
    steered = wording.steer(_REPEATED.sub(r"\1", text))
    return tuple(part for word in steered.split() for part in word.split("/") if part)


def _wordless(message: str) -> str:
    """Nothing but blanks and signs: an emoji is answered as a nod, the rest as an empty message."""
    signs = [ch for ch in message if not ch.isspace()]
    smiling = any(unicodedata.category(ch) in {"So", "Sk"} for ch in signs)
    return "tawa" if smiling else "kosong"


def _of_words(said: tuple[str, ...], asks: bool) -> str | None:
    """The first kind whose vocabulary, with the fillers, covers the whole message."""
    if _about_us(said):
        return "siapa"
    mine = set(said)
    for kind, strong in (
        ("keluhan", "keluhan_kuat"), ("terima-kasih", "terima_kasih"), ("pamit", "pamit_kuat"),
        ("salam", "salam_kuat"), ("tanya", "tanya_kuat"), ("tes", "tes_kuat"), ("pujian", "pujian"),
        ("setuju", "setuju"),
    ):  # fmt: skip
        if asks and kind in {"setuju", "pujian", "pamit"}:
            continue
        if not mine & words("obrolan", strong):
            continue
        if all(_fits(word, kind) for word in said):
            return kind
    return None


_BESIDE = {
    "keluhan": ("keluhan", "keluhan_tentang"),
    "terima-kasih": ("terima_kasih", "pujian", "setuju", "pamit"),
    "pamit": ("pamit", "terima_kasih", "setuju"),
    "salam": ("salam", "tanya", "tes", "terima_kasih"),
    "tanya": ("tanya", "salam"),
    "tes": ("tes", "salam"),
    "pujian": ("pujian", "setuju", "terima_kasih"),
    "setuju": ("setuju",),
}
"""Kinds whose words go together in one message ("siap, terima kasih pak")."""


def _fits(word: str, kind: str) -> bool:
    return (
        any(word in words("obrolan", name) for name in _BESIDE[kind])
        or word in words("obrolan", "pengisi")
        or word in wording.words("sapaan")
    )


def _about_us(said: tuple[str, ...]) -> bool:
    """Whether a message asks who the assistant is or what it can do."""
    core = tuple(
        w
        for w in said
        if w not in wording.words("sapaan") - words("obrolan", "siapa_subjek")
        and w not in words("obrolan", "salam_kuat")
    )
    mine = set(core)
    subject = bool(mine & words("obrolan", "siapa_subjek"))
    alone = bool(mine & words("obrolan", "siapa_cukup")) or {"cara"} <= mine or "bisa" in mine
    fits = all(
        w in words("obrolan", "siapa_subjek")
        or w in words("obrolan", "siapa_ciri")
        or w in words("obrolan", "pengisi")
        or w in wording.words("sopan")
        for w in core
    )
    if not core or not fits or not mine & words("obrolan", "siapa_tanya"):
        return False
    if subject and mine - {"itu", "ini", "apa"} != set():
        return len(mine - words("obrolan", "pengisi") - {"apa", "ini"}) > 0 and _names_us(mine)
    return alone and len(core) <= 4 and bool(mine & (words("obrolan", "siapa_cukup") | _USE))


_USE = frozenset({"pakai", "pakainya", "memakai", "menggunakan", "penggunaan"})


def _names_us(mine: set[str]) -> bool:
    """A subject that is really the assistant: "ini" alone could be anything."""
    return bool(mine & (words("obrolan", "siapa_subjek") - {"ini", "sistem", "layanan", "mesin"}))


def _is_noise(said: tuple[str, ...], knowledge: Knowledge) -> bool:
    """Whether a message is keys struck at random: no known word, and rows of the keyboard or no vowels."""
    return len(said) <= 3 and all(_struck(word) and not knowledge.frequency(word) for word in said)


def _struck(word: str) -> bool:
    if len(word) < 4 or any(ch.isdigit() for ch in word):
        return False
    if any(word[i : i + 4] in row for row in _ROWS for i in range(len(word) - 3)):
        return True
    vowels = sum(ch in "aeiou" for ch in word)
    return len(word) >= 6 and vowels / len(word) < 0.2
