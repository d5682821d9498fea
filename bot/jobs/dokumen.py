"""In the worker: what a document would give the knowledge index, before anybody publishes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.errors import ErrorCode, LkjipError

MAKS_CONTOH = 3
MAKS_TEKS = 240


def hasil(path: Path, nama: str, jenis: str | None) -> dict[str, Any]:
    """Read and understand a document.  Raises LkjipError where it cannot be taken."""
    from bot.knowledge_io import read_naskah
    from knowledge.errors import KnowledgeError
    from knowledge.ingest.serap import ingest
    from knowledge.sources import load_registry

    try:
        naskah = read_naskah(path, name=nama)
        found = ingest(naskah, permintaan(jenis), tuple(load_registry().values()))
    except KnowledgeError as error:
        raise LkjipError(ErrorCode.KNOWLEDGE, error.pesan, error.saran) from error
    source, passages = found.muatan.sumber, found.muatan.passages
    return {
        "sumber_id": source.id,
        "judul": source.judul,
        "singkat": source.singkat,
        "jenis": source.jenis.value,
        "tahun": source.tahun,
        "terdaftar": found.terdaftar,
        "struktur": found.struktur,
        "passage": len(passages),
        "berletak": sum(1 for one in passages if one.letak.langkah),
        "halaman": naskah.halaman,
        "halaman_tanpa_teks": list(found.mutu.tanpa_teks),
        "catatan": list(found.peringatan),
        "contoh": [{"letak": str(one.letak), "teks": one.teks[:MAKS_TEKS]} for one in passages[:MAKS_CONTOH]],
    }


def permintaan(jenis: str | None) -> Any:
    """What the admin said about a document, for the ingestion."""
    from bot.knowledge_service import parse_jenis
    from knowledge.ingest.serap import Permintaan

    return Permintaan(jenis=parse_jenis(jenis) if jenis else None)
