"""Is there evidence for an answer?  A score 0..1 from stated features of the search, and two thresholds.

The weights lie in ``bukti.toml`` and are fitted by ``python -m bot.evaluation.bukti`` on the training
questions and on questions from outside the field; they are never set by hand.  The same file holds the
calibration: how often an answer with such evidence, and so clear a winner among the statements, is the
right one."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from bot.answering.compose.ciri import ANSWERS
from bot.answering.compose.extract import QUOTED, best_sentences
from bot.answering.compose.material import Bahan
from bot.answering.match import Kata, is_value
from bot.answering.model import Ragam
from knowledge.index.model import Hit, Pencarian

FEATURES = (
    "cakupan",
    "cakupan_pernyataan",
    "tak_dikenal",
    "skor",
    "selisih",
    "aspek",
    "acuan",
    "kata",
    "bidang",
    "hilang",
    "inti",
    "topik",
    "makna",
    "nama",
    "tanya",
    "tolak",
)
"""What each stands for is said at :func:`features`."""


AGAINST = frozenset({"tak_dikenal", "hilang", "tolak"})
"""Features that speak against an answer; the others speak for it."""


@dataclass(frozen=True, slots=True)
class Ambang:
    """Fitted weights and the thresholds on the score."""

    bobot: Mapping[str, float]
    tetap: float
    jawab: float
    """Below this there is no evidence: the question is refused."""
    yakin: float
    """From this on an answer is given without a word of caution."""
    kalibrasi: Mapping[str, float]
    """Weights of the log odds that an answer is right: ``tetap`` and those of :data:`SURE_BY`."""


@dataclass(frozen=True, slots=True)
class Bukti:
    """The evidence for an answer to a question."""

    skor: float
    """Evidence that the question has an answer here, 0..1: what the thresholds are held against."""
    keyakinan: float
    """How often such an answer is right, 0..1; of a question that is refused the evidence itself."""
    ciri: Mapping[str, float]
    ambang: Ambang

    @property
    def cukup(self) -> bool:
        return self.skor >= self.ambang.jawab

    @property
    def yakin(self) -> bool:
        return self.skor >= self.ambang.yakin


SURE_BY = ("bukti", "unggul", "makna", "aspek")
"""What the calibration rests on: log odds of the evidence (within 8, in units of 8), how far the best
statement is ahead of those of other passages, and two of the features."""
AHEAD = 2.0
"""Distance of scores from which a statement is a clear winner."""


FOUND, SURE = 0.9, 0.95
"""A named place that was found itself (or something inside it), and how sure an answer about it is."""


@cache
def ambang() -> Ambang:
    """The fitted weights."""
    table = tomllib.loads(files("bot.answering").joinpath("bukti.toml").read_text(encoding="utf-8"))
    weights = {name: float(table["bobot"][name]) for name in FEATURES}
    return Ambang(weights, float(table["tetap"]), float(table["jawab"]), float(table["yakin"]),
                  {name: float(table["kalibrasi"][name]) for name in ("tetap", *SURE_BY)})  # fmt: skip


def weigh(bahan: Bahan, limits: Ambang | None = None) -> Bukti:
    """The evidence in what was found."""
    limits = limits or ambang()
    ciri = features(bahan)
    if bahan.asked.maksud.ragam[0] is Ragam.KUTIP and ciri["acuan"] >= FOUND:
        # What a place says needs no words in common with the question: the place is the evidence.
        return Bukti(max(SURE, limits.yakin), SURE, ciri, limits)
    x = limits.tetap + sum(limits.bobot[name] * ciri[name] for name in FEATURES)
    score = _sigmoid(x)
    if score < limits.jawab:
        return Bukti(score, score, ciri, limits)
    by = sureness(bahan, ciri, x)
    sure = limits.kalibrasi["tetap"] + sum(limits.kalibrasi[name] * by[name] for name in SURE_BY)
    return Bukti(score, _sigmoid(sure), ciri, limits)


def sureness(bahan: Bahan, ciri: Mapping[str, float], log_odds: float) -> dict[str, float]:
    """What the calibration rests on (:data:`SURE_BY`)."""
    found = bahan.candidates(bahan.asked.maksud.ragam[0])
    rival = next((c.skor for c in found if c.hit.passage.id != found[0].hit.passage.id), None)
    ahead = 1.0 if not found or rival is None else min(1.0, (found[0].skor - rival) / AHEAD)
    own = {name: ciri[name] for name in SURE_BY if name in ciri}
    return {"bukti": max(-1.0, min(1.0, log_odds / 8)), "unggul": ahead, **own}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def features(bahan: Bahan) -> dict[str, float]:
    """All 0..1.

    cakupan             share of the question's informative words that the best of the first passages holds
    cakupan_pernyataan  the same for the best single statement with its title (or quoted sentences)
    tak_dikenal         weight share of words that no passage has
    skor                score of the best passage
    selisih             its distance from the passages from the fifth on: a clear winner
    aspek               how well the best statement's aspect answers the kind that is asked
    acuan               how exactly a place that the question names was found; 1 for a document of the office
                        that it names
    kata                how many informative words the question has (1 from five on): few say little
    bidang              weight share of what the field has a name for (LKj, PK, reviu, triwulan)
    inti                coverage by the best passage of what the field has a name for
    topik               whether the best statement's subject is asked for and its aspect fits
    makna               cosine of the best statement with the question; :data:`TYPICAL` where nothing embeds
    nama                how many things with a name in the field the best of the first passages holds of the
                        question (1 from two on): many other words beside them do not make it another field
    tanya               likeness of the nearest known question that has an answer
    tolak               how much nearer a question is that is known to have none
    hilang              weight of the most informative word that the best passage lacks
    """
    pencarian = bahan.pencarian
    hits = pencarian.hits
    if not hits:
        return dict.fromkeys(FEATURES, 0.0)
    top = bahan.candidates(bahan.asked.maksud.ragam[0])[:1]
    kind = bahan.asked.maksud.ragam[0]
    quoted = best_sentences(hits[:QUOTED], bahan.kata, bahan.kosakata, ragam=kind)
    covered = max(top[0].cakupan if top else 0.0, quoted.cakupan if quoted else 0.0)
    # Words of a source that say the kind of thing that is asked are as good as a statement of that kind.
    said = quoted.cakupan if quoted and quoted.menjawab and quoted.cakupan >= covered else 0.0
    both = _both_sides(bahan)
    later = [h.skor for h in hits[4:]]
    informative = [t for t in pencarian.istilah if t.akar]
    return {
        "cakupan": max(said, both, *(h.cakupan for h in hits[:3])),
        "cakupan_pernyataan": max(covered, both),
        "tak_dikenal": unknown_share(pencarian),
        "skor": hits[0].skor,
        "selisih": hits[0].skor - sum(later) / len(later) if later else 0.0,
        "aspek": 1.0 if said else top[0].aspek if top else 0.5,
        "acuan": max(max(h.bagian.get("acuan", 0.0), _names_office(bahan, h)) for h in hits[:3]),
        "kata": min(1.0, len(informative or bahan.kata.bobot) / 5),
        "bidang": named_share(bahan.kata),
        "inti": covered_core(bahan),
        "hilang": min(heaviest_missing(bahan), 1.0 - said),
        "nama": min(1.0, named_held(bahan) / 2),
        **_of_known(bahan, bool(said) or not hits[0].passage.pernyataan),
        "topik": float(bool(top) and top[0].figure("topik") > 0 and top[0].aspek >= ANSWERS),
        "makna": TYPICAL if said or bahan.makna is None else top[0].figure("makna") if top else 0.0,
    }


def _of_known(bahan: Bahan, added: bool) -> dict[str, float]:
    """What the known questions say.  Nobody wrote questions for ``added`` texts: none being near says nothing
    there."""
    votes = bahan.suara
    if votes is None:
        return {"tanya": TYPICAL, "tolak": 0.0}
    near = max(TYPICAL, votes.terbaik) if added else votes.terbaik
    return {"tanya": min(1.0, near), "tolak": max(0.0, votes.tolak - near)}


TYPICAL = 0.6
"""Median cosine of a question with the statement that answers it; about that of its nearest known one too."""


def _both_sides(bahan: Bahan) -> float:
    """Of a question about two things, the share that the first passages hold together: one passage seldom
    speaks of both.  0 for other questions."""
    if bahan.asked.maksud.dua_hal is None:
        return 0.0
    held = frozenset().union(*(bahan.kosakata.passage(h.passage) for h in bahan.hits[:4]))
    return bahan.kata.covered(held)


def _names_office(bahan: Bahan, hit: Hit) -> float:
    """1 where the question names the office whose document a passage is from, else 0."""
    office = set(bahan.kosakata.terms(hit.passage.instansi or "")) - _EVERY_OFFICE
    return 1.0 if office and office <= set(bahan.kata.bobot) else 0.0


_EVERY_OFFICE = frozenset(
    {"=skpd", "kabupaten", "kota", "provinsi", "badan", "camat", "pemerintah", "daerah", "perintah"}
)


def covered_core(bahan: Bahan) -> float:
    """Share of the question's named terms that the best of the first passages holds; 0 where it has none."""
    core = Kata({t: w for t, w in bahan.kata.bobot.items() if t.startswith("=")})
    return max((core.covered(bahan.kosakata.passage(h.passage)) for h in bahan.hits[:3]), default=0.0)


