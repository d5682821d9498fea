"""/admin: the menu, statistics and health.  The other parts have modules of their own."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.administrasi.kesehatan import kesehatan as ringkas_kesehatan
from bot.administrasi.kesehatan import rincian
from bot.administrasi.statistik import PERIODE, Statistik, grafik, statistik
from bot.chat.message import JenisLampiran, Lampiran, Pesan, rows
from bot.chat.texts import plain, say
from bot.periksa import BAIK, KURANG
from bot.store.people import Peran
from bot.telegram import admin_grup, admin_peran, admin_siaran, admin_sumber
from bot.telegram.admin_layar import Layar

if TYPE_CHECKING:
    from bot.telegram.router import Router
    from bot.telegram.turn import Turn

BAGIAN = ("peran", "sumber", "statistik", "grup", "siaran", "kesehatan")
FOLDER = "admin"
"""Charts, below DATA_DIR."""


def pasang(router: Router) -> None:
    router.command("admin", admin, ringkas="Kelola asisten", peran=Peran.ADMIN)
    router.button("admin.menu", menu)
    router.button("admin.batal", batal)
    router.button("admin.statistik", angka)
    router.button("admin.kesehatan", kesehatan)
    for part in (admin_peran, admin_sumber, admin_grup, admin_siaran):
        part.pasang(router)


async def admin(turn: Turn) -> None:
    await menu(turn, {})


async def menu(turn: Turn, data: Mapping[str, Any]) -> None:
    """How it goes in one line, and where to go."""
    found = await ringkas_kesehatan(turn.layanan.units, turn.layanan.app)
    wrong = [one.bagian for one in found.periksa if one.keadaan == KURANG]
    asked = found.hitungan.soal_hari_ini if found.hitungan else 0
    ringkas = say("admin/ringkas-kurang", masalah=wrong) if wrong else say("admin/ringkas-baik", soal=asked)
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, admin_sumber.MENUNGGU)
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id, admin_siaran.MENUNGGU)
        screen = Layar(turn, unit, data)
        buttons = [screen.tombol(name, f"admin.{name}") for name in BAGIAN]
        await screen.tampil(say("admin/menu", ringkas=ringkas), rows(buttons, 2))


async def batal(turn: Turn, data: Mapping[str, Any]) -> None:
    """Nothing more is waited for."""
    async with turn.unit() as unit:
        await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        screen = Layar(turn, unit, data)
        await screen.tampil(say("admin/batal"), (screen.kembali(),))


# --- statistics ---------------------------------------------------------------------------------------------


async def angka(turn: Turn, data: Mapping[str, Any]) -> None:
    """Counts of a period with a chart: always a new message, for a text cannot become a picture."""
    days = int(data.get("hari", PERIODE[0]))
    async with turn.layanan.units.store.read() as conn:
        found = await statistik(conn, turn.now, days)
    chart = await _chart(turn, found)
    async with turn.unit() as unit:
        screen = Layar(turn, unit)
        buttons = [
            screen.tombol("hari", "admin.statistik", {"hari": one}, layar=False, hari=one) for one in PERIODE
        ]
        back = screen.tombol("kembali", "admin.menu", layar=False)
        text = say("admin/statistik", s=found, hari=days, menit=_times(found))
        await turn.kirim(unit, Pesan(text, (tuple(buttons), (back,)), chart))


async def _chart(turn: Turn, found: Statistik) -> Lampiran | None:
    """The chart below DATA_DIR; None where there is nothing to draw."""
    if not found.soal:
        return None
    path = f"{FOLDER}/statistik-{secrets.token_hex(8)}.png"

    def write() -> None:
        target = turn.layanan.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(grafik(found))

    await asyncio.to_thread(write)
    return Lampiran(path, "statistik.png", JenisLampiran.FOTO)


def _times(found: Statistik) -> tuple[str, str] | None:
    """Median and 95th percentile as words."""
    if found.p50_ms is None or found.p95_ms is None:
        return None
    return _seconds(found.p50_ms), _seconds(found.p95_ms)


def _seconds(ms: int) -> str:
    if ms < 1000:
        return f"{ms} milidetik"
    return f"{ms / 1000:.1f}".replace(".", ",") + " detik"


# --- health -------------------------------------------------------------------------------------------------


async def kesehatan(turn: Turn, data: Mapping[str, Any]) -> None:
    """What is wrong comes first, with what to do about it."""
    found = await rincian(turn.layanan.units, turn.layanan.app)
    wrong = [one for one in found.periksa if one.keadaan != BAIK]
    wrong.sort(key=lambda one: one.keadaan != KURANG)
    good = [one for one in found.periksa if one.keadaan == BAIK]
    turn.toast(plain("admin/tombol-kesehatan"))
    async with turn.unit() as unit:
        screen = Layar(turn, unit, data)
        again = screen.tombol("segarkan", "admin.kesehatan")
        text = say("admin/kesehatan", versi=found.versi, baik=good, lain=wrong)
        await screen.tampil(text, ((again,), screen.kembali()))
