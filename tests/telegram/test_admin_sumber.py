"""Sources: seen, added by sending a document, published or thrown away, taken out again."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from sqlalchemy import select

from bot.administrasi import sumber as layanan
from bot.administrasi.sumber import BarisSumber
from bot.store.people import Peran, take_role
from bot.store.tables_bot import kejadian, pengolahan
from bot.telegram import admin, umum
from bot.web.botapi import Message, Orang
from tests.bantu.obrolan import LOOPBACK, Percakapan, jalankan, percakapan
from tests.telegram.perencana import antrean_cepat

pytestmark = LOOPBACK
TOPIK = [admin, umum]
BARIS = tuple(
    BarisSumber(f"sumber-{at}", f"Sumber {at:02d}", "berlaku · naskah resmi · 3 bagian", 3, at == 0)
    for at in range(11)
)


@pytest.fixture(autouse=True)
def _sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of sources without an index behind it."""
    monkeypatch.setattr(layanan, "daftar", lambda _app: BARIS)
    antrean_cepat(monkeypatch)


async def sumber(p: Percakapan) -> tuple[Orang, Message]:
    """An admin at the list of sources."""
    dewi = await p.orang("Dewi Admin", peran=Peran.ADMIN)
    await p.kirim(dewi, "/admin")
    screen = await p.balasan(dewi)
    await p.tekan(dewi, screen, "Sumber")
    return dewi, await p.berubah(screen, "Sumber 00")


async def minta(p: Percakapan, jenis: str = "Peraturan") -> tuple[Orang, Message]:
    """The same, after choosing to add a document of a kind."""
    dewi, screen = await sumber(p)
    await p.tekan(dewi, screen, "Tambah dokumen")
    screen = await p.berubah(screen, "Dokumen apa")
    await p.tekan(dewi, screen, jenis)
    return dewi, await p.berubah(screen, "Kirim berkasnya")


def berkas(*paragraphs: str) -> bytes:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_list_has_pages_and_says_status_and_verification(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, screen = await sumber(p)
            assert "naskah resmi · 3 bagian" in screen.teks
            assert "Sumber 08" not in screen.teks
            await p.tekan(dewi, screen, "Berikutnya")
            second = await p.berubah(screen, "Sumber 08")
            assert "Sumber 00" not in second.teks
            await p.tekan(dewi, second, "Sebelumnya")
            await p.berubah(second, "Sumber 00")

    jalankan(scenario())


def test_a_document_is_kept_and_handed_to_the_job(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, _ = await minta(p, "Surat edaran")
            content = berkas("Surat edaran uji")
            await p.berkas(dewi, "Edaran Uji.docx", content)
            assert "Edaran Uji.docx diterima" in (await p.balasan(dewi)).teks
            (row,) = await p.baca(select(pengolahan))
            assert (row.nama, row.jenis, row.keadaan, row.oleh) == (
                "Edaran Uji.docx",
                "surat",
                "antre",
                dewi.id,
            )
            assert (p.layanan.folder / row.jalur).read_bytes() == content
            await p.hening()
            assert p.pekerjaan.dipanggil == [("olah", (row.id,))]

    jalankan(scenario())


def test_what_is_no_document_is_asked_for_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, _ = await minta(p)
            await p.kirim(dewi, "sebentar ya")
            assert "menunggu berkas" in (await p.balasan(dewi)).teks
            await p.berkas(dewi, "tabel.xlsx", b"PK\x03\x04")
            assert "bukan pdf atau docx" in (await p.balasan(dewi)).teks
            await p.berkas(dewi, "besar.pdf", b"%PDF" + bytes(20 * 1024 * 1024))
            assert "lebih dari 20 MB" in (await p.balasan(dewi)).teks
            await p.hening()
            assert await p.baca(select(pengolahan)) == []
            await p.berkas(dewi, "uji.docx", berkas("Uji"))
            assert "diterima" in (await p.balasan(dewi)).teks

    jalankan(scenario())


def test_cancelled_or_without_the_role_a_document_is_not_taken(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, screen = await minta(p)
            await p.tekan(dewi, screen, "Batal")
            back = await p.berubah(screen, "Dibatalkan")
            await p.berkas(dewi, "uji.docx", berkas("Uji"))
            await p.hening()
            assert await p.baca(select(pengolahan)) == []
            await p.tekan(dewi, back, "Kembali")
            await p.berubah(back, "Pilih bagian")
            other, _ = await minta(p)
            async with p.tulis() as unit:
                await take_role(unit.conn, other.id, Peran.ADMIN)
            await p.berkas(other, "uji.docx", berkas("Uji"))
            assert "untuk admin" in (await p.balasan(other)).teks
            assert await p.baca(select(pengolahan)) == []

    jalankan(scenario())


def test_an_added_source_is_taken_out_in_two_steps_and_a_shipped_one_has_no_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []

    def lepas(_app: object, sumber_id: str) -> int:
        gone.append(sumber_id)
        return 3

    monkeypatch.setattr(layanan, "lepas", lepas)

    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK) as p:
            dewi, screen = await sumber(p)
            assert [one.label for one in screen.semua_tombol() if "Lepas" in one.label] == ["Lepas Sumber 00"]
            await p.tekan(dewi, screen, "Lepas Sumber 00")
            ask = await p.berubah(screen, "Jawaban baru tidak akan mengutipnya")
            assert gone == []
            await p.tekan(dewi, ask, "Ya, lepas")
            await p.berubah(ask, "sudah dilepas")
            assert gone == ["sumber-0"]
            (row,) = await p.baca(select(kejadian))
            assert (row.jenis, row.isi) == ("sumber-dilepas", {"sumber": "sumber-0", "bagian": 3})

    jalankan(scenario())


def _regulation() -> bytes:
    return berkas(
        "PERATURAN BUPATI CONTOH",
        "NOMOR 7 TAHUN 2024",
        "TENTANG",
        "PELAPORAN KINERJA PERANGKAT DAERAH",
        "BAB I",
        "KETENTUAN UMUM",
        "Pasal 1",
        "Dalam Peraturan ini yang dimaksud dengan perangkat daerah adalah unsur pembantu bupati dalam "
        "penyelenggaraan urusan pemerintahan yang menjadi kewenangan daerah.",
        "Pasal 2",
        "Kepala perangkat daerah menyampaikan laporan kinerja kepada bupati paling lambat pada minggu kedua "
        "bulan Februari tahun berikutnya melalui bagian organisasi.",
    )


def test_the_yield_is_shown_and_the_admin_decides(tmp_path: Path, monkeypatch: Any) -> None:
    """The real job reads the document; what is published is not published twice or thrown away after it."""
    asked: list[int] = []

    async def scenario() -> None:
        async with percakapan(tmp_path, TOPIK, mesin=True) as p:
            dewi, _ = await minta(p)

            async def noted(number: int) -> None:
                asked.append(number)

            monkeypatch.setattr(p.layanan.pekerjaan, "terbitkan", noted)
            await p.berkas(dewi, "perbup-7-2024.docx", _regulation())
            shown = await p.balasan(dewi, memuat="bagian", batas_s=40)
            assert "letak bernomor" in shown.teks
            assert "Pasal" in shown.teks
            await p.tekan(dewi, shown, "Terbitkan")
            await p.balasan(dewi, memuat="sedang diterbitkan")
            late = await p.tekan(dewi, shown, "Batalkan")
            assert "sudah dipakai" in (late.teks or "")
            (row,) = await p.baca(select(pengolahan))
            assert row.keadaan == "menerbitkan"
            await p.hening()
            assert asked == [row.id]

    jalankan(scenario())
