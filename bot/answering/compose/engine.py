"""Composes an answer without a language model: the direct answer, then what explains it, then the catch."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answering import parties
from bot.answering.compose.beda import two_sides
from bot.answering.compose.choose import Calon
from bot.answering.compose.further import conflict, explain, notes, runner_up, superseded
from bot.answering.compose.material import Bahan, Hitungan, Naskah
from bot.answering.compose.pick import best_statement, say_statement, verdict
from bot.answering.compose.places import placed, quotation, quote_place, say_quotation, status, where
from bot.answering.compose.say import opened, statement
from bot.answering.compose.tunjuk import pinpoint
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from bot.answering.understand import searched

_STILL = re.compile(r"\b(?:masih|tetap) (?:ber)?laku\b|\bmasih (?:dipakai|digunakan|bisa|boleh)\b")
_SAME = re.compile(r"\bsama (?:saja )?(?:dengan|seperti|tidak|\?)")
COUNTED = frozenset(
    (Ragam.BERAPA, Ragam.APA_SAJA, Ragam.FORMAT, Ragam.SIAPA, Ragam.KEPADA_SIAPA, Ragam.LANGKAH)
)
"""Kinds whose list is opened with the number of its items."""


def compose(bahan: Bahan) -> Susunan | None:
    """The answer, or None where nothing that was found states anything."""
    main = bahan.asked.maksud.ragam[0]
    draft = Naskah()
    if main is Ragam.KUTIP and quote_place(bahan, draft):
        notes(bahan, draft)
        return _done(bahan, draft)
    if not bahan.hits:
        return None
    superseded(bahan, draft)
    if not _direct(bahan, draft):
        return None
    runner_up(bahan, draft)
    explain(bahan, draft)
    conflict(bahan, draft)
    notes(bahan, draft)
    pinpoint(bahan, draft)
    if draft.late is not None:
        draft.rest_on(draft.late)
    return _done(bahan, draft)


def _done(bahan: Bahan, draft: Naskah) -> Susunan:
    return Susunan(
        draft.text(), tuple(draft.hits), bahan.asked.maksud.ragam[0], draft.langsung, draft.words()
    )


def _direct(bahan: Bahan, draft: Naskah) -> bool:
    """The answer to each kind that is asked; False where no statement answers."""
    ragam = bahan.asked.maksud.ragam
    if Ragam.BEDA in ragam and _SAME.search(bahan.asked.diarahkan):
        claim = verdict(bahan)
        if claim is not None and claim.sikap is not None:
            say_statement(draft, claim.calon, opened(claim.pembuka, claim.calon.pernyataan.teks), [])
            return True
    if {Ragam.BEDA, Ragam.HUBUNGAN} & set(ragam) and two_sides(bahan, draft):
        ragam = tuple(r for r in ragam if r not in {Ragam.BEDA, Ragam.HUBUNGAN})
        if not ragam:
            return True
    quoted = quotation(bahan)
    if quoted is not None:
        say_quotation(bahan, draft, quoted)
        return True
    said: list[Calon] = []
    before = len(draft.baris)
    for kind in ragam:
        chosen = _answer_kind(_own_material(bahan, kind), draft, kind, said)
        if chosen is not None:
            said.append(chosen)
    return len(draft.baris) > before


def _own_material(bahan: Bahan, kind: Ragam) -> Bahan:
    """For a kind that is asked in a sentence of its own: what is found for that sentence about the same
    things.  Otherwise what was found for the whole question."""
    clause = bahan.asked.klausa.get(kind)
    own = bahan.kosakata.terms(clause) if clause else ()
    if not clause or not own:
        return bahan
    first = next(iter(bahan.asked.klausa)) is kind
    core = [] if first else [t for t in bahan.kosakata.core(bahan.kata).bobot if t not in own]
    text = searched(" ".join((*(t.removeprefix("=") for t in core), clause)), kind)
    found = bahan.knowledge.search(text, bahan.scope, limit=len(bahan.hits))
    maksud = replace(bahan.asked.maksud, pihak=parties.parties(clause))
    return replace(
        bahan,
        asked=replace(bahan.asked, maksud=maksud),
        pencarian=found,
        kata=bahan.kosakata.question(found.istilah, text),
        hitungan=Hitungan(),
    )


def _answer_kind(bahan: Bahan, draft: Naskah, kind: Ragam, said: list[Calon]) -> Calon | None:
    if kind is Ragam.BOLEHKAH:
        claim = verdict(bahan)
        if claim is not None:
            say_statement(draft, claim.calon, opened(claim.pembuka, claim.calon.pernyataan.teks), said)
            return claim.calon
    if kind is Ragam.STATUS:
        claim = verdict(bahan) if _STILL.search(bahan.asked.diarahkan) else None
        if claim is not None and claim.sikap is not None:
            say_statement(draft, claim.calon, opened(claim.pembuka, claim.calon.pernyataan.teks), said)
            return claim.calon
        if status(bahan, draft):
            return None
    if kind is Ragam.DI_MANA:
        return where(bahan, draft, said)
    elsewhere = placed(bahan, kind, draft, said) if not said else None
    if elsewhere is not None:
        return elsewhere
    best = best_statement(bahan, kind, said)
    if best is None:
        return None
    count = kind in COUNTED
    say_statement(draft, best, statement(best.pernyataan, count=count), said)
    return best
