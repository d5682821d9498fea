"""What speaks for a statement as the answer to a question, as named figures.

The weights of these figures lie in ``bot/answering/timbangan.toml`` and are fitted on the training questions
(``python -m bot.evaluation.timbangan``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answering import parties
from bot.answering.bank import SEPI, Suara
from bot.answering.makna import JAUH, Dekat
from bot.answering.match import Ciri, Kata, Kosakata
from bot.answering.model import Ragam
from knowledge.index.model import Hit
from knowledge.model import Aspek, Jenis, Passage, Pernyataan, StatusBerlaku, Verifikasi

ANSWERS = 0.7
"""From this fit on an aspect answers the kind."""
LIKE = 0.75
"""Known questions less like the one asked say little about its answer (measured leaving each out)."""
LISTS = frozenset({Ragam.APA_SAJA, Ragam.FORMAT, Ragam.BERAPA, Ragam.LANGKAH, Ragam.TUJUAN})
SINGLE = frozenset({Ragam.TENGGAT, Ragam.FREKUENSI, Ragam.DEFINISI, Ragam.SIAPA, Ragam.BOLEHKAH})
"""Kinds that ask for one thing: a list of many answers more than was asked."""
BY_PARTY = SINGLE - {Ragam.DEFINISI} | {Ragam.KEPADA_SIAPA, Ragam.FORMAT, Ragam.APA_SAJA}
"""Kinds whose answer differs from party to party; of others the party is mostly a circumstance."""
_ORDINAL = re.compile(
    r"\b(?:pertama|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|kesepuluh|terakhir)\b"
)

FOR = (
    "hit", "hit_nisbi", "hit_kata", "hit_huruf", "hit_vektor", "acuan",
    "kalimat", "semua", "inti", "inti_kalimat", "terpenting", "pasangan", "balik", "kata_cari",
    "judul", "judul_dekat", "perihal", "perihal_cocok",
    "aspek", "aspek_tepat", "aspek_definisi", "topik", "topik_definisi",
    "pihak", "pihak_lain", "sumber", "daftar", "jumlah", "sikap",
    "makna", "makna_utuh", "makna_perihal", "makna_judul", "makna_terbaik", "tanya", "tanya_terbaik",
)  # fmt: skip
"""Figures that speak for a statement; what each stands for is said at :func:`figures`."""
AGAINST = (
    "asing", "aspek_asing", "bukan_pihak", "bukan_sumber", "banyak_butir", "satu_butir", "sikap_lain",
    "tidak_pasti", "dicabut", "contoh", "catatan", "nomor", "panjang",
)  # fmt: skip
"""Figures that speak against it."""
NAMES = FOR + AGAINST


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
    makna: Mapping[tuple[str, int], Dekat] | None = None
    """How near each statement is in meaning; None where nothing embeds."""
    suara: Suara = SEPI
    """What the known questions vote for."""


@dataclass(frozen=True, slots=True)
class Ukuran:
    """The figures of one statement, in the order of :data:`NAMES`, and those that others use too."""

    angka: tuple[float, ...]
    aspek: float
    pihak: float
    cakupan: float
    kalimat: float


@dataclass(frozen=True, slots=True)
class Latar:
    """What the figures of all statements of a search are relative to."""

    skor: float
    """Of the best passage."""
    makna: float
    """Cosine of the nearest statement."""
    tanya: float
    """Best vote of the known questions."""
    terpenting: str
    """The question's most informative term; empty where it has none."""


def background(hits: Sequence[Hit], dicari: Dicari) -> Latar:
    near = dicari.makna.values() if dicari.makna else ()
    weights = dicari.kata.bobot
    return Latar(
        max((h.skor for h in hits), default=0.0),
        max((d.kalimat for d in near), default=0.0),
        dicari.suara.terbaik,
        max(weights, key=lambda t: (weights[t], t), default=""),
    )


