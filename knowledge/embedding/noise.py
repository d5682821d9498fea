"""How people write, for training: chat spellings, dropped affixes and vowels, slips of the finger.

The tables are those of the analyser, read backwards; nothing here comes from a question of an evaluation.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_VOWELS = frozenset("aiueo")
_NASAL = (("meny", "ny"), ("meng", "ng"), ("mem", "m"), ("men", "n"))
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "wa", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe",
    "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tables:
    """The analyser's word lists as the noise needs them."""

    chat: dict[str, tuple[str, ...]]
    """Standard word -> chat spellings."""
    groups: tuple[tuple[str, ...], ...]
    """Forms that stand for each other."""
    frame: tuple[str, ...]
    """Words that questions are made of and that say nothing about the subject."""
    stop: frozenset[str]

    @property
    def known(self) -> list[str]:
        """Every written form, for the vocabulary of the tokenizer."""
        forms = [form for group in self.groups for form in group]
        spelled = [form for many in self.chat.values() for form in many]
        return [*forms, *self.chat, *spelled, *self.frame]


def load_tables() -> Tables:
    def table(name: str) -> dict[str, dict[str, str] | list[str] | list[list[str]]]:
        return tomllib.loads((files("knowledge.index") / "data" / name).read_text(encoding="utf-8"))

    chat: dict[str, list[str]] = {}
    for short, standard in dict(table("ragam.toml")["baku"]).items():  # type: ignore[arg-type]
        chat.setdefault(str(standard), []).append(str(short))
    stop = {name: [str(w) for w in words] for name, words in table("henti.toml").items()}
    return Tables(
        chat={word: tuple(sorted(forms)) for word, forms in sorted(chat.items())},
        groups=tuple(tuple(map(str, group)) for group in table("padanan.toml")["kelompok"]),
        frame=tuple(stop["tanya"] + stop["santun"] + stop["fungsi"]),
        stop=frozenset(word for words in stop.values() for word in words),
    )


class Noise:
    """Makes questions out of texts, with one generator of chance: the same seed gives the same questions."""

    def __init__(self, tables: Tables, chance: Random) -> None:
        self._tables, self._chance = tables, chance
        self._forms: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for number, group in enumerate(tables.groups):
            for form in group:
                words = tuple(form.split())
                self._forms.setdefault(words[0], []).append((words, number))
        for known in self._forms.values():
            known.sort(key=lambda pair: (-len(pair[0]), pair[0]))

    def question(self, text: str, *, most: int = 14) -> str:
        """A text as somebody might ask for it: shortened, reworded, misspelt, between question words."""
        chance = self._chance
        words = WORD.findall(text.lower())
        if len(words) > most:
            start = chance.randrange(len(words) - most + 1)
            words = words[start : start + most]
        if chance.random() < 0.5:
            kept = [w for w in words if w not in self._tables.stop]
            words = kept or words
        if len(words) > 4 and chance.random() < 0.5:
            drop = chance.uniform(0.1, 0.5)
            words = [w for w in words if chance.random() > drop] or words
        words = self._other_forms(words)
        if chance.random() < 0.6:
            level = chance.choice((0.5, 1.0, 2.0))
            words = [self._written(word, level) for word in words]
        return " ".join(self._framed(words))

    def asked(self, text: str) -> str:
        """A question that somebody wrote, as others might write it: often as it is, else misspelt, with names
        in other forms, now and then cut short."""
        chance = self._chance
        kind = chance.random()
        if kind < 0.2:
            return self.question(text)
        words = WORD.findall(text.lower())
        if kind < 0.6 and len(words) > 3:
            drop = chance.uniform(0.0, 0.4)
            words = [w for w in words if chance.random() > drop] or words
        if kind < 0.75:
            words = self._other_forms(words)
            words = [self._written(word, chance.choice((0.5, 1.0))) for word in words]
        return " ".join(words)

    def _framed(self, words: Sequence[str]) -> list[str]:
        chance, frame = self._chance, self._tables.frame
        before = [chance.choice(frame) for _ in range(chance.choice((0, 0, 1, 2, 3)))]
        after = [chance.choice(frame) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
        return [*before, *words, *after]

    def _other_forms(self, words: Sequence[str]) -> list[str]:
        """Names replaced by another of their forms, half of the time."""
        found: list[str] = []
        index = 0
        while index < len(words):
            for form, number in self._forms.get(words[index], ()):
                if tuple(words[index : index + len(form)]) == form and self._chance.random() < 0.5:
                    found.extend(self._chance.choice(self._tables.groups[number]).split())
                    index += len(form)
                    break
            else:
                found.append(words[index])
                index += 1
        return found

    def _written(self, word: str, level: float) -> str:
        chance = self._chance
        chat = self._tables.chat.get(word)
        if chat and chance.random() < 0.35 * level:
            return chance.choice(chat)
        if len(word) < 4 or not word.isalpha():
            return word
        if chance.random() < 0.12 * level:
            word = self.spoken(word)
        if chance.random() < 0.05 * level:
            word = word[0] + "".join(c for c in word[1:-1] if c not in _VOWELS) + word[-1]
        if chance.random() < 0.07 * level and len(word) > 3:
            word = self._slip(word)
        return word

    @staticmethod
    def spoken(word: str) -> str:
        """As it is said: ``menyampaikan`` -> ``nyampein``, ``dilaporkan`` -> ``dilaporin``."""
        for formal, said in _NASAL:
            if word.startswith(formal) and len(word) > len(formal) + 3:
                word = said + word[len(formal) :]
                break
        if word.endswith("aikan"):
            return word[:-5] + "ein"
        if word.endswith("kan") and len(word) > 6:
            return word[:-3] + "in"
        return word

    def _slip(self, word: str) -> str:
        chance = self._chance
        at = chance.randrange(1, len(word) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at] + word[at:]
        if kind == 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + chance.choice(_NEIGHBOURS.get(word[at], word[at])) + word[at + 1 :]
