"""A value is looked up in the table with its boundary rule, and the two tables are never mixed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.lookups import look_up
from bot.answering.model import Maksud, Ragam
from bot.texts import Texts
from knowledge.letak import Letak, parse_letak
from knowledge.model import Aspek, Jenis, Passage, Pernyataan, Sumber
from knowledge.scope import PUBLIK, Scope
from knowledge.sources.tables import range_table


class Shelf:
    """The three passages that the tables stand in."""

    def __init__(self, *missing: str) -> None:
        rows = (
            ("permenpan-rb-88-2021", "Lampiran", "Predikat nilai AKIP", Aspek.SKALA),
            ("permendagri-86-2017", "Lampiran", "Skala nilai peringkat kinerja", Aspek.SKALA),
            ("permenpan-rb-53-2014", "Lampiran II huruf E", "Skala capaian", Aspek.TIDAK_DIATUR),
        )
        self._passages = [
            Passage(
                f"{sumber}#x",
                sumber,
                Jenis.REGULASI,
                parse_letak(letak),
                judul,
                judul,
                pernyataan=(Pernyataan(aspek, judul),),
            )
            for sumber, letak, judul, aspek in rows
            if sumber not in missing
        ]

    def at(self, sumber_id: str, letak: Letak, scope: Scope = PUBLIK) -> Sequence[Passage]:
        return [p for p in self._passages if p.sumber_id == sumber_id and letak.contains(p.letak)]

    def source(self, sumber_id: str) -> Sumber:
        return Sumber(sumber_id, Jenis.REGULASI, sumber_id.upper(), sumber_id)


def asked(text: str, *values: str, ragam: tuple[Ragam, ...] = (Ragam.PREDIKAT,)) -> str | None:
    maksud = Maksud(text, text, ragam, nilai=tuple(Decimal(v) for v in values))
    found = look_up(maksud, Shelf(), PUBLIK)  # type: ignore[arg-type]
    return found.jawaban if found else None


@pytest.mark.parametrize(
    ("value", "grade"),
    [("0", "D"), ("30", "D"), ("30.01", "C"), ("50", "C"), ("60", "CC"), ("60.01", "B"), ("70", "B"),
     ("72.5", "BB"), ("80", "BB"), ("80.01", "A"), ("90", "A"), ("90.5", "AA"), ("100", "AA")],
)  # fmt: skip
def test_a_sakip_value_has_the_predicate_of_its_range(value: str, grade: str) -> None:
    answer = asked("nilai sakip segini predikatnya apa", value)
    assert answer is not None
    assert f"berpredikat {grade} (" in answer


def test_a_value_at_the_boundary_says_why() -> None:
    answer = asked("Nilai 60 tepat itu B atau CC?", "60")
    assert answer is not None
    assert answer.startswith("Nilai 60 berpredikat CC (Cukup), bukan B: rentangnya di atas 50 sampai 60.")
    assert "B baru dimulai di atas 60" in answer


@pytest.mark.parametrize("value", ["100.01", "172.5"])
def test_a_value_outside_the_table_has_no_predicate(value: str) -> None:
    answer = asked("nilai akip itu predikat apa", value)
    assert answer is not None
    assert "antara 0 dan 100" in answer
    assert "berpredikat" not in answer


def test_a_predicate_is_answered_with_its_range() -> None:
    answer = asked("predikat BB itu nilai berapa sampai berapa")
    assert answer is not None
    assert "di atas 70 sampai 80" in answer


def test_a_capaian_is_a_category_and_never_a_predicate() -> None:
    answer = asked("capaian 90,5% masuk kategori apa", "90.5", ragam=(Ragam.KATEGORI,))
    assert answer is not None
    assert answer.startswith("Capaian 90,5 % tergolong Sangat Tinggi.")
    assert "celah di atas 90" in answer
    assert "tidak menetapkan skala" in answer


@pytest.mark.parametrize(
    "text",
    ["berapa lama LKjIP disusun", "apa isi lampiran I huruf A", "huruf B itu apa", "PK eselon II"],
)
def test_other_questions_are_left_alone(text: str) -> None:
    assert asked(text, ragam=(Ragam.UMUM,)) is None


def test_without_its_passage_a_table_answers_nothing() -> None:
    maksud = Maksud("nilai sakip 72", "nilai sakip 72", (Ragam.PREDIKAT,), nilai=(Decimal(72),))
    assert look_up(maksud, Shelf("permenpan-rb-88-2021"), PUBLIK) is None  # type: ignore[arg-type]


@given(st.decimals(0, 100, places=3))
def test_every_value_from_0_to_100_has_exactly_one_predicate(value: Decimal) -> None:
    table = range_table("predikat-akip")
    assert sum(level.holds(value) for level in table.jenjang) == 1


def test_the_sentences_match_their_variables() -> None:
    Texts("jawaban/nilai", globals_={"angka": str}).check_all()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("predkat d itu rentangnya brp", "Predikat D (Sangat Kurang) berlaku untuk nilai mulai 0 sampai 30"),
        (
            "kategori sangat tinggi mulai berapa persen",
            "Kategori Sangat Tinggi berlaku untuk capaian 91 % ke atas",
        ),
        (
            "kategori sangat rendah batasnya berapa",
            "Kategori Sangat Rendah berlaku untuk capaian 50 % ke bawah",
        ),
        ("kategori sedang rentangnya berapa", "Kategori Sedang berlaku untuk capaian 66 % sampai 75 %"),
    ],
)
def test_ranges_are_told_in_any_spelling(question: str, said: str) -> None:
    text = asked(question, ragam=(Ragam.BERAPA,))
    assert text is not None
    assert text.startswith(said)


def test_a_level_without_a_range_is_no_lookup() -> None:
    assert asked("kenapa capaian kami rendah", ragam=(Ragam.TUJUAN,)) is None
