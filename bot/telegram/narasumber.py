"""/antrean: what waits for a narasumber, one item after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.antrean import butir as items
from bot.antrean import serupa
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say, shorten
from bot.store import queue
from bot.store import reference_answers as answers
from bot.store.people import Peran
from bot.telegram import narasumber_bank, narasumber_jawab, narasumber_kabar, narasumber_setuju
from bot.telegram.narasumber_layar import PANJANG_LABEL, tombol

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.store.queue import Butir
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

PER_HALAMAN = 5
"""Items of one page: as many numbered buttons fit a row of a phone."""
SEBUTAN_LAIN = 3
"""Other wordings of a merged question that are shown."""
ALASAN = 5
"""Reasons of dissatisfied askers that are shown with an item."""
PANJANG_ALASAN = 300
"""Characters of such a reason."""
PANJANG_SEBUTAN = 160
"""Characters of a question in the list."""


def pasang(router: Router) -> None:
    router.command("antrean", antrean, ringkas="Pertanyaan yang menunggu", peran=Peran.NARASUMBER)
    router.button("narasumber.halaman", halaman)
    router.button("narasumber.buka", buka)
    router.button("narasumber.lewati", lewati)
    router.button("narasumber.abaikan", abaikan)
    router.button("narasumber.urungkan", urungkan)
    router.button("narasumber.pisah", pisah)
    router.button("narasumber.pisah-ya", pisah_ya)
    router.button("narasumber.gabung", gabung)
    router.button("narasumber.gabung-ya", gabung_ya)
    narasumber_jawab.pasang(router)
    narasumber_setuju.pasang(router)
    narasumber_bank.pasang(router)
    narasumber_kabar.pasang(router)


# --- the list ---------------------------------------------------------------------------------------------


async def antrean(turn: Turn) -> None:
    """``/antrean``: the first page."""
    async with turn.unit() as unit:
        kunci = f"antrean:{turn.masuk.update_id}"
        await turn.kirim(unit, await _halaman(turn, unit, 0, kunci), kunci=kunci)


async def halaman(turn: Turn, data: Mapping[str, Any]) -> None:
    """Another page, in the same message."""
    async with turn.unit() as unit:
        kunci = str(data["kunci"])
        await unit.sunting(turn.obrolan.id, kunci, await _halaman(turn, unit, int(data["mulai"]), kunci))


async def _halaman(turn: Turn, unit: Unit, mulai: int, kunci: str) -> Pesan:
    found, total = await queue.page(unit.conn, mulai, PER_HALAMAN)
    due = await answers.due(unit.conn, unit.now)
    waiting = await answers.waiting(unit.conn)
    rows: list[tuple[Tombol, ...]] = []
    numbers = [
        tombol(turn, unit, "buka", {"antrean": one.id}, label=str(mulai + at))
        for at, one in enumerate(found, 1)
    ]
    if numbers:
        rows.append(tuple(numbers))
    turns = []
    if mulai > 0:
        turns.append(_page(turn, unit, "sebelum", max(0, mulai - PER_HALAMAN), kunci))
    if mulai + PER_HALAMAN < total:
        turns.append(_page(turn, unit, "sesudah", mulai + PER_HALAMAN, kunci))
    if turns:
        rows.append(tuple(turns))
    if waiting:
        rows.append((tombol(turn, unit, "menunggu", {}, teks={"jumlah": len(waiting)}),))
    if due:
        rows.append((tombol(turn, unit, "tinjau", {}, teks={"jumlah": len(due)}),))
    shown = [_baris(one) for one in found]
    text = say("narasumber/antrean", total=total, mulai=mulai, butir=shown)
    return Pesan(text, tombol=tuple(rows))


def _page(turn: Turn, unit: Unit, name: str, mulai: int, kunci: str) -> Tombol:
    label = plain(f"narasumber/tombol-{name}")
    return tombol(turn, unit, "halaman", {"mulai": mulai, "kunci": kunci}, label=label)


def _baris(one: Butir) -> dict[str, object]:
    return {
        "teks": shorten(one.teks, PANJANG_SEBUTAN),
        "jumlah": one.jumlah,
        "sebab": plain(f"narasumber/sebab-{one.sebab}"),
        "diproses": one.keadaan == "diproses",
    }


# --- one item ---------------------------------------------------------------------------------------------


async def buka(turn: Turn, data: Mapping[str, Any]) -> None:
    """Show an item; a reply to the message answers it."""
    async with turn.unit() as unit:
        one = await queue.load(unit.conn, int(data["antrean"]))
        if one is None:
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        await kirim_butir(turn, unit, one)
    return None


async def kirim_butir(turn: Turn, unit: Unit, one: Butir) -> None:
    """Send an item with what can be done with it."""
    kunci = f"butir:{one.id}:{turn.masuk.update_id}"
    await turn.kirim(unit, await _butir(turn, unit, one, kunci), kunci=kunci, rujukan=f"antrean:{one.id}")


async def _butir(turn: Turn, unit: Unit, one: Butir, kunci: str) -> Pesan:
    asked = await queue.questions(unit.conn, one.id)
    other = [t for t in dict.fromkeys(a.teks for a in asked) if t and t != one.teks]
    published = await answers.published_for(unit.conn, one.id)
    writing = await answers.others_writing(unit.conn, one.id, turn.orang.id)
    lacking = await queue.objections(unit.conn, one.id)
    hints = one.petunjuk
    text = say(
        "narasumber/butir",
        teks=one.teks,
        jumlah=one.jumlah,
        sebab=plain(f"narasumber/sebab-{one.sebab}"),
        lain=[shorten(t, PANJANG_SEBUTAN) for t in other[:SEBUTAN_LAIN]],
        sisanya=max(0, len(other) - SEBUTAN_LAIN),
        kurang=[{"teks": shorten(k.teks, PANJANG_ALASAN), "jumlah": k.jumlah} for k in lacking[:ALASAN]],
        kurang_sisanya=sum(k.jumlah for k in lacking[ALASAN:]),
        belum_jelas=list(hints.get("belum_jelas", ())),
        jawaban=hints.get("jawaban"),
        terdekat=[_tempat(t) for t in hints.get("terdekat", ())],
        terbit={"teks": published.teks, "nama": published.narasumber} if published else None,
        menulis=list(writing),
        terbuka=one.keadaan in queue.OPEN,
    )
    if one.keadaan not in queue.OPEN:
        return Pesan(text)
    data = {"antrean": one.id, "kunci": kunci}
    rows = [
        (tombol(turn, unit, "jawab", data), tombol(turn, unit, "lewati", data)),
        (tombol(turn, unit, "abaikan", data),),
    ]
    arrange = [tombol(turn, unit, "gabung", data)]
    if other:
        arrange.append(tombol(turn, unit, "pisah", data))
    rows.append(tuple(arrange))
    return Pesan(text, tombol=tuple(rows))


def _tempat(place: Mapping[str, Any]) -> str:
    return ", ".join(part for part in (place.get("sumber", ""), place.get("letak", "")) if part)


async def lewati(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next item, in a message of its own: a reply to the old message would mean the old item."""
    async with turn.unit() as unit:
        one = await queue.after(unit.conn, int(data["antrean"]))
        if one is None:
            return turn.toast(plain("narasumber/tidak-ada-lagi"))
        await unit.hapus_pesan(turn.obrolan.id, str(data["kunci"]))
        await kirim_butir(turn, unit, one)
    return None


