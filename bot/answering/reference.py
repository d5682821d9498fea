"""Reference answers of the narasumber: the answer of a person, cited by name and date.

A reference answer is one passage of kind ``narasumber``; the ``singkat`` of its source names who and when.
Where a regulation says another number on the same matter, both are shown.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.answering import parties, wording
from bot.answering.citations import source_name
from bot.answering.compose.klaim import opposed
from bot.answering.compose.say import say, sentences, statement
from bot.answering.kinds import ASPEK, recognise, two_questions
from bot.answering.match import Kata, kosakata
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from bot.answering.understand import Dipahami
from knowledge.index.model import Hit, Knowledge
from knowledge.model import Jenis
from knowledge.scope import Scope

AMONG = 3
"""A reference answer among so many best passages is the answer."""
LEAST = 0.6
"""Share of the question's words that it must hold, with its title."""
MEANT = 0.45
"""Share of its question, by the rarity of the words, that has to be asked (see ``_asked_for``)."""
RAREST = 0.001
"""Share of the passages from which a word counts fully."""
WHOLLY = 0.8
"""Share from which an answer of another kind also answers a yes or no about its matter."""
SAME_MATTER = 0.6
"""Share of the question's words from which a regulation speaks of the same."""
SURE = 0.85
LIMIT = 8
_COUNT = re.compile(r"(?<![\d/.,])\d+(?:[.,]\d+)*(?![\d/])")
_REGULATION_NUMBER = re.compile(
    r"\b(?:nomor|no\.?|pasal|ayat|huruf|angka|lampiran|bab|tahun|halaman)\s*\(?[\dIVX]+\)?(?:/\d+)?|\d+/\d{4}",
    re.IGNORECASE,
)


def reference_lookup(asked: Dipahami, knowledge: Knowledge, scope: Scope) -> Susunan | None:
    """The step of :mod:`bot.answering.service`: the narasumber's answer, or None."""
    if not any(s.jenis is Jenis.NARASUMBER for s in knowledge.sources(scope)):
        return None
    found = knowledge.search(asked.maksud.utuh, scope, limit=LIMIT)
    kata = kosakata().question(found.istilah, asked.maksud.utuh)
    best = next(
        (
            h
            for h in found.hits[:AMONG]
            if h.passage.jenis is Jenis.NARASUMBER
            and _holds(h, kata) >= LEAST
            and _fits(h, asked, kata)
            and _asked_for(h, asked, knowledge, scope) >= MEANT
        ),
        None,
    )
    if best is None:
        return None
    passage = best.passage
    name = source_name(knowledge.source(passage.sumber_id), passage)
    lines = [say("laporan/narasumber", sumber=name, teks=passage.teks)]
    words = [(passage.id, passage.teks)]
    hits = [best]
    other = _contradicting(best, found.hits, kata, asked)
    if other is not None:
        hit, text = other
        source = source_name(knowledge.source(hit.passage.sumber_id), hit.passage)
        lines.append(say("laporan/berbeda", sumber=source, letak=str(hit.passage.letak), teks=text))
        words.append((hit.passage.id, text))
        hits.append(hit)
    return Susunan("\n".join(lines), tuple(hits), asked.maksud.ragam[0], lines[0], tuple(words), SURE)


def _holds(hit: Hit, kata: Kata) -> float:
    passage = hit.passage
    terms = {
        t
        for text in (passage.judul, *passage.kata, *passage.teks.split("\n"))
        for t in kosakata().terms(text)
    }
    return kata.covered(terms)


