"""A narasumber answers: words in one or several messages, a preview with what the index says, publishing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.app import knowledge_errors
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.narasumber import jawaban as service
from bot.narasumber.jawaban import Pemeriksaan, Sasaran
from bot.narasumber.kabar import isi
from bot.narasumber.rujukan import Rujukan
from bot.store import queue
from bot.store import reference_answers as answers
from bot.store.people import Peran
from bot.store.reference_answers import Jawaban
from bot.telegram import narasumber_setuju
from bot.telegram.narasumber_layar import selaraskan, tombol

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

TAMBAH = "narasumber.tambah"


def pasang(router: Router) -> None:
    router.reply("antrean", balas_butir)
    router.reply("draf", balas_draf)
    router.button("narasumber.jawab", jawab)
    router.text("narasumber.jawab", tulis_jawab)
    router.text(TAMBAH, tulis_tambah)
    router.button("narasumber.ubah", ubah)
    router.text("narasumber.ganti", tulis_ganti)
    router.button("narasumber.batal", batal)
    router.button("narasumber.terbit", terbit)
    router.button("narasumber.gantikan", gantikan)
    router.button("narasumber.lanjut", lanjut)
    router.button("narasumber.versi", versi)
    router.text("narasumber.versi", tulis_versi)


# --- words come in ----------------------------------------------------------------------------------------


async def balas_butir(turn: Turn, data: Mapping[str, Any]) -> None:
    """A reply to an item: its answer, or more of it."""
    if turn.obrolan.pribadi and turn.orang.is_narasumber:
        return await _untuk_butir(turn, int(data["rujukan"]))
    return await turn.balas("galat/bukan-peran", peran=Peran.NARASUMBER)


async def jawab(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text is the answer of this item."""
    async with turn.unit() as unit:
        one = await queue.load(unit.conn, int(data["antrean"]))
        if one is None:
            return turn.toast(plain("narasumber/butir-hilang"), alert=True)
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "narasumber.jawab", {"antrean": one.id})
        pesan = Pesan(say("narasumber/tulis", teks=one.teks), minta_balasan=plain("narasumber/tulis-isian"))
        await turn.kirim(unit, pesan, rujukan=f"antrean:{one.id}")
    return None


async def tulis_jawab(turn: Turn, data: Mapping[str, Any]) -> None:
    if not await _boleh(turn):
        return
    await _untuk_butir(turn, int(data["antrean"]))


async def _untuk_butir(turn: Turn, antrean_id: int) -> None:
    async with turn.layanan.units.store.read() as conn:
        target = await service.sasaran_antrean(conn, antrean_id)
        before = await service.draf(conn, target, turn.orang.id) if target else None
    if target is None:
        return await turn.balas("narasumber/butir-hilang")
    return await _tulis(turn, target, before.teks if before else None)


async def balas_draf(turn: Turn, data: Mapping[str, Any]) -> None:
    """A reply to a preview: more of the answer."""
    if await _boleh(turn):
        await _lanjutkan(turn, int(data["rujukan"]))


async def tulis_tambah(turn: Turn, data: Mapping[str, Any]) -> None:
    """A further message of an answer that is being written."""
    if await _boleh(turn):
        await _lanjutkan(turn, int(data["jawaban"]))


async def tulis_ganti(turn: Turn, data: Mapping[str, Any]) -> None:
    """The whole text anew."""
    if await _boleh(turn):
        await _lanjutkan(turn, int(data["jawaban"]), tambah=False)


async def _lanjutkan(turn: Turn, jawaban_id: int, *, tambah: bool = True) -> None:
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, jawaban_id)
    if one is None or one.narasumber_id != turn.orang.id or one.keadaan != answers.DRAF:
        async with turn.unit() as unit:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
            await turn.kirim(unit, Pesan(say("narasumber/draf-hilang")))
        return
    await _tulis(turn, _sasaran(one), one.teks if tambah else None)


def _sasaran(one: Jawaban) -> Sasaran:
    return Sasaran(one.pertanyaan, one.antrean_id, one.induk)


