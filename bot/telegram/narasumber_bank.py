"""/bank, /jawaban_saya: published answers, their review, their versions, and the name they are cited by."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.chat.message import Lampiran, Pesan, Tombol
from bot.chat.texts import plain, say, shorten
from bot.chat.waktu import tanggal
from bot.narasumber import bank as files
from bot.narasumber import jawaban as service
from bot.narasumber.kabar import isi
from bot.store import reference_answers as answers
from bot.store.people import Peran
from bot.store.reference_answers import Jawaban
from bot.telegram import narasumber_jawab
from bot.telegram.narasumber_layar import PANJANG_LABEL, selaraskan, tombol

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

TERBANYAK = 20
"""Answers that one list shows, each as a button."""


def pasang(router: Router) -> None:
    router.command("bank", bank, ringkas="Unduh bank jawaban", peran=Peran.NARASUMBER)
    router.command("jawaban_saya", jawaban_saya, ringkas="Jawaban Anda", peran=Peran.NARASUMBER)
    for name, handler in (
        ("tinjau", tinjau),
        ("lihat", lihat),
        ("berlaku", berlaku),
        ("tarik", tarik),
        ("tarik-ya", tarik_ya),
        ("nama", nama),
    ):
        router.button(f"narasumber.{name}", handler)
    router.text("narasumber.nama", tulis_nama)


# --- the files --------------------------------------------------------------------------------------------


async def bank(turn: Turn) -> None:
    """The whole bank, to read and to work with."""
    async with turn.layanan.units.store.read() as conn:
        rows = await answers.bank(conn)
    if not rows:
        return await turn.balas("narasumber/bank-kosong")
    made = await asyncio.to_thread(files.write_files, rows, turn.layanan.folder, turn.now)
    published = [one for one in rows if one.keadaan == answers.TERBIT]
    async with turn.unit() as unit:
        text = say("narasumber/bank", terbit=len(published), versi=len(rows), pada=tanggal(turn.now))
        await turn.kirim(unit, Pesan(text, lampiran=Lampiran(made.docx, made.nama_docx)))
        await turn.kirim(
            unit, Pesan(say("narasumber/bank-xlsx"), lampiran=Lampiran(made.xlsx, made.nama_xlsx))
        )
    return None


# --- lists ------------------------------------------------------------------------------------------------


async def jawaban_saya(turn: Turn) -> None:
    """What the person wrote, newest first."""
    async with turn.unit() as unit:
        found = await answers.of_person(unit.conn, turn.orang.id)
        name = service.nama_kutipan(turn.orang)
        rows = (*_daftar(turn, unit, found), (tombol(turn, unit, "nama", {}, teks={"nama": name}),))
        counts = {state: sum(one.keadaan == state for one in found) for state in _STATES}
        text = say("narasumber/jawaban-saya", jumlah=counts, nama=name, sisa=max(0, len(found) - TERBANYAK))
        await turn.kirim(unit, Pesan(text, tombol=rows))


_STATES = (answers.DRAF, answers.MENUNGGU, answers.TERBIT, answers.DITARIK)
_MARKS = {answers.DRAF: "✏️ ", answers.MENUNGGU: "⏳ ", answers.DITARIK: "🚫 "}


def _daftar(turn: Turn, unit: Unit, found: tuple[Jawaban, ...]) -> tuple[tuple[Tombol, ...], ...]:
    return tuple(
        (
            tombol(
                turn,
                unit,
                "lihat",
                {"jawaban": one.id},
                label=f"{_MARKS.get(one.keadaan, '')}{shorten(one.pertanyaan, PANJANG_LABEL)}",
            ),
        )
        for one in found[:TERBANYAK]
    )


async def tinjau(turn: Turn, _data: Mapping[str, Any]) -> None:
    """The answers that have to be looked at again."""
    async with turn.unit() as unit:
        found = await answers.due(unit.conn, unit.now)
        text = say("narasumber/tinjau", jumlah=len(found))
        await turn.kirim(unit, Pesan(text, tombol=_daftar(turn, unit, found)))


# --- one answer -------------------------------------------------------------------------------------------


async def lihat(turn: Turn, data: Mapping[str, Any]) -> None:
    """An answer with what can be done with it; an own draft goes on."""
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, int(data["jawaban"]))
    if one is None:
        return turn.toast(plain("narasumber/draf-hilang"), alert=True)
    if one.keadaan == answers.DRAF and one.narasumber_id == turn.orang.id:
        return await narasumber_jawab.tampilkan(turn, one)
    async with turn.unit() as unit:
        kunci = f"jawaban:{one.id}:{turn.masuk.update_id}"
        pesan = Pesan(_teks(one), tombol=_tindakan(turn, unit, one, kunci))
        await turn.kirim(unit, pesan, kunci=kunci)
    return None


def _teks(one: Jawaban) -> Any:
    return say(
        "narasumber/lihat",
        pertanyaan=one.pertanyaan,
        isi=isi(one),
        keadaan=one.keadaan,
        versi=one.versi,
        tinjau=tanggal(one.tinjau_pada) if one.tinjau_pada else None,
        sebab=one.perlu_ditinjau,
        rujukan=[f"{p['sumber']} {p['letak']}".strip() or p["teks"] for p in one.rujukan if "teks" in p],
    )


def _tindakan(turn: Turn, unit: Unit, one: Jawaban, kunci: str) -> tuple[tuple[Tombol, ...], ...]:
    """Any narasumber may confirm or renew an answer; its author, or an admin, may withdraw it."""
    if one.keadaan != answers.TERBIT:
        return ()
    data = {"jawaban": one.id, "kunci": kunci}
    first: tuple[Tombol, ...] = (tombol(turn, unit, "versi", data),)
    if one.narasumber_id == turn.orang.id or turn.orang.is_admin:
        first = (*first, tombol(turn, unit, "tarik", data))
    is_due = one.perlu_ditinjau is not None or (one.tinjau_pada and one.tinjau_pada <= turn.now)
    return ((tombol(turn, unit, "berlaku", data),), first) if is_due else (first,)


async def _terbit(turn: Turn, data: Mapping[str, Any]) -> Jawaban | None:
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, int(data["jawaban"]))
    if one is None or one.keadaan != answers.TERBIT:
        turn.toast(plain("narasumber/draf-hilang"), alert=True)
        return None
    return one


async def berlaku(turn: Turn, data: Mapping[str, Any]) -> None:
    """The answer is still right; it comes up again in a year."""
    one = await _terbit(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        await service.masih_berlaku(unit, one, turn.orang, turn.layanan.app.knowledge)
        until = tanggal(unit.now + service.TINJAU_SETELAH)
        text = say("narasumber/berlaku", pertanyaan=one.pertanyaan, sampai=until)
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), Pesan(text))


async def tarik(turn: Turn, data: Mapping[str, Any]) -> None:
    """First step of withdrawing."""
    one = await _terbit(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        group = f"tarik:{one.id}:{turn.masuk.update_id}"
        buttons = (
            tombol(turn, unit, "tarik-ya", dict(data), kelompok=group),
            tombol(
                turn, unit, "lihat", dict(data), kelompok=group, label=plain("narasumber/tombol-tarik-tidak")
            ),
        )
        text = say("narasumber/tarik", pertanyaan=one.pertanyaan)
        await turn.kirim(unit, Pesan(text, tombol=(buttons,)))


async def tarik_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Withdraw: the answer is not found any more; the bank keeps it as withdrawn."""
    one = await _terbit(turn, data)
    if one is None:
        return None
    if one.narasumber_id != turn.orang.id and not turn.orang.is_admin:
        return turn.toast(plain("tombol/bukan-peran"), alert=True)
    async with turn.unit() as unit:
        await service.tarik(unit, one.id, turn.orang)
        unit.sesudah(selaraskan(turn))
        await turn.kirim(unit, Pesan(say("narasumber/ditarik", pertanyaan=one.pertanyaan)))
    return None


