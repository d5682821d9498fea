"""Health, readiness, metrics and the webhook, over ASGI with a real database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import OperationalError

from bot.administrasi.hitungan import JENJANG_MS
from bot.chat.unit import Units
from bot.store.async_store import AsyncStore
from bot.store.database import Database
from bot.store.inbox import Masuk
from bot.store.tables_bot import inbox, laporan, outbox, soal
from bot.telegram.factory import Asisten
from bot.telegram.intake import Intake
from bot.web.layanan import KEPALA_RAHASIA, MAKS_BADAN, Keadaan, buat_layanan

RAHASIA = "rahasia-webhook_123"
KINI = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass
class _Indeks:
    rusak: bool = False

    def search(self, *_: object, **__: object) -> None:
        if self.rusak:
            raise OSError("gone")


@dataclass
class _Layanan:
    units: Units
    indeks: _Indeks = field(default_factory=_Indeks)

    @property
    def app(self) -> Any:
        @dataclass
        class App:
            knowledge: _Indeks

        return App(self.indeks)


@dataclass
class _Asisten:
    """Stands in for the bot: a real intake over a real database, parts that can be said to be down."""

    layanan: _Layanan
    intake: Intake
    diserahkan: list[int]
    kurang: list[str] = field(default_factory=list)

    def kekurangan(self) -> list[str]:
        return self.kurang


@dataclass
class Meja:
    klien: httpx.AsyncClient
    keadaan: Keadaan
    asisten: _Asisten
    store: AsyncStore

    async def kirim(
        self, isi: object, rahasia: str | None = RAHASIA, jalur: str = "/webhook/telegram"
    ) -> int:
        headers = {KEPALA_RAHASIA: rahasia} if rahasia is not None else {}
        body = isi if isinstance(isi, bytes) else json.dumps(isi).encode()
        return (await self.klien.post(jalur, content=body, headers=headers)).status_code

    async def tersimpan(self) -> list[int]:
        async with self.store.read() as conn:
            return list((await conn.execute(select(inbox.c.update_id).order_by(inbox.c.update_id))).scalars())


@asynccontextmanager
async def _meja(folder: Path) -> AsyncIterator[Meja]:
    store = AsyncStore(Database.in_folder(folder))
    await store.open()
    handed: list[int] = []

    def hand_on(one: Masuk) -> None:
        handed.append(one.update_id)

    units = Units(store, jam=lambda: KINI)
    fake = _Asisten(_Layanan(units), Intake(units, "uji", hand_on), handed)
    state = Keadaan(rahasia=RAHASIA, asisten=cast("Asisten", fake))
    transport = httpx.ASGITransport(buat_layanan(state))
    try:
        async with httpx.AsyncClient(transport=transport, base_url="http://uji") as client:
            yield Meja(client, state, fake, store)
    finally:
        await store.close()


Skenario = Callable[[Meja], Coroutine[Any, Any, None]]


def _jalankan(folder: Path, skenario: Skenario) -> None:
    async def run() -> None:
        async with _meja(folder) as meja:
            await skenario(meja)

    asyncio.run(run())


def _update(number: int) -> dict[str, Any]:
    person = {"id": 5, "is_bot": False, "first_name": "Sari"}
    message = {
        "message_id": 1,
        "from": person,
        "chat": {"id": 5, "type": "private"},
        "date": 0,
        "text": "halo",
    }
    return {"update_id": number, "message": message}


def test_alive_before_the_bot_is_connected_and_ready_only_after(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        bot, meja.keadaan.asisten = meja.keadaan.asisten, None
        assert (await meja.klien.get("/sehat")).json()["status"] == "hidup"
        waiting = await meja.klien.get("/siap")
        assert waiting.status_code == 503
        assert waiting.json() == {"status": "belum siap", "alasan": ["Bot sedang disiapkan."]}
        assert "lkjip_siap 0.0" in (await meja.klien.get("/metrik")).text
        meja.keadaan.asisten = bot
        ready = await meja.klien.get("/siap")
        assert (ready.status_code, ready.json()) == (200, {"status": "siap", "alasan": []})

    _jalankan(tmp_path, skenario)


def test_readiness_names_what_is_missing(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        meja.asisten.kurang = ["Penerimaan pesan (polling) berhenti."]
        meja.asisten.layanan.indeks.rusak = True

        @asynccontextmanager
        async def broken(*, locked: bool = True) -> AsyncIterator[None]:
            if locked:
                raise OperationalError("select", {}, Exception("locked"))
            yield

        meja.store.read = broken  # type: ignore[assignment, method-assign]
        answer = await meja.klien.get("/siap")
        assert answer.status_code == 503
        assert answer.json()["alasan"] == [
            "Penerimaan pesan (polling) berhenti.",
            "Basis data tidak menjawab.",
            "Indeks pengetahuan tidak menjawab.",
        ]
        assert (await meja.klien.get("/metrik")).status_code == 200
        assert (await meja.klien.get("/sehat")).status_code == 200

    _jalankan(tmp_path, skenario)


@pytest.mark.parametrize("rahasia", [None, "", "salah", RAHASIA + "x", RAHASIA[:-1], "rahasia-é"])
def test_forged_delivery_is_refused_and_nothing_is_kept(tmp_path: Path, rahasia: str | None) -> None:
    async def skenario(meja: Meja) -> None:
        headers = [(KEPALA_RAHASIA.encode(), rahasia.encode())] if rahasia is not None else []
        answer = await meja.klien.post("/webhook", content=json.dumps(_update(1)), headers=headers)
        assert answer.status_code == 403
        assert await meja.tersimpan() == []
        assert meja.asisten.diserahkan == []

    _jalankan(tmp_path, skenario)


def test_without_a_secret_nothing_is_let_in(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        meja.keadaan.rahasia = None
        assert await meja.kirim(_update(1), "") == 403
        assert await meja.kirim(_update(1), None) == 403

    _jalankan(tmp_path, skenario)


def test_delivery_is_kept_once_under_any_webhook_path(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        assert await meja.kirim(_update(7)) == 200
        assert await meja.kirim(_update(7)) == 200
        assert await meja.kirim(_update(8), jalur="/webhook") == 200
        assert await meja.tersimpan() == [7, 8]
        assert meja.asisten.diserahkan == [7, 8]
        assert (await meja.klien.get("/webhook")).status_code == 405

    _jalankan(tmp_path, skenario)


@pytest.mark.parametrize(
    ("isi", "kode"),
    [
        (b"bukan json", 400),
        (b"[]", 400),
        (b'{"update_id": "7"}', 400),
        (b'{"update_id": true}', 400),
        (b"[" * 100_000, 400),
        (b'{"update_id": 1, "x": "' + b"a" * MAKS_BADAN + b'"}', 413),
    ],
)
def test_what_is_no_update_is_refused(tmp_path: Path, isi: bytes, kode: int) -> None:
    async def skenario(meja: Meja) -> None:
        assert await meja.kirim(isi) == kode
        assert await meja.tersimpan() == []

    _jalankan(tmp_path, skenario)


def test_what_cannot_be_kept_is_asked_for_again(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        async def full(isi: Mapping[str, Any]) -> None:
            raise OperationalError("insert", {}, Exception("disk full"))

        accept = meja.asisten.intake.accept
        meja.asisten.intake.accept = full  # type: ignore[method-assign]
        assert await meja.kirim(_update(9)) == 500
        meja.asisten.intake.accept = accept  # type: ignore[method-assign]
        assert await meja.kirim(_update(9)) == 200
        bot, meja.keadaan.asisten = meja.keadaan.asisten, None
        assert await meja.kirim(_update(10)) == 503
        meja.keadaan.asisten = bot
        assert await meja.tersimpan() == [9]

    _jalankan(tmp_path, skenario)


def test_metrics_count_the_rows(tmp_path: Path) -> None:
    async def skenario(meja: Meja) -> None:
        async with meja.store.write() as conn:
            for number, (status, ms) in enumerate([("dijawab", 20), ("dijawab", 180), ("ditolak", 4_000)]):
                await conn.execute(
                    insert(soal).values(
                        chat_id=5, teks="rahasia", status=status, keyakinan=900, isi={}, waktu=KINI,
                        waktu_ms=ms, update_id=number,
                    )
                )  # fmt: skip
            for state, age in (("siap", 40), ("terkirim", 900)):
                await conn.execute(
                    insert(outbox).values(
                        chat_id=5, jenis="pesan", isi={}, keadaan=state, berikut=KINI,
                        dibuat=KINI - timedelta(seconds=age),
                    )
                )  # fmt: skip
            await conn.execute(
                insert(laporan).values(
                    orang_id=5, chat_id=5, keadaan="dibaca", judul="x", ringkasan={}, dibuat=KINI, diubah=KINI
                )
            )
        text = (await meja.klien.get("/metrik")).text
        for line in (
            'lkjip_pertanyaan_total{status="dijawab"} 2.0',
            'lkjip_pertanyaan_total{status="ditolak"} 1.0',
            'lkjip_waktu_jawab_detik_bucket{le="0.025"} 1.0',
            'lkjip_waktu_jawab_detik_bucket{le="0.2"} 2.0',
            'lkjip_waktu_jawab_detik_bucket{le="+Inf"} 3.0',
            "lkjip_waktu_jawab_detik_sum 4.2",
            'lkjip_pesan_keluar{keadaan="siap"} 1.0',
            "lkjip_pesan_keluar_tertua_detik 40.0",
            'lkjip_pekerjaan{jenis="laporan",keadaan="dibaca"} 1.0',
            "lkjip_siap 1.0",
        ):
            assert line in text, line
        assert "rahasia" not in text
        assert text.count("lkjip_waktu_jawab_detik_bucket{") == len(JENJANG_MS) + 1

    _jalankan(tmp_path, skenario)
