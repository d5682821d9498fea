"""Composes an answer without a language model: the direct answer, then what explains it, then the catch."""

from __future__ import annotations

from bot.answering.citations import changing_relation, source_name, status_note
from bot.answering.compose.beda import two_sides
from bot.answering.compose.choose import ANSWERS, Calon, wanted
from bot.answering.compose.extract import Cuplikan, best_sentences, is_verbatim
from bot.answering.compose.material import Bahan, Naskah, similar
from bot.answering.compose.polar import REGULATION, Putusan, decide
from bot.answering.compose.say import explanation, opened, say, sentence_count, statement
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from knowledge.index.model import Hit
from knowledge.letak import Letak, parse_letak
from knowledge.model import Aspek, Jenis, StatusBerlaku, Verifikasi

SENTENCES = 5
"""An answer has three to six sentences, or a list."""
LONG_LIST = 6
"""A list of so many items needs no further explanation."""
ALIKE = 0.75
"""A sentence that shares so many of its terms with what is said says it again."""
ADDS = 0.5
"""Weight of words asked for that a sentence of another passage has to bring."""
USEFUL = 0.8
SLIGHTLY = 0.15
"""Difference of coverage that a better fitting aspect makes up for."""
MUCH_BETTER = 1.0
"""A statement that scores so much higher than a fitting claim says more than a yes or no."""
NEAR = 0.35
"""How much less a statement of another source may score to be shown as its differing rule."""


def compose(bahan: Bahan) -> Susunan | None:
    """The answer, or None where nothing that was found states anything."""
    main = bahan.asked.maksud.ragam[0]
    draft = Naskah()
    if main is Ragam.KUTIP and _quote_place(bahan, draft):
        _notes(bahan, draft)
        return _done(bahan, draft)
    if not bahan.hits:
        return None
    _superseded(bahan, draft)
    if not _direct(bahan, draft):
        return None
    _explain(bahan, draft)
    _conflict(bahan, draft)
    _notes(bahan, draft)
    if draft.late is not None:
        draft.rest_on(draft.late)
    return _done(bahan, draft)


def _done(bahan: Bahan, draft: Naskah) -> Susunan:
    return Susunan(
        draft.text(), tuple(draft.hits), bahan.asked.maksud.ragam[0], draft.langsung, draft.words()
    )


# --- the direct answer -----------------------------------------------------------------------------------


def _direct(bahan: Bahan, draft: Naskah) -> bool:
    """The answer to each kind that is asked; False where no statement answers."""
    ragam = bahan.asked.maksud.ragam
    if {Ragam.BEDA, Ragam.HUBUNGAN} & set(ragam) and two_sides(bahan, draft):
        ragam = tuple(r for r in ragam if r not in {Ragam.BEDA, Ragam.HUBUNGAN})
        if not ragam:
            return True
    quoted = _quotation(bahan)
    if quoted is not None and not draft.baris:
        _say_quotation(bahan, draft, quoted)
        return True
    said: list[Calon] = []
    for kind in ragam:
        chosen = _answer_kind(bahan, draft, kind, said)
        if chosen is not None:
            said.append(chosen)
    return bool(draft.baris)


def _answer_kind(bahan: Bahan, draft: Naskah, kind: Ragam, said: list[Calon]) -> Calon | None:
    if kind is Ragam.BOLEHKAH:
        verdict = _verdict(bahan)
        if verdict is not None:
            _say(draft, verdict.calon, opened(verdict.sikap, verdict.calon.pernyataan.teks), said)
            return verdict.calon
    if kind is Ragam.STATUS and _status(bahan, draft):
        return None
    if kind is Ragam.DI_MANA:
        return _where(bahan, draft, said)
    best = best_statement(bahan, kind, said)
    if best is None:
        return None
    count = kind in {
        Ragam.BERAPA,
        Ragam.APA_SAJA,
        Ragam.FORMAT,
        Ragam.SIAPA,
        Ragam.KEPADA_SIAPA,
        Ragam.LANGKAH,
    }
    _say(draft, best, statement(best.pernyataan, count=count), said)
    return best


