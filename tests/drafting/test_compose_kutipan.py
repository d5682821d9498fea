"""The user's words in a sentence: adapted at the edges, never changed in the middle."""

from __future__ import annotations

import time

import pytest

from bot.drafting.compose.printing import Cetak, lower_initial
from bot.drafting.compose.quotes import butir, is_noun_phrase, kecilkan_awal, kutipan
from bot.drafting.ledger import Ledger
from bot.drafting.narasi import polos
from bot.drafting.notes import CatatanIndikator, Notes
from bot.kinerja.model import Arah, Teks
from tests.drafting.bahan import Pembuat, bagian, celah, susun, tabel


def tercetak(isi: str) -> str:
    return polos(kutipan(Cetak(Ledger()), Teks(isi)).isi)


@pytest.mark.parametrize(
    ("isi", "hasil"),
    [
        ("Petugas belum dilatih.", "petugas belum dilatih"),
        ("Pelatihan 24 bidan;", "pelatihan 24 bidan"),
        ("Dinas Kesehatan belum menerbitkan izin", "Dinas Kesehatan belum menerbitkan izin"),
        ("PMT lokal di 45 posyandu", "PMT lokal di 45 posyandu"),
        ("Boyolali mengalami kekeringan", "Boyolali mengalami kekeringan"),
        ("a;  b\tc", "a; b c"),
    ],
)
def test_only_the_edges_are_adapted(isi: str, hasil: str) -> None:
    assert tercetak(isi) == hasil


@pytest.mark.parametrize(
    "isi",
    [
        "1. Pelatihan bidan\n2. Pendampingan keluarga\n3) Rapat triwulan",
        "- Pelatihan bidan\n- Pendampingan keluarga\n- Rapat triwulan",
        "• Pelatihan bidan;\n• Pendampingan keluarga;\n• Rapat triwulan.",
        "1. Pelatihan bidan 2. Pendampingan keluarga 3. Rapat triwulan",
    ],
)
def test_a_list_becomes_a_lettered_one(isi: str) -> None:
    assert tercetak(isi) == "(a) pelatihan bidan; (b) pendampingan keluarga; dan (c) rapat triwulan"


def test_a_list_item_that_goes_on_in_the_next_line_stays_one_item() -> None:
    assert butir("1. Pelatihan bidan\ndan perawat\n2. Rapat") == ["Pelatihan bidan dan perawat", "Rapat"]


def test_a_number_in_a_note_is_not_taken_for_a_list_mark() -> None:
    assert butir("12 desa belum terlayani") == ["12 desa belum terlayani"]
    assert butir("Naik 3,5 persen. Tahun 2024. Selesai") == ["Naik 3,5 persen. Tahun 2024. Selesai"]


@pytest.mark.parametrize(
    "isi", ["penjangkauan 12 desa", "ketersediaan obat", "dukungan 3 lembaga", "tersedianya dana"]
)
def test_a_noun_phrase_may_follow_didukung_oleh(isi: str) -> None:
    assert is_noun_phrase(isi)


@pytest.mark.parametrize(
    "isi",
    [
        "petugas belum dilatih",
        "Rumah Sakit dibuka",
        "pelatihan belum merata",
        "persediaan ada; dana ada",
        "membina desa",
    ],
)
def test_a_clause_may_not(isi: str) -> None:
    assert not is_noun_phrase(isi)


@pytest.mark.parametrize(
    ("nama", "hasil"),
    [
        ("Persentase penduduk miskin", "persentase penduduk miskin"),
        ("Indeks Pembangunan Manusia", "Indeks Pembangunan Manusia"),
        ("Nilai SAKIP", "nilai SAKIP"),
        ("IKM kecamatan", "IKM kecamatan"),
        ("Kota layak anak", "Kota layak anak"),
    ],
)
def test_names_lose_their_capital_only_where_that_is_safe(nama: str, hasil: str) -> None:
    assert lower_initial(nama) == hasil


def test_a_second_capital_speaks_for_a_proper_name() -> None:
    assert kecilkan_awal("Program Keluarga Harapan") == "Program Keluarga Harapan"


def test_numbers_of_a_note_enter_the_ledger_with_their_cell() -> None:
    p = Pembuat()
    i = p.indikator(
        "Persentase hadir", "90,00", "95,00", catatan={"faktor_pendorong": "Kunjungan ke 312 rumah"}
    )
    _, ledger = susun(tabel([("S", [i])]))
    (entry,) = [e for e in ledger if e.teks == "312"]
    assert entry.asal == type(entry.asal)(i.catatan.faktor_pendorong.sel)  # type: ignore[union-attr,call-arg]


def test_one_note_over_several_indicators_is_said_once() -> None:
    p = Pembuat()
    note = {"faktor_penghambat": "Jembatan di 2 kecamatan putus sejak Mei"}
    us = [p.indikator(f"Persentase {n}", "90,00", "80,00", catatan=note) for n in ("hadir", "lulus")]
    text = bagian(susun(tabel([("S", us)]))[0], "bab3.a.s1.5")
    assert text.count("jembatan di 2 kecamatan putus") == 1
    assert "persentase hadir dan persentase lulus" in text


def test_a_solution_keeps_owner_and_date_and_asks_for_what_is_missing() -> None:
    p = Pembuat()
    full = {
        "faktor_penghambat": "Alat rusak",
        "solusi": "Membeli 2 alat",
        "pic": "Bidang Mutu",
        "batas_waktu": "Mei 2025",
    }
    half = {"faktor_penghambat": "Dana kurang", "solusi": "Menambah dana"}
    us = [
        p.indikator("Persentase hadir", "90,00", "80,00", catatan=full),
        p.indikator("Persentase lulus", "90,00", "80,00", catatan=half),
    ]
    draft, _ = susun(tabel([("S", us)]))
    text = bagian(draft, "bab3.a.s1.5")
    assert "membeli 2 alat; penanggung jawab: Bidang Mutu; batas waktu: Mei 2025." in text
    assert any("penanggung jawab dan batas waktu tindak lanjut persentase lulus" in g for g in celah(draft))


def test_the_users_answer_goes_before_the_tables_column() -> None:
    p = Pembuat()
    i = p.indikator(
        "Angka sakit", "10", "12", arah=Arah.TURUN, catatan={"faktor_penghambat": "Hujan"}, id_="x"
    )
    notes = Notes(indikator={"x": CatatanIndikator(kendala=Teks("Banjir di 4 desa"))})
    text = bagian(susun(tabel([("S", [i])]), notes)[0], "bab3.a.s1.5")
    assert "banjir di 4 desa" in text
    assert "ujan" not in text


def test_a_hostile_note_costs_no_time() -> None:
    start = time.perf_counter()
    for isi in ("1. " * 20_000, "- \n" * 20_000, "a. " * 20_000, "(" * 50_000, "ke" * 40_000):
        butir(isi)
        is_noun_phrase(isi)
        kecilkan_awal(isi)
    assert time.perf_counter() - start < 5
