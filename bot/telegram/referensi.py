"""``/referensi``: the sources that answers rest on, how they stand, and how well they are verified."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.chat import references
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain
from bot.chat.unit import Unit
from bot.telegram.router import Router
from bot.telegram.turn import Turn

PER_BARIS = 4
"""Number buttons in a row."""


def pasang(router: Router) -> None:
    router.command("referensi", referensi, ringkas="Sumber dan status verifikasinya")
    router.button("referensi.halaman", halaman)
    router.button("referensi.sumber", sumber)


async def referensi(turn: Turn) -> None:
    """The first page of the list, as a message that is edited from page to page."""
    listing = await asyncio.to_thread(references.listing, turn.layanan.app.knowledge, turn.scope)
    kunci = f"referensi:{turn.masuk.update_id}"
    async with turn.unit() as unit:
        await turn.kirim(unit, _page(turn, unit, listing, 1, kunci), kunci=kunci)


async def halaman(turn: Turn, data: Mapping[str, Any]) -> None:
    """Another page of the list."""
    listing = await asyncio.to_thread(references.listing, turn.layanan.app.knowledge, turn.scope)
    kunci = str(data["kunci"])
    async with turn.unit() as unit:
        await unit.sunting(turn.obrolan.id, kunci, _page(turn, unit, listing, int(data["hal"]), kunci))


async def sumber(turn: Turn, data: Mapping[str, Any]) -> None:
    """The page of one source."""
    text = await asyncio.to_thread(
        references.source_text, turn.layanan.app.knowledge, turn.scope, str(data["sumber"])
    )
    if text is None:
        return turn.toast(plain("umum/sumber-tidak-ada"), alert=True)
    kunci = str(data["kunci"])
    async with turn.unit() as unit:
        back = _button(turn, unit, plain("umum/label-daftar"), "halaman", kunci, hal=int(data["hal"]))
        await unit.sunting(turn.obrolan.id, kunci, Pesan(text, tombol=((back,),)))
    return None


def _page(turn: Turn, unit: Unit, listing: references.Daftar, number: int, kunci: str) -> Pesan:
    """A page: the sources by number, a button for each, and the way to the other pages."""
    number = min(max(number, 1), listing.halaman)
    shown = listing.page(number)
    numbers = [_button(turn, unit, str(at), "sumber", kunci, sumber=one.id, hal=number) for at, one in shown]
    rows = [tuple(numbers[at : at + PER_BARIS]) for at in range(0, len(numbers), PER_BARIS)]
    turning = []
    if number > 1:
        turning.append(_button(turn, unit, "‹ Sebelumnya", "halaman", kunci, hal=number - 1))
    if number < listing.halaman:
        turning.append(_button(turn, unit, "Berikutnya ›", "halaman", kunci, hal=number + 1))
    if turning:
        rows.append(tuple(turning))
    return Pesan(references.list_text(listing, number), tombol=tuple(rows))


def _button(turn: Turn, unit: Unit, label: str, what: str, kunci: str, **data: Any) -> Tombol:
    return unit.tombol(
        label,
        f"referensi.{what}",
        {"kunci": kunci, **data},
        chat_id=turn.obrolan.id,
        pemilik=turn.orang.id,
    )
