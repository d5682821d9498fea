"""Whether a narasumber's answer says something else than an indexed regulation.

A warning before publishing, no judgment: the passage is shown and the narasumber decides.  Only what can be
compared is compared (quantities, dates, parties of an act, yes or no), and only with statements that speak of
the same matter, for a warning that is mostly wrong is soon not read any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from bot.answering import parties, wording
from bot.answering.citations import source_name
from bot.answering.compose.choose import Calon
from bot.answering.compose.klaim import claimed, light_terms, opposed
from bot.answering.compose.polar import decide
from bot.answering.compose.say import sentences, statement
from bot.answering.match import kosakata
from bot.narasumber.besaran import berbeda, besaran
from knowledge.index.model import Hit, Knowledge
from knowledge.model import Jenis, Sikap, StatusBerlaku
from knowledge.scope import PUBLIK

LIMIT = 8
"""Passages that are compared with a sentence."""
SENTENCES = 15
"""Sentences of an answer that are compared."""
SHOWN = 3
"""Contradictions that are shown, the surest first."""
SAME_MATTER = 0.7
"""Share of a statement's terms that the sentence and its question must hold."""
SAME_CLAIM = 0.9
"""Closeness of two claims from which a denial of one denies the other."""
ABOUT = 0.6
"""Share of the sentence's own terms that the statement must hold, title included."""


class Hal(StrEnum):
    """In what an answer differs."""

    BESARAN = "besaran"
    """A number, a deadline, a date."""
    PIHAK = "pihak"
    """Who does something, or to whom it goes."""
    SIKAP = "sikap"
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Pertentangan:
    """A sentence of an answer, and what a regulation says otherwise."""

    hal: Hal
    kalimat: str
    sumber_id: str
    sumber: str
    letak: str
    teks: str

    def to_json(self) -> dict[str, Any]:
        """What is remembered where the narasumber publishes all the same: places, no content."""
        return {
            "hal": self.hal.value,
            "sumber_id": self.sumber_id,
            "sumber": self.sumber,
            "letak": self.letak,
        }


def cari_pertentangan(pertanyaan: str, jawaban: str, knowledge: Knowledge) -> tuple[Pertentangan, ...]:
    """What speaks against an answer in the regulations and circulars in force, the surest first.

    Some searches long (about 10 ms a sentence): not for the event loop.
    """
    found: dict[tuple[str, str, str], Pertentangan] = {}
    said = [s for line in jawaban.splitlines() for s in sentences(line)][:SENTENCES]
    for number, written in enumerate(said):
        sentence = _without_places(written, knowledge)
        hits = _hits(pertanyaan, sentence, knowledge)
        ours = _Kalimat.of(pertanyaan, sentence)
        for one in (*_denied(pertanyaan, sentence, number == 0, hits, knowledge),
                    *_compared(ours, hits, knowledge)):  # fmt: skip
            found.setdefault((written, one.sumber_id, one.letak), replace(one, kalimat=written))
    return tuple(found.values())[:SHOWN]


_POINTING = frozenset(
    (
        *("lihat", "cek", "periksa", "baca", "sesuai", "menurut", "berdasarkan", "sebagaimana", "diatur"),
        *("dan", "atau", "pada", "di", "dalam"),
    )
)
"""Words in front of a place."""


def _without_places(sentence: str, knowledge: Knowledge) -> str:
    """A sentence without the places that it names ("…, lihat Lampiran II huruf D Permenpan-RB 53/2014"): they
    are no matter that it speaks of."""
    rest = sentence
    for acuan in knowledge.references(sentence):
        rest = re.sub(re.escape(acuan.teks), " ", rest, flags=re.IGNORECASE)
    words = rest.split()
    while words and words[-1].strip(" ,;.()").lower() in {*_POINTING, ""}:
        words.pop()
    bare = " ".join(words).strip(" ,;.")
    return f"{bare}." if len(words) > 2 else sentence


def _hits(pertanyaan: str, sentence: str, knowledge: Knowledge) -> list[Hit]:
    """Passages of rules in force near the sentence, and near the sentence in the light of its question."""
    found: dict[str, Hit] = {}
    for query in (sentence, f"{pertanyaan} {sentence}"):
        for hit in knowledge.search(query, PUBLIK, limit=LIMIT).hits:
            rule = hit.passage.jenis in {Jenis.REGULASI, Jenis.SURAT}
            if rule and hit.passage.status is not StatusBerlaku.DICABUT:
                found.setdefault(hit.passage.id, hit)
    return list(found.values())


