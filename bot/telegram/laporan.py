"""Planners: from a table to a draft of the report.  The list of reports, and stopping for now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.chat.message import Pesan, Tombol
from bot.chat.texts import plain, say
from bot.chat.unit import Unit
from bot.jobs.wawancara import UNTUK, tombol
from bot.store import reports
from bot.store.reports import BERJALAN, Draf, Keadaan, Laporan
from bot.telegram import laporan_berkas, laporan_draf, laporan_jawab
from bot.telegram.router import Router
from bot.telegram.turn import Turn

MAKS_LABEL = 40
TERBUKA = (Keadaan.WAWANCARA, Keadaan.SIAP)


def pasang(router: Router) -> None:
    router.command("laporan", daftar, ringkas="Laporan dan draf Anda")
    router.command("batal", batal, ringkas="Berhenti dulu, jawaban tetap disimpan")
    router.button("laporan.buka", buka)
    router.button("laporan.gabung", laporan_berkas.gabung)
    router.berkas = laporan_berkas.terima
    laporan_jawab.pasang(router)
    laporan_draf.pasang(router)


async def daftar(turn: Turn) -> None:
    """``/laporan``: one's reports, each a button."""
    async with turn.layanan.units.store.read() as conn:
        found = await reports.of_person(conn, turn.orang.id)
        versions = {one.id: len(await reports.drafts(conn, one.id)) for one in found}
    lines = [{"judul": one.judul, "keadaan": keadaan(one, versions[one.id])} for one in found]
    async with turn.unit() as unit:
        buttons = tuple(
            (tombol(unit, one, _label(at, one), "laporan.buka"),) for at, one in enumerate(found, 1)
        )
        await turn.kirim(unit, Pesan(say("laporan/daftar", baris=lines), buttons))


async def buka(turn: Turn, data: Mapping[str, Any]) -> None:
    """One report: where it stands, and what can be done with it."""
    async with turn.layanan.units.store.read() as conn:
        one = await reports.find(conn, data.get("laporan"), turn.orang.id)
        if one is None:
            return turn.toast(plain("laporan/tidak-ada"))
        files = await reports.files(conn, one.id)
        made = await reports.drafts(conn, one.id)
    text = say(
        "laporan/rinci",
        judul=one.judul,
        keadaan=keadaan(one, len(made)),
        berkas=[file.nama for file in files],
        kalimat=one.ringkasan.get("temuan_kalimat", ""),
    )
    async with turn.unit() as unit:
        await turn.kirim(unit, Pesan(text, _pilihan(unit, one, made[0] if made else None)))
    return None


def _pilihan(unit: Unit, one: Laporan, made: Draf | None) -> tuple[tuple[Tombol, ...], ...]:
    found: list[Tombol] = []
    if one.keadaan is Keadaan.WAWANCARA:
        found.append(tombol(unit, one, "Lanjutkan tanya jawab", "laporan.lanjut"))
        found.append(tombol(unit, one, "Langsung buat draf", "laporan.buat", putaran=one.putaran))
    elif one.keadaan is Keadaan.SIAP:
        found.append(tombol(unit, one, "Buat draf", "laporan.buat", putaran=one.putaran))
    elif one.keadaan is Keadaan.GAGAL:
        found.append(tombol(unit, one, "Coba lagi", "laporan.ulang", putaran=one.putaran))
    if made is not None:
        found.append(tombol(unit, one, f"Kirim ulang draf (versi {made.versi})", "laporan.kirim"))
        if one.keadaan is Keadaan.SELESAI:
            if made.ringkasan.get("lanjutan"):
                found.append(tombol(unit, one, "Isi bagian yang kosong", "laporan.isi"))
            found.append(tombol(unit, one, "Ledger angka", "laporan.ledger", versi=made.versi))
    if one.keadaan not in BERJALAN:
        found.append(tombol(unit, one, "Hapus", "laporan.hapus"))
    return tuple((button,) for button in found)


async def batal(turn: Turn) -> None:
    """``/batal``: what is waited for is waited for no longer; everything is kept."""
    async with turn.layanan.units.store.read() as conn:
        newest = await reports.of_person(conn, turn.orang.id, limit=3)
    async with turn.unit() as unit:
        waited = await unit.ditunggu(turn.orang.id, turn.obrolan.id)
        one = None
        if waited is not None:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
            if waited[0] == UNTUK:
                one = await reports.find(unit.conn, waited[1].get("laporan"), turn.orang.id)
        if one is None and waited is None:
            one = next((r for r in newest if r.keadaan in TERBUKA), None)
        text = say(
            "laporan/batal", judul=one.judul if one else "", ada=one is not None, lain=waited is not None
        )
        await turn.kirim(unit, Pesan(text))


def keadaan(one: Laporan, versi: int) -> str:
    """Where a report stands, in a few words."""
    maju, dari = (one.ringkasan.get("maju") or [0, 0])[:2]
    return plain("laporan/keadaan", keadaan=one.keadaan.value, maju=maju, dari=dari, versi=versi)


def _label(at: int, one: Laporan) -> str:
    text = f"{at}. {one.judul}"
    return text if len(text) <= MAKS_LABEL else f"{text[: MAKS_LABEL - 1]}…"
