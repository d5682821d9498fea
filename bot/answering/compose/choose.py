"""Chooses the statements that answer: aspect, party and words have to fit, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering import parties
from bot.answering.kinds import ASPEK
from bot.answering.match import Kata, Kosakata
from bot.answering.model import Ragam
from knowledge.index.model import Hit
from knowledge.model import Aspek, Jenis, Pernyataan, StatusBerlaku, Verifikasi


@dataclass(frozen=True, slots=True)
class Timbangan:
    """Weights of what speaks for a statement.  Measured on the tuning half (bot/evaluation/bukti.py)."""

    hit: float = 5.0
    kalimat: float = 0.1
    """The question's words in the statement itself."""
    semua: float = 1.8
    """… in the statement, its title and its search words together."""
    inti: float = 1.0
    """Against a statement that, with its title and search words, speaks of none of the things that the
    question is about."""
    judul: float = 1.2
    """How much of the title the question holds: a title of many other words is about something narrower."""
    aspek: float = 1.1
    pihak: float = 1.4
    perihal: float = 0.0
    topik: float = 0.2
    """For a statement whose subject the question names, against one about something else."""
    daftar: float = 0.4
    """For a statement that lists, where a list is asked for; against one that names a single item."""
    jumlah: float = 0.05
    """For a list of as many items as the question names ("tujuh analisis")."""
    acuan: float = 1.5
    sumber: float = 0.5
    """For a statement of, or about, a source that the question names; against one of another."""
    tidak_pasti: float = 0.15
    dicabut: float = 1.0
    contoh: float = 0.6
    catatan: float = 0.1
    """Taken from glossary and calendar, which repeat what the rules say, where a rule itself is there."""


BAKU = Timbangan()


@dataclass(frozen=True, slots=True)
class Calon:
    """A statement as a candidate for an answer."""

    hit: Hit
    nomor: int
    skor: float
    aspek: float
    """How well its aspect answers the kind, 0..1."""
    pihak: float
    """How well it concerns the party asked for, -1..1."""
    cakupan: float
    """Share of the question's words in statement, title and search words, 0..1."""
    kalimat: float
    """Share of the question's words in the statement itself, 0..1."""

    @property
    def pernyataan(self) -> Pernyataan:
        return self.hit.passage.pernyataan[self.nomor]

    @property
    def kunci(self) -> tuple[str, int]:
        return (self.hit.passage.id, self.nomor)


@dataclass(frozen=True, slots=True)
class Dicari:
    """What a statement is chosen for."""

    kata: Kata
    inti: Kata
    """Of ``kata``, the things that the question is about."""
    pihak: tuple[str, ...]
    aspek: Mapping[Ragam, tuple[Aspek, ...]]
    sumber: frozenset[str] = frozenset()
    """Sources that the question names."""
    nomor: frozenset[str] = frozenset()
    """Numbers of these sources, as statements write them (``53/2014``)."""
    banyak: frozenset[int] = frozenset()
    """Counts that the question names."""


def wanted(ragam: Ragam, narrowed: Mapping[Ragam, tuple[Aspek, ...]]) -> dict[Aspek, float]:
    """How well each aspect answers a kind; what the cue itself names counts fully."""
    table = dict(ASPEK[ragam])
    if narrowed.get(ragam):
        table = {a: w * (0.7 if a not in narrowed[ragam] else 1.0) for a, w in table.items()}
        table.update(dict.fromkeys(narrowed[ragam], 1.0))
    return table


def candidates(
    hits: Sequence[Hit], ragam: Ragam, dicari: Dicari, kosakata: Kosakata, weights: Timbangan = BAKU
) -> list[Calon]:
    """Every statement of the hits, best first."""
    table = wanted(ragam, dicari.aspek)
    found = [
        _weigh(hit, number, ragam, table, dicari, kosakata, weights)
        for hit in hits
        for number in range(len(hit.passage.pernyataan))
    ]
    return sorted(found, key=lambda c: (-c.skor, c.kunci))


