"""The shipped sample: an invented office, its indicator table and its budget, slightly messy on purpose.

``isi`` holds the figures, ``buat`` writes the workbook from them.  The office, the
regency and the province do not exist, and neither do their figures.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

NAMA_BERKAS = "contoh_capaian.xlsx"
INSTANSI = "Dinas Kesehatan Kabupaten Cendana Raya"
TAHUN = 2025


def sample_path() -> Path:
    """Where the shipped workbook lies."""
    with as_file(files("bot.contoh").joinpath(NAMA_BERKAS)) as path:
        return Path(path)
