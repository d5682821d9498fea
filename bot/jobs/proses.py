"""Starts worker processes (``bot.jobs.kerja``) from the bot, and brings back their result or error."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bot
from bot.errors import ErrorCode, LkjipError

BATAS_S = 240.0
"""Wall-clock seconds of a task; the largest table that is accepted takes a fraction of it."""
BATAS_INDEKS_S = 7200.0
"""The same for a change of the index, of whatever size."""
MAKS_GALAT = 4_000
SATU_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
"""A worker is one of several on a machine that has to answer as well: its libraries start no threads."""
KELOMPOK = 0
"""A process group of its own, to be ended with all that it started.  Not a session of its own: Linux gives
each session the same share of the processor (``sched_autogroup``), and a low priority would mean nothing."""
PERINTAH = (sys.executable, "-m", "bot.jobs.kerja")
DITERUSKAN = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TZ",
    "SYSTEMROOT",
    "MPLCONFIGDIR",
    "XDG_CACHE_HOME",
)
"""What a worker sees of our environment: no setting and so no secret."""


class KerjaGagal(Exception):
    """A worker ended without a result: a fault of ours, with what it wrote to stderr."""


class TanpaRuang(Exception):
    """The disk is full, or cannot be written."""


async def kerjakan(spec: Mapping[str, Any], *, batas_s: float = BATAS_S) -> dict[str, Any]:
    """Run a task in a worker process; cancelling ends the process.

    Raises LkjipError as the task does, or where it takes too long; TanpaRuang; KerjaGagal.
    """
    process = await asyncio.create_subprocess_exec(
        *PERINTAH,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        process_group=KELOMPOK,
        env=lingkungan(),
    )
    try:
        async with asyncio.timeout(batas_s):
            out, err = await process.communicate(json.dumps(spec).encode())
    except TimeoutError:
        raise LkjipError(
            ErrorCode.FILE_TIMEOUT,
            "Pekerjaan ini memakan waktu terlalu lama sehingga dihentikan.",
            "Kirim tabel yang lebih kecil: cukup tabel indikator dan anggaran, tanpa lembar lain.",
        ) from None
    finally:
        await _end(process)
    return hasil_kerja(out, err, process.returncode)


def pengubah_indeks(data_dir: Path) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Has changes of the index in a folder made by a worker process; see ``knowledge.index.elsewhere``.

    For threads.  Raises OSError where the disk is full or the worker takes too long, and NotDone where it
    ended without a result.
    """

    def ubah(tugas: Mapping[str, Any]) -> dict[str, Any]:
        from knowledge.index.elsewhere import NotDone

        spec = {"kerja": "indeks", "data_dir": str(data_dir), "tugas": tugas}
        try:
            done = subprocess.run(
                PERINTAH,
                check=False,
                input=json.dumps(spec).encode(),
                capture_output=True,
                process_group=KELOMPOK,
                env=lingkungan(),
                timeout=BATAS_INDEKS_S,
            )
            return hasil_kerja(done.stdout, done.stderr, done.returncode)
        except subprocess.TimeoutExpired:
            raise TimeoutError(errno.ETIMEDOUT, "the change of the index takes too long") from None
        except TanpaRuang:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
        except (KerjaGagal, LkjipError) as error:
            raise NotDone(str(error)) from error

    return ubah


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the worker with all that it started."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        # communicate() empties and closes the pipes, which wait() leaves open.
        await process.communicate()


def hasil_kerja(out: bytes, err: bytes, status: int | None) -> dict[str, Any]:
    """What a worker said.  Raises as :func:`kerjakan` does."""
    try:
        found = json.loads(out)
    except ValueError:
        said = err.decode("utf-8", errors="replace")[-MAKS_GALAT:]
        raise KerjaGagal(f"worker ended with {status}: {said}") from None
    if galat := found.get("galat"):
        raise LkjipError(ErrorCode(galat["kode"]), galat["pesan"], galat["saran"], lokasi=galat["lokasi"])
    if (number := found.get("sistem")) is not None:
        if number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise TanpaRuang
        raise KerjaGagal(f"worker met {found.get('ket')} {errno.errorcode.get(number, number)}")
    return dict(found["hasil"])


def lingkungan() -> dict[str, str]:
    """What a worker sees of the environment."""
    kept = {name: os.environ[name] for name in DITERUSKAN if name in os.environ}
    root = str(Path(bot.__file__).resolve().parents[1])
    alone = dict.fromkeys(SATU_THREAD, "1")
    return {**kept, **alone, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
