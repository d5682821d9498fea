"""Names that mean the same indicator, sasaran or program, although they are not written the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.tables.understanding.wording import norm

NEAR = 92
"""Similarity (0..100) from which two names are one: a letter or two, a plural, a bracketed acronym apart."""
_NUMBERED = frozenset(["i", "ii", "iii", "iv", "v", "vi", "a", "b", "c", "d"])


@dataclass(slots=True)
class Names:
    """Names by position, with exact and near search."""

    _exact: dict[str, list[int]] = field(default_factory=dict)
    _keys: list[tuple[str, int]] = field(default_factory=list)

    def add(self, name: str, position: int) -> None:
        key = key_of(name)
        self._exact.setdefault(key, []).append(position)
        self._keys.append((key, position))

    def candidates(self, name: str) -> list[int]:
        """Positions of the same name, else of the one nearest name above the threshold."""
        key = key_of(name)
        if key in self._exact:
            return list(self._exact[key])
        from rapidfuzz import fuzz, process

        best = process.extractOne(
            key, [k for k, _ in self._keys], scorer=fuzz.ratio, score_cutoff=NEAR, processor=None
        )
        if best is None or not same_numbers(key, best[0]):
            return []
        return list(self._exact[best[0]])

    def find(self, name: str) -> int | None:
        found = self.candidates(name)
        return found[0] if found else None


def key_of(name: str) -> str:
    """Words that carry the meaning: without spelling variants of percentage and index."""
    words = norm(name).split()
    same = {"prosentase": "persentase", "presentase": "persentase", "persen": "persentase", "index": "indeks",
            "indek": "indeks", "yg": "yang", "dgn": "dengan", "thd": "terhadap",
            "kab": "kabupaten"}  # fmt: skip
    return " ".join(same.get(w, w) for w in words)


def same_numbers(one: str, two: str) -> bool:
    """Names that differ in a number, a roman numeral or a negation are not the same."""
    return _marks(one) == _marks(two)


def _marks(name: str) -> list[str]:
    return [
        w
        for w in name.split()
        if any(ch.isdigit() for ch in w)
        or w in _NUMBERED
        or w in {"tidak", "belum", "laki", "perempuan", "non"}
    ]
