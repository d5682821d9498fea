"""Over random tables: composing never fails, and no digit is without an entry in the ledger."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.drafting.compose import compose
from bot.drafting.compose.pieces import pieces
from bot.drafting.ledger import NUMBER, Ledger
from bot.drafting.model import Angka, Draft, Identitas, Komentar, Lengkapi, Polos
from bot.drafting.notes import CatatanIndikator, Notes
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, RumusTurun
from bot.kinerja.model import Arah, AsalArah, IndicatorTable, Teks
from bot.kinerja.skala import PERMENDAGRI_86_2017
from tests.drafting.bahan import Pembuat, bagian, celah, isi, tabel

ANEH = (
    *(
        "-",
        "n/a",
        "TDI",
        "#REF!",
        "0",
        "0,00",
        "100",
        "100,00",
        "-5,20",
        "1.234",
        "≥95",
        "<=5",
        ">95",
        "80-90",
    ),
    *("1:15", "WTP", "WDP", "BB", "BB(82,92)", "AA", "Rp1.250.000,00", "entah"),
)
NILAI = st.one_of(
    st.none(),
    st.sampled_from(["", "A (82,92)", "Level 3", "12 dokumen"]),
    st.sampled_from(
        [
            "-",
            "n/a",
            "TDI",
            "#REF!",
            "0",
            "0,00",
            "100",
            "100,00",
            "-5,20",
            "1.234",
            "≥95",
            "<=5",
            ">95",
            "80-90",
            "1:15",
            "WTP",
            "WDP",
            "BB",
            "BB(82,92)",
            "AA",
            "Rp1.250.000,00",
            "entah",
        ]
    ),
    st.decimals(min_value=-50, max_value=5000, places=2).map(lambda d: str(d).replace(".", ",")),
)
KATA = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
NAMA = st.one_of(
    st.sampled_from(
        ["Persentase jalan mantap", "Angka stunting", "Opini BPK", "Nilai SAKIP 2024", "IKM, dan lain-lain"]
    ),
    KATA,
)
SATUAN = st.sampled_from(
    [None, "persen", "%", "orang", "nilai", "opini", "per 100.000 penduduk", "Rp", "km²", "hari"]
)
TAHUN = st.integers(2018, 2024)
CATATAN = st.fixed_dictionaries(
    {},
    optional={
        "faktor_pendorong": KATA,
        "faktor_penghambat": KATA,
        "solusi": st.sampled_from(["1. Satu\n2. Dua", "Rapat 3 kali"]),
        "pic": KATA,
        "keterangan": KATA,
    },
)


@st.composite
def tables(draw: st.DrawFn) -> IndicatorTable:
    p = Pembuat()
    sasaran: list[tuple[str | None, list[Any]]] = []
    programs = ["Program A", "Program B 2", draw(KATA) or "Program"]
    for n in range(draw(st.integers(1, 3))):
        us = [
            p.indikator(
                draw(NAMA) or "Indikator",
                draw(NILAI),
                draw(NILAI),
                satuan=draw(SATUAN),
                arah=draw(st.sampled_from([Arah.NAIK, Arah.TURUN, None])),
                riwayat={y: draw(NILAI) or "" for y in draw(st.sets(TAHUN, max_size=4))},
                akhir=draw(NILAI),
                tahun_akhir=draw(st.sampled_from([None, 2023, 2024, 2025, 2026])),
                pembanding=[(draw(NAMA), draw(NILAI) or "", draw(st.none() | TAHUN), draw(st.none() | KATA))]
                if draw(st.booleans())
                else [],
                program=draw(st.lists(st.sampled_from(programs), max_size=2)),
                catatan=draw(CATATAN),
                asal=draw(st.sampled_from(list(AsalArah))),
            )
            for _ in range(draw(st.integers(0, 9)))
        ]
        sasaran.append((draw(st.none() | st.just(f"Sasaran {n}") | KATA), us))
    money = [
        p.anggaran(
            draw(st.sampled_from(programs)),
            draw(NILAI),
            draw(NILAI),
            draw(st.sampled_from(["program", "kegiatan", "subkegiatan", "total", "baris", "pendapatan"])),
            sasaran=draw(st.none() | st.just("Sasaran 0")),
        )
        for _ in range(draw(st.integers(0, 5)))
    ]
    return tabel(sasaran, money, tahun=draw(st.sampled_from([None, 2024])))


def semua_teks(draft: Draft) -> list[str]:
    """Every text that a document will hold, comments and gaps with their notes."""
    found = [line for block in draft.blok for line in isi(block)]
    for block in draft.blok:
        for piece in pieces(block):
            if isinstance(piece, Komentar):
                found.append("".join(p.teks for p in piece.isi))
            elif isinstance(piece, Lengkapi):
                found.append("".join(p.teks for p in piece.komentar))
    return found


def angka(draft: Draft) -> list[Angka]:
    found: list[Angka] = []
    for block in draft.blok:
        for piece in pieces(block):
            inner: tuple[Any, ...] = (piece,)
            if isinstance(piece, Komentar):
                inner = (*piece.pada, *piece.isi)
            elif isinstance(piece, Lengkapi):
                inner = (*piece.isi, *piece.komentar)
            found += [p for p in inner if isinstance(p, Angka)]
            assert all(isinstance(p, Angka | Polos | Komentar | Lengkapi) for p in inner)
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(tables(), st.sampled_from(list(RumusTurun)), st.sampled_from(["3", "semua"]), KATA)
def test_any_table_becomes_a_draft_whose_every_number_is_traced(
    table: IndicatorTable, rumus: RumusTurun, bab: str, kata: str
) -> None:
    ledger = Ledger()
    ukuran = measure(table, Aturan(PERMENDAGRI_86_2017, rumus_turun=rumus))
    ids = [i.id for i in table.indikator]
    notes = Notes(indikator={i: CatatanIndikator(penyebab=Teks(kata)) for i in ids[:2]})
    draft = compose(ukuran, notes, Identitas(kata or None, table.tahun), ledger, bab=bab)
    known = {entry.id: entry.teks for entry in ledger}
    for number in angka(draft):
        assert known[number.id] == number.teks
    tokens = {token for text in known.values() for token in NUMBER.findall(text)}
    for text in semua_teks(draft):
        for token in NUMBER.findall(text):
            assert token in tokens, (token, text)
    assert draft.lengkapi == len(celah(draft))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(tables())
def test_all_is_said_only_where_all_are_known_and_met(table: IndicatorTable) -> None:
    ukuran = measure(table, Aturan(PERMENDAGRI_86_2017))
    draft = compose(ukuran, Notes(), Identitas("Dinas Contoh", table.tahun), Ledger(), telusur_lampiran=False)
    for n, s in enumerate(ukuran.sasaran, 1):
        lead = bagian(draft, f"bab3.a.s{n}")
        r = s.rata_rata
        if re.search(r"Seluruh \d|tercapai seluruhnya", lead):
            assert r.tercapai == r.terukur == r.jumlah > 1
        if re.search(r"targetnya tercapai|semuanya mencapai", lead) and r.jumlah > 1:
            assert r.tercapai == r.terukur
    overall = bagian(draft, "bab3")
    if "seluruh target tercapai" in overall:
        assert ukuran.rata_rata.tercapai == ukuran.rata_rata.jumlah
