"""The machine: interrupted at every step and started again, what is said is said once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from dbos import DBOS
from sqlalchemy import func, insert, select, update

from bot.jobs.alur import papan
from bot.jobs.laporan import KerjaLaporan
from bot.jobs.proses import TanpaRuang
from bot.store.tables_bot import draf, laporan, orang, outbox
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.telegram import perencana as r

pytestmark = LOOPBACK
BACA = ("kumpulkan", "unduh", "kenali", "tanyakan")
SUSUN = ("mulai", "tulis", "serahkan")


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    r.cepat(monkeypatch)


class Macet:
    """Makes each step hang once after its effect, before DBOS can note that it is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: Sequence[str] = (*BACA, *SUSUN)) -> None:
        self._tiba: dict[str, asyncio.Event] = {}
        self.jalan: list[str] = []
        for name in names:
            self._tiba[name] = asyncio.Event()
            monkeypatch.setattr(KerjaLaporan, name, self._bungkus(name, getattr(KerjaLaporan, name)))

    def _bungkus(self, name: str, asli: Callable[..., Awaitable[bool]]) -> Callable[..., Awaitable[bool]]:
        async def langkah(kerja: KerjaLaporan, laporan_id: int, putaran: int) -> bool:
            self.jalan.append(name)
            hasil = await asli(kerja, laporan_id, putaran)
            if not self._tiba[name].is_set():
                self._tiba[name].set()
                await asyncio.Event().wait()
            return hasil

        return langkah

    async def tunggu(self, name: str) -> None:
        await asyncio.wait_for(self._tiba[name].wait(), r.LAMA_S)