async def versi(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text is a new version of a published answer."""
    async with turn.unit() as unit:
        one = await answers.load(unit.conn, int(data["jawaban"]))
        if one is None or one.keadaan != answers.TERBIT:
            return turn.toast(plain("narasumber/draf-hilang"), alert=True)
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "narasumber.versi", {"jawaban": one.id})
        await turn.kirim(
            unit,
            Pesan(
                say("narasumber/tulis-versi", pertanyaan=one.pertanyaan, teks=one.teks),
                minta_balasan=plain("narasumber/tulis-isian"),
            ),
        )
    return None


async def tulis_versi(turn: Turn, data: Mapping[str, Any]) -> None:
    if not await _boleh(turn):
        return None
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, int(data["jawaban"]))
    if one is None:
        return await turn.balas("narasumber/draf-hilang")
    return await _tulis(turn, Sasaran(one.pertanyaan, one.antrean_id, one.akar), None)


async def _boleh(turn: Turn) -> bool:
    """The role may have been taken away since; replies and texts are checked here, buttons by the router."""
    if turn.orang.is_narasumber and turn.obrolan.pribadi:
        return True
    await turn.balas("galat/bukan-peran", peran=Peran.NARASUMBER)
    return False


async def _tulis(turn: Turn, target: Sasaran, before: str | None) -> None:
    """Keep the words, check them against the index, and show how they will be read."""
    text = "\n\n".join(part for part in (before, turn.teks) if part)
    if len(text) > service.TERPANJANG:
        return await turn.balas("narasumber/terlalu-panjang", panjang=len(text), batas=service.TERPANJANG)
    checked = await _periksa(turn, target.pertanyaan, text)
    async with turn.unit() as unit:
        one = await service.simpan_draf(unit, target, text, turn.orang, checked)
        await _pratinjau(turn, unit, one, checked)
    return None


async def _periksa(turn: Turn, question: str, text: str) -> Pemeriksaan:
    def check() -> Pemeriksaan:
        with knowledge_errors():
            return service.periksa(question, text, turn.layanan.app.knowledge)

    return await asyncio.to_thread(check)


# --- the preview ------------------------------------------------------------------------------------------


async def _pratinjau(turn: Turn, unit: Unit, one: Jawaban, checked: Pemeriksaan) -> None:
    """The newest preview is the only one: an older one above it would show old words."""
    waited = await unit.ditunggu(turn.orang.id, turn.obrolan.id)
    if waited and waited[0] == TAMBAH and waited[1].get("jawaban") == one.id:
        await unit.hapus_pesan(turn.obrolan.id, str(waited[1]["kunci"]))
    kunci = f"pratinjau:{one.id}:{turn.masuk.update_id}"
    writing: tuple[str, ...] = ()
    if one.antrean_id is not None:
        writing = await answers.others_writing(unit.conn, one.antrean_id, turn.orang.id)
    text = say(
        "narasumber/pratinjau",
        pertanyaan=one.pertanyaan,
        isi=isi(one),
        rujukan=[_baris(place) for place in checked.rujukan],
        bertentangan=list(checked.pertentangan),
        menulis=list(writing),
        kedua=turn.layanan.settings.persetujuan_kedua,
    )
    tetap = _tetap(checked)
    data = {"jawaban": one.id, "sidik": service.sidik(one.teks), "kunci": kunci, "tetap": tetap}
    publish = "tetap" if tetap else "ajukan" if turn.layanan.settings.persetujuan_kedua else "terbit"
    rows = (
        (tombol(turn, unit, "terbit", data, label=plain(f"narasumber/tombol-{publish}")),),
        (tombol(turn, unit, "ubah", data), tombol(turn, unit, "batal", data)),
        (tombol(turn, unit, "nama", {"jawaban": one.id}, teks={"nama": one.narasumber}),),
    )
    await turn.kirim(unit, Pesan(text, tombol=rows), kunci=kunci, rujukan=f"draf:{one.id}")
    await unit.tunggu(turn.orang.id, turn.obrolan.id, TAMBAH, {"jawaban": one.id, "kunci": kunci})


def _tetap(checked: Pemeriksaan) -> list[dict[str, Any]]:
    """What the narasumber has to confirm: contradictions, and places that do not exist."""
    wrong = [
        {"hal": one.temuan.value, "sumber_id": one.sumber_id, "sumber": one.sumber, "letak": one.letak}
        for one in checked.rujukan
        if not one.sah
    ]
    return [*(one.to_json() for one in checked.pertentangan), *wrong]


def _baris(one: Rujukan) -> dict[str, str]:
    return {
        "tempat": one.tempat,
        "temuan": one.temuan.value,
        "catatan": one.catatan,
    }


async def tampilkan(turn: Turn, one: Jawaban) -> None:
    """Show the preview of a draft again."""
    checked = await _periksa(turn, one.pertanyaan, one.teks)
    async with turn.unit() as unit:
        await _pratinjau(turn, unit, one, checked)


async def lanjut(turn: Turn, data: Mapping[str, Any]) -> None:
    """Go on with a draft."""
    one = await draf(turn, data)
    if one is not None:
        await tampilkan(turn, one)


async def draf(turn: Turn, data: Mapping[str, Any]) -> Jawaban | None:
    """The own draft of a button; None, and the press says so, where it is gone or was changed since."""
    async with turn.layanan.units.store.read() as conn:
        one = await answers.load(conn, int(data["jawaban"]))
    if one is None or one.keadaan != answers.DRAF or one.narasumber_id != turn.orang.id:
        turn.toast(plain("narasumber/draf-hilang"), alert=True)
        return None
    if "sidik" in data and service.sidik(one.teks) != data["sidik"]:
        turn.toast(plain("narasumber/pratinjau-lama"), alert=True)
        return None
    return one


# --- what is done with it ---------------------------------------------------------------------------------


async def ubah(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text takes the place of the whole draft."""
    one = await draf(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        await unit.tunggu(turn.orang.id, turn.obrolan.id, "narasumber.ganti", {"jawaban": one.id})
        await unit.hapus_pesan(turn.obrolan.id, str(data["kunci"]))
        await turn.kirim(
            unit,
            Pesan(
                say("narasumber/tulis-ulang", teks=one.teks), minta_balasan=plain("narasumber/tulis-isian")
            ),
        )


async def batal(turn: Turn, data: Mapping[str, Any]) -> None:
    """Throw the draft away."""
    one = await draf(turn, {"jawaban": data["jawaban"]})
    if one is None:
        return
    async with turn.unit() as unit:
        await service.batalkan(unit, one.id)
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), Pesan(say("narasumber/dibatalkan")))


