"""One bot process for one SQLite database, made sure of by a lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from bot.errors import ErrorCode, LkjipError

KUNCI = "bot.kunci"


def held(folder: Path) -> bool:
    """Whether a bot is running with this folder on SQLite."""
    path = folder / KUNCI
    if not path.exists():
        return False
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


class SingleProcess:
    """Holds ``DATA_DIR/bot.kunci`` while the bot runs.  On PostgreSQL several may run (``needed`` False)."""

    def __init__(self, folder: Path, *, needed: bool) -> None:
        self._path = folder / KUNCI
        self._needed = needed
        self._handle: int | None = None

    async def __aenter__(self) -> SingleProcess:
        if not self._needed:
            return self
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise LkjipError(
                ErrorCode.SETTING_INVALID,
                f"Bot lain sedang berjalan dengan folder data {self._path.parent}.",
                "Hentikan bot itu lebih dahulu, atau isi LKJIP_DATABASE_URL dengan PostgreSQL agar beberapa "
                "bot dapat berjalan bersama.",
                exit_code=3,
            ) from None
        self._handle = handle
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
