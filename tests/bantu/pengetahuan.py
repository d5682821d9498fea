"""The index of the shipped sources, built once for all tests of a run: building it takes seconds.

``siapkan_indeks(data_dir)`` gives a test a copy of its own; ``app_bersama`` answers from one that all tests
of a process read.  What tests the building itself begins with an empty folder instead.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings

SELESAI = "selesai"
_bersama: list[Path] = []


def bersama_di(folder: Path) -> None:
    """Where the processes of this run keep what they share (called by conftest.py, before any test)."""
    _bersama[:] = [folder]


class AppBersama(App):
    """The services of one test, with its own folder and database, over the common index."""

    def __init__(self, settings: Settings, common: App) -> None:
        super().__init__(settings)
        self.__dict__["knowledge"] = common.knowledge
        self.__dict__["answering"] = common.answering

    def warm(self) -> None:
        return None


@cache
def _sementara() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="lkjip-uji-")


def _jadi() -> Path:
    """A folder in which the index stands as a first start builds it; the first process that asks makes it."""
    root = (_bersama[0] if _bersama else Path(_sementara().name)) / "indeks-jadi"
    root.mkdir(parents=True, exist_ok=True)
    with (root / "kunci").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / SELESAI).exists():
            shutil.rmtree(root / "data", ignore_errors=True)
            App(Settings(data_dir=root / "data")).open_knowledge().close()
            (root / SELESAI).touch()
    return root / "data" / "indeks"


def siapkan_indeks(data_dir: Path) -> Path:
    """Put a copy of the built index into a DATA_DIR, as an earlier start would have left it there."""
    shutil.copytree(_jadi(), data_dir / "indeks")
    return data_dir


@cache
def _common() -> App:
    app = App(Settings(data_dir=siapkan_indeks(Path(_sementara().name) / "bersama")))
    app.warm()
    return app


def app_bersama(folder: Path, **setelan: Any) -> App:
    """Services for a test in ``folder`` that answer from the shipped sources."""
    return AppBersama(Settings(data_dir=folder / "lkjip-data", **setelan), _common())
