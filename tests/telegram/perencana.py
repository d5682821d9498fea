"""What the tests of a planner's conversation share: a small table, and going through the interview."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.jobs import Mesin, kerja
from bot.jobs.proses import hasil_kerja as proses_hasil
from bot.store.tables_bot import laporan as t_laporan
from bot.telegram import laporan, tanya
from bot.web.botapi import Message, Orang
from tests.bantu.obrolan import Percakapan

__all__ = ["Message", "Orang", "Percakapan"]
TOPIK = [tanya, laporan]
LAMA_S = 40.0
"""A draft on a busy machine."""
KECIL: Sequence[Sequence[object]] = (
    ("Sasaran", "Indikator Kinerja", "Satuan", "Target 2024", "Realisasi 2024"),
    ("Meningkatnya derajat kesehatan", "Cakupan imunisasi dasar lengkap", "Persen", 95, 96.5),
    ("Meningkatnya derajat kesehatan", "Cakupan kunjungan balita", "Persen", 80, 71),
)


def tabel(rows: Sequence[Sequence[object]] = KECIL) -> bytes:
    """A workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def contoh() -> bytes:
    """The workbook that the product ships."""
    return files("bot.contoh").joinpath("contoh_capaian.xlsx").read_bytes()


def antrean_cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the next look at a queue."""
    monkeypatch.setattr("bot.jobs.tempat.JEDA_S", 0.05)
    monkeypatch.setattr("bot.jobs.tempat.JEDA_LAIN_S", 0.05)


def cepat(monkeypatch: pytest.MonkeyPatch, *, proses: bool = False) -> None:
    """Reports close at once, queues are looked at often, no LibreOffice is found, and tasks run in a thread
    unless ``proses``."""
    antrean_cepat(monkeypatch)
    monkeypatch.setattr("bot.jobs.laporan_baca.JEDA", timedelta(seconds=0.3))
    monkeypatch.setenv("PATH", "/nonexistent")
    if not proses:
        monkeypatch.setattr("bot.jobs.laporan_dasar.kerjakan", di_thread)
        monkeypatch.setattr("bot.telegram.laporan_draf.kerjakan", di_thread)


async def di_thread(spec: Mapping[str, Any]) -> dict[str, Any]:
    """What a worker process does, without the process."""
    found = await asyncio.to_thread(kerja.run, json.loads(json.dumps(spec)))
    return proses_hasil(json.dumps(found).encode(), b"", 0)


def tombol(pesan: Message) -> list[str]:
    """The labels under a message."""
    return [one.label for row in pesan.tombol for one in row]


def mesin(p: Percakapan) -> Mesin:
    """The real machine of a conversation with ``mesin=True``."""
    found = p.asisten.mesin
    assert isinstance(found, Mesin)
    return found


async def unggah(p: Percakapan, orang: Orang, nama: str = "capaian.xlsx", isi: bytes | None = None) -> None:
    await p.berkas(orang, nama, isi if isi is not None else tabel())


async def pertanyaan(p: Percakapan, orang: Orang) -> Message:
    """The next question (or the offer to write the draft)."""
    while True:
        found = await p.balasan(orang, batas_s=LAMA_S)
        if " dari " in found.teks.split("\n", 1)[0] and "Warna" not in found.teks:
            return found
        if "Buat draf" in tombol(found):
            return found


async def lewati_semua(p: Percakapan, orang: Orang) -> Message:
    """Leave every question out; the message that offers the draft."""
    while True:
        found = await pertanyaan(p, orang)
        labels = tombol(found)
        if "Buat draf" in labels:
            return found
        skip = next((one for one in labels if one.startswith("Lewati")), labels[0])
        answer = await p.tekan(orang, found, skip)
        assert answer.dijawab


async def draf(p: Percakapan, orang: Orang) -> Message:
    """The message with the Word file."""
    while True:
        found = await p.balasan(orang, batas_s=LAMA_S)
        if found.berkas is not None and found.berkas.nama.endswith(".docx"):
            return found


def teks_docx(isi: bytes) -> str:
    """All words of a Word file."""
    document = Document(io.BytesIO(isi))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


async def keadaan(p: Percakapan) -> list[str]:
    """The states of all reports, the oldest first."""
    from sqlalchemy import select

    return [row.keadaan for row in await p.baca(select(t_laporan).order_by(t_laporan.c.id))]


def sisa(folder: Path) -> list[str]:
    """Temporary files that a job left."""
    return [str(one) for one in folder.rglob("*.tmp")]
