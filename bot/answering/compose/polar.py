"""Yes or no: only where a statement's claim is the claim of the question.

A wrong yes is worse than no yes: where the claim differs in a party, a number, a direction or a modal, the
statement is given without one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering import parties
from bot.answering.compose.choose import Calon
from bot.answering.match import Kata, Kosakata
from knowledge.model import Aspek, Sikap

CLOSE = 0.7
"""Closeness of claim and question from which the sikap may be given."""
HELD = 0.66
"""Share of the claim that the question has to hold."""
_RULES = re.compile(
    r"^(?:=(?:pp|uu|perpres|permenpan|permendagri|rb)|\d[\d/.,-]*|nomor|tahun|atur|=berlaku)$"
)
"""Terms that name a regulation: two claims about the same regulation are not the same claim."""
_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("sebelum", "setelah|sesudah"),
    ("naik|dinaikkan|lebih tinggi|di atas", "turun|diturunkan|lebih rendah|di bawah"),
    ("awal", "akhir"),
    ("semua|seluruh|setiap|tiap", "hanya|saja"),
    ("pertama", "kedua"),
    ("keluaran|output", "hasil|outcome|dampak"),
    ("kecil|rendah", "besar|tinggi"),
    ("provinsi|gubernur", "kabupaten|kota|bupati|walikota"),
    ("keuangan", "kinerja"),
    ("triwulan\\w*", "tahunan"),
    ("pusat", "daerah"),
)
_PAIRS = tuple((re.compile(rf"\b(?:{a})\b"), re.compile(rf"\b(?:{b})\b")) for a, b in _OPPOSITES)
RARE = 0.02
"""Share of passages below which a word of a claim is no common verb but the matter itself."""
NEGATED = 0.15
"""How much it counts that question and claim deny the same."""
_DENIED = re.compile(r"\b(?:tidak|belum|tanpa|bukan) ([a-z]{4,})")
_MODALS = frozenset(
    {"boleh", "bisa", "dapat", "harus", "wajib", "perlu", "menurut", "kalau", "karena", "untuk"}
)
REGULATION = re.compile(r"(?<!\d)\d{1,3}/\d{4}(?!\d)")
_NUMBER = re.compile(r"(?<![\w/])\d+(?:[.,]\d+)?(?![\w/])")
_MODAL = {
    "boleh": re.compile(r"\b(?:boleh|bisa|dapat|memperbolehkan|dibolehkan)\b"),
    "wajib": re.compile(
        r"\b(?:wajib|harus|perlu|mewajibkan|diwajibkan|disuruh|memerintahkan|diperintahkan)\b"
    ),
}
_ORDER = re.compile(r"\b(?:sebelum|setelah|sesudah)\b")


@dataclass(frozen=True, slots=True)
class Putusan:
    """The statement that answers a yes-or-no question."""

    calon: Calon
    sikap: Sikap
    kedekatan: float


def decide(
    candidates: Sequence[Calon],
    steered: str,
    kata: Kata,
    kosakata: Kosakata,
    asked: Sequence[Aspek],
    frequency: Callable[[str], float],
    regulations: frozenset[str] = frozenset(),
) -> Putusan | None:
    """The claim that is the question's, with its sikap; None where no claim is.  ``regulations`` are the
    numbers (``53/2014``) of those that the question names: a claim about another is another claim."""
    best: Putusan | None = None
    for calon in candidates:
        statement = calon.pernyataan
        if statement.sikap is None or not statement.perihal:
            continue
        claim = kosakata.statement(calon.hit.passage, calon.nomor).perihal
        near = claim_closeness(claim, kata)
        if near < CLOSE or held(claim, kata) < HELD:
            continue
        if regulations and set(REGULATION.findall(statement.perihal)) - regulations:
            continue
        if not is_same_claim(steered, statement.perihal, statement.aspek, asked):
            continue
        # The score breaks ties between claims that are equally close (a party, a place that was named).
        agreed = agreement(steered, statement.perihal, kosakata)
        if agreed < 0 or (not agreed and _lacks_rare(claim, kata, frequency)):
            continue
        near += NEGATED * agreed
        rank = near + 0.03 * calon.skor + 0.35 * min(calon.pihak, 0.0)
        if best is None or rank > best.kedekatan:
            best = Putusan(calon, statement.sikap, rank)
    return best


def _lacks_rare(claim: Sequence[str], kata: Kata, frequency: Callable[[str], float]) -> bool:
    """Whether the claim turns on a rare word that the question does not hold ("interpelasi")."""
    missing = [t.removeprefix("=") for t in claim if t not in kata.bobot and not _RULES.match(t)]
    return any(frequency(t) < RARE for t in missing)


def agreement(steered: str, claim: str, kosakata: Kosakata) -> float:
    """1 where question and claim deny the same ("tidak tercapai"), -1 where only one of them does, else 0."""
    ours, theirs = denied(steered, kosakata), denied(claim, kosakata)
    if ours & theirs:
        return 1.0
    return -1.0 if ours or theirs else 0.0


def denied(text: str, kosakata: Kosakata) -> frozenset[str]:
    """The terms right behind a "tidak" or "belum"; the tag at the end of a question denies nothing."""
    words = _DENIED.findall(text.lower())
    return frozenset(t for w in words if w not in _MODALS for t in kosakata.terms(w))


def claim_closeness(claim: Sequence[str], question: Kata) -> float:
    """0..1; the claim has to be in the question more than the question in the claim, since people add reasons
    and circumstances ("kena refocusing, boleh ubah …").  Names of regulations do not count."""
    there = held(claim, question)
    matter = [t for t in claim if not _RULES.match(t)]
    back = question.without(t for t in question.bobot if _RULES.match(t)).covered(matter)
    return 0.65 * there + 0.35 * back


def held(claim: Sequence[str], question: Kata) -> float:
    """Share of the claim, names of regulations aside, that the question holds; what the field has a name for
    counts double, since a claim about another thing is another claim."""
    weights = {t: 2.0 if t.startswith("=") else 1.0 for t in claim if not _RULES.match(t)}
    total = sum(weights.values())
    return sum(w for t, w in weights.items() if t in question.bobot) / total if total else 0.0


def is_same_claim(steered: str, claim: str, aspek: Aspek, asked: Sequence[Aspek]) -> bool:
    """Whether nothing that decides the answer differs: direction, order, number, party, modal."""
    low = claim.lower()
    for left, right in _PAIRS:
        for one, other in ((left, right), (right, left)):
            if (
                one.search(steered)
                and not other.search(steered)
                and other.search(low)
                and not one.search(low)
            ):
                return False
    numbers = set(_NUMBER.findall(low))
    if numbers and not numbers <= set(_NUMBER.findall(steered)):
        return False
    if " atau " in f" {steered} " and _ORDER.findall(steered)[1:]:
        return False  # "sebelum atau setelah …?" wants one of two, no yes
    theirs, ours = set(parties.parties(low)), set(parties.parties(steered))
    if theirs and ours and not _related(theirs, ours):
        return False
    return _modals_agree(steered, low, aspek, asked)


def _related(theirs: set[str], ours: set[str]) -> bool:
    if theirs & ours:
        return True
    return any(parties.INDUK.get(p, frozenset()) & theirs for p in ours)


def _modals_agree(steered: str, claim: str, aspek: Aspek, asked: Sequence[Aspek]) -> bool:
    modal = next((name for name, pattern in _MODAL.items() if pattern.search(steered)), None)
    stated = {Aspek.BOLEH: "boleh", Aspek.WAJIB: "wajib"}.get(aspek)
    if stated is None:
        stated = next((name for name, pattern in _MODAL.items() if pattern.search(claim)), None)
    if modal is None or stated is None:
        return not asked or aspek in asked or aspek is Aspek.BENAR or modal is None
    return modal == stated
