"""Draws the charts of a draft, many of them side by side in several processes.

How a chart looks is in :mod:`bot.drafting.chart_drawing`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Final

from bot.drafting.chart_drawing import render
from bot.drafting.chart_text import label_nilai
from bot.drafting.model import Gambar

__all__ = ["Pelukis", "label_nilai", "render", "render_all"]

_SENDIRI: Final = 8
"""Up to this many charts are drawn in this process: starting another costs more than it saves."""


class Pelukis:
    """Draws charts in this process and, where there are many, in others beside it.

    A context manager.  ``siapkan`` starts the others early, while the draft is still being composed, since
    each needs as long for loading its libraries as for drawing ten charts.
    """

    def __init__(self, *, proses: int | None = None) -> None:
        """``proses`` is the number of processes in all; by default one for each core, at most four."""
        self._count = proses if proses is not None else min(os.cpu_count() or 1, 4)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pelukis:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def siapkan(self) -> None:
        """Start the other processes, if there may be any."""
        from multiprocessing import current_process, get_context

        if self._pool is not None or self._count < 2 or current_process().daemon:
            return
        try:
            # spawn, not fork: a bot has threads, whose locks a fork would copy in whatever state they are
            self._pool = ProcessPoolExecutor(self._count - 1, mp_context=get_context("spawn"))
            for _ in range(self._count - 1):
                self._pool.submit(_load)
        except (BrokenProcessPool, OSError):  # no processes or semaphores to be had here
            self._pool = None

    def lukis(self, charts: Sequence[Gambar]) -> list[bytes]:
        """All charts, in order.  What another process has not begun, this one draws, from the end."""
        if len(charts) > _SENDIRI:
            self.siapkan()
        if self._pool is None or len(charts) < 2:
            return [render(g) for g in charts]
        drawn: dict[int, bytes] = {}
        try:
            futures = [self._pool.submit(render, g) for g in charts]
            for i in reversed(range(len(charts))):
                if futures[i].cancel():
                    drawn[i] = render(charts[i])
            drawn |= {i: f.result() for i, f in enumerate(futures) if i not in drawn}
        except (BrokenProcessPool, OSError):  # a process was killed: draw the rest ourselves
            drawn |= {i: render(g) for i, g in enumerate(charts) if i not in drawn}
        return [drawn[i] for i in range(len(charts))]


def render_all(charts: Sequence[Gambar], *, proses: int | None = None) -> list[bytes]:
    """All charts, in order; many of them by several processes."""
    with Pelukis(proses=proses) as pelukis:
        return pelukis.lukis(charts)


def _load() -> None:
    """Load what drawing needs."""
    import_module("matplotlib.backends.backend_agg")
    import_module("PIL.PngImagePlugin")
