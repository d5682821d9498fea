"""Reads one file several times in a process of its own: ours, or plainly with the usual library.

Apart, for openpyxl loads numpy, whose threads would keep our reader from forking, which it does in use.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

REPEATS = 5


def plain_openpyxl(path: Path) -> None:
    from openpyxl import load_workbook

    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                _ = cell.value


def plain_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()


def ours(path: Path) -> None:
    from bot.tables.read import read

    read(path)


WAYS: dict[str, Callable[[Path], None]] = {
    "openpyxl": plain_openpyxl,
    "pdfplumber": plain_pdfplumber,
    "kami": ours,
}


def main() -> None:
    action, path = WAYS[sys.argv[1]], Path(sys.argv[2])
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        action(path)
        times.append(time.perf_counter() - started)
    print(min(times))


if __name__ == "__main__":
    main()
