"""The services over an index that is built once for all tests of a run: building it takes seconds."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings


class AppBersama(App):
    """The services of one test, with its own folder and database, over the common index."""

    def __init__(self, settings: Settings, common: App) -> None:
        super().__init__(settings)
        self.__dict__["knowledge"] = common.knowledge
        self.__dict__["answering"] = common.answering

    def warm(self) -> None:
        return None


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="lkjip-uji-")


@cache
def _common() -> App:
    app = App(Settings(data_dir=Path(_folder().name)))
    app.warm()
    return app


def app_bersama(folder: Path, **setelan: Any) -> App:
    """Services for a test in ``folder`` that answer from the shipped sources."""
    return AppBersama(Settings(data_dir=folder / "lkjip-data", **setelan), _common())
