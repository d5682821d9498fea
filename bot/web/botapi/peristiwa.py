"""What happens in the world, told to every listener: for the live page and for tests that wait."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import TypeAlias

from bot.web.botapi.bentuk import Entitas, JawabanTombol, Message


@dataclass(frozen=True, slots=True)
class PesanBaru:
    message: Message


@dataclass(frozen=True, slots=True)
class PesanDisunting:
    message: Message


@dataclass(frozen=True, slots=True)
class PesanDihapus:
    obrolan_id: int
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mengetik:
    """A chat action; clients show it for five seconds or until the next message."""

    obrolan_id: int
    aksi: str
    topik: int | None = None


@dataclass(frozen=True, slots=True)
class Reaksi:
    """The reactions that one person (or the bot) now has on a message."""

    obrolan_id: int
    message_id: int
    orang_id: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TombolDijawab:
    orang_id: int
    obrolan_id: int
    message_id: int
    jawaban: JawabanTombol


@dataclass(frozen=True, slots=True)
class Pratinjau:
    """A draft (``sendMessageDraft``): a preview of 30 seconds, replaced by the next real message."""

    obrolan_id: int
    draft_id: int
    teks: str
    entitas: tuple[Entitas, ...] = ()
    topik: int | None = None


@dataclass(frozen=True, slots=True)
class PerintahBerubah:
    """The list of commands (or the name, the description, the menu button) was changed."""


@dataclass(frozen=True, slots=True)
class ObrolanBerubah:
    """A chat was made, or its members, topics or pins changed."""

    obrolan_id: int


Peristiwa: TypeAlias = (
    PesanBaru
    | PesanDisunting
    | PesanDihapus
    | Mengetik
    | Reaksi
    | TombolDijawab
    | Pratinjau
    | PerintahBerubah
    | ObrolanBerubah
)


class Pendengar:
    """One listener: ``async for event in …``; hears everything since it was made, until closed."""

    def __init__(self, siaran: Siaran) -> None:
        self._siaran = siaran
        self._loop = asyncio.get_running_loop()
        self._antre: asyncio.Queue[Peristiwa | None] = asyncio.Queue()

    def __aiter__(self) -> Pendengar:
        return self

    async def __anext__(self) -> Peristiwa:
        event = await self._antre.get()
        if event is None:
            raise StopAsyncIteration
        return event

    async def __aenter__(self) -> Pendengar:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.tutup()

    def tutup(self) -> None:
        """Hear no more; a waiting ``async for`` ends."""
        self._siaran.lepas(self)
        self.beri(None)

    def beri(self, event: Peristiwa | None) -> None:
        """Called from any thread."""
        with contextlib.suppress(RuntimeError):  # the listener's loop has ended
            self._loop.call_soon_threadsafe(self._antre.put_nowait, event)


class Siaran:
    """Hands each event to every listener, from whatever thread it happens in."""

    def __init__(self) -> None:
        self._pendengar: list[Pendengar] = []
        self._kunci = threading.Lock()

    def dengar(self) -> Pendengar:
        """Needs a running event loop."""
        listener = Pendengar(self)
        with self._kunci:
            self._pendengar.append(listener)
        return listener

    def lepas(self, pendengar: Pendengar) -> None:
        with self._kunci, contextlib.suppress(ValueError):
            self._pendengar.remove(pendengar)

    def siarkan(self, event: Peristiwa) -> None:
        if not self._pendengar:
            return
        with self._kunci:
            listeners = tuple(self._pendengar)
        for listener in listeners:
            listener.beri(event)

    def tutup_semua(self) -> None:
        with self._kunci:
            listeners = tuple(self._pendengar)
        for listener in listeners:
            listener.tutup()
