"""Uploaded files: kept, told, and collected into a report."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Document

from bot.chat import budget
from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.chat.unit import Unit
from bot.drafting.wawancara.keterangan import kantor_disebut
from bot.jobs import wawancara
from bot.jobs.ambil import MAKS_UNDUH, terlalu_besar
from bot.jobs.laporan_dasar import folder_laporan, kunci_kemajuan
from bot.store import reports
from bot.store.reports import Keadaan
from bot.tables.sandbox import shown_name
from bot.telegram.laporan_jawab import mulai_baca
from bot.telegram.turn import Turn

SATU_KIRIMAN = timedelta(seconds=5)
"""Files that follow each other so closely belong together."""
TAHUN = re.compile(r"(?<!\d)20\d{2}(?!\d)")
MAKS_JUDUL = 80
TERBUKA = (Keadaan.WAWANCARA, Keadaan.SIAP)
SOAL_TAHUN = "identitas:tahun"
"""The interview's question that a year alone in the caption answers."""


async def terima(turn: Turn) -> None:
    """A document, or a photo, in a private chat."""
    message = turn.update.message
    if message is None or message.document is None:
        return await turn.balas("laporan/foto")
    async with turn.layanan.units.store.read() as conn:
        quota = turn.layanan.settings.kuota_unggah
        jatah = await budget.periksa_unggah(conn, turn.orang.id, quota, turn.now)
    async with turn.unit() as unit:
        if not jatah.boleh:
            if (pesan := await budget.beri_tahu(unit, jatah, turn.orang.id)) is not None:
                await turn.kirim(unit, pesan)
            return None
        refused = _tolak(message.document)
        if refused is not None:
            await turn.kirim(unit, Pesan(say("laporan/diterima", nama=[], belum=[refused])))
            return None
        await _simpan(turn, unit, message.document, message.media_group_id)
    return None


def _tolak(document: Document) -> dict[str, str] | None:
    """What is known to be useless before it is fetched."""
    nama, size = _nama(document), document.file_size
    if size is not None and size > MAKS_UNDUH:
        why = terlalu_besar()
        return {"nama": nama, "pesan": why.pesan, "saran": why.saran}
    if size == 0:
        return {"nama": nama, "pesan": plain("laporan/kosong"), "saran": plain("laporan/kosong-saran")}
    return None


async def _simpan(turn: Turn, unit: Unit, document: Document, album: str | None) -> None:
    """Keep the file with the report that it belongs to, and say so in that report's one message."""
    conn, now, owner = unit.conn, unit.now, turn.orang.id
    one = await reports.collecting(conn, owner, now, SATU_KIRIMAN, album)
    if one is None:
        number = await reports.create(conn, owner, turn.obrolan.id, _judul(turn, document), now)
        ringkasan: dict[str, Any] = {}
    else:
        number, ringkasan = one.id, dict(one.ringkasan)
    if album and album not in ringkasan.get("album", ()):
        ringkasan["album"] = [*ringkasan.get("album", ()), album]
    office = kantor_disebut(turn.teks)
    if office:
        ringkasan.setdefault("instansi", office)
    if found := TAHUN.search(turn.teks):
        ringkasan["ulang"] = {"peta": {}, "tahun": int(found.group())}
        if not office:
            # With an office both are asked back in one question; a year alone is taken at its word.
            row = {"soal_id": SOAL_TAHUN, "teks": found.group(), "kode": None}
            await reports.put_answers(conn, number, [row], now)
    await reports.add_file(
        conn, number, owner, _nama(document), document.file_id, document.file_size or 0, now
    )
    await reports.change(conn, number, now, dari=[Keadaan.MENGUMPULKAN], ringkasan=ringkasan)
    names = [file.nama for file in await reports.files(conn, number)]
    pesan = Pesan(say("laporan/diterima", nama=names, belum=[]))
    kunci = f"laporan:{number}:p1"
    if one is None:
        await turn.kirim(unit, pesan, kunci=kunci, rujukan=f"laporan:{number}")
    else:
        await unit.sunting(turn.obrolan.id, kunci, pesan)
    unit.sesudah(partial(turn.layanan.pekerjaan.baca, number, 1))


async def gabung(turn: Turn, data: Mapping[str, Any]) -> None:
    """The files of a report belong to an earlier one: it is read anew with them, its answers stay."""
    async with turn.layanan.units.store.read() as conn:
        one = await reports.find(conn, data.get("laporan"), turn.orang.id)
        goal = await reports.find(conn, data.get("ke"), turn.orang.id)
    if one is None or goal is None:
        return turn.toast(plain("laporan/tidak-ada"))
    if one.keadaan not in TERBUKA or goal.keadaan not in TERBUKA:
        return turn.toast(plain("laporan/sedang-dikerjakan"))
    folder = turn.layanan.folder / folder_laporan(one.orang_id, one.id)
    async with turn.unit() as unit:
        await wawancara.tarik(unit, one, dict(one.ringkasan), None)
        ringkasan = dict(goal.ringkasan)
        await wawancara.tarik(unit, goal, ringkasan, None)
        await reports.move_files(unit.conn, one.id, goal.id, turn.orang.id)
        await reports.remove(unit.conn, one.id, turn.orang.id)
        pesan = Pesan(say("laporan/digabung", judul=goal.judul))
        await unit.sunting(turn.obrolan.id, kunci_kemajuan(one), pesan)
        await mulai_baca(turn, unit, goal, ringkasan)
        unit.sesudah(partial(buang, folder))
    return None


async def buang(folder: Path) -> None:
    """Remove a report's folder."""
    await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _nama(document: Document) -> str:
    return shown_name(document.file_name or "berkas")


def _judul(turn: Turn, document: Document) -> str:
    """What the report is called until its office is known: the caption, or the file's name."""
    words = " ".join(turn.teks.split()) or _nama(document).rsplit(".", 1)[0]
    return words[:MAKS_JUDUL]
