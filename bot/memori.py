"""Memory of a process that stays: how the C library hands it out, and what is not looked through again."""

from __future__ import annotations

import ctypes
import gc
import sys

M_MMAP_THRESHOLD = -3
M_ARENA_MAX = -8
ARENA = 2
LARGE_BYTES = 1 << 20


def hemat_memori() -> bool:
    """Make glibc give back what was freed; True where it does.  Call before threads are started.

    By default nearly every new thread gets an arena of its own, and what is freed in one serves no other:
    the bot has twenty threads, which mostly wait.  And once a large block was freed (the text of the model,
    at the start), blocks as large come from the heap, where one small neighbour keeps them for good.
    Together some 8 MiB."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(M_ARENA_MAX, ARENA)) and bool(mallopt(M_MMAP_THRESHOLD, LARGE_BYTES))


def bekukan() -> None:
    """Leave what the start has made (modules, index, statements: some 200,000 objects) out of later rounds of
    the garbage collector.  A round over all of them held up an answer for 80 to 130 ms.  Call once, when a
    process that stays is warm."""
    gc.collect()
    gc.freeze()
