"""Which handler gets an update: the table that the topic modules fill in.

In a private chat a text goes, in this order, to: the command it begins with; what the message that it
replies to is about (``balasan``); what is waited for (``isian``); otherwise it is a question.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.store.people import Peran
from bot.telegram.turn import Turn

Handler = Callable[[Turn], Awaitable[None]]
WithData = Callable[[Turn, Mapping[str, Any]], Awaitable[None]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Perintah:
    """A command: ``ringkas`` is its line in the menu; None keeps it out of the menu."""

    nama: str
    handler: Handler
    ringkas: str | None
    peran: Peran | None
    pribadi: bool
    """Works in private chats."""
    grup: bool
    """Works in groups."""


class Router:
    """The handlers by what they answer to.  A name that is given twice is a fault of ours, found at start."""

    def __init__(self) -> None:
        self.perintah: dict[str, Perintah] = {}
        self.aksi: dict[str, WithData] = {}
        self.isian: dict[str, WithData] = {}
        self.kiriman: dict[str, WithData] = {}
        self.balasan: dict[str, WithData] = {}
        self.awalan: dict[str, WithData] = {}
        self.pertanyaan: Handler | None = None
        """A plain text that nothing waits for: a question (private), or one to the bot (group)."""
        self.berkas: Handler | None = None
        """A document or a photo in a private chat."""
        self.lain: Handler | None = None
        """Every other kind of message in a private chat."""
        self.perintah_lain: Handler | None = None
        """A command of the private chat, written in a group."""
        self.pindah: Handler | None = None
        """A group became a supergroup, and has another id from now on."""
        self.keanggotaan: Handler | None = None
        """The bot was put into a group, made admin, thrown out, or blocked."""

    def command(
        self,
        nama: str,
        handler: Handler,
        *,
        ringkas: str | None = None,
        peran: Peran | None = None,
        pribadi: bool = True,
        grup: bool = False,
    ) -> None:
        """A command.  Without the role the person hears that it is not theirs."""
        _add(self.perintah, nama, Perintah(nama, handler, ringkas, peran, pribadi, grup))

    def button(self, aksi: str, handler: WithData) -> None:
        """A button; gets the ``data`` that it was made with.  Owner, role, expiry, use: checked before."""
        _add(self.aksi, aksi, handler)

    def text(self, untuk: str, handler: WithData) -> None:
        """Plain text that was waited for (``Unit.tunggu``); gets the data given there."""
        _add(self.isian, untuk, handler)

    def file(self, untuk: str, handler: WithData) -> None:
        """A document or photo that was waited for (``Unit.tunggu``); others go to :attr:`berkas`."""
        _add(self.kiriman, untuk, handler)

    def reply(self, awalan: str, handler: WithData) -> None:
        """A reply to a message whose ``rujukan`` is ``awalan:…``; gets ``{"rujukan": "…"}``."""
        _add(self.balasan, awalan, handler)

    def start(self, awalan: str, handler: WithData) -> None:
        """``/start`` with a deep-link payload ``<awalan>-…``; gets ``{"isi": "…"}``."""
        _add(self.awalan, awalan, handler)


def _add(table: dict[str, T], name: str, handler: T) -> None:
    if name in table:
        raise ValueError(f"{name} has a handler already")
    table[name] = handler
