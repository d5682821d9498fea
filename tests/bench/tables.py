"""Workbooks of any size with the columns of a real table, for timing."""

from __future__ import annotations

import random
from pathlib import Path

from bot.evaluation import words

HEADS = (
    "No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target 2025", "Realisasi 2022",
    "Realisasi 2023", "Realisasi 2024", "Realisasi 2025", "Capaian (%)", "Target Akhir Renstra 2026",
    "Rata-rata Nasional 2024",
    "Faktor Penghambat", "Solusi", "PIC", "Batas Waktu",
)  # fmt: skip
PER_SASARAN = 5


def write_table(path: Path, count: int) -> Path:
    """A workbook with ``count`` indicators under ``count / 5`` sasaran."""
    from openpyxl import Workbook

    rng = random.Random(count)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["PENGUKURAN KINERJA TAHUN 2025"])
    sheet.append([])
    sheet.append(list(HEADS))
    for number in range(count):
        one = words.INDIKATOR_ISI[number % len(words.INDIKATOR_ISI)]
        group = number // PER_SASARAN + 1
        values = [round(rng.uniform(one.bawah, one.atas), one.desimal) for _ in range(7)]
        target, got = values[0], values[4]
        percent = (2 * target - got if one.turun else got) / target * 100
        head = [group, f"{words.SASARAN_ISI[group % len(words.SASARAN_ISI)]} wilayah {group}"]
        sheet.append(
            [
                *(head if number % PER_SASARAN == 0 else [None, None]),
                f"{one.nama} wilayah {number + 1}",
                one.satuan,
                *values[:5],
                round(percent, 2),
                *values[5:],
                *rng.sample(words.PROSA, 2),
                "Bidang Teknis",
                "Juni 2026",
            ]
        )
    book.save(path)
    return path