# --- yes and no ---

_YES = re.compile(r"^(?:ya|iya|boleh|bisa|dapat|wajib|harus|perlu|benar|betul)\b(?! tidak)")
_NO = re.compile(r"^(?:tidak|belum|bukan|jangan|dilarang)\b")
_FORBIDS = re.compile(r"\b(?:tidak (?:boleh|bisa|dapat|diperbolehkan)|dilarang|jangan)\b")
_DENIALS = frozenset({"tidak", "tidak-benar", "tidak-wajib"})
_AFFIRMATIONS = frozenset({"ya", "benar", "boleh"})


def _denied(
    pertanyaan: str, sentence: str, first: bool, hits: Sequence[Hit], knowledge: Knowledge
) -> Iterator[Pertentangan]:
    """The claim of a regulation that is the sentence's own claim, denied; and, for an answer that begins with
    yes or no, the claim that answers its question the other way."""
    calon = [
        Calon(hit, number, hit.skor, 1.0, 0.0, hit.cakupan, hit.cakupan)
        for hit in hits
        for number in range(len(hit.passage.pernyataan))
    ]
    steered = wording.steer(sentence)
    if first and (_YES.match(steered) or _NO.match(steered)):
        verdict = decide(calon, wording.steer(pertanyaan), kosakata())
        wrong = _DENIALS if _YES.match(steered) else _AFFIRMATIONS
    else:
        verdict = decide(calon, claimed(steered), kosakata())
        wrong = _DENIALS
    if verdict is None or verdict.kedekatan < SAME_CLAIM:
        return
    if _agree(sentence, verdict.calon.pernyataan.teks):
        return
    # What a rule allows under conditions is not forbidden altogether.
    flat = verdict.pembuka == "bersyarat" and (bool(_FORBIDS.search(steered)) or wrong is _AFFIRMATIONS)
    if flat or verdict.pembuka in wrong:
        yield _found(Hal.SIKAP, sentence, verdict.calon.hit, verdict.calon.pernyataan.teks, knowledge)


# --- quantities and parties ---

_ACT = re.compile(r"\b(di[a-z]{4,16})(?: (?:secara|langsung)\b)?(?: (?:oleh|pimpinan|kepala)\b){0,2} ")


@dataclass(frozen=True, slots=True)
class _Kalimat:
    """A sentence as it is compared."""

    teks: str
    polos: str
    istilah: frozenset[str]
    """Its own terms."""
    pokok: frozenset[str]
    """… with those of the question that it answers."""
    pelaku: tuple[str, ...]
    penerima: frozenset[str]
    oleh: frozenset[tuple[str, str]]
    """(act, party): who does it."""

    def doers(self, act: str) -> frozenset[str]:
        return frozenset(party for one, party in self.oleh if one == act)

    @classmethod
    def of(cls, pertanyaan: str, sentence: str) -> _Kalimat:
        steered = wording.steer(sentence)
        words = kosakata()
        own = frozenset(words.terms(sentence))
        around = frozenset(words.terms(wording.stripped(pertanyaan))) if pertanyaan else frozenset()
        mentions = parties.mentions(steered)
        receivers = frozenset(m.pihak for m in mentions if m.sebagai_penerima)
        doers = _doers(steered, mentions)
        agents = {party for _, party in doers}
        subjects = [m.pihak for m in mentions if not m.sebagai_penerima and m.pihak not in agents]
        if not subjects and pertanyaan:
            subjects = [p for p in parties.subjects(wording.steer(pertanyaan)) if p not in agents]
        return cls(sentence, steered, own, own | around, tuple(subjects), receivers, frozenset(doers))


def _doers(steered: str, mentions: Sequence[parties.Sebutan]) -> list[tuple[str, str]]:
    """Acts and who does them, of "ditandatangani oleh kepala dinas"."""
    starts = {m.mulai: m.pihak for m in mentions}
    found = []
    for match in _ACT.finditer(steered):
        party = starts.get(match.end())
        act = kosakata().terms(match[1])
        if party and act:
            found.append((act[0], party))
    return found


