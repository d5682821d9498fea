"""All methods by their name in lower case (the Bot API does not mind the case)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.web.botapi import (
    metode_berkas,
    metode_obrolan,
    metode_pembaruan,
    metode_pengaturan,
    metode_pesan,
)
from bot.web.botapi.permintaan import Permintaan

if TYPE_CHECKING:
    from bot.web.botapi.dunia import Dunia

Metode = Callable[["Dunia", Permintaan], Any]
METODE: dict[str, Metode] = {
    name.lower(): method
    for module in (
        metode_berkas,
        metode_obrolan,
        metode_pembaruan,
        metode_pengaturan,
        metode_pesan,
    )
    for name, method in module.METODE.items()
}
"""Every method but getUpdates, which waits and is called by the server itself."""
