"""``/metrik``: the figures of ``bot.administrasi.hitungan`` as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from bot.administrasi.hitungan import JENJANG_MS, Hitungan

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

JENIS_ISI = "text/plain; version=0.0.4; charset=utf-8"


def tulis(angka: Hitungan | None, *, siap: bool) -> bytes:
    """The figures in Prometheus' text format; ``angka`` None where the database did not answer."""
    from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    registry.register(_Kumpulan(angka, siap=siap))
    return bytes(generate_latest(registry))


class _Kumpulan:
    """What prometheus-client asks for metrics."""

    def __init__(self, angka: Hitungan | None, *, siap: bool) -> None:
        self._angka = angka
        self._siap = siap

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily

        from bot import __version__

        yield InfoMetricFamily("lkjip", "Versi asisten.", {"versi": __version__})
        yield GaugeMetricFamily("lkjip_siap", "1 bila bot siap melayani.", float(self._siap))
        if self._angka is not None:
            yield from _keluarga(self._angka)


def _keluarga(angka: Hitungan) -> Iterable[Metric]:
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
        _satu(angka.update),
    )
    yield GaugeMetricFamily(
        "lkjip_update_tertua_detik", "Umur update tertua yang menunggu.", angka.inbox.umur_s(angka.waktu)
    )
    yield by(
        CounterMetricFamily,
        "lkjip_pertanyaan",
        "Pertanyaan menurut hasilnya: dijawab atau ditolak.",
        ("status",),
        _satu(angka.pertanyaan),
    )
    took = angka.waktu_jawab
    bounds = [*(str(one / 1000) for one in JENJANG_MS), "+Inf"]
    times = HistogramMetricFamily("lkjip_waktu_jawab_detik", "Waktu menyusun jawaban.")
    times.add_metric((), list(zip(bounds, (*took.jenjang, took.jumlah), strict=True)), took.total_ms / 1000)
    yield times
    yield by(
        GaugeMetricFamily,
        "lkjip_pesan_keluar",
        "Pesan bot menurut keadaannya; siap berarti menunggu dikirim.",
        state,
        _satu(angka.pesan),
    )
    yield GaugeMetricFamily(
        "lkjip_pesan_keluar_tertua_detik",
        "Umur pesan tertua yang menunggu.",
        angka.outbox.umur_s(angka.waktu),
    )
    yield by(
        GaugeMetricFamily,
        "lkjip_pekerjaan",
        "Laporan, pengolahan sumber, dan siaran menurut keadaannya.",
        ("jenis", "keadaan"),
        (
            ((kind, one), count)
            for kind, states in (
                ("laporan", angka.laporan),
                ("pengolahan", angka.dokumen),
                ("siaran", angka.siaran),
            )
            for one, count in states.items()
        ),
    )
    yield CounterMetricFamily("lkjip_draf", "Draf yang selesai ditulis.", angka.draf)


def _satu(states: Mapping[str, int]) -> Iterable[tuple[tuple[str, ...], int]]:
    """A map by state as rows of one label."""
    return (((one,), count) for one, count in states.items())
