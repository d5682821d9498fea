"""Answers from the reports that users add: past LKjIPs and Renstra of real offices.

A question that names an office is answered from that office's documents only, with the report's own words
and its page, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering import offices
from bot.answering.compose.say import say
from bot.answering.match import Kata, kosakata
from bot.answering.model import Alasan, Ragam, Terdekat
from bot.answering.offices import Sebutan
from bot.answering.report_score import Terpilih, best, speaks_of_whole, spread, together
from bot.answering.report_show import show
from bot.answering.report_topics import Permintaan, Topik, wanted
from bot.answering.report_units import Satuan, units
from bot.answering.steps import Penolakan, Susunan
from bot.answering.understand import Dipahami
from knowledge.index.model import Hit, Knowledge, Pencarian
from knowledge.letak import Letak
from knowledge.model import Jenis, Sumber
from knowledge.scope import Scope

TEXT = frozenset({"alinea", "daftar", "bagian"})
SURE = 0.9
FOUND = 40
"""Passages of a report that the search is asked for."""
PLAN_YEARS = 5
"""A Renstra covers the years from its first on."""
_OF_RULE = frozenset({
    Ragam.TENGGAT, Ragam.FREKUENSI, Ragam.KEPADA_SIAPA, Ragam.SANKSI, Ragam.STATUS, Ragam.KUTIP,
    Ragam.PREDIKAT, Ragam.KATEGORI,
})  # fmt: skip
_ONLY_WITH_TOPIC = frozenset(
    {Ragam.DI_MANA, Ragam.RUMUS, Ragam.BEDA, Ragam.DEFINISI, Ragam.BOLEHKAH, Ragam.SIAPA}
)
_PLAN = re.compile(r"\brenstra\b|\brencana strategis\b", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:lkj\w*|lakip|lkip|laporan kinerja)\b", re.IGNORECASE)
_YEARS = re.compile(r"(?<![\d./])(?:19|20)\d\d(?![\d/])")
_UNCLEAR_YEAR = re.compile(r"\btahun (?:lalu|kemarin|sebelumnya|terakhir)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rencana:
    """Which documents are asked, and for what."""

    sebutan: Sebutan
    minta: Permintaan
    sumber: tuple[Sumber, ...]
    tahun: int | None
    catatan: str = ""


def report_lookup(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Susunan | None:
    """The step of :mod:`bot.answering.service`: what the reports of the named office say; None where the
    question is none about an office's report, or they do not say it."""
    plan = _plan(asked, knowledge.sources(scope))
    if plan is None or not plan.sumber or all(s.contoh for s in plan.sumber):
        return None
    narrow = scope.narrowed(sumber=frozenset(s.id for s in plan.sumber))
    pieces = [u for s in plan.sumber for u in units(knowledge.at(s.id, Letak(), narrow))]
    pieces = [Satuan(u.jenis, u.passages, u.teks, u.butir, at) for at, u in enumerate(pieces)]
    main = plan.minta.utama
    found = knowledge.search(plan.minta.pokok or (main.nama if main else ""), narrow, limit=FOUND)
    kata = kosakata().question(found.istilah, plan.minta.pokok) if plan.minta.pokok else Kata({})
    scores = {h.passage.id: h.skor for h in found.hits}
    chosen: list[Terpilih] = []
    asked_topics = _asked_topics(plan.minta)
    for topic in asked_topics:
        taken = {t.satuan.urut for t in chosen}
        rest = [p for p in pieces if p.urut not in taken]
        ranked = best(rest, plan.minta, kata, kosakata(), scores, topik=topic)
        picked = spread(ranked, most=3 if len(asked_topics) == 1 else 2)
        chosen += [replace(t, satuan=together(t.satuan, pieces, topic)) for t in picked]
    if not chosen:
        return None
    return _said(asked, plan, chosen, found)


def _asked_topics(minta: Permintaan) -> Sequence[Topik | None]:
    """The main topic; kendala and solusi (or keberhasilan) are asked together and answered one by one."""
    together = [t for t in minta.topik if t.nama in {"kendala", "solusi", "keberhasilan"}]
    if len(together) > 1 and minta.utama in together:
        return together[:2]
    return [minta.utama]


def report_guard(asked: Dipahami, found: Pencarian, knowledge: Knowledge) -> Penolakan | None:
    """The step after the search, for what :func:`report_lookup` did not answer: the contents of an office's
    report are not answered from another document."""
    sources = {s.id: s for s in knowledge.sources()}
    for sumber_id in dict.fromkeys(hit.passage.sumber_id for hit in found.hits):
        source = knowledge.source(sumber_id)
        if source is not None:
            sources[source.id] = source
    plan = _plan(asked, list(sources.values()))
    if plan is None or (plan.sumber and all(s.contoh for s in plan.sumber)):
        return None
    name, year = plan.sebutan.nama, str(plan.tahun or "")
    missing = say("dokumen/laporan", instansi=name, tahun=year)
    if not plan.sebutan.sumber:
        text = say("tolak/data-instansi", instansi=name)
    elif not plan.sumber:
        years = ", ".join(str(y) for y in sorted({s.tahun for s in plan.sebutan.sumber if s.tahun}))
        text = say("laporan/tanpa-tahun", instansi=name, tahun=year, ada=years)
    else:
        text, missing = say("laporan/tanpa-isi", instansi=name, tahun=year), ""
    ids = {s.id for s in plan.sebutan.sumber}
    near = tuple(
        Terdekat(
            sources[h.passage.sumber_id].singkat, str(h.passage.letak) or h.passage.judul, h.passage.judul
        )
        for h in found.hits
        if h.passage.sumber_id in ids
    )
    return Penolakan(Alasan.DATA_INSTANSI, text, missing or None, terdekat=near[:3])


