"""What can go wrong for a user, each with its Indonesian sentence and its remedy.

A :class:`LkjipError` is for the person who gave the input: it names file, sheet
and cell where it can, and says what to do.  Faults of ours are other exceptions;
the edges (command line, update handler, job) turn them into an incident id.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ErrorCode(StrEnum):
    """Every error a user can meet.  The code is stable: programs may compare it."""

    # bot/tables
    FILE_MISSING = "berkas-tidak-ada"
    FILE_EMPTY = "berkas-kosong"
    FILE_TOO_LARGE = "berkas-terlalu-besar"
    FILE_UNKNOWN = "jenis-tidak-dikenal"
    FILE_MISLABELED = "isi-tidak-sesuai-ekstensi"
    FILE_LEGACY_DOC = "doc-lama"
    FILE_ENCRYPTED = "berkas-terkunci"
    FILE_MACRO = "berkas-bermakro"
    FILE_DAMAGED = "berkas-rusak"
    FILE_HOSTILE = "berkas-berbahaya"
    FILE_TIMEOUT = "berkas-terlalu-lama"
    FILE_SCAN = "pindaian-tanpa-teks"
    NO_TABLE = "tanpa-tabel-indikator"
    SHEET_MISSING = "lembar-tidak-ada"
    MAPPING_INVALID = "peta-tidak-sah"
    # bot/drafting
    SCALE_INVALID = "skala-tidak-sah"
    TEMPLATE_INVALID = "templat-tidak-sah"
    NOTES_INVALID = "catatan-tidak-sah"
    ANSWER_INVALID = "jawaban-tidak-sah"
    """A typed answer of the interview that does not fit its question."""
    AUDIT_FAILED = "audit-gagal"
    OUTPUT_UNWRITABLE = "keluaran-tidak-dapat-ditulis"
    # knowledge, answers, store
    KNOWLEDGE = "pengetahuan"
    """Something about a source or the index; the sentence says what."""
    TRACE_MISSING = "jejak-tidak-ada"
    DATABASE = "basis-data"
    BACKUP = "cadangan"
    LLM_UNAVAILABLE = "model-bahasa"
    # command line
    USAGE = "pemakaian-salah"
    SETTING_MISSING = "setelan-kurang"
    SETTING_UNKNOWN = "setelan-tidak-dikenal"
    SETTING_INVALID = "setelan-tidak-sah"
    FEATURE_MISSING = "bagian-opsional-kurang"
    FAULT = "gangguan"
    """A fault of ours, shown with its incident id."""


class LkjipError(Exception):
    """An error with a sentence for the user.

    ``pesan`` says what is wrong and where, ``saran`` what to do; both are complete Indonesian
    sentences.  ``lokasi`` is the place in the user's material, e.g. ``"capaian.xlsx, lembar IKU, sel D7"``.
    ``exit_code`` is 2 for input and usage, 3 for a missing setting or service.
    """

    def __init__(
        self, code: ErrorCode, pesan: str, saran: str, *, lokasi: str | None = None, exit_code: int = 2
    ) -> None:
        super().__init__(f"{pesan} {saran}")
        self.code = code
        self.pesan = pesan
        self.saran = saran
        self.lokasi = lokasi
        self.exit_code = exit_code


def usage_error(pesan: str, saran: str) -> LkjipError:
    """Wrong use of the command line; exit code 2."""
    return LkjipError(ErrorCode.USAGE, pesan, saran)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one most likely meant, or None."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
