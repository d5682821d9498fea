"""Charts: what they show, that they are the same every time, and that bad ones are refused."""

from __future__ import annotations

import io
import signal
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from bot.drafting.chart_labels import beri_label, entri_grafik
from bot.drafting.charts import Pelukis, label_nilai, render, render_all
from bot.drafting.ledger import Ledger
from bot.drafting.model import Gambar, Polos, Seri, UntracedDigit
from tests.drafting.drafts import isian

LONG = (
    "Persentase ibu hamil, ibu bersalin, bayi, balita, dan anak usia sekolah yang terlayani $ sesuai standar "
    * 2
)


def chart(jenis: str = "batang", label: tuple[str, ...] = ("A", "B"), **options: object) -> Gambar:
    series = (
        Seri("Target", tuple(Decimal(80 + i) for i in range(len(label)))),
        Seri("Realisasi", (*(Decimal("71.25") + i for i in range(len(label) - 1)), None)),
    )
    return replace(Gambar((Polos("x"),), jenis, label, series, "persen", "alt"), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("jenis", ["batang", "batang_datar", "garis"])
@pytest.mark.parametrize(
    "label", [("A", "B"), tuple(f"{LONG} {n}" for n in range(12))], ids=["short", "long"]
)
def test_every_kind_is_a_png_as_wide_as_the_text(jenis: str, label: tuple[str, ...]) -> None:
    png = render(chart(jenis, label, garis_acuan=Decimal(90), label_acuan="Target akhir"))
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    assert picture.width == pytest.approx(15.5 / 2.54 * 200, abs=2)
    assert picture.info["dpi"] == pytest.approx((200, 200), abs=0.1)


def test_the_same_chart_is_the_same_bytes() -> None:
    assert render(chart()) == render(chart())
    assert b"Software" not in render(chart())


def test_series_differ_in_black_and_white() -> None:
    grey = Image.open(io.BytesIO(render(chart()))).convert("L")
    levels = {value for count, value in grey.getcolors(256) if count > 2000}
    assert len(levels) >= 3  # paper, a light bar, a dark bar


def test_negative_zero_and_missing_values_are_drawn() -> None:
    values = (Decimal(-12), Decimal(0), None)
    for jenis in ("batang", "batang_datar", "garis"):
        render(chart(jenis, ("a", "b", "c"), seri=(Seri("Capaian", values),)))
        render(chart(jenis, ("a", "b", "c"), seri=(Seri("Capaian", (None, None, None)),)))


def test_unknown_kinds_and_unequal_series_are_refused() -> None:
    with pytest.raises(ValueError):
        render(chart("kue"))
    with pytest.raises(ValueError):
        render(chart(seri=(Seri("x", (Decimal(1),)),)))


def test_many_charts_keep_their_order_in_several_processes() -> None:
    charts = [chart(label=(f"Kelompok {chr(65 + n)}", "B")) for n in range(20)]
    assert render_all(charts, proses=2) == [render(g) for g in charts]


def test_labels_have_the_decimals_of_the_draft() -> None:
    ledger = Ledger()
    for n, value in enumerate(("80", "81", "71.25")):
        ledger.dari_sel(
            isian(value, value, f"D{n}"), f"{value.replace('.', ',')},00" if "." not in value else "71,25"
        )
    labelled = beri_label(chart(), ledger)
    assert [label_nilai(labelled.seri[0], i) for i in (0, 1)] == ["80,00", "81,00"]
    assert labelled.seri[1].teks == ("71,25", None)
    assert len(entri_grafik(labelled, ledger)) == 3


def test_a_value_without_origin_is_not_drawn() -> None:
    with pytest.raises(UntracedDigit):
        beri_label(chart(), Ledger())


def test_a_number_in_a_name_needs_an_origin_too() -> None:
    empty = chart(label=("Tahun 2021", "B"), seri=())
    with pytest.raises(UntracedDigit):
        beri_label(empty, Ledger())
    ledger = Ledger()
    ledger.struktur("2021", "tahun")
    assert beri_label(empty, ledger) == empty


def test_paper_is_white() -> None:
    picture = Image.open(io.BytesIO(render(chart()))).convert("RGB")
    assert picture.getpixel((2, picture.height - 2)) == (255, 255, 255)


def test_a_killed_helper_costs_no_chart() -> None:
    charts = [chart(label=(f"Kelompok {chr(65 + n)}", "B")) for n in range(18)]
    with Pelukis(proses=2) as pelukis:
        pelukis.siapkan(len(charts))
        for process, _ in pelukis._helpers:
            process.kill()
            process.join()
        assert pelukis.lukis(charts) == [render(g) for g in charts]


def test_a_helper_takes_none_of_the_programs_signal_handlers(capfd: pytest.CaptureFixture[str]) -> None:
    def refuse(number: int, frame: object) -> None:
        raise RuntimeError("ended")

    before = signal.signal(signal.SIGTERM, refuse)
    try:
        charts = [chart(label=(f"Kelompok {chr(65 + n)}", "B")) for n in range(18)]
        render_all(charts, proses=2)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert capfd.readouterr().err == ""
