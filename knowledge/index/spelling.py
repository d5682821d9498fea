"""Repair of misspelt words against the words that an index has.

Only what neither the index nor the language knows is repaired, never a number, and short words only where
one candidate is left.  rapidfuzz measures the distance (a swap of two letters counts as one mistake).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

MIN_LETTERS = 4
MIN_NEAREST = 5
"""Letters from which a word is compared with others: shorter ones are near to too many."""
MAX_LETTERS = 30
LONG, FREQUENT = 7, 3
"""Letters of a seeming form of a known word, and passages of the frequent word that it is a slip of."""
MIN_PART = 4
"""Least letters of each part of words written as one."""
_VOWELS = frozenset("aiueo")


@dataclass(frozen=True, slots=True)
class Perbaikan:
    """The words that were meant (several where they were written as one), and how sure that is (0..1)."""

    kata: tuple[str, ...]
    keyakinan: float


class Spelling:
    """Built from the vocabulary of an index in some milliseconds per 10,000 words; read-only after."""

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        is_word: Callable[[str], bool],
        is_form: Callable[[str], bool] = lambda word: False,
    ) -> None:
        """``vocabulary``: words and in how many passages they are; ``is_word``: whether a word that the
        index does not have is one of the language all the same; ``is_form``: whether it looks like a
        form of such a word, which a frequent word at one mistake's distance still outweighs."""
        self._known = vocabulary
        self._is_word = is_word
        self._is_form = is_form
        self._by_first: dict[str, list[str]] = {}
        self._by_tail: dict[str, list[str]] = {}
        """By the two letters behind the first."""
        self._skeletons: dict[str, list[str]] = {}
        for word in vocabulary:
            if len(word) >= MIN_LETTERS and word.isalpha():
                self._by_first.setdefault(word[0], []).append(word)
                self._by_tail.setdefault(word[1:3], []).append(word)
                self._skeletons.setdefault(skeleton(word), []).append(word)

    def repair(self, word: str) -> Perbaikan | None:
        """What was meant by a word, or None where it is known, no word at all, or not to be guessed."""
        if not (MIN_LETTERS <= len(word) <= MAX_LETTERS) or not word.isalpha():
            return None
        if word in self._known or self._is_word(word):
            return None
        if self._is_form(word):
            near = self._nearest(word) if len(word) >= LONG else None
            if near and self._known[near.kata[0]] >= FREQUENT and _one_mistake(word, near.kata[0]):
                return near
            return None
        return self._parted(word) or self._nearest(word) or self._without_vowels(word)

    def _nearest(self, word: str) -> Perbaikan | None:
        """The word with the fewest mistakes; among equals the most frequent."""
        from rapidfuzz.distance import OSA

        if len(word) < MIN_NEAREST:
            return None
        allowed = _allowed(len(word))
        best: list[tuple[int, int, int, str]] = []
        for candidate in self._candidates(word, allowed):
            distance = OSA.distance(word, candidate, score_cutoff=allowed)
            if distance <= allowed:
                shape = 0 if skeleton(candidate) == skeleton(word) else 1
                best.append((distance, shape, -self._known[candidate], candidate))
        if not best:
            return None
        best.sort()
        distance, shape, count, found = best[0]
        rivals = [b for b in best[1:] if b[:2] == (distance, shape) and -b[2] * 4 > -count]
        sure = 1.0 - distance / len(word) - (0.15 if rivals else 0.0)
        return Perbaikan((found,), round(max(sure, 0.1), 3))

    def _candidates(self, word: str, allowed: int) -> list[str]:
        """Words of like length that begin with the same letter, or whose first letter was lost or swapped."""
        firsts = dict.fromkeys((word[0], word[1]))
        found = [
            candidate
            for first in firsts
            for candidate in self._by_first.get(first, ())
            if abs(len(candidate) - len(word)) <= allowed
        ]
        size = len(word) + 1  # only the first letter is missing
        found.extend(w for w in self._by_tail.get(word[:2], ()) if len(w) == size and w[0] not in firsts)
        return found

    def _parted(self, word: str) -> Perbaikan | None:
        """Two known words that were written as one; the split with the more frequent rarer part."""
        best: tuple[int, tuple[str, str]] | None = None
        for cut in range(MIN_PART, len(word) - MIN_PART + 1):
            left, right = word[:cut], word[cut:]
            count = min(self._known.get(left, 0), self._known.get(right, 0))
            if count and (best is None or count > best[0]):
                best = (count, (left, right))
        return Perbaikan(best[1], 0.9) if best else None

    def _without_vowels(self, word: str) -> Perbaikan | None:
        """``lprn`` -> ``laporan``: chat writes long words without their vowels."""
        if _VOWELS & set(word[1:]):
            return None
        found = sorted(self._skeletons.get(skeleton(word), ()), key=lambda w: (-self._known[w], w))
        if not found:
            return None
        alone = len(found) == 1 or self._known[found[0]] >= 4 * self._known[found[1]]
        return Perbaikan((found[0],), 0.6 if alone else 0.4)


def _allowed(length: int) -> int:
    """Mistakes that a word of a length may have: 1 up to 6 letters, 2 up to 11, then 3."""
    return 1 if length <= 6 else 2 if length <= 11 else 3


def skeleton(word: str) -> str:
    """First letter and the consonants after it."""
    return word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)


def _one_mistake(word: str, other: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1
