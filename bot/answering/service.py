"""The way of a question to its answer.

``understand -> conversation -> guards -> lookups -> search -> evidence -> compose -> (writer) -> Answer``.
Nothing is stored here: the caller keeps the :class:`~bot.answering.model.Jejak`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from bot.answering.bank import Bank, Suara
from bot.answering.citations import cite, nearest_places, with_rule
from bot.answering.compose.engine import compose
from bot.answering.compose.material import Bahan
from bot.answering.compose.say import is_opened, say, texts
from bot.answering.evidence import Bukti, weigh
from bot.answering.makna import Makna
from bot.answering.match import Kata, Kosakata, kosakata
from bot.answering.model import (
    Alasan,
    Answer,
    Giliran,
    Jejak,
    Kutipan,
    Maksud,
    Pemeriksaan,
    Ragam,
    Status,
)
from bot.answering.reference import reference_lookup
from bot.answering.steps import (
    Conversation,
    Correction,
    Guard,
    Lookup,
    Penolakan,
    Percakapan,
    ResultGuard,
    Susunan,
    Tulisan,
    Writer,
)
from bot.answering.trace_id import new_jejak_id
from bot.answering.understand import Dipahami, read
from knowledge.index.model import Hit, Knowledge, Pencarian
from knowledge.model import Jenis, StatusBerlaku
from knowledge.scope import PUBLIK, Scope

LIMIT = 16
"""Passages that are looked at; the statement that answers is seldom below the eighth."""
VOTED, STRONG = 3, 0.6
"""So many passages are looked at because known questions vote for them, with at least this likeness."""
RELATED = 3
OPEN_TO_PEOPLE = frozenset(
    {Alasan.SUMBER_TIDAK_DIKENAL, Alasan.LETAK_TIDAK_ADA, Alasan.RAMALAN, Alasan.DI_LUAR_CAKUPAN}
)
"""Refusals for what the index lacks: a narasumber may have answered the question since."""
FOREIGN = 0.5
"""Weight share of unknown words from which a question without evidence is called out of scope."""


@dataclass(slots=True)
class _Watch:
    """Milliseconds by step."""

    bagian: dict[str, float] = field(default_factory=dict)
    mulai: float = field(default_factory=perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.bagian[name] = round(self.bagian.get(name, 0.0) + (perf_counter() - began) * 1000, 3)

    def total(self) -> float:
        return round((perf_counter() - self.mulai) * 1000, 3)


@dataclass(frozen=True, slots=True)
class _Hasil:
    """What became of a question, before it is an Answer."""

    teks: str
    status: Status
    hits: tuple[Hit, ...] = ()
    """What is cited."""
    kutipan_teks: tuple[tuple[str, str], ...] = ()
    keyakinan: float = 0.0
    alasan: Alasan | None = None
    dokumen_kurang: str | None = None
    penolakan: Penolakan | None = None
    ragam: Ragam = Ragam.UMUM
    model: str | None = None
    pemeriksaan: tuple[Pemeriksaan, ...] = ()
    pencarian: Pencarian = field(default_factory=lambda: Pencarian(()))


class Answering:
    """Answers questions from the index.  Safe for several threads: nothing changes after it is made."""

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        conversation: Conversation | None = None,
        guards: Sequence[Guard] = (),
        result_guards: Sequence[ResultGuard] = (),
        corrections: Sequence[Correction] = (),
        lookups: Sequence[Lookup] = (),
        writer: Writer | None = None,
        vocabulary: Kosakata | None = None,
        makna: Makna | None = None,
        bank: Bank | None = None,
        sidik_setelan: str = "",
        versi_llm: str = "",
    ) -> None:
        self._knowledge = knowledge
        self._conversation = conversation
        self._guards = tuple(guards)
        self._result_guards = tuple(result_guards)
        self._corrections = tuple(corrections)
        self._lookups = tuple(lookups)
        self._writer = writer
        self._vocabulary = vocabulary
        self._makna = makna
        self._bank = bank
        self._sidik_setelan = sidik_setelan
        self._versi_llm = versi_llm

    def answer(
        self, question: str, scope: Scope = PUBLIK, history: Sequence[Giliran] = (), *, sekarang: datetime
    ) -> tuple[Answer, Jejak]:
        """A cited answer or a refusal, and everything that it rests on.  ``sekarang`` is the time of the
        question; it is kept with the trace."""
        watch = _Watch()
        with watch.step("percakapan"):
            talk = (
                self._conversation(question, history, self._knowledge)
                if self._conversation
                else Percakapan(question)
            )
        with watch.step("memahami"):
            asked = read(talk.pertanyaan, history, self._knowledge)
            asked = replace(
                asked,
                maksud=replace(asked.maksud, teks=question, lanjutan=talk.lanjutan, bahasa=talk.bahasa),
            )
        if talk.balasan is not None:
            result = _Hasil(talk.balasan, Status.DIJAWAB, alasan=Alasan.SAPAAN, keyakinan=1.0)
        else:
            result = self._result(asked, scope, watch)
        return self._finish(question, asked, result, watch, sekarang)

    def material(self, question: str, scope: Scope = PUBLIK) -> Bahan:
        """A question understood and searched, without guards: what the evidence is fitted on."""
        return self._search(read(question, (), self._knowledge), scope, _Watch())

    # --- steps -----------------------------------------------------------------------------------------

    def _result(self, asked: Dipahami, scope: Scope, watch: _Watch) -> _Hasil:
        with watch.step("penjaga"):
            refusal = next((r for g in self._guards if (r := g(asked, self._knowledge, scope))), None)
        if refusal is not None:
            if refusal.alasan in OPEN_TO_PEOPLE and reference_lookup in self._lookups:
                with watch.step("nilai"):
                    known = reference_lookup(asked, self._knowledge, scope)
                if known is not None:
                    return _answered(known, known.keyakinan or 1.0, Pencarian(known.hits))
            return self._refused(asked, refusal, scope, watch)
        with watch.step("nilai"):
            looked_up = next((s for f in self._lookups if (s := f(asked, self._knowledge, scope))), None)
        if looked_up is not None:
            return _answered(looked_up, looked_up.keyakinan or 1.0, Pencarian(looked_up.hits))
        bahan = self._search(asked, scope, watch)
        with watch.step("penjaga"):
            found = bahan.pencarian
            refusal = next((r for g in self._result_guards if (r := g(asked, found, self._knowledge))), None)
        if refusal is not None:
            return self._refused(asked, refusal, scope, watch)
        with watch.step("bukti"):
            proof = weigh(bahan)
        if not proof.cukup:
            return self._without_evidence(bahan, proof)
        with watch.step("menyusun"):
            composed = compose(bahan)
            composed = self._corrected(asked, composed) if composed else None
            composed = replace(composed, hits=with_rule(composed.hits, bahan.hits)) if composed else None
        if composed is None:
            return self._without_evidence(bahan, proof)
        if not proof.yakin and not is_opened(composed.teks):
            composed = replace(composed, teks=say("ragu", isi=composed.teks))
        written = self._write(asked, composed, bahan, watch)
        result = _answered(composed, proof.keyakinan, bahan.pencarian)
        return _worded(result, *written)

    def _corrected(self, asked: Dipahami, composed: Susunan) -> Susunan:
        """The answer behind the sentence that corrects a wrong premise of the question."""
        if composed.langsung.startswith("Tidak"):
            return composed  # The claim was answered already.
        wrong = next((c for f in self._corrections if (c := f(asked, self._knowledge))), None)
        return replace(composed, teks=f"{wrong}\n{composed.teks}", langsung=wrong) if wrong else composed

    def _search(self, asked: Dipahami, scope: Scope, watch: _Watch) -> Bahan:
        """Search; where the question names a revoked rule, the rules in force are searched beside it."""
        with watch.step("mencari"):
            found = self._knowledge.search(asked.maksud.utuh, scope, limit=LIMIT)
            # A reference answer is given whole and by name (the lookup before this step), or not at all.
            found = replace(
                found, hits=tuple(h for h in found.hits if h.passage.jenis is not Jenis.NARASUMBER)
            )
            if self._names_revoked(asked) and asked.maksud.ragam[0] not in {Ragam.STATUS, Ragam.KUTIP}:
                found = self._with_rules_in_force(asked, found, scope)
        with watch.step("mencocokkan"):
            vocabulary = self._vocabulary or kosakata()
            words = vocabulary.question(found.istilah, asked.maksud.utuh)
            votes = self._bank.votes(asked.maksud.utuh, words) if self._bank else None
            if votes is not None:
                found = self._with_voted(found, votes, words, vocabulary, scope)
        return Bahan(asked, found, words, vocabulary, self._knowledge, scope, makna=self._makna, suara=votes)

    def _with_voted(
        self, found: Pencarian, votes: Suara, words: Kata, vocabulary: Kosakata, scope: Scope
    ) -> Pencarian:
        """The passages that known questions vote for behind those that the search found: without a score of
        the search, and only where the scope admits them."""
        there = {hit.passage.id for hit in found.hits}
        strong = [i for i, value in votes.passages().items() if value >= STRONG][:VOTED]
        passages = (self._knowledge.passage(i, scope) for i in strong if i not in there)
        voted = tuple(
            Hit(p, 0.0, {}, words.covered(vocabulary.passage(p))) for p in passages if p is not None
        )
        return replace(found, hits=(*found.hits, *voted)) if voted else found

    def _names_revoked(self, asked: Dipahami) -> bool:
        named = (self._knowledge.source(a.sumber_id) for a in asked.maksud.acuan if a.sumber_id)
        return any(s is not None and s.status is StatusBerlaku.DICABUT for s in named)

    def _with_rules_in_force(self, asked: Dipahami, found: Pencarian, scope: Scope) -> Pencarian:
        """The same question without the name of the revoked rule, over what is in force."""
        text = asked.maksud.utuh
        for reference in asked.maksud.acuan:
            text = _without(text, reference.teks)
        if not text.strip():
            return found
        valid = self._knowledge.search(text, scope.narrowed(hanya_berlaku=True), limit=LIMIT)
        old = tuple(h for h in found.hits if h.passage.status is StatusBerlaku.DICABUT)[:3]
        rest = tuple(h for h in valid.hits if h.passage.status is not StatusBerlaku.DICABUT)
        return Pencarian((*rest, *old), valid.istilah, found.acuan, found.waktu_ms + valid.waktu_ms)

    def _write(
        self, asked: Dipahami, composed: Susunan, bahan: Bahan, watch: _Watch
    ) -> tuple[Tulisan | None, tuple[Pemeriksaan, ...]]:
        if self._writer is None:
            return None, ()
        with watch.step("menulis"):
            return self._writer(asked, composed, bahan.hits)

    # --- refusals --------------------------------------------------------------------------------------

    def _refused(self, asked: Dipahami, refusal: Penolakan, scope: Scope, watch: _Watch) -> _Hasil:
        """A refusal by a guard; the nearest places are looked up where it names none."""
        found = Pencarian(refusal.hits)
        if not refusal.hits and not refusal.terdekat and asked.maksud.utuh:
            with watch.step("mencari"):
                found = self._knowledge.search(asked.maksud.utuh, scope, limit=LIMIT)
        return _Hasil(
            refusal.teks,
            Status.DITOLAK,
            hits=refusal.hits,
            alasan=refusal.alasan,
            dokumen_kurang=refusal.dokumen_kurang,
            penolakan=refusal,
            ragam=asked.maksud.ragam[0],
            pencarian=found,
        )

    def _without_evidence(self, bahan: Bahan, proof: Bukti) -> _Hasil:
        foreign = proof.ciri["tak_dikenal"] >= FOREIGN or not bahan.hits
        reason = Alasan.DI_LUAR_CAKUPAN if foreign else Alasan.TANPA_BUKTI
        missing = None if foreign else _missing(bahan)
        text = say("tolak/di-luar-cakupan") if foreign else say("tolak/tanpa-bukti", kurang=missing or "")
        return _Hasil(
            text,
            Status.DITOLAK,
            keyakinan=proof.keyakinan,
            alasan=reason,
            dokumen_kurang=missing,
            ragam=bahan.asked.maksud.ragam[0],
            pencarian=bahan.pencarian,
        )

    # --- the answer ------------------------------------------------------------------------------------

    def _finish(
        self, question: str, asked: Dipahami, result: _Hasil, watch: _Watch, now: datetime
    ) -> tuple[Answer, Jejak]:
        with watch.step("mengutip"):
            citations = cite(result.hits, self._knowledge, dict(result.kutipan_teks))
            related = _related(result, citations)
            nearest = (
                result.penolakan.terdekat
                if result.penolakan and result.penolakan.terdekat
                else nearest_places(result.pencarian.hits, self._knowledge)
                if result.status is Status.DITOLAK and result.alasan is not Alasan.DI_LUAR_CAKUPAN
                else ()
            )
        jejak_id = new_jejak_id(now)
        answer = Answer(
            pertanyaan=question,
            status=result.status,
            jawaban=result.teks,
            kutipan=citations,
            keyakinan=round(result.keyakinan, 4),
            alasan=result.alasan,
            terdekat=nearest,
            dokumen_kurang=result.dokumen_kurang,
            pertanyaan_terkait=related,
            ragam=result.ragam,
            pertanyaan_utuh=asked.maksud.utuh,
            jejak_id=jejak_id,
            waktu_ms=watch.total(),
            model=result.model,
        )
        return answer, self._trace(jejak_id, now, answer, asked.maksud, result, watch)

    def _trace(
        self, jejak_id: str, now: datetime, answer: Answer, maksud: Maksud, result: _Hasil, watch: _Watch
    ) -> Jejak:
        return Jejak(
            id=jejak_id,
            waktu=now,
            jawaban=answer,
            maksud=maksud,
            istilah=result.pencarian.istilah,
            hits=result.pencarian.hits,
            sidik_indeks=self._knowledge.sidik,
            sidik_setelan=self._sidik_setelan,
            versi_prompt="+".join(v for v in (texts().version, self._versi_llm) if v),
            model=result.model,
            pemeriksaan=result.pemeriksaan,
            waktu_bagian_ms=dict(watch.bagian),
        )


def _answered(composed: Susunan, sure: float, found: Pencarian) -> _Hasil:
    return _Hasil(
        composed.teks,
        Status.DIJAWAB,
        hits=composed.hits,
        kutipan_teks=composed.kutipan_teks,
        keyakinan=sure,
        ragam=composed.ragam,
        pencarian=found,
    )


def _worded(result: _Hasil, written: Tulisan | None, checks: tuple[Pemeriksaan, ...]) -> _Hasil:
    """The answer in the model's words, where its checks were passed."""
    if written is None:
        return replace(result, pemeriksaan=checks)
    by_id = {h.passage.id: h for h in (*result.hits, *result.pencarian.hits)}
    cited = tuple(by_id[i] for i in written.passage_ids if i in by_id) or result.hits
    return replace(
        result, teks=written.teks, hits=cited, kutipan_teks=(), model=written.model, pemeriksaan=checks
    )


