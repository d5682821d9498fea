"""Places in the words of a question: "pasal 19 ayat 2", "huruf d lampiran 2", "anak lampiran I/5-6"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from knowledge.letak import Langkah, Letak

_ROMAN_UNITS = frozenset({"lampiran", "anak lampiran", "bab", "kelompok"})
_ROOTS = ("anak lampiran", "lampiran", "bab", "pasal")
"""Units that stand before all others in a letak, the outer one first."""
_UNITS = {
    "pasal": "pasal", "psl": "pasal", "ps": "pasal",
    "ayat": "ayat", "ayt": "ayat",
    "huruf": "huruf", "hrf": "huruf",
    "angka": "angka",
    "butir": "butir",
    "lampiran": "lampiran", "lamp": "lampiran", "lmp": "lampiran",
    "formulir": "anak lampiran", "form": "anak lampiran",
    "bab": "bab",
    "kelompok": "kelompok",
    "kolom": "kolom",
    "subbab": "subbab",
}  # fmt: skip
_LONG = ("pasal", "ayat", "huruf", "angka", "butir", "lampiran", "formulir", "kelompok", "kolom")
_OTHER_WORDS = frozenset({"pasar", "pasak", "pasang", "angkat", "angkut", "angsa", "ayah", "ayam", "kolam",
                          "akal", "butik", "butuh", "masal", "formula", "huru"})  # fmt: skip
"""Real words that are one letter away from a unit."""
_SLASHED = re.compile(r"([ivx]{1,5}|\d{1,2})/(\d{1,3}(?:-\d{1,3})?)\Z")
_ARABIC = re.compile(r"\d{1,3}\Z")
_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})\Z")
_ROMAN = re.compile(r"[ivxl]{1,7}\Z")
_LETTER = re.compile(r"[a-z]\Z")
_COUNT = (
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_COUNT, 1)}
_ORDINALS = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7}
_LISTED = frozenset({"dan", "atau", ",", "serta", "sampai", "&"})
MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class Tempat:
    """A place, and the words it was read from: index of the first, and of the one after the last."""

    letak: Letak
    first: int
    last: int


def find_places(words: Sequence[str], taken: AbstractSet[int] = frozenset()) -> list[Tempat]:
    """The places that words name.  ``taken`` are indices of words that belong to the name of a source."""
    found: list[Tempat] = []
    index = 0
    while index < len(words):
        steps, after = _path(words, index, taken)
        if not steps:
            index += 1
            continue
        found.append(Tempat(_ordered(steps), index, after))
        index = after
        while listed := _listed(words, index, steps[-1].unit, taken):
            number, after = listed
            found.append(Tempat(_ordered([*steps[:-1], Langkah(steps[-1].unit, number)]), index + 1, after))
            index = after
    return found


def _path(words: Sequence[str], index: int, taken: AbstractSet[int]) -> tuple[list[Langkah], int]:
    """Steps that follow one another from here, and the index after them."""
    steps: list[Langkah] = []
    while index < len(words) and len(steps) < MAX_STEPS:
        step = _step(words, index, taken)
        if step is None:
            comma = words[index] == "," and steps
            step = _step(words, index + 1, taken) if comma and index + 1 < len(words) else None
            if step is None:
                break
        langkah, after = step
        if langkah.unit in _ROOTS and any(s.unit == langkah.unit for s in steps):
            break  # "pasal 3 pasal 4" are two places
        steps.append(langkah)
        index = after
    return steps, index


def _step(words: Sequence[str], index: int, taken: AbstractSet[int]) -> tuple[Langkah, int] | None:
    """One unit with its number ("ayat (2)"), and the index after it."""
    if index in taken:
        return None
    if words[index] == "anak" and index + 1 < len(words) and _unit(words[index + 1]) == "lampiran":
        unit: str | None = "anak lampiran"
        index += 1
    else:
        unit = _unit(words[index])
    if unit is None:
        return None
    exact = words[index] in _UNITS
    after = index + 1
    while after < len(words) and words[after] in {"(", "ke", "nomor", "no"}:
        after += 1
    if after >= len(words) or after in taken:
        return None
    number = _number(words[after], unit, exact=exact)
    if number is None:
        return None
    if unit in {"lampiran", "anak lampiran"}:
        unit = "anak lampiran" if "/" in number else unit
        if unit == "anak lampiran" and "/" not in number:
            return None
    after += 1
    if after < len(words) and words[after] == ")":
        after += 1
    return Langkah(unit, number), after


def _unit(word: str) -> str | None:
    """The unit that a word names, also with one mistake in it."""
    known = _UNITS.get(word)
    if known or not 4 <= len(word) <= 9 or word in _OTHER_WORDS:
        return known
    if not any(word[0] == unit[0] for unit in _LONG):
        return None
    from rapidfuzz.distance import OSA

    for unit in _LONG:
        if word[0] == unit[0] and OSA.distance(word, unit, score_cutoff=1) <= 1:
            return _UNITS[unit]
    return None


def _number(word: str, unit: str, *, exact: bool) -> str | None:
    """The number as a letak writes it: Roman for Lampiran and Bab, Arabic for Pasal and ayat."""
    if unit in {"lampiran", "anak lampiran"} and (slashed := _SLASHED.match(word)):
        head = slashed[1]
        return f"{to_roman(int(head)) if head.isdigit() else head.upper()}/{slashed[2]}"
    value = _NUMBER_WORDS.get(word) or _ORDINALS.get(word)
    if _ARABIC.match(word):
        value = int(word)
    if value is not None and 0 < value <= 400:
        if unit == "huruf":
            return None
        return to_roman(value) if unit in _ROMAN_UNITS else str(value)
    if unit in _ROMAN_UNITS and _ROMAN.match(word) and (exact or len(word) > 1):
        return word.upper()
    if unit == "pasal" and (both := _RANGE.match(word)):
        return f"{both[1]}-{both[2]}"
    if unit in {"huruf", "angka", "butir", "subbab"} and _LETTER.match(word):
        return word
    return None


def _listed(words: Sequence[str], index: int, unit: str, taken: AbstractSet[int]) -> tuple[str, int] | None:
    """A further number of the same unit: "pasal 2, 3 dan 4"."""
    after = index
    while after < len(words) and after - index < 2 and words[after] in _LISTED:
        after += 1
    if after == index or after >= len(words) or after in taken:
        return None
    if not (_ARABIC.match(words[after]) or (unit in _ROMAN_UNITS and _ROMAN.match(words[after]))
            or (unit == "huruf" and _LETTER.match(words[after]))):  # fmt: skip
        return None
    number = _number(words[after], unit, exact=True)
    return None if number is None else (number, after + 1)


def _ordered(steps: Sequence[Langkah]) -> Letak:
    """Outer units first: "huruf d lampiran II" is Lampiran II huruf d; a Pasal is found without its Bab."""
    path = list(steps)
    for unit in reversed(_ROOTS):
        for step in [s for s in path if s.unit == unit]:
            path.remove(step)
            path.insert(0, step)
    if any(step.unit == "pasal" for step in path):
        path = [step for step in path if step.unit != "bab"]
        smaller = [s for s in path if s.unit == "ayat"]
        if smaller and path[1:2] != smaller[:1]:  # "huruf a ayat 2 pasal 5"
            path.remove(smaller[0])
            path.insert(1, smaller[0])
    return Letak(tuple(path))


def to_roman(number: int) -> str:
    """1 -> ``I``; for the numbers of chapters and Lampiran."""
    result = ""
    for value, sign in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
                        (4, "IV"), (1, "I")):  # fmt: skip
        while number >= value:
            result += sign
            number -= value
    return result
