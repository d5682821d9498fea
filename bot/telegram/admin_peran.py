"""/admin, Peran: who has which role, links that give one, and taking it away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.administrasi import peran as layanan_peran
from bot.administrasi.peran import HasilCabut, HasilTerima
from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say
from bot.chat.waktu import tanggal
from bot.kelas.tautan import deep_link
from bot.store import people, statistics
from bot.store.people import Peran
from bot.telegram.admin_layar import Layar, pendek
from bot.telegram.menu import pasang_untuk

if TYPE_CHECKING:
    from bot.chat.unit import Unit
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

TERBANYAK = 20
"""People on the screen."""


def pasang(router: Router) -> None:
    router.start("peran", partial(terima, router))
    router.button("admin.peran", daftar)
    router.button("admin.undang", undang)
    router.button("admin.cabut", cabut)
    router.button("admin.cabut-ya", partial(cabut_ya, router))


async def daftar(turn: Turn, data: Mapping[str, Any]) -> None:
    """Who has which role."""
    async with turn.layanan.units.store.read() as conn:
        found = (await statistics.role_holders(conn))[:TERBANYAK]
        rows_known = {one.orang_id for one in found if one.peran == Peran.ADMIN}
        by_setting = [one for one in turn.layanan.settings.admin_ids if one not in rows_known]
        names = await people.names(conn, by_setting)
    shown = [{"nama": one.nama, "peran": one.peran, "tanggal": tanggal(one.sejak)} for one in found]
    fixed = [names.get(one, str(one)) for one in by_setting]
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        invite = tuple(
            screen.tombol(f"undang-{role.value}", "admin.undang", {"peran": role.value})
            for role in (Peran.NARASUMBER, Peran.ADMIN)
        )
        take = tuple(
            (
                screen.tombol(
                    "cabut",
                    "admin.cabut",
                    {"orang": one.orang_id, "peran": one.peran, "nama": one.nama},
                    nama=pendek(one.nama),
                    peran=one.peran,
                ),
            )
            for one in found
        )
        text = say("admin/peran", orang=shown, setelan=fixed)
        await screen.tampil(text, (*((one,) for one in invite), *take, screen.kembali()))


async def undang(turn: Turn, data: Mapping[str, Any]) -> None:
    """A new link, as a message of its own that can be passed on."""
    role = Peran(data["peran"])
    async with turn.unit() as unit:
        payload = await layanan_peran.undang(unit, role, turn.orang.id)
        link = deep_link(turn.layanan.bot.username, payload)
        copy = Tombol(plain("admin/tombol-salin"), salin=link)
        text = say("admin/undangan", peran=role.value, tautan=link)
        await turn.kirim(unit, Pesan(text, ((copy,),)))


async def terima(router: Router, turn: Turn, data: Mapping[str, Any]) -> None:
    """``/start peran-…``"""
    async with turn.unit() as unit:
        payload = f"peran-{data['isi']}"
        result, role, used = await layanan_peran.terima(unit, payload, turn.orang)
        if result is HasilTerima.GAGAL or role is None:
            await turn.kirim(unit, Pesan(say("admin/peran-gagal")))
            return
        name = "admin/peran-diterima" if result is HasilTerima.DIBERI else "admin/peran-sudah"
        await turn.kirim(unit, Pesan(say(name, peran=role.value)))
        if used is None:
            return
        _menu(turn, unit, router, turn.orang.id, turn.orang.peran | {role})
        if used.dibuat_oleh is not None:
            text = say("admin/peran-kabar", nama=turn.orang.nama, peran=role.value)
            await unit.kirim(used.dibuat_oleh, Pesan(text))


def _menu(turn: Turn, unit: Unit, router: Router, orang_id: int, peran: frozenset[Peran]) -> None:
    """The person's menu of commands follows their roles, once these are committed."""
    unit.sesudah(partial(pasang_untuk, turn.layanan.bot, router, orang_id, peran))


async def cabut(turn: Turn, data: Mapping[str, Any]) -> None:
    """First step."""
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        kept = {name: data[name] for name in ("orang", "peran", "nama")}
        yes = screen.tombol("cabut-ya", "admin.cabut-ya", kept)
        text = say("admin/cabut-tanya", nama=data["nama"], peran=data["peran"])
        await screen.tampil(text, ((yes,), screen.kembali("admin.peran")))


async def cabut_ya(router: Router, turn: Turn, data: Mapping[str, Any]) -> None:
    """Second step; who lost the role is told."""
    role = Peran(data["peran"])
    async with turn.unit() as unit:
        result = await layanan_peran.cabut(
            unit, int(data["orang"]), role, turn.orang.id, turn.layanan.settings.admin_ids
        )
        if result is HasilCabut.TERAKHIR:
            text = say("admin/cabut-terakhir")
        else:
            gone = result is HasilCabut.DICABUT
            text = say(
                f"admin/cabut-{'selesai' if gone else 'tidak-ada'}", nama=data["nama"], peran=role.value
            )
        screen = Layar(turn, unit, data)
        await screen.tampil(text, (screen.kembali("admin.peran"),))
        if result is not HasilCabut.DICABUT:
            return
        person = int(data["orang"])
        left = await people.load_person(unit.conn, person, "", None)
        _menu(turn, unit, router, person, left.peran)
        if person != turn.orang.id:
            await unit.kirim(person, Pesan(say("admin/dicabut", peran=role.value)))
