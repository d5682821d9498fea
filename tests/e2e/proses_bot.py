"""The bot as a process of its own, as it runs on a server: started, killed without warning, started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bantu.botapi import TOKEN

TICKS = os.sysconf("SC_CLK_TCK")


class ProsesBot:
    """``lkjip bot`` against a local Bot API server."""

    def __init__(self, folder: Path, alamat: str, database_url: str | None = None, **setelan: Any) -> None:
        self.folder = folder
        self._env = {
            **{key: value for key, value in os.environ.items() if not key.startswith("LKJIP_")},
            "LKJIP_DATA_DIR": str(folder),
            "LKJIP_TELEGRAM_TOKEN": TOKEN,
            "LKJIP_TELEGRAM_API_URL": alamat,
            "LKJIP_WEB_PORT": "0",
            **{f"LKJIP_{key.upper()}": str(value) for key, value in setelan.items()},
        }
        if database_url:
            self._env["LKJIP_DATABASE_URL"] = database_url
        self._process: subprocess.Popen[bytes] | None = None
        self.mulai_kali = 0
        self._nama = "proses"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def mulai(self, nama: str = "proses") -> None:
        """Start it; returns at once.  ``nama`` is for its output, where several share a folder."""
        self._nama = nama
        log = (self.folder / f"{nama}-{self.mulai_kali}.txt").open("wb")
        with log:
            self._process = subprocess.Popen(
                [sys.executable, "-c", "import sys; from bot.cli import main; sys.exit(main(['bot']))"],
                env=self._env,
                stdout=log,
                stderr=log,
                cwd=self.folder,
            )
        self.mulai_kali += 1

    def bunuh(self) -> None:
        """SIGKILL: nothing is put in order."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def berhenti(self) -> int:
        """SIGTERM; returns the exit code."""
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        return self._process.wait(60)

    @property
    def hidup(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def keluaran(self) -> str:
        """What the newest process wrote, for a test that fails."""
        return (self.folder / f"{self._nama}-{self.mulai_kali - 1}.txt").read_text(errors="replace")[-3000:]

    def cpu_s(self) -> float:
        """CPU time of the living process so far, without its children, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memori_mib(self) -> float:
        """Resident memory of the living process, in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("no VmRSS")


def sampai(syarat: Any, batas_s: float, jeda_s: float = 0.2) -> bool:
    """Wait until something holds; False when the time is over."""
    ends = time.monotonic() + batas_s
    while time.monotonic() < ends:
        if syarat():
            return True
        time.sleep(jeda_s)
    return bool(syarat())
