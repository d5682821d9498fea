"""What speaks for a statement as the answer to a question, as named figures.

The weights of these figures lie in ``bot/answering/timbangan.toml`` and are fitted on the training questions
(``python -m bot.evaluation.timbangan``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from bot.answering import parties
from bot.answering.bank import SEPI, Suara
from bot.answering.makna import JAUH, Dekat
from bot.answering.match import Ciri, Kata, Kosakata, Topeng
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
_NOTES = frozenset({Jenis.GLOSARIUM, Jenis.KALENDER})
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
"""Figures that speak for a statement; what each stands for is said at :class:`Pengukur`."""
AGAINST = (
    "asing", "aspek_asing", "bukan_pihak", "bukan_sumber", "banyak_butir", "satu_butir", "sikap_lain",
    "tidak_pasti", "dicabut", "contoh", "catatan", "nomor", "panjang",
)  # fmt: skip
"""Figures that speak against it."""
NAMES = FOR + AGAINST
OF_PASSAGE = (
    "hit", "hit_nisbi", "hit_kata", "hit_huruf", "hit_vektor", "acuan",
    "kata_cari", "judul", "judul_dekat", "dicabut", "tidak_pasti", "contoh", "catatan",
)  # fmt: skip
"""Figures that the statements of a passage share."""
OF_WORDS = (
    "kalimat", "semua", "inti", "inti_kalimat", "asing", "terpenting", "pasangan", "balik",
    "nomor", "panjang",
)  # fmt: skip
OF_KIND = (
    "perihal", "perihal_cocok", "aspek", "aspek_tepat", "aspek_asing", "aspek_definisi",
    "topik", "topik_definisi", "daftar", "banyak_butir", "satu_butir", "jumlah", "sikap", "sikap_lain",
)  # fmt: skip
OF_PARTY_AND_SOURCE = ("pihak", "pihak_lain", "bukan_pihak", "sumber", "bukan_sumber")
OF_MEANING = (
    "makna", "makna_utuh", "makna_perihal", "makna_judul", "makna_terbaik", "tanya", "tanya_terbaik",
)  # fmt: skip
_NOTHING_NAMED = (0.0,) * len(OF_PARTY_AND_SOURCE)
_GROUPS = OF_PASSAGE + OF_WORDS + OF_KIND + OF_PARTY_AND_SOURCE + OF_MEANING
_ORDERED = itemgetter(*map(_GROUPS.index, NAMES))
"""The figures of all groups in the order of :data:`NAMES`."""


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


class Ukuran(NamedTuple):
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


class Pengukur:
    """Measures statements for one question and one kind of it; ``table`` is how well each aspect answers it.

    Some sixty statements are measured a question, so what they share is worked out once: of the question (its
    terms as bits), and of each passage.

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

    def __init__(
        self,
        hits: Sequence[Hit],
        ragam: Ragam,
        table: Mapping[Aspek, float],
        dicari: Dicari,
        kosakata: Kosakata,
    ) -> None:
        self._table, self._dicari, self._kosakata = table, dicari, kosakata
        self._latar = background(hits, dicari)
        self._terms, self._core = Topeng(dicari.kata), Topeng(dicari.inti, dicari.kata)
        self._inti = self._core.of(dicari.inti.bobot)
        self._terpenting = self._terms.of((self._latar.terpenting,))
        self._asking: dict[Aspek, int] = {}
        self._has_table, self._named = bool(table), bool(dicari.sumber)
        self._lists, self._single, self._by_party = ragam in LISTS, ragam in SINGLE, ragam in BY_PARTY
        self._defines, self._polar = ragam is Ragam.DEFINISI, ragam is Ragam.BOLEHKAH

    def of(self, hit: Hit) -> Iterator[tuple[int, Ukuran]]:
        """Every statement of a hit, by its number."""
        passage = hit.passage
        if not passage.pernyataan:
            return
        terms, all_ciri = self._terms, self._kosakata.statements(passage)
        first = all_ciri[0]
        judul, kata = terms.of(first.judul), terms.of(first.kata)
        shared = self._of_passage(hit, judul, kata, len(first.judul))
        for number, ciri in enumerate(all_ciri):
            statement = ciri.pernyataan
            aspek = self._table.get(statement.aspek, 0.0) if self._has_table else 0.5
            kalimat, perihal = terms.of(ciri.kalimat), terms.of(ciri.perihal)
            own = kalimat | perihal | terms.of(ciri.butir)
            if aspek >= ANSWERS:
                own |= self._asked_by(statement.aspek)
            around = own | judul | kata
            by_words = self._of_words(own, around, kalimat, ciri, number)
            pihak = self._party(passage, statement) if self._dicari.pihak else 0.0
            figures = (
                *shared,
                *by_words,
                *self._of_kind(aspek, statement, ciri, perihal),
                *self._of_party_and_source(pihak, passage, statement),
                *self._of_meaning((passage.id, number)),
            )
            yield number, Ukuran(_ORDERED(figures), aspek, pihak, by_words[1], by_words[0])

    def _party(self, passage: Passage, statement: Pernyataan) -> float:
        text = " ".join((statement.perihal or "", statement.teks))
        return parties.fit(self._dicari.pihak, passage.judul, text)

    def _asked_by(self, aspek: Aspek) -> int:
        known = self._asking.get(aspek)
        if known is None:
            known = self._asking[aspek] = self._terms.of(self._kosakata.asking(aspek))
        return known

    def _of_passage(self, hit: Hit, judul: int, kata: int, words: int) -> tuple[float, ...]:
        passage, part, best = hit.passage, hit.bagian.get, self._latar.skor
        named = passage.sumber_id in self._dicari.sumber
        return (
            hit.skor,
            hit.skor / best if best else 0.0,
            part("kata", 0.0),
            part("huruf", 0.0),
            part("vektor", 0.0),
            part("acuan", 0.0),
            self._terms.covered(kata),
            judul.bit_count() / words if words else 0.0,
            self._terms.closeness(judul, words),
            float(passage.status is StatusBerlaku.DICABUT and not named),
            float(passage.verifikasi is Verifikasi.BELUM_DIVERIFIKASI),
            float(passage.contoh),
            float(passage.jenis in _NOTES),
        )

    def _of_words(self, own: int, around: int, kalimat: int, ciri: Ciri, number: int) -> tuple[float, ...]:
        terms, core = self._terms, self._core
        return (
            terms.covered(own),
            terms.covered(around),
            core.covered(around),
            core.covered(own),
            float(core.total > 0 and not around & self._inti),
            float(own & self._terpenting > 0),
            terms.pairs(own),
            kalimat.bit_count() / len(ciri.kalimat) if ciri.kalimat else 0.0,
            min(1.0, number / 6),
            min(1.0, (len(ciri.kalimat) + len(ciri.butir)) / 40),
        )

    def _of_kind(self, aspek: float, statement: Pernyataan, ciri: Ciri, perihal: int) -> tuple[float, ...]:
        has_table, lists = self._has_table, self._lists
        subject = self._terms.closeness(perihal, len(ciri.perihal))
        topic = (1.0 if ciri.topik in self._dicari.kata.bobot else -1.0) if ciri.topik else 0.0
        items = len(statement.butir)
        one_of_many = items <= 1 and lists and bool(_ORDINAL.search(statement.teks[:60].lower()))
        answers = statement.sikap is not None
        return (
            subject,
            subject * aspek,
            aspek if has_table else 0.0,
            float(has_table and aspek >= 1.0),
            float(has_table and not aspek),
            aspek if self._defines else 0.0,
            topic,
            topic if self._defines else 0.0,
            float(lists and items > 1),
            float(items > 2 and self._single),
            float(one_of_many),
            float(items in self._dicari.banyak),
            float(answers and self._polar),
            float(answers and not self._polar),
        )

    def _of_party_and_source(
        self, pihak: float, passage: Passage, statement: Pernyataan
    ) -> tuple[float, ...]:
        dicari, by_party, named = self._dicari, self._by_party, self._named
        if not pihak and not named:
            return _NOTHING_NAMED
        about = named and (
            passage.sumber_id in dicari.sumber or any(n in statement.teks for n in dicari.nomor)
        )
        fits = max(0.0, pihak)
        return (
            fits if by_party else 0.0,
            0.0 if by_party else fits,
            float(pihak < 0) * (1.0 if by_party else 0.4),
            float(about),
            float(named and not about),
        )

    def _of_meaning(self, key: tuple[str, int]) -> tuple[float, ...]:
        dicari, latar = self._dicari, self._latar
        near = dicari.makna.get(key, JAUH) if dicari.makna else JAUH
        vote = dicari.suara.of(key)
        asked = max(0.0, (vote - LIKE) / (1 - LIKE))
        return (
            near.kalimat,
            near.utuh,
            near.perihal,
            near.judul,
            near.kalimat / latar.makna if latar.makna > 0 else 0.0,
            asked,
            asked if vote >= latar.tanya else 0.0,
        )
