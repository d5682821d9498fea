"""What is written beside a file: "LKjIP Dinas Contoh tahun 2023" names the office, "ini filenya" does not."""

from __future__ import annotations

import re
from typing import Final

from bot.tables.understanding.office import begins, name_in

MAKS_BARIS: Final = 5
MAKS_HURUF: Final = 200
"""Letters of a line that are read."""
_BUKAN_NAMA: Final = frozenset(
    """
    saya kami kita kamu anda mereka beliau ini itu tersebut tsb ya yah iya min mimin admin dong deh nih sih
    kak kakak pak bapak bu ibu mas mbak bang gan om bos bot mohon tolong minta harap silakan terima makasih
    trims thanks bisa dapat boleh mau ingin akan sudah udah telah belum blm sedang lagi masih buat buatkan
    bikin bikinkan susun susunkan cek periksa kirim bantu jadi dulu segera sekarang besok nanti hari agar
    supaya kalau kalo untuk utk buat bagi dari dr dgn pakai di ke pada dan/atau atau apa apakah mana siapa
    bagaimana gimana file berkas tabel data dokumen lampiran terlampir format contohnya lkjip lakip lkip
    sakip lke iku ikk pk renstra semua seluruh saja se
    """.split()  # noqa: SIM905
)
"""Words that end a name that is written in small letters."""
_BENTUK_LAIN: Final = re.compile(r"(?:di|me)\w{2,}kan|\w{3,}nya|se-\w+")
"""Forms that no word of an office's name has: "dibuatkan", "laporannya", "se-kabupaten"."""
_BUKAN_PERTAMA: Final = frozenset(
    """
    dan di serta baru lama lain lainnya luar pusat cabang induk awal akhir atas bawah tengah pertama kedua
    ketiga terakhir terkait teknis masing setempat sendiri
    """.split()  # noqa: SIM905
)
"""Words that do not follow the first word of a name: "kantor baru", "bagian akhir"."""
_WILAYAH: Final = frozenset({"kabupaten", "kab", "provinsi", "prov"})
_BERTUGAS: Final = frozenset({"dinas", "badan", "bagian", "balai", "direktorat", "kantor", "uptd", "upt"})
"""Kinds of offices whose name says what they do before it says where: "dinas kota contoh" names none."""
_BUKAN_SEBELUM: Final = frozenset(
    """
    perjalanan rumah mobil kendaraan pakaian seragam jam nota semua seluruh tiap setiap para antar lintas
    beberapa banyak
    """.split()  # noqa: SIM905
)
"""Words after which no name stands: "perjalanan dinas", "semua kecamatan"."""


def kantor_disebut(keterangan: str) -> str | None:
    """The office that a caption names, in any writing and within a sentence; None where it names none.

    It is only ever asked back ("Betul?"), so a doubtful name costs one press.
    """
    for line in keterangan.splitlines()[:MAKS_BARIS]:
        words = " ".join(line.split())[:MAKS_HURUF]
        found = name_in(words) or _dalam_kalimat(words)
        if found is not None and all(ch.isalnum() or ch in " .&'-" for ch in found):
            return found
    return None


def _dalam_kalimat(line: str) -> str | None:
    """The first name within a sentence: with capitals, else in small letters up to a word of no name."""
    for head in begins(line):
        before = line[: head.start()].casefold().split()
        if before and before[-1] in _BUKAN_SEBELUM:
            continue
        found = name_in(line[head.start() :]) or _huruf_kecil(head[0], line[head.end() :])
        if found is not None:
            return found
    return None


def _huruf_kecil(head: str, rest: str) -> str | None:
    """The name that begins with ``head`` where capitals do not show its end."""
    if rest[:1] not in {"", " "}:
        return None
    words: list[str] = []
    for word in rest.split():
        plain = word.casefold().strip(".,;:!?()\"'")
        if plain in _BUKAN_NAMA or _BENTUK_LAIN.fullmatch(plain):
            break
        words.append(word)
    first = words[0].casefold() if words else ""
    kind = head.casefold()
    if len(first) < 2 or first in _BUKAN_PERTAMA:
        return None
    if (kind in _BERTUGAS and first in {*_WILAYAH, "kota"}) or (kind == "kecamatan" and first in _WILAYAH):
        return None
    return name_in(" ".join((head, *words)).title())