def figures(
    hit: Hit,
    number: int,
    ragam: Ragam,
    table: Mapping[Aspek, float],
    dicari: Dicari,
    latar: Latar,
    kosakata: Kosakata,
) -> Ukuran:
    """All figures of the ``number``-th statement of a hit; ``table`` is how well each aspect answers
    ``ragam``.

    hit…            score of the passage: fused, as share of the best, by words, letters, vectors
    acuan           how exactly the question names its place
    kalimat, semua  share of the question in the statement; with title and search words together
    inti…, asing    the same of the things that the question is about; whether it speaks of none of them
    terpenting      whether it holds the question's most informative term
    pasangan        share of the question's neighbouring terms that both stand in the statement itself
    balik           share of the statement that the question holds
    kata_cari       share of the question in the passage's search words
    judul…          share of the title that the question holds; closeness of both
    perihal…        closeness of the narrower subject; the same where the aspect fits
    aspek…          how well the aspect answers the kind; exactly; not at all; for a definition
    topik…          whether its first named thing is in the question (-1 another), for a definition
    pihak…          how well it concerns the party asked for, where the answer differs by party, and elsewhere
    sumber…         whether it is of, or about, a source that the question names, or of another
    daftar          it lists where a list is asked for; ``banyak_butir`` where one thing is asked for;
                    ``satu_butir`` one item only where a list is asked for
    jumlah          it lists as many things as the question says
    sikap…          it answers yes or no where that is asked; where it is not
    makna…          cosines with sentence, sentence and items, subject, title; share of the nearest's
    tanya…          likeness of the nearest known question that it answers, from LIKE on; only of the nearest
    nomor, panjang  how late in its passage it stands; how many terms it has (1 from forty on)
    """
    passage, statement = hit.passage, hit.passage.pernyataan[number]
    ciri = kosakata.statement(passage, number)
    aspek = table.get(statement.aspek, 0.0) if table else 0.5
    own = ciri.kalimat | ciri.butir | frozenset(ciri.perihal)
    if aspek >= ANSWERS:
        own |= kosakata.asking(statement.aspek)
    around = own | ciri.judul | ciri.kata
    kata, inti = dicari.kata, dicari.inti
    kalimat, semua = kata.covered(own), kata.covered(around)
    pihak = parties.fit(dicari.pihak, passage.judul, " ".join((statement.perihal or "", statement.teks)))
    values = {
        "hit": hit.skor,
        "hit_nisbi": hit.skor / latar.skor if latar.skor else 0.0,
        "hit_kata": hit.bagian.get("kata", 0.0),
        "hit_huruf": hit.bagian.get("huruf", 0.0),
        "hit_vektor": hit.bagian.get("vektor", 0.0),
        "acuan": hit.bagian.get("acuan", 0.0),
        "kalimat": kalimat,
        "semua": semua,
        "inti": inti.covered(around),
        "inti_kalimat": inti.covered(own),
        "asing": float(inti.total > 0 and not any(t in around for t in inti.bobot)),
        "terpenting": float(latar.terpenting in own),
        "pasangan": _pairs(kata, own),
        "balik": share(ciri.kalimat, kata.bobot),
        "kata_cari": kata.covered(ciri.kata),
        "judul": share(ciri.judul, kata.bobot),
        "judul_dekat": closeness(ciri.judul, kata),
        "nomor": min(1.0, number / 6),
        "panjang": min(1.0, (len(ciri.kalimat) + len(ciri.butir)) / 40),
    }
    values |= _of_kind(ragam, aspek, bool(table), statement, ciri, dicari)
    values |= _of_party_and_source(ragam, pihak, passage, statement, dicari)
    values |= _of_meaning(dicari, (passage.id, number), latar)
    return Ukuran(tuple(map(values.__getitem__, NAMES)), aspek, pihak, semua, kalimat)