def named_held(bahan: Bahan) -> int:
    """How many of the question's named terms the best of the first passages holds."""
    named = {t for t in bahan.kata.bobot if t.startswith("=")}
    return max((len(named & bahan.kosakata.passage(h.passage)) for h in bahan.hits[:3]), default=0)


def heaviest_missing(bahan: Bahan) -> float:
    """Weight of the most informative term that the passage with most of the question does not hold, 0..1."""
    weights = bahan.kata.bobot
    missing = [
        [w for t, w in weights.items() if t not in bahan.kosakata.passage(hit.passage)]
        for hit in bahan.hits[:4]
    ]
    least = min(missing, key=sum, default=list(weights.values()))
    return min(1.0, max(least, default=0.0))


def named_share(kata: Kata) -> float:
    """Weight share of a question's terms that the field has a name for, 0..1."""
    return sum(w for t, w in kata.bobot.items() if t.startswith("=")) / kata.total if kata.total else 0.0


def unknown_share(pencarian: Pencarian) -> float:
    """Weight share of the informative words that no passage in scope has, 0..1; an unknown word weighs as
    much as the rarest known one."""
    informative = [t for t in pencarian.istilah if t.akar and not is_value(t.akar)]
    unknown = sum(1.0 for t in informative if not t.dikenal)
    total = unknown + sum(t.bobot for t in informative if t.dikenal)
    return unknown / total if total else 0.0
