"""Capaian of every kind of value, the formulas, the scale, and what a percentage follows from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.kinerja.capaian import hitung_capaian
from bot.kinerja.measurement import Capaian, RumusTurun, StatusCapaian
from bot.kinerja.model import Arah
from bot.kinerja.rumus import RUMUS, hitung_ulang
from bot.kinerja.skala import (
    PERMENDAGRI_86_2017,
    SkalaBertentangan,
    SkalaError,
    SkalaRusak,
    SkalaTidakLengkap,
    read_skala,
)
from bot.kinerja.temuan import tulis_rumus
from tests.kinerja.bangun import cetak, isian

NAIK, TURUN = Arah.NAIK, Arah.TURUN


def capaian(
    target: str | None,
    realisasi: str | None,
    arah: Arah = NAIK,
    rumus: RumusTurun = RumusTurun.SELISIH,
    satuan: str | None = None,
) -> Capaian:
    return hitung_capaian(
        None if target is None else isian(target),
        None if realisasi is None else isian(realisasi),
        arah,
        PERMENDAGRI_86_2017,
        rumus,
        satuan=satuan,
    )


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "persen", "tercapai"),
    [
        ("100,00", "92,35", NAIK, "92,35", False),
        ("14,00", "13,20", TURUN, "105,71", True),
        ("66,81", "82,64", TURUN, "76,31", False),
        ("32", "4,88", TURUN, "184,75", True),
        ("1,98", "2,09", TURUN, "94,44", False),
        ("0.33", "0.355", TURUN, "92,42", False),
        ("3", "50", NAIK, "1.666,67", True),
        ("5", "12", TURUN, "-40,00", False),
        ("50", "0", NAIK, "0,00", False),
        ("50", "0", TURUN, "200,00", True),
        ("≥ 95", "97", NAIK, "102,11", True),
        ("> 95", "95", NAIK, "100,00", False),
        ("≤ 5", "4", TURUN, "120,00", True),
        ("80 - 90%", "85%", NAIK, "100,00", True),
        ("80 - 90%", "72%", NAIK, "90,00", False),
        ("80 - 90%", "99%", NAIK, "110,00", True),
        ("80 - 90%", "99%", TURUN, "90,00", False),
        ("1:20", "1:16", TURUN, "120,00", True),
        ("A (83)", "A (82,92)", NAIK, "99,90", False),
        ("83", "A (82,92)", NAIK, "99,90", False),
        ("Level 3 (3,35)", "Level 3 (3,157)", NAIK, "94,24", False),
        ("Level 3", "Level 3", NAIK, "100,00", True),
        ("-2", "-1", NAIK, "150,00", True),
        ("-2", "-3", NAIK, "50,00", False),
        ("-2", "-3", TURUN, "150,00", True),
    ],
)
def test_percentages(target: str, realisasi: str, arah: Arah, persen: str, tercapai: bool) -> None:
    result = capaian(target, realisasi, arah)
    assert result.status is StatusCapaian.DIHITUNG
    assert (cetak(result.hasil), result.tercapai) == (persen, tercapai)
    assert result.hasil is not None
    assert hitung_ulang(result.hasil) == result.hasil.nilai


def test_kebalikan() -> None:
    result = capaian("14,00", "13,20", TURUN, RumusTurun.KEBALIKAN)
    assert (cetak(result.hasil), result.is_rumus_turun) == ("106,06", True)
    zero = capaian("5", "0", TURUN, RumusTurun.KEBALIKAN)
    assert (zero.status, zero.hasil, zero.tercapai) == (StatusCapaian.REALISASI_NOL, None, True)


@pytest.mark.parametrize(
    ("target", "realisasi", "arah", "status", "tercapai"),
    [
        (None, "5", NAIK, StatusCapaian.TANPA_TARGET, None),
        ("n/a", "5", NAIK, StatusCapaian.TANPA_TARGET, None),
        ("5", "-", NAIK, StatusCapaian.TANPA_REALISASI, None),
        ("5", None, NAIK, StatusCapaian.TANPA_REALISASI, None),
        ("0", "0", TURUN, StatusCapaian.TARGET_NOL, True),
        ("0 %", "2 %", TURUN, StatusCapaian.TARGET_NOL, False),
        ("0", "3", NAIK, StatusCapaian.TARGET_NOL, True),
        ("0", "0", NAIK, StatusCapaian.TARGET_NOL, None),
        ("WTP", "WTP", NAIK, StatusCapaian.PREDIKAT, True),
        ("WTP", "WDP", NAIK, StatusCapaian.PREDIKAT, False),
        ("BB", "A (82,92)", NAIK, StatusCapaian.PREDIKAT, True),
        ("Level 3", "Level 3 (3,157)", NAIK, StatusCapaian.PREDIKAT, True),
        ("Level 3", "2,9", NAIK, StatusCapaian.PREDIKAT, False),
        ("Ada", "Tidak", NAIK, StatusCapaian.PREDIKAT, False),
        ("Rendah", "Sedang", TURUN, StatusCapaian.PREDIKAT, False),
        ("WTP", "95", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("BB", "WTP", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("1:15", "15", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("3 dokumen", "100 %", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("80", "70-75", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("4.079,71", "4.387.740", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
        ("54,67", "3977", NAIK, StatusCapaian.TIDAK_SEBANDING, None),
    ],
)
def test_no_percentage(
    target: str | None, realisasi: str | None, arah: Arah, status: StatusCapaian, tercapai: bool | None
) -> None:
    result = capaian(target, realisasi, arah)
    assert (result.status, result.hasil, result.tercapai) == (status, None, tercapai)


def test_fraction_beside_percent_is_not_compared() -> None:
    assert capaian("85", "0,87", satuan="%").status is StatusCapaian.TIDAK_SEBANDING
    assert capaian("85 %", "0,87 %", satuan="%").status is StatusCapaian.DIHITUNG
    assert capaian("0,9", "0,87", satuan="%").status is StatusCapaian.DIHITUNG


def test_formula_with_its_numbers() -> None:
    result = capaian("14,00", "13,20", TURUN)
    assert result.hasil is not None
    assert tulis_rumus(result.hasil) == "(2 × 14 − 13,2) ÷ 14 × 100"
    assert all(r.uraian and (r.banyak or r.struktur or r.pola.count("{") >= 1) for r in RUMUS.values())


amounts = st.decimals(min_value="0.01", max_value="1e9", places=2, allow_nan=False)


def _value(nilai: Decimal) -> str:
    return f"{nilai:f}".replace(".", ",")


@settings(max_examples=150, deadline=None)
@given(amounts, amounts)
def test_identities(target: Decimal, realisasi: Decimal) -> None:
    up, down = capaian(_value(target), _value(realisasi)), capaian(_value(target), _value(realisasi), TURUN)
    inverse = capaian(_value(target), _value(realisasi), TURUN, RumusTurun.KEBALIKAN)
    assume(up.status is StatusCapaian.DIHITUNG)
    assert up.hasil is not None
    assert down.hasil is not None
    assert inverse.hasil is not None
    tiny = Decimal("1e-9") * (1 + abs(up.hasil.nilai) + abs(inverse.hasil.nilai))
    assert abs(up.hasil.nilai - realisasi / target * 100) < tiny
    assert abs(down.hasil.nilai - (200 - up.hasil.nilai)) < tiny
    assert abs(inverse.hasil.nilai * up.hasil.nilai - 10000) < tiny * 10000
    assert (up.hasil.nilai >= 100) == up.tercapai == (realisasi >= target)
    assert (down.hasil.nilai >= 100) == down.tercapai == (realisasi <= target)


@settings(max_examples=100, deadline=None)
@given(amounts, amounts, amounts)
def test_better_results_score_higher(target: Decimal, a: Decimal, b: Decimal) -> None:
    low, high = sorted((a, b))
    for arah, formula in (
        (NAIK, RumusTurun.SELISIH),
        (TURUN, RumusTurun.SELISIH),
        (TURUN, RumusTurun.KEBALIKAN),
    ):
        first, second = (
            capaian(_value(target), _value(v), arah, formula).hasil
            for v in ((low, high) if arah is NAIK else (high, low))
        )
        if first is not None and second is not None:
            assert first.nilai <= second.nilai


_HEAD = 'nama="a"\nsumber="b"\n'


class TestSkala:
    @pytest.mark.parametrize(
        ("persen", "nama"),
        [
            ("250", "Sangat Tinggi"),
            ("90.5", "Sangat Tinggi"),
            ("90", "Tinggi"),
            ("75.01", "Tinggi"),
            ("75", "Sedang"),
            ("65.5", "Sedang"),
            ("65", "Rendah"),
            ("50.5", "Rendah"),
            ("50", "Sangat Rendah"),
            ("-40", "Sangat Rendah"),
        ],
    )
    def test_default_has_no_gaps(self, persen: str, nama: str) -> None:
        assert PERMENDAGRI_86_2017.kategori(Decimal(persen)).nama == nama

    def test_category_follows_the_printed_percentage(self) -> None:
        # 90,004 % is printed as 90,00 %, and a reader finds 90,00 in "tinggi".
        result = capaian("100000", "90004")
        assert (cetak(result.hasil), result.kategori and result.kategori.nama) == ("90,00", "Tinggi")

    def test_own_scale(self) -> None:
        skala = read_skala(
            'nama = "Skala Kabupaten"\nsumber = "Peraturan Bupati"\n'
            '[[jenjang]]\nnama = "Memuaskan"\nlebih_dari = 85\n'
            '[[jenjang]]\nnama = "Baik"\nmulai = 64.5\n[[jenjang]]\nnama = "Kurang"\n'
        )
        assert [skala.kategori(Decimal(p)).nama for p in ("85.01", "85", "64.5", "64.4")] == [
            "Memuaskan",
            "Baik",
            "Baik",
            "Kurang",
        ]

    @pytest.mark.parametrize(
        ("toml", "kind", "di"),
        [
            ("nama = ", SkalaRusak, "berkas"),
            ('sumber = "x"', SkalaTidakLengkap, "berkas / nama"),
            ('nama="a"\nsumber="b"', SkalaTidakLengkap, "jenjang"),
            ('nama="a"\nsumber="b"\nwarna="c"', SkalaTidakLengkap, "berkas / warna"),
            (
                'nama="a"\nsumber="b"\n[[jenjang]]\nnama="X"\n[[jenjang]]\nnama="Y"',
                SkalaTidakLengkap,
                "jenjang 1",
            ),
            (
                'nama="a"\nsumber="b"\n[[jenjang]]\nnama="X"\nmulai="90"\n[[jenjang]]\nnama="Y"',
                SkalaTidakLengkap,
                "jenjang 1 / mulai",
            ),
            (
                'nama="a"\nsumber="b"\n[[jenjang]]\nnama="X"\nmulai=90\n[[jenjang]]\nnama="Y"\nmulai=50',
                SkalaBertentangan,
                "jenjang 2 / mulai",
            ),
            (
                _HEAD
                + '[[jenjang]]\nnama="X"\nmulai=60\n[[jenjang]]\nnama="Y"\nmulai=70\n[[jenjang]]\nnama="Z"',
                SkalaBertentangan,
                "jenjang 2",
            ),
            (
                'nama="a"\nsumber="b"\n[[jenjang]]\nnama="X"\nmulai=60\n[[jenjang]]\nnama="x"',
                SkalaBertentangan,
                "jenjang 2",
            ),
        ],
    )
    def test_faults_of_a_scale_file(self, toml: str, kind: type[SkalaError], di: str) -> None:
        with pytest.raises(kind) as caught:
            read_skala(toml)
        assert caught.value.di == di
        assert caught.value.pesan.endswith(".")
        assert isinstance(caught.value, ValueError)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(-50, 200), min_size=1, max_size=6, unique=True),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.decimals(min_value=-500, max_value=500, places=3, allow_nan=False),
)
def test_every_number_has_exactly_one_category(bounds: list[int], marks: list[bool], persen: Decimal) -> None:
    bounds.sort(reverse=True)
    levels = [
        f'[[jenjang]]\nnama = "J{n}"\n{"mulai" if marks[n] else "lebih_dari"} = {bound}\n'
        for n, bound in enumerate(bounds)
    ]
    skala = read_skala('nama = "a"\nsumber = "b"\n' + "".join(levels) + '[[jenjang]]\nnama = "terendah"\n')
    level = skala.kategori(persen)
    position = skala.jenjang.index(level)
    for above in skala.jenjang[:position]:
        assert above.bawah is not None
        assert persen < above.bawah or (persen == above.bawah and not above.termasuk)
    if level.bawah is not None:
        assert persen > level.bawah or (persen == level.bawah and level.termasuk)
