"""Files that are either whole or not there: fingerprints, atomic replacement, published folders."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

CHUNK = 1 << 20
TEMPORARY = ".sementara-"


class Damaged(Exception):
    """A file of the index is missing or not what was written; the index rebuilds it."""


def fingerprint(*parts: str | bytes) -> str:
    """Hash of the parts, each told apart from the next; 32 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def file_sum(path: Path) -> str:
    """Hash of a file's content.  Raises Damaged where it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise Damaged(f"{path.name}: {error.strerror}") from error
    return digest.hexdigest()


def sums(folder: Path, *, leave_out: frozenset[str] = frozenset()) -> dict[str, str]:
    """Hash of every file below a folder, by its path in the folder."""
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    names = {p.relative_to(folder).as_posix(): p for p in found}
    return {name: file_sum(p) for name, p in names.items() if name not in leave_out}


def check_sums(folder: Path, expected: Mapping[str, str]) -> None:
    """Raises Damaged where a file is missing or differs."""
    for name, wanted in expected.items():
        if file_sum(folder / name) != wanted:
            raise Damaged(f"{folder.name}/{name}: isi berubah")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    sync_folder(folder)


def replace_file(path: Path, data: bytes, *, durable: bool = True, via: Path | None = None) -> None:
    """Write a file so that a reader, or a restart, sees the old or the new content and nothing between.

    ``durable`` False: for what is made again when it is damaged; a power cut may lose it.
    ``via``: the folder on the same disk where the temporary file lies, by default that of the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=via or path.parent, prefix=TEMPORARY)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
    if durable:
        sync_folder(path.parent)


@contextmanager
def published_folder(target: Path, *, durable: bool = True) -> Iterator[Path]:
    """A temporary folder that becomes ``target`` in one step when the block ends without an error.

    A damaged folder of that name is put aside first.  ``durable`` as for ``replace_file``.  Call under the
    writer's lock.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=TEMPORARY))
    try:
        yield draft
        if durable:
            sync_tree(draft)
        if target.exists():
            remove_folder(target)
        os.replace(draft, target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    if durable:
        sync_folder(target.parent)


def remove_folder(folder: Path) -> None:
    """Take a folder away in one step (renamed first), so that a kill leaves no half of it in place."""
    doomed = folder.parent / f"{TEMPORARY}{folder.name}-{os.getpid()}"
    with contextlib.suppress(FileNotFoundError):
        os.replace(folder, doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def sweep_temporary(folder: Path) -> None:
    """Remove what killed writers left.  Call under the writer's lock."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(TEMPORARY):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
