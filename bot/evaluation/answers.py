"""Answers measured: the right words, the right place, refusals where they are due and only there.

The words are judged as a text: every group of ``must_contain`` by one of its alternatives, none of
``must_not_contain``, in the lower-cased answer with single blanks.  The place is judged by the rule of
:mod:`knowledge.evaluation.tempat`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from re import compile as pattern

from bot.answering.model import Answer, Giliran, Kutipan, Status
from knowledge.evaluation.soal import Himpunan, Soal
from knowledge.evaluation.statistik import Selang, mean_interval, percentile
from knowledge.evaluation.tempat import Cocok, Tempat, cocok
from knowledge.letak import parse_letak

Answerer = Callable[[str, Sequence[Giliran]], Answer]
"""Answers a question after the earlier turns."""
_SENTENCE_END = pattern(r"[.!?](?=\s|$)")
_LIST_MARK = pattern(r"\s*(?:-|\d{1,3}\.)\s")
BUCKETS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""Borders of the buckets of keyakinan."""


@dataclass(frozen=True, slots=True)
class Nilai:
    """One answer, judged."""

    soal: Soal
    jawaban: Answer
    kata_luput: tuple[tuple[str, ...], ...]
    """Groups of required texts of which none occurs."""
    kata_terlarang: tuple[str, ...]
    """Forbidden texts that occur."""
    letak: Cocok
    """The best of the citations."""

    @property
    def ditolak(self) -> bool:
        return self.jawaban.status is Status.DITOLAK

    @property
    def kata_benar(self) -> bool:
        """The text says what it must and nothing that it must not."""
        return not self.kata_luput and not self.kata_terlarang

    @property
    def isi_benar(self) -> bool:
        """Answered, with the right words."""
        return not self.ditolak and self.kata_benar

    @property
    def kutipan_benar(self) -> bool:
        return not self.ditolak and self.letak >= Cocok.INDUK

    @property
    def kutipan_tepat(self) -> bool:
        """Without places directly around the accepted one."""
        return not self.ditolak and self.letak is Cocok.TEPAT

    @property
    def benar(self) -> bool:
        """All that was due: a refusal, or right words with a right citation."""
        return self.ditolak if self.soal.tolak else self.isi_benar and self.kutipan_benar

    @property
    def sebab(self) -> tuple[str, ...]:
        """Why it is not right; empty where it is."""
        if self.soal.tolak:
            return () if self.ditolak else ("seharusnya ditolak",)
        if self.ditolak:
            return (
                f"ditolak keliru ({self.jawaban.alasan.value if self.jawaban.alasan else 'tanpa alasan'})",
            )
        reasons = [f"tidak memuat {' / '.join(group[:4])}" for group in self.kata_luput]
        reasons += [f"memuat yang terlarang: {text}" for text in self.kata_terlarang]
        if not self.kutipan_benar:
            reasons.append(
                "kutipan bukan pada letak yang diterima" if self.jawaban.kutipan else "tanpa kutipan"
            )
        return tuple(reasons)


def judge(soal: Soal, answer: Answer) -> Nilai:
    """Hold an answer against its question."""
    text = " ".join(answer.jawaban.lower().split())
    fits = [cocok(place_of(one), soal.tempat) for one in answer.kutipan]
    return Nilai(
        soal,
        answer,
        kata_luput=tuple(group for group in soal.wajib if not any(t in text for t in group)),
        kata_terlarang=tuple(t for t in soal.terlarang if t in text),
        letak=max(fits, default=Cocok.TIDAK),
    )


def place_of(citation: Kutipan) -> Tempat:
    """The place of a citation as the reader sees it."""
    return Tempat(citation.sumber, parse_letak(citation.letak))


def ask(soal: Soal, answerer: Answerer, question: str | None = None) -> Answer:
    """Answer a question (or another wording of it) after its earlier turns, asked one by one."""
    turns: list[Giliran] = []
    for earlier in soal.sebelumnya:
        turns.append(Giliran.of(answerer(earlier, tuple(turns))))
    return answerer(question or soal.pertanyaan, tuple(turns))


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """The figures of a group of answers; shares are 0..1, of no question they are 0 of 0."""

    jumlah: int
    isi_benar: Selang
    """Right words, of the questions that are to be answered."""
    kutipan_benar: Selang
    kutipan_tepat: Selang
    isi_dan_kutipan: Selang
    tolak_keliru: Selang
    """Refused, of the questions that are to be answered."""
    tolak_benar: Selang
    """Refused, of the questions that must be refused."""
    tolak_kata_benar: Selang
    """Refused with the words that are due, of the same."""


