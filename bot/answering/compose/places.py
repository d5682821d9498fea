"""Answers about places: what stands there, where something is regulated, whether a rule is in force."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.citations import changing_relation, source_name, status_note
from bot.answering.compose.choose import ANSWERS, Calon
from bot.answering.compose.extract import QUOTED, Cuplikan, best_sentences, is_verbatim, without_heading
from bot.answering.compose.material import Bahan, Hitungan, Naskah, similar
from bot.answering.compose.pick import best_statement, say_statement
from bot.answering.compose.polar import REGULATION
from bot.answering.compose.say import say, statement
from bot.answering.model import Ragam
from knowledge.index.model import Acuan, Hit
from knowledge.letak import Letak
from knowledge.model import Aspek, Jenis, Passage, StatusBerlaku

SLIGHTLY = 0.15
"""Difference of coverage that a better fitting aspect makes up for."""


def quote_place(bahan: Bahan, draft: Naskah) -> bool:
    """What a named place says: its words where they are in the index, our summary of them otherwise."""
    for reference in bahan.asked.maksud.acuan:
        sumber_id, letak = _whole_place(bahan, reference)
        if not letak or sumber_id is None:
            continue
        at = bahan.knowledge.at(sumber_id, letak, bahan.scope)
        same = [p for p in at if p.letak.key() == letak.key()]
        exact = sorted(same or at, key=lambda p: -_tells_all(p))
        verbatim = [p for p in exact if is_verbatim(p)]
        # A list of all that a place holds needs no second passage.
        most = 1 if exact and _tells_all(exact[0]) > 1 else PASSAGES
        for passage in (verbatim or exact)[:most]:
            _quote(bahan, draft, passage, is_verbatim(passage) and bool(verbatim))
        if exact:
            return True
    return False


ALIKE = 0.75
"""A statement that shares so many of its terms with what is said says it again."""
PASSAGES = 2
"""Passages of one place that are told."""


def _quote(bahan: Bahan, draft: Naskah, passage: Passage, verbatim: bool) -> None:
    by_id = {h.passage.id: h for h in bahan.hits}
    name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
    hit = by_id.get(passage.id) or Hit(passage, 1.0, {"acuan": 1.0}, 1.0)
    if verbatim:
        text = say("kutip/naskah", sumber=name, letak=str(passage.letak), teks=without_heading(passage))
    elif draft.baris:
        said = bahan.kosakata.terms(draft.text())
        fresh = [
            p
            for p in _principal(bahan, passage.id, passage.pernyataan)
            if similar(bahan.kosakata.terms(p.teks), said) < ALIKE
        ]
        text = "\n".join(statement(p) for p in fresh)
        if not fresh:
            return
    else:
        body = "\n".join(statement(p) for p in _principal(bahan, passage.id, passage.pernyataan))
        text = say("kutip/ringkasan", sumber=name, letak=str(passage.letak), teks=body)
    draft.add(text, hit, without_heading(passage))


def _tells_all(passage: Passage) -> float:
    """How far a passage tells what its place holds: a list of it most, a word of the glossary least."""
    if passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
        return 0.0
    lists = any(
        len(p.butir) > 1 and p.aspek in {Aspek.ISI, Aspek.DAFTAR, Aspek.KOLOM} for p in passage.pernyataan
    )
    defines = any(p.aspek is Aspek.DEFINISI for p in passage.pernyataan[:1])
    return 2.0 if lists else 0.5 if defines else 1.0


def _whole_place(bahan: Bahan, reference: Acuan) -> tuple[str | None, Letak]:
    """The source and the full place of a reference: "kelompok II butir 7" is the end of one that was
    found."""
    key = reference.letak.key()
    for hit in bahan.hits:
        whole = hit.passage.letak
        ends = key and whole.key() != key and whole.key()[-len(key) :] == key
        if ends and reference.sumber_id in {None, hit.passage.sumber_id}:
            return hit.passage.sumber_id, whole
    return reference.sumber_id or _only_source(bahan, reference.letak), reference.letak


def _only_source(bahan: Bahan, letak: Letak) -> str | None:
    """The source of a place that is named without one: that named elsewhere in the question, or else that of
    the best passage of this very place or inside it, or the only one that has such a place."""
    named = next((a.sumber_id for a in bahan.asked.maksud.acuan if a.sumber_id), None)
    same = (h.passage.sumber_id for h in bahan.hits if h.passage.letak.key() == letak.key())
    inside = (h.passage.sumber_id for h in bahan.hits if letak.contains(h.passage.letak))
    return named or next(same, None) or next(inside, None)


def _principal(bahan: Bahan, passage_id: str, statements: tuple) -> list:  # type: ignore[type-arg]
    """The statements that say what a place says: no claims that merely answer yes-or-no questions."""
    plain = [p for p in statements if p.sikap is None]
    chosen: list = []  # type: ignore[type-arg]
    for one in plain or statements:
        terms = bahan.kosakata.terms(" ".join((one.teks, *one.butir)))
        if all(similar(terms, bahan.kosakata.terms(" ".join((c.teks, *c.butir)))) < 0.7 for c in chosen):
            chosen.append(one)
    return chosen[:3]


def where(bahan: Bahan, draft: Naskah, said: list[Calon]) -> Calon | None:
    """Where something is regulated: source and place, then what it says."""
    if said:
        hit = said[0].hit
        draft.add(_place_sentence(bahan, hit, "di-mana/dasarnya"), None)
        draft.rest_on(hit)
        return None
    best = best_statement(bahan, Ragam.DI_MANA, said)
    if best is None:
        return None
    stated = next((c for c in bahan.candidates(Ragam.DI_MANA) if c.pernyataan.aspek is Aspek.DASAR), None)
    if stated is not None and stated.cakupan >= best.cakupan - SLIGHTLY:
        best = stated
    silent = any(p.aspek is Aspek.TIDAK_DIATUR for p in best.hit.passage.pernyataan)
    if (
        silent
        or best.pernyataan.aspek is Aspek.DASAR
        or best.hit.passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}
    ):
        say_statement(draft, best, statement(best.pernyataan), said)
        return best
    draft.add(_place_sentence(bahan, best.hit, "di-mana/diatur"), None)
    draft.add(statement(best.pernyataan), best.hit)
    return best


def _place_sentence(bahan: Bahan, hit: Hit, text_id: str) -> str:
    passage = hit.passage
    name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
    return say(text_id, judul=passage.judul, sumber=name, letak=str(passage.letak))


def status(bahan: Bahan, draft: Naskah) -> bool:
    """Whether a named rule is in force: its statement, or what the registry holds of a revoked one."""
    for reference in bahan.asked.maksud.acuan:
        source = bahan.knowledge.source(reference.sumber_id) if reference.sumber_id else None
        if source is None:
            continue
        numbers = REGULATION.findall(source.singkat)
        for calon in bahan.candidates(Ragam.STATUS):
            one = calon.pernyataan
            if one.aspek is Aspek.STATUS and REGULATION.findall(one.teks)[:1] == numbers[:1] != []:
                draft.add(statement(one), calon.hit)
                return True
        if source.status is not StatusBerlaku.DICABUT:
            continue
        note = status_note(source, bahan.knowledge)
        draft.add(say("usang", lama=source.singkat, catatan=note or "", baru="", lanjut=False), None)
        relation = changing_relation(source)
        newer = bahan.knowledge.source(relation.sumber_id) if relation else None
        for hit in bahan.hits:
            if hit.passage.sumber_id in {source.id, newer.id if newer else ""}:
                draft.rest_on(hit)
                return True
    return bool(draft.baris)


def quotation(bahan: Bahan) -> Cuplikan | None:
    """Words of a document without statements, where they fit better than any statement."""
    if not any(is_verbatim(h.passage) for h in bahan.hits[:QUOTED]):
        return None
    kind = bahan.asked.maksud.ragam[0]
    found = best_sentences(bahan.hits[:QUOTED], bahan.kata, bahan.kosakata, ragam=kind)
    if found is None:
        return None
    best = next(iter(bahan.candidates(bahan.asked.maksud.ragam[0])), None)
    if best is not None and best.hit.skor >= found.hit.skor and best.cakupan >= found.cakupan - 0.1:
        return None
    return found


def say_quotation(bahan: Bahan, draft: Naskah, quoted: Cuplikan) -> None:
    passage = quoted.hit.passage
    name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
    place = str(passage.letak) or passage.judul
    draft.add(say("kutip/dokumen", sumber=name, letak=place, teks=quoted.teks), quoted.hit, quoted.teks)


MUCH_BETTER, NAMED = 0.7, 0.8
"""How much more a statement elsewhere has to score, and how much of the question it has to hold, before a
place that was named is called the wrong one."""
PLACED = frozenset(
    (Ragam.SIAPA, Ragam.KEPADA_SIAPA, Ragam.TENGGAT, Ragam.FREKUENSI, Ragam.APA_SAJA, Ragam.BERAPA)
)
WITHIN = PLACED | {Ragam.TUJUAN, Ragam.LANGKAH, Ragam.RUMUS}
"""Kinds whose matter is looked for inside a named place, rather than told what the place holds."""


def placed(bahan: Bahan, kind: Ragam, draft: Naskah, said: list[Calon]) -> Calon | None:
    """The statement that answers a question which names a place and a matter: the matter inside the place,
    not what the place holds; and where it stands elsewhere in the same source, the place is corrected first.
    The question is searched again without the place.  None where nothing fits clearly."""
    named = next((a for a in bahan.asked.maksud.acuan if a.letak), None)
    if kind not in WITHIN or named is None:
        return None
    text = bahan.asked.maksud.utuh
    at = text.lower().find(named.teks.lower())
    if at < 0:
        return None
    free = f"{text[:at]} {text[at + len(named.teks) :]}"
    found = bahan.knowledge.search(free, bahan.scope, limit=len(bahan.hits))
    sumber_id = named.sumber_id or _only_source(bahan, named.letak)
    wider = replace(
        bahan, pencarian=found, kata=bahan.kosakata.question(found.istilah, free), hitungan=Hitungan()
    )
    ranked = [c for c in wider.candidates(kind) if c.hit.passage.sumber_id == sumber_id]
    inside = next((c for c in ranked if named.letak.contains(c.hit.passage.letak)), None)
    best = next(iter(ranked), None)
    if best is None or best.aspek < ANSWERS or best.cakupan < NAMED:
        return None
    place = best.hit.passage.letak
    if best is inside and place.key() != named.letak.key():
        say_statement(draft, best, statement(best.pernyataan), said)
        return best
    close = inside is not None and inside.skor > best.skor - MUCH_BETTER
    if kind not in PLACED or not place or place.contains(named.letak) or close:
        return None
    name = source_name(bahan.knowledge.source(best.hit.passage.sumber_id), best.hit.passage)
    draft.add(say("di-mana/bukan-di-situ", sumber=name, benar=str(place), disebut=str(named.letak)), None)
    say_statement(draft, best, statement(best.pernyataan), said)
    return best
