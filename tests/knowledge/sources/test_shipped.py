"""The shipped sources: complete, consistent, and quick to load."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from knowledge.letak import parse_letak
from knowledge.model import Aspek, Jenis, Passage, Relasi, StatusBerlaku, Verifikasi
from knowledge.sources import check_place, load_passages, load_registry, shipped
from knowledge.sources.registry import PASIF

REGISTRY = load_registry()
PASSAGES = load_passages(REGISTRY)
RULES = {
    "pp-8-2006": 35,
    "uu-23-2014": 20,
    "perpres-29-2014": 12,
    "pp-13-2019": 12,
    "permendagri-18-2020": 12,
    "permenpan-rb-88-2021": 10,
    "permenpan-rb-12-2015": 5,
    "permenpan-rb-89-2021": 7,
    "permendagri-86-2017": 3,
    "pp-60-2008": 3,
    "uu-17-2003": 1,
    "per-09-m-pan-5-2007": 1,
    "per-20-m-pan-11-2008": 1,
    "surat-irjen-050-209-ij-2022": 3,
    "surat-otda-2697-2023": 3,
}
"""Fewest passages for what is known of each rule."""


def of(sumber_id: str, letak: str) -> list[Passage]:
    return [p for p in PASSAGES if p.sumber_id == sumber_id and str(p.letak) == letak]


@pytest.mark.parametrize(("sumber_id", "least"), RULES.items())
def test_every_rule_has_passages_for_what_is_known_of_it(sumber_id: str, least: int) -> None:
    assert sum(p.sumber_id == sumber_id for p in PASSAGES) >= least


def test_sources_that_are_loaded_speak_and_those_known_by_name_do_not() -> None:
    spoken = Counter(p.sumber_id for p in PASSAGES)
    for sumber in REGISTRY.values():
        if sumber.jenis in {Jenis.REGULASI, Jenis.SURAT}:
            assert bool(spoken[sumber.id]) == sumber.dimuat, sumber.id


def test_ids_are_unique_and_begin_with_their_source() -> None:
    ids = [p.id for p in PASSAGES]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{re.escape(p.sumber_id)}#[a-z0-9-]+", p.id) for p in PASSAGES)


def test_every_letak_reads_back_as_it_is_printed_and_lies_in_its_source() -> None:
    for passage in PASSAGES:
        assert parse_letak(str(passage.letak)) == passage.letak
        assert check_place(REGISTRY[passage.sumber_id], passage.letak, passage.halaman) is None


def test_pages_are_only_given_where_the_source_has_pages() -> None:
    for passage in PASSAGES:
        if passage.halaman and passage.jenis is Jenis.REGULASI:
            pages = REGISTRY[passage.sumber_id].struktur.halaman
            assert pages is not None
            assert 1 <= passage.halaman[0] <= passage.halaman[1] <= pages


def test_statements_are_whole_sentences_that_stand_alone() -> None:
    dangling = re.compile(r"(?:hal|ketentuan|laporan|aturan|kegiatan) (?:ini|tersebut)\b", re.IGNORECASE)
    for passage in PASSAGES:
        for statement in passage.pernyataan:
            where = f"{passage.id}: {statement.teks}"
            assert re.match(r"[A-Z0-9]|e-[A-Z]", statement.teks), where
            assert statement.teks.endswith((".", ":", ")")), where
            assert not dangling.match(statement.teks), where
            assert statement.teks in passage.teks


def test_unverified_content_is_never_stated_as_certain() -> None:
    """A passage of a rule that nobody has verified says so in its own words."""
    careful = re.compile(r"belum (?:ter|di)|belum diperoleh|beredar")
    for passage in PASSAGES:
        rule = passage.jenis in {Jenis.REGULASI, Jenis.SURAT}
        if rule and passage.verifikasi is Verifikasi.BELUM_DIVERIFIKASI:
            assert careful.search(passage.teks), passage.id


def test_relations_stand_at_both_ends() -> None:
    back = {**PASIF, **{passive: active for active, passive in PASIF.items()}}
    for sumber in REGISTRY.values():
        for relasi in sumber.relasi:
            other = REGISTRY[relasi.sumber_id].relasi
            mirrored = Relasi(back[relasi.jenis], sumber.id, relasi.keterangan, relasi.verifikasi)
            assert mirrored in other


def test_every_rule_says_when_it_was_checked_and_where_its_text_is_to_be_had() -> None:
    for sumber in REGISTRY.values():
        if sumber.jenis is Jenis.REGULASI:
            assert sumber.diperiksa is not None
            assert sumber.diperiksa >= date(2026, 11, 22)
            assert sumber.penerbit


def test_superseded_rules_lead_to_the_rule_in_force() -> None:
    expected = {
        "permenpan-29-2010": "permenpan-rb-53-2014",
        "permenpan-rb-12-2015": "permenpan-rb-88-2021",
        "kep-135-m-pan-9-2004": "permenpan-rb-12-2015",
        "pp-3-2007": "pp-13-2019",
        "pp-6-2008": "pp-13-2019",
        "permendagri-73-2009": "permendagri-18-2020",
    }
    for old, new in expected.items():
        assert REGISTRY[old].status is StatusBerlaku.DICABUT
        assert new in {
            r.sumber_id for r in REGISTRY[old].relasi if r.jenis in {"dicabut-oleh", "diganti-oleh"}
        }


def test_passages_carry_the_status_of_their_source() -> None:
    assert {p.status for p in PASSAGES if p.sumber_id == "permenpan-rb-12-2015"} == {StatusBerlaku.DICABUT}
    assert all(p.status is REGISTRY[p.sumber_id].status for p in PASSAGES)


@pytest.mark.parametrize(
    ("sumber_id", "letak", "aspek", "held"),
    [
        ("pp-8-2006", "Pasal 18", Aspek.PENERIMA, ("Menteri Keuangan", "Perencanaan", "Pendayagunaan")),
        ("pp-8-2006", "Pasal 19", Aspek.PENERIMA, ("gubernur", "Pendayagunaan")),
        ("pp-8-2006", "Pasal 34", Aspek.SANKSI, ("laporan keuangan", "penangguhan", "penundaan")),
        ("uu-23-2014", "Pasal 69 ayat (1)", Aspek.DAFTAR, ("LPPD", "LKPJ", "RLPPD")),
        ("uu-23-2014", "Pasal 70 ayat (4)", Aspek.TENGGAT, ("3 (tiga) bulan", "31 Maret")),
        ("uu-23-2014", "Pasal 73", Aspek.LANGKAH, ("interpelasi", "ditegur", "pembinaan khusus")),
        ("perpres-29-2014", "Pasal 5", Aspek.DAFTAR, ("renstra", "PK", "reviu")),
        ("permenpan-rb-88-2021", "Lampiran", Aspek.SKALA, ("di atas 70 sampai dengan 80", "Sangat Baik")),
        ("permendagri-86-2017", "Lampiran Tabel T-E.1", Aspek.SKALA, ("91", "76", "66", "51", "50")),
        ("pp-60-2008", "Pasal 49 ayat (1)", Aspek.DAFTAR, ("BPKP", "inspektorat kabupaten/kota")),
        ("uu-17-2003", "Pasal 4", Aspek.DEFINISI, ("1 Januari", "31 Desember")),
    ],
)
def test_a_place_answers_its_question_in_one_statement(
    sumber_id: str, letak: str, aspek: Aspek, held: tuple[str, ...]
) -> None:
    statements = [s for p in of(sumber_id, letak) for s in p.pernyataan if s.aspek is aspek]
    texts = [" ".join([s.teks, *s.butir]) for s in statements]
    assert any(all(part in text for part in held) for text in texts), texts


@pytest.mark.parametrize("sumber_id", ["permenpan-rb-88-2021", "permenpan-rb-12-2015"])
def test_weights_of_the_components_add_up_to_a_hundred(sumber_id: str) -> None:
    lists = [s.butir for p in PASSAGES if p.sumber_id == sumber_id for s in p.pernyataan if s.butir]
    weights = [
        sum(int(n) for item in items if (n := (re.search(r": (\d+)%?$", item) or ["", "0"])[1]))
        for items in lists
        if any(item.startswith("perencanaan kinerja:") for item in items)
    ]
    assert weights
    assert set(weights) == {100}


def test_shipped_groups_the_passages_by_source_with_a_stable_fingerprint() -> None:
    loads = shipped()
    assert [load.sumber.id for load in loads] == list(REGISTRY)
    assert sum(len(load.passages) for load in loads) == len(PASSAGES)
    assert all(p.sumber_id == load.sumber.id for load in loads for p in load.passages)
    first = {load.sumber.id: load.sidik for load in loads}
    assert len(set(first.values())) == len(first)
    shipped.cache_clear()
    assert {load.sumber.id: load.sidik for load in shipped()} == first


@pytest.mark.data
@pytest.mark.parametrize(
    ("sumber_id", "file"),
    [("pp-8-2006", "pp-8-2006.md"), ("uu-23-2014", "uu-23-2014-pasal-69-74.md")],
)
def test_passages_are_in_our_own_words(material: Path, sumber_id: str, file: str) -> None:
    """Titles, deadlines and technical terms run to ten words; more than twelve would be a copied sentence."""
    official = words_of((material / "regulasi" / file).read_text(encoding="utf-8"))
    runs = {tuple(official[i : i + 13]) for i in range(len(official) - 12)}
    for passage in PASSAGES:
        if passage.sumber_id == sumber_id:
            ours = words_of(passage.teks)
            copied = [ours[i : i + 13] for i in range(len(ours) - 12) if tuple(ours[i : i + 13]) in runs]
            assert not copied, f"{passage.id}: {' '.join(copied[0])}"


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
