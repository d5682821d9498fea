from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.references import MAX_REFERENCES, find_references
from knowledge.model import Jenis, Sumber


def source(
    sumber_id: str, singkat: str, *sebutan: str, nomor: str, tahun: int, dimuat: bool = True
) -> Sumber:
    return Sumber(
        sumber_id, Jenis.REGULASI, singkat, singkat, nomor=nomor, tahun=tahun, sebutan=sebutan, dimuat=dimuat
    )


REGISTRY = (
    source("permenpan-53", "Permenpan-RB 53/2014", "permenpan 53", "juknis lkjip", nomor="53", tahun=2014),
    source("pp-8", "PP 8/2006", "pp pelaporan keuangan", nomor="8", tahun=2006),
    source("perpres-29", "Perpres 29/2014", "perpres sakip", nomor="29", tahun=2014),
    source("uu-23", "UU 23/2014", "uu pemda", nomor="23", tahun=2014),
    source("permendagri-18", "Permendagri 18/2020", nomor="18", tahun=2020),
    source("permendagri-18-lama", "Permendagri 18/2005", nomor="18", tahun=2005),
    source("per-9", "PER/09/M.PAN/5/2007", "permenpan 9/2007", nomor="PER/09/M.PAN/5/2007", tahun=2007),
)


def found(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(str(a.letak), a.sumber_id, a.sumber_tidak_dikenal) for a in find_references(text, REGISTRY)]


@pytest.mark.parametrize(
    ("text", "letak"),
    [
        ("apa isi pasal 19 ayat 2?", "Pasal 19 ayat 2"),
        ("ayat (2) pasal 19", "Pasal 19 ayat 2"),
        ("psl 19", "Pasal 19"),
        ("pasl 19", "Pasal 19"),
        ("pasal19", "Pasal 19"),
        ("lampiran 2 huruf d", "Lampiran II huruf d"),
        ("huruf D Lampiran II", "Lampiran II huruf d"),
        ("lampirn II, huruf d", "Lampiran II huruf d"),
        ("lampiran kedua", "Lampiran II"),
        ("anak lampiran I/5-6", "Anak Lampiran I/5-6"),
        ("lampiran 1/5-6", "Anak Lampiran I/5-6"),
        ("form II/1 bab 3", "Anak Lampiran II/1 Bab III"),
        ("bab iii huruf a angka 5", "Bab III huruf a angka 5"),
        ("BAB II Pasal 5", "Pasal 5"),
    ],
)
def test_places(text: str, letak: str) -> None:
    assert found(text) == [(letak, None, None)]


@pytest.mark.parametrize(
    ("text", "sumber_id"),
    [
        ("permenpan 53", "permenpan-53"),
        ("Permenpan-RB Nomor 53 Tahun 2014", "permenpan-53"),
        ("permenpn 53", "permenpan-53"),
        ("peraturan menteri pan rb no. 53 thn 2014", "permenpan-53"),
        ("PP 8/2006", "pp-8"),
        ("pp8", "pp-8"),
        ("peraturan pemerintah nomor 8", "pp-8"),
        ("perpres sakip", "perpres-29"),
        ("uu pemda", "uu-23"),
        ("permendagri 18 th 2020", "permendagri-18"),
        ("permenpan 9 tahun 2007", "per-9"),
        ("juknis lkjip", "permenpan-53"),
    ],
)
def test_sources(text: str, sumber_id: str) -> None:
    assert found(f"menurut {text} bagaimana?") == [("", sumber_id, None)]


@pytest.mark.parametrize(
    "text", ["permenpan 99/2023", "Permenpan-RB 53/2015", "permenkes 12 tahun 2020", "PP 99"]
)
def test_a_regulation_that_nobody_registered_is_named_as_written(text: str) -> None:
    assert found(f"apa isi {text}?") == [("", None, text)]


DAERAH = (
    *REGISTRY,
    source("perbup-a", "Perbup Arunika 7/2031", nomor="7", tahun=2031),
    source("perwal-r", "Perwal Rawa Indah 18/2031", nomor="18", tahun=2031),
    source("pergub-n", "Pergub Nusa Elok 9/2031", nomor="9", tahun=2031),
    source("perda-a", "Perda Arunika 3/2031", nomor="3", tahun=2031),
    source("perda-n", "Perda Nusa Elok 3/2031", nomor="3", tahun=2031),
    source("permen-p", "Peraturan Menteri Perikanan 53/2014", nomor="53", tahun=2014),
    source("kep-a", "Keputusan Arunika 77/2031", nomor="77", tahun=2031),
)
"""With invented regulations as they are named when they are added."""


