"""The samples: reports of invented offices whose figures agree with each other and with our own formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.kinerja.capaian import hitung_capaian
from bot.kinerja.format import bulatkan, format_angka
from bot.kinerja.measurement import Capaian
from bot.kinerja.model import Arah, Isian
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.kinerja.values import parse_nilai
from knowledge.model import Jenis
from knowledge.sources.registry import load_registry
from tests.knowledge.sources.koleksi import NUMBER, Baris, anggaran, angka, butir, indikator, passages, teks

REPORTS = {
    "contoh/lkjip-dishub-tirta-kencana-2024.md": "contoh/renstra-dishub-tirta-kencana.md",
    "contoh/lkjip-kecamatan-banyu-asri-2023.md": "contoh/renstra-kecamatan-banyu-asri.md",
}
each_report = pytest.mark.parametrize("name", REPORTS)


def measure(row: Baris) -> Capaian:
    target, realisasi = Isian(parse_nilai(row.target)), Isian(parse_nilai(row.realisasi))
    return hitung_capaian(target, realisasi, row.arah, PERMENDAGRI_86_2017)


def persen(row: Baris) -> Decimal:
    hasil = measure(row).hasil
    assert hasil is not None
    return hasil.nilai


def mean(values: list[Decimal]) -> Decimal:
    return sum(values, Decimal(0)) / len(values)


@each_report
def test_each_capaian_is_what_the_product_computes(name: str) -> None:
    rows = indikator(name)
    assert len(rows) == 4
    for row in rows:
        capaian = measure(row)
        assert format_angka(persen(row)) == row.capaian, row.nama
        assert capaian.kategori is not None
        assert capaian.kategori.nama == row.kategori, row.nama


@each_report
def test_mean_and_count_of_met_targets_agree_with_the_rows(name: str) -> None:
    rows = indikator(name)
    met = sum(measure(row).tercapai is True for row in rows)
    average = format_angka(mean([persen(row) for row in rows]))
    text = teks(name)
    counts = re.findall(r"[Dd]ari 4 \(empat\) indikator.*?, (\d) \(\w+\) mencapai target", text)
    assert counts == [str(met)]
    assert re.findall(r"(\d) dari 4 indikator", text) == [str(met)]
    assert set(re.findall(r"rata-rata capaian(?: keempatnya)? (\d+,\d\d) %", text)) == {average}


@each_report
def test_budget_rows_add_up(name: str) -> None:
    rows = anggaran(name)
    for row in rows:
        assert format_angka(row.realisasi / row.pagu * 100) == row.serapan, row.nama
    programs = [row for row in rows if row.nama.startswith("Program")]
    parts = [row for row in rows if row.nama.startswith("kegiatan")]
    (total,) = [row for row in rows if row.nama.startswith("jumlah")]
    assert sum(row.pagu for row in programs) == total.pagu
    assert sum(row.realisasi for row in programs) == total.realisasi
    if parts:
        assert sum(row.pagu for row in parts) == programs[0].pagu
        assert sum(row.realisasi for row in parts) == programs[0].realisasi
    text = teks(name)
    assert f"anggaran Rp{format_angka(total.pagu)}" in text
    assert f"Sisa anggaran Rp{format_angka(total.pagu - total.realisasi)}" in text
    assert f"serapan anggaran {total.serapan} %" in text


@each_report
def test_differences_between_years_are_right(name: str) -> None:
    pattern = re.compile(
        rf"dari ({NUMBER})(?: \w+)?(?: pada tahun \d{{4}})? menjadi ({NUMBER})[^;]*?, atau ({NUMBER})"
    )
    found = [m for item in butir(name) if (m := pattern.search(item))]
    assert len(found) >= 3
    for m in found:
        assert abs(angka(m[1]) - angka(m[2])) == angka(m[3]), m[0]


@each_report
def test_distances_to_the_final_target_are_right(name: str) -> None:
    pattern = re.compile(
        rf"({NUMBER})[a-z ]* terhadap target akhir ({NUMBER})[a-z ]*, masih [a-z ]*? ({NUMBER})"
    )
    found = [m for item in butir(name) if (m := pattern.search(item))]
    assert len(found) == 4
    reached = {row.realisasi for row in indikator(name)}
    for m in found:
        assert m[1] in reached
        assert abs(angka(m[1]) - angka(m[2])) == angka(m[3]), m[0]


@each_report
def test_efficiency_is_mean_capaian_less_serapan(name: str) -> None:
    pattern = re.compile(
        rf"[Ss]asaran (\d)[\w ]* mencapai rata-rata ({NUMBER}) % dengan serapan ({NUMBER}) %,"
        rf"[a-z ]* selisih(?:nya)? (−?{NUMBER}) poin"
    )
    found = list(pattern.finditer(teks(name)))
    assert [m[1] for m in found] == ["1", "2"]
    rows = indikator(name)
    written = {row.serapan for row in anggaran(name)}
    for m, pair in zip(found, (rows[:2], rows[2:]), strict=True):
        assert format_angka(mean([persen(row) for row in pair])) == m[2]
        assert m[3] in written
        assert angka(m[2]) - angka(m[3]) == angka(m[4])


@pytest.mark.parametrize(("report", "plan"), REPORTS.items())
def test_targets_of_the_report_are_those_of_the_plan(report: str, plan: str) -> None:
    year = passages(report)[0].tahun
    assert year is not None
    targets = dict(planned(plan))
    for row in indikator(report):
        (numbers,) = [n for title, n in targets.items() if title.startswith(row.nama[:25].lower())]
        assert numbers[year - 2022] == row.target, row.nama
        assert f"target akhir {numbers[-1]}" in teks(report)


def planned(plan: str) -> Iterator[tuple[str, list[str]]]:
    """Title and five yearly targets (2022 to 2026) of each indicator of a Renstra extract."""
    for item in butir(plan):
        title, _, rest = item.partition(": ")
        numbers = re.findall(NUMBER, rest)
        if len(numbers) == 5:
            yield title.lower(), numbers


@pytest.mark.parametrize("name", [*REPORTS, *REPORTS.values()])
def test_a_sample_is_marked_and_names_its_office(name: str) -> None:
    for passage in passages(name):
        source = load_registry()[passage.sumber_id]
        assert passage.contoh
        assert "(contoh)" in source.singkat
        assert passage.jenis is (Jenis.LKJIP if "lkjip" in name else Jenis.RENSTRA)
        assert passage.instansi
        assert passage.tahun
        assert passage.instansi in passage.judul + passage.teks


@each_report
def test_a_report_has_its_chapters_and_all_seven_analyses(name: str) -> None:
    places = {str(p.letak) for p in passages(name)}
    analyses = {f"Bab III huruf A angka {n}" for n in range(1, 8)}
    assert {"Bab I", "Bab II", *analyses, "Bab III huruf B", "Bab IV"} <= places


def test_one_sample_has_an_indicator_on_each_side() -> None:
    rows = [row for name in REPORTS for row in indikator(name)]
    assert {row.arah for row in rows} == {Arah.NAIK, Arah.TURUN}
    assert {measure(row).tercapai for row in rows} == {True, False}
    assert all(bulatkan(persen(row), 2) > 0 for row in rows)