async def terbit(turn: Turn, data: Mapping[str, Any]) -> None:
    """Publish, or hand to a second narasumber where the settings want one."""
    one = await draf(turn, data)
    if one is None:
        return None
    if turn.layanan.settings.persetujuan_kedua:
        return await narasumber_setuju.ajukan(turn, one, data)
    await _terbitkan(turn, one, data, gantikan=False)
    return None


async def gantikan(turn: Turn, data: Mapping[str, Any]) -> None:
    """Publish over the answer of somebody who was first."""
    one = await draf(turn, data)
    if one is not None:
        await _terbitkan(turn, one, data, gantikan=True)


async def _terbitkan(turn: Turn, one: Jawaban, data: Mapping[str, Any], *, gantikan: bool) -> None:
    tetap: Sequence[Mapping[str, Any]] = data.get("tetap", ())
    async with turn.unit() as unit:
        done = await service.terbitkan(unit, one.id, turn.orang, tetap=tetap, gantikan=gantikan)
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        kunci = str(data["kunci"])
        if done.lebih_dulu is not None:
            rows = (
                (tombol(turn, unit, "gantikan", dict(data)),),
                (tombol(turn, unit, "batal", dict(data)),),
            )
            text = say("narasumber/lebih-dulu", isi=isi(done.lebih_dulu))
            return await unit.sunting(turn.obrolan.id, kunci, Pesan(text, tombol=rows))
        if done.jawaban is None:
            return turn.toast(plain("narasumber/draf-hilang"), alert=True)
        unit.sesudah(selaraskan(turn))
        text = say("narasumber/terbit", isi=isi(done.jawaban), jumlah=done.diberi_tahu)
        await unit.sunting(turn.obrolan.id, kunci, Pesan(text))
    return None
