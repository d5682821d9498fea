"""In the worker: what a document would give the knowledge index, and, once it is wanted, giving it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ErrorCode, LkjipError

if TYPE_CHECKING:
    from bot.app import App

MAKS_CONTOH = 3
MAKS_TEKS = 240
MAKS_SLUG = 60
TAHUN = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
BUKAN_SLUG = re.compile(r"[^a-z0-9]+")
TANPA_SUSUNAN = "struktur-tidak-dikenali"
BERI_NAMA = "Beri nama berkas jenis, nomor, dan tahunnya (“Perbup 12 Tahun 2024.pdf”), lalu kirim lagi."
BERKAS_ASLI = "Kirim berkas asli yang teksnya dapat disalin, bukan hasil pindaian."
"""In place of the options of the command line, which the chat has not."""


def hasil(path: Path, nama: str, jenis: str | None) -> dict[str, Any]:
    """Read and understand a document.  Raises LkjipError where it cannot be taken."""
    from bot.knowledge_io import read_naskah
    from knowledge.errors import KnowledgeError
    from knowledge.ingest.serap import ingest
    from knowledge.sources import load_registry

    registry, named = tuple(load_registry().values()), dari_nama(nama)
    try:
        naskah = read_naskah(path, name=nama)
        try:
            given: dict[str, Any] = {}
            found = ingest(naskah, permintaan(jenis), registry)
        except KnowledgeError as error:
            if error.kode != TANPA_SUSUNAN:
                raise
            given = named
            found = ingest(naskah, permintaan(jenis, **named), registry)
    except KnowledgeError as error:
        advice = error.saran
        if "--" in advice:
            advice = BERI_NAMA if error.kode == TANPA_SUSUNAN else BERKAS_ASLI
        raise LkjipError(ErrorCode.KNOWLEDGE, error.pesan, advice) from error
    source, passages = found.muatan.sumber, found.muatan.passages
    return {
        "permintaan": given,
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


def tambah(app: App, path: Path, nama: str, jenis: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
    """Read a document and index it: its source, and whether it is new.  Raises LkjipError."""
    from bot.app import knowledge_errors

    with knowledge_errors():
        made = app.knowledge_service.add(path, permintaan(jenis, **given), nama=nama)
    return {
        "sumber_id": made.sumber.id,
        "singkat": made.sumber.singkat,
        "passage": made.jumlah_passage,
        "baru": made.baru,
    }


def dari_nama(nama: str) -> dict[str, Any]:
    """What a file's name says about a document that does not say it itself."""
    stem = " ".join(Path(nama).stem.replace("_", " ").split()) or "dokumen"
    year = TAHUN.search(stem)
    slug = "-".join(BUKAN_SLUG.sub(" ", stem.casefold()).split())[:MAKS_SLUG]
    return {"id": slug or "dokumen", "judul": stem, "tahun": int(year.group()) if year else None}


def permintaan(jenis: str | None, **given: Any) -> Any:
    """What the admin said about a document, for the ingestion; ``given`` are further fields."""
    from bot.knowledge_service import parse_jenis
    from knowledge.ingest.serap import Permintaan

    return Permintaan(jenis=parse_jenis(jenis) if jenis else None, **given)
