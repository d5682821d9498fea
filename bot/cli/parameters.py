"""Turns the texts of options into values, each with an Indonesian sentence for a wrong one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.errors import LkjipError, nearest, usage_error
from bot.kinerja.model import Arah

TAHUN_RANGE = range(1990, 2101)
LONGEST_NAME = 200
"""Bytes of a file name; a file system allows 255, and the ledger beside the draft has a longer ending."""
WORDS_OF_ARAH = {
    "naik": Arah.NAIK,
    "maximize": Arah.NAIK,
    "positif": Arah.NAIK,
    "turun": Arah.TURUN,
    "minimize": Arah.TURUN,
    "negatif": Arah.TURUN,
}


def tahun(text: str | None) -> int | None:
    """A reporting year such as ``2025``."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{4}", text.strip()) or int(text) not in TAHUN_RANGE:
        raise usage_error(
            f"Tahun '{text}' tidak sah.", "Tulis tahun laporan dengan empat angka, misalnya --tahun 2025."
        )
    return int(text)


def satu_dari(option: str, text: str, known: Sequence[str]) -> str:
    """One of a few known words; case does not matter."""
    for word in known:
        if text.strip().casefold() == word.casefold():
            return word
    guess = nearest(text, known)
    hint = f" Barangkali yang Anda maksud {guess}." if guess else ""
    raise usage_error(
        f"Nilai '{text}' untuk {option} tidak dikenal.", f"Pilihannya: {', '.join(known)}.{hint}"
    )


def pasangan(option: str, texts: Sequence[str], example: str) -> dict[str, str]:
    """Repeated ``kiri=kanan`` options; the last ``=`` divides, since names of indicators may hold one."""
    pairs: dict[str, str] = {}
    for text in texts:
        left, sign, right = text.rpartition("=")
        if not sign or not left.strip() or not right.strip():
            raise usage_error(f"'{text}' untuk {option} tidak sah.", f"Tulis sebagai {option} '{example}'.")
        pairs[left.strip()] = right.strip()
    return pairs


def arah(texts: Sequence[str]) -> dict[str, Arah]:
    """``--arah 'nama indikator=turun'``, by the words given."""
    found: dict[str, Arah] = {}
    for name, word in pasangan("--arah", texts, "angka kemiskinan=turun").items():
        if word.casefold() not in WORDS_OF_ARAH:
            raise usage_error(
                f"Arah '{word}' untuk '{name}' tidak dikenal.",
                "Pilihannya: naik (makin tinggi makin baik) atau turun (makin rendah makin baik).",
            )
        found[name] = WORDS_OF_ARAH[word.casefold()]
    return found


def arah_by_id(wanted: Mapping[str, Arah], names: Mapping[str, str]) -> dict[str, Arah]:
    """Directions by indicator id.  ``names`` maps ids to names; a part of a name is enough if it is unique.

    Raises LkjipError for words that fit no indicator, or several.
    """
    found: dict[str, Arah] = {}
    for words, direction in wanted.items():
        fitting = [i for i, name in names.items() if words.casefold() == name.casefold()] or [
            i for i, name in names.items() if words.casefold() in name.casefold()
        ]
        if len({names[i].casefold() for i in fitting}) != 1:
            raise _no_single(words, [names[i] for i in fitting], list(names.values()))
        found |= dict.fromkeys(fitting, direction)
    return found


def _no_single(words: str, fitting: Sequence[str], names: Sequence[str]) -> LkjipError:
    if fitting:
        return usage_error(
            f"'{words}' pada --arah cocok dengan {len(fitting)} indikator.",
            f"Tulis nama yang lebih lengkap, misalnya '{fitting[0]}'.",
        )
    guess = nearest(words, names) or (names[0] if names else None)
    hint = f"Barangkali '{guess}'." if guess else "Lihat nama indikator dengan lkjip baca."
    return usage_error(f"Tidak ada indikator bernama '{words}' untuk --arah.", hint)


def masukan(text: str) -> Path:
    """An input file by its name; an empty name is what a shell variable without value leaves."""
    if not text.strip():
        raise usage_error("Nama berkas masukan kosong.", "Sebutkan berkas tabel, misalnya capaian.xlsx.")
    return Path(text)


def keluaran(text: str, inputs: Sequence[Path]) -> Path:
    """Where the draft goes: a .docx in a folder that exists, and never over an input file."""
    path = Path(text)
    if path.suffix.casefold() != ".docx":
        raise usage_error(
            f"Berkas keluaran '{text}' bukan .docx.", "Beri nama berakhiran .docx, misalnya -o draf.docx."
        )
    if len(path.name.encode("utf-8", "surrogateescape")) > LONGEST_NAME:
        raise usage_error(
            f"Nama berkas keluaran '{path.name[:40]}…' terlalu panjang.",
            "Beri nama yang lebih pendek, misalnya -o draf.docx.",
        )
    if path.is_dir():
        raise usage_error(f"'{text}' adalah folder.", "Beri nama berkas, misalnya -o draf.docx.")
    if not path.parent.is_dir():
        raise usage_error(
            f"Folder '{path.parent}' tidak ada.", "Buat folder itu dahulu, atau pilih folder lain."
        )
    if any(path.exists() and source.exists() and path.samefile(source) for source in inputs):
        raise usage_error(
            f"Keluaran '{text}' sama dengan berkas masukan.",
            "Pilih nama lain untuk draf, agar masukan tidak tertimpa.",
        )
    return path
