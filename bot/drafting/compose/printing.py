"""Prints values, results, counts and names as inline pieces, each number through the ledger.

Only here do numbers of a measurement become :class:`~bot.drafting.model.Angka`;
how they look is decided by :mod:`bot.kinerja.format`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.drafting.ledger import Ledger
from bot.drafting.model import Angka, Inlines, Polos
from bot.drafting.narasi import merge, polos
from bot.kinerja.format import bulatkan, format_angka, format_tahun, jumlah_desimal, kata_bilangan
from bot.kinerja.measurement import Tren, UkuranIndikator
from bot.kinerja.model import Hasil, Isian, JenisNilai, Teks
from bot.kinerja.satuan import Kelas, kelas_nama

SATUAN_DIAM = frozenset(
    {"nilai", "indeks", "skor", "angka", "rasio", "predikat", "opini", "level", "kategori"}
)
"""Units that say nothing beside the number: one writes "terealisasi 82,50", not "82,50 nilai"."""
SATUAN_POIN = SATUAN_DIAM - {"angka", "rasio"}
"""Of these a difference is said in poin, as of percentages."""
JENJANG = "jenjang"
"""Unit of a difference between grades: steps of their ladder."""
SATUAN_RUPIAH = frozenset({"rp", "rp.", "rupiah"})
MAKS_DESIMAL = 4


def kata(words: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(words.split())


# Generic nouns with which indicator names begin: in the middle of a sentence they lose their capital.
KATA_UKUR = kata(
    """Angka Anggaran Besaran Cakupan Capaian Frekuensi Hasil Indeks Jangka Jumlah Kategori Kontribusi
    Laju Lama Luas Nilai Opini Panjang Pencapaian Peningkatan Penurunan Peringkat Persentase
    Pertumbuhan Predikat Prevalensi Proporsi Prosentase Rasio Rata-rata Realisasi Skor Status
    Tingkat Usia Umur Volume Waktu"""
)
_WORD = re.compile(r"\S+")


class Cetak:
    """The printer of one draft."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._nama: dict[int, Inlines] = {}
        self._satuan: dict[int, Inlines] = {}

    # --- structure: years, counts, constants ------------------------------------------------
    def tahun(self, tahun: int | None) -> Angka | None:
        return None if tahun is None else self.ledger.struktur(format_tahun(tahun), "tahun")

    def struktur(self, teks: str, ket: str) -> Angka:
        return self.ledger.struktur(teks, ket)

    def jumlah(self, n: int, ket: str) -> Inlines:
        """A count, doubled in words as reports do: ``3 (tiga)``."""
        return (
            self.ledger.struktur(format_angka(Decimal(n), 0), f"jumlah {ket}"),
            Polos(f" ({kata_bilangan(n)})"),
        )

    def hitungan(self, n: int, ket: str) -> Angka:
        """A count for a table cell."""
        return self.ledger.struktur(format_angka(Decimal(n), 0), f"jumlah {ket}")

    def hitungan_nomor(self, n: int) -> Angka:
        """The running number of a table's row."""
        return self.ledger.struktur(str(n), "nomor urut")

    def konstanta(self, n: int) -> Angka:
        return self.ledger.struktur(format_angka(Decimal(n), 0), "tetapan rumus")

    # --- values of an indicator ---------------------------------------------------------------
    def angka(self, u: UkuranIndikator, isian: Isian | None) -> Inlines:
        """A value without its unit; words as they stood where it is not a plain number; ``–`` for none."""
        if isian is None or isian.nilai.is_empty:
            return (Polos("–"),)
        if isian.nilai.jenis is not JenisNilai.ANGKA or isian.nilai.nilai is None:
            return self.kutip(Teks(isian.nilai.teks, isian.sel))
        value = isian.nilai.nilai
        places = max(u.desimal, min(jumlah_desimal(value), MAKS_DESIMAL))
        angka = self.ledger.dari_sel(isian, format_angka(abs(value), places), u.satuan or None)
        return self._rupiah_sign(u, _signed(angka, bulatkan(value, places) < 0))

    def nilai(self, u: UkuranIndikator, isian: Isian | None) -> Inlines:
        """A value with its unit, as in a sentence: ``14,00 persen``, ``12 dokumen``, ``WTP``."""
        printed = self.angka(u, isian)
        if isian is None or isian.nilai.is_empty or isian.nilai.jenis is JenisNilai.PREDIKAT:
            return printed
        satuan = self.satuan(u)
        if not satuan or _shown(polos(printed), polos(satuan)):
            return printed
        return merge((*printed, Polos(" "), *satuan))

    def besar(self, u: UkuranIndikator, hasil: Hasil) -> Inlines:
        """The size of a difference: ``0,80 poin``, ``3 dokumen``."""
        if hasil.satuan == JENJANG:
            return (self.ledger.dari_hasil(hasil, self._size(hasil.nilai, 0)), Polos(f" {JENJANG}"))
        if u.is_persen or hasil.satuan == "poin":
            return (self.ledger.dari_hasil(hasil, self._size(hasil.nilai, max(2, u.desimal))), Polos(" poin"))
        places = u.desimal
        if bulatkan(hasil.nilai, places) != hasil.nilai:
            places = max(places, 2)
        angka = self.ledger.dari_hasil(hasil, self._size(hasil.nilai, places))
        if berpoin(u):
            return (angka, Polos(" poin"))
        satuan = self.satuan(u)
        return merge((*self._rupiah_sign(u, (angka,)), *((Polos(" "), *satuan) if satuan else ())))

    def besar_tabel(self, u: UkuranIndikator, hasil: Hasil) -> Inlines:
        """The size of a difference for a cell, without its unit."""
        exact = bulatkan(hasil.nilai, u.desimal) == hasil.nilai and not u.is_persen
        places = u.desimal if exact else max(2, u.desimal)
        if hasil.satuan == JENJANG:
            return self.besar(u, hasil)
        return (self.ledger.dari_hasil(hasil, self._size(hasil.nilai, places)),)

    def perubahan(self, u: UkuranIndikator, tren: Tren) -> Inlines:
        """A change for a cell, with the sign of the number's own movement."""
        if tren.naik is None and tren.perubahan.satuan == JENJANG:
            return (Polos("tetap"),)
        printed = self.besar_tabel(u, tren.perubahan)
        if tren.naik is None:
            return printed
        return (Polos("+" if tren.naik else "−"), *printed)

    def persen_sel(self, isian: Isian | None) -> Inlines:
        """A percentage as a cell of the table gives it."""
        if isian is None or isian.nilai.nilai is None:
            return (Polos("–"),)
        value = isian.nilai.nilai
        return _signed(
            self.ledger.dari_sel(isian, format_angka(abs(value), 2), "persen"), bulatkan(value, 2) < 0
        )

    def satuan(self, u: UkuranIndikator) -> Inlines:
        """The unit for a sentence; empty where it would say nothing."""
        key = id(u)
        if key not in self._satuan:
            words = " ".join(u.satuan.split())
            silent = words.lower() in SATUAN_DIAM | SATUAN_RUPIAH
            cell = u.indikator.satuan.sel if u.indikator.satuan else None
            self._satuan[key] = () if silent or not words else self.kutip(Teks(kecilkan(words), cell))
        return self._satuan[key]

    def satuan_tabel(self, u: UkuranIndikator) -> Inlines:
        """The unit for a table's cell, as the table gave it; a dash where none is known."""
        given = u.indikator.satuan
        if given is not None and given.isi.strip():
            return self.kutip(given)
        return self.kutip(Teks(u.satuan.strip() or "–"))

    def masukan(self, u: UkuranIndikator, sumber: Isian | Hasil) -> Inlines:
        """An input of the indicator's formula, printed as its own values are."""
        if isinstance(sumber, Isian):
            value = sumber.nilai.nilai
            if value is None:
                return self.angka(u, sumber)
            # The bare number, also where the cell says "≥ 95" or "A (82,9)": the formula works with it.
            places = max(u.desimal, min(jumlah_desimal(value), MAKS_DESIMAL))
            angka = self.ledger.dari_sel(sumber, format_angka(abs(value), places), u.satuan or None)
            return _signed(angka, bulatkan(value, places) < 0)
        return self.polos_hasil(sumber, max(u.desimal, min(jumlah_desimal(sumber.nilai), MAKS_DESIMAL)))

    # --- results ------------------------------------------------------------------------------
    def persen(self, hasil: Hasil) -> Inlines:
        return (*self.polos_hasil(hasil), Polos(" %"))

    def polos_hasil(self, hasil: Hasil, places: int = 2) -> Inlines:
        """A result without its unit, the sign as a word character before it."""
        negative = bulatkan(hasil.nilai, places) < 0
        return _signed(self.ledger.dari_hasil(hasil, self._size(hasil.nilai, places)), negative)

    def poin(self, hasil: Hasil) -> Inlines:
        """The size of a result in points, without its sign."""
        return (self.ledger.dari_hasil(hasil, self._size(hasil.nilai, 2)), Polos(" poin"))

    def rupiah(self, hasil: Hasil | None) -> Inlines:
        if hasil is None:
            return (Polos("–"),)
        sign = "-Rp" if bulatkan(hasil.nilai, 2) < 0 else "Rp"
        return (Polos(sign), self.ledger.dari_hasil(hasil, self._size(hasil.nilai, 2)))

    def rupiah_besar(self, hasil: Hasil) -> Inlines:
        """The size of an amount, without its sign."""
        return (Polos("Rp"), self.ledger.dari_hasil(hasil, self._size(hasil.nilai, 2)))

    def rupiah_tabel(self, hasil: Hasil | None) -> Inlines:
        """An amount for a cell under a heading that says Rp."""
        return (Polos("–"),) if hasil is None else self.polos_hasil(hasil)

    # --- words --------------------------------------------------------------------------------
    def kutip(self, teks: Teks | str, ket: str = "kutipan") -> Inlines:
        """Words of the user or of the document, blanks and line ends made single."""
        if isinstance(teks, Teks):
            return self.ledger.kutip(Teks(rapikan(teks.isi), teks.sel))
        return self.ledger.kutip(rapikan(teks), ket)

    def kutip_sel(self, isian: Isian) -> Inlines:
        """What a cell says, word for word."""
        return self.kutip(Teks(isian.nilai.teks, isian.sel))

    def nama_tabel(self, u: UkuranIndikator) -> Inlines:
        """The name exactly as in the table, for a cell."""
        return self.kutip(u.indikator.nama)

    def nama(self, u: UkuranIndikator) -> Inlines:
        """The indicator's name for the middle of a sentence; altered in nothing but its first capital."""
        key = id(u)
        if key not in self._nama:
            name = u.indikator.nama
            self._nama[key] = self.kutip(Teks(lower_initial(rapikan(name.isi).rstrip(" .;:,")), name.sel))
        return self._nama[key]

    @staticmethod
    def _size(value: Decimal, places: int) -> str:
        return format_angka(abs(value), places)

    @staticmethod
    def _rupiah_sign(u: UkuranIndikator, printed: Inlines) -> Inlines:
        return (Polos("Rp"), *printed) if u.satuan.lower() in SATUAN_RUPIAH else printed


