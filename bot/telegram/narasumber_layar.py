"""What every screen of a narasumber is made of: its buttons, and the index brought in line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.message import Tombol
from bot.chat.texts import plain
from bot.narasumber.penerbitan import Penerbitan
from bot.store.people import Peran

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.turn import Turn

PANJANG_LABEL = 48
"""Characters of a question on a button."""


def tombol(turn: Turn, unit: Unit, name: str, data: Mapping[str, Any], **more: Any) -> Tombol:
    """A button of a narasumber; its label is ``narasumber/tombol-<name>``."""
    label = more.pop("label", None) or plain(f"narasumber/tombol-{name}", **more.pop("teks", {}))
    return unit.tombol(
        label,
        f"narasumber.{name}",
        data,
        chat_id=turn.obrolan.id,
        pemilik=turn.orang.id,
        peran=Peran.NARASUMBER,
        **more,
    )


def selaraskan(turn: Turn) -> Callable[[], Awaitable[None]]:
    """What brings the index in line after the commit."""

    async def callback() -> None:
        await Penerbitan(turn.layanan.units.store, lambda: turn.layanan.app.knowledge).coba()

    return callback
