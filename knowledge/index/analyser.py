"""Indonesian text to search words: chat register to standard words, stop words, stems, padanan.

The same analyser reads passages (once, when the index is built) and questions (each time), so that both
meet in the same stems.  The word lists lie in ``data/*.toml``: they are tables of the language and of the
field, not of questions.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from knowledge.index.model import Istilah
from knowledge.index.spelling import skeleton

TOKEN = re.compile(
    r"[ivx]{1,5}/\d{1,3}(?:-\d{1,3})?(?!\w)"  # the name of an anak lampiran: I/5-6
    r"|[a-z]/[a-z](?:/[a-z])?(?!\w)"  # K/L, s/d
    r"|\d+(?:[.,]\d+)*(?:/\d+(?:-\d+)?)?%?"  # 53/2014, 1.234,56, 72,5%
    r"|[^\W\d_]+2(?:an|nya|in)?(?!\w)"  # dinas2, hal2nya
    r"|[^\W\d_]+(?:-[^\W\d_]+)*"
)
"""One word of lower-case text.  Every branch advances by a fixed alphabet: linear."""
MAX_LETTERS = 40
"""Longer runs of letters are no words: they are cut, so that no table or stemmer meets them."""
MOST_READ = 4096
"""So many written words are kept with their standard words (about 1 MB), then forgotten all at once."""
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_PARTICLE = ("nya", "kah", "lah", "pun", "ku", "mu", "an")
_ENDING = re.compile(r"(?:nya|an|in)$")


class Token(NamedTuple):
    """One word of a text, as written and as the standard language writes it."""

    asli: str
    baku: str


@dataclass(frozen=True, slots=True)
class Padanan:
    """Other forms of something that a question names.

    ``posisi`` are the words (indices into the stems given) that name it, ``bentuk`` the stems of each other
    form."""

    posisi: tuple[int, ...]
    bentuk: tuple[tuple[str, ...], ...]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("knowledge.index") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def _known_stems(_sidik: str) -> dict[str, str]:
    """Stems that some analyser of the same tables has made: a word has one stem, whoever asks."""
    return {}


@lru_cache(maxsize=4)
def _shared_dictionary(roots: tuple[str, ...]) -> frozenset[str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return frozenset(StemmerFactory().get_words()) | frozenset(roots)


@lru_cache(maxsize=4)
def _shared_stemmer(roots: tuple[str, ...]) -> Any:
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer

    return Stemmer(ArrayDictionary(list(_shared_dictionary(roots))))


class Analyser:
    """Reads its tables when it is made (5 ms); the stemmer is made when a word asks for it."""

    def __init__(self) -> None:
        ragam, henti, padanan = _table("ragam.toml"), _table("henti.toml"), _table("padanan.toml")
        self._baku: dict[str, str] = ragam["baku"]
        self._gabung: dict[tuple[str, ...], str] = {
            tuple(key.split()): value for key, value in ragam["gabung"].items()
        }
        self._first_parts = frozenset(key[0] for key in self._gabung)
        self._read: dict[tuple[str, bool], tuple[Token, ...]] = {}
        self._lindung = frozenset(ragam["kata_dasar"]["lindung"])
        self._roots: tuple[str, ...] = tuple(ragam["kata_dasar"]["tambahan"])
        self.ingkar = frozenset(henti["ingkar"])
        self.henti = frozenset(henti["tanya"] + henti["santun"] + henti["fungsi"]) | self.ingkar
        self._groups: list[list[str]] = padanan["kelompok"]
        self._short = frozenset(
            form for group in self._groups for form in group if " " not in form and len(form) <= 7
        )
        self._own = dict(ragam["akar"])
        self._sidik = sha256(repr((ragam, henti, padanan, VERSION)).encode()).hexdigest()[:16]
        self._stems = _known_stems(self._sidik)
        self._stems.update(self._own)

    @property
    def sidik(self) -> str:
        """Fingerprint of the tables and of this code's version; an index made with another is rebuilt."""
        return self._sidik

    def slip_of_stop_word(self, word: str) -> str | None:
        """The stop word that a word is a slip of ("mnurut", "cra"), or None.

        Stop words are not in the index, so that its spelling repair would take their slips for the nearest
        content word, or for a word that nobody knows, which speaks against an answer.  A word with the same
        consonants in the same order is one, and from five letters on a word with one mistake; what the
        language knows as a word of its own is none.
        """
        if len(word) < 3 or not word.isalpha() or word in self.henti or self.is_word(word):
            return None
        return _nearest_stop_word(word, self.henti)

    # --- words ---------------------------------------------------------------------------------------

    def tokens(self, text: str) -> list[Token]:
        """The words of a text in order, stop words included."""
        normal = unicodedata.normalize("NFKC", text)
        lower = normal.lower()
        may_keep = not normal.isupper() and len(normal) == len(lower)
        found: list[Token] = []
        for match in TOKEN.finditer(lower):
            raw = match[0][:MAX_LETTERS]
            found.extend(self._known(raw, may_keep and normal[match.start() : match.end()].isupper()))
        return self._join(found)

    def _known(self, raw: str, keep: bool) -> tuple[Token, ...]:
        """:meth:`_standard` of a written word, of the last ones kept."""
        known = self._read.get((raw, keep))
        if known is None:
            if len(self._read) >= MOST_READ:
                self._read.clear()
            known = self._read[raw, keep] = tuple(self._standard(raw, keep=keep))
        return known

    def _standard(self, raw: str, *, keep: bool) -> list[Token]:
        """Standard words for one written word; ``keep``: an abbreviation in capitals is none of chat."""
        if raw[0].isdigit() or "/" in raw:
            if raw.endswith("%"):
                return [Token(raw, raw[:-1]), Token(raw, "persen")]
            return [Token(raw, part) for part in self._baku.get(raw, raw).split()]
        if "-" in raw and raw not in self.henti:
            parts = _unreduplicated(raw)
            if len(parts) == 1 and parts != [raw]:
                return [Token(raw, parts[0])]
            if parts != [raw]:
                return [Token(raw, t.baku) for part in parts for t in self._standard(part, keep=keep)]
        if "2" in raw:  # dinas2, hal2nya
            return [Token(raw, raw.split("2")[0])]
        if keep and raw in self._short:
            return [Token(raw, raw)]
        word = _REPEATED.sub(r"\1", raw)  # bangettt; a doubled letter stays (saat)
        baku = self._baku.get(word)
        if baku is None and len(word) > 5 and word.endswith("nya"):
            baku = self._baku.get(word[:-3])
        baku = baku or word
        return [Token(raw, part) for part in ([baku] if baku in self.henti else baku.split())]

    def _join(self, tokens: list[Token]) -> list[Token]:
        """Brings words that are written apart or together to one form (``tanda tangan``)."""
        if self._first_parts.isdisjoint([token.baku for token in tokens]):
            return tokens
        joined: list[Token] = []
        index = 0
        while index < len(tokens):
            pair = tuple(token.baku for token in tokens[index : index + 2])
            one = self._gabung.get(pair)
            if one is not None:
                written = " ".join(token.asli for token in tokens[index : index + 2])
                joined.extend(Token(written, part) for part in one.split())
                index += 2
            else:
                joined.append(tokens[index])
                index += 1
        return joined

    # --- stems ---------------------------------------------------------------------------------------

    def stem(self, word: str) -> str:
        """The stem of one standard word; what the stemmer does not know stays as it is."""
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._stemmed(word)
        return known

    def _stemmed(self, word: str) -> str:
        if len(word) <= 3 or not word.isalpha() or word in self._lindung:
            return word
        for ending in _PARTICLE:
            bare = word.removesuffix(ending)
            if bare != word and (bare in self._lindung or bare in self._own):
                found: str = self._own.get(bare, bare)
                return found
            if bare != word and ending != "an" and bare in self._short:
                return self.stem(bare)
        stem = str(self._stemmer.stem(word)) or word
        return self._spoken(word) if stem == word else stem

    def _spoken(self, word: str) -> str:
        """The stem of a form of spoken Indonesian: ``naikin`` of naik, ``ngecek`` of cek."""
        if word in self._dictionary:
            return word
        bare = word.removeprefix("nge") if word.startswith("nge") else word
        for form in dict.fromkeys((bare, bare.removesuffix("in"))):
            if form != word and len(form) >= 3:
                stem = str(self._stemmer.stem(form))
                if stem in self._dictionary:
                    return stem
        return word

    @cached_property
    def _dictionary(self) -> frozenset[str]:
        return _shared_dictionary(self._roots)

    @cached_property
    def _stemmer(self) -> Any:
        return _shared_stemmer(self._roots)

    def is_word(self, word: str) -> bool:
        """Whether the language (not the index) has a word as it stands: it is then no misspelling."""
        return word in self.henti or word in self._short or word in self._own or word in self._dictionary

    def is_form(self, word: str) -> bool:
        """Whether a word is a known root with affixes.  Weaker: "perjanian" would be one of "jani"."""
        return self.is_word(word) or self.stem(word) in self._dictionary

    def remember(self, stems: Mapping[str, str]) -> None:
        """Takes stems that were made before (they are kept with an index)."""
        self._stems.update(stems)

    @cached_property
    def table_words(self) -> list[str]:
        """The standard words of the padanan, whose stems every process needs, whatever is asked."""
        return sorted({t.baku for group in self._groups for form in group for t in self.tokens(form)})

    def content(self, text: str) -> list[str]:
        """The standard words of a text without stop words: what character n-grams are made of."""
        return [token.baku for token in self.tokens(text) if token.baku not in self.henti]

    def words_and_stems(self, text: str) -> tuple[list[str], list[str]]:
        """Content words and stems of a passage's text; of ``53/2014`` also its parts."""
        words: list[str] = []
        stems: list[str] = []
        for word in self.content(text):
            if not word[0].isdigit():
                words.append(word)
            stems.append(self.stem(word))
            if "/" in word and word[0].isdigit():
                stems.extend(word.split("/"))
        return words, stems

    def stems(self, text: str) -> list[str]:
        """The stems of a text, stop words left out."""
        return self.words_and_stems(text)[1]

    def analyse(self, text: str) -> tuple[Istilah, ...]:
        """Every word of a question, stop words and negations included, before any index has seen it:
        ``bobot`` is 1 for a search word and 0 for a stop word."""
        return tuple(self.istilah(token.asli, token.baku) for token in self.tokens(text))

    def istilah(self, asli: str, baku: str) -> Istilah:
        if baku in self.henti:
            return Istilah(asli, baku, "", 0.0, True)
        return Istilah(asli, baku, self.stem(baku), 1.0, True)

    # --- padanan -------------------------------------------------------------------------------------

    @cached_property
    def _forms(self) -> dict[tuple[str, ...], list[int]]:
        """Stems of a form -> the groups that hold it."""
        table: dict[tuple[str, ...], list[int]] = {}
        for number, group in enumerate(self._groups):
            for form, stems in zip(group, self._group_stems[number], strict=True):
                if not self.ingkar.isdisjoint(form.split()):
                    continue  # without its negation it would say the opposite
                if stems and number not in table.setdefault(stems, []):
                    table[stems].append(number)
        return table

    @cached_property
    def _group_stems(self) -> list[tuple[tuple[str, ...], ...]]:
        """Stems of every form of each group."""
        return [tuple(tuple(self.stems(form)) for form in group) for group in self._groups]

    @cached_property
    def _longest(self) -> int:
        return max(len(form) for form in self._forms)

    def padanan(self, stems: Iterable[str]) -> tuple[Padanan, ...]:
        """The other forms of what a sequence of stems names, the longest form first at each place.

        A form inside a longer one is not expanded: "laporan hasil evaluasi" is LHE, not an evaluasi."""
        words = list(stems)
        found: list[Padanan] = []
        index = 0
        while index < len(words):
            for size in range(min(self._longest, len(words) - index), 0, -1):
                form = tuple(words[index : index + size])
                groups = self._forms.get(form)
                if groups:
                    forms = (f for g in groups for f in self._group_stems[g])
                    others = dict.fromkeys(f for f in forms if f and f != form)
                    found.append(Padanan(tuple(range(index, index + size)), tuple(others)))
                    index += size - 1
                    break
            index += 1
        return tuple(found)


def _unreduplicated(word: str) -> list[str]:
    """``dinas-dinas`` and ``hal-halnya`` -> one word; other hyphened words come apart (``sub-kegiatan``)."""
    parts = [part for part in word.split("-") if part]
    if len(parts) == 2 and (parts[0] == parts[1] or _ENDING.sub("", parts[1]) == parts[0]):
        return parts[:1]
    return parts


VERSION = 1
"""Raised when the rules of this module change what an index holds."""


@lru_cache(maxsize=4096)
def _nearest_stop_word(word: str, stop_words: frozenset[str]) -> str | None:
    from rapidfuzz.distance import OSA

    near = [w for w in stop_words if w[0] == word[0] and len(w) > 2]
    same = sorted(w for w in near if skeleton(w) == skeleton(word) and len(w) >= len(word))
    if same:
        return min(same, key=len)
    if len(word) < 5:
        return None
    return next((w for w in sorted(near) if OSA.distance(w, word, score_cutoff=1) == 1), None)
