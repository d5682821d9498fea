"""Questions and answers of the interview: what the chat shows and what its rows keep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

LEWATI: Final = "lewati"
"""Code of an answer that leaves this question out; what it would have given is marked or assumed."""
NANTI: Final = "nanti"
"""Code of an answer that puts off what this question is about (an indicator); the draft marks it LENGKAPI."""
SISANYA: Final = "sisanya-nanti"
"""Code of an answer that puts off all that is left of its stage."""
SELESAI: Final = "selesai"
"""Code that ends an answer of several messages (``Soal.banyak_pesan``)."""

MAKS_ID: Final = 120
MAKS_TEKS: Final = 500


class Tahap(StrEnum):
    """Stages of the interview, in their order."""

    IDENTITAS = "identitas"
    KOLOM = "kolom"
    ARAH = "arah"
    RUMUS = "rumus"
    SKALA = "skala"
    TEMUAN = "temuan"
    ANALISIS = "analisis"
    BENTUK = "bentuk"
    LENGKAPI = "lengkapi"
    """The second round, after a draft: gaps that the person can fill."""


class Isian(StrEnum):
    """What a typed answer has to be."""

    BARIS = "baris"
    """One line of words."""
    PARAGRAF = "paragraf"
    TAHUN = "tahun"
    IDENTITAS = "identitas"
    """The office, the year, or both: ``Dinas Contoh, tahun 2024``."""
    NILAI = "nilai"
    """What could stand in a cell of target or realisasi: ``98,50``, ``12 dokumen``, ``BB``."""
    SKALA = "skala"
    """An office's own scale, a level on each line."""


@dataclass(frozen=True, slots=True)
class Pilihan:
    """A button: ``kode`` goes into the answer (<= 40 characters), ``label`` is what it says."""

    kode: str
    label: str


@dataclass(frozen=True, slots=True)
class Soal:
    """One question.

    The buttons of ``pilihan`` are all that the question itself offers, the one that ends an answer of
    several messages (SELESAI, once something was written) and the one that puts off the rest (NANTI)
    among them; "Lewati" (where ``boleh_lewati``) and "Kembali" are the chat's own.
    """

    id: str
    """Stable for the same material, however often it is planned again; at most 120 characters."""
    tahap: Tahap
    teks: str
    """Plain text, at most about 500 characters."""
    bantuan: str = ""
    """Why it is asked, or an example of an answer; plain text, may be empty."""
    pilihan: tuple[Pilihan, ...] = ()
    menerima_teks: bool = False
    isian: Isian = Isian.BARIS
    """What a text must be, where one is accepted."""
    banyak_pesan: bool = False
    """Several texts belong to the one answer, until SELESAI, LEWATI or NANTI."""
    boleh_lewati: bool = True
    sel: str | None = None
    """Where to look: ``capaian.xlsx, IKU!D7``."""
    nomor: int = 0
    """1-based position among the questions known now, and their number."""
    dari: int = 0


@dataclass(frozen=True, slots=True)
class Jawaban:
    """One row of an answer: a button's ``kode`` or a ``teks``; never both.

    A question with ``banyak_pesan`` has one row for each text and a last one with the code that ended it.
    """

    soal_id: str
    kode: str | None = None
    teks: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """The row as plain values."""
        return {"soal_id": self.soal_id, "kode": self.kode, "teks": self.teks}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Jawaban:
        """From plain values.  Raises ValueError for anything but what :meth:`to_json` gives."""
        soal_id, kode, teks = data.get("soal_id"), data.get("kode"), data.get("teks")
        if not isinstance(soal_id, str) or not 0 < len(soal_id) <= MAKS_ID:
            raise ValueError("soal_id")
        if not isinstance(kode, str | None) or not isinstance(teks, str | None):
            raise ValueError("kode or teks")
        if (kode is None) == (teks is None):
            raise ValueError("an answer is a code or a text")
        return cls(soal_id, kode, teks)


def tulis_jawaban(jawaban: Iterable[Jawaban]) -> str:
    """All rows as one JSON text."""
    return json.dumps([row.to_json() for row in jawaban], ensure_ascii=False)


def baca_jawaban(text: str) -> tuple[Jawaban, ...]:
    """The rows of :func:`tulis_jawaban`.  Raises ValueError."""
    rows = json.loads(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("rows")
    return tuple(Jawaban.from_json(row) for row in rows)


def mundur(jawaban: Sequence[Jawaban]) -> tuple[Jawaban, ...]:
    """ "Kembali": the answers without all rows of the question answered last; empty stays empty."""
    if not jawaban:
        return ()
    last = jawaban[-1].soal_id
    return tuple(row for row in jawaban if row.soal_id != last)


@dataclass(frozen=True, slots=True)
class Ingatan:
    """What is remembered of a person from the last draft; None where nothing is."""

    instansi: str | None = None
    tahun: int | None = None
    """Year of the last report."""
    skala: str | None = None
    """The office's own scale, as its owner typed it; None: the default."""
    rumus: str | None = None
    """``selisih`` or ``kebalikan``."""
    kertas: str | None = None
    """``A4`` or ``F4``."""

    def to_json(self) -> dict[str, str | int | None]:
        """As plain values."""
        return {
            "instansi": self.instansi,
            "tahun": self.tahun,
            "skala": self.skala,
            "rumus": self.rumus,
            "kertas": self.kertas,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ingatan:
        """From plain values; what is not of its kind is forgotten."""

        def words(key: str) -> str | None:
            value = data.get(key)
            return value if isinstance(value, str) and value.strip() else None

        tahun = data.get("tahun")
        known_year = tahun if isinstance(tahun, int) and not isinstance(tahun, bool) else None
        return cls(words("instansi"), known_year, words("skala"), words("rumus"), words("kertas"))


LUPA: Final = Ingatan()
"""Nothing remembered."""