async def abaikan(turn: Turn, data: Mapping[str, Any]) -> None:
    """Put an item aside; nobody is told, and it can be taken back."""
    async with turn.unit() as unit:
        item = int(data["antrean"])
        one = await queue.load(unit.conn, item)
        if one is None or not await queue.set_state(unit.conn, item, queue.OPEN, "diabaikan", unit.now):
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        await unit.catat("antrean.abaikan", turn.orang.id, {"antrean": item})
        undo = tombol(turn, unit, "urungkan", dict(data), sekali=True)
        pesan = Pesan(say("narasumber/diabaikan", teks=one.teks), tombol=((undo,),))
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), pesan)
    return None


async def urungkan(turn: Turn, data: Mapping[str, Any]) -> None:
    """Take back what was put aside."""
    async with turn.unit() as unit:
        item = int(data["antrean"])
        await queue.set_state(unit.conn, item, ("diabaikan",), "terbuka", unit.now)
        one = await queue.load(unit.conn, item)
        if one is None:
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        kunci = str(data["kunci"])
        await unit.sunting(turn.obrolan.id, kunci, await _butir(turn, unit, one, kunci))
    return None


async def pisah(turn: Turn, data: Mapping[str, Any]) -> None:
    """Which of the merged wordings is a question of its own?"""
    async with turn.unit() as unit:
        item = int(data["antrean"])
        asked = await queue.questions(unit.conn, item)
        wordings = [t for t in dict.fromkeys(one.teks for one in asked) if t]
        if len(wordings) < 2:
            return turn.toast(plain("narasumber/tidak-ada-pisahan"))
        group = f"pisah:{turn.masuk.update_id}"
        rows = tuple(
            (
                tombol(
                    turn,
                    unit,
                    "pisah-ya",
                    {"antrean": item, "teks": t},
                    label=shorten(t, PANJANG_LABEL),
                    kelompok=group,
                ),
            )
            for t in wordings[:8]
        )
        await turn.kirim(unit, Pesan(say("narasumber/pisah"), tombol=rows))
    return None


async def pisah_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Give a wording an item of its own."""
    async with turn.unit() as unit:
        new = await items.pisahkan(unit.conn, int(data["antrean"]), str(data["teks"]), unit.now)
        one = await queue.load(unit.conn, new) if new is not None else None
        if one is None:
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        await kirim_butir(turn, unit, one)
    return None


async def gabung(turn: Turn, data: Mapping[str, Any]) -> None:
    """With which of the open items is this one the same question?"""
    async with turn.unit() as unit:
        item = int(data["antrean"])
        one = await queue.load(unit.conn, item)
        known = dict(await queue.open_texts(unit.conn))
        near = (
            serupa.terdekat(one.teks, [pair for pair in known.items() if pair[0] != item], 5) if one else []
        )
        if one is None or not near:
            return turn.toast(plain("narasumber/tidak-ada-gabungan"))
        group = f"gabung:{turn.masuk.update_id}"
        rows = tuple(
            (
                tombol(
                    turn,
                    unit,
                    "gabung-ya",
                    {"antrean": item, "ke": other, "kunci": data["kunci"]},
                    label=shorten(known[other], PANJANG_LABEL),
                    kelompok=group,
                ),
            )
            for other in near
        )
        await turn.kirim(unit, Pesan(say("narasumber/gabung", teks=one.teks), tombol=rows))
    return None


async def gabung_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Join an item to another one; the message of the first goes, for a reply to it would find nothing."""
    async with turn.unit() as unit:
        to = int(data["ke"])
        if not await items.gabungkan(unit.conn, int(data["antrean"]), to, unit.now):
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        await unit.hapus_pesan(turn.obrolan.id, str(data["kunci"]))
        one = await queue.load(unit.conn, to)
        assert one is not None
        await kirim_butir(turn, unit, one)
    return None