def _say(draft: Naskah, calon: Calon, text: str, said: list[Calon]) -> None:
    if calon.kunci in {c.kunci for c in said}:
        return
    draft.add(text, calon.hit, statement(calon.pernyataan))
    if calon.pernyataan.butir and not any(line.startswith("1. ") for line in text.split("\n")):
        draft.baris.append(statement(calon.pernyataan).partition("\n")[2])


def best_statement(bahan: Bahan, kind: Ragam, said: list[Calon]) -> Calon | None:
    """The best statement for a kind.  For the second part of a question the subject is that of the first:
    statements of the same passage are preferred."""
    candidates = bahan.candidates(kind)
    if not candidates:
        return None
    if not said:
        return candidates[0]
    taken = {c.kunci for c in said}
    homes = {c.hit.passage.id for c in said}
    first = said[0]

    def rank(c: Calon) -> float:
        bonus = 0.5 if c.hit.passage.id in homes and c.aspek >= 0.8 else 0.0
        bonus += 0.2 if c.hit.passage.sumber_id == first.hit.passage.sumber_id else 0.0
        return c.skor + bonus

    best = max(candidates, key=rank)
    return None if best.kunci in taken else best


def _verdict(bahan: Bahan) -> Putusan | None:
    """The claim that answers a yes-or-no question.  None for a negated question, whose yes and no are
    ambiguous, and where another statement fits far better."""
    asked = bahan.asked
    if asked.ingkar:
        return None
    candidates = bahan.candidates(Ragam.BOLEHKAH)
    verdict = decide(
        candidates,
        asked.diarahkan,
        bahan.kata,
        bahan.kosakata,
        asked.aspek.get(Ragam.BOLEHKAH, ()),
        bahan.knowledge.frequency,
        bahan.regulations() if asked.maksud.acuan else frozenset(),
    )
    if verdict is None or candidates[0].skor > verdict.calon.skor + MUCH_BETTER:
        return None
    return verdict


def _status(bahan: Bahan, draft: Naskah) -> bool:
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


def _where(bahan: Bahan, draft: Naskah, said: list[Calon]) -> Calon | None:
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
    if silent or best.pernyataan.aspek is Aspek.DASAR or best.hit.passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
        _say(draft, best, statement(best.pernyataan), said)
        return best
    draft.add(_place_sentence(bahan, best.hit, "di-mana/diatur"), None)
    draft.add(statement(best.pernyataan), best.hit)
    return best


def _place_sentence(bahan: Bahan, hit: Hit, text_id: str) -> str:
    passage = hit.passage
    name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
    return say(text_id, judul=passage.judul, sumber=name, letak=str(passage.letak))


# --- quotations ------------------------------------------------------------------------------------------


def _quote_place(bahan: Bahan, draft: Naskah) -> bool:
    """What a named place says: its words where they are in the index, our summary of them otherwise."""
    for reference in bahan.asked.maksud.acuan:
        sumber_id = reference.sumber_id or _only_source(bahan, reference.letak)
        if not reference.letak or sumber_id is None:
            continue
        at = bahan.knowledge.at(sumber_id, reference.letak, bahan.scope)
        exact = [p for p in at if p.letak.key() == reference.letak.key()] or list(at)
        verbatim = [p for p in exact if is_verbatim(p)]
        by_id = {h.passage.id: h for h in bahan.hits}
        source = bahan.knowledge.source(sumber_id)
        for passage in (verbatim or exact)[:2]:
            name = source_name(source, passage)
            hit = by_id.get(passage.id) or Hit(passage, 1.0, {"acuan": 1.0}, 1.0)
            if verbatim:
                text = say("kutip/naskah", sumber=name, letak=str(passage.letak), teks=passage.teks)
            else:
                body = "\n".join(statement(p) for p in _principal(bahan, passage.id, passage.pernyataan))
                text = say("kutip/ringkasan", sumber=name, letak=str(passage.letak), teks=body)
            draft.add(text, hit, passage.teks)
        if exact:
            return True
    return False


