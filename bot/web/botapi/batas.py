"""Telegram's flood control as bots know it.

30 messages a second over all, one a second in a private chat with a small burst, 20 a minute in a group.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

SEMUA_PER_DETIK = 30
PRIBADI_PER_DETIK = 1.0
PRIBADI_LETUPAN = 5
GRUP_PER_MENIT = 20


@dataclass(slots=True)
class Batas:
    """Counts what was sent. ``aktif=False`` lets everything through; ``ditolak`` counts the refusals."""

    aktif: bool = False
    jam: Callable[[], float] = time.monotonic
    ditolak: int = 0
    _semua: deque[float] = field(default_factory=deque)
    _pribadi: dict[int, tuple[float, float]] = field(default_factory=dict)
    _grup: dict[int, deque[float]] = field(default_factory=dict)

    def periksa(self, obrolan_id: int, pesan: int = 1) -> int | None:
        """Count a message (or an album of several); ``retry_after`` in seconds where it is too much."""
        if not self.aktif:
            return None
        now = self.jam()
        wait = self._tunggu(obrolan_id, now)
        if wait > 0:
            self.ditolak += 1
            return max(1, math.ceil(wait))
        self._semua.extend([now] * pesan)
        if obrolan_id < 0:
            self._grup.setdefault(obrolan_id, deque()).extend([now] * pesan)
        else:
            tokens, last = self._pribadi.get(obrolan_id, (float(PRIBADI_LETUPAN), now))
            filled = min(PRIBADI_LETUPAN, tokens + (now - last) * PRIBADI_PER_DETIK)
            self._pribadi[obrolan_id] = (filled - pesan, now)
        return None

    def _tunggu(self, obrolan_id: int, now: float) -> float:
        _forget(self._semua, now - 1.0)
        if len(self._semua) >= SEMUA_PER_DETIK:
            return self._semua[0] + 1.0 - now
        if obrolan_id < 0:
            sent = self._grup.setdefault(obrolan_id, deque())
            _forget(sent, now - 60.0)
            return sent[0] + 60.0 - now if len(sent) >= GRUP_PER_MENIT else 0.0
        tokens, last = self._pribadi.get(obrolan_id, (float(PRIBADI_LETUPAN), now))
        filled = min(PRIBADI_LETUPAN, tokens + (now - last) * PRIBADI_PER_DETIK)
        return 0.0 if filled >= 1 else (1 - filled) / PRIBADI_PER_DETIK


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
