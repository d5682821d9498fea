"""``read_document``: a stranger's file, read in a child process under limits of time and memory.

The parent looks at no byte of the file.  Whatever the file does to its reader (an endless loop, a
crash, all the memory there is) ends the child, and the user gets a sentence.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias, cast

from bot.errors import ErrorCode, LkjipError
from bot.tables.document import Document
from bot.tables.intake import child, failures, limits, transfer
from bot.tables.intake.detect import check_file

log = logging.getLogger(__name__)

WALL_FACTOR = 2
"""Wall clock for each second of processor time: other programs use the machine, too."""
WALL_SLACK = 2.0
MAX_NAME_CHARS = 120
HEADER = struct.Struct("<cI")
BOOT = "import sys; sys.path[:0] = {folders!r}; from bot.tables.intake.child import main; main()"
Frame: TypeAlias = tuple[bytes, bytes]


class Start(StrEnum):
    """How the child is started."""

    AUTO = "auto"
    """Fork where that is safe (Linux, one thread), else a new interpreter."""
    FORK = "fork"
    """At once, but as a copy of this process: only from a single thread."""
    SPAWN = "spawn"
    """A new interpreter with an empty environment, for servers; costs about 0.1 s."""


class Child(Protocol):
    """A running child and the stream that it writes to."""

    stream: BinaryIO

    def kill(self) -> None: ...

    def wait(self) -> int:
        """Exit code, or minus the number of the signal that ended it."""


def read_document(path: Path, *, name: str | None = None, start: Start = Start.AUTO) -> Document:
    """Read a file into grids.  ``name`` is the file name as the user knows it (default: the path's own).

    Raises LkjipError for everything that is wrong with the file, and for a file that needs more time or
    memory than it may have.  Blocks; from asyncio call it in a thread.
    """
    berkas = shown_name(name or path.name)
    check_file(path, berkas)
    kind, payload = _answer(path, berkas, start)
    if kind == b"E":
        raise _error(payload, berkas)
    if kind == b"X":
        log.info("a reader failed: %s", payload.decode("utf-8", errors="replace"))
        raise failures.damaged(berkas)
    try:
        return transfer.load(payload)
    except transfer.TransferError as error:
        raise failures.damaged(berkas) from error


def shown_name(name: str) -> str:
    """A file name fit for a sentence: no folders, no control characters, its end if it is very long."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return "".join(ch for ch in last if ch.isprintable())[-MAX_NAME_CHARS:] or "tanpa nama"


def _answer(path: Path, berkas: str, start: Start) -> Frame:
    """The child's last frame.  Raises LkjipError where it ends without one or takes too long."""
    granted = limits.BASE_SECONDS
    began = time.monotonic()
    with _running(path, berkas, start) as (running, frames):
        while True:
            left = began + float(granted) * WALL_FACTOR + WALL_SLACK - time.monotonic()
            try:
                frame = frames.get(timeout=max(left, 0.01))
            except queue.Empty:
                raise failures.timeout(berkas, granted) from None
            if frame is None:
                raise _ending(running.wait(), berkas, granted)
            if frame[0] != b"T":
                return frame
            granted = _granted(frame[1])


@contextlib.contextmanager
def _running(
    path: Path, berkas: str, start: Start
) -> Iterator[tuple[Child, queue.SimpleQueue[Frame | None]]]:
    """A child at work, and its frames; it is gone when the block is left, in whatever way."""
    fork = start is Start.FORK or (start is Start.AUTO and _may_fork())
    running: Child = Forked(path, berkas) if fork else Spawned(path, berkas)
    frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
    pump = threading.Thread(target=_pump, args=(running.stream, frames), daemon=True)
    try:
        pump.start()
        yield running, frames
    finally:
        running.kill()
        running.wait()
        pump.join()
        running.stream.close()


def _pump(stream: BinaryIO, frames: queue.SimpleQueue[Frame | None]) -> None:
    """Take whole frames from the child, up to the limit; None at the end."""
    while len(head := stream.read(HEADER.size)) == HEADER.size:
        kind, size = HEADER.unpack(head)
        if size > limits.MAX_RESULT_BYTES:
            break
        payload = stream.read(size)
        if len(payload) < size:
            break
        frames.put((kind, payload))
    frames.put(None)


class Forked:
    """A child that is a copy of this process."""

    def __init__(self, path: Path, berkas: str) -> None:
        child.preload(berkas)
        mine, its = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            child.serve(path, berkas, its)
        os.close(its)
        self.stream: BinaryIO = os.fdopen(mine, "rb")
        self._status: int | None = None

    def kill(self) -> None:
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        if self._status is None:
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._status


class Spawned:
    """A child that is a new interpreter; it sees no variable of our environment, so no secret."""

    def __init__(self, path: Path, berkas: str) -> None:
        folders = [str(Path(__file__).resolve().parents[2]), *(folder for folder in sys.path if folder)]
        keep = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", BOOT.format(folders=folders), str(path.resolve()), berkas],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=keep,
        )
        self.stream: BinaryIO = cast("BinaryIO", self._process.stdout)

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> int:
        return self._process.wait()


def _may_fork() -> bool:
    """Whether a copy of this process would hold no lock of another thread."""
    try:
        return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _granted(payload: bytes) -> Decimal:
    """Seconds that the child asks for; never more than the largest justified file may have."""
    try:
        asked = Decimal(payload.decode("ascii"))
    except (InvalidOperation, UnicodeDecodeError):
        return limits.BASE_SECONDS
    return min(asked, limits.MAX_SECONDS) if asked.is_finite() else limits.BASE_SECONDS


def _error(payload: bytes, berkas: str) -> LkjipError:
    """The error that the child reports, as far as it is one of ours."""
    try:
        code, pesan, saran, lokasi, exit_code = json.loads(payload)
        return LkjipError(ErrorCode(code), str(pesan), str(saran), lokasi=lokasi, exit_code=int(exit_code))
    except (ValueError, TypeError):
        return failures.damaged(berkas)


def _ending(status: int, berkas: str, granted: Decimal) -> LkjipError:
    """What the way in which a silent child ended says about the file."""
    by_signal = {-int(getattr(signal, name, 0)) for name in ("SIGPROF", "SIGXCPU")}
    if status in by_signal:
        return failures.timeout(berkas, granted)
    if status in (child.EXIT_MEMORY, -int(signal.SIGABRT), -int(getattr(signal, "SIGKILL", 9))):
        # native code aborts where Python raises MemoryError; the kernel kills where memory runs out
        return failures.memory(berkas)
    return failures.damaged(berkas)
