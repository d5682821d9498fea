"""An admin's document: its yield is shown, and it is published when the admin wants it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.errors import LkjipError
from bot.jobs.dokumen import hasil
from bot.settings import Settings
from bot.store.people import Peran
from bot.store.tables_bot import kejadian, pengolahan
from knowledge.errors import KnowledgeError
from tests.bantu.obrolan import LOOPBACK, AppDingin, Percakapan, jalankan, percakapan
from tests.telegram import perencana as r

pytestmark = LOOPBACK
KALIMAT = "Laporan disusun setiap tahun oleh perangkat daerah dan disampaikan kepada bupati. "
NASKAH = """---
judul: Pedoman Penyusunan Laporan Kinerja Kabupaten Cendana Raya
jenis: surat
tahun: 2024
id: pedoman-cendana
nomor: 700/12/2024
---
# Pedoman Penyusunan Laporan Kinerja

Laporan disusun setiap tahun oleh perangkat daerah.

## Waktu penyampaian

Laporan disampaikan kepada bupati paling lambat dua bulan setelah tahun anggaran berakhir.
"""


@pytest.fixture(autouse=True)
def _cepat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.pengolahan.kerjakan", r.di_thread)
    r.antrean_cepat(monkeypatch)


class IndeksCatat:
    """In place of the index: notes what was added."""

    def __init__(self, errors: list[Exception]) -> None:
        self.added: list[Path] = []
        self._errors = errors

    def add(self, path: Path, _asked: object, *, nama: str) -> Any:
        if self._errors:
            raise self._errors.pop()
        assert nama == "pedoman.md"
        self.added.append(path)
        source = SimpleNamespace(id="surat-700", singkat="Surat 700/12/2024")
        return SimpleNamespace(sumber=source, jumlah_passage=4, baru=True)


def _app(tmp_path: Path, errors: list[Exception]) -> tuple[AppDingin, IndeksCatat]:
    app = AppDingin(Settings(data_dir=tmp_path / "data"))
    index = IndeksCatat(errors)
    app.__dict__["knowledge_service"] = index
    return app, index


async def _dokumen(p: Percakapan, isi: str) -> r.Orang:
    admin = await p.orang("Admin", peran=Peran.ADMIN)
    await p.kirim(admin, "/batal")
    await p.balasan(admin)
    folder = p.layanan.folder / "pengolahan"
    folder.mkdir(parents=True)
    (folder / "1.md").write_text(isi, encoding="utf-8")
    async with p.tulis() as unit:
        await unit.conn.execute(
            insert(pengolahan).values(
                id=1,
                oleh=admin.id,
                chat_id=admin.id,
                nama="pedoman.md",
                jalur="pengolahan/1.md",
                jenis="surat",
                keadaan="antre",
                hasil={},
                dibuat=unit.now,
                diubah=unit.now,
            )
        )
    return admin


async def _state(p: Percakapan) -> str:
    return str((await p.baca(select(pengolahan.c.keadaan)))[0][0])


def test_read_shown_and_published_once(tmp_path: Path) -> None:
    """The yield with its buttons, then the index; a second call and a restart change nothing."""

    async def scenario() -> None:
        app, index = _app(tmp_path, [])
        async with percakapan(tmp_path, r.TOPIK, app=app, mesin=True) as p:
            admin = await _dokumen(p, NASKAH)
            await r.mesin(p).olah(1)
            shown = await p.balasan(admin, memuat="pedoman.md", batas_s=r.LAMA_S)
            assert r.tombol(shown) == ["Terbitkan", "Batalkan"]
            assert "dua bulan" in shown.teks or "setiap tahun" in shown.teks
            assert await _state(p) == "menunggu"
            async with p.tulis() as unit:
                await unit.conn.execute(update(pengolahan).values(keadaan="menerbitkan"))
            await r.mesin(p).terbitkan(1)
            await p.balasan(admin, memuat="sudah dapat dicari", batas_s=r.LAMA_S)
            await r.mesin(p).terbitkan(1)
            await p.mulai_ulang()
            await p.hening()
            assert index.added == [p.layanan.folder / "pengolahan/1.md"]
            assert await _state(p) == "terbit"
            assert [row.jenis for row in await p.baca(select(kejadian))] == ["sumber-terbit"]

    jalankan(scenario())


def test_what_cannot_be_taken_is_told(tmp_path: Path) -> None:
    """A document without content, and an index that refuses."""

    async def scenario() -> None:
        refusal = KnowledgeError("indeks-terkunci", "Indeks sedang dipakai.", "Coba lagi nanti.")
        app, _ = _app(tmp_path, [refusal])
        async with percakapan(tmp_path, r.TOPIK, app=app, mesin=True) as p:
            admin = await _dokumen(p, NASKAH)
            async with p.tulis() as unit:
                await unit.conn.execute(update(pengolahan).values(keadaan="menerbitkan"))
            await r.mesin(p).cari()
            await p.balasan(admin, memuat="Indeks sedang dipakai.", batas_s=r.LAMA_S)
            assert await _state(p) == "gagal"
            (p.layanan.folder / "pengolahan/1.md").write_text("", encoding="utf-8")
            async with p.tulis() as unit:
                await unit.conn.execute(update(pengolahan).values(keadaan="antre"))
            await r.mesin(p).olah(1)
            await p.balasan(admin, memuat="belum dapat diolah", batas_s=r.LAMA_S)

    jalankan(scenario())


def test_a_document_is_known_by_its_file_name_where_it_does_not_say(tmp_path: Path) -> None:
    """No option of the command line is asked for in the chat."""
    plain = tmp_path / "x.md"
    plain.write_text(f"# Pedoman\n\n{KALIMAT * 8}\n", encoding="utf-8")
    found = hasil(plain, "Surat Edaran 5 Tahun 2024.md", "surat")
    assert found["permintaan"]["tahun"] == 2024
    assert found["sumber_id"] == "surat-edaran-5-tahun-2024"
    with pytest.raises(LkjipError) as caught:
        hasil(plain, "pedoman.md", "surat")
    assert "--" not in caught.value.saran
