"""The model passage of the project: its small table must give exactly its numbers and judgements."""

from __future__ import annotations

import pytest

from bot.kinerja.format import format_angka, format_rupiah
from bot.kinerja.measurement import Gerak, Measurement, SifatEfisiensi
from bot.kinerja.model import Arah, AsalArah
from tests.kinerja.bangun import baris, indikator, tabel, ukur


@pytest.fixture(scope="module")
def hasil() -> Measurement:
    table = tabel(
        indikator(
            "Prevalensi stunting",
            "14,00",
            "13,20",
            id="i1",
            satuan="persen",
            riwayat={2021: "19,40", 2022: "17,80", 2023: "15,10"},
            akhir="11,00",
            pembanding={"rata-rata provinsi": "16,40"},
        ),
        indikator(
            "Persentase ibu hamil yang mendapat pelayanan sesuai standar",
            "100,00",
            "92,35",
            id="i2",
            satuan="persen",
            riwayat={2021: "88,90", 2022: "91,60", 2023: "94,10"},
            akhir="100,00",
        ),
        anggaran=(
            baris(
                "b1",
                "Program Pemenuhan Upaya Kesehatan",
                "program",
                "Rp4.250.000.000,00",
                "Rp3.986.500.000,00",
            ),
        ),
    )
    return ukur(table, tahun_akhir=2026)


def test_capaian_and_mean(hasil: Measurement) -> None:
    stunting, hamil = hasil.indikator
    assert (stunting.indikator.arah, stunting.indikator.asal_arah) == (Arah.TURUN, AsalArah.NAMA)
    assert hamil.indikator.arah is Arah.NAIK
    assert stunting.capaian.hasil is not None and hamil.capaian.hasil is not None
    assert format_angka(stunting.capaian.hasil.nilai) == "105,71"
    assert format_angka(hamil.capaian.hasil.nilai) == "92,35"
    assert stunting.capaian.tercapai is True and hamil.capaian.tercapai is False
    assert stunting.capaian.selisih is not None and hamil.capaian.selisih is not None
    assert format_angka(stunting.capaian.selisih.nilai) == "0,80"
    assert format_angka(hamil.capaian.selisih.nilai) == "7,65"
    assert stunting.capaian.selisih.satuan == "poin"
    assert stunting.capaian.kategori is not None and stunting.capaian.kategori.nama == "Sangat Tinggi"
    mean = hasil.sasaran[0].rata_rata
    assert mean.hasil is not None and format_angka(mean.hasil.nilai) == "99,03"
    assert (mean.tercapai, mean.terukur, mean.jumlah) == (1, 2, 2)


def test_trend(hasil: Measurement) -> None:
    stunting, hamil = (u.tren for u in hasil.indikator)
    assert stunting is not None and hamil is not None
    assert format_angka(stunting.perubahan.nilai) == "1,90"
    assert (stunting.naik, stunting.gerak, stunting.beruntun) == (False, Gerak.MEMBAIK, 3)
    assert stunting.rata_perubahan is not None
    assert (format_angka(stunting.rata_perubahan.nilai), stunting.sejak) == ("2,07", 2021)
    assert format_angka(hamil.perubahan.nilai) == "1,75"
    assert (hamil.naik, hamil.gerak, hamil.beruntun) == (False, Gerak.MENURUN, 1)
    assert hamil.gerak_sebelumnya == (Gerak.MEMBAIK, Gerak.MEMBAIK)


def test_medium_term(hasil: Measurement) -> None:
    stunting, hamil = (u.jarak_akhir for u in hasil.indikator)
    assert stunting is not None and hamil is not None
    assert format_angka(stunting.jarak.nilai) == "2,20"
    assert stunting.sisa_tahun == 2
    assert stunting.laju_perlu is not None and hamil.laju_perlu is not None
    assert format_angka(stunting.laju_perlu.nilai) == "1,10"
    assert format_angka(hamil.laju_perlu.nilai) == "3,83"
    assert stunting.dalam_jangkauan is True and hamil.dalam_jangkauan is False


def test_benchmark_and_budget(hasil: Measurement) -> None:
    (provinsi,) = hasil.indikator[0].banding
    assert provinsi.selisih is not None and format_angka(provinsi.selisih.nilai) == "3,20"
    assert provinsi.lebih_tinggi is False and provinsi.lebih_baik is True
    assert hasil.indikator[1].banding == ()
    sasaran = hasil.sasaran[0]
    assert sasaran.anggaran == ("b1",)
    assert sasaran.pagu is not None and format_rupiah(sasaran.pagu.nilai) == "Rp4.250.000.000,00"
    assert sasaran.serapan is not None and format_angka(sasaran.serapan.nilai) == "93,80"
    assert sasaran.efisiensi is not None
    assert format_angka(sasaran.efisiensi.selisih.nilai) == "5,23"
    assert sasaran.efisiensi.sifat is SifatEfisiensi.TIDAK_DINYATAKAN


def test_no_finding_is_invented(hasil: Measurement) -> None:
    assert hasil.temuan == ()
    assert [u.desimal for u in hasil.indikator] == [2, 2]
