"""/admin, Siaran: a message to a class, shown before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.administrasi import siaran as layanan_siaran
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.store import classes
from bot.store.people import Peran
from bot.telegram.admin_layar import Layar, pendek

if TYPE_CHECKING:
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

MENUNGGU = "admin.siaran"


def pasang(router: Router) -> None:
    router.button("admin.siaran", pilih)
    router.button("admin.siaran-kelas", tulis)
    router.button("admin.siaran-kirim", kirim)
    router.text(MENUNGGU, lihat)


async def pilih(turn: Turn, data: Mapping[str, Any]) -> None:
    """Which class."""
    async with turn.layanan.units.store.read() as conn:
        found = (*await classes.list_open(conn), *await classes.list_closed(conn))
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        buttons = tuple(
            (screen.tombol("kelas", "admin.siaran-kelas", {"kelas": one.id}, nama=pendek(one.nama)),)
            for one in found
        )
        await screen.tampil(say("admin/siaran", kelas=found), (*buttons, screen.kembali()))


async def tulis(turn: Turn, data: Mapping[str, Any]) -> None:
    """The next text is the broadcast."""
    async with turn.layanan.units.store.read() as conn:
        kelas = await classes.get(conn, int(data["kelas"]))
        count = len(await classes.receivers(conn, int(data["kelas"])))
    if kelas is None:
        return turn.toast(plain("tombol/kedaluwarsa"), alert=True)
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        if not count:
            text = say("admin/siaran-kosong", nama=kelas.nama)
            await screen.tampil(text, (screen.kembali("admin.siaran"),))
            return None
        await unit.tunggu(turn.orang.id, turn.obrolan.id, MENUNGGU, {"kelas": kelas.id})
        stop = screen.tombol("batal", "admin.batal")
        await screen.tampil(say("admin/siaran-tulis", nama=kelas.nama, jumlah=count), ((stop,),))
    return None


async def lihat(turn: Turn, data: Mapping[str, Any]) -> None:
    """What the members will see, and how many they are."""
    teks, most = turn.teks, layanan_siaran.TERPANJANG
    async with turn.layanan.units.store.read() as conn:
        kelas = await classes.get(conn, int(data["kelas"]))
        count = len(await classes.receivers(conn, int(data["kelas"])))
    async with turn.unit() as unit:
        if kelas is None or not turn.orang.boleh(Peran.ADMIN):
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
            await turn.kirim(unit, Pesan(say("admin/batal")))
            return
        if len(teks) > most:
            await turn.kirim(unit, Pesan(say("admin/siaran-panjang", panjang=len(teks), batas=most)))
            return
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        await turn.kirim(unit, Pesan(say("siaran/pesan", kelas=kelas.nama, teks=teks)))
        screen = Layar(turn, unit)
        send = screen.tombol("kirim", "admin.siaran-kirim", {"kelas": kelas.id, "teks": teks}, sekali=True)
        again = screen.tombol("batal", "admin.batal")
        await screen.tampil(say("admin/siaran-tanya", nama=kelas.nama, jumlah=count), ((send, again),))


async def kirim(turn: Turn, data: Mapping[str, Any]) -> None:
    """Hand the broadcast to the jobs."""
    async with turn.unit() as unit:
        number = await layanan_siaran.buat(unit, int(data["kelas"]), turn.orang.id, str(data["teks"]))
        count = len(await classes.receivers(unit.conn, int(data["kelas"])))
        screen = Layar(turn, unit, data)
        await screen.tampil(say("admin/siaran-antre", jumlah=count))

        async def start() -> None:
            await turn.layanan.pekerjaan.siarkan(number)

        unit.sesudah(start)
