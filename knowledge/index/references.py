"""Places and sources that a question names: "pasal 19 ayat 2 PP 8/2006", "lampiran 2 huruf d".

The text is cut into words once and read from left to right; nothing looks back further than one place, so
the time grows with the length of the text, of which the first ``MAX_CHARS`` characters are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.index import issuers
from knowledge.index.model import Acuan
from knowledge.index.places import Tempat, find_places
from knowledge.letak import Letak
from knowledge.model import Sumber

MAX_CHARS = 2000
MAX_REFERENCES = 12
_WORD = re.compile(
    r"(?:[ivx]{1,5}|\d{1,2})/\d{1,3}(?:-\d{1,3})?(?![\d/])|\d+(?:[/.-]\d+)*|[^\W\d_]+|[(),;:?!]"
)
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_NUMBER = re.compile(r"\d{1,3}\Z")
_BOTH = re.compile(r"(\d{1,3})/((?:19|20)?\d\d)\Z")
_BOTH_WHOLE = re.compile(r"\d{1,3}/(?:19|20)\d\d\Z")
_FILLERS = frozenset({"nomor", "no", "nmr", "nomer", "num", "tahun", "thn", "th", "taun", "ri", "republik",
                      "indonesia", ":", ".", "tentang"})  # fmt: skip
"""Words that may stand in the name of a regulation without being part of it."""
_KINDS: dict[str, str] = {
    "uu": "uu",
    "undang undang": "uu",
    "pp": "pp",
    "peraturan pemerintah": "pp",
    "perpres": "perpres",
    "peraturan presiden": "perpres",
    "keppres": "keppres",
    "keputusan presiden": "keppres",
    "inpres": "inpres",
    "instruksi presiden": "inpres",
    "permenpan": "permenpan",
    "permenpan rb": "permenpan",
    "permenpanrb": "permenpan",
    "permen pan": "permenpan",
    "permen pan rb": "permenpan",
    "permen panrb": "permenpan",
    "menpan": "permenpan",
    "menpan rb": "permenpan",
    "menpanrb": "permenpan",
    "panrb": "permenpan",
    "pan rb": "permenpan",
    "peraturan menpan": "permenpan",
    "peraturan menpan rb": "permenpan",
    "peraturan menpanrb": "permenpan",
    "peraturan menteri panrb": "permenpan",
    "peraturan menteri pan": "permenpan",
    "peraturan menteri pan rb": "permenpan",
    "peraturan menteri pan dan rb": "permenpan",
    "peraturan menteri pendayagunaan aparatur negara dan reformasi birokrasi": "permenpan",
    "peraturan menteri negara pendayagunaan aparatur negara": "permenpan",
    "permendagri": "permendagri",
    "permen dagri": "permendagri",
    "peraturan mendagri": "permendagri",
    "peraturan menteri dalam negeri": "permendagri",
    "permenkeu": "permenkeu",
    "pmk": "permenkeu",
    "peraturan menteri keuangan": "permenkeu",
    "kep menpan": "kepmenpan",
    "keputusan menpan": "kepmenpan",
    "keputusan menteri pan": "kepmenpan",
    "se": "se",
    "surat edaran": "se",
    **issuers.BY_ISSUER,
}
_BY_WORDS = {tuple(name.split()): kind for name, kind in _KINDS.items()}
_LONGEST_KIND = max(len(words) for words in _BY_WORDS)
_MINISTRY = re.compile(r"(?:permen|kepmen)[a-z]{2,20}\Z")
_NEAR_KINDS = ("permenpan", "permendagri", "perpres", "permenpanrb", "permenkeu")
_LINKS = frozenset(
    {"dari", "dr", "di", "dalam", "dlm", "pada", ",", "(", ")", "itu", "nya", "menurut", "sesuai"}
)
"""Words that may stand between a place and its source: "pasal 19 dari PP 8"."""


@dataclass(frozen=True, slots=True)
class Kata:
    """A word of the text and where it stands."""

    teks: str
    mulai: int
    selesai: int


@dataclass(frozen=True, slots=True)
class _Source:
    first: int
    """Index of the first word, and of the word after the last."""
    last: int
    sumber_id: str | None
    asing: str | None
    """As written, where the registry does not hold it."""


def words_of(text: str) -> list[Kata]:
    """The words of the beginning of a text, in lower case; brackets and commas are words."""
    lower = unicodedata.normalize("NFKC", text[:MAX_CHARS])
    return [Kata(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(lower.lower())]


def find_references(text: str, registry: Iterable[Sumber] | Names) -> tuple[Acuan, ...]:
    """The places and sources that a text names, in its order; at most ``MAX_REFERENCES``."""
    return read_references(text, registry)[0]


def read_references(text: str, registry: Iterable[Sumber] | Names) -> tuple[tuple[Acuan, ...], str]:
    """The places and sources that a text names, and the text without the names of loaded sources: passages
    of those are preferred for being of the source, and need not repeat its name."""
    return _read_references(text, registry if isinstance(registry, Names) else Names.of(registry))


@lru_cache(maxsize=16)
def _read_references(text: str, names: Names) -> tuple[tuple[Acuan, ...], str]:
    """A question is read before its search and, mostly in the same words, for it."""
    original = unicodedata.normalize("NFKC", text[:MAX_CHARS])
    words = words_of(text)
    sources = names.find(words, original)
    taken = {index for s in sources for index in range(s.first, s.last)}
    places = find_places([word.teks for word in words], taken)
    acuan = tuple(_joined(places, sources, words, original)[:MAX_REFERENCES])
    return acuan, _unnamed(sources, names, words, original) if acuan else text


def _unnamed(sources: Sequence[_Source], names: Names, words: Sequence[Kata], original: str) -> str:
    rest, at = [], 0
    for source in sources:
        if source.sumber_id in names.loaded:
            rest.append(original[at : words[source.first].mulai])
            at = words[source.last - 1].selesai
    return " ".join([*rest, original[at:]])


def _joined(
    places: Sequence[Tempat], sources: Sequence[_Source], words: Sequence[Kata], original: str
) -> list[Acuan]:
    """Each place with the source it belongs to; a source without a place stands alone."""
    used: set[int] = set()
    found: list[tuple[int, Acuan]] = []
    for place in places:
        number = _source_of(place, sources, words)
        first, last = place.first, place.last
        source = None
        if number is not None:
            source = sources[number]
            used.add(number)
        text = original[words[first].mulai : words[last - 1].selesai]
        if source is None:
            found.append((first, Acuan(text, place.letak)))
        else:
            named = original[words[source.first].mulai : words[source.last - 1].selesai]
            both = f"{text} {named}" if first < source.first else f"{named} {text}"
            found.append((first, Acuan(both, place.letak, source.sumber_id, source.asing)))
    for number, source in enumerate(sources):
        if number not in used:
            named = original[words[source.first].mulai : words[source.last - 1].selesai]
            found.append((source.first, Acuan(named, Letak(), source.sumber_id, source.asing)))
    result: list[Acuan] = []
    for _, one in sorted(found, key=lambda pair: pair[0]):
        if all((one.letak.key(), one.sumber_id, one.sumber_tidak_dikenal)
               != (o.letak.key(), o.sumber_id, o.sumber_tidak_dikenal) for o in result):  # fmt: skip
            result.append(one)
    return result


def _source_of(place: Tempat, sources: Sequence[_Source], words: Sequence[Kata]) -> int | None:
    """The source right behind a place, else the last one before it, else the next one."""
    after = [n for n, s in enumerate(sources) if s.first >= place.last]
    if after:
        between = words[place.last : sources[after[0]].first]
        if len(between) <= 3 and all(word.teks in _LINKS for word in between):
            return after[0]
    before = [n for n, s in enumerate(sources) if s.last <= place.first]
    if before:
        return before[-1]
    return after[0] if after else None


_Row = tuple[str, str, str | None, int | None, tuple[str, ...], bool]


@lru_cache(maxsize=8)
def _names(rows: tuple[_Row, ...]) -> Names:
    return Names(rows)


class Names:
    """The names of the registered sources: by kind, number and year, and by their words."""

    @staticmethod
    def of(registry: Iterable[Sumber]) -> Names:
        """Those of some sources; the same names are read once."""
        return _names(tuple((s.id, s.singkat, s.nomor, s.tahun, s.sebutan, s.dimuat) for s in registry))

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._numbered: dict[tuple[str, int], dict[tuple[str, tuple[str, ...]], int | None]] = {}
        """Years by kind and number, then by source and issuer."""
        self._worded: dict[tuple[str, ...], str] = {}
        self.loaded = {row[0] for row in rows if row[5]}
        for source_id, short, _, year, names, _ in rows:
            for name in (short, *names):
                words = [word.teks for word in words_of(name)]
                regulation = _regulation(words, 0)
                if regulation and regulation.last >= len(words):
                    key = (regulation.kind, regulation.number)
                    known = self._numbered.setdefault(key, {})
                    known[source_id, regulation.issuer] = regulation.year or year
                elif form := tuple(word for word in words if word not in _FILLERS):
                    old = self._worded.get(form)
                    if old is None or old not in self.loaded:
                        self._worded[form] = source_id
        self._longest = max((len(form) for form in self._worded), default=0)

    def find(self, words: Sequence[Kata], original: str) -> list[_Source]:
        texts = [word.teks for word in words]
        found: list[_Source] = []
        index = 0
        while index < len(texts):
            source = (
                self._by_number(texts, index, words, original)
                or self._by_words(texts, index)
                or self._bare(texts, index)
            )
            if source:
                found.append(source)
                index = source.last
            else:
                index += 1
        return found

    def _by_number(self, texts: list[str], at: int, words: Sequence[Kata], original: str) -> _Source | None:
        regulation = _regulation(texts, at)
        if regulation is None:
            return None
        known = self._numbered.get((regulation.kind, regulation.number), {})
        fitting = regulation.among(known)
        loaded = [i for i in fitting if i in self.loaded] or fitting
        if len(loaded) == 1:
            return _Source(at, regulation.last, loaded[0], None)
        if loaded:
            return None
        written = original[words[at].mulai : words[regulation.last - 1].selesai]
        return _Source(at, regulation.last, None, written)

    def _bare(self, texts: list[str], at: int) -> _Source | None:
        """A number with its year, without the kind ("LKE 88/2021"), where only one source has both."""
        start = _past_fillers(texts, at) if texts[at] in {"nomor", "no"} else at
        regulation = _numbered("", texts, start)
        if regulation is None or regulation.year is None:
            return None
        if start == at and not _BOTH_WHOLE.match(texts[at]):
            return None
        found = [i for (_, n), ids in self._numbered.items() if n == regulation.number
                 for (i, _), year in ids.items() if year == regulation.year]  # fmt: skip
        alone = len(set(found)) == 1
        return _Source(at, regulation.last, found[0], None) if alone else None

    def _by_words(self, texts: list[str], at: int) -> _Source | None:
        """The longest name that begins here, fillers skipped."""
        form: list[str] = []
        best: _Source | None = None
        if texts[at] in _FILLERS:
            return None
        for index in range(at, min(len(texts), at + 2 * self._longest + 2)):
            if texts[index] in _FILLERS:
                continue
            form.append(texts[index])
            if len(form) > self._longest:
                break
            source_id = self._worded.get(tuple(form))
            if source_id:
                best = _Source(at, index + 1, source_id, None)
        return best


@dataclass(frozen=True, slots=True)
class _Regulation:
    kind: str
    number: int
    year: int | None
    last: int
    """Index of the word after it."""
    issuer: tuple[str, ...] = ()

    def among(self, known: Mapping[tuple[str, tuple[str, ...]], int | None]) -> list[str]:
        """The sources of this kind and number that it may be: of its issuer and year.  Without an issuer the
        year has to be named, or the source must have none either."""
        fitting = [(i, who) for (i, who), year in known.items() if self.year in (None, year)]
        if self.issuer:
            return list(dict.fromkeys(i for i, who in fitting if issuers.is_same(self.issuer, who)))
        bare = [i for i, who in fitting if not who]
        return bare or list(dict.fromkeys(i for i, _ in fitting if self.year is not None))


def _regulation(words: Sequence[str], at: int) -> _Regulation | None:
    """A kind of regulation with its number, and its year where it follows."""
    kind, index = _kind(words, at)
    if kind is None:
        return None
    if kind not in issuers.KINDS:
        return _numbered(kind, words, _past_fillers(words, index))
    issuer, index = issuers.issuer_at(words, index)
    own = issuers.kind_of(kind, issuer)
    if own in issuers.NEEDS_ISSUER and not issuer:
        return None
    found = _numbered(own, words, _past_fillers(words, index))
    return replace(found, issuer=issuer) if found and own in issuers.KINDS else found


def _numbered(kind: str, words: Sequence[str], index: int) -> _Regulation | None:
    """The number, and the year where it follows, that stand here."""
    if index >= len(words):
        return None
    if both := _BOTH.match(words[index]):
        year = int(both[2])
        return _Regulation(kind, int(both[1]), year if year > 99 else 2000 + year, index + 1)
    if not _NUMBER.match(words[index]):
        return None
    number = int(words[index])
    after = _past_fillers(words, index + 1)
    if after < len(words) and _YEAR.match(words[after]):
        return _Regulation(kind, number, int(words[after]), after + 1)
    return _Regulation(kind, number, None, index + 1)


def _kind(words: Sequence[str], at: int) -> tuple[str | None, int]:
    for size in range(min(_LONGEST_KIND, len(words) - at), 0, -1):
        kind = _BY_WORDS.get(tuple(words[at : at + size]))
        if kind:
            return kind, at + size
    word = words[at]
    if _MINISTRY.match(word) or len(word) >= 6:
        near = _near_kind(word)
        if near:
            rb = at + 1 < len(words) and words[at + 1] == "rb"
            return near, at + 2 if rb else at + 1
    return (word, at + 1) if _MINISTRY.match(word) else (None, at)


def _near_kind(word: str) -> str | None:
    """The kind that a misspelt word means: one mistake, two in long words."""
    from rapidfuzz.distance import OSA

    if not 6 <= len(word) <= 13 or word[0] != "p":
        return None
    allowed = 1 if len(word) < 9 else 2
    scored = [(OSA.distance(word, name, score_cutoff=allowed), name) for name in _NEAR_KINDS]
    distance, name = min(scored)
    return _KINDS[name] if distance <= allowed and (distance == 1 or word not in _KINDS) else None


def _past_fillers(words: Sequence[str], index: int) -> int:
    while index < len(words) and words[index] in _FILLERS:
        index += 1
    return index
