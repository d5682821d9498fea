"""/admin, Sumber: what answers rest on; adding a document by sending it, taking one out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.administrasi import sumber as layanan_sumber
from bot.chat.message import Pesan, rows
from bot.chat.texts import plain, say
from bot.jobs.ambil import MAKS_UNDUH, Ditolak, ambil
from bot.jobs.pengolahan import AKSI_BATAL, AKSI_TERBIT
from bot.store.people import Peran
from bot.store.reports import Berkas
from bot.telegram.admin_layar import Layar, pendek

if TYPE_CHECKING:
    from telegram import Document

    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

MENUNGGU = "admin.sumber"
PER_HALAMAN = 8
FOLDER = "pengolahan"
"""Documents, below DATA_DIR."""


def pasang(router: Router) -> None:
    router.button("admin.sumber", daftar)
    router.button("admin.sumber-tambah", pilih_jenis)
    router.button("admin.sumber-jenis", minta)
    router.file(MENUNGGU, terima)
    router.text(MENUNGGU, bukan_berkas)
    router.button("admin.sumber-lepas", lepas)
    router.button("admin.sumber-lepas-ya", lepas_ya)
    router.button(AKSI_TERBIT, terbitkan)
    router.button(AKSI_BATAL, buang)


async def daftar(turn: Turn, data: Mapping[str, Any]) -> None:
    """A page of the sources, added ones first."""
    found = await asyncio.to_thread(layanan_sumber.daftar, turn.layanan.app)
    pages = max(1, -(-len(found) // PER_HALAMAN))
    page = min(max(int(data.get("halaman", 1)), 1), pages)
    shown = found[(page - 1) * PER_HALAMAN : page * PER_HALAMAN]
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, MENUNGGU)
        screen = Layar(turn, unit, data)
        remove = tuple(
            (
                screen.tombol(
                    "lepas",
                    "admin.sumber-lepas",
                    {"id": one.id, "nama": one.singkat, "jumlah": one.jumlah},
                    nama=pendek(one.singkat),
                ),
            )
            for one in shown
            if one.dapat_dilepas
        )
        around = [
            screen.tombol(name, "admin.sumber", {"halaman": number})
            for name, number in (("sebelum", page - 1), ("sesudah", page + 1))
            if 1 <= number <= pages
        ]
        add = screen.tombol("tambah", "admin.sumber-tambah")
        text = say("admin/sumber", baris=shown, halaman=page, dari=pages, jumlah=len(found))
        turning = (tuple(around),) if around else ()
        await screen.tampil(text, (*turning, *remove, (add,), screen.kembali()))


# --- adding -------------------------------------------------------------------------------------------------


async def pilih_jenis(turn: Turn, data: Mapping[str, Any]) -> None:
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        buttons = [
            screen.tombol(f"jenis-{one}", "admin.sumber-jenis", {"jenis": one})
            for one in layanan_sumber.JENIS
        ]
        await screen.tampil(say("admin/sumber-jenis"), (*rows(buttons, 2), screen.kembali("admin.sumber")))


async def minta(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next document is for the index."""
    jenis = str(data["jenis"])
    async with turn.unit() as unit:
        await unit.tunggu(turn.orang.id, turn.obrolan.id, MENUNGGU, {"jenis": jenis})
        screen = Layar(turn, unit, data)
        text = say("admin/sumber-kirim", jenis=plain(f"admin/tombol-jenis-{jenis}"))
        await screen.tampil(text, ((screen.tombol("batal", "admin.batal"),),))


async def bukan_berkas(turn: Turn, data: Mapping[str, Any]) -> None:
    """A text where a document is waited for."""
    async with turn.unit() as unit:
        screen = Layar(turn, unit)
        await screen.tampil(say("admin/sumber-bukan-berkas"), ((screen.tombol("batal", "admin.batal"),),))


