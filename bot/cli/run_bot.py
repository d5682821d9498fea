"""What ``bot`` does: the Telegram bot, by polling or by webhook, until a signal ends it."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.app import App
    from bot.settings import Settings
    from bot.web.layanan import Keadaan

JEDA_AWAL_S = 2.0
JEDA_TERPANJANG_S = 60.0
"""Between two tries to reach Telegram."""


@dataclass(frozen=True, slots=True)
class Cara:
    """How the bot is reached.  ``webhook`` is the whole address; None means polling."""

    token: str
    api_url: str | None
    webhook: str | None = None
    rahasia: str | None = None


def run_bot() -> None:
    """Run until SIGTERM or SIGINT.  Raises LkjipError (exit code 3) where a setting is missing or refused."""
    from bot.app import App
    from bot.jobs.proses import pengubah_indeks
    from bot.memori import hemat_memori

    hemat_memori()
    app = App(pengubah=pengubah_indeks)
    cara = pilih(app.settings)
    asyncio.run(jalankan(app, cara))


def pilih(settings: Settings) -> Cara:
    """Token and way of the settings.  Raises LkjipError (exit code 3)."""
    if settings.telegram_token is None:
        raise LkjipError(
            ErrorCode.SETTING_MISSING,
            "Bot Telegram memerlukan token, dan LKJIP_TELEGRAM_TOKEN belum diisi.",
            "Isi LKJIP_TELEGRAM_TOKEN dengan token dari @BotFather. Untuk mencoba bot yang sama tanpa token, "
            "jalankan: lkjip coba",
            exit_code=3,
        )
    token = settings.telegram_token.get_secret_value()
    if settings.webhook_url is None:
        return Cara(token, settings.telegram_api_url)
    if settings.webhook_secret is None or not settings.webhook_secret.get_secret_value():
        raise LkjipError(
            ErrorCode.SETTING_MISSING,
            "LKJIP_WEBHOOK_URL diisi, tetapi LKJIP_WEBHOOK_SECRET belum.",
            "Isi LKJIP_WEBHOOK_SECRET dengan kata acak, misalnya keluaran: openssl rand -hex 32. "
            "Tanpa rahasia itu siapa pun dapat memalsukan kiriman Telegram.",
            exit_code=3,
        )
    return Cara(
        token,
        settings.telegram_api_url,
        _webhook_url(settings.webhook_url),
        settings.webhook_secret.get_secret_value(),
    )


def _webhook_url(url: str) -> str:
    """The whole address; one that names a host alone gets our path."""
    from bot.web.layanan import JALUR_WEBHOOK

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            "LKJIP_WEBHOOK_URL bukan alamat web.",
            "Tulis alamat https lengkap, misalnya https://bot.contoh.go.id/webhook.",
            exit_code=3,
        )
    return url if parts.path.strip("/") else url.rstrip("/") + JALUR_WEBHOOK


async def jalankan(app: App, cara: Cara) -> None:
    """Serve health and webhook, connect the bot, and wait for a signal."""
    from bot.cli.sinyal import berhenti_pada_sinyal
    from bot.web.layanan import Keadaan, buat_layanan
    from bot.web.penyaji import sajikan

    berhenti = asyncio.Event()
    keadaan = Keadaan(rahasia=cara.rahasia)
    settings = app.settings
    with berhenti_pada_sinyal(berhenti):
        async with sajikan(buat_layanan(keadaan), settings.web_host, settings.web_port) as alamat:
            work = asyncio.create_task(_sambungkan(app, cara, keadaan, berhenti, alamat))
            await _sampai(work, berhenti, keadaan)
            await work
    _kata("Bot berhenti. Yang belum selesai dilanjutkan pada awal berikutnya.")


async def _sampai(work: asyncio.Task[None], berhenti: asyncio.Event, keadaan: Keadaan) -> None:
    """Until the work fails or a signal comes; a bot that is not connected yet is not waited for."""
    signal = asyncio.create_task(berhenti.wait())
    try:
        await asyncio.wait({work, signal}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        signal.cancel()
    if not work.done() and keadaan.asisten is None:
        work.cancel()
        await asyncio.wait({work})


async def _sambungkan(app: App, cara: Cara, keadaan: Keadaan, berhenti: asyncio.Event, alamat: str) -> None:
    """Connect, however long the network is away, and run until told to end."""
    from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

    pause = JEDA_AWAL_S
    while not berhenti.is_set():
        try:
            await _layani(app, cara, keadaan, berhenti, alamat)
            return
        except (InvalidToken, Forbidden):
            raise _token_ditolak() from None
        except BadRequest as error:
            raise _webhook_ditolak(error.message) from None
        except RetryAfter as error:
            wait = error.retry_after
            pause = float(wait if isinstance(wait, int) else wait.total_seconds())
        except NetworkError:
            pass
        except asyncio.CancelledError:
            if berhenti.is_set():
                return
            raise
        keadaan.alasan = "Telegram belum dapat dihubungi."
        _kata(f"Telegram belum dapat dihubungi; dicoba lagi dalam {pause:.0f} detik.")
        await _jeda(berhenti, pause)
        pause = min(pause * 2, JEDA_TERPANJANG_S)


async def _layani(app: App, cara: Cara, keadaan: Keadaan, berhenti: asyncio.Event, alamat: str) -> None:
    from bot.memori import bekukan
    from bot.telegram.factory import asisten

    async with asisten(app, cara.token, cara.api_url, polling=cara.webhook is None) as running:
        bekukan()
        bot = running.application.bot
        keadaan.asisten = running
        try:
            if cara.webhook is not None:
                await _pasang_webhook(bot, cara)
            _kata(_kabar(bot.username, cara, alamat))
            await berhenti.wait()
        finally:
            keadaan.asisten = None
            keadaan.alasan = "Bot sedang berhenti."


async def _pasang_webhook(bot: ExtBot[None], cara: Cara) -> None:
    from bot.telegram.poller import ALLOWED_UPDATES

    assert cara.webhook is not None
    await bot.set_webhook(
        cara.webhook,
        secret_token=cara.rahasia,
        allowed_updates=list(ALLOWED_UPDATES),
        drop_pending_updates=False,
    )


def _kabar(username: str, cara: Cara, alamat: str) -> str:
    way = f"webhook {cara.webhook}" if cara.webhook else "polling"
    return f"Bot @{username} berjalan ({way}); kesehatan dan metrik di {alamat}/siap dan {alamat}/metrik."


async def _jeda(berhenti: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await berhenti.wait()
    except TimeoutError:
        return


def _token_ditolak() -> LkjipError:
    return LkjipError(
        ErrorCode.SETTING_INVALID,
        "Telegram menolak token pada LKJIP_TELEGRAM_TOKEN.",
        "Salin token dari @BotFather sekali lagi (perintah /token), tanpa spasi, lalu jalankan kembali.",
        exit_code=3,
    )


def _webhook_ditolak(alasan: str) -> LkjipError:
    from bot.log import redacted

    return LkjipError(
        ErrorCode.SETTING_INVALID,
        f"Telegram menolak alamat webhook pada LKJIP_WEBHOOK_URL ({redacted(alasan)}).",
        "Gunakan alamat https dengan sertifikat yang sah dan porta 443, 80, 88, atau 8443.",
        exit_code=3,
    )


def _kata(text: str) -> None:
    """One line for whoever started the bot; the log has the rest."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
