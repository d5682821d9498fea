"""An answer as sentences with their keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.compose.say import sentences
from bot.answering.llm.keys import KEY, keys_in, strip_keys

_STOP_KEY = re.compile(r"([.!?])((?:[ \t]{0,3}\[k[0-9a-f]{4,8}(?:[,; ]{1,3}k[0-9a-f]{4,8})*\]){1,8})")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-z][.)]|[-*•])\s+")
_LETTER = re.compile(r"(?:^|[\s(])[A-Za-z]\.$")
_OPENING = re.compile(
    r"^(?:ya|tidak|benar|betul|bersyarat|boleh|tidak boleh|tidak wajib|wajib|bukan|belum|tentu)[,.:;!]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kalimat:
    """One sentence of an answer, without keys and label."""

    teks: str
    kunci: tuple[str, ...]
    butir: bool = False


def split(text: str) -> list[Kalimat]:
    """The sentences of an answer.  An item of a list without a key has those of the sentence that opens it;
    a sentence before others of the same line takes no key from them."""
    moved = _STOP_KEY.sub(lambda m: f"{m[2]}{m[1]}", text)
    out: list[Kalimat] = []
    lead: tuple[str, ...] = ()
    for line in moved.split("\n"):
        if not line.strip():
            continue
        item = bool(_ITEM.match(line))
        body = _ITEM.sub("", line)
        for piece in _whole(sentences(body)):
            keys = keys_in(piece) or (lead if item else ())
            plain = strip_keys(KEY.sub("", piece))
            if plain.strip(" .,;:"):
                out.append(Kalimat(plain, keys, item))
            if not item:
                lead = keys
    return out


def _whole(pieces: list[str]) -> list[str]:
    """Sentences; a letter with a full stop ("dua subbab: A. Capaian …") ends none, nor does one quoted."""
    out: list[str] = []
    for piece in pieces:
        if out and (
            _LETTER.search(out[-1]) or out[-1].count('"') % 2 or out[-1].count("“") > out[-1].count("”")
        ):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return out


def opening(text: str) -> tuple[str, str]:
    """The yes or no in front of a sentence (lower case, or nothing), and the rest."""
    found = _OPENING.match(text)
    return (found[0].strip(" .,:;!").lower(), text[found.end() :]) if found else ("", text)