async def terima(turn: Turn, data: Mapping[str, Any]) -> None:
    """Fetch the document, keep it, and have it read."""
    document = turn.message.document if turn.message else None
    if not turn.orang.boleh(Peran.ADMIN):
        async with turn.unit() as unit:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, MENUNGGU)
            await turn.kirim(unit, Pesan(say("galat/bukan-peran", peran=Peran.ADMIN.value)))
        return
    if document is None:
        await bukan_berkas(turn, data)
        return
    nama = document.file_name or "dokumen"
    if Path(nama).suffix.lower() not in layanan_sumber.AKHIRAN:
        await turn.balas("admin/sumber-jenis-salah", nama=nama)
        return
    if (document.file_size or 0) > MAKS_UNDUH:
        await turn.balas("admin/sumber-besar", nama=nama)
        return
    try:
        path = await _fetch(turn, document, nama)
    except Ditolak as refused:
        await turn.balas("galat/masukan", pesan=refused.pesan, saran=refused.saran)
        return
    async with turn.unit() as unit:
        number = await layanan_sumber.terima(
            unit, nama, path, str(data["jenis"]), turn.orang.id, turn.obrolan.id
        )
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, MENUNGGU)
        await turn.kirim(unit, Pesan(say("admin/sumber-diterima", nama=nama)))

        async def start() -> None:
            await turn.layanan.pekerjaan.olah(number)

        unit.sesudah(start)


async def _fetch(turn: Turn, document: Document, nama: str) -> str:
    """The document below DATA_DIR.  Before the unit: an update that is handled again fetches again."""
    file = Berkas(turn.masuk.update_id, nama, document.file_id, document.file_size or 0, None, None)
    path, _ = await ambil(turn.layanan.bot, file, turn.layanan.folder, FOLDER)
    return path


async def terbitkan(turn: Turn, data: Mapping[str, Any]) -> None:
    """The admin has seen the yield and wants it."""
    number = int(data["pengolahan"])
    async with turn.unit() as unit:
        name = await layanan_sumber.putuskan(unit, number, turn.orang.id, terbit=True)
        if name is None:
            await turn.kirim(unit, Pesan(say("admin/sumber-selesai")))
            return
        await turn.kirim(unit, Pesan(say("admin/sumber-diterbitkan", nama=name)))

        async def start() -> None:
            await turn.layanan.pekerjaan.terbitkan(number)

        unit.sesudah(start)


async def buang(turn: Turn, data: Mapping[str, Any]) -> None:
    """The admin has seen the yield and does not want it."""
    async with turn.unit() as unit:
        name = await layanan_sumber.putuskan(unit, int(data["pengolahan"]), turn.orang.id, terbit=False)
        text = say("admin/sumber-dibuang", nama=name) if name else say("admin/sumber-selesai")
        await turn.kirim(unit, Pesan(text))


# --- taking out ---------------------------------------------------------------------------------------------


async def lepas(turn: Turn, data: Mapping[str, Any]) -> None:
    """First step."""
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        kept = {name: data[name] for name in ("id", "nama", "jumlah")}
        yes = screen.tombol("lepas-ya", "admin.sumber-lepas-ya", kept)
        text = say("admin/sumber-lepas-tanya", nama=data["nama"], jumlah=data["jumlah"])
        await screen.tampil(text, ((yes,), screen.kembali("admin.sumber")))


async def lepas_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Second step.  The index is changed before the unit; repeated, it finds nothing left to take out."""
    count = await asyncio.to_thread(layanan_sumber.lepas, turn.layanan.app, str(data["id"]))
    async with turn.unit() as unit:
        await unit.catat("sumber-dilepas", turn.orang.id, {"sumber": data["id"], "bagian": count})
        screen = Layar(turn, unit, data)
        text = say("admin/sumber-lepas-selesai", nama=data["nama"], jumlah=count)
        await screen.tampil(text, (screen.kembali("admin.sumber"),))
