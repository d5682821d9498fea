"""Methods by which the bot takes its updates: long polling or a webhook, never both."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.web.botapi.antrean import Webhook
from bot.web.botapi.bentuk_json import Json
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.permintaan import Permintaan

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

_RAHASIA = re.compile(r"[A-Za-z0-9_-]{1,256}")
_SETEMPAT = ("127.0.0.1", "localhost", "::1")
MAKS_TUNGGU_S = 50


async def get_updates(dunia: Inti, minta: Permintaan, berhenti: threading.Event) -> list[Json]:
    """What waits, at most ``limit``; waits up to ``timeout`` seconds. Errors: 409."""
    limit = minta.bulat("limit") or 100
    timeout = min(max(minta.bulat("timeout") or 0, 0), MAKS_TUNGGU_S)
    dunia.antrean.atur_izin(_izin(minta))
    updates = await dunia.antrean.ambil(
        minta.bulat("offset") or 0, min(max(limit, 1), 100), float(timeout), berhenti
    )
    for update in updates:
        if update.sumber is not None:
            dunia.tandai_diambil(update.sumber)
    return [update.isi for update in updates]


def _izin(minta: Permintaan) -> list[str] | None:
    value = minta.json("allowed_updates")
    if value is None:
        return None
    if not isinstance(value, list):
        raise buruk("can't parse allowed_updates: expected an Array")
    return [str(one).lower() for one in value]


def set_webhook(dunia: Inti, minta: Permintaan) -> bool:
    url = (minta.teks("url") or "").strip()
    if not url:
        return delete_webhook(dunia, minta)
    parts = urlsplit(url)
    local = parts.hostname in _SETEMPAT
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise buruk("bad webhook: An HTTPS URL must be provided for webhook")
    if not local:
        raise buruk("bad webhook: Failed to resolve host: only this machine is reached")
    secret = minta.teks("secret_token")
    if secret and not _RAHASIA.fullmatch(secret):
        raise buruk("secret token contains unallowed characters")
    queue = dunia.antrean
    queue.atur_izin(_izin(minta))
    if minta.logis("drop_pending_updates"):
        queue.buang()
    queue.webhook = Webhook(url, secret or None, minta.bulat("max_connections") or 40)
    queue.bunyikan()
    return True


def delete_webhook(dunia: Inti, minta: Permintaan) -> bool:
    queue = dunia.antrean
    if minta.logis("drop_pending_updates"):
        queue.buang()
    queue.webhook = Webhook()
    queue.bunyikan()
    return True


def get_webhook_info(dunia: Inti, minta: Permintaan) -> Json:
    queue = dunia.antrean
    hook = queue.webhook
    result: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(queue.isi),
    }
    if hook.url:
        result["max_connections"] = hook.sambungan
        result["ip_address"] = "127.0.0.1"
    if hook.galat_tanggal is not None:
        result["last_error_date"] = hook.galat_tanggal
        result["last_error_message"] = hook.galat
    if queue.diizinkan is not None:
        result["allowed_updates"] = sorted(queue.diizinkan)
    return result


METODE: dict[str, Any] = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
