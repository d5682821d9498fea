"""Words and their forms, read once from ``kata.toml``; stems and stop words are those of the index."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from knowledge.index.analyser import Analyser

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-/'’][^\W\d_]+)*", re.UNICODE)
"""A number or a word of a text; linear."""
LONGEST_WORD = 40
MOST_KEPT = 50_000
"""Words whose stems are remembered."""


@dataclass(frozen=True, slots=True)
class Leksikon:
    """Everything that the checks know about words."""

    netral: frozenset[str]
    padanan: dict[str, str]
    ingkar: frozenset[str]
    satuan: frozenset[str]
    arah: re.Pattern[str]
    arah_dari: dict[str, str]
    wajib: dict[str, str]
    pejabat: re.Pattern[str]
    pejabat_dari: dict[str, str]
    singkatan: dict[str, str]
    """An abbreviation of the field and the words that it stands for."""
    kata_pejabat: frozenset[str]
    """Stems of the words that only name posts."""
    laku: frozenset[str]
    """Stems of deeds that one party does to another."""
    ringan: frozenset[str]
    """Stems of verbs that say no more than that something is there or is done."""
    analyser: Analyser
    _akar: dict[str, str] = field(default_factory=dict)
    _isi: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def stem(self, word: str) -> str:
        """The stem under which a lower-case word is compared; synonyms share one."""
        known = self._akar.get(word)
        if known is None:
            short = word[:LONGEST_WORD]
            known = self._same(short) or self.analyser.stem(short)
            known = self._akar[word] = self.padanan.get(known, known)
        return known

    def _same(self, word: str) -> str | None:
        """The word that stands for a word with others, also with an ending ("menyampaikannya")."""
        return self.padanan.get(word) or self.padanan.get(_ENDING.sub("", word))

    def content(self, text: str) -> list[str]:
        """Stems of the words of a lower-case text that say something, in order; abbreviations written out."""
        out: list[str] = []
        for word in TOKEN.findall(text):
            known = self._isi.get(word)
            if known is None:
                if len(self._isi) > MOST_KEPT:
                    self._isi.clear()
                known = self._isi[word] = self._stems(word)
            out.extend(known)
        return out

    def _stems(self, word: str) -> tuple[str, ...]:
        if word[0].isdigit():
            return ()
        parts = self.singkatan.get(word, word).split("/")
        return tuple(self._of(one) for part in parts for one in part.split() if self._counts(one))

    def _counts(self, word: str) -> bool:
        if word in self.padanan:
            return True
        bare = _ENDING.sub("", word)
        if len(word) < 2 or any(
            w in self.netral or w in self.analyser.henti or w in self.arah_dari for w in (word, bare)
        ):
            return False
        return (
            word not in self.wajib
            and word not in NUMBER_WORDS
            and word not in PLACES
            and not ROMAN.fullmatch(word)
            and not RULE.match(word)
        )

    def _of(self, word: str) -> str:
        halves = word.split("-")
        return self.stem(halves[0] if len(halves) == 2 and halves[0] == halves[1] else word)


NUMBER_WORDS = {w: n for n, w in enumerate(
    ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"))}  # fmt: skip  # noqa: E501


_ENDING = re.compile(r"(?:nya|lah|kah|pun)$")
ROMAN = re.compile(r"[ivx]{1,5}")
RULE = re.compile(r"(?:permen(?:pan|dagri|keu)?(?:-?rb)?|perpres|inpres|keppres|pp|uu)$")
PLACES = frozenset({"lampiran", "pasal", "ayat", "huruf", "angka", "bab", "butir"})
"""Units of a place: compared as places, not as words."""


@cache
def leksikon() -> Leksikon:
    """The words, read at the first check."""
    table = tomllib.loads(files(__package__).joinpath("kata.toml").read_text(encoding="utf-8"))
    analyser = Analyser()
    sides = {form: name for name, forms in table["arah"].items() for form in forms}
    posts = {form: name for name, forms in table["pejabat"].items() for form in forms}
    return Leksikon(
        netral=frozenset(table["netral"].split()),
        padanan={form: group[0] for group in table["padanan"] for form in group},
        ingkar=frozenset(table["ingkar"]),
        satuan=frozenset(table["satuan"]),
        arah=_longest_first(sides),
        arah_dari=sides,
        wajib={form: name for name, forms in table["wajib"].items() for form in forms},
        pejabat=_longest_first(posts),
        pejabat_dari=posts,
        singkatan=dict(table["singkatan"]),
        kata_pejabat=frozenset(table["kata_pejabat"].split()),
        laku=frozenset(table["laku"].split()),
        ringan=frozenset(table["ringan"].split()),
        analyser=analyser,
    )


def _longest_first(forms: dict[str, str]) -> re.Pattern[str]:
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(f) for f in ordered)})(?:nya|lah)?(?![\w-])")
