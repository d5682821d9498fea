"""What happens inside the child process: limits, detection, reading, and one answer to the parent.

Nothing here trusts the file; nothing in the parent trusts what is sent from here.  Frames are a letter,
a length of four bytes and as many bytes: ``T`` the seconds that the file may take, then one of ``R``
the document, ``E`` an error for the user, ``X`` a fault of a reader.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import struct
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from bot.errors import LkjipError
from bot.tables.document import Document
from bot.tables.intake import limits, transfer
from bot.tables.intake.detect import Detected, detect

EXIT_MEMORY = 86
"""Exit status of a child that ran out of memory and could not say so."""
FAULT_CHARS = 4_000
COLLECT_AFTER = 50_000
"""Objects between two runs of the garbage collector."""
Send: TypeAlias = Callable[[bytes, bytes], None]


READERS = {
    ".xlsx": "bot.tables.readers.xlsx",
    ".docx": "bot.tables.readers.docx",
    ".ods": "bot.tables.readers.ods",
    ".csv": "bot.tables.readers.delimited",
}
"""Readers of our own code by the ending of a name."""


def preload(berkas: str) -> None:
    """Load in the parent what a copy of it will need: once for all files instead of once for each.

    Only our own readers and lxml; native libraries that keep state (PDFium) are first used in the child.
    """
    for module in (
        "lxml.etree",
        "bot.tables.intake.evidence",
        READERS.get(Path(berkas).suffix.lower(), "json"),
    ):
        importlib.import_module(module)


def _spare_collector() -> None:
    """Grids are many small objects without cycles: the collector would walk them, and what was inherited,
    again and again.  It still runs, for cycles must not fill the memory that the file may have."""
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def serve(path: Path, berkas: str, out: int) -> None:
    """Read a file and write frames to the file descriptor ``out``.  Ends the process, whatever happens."""
    status = 0
    try:
        _quiet()
        _spare_collector()
        limit_memory()
        limit_cpu(limits.BASE_SECONDS)
        frame = _answer(path, berkas, lambda kind, payload: _send(out, kind, payload))
        _send(out, *frame)
    except MemoryError:
        status = EXIT_MEMORY
    except BaseException as error:  # noqa: BLE001
        # the outermost edge of the process, beyond which is only the parent; calamine's panics are
        # BaseException, too
        status = 1
        _send(out, b"X", _fault(error))
    finally:
        os._exit(status)


def _answer(path: Path, berkas: str, send: Send) -> tuple[bytes, bytes]:
    try:
        return b"R", transfer.dump(read_file(path, berkas, send))
    except LkjipError as error:
        fields = [error.code, error.pesan, error.saran, error.lokasi, error.exit_code]
        return b"E", json.dumps(fields).encode()


def read_file(path: Path, berkas: str, send: Send) -> Document:
    """Detect, ask for the time that the file deserves, and read it.  Raises LkjipError."""
    from bot.tables.intake.evidence import seconds

    found = detect(path, berkas)
    granted = seconds(found, path, berkas)
    limit_cpu(granted)
    send(b"T", str(granted).encode())
    return parse(path, berkas, found)


def parse(path: Path, berkas: str, found: Detected) -> Document:
    """Read a detected file with the reader of its kind.  Raises LkjipError."""
    if found.package is not None and found.kind in ("xlsx", "ods", "docx"):
        if found.kind == "xlsx":
            from bot.tables.readers.xlsx import read_package
        elif found.kind == "ods":
            from bot.tables.readers.ods import read_package
        else:
            from bot.tables.readers.docx import read_package
        return read_package(found.package)
    if found.kind == "pdf":
        from bot.tables.readers.pdf.reader import read_pdf as read
    elif found.kind == "xls":
        from bot.tables.readers.xls import read_xls as read
    elif found.kind == "xlsb":
        from bot.tables.readers.xls import read_xlsb as read
    elif found.kind == "html":
        from bot.tables.readers.html import read_html as read
    elif found.kind == "spreadsheetml":
        from bot.tables.readers.spreadsheetml import read_spreadsheetml as read
    else:
        from bot.tables.readers.delimited import read_delimited as read
    return read(path, berkas)


def limit_memory() -> None:
    """Allow :data:`limits.MEMORY_BYTES` beyond what is held now with the readers' libraries loaded.

    Where the system counts no address space (macOS, Windows) there is only the limit of time.
    """
    import lxml.etree  # noqa: F401 - loaded before counting, since imports are ours and not the file's

    try:
        import resource
    except ImportError:
        return
    held = address_space()
    if held is None:
        return
    ceiling = held + limits.MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def limit_cpu(seconds: Decimal) -> None:
    """End this process once it has used this much processor time since it started.

    A timer ends it to the fraction of a second; the kernel's own limit stands behind it, for a library
    could reset the timer.
    """
    try:
        import resource
        import signal
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    left = float(seconds) - used.ru_utime - used.ru_stime
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, max(left, 0.05))
    hard = int(limits.MAX_SECONDS) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (min(int(seconds) + 1, hard), hard))


def address_space() -> int | None:
    """Bytes of address space that this process holds; None where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except (OSError, IndexError):
        return None
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _quiet() -> None:
    """What libraries print goes nowhere: the user sees only our sentences."""
    import faulthandler

    faulthandler.disable()  # inherited by a fork, with a stream of its own
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _send(out: int, kind: bytes, payload: bytes) -> None:
    data = memoryview(kind + struct.pack("<I", len(payload)) + payload)
    try:
        while data:
            data = data[os.write(out, data) :]
    except OSError:
        os._exit(1)  # the parent has gone


def _fault(error: BaseException) -> bytes:
    import traceback

    return "".join(traceback.format_exception(error))[-FAULT_CHARS:].encode("utf-8", errors="replace")


def main() -> None:
    """Entry of a child that was started as a new interpreter: path and name as arguments."""
    out = os.dup(1)
    serve(Path(sys.argv[1]), sys.argv[2], out)
