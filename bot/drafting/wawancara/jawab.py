"""Typed answers: cleaned, held against what the question wants, and never obeyed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.drafting.wawancara.model import LEWATI, SELESAI, Isian, Jawaban, Soal
from bot.drafting.wawancara.skala import baca_skala
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.model import JenisNilai, Nilai
from bot.kinerja.values import is_ambigu, parse_nilai

TAHUN_PERTAMA: Final = 2000
TAHUN_TERAKHIR: Final = 2099
MAKS_BARIS: Final = 200
MAKS_PARAGRAF: Final = 3000
"""A cause or a solution is a paragraph or two; Telegram's longest message has 4,096 characters."""
MAKS_NILAI: Final = 60
MAKS_DIGIT: Final = 18
_TAHUN: Final = re.compile(r"[0-9]{4}")
_KATA_TAHUN: Final = frozenset({"tahun", "tahunnya", "thn", "th", "ta", "t.a", "anggaran", "untuk", "dan"})
"""Words before a year that are no part of an office's name."""
_SETUJU: Final = frozenset(
    {"ya", "iya", "y", "betul", "benar", "sudah", "sip", "ok", "oke", "sesuai", "tepat"}
)
_PEMBUKA: Final = frozenset(
    {"bukan", "tidak", "tdk", "gak", "nggak", "salah", "keliru", "belum", "kurang", "tapi", "tetapi", "yang",
     "seharusnya", "harusnya", "ganti"}
) | _SETUJU  # fmt: skip
"""Words that an answer begins with and that no office's name begins with."""
_PENUTUP: Final = frozenset({"saja", "aja", "ya", "min", "kak", "dong"})
_BUANG: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Control, direction and private-use characters: they have no place in a report, and some hide text."""


def bersihkan(teks: str, *, paragraf: bool = False) -> str:
    """The words without control characters; blanks made single, line ends kept where ``paragraf``."""
    flat = teks.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    kept = "".join(
        " " if ch == "\t" else ch for ch in flat if ch in "\n\t" or unicodedata.category(ch) not in _BUANG
    )
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    if not paragraf:
        return " ".join(line for line in lines if line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def periksa_jawaban(soal: Soal, kode: str | None, teks: str | None) -> Jawaban:
    """The answer as a row to keep.

    Raises LkjipError (``jawaban-tidak-sah``) with a sentence and an example for what does not fit; a text
    is data whatever it says.
    """
    if kode is not None and teks is None:
        known = {p.kode for p in soal.pilihan}
        if soal.boleh_lewati:
            known.add(LEWATI)
        if soal.banyak_pesan:
            known.add(SELESAI)
        if kode not in known:
            raise _salah(
                "Pilihan itu sudah tidak berlaku.", "Pilih salah satu tombol pada pertanyaan terakhir."
            )
        return Jawaban(soal.id, kode=kode)
    if teks is None or kode is not None:
        raise ValueError("an answer is a code or a text")
    if not soal.menerima_teks:
        raise _salah("Pertanyaan ini dijawab dengan tombol.", "Pilih salah satu tombol di bawah pertanyaan.")
    if soal.isian is Isian.IDENTITAS and soal.pilihan and _setuju(teks):
        return Jawaban(soal.id, kode=soal.pilihan[0].kode)
    return Jawaban(soal.id, teks=_isi(soal, teks))


def _isi(soal: Soal, teks: str) -> str:
    paragraph = soal.isian in {Isian.PARAGRAF, Isian.SKALA}
    clean = bersihkan(teks, paragraf=paragraph)
    if not any(ch.isalnum() for ch in clean):
        raise _salah("Jawaban itu kosong.", "Tulis jawaban Anda, atau tekan Lewati.")
    limit = MAKS_PARAGRAF if paragraph else MAKS_NILAI if soal.isian is Isian.NILAI else MAKS_BARIS
    if len(clean) > limit:
        raise _salah(
            f"Jawaban itu terlalu panjang ({len(clean)} karakter; paling banyak {limit}).",
            "Ringkas, atau kirim dalam beberapa pesan." if soal.banyak_pesan else "Tulis lebih singkat.",
        )
    if soal.isian is Isian.TAHUN:
        baca_tahun(clean)
    elif soal.isian is Isian.IDENTITAS:
        baca_identitas(clean)
    elif soal.isian is Isian.NILAI:
        baca_nilai(clean)
    elif soal.isian is Isian.SKALA:
        baca_skala(clean)
    return clean


def baca_tahun(teks: str) -> int:
    """A reporting year.  Raises LkjipError."""
    plain = _angka_biasa(teks).strip()
    if not _TAHUN.fullmatch(plain) or not TAHUN_PERTAMA <= int(plain) <= TAHUN_TERAKHIR:
        raise _salah(
            f"“{teks[:40]}” bukan tahun laporan yang dikenal.",
            f"Tulis empat angka antara {TAHUN_PERTAMA} dan {TAHUN_TERAKHIR}, misalnya 2025.",
        )
    return int(plain)


def baca_identitas(teks: str) -> tuple[str | None, int | None]:
    """The office and the year of "Dinas Contoh, tahun 2024", one of them where only one is given; the office
    as it is written.  Raises LkjipError for a bare "bukan", and for a number that is no year."""
    words = bersihkan(teks).split()
    plain = [word.casefold().strip(".,;:!()") for word in words]
    first, end = 0, len(words)
    while first < end and plain[first] in _PEMBUKA:
        first += 1
    while end > first and plain[end - 1] in _PENUTUP:
        end -= 1
    if first == end:
        raise _salah(
            "Mohon tuliskan yang benar.",
            "Ketik nama instansi atau tahun yang benar, misalnya 2025, atau tekan salah satu tombol.",
        )
    last = _angka_biasa(plain[end - 1])
    if not last.isdigit() or (end - first > 1 and not _TAHUN.fullmatch(last)):
        return " ".join(words[first:end]), None
    end -= 1
    while end > first and plain[end - 1] in _KATA_TAHUN:
        end -= 1
    return " ".join(words[first:end]).rstrip(" ,;:(") or None, baca_tahun(last)


def _setuju(teks: str) -> bool:
    """Whether a typed answer to "Betul?" says yes and nothing else."""
    words = [word.strip(".,!") for word in teks.casefold().split()]
    return bool(words) and all(word in _SETUJU for word in words)


def baca_nilai(teks: str) -> Nilai:
    """What could stand in a cell of numbers.  Raises LkjipError for words, and where two readings fit."""
    plain = _angka_biasa(teks)
    nilai = parse_nilai(plain)
    if nilai.alasan_kosong is None and is_ambigu(nilai) and nilai.nilai is not None:
        one, two = _polos(nilai.nilai), _polos(nilai.tafsir_lain)
        raise _salah(
            f"“{teks[:40]}” dapat berarti {one} atau {two}.",
            f"Tulis {one} bila yang dimaksud ribuan, atau {two} bila titik itu tanda desimal.",
        )
    if nilai.is_empty or sum(ch.isdigit() for ch in plain) > MAKS_DIGIT:
        raise _salah(
            f"“{teks[:40]}” tidak terbaca sebagai nilai.",
            "Tulis angkanya dengan koma desimal, misalnya 98,50 atau 1.250.000, atau predikat seperti BB.",
        )
    return nilai


def nilai_isian(teks: str, lama: Nilai | None) -> Nilai | None:
    """The value of an answer, in the unit of what it replaces; None where it cannot be read (any more)."""
    try:
        nilai = baca_nilai(bersihkan(teks))
    except LkjipError:
        return None
    if nilai.satuan is None and lama is not None and nilai.jenis is JenisNilai.ANGKA:
        return replace(nilai, satuan=lama.satuan)
    return nilai


def _polos(nilai: Decimal | None) -> str:
    return "" if nilai is None else f"{nilai:f}".replace(".", ",")


def _angka_biasa(teks: str) -> str:
    """Digits of any script as those of a keyboard."""
    return "".join(str(unicodedata.decimal(ch)) if ch.isdecimal() else ch for ch in teks)


def _salah(pesan: str, saran: str) -> LkjipError:
    return LkjipError(ErrorCode.ANSWER_INVALID, pesan, saran)
