"""What is served beside the bot: liveness, readiness, metrics, and the webhook.

The server runs before the bot is connected, so that whoever watches sees why it is not ready yet.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.administrasi.hitungan import Hitungan, hitung
from bot.errors import LkjipError
from bot.log import logger
from bot.web import metrik
from knowledge.errors import KnowledgeError
from knowledge.scope import PUBLIK

if TYPE_CHECKING:
    from bot.telegram.factory import Asisten

MAKS_BADAN = 1024 * 1024
"""Bytes of a webhook's body.  Telegram's updates are below 100 KiB."""
BATAS_S = 3.0
"""How long the database may take to show that it is there."""
KEPALA_RAHASIA = "X-Telegram-Bot-Api-Secret-Token"
JALUR_WEBHOOK = "/webhook/telegram"
"""Where the webhook is when LKJIP_WEBHOOK_URL names a host alone."""


@dataclass
class Keadaan:
    """The bot as the outside may see it; ``asisten`` is None while it is not connected."""

    rahasia: str | None = None
    """The webhook's secret; None where the bot polls, and then every delivery is refused."""
    asisten: Asisten | None = None
    alasan: str = "Bot sedang disiapkan."
    """Why there is no ``asisten``."""
    sejak: datetime = field(default_factory=lambda: datetime.now(UTC))

    async def kekurangan(self) -> list[str]:
        """Why the bot cannot serve now; empty where it can."""
        if self.asisten is None:
            return [self.alasan]
        reasons = list(self.asisten.kekurangan())
        if not await self._database():
            reasons.append("Basis data tidak menjawab.")
        if not await self._indeks():
            reasons.append("Indeks pengetahuan tidak menjawab.")
        return reasons

    async def _indeks(self) -> bool:
        """Whether a search finds the index; the shipped one holds this word."""
        assert self.asisten is not None
        app = self.asisten.layanan.app
        try:
            async with asyncio.timeout(BATAS_S):
                await asyncio.to_thread(app.knowledge.search, "LKjIP", PUBLIK, limit=1)
        except (KnowledgeError, LkjipError, OSError, TimeoutError) as error:
            logger().warning("indeks-tidak-menjawab", galat=type(error).__name__)
            return False
        return True

    async def _database(self) -> bool:
        assert self.asisten is not None
        try:
            async with asyncio.timeout(BATAS_S), self.asisten.layanan.units.store.read() as conn:
                await conn.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            logger().warning("basis-data-tidak-menjawab", galat=type(error).__name__)
            return False
        return True

    async def angka(self) -> Hitungan | None:
        """The figures of the database; None where it does not answer."""
        if self.asisten is None:
            return None
        units = self.asisten.layanan.units
        try:
            async with asyncio.timeout(BATAS_S), units.store.read() as conn:
                return await hitung(conn, units.jam())
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            logger().warning("metrik-tidak-terbaca", galat=type(error).__name__)
            return None


def buat_layanan(keadaan: Keadaan) -> Starlette:
    """The application: ``/sehat``, ``/siap``, ``/metrik``, ``/webhook/…``."""

    async def sehat(_request: Request) -> Response:
        """That this is answered shows that the event loop turns."""
        return JSONResponse({"status": "hidup", "sejak": keadaan.sejak.isoformat(timespec="seconds")})

    async def siap(_request: Request) -> Response:
        reasons = await keadaan.kekurangan()
        body = {"status": "belum siap" if reasons else "siap", "alasan": reasons}
        return JSONResponse(body, status_code=503 if reasons else 200)

    async def angka(_request: Request) -> Response:
        figures = await keadaan.angka()
        body = await asyncio.to_thread(metrik.tulis, figures, siap=not await keadaan.kekurangan())
        return Response(body, headers={"Content-Type": metrik.JENIS_ISI})

    async def webhook(request: Request) -> Response:
        return await _webhook(keadaan, request)

    return Starlette(
        routes=[
            Route("/sehat", sehat),
            Route("/siap", siap),
            Route("/metrik", angka),
            Route("/webhook", webhook, methods=["POST"]),
            Route("/webhook/{ekor:path}", webhook, methods=["POST"]),
        ]
    )


async def _webhook(keadaan: Keadaan, request: Request) -> Response:
    """Keep one update.  The answer tells Telegram whether it has to send it again."""
    if not _sah(keadaan.rahasia, request.headers.get(KEPALA_RAHASIA)):
        logger().warning("webhook-ditolak")
        return Response(status_code=403)
    body = await _badan(request)
    if body is None:
        return Response(status_code=413)
    update = _update(body)
    if update is None:
        return Response(status_code=400)
    if keadaan.asisten is None:
        return Response(status_code=503)
    try:
        await keadaan.asisten.intake.accept(update)
    except (SQLAlchemyError, OSError) as error:
        logger().error("inbox-tidak-dapat-ditulis", galat=type(error).__name__)
        return Response(status_code=500)
    return Response(status_code=200)


def _sah(rahasia: str | None, kiriman: str | None) -> bool:
    """Compared in constant time; without a secret nothing is let in."""
    if not rahasia or kiriman is None:
        return False
    return hmac.compare_digest(rahasia.encode(), kiriman.encode("utf-8", "replace"))


async def _badan(request: Request) -> bytes | None:
    """The body; None where it is too long (what follows is not read)."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAKS_BADAN:
            return None
        parts.append(part)
    return b"".join(parts)


def _update(body: bytes) -> dict[str, Any] | None:
    """The update as Telegram sent it; None for what is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = found.get("update_id") if isinstance(found, dict) else None
    return found if isinstance(number, int) and not isinstance(number, bool) else None
