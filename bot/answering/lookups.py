"""Questions that a table of ranges answers: a SAKIP value to its predicate, a capaian to its category.

The two are kept apart, since they are confused all the time: a predicate judges the SAKIP of an office
(Permenpan-RB 88/2021), a category one indicator's capaian (a scale that the office chooses; most borrow
that of Permendagri 86/2017).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.answering.hitung import computed, given
from bot.answering.model import Maksud, Ragam
from bot.answering.steps import Susunan
from bot.answering.understand import Dipahami
from bot.answering.wording import steer
from bot.kinerja.format import format_asli, format_persen, jumlah_desimal
from bot.kinerja.skala import PERMENDAGRI_86_2017
from bot.texts import Texts
from knowledge.index.model import Hit, Knowledge
from knowledge.letak import Letak
from knowledge.model import Aspek, Passage
from knowledge.scope import Scope
from knowledge.sources.tables import Rentang, TabelRentang, range_table

_GRADES = re.compile(r"(?<![\w/])(?:AA|BB|CC|aa|bb|cc|[ABCD])(?![\w/.)])")
_NAMED_GRADES = re.compile(
    r"\b(?:predikat(?:nya)?|nilai|huruf|grade|peringkat|dapat|bisa|jadi|ke|dari|atau) (?P<grade>aa|bb|"
    r"cc|[abcd])(?![\w/.)])"
)
"""In steering words, all lower case: a single letter is a grade only behind a word that says so."""
_SAKIP = re.compile(r"\b(?:sakip|akip|predikat\w*|evaluasi)\b", re.IGNORECASE)
_CAPAIAN = re.compile(
    r"\b(?:capaian\w*|ketercapaian\w*|realisasi\w*|kategori\w*|indikator\w*)\b", re.IGNORECASE
)
_PERCENT = re.compile(r"\d\s*(?:%|persen\b|prosen\b|pct\b)", re.IGNORECASE)
_ASKS_RANGE = re.compile(
    r"\b(?:rentang\w*|range|interval|berapa|minimal\w*|minimum|batas\w*|mulai)\b", re.IGNORECASE
)
_LEVELS = re.compile(r"\b(?:sangat tinggi|sangat rendah|tinggi|sedang|rendah)\b")
_OF_SCALE = re.compile(r"\b(?:kategori\w*|skala|tergolong|predikat capaian|capaian|peringkat kinerja)\b")
SKALA_ID, ATURAN_ID, PRAKTIK_ID = "permendagri-86-2017", "permenpan-rb-53-2014", "praktik"
MOST_VALUES = 3
SURE = 0.95
"""A table leaves no doubt about a value; which table was meant could still be misread."""


@dataclass(frozen=True, slots=True)
class Langsung:
    """An answer that a table gave, with the passages that it rests on, the decisive one first."""

    jawaban: str
    passages: tuple[Passage, ...]
    ragam: Ragam


@cache
def _texts() -> Texts:
    return Texts("jawaban", globals_={"angka": format_asli})


def value_lookup(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Susunan | None:
    """The step of :mod:`bot.answering.service`."""
    found = look_up(asked.maksud, knowledge, scope) or capaian(asked, knowledge, scope)
    if found is None:
        return None
    hits = tuple(Hit(passage, 1.0, {"tabel": 1.0}, 1.0) for passage in found.passages)
    return Susunan(found.jawaban, hits, found.ragam, langsung=found.jawaban, keyakinan=SURE)


def look_up(maksud: Maksud, knowledge: Knowledge, scope: Scope) -> Langsung | None:
    """The answer to a question that names a value or a predicate; None for every other question.

    Without the passages that the table stands in there is no answer: a table is no source by itself.
    """
    values = maksud.nilai[:MOST_VALUES]
    grades = _grades(_said(maksud))
    kind = _kind(maksud, bool(values), bool(grades))
    if kind is Ragam.PREDIKAT:
        return _predicate(values, grades, knowledge, scope)
    if kind is Ragam.KATEGORI:
        return _category(values, knowledge, scope)
    levels = () if values or grades else _levels(steer(_said(maksud)))
    return _category_range(levels, knowledge, scope) if levels else None


def capaian(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Langsung | None:
    """The capaian of the values that a question gives, with the passages that hold its formula."""
    values = given(steer(_said(asked.maksud)))
    result = computed(values) if values else None
    if result is None:
        return None
    practice = [
        one
        for place in result.letak
        for one in knowledge.at(PRAKTIK_ID, Letak(), scope)
        if str(one.letak) == place
    ]
    silent = _passages(knowledge, scope, ATURAN_ID, Letak(), "rumus", Aspek.TIDAK_DIATUR)
    if not practice:
        return None
    text = _texts().render(f"jawaban/hitung/{result.kunci}", **result.isi)
    if silent:
        basis = _texts().render("jawaban/hitung/dasar", aturan=_short_name(knowledge, ATURAN_ID))
        text = f"{text} {basis}"
    return Langsung(text, (*practice[:1], *silent[:1]), result.ragam)


def _kind(maksud: Maksud, has_value: bool, has_grade: bool) -> Ragam | None:
    """Which table is meant, if any.  A percentage or the word capaian means an indicator's achievement."""
    text = steer(_said(maksud))
    speaks_of_sakip = bool(_SAKIP.search(text))
    if (
        has_value
        and (_PERCENT.search(text) or _CAPAIAN.search(text))
        and not speaks_of_sakip
        and not has_grade
    ):
        asked = {Ragam.KATEGORI, Ragam.PREDIKAT} & set(maksud.ragam)
        return Ragam.KATEGORI if asked else None
    if has_grade and not has_value and not (speaks_of_sakip and _ASKS_RANGE.search(text)):
        return None
    if has_value and (has_grade or (speaks_of_sakip and Ragam.PREDIKAT in maksud.ragam)):
        return Ragam.PREDIKAT
    if has_grade and Ragam.PREDIKAT in maksud.ragam:
        return Ragam.PREDIKAT
    # "Predikat D itu rentangnya berapa?" asks for a range whatever else it asks for.
    only_grade = has_grade and not has_value and not any(a.letak for a in maksud.acuan)
    return Ragam.PREDIKAT if only_grade and re.search(r"\bpredikat|\bnilai (?:sakip|akip)", text) else None


