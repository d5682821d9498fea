"""A real Chromium, driven over the W3C WebDriver protocol with httpx against chromedriver.

``Peramban`` is made by :func:`peramban`; where Chromium is missing the test is skipped, or fails where
LKJIP_TEST_PERAMBAN says ``wajib`` (the continuous integration has to have it).
"""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

ELEMEN = "element-6066-11e4-a52e-4f735466cecf"
"""The key of an element's id in the protocol."""
BATAS_S = 20.0
ENTER, ESC, TAB, SHIFT, PANAH_ATAS, PANAH_BAWAH = "\ue007", "\ue00c", "\ue004", "\ue008", "\ue013", "\ue015"
NULL = "\ue000"
PILIHAN = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=id",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
)
WAJIB = os.environ.get("LKJIP_TEST_PERAMBAN") == "wajib"
"""Read when the tests are collected: each test has an environment without our settings."""
T = TypeVar("T")


@dataclass(frozen=True)
class Unsur:
    """An element of the page."""

    peramban: Peramban
    id: str

    def _panggil(self, cara: str, jalur: str, isi: Mapping[str, Any] | None = None) -> Any:
        return self.peramban.panggil(cara, f"/element/{self.id}{jalur}", isi)

    def klik(self) -> None:
        self._panggil("POST", "/click", {})

    def ketik(self, teks: str) -> None:
        """Keys, or for a file input the paths, one a line."""
        self._panggil("POST", "/value", {"text": teks})

    @property
    def teks(self) -> str:
        return str(self._panggil("GET", "/text"))

    def sifat(self, nama: str) -> str | None:
        found = self._panggil("GET", f"/attribute/{nama}")
        return None if found is None else str(found)

    @property
    def peran(self) -> str:
        """The role that a screen reader is told."""
        return str(self._panggil("GET", "/computedrole"))

    @property
    def sebutan(self) -> str:
        """The name that a screen reader says."""
        return str(self._panggil("GET", "/computedlabel"))

    def tampak(self) -> bool:
        return bool(self._panggil("GET", "/displayed"))


class Peramban:
    """One window."""

    def __init__(self, klien: httpx.Client, sesi: str, unduhan: Path | None) -> None:
        self._klien = klien
        self._sesi = sesi
        self.unduhan = unduhan

    def panggil(self, cara: str, jalur: str, isi: Mapping[str, Any] | None = None) -> Any:
        """One command of the protocol.  Raises AssertionError with the driver's words."""
        answer = self._klien.request(cara, f"/session/{self._sesi}{jalur}", json=isi)
        value = answer.json()["value"]
        if answer.is_error:
            raise AssertionError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def buka(self, alamat: str) -> None:
        self.panggil("POST", "/url", {"url": alamat})

    def muat_ulang(self) -> None:
        self.panggil("POST", "/refresh", {})

    def semua(self, css: str) -> list[Unsur]:
        found = self.panggil("POST", "/elements", {"using": "css selector", "value": css})
        return [Unsur(self, one[ELEMEN]) for one in found]

    def satu(self, css: str, memuat: str = "", *, batas_s: float = BATAS_S) -> Unsur:
        """The last element that fits and contains the words, as soon as it is there and seen."""

        def find() -> Unsur | None:
            fitting = [one for one in self.semua(css) if one.tampak() and memuat in one.teks]
            return fitting[-1] if fitting else None

        return self.tunggu(find, f"{css} with {memuat!r}", batas_s=batas_s)

    def tunggu(self, syarat: Callable[[], T | None], apa: str, *, batas_s: float = BATAS_S) -> T:
        """What ``syarat`` returns as soon as it is truthy.  An element that is replaced meanwhile counts as
        not there yet.  Raises AssertionError."""
        deadline = time.monotonic() + batas_s
        while True:
            try:
                if found := syarat():
                    return found
            except AssertionError as error:
                if "stale element" not in str(error):
                    raise
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen within {batas_s} s: {apa}")
            time.sleep(0.05)

    def jalankan(self, skrip: str, *isi: Any) -> Any:
        """Run JavaScript in the page."""
        return self.panggil("POST", "/execute/sync", {"script": skrip, "args": list(isi)})

    def tekan(self, *tombol: str) -> None:
        """Keys to whatever has the focus, one after another."""
        actions = [{"type": kind, "value": key} for key in tombol for kind in ("keyDown", "keyUp")]
        self._aksi(actions)

    def tekan_bersama(self, penahan: str, tombol: str) -> None:
        """A key while another is held."""
        self._aksi(
            [
                {"type": "keyDown", "value": penahan},
                {"type": "keyDown", "value": tombol},
                {"type": "keyUp", "value": tombol},
                {"type": "keyUp", "value": penahan},
            ]
        )

    def _aksi(self, actions: list[dict[str, str]]) -> None:
        self.panggil("POST", "/actions", {"actions": [{"type": "key", "id": "papan", "actions": actions}]})

    def tunjuk(self, x: int, y: int) -> None:
        """Move the mouse to a place of the window."""
        move = {"type": "pointerMove", "duration": 0, "x": x, "y": y}
        pointer = {
            "type": "pointer",
            "id": "tikus",
            "parameters": {"pointerType": "mouse"},
            "actions": [move],
        }
        self.panggil("POST", "/actions", {"actions": [pointer]})

    @property
    def fokus(self) -> Unsur:
        return Unsur(self, self.panggil("GET", "/element/active")[ELEMEN])

    def ukuran(self, lebar: int, tinggi: int, *, skala: float = 1.0) -> None:
        """The size of the page in CSS pixels, as on a phone."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            {"width": lebar, "height": tinggi, "deviceScaleFactor": skala, "mobile": lebar < 700},
        )

    def cdp(self, perintah: str, isi: Mapping[str, Any]) -> Any:
        """A command of Chrome's own protocol."""
        return self.panggil("POST", "/goog/cdp/execute", {"cmd": perintah, "params": isi})

    def gambar(self) -> bytes:
        """The window as PNG."""
        return base64.b64decode(self.panggil("GET", "/screenshot"))

    def keluhan(self) -> list[str]:
        """What the console of the page complained about since the last look."""
        found = self.panggil("POST", "/se/log", {"type": "browser"})
        return [str(one["message"]) for one in found if one["level"] in ("SEVERE", "WARNING")]


