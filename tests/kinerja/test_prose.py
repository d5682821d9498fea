"""The model passage of the project: its small table must give exactly its numbers and judgements."""

from __future__ import annotations

import pytest

from bot.kinerja.measurement import Gerak, Measurement, SifatEfisiensi
from bot.kinerja.model import Arah, AsalArah
from tests.kinerja.bangun import baris, cetak, indikator, isian, tabel, ukur


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
    assert [cetak(u.capaian.hasil) for u in hasil.indikator] == ["105,71", "92,35"]
    assert [u.capaian.tercapai for u in hasil.indikator] == [True, False]
    assert [cetak(u.capaian.selisih) for u in hasil.indikator] == ["0,80", "7,65"]
    assert [u.capaian.selisih.satuan for u in hasil.indikator if u.capaian.selisih] == ["poin", "poin"]
    assert [u.capaian.kategori.nama for u in hasil.indikator if u.capaian.kategori] == ["Sangat Tinggi"] * 2
    mean = hasil.sasaran[0].rata_rata
    assert cetak(mean.hasil) == "99,03"
    assert (mean.tercapai, mean.terukur, mean.jumlah) == (1, 2, 2)


def test_trend(hasil: Measurement) -> None:
    stunting, hamil = (u.tren for u in hasil.indikator)
    assert stunting is not None
    assert hamil is not None
    assert cetak(stunting.perubahan) == "1,90"
    assert (stunting.naik, stunting.gerak, stunting.beruntun) == (False, Gerak.MEMBAIK, 3)
    assert (cetak(stunting.rata_perubahan), stunting.sejak) == ("2,07", 2021)
    assert cetak(hamil.perubahan) == "1,75"
    assert (hamil.naik, hamil.gerak, hamil.beruntun) == (False, Gerak.MENURUN, 1)
    assert hamil.gerak_sebelumnya == (Gerak.MEMBAIK, Gerak.MEMBAIK)


def test_medium_term(hasil: Measurement) -> None:
    stunting, hamil = (u.jarak_akhir for u in hasil.indikator)
    assert stunting is not None
    assert hamil is not None
    assert cetak(stunting.jarak) == "2,20"
    assert stunting.sisa_tahun == 2
    assert (cetak(stunting.laju_perlu), cetak(hamil.laju_perlu)) == ("1,10", "3,83")
    assert (stunting.dalam_jangkauan, hamil.dalam_jangkauan) == (True, False)


def test_yearly_targets_stand_in_for_the_final_one() -> None:
    goals = {2025: isian("12,00", "H1"), 2026: isian("11,00", "I1")}
    row = indikator("Prevalensi stunting", "14,00", "13,20", target_jangka=goals)
    distance = ukur(tabel(row)).indikator[0].jarak_akhir
    assert distance is not None
    assert (distance.tahun_akhir, distance.sisa_tahun, cetak(distance.laju_perlu)) == (2026, 2, "1,10")
    assert ukur(tabel(row), tahun_akhir=2027).indikator[0].jarak_akhir is None


def test_benchmark_and_budget(hasil: Measurement) -> None:
    (provinsi,) = hasil.indikator[0].banding
    assert cetak(provinsi.selisih) == "3,20"
    assert (provinsi.lebih_tinggi, provinsi.lebih_baik) == (False, True)
    assert hasil.indikator[1].banding == ()
    sasaran = hasil.sasaran[0]
    assert sasaran.anggaran == ("b1",)
    assert cetak(sasaran.pagu) == "4.250.000.000,00"
    assert cetak(sasaran.serapan) == "93,80"
    assert sasaran.efisiensi is not None
    assert cetak(sasaran.efisiensi.selisih) == "5,23"
    assert sasaran.efisiensi.sifat is SifatEfisiensi.TIDAK_DINYATAKAN


def test_no_finding_is_invented(hasil: Measurement) -> None:
    assert hasil.temuan == ()
    assert [u.desimal for u in hasil.indikator] == [2, 2]