def test_interrupted_behind_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step runs, is forgotten with its process, and runs again: one progress, one draft."""

    async def scenario() -> None:
        macet = Macet(monkeypatch)
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            for name in BACA:
                await macet.tunggu(name)
                await p.mulai_ulang()
            offer = await r.lewati_semua(p, ani)
            await p.tekan(ani, offer, "Buat draf")
            for name in SUSUN:
                await macet.tunggu(name)
                await p.mulai_ulang()
            made = await r.draf(p, ani)
            async with asyncio.timeout(r.LAMA_S):
                while macet.jalan.count("serahkan") < 2:
                    await asyncio.sleep(0.05)
            await p.hening()
            documents = [one for one in p.semua(ani) if one.berkas and one.berkas.nama.endswith(".docx")]
            assert [one.message_id for one in documents] == [made.message_id]
            texts = [one.teks for one in p.semua(ani)]
            assert sum("terbaca:" in one for one in texts) == 1
            assert sum("Warna menunjukkan" in one for one in texts) == 1
            assert len(await p.baca(select(draf))) == 1
            assert [macet.jalan.count(name) for name in (*BACA, *SUSUN)] == [2] * 7
            assert await r.keadaan(p) == ["selesai"]

    jalankan(scenario(), 110)


def test_another_process_takes_over_on_postgresql(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each start is a process of another name: the work of one that is gone is taken over."""

    async def scenario() -> None:
        macet = Macet(monkeypatch, ("kenali", "tulis"))
        async with percakapan(tmp_path, r.TOPIK, basis=postgres, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await macet.tunggu("kenali")
            await p.mulai_ulang()
            offer = await r.lewati_semua(p, ani)
            await p.tekan(ani, offer, "Buat draf")
            await macet.tunggu("tulis")
            await p.mulai_ulang()
            await r.draf(p, ani)
            await p.hening()
            assert sum("terbaca:" in one.teks for one in p.semua(ani)) == 1
            assert len(await p.baca(select(draf))) == 1
            assert not (p.layanan.folder / "pekerjaan.db").exists()

    jalankan(scenario(), 100)


def test_work_whose_call_was_lost_is_found_at_start(tmp_path: Path) -> None:
    """A report is committed and the process ends before the job is begun."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await p.balasan(ani, memuat="diterima")
            assert p.pekerjaan.dipanggil == [("baca", (1, 1))]
            world = p.dunia
        async with percakapan(tmp_path, r.TOPIK, dunia=world, mesin=True) as p:
            await r.pertanyaan(p, ani)
            await r.mesin(p).baca(1, 1)
            await r.mesin(p).cari()
            await p.hening()
            assert sum("terbaca:" in one.teks for one in p.semua(ani)) == 1

    jalankan(scenario())


def test_a_fault_a_full_disk_and_trying_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person gets a sentence and "Coba lagi"; nothing that they gave is lost."""
    import bot.jobs.laporan_dasar as module

    real = r.di_thread
    errors: list[Exception] = [RuntimeError("invented"), TanpaRuang(), OSError(28, "full")]

    async def flaky(spec: Any) -> dict[str, Any]:
        if errors:
            raise errors.pop(0)
        return await real(spec)

    monkeypatch.setattr(module, "kerjakan", flaky)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            first = await p.balasan(ani, memuat="diterima")
            failed = await p.berubah(first, "Ada gangguan pada kami", batas_s=r.LAMA_S)
            assert "invented" not in failed.teks
            assert "invented" in (p.layanan.settings.log_file).read_text(encoding="utf-8")
            await p.tekan(ani, failed, "Coba lagi")
            failed = await p.balasan(ani, memuat="Ruang penyimpanan", batas_s=r.LAMA_S)
            await p.tekan(ani, failed, "Coba lagi")
            failed = await p.balasan(ani, memuat="Ruang penyimpanan", batas_s=r.LAMA_S)
            assert await r.keadaan(p) == ["gagal"]
            await p.kirim(ani, "/laporan")
            listing = await p.balasan(ani, memuat="dapat dicoba lagi")
            await p.tekan(ani, listing, "1.")
            await p.tekan(ani, await p.balasan(ani, memuat="Berkas:"), "Coba lagi")
            offer = await r.lewati_semua(p, ani)
            errors.append(RuntimeError("invented"))
            await p.tekan(ani, offer, "Buat draf")
            failed = await p.balasan(ani, memuat="belum jadi", batas_s=r.LAMA_S)
            await p.tekan(ani, failed, "Coba lagi")
            await r.draf(p, ani)

    jalankan(scenario(), 100)


def test_one_draft_a_person_and_a_limit_over_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two people's drafts run side by side, two of one person after another."""
    inside: list[int] = []
    most: list[int] = []
    both = asyncio.Event()

    async def tulis(_kerja: KerjaLaporan, laporan_id: int, _putaran: int) -> bool:
        inside.append(laporan_id)
        most.append(len(inside))
        assert not {1, 2} <= set(inside), "two drafts of one person at once"
        if len(inside) == 2:
            both.set()
        await asyncio.wait_for(both.wait(), r.LAMA_S)
        inside.remove(laporan_id)
        return False

    monkeypatch.setattr(KerjaLaporan, "tulis", tulis)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True, draf_serentak=2) as p:
            async with p.tulis() as unit:
                for number, owner in enumerate((7, 7, 8), 1):
                    values = {"id": number, "orang_id": owner, "chat_id": owner, "keadaan": "antre"}
                    times = {"dibuat": unit.now, "diubah": unit.now}
                    await unit.conn.execute(
                        insert(laporan).values(**values, **times, judul="A", ringkasan={}, putaran=1)
                    )
            await r.mesin(p).cari()
            async with asyncio.timeout(r.LAMA_S):
                while len(most) < 3 or inside:
                    await asyncio.sleep(0.05)
            assert max(most) == 2

    jalankan(scenario())


