"""A worker process: one heavy task, a JSON spec on stdin, a JSON result on stdout, nothing else.

``python -m bot.jobs.kerja``.  It runs with low priority, within limits of processor time and memory, and
dies with the process that started it.  What is wrong with a person's material comes back as the parts of a
LkjipError; a fault of ours ends it with a traceback on stderr, which the parent puts into the log.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import LkjipError

if TYPE_CHECKING:
    from bot.app import App

PR_SET_PDEATHSIG = 1
NICE = 10
MEMORY_BYTES = 6 * 1024**3
"""Address space, LibreOffice's among it, which maps far more than it uses."""
CPU_SECONDS = 600
CPU_SECONDS_INDEX = 7200
"""Of a change of the index; making one of 100,000 passages takes eight minutes."""

Spec = Mapping[str, Any]


def baca(spec: Spec) -> dict[str, Any]:
    """Read the files of a report; see :func:`bot.jobs.bacaan.baca`."""
    from bot.jobs.bacaan import baca as run

    return run(spec)


def susun(spec: Spec) -> dict[str, Any]:
    """Write a draft; see :func:`bot.jobs.susunan.susun`."""
    from bot.jobs.susunan import susun as run

    return run(spec)


def ledger(spec: Spec) -> dict[str, Any]:
    """The ledger of a draft as a workbook."""
    from bot.jobs.ledger import tulis_ledger

    tulis_ledger(Path(spec["telusur"]), Path(spec["keluaran"]))
    return {"keluaran": spec["keluaran"]}


def olah(spec: Spec) -> dict[str, Any]:
    """The yield of a document for the knowledge index; see :func:`bot.jobs.dokumen.hasil`."""
    from bot.jobs.dokumen import hasil

    return hasil(Path(spec["jalur"]), spec["nama"], spec.get("jenis"))


def indeks(spec: Spec) -> dict[str, Any]:
    """A change of the knowledge index; see :mod:`knowledge.index.elsewhere`."""
    from knowledge.index.elsewhere import perform

    return perform(_app(spec).knowledge, spec["tugas"])


def terbitkan(spec: Spec) -> dict[str, Any]:
    """Read a document and put it into the knowledge index; see :func:`bot.jobs.dokumen.tambah`."""
    from bot.jobs.dokumen import tambah

    given = spec["permintaan"]
    return tambah(_app(spec), Path(spec["jalur"]), spec["nama"], spec.get("jenis"), given)


def _app(spec: Spec) -> App:
    """The services over the folder that the bot names: no other setting is needed, nor passed on."""
    from bot.app import App
    from bot.settings import Settings

    return App(Settings(data_dir=Path(spec["data_dir"])))


TUGAS: Mapping[str, Callable[[Spec], dict[str, Any]]] = {
    "baca": baca,
    "susun": susun,
    "ledger": ledger,
    "olah": olah,
    "terbitkan": terbitkan,
    "indeks": indeks,
}
LAMA: frozenset[str] = frozenset({"terbitkan", "indeks"})
"""Tasks that grow with the index."""


def run(spec: Spec) -> dict[str, Any]:
    """Do a task.  ``{"hasil": …}``, or ``{"galat": …}`` for what the person has to know."""
    try:
        return {"hasil": TUGAS[spec["kerja"]](spec)}
    except LkjipError as error:
        return {"galat": galat_json(error)}
    except OSError as error:
        return {"sistem": error.errno or 0, "ket": type(error).__name__}


def galat_json(error: LkjipError) -> dict[str, str | None]:
    """The parts of an error, for another process."""
    return {"kode": error.code.value, "pesan": error.pesan, "saran": error.saran, "lokasi": error.lokasi}


def limit() -> None:
    """Low priority, limits, and the same end as the parent's."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)  # it went between the two calls
    if sys.platform != "win32":
        import resource

        os.nice(NICE)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu(seconds: int) -> None:
    """End the process after so much processor time."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def main() -> None:
    """Entry of the process: whatever libraries print goes to stderr, the result alone to stdout."""
    limit()
    out = os.dup(1)
    os.dup2(2, 1)
    spec = json.loads(sys.stdin.buffer.read())
    limit_cpu(CPU_SECONDS_INDEX if spec["kerja"] in LAMA else CPU_SECONDS)
    result = run(spec)
    with os.fdopen(out, "wb") as stream:
        stream.write(json.dumps(result, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