def program() -> tuple[str, str] | None:
    """Chromium and its driver; None where one is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    return (chromium, driver) if chromium and driver else None


def perlukan() -> tuple[str, str]:
    """Chromium and its driver, or the test is skipped."""
    found = program()
    if found is None:
        reason = "chromium and chromedriver are not installed (Debian: apt-get install chromium-driver)"
        if WAJIB:
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def peramban(
    *, unduhan: Path | None = None, gelap: bool = False, env: Mapping[str, str] | None = None
) -> Iterator[Peramban]:
    """A fresh browser; ``unduhan`` is where it saves what it downloads."""
    chromium, driver = perlukan()
    with (
        tempfile.TemporaryDirectory(prefix="peramban-") as folder,
        _penggerak(driver, folder, env or {}) as address,
    ):
        options: dict[str, Any] = {
            "binary": chromium,
            "args": [*PILIHAN, f"--user-data-dir={folder}/profil", *(["--force-dark-mode"] if gelap else [])],
        }
        if unduhan is not None:
            options["prefs"] = {
                "download.default_directory": str(unduhan),
                "download.prompt_for_download": False,
            }
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}
        with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
            made = client.post("/session", json={"capabilities": wanted}).json()["value"]
            assert "sessionId" in made, made
            window = Peramban(client, made["sessionId"], unduhan)
            try:
                yield window
            finally:
                window.panggil("DELETE", "")


@contextmanager
def _penggerak(driver: str, folder: str, env: Mapping[str, str]) -> Iterator[str]:
    """chromedriver on a free port, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [driver, f"--port={port}", "--allowed-ips=127.0.0.1", "--silent"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={
            **os.environ,
            "HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "XDG_CACHE_HOME": folder,
            "TZ": "Asia/Jakarta",
            **env,
        },
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + BATAS_S
        while True:
            try:
                if httpx.get(f"{address}/status", trust_env=False).json()["value"]["ready"]:
                    break
            except httpx.HTTPError:
                assert time.monotonic() < deadline, "chromedriver did not start"
                time.sleep(0.05)
        yield address
    finally:
        process.terminate()
        process.wait(10)
