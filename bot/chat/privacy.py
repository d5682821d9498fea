"""What a person may have and take away: the export of all that is kept of them, and its deletion."""

from __future__ import annotations

import asyncio
import json
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.message import Lampiran
from bot.chat.texts import plain
from bot.store import privacy

if TYPE_CHECKING:
    from bot.store.async_store import AsyncStore
    from bot.store.koneksi import Koneksi
    from knowledge.index.service import KnowledgeIndex

EKSPOR = "ekspor"
FOLDER_ORANG = ("laporan/{orang}", EKSPOR + "/{orang}")
"""Every folder below DATA_DIR that holds files of one person."""
TERBESAR = 45 * 1024 * 1024
"""Bytes of files in an export; a bot may send 50 MB."""


def folders(folder: Path, orang_id: int) -> list[Path]:
    """The folders of a person, whether they are there or not."""
    return [folder / one.format(orang=orang_id) for one in FOLDER_ORANG]


# --- export ------------------------------------------------------------------------------------------------


async def export(
    store: AsyncStore, knowledge: KnowledgeIndex, folder: Path, orang_id: int, now: datetime
) -> Lampiran:
    """Everything that is kept of a person, as one zip file below DATA_DIR.  Raises OSError."""
    async with store.read() as conn:
        kept = await privacy.rows(conn, orang_id)
    return await asyncio.to_thread(_write, kept, knowledge, folder, orang_id, now)


def _write(
    kept: Mapping[str, Any], knowledge: KnowledgeIndex, folder: Path, orang_id: int, now: datetime
) -> Lampiran:
    jalur = f"{EKSPOR}/{orang_id}/data-{now:%Y%m%d%H%M%S}.zip"
    target = folder / jalur
    target.parent.mkdir(parents=True, exist_ok=True)
    shut_out: list[str] = []
    used = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(folder, orang_id):
            name = path.relative_to(folder).as_posix()
            used += path.stat().st_size
            if used > TERBESAR:
                shut_out.append(name)
                continue
            archive.write(path, f"berkas/{name}")
        document = {
            "orang_id": orang_id,
            "dibuat": now.isoformat(),
            "data": kept,
            "dokumen_milik_sendiri_di_indeks": owned_sources(knowledge, orang_id),
            "berkas_tidak_disertakan": shut_out,
        }
        archive.writestr("data.json", json.dumps(document, ensure_ascii=False, indent=2, default=_plain))
        archive.writestr("BACA-SAYA.txt", plain("privasi/baca-saya"))
    return Lampiran(jalur, f"data-saya-{now:%Y-%m-%d}.zip")


def _plain(value: object) -> str:
    """Instants in ISO form; whatever else a row may hold as its text."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _files(folder: Path, orang_id: int) -> Iterator[Path]:
    """The person's files, the exports themselves left out."""
    for one in folders(folder, orang_id):
        if one.parent.name != EKSPOR and one.is_dir():
            yield from sorted(path for path in one.rglob("*") if path.is_file() and not path.is_symlink())


def owned_sources(knowledge: KnowledgeIndex, orang_id: int) -> list[str]:
    """Ids of sources in the index that are this person's own."""
    owner = f"pengguna:{orang_id}"
    return [one.sumber.id for one in knowledge.listing() if one.sumber.pemilik == owner]


# --- deletion ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terhapus:
    """What a deletion took: the receipt."""

    pertanyaan: int
    anonim: int
    """Questions that stay without a name, in the queue or in a class."""
    laporan: int
    berkas: int
    draf: int
    peran: int
    terbit: int
    """Published answers of a narasumber; they stay."""
    lain: int
    """Rows of every other kind."""


async def erase(conn: Koneksi, orang_id: int) -> Terhapus:
    """Delete a person's rows in the caller's transaction.  The files follow with :func:`erase_files`, after
    the commit; where that is lost the daily purge finds them without an owner."""
    counts = await privacy.erase(conn, orang_id)
    named = {
        "pertanyaan": "pertanyaan",
        "anonim": "pertanyaan_di_antrean_atau_kelas",
        "laporan": "laporan",
        "berkas": "berkas",
        "draf": "draf",
        "peran": "peran",
        "terbit": "jawaban_narasumber",
    }
    told = {name: counts.pop(part, 0) for name, part in named.items()}
    return Terhapus(**told, lain=sum(counts.values()))


async def erase_files(folder: Path, knowledge: KnowledgeIndex, orang_id: int) -> None:
    """Remove a person's folders, and what of theirs is in the index."""
    await asyncio.to_thread(_erase_files, folder, knowledge, orang_id)


def _erase_files(folder: Path, knowledge: KnowledgeIndex, orang_id: int) -> None:
    for one in folders(folder, orang_id):
        shutil.rmtree(one, ignore_errors=True)
    for sumber_id in owned_sources(knowledge, orang_id):
        knowledge.remove(sumber_id, pemilik=f"pengguna:{orang_id}")
