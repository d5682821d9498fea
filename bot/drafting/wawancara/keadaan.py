"""The interview replayed: answers by question, and the table and measurement that follow from them.

One is made for each look at the interview and thrown away; nothing is kept but the material and the rows of
the answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from bot.drafting.wawancara.isi_bahan import Bahan
from bot.drafting.wawancara.jawab import baca_identitas, baca_tahun, bersihkan
from bot.drafting.wawancara.model import LEWATI, NANTI, SELESAI, SISANYA, Ingatan, Jawaban, Soal
from bot.drafting.wawancara.skala import baca_skala
from bot.drafting.wawancara.teks import sidik
from bot.errors import LkjipError
from bot.kinerja.measure import measure
from bot.kinerja.measurement import Aturan, Measurement, RumusTurun, Skala
from bot.kinerja.model import Arah, BarisAnggaran, IndicatorTable, Indikator, Teks
from bot.kinerja.skala import PERMENDAGRI_86_2017

TUNDA: Final = frozenset({LEWATI, NANTI, SISANYA})
"""Codes that give nothing."""
SOAL_INSTANSI: Final = "identitas:instansi"
SOAL_TAHUN: Final = "identitas:tahun"
SOAL_IDENTITAS: Final = "identitas"
SOAL_RUMUS: Final = "rumus"
SOAL_SKALA: Final = "skala"
SOAL_SKALA_ISI: Final = "skala:isi"
SOAL_ARAH_SEMUA: Final = "arah:semua"
MAKS_PESAN: Final = 10
"""Messages that make one answer; after so many only "Selesai" is left."""


class Keadaan:
    """Where an interview stands."""

    def __init__(self, bahan: Bahan, jawaban: Sequence[Jawaban], ingatan: Ingatan) -> None:
        self.bahan = bahan
        self.ingatan = ingatan
        self._rows: dict[str, list[Jawaban]] = {}
        for row in jawaban:
            self._rows.setdefault(row.soal_id, []).append(row)

    # --- answers
    def kode(self, soal_id: str) -> str | None:
        """The button pressed last, or None."""
        return next((r.kode for r in reversed(self._rows.get(soal_id, ())) if r.kode is not None), None)

    def baris_teks(self, soal_id: str) -> tuple[str, ...]:
        """The texts of an answer, in order."""
        return tuple(r.teks for r in self._rows.get(soal_id, ()) if r.teks is not None)

    def teks(self, soal_id: str) -> str | None:
        """The last text of an answer, or None."""
        return next(reversed(self.baris_teks(soal_id)), None)

    def paragraf(self, soal_id: str) -> Teks | None:
        """All messages of an answer as the paragraphs of one note of the office."""
        parts = [clean for text in self.baris_teks(soal_id) if (clean := bersihkan(text, paragraf=True))]
        return Teks("\n\n".join(parts)) if parts else None

    def ada(self, soal_id: str) -> bool:
        """Whether anything was answered."""
        return soal_id in self._rows

    def terjawab(self, soal: Soal) -> bool:
        """Whether a question is done with; one of several messages only by the button that ends it."""
        if soal.id not in self._rows:
            return False
        return not soal.banyak_pesan or self.kode(soal.id) is not None

    # --- who, when, by which rules
    @cached_property
    def awal(self) -> IndicatorTable:
        """The table as it was read, of the year of the answers."""
        return self.bahan.gabung(self.tahun_jawaban)

    @cached_property
    def tahun_jawaban(self) -> int | None:
        """The year that was answered, by button (its code is the year) or text."""
        for given in (self.teks(SOAL_TAHUN), self.kode(SOAL_TAHUN)):
            if given is not None and given not in TUNDA:
                try:
                    return baca_tahun(given)
                except LkjipError:
                    continue
        return self.identitas_ditulis[1]

    @cached_property
    def identitas_ditulis(self) -> tuple[str | None, int | None]:
        """The office and the year that were typed where both were to be confirmed."""
        typed = self.teks(SOAL_IDENTITAS)
        try:
            return baca_identitas(typed) if typed is not None else (None, None)
        except LkjipError:
            return None, None

    @cached_property
    def tahun(self) -> int | None:
        """The reporting year: answered, given to the reading, or read."""
        return self.tahun_jawaban or self.bahan.tahun or self.awal.tahun

    @cached_property
    def instansi_terbaca(self) -> str | None:
        """The office that the files name."""
        return " ".join(self.awal.instansi.isi.split()) if self.awal.instansi else None

    @property
    def instansi_dikenal(self) -> str | None:
        """The office without any answer: what was written beside the files, then what stands in them, then
        the one of the last time."""
        return self.bahan.instansi or self.instansi_terbaca or self.ingatan.instansi

    @cached_property
    def instansi(self) -> str | None:
        """The office of the report."""
        typed, code = self.teks(SOAL_INSTANSI), self.kode(SOAL_INSTANSI)
        if typed is not None:
            return bersihkan(typed) or None
        if code == "disebut":
            return self.bahan.instansi
        if code == "terbaca":
            return self.instansi_terbaca
        if code == "ingatan":
            return self.ingatan.instansi
        if code in TUNDA:
            return None
        return self.identitas_ditulis[0] or self.instansi_dikenal

    @cached_property
    def rumus(self) -> RumusTurun:
        code = self.kode(SOAL_RUMUS)
        if code in {r.value for r in RumusTurun}:
            return RumusTurun(code)
        remembered = self.ingatan.rumus
        return RumusTurun(remembered) if remembered in {r.value for r in RumusTurun} else RumusTurun.SELISIH

    @cached_property
    def teks_skala(self) -> str | None:
        """The office's own scale as it was typed, now or the last time; None: the default."""
        code = self.kode(SOAL_SKALA)
        if code == "bawaan":
            return None
        typed = self.teks(SOAL_SKALA_ISI) if code == "sendiri" else None
        return typed or self.ingatan.skala

    @cached_property
    def skala(self) -> Skala:
        if self.teks_skala is not None:
            try:
                return baca_skala(bersihkan(self.teks_skala, paragraf=True))
            except LkjipError:
                return PERMENDAGRI_86_2017
        return PERMENDAGRI_86_2017

    @cached_property
    def arah(self) -> Mapping[str, Arah]:
        """Directions that were answered, by indicator id."""
        found: dict[str, Arah] = {}
        whole = self.kode(SOAL_ARAH_SEMUA)
        for ind in self.awal.indikator:
            code = self.kode(f"arah:{self.kunci[ind.id]}")
            if code is None and whole in {Arah.NAIK, Arah.TURUN} and ind.id in self.arah_ragu:
                code = whole
            if code in {Arah.NAIK, Arah.TURUN}:
                found[ind.id] = Arah(code)
        return found

    @cached_property
    def arah_ragu(self) -> tuple[str, ...]:
        """Ids of indicators whose direction has to be asked for."""
        from bot.kinerja.temuan import ARAH_BERTENTANGAN, ARAH_TIDAK_JELAS

        wanted = {ARAH_TIDAK_JELAS, ARAH_BERTENTANGAN}
        return tuple(
            u.indikator.id
            for u in self.terbaca.indikator
            if any(t.kode in wanted for t in u.temuan) and not u.indikator.is_induk
        )

    # --- measurements
    @cached_property
    def terbaca(self) -> Measurement:
        """As read, without any answer about directions or formula."""
        return measure(self.awal, Aturan(self.skala, tahun=self.tahun))

    @cached_property
    def aturan(self) -> Aturan:
        return Aturan(self.skala, self.rumus, tahun=self.tahun, arah=self.arah)

    @cached_property
    def dasar(self) -> Measurement:
        """Under the answered rules, before any value is corrected."""
        plain = not self.arah and self.rumus is RumusTurun.SELISIH
        return self.terbaca if plain else measure(self.awal, self.aturan)

    # --- stable keys
    @cached_property
    def kunci(self) -> Mapping[str, str]:
        """A key for every indicator, budget line and sasaran, by id: of its name and of the how-manieth of
        that name it is, so that another reading of the same table gives the same keys."""
        count: Counter[str] = Counter()
        found: dict[str, str] = {}

        def enter(ident: str, kind: str, *words: object) -> None:
            key = sidik(kind, *words)
            count[key] += 1
            found[ident] = key if count[key] == 1 else f"{key}-{count[key]}"

        for s in self.awal.sasaran:
            enter(s.id, "s", s.nama.isi if s.nama else "")
        for ind in self.awal.indikator:
            enter(ind.id, "i", ind.nama.isi)
        for line in self.awal.anggaran:
            enter(line.id, "a", line.kode or "", line.nama.isi)
        return found

    @cached_property
    def indikator(self) -> Mapping[str, Indikator]:
        return {i.id: i for i in self.awal.indikator}

    @cached_property
    def anggaran(self) -> Mapping[str, BarisAnggaran]:
        return {b.id: b for b in self.awal.anggaran}


__all__ = ["MAKS_PESAN", "SELESAI", "TUNDA", "Keadaan"]
