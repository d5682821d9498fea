"""What every section of a draft needs: the measurement, the notes, the printer, the gaps, the comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.drafting.compose.comments import Penanda
from bot.drafting.compose.printing import Cetak
from bot.drafting.ledger import Ledger
from bot.drafting.model import Angka, Block, Identitas, Inlines, Lengkapi, Paragraf, Polos
from bot.drafting.narasi import Tunda, gabung, polos, stable_hash, tulis
from bot.drafting.notes import CatatanIndikator, Notes
from bot.kinerja.measurement import Measurement, UkuranAnggaran, UkuranIndikator
from bot.kinerja.model import Catatan, Teks

BANYAK_NAMA = 3
"""A sentence names at most so many indicators; above that it counts them."""
KATA_KETERANGAN = 4
"""A remark of fewer words is no explanation."""
LEBAR_NAMA = 160
"""Names longer than this (in characters) are not listed in one sentence with others."""


class Konteks:
    """The desk at which one draft is written."""

    def __init__(
        self,
        ukuran: Measurement,
        notes: Notes,
        identitas: Identitas,
        ledger: Ledger,
        *,
        utuh: bool = False,
    ) -> None:
        self.utuh = utuh
        """Whether this is the whole report, with a cover."""
        self.ukuran = ukuran
        self.notes = notes
        self.identitas = identitas
        self.tahun = identitas.tahun or ukuran.tahun
        self.cetak = Cetak(ledger)
        self.penanda = Penanda(ukuran, self.cetak)
        self.tempat: dict[str, tuple[tuple[str, str], ...]] = {}
        """Files and sheets behind an entry of the ledger, once looked up."""
        self._giliran: Counter[tuple[str, str]] = Counter()
        first = next((s.nama.isi for s in ukuran.table.sasaran if s.nama), "")
        self._awal = stable_hash(first)

    # --- who and when -------------------------------------------------------------------------
    def instansi(self, *, pertama: bool = False) -> Inlines:
        """The office's name; where it is not known a gap at the first place, elsewhere "instansi ini"."""
        if self.identitas.instansi:
            return self.cetak.kutip(self.identitas.instansi, "nama instansi")
        return (self.lengkapi("instansi"),) if pertama else tulis("umum", "instansi_ini")

    def tahun_laporan(self) -> Inlines:
        printed = self.cetak.tahun(self.tahun)
        return (printed,) if printed else (self.lengkapi("tahun"),)

    def tahun_polos(self) -> Inlines:
        """The year inside a gap, which cannot hold another gap; empty where unknown."""
        printed = self.cetak.tahun(self.tahun)
        return (printed,) if printed else ()

    def giliran(self, topic: str, blok: str) -> int:
        """Which of a sentence's equivalent wordings comes next: each in turn, so that none follows itself.

        Where the round begins depends on the table's content, never on chance.
        """
        self._giliran[topic, blok] += 1
        return self._awal + self._giliran[topic, blok]

    # --- gaps ---------------------------------------------------------------------------------
    def lengkapi(self, blok: str, komentar: str | None = None, **variables: Any) -> Lengkapi:
        """A marked gap: what to bring, and the comment on what evaluators expect."""
        isi = tulis("lengkapi", blok, **variables)
        note = tulis("lengkapi", f"{komentar or blok}_komentar", **variables)
        return Lengkapi(_bare(isi), _bare(note))

    # --- indicators ---------------------------------------------------------------------------
    @cached_property
    def _by_id(self) -> dict[str, UkuranIndikator]:
        return {u.indikator.id: u for u in self.ukuran.indikator}

    @cached_property
    def anggaran(self) -> dict[str, UkuranAnggaran]:
        return {b.baris.id: b for b in self.ukuran.anggaran.baris}

    def nama(self, u: UkuranIndikator) -> Inlines:
        """The name for a sentence; a row that breaks another down is told with its parent."""
        name = self.cetak.nama(u)
        parent = self._by_id.get(u.indikator.induk) if u.indikator.induk else None
        if parent is None or parent is u:
            return name
        return tulis("umum", "nama_rincian", rincian=name, induk=self.cetak.nama(parent))

    def nama_tunda(self, u: UkuranIndikator) -> Tunda:
        return Tunda(lambda: self.nama(u))

    def daftar_nama(self, us: Sequence[UkuranIndikator]) -> Inlines:
        """Names in a sentence, with semicolons where the names themselves hold commas."""
        return self.daftar([self.nama(u) for u in us])

    def daftar(self, items: Sequence[Inlines]) -> Inlines:
        comma = any("," in polos(item) or " dan " in polos(item) for item in items)
        return tulis("umum", "daftar_panjang" if comma and len(items) > 1 else "daftar", butir=list(items))

    def bisa_disebut(self, us: Sequence[UkuranIndikator]) -> bool:
        """Whether a sentence can carry all these names."""
        return (
            len(us) <= BANYAK_NAMA and sum(len(u.indikator.nama.isi) for u in us) <= LEBAR_NAMA * BANYAK_NAMA
        )

    def catatan(self, u: UkuranIndikator) -> CatatanIndikator:
        """The table's own note columns, and over them what the user said."""
        return merge_notes(_berarti(u), self.notes.indikator.get(u.indikator.id))

    def jumlah_indikator_kata(self, n: int) -> Inlines:
        """``3 (tiga) indikator``."""
        return tulis("umum", "jumlah_indikator", jumlah=self.jumlah_indikator(n))

    def jumlah_indikator(self, n: int) -> Inlines:
        return self.cetak.jumlah(n, "indikator")


def _berarti(u: UkuranIndikator) -> Catatan:
    """The note columns without a remark that explains nothing.

    "Keterangan" often holds a word or two ("Tercapai", "APBD"), or names the benchmark of the row.
    """
    note = u.indikator.catatan
    if note.keterangan is None:
        return note
    words = note.keterangan.isi.split()
    sources = {" ".join(p.sumber.isi.split()) for p in u.indikator.pembanding if p.sumber}
    if len(words) >= KATA_KETERANGAN and " ".join(words) not in sources:
        return note
    return replace(note, keterangan=None)


def merge_notes(tabel: Catatan, pengguna: CatatanIndikator | None) -> CatatanIndikator:
    """One note of both; the user's later words come first, the table's cause stays ``faktor_pendorong``."""
    p = pengguna or CatatanIndikator()
    return CatatanIndikator(
        penyebab=p.penyebab,
        kendala=p.kendala or tabel.faktor_penghambat,
        solusi=p.solusi or tabel.solusi,
        pic=p.pic or tabel.pic,
        batas_waktu=p.batas_waktu or tabel.batas_waktu,
        program=p.program,
        catatan=p.catatan or tabel.keterangan,
    )


def ada(teks: Teks | None) -> bool:
    """Whether a note says anything: a dash or a blank does not."""
    return teks is not None and any(ch.isalnum() for ch in teks.isi)


def paragraf(*sentences: Inlines) -> list[Block]:
    """One paragraph of sentences; none where all are empty."""
    isi = gabung(*sentences)
    return [Paragraf(isi)] if isi else []


def paragraf_berkelompok(sentences: Iterable[Inlines], per: int) -> list[Block]:
    """Paragraphs of ``per`` entries each."""
    found = [s for s in sentences if s]
    return [Paragraf(gabung(*found[n : n + per])) for n in range(0, len(found), per)]


def _bare(inlines: Inlines) -> tuple[Polos | Angka, ...]:
    return tuple(p for p in inlines if isinstance(p, Polos | Angka))