def _weigh(
    hit: Hit,
    number: int,
    ragam: Ragam,
    table: Mapping[Aspek, float],
    dicari: Dicari,
    kosakata: Kosakata,
    w: Timbangan,
) -> Calon:
    passage, statement = hit.passage, hit.passage.pernyataan[number]
    ciri = kosakata.statement(passage, number)
    aspek = table.get(statement.aspek, 0.0) if table else 0.5
    own = ciri.kalimat | ciri.butir | frozenset(ciri.perihal)
    if aspek >= ANSWERS:
        own |= kosakata.asking(statement.aspek)
    around = ciri.judul | ciri.kata
    kalimat = dicari.kata.covered(own)
    semua = dicari.kata.covered(own | around)
    pihak = parties.fit(dicari.pihak, passage.judul, " ".join((statement.perihal or "", statement.teks)))
    score = (
        w.hit * hit.skor
        + w.kalimat * kalimat
        + w.semua * semua
        - w.inti * (dicari.inti.total > 0 and not dicari.inti.covered(own | around))
        + w.judul * _share(ciri.judul, dicari.kata.bobot)
        + w.aspek * (2.0 if ragam is Ragam.DEFINISI else 1.0) * aspek
        + w.pihak * pihak * (1.0 if ragam in BY_PARTY else 0.3)
        + w.acuan * hit.bagian.get("acuan", 0.0)
    )
    if dicari.sumber:
        about = passage.sumber_id in dicari.sumber or any(n in statement.teks for n in dicari.nomor)
        score += w.sumber * (1.0 if about else -1.0)
    if ciri.topik:
        score += (
            w.topik
            * (5.0 if ragam is Ragam.DEFINISI else 1.0)
            * (1.0 if ciri.topik in dicari.kata.bobot else -1.0)
        )
    if ragam in SINGLE and len(statement.butir) > 2:
        score -= w.daftar
    if ragam in LISTS:
        score += w.daftar * (1.0 if len(statement.butir) > 1 else -_names_one_item(statement.teks))
    if len(statement.butir) in dicari.banyak:
        score += w.jumlah
    if statement.perihal:
        score += w.perihal * closeness(ciri.perihal, dicari.kata) * (1.0 if aspek else 0.3)
    if passage.verifikasi is Verifikasi.BELUM_DIVERIFIKASI:
        score -= w.tidak_pasti
    if passage.status is StatusBerlaku.DICABUT and passage.sumber_id not in dicari.sumber:
        score -= w.dicabut
    if passage.contoh:
        score -= w.contoh
    if passage.jenis in {Jenis.GLOSARIUM, Jenis.KALENDER}:
        score -= w.catatan
    return Calon(hit, number, score, aspek, pihak, semua, kalimat)


ANSWERS = 0.7
"""From this fit on an aspect answers the kind."""
LISTS = frozenset({Ragam.APA_SAJA, Ragam.FORMAT, Ragam.BERAPA, Ragam.LANGKAH, Ragam.TUJUAN})
SINGLE = frozenset({Ragam.TENGGAT, Ragam.FREKUENSI, Ragam.DEFINISI, Ragam.SIAPA, Ragam.BOLEHKAH})
"""Kinds that ask for one thing: a list of many answers more than was asked."""
BY_PARTY = SINGLE - {Ragam.DEFINISI} | {Ragam.KEPADA_SIAPA, Ragam.FORMAT, Ragam.APA_SAJA}
"""Kinds whose answer differs from party to party; of others the party is mostly a circumstance."""
_ORDINAL = re.compile(
    r"\b(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh|terakhir)\b"
)


def _names_one_item(sentence: str) -> float:
    """1 for a sentence about one item of a list ("isi ketiga …"), 0 otherwise."""
    return 1.0 if _ORDINAL.search(sentence[:60].lower()) else 0.0


def _share(terms: Iterable[str], question: Mapping[str, float]) -> float:
    all_ = list(terms)
    return sum(1 for t in all_ if t in question) / len(all_) if all_ else 0.0


def closeness(claim: Iterable[str], question: Kata) -> float:
    """Harmonic mean of how much of the claim the question holds, and of the question the claim."""
    terms = list(claim)
    there, back = _share(terms, question.bobot), question.covered(terms)
    return 2 * there * back / (there + back) if there and back else 0.0
