"""What the composing parts work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.answering.bank import SEPI, Suara
from bot.answering.citations import changing_relation
from bot.answering.compose.choose import Calon, Dicari, Timbangan, candidates, measured
from bot.answering.compose.ciri import Ukuran
from bot.answering.compose.polar import REGULATION
from bot.answering.makna import Dekat, Makna
from bot.answering.match import Kata, Kosakata
from bot.answering.model import Ragam
from bot.answering.understand import Dipahami
from knowledge.index.model import Hit, Knowledge, Pencarian
from knowledge.model import StatusBerlaku, Sumber
from knowledge.scope import Scope


@dataclass(slots=True)
class Hitungan:
    """What is worked out of a search once: for what statements are chosen, and the candidates of a kind."""

    dicari: Dicari | None = None
    calon: dict[Ragam, list[Calon]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bahan:
    """A question understood and searched."""

    asked: Dipahami
    pencarian: Pencarian
    kata: Kata
    kosakata: Kosakata
    knowledge: Knowledge
    scope: Scope
    timbangan: Timbangan | None = None
    """Other weights than the fitted ones."""
    makna: Makna | None = None
    suara: Suara | None = None
    """What the known questions vote for; None where none are known."""
    hitungan: Hitungan = field(default_factory=Hitungan)
    """What was worked out of it; another search has another one."""

    @property
    def hits(self) -> tuple[Hit, ...]:
        return self.pencarian.hits

    def sought(self) -> Dicari:
        """What a statement is chosen for (worked out once)."""
        found = self.hitungan.dicari
        if found is None:
            found = self.hitungan.dicari = self._sought()
        return found

    def _sought(self) -> Dicari:
        kata = self._without_names()
        return Dicari(
            kata,
            self.kosakata.core(kata),
            self.asked.maksud.pihak,
            self.asked.aspek,
            frozenset(s.id for s in self.sources()),
            self.regulations(),
            frozenset(self.asked.banyak),
            self._near(),
            self.suara or SEPI,
        )

    def _without_names(self) -> Kata:
        """The question's terms without the names of sources: whether a statement is of a named source is
        weighed by itself, and the words "peraturan nomor tahun" are no matter that it speaks of."""
        kata = self.kata.without(
            t
            for a in self.asked.maksud.acuan
            if a.sumber_id and not a.letak
            for t in self.kosakata.terms(a.teks)
        )
        return kata if kata.bobot else self.kata

    def _near(self) -> Mapping[tuple[str, int], Dekat] | None:
        if self.makna is None:
            return None
        maksud = self.asked.maksud
        text = maksud.utuh
        for reference in maksud.acuan:
            if reference.sumber_id and not reference.letak:
                text = text.replace(reference.teks, " ")
        return self.makna.near(text if text.strip() else maksud.utuh, [h.passage for h in self.hits])

    def sources(self) -> list[Sumber]:
        """The registered sources that the question names, each once.  A revoked one stands for what
        replaced it as well."""
        found: dict[str, Sumber] = {}
        for reference in self.asked.maksud.acuan:
            source = self.knowledge.source(reference.sumber_id) if reference.sumber_id else None
            if source is not None:
                found[source.id] = source
                relation = changing_relation(source)
                newer = self.knowledge.source(relation.sumber_id) if relation else None
                if newer is not None and source.status is StatusBerlaku.DICABUT:
                    found[newer.id] = newer
        return list(found.values())

    def regulations(self) -> frozenset[str]:
        """Their numbers, as statements write them (``53/2014``)."""
        return frozenset(n for s in self.sources() for n in REGULATION.findall(s.singkat))

    def candidates(self, ragam: Ragam) -> list[Calon]:
        """Every statement of the hits as an answer of this kind, best first (computed once a kind)."""
        known = self.hitungan.calon
        if ragam not in known:
            known[ragam] = candidates(self.hits, ragam, self.sought(), self.kosakata, self.timbangan)
        return known[ragam]

    def measured(self, ragam: Ragam) -> list[tuple[Hit, int, Ukuran]]:
        """Every statement of the hits with its figures: what the weights are fitted on."""
        return measured(self.hits, ragam, self.sought(), self.kosakata)


@dataclass(slots=True)
class Naskah:
    """An answer while it is written: its lines, and what it rests on."""

    baris: list[str] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    pakai: dict[str, list[str]] = field(default_factory=dict)
    """Words used, by passage id."""
    langsung: str = ""
    late: Hit | None = None
    """A passage to be cited last (where a rule was revoked)."""

    def add(self, text: str, hit: Hit | None, words: str | None = None) -> None:
        """A piece of the answer; ``words`` are those of the passage where the piece holds more than them."""
        if text:
            self.baris.append(text)
            self.langsung = self.langsung or text
        if hit is not None:
            self.rest_on(hit, words if words is not None else text)

    def rest_on(self, hit: Hit, words: str = "") -> None:
        if all(h.passage.id != hit.passage.id for h in self.hits):
            self.hits.append(hit)
        if words:
            self.pakai.setdefault(hit.passage.id, []).append(words)

    def text(self) -> str:
        return "\n".join(self.baris)

    def words(self) -> tuple[tuple[str, str], ...]:
        return tuple((key, "\n".join(dict.fromkeys(parts))) for key, parts in self.pakai.items())


def similar(one: Iterable[str], other: Iterable[str]) -> float:
    """Share of the shorter text's terms that the other holds, 0..1."""
    a, b = set(one), set(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def passages_of(chosen: Sequence[Calon]) -> list[Hit]:
    return list({c.hit.passage.id: c.hit for c in chosen}.values())
