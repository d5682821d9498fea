"""Security and privacy over the whole bot: what leaves no trace, what reaches nobody, what changes nothing.

Parts of the list are tested where they live: forged webhooks (tests/web/test_layanan.py), duplicate updates
and buttons (test_turn.py), invitations (tests/administrasi), unknown groups (test_grup.py), archives and
bombs (tests/tables/intake; both again over the chat, with documents that give orders, in
test_keamanan_berkas.py), budgets (test_tanya.py, test_laporan_tolak.py), retention (tests/chat).
"""

from __future__ import annotations

import asyncio
import errno
import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.alur import papan
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.people import Peran
from bot.store.tables_bot import berkas, draf, isian, laporan, orang, peran
from bot.telegram import admin, grup, narasumber, tanya, umum
from bot.telegram import laporan as laporan_bot
from bot.telegram.router import Router
from bot.telegram.turn import Turn
from bot.web.botapi import Message
from tests.bantu.obrolan import LOOPBACK, TOKEN, Percakapan, jalankan, percakapan
from tests.bantu.pengetahuan import app_bersama
from tests.tables.files import compound, docx, para
from tests.telegram import perencana as r

pytestmark = LOOPBACK
TOPIK = [umum, tanya, grup, laporan_bot, narasumber, admin]
RAHASIA = TOKEN.partition(":")[2]
"""The part of the token that opens the bot."""
ALAMAT = f"https://api.telegram.org/bot{TOKEN}/getMe"


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    r.cepat(monkeypatch)


def _bersalah(router: Router) -> None:
    """A command that fails as libraries do: with the address of the call in the error."""

    async def salah(_turn: Turn) -> None:
        raise RuntimeError(f"Client error for url '{ALAMAT}'")

    router.command("salah", salah, ringkas="Uji")


