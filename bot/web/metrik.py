"""The figures of ``/metrik``, counted in the database at the moment of the request.

Counted there, and not in the process: they are right after a restart, and for several processes
together. No person, no chat and no text is a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Table, case, func, select

from bot.store.tables_bot import draf, inbox, laporan, outbox, pengolahan, siaran, soal

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

    from bot.store.koneksi import Koneksi

JENJANG_MS = (25, 50, 100, 200, 300, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
"""Upper bounds of the histogram of response times, in milliseconds."""
JENIS_ISI = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Angka:
    """What the database says now.  Times are in seconds; keys of the tuples are states."""

    update: tuple[tuple[str, int], ...]
    update_tertua_s: float
    pertanyaan: tuple[tuple[str, int], ...]
    jenjang: tuple[int, ...]
    """Questions answered within each of ``JENJANG_MS``, cumulative; the last is all of them."""
    jumlah_waktu_s: float
    pesan: tuple[tuple[str, int], ...]
    pesan_tertua_s: float
    pekerjaan: tuple[tuple[str, str, int], ...]
    draf: int


async def hitung(conn: Koneksi, now: datetime) -> Angka:
    """Count everything.  Raises SQLAlchemyError."""
    within = [func.coalesce(func.sum(case((soal.c.waktu_ms <= one, 1), else_=0)), 0) for one in JENJANG_MS]
    times = (
        await conn.execute(select(func.coalesce(func.sum(soal.c.waktu_ms), 0), func.count(), *within))
    ).one()
    jobs: list[tuple[str, str, int]] = []
    for table in (laporan, pengolahan, siaran):
        jobs += [(table.name, state, count) for state, count in await _per(conn, table, table.c.keadaan)]
    drafts = (await conn.execute(select(func.count()).select_from(draf))).scalar_one()
    return Angka(
        update=await _per(conn, inbox, inbox.c.keadaan),
        update_tertua_s=await _tertua(conn, inbox.c.diterima, inbox.c.keadaan == "baru", now),
        pertanyaan=await _per(conn, soal, soal.c.status),
        jenjang=(*(int(one) for one in times[2:]), int(times[1])),
        jumlah_waktu_s=float(times[0]) / 1000,
        pesan=await _per(conn, outbox, outbox.c.keadaan),
        pesan_tertua_s=await _tertua(conn, outbox.c.dibuat, outbox.c.keadaan.in_(("siap", "dikirim")), now),
        pekerjaan=tuple(jobs),
        draf=int(drafts),
    )


async def _per(
    conn: Koneksi, table: Table, column: ColumnElement[str]
) -> tuple[tuple[str, int], ...]:
    found = await conn.execute(
        select(column, func.count()).select_from(table).group_by(column).order_by(column)
    )
    return tuple((str(state), int(count)) for state, count in found)


async def _tertua(
    conn: Koneksi, column: ColumnElement[datetime], which: ColumnElement[bool], now: datetime
) -> float:
    oldest = (await conn.execute(select(func.min(column)).where(which))).scalar()
    return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0


def tulis(angka: Angka | None, *, siap: bool) -> bytes:
    """The figures in Prometheus' text format; ``angka`` None where the database did not answer."""
    from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Kumpulan(angka, siap=siap))
    return bytes(generate_latest(registry))


class _Kumpulan:
    """What prometheus-client asks for metrics."""

    def __init__(self, angka: Angka | None, *, siap: bool) -> None:
        self._angka = angka
        self._siap = siap

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        from bot import __version__

        yield InfoMetricFamily("lkjip", "Versi asisten.", {"versi": __version__})
        yield GaugeMetricFamily("lkjip_siap", "1 bila bot siap melayani.", float(self._siap))
        if self._angka is not None:
            yield from _keluarga(self._angka)


def _keluarga(angka: Angka) -> Iterable[Metric]:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    def by(
        kind: type[CounterMetricFamily | GaugeMetricFamily],
        name: str,
        words: str,
        labels: tuple[str, ...],
        rows: Iterable[tuple[tuple[str, ...], int]],
    ) -> Metric:
        family = kind(name, words, labels=labels)
        for values, count in rows:
            family.add_metric(values, count)
        return family

    state = ("keadaan",)
    yield by(
        GaugeMetricFamily,
        "lkjip_update",
        "Update dari Telegram menurut keadaannya.",
        state,
        (((one,), count) for one, count in angka.update),
    )
    yield GaugeMetricFamily(
        "lkjip_update_tertua_detik", "Umur update tertua yang menunggu.", angka.update_tertua_s
    )
    yield by(
        CounterMetricFamily,
        "lkjip_pertanyaan",
        "Pertanyaan menurut hasilnya: dijawab atau ditolak.",
        ("status",),
        (((one,), count) for one, count in angka.pertanyaan),
    )
    bounds = [*(str(one / 1000) for one in JENJANG_MS), "+Inf"]
    times = HistogramMetricFamily("lkjip_waktu_jawab_detik", "Waktu menyusun jawaban.")
    times.add_metric((), list(zip(bounds, angka.jenjang, strict=True)), angka.jumlah_waktu_s)
    yield times
    yield by(
        GaugeMetricFamily,
        "lkjip_pesan_keluar",
        "Pesan bot menurut keadaannya; siap berarti menunggu dikirim.",
        state,
        (((one,), count) for one, count in angka.pesan),
    )
    yield GaugeMetricFamily(
        "lkjip_pesan_keluar_tertua_detik", "Umur pesan tertua yang menunggu.", angka.pesan_tertua_s
    )
    yield by(
        GaugeMetricFamily,
        "lkjip_pekerjaan",
        "Laporan, pengolahan sumber, dan siaran menurut keadaannya.",
        ("jenis", "keadaan"),
        (((kind, one), count) for kind, one, count in angka.pekerjaan),
    )
    yield CounterMetricFamily("lkjip_draf", "Draf yang selesai ditulis.", angka.draf)
