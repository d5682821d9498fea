"""Fetches an uploaded file from Telegram into DATA_DIR."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ErrorCode, LkjipError
from bot.jobs.tulis import tulis_utuh
from bot.store.reports import Berkas

if TYPE_CHECKING:
    from telegram.ext import ExtBot

MAKS_UNDUH = 20 * 1024 * 1024
"""Telegram lets a bot fetch no more."""
JEDA_S = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Pauses after a failure of the network."""
MAKS_EKSTENSI = 8


class Ditolak(Exception):
    """A file that cannot be had; the report goes on with the others."""

    def __init__(self, pesan: str, saran: str) -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran


async def ambil(bot: ExtBot[None], file: Berkas, data_dir: Path, folder: str) -> tuple[str, str]:
    """Fetch a file; returns its path below DATA_DIR and its SHA-256.

    Raises Ditolak where Telegram does not give it, LkjipError where Telegram cannot be reached, OSError.
    """
    content = await _isi(bot, file)
    jalur = f"{folder}/berkas-{file.id}{_ekstensi(file.nama)}"
    await asyncio.to_thread(tulis_utuh, data_dir / jalur, content)
    return jalur, hashlib.sha256(content).hexdigest()


async def _isi(bot: ExtBot[None], file: Berkas) -> bytes:
    from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

    if file.ukuran > MAKS_UNDUH:
        raise terlalu_besar()
    for pause in (*JEDA_S, None):
        try:
            found = await bot.get_file(file.file_id)
            return bytes(await found.download_as_bytearray())
        except BadRequest as error:
            if "too big" in str(error).casefold():
                raise terlalu_besar() from None
            raise Ditolak("Berkas ini sudah tidak ada di Telegram.", "Kirim berkasnya sekali lagi.") from None
        except InvalidToken:
            # A file path that Telegram has forgotten answers 404, which PTB takes for a wrong token.
            raise Ditolak("Berkas ini sudah tidak ada di Telegram.", "Kirim berkasnya sekali lagi.") from None
        except RetryAfter as error:
            wait = error.retry_after
            await asyncio.sleep(wait if isinstance(wait, int | float) else wait.total_seconds())
        except NetworkError:
            if pause is None:
                break
            await asyncio.sleep(pause)
        except TelegramError:
            break
    raise LkjipError(
        ErrorCode.FILE_MISSING,
        "Berkas Anda belum dapat diambil dari Telegram karena sambungan terputus.",
        "Tekan Coba lagi beberapa saat nanti; berkasnya tidak perlu dikirim ulang.",
    )


def terlalu_besar() -> Ditolak:
    """The refusal of a file that a bot may not fetch."""
    return Ditolak(
        "Berkas ini lebih dari 20 MB; Telegram tidak mengizinkan bot mengambilnya.",
        "Simpan hanya lembar tabel indikator dan anggaran, hapus gambar di dalamnya, lalu kirim lagi.",
    )


def _ekstensi(nama: str) -> str:
    """The ending of a stranger's file name, fit for ours."""
    ending = Path(nama).suffix.lower()
    plain = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= MAKS_EKSTENSI
    return ending if plain else ""