def _asked_for(hit: Hit, asked: Dipahami, knowledge: Knowledge, scope: Scope) -> float:
    """Share of what the narasumber was asked that is asked now, rare words counting most, 0..1: an answer for
    a particular case ("… yang baru dibentuk Oktober") is none to the general question."""
    held = set(kosakata().terms(asked.maksud.utuh)) | set(kosakata().terms(asked.maksud.teks))
    best = 0.0
    for text in (hit.passage.judul, *hit.passage.kata):
        weights = {
            word: _rarity(word, knowledge, scope)
            for word in dict.fromkeys(wording.tokens(text))
            if kosakata().terms(word)
        }
        total = sum(weights.values())
        got = sum(w for word, w in weights.items() if held.issuperset(kosakata().terms(word)))
        best = max(best, got / total if total else 0.0)
    return best


def _rarity(word: str, knowledge: Knowledge, scope: Scope) -> float:
    """1 for a word that hardly any passage has, 0 for one that all have."""
    share = knowledge.frequency(word, scope)
    return min(1.0, math.log(share) / math.log(RAREST)) if share > 0 else 1.0


def _fits(hit: Hit, asked: Dipahami, kata: Kata) -> bool:
    """Whether an answer to one question answers another that shares its words.

    It does not where a number, a year, a party or a direction differs.  Where another kind of thing is asked
    ("siapa" for "berapa"), the answer itself has to speak of what is asked.
    """
    passage = hit.passage
    known = wording.steer(passage.judul)
    if opposed(asked.diarahkan, known):
        return False
    numbers = frozenset(_FIGURE.findall(asked.maksud.teks))
    if numbers - frozenset(_FIGURE.findall(" ".join((passage.judul, passage.teks, *passage.kata)))):
        return False
    theirs = frozenset(parties.parties(known))
    if asked.maksud.pihak and theirs and not _related(frozenset(asked.maksud.pihak), theirs):
        return False
    kinds_known = {kind.ragam for kind in two_questions(known, recognise(known))}
    mine = asked.maksud.ragam[0]
    if mine is Ragam.UMUM or not kinds_known or mine in kinds_known:
        return True
    if mine is Ragam.BOLEHKAH:
        return _holds(hit, kata) >= WHOLLY
    return kata.covered(kosakata().terms(passage.teks)) >= LEAST


_FIGURE = re.compile(r"(?<![\w/])\d{1,4}(?:[.,/]\d{1,4}){1,3}(?!\w)|(?<![\w/])\d{2,4}(?!\w)")
"""Years, numbers of regulations, amounts; one digit is mostly that of a chapter ("bab 3")."""


def _related(one: frozenset[str], other: frozenset[str]) -> bool:
    near = one.union(*(parties.INDUK.get(party, frozenset()) for party in one))
    return bool(near & other.union(*(parties.INDUK.get(party, frozenset()) for party in other)))


def _contradicting(best: Hit, hits: Sequence[Hit], kata: Kata, asked: Dipahami) -> tuple[Hit, str] | None:
    """The sentence of a regulation on the same matter whose figures are none of the narasumber's."""
    mine = figures(best.passage.teks)
    if not mine:
        return None
    wanted = {a for a, weight in ASPEK.get(asked.maksud.ragam[0], {}).items() if weight == 1.0}
    found: list[tuple[float, Hit, str]] = []
    for hit in hits:
        if hit.passage.jenis not in {Jenis.REGULASI, Jenis.SURAT}:
            continue
        stated = [(p.aspek in wanted, statement(p)) for p in hit.passage.pernyataan]
        for fits, text in stated or [(True, s) for s in sentences(hit.passage.teks)]:
            theirs = figures(text)
            terms = {*kosakata().terms(text), *kosakata().terms(hit.passage.judul)}
            if (fits or not wanted) and theirs and not theirs & mine and kata.covered(terms) >= SAME_MATTER:
                found.append((kata.covered(terms) + hit.skor, hit, text))
    if not found:
        return None
    _, hit, text = max(found, key=lambda one: one[0])
    return hit, text


def figures(text: str) -> frozenset[str]:
    """The figures of a text that are no numbers of a place or a regulation."""
    plain = _REGULATION_NUMBER.sub(" ", text)
    return frozenset(m.group() for m in _COUNT.finditer(plain))
