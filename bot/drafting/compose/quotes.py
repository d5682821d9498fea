"""The user's own words inside a sentence: adapted at the edges, never in the middle.

Nothing is strengthened or added.  What is changed: list marks and line ends
become a lettered list, the final punctuation goes (the sentence has its own),
and the first capital becomes small where that is safe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting.compose.printing import Cetak, kata, rapikan
from bot.drafting.model import Inlines
from bot.drafting.narasi import kapital, polos, tulis
from bot.kinerja.model import Teks

_LINE = re.compile(r"[\r\n]+")
_MARK = re.compile(r"^(?:\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|[-–•*●▪])\s+(?=\S)")
_INLINE_MARK = re.compile(r"(?:^|\s)\(?[0-9]{1,2}[.)]\s+(?=[^\W\d])")
"""``1. Pelatihan 2. Pendampingan`` in one line."""
_SENTENCE_END = re.compile(r"[.!?]\s+[A-Z]")
# Words that begin a noun phrase and may follow "didukung oleh" or "ialah": derived nouns and set nouns.
_NOMINAL = re.compile(r"^(?:pe[a-z]{4,}|ke[a-z]{3,}an|[a-z]{4,}nya)$")
_NOMINA = kata(
    """adanya dukungan kerja komitmen program kegiatan bantuan sosialisasi koordinasi sinergi
    kolaborasi intervensi anggaran ketersediaan inovasi aplikasi regulasi sistem fasilitasi
    monitoring evaluasi supervisi pelatihan bimbingan layanan partisipasi operasi jaringan sarana
    data refocusing kapasitas tambahan"""
)
_BUKAN_NOMINA = kata("""petugas pegawai pemerintah penduduk peserta pelaku pejabat kepala peternak petani""")
"""Persons: what begins with them is usually a clause ("petugas belum dilatih"), not a cause by itself."""
_PREDIKAT = kata("""belum tidak sudah telah baru masih dapat bisa akan sedang kurang hanya tinggal sering""")
"""Words that make a clause of what stands before them."""
_HURUF_KECIL = kata(
    """dua tiga empat lima enam tujuh delapan sembilan sepuluh rumah rujukan
    musim gerakan skrining realokasi rencana tim harga hasil kader beban jaringan sistem aplikasi
    regulasi kebijakan komitmen kerja rapat tindak
    adanya akibat alat anggaran banyak banyaknya belum beberapa berdasarkan bertambahnya bantuan
    baru cuaca data dukungan dengan jumlah karena kurang kurangnya koordinasi masih masyarakat
    melalui petugas pegawai program kegiatan sebagian seluruh sejumlah semua sudah telah terdapat
    tersedianya terbatasnya tidak untuk sosialisasi pelatihan sarana peserta rapat dana lahan lokasi
    warga faktor tingginya rendahnya waktu posyandu puskesmas sekolah rumah sakit guru siswa murid anak ibu
    bayi balita remaja orang tenaga dokter bidan perawat nelayan air listrik tanah gedung ruang bangunan
    jalan jembatan kendaraan mesin vaksin obat reagen stok logistik bahan pasar pajak retribusi surat
    dokumen laporan nilai target capaian survei responden aturan juknis pedoman jadwal proses tahap lelang
    tender kontrak pihak curah hujan banjir longsor gempa stunting angka luas letak akses daya beli
    wilayah desa kelurahan kecamatan kunjungan kualitas kuantitas mutu biaya dukungan efisiensi kendala
    minimnya lemahnya sulitnya lambatnya tim satu ada hal hampir setelah sejak pada di ke dari oleh agar
    serta tingkat perlu sangat lebih dilakukan dana honor insentif inovasi aparatur auditor jabatan"""
)
_IMBUHAN = re.compile(r"^(?:me|pe|ber|ter|di|ke)[a-z]{4,}$")


@dataclass(frozen=True, slots=True)
class Kutipan:
    """A note ready for a sentence."""

    isi: Inlines
    menyambung: bool
    """Whether it can follow "didukung oleh" without a colon: one noun phrase."""


def kutipan(cetak: Cetak, teks: Teks) -> Kutipan:
    """Adapt one note."""
    items = butir(teks.isi)
    if len(items) > 1:
        quoted = seragam([cetak.kutip(Teks(kecilkan_awal(item), teks.sel)) for item in items])
        pairs = [(_letter(n), item) for n, item in enumerate(quoted)]
        return Kutipan(tulis("umum", "daftar_huruf", butir=pairs), menyambung=False)
    words = kecilkan_awal(items[0] if items else rapikan(teks.isi))
    return Kutipan(cetak.kutip(Teks(words, teks.sel)), menyambung=is_noun_phrase(words))


def butir(isi: str) -> list[str]:
    """The items of a list-like note without their marks; one item where it is no list."""
    lines = [_trim(_MARK.sub("", line.strip())) for line in _LINE.split(isi) if line.strip()]
    marked = sum(bool(_MARK.match(line.strip())) for line in _LINE.split(isi))
    if len(lines) > 1 and marked:
        return _joined(isi)
    text = rapikan(isi)
    if len(_INLINE_MARK.findall(text)) > 1 and _INLINE_MARK.match(text):
        return [_trim(part) for part in _INLINE_MARK.split(text) if _trim(part)]
    if len(lines) > 1 and all(len(line) > 3 and line[0].isupper() for line in lines):
        return [line for line in lines if line]
    return [_trim(_MARK.sub("", text))] if text else []


def _joined(isi: str) -> list[str]:
    """Items of a marked list; a line without a mark goes on with the item above it."""
    items: list[str] = []
    for line in _LINE.split(isi):
        stripped = line.strip()
        if not stripped:
            continue
        if _MARK.match(stripped) or not items:
            items.append(_MARK.sub("", stripped))
        else:
            items[-1] = f"{items[-1]} {stripped}"
    return [_trim(item) for item in items if _trim(item)]


def _trim(words: str) -> str:
    return rapikan(words).strip(" ;,").rstrip(". ;,:")


def kecilkan_awal(words: str) -> str:
    """The first capital made small where the first word is surely no proper name."""
    first, _, rest = words.partition(" ")
    low = first.lower()
    if not first.istitle() or not first.isalpha():
        return words
    # "Dinas Kesehatan": a second capital speaks for a name.
    if rest[:1].isupper() and not rest.split(" ")[0].isupper():
        return words
    if low in _HURUF_KECIL | _NOMINA or low.endswith("nya") or _IMBUHAN.match(low):
        return low + words[len(first) :]
    return words


def is_noun_phrase(words: str) -> bool:
    """Whether the note is one noun phrase, so that "didukung oleh …" reads as Indonesian."""
    parts = words.split()
    if not parts or _SENTENCE_END.search(words) or ";" in words:
        return False
    first = parts[0].strip(",").lower()
    if first in _BUKAN_NOMINA or any(p.strip(",").lower() in _PREDIKAT for p in parts[1:]):
        return False
    return parts[0][0].islower() and (first in _NOMINA or bool(_NOMINAL.match(first)))


def _letter(n: int) -> str:
    """``a`` to ``z``, then ``aa``."""
    return chr(ord("a") + n) if n < 26 else _letter(n // 26 - 1) + _letter(n % 26)


def seragam(items: Sequence[Inlines]) -> list[Inlines]:
    """Items of one list begin alike: where one keeps its capital (a name, perhaps), all have one."""
    upper = any(polos(item)[:1].isupper() for item in items)
    return [kapital(item) if upper else item for item in items]
