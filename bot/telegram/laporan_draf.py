"""Drafts: starting one, filling its gaps, its ledger, sending it again, deleting the report."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.chat import budget
from bot.chat.message import Lampiran, Pesan
from bot.chat.texts import plain, say
from bot.jobs import wawancara
from bot.jobs.laporan_dasar import folder_laporan, ingatan_orang, kunci_kemajuan
from bot.jobs.penyerahan import kirim_draf, nama_berkas
from bot.jobs.proses import kerjakan
from bot.jobs.wawancara import UNTUK, tombol
from bot.store import reports
from bot.store.reports import BERJALAN, Keadaan, Laporan
from bot.telegram.laporan_berkas import buang
from bot.telegram.laporan_jawab import mulai_baca
from bot.telegram.router import Router
from bot.telegram.turn import Turn

SIAP_SUSUN = (Keadaan.WAWANCARA, Keadaan.SIAP, Keadaan.SELESAI)


def pasang(router: Router) -> None:
    router.button("laporan.buat", buat)
    router.button("laporan.isi", isi)
    router.button("laporan.ulang", ulang)
    router.button("laporan.kirim", kirim)
    router.button("laporan.ledger", ledger)
    router.button("laporan.hapus", hapus)
    router.button("laporan.hapus_ya", hapus_ya)
    router.button("laporan.hapus_tidak", hapus_tidak)


async def _milik(turn: Turn, data: Mapping[str, Any]) -> Laporan | None:
    """The report of a button; None, after saying so, where it is gone or another's."""
    async with turn.layanan.units.store.read() as conn:
        one = await reports.find(conn, data.get("laporan"), turn.orang.id)
    if one is None:
        turn.toast(plain("laporan/tidak-ada"))
    return one


async def buat(turn: Turn, data: Mapping[str, Any]) -> None:
    """Start the draft, also in the middle of the interview."""
    one = await _milik(turn, data)
    if one is None:
        return None
    if one.keadaan not in SIAP_SUSUN:
        return turn.toast(plain("laporan/sedang-dikerjakan"))
    if data.get("putaran") != one.putaran:
        return turn.toast(plain("laporan/sudah-disusun"))
    await _susun(turn, one)
    return None


async def _susun(turn: Turn, one: Laporan) -> None:
    async with turn.layanan.units.store.read() as conn:
        quota = turn.layanan.settings.kuota_draf
        jatah = await budget.periksa_draf(conn, turn.orang.id, quota, turn.now)
    async with turn.unit() as unit:
        if not jatah.boleh:
            if (pesan := await budget.beri_tahu(unit, jatah, turn.orang.id)) is not None:
                await turn.kirim(unit, pesan)
            return
        ringkasan, putaran = dict(one.ringkasan), one.putaran + 1
        await wawancara.tarik(unit, one, ringkasan, None)
        if not await reports.change(
            unit.conn,
            one.id,
            unit.now,
            dari=[one.keadaan],
            di_putaran=one.putaran,
            keadaan=Keadaan.ANTRE,
            putaran=putaran,
            ringkasan=ringkasan,
        ):
            return
        ahead = await reports.ahead(unit.conn, one.id)
        pesan = Pesan(say("laporan/disusun", judul=one.judul, antre=ahead))
        await turn.kirim(unit, pesan, kunci=kunci_kemajuan(one, putaran))
        await unit.selesai_menunggu(one.orang_id, one.chat_id, UNTUK)
        unit.sesudah(partial(turn.layanan.pekerjaan.susun, one.id, putaran))


async def isi(turn: Turn, data: Mapping[str, Any]) -> None:
    """The second round: the gaps of the draft that words can fill."""
    from bot.drafting.wawancara.bahan import BahanTidakTerbaca
    from bot.drafting.wawancara.model import Jawaban
    from bot.drafting.wawancara.plan import buka_lagi

    one = await _milik(turn, data)
    if one is None:
        return None
    if one.keadaan is not Keadaan.SELESAI or one.bahan is None:
        return turn.toast(plain("laporan/sedang-dikerjakan"))
    async with turn.layanan.units.store.read() as conn:
        rows = await reports.answers(conn, one.id)
        ingatan = await ingatan_orang(conn, turn.orang.id)
    opened = [dict(row.to_json()) for row in buka_lagi([Jawaban.from_json(row) for row in rows])]
    path = turn.layanan.folder / one.bahan
    ringkasan = {**one.ringkasan, "lanjutan": True, "awal": len(opened), "terjawab": [], "soal": None}
    try:
        posisi = await asyncio.to_thread(wawancara.hitung, path, opened, ingatan, lanjutan=True)
    except BahanTidakTerbaca:
        async with turn.unit() as unit:
            await reports.put_answers(unit.conn, one.id, opened, unit.now)
            return await mulai_baca(turn, unit, one, ringkasan)
    if posisi.soal is None:
        return await turn.balas("laporan/tidak-ada-isian")
    async with turn.unit() as unit:
        await reports.put_answers(unit.conn, one.id, opened, unit.now)
        await wawancara.tanyakan(unit, one, posisi.soal, ringkasan, boleh_kembali=False)
        await reports.change(
            unit.conn,
            one.id,
            unit.now,
            dari=[Keadaan.SELESAI],
            keadaan=Keadaan.WAWANCARA,
            ringkasan=ringkasan,
        )
    return None