def test_how_many_drafts_are_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has to wait is told for how many."""
    asli, giliran = KerjaLaporan.mulai, asyncio.Event()

    async def mulai(kerja: KerjaLaporan, laporan_id: int, putaran: int) -> bool:
        await asyncio.wait_for(giliran.wait(), r.LAMA_S)
        return await asli(kerja, laporan_id, putaran)

    monkeypatch.setattr(KerjaLaporan, "mulai", mulai)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            await r.unggah(p, ani)
            offer = await r.lewati_semua(p, ani)
            async with p.tulis() as unit:
                values = {"orang_id": budi.id, "chat_id": budi.id, "keadaan": "disusun", "putaran": 9}
                times = {"dibuat": unit.now, "diubah": unit.now}
                for _ in range(2):
                    await unit.conn.execute(
                        insert(laporan).values(**values, **times, judul="B", ringkasan={})
                    )
            await p.tekan(ani, offer, "Buat draf")
            waiting = await p.balasan(ani, memuat="Ada 2 draf di depan Anda")
            giliran.set()
            await p.berubah(waiting, "sedang disusun", batas_s=r.LAMA_S)
            await r.draf(p, ani)

    jalankan(scenario())


def test_the_database_goes_away_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step whose database does not answer is tried again, and the person hears nothing of it."""
    from sqlalchemy.exc import OperationalError

    asli = KerjaLaporan.tanyakan
    left = [1, 1]

    async def tanyakan(kerja: KerjaLaporan, laporan_id: int, putaran: int) -> bool:
        if left:
            left.pop()
            raise OperationalError("SELECT 1", {}, Exception("database is locked"))
        return await asli(kerja, laporan_id, putaran)

    monkeypatch.setattr(KerjaLaporan, "tanyakan", tanyakan)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await r.pertanyaan(p, ani)
            assert not any("gangguan" in one.teks for one in p.semua(ani))

    jalankan(scenario())


def test_a_report_deleted_while_it_is_read_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job ends without a word, and takes its files with it."""
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def slow(spec: Any) -> dict[str, Any]:
        inside.set()
        await asyncio.wait_for(go_on.wait(), r.LAMA_S)
        return await r.di_thread(spec)

    monkeypatch.setattr("bot.jobs.laporan_dasar.kerjakan", slow)

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            await asyncio.wait_for(inside.wait(), r.LAMA_S)
            await p.kirim(ani, "/laporan")
            await p.tekan(ani, await p.balasan(ani, memuat="sedang dibaca"), "1.")
            await p.tekan(ani, await p.balasan(ani, memuat="Berkas:"), "Hapus")
            await p.tekan(ani, await p.balasan(ani, memuat="tidak dapat dikembalikan"), "Ya, hapus")
            go_on.set()
            folder = p.layanan.folder / f"laporan/{ani.id}/1"
            async with asyncio.timeout(r.LAMA_S):
                while folder.exists() or papan.berjalan:
                    await asyncio.sleep(0.05)
            await p.hening()
            assert not any("terbaca:" in one.teks for one in p.semua(ani))

    jalankan(scenario())


def test_old_notes_of_the_engine_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ended long ago is deleted; nothing of it runs again."""
    import bot.jobs.tempat as module

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            machine = r.mesin(p)
            await machine.baca(99, 1)
            async with asyncio.timeout(r.LAMA_S):
                while not await asyncio.to_thread(DBOS.list_workflows, status="SUCCESS"):
                    await asyncio.sleep(0.05)
            await machine._antrean.bersihkan()
            assert len(await asyncio.to_thread(DBOS.list_workflows)) == 1
            monkeypatch.setattr(module, "INGAT", timedelta(seconds=-60))
            await machine._antrean.bersihkan()
            assert await asyncio.to_thread(DBOS.list_workflows) == []

    jalankan(scenario())


def test_a_deleted_report_ends_its_jobs(tmp_path: Path) -> None:
    """A job whose report is gone says nothing."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.mesin(p).baca(99, 1)
            await r.mesin(p).susun(99, 1)
            await p.hening()
            assert p.semua(ani) == []
            assert (await p.baca(select(func.count()).select_from(outbox)))[0][0] == 0
            async with p.tulis() as unit:
                await unit.conn.execute(update(orang).values(terakhir=unit.now))

    jalankan(scenario())
