"""Whatever is answered: the interview ends, its draft passes the audit, and nothing depends on a restart."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.wawancara.bahan import Bahan
from bot.drafting.wawancara.model import baca_jawaban, tulis_jawaban
from bot.drafting.wawancara.plan import buka_lagi, soal_berikut, soal_wawancara
from bot.drafting.wawancara.terapkan import ingatan_baru, terapkan
from bot.kinerja.model import Arah, AsalArah
from tests.drafting.bahan import Pembuat, tabel
from tests.drafting.wawancara.wawancara import bahan, baris, draf_dari, wawancarai

VALUES = (
    "80",
    "84",
    "1.234",
    "0",
    "BB",
    "A (85,2)",
    "12 dokumen",
    "≥ 95",
    "88,5 %",
    "TDI",
    "",
    "-3",
    "3977",
    "54,67",
)
NAMES = ("Cakupan layanan", "Angka kematian ibu", "Proporsi lain", "Jumlah laporan", "Indeks mutu")
BATAS = 300


@st.composite
def materials(draw: st.DrawFn) -> Bahan:
    """A table of a few odd rows and a few budget lines."""
    p = Pembuat()
    rows = []
    for n in range(draw(st.integers(1, 8))):
        arah = draw(st.sampled_from((Arah.NAIK, Arah.TURUN, None)))
        row = baris(
            p,
            f"{draw(st.sampled_from(NAMES))} {'' if draw(st.booleans()) else n}",
            draw(st.sampled_from(VALUES)),
            draw(st.sampled_from(VALUES)),
            draw(st.none() | st.sampled_from(VALUES)),
            arah=arah,
            asal=AsalArah.KOLOM if arah else AsalArah.ANGGAPAN,
            riwayat=draw(st.sampled_from(({}, {2023: "70"}, {2022: "90", 2023: "85"}))),
            id_=f"i{n + 1}",
        )
        rows.append(row)
    cut = draw(st.integers(0, len(rows)))
    money = [
        p.anggaran(
            f"Program {n}",
            draw(st.sampled_from(("1000000000", "0", ""))),
            draw(st.sampled_from(("700000000", "1200000000", ""))),
            id_=f"a{n}",
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    parts = [(f"Sasaran {n}", part) for n, part in enumerate((rows[:cut], rows[cut:])) if part]
    named = draw(st.booleans())
    return bahan(tabel(parts, money), instansi="Dinas Rekaan" if named else None)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials(), st.integers(0, 10**6))
def test_any_answers_end_in_a_draft_that_passes_the_audit(b: Bahan, seed: int) -> None:
    rng = random.Random(seed)
    rows = wawancarai(b, rng, batas=BATAS)
    assert draf_dari(b, rows).audit.sah
    more = wawancarai(b, rng, buka_lagi(rows), lanjutan=True, batas=BATAS)
    assert draf_dari(b, more).audit.sah


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials(), st.integers(0, 10**6), st.integers(0, 40))
def test_a_restart_changes_nothing(b: Bahan, seed: int, stop: int) -> None:
    """The rows written and read again give the same plan, the same next question, the same result."""
    rows = wawancarai(b, random.Random(seed), batas=BATAS)[:stop]
    again = baca_jawaban(tulis_jawaban(rows))
    assert soal_wawancara(b, rows) == soal_wawancara(b, again)
    assert soal_berikut(b, rows) == soal_berikut(b, again)
    assert terapkan(b, rows) == terapkan(b, again)
    assert ingatan_baru(b, rows) == ingatan_baru(b, again)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(materials(), materials(), st.integers(0, 10**6))
def test_answers_of_another_table_do_no_harm(b: Bahan, other: Bahan, seed: int) -> None:
    """A file sent in place of another: what no longer fits is left aside."""
    rows = wawancarai(b, random.Random(seed), batas=BATAS)
    plan = terapkan(other, rows)
    assert plan.measurement.rata_rata.jumlah == terapkan(other, []).measurement.rata_rata.jumlah
    assert len(wawancarai(other, random.Random(seed), rows, batas=BATAS)) >= len(rows)


def test_an_office_that_changes_its_mind_gets_the_last_answer() -> None:
    from bot.drafting.wawancara.model import Jawaban

    b = bahan(tabel([("Layanan", [baris(Pembuat(), "Indeks mutu", "80", "84")])]))
    rows = [Jawaban("bentuk:kertas", "A4"), Jawaban("bentuk:kertas", "F4")]
    assert terapkan(b, rows).pilihan.kertas == "F4"
    assert replace(terapkan(b, rows).pilihan, kertas="A4") == terapkan(b, rows[:1]).pilihan