def _semua_isi(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, packed files also by their parts."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            found[str(path)] = data = path.read_bytes()
            found |= _bagian(str(path), data)
    return found


def _bagian(name: str, data: bytes) -> dict[str, bytes]:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {f"{name}!{part}": package.read(part) for part in package.namelist()}


def _dikirim(p: Percakapan, *siapa: Any) -> dict[str, bytes]:
    """Every text and file that the bot sent to these chats."""
    found: dict[str, bytes] = {}
    for who in siapa:
        for one in p.semua(who):
            found[f"pesan {one.message_id}"] = one.teks.encode()
            if one.berkas is not None:
                found |= {one.berkas.nama: p.isi(one)} | _bagian(one.berkas.nama, p.isi(one))
    return found


def _memuat(semua: dict[str, bytes], *kata: str) -> list[tuple[str, str]]:
    return [
        (name, one) for name, data in semua.items() for one in kata if one.casefold().encode() in data.lower()
    ]


def test_the_token_is_in_no_file_and_no_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut and refused calls, a lost file, a fault of ours and of a job: the address is in their errors."""
    real, errors = r.di_thread, [RuntimeError(f"GET {ALAMAT}")]

    async def flaky(spec: Any) -> dict[str, Any]:
        if errors:
            raise errors.pop()
        return await real(spec)

    monkeypatch.setattr("bot.jobs.laporan_dasar.kerjakan", flaky)

    async def scenario() -> None:
        app = app_bersama(tmp_path)
        async with percakapan(tmp_path, [*TOPIK, _bersalah], app=app, mesin=True) as p:
            ani = await p.orang("Ani")
            faults = p.dunia.gangguan
            faults.putus(sesudah=False, metode="sendMessage")
            await p.kirim(ani, "/salah")
            assert "gangguan" in (await p.balasan(ani)).teks
            faults.galat_server(502, metode="sendMessage")
            faults.tolak(f"Bad Request: {ALAMAT}", metode="sendMessage", lewati=1)
            await p.kirim(ani, "/start")
            await p.kirim(ani, "/bantuan")
            await p.hening()
            faults.berkas_hilang()
            await r.unggah(p, ani, "hilang.xlsx")
            await p.balasan(ani, memuat="diterima")
            await r.unggah(p, ani, "gagal.xlsx")
            await _sampai(p, ani, "Ada gangguan pada kami")
            await p.kirim(ani, "/data_saya")
            await p.balasan(ani, memuat="")
            await p.hening()
            sent = _dikirim(p, ani)
        log = app.settings.log_file.read_text(encoding="utf-8")
        assert log.count("[token]") >= 3
        assert any(name.endswith("!data.json") for name in sent)
        assert _memuat(sent, RAHASIA, TOKEN) == []
        assert _memuat(_semua_isi(app.settings.data_dir), RAHASIA, TOKEN) == []

    jalankan(scenario())


async def _sampai(p: Percakapan, siapa: Any, memuat: str) -> Message:
    """A message of the bot that contains something, also one that was changed."""
    deadline = time.monotonic() + r.LAMA_S
    while True:
        for one in p.semua(siapa):
            if memuat in one.teks:
                return one
        if time.monotonic() > deadline:
            raise TimeoutError(f"no {memuat!r} in {[one.teks for one in p.semua(siapa)]}")
        await asyncio.sleep(0.05)


def test_no_word_of_a_user_is_in_the_log(tmp_path: Path) -> None:
    """Questions, tables, answers in the interview and those of a narasumber; also where sending fails."""
    kata = ("zamrudkatulistiwa", "zirkoniumraya", "zaitunemas", "zebrasenja", "zigotalaut")

    async def scenario() -> None:
        app = app_bersama(tmp_path)
        async with percakapan(tmp_path, TOPIK, app=app, mesin=True) as p:
            ani = await p.orang("Ani")
            sinta = await p.orang("Sinta Rekaan", peran=Peran.NARASUMBER)
            faults = p.dunia.gangguan
            faults.putus(sesudah=False, metode="sendMessage")
            faults.tolak("Bad Request: can't parse entities", metode="sendMessage", lewati=1)
            await p.kirim(ani, f"bagaimana cara mengunggah LKjIP {kata[0]} ke SILPPD?")
            await p.balasan(ani)
            rows = [r.KECIL[0], (f"Sasaran {kata[1]}", f"Cakupan {kata[1]}", "Persen", 95, 96.5)]
            await p.berkas(ani, f"{kata[2]}.xlsx", r.tabel(rows), caption=f"Dinas {kata[2]}")
            await r.pertanyaan(p, ani)
            await p.kirim(ani, f"Dinas {kata[3]}")
            await r.pertanyaan(p, ani)
            assert kata[3] in str([row.isi for row in await p.baca(select(isian))])
            await p.kirim(sinta, "/antrean")
            await p.tekan(sinta, await p.balasan(sinta, memuat="menunggu"), "1")
            butir = await p.balasan(sinta, memuat=kata[0])
            await p.hening()
            faults.tolak("Bad Request: can't parse entities", metode="sendMessage")
            await p.kirim(sinta, f"Lewat menu {kata[4]}.", balas=butir)
            await p.balasan(sinta, memuat=kata[4])
            await p.hening()
        log = app.settings.log_file.read_bytes()
        assert log
        assert _memuat({"log": log}, *kata) == []

    jalankan(scenario())


def test_an_error_of_the_database_does_not_quote_what_it_was_given(tmp_path: Path, basis: str | None) -> None:
    """Errors are logged with their traceback, and what is written to the database are the words of users."""

    async def scenario() -> None:
        wrong = text("INSERT INTO tidak_ada VALUES (:teks)").bindparams(teks="zamrudkatulistiwa")
        database = Database(basis) if basis else Database.in_folder(tmp_path)
        store = AsyncStore(database)
        await store.open()
        try:
            with pytest.raises(SQLAlchemyError) as many:
                async with store.write() as conn:
                    await conn.execute(wrong)
        finally:
            await store.close()
        with pytest.raises(SQLAlchemyError) as one, database.engine.begin() as conn_one:
            conn_one.execute(wrong)
        database.engine.dispose()
        for error in (many.value, one.value):
            assert "tidak_ada" in str(error)
            assert "zamrud" not in str(error)

    jalankan(scenario())


def test_groups_twins_and_forged_buttons_get_nothing(tmp_path: Path) -> None:
    """A private table never speaks in a group; a name is no role; callback data that nobody made is air."""

    async def scenario() -> None:
        app = app_bersama(tmp_path, admin_ids=(777,))
        async with percakapan(tmp_path, TOPIK, app=app, mesin=True) as p:
            boss = await p.orang("Ibu Kepala Rekaan", id=777, username="kepala_rekaan")
            ani = await p.orang("Ani")
            here = await p.grup("Bimtek", ani, boss)
            rows = [r.KECIL[0], ("Sasaran zirkoniumraya", "Cakupan zirkoniumraya", "Persen", 95, 12.34)]
            await p.berkas(ani, "zirkoniumraya.xlsx", r.tabel(rows), caption="Dinas Zirkoniumraya")
            await p.tekan(ani, await r.pertanyaan(p, ani), "Ya, betul")
            await r.pertanyaan(p, ani)
            for question in ("berapa realisasi di tabel saya?", "apa indikator dinas saya?", "/laporan"):
                await p.kirim(ani, question if question[0] == "/" else f"/tanya {question}", di=here)
                await p.balasan(here)
            await p.hening()
            assert _memuat(_dikirim(p, here), "zirkonium", "12,34", "12.34") == []
            assert _memuat(_dikirim(p, ani), "zirkonium")

            await p.kirim(boss, "/admin")
            menu = await p.balasan(boss, memuat="Admin Asisten")
            twin = await p.orang("Ibu Kepala Rekaan", username="kepala_rekaan")
            await p.kirim(twin, "/admin")
            refused = await p.balasan(twin)
            assert "untuk admin" in refused.teks
            codes = [one.data or "" for row in menu.tombol for one in row]
            for data in (*codes, "", "x", "x:1:1", "' OR 1=1 --", "admin.peran", "\0" * 8, "é" * 32):
                p.dunia.tekan_palsu(twin, p.dunia.pribadi(twin), refused.message_id, data)
            await p.hening()
            assert [one.teks for one in p.semua(twin)] == [refused.teks]
            assert await p.baca(select(peran)) == []

    jalankan(scenario())


def test_files_that_cannot_be_opened_are_told_why(tmp_path: Path) -> None:
    """Locked, with macros, or of another kind than the name says: each with its sentence; one good file
    among them is used.  A disk that is full while they are fetched loses nothing."""
    locked = compound(tmp_path / "a.xlsx", "EncryptionInfo", "EncryptedPackage").read_bytes()
    with_macro = docx(tmp_path / "a.docm", para("x"))
    with zipfile.ZipFile(with_macro, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")

    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path), mesin=True) as p:
            ani = await p.orang("Ani")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("bot.jobs.tulis.os.fsync", _penuh)
                await p.berkas(ani, "terkunci.xlsx", locked, album="a")
                await p.berkas(ani, "makro.docm", with_macro.read_bytes(), album="a")
                await p.berkas(ani, "program.xlsx", b"MZ\x90\0" + b"\0" * 600, album="a")
                await p.berkas(ani, "baik.xlsx", r.tabel(), album="a")
                failed = await _sampai(p, ani, "Ruang penyimpanan")
                assert r.sisa(tmp_path) == []
            await p.tekan(ani, failed, "Coba lagi")
            told = (await _sampai(p, ani, "baik.xlsx terbaca")).teks
            assert "terkunci.xlsx tidak dipakai" in told
            assert "terkunci dengan kata sandi" in told
            assert "makro.docm tidak dipakai" in told
            assert "memuat makro" in told
            assert "program.xlsx tidak dipakai" in told
            await _sampai(p, ani, "Tabel yang saya kenali")
            assert len(await p.baca(select(berkas))) == 4
            assert await r.keadaan(p) == ["wawancara"]

    jalankan(scenario())


def _penuh(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_characters_that_no_xml_may_hold_do_not_break_the_draft(tmp_path: Path) -> None:
    """Typed in the interview and in a table; the Word file opens and holds the words around them."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await r.pertanyaan(p, ani)
            await p.kirim(ani, "Dinas \x01Rawa\x0b \x1fIndah\ufffe \u202e& <w:t>Rekan</w:t>")
            offer = await r.lewati_semua(p, ani)
            await p.tekan(ani, offer, "Buat draf")
            made = await r.draf(p, ani)
            words = r.teks_docx(p.isi(made))
            assert "Rawa" in words
            assert "& <w:t>Rekan</w:t>" in words
            assert not set(words) & {"\x01", "\x1f", "\ufffe", "\u202e"}

    jalankan(scenario())


@pytest.mark.parametrize("sudah_tertulis", [False, True])
def test_a_deletion_while_a_draft_is_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, sudah_tertulis: bool
) -> None:
    """``/hapus_data``: the receipt is the last word, the job ends quietly, no row and no file is left."""
    inside, go_on = asyncio.Event(), asyncio.Event()
    slow = [False]

    async def tulis_lambat(spec: Any) -> dict[str, Any]:
        made = await r.di_thread(spec) if sudah_tertulis or not slow[0] else None
        if slow[0]:
            inside.set()
            await asyncio.wait_for(go_on.wait(), r.LAMA_S)
        return made or await r.di_thread(spec)

    monkeypatch.setattr("bot.jobs.laporan_dasar.kerjakan", tulis_lambat)

    async def scenario() -> None:
        app = app_bersama(tmp_path)
        async with percakapan(tmp_path, TOPIK, app=app, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await r.pertanyaan(p, ani)
            await p.kirim(ani, "Dinas Zirkoniumraya")
            offer = await r.lewati_semua(p, ani)
            slow[0] = True
            await p.tekan(ani, offer, "Buat draf")
            await asyncio.wait_for(inside.wait(), r.LAMA_S)
            await p.kirim(ani, "/hapus_data")
            await p.tekan(ani, await p.balasan(ani, memuat="1 laporan"), "Ya, hapus")
            receipt = await p.balasan(ani, memuat="Data Anda sudah dihapus")
            go_on.set()
            home = app.settings.data_dir / f"laporan/{ani.id}"
            async with asyncio.timeout(r.LAMA_S):
                while papan.berjalan or home.exists():
                    await asyncio.sleep(0.05)
            await p.hening()
            assert p.semua(ani)[-1].message_id == receipt.message_id
            for table in (laporan, berkas, draf, isian, orang):
                assert await p.baca(select(table)) == [], table.name
        log = app.settings.log_file
        assert not log.exists() or "gangguan" not in log.read_text(encoding="utf-8")

    jalankan(scenario())


def test_who_asks_for_a_draft_is_told_to_send_the_table_here(tmp_path: Path) -> None:
    """In private and in a group, and no command of a terminal is named."""

    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani = await p.orang("Ani")
            here = await p.grup("Bimtek", ani)
            await p.kirim(ani, "tolong buatkan bab III untuk kantor saya")
            await p.kirim(ani, "/tanya tolong buatkan bab III untuk kantor saya", di=here)
            for where in (ani, here):
                told = (await p.balasan(where)).teks
                assert "Kirimkan berkas tabelnya di sini" in told
                assert "lewat obrolan pribadi" in told
                assert "lkjip draf" not in told

    jalankan(scenario())