def _plan(asked: Dipahami, sources: Sequence[Sumber]) -> _Rencana | None:
    """None for a question that is not about the contents of an office's documents."""
    maksud = asked.maksud
    text = maksud.utuh if maksud.lanjutan else maksud.teks
    kind = maksud.ragam[0]
    regulations = {s.id for s in sources if s.jenis not in offices.REPORTS}
    if kind in _OF_RULE or any(a.sumber_id in regulations or a.sumber_tidak_dikenal for a in maksud.acuan):
        return None
    mentioned = offices.named(text, sources)
    if mentioned is None:
        return None
    names = [s.instansi for s in mentioned.sumber if s.instansi] or [mentioned.nama]
    minta = wanted(text, list(dict.fromkeys(names)))
    if not minta.topik and (kind in _ONLY_WITH_TOPIC or not mentioned.sumber or not minta.pokok):
        return None
    if kind in _ONLY_WITH_TOPIC and not (mentioned.tepat and (maksud.tahun or kind is not Ragam.BOLEHKAH)):
        return None
    if mentioned.tanpa_wilayah and not (maksud.tahun and minta.topik):
        return None
    chosen, note = _of_year(mentioned.sumber, maksud.tahun, text, minta)
    return _Rencana(mentioned, minta, chosen, maksud.tahun, note)


def _of_year(
    reports: Sequence[Sumber], year: int | None, text: str, minta: Permintaan
) -> tuple[tuple[Sumber, ...], str]:
    """The reports that a question means by its year and kind, and a note where that had to be guessed."""
    real = [s for s in reports if not s.contoh] or list(reports)
    plans = [s for s in real if s.jenis is Jenis.RENSTRA]
    yearly = [s for s in real if s.jenis is Jenis.LKJIP]
    if _PLAN.search(text) and not _REPORT.search(text):
        fitting = [s for s in plans if year is None or _covers(s, year)]
        return tuple(fitting), ""
    if not yearly:
        return tuple(s for s in plans if year is None or _covers(s, year)), ""
    if year is not None and not _UNCLEAR_YEAR.search(text):
        years = {int(y) for y in _YEARS.findall(text)} | {year}
        same = tuple(s for s in yearly if s.tahun in years)
        if same:
            return same, ""
        covering = tuple(s for s in plans if _covers(s, year)) if not _REPORT.search(text) else ()
        note = say("laporan/periode", tahun=str(year), sumber=covering[0].singkat) if covering else ""
        return covering, note
    newest = max(s.tahun or 0 for s in yearly)
    note = say("laporan/terbaru", tahun=str(newest)) if newest else ""
    return tuple(s for s in yearly if (s.tahun or 0) == newest), note


def _covers(plan: Sumber, year: int) -> bool:
    return plan.tahun is not None and plan.tahun <= year <= plan.tahun + PLAN_YEARS


def _said(asked: Dipahami, plan: _Rencana, chosen: Sequence[Terpilih], found: Pencarian) -> Susunan:
    by_id = {h.passage.id: h for h in found.hits}
    lines: list[str] = []
    words: list[tuple[str, str]] = []
    tables = False
    names = list(dict.fromkeys(_singkat(plan, t.satuan) for t in chosen))
    topic = " serta ".join(t.sebut for t in _asked_topics(plan.minta) if t is not None)
    opening = say("laporan/pembuka", sumber=" dan ".join(names), topik=topic)
    lines.append(opening)
    rows_only = _rows_only(plan.minta, chosen)
    shown_pieces = chosen[:1] if rows_only else chosen
    for one in shown_pieces:
        shown = show(one.satuan, plan.minta, rows_only=rows_only)
        lines.append(shown.teks)
        words += shown.kata
        tables = tables or one.satuan.jenis in {"baris", "tabel"}
    lines.append(say("laporan/catatan", tabel=tables))
    if plan.catatan:
        lines.append(plan.catatan)
    cited: dict[str, str] = {}
    for key, text in words:
        cited[key] = f"{cited[key]}\n{text}" if key in cited else text
    passages = {p.id: p for t in chosen for p in t.satuan.passages}
    # The words of a table are not those of its section: no other passage is shown in their place.
    hits = tuple(
        replace(by_id[i], naskah=()) if i in by_id else Hit(passages[i], SURE, {}, 1.0) for i in cited
    )
    sure = min(SURE, 0.55 + 0.12 * chosen[0].skor)
    return Susunan(
        "\n".join(lines), hits, asked.maksud.ragam[0], opening, tuple(cited.items()), round(sure, 3)
    )


def _rows_only(minta: Permintaan, chosen: Sequence[Terpilih]) -> bool:
    """Whether the whole of a budget is asked for and only rows of parts were found."""
    main = minta.utama
    return (
        main is not None
        and main.nama == "anggaran"
        and not minta.pokok
        and chosen[0].satuan.jenis in {"baris", "tabel"}
        and not any(t.satuan.total for t in chosen)
        and not any(t.satuan.jenis in TEXT and speaks_of_whole(t.satuan) for t in chosen)
    )


def _singkat(plan: _Rencana, one: Satuan) -> str:
    sumber_id = one.passages[0].sumber_id
    return next((s.singkat for s in plan.sumber if s.id == sumber_id), sumber_id)
