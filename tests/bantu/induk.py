"""A parent for processes of the command line: it has imported what they need, and each is a fork of it.

Run as a program it reads requests from the socket whose number is its argument, and gives each child the
arguments, the folder, the environment and the three streams of the request.  A child is a process like any
other (its own streams, folder, exit code and end); only the second that its imports cost is spared.  What
tests the start itself, or needs more of the system, starts a process in full (see ``tests.cli.helpers``).
"""

from __future__ import annotations

import atexit
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO

SIAPKAN = (
    "alembic.command", "bot.answering.service", "bot.app", "bot.cli", "bot.cli.commands", "bot.cli.run_draf",
    "bot.cli.run_periksa", "bot.cli.run_tanya", "bot.diagnosa", "bot.drafting.charts", "bot.drafting.periksa",
    "bot.drafting.service", "bot.store.jejak", "bot.tables.read", "knowledge.index.service", "openpyxl",
    "sqlalchemy.dialects.sqlite",
)  # fmt: skip
BESAR = 200_000
"""No request is longer, in bytes."""


class Induk:
    """The parent, in a process of its own until this one ends."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            number = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.bantu.induk", str(number)],
                pass_fds=[number],
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            )
        atexit.register(self.akhiri)

    def akhiri(self) -> None:
        """It ends when its socket is closed."""
        self._ours.close()
        self._process.wait(10)

    def jalankan(
        self,
        args: Sequence[str],
        cwd: str,
        env: Mapping[str, str],
        streams: Sequence[IO[bytes]],
        batas_s: float,
    ) -> int:
        """The exit code of ``lkjip`` with these arguments, as ``subprocess`` gives it.

        Raises TimeoutError.
        """
        request = json.dumps({"args": list(args), "cwd": cwd, "env": dict(env)}).encode()
        socket.send_fds(self._ours, [request], [one.fileno() for one in streams])
        if not select.select([self._ours], [], [], batas_s)[0]:
            self._process.kill()
            raise TimeoutError(f"lkjip {args}")
        return int(self._ours.recv(BESAR))


@cache
def induk() -> Induk:
    """The parent of this test process."""
    return Induk()


def _melayani(connection: socket.socket) -> list[str] | None:
    """Fork for every request; in a child the arguments, in the parent None at the end."""
    while True:
        request, streams, _flags, _address = socket.recv_fds(connection, BESAR, 3)
        if not request:
            return None
        child = os.fork()
        if not child:
            connection.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            wanted = json.loads(request)
            os.chdir(wanted["cwd"])
            os.environ.clear()
            os.environ.update(wanted["env"])
            return list(map(str, wanted["args"]))
        for stream in streams:
            os.close(stream)
        status = os.waitpid(child, 0)[1]
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())


if __name__ == "__main__":
    import importlib

    for name in SIAPKAN:
        importlib.import_module(name)
    found = _melayani(socket.socket(fileno=int(sys.argv[1])))
    if found is not None:
        from bot.cli import main

        # The interpreter of the child ends as that of any program does.
        sys.argv = ["lkjip", *found]
        sys.exit(main())
