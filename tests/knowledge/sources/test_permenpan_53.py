"""Permenpan-RB 53/2014: every Pasal, huruf, angka, form and checklist item has its passage, on its page.

The lists of ``permenpan_53`` are the structure of the regulation, so a passage that is lost or that names
another page fails here.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from knowledge.letak import Letak, parse_letak
from knowledge.model import Aspek, Passage, Pernyataan, Sikap, Verifikasi
from knowledge.sources.authored import read_file
from knowledge.sources.registry import folder, load_registry
from tests.knowledge.sources.permenpan_53 import (
    CHECKLIST,
    CHECKLIST_ITEMS,
    COLUMNS,
    FILES,
    GROUPS,
    INSTRUCTIONS,
    OVERVIEWS,
    PLACES,
    SIGNERS,
    SUBMISSIONS,
    THEMES,
    UNREGULATED,
)


@cache
def passages() -> tuple[Passage, ...]:
    registry = load_registry()
    found: list[Passage] = []
    for part in FILES:
        name = f"permenpan-rb-53-2014-{part}.md"
        text = folder().joinpath("passages", name).read_text(encoding="utf-8")
        found += [passage for _, passage in read_file(name, text, registry)]
    return tuple(found)


def at(letak: str) -> list[Passage]:
    """Passages at exactly this place."""
    key = parse_letak(letak).key()
    return [p for p in passages() if p.letak.key() == key]


def named(slug: str) -> Passage:
    return next(p for p in passages() if p.id == f"permenpan-rb-53-2014#{slug}")


def statements(passage: Passage, aspek: Aspek) -> list[Pernyataan]:
    return [s for s in passage.pernyataan if s.aspek is aspek]


def pages(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


@pytest.mark.parametrize(("letak", "halaman"), PLACES)
def test_each_numbered_place_has_a_passage_on_its_page(letak: str, halaman: str) -> None:
    found = at(letak)
    assert found, f"no passage at {letak}"
    assert pages(halaman) in {p.halaman for p in found}


def test_no_passage_names_a_place_that_the_regulation_does_not_have() -> None:
    known = {parse_letak(letak).key() for letak, _ in PLACES}
    known |= {parse_letak(f"{CHECKLIST} {group}").key() for group in GROUPS}
    known |= {parse_letak(text).key() for text in ("Pasal 1-7", "Pasal 2-4")}
    known |= {parse_letak(f"Anak Lampiran III/1-2 alinea {n}").key() for n in (1, 2, 3)}
    assert {str(p.letak) for p in passages() if p.letak.key() not in known} == set()


def test_a_passage_lies_on_a_page_of_its_part() -> None:
    parts = {"Lampiran I": (5, 18), "Lampiran II": (19, 23), "Lampiran III": (24, 29)}
    for passage in passages():
        assert passage.halaman is not None, passage.id
        first, last = parts.get(_part(passage.letak), (1, 4))
        assert first <= passage.halaman[0] <= passage.halaman[1] <= last, passage.id


def _part(letak: Letak) -> str:
    number = letak.langkah[0].nomor.split("/")[0]
    return f"Lampiran {number}" if letak.langkah[0].unit.endswith("lampiran") else ""


def test_everything_is_read_from_the_official_text_but_the_present_status() -> None:
    other = {p.id for p in passages() if p.verifikasi is not Verifikasi.NASKAH_RESMI}
    assert other == {"permenpan-rb-53-2014#status-berlaku-kini"}


def test_the_checklist_has_its_23_items_in_three_groups() -> None:
    assert sum(GROUPS.values()) == len(CHECKLIST_ITEMS) == 23
    assert all(len(at(letak)) == 1 for letak, _ in CHECKLIST_ITEMS)
    whole = " ".join(s.teks for p in at("Anak Lampiran III/2-2") for s in p.pernyataan)
    assert "23 (dua puluh tiga)" in whole


@pytest.mark.parametrize(("letak", "count"), OVERVIEWS.items())
def test_an_overview_carries_every_item(letak: str, count: int) -> None:
    assert any(len(s.butir) == count for p in at(letak) for s in statements(p, Aspek.DAFTAR))


def test_item_ii_7_says_that_the_report_is_no_collection() -> None:
    (item,) = at(f"{CHECKLIST} II butir 7")
    assert "bukan gabungan" in item.pernyataan[0].teks
    assert Sikap.TIDAK in {s.sikap for s in statements(item, Aspek.BENAR)}


def test_item_iii_4_is_about_the_target_and_iii_5_about_the_iku() -> None:
    (target,), (iku,) = at(f"{CHECKLIST} III butir 4"), at(f"{CHECKLIST} III butir 5")
    assert "target indikator" in target.pernyataan[0].teks
    assert "IKU" not in target.pernyataan[0].teks
    assert "IKU" in iku.pernyataan[0].teks


@pytest.mark.parametrize("form", COLUMNS)
def test_a_form_names_the_columns_of_both_its_tables(form: str) -> None:
    (columns,) = [s for p in at(f"Anak Lampiran {form}") for s in statements(p, Aspek.KOLOM)]
    first, second = (
        re.split(r";\s*", re.sub(r"\(\w+\)\s*", "", item.partition(": ")[2])) for item in columns.butir
    )
    wanted_first, wanted_second = COLUMNS[form]
    assert tuple(c.strip(" .;") for c in first if c) == wanted_first
    assert tuple(c.strip(" .;") for c in second if c) == wanted_second


@pytest.mark.parametrize("form", SIGNERS)
def test_a_form_says_who_signs(form: str) -> None:
    signers = [s for p in at(f"Anak Lampiran {form}") for s in statements(p, Aspek.PENANDATANGAN)]
    assert signers
    assert all(who in signers[0].teks for who in SIGNERS[form])


@pytest.mark.parametrize("form", INSTRUCTIONS)
def test_each_column_of_a_form_has_its_instruction(form: str) -> None:
    first, second = COLUMNS[form]
    for number, column in enumerate((*first, *second), 1):
        (passage,) = at(f"Anak Lampiran {form} angka {number})")
        assert column == "No" or column in passage.pernyataan[0].teks


@pytest.mark.parametrize("slug", SUBMISSIONS)
def test_each_submission_line_has_its_receivers_and_its_deadline(slug: str) -> None:
    months, receivers, strangers = SUBMISSIONS[slug]
    passage = named(slug)
    assert str(passage.letak) == "Lampiran II huruf D"
    (receiver,) = statements(passage, Aspek.PENERIMA)
    text = f"{receiver.teks} {'; '.join(receiver.butir)};"
    assert all(who in text for who in receivers)
    assert not any(who in text for who in strangers)
    (deadline,) = statements(passage, Aspek.TENGGAT)
    assert "tidak disebut" in deadline.teks if months is None else f"{months} (" in deadline.teks


@pytest.mark.parametrize("slug", UNREGULATED)
def test_what_is_not_regulated_is_said_where_one_would_look(slug: str) -> None:
    passage = named(slug)
    assert str(passage.letak) == UNREGULATED[slug]
    assert statements(passage, Aspek.TIDAK_DIATUR)


def test_the_overview_of_what_is_not_regulated_has_every_theme() -> None:
    (overview,) = statements(named("tidak-diatur-daftar"), Aspek.TIDAK_DIATUR)
    text = " ".join(overview.butir)
    assert [word for word in THEMES if word not in text] == []


def test_claims_about_a_subject_do_not_contradict_each_other() -> None:
    stances: dict[tuple[Aspek, str], set[Sikap | None]] = {}
    for passage in passages():
        for statement in passage.pernyataan:
            if statement.perihal and statement.sikap:
                key = (statement.aspek, statement.perihal.lower())
                stances.setdefault(key, set()).add(statement.sikap)
    assert {key for key, found in stances.items() if len(found) > 1} == set()


def test_claims_are_put_positively_and_sentences_stand_alone() -> None:
    for passage in passages():
        for statement in passage.pernyataan:
            assert not re.match(
                r"(?:hal|dokumen|laporan|butir) (?:ini|itu|tersebut)\b", statement.teks.lower()
            )
            assert " tersebut" not in statement.teks, passage.id
            if statement.perihal:
                assert not statement.perihal.startswith("tidak "), passage.id


def _official_words(material: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(material / "regulasi" / "permenpan-rb-53-2014.pdf")
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return re.findall(r"[a-z0-9/]+", text.lower())


TITLES = frozenset({"judul", "menimbang", "mengingat", "pasal"})
"""Places whose passages name regulations by their full titles."""
RUN = 10


@pytest.mark.data
def test_no_sentence_is_copied_from_the_official_text(material: Path) -> None:
    official = _official_words(material)
    runs = {tuple(official[i : i + RUN]) for i in range(len(official) - RUN + 1)}
    assert len(runs) > 3000
    copied = [
        (passage.id, run)
        for passage in passages()
        if passage.letak.langkah[0].unit not in TITLES
        for statement in passage.pernyataan
        for block in (statement.teks, *statement.butir)
        for run in _runs(block)
        if run in runs
    ]
    assert copied == []


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9/]+", text.lower())
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
