"""How much of a document is readable, page by page, and when it is refused.

A text layer can be there and still be worthless: fonts without a Unicode table give letter soup, private
glyphs, or letters shifted along the alphabet.  Such a text is never indexed: a quotation from it would be
nonsense with a citation.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from knowledge.errors import KnowledgeError
from knowledge.ingest.naskah import Naskah

WORD = re.compile(r"[^\W\d_]+")
MIN_LETTERS = 3
"""Shorter words say nothing about a language."""
MIN_WORDS = 20
"""A page with fewer words is not judged by their share."""
SCRAMBLED = 0.35
"""Below this share of recognisable words a text is scrambled.  Measured: official texts 0.85 to 0.97,
reports full of names and tables 0.65 to 0.9; the same texts with shifted letters below 0.1."""
MAX_STRANGE = 0.05
"""Share of private-use, replacement and control characters that a text may have."""
NEARLY_EMPTY = 40
"""Characters; a page with fewer holds no more than its number and a running line."""
MAX_EMPTY = 0.4
"""Share of pages without text from which a document is half-empty."""
MIN_TOTAL = 80
"""Characters that a document must have at all."""

PREFIXES = ("memper", "diper", "penge", "menge", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen",
            "ber", "ter", "per", "pel", "me", "pe", "di", "ke", "se")  # fmt: skip
SUFFIXES = ("kannya", "annya", "inya", "kan", "nya", "lah", "kah", "an", "i")
RESTORED = {
    "mem": "p",
    "pem": "p",
    "men": "t",
    "pen": "t",
    "meny": "s",
    "peny": "s",
    "meng": "k",
    "peng": "k",
}
"""The first letter of a root that its prefix swallowed: ``menyusun`` comes from ``susun``."""
COMMON_WORDS = """
yang dan atau dari pada untuk dengan dalam oleh ini itu ada akan telah dapat harus agar serta juga tidak
adalah sebagai kepada atas bagi secara terhadap antara lain tahun pasal ayat huruf angka bab lampiran nomor
kinerja lkjip lkj lakip skpd opd apbd apbn apip iku sakip renstra rpjmd dpa dipa kabupaten provinsi kota
peraturan menteri presiden gubernur bupati walikota republik indonesia negara pemerintah daerah dinas badan
outcome output input target realisasi capaian persen indikator reviu unit
"""
COMMON = frozenset(COMMON_WORDS.split())
"""Function words, and words of the field that no list of roots holds."""


@dataclass(frozen=True, slots=True)
class MutuHalaman:
    """What one page gives."""

    halaman: int
    karakter: int
    dikenali: float | None
    """Share of recognisable Indonesian words, 0..1; None for a page with too few words to tell."""


@dataclass(frozen=True, slots=True)
class Mutu:
    """What a document gives."""

    per_halaman: tuple[MutuHalaman, ...]
    tanpa_teks: tuple[int, ...]
    """Pages without text, or with next to none."""
    dikenali: float
    """Share of recognisable words of the whole, 0..1."""
    karakter: int

    @property
    def teracak(self) -> tuple[int, ...]:
        """Pages whose words are mostly no words."""
        return tuple(p.halaman for p in self.per_halaman if p.dikenali is not None and p.dikenali < SCRAMBLED)


def measure(naskah: Naskah) -> Mutu:
    """Measure the yield of every page."""
    texts = naskah.teks_per_halaman()
    pages = []
    known = total = 0
    for number, text in texts.items():
        words = [w.lower() for w in WORD.findall(text) if len(w) >= MIN_LETTERS]
        hits = sum(map(is_word, words))
        known, total = known + hits, total + len(words)
        share = round(hits / len(words), 3) if len(words) >= MIN_WORDS else None
        pages.append(MutuHalaman(number, len(text), share))
    empty = set(naskah.halaman_tanpa_teks)
    if naskah.halaman is not None:
        lengths = {page.halaman: page.karakter for page in pages}
        empty |= {n for n in range(1, naskah.halaman + 1) if lengths.get(n, 0) < NEARLY_EMPTY}
    return Mutu(
        tuple(pages),
        tuple(sorted(empty)),
        round(known / total, 3) if total else 0.0,
        sum(page.karakter for page in pages),
    )


def refuse(naskah: Naskah, mutu: Mutu) -> None:
    """Raise KnowledgeError for a text that must not be indexed: empty, scrambled or half-empty."""
    name = naskah.berkas
    if mutu.karakter < MIN_TOTAL:
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Berkas {name} tidak memuat teks yang dapat dibaca.",
            ocr_advice(),
        )
    strange = _strange_share(naskah)
    if strange > MAX_STRANGE or mutu.dikenali < SCRAMBLED:
        share = f"{round(mutu.dikenali * 100)} persen"
        raise KnowledgeError(
            "naskah-teracak",
            f"Teks berkas {name} teracak: hanya {share} katanya yang dikenali sebagai kata bahasa Indonesia, "
            "sehingga kutipan darinya tidak dapat dipertanggungjawabkan.",
            "Biasanya huruf pada berkas itu disimpan tanpa tabel Unicode. Gunakan salinan lain dari penerbit "
            f"resmi. {ocr_advice()}",
        )
    if naskah.halaman and naskah.halaman > 1 and len(mutu.tanpa_teks) > MAX_EMPTY * naskah.halaman:
        raise KnowledgeError(
            "naskah-setengah-kosong",
            f"Berkas {name} hanya sebagian berisi teks: halaman {page_list(mutu.tanpa_teks)} dari "
            f"{naskah.halaman} halaman tidak memuat teks.",
            ocr_advice(),
        )


def ocr_advice() -> str:
    """The offer of optical character recognition, as a sentence."""
    return (
        "Jika halamannya berupa gambar pindaian, ulangi dengan opsi --ocr (memerlukan tesseract-ocr dan "
        "tesseract-ocr-ind), atau kirim berkas aslinya."
    )


def page_list(pages: Collection[int]) -> str:
    """Page numbers as a reader writes them: ``1-3, 7``."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def is_word(word: str) -> bool:
    """Whether a lower-case word is Indonesian, as far as roots and affixes tell."""
    if word in COMMON or word in roots():
        return True
    for stem in _without_suffix(word):
        if stem in roots():
            return True
        for prefix in PREFIXES:
            if stem.startswith(prefix):
                rest = stem[len(prefix) :]
                if len(rest) > 2 and (rest in roots() or RESTORED.get(prefix, "") + rest in roots()):
                    return True
    return False


def _without_suffix(word: str) -> list[str]:
    return [word, *(word[: -len(s)] for s in SUFFIXES if word.endswith(s) and len(word) > len(s) + 2)]


@cache
def roots() -> frozenset[str]:
    """The roots that PySastrawi ships (about 30,000)."""
    from importlib.resources import files

    text = files("Sastrawi.Stemmer").joinpath("data/kata-dasar.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def _strange_share(naskah: Naskah) -> float:
    text = "".join(naskah.teks_per_halaman().values())
    letters = [ch for ch in text if not ch.isspace()]
    if not letters:
        return 1.0
    return sum(_is_strange(ch) for ch in letters) / len(letters)


def _is_strange(ch: str) -> bool:
    """Private use, the replacement character, control characters."""
    code = ord(ch)
    return 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code >= 0xF0000 or (code < 32) or 0x7F <= code < 0xA0