def _without(text: str, part: str) -> str:
    """``text`` without ``part``, found whatever its case."""
    at = text.lower().find(part.lower()) if part else -1
    return f"{text[:at]} {text[at + len(part) :]}" if at >= 0 else text


def _missing(bahan: Bahan) -> str | None:
    """Which document would hold the answer, as far as the question says."""
    maksud = bahan.asked.maksud
    if maksud.instansi:
        return say("dokumen/laporan", instansi=maksud.instansi, tahun=str(maksud.tahun or ""))
    for reference in maksud.acuan:
        source = bahan.knowledge.source(reference.sumber_id) if reference.sumber_id else None
        if source is not None:
            return say("dokumen/naskah", sumber=source.singkat)
    return None


def _related(result: _Hasil, citations: Sequence[Kutipan]) -> tuple[str, ...]:
    """Titles of neighbouring passages that the answer did not use: what else one might ask."""
    if result.alasan in {Alasan.SAPAAN, Alasan.DI_LUAR_CAKUPAN}:
        return ()
    used = {k.passage_id for k in citations} | {h.passage.id for h in result.hits}
    titles = dict.fromkeys(
        h.passage.judul for h in result.pencarian.hits if h.passage.id not in used and not h.passage.contoh
    )
    return tuple(titles)[:RELATED]
