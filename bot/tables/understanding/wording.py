"""Heading texts as words and concepts, tolerant of broken lines and misspellings.

A heading in a narrow PDF column reads ``INDIKA TOR KINERJ A``; a typed one
``Realiasi``.  Both must still mean what they say.  Everything here works on
short texts only and is cached by text, since a header row repeats on pages.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.tables.understanding.vocabulary import BULAN, CONCEPTS, INDICATOR_HEADS, ROMAWI

MAX_HEADING = 260
"""Longer cells are prose: the longest real heading seen (Permendagri 86/2017 forms) has 170 characters."""
YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20[0-6]\d)(?!\d)")
YEAR_SPAN = re.compile(
    r"(?:19[89]\d|20[0-6]\d) ?(?:-|–|—|s ?/ ?d|s\.d\.?|sd|sampai(?: dengan)?|/) ?"
    r"(?:(?:19[89]\d|20[0-6]\d)|\d\d(?!\d))"
)
_SPACED = re.compile(r"(?<!\S)(?:[A-Z] ){2,40}[A-Z](?!\S)")
_INNER_BULLET = re.compile(r"[•●▪■◦∙➢►✓]")
_CUT_ENDING = re.compile(r"(?<=\w{3})(\w) (kan|nya|annya|kannya)\b")
"""``mengaman kan``: no Indonesian word is ``kan`` or ``nya`` by itself."""
_TOKEN = re.compile(r"[a-z]+\d?|\d+|%")
_SD = re.compile(r"\bs ?[./] ?d\b\.?|\bsampai dengan\b|\bsampai\b|\bhingga\b")
_FORMULA = re.compile(r"\(?\d{1,2}[a-z]?\)? ?(?:=|:) ?[\d(].{0,40}")
_PLAIN_NUMBER = re.compile(r"[(\[]?\d{1,2}[a-z]?[)\].]?")


def bersih(text: str) -> str:
    """One line, single spaces, compatibility forms unified, ``J U M L A H`` closed up; case kept."""
    flat = text if text.isascii() else unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    if " " not in flat and flat.isprintable():
        return flat
    if flat.isupper() and _SPACED.search(flat):
        flat = _SPACED.sub(lambda m: m.group().replace(" ", ""), flat)
    return " ".join(flat.split())


def nama_utuh(text: str) -> str:
    """A name on one line: bullets inside it dropped, endings that a narrow cell cut off joined again."""
    flat = bersih(_INNER_BULLET.sub(" ", text))
    return _CUT_ENDING.sub(r"\1\2", flat).strip()


@lru_cache(maxsize=20_000)
def norm(text: str) -> str:
    """Lower case letters, digits and spaces only: the key by which names and headings are compared."""
    flat = bersih(text[:2000]).casefold().replace("%", " % ")
    return " ".join(re.findall(r"[^\W_]+|%", flat))


@cache
def _lexicon() -> dict[str, str]:
    words: dict[str, str] = {}
    for concept, listed in CONCEPTS.items():
        for word in listed.split():
            words.setdefault(word, concept)
    for month in BULAN:
        words.setdefault(month, "bulan")
    return words


@lru_cache(maxsize=20_000)
def concept(word: str) -> str | None:
    """The concept a single word expresses, by spelling or by small distance; None if it is
    no heading word.
    """
    lexicon = _lexicon()
    if word in lexicon:
        return lexicon[word]
    if word in ROMAWI:
        return "romawi"
    if YEAR.fullmatch(word):
        return "angka_tahun"
    if len(word) < 5 or not word.isalpha():
        return None
    from rapidfuzz.distance import OSA  # here: the search is rare, the import is not free

    limit = 1 if len(word) < 8 else 2
    for known, found in lexicon.items():
        if (
            len(known) >= 6
            and known[0] == word[0]
            and abs(len(known) - len(word)) <= limit
            and OSA.distance(known, word, score_cutoff=limit) <= limit
        ):
            return found
    return None


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading text, understood: its words (joined again), and the concept of each word."""

    text: str
    words: tuple[str, ...]
    concepts: tuple[str | None, ...]
    years: tuple[int, ...]

    @property
    def phrase(self) -> str:
        return " ".join(self.words)

    def has(self, *names: str) -> bool:
        return any(c in names for c in self.concepts)

    def mentions(self, phrase: str) -> bool:
        """Whether the phrase stands in the heading as whole words."""
        return f" {phrase} " in f" {self.phrase} "

    @property
    def is_blank(self) -> bool:
        return not self.words

    @property
    def is_like(self) -> bool:
        """Whether most words are heading words: a heading, not a name or a sentence."""
        if not self.words or len(self.text) > MAX_HEADING:
            return False
        known = sum(c is not None for c in self.concepts)
        return known >= 1 and known * 10 >= len(self.words) * 6

    @property
    def is_exact(self) -> bool:
        """Whether every word is a heading word as it is spelt, not one by distance."""
        return all(_exact(w) or w in ROMAWI or w.isdigit() for w in self.words)

    @property
    def subjects(self) -> frozenset[str]:
        """Topics, and those of other tables (staff, goods): enough to know a header row."""
        return frozenset(
            c for c in self.concepts if c not in (None, "isi", "romawi", "angka_tahun", "jumlah")
        )

    @property
    def topics(self) -> frozenset[str]:
        """Concepts other than connecting words and numbers."""
        return frozenset(
            c
            for c in self.concepts
            if c not in (None, "isi", "romawi", "angka_tahun", "jumlah", "orang", "barang")
        )


