"""Yes or no: only where a statement's claim is the claim of the question.

A wrong yes is worse than no yes: where the claim differs in a party, a number, a direction, an order or a
modal, the statement is given without one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.compose.choose import Calon
from bot.answering.compose.klaim import (
    CIRCUMSTANCE,
    Klaim,
    claimed,
    light_terms,
    opposed,
    read_claim,
    variants,
)
from bot.answering.match import Kosakata
from knowledge.model import Aspek, Sikap

HELD = 0.72
"""Share of the claim that the question has to hold."""
SPOKEN = 0.66
"""Share of the question's claim that the statement's claim (or its sentence) has to hold."""
FULLY = 0.85
"""Either share where the question leaves out which document it speaks of."""
EXACT = 0.55
"""Share of the question's claim that the statement's claim itself has to hold."""
STRANGE = 1
"""So many words of weight may be foreign to a claim that is denied: what is not so at all is not so in a
particular case either.  To a claim that is affirmed none may be."""
NAMED = 0.1
"""For a claim that names a regulation of the question."""
NEARBY = 0.6
"""What a word of the question counts that is not in the claim but in the statement or its title."""
RELATED = 0.5
"""Closeness from which a claim says more than another statement, though it gives no yes or no."""
REGULATION = re.compile(r"(?<!\d)\d{1,3}/\d{4}(?!\d)")
_EXISTS = re.compile(r"\b(?:ada|mengatur|diatur|memuat|menyebut|disebut|menetapkan|ditetapkan)\b")
_DOCUMENTS = frozenset(
    {"=lkjip", "=pk", "=lppd", "=lkpj", "=rlppd", "=iku", "=ikk", "=reviu", "=checklist", "=skp"}
)  # fmt: skip
"""What a claim is about: a claim about another of them is another claim."""
_UP: dict[str, frozenset[str]] = {
    "bupati": frozenset({"kepala daerah", "pemda"}),
    "gubernur": frozenset({"kepala daerah", "pemda"}),
    "kepala daerah": frozenset({"pemda", "gubernur", "bupati"}),
    "pemda": frozenset({"kepala daerah"}),
}
"""A rule for these holds for the party as well."""
_UNNAMED = frozenset({"=lkjip", "=pk"})
"""Documents that people leave out, since everything here is about them."""
_HEADS = frozenset({"kepala daerah", "bupati", "gubernur", "kementerian", "pemda", "skpd"})
_GENERAL = frozenset({"kementerian", "pemda"})
_OFFICIAL, _LEADER = frozenset({"=pj"}), frozenset({"=leader"})
"""An official, a head: whoever names a party names one."""
_IMPLIED = {"=reviu": frozenset({"apip"})}
"""Parties that an act names by itself."""


@dataclass(frozen=True, slots=True)
class Putusan:
    """The statement that answers a yes-or-no question."""

    calon: Calon
    sikap: Sikap | None
    """None where the claim is near, but not near enough for a yes or no."""
    kedekatan: float
    ingkar: bool = False
    """The question denies what the claim says: a "ya" of the claim is a "tidak" to it."""
    boleh: bool = False
    """The question itself asks whether something may be."""
    ada: bool = False
    """It asks whether there is something."""

    @property
    def pembuka(self) -> str | None:
        """The phrase of prompts/jawaban/sikap that opens the answer."""
        if self.sikap is None or self.sikap is Sikap.BERSYARAT:
            return self.sikap and self.sikap.value
        if self.ingkar:
            return "tidak-benar" if self.sikap is Sikap.YA else "benar"
        aspek = self.calon.pernyataan.aspek
        if aspek is Aspek.WAJIB and self.sikap is Sikap.TIDAK and not self.ada:
            return "tidak-wajib"
        if aspek is Aspek.BOLEH and self.sikap is Sikap.YA and not self.boleh:
            return "boleh"
        return self.sikap.value


def decide(
    candidates: Sequence[Calon], steered: str, kosakata: Kosakata, regulations: frozenset[str] = frozenset()
) -> Putusan | None:
    """The claim that is the question's, with its sikap; a near claim without one; None where none is near.
    ``regulations`` are the numbers (``53/2014``) of those that the question names: a claim about another is
    another claim."""
    ours = read_claim(claimed(steered), kosakata, question=True)
    best: Putusan | None = None
    near: Putusan | None = None
    for calon in candidates:
        statement = calon.pernyataan
        if statement.sikap is None or not statement.perihal:
            continue
        if _other_rule(calon, regulations) or _other_pasal(ours, calon):
            continue
        for theirs in variants(statement.perihal, kosakata):
            fits = compare(ours, theirs, calon, kosakata)
            # The score breaks ties between claims that are equally close (a place that was named).
            rank = 0.6 * fits.dipegang + 0.4 * fits.dibahas + 0.02 * calon.skor
            rank += NAMED if regulations & set(REGULATION.findall(statement.perihal)) else 0.0
            if near is None or rank > near.kedekatan:
                near = Putusan(calon, None, rank)
            denied = ours.ingkar is not theirs.ingkar
            denies = statement.sikap is Sikap.TIDAK and not denied
            strange = STRANGE if denies and ours.angka <= theirs.angka else 0
            if fits.luput > strange or (fits.luput_sampingan and not denies):
                continue
            if not fits.cukup or not same_claim(ours, theirs, statement.aspek, statement.sikap):
                continue
            if best is None or rank > best.kedekatan:
                exists = bool(_EXISTS.search(ours.teks)) and not ours.wajib
                best = Putusan(calon, statement.sikap, rank, denied, ours.boleh, exists)
    return best or (near if near is not None and near.kedekatan >= RELATED else None)


USUAL = "53/2014"
"""The rule that is meant where none is named."""
_SOURCE = re.compile(r"-(\d{1,3})-(\d{4})$")


def _other_rule(calon: Calon, regulations: frozenset[str]) -> bool:
    """Whether a claim is about another regulation than the question, which without a name means the usual
    one."""
    named = set(REGULATION.findall(calon.pernyataan.perihal or ""))
    if named:
        asked = regulations or frozenset({USUAL})
        # "A dan B masih berlaku" holds for each of them.
        each = bool(named & asked) and " dan " in (calon.pernyataan.perihal or "")
        return bool(named - asked) and not each
    source = _SOURCE.search(calon.hit.passage.sumber_id)
    return bool(regulations) and source is not None and f"{source[1]}/{source[2]}" not in regulations


def _other_pasal(ours: Klaim, calon: Calon) -> bool:
    theirs = frozenset(re.findall(r"\bpasal \d{1,3}\b", (calon.pernyataan.perihal or "").lower()))
    place = str(calon.hit.passage.letak).lower().replace(" ayat", "|")
    return bool(theirs - ours.pasal) or any(f"{p}|" not in f"{place}|" for p in ours.pasal - theirs)


@dataclass(frozen=True, slots=True)
class Kecocokan:
    """How far two claims speak of the same, 0..1 each."""

    dipegang: float
    """Share of the statement's claim that the question holds."""
    dibahas: float
    """Share of the question's claim that the statement holds, title and sentence included."""
    persis: float
    """… that the statement's claim itself holds."""
    luput: int
    """Words of weight in the question's claim that neither the statement nor its title holds."""
    luput_sampingan: int
    """… and in its conditions, that the claim does not hold."""
    tersirat: bool
    """The question leaves out which document it speaks of."""

    @property
    def cukup(self) -> bool:
        held, spoken = (FULLY, FULLY) if self.tersirat else (HELD, SPOKEN)
        return self.dipegang >= held and self.dibahas >= spoken and self.persis >= EXACT


