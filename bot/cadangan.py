"""Backup and restore of everything that is kept in DATA_DIR, as one file.

A backup may be made while the bot runs: SQLite databases are copied through their own backup interface (a
copy of the files of a database in use would be torn), the rest file by file.  A PostgreSQL database is not
in it: ``pg_dump`` is the tool for that, and docs/panduan/server.md shows both together.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from bot import __version__
from bot.errors import ErrorCode, LkjipError
from bot.single import KUNCI, held

ISI = "cadangan.json"
"""The list of contents, first in the archive: version, instant, and a digest for every file."""
TIDAK_IKUT = frozenset({"log", "sementara", KUNCI})
"""What a restored assistant does without: logs, and files that are made anew."""
SQLITE = (".db", ".sqlite3")
SERTAAN_SQLITE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class HasilCadangan:
    """A backup that was written, or put back."""

    berkas: Path
    jumlah: int
    """Files in it."""
    ukuran: int
    """Bytes of the archive."""
    disisihkan: Path | None = None
    """Where the data that was there before a restore lies now."""


def buat(folder: Path, tujuan: Path) -> HasilCadangan:
    """Write a backup of ``folder`` to ``tujuan`` (.tar.gz), complete or not at all.  Raises LkjipError."""
    if not folder.is_dir():
        raise _error(
            f"Folder data {folder} belum ada, jadi belum ada yang dicadangkan.",
            "Periksa LKJIP_DATA_DIR.",
        )
    if tujuan.exists():
        raise _error(f"Berkas {tujuan} sudah ada.", "Pilih nama lain agar cadangan lama tidak tertimpa.")
    try:
        with tempfile.TemporaryDirectory(dir=_parent(tujuan), prefix=".cadangan-") as work:
            copy = Path(work) / "isi"
            digests = {name: _copy(folder / name, copy / name) for name in _contents(folder)}
            archive = Path(work) / "arsip"
            _pack(copy, digests, archive)
            os.replace(archive, tujuan)
    except OSError as error:
        raise _error(
            f"Cadangan tidak dapat ditulis ke {tujuan}.", "Periksa hak tulis dan sisa ruang di sana."
        ) from error
    return HasilCadangan(tujuan, len(digests), tujuan.stat().st_size)


def pulihkan(cadangan: Path, folder: Path) -> HasilCadangan:
    """Put a backup back into ``folder``.  What is there is moved aside, never deleted.

    Everything is unpacked and compared with the list of contents before anything is moved.  Raises
    LkjipError for a damaged archive, and while a bot runs with the folder.
    """
    if held(folder):
        raise _error(
            f"Sebuah bot sedang berjalan dengan folder data {folder}.",
            "Hentikan bot itu, lalu pulihkan lagi.",
        )
    try:
        with tempfile.TemporaryDirectory(dir=_parent(folder), prefix=".pulih-") as work:
            copy = Path(work) / "isi"
            count = _unpack(cadangan, copy)
            aside = _set_aside(folder)
            os.replace(copy, folder)
    except FileNotFoundError as error:
        raise _error(f"Berkas cadangan {cadangan} tidak ada.", "Periksa nama berkasnya.") from error
    except OSError as error:
        raise _error(
            f"Cadangan tidak dapat dipulihkan ke {folder}.", "Periksa hak tulis dan sisa ruang di sana."
        ) from error
    return HasilCadangan(cadangan, count, cadangan.stat().st_size, aside)


def _contents(folder: Path) -> Iterator[str]:
    """What belongs into a backup, as paths below the folder."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] in TIDAK_IKUT or not path.is_file() or path.is_symlink():
            continue
        if path.name.endswith(tuple(f"{end}{more}" for end in SQLITE for more in SERTAAN_SQLITE)):
            continue
        yield name


def _copy(source: Path, target: Path) -> str:
    """Copy a file, or a database through its backup interface; returns the digest of the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in SQLITE:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new)
    else:
        shutil.copyfile(source, target)
    return _digest(target)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pack(copy: Path, digests: dict[str, str], archive: Path) -> None:
    listing = {"versi": __version__, "dibuat": datetime.now(UTC).isoformat(), "berkas": digests}
    copy.mkdir(exist_ok=True)
    (copy / ISI).write_text(json.dumps(listing, indent=1), encoding="utf-8")
    with tarfile.open(archive, "w:gz") as stream:
        for name in (ISI, *digests):
            stream.add(copy / name, arcname=name)


def _unpack(archive: Path, copy: Path) -> int:
    """Unpack and compare; returns the number of files."""
    try:
        with tarfile.open(archive, "r:gz") as stream:
            # "data": no absolute paths, no way out of the folder, no devices, no links to elsewhere.
            stream.extractall(copy, filter="data")
        listing = json.loads((copy / ISI).read_text(encoding="utf-8"))["berkas"]
        sound = all(_digest(copy / PurePosixPath(name)) == digest for name, digest in listing.items())
    except (tarfile.TarError, EOFError, KeyError, ValueError, AttributeError) as error:
        raise _damaged(archive) from error
    except FileNotFoundError as error:
        if archive.exists():
            raise _damaged(archive) from error
        raise
    if not sound:
        raise _damaged(archive)
    (copy / ISI).unlink()
    return len(listing)


def _set_aside(folder: Path) -> Path | None:
    if not folder.exists():
        return None
    aside = folder.with_name(f"{folder.name}.sebelum-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}")
    os.replace(folder, aside)
    return aside


def _parent(path: Path) -> Path:
    """The folder of a path, made where it is missing, so that moving into place stays on one file system."""
    parent = path.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    return parent


def _damaged(archive: Path) -> LkjipError:
    return _error(
        f"Berkas {archive} bukan cadangan yang utuh; tidak ada yang diubah.",
        "Pakai cadangan lain, atau salin ulang berkas itu dari tempat asalnya.",
    )


def _error(pesan: str, saran: str) -> LkjipError:
    return LkjipError(ErrorCode.BACKUP, pesan, saran)
