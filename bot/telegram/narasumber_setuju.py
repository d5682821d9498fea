"""The second narasumber: approves an answer, or gives it back with a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.narasumber import jawaban as service
from bot.narasumber.kabar import isi
from bot.store import reference_answers as answers
from bot.store.people import Peran, people_with
from bot.store.reference_answers import Jawaban
from bot.telegram.narasumber_layar import selaraskan

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.store.koneksi import Koneksi
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn


def pasang(router: Router) -> None:
    router.button("narasumber.menunggu", menunggu)
    router.button("narasumber.setujui", setujui)
    router.button("narasumber.kembalikan", kembalikan)
    router.text("narasumber.catatan", catatan)


async def _lainnya(turn: Turn, conn: Koneksi, penulis: int | None) -> tuple[int, ...]:
    """Everybody who may approve: narasumber and admins, not the author."""
    found = [
        *await people_with(conn, Peran.NARASUMBER),
        *await people_with(conn, Peran.ADMIN),
        *turn.layanan.settings.admin_ids,
    ]
    return tuple(one for one in dict.fromkeys(found) if one != penulis)


async def ajukan(turn: Turn, one: Jawaban, data: Mapping[str, Any]) -> None:
    """Ask the others; where there is nobody else the draft stays a draft, and its author hears why."""
    async with turn.unit() as unit:
        others = await _lainnya(turn, unit.conn, turn.orang.id)
        if not others:
            return turn.toast(plain("narasumber/tanpa-kedua"), alert=True)
        waiting = await service.ajukan(unit, one.id, data.get("tetap", ()))
        if waiting is None:
            return turn.toast(plain("narasumber/draf-hilang"), alert=True)
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        for person in others:
            await _minta(turn, unit, waiting, person)
        text = say("narasumber/diajukan", isi=isi(waiting), jumlah=len(others))
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), Pesan(text))
    return None


async def _minta(turn: Turn, unit: Unit, one: Jawaban, person: int) -> None:
    """Ask one person for approval; the first press of anybody settles it."""
    group = f"setuju:{one.id}:{turn.masuk.update_id}"
    kunci = f"{group}:{person}"
    buttons = tuple(
        unit.tombol(
            plain(f"narasumber/tombol-{name}"),
            f"narasumber.{name}",
            {"jawaban": one.id, "kunci": kunci},
            chat_id=person,
            pemilik=person,
            peran=Peran.NARASUMBER,
            kelompok=group,
        )
        for name in ("setujui", "kembalikan")
    )
    places = [place for place in one.rujukan if place.get("berbeda")]
    text = say(
        "narasumber/minta-setuju",
        pertanyaan=one.pertanyaan,
        isi=isi(one),
        penulis=one.narasumber,
        berbeda=[f"{place['sumber']} {place['letak']}".strip() for place in places],
    )
    await unit.kirim(person, Pesan(text, tombol=(buttons,)), kunci=kunci)


async def menunggu(turn: Turn, _data: Mapping[str, Any]) -> None:
    """The answers that wait for approval, with fresh buttons; the own ones only say so."""
    async with turn.unit() as unit:
        found = await answers.waiting(unit.conn)
        mine = [one for one in found if one.narasumber_id == turn.orang.id]
        for one in found:
            if one.narasumber_id != turn.orang.id:
                await _minta(turn, unit, one, turn.orang.id)
        if mine or not found:
            await turn.kirim(unit, Pesan(say("narasumber/menunggu", sendiri=[m.pertanyaan for m in mine])))


async def _yang_menunggu(turn: Turn, data: Mapping[str, Any]) -> Jawaban | None:
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, int(data["jawaban"]))
    if one is None or one.keadaan != answers.MENUNGGU or one.narasumber_id == turn.orang.id:
        turn.toast(plain("narasumber/tidak-menunggu"), alert=True)
        return None
    return one


async def setujui(turn: Turn, data: Mapping[str, Any]) -> None:
    """Publish what another narasumber wrote."""
    one = await _yang_menunggu(turn, data)
    if one is None:
        return None
    async with turn.unit() as unit:
        # The approver saw this answer beside whatever was published meanwhile: the newest word stands.
        done = await service.terbitkan(unit, one.id, turn.orang, disetujui=True, gantikan=True)
        if done.jawaban is None:
            return turn.toast(plain("narasumber/tidak-menunggu"), alert=True)
        unit.sesudah(selaraskan(turn))
        text = say("narasumber/terbit", isi=isi(done.jawaban), jumlah=done.diberi_tahu)
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), Pesan(text))
        if one.narasumber_id is not None:
            news = say("narasumber/disetujui", pertanyaan=one.pertanyaan, jumlah=done.diberi_tahu)
            await unit.kirim(one.narasumber_id, Pesan(news))
    return None


async def kembalikan(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text is the note for the author."""
    one = await _yang_menunggu(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "narasumber.catatan", {"jawaban": one.id})
        await turn.kirim(
            unit,
            Pesan(say("narasumber/catatan"), minta_balasan=plain("narasumber/catatan-isian")),
        )


async def catatan(turn: Turn, data: Mapping[str, Any]) -> None:
    """Give the answer back to its author, with the note."""
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        waiting = await answers.load(unit.conn, int(data["jawaban"])) if turn.orang.is_narasumber else None
        mine = waiting is not None and waiting.narasumber_id == turn.orang.id
        one = None if waiting is None or mine else await service.kembalikan(unit, waiting.id)
        if one is None or one.narasumber_id is None:
            await turn.kirim(unit, Pesan(say("narasumber/tidak-menunggu")))
            return
        author = one.narasumber_id
        go_on = unit.tombol(
            plain("narasumber/tombol-lanjut"),
            "narasumber.lanjut",
            {"jawaban": one.id},
            chat_id=author,
            pemilik=author,
            peran=Peran.NARASUMBER,
        )
        text = say(
            "narasumber/dikembalikan",
            pertanyaan=one.pertanyaan,
            catatan=turn.teks[:1500],
            oleh=service.nama_kutipan(turn.orang),
        )
        await unit.kirim(author, Pesan(text, tombol=((go_on,),)))
        await turn.kirim(unit, Pesan(say("narasumber/catatan-terkirim")))
