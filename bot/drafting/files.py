"""Two files that belong together are written both or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from bot.errors import ErrorCode, LkjipError

AKHIRAN_TELUSUR = ".telusur.json"


def berkas_telusur(keluaran: Path) -> Path:
    """The ledger file that lies beside a draft: ``draf.docx`` → ``draf.telusur.json``."""
    stem = keluaran.name[:-5] if keluaran.name.lower().endswith(".docx") else keluaran.name
    return keluaran.with_name(stem + AKHIRAN_TELUSUR)


def periksa_tujuan(keluaran: Path) -> None:
    """Refuse a place where nothing can be written, before any work is done.  Raises LkjipError."""
    if keluaran.is_dir():
        raise _unwritable(keluaran, "tujuan itu adalah folder", "Sebutkan nama berkas, misalnya draf.docx.")
    folder = keluaran.parent
    if not folder.is_dir():
        raise _unwritable(keluaran, f"folder {folder} tidak ada", "Buat folder itu terlebih dahulu.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unwritable(keluaran, f"Anda tidak berhak menulis di {folder}", "Pilih folder lain.")


def tulis_bersama(files: Mapping[Path, bytes]) -> None:
    """Write all files, or leave everything as it was.  Existing files are replaced, each in one step.

    Raises LkjipError ``keluaran-tidak-dapat-ditulis``.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            waiting[path] = _write_beside(path, data)
        _replace_all(waiting)
    except OSError as error:
        last = next(reversed(waiting), next(iter(files)))
        reason = (error.strerror or "").lower()
        full = (
            "ruang penyimpanan penuh"
            if "space" in reason
            else "berkas itu mungkin sedang dibuka program lain"
        )
        advice = "Tutup berkas itu atau kosongkan ruang penyimpanan, lalu coba lagi."
        raise _unwritable(last, full, advice) from error
    finally:
        for temporary in waiting.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file in the same folder, safely on the disk."""
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")
    with temporary.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    return temporary


def _replace_all(waiting: Mapping[Path, Path]) -> None:
    """Rename each into its place; when one fails, the earlier ones get their old content back."""
    old: dict[Path, bytes | None] = {}
    try:
        for path, temporary in waiting.items():
            old[path] = path.read_bytes() if path.is_file() else None
            os.replace(temporary, path)
    except OSError:
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