def _compared(ours: _Kalimat, hits: Sequence[Hit], knowledge: Knowledge) -> Iterator[Pertentangan]:
    mine = besaran(ours.teks)
    if not (mine or ours.penerima or ours.oleh):
        return
    for hit in hits:
        for text, shown in _statements(hit):
            theirs = _Kalimat.of("", text)
            if not _same_matter(ours, theirs, hit):
                continue
            if berbeda(mine, besaran(text)):
                yield _found(Hal.BESARAN, ours.teks, hit, shown, knowledge)
            elif _other_parties(ours, theirs):
                yield _found(Hal.PIHAK, ours.teks, hit, shown, knowledge)


def _agree(sentence: str, text: str) -> bool:
    """Whether two sentences give the same quantities, which makes a denial unlikely."""
    mine, theirs = besaran(sentence), besaran(text)
    return bool(mine.keys() & theirs.keys()) and berbeda(mine, theirs) is None


def _statements(hit: Hit) -> list[tuple[str, str]]:
    """What a passage states, as it is compared and as it is shown: its sentences, and the claims that it
    affirms."""
    passage = hit.passage
    if not passage.pernyataan:
        return [(text, text) for text in sentences(passage.teks)[:LIMIT]]
    shown = [statement(one) for one in passage.pernyataan]
    claims = [
        (one.perihal, text)
        for one, text in zip(passage.pernyataan, shown, strict=True)
        if one.perihal and one.sikap is Sikap.YA
    ]
    return [*((one.teks, text) for one, text in zip(passage.pernyataan, shown, strict=True)), *claims]


def _same_matter(ours: _Kalimat, theirs: _Kalimat, hit: Hit) -> bool:
    """Whether two sentences speak of the same: their terms, their subjects, and nothing opposite."""
    light = light_terms(kosakata())
    title = frozenset(kosakata().terms(hit.passage.judul))
    if _share(theirs.istilah, ours.pokok, light) < SAME_MATTER:
        return False
    if _share(ours.istilah, theirs.istilah | title, light) < ABOUT or opposed(ours.polos, theirs.polos):
        return False
    return _near(frozenset(ours.pelaku), frozenset(theirs.pelaku))


def _share(wanted: frozenset[str], held: frozenset[str], light: Mapping[str, float]) -> float:
    """Share of the weight of terms that others hold; figures weigh nothing, they are what is compared."""
    words = [t for t in wanted if not t[0].isdigit() and t not in _aside()]
    total = sum(light.get(t, 1.0) for t in words)
    return sum(light.get(t, 1.0) for t in words if t in held) / total if total else 0.0


@cache
def _aside() -> frozenset[str]:
    """Terms that are compared by themselves (quantities, parties), or that only name a rule: two sentences
    do not speak of different things because these differ."""
    return frozenset(kosakata().terms(_QUANTITIES) + kosakata().terms(_PARTIES) + kosakata().terms(_RULES))


_QUANTITIES = (
    "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh hari bulan minggu tahun persen rangkap "
    "kali paling lambat tanggal awal akhir usai selesai berakhir sesudah setelah januari februari maret "
    "april mei juni juli agustus september oktober november desember tahun anggaran"
)
_PARTIES = (
    "skpd kabupaten kota provinsi pemerintah daerah kementerian lembaga k/l pemda kepala dinas badan bupati "
    "gubernur wali menteri inspektorat apip pimpinan tingkat unit kerja instansi"
)
_RULES = "peraturan permenpan rb permendagri pp perpres uu pasal lampiran menurut"


def _near(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of parties may mean the same; one that names none speaks of all."""
    if not one or not other:
        return True
    wider = one.union(*(parties.INDUK.get(p, frozenset()) for p in one))
    return bool(wider & other.union(*(parties.INDUK.get(p, frozenset()) for p in other)))


def _other_parties(ours: _Kalimat, theirs: _Kalimat) -> bool:
    """Whether the same act is done by, or its outcome goes to, others."""
    if ours.penerima and theirs.penerima and not _near(ours.penerima, theirs.penerima):
        return True
    acts = {act for act, _ in ours.oleh} & {act for act, _ in theirs.oleh}
    return any(not _near(ours.doers(act), theirs.doers(act)) for act in acts)


def _found(hal: Hal, sentence: str, hit: Hit, text: str, knowledge: Knowledge) -> Pertentangan:
    passage = hit.passage
    name = source_name(knowledge.source(passage.sumber_id), passage)
    return Pertentangan(hal, sentence, passage.sumber_id, name, str(passage.letak), text)
