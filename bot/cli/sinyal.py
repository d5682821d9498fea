"""SIGTERM, SIGINT and SIGHUP as an event, for commands that run until they are told to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager

NAMA = ("SIGINT", "SIGTERM", "SIGHUP")


@contextmanager
def berhenti_pada_sinyal(berhenti: asyncio.Event) -> Iterator[None]:
    """While the block runs a signal sets the event; a second one has its usual effect (it ends at once)."""
    loop = asyncio.get_running_loop()
    numbers = [getattr(signal, name) for name in NAMA if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}

    def restore() -> None:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)

    def end() -> None:
        berhenti.set()
        restore()

    for number in numbers:
        loop.add_signal_handler(number, end)
    try:
        yield
    finally:
        restore()
