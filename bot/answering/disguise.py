"""Letters set apart, digits for letters and slips of the finger, taken back: what a message really says.

Used only to recognise what is refused; a question is searched for as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

MOST_LETTERS = 4000
"""Of a longer message only the beginning and the end are read: instructions hide at either."""
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")
_APART = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*]{1,2}){3,40}[^\W\d_](?!\w)")
_MIXED = re.compile(r"(?<![\w@$!])(?=[a-z0-9@$!]{0,40}?[0-9@$!][a-z]{2})[a-z0-9@$!]{4,40}(?!\w)")
_DIGITS = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
)
_WORD = re.compile(r"[a-z]{6,20}")


def readings(text: str, keys: Collection[str]) -> tuple[str, ...]:
    """The message as written and, where that differs, as it reads without its disguise.

    ``keys`` are words that a slip of one letter does not hide.
    """
    if len(text) > MOST_LETTERS:
        text = f"{text[: MOST_LETTERS // 2]} {text[-MOST_LETTERS // 2 :]}"
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).lower()
    joined = _APART.sub(lambda m: "".join(ch for ch in m[0] if ch.isalpha()), plain)
    spelt = _MIXED.sub(lambda m: m[0].translate(_DIGITS), joined)
    known = frozenset(keys)
    repaired = _WORD.sub(lambda m: _key(m[0], known), spelt)
    return tuple(dict.fromkeys((plain, spelt, repaired)))


@lru_cache(maxsize=4096)
def _key(word: str, keys: frozenset[str]) -> str:
    """The key word that a word is one slip away from; the word itself where there is none, or where it is
    another form of one ("realisasinya")."""
    if word in keys or any(word.startswith(key) or key.startswith(word) for key in keys):
        return word
    from rapidfuzz.distance import OSA

    near = [
        k for k in keys if k[0] == word[0] and abs(len(k) - len(word)) <= 1 and OSA.distance(k, word) == 1
    ]
    return near[0] if len(near) == 1 else word
