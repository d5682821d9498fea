"""Adds documents to the knowledge index and takes them out again.

Reading a stranger's file (``bot.knowledge_io``), understanding it (``knowledge.ingest``) and indexing it
(``knowledge.index``) meet here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from knowledge.errors import KnowledgeError
from knowledge.model import Jenis, Sumber

if TYPE_CHECKING:
    from knowledge.index.model import CatatanIndeks, Kemajuan
    from knowledge.index.service import KnowledgeIndex
    from knowledge.ingest.serap import HasilSerap, Permintaan

MOST_MISSING = 2
"""Pasal that a copy of a registered regulation may lack, or have too many, and still be its text."""


@dataclass(frozen=True, slots=True)
class HasilHalaman:
    """How much text a page gave."""

    halaman: int
    karakter: int


@dataclass(frozen=True, slots=True)
class HasilTambah:
    """What came of adding a document."""

    sumber: Sumber
    jumlah_passage: int
    baru: bool
    """False where the same document was there already, unchanged."""
    resmi: bool
    """Its passages count as the official text."""
    halaman: tuple[HasilHalaman, ...]
    halaman_tanpa_teks: tuple[int, ...]
    catatan: tuple[str, ...]
    waktu_ms: float


class KnowledgeService:
    """Changes of the index.  Methods raise KnowledgeError, and LkjipError for an unreadable file."""

    def __init__(self, index: KnowledgeIndex) -> None:
        self._index = index

    def add(
        self,
        path: Path,
        permintaan: Permintaan,
        *,
        resmi: bool | None = None,
        with_ocr: bool = False,
        nama: str | None = None,
        kemajuan: Kemajuan | None = None,
    ) -> HasilTambah:
        """Read a document and index it; a document of the same id and owner is replaced.

        ``resmi`` None: a registered regulation whose pasal are all there counts as its official text,
        anything else does not.
        """
        started = perf_counter()
        result, official = understand(
            path, permintaan, resmi=resmi, with_ocr=with_ocr, nama=nama, kemajuan=kemajuan
        )
        sumber = result.muatan.sumber
        before = {(one.sumber.id, one.sidik) for one in self._index.listing() if not one.bawaan}
        added = self._index.add(result.muatan, catatan=result.peringatan, kemajuan=kemajuan)
        fresh = {(one.sumber.id, one.sidik) for one in added} - before
        return HasilTambah(
            sumber,
            len(result.muatan.passages),
            bool(fresh),
            official,
            tuple(HasilHalaman(one.halaman, one.karakter) for one in result.mutu.per_halaman if one.halaman),
            result.mutu.tanpa_teks,
            result.peringatan,
            (perf_counter() - started) * 1000,
        )

    def remove(self, sumber_id: str) -> int:
        """Take an added document out; gives the number of passages removed."""
        return self._index.remove(sumber_id)

    def listing(self) -> Sequence[CatatanIndeks]:
        return self._index.listing()

    def rebuild(self, kemajuan: Kemajuan | None = None) -> int:
        """Make the index anew; gives the number of passages."""
        return self._index.rebuild(kemajuan)


def understand(
    path: Path,
    permintaan: Permintaan,
    *,
    resmi: bool | None = None,
    with_ocr: bool = False,
    nama: str | None = None,
    kemajuan: Kemajuan | None = None,
) -> tuple[HasilSerap, bool]:
    """Read a document as :meth:`KnowledgeService.add` does, without indexing it: its passages, and whether
    they count as the official text.  ``nama`` is the file's name for the reader.  Needs no index."""
    from bot.knowledge_io import read_naskah
    from knowledge.ingest.serap import ingest
    from knowledge.sources import load_registry

    _tell(kemajuan, "Membaca dokumen")
    naskah = read_naskah(path, name=nama, with_ocr=with_ocr)
    _tell(kemajuan, "Mengenali susunan")
    registry = tuple(load_registry().values())
    result = ingest(naskah, replace(permintaan, resmi=bool(resmi)), registry)
    if resmi is None and result.terdaftar and _is_whole(result, registry):
        return ingest(naskah, replace(permintaan, resmi=True), registry), True
    return result, bool(resmi)


def _is_whole(result: HasilSerap, registry: Sequence[Sumber]) -> bool:
    """Whether a copy of a registered regulation has the pasal that the registry counts."""
    source = result.muatan.sumber
    registered = next((one for one in registry if one.id == source.id), None)
    if registered is None or registered.jenis is not Jenis.REGULASI or result.struktur != "peraturan":
        return False
    expected = registered.struktur.pasal
    found = {
        p.letak.langkah[0].nomor
        for p in result.muatan.passages
        if p.letak.langkah[:1] and p.letak.langkah[0].unit == "pasal"
    }
    return expected is None or abs(len(found) - expected) <= MOST_MISSING


def _tell(kemajuan: Kemajuan | None, what: str) -> None:
    if kemajuan:
        kemajuan(what, 0, 0)


def parse_jenis(text: str) -> Jenis:
    """A kind by its word.  Raises KnowledgeError that lists the kinds."""
    try:
        return Jenis(text.strip().lower())
    except ValueError:
        names = ", ".join(one.value for one in Jenis if one is not Jenis.NARASUMBER)
        raise KnowledgeError(
            "struktur-tidak-dikenali", f"Jenis dokumen '{text}' tidak dikenal.", f"Pilih salah satu: {names}."
        ) from None
