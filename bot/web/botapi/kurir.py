"""Carries updates to the webhook: one after another, each until it is taken."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from bot.web.botapi.antrean import Pembaruan, Webhook
    from bot.web.botapi.inti import Inti

JEDA_AWAL_S = 0.1
JEDA_TERPANJANG_S = 5.0
BATAS_S = 60.0
KEPALA_RAHASIA = "X-Telegram-Bot-Api-Secret-Token"


async def antarkan(dunia: Inti, berhenti: threading.Event) -> None:
    """Runs as long as the server; sleeps while no webhook is set."""
    queue = dunia.antrean
    client: httpx.AsyncClient | None = None
    pause = JEDA_AWAL_S
    try:
        while not berhenti.is_set():
            update = queue.pertama() if queue.webhook.url else None
            if update is None:
                # A second at most: another thread may ring between the look and the wait.
                await queue.tunggu(1.0 if queue.webhook.url else None)
                continue
            if client is None:
                import httpx

                client = httpx.AsyncClient(timeout=BATAS_S, trust_env=False)
            hook = queue.webhook
            if await _antar(dunia, client, hook, update):
                queue.selesai(update)
                pause = JEDA_AWAL_S
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, JEDA_TERPANJANG_S)
    finally:
        if client is not None:
            await client.aclose()


async def _antar(dunia: Inti, client: httpx.AsyncClient, hook: Webhook, update: Pembaruan) -> bool:
    """One delivery; False where the other side did not answer with 2xx."""
    import httpx

    headers = {KEPALA_RAHASIA: hook.rahasia} if hook.rahasia else {}
    if update.sumber is not None:
        dunia.tandai_diambil(update.sumber)
    try:
        answer = await client.post(hook.url, json=update.isi, headers=headers)
    except httpx.HTTPError as error:
        hook.galat = f"Connection failed: {type(error).__name__}"
        hook.galat_tanggal = int(dunia.jam())
        return False
    if answer.is_success:
        return True
    hook.galat = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
    hook.galat_tanggal = int(dunia.jam())
    return False