def _only_source(bahan: Bahan, letak: Letak) -> str | None:
    """The source of a place that is named without one: that named elsewhere in the question, or else that of
    the best passage of this very place."""
    named = next((a.sumber_id for a in bahan.asked.maksud.acuan if a.sumber_id), None)
    same = (h.passage.sumber_id for h in bahan.hits if h.passage.letak.key() == letak.key())
    return named or next(same, None)


def _principal(bahan: Bahan, passage_id: str, statements: tuple) -> list:  # type: ignore[type-arg]
    """The statements that say what a place says: no claims that merely answer yes-or-no questions."""
    plain = [p for p in statements if p.sikap is None]
    chosen: list = []  # type: ignore[type-arg]
    for one in plain or statements:
        terms = bahan.kosakata.terms(" ".join((one.teks, *one.butir)))
        if all(similar(terms, bahan.kosakata.terms(" ".join((c.teks, *c.butir)))) < 0.7 for c in chosen):
            chosen.append(one)
    return chosen[:3]


def _quotation(bahan: Bahan) -> Cuplikan | None:
    """Words of a document without statements, where they fit better than any statement."""
    if not any(is_verbatim(h.passage) for h in bahan.hits[:5]):
        return None
    found = best_sentences(bahan.hits[:5], bahan.kata, bahan.kosakata)
    if found is None:
        return None
    best = next(iter(bahan.candidates(bahan.asked.maksud.ragam[0])), None)
    if best is not None and best.hit.skor >= found.hit.skor and best.cakupan >= found.cakupan - 0.1:
        return None
    return found


def _say_quotation(bahan: Bahan, draft: Naskah, quoted: Cuplikan) -> None:
    passage = quoted.hit.passage
    name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
    place = str(passage.letak) or passage.judul
    draft.add(say("kutip/dokumen", sumber=name, letak=place, teks=quoted.teks), quoted.hit, quoted.teks)


# --- what follows the direct answer -----------------------------------------------------------------------


def _explain(bahan: Bahan, draft: Naskah) -> None:
    """One or two sentences more: what the passage adds, or what another adds of the words that are asked for
    and not yet spoken of."""
    if any(line.startswith(f"{LONG_LIST}. ") for piece in draft.baris for line in piece.split("\n")):
        return
    room = min(2, SENTENCES - sentence_count(draft.text()))
    said = set(bahan.kosakata.terms(draft.text()))
    foreign = 0
    for text, hit, home in _further(bahan, draft):
        if room <= 0:
            return
        terms = bahan.kosakata.terms(text)
        open_words = bahan.kata.without(said)
        adds = open_words.covered(terms) * open_words.total
        if similar(terms, said) >= ALIKE or (not home and (foreign or adds < ADDS)):
            continue
        draft.add(text, hit)
        said |= set(terms)
        room -= 1
        foreign += not home


def _further(bahan: Bahan, draft: Naskah) -> list[tuple[str, Hit, bool]]:
    """What could be said further, the most useful first; whether it is of a passage already cited."""
    homes = {h.passage.id for h in draft.hits}
    pool: list[tuple[float, str, Hit, bool]] = []
    for kind in bahan.asked.maksud.ragam:
        for calon in bahan.candidates(kind)[:40]:
            home, one = calon.hit.passage.id in homes, calon.pernyataan
            if one.sikap is not None and not home:
                continue
            if len(one.butir) > (LONG_LIST if home else 0) or calon.hit.passage.contoh:
                continue
            if not home and (calon.aspek < ANSWERS or calon.kalimat < 0.5 or calon.pihak < 0):
                continue
            useful = calon.kalimat + (0.4 if home else 0.0) + 0.4 * calon.aspek + 0.3 * min(calon.pihak, 0.0)
            pool.append((useful, statement(one), calon.hit, home))
    for hit in draft.hits:
        for sentence in explanation(hit.passage)[:2]:
            share = bahan.kata.covered(bahan.kosakata.terms(sentence))
            pool.append((0.45 + share, sentence, hit, True))
    ranked = sorted(pool, key=lambda p: -p[0])
    return [(text, hit, home) for useful, text, hit, home in ranked if useful >= USEFUL]


