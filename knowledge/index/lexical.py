"""The lexical index: BM25 over stems, and a tolerant match over the words as they are written.

``kata`` is BM25 (built by bm25s) over the stems of a passage, in which title and search words are repeated
by their weight.  ``huruf`` is BM25 over the character 4-grams of the words as they are written, which a
misspelt word and a phrase still share.  The 4-grams of passages grow with the text (70 million in 100,000
passages), so an index of more than ``MOST_GRAMS`` passages has those of its vocabulary instead (50,000 words
there): each word of a question then reaches the words that share most of its 4-grams.

A folder holds what bm25s wrote, plus the n-grams: ``.npy`` and JSON, nothing pickled, arrays mapped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.index.analyser import Analyser
from knowledge.index.model import Kemajuan
from knowledge.index.postings import (
    Documents,
    Grams,
    Places,
    Postings,
    gram_documents,
    place_word,
    place_words,
    text_grams,
)
from knowledge.index.spelling import Spelling
from knowledge.letak import Letak
from knowledge.model import Passage, Sumber

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.postings import Floats, Ints

    Mask = NDArray[np.bool_]

FIELDS: Mapping[str, int] = {"judul": 3, "kata": 3, "teks": 1, "letak": 1, "sumber": 1, "instansi": 2}
"""How often the words of a field count."""
MOST_GRAMS = 5000
"""Passages up to which their own 4-grams are indexed; measured: recall@5 0.99 against 0.98 without them."""
COMMON = 0.25
"""4-grams that more than this share of the passages have are passed over: they say little and cost most."""
FEW = 50
"""Passages up to which no 4-gram is passed over."""
KEPT = 1 << 20
"""Bytes that the scores of names, and the passages that hold them, may take each."""
FORMAT = 6


@dataclass(frozen=True, slots=True)
class Suku:
    """What is looked up as one: a stem, or the stems of a name that has other forms (padanan)."""

    akar: tuple[str, ...]
    bentuk: tuple[tuple[str, ...], ...] = ()
    """The stems of each other form."""


@dataclass(frozen=True, slots=True)
class Skor:
    """Scores of all passages, 0..1 of what a passage could reach that holds every word, often."""

    kata: Floats
    huruf: Floats


class LexicalIndex:
    """Reading is safe from several threads: nothing is changed after it was built or loaded."""

    def __init__(
        self,
        kata: Postings,
        huruf: Postings,
        grams: Grams | Postings,
        places: Places,
        analyser: Analyser,
    ) -> None:
        self.kata = kata
        self.huruf = huruf
        self._grams = grams
        self._places = places
        self.analyser = analyser
        self._scored: dict[tuple[Suku, float], tuple[float, Floats]] = {}
        self._held: dict[tuple[tuple[str, ...], ...], Mask] = {}

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        analyser: Analyser,
        kemajuan: Kemajuan | None = None,
        *,
        sources: Mapping[str, Sumber] | None = None,
    ) -> LexicalIndex:
        """Index passages in the order given: the row of a passage is its position.

        ``sources`` gives the names under which a source is searched; without it the id stands for them."""
        words, stems = Documents(), Documents()
        for row, passage in enumerate(passages):
            one, other = document_words(passage, analyser, (sources or {}).get(passage.sumber_id))
            words.add(one)
            stems.add(other)
            if kemajuan and (row % 500 == 499 or row + 1 == len(passages)):
                kemajuan("Mengindeks kata", row + 1, len(passages))
        return cls.combine(words, stems, analyser)

    @classmethod
    def combine(cls, words: Documents, stems: Documents, analyser: Analyser) -> LexicalIndex:
        """The index of documents that were read before: words and stems of the same passages in order."""
        plain, places = stems.without_places()
        grams: Grams | Postings
        if len(words.rows) <= MOST_GRAMS:
            huruf, grams = Postings.counted(words), Postings.build_at_once(gram_documents(words))
        else:
            huruf, grams = Postings.build(words), Grams.build(list(words.ids))
        return cls(Postings.build(plain), huruf, grams, Places.build(places), analyser)

    def save(self, folder: Path) -> None:
        self.kata.save(folder / "kata")
        self.huruf.save(folder / "huruf")
        self._grams.save(folder / "gram")
        self._places.save(folder / "letak")
        whole = isinstance(self._grams, Postings)
        # Stemming takes 0.2 ms a word.  Of a large vocabulary those that are their own stems are left out.
        pairs = ((word, self.analyser.stem(word)) for word in self.huruf.ids)
        known = {word: stem for word, stem in pairs if whole or stem != word}
        known |= {word: self.analyser.stem(word) for word in self.analyser.table_words}
        state = {"format": FORMAT, "analyser": self.analyser.sidik, "gram": whole, "akar": known}
        (folder / "leksikal.json").write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, analyser: Analyser) -> LexicalIndex:
        """Raises ``ValueError`` where another analyser made the index, ``OSError`` where files lack."""
        state = json.loads((folder / "leksikal.json").read_text(encoding="utf-8"))
        if state.get("format") != FORMAT or state.get("analyser") != analyser.sidik:
            raise ValueError("the lexical index was made by another analyser")
        analyser.remember(state["akar"])
        kata, huruf = Postings.load(folder / "kata"), Postings.load(folder / "huruf")
        kind = Postings if state["gram"] else Grams
        grams, places = kind.load(folder / "gram"), Places.load(folder / "letak")
        return cls(kata, huruf, grams, places, analyser)

    @property
    def size(self) -> int:
        """Number of passages."""
        return self.kata.size

    def scores(
        self, suku: Sequence[Suku], words: Sequence[str], mask: Mask | None = None, *, padanan: float = 0.5
    ) -> Skor:
        """Scores of every passage for the stems of a question and for its written words.

        Each is divided by what a passage would get that holds every word of the question as often as one
        likes; a word that no passage has counts there as a rare one.  So the best of bad hits stays low,
        and other forms (at the weight ``padanan``) can stand for a name but never count beside it."""
        import numpy as np

        kata, reach = np.zeros(self.size, dtype=np.float32), 0.0
        for one in suku:
            limit, own = self._known(one, padanan)
            reach += limit
            kata += own
        huruf, most = self._by_grams(words, self._grams) if words else (np.zeros_like(kata), 0.0)
        for part, top in ((kata, reach), (huruf, most)):
            part /= np.float32(max(top, 1e-6))
            part.clip(0.0, 1.0, out=part)
            if mask is not None:
                part[~mask] = 0.0
        return Skor(kata, huruf)

    def _known(self, suku: Suku, padanan: float) -> tuple[float, Floats]:
        """The limit of a name and its BM25, of the last ones kept: most questions are about a few names."""
        key = (suku, padanan)
        known = self._scored.get(key)
        if known is None:
            limit = self.limit(suku)
            known = limit, self._one(suku, limit, padanan)
            self._keep(self._scored, key, known, 4)
        return known

    def _keep(self, kept: dict[Any, Any], key: Any, value: Any, width: int) -> None:
        """Keep what was worked out for every passage (``width`` bytes each) within ``KEPT`` bytes; what is
        kept goes with the index."""
        if len(kept) >= KEPT // (width * max(1, self.size)):
            kept.clear()
        kept[key] = value

    def limit(self, suku: Suku) -> float:
        """The most that a name can give: the rarity of its stems; of a name that no passage has, that of its
        best known form."""
        own = sum(self.kata.idf(stem) for stem in suku.akar)
        if any(stem in self.kata.ids for stem in suku.akar):
            return own
        known = [form for form in suku.bentuk if all(stem in self.kata.ids for stem in form)]
        return min(own, max((sum(self.kata.idf(stem) for stem in form) for form in known), default=own))

    def _one(self, suku: Suku, limit: float, padanan: float) -> Floats:
        """BM25 of a name, 0 to ``limit``: its own stems, and of what they leave open the share ``padanan`` of
        the best other form."""
        import numpy as np

        own = np.minimum(self.kata.total(suku.akar), np.float32(limit))
        forms = [form for form in suku.bentuk if any(stem in self.kata.ids for stem in form)]
        if not forms or padanan <= 0:
            return own
        best = np.zeros(self.size, dtype=np.float32)
        for form in forms:
            share = self.kata.total(form)
            share /= np.float32(max(sum(self.kata.idf(stem) for stem in form), 1e-6))
            np.maximum(best, share, out=best)
        own += np.float32(padanan) * np.minimum(best, np.float32(1.0)) * (np.float32(limit) - own)
        return own

    def _by_grams(self, words: Sequence[str], grams: Grams | Postings) -> tuple[Floats, float]:
        """Scores by 4-grams, and the most that they can reach."""
        if isinstance(grams, Grams):
            return self._like(words, grams)
        limit = max(2, int(COMMON * self.size)) if self.size > FEW else self.size
        return grams.total_and_reach(text_grams(words), limit)

    def _like(self, words: Sequence[str], grams: Grams) -> tuple[Floats, float]:
        """Tolerant BM25: a passage gets, for each word, the best of the vocabulary's words like it."""
        import numpy as np

        total = np.zeros(self.size, dtype=np.float32)
        most = 0.0
        for word in dict.fromkeys(words):
            near = grams.like(word)
            idf = self.huruf.idf(near[0][0] if near else word)
            most += idf
            best = np.zeros(self.size, dtype=np.float32) if len(near) > 1 else total
            for other, likeness in near:
                rows, values = self.huruf.column(other)
                # a rare neighbour must not count more than the word that was meant
                weight = likeness * likeness * min(1.0, idf / max(self.huruf.idf(other), 1e-6))
                if best is total:
                    total[rows] += np.float32(weight) * values
                else:
                    best[rows] = np.maximum(best[rows], np.float32(weight) * values)
            if best is not total:
                total += best
        return total, most

    def idf(self, akar: str) -> float:
        """Inverse document frequency, 0..1 of that of a word that no passage has."""
        return self.kata.idf(akar) / self.kata.idf("")

    def count(self, akar: str, mask: Mask | None = None) -> int:
        """In how many passages (of the mask) a stem occurs."""
        import numpy as np

        if mask is None:
            return self.kata.count(akar)
        rows, _ = self.kata.column(akar)
        return int(np.count_nonzero(mask[rows]))

    def inside(self, letak: Letak) -> Ints:
        """Rows of the passages of any source at a place or inside it."""
        return self._places.rows(place_word(letak.key()))

    def exactly(self, letak: Letak) -> Ints:
        """Rows of the passages of any source whose place this is."""
        return self._places.rows(place_word(letak.key(), exact=True))

    def holds(self, forms: tuple[tuple[str, ...], ...], rows: Sequence[int] | NDArray[np.int64]) -> Mask:
        """For each row, whether the passage has all stems of one of the forms."""
        import numpy as np

        has = self._held.get(forms)
        if has is None:
            has = np.zeros(self.size, dtype=bool)
            for form in forms:
                columns = [self.kata.column(stem)[0] for stem in form]
                both = columns[0] if columns else np.zeros(0, dtype=np.int32)
                for column in columns[1:]:
                    both = np.intersect1d(both, column, assume_unique=True)
                has[both] = True
            self._keep(self._held, forms, has, 1)
        held: Mask = has[np.asarray(rows)]
        return held

    @cached_property
    def spelling(self) -> Spelling:
        """Repair of words that no passage has, against the words that passages have."""
        return Spelling(self.vocabulary(), self.analyser.is_word, self.analyser.is_form)

    def vocabulary(self) -> Mapping[str, int]:
        """Every written word and in how many passages it is: for the repair of spelling."""
        return self.huruf.frequencies()


def document_words(
    passage: Passage, analyser: Analyser, sumber: Sumber | None
) -> tuple[list[str], list[str]]:
    """Words and stems of a passage, repeated by the weight of their field; among the stems also the words
    of its place, which the index keeps apart."""
    named = passage.sumber_id.replace("-", " ") if sumber is None else sumber.singkat
    named = "".join(letter for letter in named if not letter.isdigit())  # numbers are found as references
    claims = [p.perihal for p in passage.pernyataan if p.perihal]
    fields: dict[str, str] = {
        "judul": passage.judul,
        "kata": " ; ".join([*passage.kata, *claims]),
        "teks": passage.teks,
        "letak": str(passage.letak),
        "sumber": named,
        "instansi": f"{passage.instansi or ''} {passage.tahun or ''}" if passage.instansi else "",
    }
    words: list[str] = []
    stems: list[str] = []
    for name, text in fields.items():
        one, other = analyser.words_and_stems(text)
        words.extend(one * FIELDS[name])
        stems.extend(other * FIELDS[name])
    return words, stems + place_words(passage.letak)
