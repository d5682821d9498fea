"""Sources of the knowledge index as an admin sees them, and documents on their way into it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from bot.chat.answers import nama_verifikasi
from bot.store.tables_bot import pengolahan
from knowledge.errors import KnowledgeError
from knowledge.letak import Letak
from knowledge.model import UMUM, Jenis, StatusBerlaku

if TYPE_CHECKING:
    from bot.app import App
    from bot.chat.unit import Unit
    from knowledge.index.model import CatatanIndeks
    from knowledge.index.service import KnowledgeIndex

JENIS = ("regulasi", "surat", "lkjip", "renstra", "kenali")
"""What an admin may say about a document; ``kenali`` leaves it to the reader."""
AKHIRAN = (".pdf", ".docx")
_STATUS = {
    StatusBerlaku.BERLAKU: "berlaku",
    StatusBerlaku.DIUBAH: "berlaku, diubah sebagian",
    StatusBerlaku.DICABUT: "dicabut",
}
_RULES = frozenset({Jenis.REGULASI, Jenis.SURAT})


@dataclass(frozen=True, slots=True)
class BarisSumber:
    """A source on the screen."""

    id: str
    singkat: str
    keterangan: str
    """``berlaku · naskah resmi · 42 bagian``"""
    jumlah: int
    dapat_dilepas: bool


def daftar(app: App) -> tuple[BarisSumber, ...]:
    """Sources for everybody, added ones first.  Blocks where the index is not open.  Raises LkjipError."""
    from bot.app import knowledge_errors

    with knowledge_errors():
        index = app.open_knowledge()
        rows = [one for one in index.listing() if one.sumber.pemilik == UMUM]
        levels = {one.sumber.id: _level(index, one.sumber.id) for one in rows}
    rows.sort(key=_order)
    found = []
    for one in rows:
        source = one.sumber
        parts = [
            _STATUS[source.status] if source.jenis in _RULES else source.jenis.value,
            "contoh rekaan" if source.contoh else levels[source.id],
            f"{one.jumlah_passage} bagian" if one.jumlah_passage else "hanya dikenal namanya",
            "" if one.bawaan else "ditambahkan",
        ]
        text = " · ".join(part for part in parts if part)
        # Answers of narasumber are taken back with their versions, in /bank.
        removable = not one.bawaan and source.jenis is not Jenis.NARASUMBER
        found.append(BarisSumber(source.id, source.singkat, text, one.jumlah_passage, removable))
    return tuple(found)


def _order(one: CatatanIndeks) -> tuple[bool, bool, bool, str]:
    """Added ones first, then what holds passages, rules before the rest."""
    source = one.sumber
    return one.bawaan, not one.jumlah_passage, source.jenis not in _RULES, source.singkat.casefold()


def _level(index: KnowledgeIndex, sumber_id: str) -> str:
    """The levels of verification of a source's passages, the most frequent first; two at most."""
    counted = Counter(one.verifikasi for one in index.at(sumber_id, Letak()))
    return " dan ".join(nama_verifikasi(level) for level, _ in counted.most_common(2))


def lepas(app: App, sumber_id: str) -> int:
    """Take an added source of everybody's out; the number of passages, 0 where it is gone already.  Blocks.
    Raises LkjipError."""
    from bot.app import knowledge_errors

    with knowledge_errors():
        try:
            return app.open_knowledge().remove(sumber_id, pemilik=UMUM)
        except KnowledgeError as error:
            if error.kode == "sumber-tidak-ada":
                return 0
            raise


async def terima(unit: Unit, nama: str, jalur: str, jenis: str, oleh: int, chat_id: int) -> int:
    """A document that was stored below DATA_DIR waits to be read; call ``Pekerjaan.olah`` with its id."""
    found = await unit.conn.execute(
        insert(pengolahan)
        .values(
            oleh=oleh,
            chat_id=chat_id,
            nama=nama,
            jalur=jalur,
            jenis="" if jenis == "kenali" else jenis,
            keadaan="antre",
            hasil={},
            dibuat=unit.now,
            diubah=unit.now,
        )
        .returning(pengolahan.c.id)
    )
    number = int(found.scalar_one())
    await unit.catat("dokumen-diterima", oleh, {"pengolahan": number})
    return number


async def putuskan(unit: Unit, pengolahan_id: int, oleh: int, *, terbit: bool) -> str | None:
    """Publish a document that was shown, or throw it away; its name, or None where it was decided before."""
    found = await unit.conn.execute(
        update(pengolahan)
        .where(pengolahan.c.id == pengolahan_id, pengolahan.c.keadaan == "menunggu")
        .values(keadaan="menerbitkan" if terbit else "batal", diubah=unit.now)
        .returning(pengolahan.c.nama)
    )
    name: Any = found.scalar()
    if name is not None and not terbit:
        await unit.catat("dokumen-dibuang", oleh, {"pengolahan": pengolahan_id})
    return str(name) if name is not None else None