def compare(ours: Klaim, theirs: Klaim, calon: Calon, kosakata: Kosakata) -> Kecocokan:
    """The claim of a question against that of a statement."""
    light = light_terms(kosakata)
    said = ours.pokok | ours.sampingan
    if ours.pihak:
        said |= _OFFICIAL
    unnamed = (theirs.pokok & _UNNAMED) - said
    # The LKj goes without saying; a question that names no other document either has to fit in all the rest.
    implied = bool(unnamed) and not (unnamed <= {"=lkjip"} and said & _DOCUMENTS)
    wanted = theirs.pokok - unnamed - (_LEADER if ours.pihak else frozenset())
    total = theirs.weight(wanted, light)
    held = theirs.weight(wanted & said, light) / total if total else 0.0
    ciri = kosakata.statement(calon.hit.passage, calon.nomor)
    around = ciri.kalimat | ciri.judul | ciri.butir
    exact, spoken = _spoken(ours, theirs.pokok, around, light)
    missed = sum(light.get(t, 1.0) >= 1.0 for t in ours.pokok - theirs.pokok - around)
    aside = sum(light.get(t, 1.0) >= 1.0 for t in ours.sampingan - theirs.pokok)
    words = sum(len(t.split()) for t in ours.pokok if light.get(t, 1.0) >= 1.0)
    if implied and words < 2 and not ours.pihak:
        exact = 0.0  # One word is too little to tell which document is meant.
    return Kecocokan(held, spoken, exact, missed, aside if ours.bersyarat else 0, implied)


