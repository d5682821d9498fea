"""What is said when a model cannot be used."""

from __future__ import annotations

from knowledge.errors import KnowledgeError

KODE = "model-tidak-terbaca"
PIP = "pip install 'asisten-lkjip[neural]'"
EMPTY = "atau kosongkan LKJIP_EMBEDDING agar model bawaan yang dipakai"


def unreadable(name: str, error: Exception, *, shipped: bool = False) -> KnowledgeError:
    """Files are there, or should be, and cannot be read."""
    advice = (
        "Pasang ulang program ini; berkas model bawaannya tidak utuh."
        if shipped
        else f"Periksa isi folder model itu dan unduh ulang bila rusak, {EMPTY}."
    )
    cause = " ".join(str(error).split())[:200] or type(error).__name__
    return KnowledgeError(
        KODE, f"Model embedding {name} tidak dapat dibaca ({cause}).", advice, kekurangan_layanan=True
    )


def not_installed(name: str) -> KnowledgeError:
    return KnowledgeError(
        KODE,
        f"Model embedding {name} memerlukan pustaka sentence-transformers dan torch, yang belum terpasang.",
        f"Pasang dengan: {PIP} (pada mesin tanpa GPU tambahkan "
        f"--extra-index-url https://download.pytorch.org/whl/cpu), {EMPTY}.",
        kekurangan_layanan=True,
    )


def no_folder(name: str) -> KnowledgeError:
    return KnowledgeError(
        KODE,
        f"Folder model embedding {name} tidak ada atau tidak memuat model sentence-transformers.",
        f"Periksa jalur pada LKJIP_EMBEDDING, {EMPTY}.",
        kekurangan_layanan=True,
    )


def not_cached(name: str) -> KnowledgeError:
    """A name on the hub whose files are not on this machine; nothing is downloaded at run time."""
    return KnowledgeError(
        KODE,
        f"Model embedding {name} belum ada di mesin ini, dan program ini tidak mengunduh apa pun "
        "saat berjalan.",
        f"Unduh sekali dengan: hf download {name} (selagi tersambung ke internet), lalu jalankan lagi; "
        f"atau isi LKJIP_EMBEDDING dengan jalur folder model, {EMPTY}.",
        kekurangan_layanan=True,
    )
