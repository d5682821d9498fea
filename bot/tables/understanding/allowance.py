"""How much processor time understanding a stranger's file may take in the process that serves others too.

Reading runs in a child under limits; understanding runs here, in time linear in the cells.  What is left
for a hostile file is to have many cells for few bytes, so the time is granted by bytes, and the loops over
rows and columns ask :func:`check` as they go.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal

from bot.tables.intake import failures

BASE_SECONDS = Decimal("0.8")
"""For any file: 2,000 rows on a free core, ten times the largest table seen."""
SECONDS_PER_MIB = Decimal(12)
"""A row of a workbook has some 35 bytes on disk and takes 0.2 ms on a free core."""
MAX_SECONDS = Decimal(30)

_ends: ContextVar[tuple[float, str, Decimal] | None] = ContextVar("understanding_ends", default=None)


@contextmanager
def granted(berkas: str, size: int) -> Iterator[None]:
    """Limit what is done inside to what a file of ``size`` bytes deserves."""
    seconds = min(BASE_SECONDS + SECONDS_PER_MIB * size / (1024 * 1024), MAX_SECONDS).quantize(Decimal("0.1"))
    token = _ends.set((time.thread_time() + float(seconds), berkas, seconds))
    try:
        yield
    finally:
        _ends.reset(token)


def check() -> None:
    """Raise LkjipError FILE_TIMEOUT when the time is used up; nothing where none was set."""
    limit = _ends.get()
    if limit is not None and time.thread_time() > limit[0]:
        raise failures.timeout(limit[1], limit[2])
