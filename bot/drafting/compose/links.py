"""Links between neighbouring sentences: "sebaliknya" and "juga", only where they are true."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kinerja.measurement import Gerak

JEDA = 3
"""So many sentences after a "sebaliknya" go without another link."""


@dataclass(frozen=True, slots=True)
class Sambung:
    """``subjek`` names the block of ``umum.md`` with which the sentence begins."""

    subjek: str
    juga: bool


class Sambungan:
    """Remembers the movement told last; each paragraph, of ``per`` sentences, begins without a link."""

    def __init__(self, per: int) -> None:
        self._per = per
        self._n = 0
        self._last: tuple[Gerak, bool | None] | None = None
        self._rest = 0

    def berikut(self, gerak: Gerak, naik: bool | None) -> Sambung:
        """The link to the sentence before; after one the next few go without, so that no chain arises."""
        last, self._last = self._last, (gerak, naik)
        first = self._n % self._per == 0
        self._n += 1
        plain = last is None or first or self._rest > 0 or Gerak.TETAP in (gerak, last[0])
        self._rest = max(0, self._rest - 1)
        if plain or last is None:
            return Sambung("subjek", False)
        if gerak is not last[0]:
            self._rest = JEDA
            return Sambung("subjek_sebaliknya", False)
        same = naik == last[1]
        self._rest = 1 if same else 0
        return Sambung("subjek", same)
