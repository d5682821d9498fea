"""Holds an answer of a language model against the passages that it cites.

Pure functions: text and passages in, checks out.  An answer is shown only if every check passes; what is
doubtful fails, since the composed answer is there in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answering import parties
from bot.answering.compose.say import say, sentences
from bot.answering.llm.checks.binding import crossed
from bot.answering.llm.checks.denial import check_denials
from bot.answering.llm.checks.facts import facts, pair
from bot.answering.llm.checks.ground import SHARED, better_elsewhere, is_verbatim, is_within_one, judge
from bot.answering.llm.checks.held import Bukti
from bot.answering.llm.checks.lexicon import leksikon
from bot.answering.llm.checks.names import check_names, check_qualified
from bot.answering.llm.checks.parts import (
    WORDS_OF_A_CLAUSE,
    clauses,
    enumerated,
    semicolon_parts,
    strong_parts,
)
from bot.answering.llm.checks.quotes import check_quotes, normal
from bot.answering.llm.checks.sentence import Kalimat, opening, split
from bot.answering.llm.checks.shape import check_shape
from bot.answering.llm.checks.stance import check_stance
from bot.answering.llm.checks.units import Satuan, evidence_units, read_unit
from bot.answering.llm.keys import keys_in, strip_keys, without_unknown
from bot.answering.llm.model import Hasil, Nukilan, Sandingan
from bot.answering.model import Pemeriksaan
from knowledge.model import Passage

__all__ = ["check", "frame_lines"]

LINES = 60
"""More lines than any composed list has."""
_INTRODUCTION = re.compile(
    r"(?:menurut|berdasarkan|dalam|pada|sesuai(?: dengan)?) (?P<di>[^,;]{3,140}?)"
    r"(?:, (?=\S)| (?:disebutkan|dinyatakan|dijelaskan|diatur|ditulis) bahwa )",
    re.IGNORECASE,
)


def check(text: str, given: Sandingan) -> Hasil:
    """Every check of an answer.  The text of the result has no keys; it is to be shown only if all passed."""
    known = {one.kunci: one for one in given.nukilan}
    cleaned, removed = without_unknown(text.strip(), known)
    cited = keys_in(cleaned)
    ids = tuple(known[key].passage.id for key in cited)
    checks = check_shape(cleaned, given)
    note = f"dibuang: {', '.join(removed[:4])}" if removed else ""
    checks.append(Pemeriksaan("kunci", bool(cited), note if cited else f"tanpa kunci; {note}".strip("; ")))
    checks.append(check_stance(strip_keys(cleaned), given.composed.langsung or given.composed.teks))
    if cleaned.count("\n") <= LINES and all(c.lulus for c in checks):
        checks += _grounded(split(cleaned), given, known)
    return Hasil(strip_keys(cleaned), ids, tuple(checks))


def _grounded(pieces: Sequence[Kalimat], given: Sandingan, known: dict[str, Nukilan]) -> list[Pemeriksaan]:
    """The checks of each sentence, told by name; of one name only the first failure."""
    out: dict[str, Pemeriksaan] = {}
    frame = _frame(given)
    for at, piece in enumerate(pieces):
        body = opening(piece.teks)[1] if at == 0 else piece.teks
        if not body.strip(" .") or normal(body) in {normal(line) for line in frame}:
            continue
        if not piece.kunci:
            out.setdefault("tanpa-kunci", Pemeriksaan("tanpa-kunci", False, body[:80]))
            continue
        for failed in _check_sentence(body, [known[k] for k in piece.kunci], given, frame):
            out.setdefault(failed.nama, failed)
    return list(out.values()) or [Pemeriksaan("isi", True, f"{len(pieces)} kalimat")]


def _check_sentence(
    body: str, cited: Sequence[Nukilan], given: Sandingan, frame: Sequence[str]
) -> list[Pemeriksaan]:
    rests = {hit.passage.id for hit in given.composed.hits}
    lines = frame if any(one.passage.id in rests for one in cited) else ()
    proof, text = _proof(cited, given, lines)
    checks = [check_quotes(body, cited, given.pertanyaan)]
    checks.append(
        check_names(body, f"{text} {given.pertanyaan}", proof.semua_isi | proof.meta_isi | proof.tanya_isi)
    )
    checks.append(check_qualified(body, text))
    plain = body.replace("“", "").replace("”", "").replace('"', "")
    missing = _unsupported(_without_introduction(plain, proof), proof)
    checks += [Pemeriksaan(kind, False, f"{value} | {body[:60]}") for kind, value in missing]
    return [c for c in checks if not c.lulus]


def _without_introduction(sentence: str, proof: Bukti) -> str:
    """The sentence without "Menurut Lampiran II huruf D Permenpan-RB 53/2014, …", where that is the place of
    the passage itself."""
    found = _INTRODUCTION.match(sentence)
    if found is None:
        return sentence
    named = facts(found["di"])
    places = any(f.jenis in {"letak", "peraturan"} for f in named)
    rest = set(leksikon().content(found["di"].lower())) - proof.meta_isi
    if places and not rest and all((f.jenis, f.nilai) in proof.meta for f in named):
        return sentence[found.end() :]
    return sentence


def _unsupported(sentence: str, proof: Bukti) -> tuple[tuple[str, str], ...]:
    """What no unit supports: the sentence as a whole first, then part by part."""
    whole = read_unit(sentence)
    wrong = (*check_denials(sentence, proof.satuan), *crossed(whole, proof.satuan))
    if wrong:
        return wrong
    parts = [read_unit(part) for part in clauses(sentence)]
    strangers = tuple(("isi", f"{c.teks[:40]} (nukilan lain)") for c in parts if better_elsewhere(c, proof))
    if strangers:
        return strangers
    verdict = judge(whole, proof)
    if verdict.didukung:
        lone = [c for c in parts if len(parts) > 1 and not _resembles(c, proof)]
        return tuple(("isi", c.teks[:40]) for c in lone)
    if _part_by_part(sentence, proof):
        return ()
    if len(parts) < 2 or is_verbatim(whole, proof):
        return verdict.kurang
    return tuple(missing for clause in parts for missing in judge(clause, proof).kurang)


def _part_by_part(sentence: str, proof: Bukti) -> bool:
    """Whether a sentence is an enumeration or a row of clauses each of which is supported for itself; those
    of a sentence that is like one unit have to be like units themselves."""
    alike = is_verbatim(read_unit(sentence), proof)
    for division in (enumerated(sentence), semicolon_parts(sentence), strong_parts(sentence)):
        parts = [read_unit(part) for part in division]
        if len(parts) > 1 and all(
            (
                is_verbatim(p, proof)
                or (not alike and (len(p.isi) >= WORDS_OF_A_CLAUSE or is_within_one(p, proof)))
            )
            and judge(p, proof).didukung
            for p in parts
        ):
            return True
    return False


def _resembles(clause: Satuan, proof: Bukti) -> bool:
    matter = {w for w in clause.isi if not w.startswith("=")}
    best = max((len(matter & (u.isi | proof.meta_isi)) for u in proof.satuan), default=0)
    return best >= SHARED * len(matter)


# --- evidence ---------------------------------------------------------------------------------------------


def _proof(cited: Sequence[Nukilan], given: Sandingan, frame: Sequence[str]) -> tuple[Bukti, str]:
    words = leksikon()
    meta: set[tuple[str, str]] = set()
    named: list[str] = []
    for one in cited:
        place = f"{one.sumber} {one.passage.letak}"
        named += [place, one.passage.judul, one.catatan]
        for part in (place, one.passage.judul, one.catatan):
            meta |= {(f.jenis, f.nilai) for f in facts(part)}
        meta |= _place_pairs(one.passage)
    whole = " \n".join([*(_text_of(one) for one in cited), *frame])
    asked = frozenset(words.content(given.pertanyaan.lower()))
    evidence = f"{whole} {' '.join(named)}"
    return Bukti(
        satuan=evidence_units(cited, frame),
        meta=frozenset(meta),
        meta_isi=frozenset(words.content(" ".join(named).lower())),
        semua_isi=frozenset(words.content(whole.lower())),
        tanya_isi=asked,
        pihak_tanya=_asked_parties(given.pertanyaan, evidence),
        lain=evidence_units([one for one in given.nukilan if one not in cited], ()),
    ), evidence


def _place_pairs(passage: Passage) -> set[tuple[str, str]]:
    """The steps of a letak and each two of them, as an answer may name them."""
    steps = [f"{s.unit} {s.nomor.strip('()').lower()}" for s in passage.letak.langkah if s.nomor]
    pairs = {("letak", pair(a, b)) for i, a in enumerate(steps) for b in steps[i + 1 :]}
    return pairs | {("letak", step) for step in steps}


def _text_of(one: Nukilan) -> str:
    passage = one.passage
    stated = [part for p in passage.pernyataan for part in (p.teks, *p.butir)]
    return " \n".join([passage.teks, *stated, *(v.teks for v in one.naskah)])


def _asked_parties(question: str, evidence: str) -> frozenset[str]:
    """Posts that the question names and that the evidence has under another name of the same party
    ("kepala dinas" where the rule speaks of the SKPD)."""
    there = set(parties.parties(evidence))
    low = question.lower()
    named = leksikon().pejabat.finditer(low)
    table = leksikon().pejabat_dari
    return frozenset(
        table[m[0]] for m in named if m[0] in table and set(parties.parties(m[0])) and set(parties.parties(m[0])) <= there  # noqa: E501
        and table[m[0]] in {"camat", "skpd", "inspektorat", "apip"}
    )  # fmt: skip


def _frame(given: Sandingan) -> list[str]:
    """Sentences of the composed answer that come from no passage: notes, corrections, openings of lists."""
    stated = [normal(part) for one in given.nukilan for part in _lines_of(one)]
    out: list[str] = []
    for line in given.composed.teks.split("\n"):
        for sentence in sentences(re.sub(r"^\s*(?:\d{1,2}\.|-)\s+", "", line)):
            plain = normal(opening(sentence)[1])
            if plain and not any(plain in text for text in stated):
                out.append(opening(sentence)[1])
    return out


def frame_lines(given: Sandingan) -> list[str]:
    """Whole lines of the composed answer that come from no passage and open no list: corrections, notes."""
    stated = [normal(part) for one in given.nukilan for part in _lines_of(one)]
    out: list[str] = []
    lines = given.composed.teks.split("\n")
    other = say("sumber-lain", sumber="", kalimat="").rstrip(" :")
    for at, line in enumerate(lines):
        opens = line.rstrip().endswith(":") and (at > 0 or re.match(r"\s*(?:1\.|-) ", "".join(lines[1:2])))
        if line.startswith(other):
            out.append(line)
            continue
        alone = [normal(opening(s)[1]) for s in sentences(re.sub(r"^\s*(?:\d{1,2}\.|-)\s+", "", line))]
        if opens or not any(alone):
            continue
        if not any((part and part in text) or (text and text in part) for part in alone for text in stated):
            out.append(line)
    return out


def _lines_of(one: Nukilan) -> Iterable[str]:
    yield one.passage.teks
    for statement in one.passage.pernyataan:
        yield statement.teks
        yield from statement.butir
    for verbatim in one.naskah:
        yield verbatim.teks
