"""Links between neighbouring sentences: "sebaliknya" and "juga", only where they are true."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kinerja.measurement import Gerak


@dataclass(frozen=True, slots=True)
class Sambung:
    """``subjek`` names the block of ``umum.md`` with which the sentence begins."""

    subjek: str
    juga: bool


class Sambungan:
    """Remembers the movement told last."""

    def __init__(self) -> None:
        self._last: tuple[Gerak, bool | None] | None = None
        self._linked = False

    def berikut(self, gerak: Gerak, naik: bool | None) -> Sambung:
        """The link to the sentence before; never twice in a row, so that no chain of "juga" arises."""
        last, self._last = self._last, (gerak, naik)
        if last is None or Gerak.TETAP in (gerak, last[0]):
            self._linked = False
            return Sambung("subjek", False)
        if gerak is not last[0]:
            self._linked = False
            return Sambung("subjek_sebaliknya", False)
        juga = not self._linked and naik == last[1]
        self._linked = juga
        return Sambung("subjek", juga)