def summary(found: Iterable[Nilai]) -> Ringkasan:
    """The figures of some answers."""
    all_of = tuple(found)
    answer = [n for n in all_of if not n.soal.tolak]
    refuse = [n for n in all_of if n.soal.tolak]
    return Ringkasan(
        jumlah=len(all_of),
        isi_benar=mean_interval([float(n.isi_benar) for n in answer]),
        kutipan_benar=mean_interval([float(n.kutipan_benar) for n in answer]),
        kutipan_tepat=mean_interval([float(n.kutipan_tepat) for n in answer]),
        isi_dan_kutipan=mean_interval([float(n.benar) for n in answer]),
        tolak_keliru=mean_interval([float(n.ditolak) for n in answer]),
        tolak_benar=mean_interval([float(n.ditolak) for n in refuse]),
        tolak_kata_benar=mean_interval([float(n.ditolak and n.kata_benar) for n in refuse]),
    )


@dataclass(frozen=True, slots=True)
class Ember:
    """Answers whose keyakinan lies in [dari, sampai), the last one with its upper border."""

    dari: float
    sampai: float
    jumlah: int
    keyakinan: float
    """Mean of what was claimed."""
    benar: float
    """Share that is right: words and citation, and that an answer was due at all."""


def calibration(found: Sequence[Nilai]) -> tuple[Ember, ...]:
    """How often answers are right that claim to be sure: given answers only, refusals claim nothing."""
    given = [n for n in found if not n.ditolak]
    buckets = []
    for low, high in pairwise(BUCKETS):
        here = [n for n in given if low <= n.jawaban.keyakinan < high or high == 1.0 == n.jawaban.keyakinan]
        if here:
            sure = sum(n.jawaban.keyakinan for n in here) / len(here)
            buckets.append(Ember(low, high, len(here), sure, sum(n.benar for n in here) / len(here)))
    return tuple(buckets)


def calibration_error(buckets: Sequence[Ember]) -> float:
    """Mean distance between what is claimed and what is right, weighted by the number of answers."""
    total = sum(b.jumlah for b in buckets)
    return sum(abs(b.keyakinan - b.benar) * b.jumlah for b in buckets) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class HasilJawaban:
    """One set of questions, answered and judged."""

    himpunan: Himpunan
    nilai: tuple[Nilai, ...]

    @property
    def ringkasan(self) -> Ringkasan:
        return summary(self.nilai)

    @property
    def salah(self) -> tuple[Nilai, ...]:
        return tuple(n for n in self.nilai if not n.benar)

    def per(self, key: Callable[[Nilai], str]) -> dict[str, tuple[Nilai, ...]]:
        """The answers by a property, the largest group first."""
        groups: dict[str, list[Nilai]] = {}
        for one in self.nilai:
            groups.setdefault(key(one), []).append(one)
        return {k: tuple(v) for k, v in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))}

    @property
    def panjang(self) -> tuple[float, float]:
        """Mean words and sentences of the given answers."""
        given = [n.jawaban.jawaban for n in self.nilai if not n.ditolak]
        if not given:
            return 0.0, 0.0
        words = sum(len(text.split()) for text in given)
        return words / len(given), sum(map(sentences, given)) / len(given)

    def waktu_ms(self, share: float) -> float:
        """Percentile of the time of an answer, refusals included."""
        return percentile([n.jawaban.waktu_ms for n in self.nilai], share)


GOLONGAN: dict[str, Callable[[Nilai], str]] = {
    "gaya": lambda n: n.soal.gaya or "–",
    "regulasi": lambda n: n.soal.regulasi or "–",
    "harap": lambda n: "tolak" if n.soal.tolak else "jawab",
    "ragam": lambda n: n.jawaban.ragam.value,
}
"""By what the answers are broken down; ``ragam`` is the kind as the assistant understood it."""


def sentences(text: str) -> int:
    """Sentences of an answer; the end of a line also ends one, and the mark of a list item is none."""
    lines = [line[mark.end() :] if (mark := _LIST_MARK.match(line)) else line for line in text.splitlines()]
    parts = (part for line in lines for part in _SENTENCE_END.split(line))
    return sum(bool(part.strip()) for part in parts)


def evaluate(
    himpunan: Himpunan, answerer: Answerer, progress: Callable[[str], None] | None = None
) -> HasilJawaban:
    """Answer and judge every question of a set."""
    found = []
    for number, soal in enumerate(himpunan.soal, 1):
        if progress:
            progress(f"{himpunan.nama}: {number}/{len(himpunan.soal)}")
        found.append(judge(soal, ask(soal, answerer)))
    return HasilJawaban(himpunan, tuple(found))
