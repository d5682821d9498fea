"""How the C library hands out memory in a process that stays."""

from __future__ import annotations

import ctypes
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