def _said(maksud: Maksud) -> str:
    """The words of the question; of a follow-up ("kalau 81?") those of the completed one."""
    return maksud.utuh if maksud.lanjutan else maksud.teks


def _grades(text: str) -> tuple[str, ...]:
    table = range_table("predikat-akip")
    found = [match.group().upper() for match in _GRADES.finditer(text)]
    found += [match["grade"].upper() for match in _NAMED_GRADES.finditer(steer(text))]
    return tuple(dict.fromkeys(name for name in found if table.named(name)))


def _predicate(
    values: Sequence[Decimal], grades: Sequence[str], knowledge: Knowledge, scope: Scope
) -> Langsung | None:
    table = range_table("predikat-akip")
    passages = _passages(knowledge, scope, table.sumber_id, table.letak, "predikat", Aspek.SKALA)
    if not passages:
        return None
    source = passages[0].sumber_id
    name = _short_name(knowledge, source)
    if values:
        parts = [_one_predicate(value, table, grades) for value in values]
    else:
        parts = [
            _texts().render("jawaban/nilai/rentang", jenjang=level)
            for level in map(table.named, grades)
            if level is not None
        ]
    basis = _texts().render("jawaban/nilai/dasar-predikat", sumber=name)
    return Langsung(" ".join([*parts, basis]), passages, Ragam.PREDIKAT)


