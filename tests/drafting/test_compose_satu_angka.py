"""One number, one origin: over random tables a draft prints one value for one thing, everywhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.model import Draft, Komentar, Paragraf, Tabel
from bot.drafting.narasi import polos
from bot.kinerja.model import Arah, BarisAnggaran, IndicatorTable
from tests.drafting.bahan import Pembuat, bagian, komentar, susun, tabel, teks

RUPIAH = re.compile(r"(?<![\d.])-?Rp(\d[\d.]*,\d\d)")
UANG = st.integers(1, 9_000).map(lambda n: f"{n * 1_000_000}")
ANGKA = st.decimals(min_value=1, max_value=900, places=2).map(lambda d: str(d).replace(".", ","))
YEARS = (2021, 2022, 2023)


@st.composite
def budgets(draw: st.DrawFn, p: Pembuat) -> list[BarisAnggaran]:
    """Programs with activities, whose sums and printed total may be wrong."""
    lines: list[BarisAnggaran] = []
    for n in range(draw(st.integers(1, 4))):
        served = draw(st.sampled_from([None, "Sasaran 0", "Sasaran 1", "Sasaran 0; Sasaran 1"]))
        name, key = f"Program {'ABCD'[n]}", f"p{n}"
        lines.append(p.anggaran(name, draw(UANG), draw(UANG), sasaran=served, id_=key))
        for m in range(draw(st.integers(0, 3))):
            child = f"Kegiatan {'ABCD'[n]} {'xyz'[m]}"
            lines.append(p.anggaran(child, draw(UANG), draw(UANG), "kegiatan", induk=key, id_=f"p{n}k{m}"))
    if draw(st.booleans()):
        lines.append(p.anggaran("JUMLAH", draw(UANG), draw(UANG), "total", id_="jumlah"))
    return lines


@st.composite
def tables(draw: st.DrawFn) -> IndicatorTable:
    p = Pembuat()
    sasaran = []
    number = 0
    for s in range(draw(st.integers(1, 2))):
        us = []
        for _ in range(draw(st.integers(1, 8))):
            number += 1
            us.append(
                p.indikator(
                    f"Persentase {'abcdefghijklmnop'[number - 1]}",
                    draw(ANGKA),
                    draw(ANGKA),
                    arah=draw(st.sampled_from([Arah.NAIK, Arah.TURUN])),
                    riwayat={y: draw(ANGKA) for y in draw(st.sets(st.sampled_from(YEARS)))},
                    akhir=draw(st.none() | ANGKA),
                    tahun_akhir=2026,
                    program=draw(st.lists(st.sampled_from(["Program A", "Program B"]), max_size=2)),
                )
            )
        sasaran.append((f"Sasaran {s}", us))
    return tabel(sasaran, draw(budgets(p)))


def cells(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """(name of the row, heading of the column, printed value) of every table but the trace."""
    for block in draft.blok:
        if not isinstance(block, Tabel) or block.id.startswith(("telusur", "sebaran", "ringkasan")):
            continue
        heads = [polos((*c.kelompok, *c.judul)) for c in block.kolom]
        names = [n for n, head in enumerate(heads) if head.startswith(("Indikator", "Program", "Sasaran"))]
        for row in block.baris:
            name = polos(row.sel[names[-1]])
            for head, cell in zip(heads, row.sel, strict=False):
                yield name, head.removesuffix(" 2024").replace("Anggaran (Rp)", "Pagu (Rp)"), polos(cell)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_every_quantity_has_one_value_in_all_tables(table: IndicatorTable) -> None:
    draft, _ = susun(table, bab="semua")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    wanted = ("Target", "Realisasi", "Capaian (%)", "Pagu (Rp)", "Realisasi (Rp)", "Serapan (%)")
    for name, head, value in cells(draft):
        if head in wanted or re.fullmatch(r"Realisasi \d{4}", head):
            found[name, head].add(value)
    assert {key: values for key, values in found.items() if len(values) > 1} == {}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_every_amount_in_the_text_is_one_of_the_tables(table: IndicatorTable) -> None:
    draft, _ = susun(table, bab="semua")
    printed = {value.lstrip("−") for _, head, value in cells(draft) if "(Rp)" in head}
    said = {
        amount
        for block in draft.blok
        if isinstance(block, Paragraf)
        for amount in RUPIAH.findall(polos(tuple(p for p in block.isi if not isinstance(p, Komentar))))
    }
    # sums of a sasaran stand in a table only where two of them are shown side by side
    sums = set(RUPIAH.findall("".join(bagian(draft, f"bab3.a.s{n}.6") for n in (1, 2))))
    assert said <= printed | sums


def salah_jumlah() -> IndicatorTable:
    p = Pembuat()
    return tabel(
        [("S", [p.indikator("Persentase hadir", "90,00", "95,00", program=["Program A"])])],
        [
            p.anggaran("Program A", "2000000000", "1900000000", id_="a"),
            p.anggaran("Program B", "3000000000", "2000000000", id_="b"),
            p.anggaran("JUMLAH", "5100000000", "3900000000", "total", id_="t"),
        ],
    )


def test_the_total_is_the_sum_and_the_files_own_is_told_in_a_comment() -> None:
    draft, _ = susun(salah_jumlah(), bab="semua")
    totals = [
        [polos(cell) for cell in row.sel]
        for b in draft.blok
        if isinstance(b, Tabel) and b.id in ("anggaran", "pk_anggaran")
        for row in b.baris
        if polos(row.sel[1]).casefold() == "jumlah"
    ]
    assert [row[2] for row in totals] == ["5.000.000.000,00"] * 2
    assert totals[1][3:] == ["3.900.000.000,00", "78,00", "1.100.000.000,00"]
    assert "5.100.000.000,00" not in teks(draft)
    assert any(at == "5.000.000.000,00" and "Rp5.100.000.000,00" in said for at, said in komentar(draft))


def test_sums_over_sasaran_that_share_a_program_are_warned_of() -> None:
    p = Pembuat()
    sasaran = [
        (name, [p.indikator(f"Persentase {n}", "90,00", "95,00", program=["Program A"])])
        for n, name in (("hadir", "Satu"), ("lulus", "Dua"))
    ]
    table = tabel(sasaran, [p.anggaran("Program A", "2000000000", "1900000000", id_="a")])
    draft, _ = susun(table)
    whole = list(draft.blok)
    at = next(n for n, b in enumerate(whole) if isinstance(b, Tabel) and b.id == "efisiensi")
    below = whole[at + 1]
    assert isinstance(below, Paragraf)
    assert "tidak untuk dijumlahkan" in polos(below.isi)
    assert "Rp2.000.000.000,00" in polos(below.isi)
    for n in (1, 2):
        assert "tidak dapat dijumlahkan" in bagian(draft, f"bab3.a.s{n}.6")
