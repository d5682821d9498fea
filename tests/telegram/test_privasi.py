"""``/privasi``, ``/data_saya`` and ``/hapus_data`` as a person sees them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from sqlalchemy import select

from bot.store.tables import jejak
from bot.store.tables_bot import antrean, laporan, orang, soal
from bot.telegram import grup, tanya, umum
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.bantu.pengetahuan import app_bersama

pytestmark = LOOPBACK
TOPIK = [umum, tanya, grup]


def test_privacy_tells_the_days_of_the_settings(tmp_path: Path) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path, retensi_soal=90, retensi_berkas=12)
        async with percakapan(tmp_path, TOPIK, app=app) as p:
            ani = await p.orang("Ani")
            await p.kirim(ani, "/privasi")
            said = (await p.balasan(ani)).teks
            assert "paling lama 90 hari" in said
            assert "sampai 12 hari" in said

    jalankan(scenario())


def test_the_export_is_a_file_with_the_own_questions_and_is_limited(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, app=app_bersama(tmp_path)) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            for who, text in ((ani, "Apa itu IKU?"), (budi, "Apa itu IKK?")):
                await p.kirim(who, text)
                await p.balasan(who)
            await p.kirim(ani, "/data_saya")
            with zipfile.ZipFile(io.BytesIO(p.isi(await p.balasan(ani)))) as archive:
                document = json.loads(archive.read("data.json"))
            assert [one["teks"] for one in document["data"]["pertanyaan"]] == ["Apa itu IKU?"]
            assert "IKK?" not in json.dumps(document["data"]["pertanyaan"])
            for _ in range(4):
                await p.kirim(ani, "/data_saya")
            await p.hening()
            sent = [one for one in p.semua(ani) if one.berkas]
            assert len(sent) == 3
            assert sum("Ekspor data sudah dibuat" in one.teks for one in p.semua(ani)) == 1

    jalankan(scenario())


def test_deletion_takes_two_steps_and_leaves_a_receipt(tmp_path: Path, basis: str | None) -> None:
    async def scenario() -> None:
        app = app_bersama(tmp_path, database_url=basis)
        async with percakapan(tmp_path, TOPIK, basis=basis, app=app) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            for who, text in (
                (ani, "Apa itu IKU?"),
                (ani, "bagaimana cara mengunggah LKjIP ke SILPPD?"),
                (budi, "Apa itu IKU?"),
            ):
                await p.kirim(who, text)
                await p.balasan(who)
            async with p.tulis() as unit:
                row = {"orang_id": ani.id, "chat_id": ani.id, "keadaan": "selesai", "judul": "x"}
                made = laporan.insert().values(**row, ringkasan={}, dibuat=unit.now, diubah=unit.now)
                number = (await unit.conn.execute(made.returning(laporan.c.id))).scalar_one()
            home = app.settings.data_dir / "laporan" / str(ani.id) / str(number)
            home.mkdir(parents=True)
            (home / "berkas-1.csv").write_text("x", encoding="utf-8")

            await p.kirim(ani, "/hapus_data")
            asks = await p.balasan(ani)
            assert "2 pertanyaan dengan jawabannya, 1 laporan" in asks.teks
            await p.tekan(ani, asks, "Batal")
            assert "tidak ada yang dihapus" in (await p.balasan(ani)).teks
            assert (await p.tekan(ani, asks, "Ya, hapus")).teks == "Pilihan ini sudah dipakai."
            assert len(await p.baca(select(soal))) == 3

            await p.kirim(ani, "/hapus_data")
            await p.tekan(ani, await p.balasan(ani), "Ya, hapus")
            receipt = (await p.balasan(ani)).teks
            assert receipt.startswith("Data Anda sudah dihapus.")
            assert "Tetap ada tanpa nama Anda: 1 pertanyaan" in receipt
            await p.hening()
            assert not home.exists()
            left = await p.baca(select(soal.c.orang_id).order_by(soal.c.id))
            assert [one.orang_id for one in left] == [None, budi.id]
            assert [one.pengguna for one in await p.baca(select(jejak.c.pengguna))] == [str(budi.id)]
            assert [one.id for one in await p.baca(select(orang.c.id))] == [budi.id]
            assert len(await p.baca(select(antrean))) == 1

            # Who comes back begins anew.
            await p.kirim(ani, "/start")
            assert (await p.balasan(ani)).teks.startswith("Selamat datang, Ani")

    jalankan(scenario())
