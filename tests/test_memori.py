"""Threads of a process that stays share the memory of the C library."""

from __future__ import annotations

import subprocess
import sys

import pytest

ARENAS = """
import ctypes, sys, threading
from bot.memori import hemat_memori

if sys.argv[1] == "sedikit" and not hemat_memori():
    print(0)
    raise SystemExit
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
ready, leave = threading.Barrier(9), threading.Event()

def work() -> None:
    libc.malloc(1000)
    ready.wait()
    leave.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for one in threads:
    one.start()
ready.wait()
sys.stderr.flush()
libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
libc.fdopen.restype = ctypes.c_void_p
libc.fflush.argtypes = [ctypes.c_void_p]
stream = libc.fdopen(1, b"w")
libc.malloc_info(0, stream)
libc.fflush(stream)
leave.set()
"""


def _arenas(kind: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", ARENAS, kind], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc has arenas to count")
def test_threads_share_two_arenas() -> None:
    if not _arenas("bawaan"):
        pytest.skip("this C library has no arenas")
    assert 1 <= _arenas("sedikit") <= 2
