"""Whatever a table holds, it is measured, and the result is consistent with itself."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kinerja.levels import TINGKAT
from bot.kinerja.measurement import (
    Measurement,
    RumusTurun,
    StatusCapaian,
    UkuranIndikator,
)
from bot.kinerja.model import Arah, BarisAnggaran, Hasil, Indikator
from bot.kinerja.rumus import RUMUS, hitung_ulang
from bot.pesan import render_temuan
from tests.kinerja.bangun import baris, indikator, tabel, ukur

VALUES = st.sampled_from(
    """ |-|n/a|0|1|100|3.666|0,343|12,5 %|≥ 95|≤ 5|80-90|1:15|0:3|BB|A (82,92)|WTP|Level 3|Level 3 (3,2)|
    Ada|TDI|#REF!|Rp1.234.567,00|(1.250)|-4,2|9.871.1466.000|teks bebas|1.000.000.000.000.000|0,000001|3977|
    54,67|100 dari 110|99999999999999999999999999999999999999""".replace("\n    ", "").split("|")
)
TEXTS = VALUES | st.text(max_size=12)
NAMES = st.sampled_from(
    [
        "Angka kemiskinan",
        "Persentase jalan mantap",
        "Jumlah dokumen",
        "Nilai SAKIP",
        "Kakao",
        "Waktu tunggu",
        "1. Satu 2. Dua",
    ]
)
YEARS = st.dictionaries(st.integers(2015, 2026), TEXTS, max_size=5)


@st.composite
def rows(draw: st.DrawFn, n: int) -> Indikator:
    maybe = st.none() | TEXTS
    return indikator(
        draw(NAMES),
        draw(maybe),
        draw(maybe),
        id=f"i{n}",
        capaian=draw(maybe),
        satuan=draw(st.sampled_from([None, "%", "Dokumen", "Nilai", "km", "aneh"])),
        arah=draw(st.none() | st.sampled_from(list(Arah))),
        riwayat=draw(YEARS),
        akhir=draw(maybe),
        pembanding={"provinsi": draw(TEXTS)},
        kategori=draw(st.none() | st.sampled_from(["Tinggi", "Baik"])),
        is_induk=draw(st.booleans()),
        tahun_akhir=draw(st.none() | st.integers(2020, 2030)),
    )


@st.composite
def lines(draw: st.DrawFn, n: int) -> BarisAnggaran:
    maybe = st.none() | TEXTS
    return baris(
        f"b{n}",
        draw(NAMES),
        draw(st.sampled_from([*TINGKAT, "pendapatan"])),
        draw(maybe),
        draw(maybe),
        draw(maybe),
        kode=draw(st.none() | st.sampled_from(["1", "1.02", "1.02.01", "x"])),
        induk=draw(st.none() | st.sampled_from(["b0", "b1", "b2", "b9"])),
    )


@st.composite
def measured(draw: st.DrawFn) -> Measurement:
    table = tabel(
        *[draw(rows(n)) for n in range(draw(st.integers(0, 4)))],
        anggaran=tuple(draw(lines(n)) for n in range(draw(st.integers(0, 5)))),
        tahun=draw(st.none() | st.just(2024)),
        faktor=draw(st.sampled_from([Decimal(1), Decimal(1000)])),
    )
    return ukur(table, rumus_turun=draw(st.sampled_from(list(RumusTurun))), tahun_akhir=2026)


def _results(u: UkuranIndikator) -> list[Hasil | None]:
    results = [u.capaian.hasil, u.capaian.selisih, *(b.selisih for b in u.banding)]
    if u.tren is not None:
        results += [u.tren.perubahan, u.tren.rata_perubahan, u.tren.persen_perubahan]
    if u.jarak_akhir is not None:
        results += [
            u.jarak_akhir.jarak,
            u.jarak_akhir.persen,
            u.jarak_akhir.laju_perlu,
            u.jarak_akhir.laju_kini,
        ]
    return results


@settings(max_examples=150, deadline=None)
@given(measured())
def test_any_table_is_measured(m: Measurement) -> None:
    for u in m.indikator:
        for result in _results(u):
            if result is not None:
                assert result.rumus in RUMUS
                assert hitung_ulang(result) == result.nilai
        assert (u.capaian.hasil is not None) == (u.capaian.status is StatusCapaian.DIHITUNG)
        assert (u.capaian.kategori is not None) == (u.capaian.hasil is not None)
        if u.tren is not None:
            assert u.tren.perubahan.nilai >= 0
            assert 1 <= u.tren.beruntun < len(u.tren.titik)
            assert list(u.tren.titik) == sorted(u.tren.titik, key=lambda p: p.tahun)
        assert 0 <= u.desimal <= 4
    for mean in (m.rata_rata, *(s.rata_rata for s in m.sasaran)):
        assert 0 <= mean.tercapai <= mean.terukur <= mean.jumlah
        computed = len(mean.hasil.masukan) if mean.hasil else 0
        assert computed + len(mean.dikecualikan) == mean.jumlah
    assert sum(count for _, count in m.sebaran) == sum(1 for u in m.indikator if u.capaian.kategori)
    for line in m.anggaran.baris:
        if line.serapan is not None:
            assert hitung_ulang(line.serapan) == line.serapan.nilai
    for found in m.temuan:
        what, remedy = render_temuan(found)
        assert what.endswith(".")
        assert remedy.endswith(".")


@settings(max_examples=30, deadline=None)
@given(measured())
def test_measuring_again_gives_the_same(m: Measurement) -> None:
    again = ukur(m.table, rumus_turun=m.aturan.rumus_turun, tahun_akhir=m.aturan.tahun_akhir)
    assert again == m