def _spoken(
    ours: Klaim, claim: frozenset[str], around: frozenset[str], light: Mapping[str, float]
) -> tuple[float, float]:
    """How much of the question's claim another holds, and how much with what stands around it."""
    exact = near = whole = 0.0
    for terms, share in ((ours.pokok, 1.0), (ours.sampingan - ours.pokok, CIRCUMSTANCE)):
        for term in terms:
            weight = share * light.get(term, 1.0)
            whole += weight
            exact += weight * (term in claim)
            near += weight * (1.0 if term in claim else NEARBY if term in around else 0.0)
    return (exact / whole, near / whole) if whole else (0.0, 0.0)


def same_claim(ours: Klaim, theirs: Klaim, aspek: Aspek, sikap: Sikap) -> bool:
    """Whether nothing that decides the answer differs."""
    mine, other = (ours.pokok | ours.sampingan) & _DOCUMENTS, theirs.pokok & _DOCUMENTS
    if other - mine - _UNNAMED or (ours.pokok & _DOCUMENTS) - other:
        return False
    if opposed(ours.teks, theirs.teks) or ours.sama is not theirs.sama:
        return False
    if theirs.hanya and not ours.hanya:
        return False
    suffices = ours.cukup and ours.boleh and aspek is Aspek.BOLEH
    if ours.hanya and not theirs.hanya and sikap is not Sikap.TIDAK and not suffices:
        return False
    if ours.selain is not theirs.selain or ours.menyangkal != theirs.menyangkal:
        return False
    if not (_numbers_agree(ours, theirs, sikap) and _orders_agree(ours, theirs)):
        return False
    if " atau " in f" {ours.teks} " and " atau " not in theirs.teks and "," not in theirs.teks:
        return False  # "A atau B?" wants one of two, no yes
    return _parties_agree(ours, theirs, sikap) and modals_agree(ours, theirs, aspek, sikap)


def _numbers_agree(ours: Klaim, theirs: Klaim, sikap: Sikap) -> bool:
    if not theirs.angka <= ours.angka:
        return False
    more = ours.angka - theirs.angka
    if theirs.lewat is not None:
        # "130 %" is a case of "di atas 100 %".
        return all(float(n.replace(",", ".")) > theirs.lewat for n in more)
    # What is not so at all is not so with a number either.
    return not more or (sikap is Sikap.TIDAK and not theirs.angka)


def _orders_agree(ours: Klaim, theirs: Klaim) -> bool:
    if ours.urutan is None or theirs.urutan is None:
        return ours.urutan is theirs.urutan
    (a, b), (c, d) = ours.urutan, theirs.urutan
    return bool((a & c) - (b & d)) and bool((b & d) - (a & c))


def _parties_agree(ours: Klaim, theirs: Klaim, sikap: Sikap) -> bool:
    implied = frozenset(p for t, ps in _IMPLIED.items() if t in theirs.pokok for p in ps)
    mine = frozenset(p for group in ours.pihak for p in group)
    met: set[str] = set()
    for group in theirs.pihak:
        matched = {p for p in mine if p in group or _UP.get(p, frozenset()) & group}
        if not matched and not group <= implied and (mine - implied or not group >= _GENERAL):
            return False
        met |= matched
    rest = mine - met - implied
    if theirs.bawahan:
        rest -= {"skpd", "unit kerja", "satker", "eselon i", "eselon ii"}
    if theirs.pimpinan:
        rest -= _HEADS
    # What is forbidden to all is forbidden to each; what is allowed or due may concern others only.
    return not rest or (sikap is Sikap.TIDAK and not theirs.pihak)


def modals_agree(ours: Klaim, theirs: Klaim, aspek: Aspek, sikap: Sikap) -> bool:
    """Whether the sikap of a claim of this aspect answers the modal of the question."""
    if aspek is Aspek.BENAR:
        # A fact is no duty; what is not so is neither due nor allowed.
        return sikap is not Sikap.YA or not ours.wajib or theirs.wajib
    if aspek is Aspek.WAJIB:
        return ours.wajib or not ours.boleh
    if ours.wajib and not ours.boleh:
        return sikap is Sikap.TIDAK
    return True
