"""A document that an admin gives to the knowledge index: read, shown, then published or thrown away.

``bot.jobs`` calls :func:`ukur` (in a worker), keeps ``HasilOlah.to_json()`` in ``pengolahan.hasil`` with the
state ``menunggu``, and says :func:`pesan_hasil`; after the press of "Terbitkan" it calls :func:`terbitkan`
and says :func:`pesan_terbit`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan, rows
from bot.chat.texts import plain, say

if TYPE_CHECKING:
    from bot.app import App
    from bot.chat.unit import Unit
    from bot.knowledge_service import HasilTambah

CONTOH_LETAK = 3
"""How many places are named in the chat."""
TERBITKAN, BUANG = "admin.olah-terbitkan", "admin.olah-buang"
"""The actions of the two buttons; ``data``: ``{"id": pengolahan_id}``."""


@dataclass(frozen=True, slots=True)
class HasilOlah:
    """What a document yields.  The JSON of ``pengolahan.hasil`` has these names."""

    sumber_id: str
    singkat: str
    judul: str
    jenis: str
    struktur: str
    """``peraturan``, ``laporan`` or ``bebas`` (no structure recognised)."""
    halaman: int
    """Pages; 0 for a format without pages."""
    tanpa_teks: tuple[int, ...]
    """Pages without a text layer."""
    passage: int
    berletak: int
    """Passages with a place finer than a page or paragraph."""
    contoh_letak: tuple[str, ...]
    terdaftar: bool
    """The source is one of the registry."""
    resmi: bool
    keraguan: tuple[str, ...]
    """Warnings of the reader, as sentences."""

    def to_json(self) -> dict[str, Any]:
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(self).items()}

    @classmethod
    def from_json(cls, isi: Mapping[str, Any]) -> HasilOlah:
        given = ((one.name, isi[one.name]) for one in fields(cls))
        values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given}
        return cls(**values)


def ukur(path: Path, nama: str, jenis: str, *, with_ocr: bool = False) -> HasilOlah:
    """Read a document and say what it would give.  Changes nothing; seconds of work, needs no index.

    Raises KnowledgeError (unreadable, scan, no structure) and LkjipError (format, size).
    """
    from bot.knowledge_service import understand
    from knowledge.ingest.serap import Permintaan
    from knowledge.model import Jenis

    result, resmi = understand(path, Permintaan(jenis=Jenis(jenis)), nama=nama, with_ocr=with_ocr)
    placed = [one for one in result.muatan.passages if one.letak.langkah]
    measured = result.mutu
    source = result.muatan.sumber
    return HasilOlah(
        source.id,
        source.singkat,
        source.judul,
        source.jenis.value,
        result.struktur,
        len([one for one in measured.per_halaman if one.halaman]),
        tuple(measured.tanpa_teks),
        len(result.muatan.passages),
        len(placed),
        tuple(str(one.letak) for one in placed[:CONTOH_LETAK]),
        result.terdaftar,
        resmi,
        tuple(result.peringatan),
    )


def terbitkan(app: App, path: Path, nama: str, jenis: str, *, with_ocr: bool = False) -> HasilTambah:
    """Put a document into the index for everybody.  Blocks; raises KnowledgeError and LkjipError."""
    from bot.app import knowledge_errors
    from knowledge.ingest.serap import Permintaan
    from knowledge.model import Jenis

    with knowledge_errors():
        return app.knowledge_service.add(path, Permintaan(jenis=Jenis(jenis)), with_ocr=with_ocr, nama=nama)


def pesan_hasil(unit: Unit, hasil: HasilOlah, pengolahan_id: int, chat_id: int, oleh: int) -> Pesan:
    """The yield with the buttons Terbitkan and Buang."""
    data = {"id": pengolahan_id}
    group = f"pengolahan:{pengolahan_id}"
    buttons = [
        unit.tombol(
            plain(f"admin/tombol-{name}"),
            aksi,
            data,
            chat_id=chat_id,
            pemilik=oleh,
            peran="admin",
            kelompok=group,
        )
        for name, aksi in (("terbitkan", TERBITKAN), ("buang", BUANG))
    ]
    return Pesan(say("admin/olah-hasil", hasil=hasil, berteks=berteks(hasil)), rows(buttons, 2))


def berteks(hasil: HasilOlah) -> int:
    """Pages with text."""
    return hasil.halaman - len(hasil.tanpa_teks)


def pesan_terbit(hasil: HasilTambah) -> Pesan:
    """What is said when a document is in the index."""
    return Pesan(say("admin/olah-terbit", sumber=hasil.sumber, jumlah=hasil.jumlah_passage))


def pesan_gagal(nama: str, pesan: str, saran: str) -> Pesan:
    """What is said when a document cannot be used; ``pesan`` and ``saran`` are those of the error."""
    return Pesan(say("admin/olah-gagal", nama=nama, pesan=pesan, saran=saran))
