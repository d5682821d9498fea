"""One writer at a time, over all processes and threads that share a data folder."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import KnowledgeError

WAIT_S = 180.0
"""How long a writer waits for another; building the shipped index takes up to 20 s."""
STEP_S = 0.05


@contextmanager
def writer_lock(path: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the exclusive lock of a folder.

    The kernel gives an ``flock`` back when its process ends, however it ends, so that a lock file left by a
    killed process never blocks anybody.  Each call opens the file anew: threads exclude one another too.
    Raises KnowledgeError ``indeks-terkunci`` after ``wait_s`` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _acquire(descriptor, path, wait_s)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_s: float) -> None:
    until = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise KnowledgeError(
                    "indeks-terkunci",
                    f"Indeks pengetahuan di {path.parent} sedang ditulis oleh proses lain.",
                    "Tunggu sampai proses itu selesai, lalu ulangi perintah Anda.",
                ) from None
            time.sleep(STEP_S)
        else:
            return
