"""Draws the charts of a draft, in processes beside this one where that is worth it.

How a chart looks is in :mod:`bot.drafting.chart_drawing`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from bot.drafting.chart_drawing import render
from bot.drafting.chart_text import label_nilai
from bot.drafting.model import Gambar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

__all__ = ["Pelukis", "label_nilai", "render", "render_all"]

_SENDIRI: Final = 16
"""Up to this many charts are drawn in this process, once it has loaded what it takes: starting another costs
more than it saves."""
_MUAT: Final = 10
"""Loading the libraries takes as long as drawing so many charts."""


class Pelukis:
    """Draws charts in this process and, where there are many, in others beside it.

    A context manager.  ``siapkan`` starts the others early, while the draft is still being composed, since
    each needs as long for loading its libraries as for drawing ten charts.  They are processes with a pipe
    and nothing else: a pool would bring threads, which forbid forking.
    """

    def __init__(self, *, proses: int | None = None) -> None:
        """``proses`` is the number of processes in all; by default one for each core, at most four."""
        self._count = proses if proses is not None else min(os.cpu_count() or 1, 4)
        self._helpers: list[tuple[BaseProcess, Connection]] = []

    def __enter__(self) -> Pelukis:
        return self

    def __exit__(self, *_: object) -> None:
        for process, pipe in self._helpers:
            pipe.close()
            process.kill()  # it holds nothing that must be put in order
            process.join()
            process.close()
        self._helpers = []

    def siapkan(self, charts: int = 0) -> None:
        """Start the other processes, if there may be any and it is worth it for so many charts."""
        from multiprocessing import current_process, get_context

        if self._helpers or self._count < 2 or current_process().daemon:
            return
        if "matplotlib.figure" in sys.modules and charts <= _SENDIRI:
            return
        # A fork copies the locks of other threads in whatever state they are; a bot has threads.
        context: Any = get_context("fork" if _is_single() else "spawn")
        try:
            for _ in range(self._count - 1):
                ours, theirs = context.Pipe()
                process = context.Process(target=_melukis, args=(theirs, ours), daemon=True)
                process.start()
                theirs.close()
                self._helpers.append((process, ours))
        except OSError:  # no more processes to be had here
            return

    def lukis(self, charts: Sequence[Gambar]) -> list[bytes]:
        """All charts, in order, shared out among the processes."""
        if len(charts) > _SENDIRI:
            self.siapkan(len(charts))
        own, shares = self._bagi(len(charts))
        for (_, pipe), share in zip(self._helpers, shares, strict=True):
            self._kirim(pipe, [charts[i] for i in share])
        drawn = {i: render(charts[i]) for i in own}
        for (_, pipe), share in zip(self._helpers, shares, strict=True):
            drawn |= dict(zip(share, _terima(pipe, len(share)), strict=False))
        # what a killed process did not deliver
        return [drawn[i] if i in drawn else render(chart) for i, chart in enumerate(charts)]

    def _bagi(self, count: int) -> tuple[range, list[range]]:
        """Indexes of the charts for this process and for each helper.

        The helpers are loading already; this process takes a share only where that is worth loading too.
        """
        helpers = len(self._helpers)
        if not helpers or count < 2:
            return range(count), [range(0)] * helpers
        own = max(0, (count - _MUAT * helpers) // (helpers + 1))
        rest = count - own
        return range(own), [
            range(own + rest * n // helpers, own + rest * (n + 1) // helpers) for n in range(helpers)
        ]

    @staticmethod
    def _kirim(pipe: Connection, charts: list[Gambar]) -> None:
        try:
            if charts:
                pipe.send(charts)
        except OSError:  # the process was killed: its share is drawn here
            return


def render_all(charts: Sequence[Gambar], *, proses: int | None = None) -> list[bytes]:
    """All charts, in order; many of them by several processes."""
    with Pelukis(proses=proses) as pelukis:
        return pelukis.lukis(charts)


def _is_single() -> bool:
    """Whether this process has no other thread (known on Linux only)."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _terima(pipe: Connection, count: int) -> list[bytes]:
    """The pictures of a helper; none where it was killed."""
    if not count:
        return []
    try:
        found: list[bytes] = pipe.recv()
    except (OSError, EOFError):
        return []
    return found


def _melukis(pipe: Connection, other: Connection) -> None:
    """A helper: load what drawing needs, draw what comes, until the other end is closed."""
    import signal

    # A fork has the handlers of this program, which are not for a helper: the parent ends it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    other.close()
    for name in ("matplotlib.backends.backend_agg", "matplotlib.figure", "PIL.PngImagePlugin"):
        import_module(name)
    try:
        while True:
            charts: list[Gambar] = pipe.recv()
            pipe.send([render(chart) for chart in charts])
    except (OSError, EOFError, ValueError):  # the parent draws what is missing, and meets the error itself
        return
