"""A material between processes: read once in a worker, used by the chat for as long as the interview lasts.

JSON, not pickle: whoever can write into the data folder must not be able to run code in the bot, and a kept
file must not outlive the classes that it was made of.  Only the dataclasses named here are built, from plain
values; the first line carries a version (a fingerprint of their fields) and a hash of the rest.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from bot.drafting.wawancara.isi_bahan import Bahan, Galat, HasilBerkas, KolomRagu
from bot.errors import ErrorCode, LkjipError
from bot.kinerja import model as m

VERSI: Final = 1
_KELAS: Final = {
    cls.__name__: cls
    for cls in (
        *(Bahan, Galat, HasilBerkas, KolomRagu),
        *(m.BarisAnggaran, m.Catatan, m.Hasil, m.IndicatorTable, m.Indikator, m.Isian, m.Kolom, m.Masukan),
        *(m.Nilai, m.Pembanding, m.Sasaran, m.Sel, m.Teks, m.Temuan, m.Triwulan),
    )
}
_ENUM: Final = {cls.__name__: cls for cls in (m.Arah, m.AsalArah, m.JenisNilai, m.Tingkat)}
_MAKS_BYTE: Final = 64 * 1024 * 1024


class BahanTidakTerbaca(LkjipError):
    """A kept material is of another version, damaged or gone: its files are to be read again."""

    def __init__(self, sebab: str) -> None:
        super().__init__(
            ErrorCode.FILE_DAMAGED,
            "Hasil bacaan yang tersimpan tidak dapat dipakai lagi.",
            "Berkas Anda akan dibaca ulang.",
        )
        self.sebab = sebab
        """``hilang``, ``versi`` or ``rusak``."""


@cache
def _versi() -> str:
    """The version and the shape of what is kept: another field is another version."""
    shape = "|".join(f"{name}:{','.join(_nama(cls))}" for name, cls in sorted(_KELAS.items()))
    return f"lkjip-bahan {VERSI} {hashlib.sha256(shape.encode()).hexdigest()[:12]}"


def _nama(cls: type[Any]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls))


def simpan_bahan(bahan: Bahan, path: Path) -> None:
    """Keep a material between processes; an earlier one is replaced whole.  Raises OSError."""
    body = json.dumps(_tulis(bahan), ensure_ascii=False, separators=(",", ":")).encode()
    head = f"{_versi()} {hashlib.sha256(body).hexdigest()}\n".encode()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(head + body)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def muat_bahan(path: Path) -> Bahan:
    """The material kept by :func:`simpan_bahan`.  Raises BahanTidakTerbaca."""
    try:
        with path.open("rb") as file:
            data = file.read(_MAKS_BYTE + 1)
    except OSError:
        raise BahanTidakTerbaca("hilang") from None
    head, _, body = data.partition(b"\n")
    version, _, digest = head.decode("ascii", "replace").rpartition(" ")
    if version != _versi():
        raise BahanTidakTerbaca("versi")
    if len(data) > _MAKS_BYTE or hashlib.sha256(body).hexdigest() != digest:
        raise BahanTidakTerbaca("rusak")
    try:
        bahan = _baca(json.loads(body))
    except (ValueError, TypeError, KeyError, InvalidOperation, RecursionError):
        raise BahanTidakTerbaca("rusak") from None
    if not isinstance(bahan, Bahan):
        raise BahanTidakTerbaca("rusak")
    return bahan


def _tulis(value: Any) -> Any:
    """Plain values; what JSON has no form for is an object with one key that begins with a tilde."""
    if isinstance(value, StrEnum):
        return {"~e": [type(value).__name__, value.value]}
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Decimal):
        return {"~d": str(value)}
    if isinstance(value, Mapping):
        return {"~m": [[_tulis(k), _tulis(v)] for k, v in value.items()]}
    if isinstance(value, tuple | list):
        return [_tulis(v) for v in value]
    if is_dataclass(value) and type(value).__name__ in _KELAS:
        return {"~c": [type(value).__name__, {n: _tulis(v) for n, v in _isi(value)}]}
    raise TypeError(f"cannot keep a {type(value).__name__}")


def _isi(value: Any) -> list[tuple[str, Any]]:
    """Fields that say something: those at their default are left out."""
    found = []
    for f in fields(value):
        content = getattr(value, f.name)
        default = f.default_factory() if f.default_factory is not MISSING else f.default
        if default is MISSING or content != default:
            found.append((f.name, content))
    return found


def _baca(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_baca(v) for v in value)
    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    match kind:
        case "~e":
            name, word = content
            return _ENUM[name](word)
        case "~d":
            return Decimal(content)
        case "~m":
            return {_baca(k): _baca(v) for k, v in content}
        case "~c":
            name, parts = content
            return _KELAS[name](**{str(n): _baca(v) for n, v in parts.items()})
    raise ValueError(kind)
