"""How steady answers are: the same question in another dress must be met alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.model import Answer
from bot.evaluation.answers import Answerer, HasilJawaban, Nilai, ask, judge, place_of
from knowledge.evaluation.ragam import GANGGUAN, disturbed
from knowledge.evaluation.statistik import Selang, mean_interval


@dataclass(frozen=True, slots=True)
class Goyah:
    """A question that was met in another way."""

    sebelum: Nilai
    pertanyaan: str
    """The other wording."""
    sesudah: Nilai


@dataclass(frozen=True, slots=True)
class Keteguhan:
    """The answers under one disturbance, over the questions that it changes."""

    nama: str
    status_tetap: Selang
    """Answerable questions whose status stayed."""
    tempat_tetap: Selang
    """Of the same: the status stayed and the first cited place is still cited."""
    benar_sebelum: Selang
    benar_sesudah: Selang
    tolak_tetap: Selang
    """Traps that were refused and still are."""
    goyah: tuple[Goyah, ...]


def same_place(before: Answer, after: Answer) -> bool:
    """Whether the first place that an answer cites is still cited; without citations there must be none."""
    if before.status is not after.status:
        return False
    if not before.kutipan or not after.kutipan:
        return not before.kutipan and not after.kutipan
    first = place_of(before.kutipan[0])
    return any(
        p.sumber == first.sumber and p.letak.key() == first.letak.key() for p in map(place_of, after.kutipan)
    )


def measure(
    base: HasilJawaban, answerer: Answerer, progress: Callable[[str], None] | None = None
) -> tuple[Keteguhan, ...]:
    """Every question of a set again under every disturbance.  ``base`` holds the answers without one."""
    found = []
    for name in GANGGUAN:
        pairs: list[Goyah] = []
        for before in base.nilai:
            if progress:
                progress(f"{name}: {before.soal.id}")
            wording = disturbed(before.soal.pertanyaan, name)
            if wording is not None:
                after = judge(before.soal, ask(before.soal, answerer, wording))
                pairs.append(Goyah(before, wording, after))
        found.append(steadiness(name, pairs))
    return tuple(found)


def steadiness(name: str, pairs: Sequence[Goyah]) -> Keteguhan:
    """The figures of one disturbance."""
    answer = [p for p in pairs if not p.sebelum.soal.tolak]
    refuse = [p for p in pairs if p.sebelum.soal.tolak and p.sebelum.ditolak]
    moved = [p for p in answer if not same_place(p.sebelum.jawaban, p.sesudah.jawaban)]
    return Keteguhan(
        name,
        status_tetap=mean_interval([float(p.sebelum.ditolak is p.sesudah.ditolak) for p in answer]),
        tempat_tetap=mean_interval([float(same_place(p.sebelum.jawaban, p.sesudah.jawaban)) for p in answer]),
        benar_sebelum=mean_interval([float(p.sebelum.benar) for p in answer]),
        benar_sesudah=mean_interval([float(p.sesudah.benar) for p in answer]),
        tolak_tetap=mean_interval([float(p.sesudah.ditolak) for p in refuse]),
        goyah=(*moved, *(p for p in refuse if not p.sesudah.ditolak)),
    )