def _of_kind(
    ragam: Ragam, aspek: float, has_table: bool, statement: Pernyataan, ciri: Ciri, dicari: Dicari
) -> dict[str, float]:
    subject = closeness(ciri.perihal, dicari.kata) if ciri.perihal else 0.0
    topic = (1.0 if ciri.topik in dicari.kata.bobot else -1.0) if ciri.topik else 0.0
    items = len(statement.butir)
    one_of_many = items <= 1 and ragam in LISTS and bool(_ORDINAL.search(statement.teks[:60].lower()))
    defines = ragam is Ragam.DEFINISI
    return {
        "perihal": subject,
        "perihal_cocok": subject * aspek,
        "aspek": aspek if has_table else 0.0,
        "aspek_tepat": float(has_table and aspek >= 1.0),
        "aspek_asing": float(has_table and not aspek),
        "aspek_definisi": aspek if defines else 0.0,
        "topik": topic,
        "topik_definisi": topic if defines else 0.0,
        "daftar": float(ragam in LISTS and items > 1),
        "banyak_butir": float(ragam in SINGLE and items > 2),
        "satu_butir": float(one_of_many),
        "jumlah": float(items in dicari.banyak),
        "sikap": float(ragam is Ragam.BOLEHKAH and statement.sikap is not None),
        "sikap_lain": float(ragam is not Ragam.BOLEHKAH and statement.sikap is not None),
    }


def _of_party_and_source(
    ragam: Ragam, pihak: float, passage: Passage, statement: Pernyataan, dicari: Dicari
) -> dict[str, float]:
    about = passage.sumber_id in dicari.sumber or any(n in statement.teks for n in dicari.nomor)
    return {
        "pihak": max(0.0, pihak) if ragam in BY_PARTY else 0.0,
        "pihak_lain": 0.0 if ragam in BY_PARTY else max(0.0, pihak),
        "bukan_pihak": float(pihak < 0) * (1.0 if ragam in BY_PARTY else 0.4),
        "sumber": float(bool(dicari.sumber) and about),
        "bukan_sumber": float(bool(dicari.sumber) and not about),
        "tidak_pasti": float(passage.verifikasi is Verifikasi.BELUM_DIVERIFIKASI),
        "dicabut": float(passage.status is StatusBerlaku.DICABUT and passage.sumber_id not in dicari.sumber),
        "contoh": float(passage.contoh),
        "catatan": float(passage.jenis in {Jenis.GLOSARIUM, Jenis.KALENDER}),
    }


def _of_meaning(dicari: Dicari, key: tuple[str, int], latar: Latar) -> dict[str, float]:
    near = dicari.makna.get(key, JAUH) if dicari.makna else JAUH
    vote = dicari.suara.of(key)
    asked = max(0.0, (vote - LIKE) / (1 - LIKE))
    return {
        "makna": near.kalimat,
        "makna_utuh": near.utuh,
        "makna_perihal": near.perihal,
        "makna_judul": near.judul,
        "tanya": asked,
        "tanya_terbaik": asked if vote >= latar.tanya else 0.0,
        "makna_terbaik": near.kalimat / latar.makna if latar.makna > 0 else 0.0,
    }


def _pairs(kata: Kata, held: frozenset[str]) -> float:
    terms = list(kata.bobot)
    if len(terms) < 2:
        return 0.0
    flags = [t in held for t in terms]
    return sum(a and b for a, b in pairwise(flags)) / (len(terms) - 1)


def share(terms: Iterable[str], question: Mapping[str, float]) -> float:
    """Share of the terms that the question has, 0..1."""
    all_ = list(terms)
    return sum(1 for t in all_ if t in question) / len(all_) if all_ else 0.0


def closeness(claim: Iterable[str], question: Kata) -> float:
    """Harmonic mean of how much of the claim the question holds, and of the question the claim."""
    terms = list(claim)
    there, back = share(terms, question.bobot), question.covered(terms)
    return 2 * there * back / (there + back) if there and back else 0.0
