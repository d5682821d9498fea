"""Drafts a table once and prints figures as JSON: ``python -m tests.bench.draf FILE [grafik]``."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bot.app import App
from bot.drafting.model import Identitas
from bot.drafting.service import PilihanDraf, make_draft


def main() -> None:
    path, charts = Path(sys.argv[1]), "grafik" in sys.argv[2:]
    app = App()
    started = time.perf_counter()
    table = app.read_all([path])
    read = time.perf_counter()
    measurement = app.measure(table, app.rules())
    measured = time.perf_counter()
    steps: dict[str, float] = {}
    make_draft(
        measurement,
        Identitas(instansi="Dinas Contoh", tahun=2025),
        pilihan=PilihanDraf(gambar=charts),
        kemajuan=lambda step: steps.setdefault(step, time.perf_counter()),
    )
    done = time.perf_counter()
    moments = [*steps.items(), ("selesai", done)]
    print(
        json.dumps(
            {
                "indikator": measurement.rata_rata.jumlah,
                "baca": read - started,
                "ukur": measured - read,
                "draf": done - measured,
                "langkah": {name: moments[n + 1][1] - at for n, (name, at) in enumerate(moments[:-1])},
                "memori_mib": peak_memory(),
            }
        )
    )


def peak_memory() -> float:
    """MiB, by VmHWM, since ru_maxrss keeps the size that the parent had when it forked."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))


if __name__ == "__main__":
    main()