@pytest.mark.parametrize(
    ("text", "sumber_id"),
    [
        ("Perbup Arunika 7/2031", "perbup-a"),
        ("perbup arunika no 7 th 2031", "perbup-a"),
        ("Peraturan Bupati Arunika Nomor 7 Tahun 2031", "perbup-a"),
        ("Peraturan Bupati Kabupaten Arunika Nomor 7 Tahun 2031", "perbup-a"),
        ("Peraturan Bupati Arunka Nomor 7 Tahun 2031", "perbup-a"),
        ("Peraturan Bupati Nomor 7 Tahun 2031", "perbup-a"),
        ("Peraturan Wali Kota Rawa Indah Nomor 18 Tahun 2031", "perwal-r"),
        ("Peraturan Walikota Rawa Indah Nomor 18 Tahun 2031", "perwal-r"),
        ("perwali rawa indah 18/2031", "perwal-r"),
        ("Peraturan Gubernur Nusa Elok Nomor 9 Tahun 2031", "pergub-n"),
        ("Peraturan Daerah Kabupaten Arunika Nomor 3 Tahun 2031", "perda-a"),
        ("Peraturan Daerah Provinsi Nusa Elok Nomor 3 Tahun 2031", "perda-n"),
        ("Peraturan Menteri Perikanan Republik Indonesia Nomor 53 Tahun 2014", "permen-p"),
        ("Keputusan Bupati Arunika Nomor 77 Tahun 2031", "kep-a"),
        ("Peraturan Menteri Pendayagunaan Aparatur Negara Nomor 53 Tahun 2014", "permenpan-53"),
    ],
)
def test_a_local_regulation_is_known_by_its_long_name(text: str, sumber_id: str) -> None:
    acuan = find_references(f"Apa isi Pasal 2 {text}?", DAERAH)
    assert [(str(a.letak), a.sumber_id, a.sumber_tidak_dikenal) for a in acuan] == [
        ("Pasal 2", sumber_id, None)
    ]


@pytest.mark.parametrize(
    "text", ["Peraturan Bupati Antah Nomor 53 Tahun 2014", "Peraturan Bupati Arunika Nomor 7 Tahun 2030"]
)
def test_the_number_of_another_issuer_is_no_other_regulation(text: str) -> None:
    acuan = find_references(f"Apa isi Pasal 2 {text}?", DAERAH)
    assert [(a.sumber_id, a.sumber_tidak_dikenal) for a in acuan] == [(None, text)]


@pytest.mark.parametrize("text", ["Perda 3/2031", "peraturan bupati mana yang dipakai", "keputusan nomor 5"])
def test_a_local_regulation_that_is_not_told_apart_is_not_guessed(text: str) -> None:
    assert find_references(f"apa isi {text}?", DAERAH) == ()


def test_a_short_form_with_two_meanings_is_not_guessed() -> None:
    assert found("permendagri 18") == []


def test_a_place_goes_with_its_source() -> None:
    assert found("pasal 19 PP 8/2006 dan lampiran II permenpan 53") == [
        ("Pasal 19", "pp-8", None),
        ("Lampiran II", "permenpan-53", None),
    ]
    assert found("permenpan 53, lampiran I huruf c") == [("Lampiran I huruf c", "permenpan-53", None)]
    assert found("pasal 4 permenpan 99/2023") == [("Pasal 4", None, "permenpan 99/2023")]


def test_several_places_in_one_breath() -> None:
    assert [letak for letak, _, _ in found("pasal 2, 3 dan 4 PP 8")] == ["Pasal 2", "Pasal 3", "Pasal 4"]


@pytest.mark.parametrize(
    "text",
    [
        "angka kemiskinan turun 5 persen",
        "capaian 90,5 persen tahun 2024",
        "pasal berapa?",
        "permenpan",
        "pasar 5",
        "2 program dan 3 kegiatan",
        "form isian",
        "babak 2",
    ],
)
def test_what_names_no_place(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "part",
    ["pasal ", "permenpan ", "pasal 1 ", "( ", "i/", "1/", "permenpa 1 ", "peraturan menteri ", "perda a "],
)
def test_hostile_text_is_read_in_bounded_time(part: str) -> None:
    began = time.process_time()
    acuan = find_references(part * 20_000, REGISTRY)
    assert time.process_time() - began < 1
    assert len(acuan) <= MAX_REFERENCES


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for one in find_references(text, REGISTRY):
        assert one.letak or one.sumber_id or one.sumber_tidak_dikenal


@given(st.integers(1, 399), st.integers(1, 20), st.sampled_from(REGISTRY[:4]))
@settings(max_examples=60, deadline=None)
def test_every_pasal_of_every_source(pasal: int, ayat: int, sumber: Sumber) -> None:
    text = f"Pasal {pasal} ayat ({ayat}) {sumber.singkat}"
    assert found(text) == [(f"Pasal {pasal} ayat {ayat}", sumber.id, None)]