@lru_cache(maxsize=20_000)
def heading(text: str) -> Heading:
    """Understand one heading text."""
    flat = bersih(text[: MAX_HEADING + 40]).casefold().replace("_", " ")
    flat = _SD.sub(" sd ", flat)
    raw = _TOKEN.findall(flat)
    words = _join_broken(raw)
    spans = YEAR_SPAN.sub(" ", flat)
    years = tuple(int(m.group()) for m in YEAR.finditer(spans))
    return Heading(text, tuple(words), tuple(concept(w) for w in words), years)


def _join_broken(raw: list[str]) -> list[str]:
    """``realisa si`` → ``realisasi``: neighbours that only together are a known word."""
    words: list[str] = []
    at = 0
    while at < len(raw):
        joined = None
        for size in (3, 2):
            part = raw[at : at + size]
            if len(part) == size and all(p.isalpha() for p in part) and not all(_exact(p) for p in part):
                word = "".join(part)
                if len(word) >= 5 and _exact(word):
                    joined = (word, size)
                    break
        if joined:
            words.append(joined[0])
            at += joined[1]
        else:
            words.append(raw[at])
            at += 1
    return words


def _exact(word: str) -> bool:
    return word in _lexicon()


def years_in(text: str) -> tuple[int, ...]:
    """Years that a text names singly; the ends of a period (``2021-2026``) are not among them."""
    return tuple(int(m.group()) for m in YEAR.finditer(YEAR_SPAN.sub(" ", bersih(text[:600]))))


def is_column_number(text: str) -> bool:
    """Whether a cell of a number row: ``3``, ``(3)``, ``14 = 7 + 13``, ``(7)=(6)/(5)x100``."""
    flat = bersih(text[:80])
    return bool(_PLAIN_NUMBER.fullmatch(flat) or _FORMULA.fullmatch(flat))


_NUMERIC = re.compile(r"(?:rp\.? ?)?[(+-]?\d[\d.,]*\)? ?%?", re.IGNORECASE)


def is_plain_number(text: str) -> bool:
    """Whether the whole text is one number, with at most ``Rp`` or ``%``."""
    return bool(_NUMERIC.fullmatch(bersih(text[:60])))


BULLET = re.compile(r"^\s*(?:[•●▪■◦∙·➢►✓]|[-–—]\s)\s*")
NUMBERING = re.compile(
    r"^\s*\(?((?:[IVXivx]{1,5}|[A-Za-z]|\d{1,3})(?:\.\d{1,3}){0,4})(?:[.)]+\s*|\s*[.)]\s+)(?=\S)"
)
CODED = re.compile(
    r"^\s*((?:SS|SP|SK|IKU|IKD|IKP|IKK|IKSS|IKSK|IKSP|[TSI](?=[ .-]?\d{1,2}(?:\.\d)*[.:)]))"
    r"[ .-]?\d{1,2}(?:\.\d{1,2}){0,3})[.:)]*\s+(?=\S)"
)
"""Codes of a cascade: ``SS1.``, ``IKU 2.1``, ``S.3:``; one letter only with a mark behind its number."""
DOTTED = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,3}){1,4})\.?\s+(?=\S)")


def split_number(text: str) -> tuple[str | None, str]:
    """``1.2 Persentase …`` → (``1.2``, ``Persentase …``); bullets are dropped.  No number: (None, text)."""
    flat = bersih(text)
    flat = BULLET.sub("", flat)
    match = CODED.match(flat) or DOTTED.match(flat) or NUMBERING.match(flat)
    if match and any(ch.isalpha() for ch in flat[match.end() :]):
        return match.group(1), flat[match.end() :].strip()
    return None, flat


def starts_like_indicator(name: str) -> bool:
    """Whether a name begins as indicators do (``Persentase``, ``Jumlah``, ``Indeks``, ``Meningkatnya``)."""
    words = norm(name).split()
    return bool(words) and words[0] in INDICATOR_HEADS