def _one_predicate(value: Decimal, table: TabelRentang, grades: Sequence[str]) -> str:
    level = table.level(value)
    if level is None:
        return _texts().render(
            "jawaban/nilai/di-luar", nilai=value, terendah=table.terendah, tertinggi=table.tertinggi
        )
    above: Rentang | None = next((one for one in table.jenjang if one.bawah == level.atas), None)
    return _texts().render(
        "jawaban/nilai/predikat",
        nilai=value,
        jenjang=level,
        di_batas=value == level.atas and above is not None,
        atasnya=above,
        lain=[name for name in grades if name != level.nama],
    )


def _category(values: Sequence[Decimal], knowledge: Knowledge, scope: Scope) -> Langsung | None:
    passages = _passages(knowledge, scope, SKALA_ID, Letak(), "", Aspek.SKALA)
    if not passages:
        return None
    silent = _passages(knowledge, scope, ATURAN_ID, Letak(), "skala", Aspek.TIDAK_DIATUR)
    scale = PERMENDAGRI_86_2017
    bounds = [level.bawah for level in scale.jenjang if level.bawah is not None]
    parts = [
        _texts().render(
            "jawaban/nilai/kategori",
            nilai=format_persen(value, jumlah_desimal(value)),
            kategori=scale.kategori(value).nama,
            batas=next((bound for bound in bounds if bound < value < bound + 1), None),
            lebih=value > 120,
        )
        for value in values
    ]
    basis = _texts().render(
        "jawaban/nilai/dasar-kategori",
        sumber=_short_name(knowledge, SKALA_ID),
        aturan=_short_name(knowledge, ATURAN_ID) if silent else None,
    )
    return Langsung(" ".join([*parts, basis]), (*passages[:1], *silent[:1]), Ragam.KATEGORI)


def _levels(steered: str) -> tuple[str, ...]:
    """The categories whose range a question asks for."""
    if not (_OF_SCALE.search(steered) and _ASKS_RANGE.search(steered)) or _SAKIP.search(steered):
        return ()
    return tuple(dict.fromkeys(match.group() for match in _LEVELS.finditer(steered)))


def _category_range(names: Sequence[str], knowledge: Knowledge, scope: Scope) -> Langsung | None:
    passages = _passages(knowledge, scope, SKALA_ID, Letak(), "", Aspek.SKALA)
    if not passages:
        return None
    silent = _passages(knowledge, scope, ATURAN_ID, Letak(), "skala", Aspek.TIDAK_DIATUR)
    levels = PERMENDAGRI_86_2017.jenjang
    parts = []
    for at, level in enumerate(levels):
        if level.nama.lower() not in names:
            continue
        lower, upper = level.bawah, levels[at - 1].bawah if at else None
        parts.append(
            _texts().render(
                "jawaban/nilai/rentang-kategori",
                nama=level.nama,
                bawah=None if lower is None else format_asli(lower),
                # The scale itself counts in whole percents.
                mulai=None if lower is None else format_asli(lower + 1),
                atas=None if upper is None else format_asli(upper),
            )
        )
    basis = _texts().render(
        "jawaban/nilai/dasar-kategori",
        sumber=_short_name(knowledge, SKALA_ID),
        aturan=_short_name(knowledge, ATURAN_ID) if silent else None,
    )
    return Langsung(" ".join([*parts, basis]), (*passages[:1], *silent[:1]), Ragam.KATEGORI)


def _passages(
    knowledge: Knowledge, scope: Scope, sumber_id: str, letak: Letak, word: str, aspek: Aspek
) -> tuple[Passage, ...]:
    """The passages of a place that state an aspect, those whose title has the word first."""
    found = [
        one for one in knowledge.at(sumber_id, letak, scope) if any(p.aspek is aspek for p in one.pernyataan)
    ]
    titled = [one for one in found if word in one.judul.casefold()]
    return tuple((titled or ([] if word else found))[:1])


def _short_name(knowledge: Knowledge, sumber_id: str) -> str:
    source = knowledge.source(sumber_id)
    return source.singkat if source else sumber_id
