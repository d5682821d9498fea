"""A planner's way: files, interview, draft, ledger, deletion; through the real bot and its jobs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.store.tables_bot import berkas, draf, isian, laporan, orang
from tests.bantu.obrolan import LOOPBACK, jalankan, percakapan
from tests.telegram import perencana as r

pytestmark = LOOPBACK


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    r.cepat(monkeypatch, proses=request.node.name == "test_the_sample_becomes_a_draft")


def test_the_sample_becomes_a_draft(tmp_path: Path) -> None:
    """Upload, interview, docx; then ledger, sending again, deletion."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani, "capaian.xlsx", r.contoh())
            first = await p.balasan(ani, memuat="diterima")
            await p.berubah(first, "12 indikator", batas_s=r.LAMA_S)
            assert "tahun 2025" in p.dunia.pesan(first.obrolan_id, first.message_id).teks
            picture = await p.balasan(ani, memuat="Tabel yang saya kenali")
            assert p.isi(picture).startswith(b"\x89PNG")
            question = await r.pertanyaan(p, ani)
            await p.tekan(ani, question, "Ya, betul")
            await p.berubah(question, "Ya, betul")
            offer = await r.lewati_semua(p, ani)
            assert "Cendana Raya" in offer.teks
            await p.tekan(ani, offer, "Buat draf")
            made = await r.draf(p, ani)
            assert "angka tertelusur ke tabel Anda" in made.teks
            assert "bagian masih kosong" in made.teks
            assert "Cendana Raya" in r.teks_docx(p.isi(made))
            assert made.berkas is not None
            assert made.berkas.nama.startswith("Draf LKjIP Dinas Kesehatan")
            assert await r.keadaan(p) == ["selesai"]
            (who,) = await p.baca(select(orang.c.instansi).where(orang.c.id == ani.id))
            assert "Cendana Raya" in who.instansi
            await _ledger_and_deletion(p, ani, made)
            assert r.sisa(tmp_path) == []

    jalankan(scenario(), 110)


async def _ledger_and_deletion(p: r.Percakapan, ani: r.Orang, made: r.Message) -> None:
    await p.tekan(ani, made, "Ledger angka")
    ledger = await p.balasan(ani, memuat="Asal setiap angka", batas_s=r.LAMA_S)
    sheet = load_workbook(io.BytesIO(p.isi(ledger))).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:4] == ["No.", "Angka di draf", "Nilai", "Satuan"]
    assert len(rows) > 100
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "inlineStr"}
    assert "capaian.xlsx" in {row[5].value for row in rows}
    await p.kirim(ani, "/laporan")
    listing = await p.balasan(ani, memuat="draf versi 1 sudah dikirim")
    await p.tekan(ani, listing, "1.")
    detail = await p.balasan(ani, memuat="capaian.xlsx")
    await p.tekan(ani, detail, "Kirim ulang")
    assert p.isi(await r.draf(p, ani)) == p.isi(made)
    folder = p.layanan.folder / f"laporan/{ani.id}"
    assert len(list(folder.iterdir())) == 1
    await p.tekan(ani, detail, "Hapus")
    sure = await p.balasan(ani, memuat="tidak dapat dikembalikan")
    await p.tekan(ani, sure, "Ya, hapus")
    await p.berubah(sure, "sudah dihapus")
    for table in (laporan, berkas, draf, isian):
        assert await p.baca(select(table)) == []
    assert list(folder.iterdir()) == []
    gone = await p.tekan(ani, made, "Ledger angka")
    assert "tidak ada" in (gone.teks or "")


