"""Invented sources and a small embedder, for the tests of the index."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence

from knowledge.index.files import fingerprint
from knowledge.index.model import Muatan
from knowledge.letak import parse_letak
from knowledge.model import UMUM, Jenis, Passage, StatusBerlaku, Sumber

WORDS = (
    "perjanjian", "kinerja", "indikator", "sasaran", "target", "realisasi", "capaian", "laporan", "bupati",
    "menteri", "gubernur", "anggaran", "pagu", "serapan", "renstra", "evaluasi", "reviu", "inspektorat",
    "program", "kegiatan", "triwulan", "tahunan", "penyampaian", "batas", "waktu", "formulir", "lampiran",
    "eselon", "dinas", "kecamatan", "keluaran", "hasil", "analisis", "efisiensi", "pengukuran", "data",
    "pembanding",
)  # fmt: skip


class FakeEmbedder:
    """Words hashed into a few dimensions: the same words give the same direction."""

    def __init__(self, dimensi: int = 32, nama: str = "uji", bobot: float = 0.3) -> None:
        self._dimensi, self._nama, self._bobot = dimensi, nama, bobot
        self.passages_embedded = 0

    @property
    def sidik(self) -> str:
        return f"{self._nama}-{self._dimensi}"

    @property
    def dimensi(self) -> int:
        return self._dimensi

    @property
    def bobot(self) -> float:
        return self._bobot

    def embed_queries(self, texts: Sequence[str]) -> list[list[float]]:
        return [self._vector(text) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        self.passages_embedded += len(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        vector = [1e-3] * self._dimensi
        for word in text.lower().split():
            number = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")
            vector[number % self._dimensi] += 1.0 if number & (1 << 40) else -1.0
        norm = sum(v * v for v in vector) ** 0.5
        return [v / norm for v in vector]


def passage(
    sumber_id: str,
    slug: str,
    teks: str,
    *,
    letak: str = "Pasal 1",
    jenis: Jenis = Jenis.REGULASI,
    pemilik: str = UMUM,
    tahun: int | None = None,
    status: StatusBerlaku = StatusBerlaku.BERLAKU,
) -> Passage:
    return Passage(
        id=f"{sumber_id}#{slug}",
        sumber_id=sumber_id,
        jenis=jenis,
        letak=parse_letak(letak),
        judul=" ".join(teks.split()[:4]),
        teks=teks,
        pemilik=pemilik,
        tahun=tahun,
        status=status,
    )


def muatan(sumber: Sumber, *passages: Passage) -> Muatan:
    return Muatan(sumber, passages, fingerprint(repr((sumber, passages))))


def regulation(sumber_id: str, *texts: str, pemilik: str = UMUM, tahun: int | None = 2020) -> Muatan:
    """A source with one Pasal for each text."""
    source = Sumber(sumber_id, Jenis.REGULASI, sumber_id.upper(), f"Peraturan {sumber_id}", pemilik=pemilik)
    return muatan(
        source,
        *(
            passage(sumber_id, f"pasal-{n}", text, letak=f"Pasal {n}", pemilik=pemilik, tahun=tahun)
            for n, text in enumerate(texts, start=1)
        ),
    )


def answer(number: int) -> Muatan:
    """A reference answer of a narasumber: one passage."""
    name = f"narasumber-{number}"
    source = Sumber(name, Jenis.NARASUMBER, "Jawaban narasumber", "Jawaban narasumber")
    text = f"Jawabanunik{number} tentang perjanjian kinerja dan penyampaian laporan."
    return muatan(source, passage(name, "jawaban", text, letak="judul", jenis=Jenis.NARASUMBER))


def sentence(chance: random.Random, length: int = 12) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(length)).capitalize() + "."


def shipped_sample(size: int = 60, *, sources: int = 6, seed: int = 1) -> tuple[Muatan, ...]:
    """Random passages in a few sources, and one source that is known by name only."""
    chance = random.Random(seed)
    each = size // sources
    loads = [
        regulation(f"aturan-{n}", *(sentence(chance, 30) for _ in range(each)), tahun=2010 + n)
        for n in range(sources)
    ]
    known = Sumber("aturan-nama", Jenis.REGULASI, "Aturan Nama", "Hanya dikenal namanya", dimuat=False)
    return (*loads, muatan(known))


def big(version: int, size: int = 40) -> Muatan:
    """An added source of several passages; each names its version."""
    chance = random.Random(version)
    return regulation("besar", *(f"Tandaversi versi{version} {sentence(chance)}" for _ in range(size)))
