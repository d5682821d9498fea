"""Which questions are asked: few, in order, with ids that stay; what answers add and take away."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.drafting.wawancara.bahan import Bahan, HasilBerkas, KolomRagu
from bot.drafting.wawancara.keadaan import Keadaan
from bot.drafting.wawancara.keterangan import kantor_disebut
from bot.drafting.wawancara.model import LEWATI, NANTI, SELESAI, SISANYA, Ingatan, Jawaban, Tahap, mundur
from bot.drafting.wawancara.plan import (
    BacaUlang,
    baca_ulang,
    buka_lagi,
    periksa_jawaban,
    peta_baru,
    soal_berikut,
    soal_wawancara,
)
from bot.drafting.wawancara.soal_analisis import MAKS_ANALISIS, PER_KALI
from bot.drafting.wawancara.soal_temuan import MAKS_PERKARA
from bot.drafting.wawancara.terapkan import ingatan_baru, terapkan
from bot.errors import LkjipError
from bot.kinerja.model import Arah
from bot.kinerja.skala import PERMENDAGRI_86_2017
from tests.drafting.bahan import Pembuat, tabel
from tests.drafting.wawancara.wawancara import (
    INSTANSI,
    bahan,
    baris,
    contoh,
    ids,
    jawab,
    ragu,
    soal,
    tahap,
    wawancarai,
)


def test_the_stages_come_in_their_order() -> None:
    assert tahap(contoh()) == [
        Tahap.IDENTITAS,
        Tahap.ARAH,
        Tahap.RUMUS,
        Tahap.SKALA,
        Tahap.TEMUAN,
        Tahap.ANALISIS,
        Tahap.BENTUK,
    ]


def test_a_clean_table_is_asked_little() -> None:
    p = Pembuat()
    good = [baris(p, "Indeks kepuasan", "80", "84", "105,00")]
    assert ids(bahan(tabel([("Layanan", good)]))) == ["identitas", "skala", "bentuk:bab", "bentuk:kertas"]


def test_nothing_is_asked_of_files_without_a_table() -> None:
    assert soal_wawancara(Bahan((HasilBerkas("a.pdf"),)), []) == ()
    assert soal_berikut(Bahan(()), []) is None


# --- who and when -----------------------------------------------------------------------------------
def test_office_and_year_are_confirmed_together_and_can_be_changed() -> None:
    b = contoh()
    asked = soal(b, [], "identitas")
    assert INSTANSI in asked.teks
    assert "2024" in asked.teks
    rows = jawab(b, [], "identitas", "keduanya")
    assert ids(b, rows)[:3] == ["identitas", "identitas:instansi", "identitas:tahun"]
    rows = jawab(b, rows, "identitas:instansi", teks="Dinas Lain Kota Rekaan")
    rows = jawab(b, rows, "identitas:tahun", teks="2023")
    plan = terapkan(b, rows)
    assert plan.identitas.instansi == "Dinas Lain Kota Rekaan"
    assert plan.identitas.tahun == 2023
    assert ids(b, rows)[:3] == ["identitas", "identitas:instansi", "identitas:tahun"]


def test_the_office_of_the_last_time_is_offered_and_the_one_of_the_file_goes_first() -> None:
    table = tabel([("Layanan", [baris(Pembuat(), "Indeks kepuasan", "80", "84")])])
    unnamed = bahan(table, instansi=None)
    assert ids(unnamed)[:2] == ["identitas:instansi", "identitas:tahun"]
    assert soal(unnamed, [], "identitas:tahun").pilihan[0].kode == "2024"
    known = Ingatan(instansi="Dinas Lama Kota Rekaan")
    assert "Dinas Lama" in soal_wawancara(unnamed, [], known)[0].teks
    assert terapkan(unnamed, [Jawaban("identitas", "ya")], known).identitas.instansi == known.instansi
    assert INSTANSI in soal_wawancara(bahan(table), [], known)[0].teks


def test_what_was_written_beside_the_files_goes_before_the_files_and_the_last_time() -> None:
    said = replace(bahan(tabel([("Layanan", [baris(Pembuat(), "Indeks kepuasan", "80", "84")])])),
                   tahun=2024, instansi="Dinas Baru Kota Rekaan")  # fmt: skip
    known = Ingatan(instansi="Dinas Lama Kota Rekaan")
    first = soal_wawancara(said, [], known)[0]
    assert first.id == "identitas"
    assert "Dinas Baru Kota Rekaan, tahun 2024" in first.teks
    assert "keterangan" in first.bantuan
    change = [Jawaban("identitas", "instansi")]
    offices = next(s for s in soal_wawancara(said, change, known) if s.id == "identitas:instansi")
    assert [one.kode for one in offices.pilihan] == ["disebut", "terbaca", "ingatan"]
    assert terapkan(said, [Jawaban("identitas", "ya")], known).identitas.instansi == said.instansi
    chosen = [*change, Jawaban("identitas:instansi", "terbaca")]
    assert terapkan(said, chosen, known).identitas.instansi == INSTANSI
    same = soal_wawancara(replace(said, instansi=INSTANSI), change, known)
    assert [one.kode for one in same[1].pilihan] == ["disebut", "ingatan"]


@pytest.mark.parametrize(
    ("ditulis", "kantor", "tahun"),
    [
        ("Dinas Perikanan dan Kelautan Kota Rekaan", "Dinas Perikanan dan Kelautan Kota Rekaan", 2024),
        ("2023", INSTANSI, 2023),
        ("tahun 2023 saja", INSTANSI, 2023),
        ("Dinas Contoh, tahun 2022", "Dinas Contoh", 2022),
        ("bukan, yang benar kecamatan contoh", "kecamatan contoh", 2024),
        ("Puskesmas Rekaan 2", "Puskesmas Rekaan 2", 2024),
        ("Iya, betul", INSTANSI, 2024),
    ],
)
def test_office_and_year_typed_at_the_confirmation_are_taken_as_typed(
    ditulis: str, kantor: str, tahun: int
) -> None:
    b = bahan(tabel([("Layanan", [baris(Pembuat(), "Indeks kepuasan", "80", "84")])]))
    rows = jawab(b, [], "identitas", teks=ditulis)
    k = Keadaan(b, rows, Ingatan())
    assert (k.instansi, k.tahun) == (kantor, tahun)
    assert [one for one in ids(b, rows) if one.startswith("identitas")] == ["identitas"]
    reread = baca_ulang(b, rows)
    assert (reread.tahun if reread else 2024) == tahun


@pytest.mark.parametrize("ditulis", ["bukan", "salah", "1850", "Dinas Contoh 1850"])
def test_a_bare_no_and_an_impossible_year_are_asked_again(ditulis: str) -> None:
    b = bahan(tabel([("Layanan", [baris(Pembuat(), "Indeks kepuasan", "80", "84")])]))
    with pytest.raises(LkjipError, match=r"tahun laporan|tuliskan yang benar"):
        periksa_jawaban(soal(b, [], "identitas"), None, ditulis)


@pytest.mark.parametrize(
    ("keterangan", "kantor"),
    [
        ("LKjIP Dinas Contoh tahun 2023", "Dinas Contoh"),
        ("lkjip dinas kesehatan kabupaten contoh 2024", "Dinas Kesehatan Kabupaten Contoh"),
        ("Tabel capaian\nBADAN PUSTAKA KOTA CONTOH TA 2024", "Badan Pustaka Kota Contoh"),
        ("mohon dibuatkan untuk Dinas Contoh tahun 2024", "Dinas Contoh"),
        ("tolong lkjip dinas contoh ya min 2024", "Dinas Contoh"),
        ("Lkjip dinas contoh, mohon dibuatkan", "Dinas Contoh"),
        ("lkjip kecamatan contoh 2023", "Kecamatan Contoh"),
        ("tolong laporan dinas komunikasi dan informatika kota contoh ya kak",
         "Dinas Komunikasi dan Informatika Kota Contoh"),
        ("min, ini data dari rsud contoh th 2024", "RSUD Contoh"),
        ("mohon dibuatkan laporannya", None),
        ("ini data dinas kami", None),
        ("Dinas kami belum punya renstra", None),
        ("data perjalanan dinas luar kota 2024", None),
        ("rekap semua dinas kabupaten contoh", None),
        ("untuk dinas, tahun 2024", None),
        ("bab 3 bagian b saja", None),
        ("tolong buatkan laporan dinas saya", None),
        ("ini tabel dinas 2024", None),
        ("<b>Dinas</b> Contoh", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_office_of_a_caption(keterangan: str, kantor: str | None) -> None:
    assert kantor_disebut(keterangan) == kantor


def test_a_skipped_office_is_a_gap_and_a_year_is_asked_where_none_was_read() -> None:
    p = Pembuat()
    row = replace(baris(p, "Indeks kepuasan", "80", "84"), tahun=None)
    b = bahan(tabel([("Layanan", [row])], tahun=None), instansi=None)
    assert ids(b)[:2] == ["identitas:instansi", "identitas:tahun"]
    rows = jawab(b, jawab(b, [], "identitas:instansi", LEWATI), "identitas:tahun", teks="2022")
    assert terapkan(b, rows).identitas == replace(terapkan(b, []).identitas, instansi=None, tahun=2022)
    assert ids(b, rows)[:2] == ["identitas:instansi", "identitas:tahun"]


# --- columns ----------------------------------------------------------------------------------------
def kolom(n: int, peran: str = "lain") -> KolomRagu:
    return KolomRagu(f"1:1:{chr(64 + n)}5", "capaian.xlsx", "Kinerja", f"{chr(64 + n)}5", f"Kolom {n}", peran,
                     ("5", "7"), ("target", "realisasi"))  # fmt: skip


def test_an_unclear_column_is_asked_with_what_stands_in_it_and_read_anew() -> None:
    b = contoh()
    b = Bahan((replace(b.berkas[0], kolom_ragu=(kolom(5), kolom(6, "target"))),))
    asked = soal(b, [], "kolom:1:1:E5")
    assert "5; 7" in asked.teks
    assert [p.kode for p in asked.pilihan] == ["target", "realisasi", "lain"]
    assert soal(b, [], "kolom:1:1:F5").pilihan[-2].kode == "benar"
    rows = jawab(b, [Jawaban("identitas", "ya")], "kolom:1:1:E5", "realisasi")
    assert baca_ulang(b, rows) is None  # one more column is open
    rows = jawab(b, rows, "kolom:1:1:F5", "benar")
    assert peta_baru(rows) == {"1:1:E5": "realisasi"}
    wanted = baca_ulang(b, rows)
    assert wanted == BacaUlang({"1:1:E5": "realisasi"}, None)
    again = Bahan((replace(b.berkas[0], kolom_ragu=(kolom(6, "target"),)),), None, wanted.peta)
    assert baca_ulang(again, rows) is None
    assert soal_berikut(again, rows) is not None
    assert baca_ulang(again, rows[:1]) == BacaUlang({}, None)  # taken back: unclear again


def test_no_more_columns_are_asked_after_a_new_reading_than_before() -> None:
    many = tuple(kolom(n) for n in range(5, 12))
    b = Bahan((replace(contoh().berkas[0], kolom_ragu=many),))
    first = [i for i in ids(b) if i.startswith("kolom:")]
    assert len(first) == 3
    again = Bahan((replace(b.berkas[0], kolom_ragu=many[1:]),), None, {many[0].id: "target"})
    assert len([i for i in ids(again) if i.startswith("kolom:")]) == 2


def test_another_year_is_read_anew_only_where_it_is_another() -> None:
    b = contoh()
    rows = jawab(b, jawab(b, [], "identitas", "tahun"), "identitas:tahun", teks="2023")
    assert baca_ulang(b, rows) == BacaUlang({}, 2023)
    assert baca_ulang(replace(b, tahun=2023), rows) is None
    same = jawab(b, jawab(b, [], "identitas", "tahun"), "identitas:tahun", teks="2024")
    assert baca_ulang(b, same) is None


# --- directions, formula, scale ---------------------------------------------------------------------
def test_a_direction_decides_who_is_below_target_and_whether_a_formula_is_needed() -> None:
    p = Pembuat()
    b = bahan(tabel([("Layanan", [ragu(p, "Proporsi kegiatan luar kantor")])]))
    arah = soal(b, [], "arah:").id
    up, down = jawab(b, [], arah, "naik"), jawab(b, [], arah, "turun")
    assert Tahap.RUMUS not in tahap(b, up)
    assert Tahap.ANALISIS not in tahap(b, up)
    assert Tahap.RUMUS in tahap(b, down)
    assert Tahap.ANALISIS in tahap(b, down)
    assert "80,00 %" in soal(b, down, "rumus").teks
    assert terapkan(b, down).measurement.aturan.arah == {b.tabel[0].indikator[0].id: Arah.TURUN}


def test_many_unclear_directions_are_one_question_first() -> None:
    p = Pembuat()
    b = bahan(tabel([("Layanan", [ragu(p, f"Proporsi kegiatan {w}") for w in ("satu", "dua", "tiga")])]))
    assert [i for i in ids(b) if i.startswith("arah")] == ["arah:semua"]
    whole = terapkan(b, jawab(b, [], "arah:semua", "turun")).measurement
    assert {u.capaian.arah for u in whole.indikator} == {Arah.TURUN}
    each = jawab(b, [], "arah:semua", "satu")
    assert len([i for i in ids(b, each) if i.startswith("arah:")]) == 4


def test_the_formula_is_taken_and_remembered() -> None:
    b = contoh()
    rows = jawab(b, [], "rumus", "kebalikan")
    assert terapkan(b, rows).measurement.aturan.rumus_turun == "kebalikan"
    assert ingatan_baru(b, rows).rumus == "kebalikan"
    assert terapkan(b, [], Ingatan(rumus="kebalikan")).measurement.aturan.rumus_turun == "kebalikan"


def test_an_own_scale_is_typed_used_and_remembered() -> None:
    b = contoh()
    rows = jawab(b, [], "skala", "sendiri")
    rows = jawab(b, rows, "skala:isi", teks="Baik: 90\nKurang")
    assert [j.nama for j in terapkan(b, rows).measurement.aturan.skala.jenjang] == ["Baik", "Kurang"]
    kept = ingatan_baru(b, rows)
    assert kept.skala == "Baik: 90\nKurang"
    later = [Jawaban("skala", "ingatan")]
    assert [j.nama for j in terapkan(b, later, kept).measurement.aturan.skala.jenjang] == ["Baik", "Kurang"]
    assert ingatan_baru(b, [Jawaban("skala", "bawaan")], kept).skala is None
    assert terapkan(b, [], kept).measurement.aturan.skala == terapkan(b, later, kept).measurement.aturan.skala
    plain = terapkan(b, [Jawaban("skala", "bawaan")], kept)
    assert plain.measurement.aturan.skala == PERMENDAGRI_86_2017


# --- causes -----------------------------------------------------------------------------------------
def test_the_worst_indicator_is_asked_first_and_the_fallen_last() -> None:
    b = contoh()
    names = [s.teks for s in soal_wawancara(b, []) if s.id.startswith("penyebab:")]
    assert "Produksi ikan" in names[0]
    assert "Angka kematian benih" in names[1]
    assert "memburuk dibandingkan tahun 2023" in names[2]


def test_a_cause_in_several_messages_is_one_note() -> None:
    b = contoh()
    asked = soal(b, [], "penyebab:")
    rows = jawab(b, [], asked.id, teks="Hujan sejak Mei.")
    rows = jawab(b, rows, asked.id, teks="Dua kolam jebol.")
    again = soal(b, rows, asked.id)
    assert [p.kode for p in again.pilihan] == [SELESAI]
    assert not again.boleh_lewati
    rows = jawab(b, rows, asked.id, SELESAI)
    note = terapkan(b, rows).notes.indikator[b.tabel[0].indikator[0].id]
    assert note.penyebab is not None
    assert note.penyebab.isi == "Hujan sejak Mei.\n\nDua kolam jebol."
    assert note.penyebab.sel is None


def test_later_for_one_indicator_and_later_for_all() -> None:
    b = contoh()
    first = soal(b, [], "penyebab:").id
    one = jawab(b, [], first, NANTI)
    assert first.replace("penyebab", "solusi") not in ids(b, one)
    assert sum(i.startswith("penyebab:") for i in ids(b, one)) == 3
    rest = jawab(b, [], first, SISANYA)
    assert sum(i.startswith(("penyebab:", "solusi:")) for i in ids(b, rest)) == 1
    assert terapkan(b, rest).notes.indikator == {}


def test_what_the_table_says_is_not_asked() -> None:
    p = Pembuat()
    told = {"faktor_penghambat": "Banjir pada bulan Maret", "solusi": "Kolam dipindahkan"}
    rows = [p.indikator("Produksi ikan", "100", "80", catatan=told)]
    assert not [i for i in ids(bahan(tabel([("Produksi", rows)]))) if i.startswith(("penyebab", "solusi"))]


def test_a_hundred_missed_targets_are_not_three_hundred_questions() -> None:
    p = Pembuat()
    rows = [p.indikator(f"Cakupan layanan ke-{n} bulan", "100", str(40 + n % 50)) for n in range(100)]
    b = bahan(tabel([("Layanan", rows)]))
    assert sum(i.startswith("penyebab:") for i in ids(b)) == PER_KALI
    go_on = [Jawaban(f"analisis:lanjut:{n}", "lanjut") for n in range(0, 100, PER_KALI)]
    assert sum(i.startswith("penyebab:") for i in ids(b, go_on)) == MAKS_ANALISIS
    stop = [Jawaban("analisis:lanjut:5", SISANYA)]
    assert sum(i.startswith("penyebab:") for i in ids(b, stop)) == PER_KALI
    assert len(wawancarai(b, random.Random(3))) < 250


def test_a_table_full_of_faults_is_bounded_too() -> None:
    p = Pembuat()
    rows = [baris(p, f"Cakupan layanan {n}", "100", "105", "93,00") for n in range(100)]
    b = bahan(tabel([("Layanan", rows)]))
    assert [i for i in ids(b) if i.startswith("temuan")] == ["temuan:semua:hitungan"]
    each = jawab(b, [], "temuan:semua:hitungan", "satu")
    assert sum(i.startswith("temuan:capaian") for i in ids(b, each)) == MAKS_PERKARA


# --- replay -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(12))
def test_going_back_gives_the_question_answered_last(seed: int) -> None:
    b = contoh()
    rows = wawancarai(b, random.Random(seed))
    assert soal_berikut(b, rows) is None
    while rows:
        last = rows[-1].soal_id
        rows = list(mundur(rows))
        now = soal_berikut(b, rows)
        assert now is not None
        assert now.id == last


@pytest.mark.parametrize("seed", range(12))
def test_the_answered_part_of_a_plan_keeps_its_order_and_ids(seed: int) -> None:
    b = contoh()
    rows = wawancarai(b, random.Random(seed))
    for n in range(len(rows)):
        answered = list(dict.fromkeys(r.soal_id for r in rows[:n]))
        planned = ids(b, rows[:n])
        assert len(planned) == len(set(planned))
        assert [i for i in planned if i in answered] == [i for i in answered if i in planned]
        assert all(len(s.id) <= 120 and len(s.teks) <= 500 for s in soal_wawancara(b, rows[:n]))


def test_ids_are_of_the_rows_not_of_their_numbers() -> None:
    """Another reading of the table numbers its rows anew; the answers still belong to them."""
    b = contoh()
    table = b.tabel[0]
    renamed = replace(
        table,
        sasaran=tuple(
            replace(s, indikator=tuple(replace(i, id=f"x{i.id}") for i in s.indikator)) for s in table.sasaran
        ),
    )
    assert ids(bahan(renamed)) == ids(b)
    twins = [baris(Pembuat(), "Produksi ikan", "100", "80"), baris(Pembuat(), "Produksi ikan", "90", "70")]
    twins[1] = replace(twins[1], id="lain")
    found = [i for i in ids(bahan(tabel([("A", twins[:1]), ("B", twins[1:])]))) if i.startswith("penyebab")]
    assert len(set(found)) == 2


# --- the second round -------------------------------------------------------------------------------
def test_the_second_round_asks_what_was_put_off_and_the_gaps_of_the_whole_report() -> None:
    b = contoh()
    first = soal(b, [], "penyebab:").id
    rows = [*jawab(b, [], first, NANTI), Jawaban("bentuk:bab", "semua")]
    open_ = list(buka_lagi(rows))
    asked = [s.id for s in soal_wawancara(b, open_, lanjutan=True)]
    assert asked[0] == first
    assert "lengkapi:tugas-fungsi" in asked
    assert "lengkapi:pimpinan" in asked
    assert any(i.startswith("lengkapi:serapan:") for i in asked)
    only_three = [s.id for s in soal_wawancara(b, open_[:-1], lanjutan=True)]
    assert "lengkapi:tugas-fungsi" not in only_three


def test_only_what_was_put_off_is_opened_again() -> None:
    rows = [
        Jawaban("arah:a", LEWATI),
        Jawaban("penyebab:a", teks="Hujan"),
        Jawaban("penyebab:a", SELESAI),
        Jawaban("solusi:a", NANTI),
        Jawaban("analisis:lanjut:5", "lanjut"),
        Jawaban("lengkapi:pimpinan", LEWATI),
    ]
    assert buka_lagi(rows) == tuple(rows[:3])


def test_answers_of_the_second_round_fill_gaps() -> None:
    b = contoh()
    rows = [Jawaban("bentuk:bab", "semua")]
    plan = terapkan(b, rows)
    asked = soal(b, rows, "lengkapi:sukses:", lanjutan=True)
    done = [
        *rows,
        Jawaban("lengkapi:tugas-fungsi", teks="Dinas mengurus perikanan."),
        Jawaban("lengkapi:pimpinan", teks="Nama Rekaan, S.Pi."),
        Jawaban(asked.id, teks="Pendampingan mingguan kepada 40 kelompok."),
    ]
    after = terapkan(b, done)
    assert plan.notes.tugas_fungsi is None
    assert after.notes.tugas_fungsi is not None
    assert after.identitas.pimpinan == "Nama Rekaan, S.Pi."
    met = [u.indikator.id for u in after.measurement.indikator if u.capaian.tercapai]
    assert set(after.notes.indikator) == set(met[:2])
