"""How fast Telegram lets us speak: a bucket for every chat, one for all of them.

Private chats get one message a second (three at once after a pause), groups twenty requests a minute of
whatever method, everything together thirty a second.  A flood answer stops its chat alone, unless several
chats get one in a row.  Times are seconds of a clock that only goes forward.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MULA = 3
"""Chats that are flooded shortly after one another until that means all of them."""
RENTANG_S = 5.0
"""What "shortly after one another" is."""
PELAN_S = 60.0
"""How long everything goes at half speed after that."""
PANGKAS = 200
"""Buckets beyond which full ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Batas:
    """Requests per second, and how many at once after a pause."""

    pribadi: tuple[float, float] = (1.0, 3.0)
    grup: tuple[float, float] = (20 / 60, 20.0)
    semua: tuple[float, float] = (30.0, 30.0)
    sunting_s: float = 1.0
    """Seconds between two edits of one message."""


TANPA_BATAS = Batas((1e6, 1e6), (1e6, 1e6), (1e6, 1e6), 0.0)
"""For a Bot API server that has no limits: the try-out on one's own machine, and benchmarks."""


@dataclass(slots=True)
class _Ember:
    """A token bucket.  ``sejak`` may lie in the future: nothing goes out before it."""

    laju: float
    isi: float
    penuh: float
    sejak: float

    def refill(self, now: float) -> None:
        if now > self.sejak:
            self.isi = min(self.penuh, self.isi + (now - self.sejak) * self.laju)
            self.sejak = now

    def free_at(self, now: float) -> float:
        """When a token can be had."""
        self.refill(now)
        start = max(now, self.sejak)
        return start if self.isi >= 1 else start + (1 - self.isi) / self.laju

    def stop(self, until: float) -> None:
        """Nothing before an instant, and only one then."""
        self.isi, self.sejak = min(self.isi, 1.0), max(self.sejak, until)


@dataclass(slots=True)
class Laju:
    """The buckets of one process."""

    batas: Batas = field(default_factory=Batas)
    jam: Callable[[], float] = time.monotonic
    _chats: dict[int, _Ember] = field(default_factory=dict)
    _all: _Ember = field(init=False)
    _edited: dict[str, float] = field(default_factory=dict)
    _floods: dict[int, float] = field(default_factory=dict)
    _slow_until: float = 0.0

    def __post_init__(self) -> None:
        rate, burst = self.batas.semua
        self._all = _Ember(rate, burst, burst, self.jam())

    def _chat(self, chat_id: int) -> _Ember:
        found = self._chats.get(chat_id)
        if found is None:
            rate, burst = self.batas.grup if chat_id < 0 else self.batas.pribadi
            found = self._chats[chat_id] = _Ember(rate, burst, burst, self.jam())
        return found

    def spend(self, chat_id: int) -> None:
        """Take a token of a chat, and one of all; what is not there is owed."""
        now = self.jam()
        for one in (self._chat(chat_id), self._all):
            one.refill(now)
            one.isi -= 1

    async def take(self, chat_id: int) -> None:
        """Wait until a token can be had, and take it."""
        while True:
            now = self.jam()
            pause = max(self._chat(chat_id).free_at(now), self._all.free_at(now)) - now
            if pause <= 0:
                return self.spend(chat_id)
            await asyncio.sleep(pause)

    async def take_any(self) -> None:
        """The same for a request that belongs to no chat's limit."""
        while (pause := self._all.free_at(self.jam()) - self.jam()) > 0:
            await asyncio.sleep(pause)
        self._all.isi -= 1

    def left(self) -> int:
        """How many requests may go out now over all."""
        now = self.jam()
        if now >= self._slow_until:
            self._all.laju = self.batas.semua[0]
        return int(self._all.isi) if self._all.free_at(now) <= now else 0

    def held(self) -> list[int]:
        """Chats that may not get anything now."""
        now = self.jam()
        if len(self._chats) > PANGKAS:
            self._forget(now)
        return [chat_id for chat_id, one in self._chats.items() if one.free_at(now) > now]

    def _forget(self, now: float) -> None:
        for one in self._chats.values():
            one.refill(now)
        self._chats = {key: one for key, one in self._chats.items() if one.isi < one.penuh or one.sejak > now}

    def next_free(self) -> float:
        """Seconds until something that is held now may go on; infinite where nothing is."""
        now = self.jam()
        times = [one.free_at(now) for one in (*self._chats.values(), self._all)]
        times += [until for until in self._edited.values() if until > now]
        return min((at - now for at in times if at > now), default=float("inf"))

    def edited(self, kunci: str) -> None:
        """A message was edited just now."""
        if self.batas.sunting_s:
            self._edited[kunci] = self.jam() + self.batas.sunting_s

    def resting(self) -> list[str]:
        """Messages that were edited a moment ago."""
        now = self.jam()
        self._edited = {name: until for name, until in self._edited.items() if until > now}
        return list(self._edited)

    def flooded(self, chat_id: int, seconds: float) -> None:
        """Telegram wants a pause."""
        now = self.jam()
        self._chat(chat_id).stop(now + seconds)
        self._floods = {one: at for one, at in self._floods.items() if now - at < RENTANG_S}
        self._floods[chat_id] = now
        if len(self._floods) >= MULA:
            self._floods.clear()
            self._slow_until = now + PELAN_S
            self._all.laju = self.batas.semua[0] / 2
            self._all.stop(now + seconds)
