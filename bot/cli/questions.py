"""Asks for the essentials of a draft that table and options do not give, where a terminal is there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.cli import parameters
from bot.errors import LkjipError
from bot.kinerja.measurement import Measurement, UkuranIndikator
from bot.kinerja.model import Arah, AsalArah, Teks
from bot.texts import pesan


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known, from options, table or answers."""

    instansi: str | None = None
    terbaca: Teks | None = None
    """The office that the table itself names: what an empty answer means."""
    tahun: int | None = None
    arah: dict[str, Arah] = field(default_factory=dict)
    """By indicator id."""
    rumus: str | None = None


def is_possible() -> bool:
    """Whether somebody sits at the terminal, to read the question and to answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(known: Answers, measurement: Measurement) -> Answers:
    """Ask only for what is missing.  An empty answer takes the default that the question names, or leaves a
    marked gap; the end of the input ends the questions."""
    try:
        instansi = known.instansi or _instansi(known.terbaca)
        tahun = known.tahun or measurement.tahun or _tahun()
        known = replace(known, instansi=instansi, tahun=tahun)
        for u in unclear_arah(measurement):
            word = _choice("arah", ("naik", "turun"), nama=u.indikator.nama.isi)
            known = replace(known, arah={**known.arah, u.indikator.id: Arah(word)})
        if known.rumus is None and _needs_formula(measurement, known.arah):
            known = replace(known, rumus=_choice("rumus", ("selisih", "kebalikan")))
    except EOFError:
        _show("\n")
    return known


def unclear_arah(measurement: Measurement) -> Sequence[UkuranIndikator]:
    """Indicators whose direction is only assumed."""
    return [
        u
        for u in measurement.indikator
        if u.indikator.asal_arah is AsalArah.ANGGAPAN and not u.indikator.is_induk
    ]


def _needs_formula(measurement: Measurement, arah: dict[str, Arah]) -> bool:
    return Arah.TURUN in arah.values() or any(u.capaian.arah is Arah.TURUN for u in measurement.indikator)


def _instansi(terbaca: Teks | None) -> str | None:
    if terbaca is None:
        return _line("instansi") or None
    tempat = str(terbaca.sel) if terbaca.sel else "tabel"
    return _line("instansi-terbaca", nama=terbaca.isi, tempat=tempat) or terbaca.isi


def _tahun() -> int | None:
    while True:
        answer = _line("tahun")
        if not answer:
            return None
        try:
            return parameters.tahun(answer)
        except LkjipError as error:
            _show(f"{error.pesan} {error.saran}\n")


def _choice(question: str, words: Sequence[str], **variables: str) -> str:
    """One of the words, by its beginning; the first where the answer is empty."""
    while True:
        answer = _line(question, **variables).casefold()
        fitting = [word for word in words if word.startswith(answer)]
        if not answer or len(fitting) == 1:
            return fitting[0]
        _show(f"Jawab dengan {' atau '.join(words)}.\n")


def _line(question: str, **variables: str) -> str:
    """The answer to a question.  Raises EOFError where the input has ended."""
    _show(pesan().render(f"pesan/tanya/{question}", **variables) + " ")
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