def _superseded(bahan: Bahan, draft: Naskah) -> None:
    """A question that names a revoked rule: say so before the rule in force answers."""
    if bahan.asked.maksud.ragam[0] in {Ragam.STATUS, Ragam.KUTIP}:
        return
    for reference in bahan.asked.maksud.acuan:
        source = bahan.knowledge.source(reference.sumber_id) if reference.sumber_id else None
        if source is None or source.status is not StatusBerlaku.DICABUT:
            continue
        relation = changing_relation(source)
        newer = bahan.knowledge.source(relation.sumber_id) if relation else None
        note = status_note(source, bahan.knowledge)
        draft.add(
            say("usang", lama=source.singkat, catatan=note or "", baru=newer.singkat if newer else "", lanjut=True), None
        )
        place = parse_letak((relation.keterangan or "").partition(",")[0]) if relation else None
        if newer is not None and place:
            for passage in bahan.knowledge.at(newer.id, place, bahan.scope)[:1]:
                draft.late = Hit(passage, 0.5, {"pencabutan": 1.0}, 0.0)
        return


def _conflict(bahan: Bahan, draft: Naskah) -> None:
    """Another source states the same aspect of the same subject differently: show it beside."""
    kind = bahan.asked.maksud.ragam[0]
    if (
        kind not in {Ragam.TENGGAT, Ragam.KEPADA_SIAPA, Ragam.SIAPA, Ragam.DEFINISI, Ragam.FREKUENSI}
        or not draft.hits
    ):
        return
    candidates = bahan.candidates(kind)
    top = next((c for c in candidates if c.hit.passage.id == draft.hits[0].passage.id), None)
    if top is None or top.hit.passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
        return
    table = wanted(kind, bahan.asked.aspek)
    cited = {h.passage.sumber_id for h in draft.hits}
    for other in candidates[:12]:
        passage = other.hit.passage
        if passage.sumber_id in cited or passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
            continue
        if (
            passage.status is StatusBerlaku.DICABUT
            or other.aspek < 1.0
            or table.get(other.pernyataan.aspek) != 1.0
        ):
            continue
        if (
            other.skor < top.skor - NEAR
            or other.pihak < top.pihak - 0.3
            or other.kalimat < top.kalimat - 0.15
        ):
            continue
        name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
        draft.add(say("sumber-lain", sumber=name, kalimat=statement(other.pernyataan)), other.hit)
        return


def _notes(bahan: Bahan, draft: Naskah) -> None:
    """How sure the sources are, said in words; samples are named as such."""
    passages = [h.passage for h in draft.hits[:2]]
    levels = {p.verifikasi for p in passages}
    if not passages:
        return
    if any(p.contoh for p in passages):
        draft.baris.append(say("catatan/contoh"))
    elif passages[0].verifikasi is Verifikasi.BELUM_DIVERIFIKASI:
        draft.baris.append(say("catatan/belum-diverifikasi"))
    elif Verifikasi.SUMBER_SEKUNDER in levels and passages[0].jenis is not Jenis.GLOSARIUM:
        draft.baris.append(say("catatan/sumber-sekunder"))
    elif Verifikasi.BELUM_DIVERIFIKASI in {p.verifikasi_letak for p in passages}:
        draft.baris.append(say("catatan/letak"))
    dead = next((p for p in passages if p.status is StatusBerlaku.DICABUT), None)
    if dead is not None:
        source = bahan.knowledge.source(dead.sumber_id)
        note = status_note(source, bahan.knowledge) if source else None
        if source and note and note not in draft.text():
            draft.baris.append(say("catatan/status", sumber=source.singkat, catatan=note))
