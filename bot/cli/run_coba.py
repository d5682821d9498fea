"""What ``coba`` does: the actual bot without a token, in a page, in the terminal, or as a self-test."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import usage_error

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.web.coba.panggung import Panggung

PORTA_BAWAAN = 8765
ALAMAT = "127.0.0.1"
"""Loopback alone: whoever reaches the page can act every person."""


@dataclass(frozen=True, slots=True)
class PilihanCoba:
    """The options of ``lkjip coba``."""

    porta: str | None = None
    peramban: bool = True
    terminal: bool = False
    sebagai: str | None = None
    data: str | None = None
    dari_awal: bool = False
    uji: bool = False


def run_coba(pilihan: PilihanCoba) -> None:
    """Run until SIGTERM or SIGINT (or the end of the self-test).  Raises LkjipError."""
    from bot.app import App
    from bot.web.coba.panggung import NAMA_FOLDER, siapkan_folder

    if pilihan.uji and pilihan.terminal:
        raise usage_error("--uji dan --terminal tidak dapat bersama.", "Pilih salah satu.")
    settings = App().settings
    if pilihan.uji and pilihan.data is None:
        with tempfile.TemporaryDirectory(prefix="lkjip-uji-") as name:
            return _uji(settings, Path(name) / NAMA_FOLDER)
    folder = Path(pilihan.data) if pilihan.data else settings.data_dir / NAMA_FOLDER
    siapkan_folder(folder, dari_awal=pilihan.dari_awal)
    if pilihan.uji:
        return _uji(settings, folder)
    if pilihan.terminal:
        return asyncio.run(_terminal(settings, folder, _pemeran(pilihan.sebagai)))
    porta = _porta(pilihan.porta)
    lagi = asyncio.run(_halaman(settings, folder, porta, peramban=pilihan.peramban))
    if lagi is not None:
        _mulai_lagi(lagi, pilihan.data)
    return None


def _uji(settings: Settings, folder: Path) -> None:
    from bot.cli.coba_uji import uji
    from bot.web.coba.panggung import siapkan_folder

    siapkan_folder(folder)
    asyncio.run(_dengan_sinyal(settings, folder, lambda stage: uji(stage, _cetak)))


async def _dengan_sinyal(
    settings: Settings, folder: Path, work: Callable[[Panggung], Awaitable[None]]
) -> None:
    """Do the work on a running stage; a signal ends it."""
    from bot.cli.sinyal import berhenti_pada_sinyal
    from bot.web.coba.panggung import panggung

    berhenti = asyncio.Event()
    with berhenti_pada_sinyal(berhenti):
        async with panggung(settings, folder) as stage:
            task = asyncio.ensure_future(work(stage))
            signal = asyncio.create_task(berhenti.wait())
            await asyncio.wait({task, signal}, return_when=asyncio.FIRST_COMPLETED)
            signal.cancel()
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
                raise KeyboardInterrupt
            await task


async def _terminal(settings: Settings, folder: Path, kunci: str) -> None:
    from bot.cli.coba_terminal import Sesi

    _kata("Menyiapkan bot …")
    await _dengan_sinyal(settings, folder, lambda stage: Sesi(stage, kunci, _cetak).jalankan())


async def _halaman(settings: Settings, folder: Path, porta: int | None, *, peramban: bool) -> int | None:
    """Serve the page until a signal; the port where the person wants to begin anew."""
    from bot.cli.sinyal import berhenti_pada_sinyal
    from bot.web.coba.panggung import panggung
    from bot.web.coba_api import buat_halaman
    from bot.web.penyaji import sajikan

    berhenti = asyncio.Event()
    _kata("Menyiapkan bot …")
    with berhenti_pada_sinyal(berhenti):
        async with panggung(settings, folder) as stage, contextlib.AsyncExitStack() as stack:
            page = buat_halaman(stage)
            alamat = await stack.enter_async_context(
                sajikan(page, ALAMAT, _porta_bebas(porta), setelan="--porta")
            )
            # Before the page is taken down its streams of events must end.
            stack.callback(stage.dunia.siaran.tutup_semua)
            _cetak(f"Asisten LKjIP dapat dicoba di {alamat}/")
            _kata("Berhenti dengan Ctrl-C. Percakapan tersimpan dan dilanjutkan pada awal berikutnya.")
            if peramban and _ada_layar():
                await asyncio.to_thread(_buka, f"{alamat}/")
            await _salah_satu(berhenti, stage.ulang)
    return int(alamat.rpartition(":")[2]) if stage.ulang.is_set() and not berhenti.is_set() else None


async def _salah_satu(*events: asyncio.Event) -> None:
    tasks = [asyncio.create_task(one.wait()) for one in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _mulai_lagi(porta: int, data: str | None) -> None:
    """Become a new process with an empty folder: nothing of the old one stays, in memory or on disk."""
    sys.stdout.flush()
    command = [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main())"]
    command += ["coba", "--dari-awal", "--tanpa-peramban", "--porta", str(porta)]
    os.execv(command[0], command + (["--data", data] if data else []))


def _porta(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal() or int(text) > 65_535:
        raise usage_error(f"Porta '{text}' tidak sah.", "Tulis angka 0 sampai 65535, misalnya --porta 8765.")
    return int(text)


def _porta_bebas(wanted: int | None) -> int:
    """The wanted port, or the usual one where it is free."""
    import socket

    if wanted is not None:
        return wanted
    try:
        with socket.create_server((ALAMAT, PORTA_BAWAAN)):
            return PORTA_BAWAAN
    except OSError:
        return 0


def _pemeran(kunci: str | None) -> str:
    from bot.cli.parameters import satu_dari
    from bot.web.coba.pemeran import PEMERAN

    return satu_dari("--sebagai", kunci, [one.kunci for one in PEMERAN]) if kunci else PEMERAN[0].kunci


def _ada_layar() -> bool:
    """Whether a browser would be seen: on Linux only with a display."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _buka(alamat: str) -> None:
    import webbrowser

    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(alamat)


def _cetak(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _kata(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
