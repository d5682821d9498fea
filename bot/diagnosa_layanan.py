"""Checks of ``lkjip diagnosa``: index, embedding model, Chroma server, language model, OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import LkjipError
from bot.periksa import BAIK, KURANG, OPSIONAL, Periksa
from bot.settings import Settings
from knowledge.errors import KnowledgeError

if TYPE_CHECKING:
    from knowledge.index.model import Embedder

REBUILD = "lkjip indeks bangun"


def check_services(settings: Settings) -> list[Periksa]:
    """The embedding model and the index always; servers and providers where they are set.  Builds nothing."""
    model, embedder = _embedding(settings)
    return [
        model,
        *_index(settings, embedder),
        *([_chroma(settings)] if settings.chroma_url else []),
        _llm(settings),
        _ocr(),
    ]


def _embedding(settings: Settings) -> tuple[Periksa, Embedder | None]:
    from knowledge.embedding import load_embedder

    name = settings.embedding or "bawaan"
    try:
        embedder = load_embedder(settings.embedding)
    except KnowledgeError as error:
        return Periksa("model embedding", KURANG, error.pesan, error.saran), None
    return Periksa("model embedding", BAIK, f"{name}, {embedder.dimensi} dimensi"), embedder


def _index(settings: Settings, embedder: Embedder | None) -> list[Periksa]:
    from knowledge.index.keadaan import inspect

    state = inspect(settings.data_dir, embedder, settings.chroma_url)
    if state.generasi is None:
        told = "belum dibangun; dibangun sendiri pada pertanyaan pertama"
        found = [Periksa("indeks", OPSIONAL, told, REBUILD)]
    elif state.rusak:
        found = [Periksa("indeks", KURANG, f"rusak: {state.rusak}", REBUILD)]
    elif not state.mutakhir:
        told = f"{state.passage} passage, dari model atau penganalisis lain; dibangun ulang saat dipakai"
        found = [Periksa("indeks", OPSIONAL, told, REBUILD)]
    else:
        told = f"{state.passage} passage, {state.sumber_tambahan} dokumen tambahan, generasi {state.generasi}"
        found = [Periksa("indeks", BAIK, told)]
    if state.tambahan_rusak:
        names = ", ".join(state.tambahan_rusak[:3])
        found.append(
            Periksa(
                "dokumen tambahan",
                KURANG,
                f"{len(state.tambahan_rusak)} tidak terbaca lagi: {names}",
                "Tambahkan kembali dokumennya dengan lkjip indeks tambah.",
            )
        )
    return found


def _chroma(settings: Settings) -> Periksa:
    """Whether the server answers.  Its address is not shown: it may hold a password."""
    from knowledge.index.keadaan import inspect

    if inspect(settings.data_dir, None).generasi is None:
        return Periksa("server Chroma", OPSIONAL, "belum diperiksa: indeks belum dibangun", REBUILD)
    from bot.app import App

    app = App(settings)
    try:
        app.open_knowledge().check_vectors()
    except KnowledgeError as error:
        return Periksa("server Chroma", KURANG, error.pesan, error.saran)
    except LkjipError as error:
        return Periksa("server Chroma", KURANG, error.pesan, error.saran)
    return Periksa("server Chroma", BAIK, "menjawab")


def _llm(settings: Settings) -> Periksa:
    """Package and key of the language model; it is not called."""
    if not settings.llm:
        return Periksa(
            "model bahasa",
            OPSIONAL,
            "tidak disetel; menambah jawaban yang dituliskan model dan diperiksa terhadap nukilannya",
            "Setel LKJIP_LLM, misalnya openai:gpt-4.1-mini, dan pasang paket penyedianya.",
        )
    from bot.answering.llm.provider import check_provider

    try:
        check_provider(settings.llm)
    except LkjipError as error:
        return Periksa("model bahasa", KURANG, error.pesan, error.saran)
    return Periksa("model bahasa", BAIK, f"{settings.llm}, batas {settings.llm_timeout:g} detik")


def _ocr() -> Periksa:
    from knowledge.ingest.ocr import is_available

    gives = "teks dari PDF hasil pindaian saat dokumen ditambahkan ke indeks"
    if is_available():
        return Periksa("tesseract (ind)", BAIK, gives)
    return Periksa(
        "tesseract (ind)",
        OPSIONAL,
        f"tidak ada; menambah {gives}",
        "apt-get install tesseract-ocr tesseract-ocr-ind",
    )