def test_two_people_do_not_see_each_other(tmp_path: Path) -> None:
    """Reports, lists and typed answers are one's own; another's button does nothing."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani, budi = await p.orang("Ani"), await p.orang("Budi")
            await r.unggah(p, ani, "rahasia-ani.xlsx")
            await r.unggah(p, budi, "budi.xlsx")
            of_ani, of_budi = await r.pertanyaan(p, ani), await r.pertanyaan(p, budi)
            await p.kirim(budi, "Dinas Budi Jaya")
            await r.pertanyaan(p, budi)
            assert await p.baca(select(isian).where(isian.c.laporan_id == 1)) == []
            (row,) = await p.baca(select(isian).where(isian.c.laporan_id == 2))
            assert row.isi["teks"] == "Dinas Budi Jaya"
            await p.kirim(budi, "/laporan")
            listing = await p.balasan(budi, memuat="Laporan Anda")
            assert "rahasia" not in listing.teks
            await _foreign_buttons(p, ani, budi)
            assert "rahasia" not in " ".join(one.teks for one in p.semua(budi))
            assert of_ani.obrolan_id != of_budi.obrolan_id
            assert await r.keadaan(p) == ["wawancara", "wawancara"]

    jalankan(scenario())


async def _foreign_buttons(p: r.Percakapan, ani: r.Orang, budi: r.Orang) -> None:
    """Every action with Ani's report id in a button of Budi's own: as if a token had been forged."""
    from bot.chat.message import Pesan
    from bot.chat.texts import say

    actions = ["buka", "jawab", "kembali", "lanjut", "teks", "buat", "isi", "ulang", "kirim", "ledger"]
    actions += ["gabung", "hapus", "hapus_ya", "hapus_tidak"]
    chat = p.dunia.pribadi(budi)
    data = {"laporan": 1, "kunci": "laporan:1:t1", "kode": "lewati", "putaran": 1, "versi": 1, "teks": "x"}
    for action in actions:
        async with p.tulis() as unit:
            button = unit.tombol("Coba", f"laporan.{action}", data, chat_id=chat.id, pemilik=budi.id)
            await unit.kirim(chat.id, Pesan(say("laporan/pdf"), ((button,),)))
        shown = await p.balasan(budi, memuat="Salinan PDF")
        answer = await p.tekan(budi, shown, "Coba")
        assert "tidak ada" in (answer.teks or ""), action
    assert (await r.keadaan(p))[0] == "wawancara"
    assert await p.baca(select(isian).where(isian.c.laporan_id == 1)) == []


def test_an_album_is_one_report_and_a_later_file_another(tmp_path: Path) -> None:
    """Files sent together are read together; the two interviews go on side by side."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await p.berkas(ani, "satu.xlsx", r.tabel(), album="a1")
            await p.berkas(ani, "satu.xlsx", r.tabel(), album="a1")
            first = await r.pertanyaan(p, ani)
            await r.unggah(p, ani, "dua.xlsx")
            second = await r.pertanyaan(p, ani)
            assert [row.laporan_id for row in await p.baca(select(berkas))] == [1, 1, 2]
            await p.kirim(ani, "Dinas Kedua")
            await r.pertanyaan(p, ani)
            await p.tekan(ani, first, "Lewati")
            third = await r.pertanyaan(p, ani)
            rows = {(row.laporan_id, row.isi["teks"]) for row in await p.baca(select(isian))}
            assert rows == {(1, None), (2, "Dinas Kedua")}
            assert first.teks.splitlines()[0].startswith("satu")
            assert second.teks.splitlines()[0].startswith("dua")
            assert third.teks.splitlines()[0].startswith("satu")

    jalankan(scenario())


def test_a_file_that_was_forgotten_joins_its_report(tmp_path: Path) -> None:
    """A later file is a report of its own, until its owner says that it belongs to the one before."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani, "satu.xlsx")
            await r.pertanyaan(p, ani)
            await p.kirim(ani, "Dinas Rawa Indah")
            await r.pertanyaan(p, ani)
            await r.unggah(p, ani, "dua.xlsx", r.tabel([r.KECIL[0], ("B", "Cakupan C", "Persen", 90, 91)]))
            told = await p.balasan(ani, memuat="diterima")
            await p.berubah(told, "terbaca", batas_s=r.LAMA_S)
            await r.pertanyaan(p, ani)
            await p.tekan(ani, told, "Gabungkan dengan satu")
            await p.balasan(ani, memuat="ibaca ulang", batas_s=r.LAMA_S)
            offer = await r.lewati_semua(p, ani)
            assert "3 indikator" in offer.teks
            assert [row.laporan_id for row in await p.baca(select(berkas))] == [1, 1]
            rows = await p.baca(select(isian))
            assert "Dinas Rawa Indah" in {row.isi["teks"] for row in rows}
            folder = p.layanan.folder / f"laporan/{ani.id}"
            assert [one.name for one in folder.iterdir()] == ["1"]

    jalankan(scenario())


def test_stale_buttons_and_steps_back(tmp_path: Path) -> None:
    """A press on an answered question changes nothing; "Kembali" asks the last one again."""

    async def scenario() -> None:
        async with percakapan(tmp_path, r.TOPIK, mesin=True) as p:
            ani = await p.orang("Ani")
            await r.unggah(p, ani)
            first = await r.pertanyaan(p, ani)
            codes = {one.label: one.data or "" for row in first.tombol for one in row}
            await p.tekan(ani, first, "Lewati")
            second = await r.pertanyaan(p, ani)
            await p.berubah(first, "Dilewati")
            assert p.dunia.pesan(first.obrolan_id, first.message_id).tombol == ()
            p.dunia.tekan_palsu(ani, p.dunia.pribadi(ani), first.message_id, codes["Lewati ➡"])
            await p.hening()
            assert len(await p.baca(select(isian))) == 1
            await p.tekan(ani, second, "Kembali")
            repeated = await r.pertanyaan(p, ani)
            assert repeated.teks == first.teks
            assert await p.baca(select(isian)) == []
            await p.hening()
            assert [one.teks for one in p.semua(ani)].count(first.teks) == 1

    jalankan(scenario())
