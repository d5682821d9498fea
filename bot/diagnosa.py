"""``lkjip diagnosa``: what is there, what is not, what each would add, and how to get it."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.errors import LkjipError
from bot.log import write_event
from bot.periksa import BAIK, KURANG, OPSIONAL, Periksa
from bot.settings import Settings

__all__ = ["BAIK", "KURANG", "OPSIONAL", "Periksa", "diagnose", "diagnose_or_report"]

NEEDED = (
    "python-calamine",
    "pypdfium2",
    "matplotlib",
    "pillow",
    "rapidfuzz",
    "jinja2",
    "lxml",
)


def diagnose(settings: Settings) -> list[Periksa]:
    """All checks, in the order in which they matter."""
    from bot.diagnosa_layanan import check_services

    return [
        _python(),
        *(_library(name) for name in NEEDED),
        _texts(),
        _sample(),
        _data_dir(settings.data_dir),
        _temp_dir(),
        *check_services(settings),
        _program(
            "ocrmypdf",
            "lapisan teks pada pindaian, sebelum berkasnya dibaca asisten ini",
            "apt-get install ocrmypdf tesseract-ocr-ind",
        ),
        check_soffice(),
    ]


def check_soffice() -> Periksa:
    """LibreOffice, which makes the PDF of a draft."""
    return _program("soffice", "mengubah draf menjadi PDF", "apt-get install libreoffice-writer-nogui")


def _python() -> Periksa:
    return Periksa("Python", BAIK, platform.python_version())


def _library(name: str) -> Periksa:
    try:
        return Periksa(name, BAIK, version(name))
    except PackageNotFoundError:
        return Periksa(name, KURANG, "tidak terpasang", "pip install -c constraints.txt -e .")


def _texts() -> Periksa:
    """The sentences of the assistant: every file's front matter against its template."""
    from bot.drafting import narasi
    from bot.texts import TextError, pesan

    try:
        pesan().check_all()
        narasi.check()
    except TextError as error:
        return Periksa(
            "kalimat (prompts/)", KURANG, str(error), "Pasang ulang paket ini; sebuah berkas kalimat rusak."
        )
    return Periksa("kalimat (prompts/)", BAIK, f"versi {pesan().version}")


def _sample() -> Periksa:
    from bot.contoh import sample_path

    path = sample_path()
    if path.is_file():
        return Periksa("berkas contoh", BAIK, str(path))
    return Periksa("berkas contoh", KURANG, "tidak ada", "Pasang ulang paket ini.")


def _data_dir(folder: Path) -> Periksa:
    if write_event(folder / "log" / "lkjip.log", "diagnosa"):
        free = shutil.disk_usage(folder).free // 2**20
        return Periksa("DATA_DIR", BAIK, f"{folder}, sisa {free} MiB")
    return Periksa(
        "DATA_DIR",
        KURANG,
        f"{folder} tidak dapat ditulis",
        "Setel LKJIP_DATA_DIR ke folder yang dapat ditulis.",
    )


def _temp_dir() -> Periksa:
    import tempfile

    try:
        with tempfile.TemporaryFile() as probe:
            probe.write(b"lkjip")
        return Periksa("folder sementara", BAIK, tempfile.gettempdir())
    except OSError:
        return Periksa(
            "folder sementara", KURANG, "tidak dapat ditulis", "Setel TMPDIR ke folder yang dapat ditulis."
        )


def _program(name: str, gives: str, remedy: str) -> Periksa:
    found = shutil.which(name, path=os.environ.get("PATH"))
    if found:
        return Periksa(name, BAIK, f"{found}: {gives}")
    return Periksa(name, OPSIONAL, f"tidak ada; menambah {gives}", remedy)


def diagnose_or_report(load: Callable[[], Settings]) -> list[Periksa]:
    """The checks; where the settings themselves are wrong, that is the first and only finding."""
    try:
        return diagnose(load())
    except LkjipError as error:
        return [Periksa("setelan", KURANG, error.pesan, error.saran)]
