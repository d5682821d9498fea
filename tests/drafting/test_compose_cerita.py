"""Each story has its own sentences: met, missed, fallen, recovered, unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from bot.kinerja.measurement import Aturan, RumusTurun
from bot.kinerja.model import Arah, AsalArah, Indikator
from bot.kinerja.skala import PERMENDAGRI_86_2017
from tests.drafting.bahan import Pembuat, bagian, celah, komentar, prosa, susun, tabel, teks

TURUN = Arah.TURUN


def satu(i: Indikator, analisis: int = 1, **more: Aturan) -> str:
    """One analysis of a sasaran with this single indicator."""
    draft, _ = susun(tabel([("Meningkatnya mutu layanan", [i])]), **more)
    return bagian(draft, f"bab3.a.s1.{analisis}")


def ketiga(us: Sequence[Indikator], analisis: int) -> str:
    draft, _ = susun(tabel([("Meningkatnya mutu layanan", us)]))
    return bagian(draft, f"bab3.a.s1.{analisis}")


# --- target ------------------------------------------------------------------------------------
def test_a_near_miss_is_told_as_one() -> None:
    text = satu(Pembuat().indikator("Persentase jalan mantap", "80,00", "78,50"))
    assert "1,50 poin" in text
    assert "nyaris" in text or "tinggal 1,50 poin" in text
    assert "98,13 %" in text


def test_an_exact_hit_says_so() -> None:
    assert "tepat" in satu(Pembuat().indikator("Persentase jalan mantap", "80,00", "80,00"))


def test_exceeding_is_said_only_of_the_better_side() -> None:
    better = satu(Pembuat().indikator("Angka putus sekolah", "2,00", "1,50", arah=TURUN))
    worse = satu(Pembuat().indikator("Angka putus sekolah", "2,00", "2,50", arah=TURUN))
    assert "lebih baik" in better
    assert "tidak tercapai" in worse
    assert "terlampaui" not in worse
    assert "di atas targetnya" not in worse


@pytest.mark.parametrize(
    ("satuan", "kata"),
    [
        ("hari", "paling lama 15 hari"),
        ("kasus", "paling banyak 15 kasus"),
        ("persen", "paling tinggi 15 persen"),
    ],
)
def test_a_ceiling_is_worded_by_its_unit(satuan: str, kata: str) -> None:
    text = satu(Pembuat().indikator("Waktu tunggu", "15", "20", satuan=satuan, arah=TURUN))
    assert kata in text


def test_a_capaian_over_the_usual_is_printed_whole_and_asked_about() -> None:
    p = Pembuat()
    draft, _ = susun(tabel([("S", [p.indikator("Jumlah inovasi", "10", "27", satuan="inovasi")])]))
    text = bagian(draft, "bab3.a.s1.1")
    assert "270,00 %" in text
    assert "tanpa dipotong" in text
    assert any("jauh di atas target" in gap for gap in celah(draft))


def test_a_negative_capaian_is_not_made_zero() -> None:
    text = satu(Pembuat().indikator("Jumlah kasus", "120", "310", satuan="kasus", arah=TURUN))
    assert "(2 × 120 − 310) ÷ 120 × 100 = −58,33 %" in text
    assert "lebih dari dua kali" in text


def test_the_other_formula_is_named_and_printed_when_chosen() -> None:
    aturan = Aturan(PERMENDAGRI_86_2017, rumus_turun=RumusTurun.KEBALIKAN)
    text = satu(Pembuat().indikator("Angka stunting", "14,00", "13,20", arah=TURUN), aturan=aturan)
    assert "14,00 ÷ 13,20 × 100 = 106,06 %" in text
    assert "2 × " not in text


def test_a_zero_target_is_judged_without_a_percentage() -> None:
    met = satu(Pembuat().indikator("Jumlah temuan", "0", "0", satuan="temuan", arah=TURUN))
    missed = satu(Pembuat().indikator("Jumlah temuan", "0", "2", satuan="temuan", arah=TURUN))
    assert "target tercapai" in met
    assert "target tidak tercapai" in missed
    assert "tidak dihitung karena targetnya nol" in met


def test_grades_are_compared_by_rank() -> None:
    met = satu(Pembuat().indikator("Opini BPK", "WTP", "WTP", satuan="opini"))
    missed = satu(Pembuat().indikator("Opini BPK", "WTP", "WDP", satuan="opini"))
    assert "ditargetkan WTP dan memperoleh WTP; target tercapai" in met
    assert "target tidak tercapai" in missed


@pytest.mark.parametrize("realisasi", ["TDI", "-", "n/a", ""])
def test_a_missing_realisasi_is_a_gap_not_a_zero(realisasi: str) -> None:
    draft, _ = susun(tabel([("S", [Pembuat().indikator("Cakupan aset", "70,00", realisasi)])]))
    text = bagian(draft, "bab3.a.s1.1")
    assert "belum dapat dihitung" in text
    assert "0,00" not in text.replace("70,00", "")
    assert any("realisasi tahun 2024 untuk cakupan aset" in gap for gap in celah(draft))


def test_a_parent_row_is_not_measured_and_its_children_carry_its_name() -> None:
    p = Pembuat()
    parent = p.indikator("Angka harapan hidup", None, None, is_induk=True, id_="induk")
    child = p.indikator("Perempuan", "70,00", "71,00", induk="induk", id_="anak")
    draft, _ = susun(tabel([("S", [parent, child])]))
    text = bagian(draft, "bab3.a.s1.1")
    assert "diurai menjadi 1 (satu) rincian" in text
    assert "Perempuan (angka harapan hidup)" in text


def test_an_assumed_direction_is_said_and_asked_for() -> None:
    i = Pembuat().indikator("Rasio belanja", "3,50", "3,33", satuan=None, arah=None, asal=AsalArah.ANGGAPAN)
    draft, _ = susun(tabel([("S", [i])]))
    assert "sementara dianggap semakin tinggi semakin baik" in prosa(draft)


# --- history -----------------------------------------------------------------------------------
def test_a_fall_in_stunting_is_written_as_an_improvement() -> None:
    p = Pembuat()
    text = satu(p.indikator("Angka stunting", "14", "13,20", arah=TURUN, riwayat={2023: "15,10"}), 2)
    assert "turun 1,90 poin dari 15,10 persen pada 2023, yang berarti membaik" in text


def test_a_rise_in_stunting_is_written_as_a_decline() -> None:
    p = Pembuat()
    riwayat = {2022: "15,10", 2023: "14,10"}
    text = satu(p.indikator("Angka stunting", "14", "15,20", arah=TURUN, riwayat=riwayat), 2)
    assert "naik 1,10 poin" in text
    assert "kemunduran" in text
    assert "membaik pada 2023" in text


@pytest.mark.parametrize(
    ("kini", "kata"),
    [("91,00", "lebih baik daripada 90,00 persen pada 2022"), ("89,00", "belum kembali ke 90,00 persen")],
)
def test_a_recovery_says_whether_the_old_level_is_back(kini: str, kata: str) -> None:
    p = Pembuat()
    text = satu(p.indikator("Persentase hadir", "95,00", kini, riwayat={2022: "90,00", 2023: "88,00"}), 2)
    assert "membaik kembali setelah menurun pada 2023" in text
    assert kata in text


def test_a_first_year_indicator_asks_for_history_or_an_explanation() -> None:
    draft, _ = susun(tabel([("S", [Pembuat().indikator("Persentase hadir", "95,00", "94,00")])]))
    assert any("realisasi 2021 sampai 2023" in g and "baru diukur pada 2024" in g for g in celah(draft))


def test_a_skipped_year_is_named() -> None:
    p = Pembuat()
    text = satu(p.indikator("Persentase hadir", "95,00", "94,00", riwayat={2021: "90,00", 2022: "91,00"}), 2)
    assert "Angka 2023 tidak ada dalam tabel" in text


def test_neighbours_are_linked_only_where_it_is_true() -> None:
    p = Pembuat()
    naik = p.indikator("Persentase hadir", "95,00", "94,00", riwayat={2022: "90,00", 2023: "91,00"})
    sama = p.indikator("Persentase lulus", "95,00", "94,00", riwayat={2022: "80,00", 2023: "81,00"})
    turun = p.indikator("Persentase tuntas", "95,00", "70,00", riwayat={2022: "80,00", 2023: "81,00"})
    assert "Sebaliknya" not in ketiga([naik, sama], 2)
    assert re.search(r"[Pp]ersentase lulus juga (naik|membaik)", ketiga([naik, sama], 2))
    assert "Sebaliknya, persentase tuntas" in ketiga([naik, turun], 2)


def test_a_change_in_percent_is_told_for_counts_but_not_for_tiny_ones() -> None:
    p = Pembuat()
    many = p.indikator("Jumlah siswa", "300", "310", satuan="orang", riwayat={2023: "240"})
    few = p.indikator("Jumlah temuan", "1", "2", satuan="temuan", riwayat={2023: "1"})
    assert "(29,17 %)" in ketiga([many], 2)
    assert "%" not in ketiga([few], 2).split("\n")[-1]


# --- medium term, benchmarks ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kini", "riwayat", "tahun_akhir", "kata"),
    [
        ("91,00", {2023: "89,00"}, 2026, "selama laju tersebut bertahan|laju ini dipertahankan"),
        ("91,00", {2023: "90,50"}, 2026, "tidak akan tercapai pada waktunya"),
        ("89,00", {2023: "90,50"}, 2026, "padahal tahun ini angkanya turun"),
        ("90,00", {2023: "90,00"}, 2026, "tahun ini tidak bergerak"),
        ("91,00", {}, 2026, "Laju tahun ini belum dapat dinilai"),
        ("91,00", {2023: "90,00"}, 2024, "tidak ada lagi tahun yang tersisa"),
        ("95,50", {2023: "90,00"}, 2026, "melampaui|lebih baik daripada"),
        ("95,00", {2023: "90,00"}, 2026, "tepat pada"),
    ],
)
def test_the_medium_term_has_a_sentence_for_each_pace(
    kini: str, riwayat: dict[int, str], tahun_akhir: int, kata: str
) -> None:
    p = Pembuat()
    i = p.indikator(
        "Persentase hadir", "92,00", kini, riwayat=riwayat, akhir="95,00", tahun_akhir=tahun_akhir
    )
    assert re.search(kata, satu(i, 3))


def test_one_year_left_is_not_a_pace_per_year() -> None:
    p = Pembuat()
    i = p.indikator(
        "Persentase hadir", "92,00", "91,00", riwayat={2023: "90,00"}, akhir="95,00", tahun_akhir=2025
    )
    text = satu(i, 3)
    assert "atu tahun yang tersisa" in text
    assert "4,00 poin per tahun" not in text


def test_a_worse_place_than_the_benchmark_is_said_for_downward_indicators() -> None:
    p = Pembuat()
    i = p.indikator(
        "Angka stunting", "14", "17,00", arah=TURUN, pembanding=[("Nasional", "16,40", 2024, "Survei")]
    )
    text = satu(i, 4)
    assert "lebih tinggi 0,60 poin" in text
    assert "lebih buruk" in text
    assert "angka nasional" in text


def test_a_long_unit_is_said_once_in_a_sentence() -> None:
    p = Pembuat()
    i = p.indikator("Angka kematian ibu", "95,00", "92,75", satuan="per 100.000 kelahiran hidup", arah=TURUN)
    first = satu(i).split("\n")[-3:]
    assert max(line.count("kelahiran hidup") for line in first) <= 1


# --- groups -------------------------------------------------------------------------------------
def test_all_met_is_said_only_when_it_is_true_of_all() -> None:
    p = Pembuat()
    met = [p.indikator(f"Persentase {n}", "90,00", "95,00") for n in ("hadir", "lulus")]
    missed = p.indikator("Persentase tuntas", "90,00", "80,00")
    unknown = p.indikator("Persentase tercatat", "90,00", None)
    said = re.compile(r"\bseluruh\b|\bseluruhnya\b|\bsemuanya\b", re.IGNORECASE)
    assert said.search(bagian(susun(tabel([("S", met)]))[0], "bab3.a.s1"))
    assert not said.search(bagian(susun(tabel([("S", [*met, missed])]))[0], "bab3.a.s1"))
    partly = bagian(susun(tabel([("S", [*met, unknown])]))[0], "bab3.a.s1")
    assert "Seluruh" not in partly
    assert "1 (satu) belum dapat dinilai" in partly


def test_a_single_indicator_reads_without_counting() -> None:
    text = teks(susun(tabel([("S", [Pembuat().indikator("Persentase hadir", "90,00", "95,00")])]))[0])
    assert "diukur dengan satu indikator" in text
    assert "Dari 1 (satu)" not in text
    assert "Rata-rata capaiannya" not in text


def test_sixty_indicators_get_a_table_what_stands_out_and_short_entries() -> None:
    p = Pembuat()
    us = [
        p.indikator(
            f"Persentase layanan {'abcdefghijkl'[n % 12]}{'mnopq'[n // 12]}",
            "80,00",
            f"{60 + n}",
            riwayat={2022: "79", 2023: f"{62 + n * 7 % 40}"},
            akhir="95,00",
            tahun_akhir=2026,
        )
        for n in range(60)
    ]
    draft, _ = susun(tabel([("S", us)]))
    lines = bagian(draft, "bab3.a.s1.1").split("\n")
    entries = [line for line in lines if "dari target" in line and line.endswith(").")]
    assert len(entries) > 50
    assert any("Capaian tertinggi ada pada" in line for line in lines)
    assert any("terjauh dari target" in line for line in lines)
    full = [line for line in bagian(draft, "bab3.a.s1.2").split("\n") if "berturut-turut" in line]
    assert len(full) <= 6
    gaps = [line for line in bagian(draft, "bab3.a.s1.5").split("\n") if line.startswith("[LENGKAPI")]
    assert len(gaps) < 60


def test_equal_stories_of_neighbours_are_worded_differently() -> None:
    p = Pembuat()
    us = [p.indikator(f"Persentase {n}", "90,00", "80,00") for n in ("hadir", "lulus", "tuntas")]
    text = ketiga(us, 1)
    shapes = {
        re.sub(r"[Pp]ersentase \w+", "X", line) for line in text.split("\n") if "tidak tercapai" in line
    }
    assert len(shapes) == 3


def test_a_temuan_becomes_a_comment_at_its_number() -> None:
    p = Pembuat()
    i = p.indikator("Persentase hadir", "90,00", "81,00", capaian_tertulis=p.isian("100,12 %"))
    draft, ledger = susun(tabel([("S", [i])]))
    notes = [(at, said) for at, said in komentar(draft) if "100,12" in said]
    assert len(notes) == 1
    assert notes[0][0] == "90,00"
    assert "90,00 %" in notes[0][1]
    assert any(entry.teks == "100,12" for entry in ledger)


def test_indicators_that_lack_the_same_thing_share_one_gap() -> None:
    p = Pembuat()
    us = [p.indikator(f"Persentase {n}", "90,00", None) for n in ("hadir", "lulus", "tuntas")]
    draft, _ = susun(tabel([("S", us)]))
    gaps = [g for g in celah(draft) if g.startswith("realisasi tahun 2024")]
    assert len(gaps) == 1
    assert "persentase hadir, persentase lulus, dan persentase tuntas" in gaps[0]


def test_equal_percentages_are_not_ranked() -> None:
    p = Pembuat()
    us = [p.indikator(f"Persentase layanan {n}", "90,00", "90,00") for n in "abcdefgh"]
    text = ketiga(us, 1)
    assert "sama besar, yaitu 100,00 %" in text
    assert "tertinggi" not in text
    tied = [*us, *(p.indikator(f"Persentase hasil {n}", "90,00", "0") for n in "ab")]
    assert "persentase hasil a dan persentase hasil b, dengan capaian 0,00 %" in ketiga(tied, 1)


def test_a_temuan_of_the_whole_table_stands_at_the_year() -> None:
    p = Pembuat()
    same = [p.indikator("Persentase hadir", "90,00", "91,00") for _ in range(2)]
    draft, _ = susun(tabel([("S", same)]))
    assert any("Persentase hadir" in said for _, said in komentar(draft))


def test_a_remark_of_a_word_is_not_a_cause() -> None:
    p = Pembuat()
    i = p.indikator("Persentase hadir", "90,00", "80,00", catatan={"keterangan": "Tidak tercapai"})
    draft, _ = susun(tabel([("S", [i])]))
    assert "Tidak tercapai" not in bagian(draft, "bab3.a.s1.5")
    assert any(g.startswith("penyebab target persentase hadir") for g in celah(draft))
