"""What follows the direct answer: what explains it, what differs from it, and how sure it is."""

from __future__ import annotations

from bot.answering.citations import changing_relation, source_name, status_note
from bot.answering.compose.choose import ANSWERS, wanted
from bot.answering.compose.material import Bahan, Naskah, similar
from bot.answering.compose.say import explanation, say, sentence_count, statement
from bot.answering.model import Ragam
from knowledge.index.model import Hit
from knowledge.letak import parse_letak
from knowledge.model import Jenis, Passage, StatusBerlaku, Verifikasi

SENTENCES = 5
"""An answer has three to six sentences, or a list."""
LONG_LIST = 6
"""A list of so many items needs no further explanation."""
ALIKE = 0.75
"""A sentence that shares so many of its terms with what is said says it again."""
ADDS = 0.5
"""Weight of words asked for that a sentence of another passage has to bring."""
USEFUL = 0.8
CLOSE_CALL = 0.25
"""Distance of scores within which two statements answer equally well."""
ONE_SIDED = frozenset({Ragam.BOLEHKAH, Ragam.BEDA, Ragam.HUBUNGAN, Ragam.KUTIP, Ragam.STATUS, Ragam.DI_MANA})
"""Kinds whose answer is one: a verdict, a comparison, a place."""
NEAR = 0.8
"""How much less a statement of another source may score to be shown as its differing rule."""


def superseded(bahan: Bahan, draft: Naskah) -> None:
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
            say(
                "usang",
                lama=source.singkat,
                catatan=note or "",
                baru=newer.singkat if newer else "",
                lanjut=True,
            ),
            None,
        )
        place = parse_letak((relation.keterangan or "").partition(",")[0]) if relation else None
        if newer is not None and place:
            for passage in bahan.knowledge.at(newer.id, place, bahan.scope)[:1]:
                draft.late = Hit(passage, 0.5, {"pencabutan": 1.0}, 0.0)
        return


def explain(bahan: Bahan, draft: Naskah) -> None:
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


def runner_up(bahan: Bahan, draft: Naskah) -> None:
    """A statement of another passage that answers as well as the one that was chosen: both are said, so that
    a near miss is not passed off as the only answer."""
    kind = bahan.asked.maksud.ragam[0]
    found = bahan.candidates(kind)
    if kind in ONE_SIDED or len(bahan.asked.maksud.ragam) > 1 or not found or len(draft.hits) != 1:
        return
    top, said = found[0], set(bahan.kosakata.terms(draft.text()))
    if (
        top.pernyataan.butir
        or top.hit.passage.id != draft.hits[0].passage.id
        or sentence_count(draft.text()) >= SENTENCES
    ):
        return
    for other in found[1:4]:
        one = other.pernyataan
        fits = other.aspek >= max(ANSWERS, top.aspek) and other.pihak >= top.pihak and one.sikap is None
        same = similar(bahan.kosakata.terms(one.teks), said) >= ALIKE
        if other.hit.passage.contoh or _nested(top.hit.passage, other.hit.passage) or not fits or same:
            continue
        if top.skor - other.skor <= CLOSE_CALL and len(one.butir) <= LONG_LIST:
            passage = other.hit.passage
            name = source_name(bahan.knowledge.source(passage.sumber_id), passage)
            draft.add(
                say("sumber-lain", sumber=f"{name} {passage.letak}".strip(), kalimat=statement(one)),
                other.hit,
                statement(one),
            )
            return


def _nested(one: Passage, other: Passage) -> bool:
    """Whether one of two places lies inside the other: its statements are no other rule."""
    inside = one.letak.contains(other.letak) or other.letak.contains(one.letak)
    return one.sumber_id == other.sumber_id and inside


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


def conflict(bahan: Bahan, draft: Naskah) -> None:
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


def notes(bahan: Bahan, draft: Naskah) -> None:
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
