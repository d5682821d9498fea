"""What stands where a draft is to go: an unchanged draft of ours, an edited one, or somebody's own file.

An unchanged draft is replaced.  An edited one is kept beside the new one as ``draf.sebelumnya.docx``.
A file that is not ours is not touched, unless the user says so; then it is kept as well.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Final

from bot.errors import ErrorCode, LkjipError

PEMBUAT: Final = b"<Application>Asisten LKjIP</Application>"
_MAX_APP: Final = 100_000
_MAX_TELUSUR: Final = 200_000_000


def sidik(docx: bytes) -> str:
    """The fingerprint of a draft, as it is kept in its ledger file."""
    return hashlib.sha256(docx).hexdigest()


def periksa_timpa(keluaran: Path, telusur: Path, *, timpa: bool) -> None:
    """Raises LkjipError ``keluaran-tidak-dapat-ditulis`` where a file stands that is not ours."""
    if timpa:
        return
    for path, is_ours in ((keluaran, _is_draft(keluaran, telusur)), (telusur, _ledger(telusur) is not None)):
        if path.exists() and not is_ours:
            raise LkjipError(
                ErrorCode.OUTPUT_UNWRITABLE,
                f"Berkas {path} sudah ada dan bukan draf buatan asisten, sehingga tidak ditimpa.",
                "Pilih nama lain dengan -o, atau tambahkan --timpa; salinan berkas lama disimpan.",
                lokasi=str(path),
            )


def simpan_sebelumnya(keluaran: Path, telusur: Path) -> Path | None:
    """Keep a copy of what is about to be replaced, unless it is exactly what we wrote.  Raises OSError."""
    if not keluaran.is_file():
        return None
    known = _ledger(telusur)
    if known is not None and known == sidik(keluaran.read_bytes()):
        return None
    kept = _free_name(keluaran)
    shutil.copy2(keluaran, kept)
    return kept


def _free_name(path: Path) -> Path:
    number = 1
    while True:
        extra = "" if number == 1 else f"-{number}"
        free = path.with_name(f"{path.stem}.sebelumnya{extra}{path.suffix}")
        if not free.exists():
            return free
        number += 1


def _is_draft(keluaran: Path, telusur: Path) -> bool:
    """Ours, by its properties, or (Word replaces those when it saves) by the ledger that lies beside it."""
    if _ledger(telusur) is not None:
        return True
    try:
        with zipfile.ZipFile(keluaran) as package, package.open("docProps/app.xml") as part:
            return PEMBUAT in part.read(_MAX_APP)
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        return False


def _ledger(telusur: Path) -> str | None:
    """The fingerprint in a ledger file, empty where it holds none; None for what is no ledger file."""
    try:
        if telusur.stat().st_size > _MAX_TELUSUR:
            return None
        stored = json.loads(telusur.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(stored, dict) or not isinstance(stored.get("angka"), list):
        return None
    return str(stored.get("sidik_draf") or "")
