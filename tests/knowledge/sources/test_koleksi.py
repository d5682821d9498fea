"""The collections of our own: glossary, differences, calendar, practice, superseded rules, misconceptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.kinerja.skala import PERMENDAGRI_86_2017
from knowledge.model import Aspek, Jenis, Sikap, StatusBerlaku, Verifikasi
from knowledge.sources.registry import load_registry
from tests.knowledge.sources.koleksi import PENGGANTI, angka, passages

FILES = ("glosarium.md", "beda.md", "kalender.md", "praktik.md", "usang.md", "kekeliruan.md")
WEAK = re.compile(r"\b(?:hal (?:ini|itu|tersebut)|tersebut|sebaiknya|disarankan|hendaknya)\b", re.IGNORECASE)
"""Words that lean on a sentence before, or give advice that no source gives."""

TERMS = (
    "LKjIP", "LAKIP", "PK", "IKU", "IKK", "TDI", "CSF", "LKE", "LHE", "SAKIP", "AKIP", "SKPD",
    "OPD", "APIP", "LPPD", "LKPJ", "RLPPD", "EPPD", "RPJMD", "Renstra", "Renja", "RKPD", "DPA",
    "DIPA", "RKA", "Output", "Outcome", "Dampak", "SMART", "SKP", "SILPPD", "e-SAKIP", "Triwulan",
    "Polarisasi", "Dekonsentrasi",
)  # fmt: skip

CHOICE = re.compile(
    r"kebiasaan|pilihan|[Pp]raktik|lazim|tidak mengatur|dipinjam|buatan instansi|Asisten LKjIP"
)
"""Words that tell a habit or a choice from a rule."""


@pytest.mark.parametrize("name", FILES)
def test_statements_stand_alone_and_give_no_advice(name: str) -> None:
    for passage in passages(name):
        for statement in passage.pernyataan:
            for text in (statement.teks, *statement.butir):
                assert not WEAK.search(text), f"{passage.id}: {text}"


def test_a_term_is_defined_once() -> None:
    terms = [p.judul.split(" (")[0].casefold() for p in passages("glosarium.md")]
    assert len(terms) == len(set(terms))
    assert len(terms) >= 60


@pytest.mark.parametrize("term", TERMS)
def test_the_glossary_has_the_term(term: str) -> None:
    (found, *_) = [p for p in passages("glosarium.md") if re.match(rf"{term}\b", p.judul)]
    first = found.pernyataan[0]
    assert first.aspek in {Aspek.DEFINISI, Aspek.DAFTAR}
    assert term.casefold() in first.teks.casefold()


def test_a_definition_that_no_rule_gives_is_not_called_official() -> None:
    for passage in passages("glosarium.md"):
        if passage.jenis is Jenis.GLOSARIUM:
            assert passage.verifikasi is not Verifikasi.NASKAH_RESMI, passage.id


def test_differences_name_both_sides() -> None:
    for passage in passages("beda.md"):
        assert passage.pernyataan[0].aspek is Aspek.BEDA
        sides = re.split(r", dan |, | dan ", passage.judul)
        text = passage.teks.casefold()
        assert len(sides) >= 2
        for side in sides:
            assert side.split()[0].casefold() in text, f"{passage.id}: {side}"


def test_a_superseded_rule_names_what_replaced_it() -> None:
    in_force = [s.singkat for s in load_registry().values() if s.status is not StatusBerlaku.DICABUT]
    for passage in passages("usang.md"):
        (status,) = [s for s in passage.pernyataan if s.aspek is Aspek.STATUS]
        assert re.search(r"\b(?:dicabut|diganti)\b", status.teks), passage.id
        named = [name for name in in_force if name in passage.teks]
        assert named, passage.id
        assert passage.status is not StatusBerlaku.DICABUT, f"{passage.id} is cited from a revoked rule"


def test_superseded_rules_agree_with_the_registry() -> None:
    registry = load_registry()
    checked = 0
    for passage in passages("usang.md"):
        for source in registry.values():
            if not passage.judul.startswith(source.singkat + " "):
                continue
            assert source.status is StatusBerlaku.DICABUT
            successors = {registry[r.sumber_id].singkat for r in source.relasi if r.jenis in PENGGANTI}
            assert any(name in passage.teks for name in successors), passage.id
            checked += 1
    assert checked >= 7


def test_misconceptions_are_answered_from_a_rule_in_force() -> None:
    for passage in passages("kekeliruan.md"):
        assert passage.jenis is Jenis.REGULASI
        assert passage.status is not StatusBerlaku.DICABUT
        assert any(s.sikap in {Sikap.TIDAK, Sikap.BERSYARAT, Sikap.YA} for s in passage.pernyataan)


def test_each_date_of_the_calendar_rests_on_a_rule() -> None:
    rows = [p for p in passages("kalender.md") if p.jenis is not Jenis.KALENDER]
    assert len(rows) >= 12
    for passage in rows:
        assert passage.letak.langkah, passage.id
        assert passage.pernyataan[0].aspek in {Aspek.TENGGAT, Aspek.FREKUENSI}


@pytest.mark.parametrize(
    ("letak", "bulan", "bukan"),
    [("28 atau 29 Februari", "2 (dua)", "LKPJ"), ("31 Maret", "3 (tiga)", "SKPD")],
)
def test_the_overview_of_a_month_holds_only_what_is_due_then(letak: str, bulan: str, bukan: str) -> None:
    (passage,) = [p for p in passages("kalender.md") if str(p.letak).endswith(letak)]
    (statement,) = passage.pernyataan
    assert bulan in statement.teks
    assert len(statement.butir) >= 3
    assert all(bukan not in item for item in statement.butir)


def test_practice_is_never_told_as_a_rule_of_the_ministry() -> None:
    for passage in passages("praktik.md"):
        formulas = [s for s in passage.pernyataan if s.aspek in {Aspek.RUMUS, Aspek.SKALA}]
        for statement in formulas:
            assert CHOICE.search(statement.teks), f"{passage.id}: {statement.teks}"
        assert "53/2014" in passage.teks or not formulas or "raktik" in passage.teks, passage.id


def test_the_closed_scale_is_the_one_that_the_product_uses() -> None:
    (passage,) = [p for p in passages("praktik.md") if str(p.letak) == "Skala kategori capaian, batas"]
    (statement,) = passage.pernyataan
    written = [item.rstrip(";.").split(": ") for item in statement.butir]
    levels = PERMENDAGRI_86_2017.jenjang
    assert [name for _, name in written] == [level.nama for level in levels]
    for (words, _), level in zip(written, levels, strict=True):
        if level.bawah is not None:
            assert words.startswith(f"lebih dari {level.bawah}")


EXAMPLE = re.compile(r"target (\d+,\d\d)(?: persen)? dan realisasi (\d+,\d\d)[^.]*? menghasilkan (.+)")


def test_examples_of_the_formulas_are_right() -> None:
    formulas: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
        "naik": lambda t, r: r / t * 100,
        "turun": lambda t, r: (2 * t - r) / t * 100,
        "kebalikan": lambda t, r: t / r * 100,
    }
    expected = {
        "Rumus capaian arah naik": {"naik"},
        "Rumus capaian arah turun": {"turun"},
        "Rumus capaian arah turun, tulisan setara": {"turun"},
        "Rumus capaian arah turun, pilihan kebalikan": {"kebalikan"},
        "Kekeliruan arah indikator": {"naik", "turun"},
    }
    for passage in passages("praktik.md"):
        names = expected.get(str(passage.letak))
        if names is None:
            continue
        found = EXAMPLE.search(passage.teks)
        assert found, passage.id
        t, r = angka(found[1]), angka(found[2])
        percents = {angka(x) for x in re.findall(r"(\d+,\d\d) %", found[3])}
        assert percents == {round(formulas[name](t, r), 2) for name in names}, passage.id
