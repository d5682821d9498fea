"""One small table of two indicators, of which everything worth knowing must be said."""

from __future__ import annotations

import pytest

from bot.drafting.model import Draft, Gambar, Judul
from bot.drafting.narasi import polos
from bot.drafting.notes import CatatanIndikator, Notes
from bot.kinerja.model import Arah, IndicatorTable, Teks
from tests.drafting.bahan import Pembuat, bagian, celah, prosa, susun, tabel, teks

SASARAN = "Meningkatnya kesehatan ibu dan anak"
PROGRAM = "Program Pemenuhan Upaya Kesehatan"
HAMIL = "persentase ibu hamil yang mendapat pelayanan sesuai standar"


def contoh() -> IndicatorTable:
    p = Pembuat()
    turun = p.indikator(
        "Prevalensi stunting",
        "14,00",
        "13,20",
        arah=Arah.TURUN,
        riwayat={2021: "19,40", 2022: "17,80", 2023: "15,10"},
        akhir="11,00",
        tahun_akhir=2026,
        pembanding=[("Rata-rata Provinsi", "16,40", 2024, "Profil Kesehatan Provinsi 2024")],
        program=[PROGRAM],
        id_="stunting",
    )
    naik = p.indikator(
        HAMIL.capitalize(),
        "100,00",
        "92,35",
        riwayat={2021: "88,90", 2022: "91,60", 2023: "94,10"},
        akhir="100,00",
        tahun_akhir=2026,
        program=[PROGRAM],
        id_="hamil",
    )
    money = p.anggaran(PROGRAM, "Rp4.250.000.000,00", "Rp3.986.500.000,00", sasaran=SASARAN)
    return tabel([(SASARAN, [turun, naik])], [money])


