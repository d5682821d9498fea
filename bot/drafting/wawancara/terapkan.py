"""What the answers come to: everything that the drafting service needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting.model import Identitas
from bot.drafting.notes import Notes
from bot.drafting.service import PilihanDraf
from bot.drafting.wawancara.bahan import Bahan
from bot.drafting.wawancara.model import LUPA, Ingatan, Jawaban
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import IndicatorTable


@dataclass(frozen=True, slots=True)
class Rencana:
    """The arguments of ``draft_report`` but for the file; ``pilihan.tanggal`` is left to the caller."""

    table: IndicatorTable
    measurement: Measurement
    identitas: Identitas
    notes: Notes
    pilihan: PilihanDraf


def terapkan(bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA) -> Rencana:
    """Apply the answers; those of questions that no longer matter are left aside.

    Works at any point of the interview.  Raises LkjipError where no file has a table.
    """
    raise NotImplementedError


def ingatan_baru(bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA) -> Ingatan:
    """What is to be remembered of the person after this interview."""
    raise NotImplementedError