async def ulang(turn: Turn, data: Mapping[str, Any]) -> None:
    """ "Coba lagi" after a failure."""
    one = await _milik(turn, data)
    if one is None:
        return None
    if one.keadaan is not Keadaan.GAGAL or data.get("putaran") != one.putaran:
        return turn.toast(plain("laporan/sedang-dikerjakan"))
    if one.ringkasan.get("gagal") == "susun":
        return await _susun(turn, one)
    async with turn.unit() as unit:
        await mulai_baca(turn, unit, one, dict(one.ringkasan))
    return None


async def kirim(turn: Turn, data: Mapping[str, Any]) -> None:
    """Send the newest draft again."""
    one = await _milik(turn, data)
    if one is None:
        return None
    async with turn.layanan.units.store.read() as conn:
        made = await reports.drafts(conn, one.id)
    if not made or not (turn.layanan.folder / made[0].docx).is_file():
        return await _hilang(turn, one)
    async with turn.unit() as unit:
        await kirim_draf(unit, one, made[0])
    return None


async def _hilang(turn: Turn, one: Laporan) -> None:
    """The files of a draft are gone, e.g. by the daily purge; the report may still be written again."""
    async with turn.unit() as unit:
        again = tombol(unit, one, "Susun ulang", "laporan.buat", putaran=one.putaran)
        await turn.kirim(unit, Pesan(say("laporan/draf-hilang"), ((again,),)))


async def ledger(turn: Turn, data: Mapping[str, Any]) -> None:
    """The ledger of a draft as a workbook."""
    one = await _milik(turn, data)
    if one is None:
        return None
    async with turn.layanan.units.store.read() as conn:
        found = [d for d in await reports.drafts(conn, one.id) if d.versi == data.get("versi")]
    if not found or not (turn.layanan.folder / found[0].telusur).is_file():
        return await _hilang(turn, one)
    made = found[0]
    telusur = turn.layanan.folder / made.telusur
    keluaran = telusur.with_name("ledger.xlsx")
    if not keluaran.is_file():
        await kerjakan({"kerja": "ledger", "telusur": str(telusur), "keluaran": str(keluaran)})
    jalur = keluaran.relative_to(turn.layanan.folder).as_posix()
    async with turn.unit() as unit:
        text = say("laporan/ledger", judul=one.judul, versi=made.versi)
        lampiran = Lampiran(jalur, f"{nama_berkas(made)} - ledger angka.xlsx")
        await turn.kirim(unit, Pesan(text, lampiran=lampiran))
    return None


async def hapus(turn: Turn, data: Mapping[str, Any]) -> None:
    """Ask before a report is deleted."""
    one = await _milik(turn, data)
    if one is None:
        return None
    if one.keadaan in BERJALAN:
        return turn.toast(plain("laporan/sedang-dikerjakan"))
    async with turn.unit() as unit:
        buttons = (
            (
                tombol(unit, one, "Ya, hapus", "laporan.hapus_ya", kunci=f"hapus:{turn.masuk.update_id}"),
                tombol(unit, one, "Tidak", "laporan.hapus_tidak", kunci=f"hapus:{turn.masuk.update_id}"),
            ),
        )
        pesan = Pesan(say("laporan/hapus", judul=one.judul), buttons)
        await turn.kirim(unit, pesan, kunci=f"hapus:{turn.masuk.update_id}")
    return None


async def hapus_ya(turn: Turn, data: Mapping[str, Any]) -> None:
    """Delete a report: rows at once, files right after."""
    one = await _milik(turn, data)
    if one is None:
        return
    folder = turn.layanan.folder / folder_laporan(one.orang_id, one.id)
    async with turn.unit() as unit:
        waited = await unit.ditunggu(turn.orang.id, turn.obrolan.id)
        if waited is not None and waited[0] == UNTUK and waited[1].get("laporan") == one.id:
            await unit.selesai_menunggu(turn.orang.id, turn.obrolan.id)
        if soal := one.ringkasan.get("soal"):
            await unit.hapus_pesan(one.chat_id, soal["kunci"])
        await reports.remove(unit.conn, one.id, turn.orang.id)
        pesan = Pesan(say("laporan/terhapus", judul=one.judul))
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), pesan)
        unit.sesudah(partial(buang, folder))


async def hapus_tidak(turn: Turn, data: Mapping[str, Any]) -> None:
    """Keep it."""
    one = await _milik(turn, data)
    if one is None:
        return
    async with turn.unit() as unit:
        pesan = Pesan(say("laporan/tidak-dihapus", judul=one.judul))
        await unit.sunting(turn.obrolan.id, str(data["kunci"]), pesan)
