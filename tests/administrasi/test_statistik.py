"""Statistics count days of Jakarta, and health says what is wrong."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import insert, text

from bot.administrasi.hitungan import hitung
from bot.administrasi.kesehatan import Kesehatan, kesehatan
from bot.administrasi.statistik import Hari, Statistik, grafik, percentile, statistik
from bot.app import App
from bot.chat.unit import Units
from bot.periksa import BAIK, KURANG, OPSIONAL
from bot.settings import Settings
from bot.store.tables_bot import inbox, outbox, soal
from bot.web.metrik import tulis
from tests.administrasi.test_peran import Jam, run

NOW = datetime(2026, 11, 22, 7, 5, tzinfo=UTC)


async def ask(
    units: Units,
    waktu: datetime,
    *,
    status: str = "dijawab",
    ms: int = 100,
    alasan: str = "",
    orang_id: int = 7,
) -> None:
    async with units.unit() as unit:
        await unit.conn.execute(
            insert(soal).values(
                orang_id=orang_id,
                chat_id=7,
                teks="Apa itu IKU?",
                status=status,
                alasan=alasan or None,
                keyakinan=900,
                isi={},
                waktu=waktu,
                waktu_ms=ms,
            )
        )


def test_days_begin_at_midnight_in_jakarta_and_greetings_do_not_count(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        midnight = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
        await ask(units, midnight, ms=300)
        await ask(units, midnight - timedelta(seconds=1), status="ditolak")
        await ask(units, NOW, alasan="sapaan")
        await ask(units, NOW - timedelta(days=7))
        async with units.store.read() as conn:
            found = await statistik(conn, NOW, 7)
            counts = await hitung(conn, NOW)
        assert found.hari[-1] == Hari(date(2026, 11, 22), 1, 0)
        assert found.hari[-2] == Hari(date(2026, 11, 21), 0, 1)
        assert len(found.hari) == 7
        assert (found.soal, found.ditolak, found.persen_ditolak) == (2, 1, 50)
        assert (found.p50_ms, found.p95_ms) == (100, 300)
        assert (counts.soal_hari_ini, counts.pertanyaan_hari_ini) == (1, {"dijawab": 1})
        assert counts.pertanyaan == {"dijawab": 2, "ditolak": 1}
        assert (counts.waktu_jawab.jumlah, counts.waktu_jawab.total_ms) == (3, 500)

    run(tmp_path, scenario)


def test_who_only_greeted_asked_nothing(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        await ask(units, NOW, alasan="sapaan", orang_id=8)
        await ask(units, NOW, alasan="tanpa-bukti", status="ditolak", orang_id=9)
        async with units.store.read() as conn:
            found = await statistik(conn, NOW, 7)
        assert (found.penanya, found.soal, found.ditolak) == (1, 1, 1)

    run(tmp_path, scenario)


def test_the_admin_and_the_metrics_see_one_count(tmp_path: Path) -> None:
    """Greetings are in neither."""

    async def scenario(units: Units, jam: Jam) -> None:
        for status, alasan in (("dijawab", ""), ("dijawab", "sapaan"), ("ditolak", "tanpa-bukti")):
            await ask(units, jam(), status=status, alasan=alasan)
        found = await kesehatan(units, App(Settings(data_dir=tmp_path)))
        assert found.hitungan is not None
        assert found.hitungan.soal_hari_ini == 2
        text = tulis(found.hitungan, siap=True).decode()
        assert 'lkjip_pertanyaan_total{status="dijawab"} 1.0' in text
        assert 'lkjip_pertanyaan_total{status="ditolak"} 1.0' in text
        assert "lkjip_waktu_jawab_detik_count 2.0" in text

    run(tmp_path, scenario)


def test_percentiles_are_values_that_occurred() -> None:
    assert percentile([], 95) is None
    assert percentile([5], 50) == 5
    assert percentile(list(range(1, 101)), 95) == 95
    assert percentile([1, 2, 3, 4], 50) == 2


@pytest.mark.parametrize("days", [7, 30, 90])
def test_the_chart_is_a_picture_for_a_phone(days: int) -> None:
    first = date(2026, 11, 22) - timedelta(days=days - 1)
    rows = tuple(Hari(first + timedelta(days=at), at % 5, at % 2) for at in range(days))
    picture = Image.open(io.BytesIO(grafik(Statistik(rows, 1, 0, 0, 0, 0, 1, 1))))
    assert picture.format == "PNG"
    assert picture.width <= 1280
    colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert (0x1F, 0x4E, 0x79) in colours
    assert (0xE0, 0x82, 0x14) in colours


def states(found: Kesehatan) -> dict[str, str]:
    return {one.bagian: one.keadaan for one in found.periksa}


def test_a_bot_at_rest_is_well_but_for_the_index_that_is_not_open(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        app = App(Settings(data_dir=tmp_path))
        found = await kesehatan(units, app)
        assert states(found) == {
            "basis data": BAIK,
            "ruang disk": BAIK,
            "indeks": KURANG,
            "pesan masuk": BAIK,
            "pesan keluar": BAIK,
        }
        assert not found.siap
        vars(app)["answering"] = object()
        assert (await kesehatan(units, app)).siap

    run(tmp_path, scenario)


def test_what_waits_too_long_and_what_failed_is_told(tmp_path: Path) -> None:
    async def scenario(units: Units, jam: Jam) -> None:
        old = jam() - timedelta(minutes=20)
        async with units.unit() as unit:
            row = {"update_id": 1, "kunci": "o1", "isi": {}, "diterima": old, "keadaan": "baru"}
            await unit.conn.execute(insert(inbox).values(**row))
            out = {"chat_id": 1, "jenis": "pesan", "isi": {}, "berikut": old, "dibuat": old}
            await unit.conn.execute(insert(outbox).values(**out, keadaan="siap"))
            await unit.conn.execute(insert(outbox).values(**out, keadaan="gagal"))
        found = await kesehatan(units, App(Settings(data_dir=tmp_path)))
        assert states(found)["pesan masuk"] == KURANG
        assert states(found)["pesan keluar"] == KURANG
        assert states(found)["kegagalan"] == OPSIONAL
        assert found.hitungan is not None
        assert found.hitungan.inbox.umur_s(jam()) == 1200
        assert found.hitungan.pesan_gagal == 1
        assert all(one.perbaikan for one in found.periksa if one.keadaan == KURANG)

    run(tmp_path, scenario)


def test_a_full_disk_means_not_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        app = App(Settings(data_dir=tmp_path))
        vars(app)["answering"] = object()
        usage = type("Usage", (), {"free": 100 * 2**20})
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
        found = await kesehatan(units, app)
        assert states(found)["ruang disk"] == KURANG
        assert not found.siap

    run(tmp_path, scenario)


def test_a_database_that_does_not_answer_is_a_finding(tmp_path: Path) -> None:
    async def scenario(units: Units, _jam: Jam) -> None:
        async with units.unit() as unit:
            await unit.conn.execute(text("DROP TABLE inbox"))
        found = await kesehatan(units, App(Settings(data_dir=tmp_path)))
        assert states(found)["basis data"] == KURANG
        assert found.hitungan is None
        assert not found.siap

    run(tmp_path, scenario)
