"""Two files that belong together are written both or not at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.drafting.earlier import periksa_timpa, simpan_sebelumnya
from bot.errors import ErrorCode, LkjipError

AKHIRAN_TELUSUR = ".telusur.json"


def berkas_telusur(keluaran: Path) -> Path:
    """The ledger file that lies beside a draft: ``draf.docx`` → ``draf.telusur.json``."""
    stem = keluaran.name[:-5] if keluaran.name.lower().endswith(".docx") else keluaran.name
    return keluaran.with_name(stem + AKHIRAN_TELUSUR)


def periksa_tujuan(keluaran: Path, *, timpa: bool = False) -> None:
    """Refuse a place where nothing can be written, before any work is done.  Raises LkjipError."""
    try:
        keluaran.exists()
    except OSError:
        advice = "Beri nama yang lebih pendek, misalnya draf.docx."
        raise _unwritable(keluaran, "namanya terlalu panjang atau tidak sah", advice) from None
    if keluaran.is_dir():
        raise _unwritable(keluaran, "tujuan itu adalah folder", "Sebutkan nama berkas, misalnya draf.docx.")
    folder = keluaran.parent
    if not folder.is_dir():
        raise _unwritable(keluaran, f"folder {folder} tidak ada", "Buat folder itu terlebih dahulu.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(keluaran, f"Anda tidak berhak menulis di {folder}", "Pilih folder lain.")
    periksa_timpa(keluaran, berkas_telusur(keluaran), timpa=timpa)


def tulis_bersama(
    files: Mapping[Path, bytes], *, timpa: bool = False, draf: Path | None = None
) -> Path | None:
    """Write all files, or leave everything as it was.  Existing files are replaced, each in one step.

    ``draf`` names the file that may hold somebody's work: its old content is kept beside it where it is
    not exactly what was written last time.  Returns the kept copy.  Two processes that write to the same
    folder do so one after the other, so that a draft and its ledger always belong together.

    Raises LkjipError ``keluaran-tidak-dapat-ditulis``, also for a ``draf`` that is not ours (see
    :func:`bot.drafting.earlier.periksa_timpa`).
    """
    waiting: dict[Path, Path] = {}
    last = next(iter(files))
    try:
        with _turn(last.parent):
            if draf is not None:
                periksa_timpa(draf, berkas_telusur(draf), timpa=timpa)
            for path, data in files.items():
                last = path
                _sweep(path)
                waiting[path] = _write_beside(path, data)
            kept = None if draf is None else simpan_sebelumnya(draf, berkas_telusur(draf))
            _replace_all(waiting)
            return kept
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "ruang penyimpanan penuh" if full else "berkas itu mungkin sedang dibuka program lain"
        advice = "Tutup berkas itu atau kosongkan ruang penyimpanan, lalu coba lagi."
        raise _unwritable(last, reason, advice) from error
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until no other process of ours writes to the folder; where locks are unknown, do not wait."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders have no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _sweep(path: Path) -> None:
    """Remove what a killed process left of this file."""
    for left in path.parent.glob(f".{glob.escape(path.name[:80])}.{'[0-9a-f]' * 12}.tmp"):
        with contextlib.suppress(OSError):
            left.unlink()


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder, safely on the disk; nothing stays of one that could not be written."""
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return temporary


def _replace_all(waiting: Mapping[Path, Path]) -> None:
    """Rename each into its place; when one fails, the earlier ones get their old content back."""
    old: dict[Path, bytes | None] = {}
    try:
        for path, temporary in waiting.items():
            old[path] = path.read_bytes() if path.is_file() else None
            os.replace(temporary, path)
    except BaseException:  # a signal that ends the program must not part a draft from its ledger either
        for path, data in list(old.items())[:-1]:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                os.replace(_write_beside(path, data), path)
        raise


def _unwritable(path: Path, apa: str, saran: str) -> LkjipError:
    return LkjipError(
        ErrorCode.OUTPUT_UNWRITABLE,
        f"Draf tidak dapat ditulis ke {path}: {apa}.",
        saran,
        lokasi=str(path),
    )
