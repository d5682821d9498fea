"""Sources of a real index as an admin sees them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import insert, select

from bot.administrasi.sumber import daftar, lepas, putuskan, terima
from bot.app import App
from bot.chat.unit import Units
from bot.settings import Settings
from bot.store.tables_bot import kejadian, pengolahan
from knowledge.ingest.serap import Permintaan
from knowledge.model import Jenis
from tests.administrasi.test_peran import Jam, run
from tests.bantu.pengetahuan import siapkan_indeks

TEKS = """# Panduan Uji Pelaporan

Kepala perangkat daerah menyampaikan laporan kinerja kepada bupati melalui bagian organisasi.

Bagian organisasi menghimpun laporan kinerja perangkat daerah dan memeriksa kelengkapannya.
"""


def test_a_source_is_listed_with_its_standing_and_can_be_taken_out_once(tmp_path: Path) -> None:
    app = App(Settings(data_dir=siapkan_indeks(tmp_path / "data")))
    path = tmp_path / "panduan.md"
    path.write_text(TEKS, encoding="utf-8")
    asked = Permintaan(
        jenis=Jenis.LKJIP, judul="Panduan Uji", singkat="Panduan Uji", instansi="Dinas Uji", tahun=2024
    )
    own = Permintaan(
        jenis=Jenis.LKJIP,
        id="rahasia",
        singkat="Rahasia",
        instansi="Dinas Lain",
        tahun=2024,
        pemilik="pengguna:7",
    )
    made = app.knowledge_service.add(path, asked)
    app.knowledge_service.add(path, own)

    rows = daftar(app)
    assert rows[0].singkat == made.sumber.singkat
    assert rows[0].dapat_dilepas
    assert "ditambahkan" in rows[0].keterangan
    assert not any(one.singkat == "Rahasia" for one in rows)
    assert not any(one.dapat_dilepas for one in rows[1:])
    rule = next(one for one in rows if one.singkat == "Permenpan-RB 53/2014")
    assert rule.keterangan.startswith("berlaku · naskah resmi")
    assert any(one.keterangan.endswith("hanya dikenal namanya") for one in rows)

    assert lepas(app, made.sumber.id) == made.jumlah_passage
    assert lepas(app, made.sumber.id) == 0
    assert not any(one.dapat_dilepas for one in daftar(app))
    assert any(one.sumber.id == "rahasia" for one in app.open_knowledge().listing())


def test_a_document_is_decided_once(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            first = await terima(unit, "a.pdf", "pengolahan/a.pdf", "kenali", 1, 1)
            assert await putuskan(unit, first, 1, terbit=True) is None  # it was not shown yet
            values = {"oleh": 1, "chat_id": 1, "nama": "b.pdf", "jalur": "b", "jenis": "", "hasil": {}}
            await unit.conn.execute(
                insert(pengolahan).values(**values, keadaan="menunggu", dibuat=unit.now, diubah=unit.now)
            )
            assert await putuskan(unit, first + 1, 1, terbit=False) == "b.pdf"
            assert await putuskan(unit, first + 1, 1, terbit=True) is None
        async with units.store.read() as conn:
            states = [(r.jenis, r.keadaan) for r in await conn.execute(select(pengolahan))]
            kinds = [r.jenis for r in await conn.execute(select(kejadian).order_by(kejadian.c.id))]
        assert states == [("", "antre"), ("", "batal")]
        assert kinds == ["dokumen-diterima", "dokumen-dibuang"]

    run(tmp_path, scenario)
