"""``lkjip coba --uji``: one question and one draft through the whole bot, told line by line."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.contoh import NAMA_BERKAS, sample_path
from bot.errors import ErrorCode, LkjipError
from bot.web.botapi import Dunia, Message, Orang
from bot.web.botapi.bentuk import JenisPesan
from bot.web.coba.pemeran import pemeran

if TYPE_CHECKING:
    from bot.web.coba.panggung import Panggung

SOAL = "Kapan LKjIP dinas disampaikan, dan kepada siapa?"
BATAS_JAWAB_S = 60.0
BATAS_DRAF_S = 240.0
MAKS_LANGKAH = 150
"""Presses after which an interview counts as one that does not end."""
MUNDUR = "⬅"
"""The buttons that go back begin with this."""
MULAI_DRAF = "Buat draf"
SISANYA = "sisanya"
_SOAL = re.compile(r"· \d{1,3} dari \d{1,3}$", re.MULTILINE)
"""How a question's first line ends."""


async def uji(panggung: Panggung, cetak: Callable[[str], None]) -> None:
    """Raises LkjipError (exit code 1) with what did not happen."""
    dunia = panggung.dunia
    began = time.monotonic()
    await _tanya(dunia, cetak)
    await _draf(dunia, cetak)
    cetak(f"Uji selesai dalam {time.monotonic() - began:.1f} detik: bot bekerja.")


async def _tanya(dunia: Dunia, cetak: Callable[[str], None]) -> None:
    sari = dunia.orang[pemeran("peserta").id]
    asked = dunia.kirim_teks(sari, dunia.pribadi(sari), SOAL)
    cetak(f"{sari.nama} bertanya: {SOAL}")
    answer = await _jawaban(dunia, sari, asked, BATAS_JAWAB_S)
    first = next((line for line in answer.teks.splitlines() if line.strip()), "")
    cetak(f"Bot menjawab: {first}")
    if not any(one.data for one in answer.semua_tombol()):
        raise _gagal("Jawaban itu tidak membawa tombol.")


async def _draf(dunia: Dunia, cetak: Callable[[str], None]) -> None:
    ratna = dunia.orang[pemeran("perencana").id]
    data = await asyncio.to_thread(sample_path().read_bytes)
    sent = dunia.kirim_dokumen(ratna, dunia.pribadi(ratna), NAMA_BERKAS, data)
    cetak(f"{ratna.nama} mengirim {NAMA_BERKAS}.")
    presses, found = await ikuti_wawancara(dunia, ratna, sent)
    assert found.berkas is not None
    size = len(dunia.berkas(found.berkas.file_id))
    cetak(f"Wawancara dijawab dengan {presses} tombol bawaan.")
    cetak(f"Bot mengirim {found.berkas.nama} ({size:,} bita).".replace(",", "."))
    if found.teks:
        cetak("  " + "\n  ".join(line for line in found.teks.splitlines() if line.strip()))


async def ikuti_wawancara(dunia: Dunia, orang: Orang, sesudah: Message) -> tuple[int, Message]:
    """Press the default of every question until the docx is there; how many presses, and its message.

    Raises LkjipError where it does not come.
    """
    chat = dunia.pribadi(orang)
    pressed: set[tuple[int, str]] = set()
    deadline = time.monotonic() + BATAS_DRAF_S

    def next_step() -> Message | tuple[Message, str] | None:
        for message in reversed(dunia.dari_bot(chat, sesudah=sesudah)):
            if message.jenis is JenisPesan.DOKUMEN and message.berkas is not None:
                if message.berkas.nama.endswith(".docx"):
                    return message
            elif (choice := bawaan(message)) and (message.message_id, choice) not in pressed:
                return message, choice
        return None

    while len(pressed) < MAKS_LANGKAH:
        try:
            left = max(0.1, deadline - time.monotonic())
            step = await dunia.tunggu(next_step, batas_s=left, apa="the next question or the draft")
        except TimeoutError:
            last = dunia.dari_bot(chat, sesudah=sesudah)
            raise _gagal(f"Draf tidak datang. Pesan terakhir bot: {last[-1].teks if last else '-'}") from None
        if isinstance(step, Message):
            return len(pressed), step
        message, choice = step
        pressed.add((message.message_id, choice))
        await dunia.tekan(orang, chat, message, choice)
    raise _gagal(f"Wawancara belum selesai setelah {MAKS_LANGKAH} jawaban.")


def bawaan(message: Message) -> str | None:
    """The callback data of the default button of a question, or of the one that begins the draft: what puts
    off the rest, else the first that goes on.  None for every other message."""
    labels = [(one.label, one.data) for one in message.semua_tombol() if one.data]
    for label, data in labels:
        if label == MULAI_DRAF:
            return data
    if not _SOAL.search(message.teks):
        return None
    going_on = [(label, data) for label, data in labels if not label.startswith(MUNDUR)]
    for label, data in going_on:
        if label.casefold().startswith(SISANYA):
            return data
    return going_on[0][1] if going_on else None


async def _jawaban(dunia: Dunia, orang: Orang, sesudah: Message, batas_s: float) -> Message:
    try:
        return await dunia.tunggu_balasan(dunia.pribadi(orang), sesudah=sesudah, batas_s=batas_s)
    except TimeoutError:
        raise _gagal(f"Bot tidak menjawab dalam {batas_s:.0f} detik.") from None


def _gagal(pesan: str) -> LkjipError:
    return LkjipError(
        ErrorCode.FAULT,
        f"Uji gagal. {pesan}",
        "Lihat catatan (log) di folder percobaan, dan jalankan lkjip diagnosa.",
        exit_code=1,
    )
