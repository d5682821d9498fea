"""One screen of /admin: a message that its buttons change, so that the chat does not fill with menus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain
from bot.store.people import Peran

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.turn import Turn

NAMA = 28
"""Letters of a name on a button; a phone shows about that many."""


class Layar:
    """A screen in the unit of a turn.  ``data``: that of the pressed button, which knows its message."""

    def __init__(self, turn: Turn, unit: Unit, data: Mapping[str, Any] | None = None) -> None:
        self._turn = turn
        self._unit = unit
        known = (data or {}).get("layar")
        self._kunci = str(known or f"admin:{turn.masuk.update_id}")
        self._baru = known is None

    def tombol(
        self,
        label: str,
        aksi: str,
        data: Mapping[str, Any] | None = None,
        *,
        sekali: bool = False,
        layar: bool = True,
        **teks: object,
    ) -> Tombol:
        """A button for this admin alone.  ``label`` names a text ``admin/tombol-…``; ``layar`` False makes
        what it does a new message."""
        return self._unit.tombol(
            plain(f"admin/tombol-{label}", **teks),
            aksi,
            {**(data or {}), **({"layar": self._kunci} if layar else {})},
            chat_id=self._turn.obrolan.id,
            pemilik=self._turn.orang.id,
            peran=Peran.ADMIN,
            sekali=sekali,
        )

    def kembali(self, aksi: str = "admin.menu") -> tuple[Tombol, ...]:
        """The row that leads back."""
        return (self.tombol("kembali", aksi),)

    async def tampil(self, html: Markup, baris: tuple[tuple[Tombol, ...], ...] = ()) -> None:
        """Show the screen in place of the one whose button was pressed; a command begins a new one."""
        pesan = Pesan(html, baris)
        if self._baru:
            await self._turn.kirim(self._unit, pesan, kunci=self._kunci)
        else:
            await self._unit.sunting(self._turn.obrolan.id, self._kunci, pesan)


def pendek(nama: str) -> str:
    """A name that fits on a button."""
    return nama if len(nama) <= NAMA else nama[: NAMA - 1].rstrip() + "…"