def berpoin(u: UkuranIndikator) -> bool:
    """Whether differences are said in poin: scores and grades, told by the unit, the value or the name."""
    if u.satuan:
        return u.satuan.lower() in SATUAN_POIN
    graded = u.indikator.realisasi is not None and u.indikator.realisasi.nilai.predikat is not None
    return graded or kelas_nama(u.indikator.nama.isi) is Kelas.INDEKS


def _signed(angka: Angka, negative: bool) -> Inlines:
    return (Polos("−"), angka) if negative else (angka,)


def _shown(printed: str, satuan: str) -> bool:
    """Whether a printed value already carries its unit (``≥ 95 %`` for persen)."""
    low = printed.lower()
    return satuan.lower() in low or (satuan.lower().startswith("persen") and "%" in low)


def kecilkan(words: str) -> str:
    """Title-case words made small, as in the middle of a sentence; abbreviations keep their capitals."""
    return " ".join(w.lower() if w.istitle() else w for w in words.split(" "))


def rapikan(teks: str) -> str:
    """Blanks and line ends made single."""
    return " ".join(teks.split())


def lower_initial(name: str) -> str:
    """The first capital made small where the name begins with a generic noun, else the name as it is.

    Proper names keep it: "Indeks Pembangunan Manusia" stays, "Persentase penduduk miskin" becomes small.
    """
    words = _WORD.findall(name)
    if not words or words[0] not in KATA_UKUR:
        return name
    if len(words) > 1 and words[1].istitle():
        return name
    return name[0].lower() + name[1:]
