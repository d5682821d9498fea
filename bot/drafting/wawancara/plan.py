"""Which questions matter now: the interview, planned anew at every look from the answers alone.

An answer never changes a question before it, so that "Kembali" is nothing but dropping the last answer
(:func:`bot.drafting.wawancara.model.mundur`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.drafting.wawancara.isi_bahan import Bahan
from bot.drafting.wawancara.jawab import periksa_jawaban
from bot.drafting.wawancara.keadaan import TUNDA, Keadaan
from bot.drafting.wawancara.kosong import soal_lengkapi
from bot.drafting.wawancara.model import LUPA, Ingatan, Jawaban, Soal
from bot.drafting.wawancara.soal_analisis import soal_analisis
from bot.drafting.wawancara.soal_awal import (
    KOLOM,
    SOAL_BAB,
    soal_arah,
    soal_bentuk,
    soal_identitas,
    soal_kolom,
    soal_rumus,
    soal_skala,
)
from bot.drafting.wawancara.soal_temuan import TahapTemuan

__all__ = [
    "BacaUlang",
    "baca_ulang",
    "buka_lagi",
    "periksa_jawaban",
    "peta_baru",
    "soal_berikut",
    "soal_wawancara",
]

MAKS_SOAL: Final = 150
"""More questions than any interview has; a plan that is longer is cut."""
_LANJUTAN: Final = ("penyebab:", "solusi:", "program:", "analisis:", "lengkapi:")


def soal_wawancara(
    bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA, *, lanjutan: bool = False
) -> tuple[Soal, ...]:
    """All questions that matter now, answered or not, in order.

    ``lanjutan``: the second round, after a draft: causes that were put off, and the gaps of the draft
    that words can fill.  Empty where no file has a table.
    """
    if not bahan.tabel:
        return ()
    return _rencana(Keadaan(bahan, jawaban, ingatan), lanjutan=lanjutan)


def soal_berikut(
    bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA, *, lanjutan: bool = False
) -> Soal | None:
    """The first question without an answer; None when the interview is over."""
    if not bahan.tabel:
        return None
    k = Keadaan(bahan, jawaban, ingatan)
    return next((soal for soal in _rencana(k, lanjutan=lanjutan) if not k.terjawab(soal)), None)


def _rencana(k: Keadaan, *, lanjutan: bool) -> tuple[Soal, ...]:
    found = list(_putaran_kedua(k) if lanjutan else _putaran_pertama(k))[:MAKS_SOAL]
    return tuple(replace(soal, nomor=n, dari=len(found)) for n, soal in enumerate(found, 1))


def _putaran_pertama(k: Keadaan) -> Iterator[Soal]:
    yield from soal_identitas(k)
    yield from soal_kolom(k)
    yield from soal_arah(k)
    yield from soal_rumus(k)
    yield from soal_skala(k)
    matters = TahapTemuan(k)
    yield from matters.soal()
    yield from soal_analisis(k, matters.kini, lanjutan=False)
    yield from soal_bentuk(k)


def _putaran_kedua(k: Keadaan) -> Iterator[Soal]:
    kini = TahapTemuan(k).kini
    yield from soal_analisis(k, kini, lanjutan=True)
    yield from soal_lengkapi(k, kini, k.kode(SOAL_BAB) or "3")


@dataclass(frozen=True, slots=True)
class BacaUlang:
    """What the files are to be read with: the arguments of ``baca_bahan``."""

    peta: Mapping[str, str]
    tahun: int | None


def peta_baru(jawaban: Sequence[Jawaban]) -> Mapping[str, str] | None:
    """Roles of columns that the answers give, as ``baca_bahan`` takes them; None where they give none."""
    found: dict[str, str] = {}
    for row in jawaban:
        if row.soal_id.startswith(KOLOM) and row.kode is not None and row.kode not in {*TUNDA, "benar"}:
            found[row.soal_id.removeprefix(KOLOM)] = row.kode
    return found or None


def baca_ulang(bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan = LUPA) -> BacaUlang | None:
    """How to read the files anew, where answers on columns or year ask for it; None where they do not.

    Asked for only when all questions of those two stages are answered, so that files are read once; and at
    once where "Kembali" took back the role of a column, which is then unclear again.
    """
    if not bahan.tabel:
        return None
    k = Keadaan(bahan, jawaban, ingatan)
    peta = peta_baru(jawaban) or {}
    taken_back = any(key not in peta for key in bahan.peta)
    first = (*soal_identitas(k), *soal_kolom(k))
    if not taken_back and any(not k.terjawab(soal) for soal in first):
        return None
    tahun = k.tahun_jawaban or bahan.tahun
    if bahan.tahun is None and tahun == bahan.gabung().tahun:
        tahun = None  # what was read says the same
    if dict(peta) == dict(bahan.peta) and tahun == bahan.tahun:
        return None
    return BacaUlang(peta, tahun)


def buka_lagi(jawaban: Sequence[Jawaban]) -> tuple[Jawaban, ...]:
    """The answers without those that only put something off: what the second round may ask again.

    Call it when a round begins, and keep what it returns (its rows are a part of the given ones).
    """
    written = {row.soal_id for row in jawaban if row.teks is not None}
    return tuple(
        row
        for row in jawaban
        if row.soal_id in written
        or not row.soal_id.startswith(_LANJUTAN)
        or (row.kode not in TUNDA and not row.soal_id.startswith("analisis:"))
    )