CATATAN = Notes(
    indikator={
        "stunting": CatatanIndikator(
            penyebab=Teks("PMT lokal di 45 posyandu, pendampingan 312 keluarga berisiko"),
            kendala=Teks("alat antropometri baru lengkap di bulan Juni"),
        )
    }
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return susun(contoh(), CATATAN)[0]


def test_the_lead_says_how_many_met_and_what_the_mean_hides(draft: Draft) -> None:
    lead = bagian(draft, "bab3.a.s1")
    assert "2 (dua)" in lead
    assert "1 (satu) mencapai target" in lead
    assert "99,03 %" in lead
    assert "terangkat oleh capaian prevalensi stunting (105,71 %)" in lead
    assert f"tidak mencapai target ialah {HAMIL}" in lead
    assert "lebih buruk daripada tahun sebelumnya" in lead


def test_a_downward_target_is_a_ceiling_with_its_formula_in_full(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.1")
    for fact in ("paling tinggi 14,00 persen", "13,20 persen", "0,80 poin", "lebih baik"):
        assert fact in text
    assert "(2 × target − realisasi) ÷ target × 100" in text
    assert "(2 × 14,00 − 13,20) ÷ 14,00 × 100 = 105,71 % (sangat tinggi)" in text


def test_category_and_met_target_are_two_statements(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.1")
    assert "92,35 persen" in text
    assert "7,65 poin" in text
    assert "92,35 % (sangat tinggi)" in text
    assert "tidak tercapai" in text


def test_the_trend_gives_change_since_when_and_how_steady(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.2")
    assert "turun 1,90 poin dari 15,10 persen pada 2023" in text
    assert "ketiga" in text
    assert "berturut-turut" in text
    assert "2,07 poin per tahun" in text
    assert "2021" in text
    assert "membaik" in text or "perbaikan" in text


def test_a_fall_after_gains_stands_against_the_neighbour(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.2")
    assert f"Sebaliknya, {HAMIL}, yang membaik pada 2022 dan 2023" in text
    assert "turun 1,75 poin dari 94,10 persen" in text


def test_the_medium_term_gives_gap_years_needed_and_shown_pace(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.3")
    for fact in (
        "2,20 poin",
        "target akhir Renstra 2026 (11,00 persen)",
        "dua tahun",
        "1,10 poin per tahun",
        "1,90 poin",
        "3,83 poin per tahun",
        "target akhir Renstra 2026 (100,00 persen)",
    ):
        assert fact in text
    assert "padahal tahun ini angkanya turun" in text


def test_the_benchmark_has_its_source_and_the_missing_one_is_a_gap(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.4")
    assert "lebih rendah 3,20 poin" in text
    assert "rata-rata provinsi" in text
    assert "16,40 persen; Profil Kesehatan Provinsi 2024" in text
    assert f"Untuk {HAMIL}: [LENGKAPI: angka pembanding" in text


def test_notes_are_put_into_sentences_as_they_were_said(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.5")
    assert "PMT lokal di 45 posyandu, pendampingan 312 keluarga berisiko." in text
    assert "alat antropometri baru lengkap di bulan Juni." in text
    assert f"[LENGKAPI: penyebab target {HAMIL} tidak tercapai" in text


def test_efficiency_is_not_claimed_for_a_missed_target(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.6")
    for fact in ("Rp4.250.000.000,00", "Rp3.986.500.000,00", "93,80 %", "5,23 poin", "99,03 %"):
        assert fact in text
    assert "tidak dinyatakan sebagai efisiensi" in text


def test_the_program_is_told_with_what_it_moved_and_what_not(draft: Draft) -> None:
    text = bagian(draft, "bab3.a.s1.7")
    assert PROGRAM in text
    assert "prevalensi stunting, yang targetnya tercapai" in text
    assert f"{HAMIL}, yang targetnya tidak tercapai" in text


def test_the_gaps_are_those_of_the_missing_data_and_no_more(draft: Draft) -> None:
    gaps = celah(draft)
    assert [g.split(":")[0].split(" (")[0] for g in gaps] == [
        "angka pembanding",
        f"penyebab target {HAMIL} tidak tercapai",
        "keluaran yang dihasilkan program ini dan indikator yang digerakkannya maupun yang belum",
    ]
    assert draft.lengkapi == len(gaps)


def test_seven_analyses_stand_in_their_order(draft: Draft) -> None:
    heads = [b for b in draft.blok if isinstance(b, Judul) and b.bagian.startswith("bab3.a.s1.")]
    assert [h.nomor for h in heads] == ["1", "2", "3", "4", "5", "6", "7"]
    assert "tahun 2024" in polos(heads[0].isi)
    assert "standar nasional" in polos(heads[3].isi)


def test_each_history_has_its_chart_with_the_final_target_as_reference(draft: Draft) -> None:
    charts = {b.id: b for b in draft.blok if isinstance(b, Gambar)}
    (line, _) = charts["tren.1.1"].panel
    assert line.nama == "Prevalensi stunting"
    assert line.label == ("2021", "2022", "2023", "2024")
    assert [str(v) for v in line.seri[0].nilai] == ["19.40", "17.80", "15.10", "13.20"]
    assert str(line.garis_acuan) == "11.00"
    assert "target.1" in charts


def test_the_opening_names_formula_scale_and_that_no_rule_fixes_them(draft: Draft) -> None:
    text = bagian(draft, "bab3")
    assert "Nomor 53 Tahun 2014" in text
    assert "tidak diatur di dalamnya" in text
    assert "Permendagri Nomor 86 Tahun 2017" in text
    assert "celah" in text
    assert "realisasi ÷ target × 100 %" in text


def test_summary_and_closing_carry_the_same_numbers() -> None:
    whole, _ = susun(contoh(), CATATAN, bab="semua")
    for key in ("ikhtisar", "bab4.a"):
        text = bagian(whole, key)
        for fact in ("1 (satu)", "99,03 %", "93,80 %", "5,23 poin", f"{HAMIL} (92,35 %)"):
            assert fact in text, (key, fact)
        assert "tidak dinyatakan sebagai efisiensi" in text


def test_steps_are_named_only_where_the_user_named_them() -> None:
    silent, _ = susun(contoh(), bab="semua")
    assert "[LENGKAPI: langkah ke depan" in bagian(silent, "bab4.b")
    spoken = Notes(langkah_ke_depan=Teks("Kelas ibu hamil dibuka di 9 desa mulai Maret 2025"))
    told, _ = susun(contoh(), spoken, bab="semua")
    text = bagian(told, "bab4.b")
    assert "Kelas ibu hamil dibuka di 9 desa mulai Maret 2025." in text
    assert f"[LENGKAPI: langkah untuk {HAMIL}" in text


def test_no_empty_praise_and_no_cliche(draft: Draft) -> None:
    whole = teks(draft).lower()
    for phrase in (
        "cukup baik",
        "perlu ditingkatkan",
        "koordinasi belum optimal",
        "berkat kerja keras",
        "secara umum sudah berjalan dengan baik",
        "alhamdulillah",
    ):
        assert phrase not in whole


def test_the_same_input_gives_the_same_draft() -> None:
    assert susun(contoh(), CATATAN, bab="semua")[0] == susun(contoh(), CATATAN, bab="semua")[0]


def test_the_short_report_is_shorter_than_the_long_one(draft: Draft) -> None:
    whole, _ = susun(contoh(), CATATAN, bab="semua")
    assert len(prosa(whole)) > len(prosa(draft))