# --- the name ---------------------------------------------------------------------------------------------


async def nama(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text is the name under which the person is cited."""
    async with turn.unit() as unit:
        keep = {"jawaban": data["jawaban"]} if "jawaban" in data else {}
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "narasumber.nama", keep)
        await turn.kirim(
            unit,
            Pesan(
                say("narasumber/nama", nama=service.nama_kutipan(turn.orang)),
                minta_balasan=plain("narasumber/nama-isian"),
            ),
        )


async def tulis_nama(turn: Turn, data: Mapping[str, Any]) -> None:
    """Keep the name; a draft that was being written is shown again with it."""
    name = " ".join("".join(c if c.isprintable() else " " for c in turn.teks).split())
    if not 2 < len(name) <= service.NAMA_TERPANJANG or not turn.orang.is_narasumber:
        return await turn.balas("narasumber/nama-salah", batas=service.NAMA_TERPANJANG)
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        await answers.set_citation_name(unit.conn, turn.orang.id, service.INGATAN_NAMA, name)
        one = await answers.load(unit.conn, int(data["jawaban"])) if "jawaban" in data else None
        rows: tuple[tuple[Tombol, ...], ...] = ()
        if one is not None and one.keadaan == answers.DRAF:
            rows = ((tombol(turn, unit, "lanjut", {"jawaban": one.id}),),)
        await turn.kirim(unit, Pesan(say("narasumber/nama-disimpan", nama=name), tombol=rows))
    return None
