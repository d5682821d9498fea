"""Which questions matter now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.drafting.wawancara.bahan import Bahan
from bot.drafting.wawancara.model import LUPA, Ingatan, Jawaban, Soal


def soal_wawancara(
    bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA, *, lanjutan: bool = False
) -> tuple[Soal, ...]:
    """All questions that matter now, answered or not, in order.

    ``lanjutan``: the second round, after a draft: causes that were put off, and the gaps of the draft
    that words can fill.  Empty where no file has a table.
    """
    raise NotImplementedError


def soal_berikut(
    bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA, *, lanjutan: bool = False
) -> Soal | None:
    """The first question without an answer; None when the interview is over."""
    raise NotImplementedError


def periksa_jawaban(soal: Soal, kode: str | None, teks: str | None) -> Jawaban:
    """The answer as a row to keep.

    Raises LkjipError (``jawaban-tidak-sah``) with a sentence and an example for what does not fit.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class BacaUlang:
    """What the files are to be read with: the arguments of ``baca_bahan``."""

    peta: Mapping[str, str]
    tahun: int | None


def peta_baru(jawaban: Sequence[Jawaban]) -> Mapping[str, str] | None:
    """Roles of columns that the answers give; None where they give none."""
    raise NotImplementedError


def baca_ulang(bahan: Bahan, jawaban: Sequence[Jawaban]) -> BacaUlang | None:
    """How to read the files anew, where answers on columns or year ask for it; None where they do not."""
    raise NotImplementedError


def buka_lagi(jawaban: Sequence[Jawaban]) -> tuple[Jawaban, ...]:
    """The answers without those that only put something off: what the second round may ask again."""
    raise NotImplementedError
