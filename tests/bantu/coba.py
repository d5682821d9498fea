"""The try-out for tests: all of it in a process of its own, or its page with a bot that the test plays."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.web.botapi import Dunia, Orang
from bot.web.coba.panggung import Panggung, siapkan_folder
from bot.web.coba.pemeran import pemeran, siapkan_dunia
from tests.bantu.pengetahuan import siapkan_indeks

PROGRAM = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
_ALAMAT = re.compile(r"http://127\.0\.0\.1:\d+/")


def lingkungan() -> dict[str, str]:
    """The environment without settings of the developer."""
    return {key: value for key, value in os.environ.items() if not key.startswith("LKJIP_")}


def folder_siap(folder: Path) -> Path:
    """The folder of a try-out whose index was built by an earlier start."""
    siapkan_folder(folder)
    return siapkan_indeks(folder)


@contextmanager
def coba_berjalan(folder: Path, *pilihan: str) -> Iterator[str]:
    """``lkjip coba`` with that folder; gives the address of its page, ends it by SIGTERM."""
    command = [*PROGRAM, "coba", "--porta", "0", "--tanpa-peramban", "--data", str(folder), *pilihan]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=lingkungan(),
        cwd=folder.parent,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = _ALAMAT.search(line)
            if found is None:
                process.terminate()
                raise AssertionError(f"the try-out did not start: {line}{process.communicate()[1]}")
            yield found.group()
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=60)


@dataclass
class Halaman:
    """The page alone, without a bot: ``bot`` calls methods of the Bot API in its place."""

    dunia: Dunia
    panggung: Panggung
    alamat: str

    def orang(self, kunci: str) -> Orang:
        return self.dunia.orang[pemeran(kunci).id]

    def bot(self, metode: str, **isi: Any) -> Any:
        """What the bot does, as a call of its API.  Raises GalatApi."""
        from bot.web.botapi.metode import METODE
        from bot.web.botapi.permintaan import Permintaan

        berkas = isi.pop("berkas", {})
        with self.dunia.kunci:
            return METODE[metode.lower()](self.dunia, Permintaan(metode.lower(), isi, berkas))

    def minta(self, cara: str, jalur: str, **isi: Any) -> httpx.Response:
        """A request to the page's API as the page sends it."""
        with httpx.Client(base_url=self.alamat, trust_env=False, timeout=20) as client:
            headers = {"X-LKJIP-Coba": "1"} | isi.pop("headers", {})
            return client.request(cara, jalur, headers=headers, **isi)


@contextmanager
def halaman_saja(folder: Path) -> Iterator[Halaman]:
    """Serve the page over a fresh world in a thread of its own."""
    dunia = Dunia()
    siapkan_dunia(dunia)
    ready, leave = threading.Event(), threading.Event()
    made: list[Halaman] = []

    async def run() -> None:
        from bot.web.coba_api import buat_halaman
        from bot.web.penyaji import sajikan

        stage = Panggung(dunia, folder)
        async with sajikan(buat_halaman(stage), "127.0.0.1", 0) as address:
            made.append(Halaman(dunia, stage, f"{address}/"))
            ready.set()
            await asyncio.to_thread(leave.wait)
            dunia.siaran.tutup_semua()

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="halaman", daemon=True)
    thread.start()
    assert ready.wait(20), "the page is not served"
    try:
        yield made[0]
    finally:
        leave.set()
        thread.join(20)
