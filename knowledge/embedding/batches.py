"""Batches of questions with the texts that they should find, drawn by a seeded chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from knowledge.embedding.material import Article, Tanya, Views, sentences
from knowledge.embedding.noise import Noise

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NEIGHBOURS = 4
"""Articles of one document in a batch: they are the hard ones to tell apart."""
MAX_PIECES = 256
TO_STATEMENTS = 0.4
"""Share of the batches of written questions that look for the statement instead of its passage."""
MEANT = 0.7
"""How often a question looks for the answer that it was written for, where others answer it too."""
THINNED = 0.3
"""Share of the passages in such a batch that lack one of their parts."""


@dataclass(frozen=True, slots=True)
class Batch:
    questions: list[list[int]]
    passages: list[list[int]]
    answers: list[int]
    groups: list[int]
    spared: list[list[int]] = field(default_factory=list)
    """For each question, passages that answer it too."""


class Batches:
    def __init__(
        self,
        articles: Sequence[Article],
        pieces: Sequence[Sequence[int]],
        views: Sequence[Views],
        tokenizer: Tokenizer,
        noise: Noise,
        chance: Random,
        written: Sequence[Tanya] = (),
    ) -> None:
        """``pieces`` are those of the articles' texts."""
        self._articles, self._pieces, self._views = articles, pieces, views
        self._tokenizer, self._noise, self._chance = tokenizer, noise, chance
        parts = [part for view in views for part in view.bagian]
        encoded = iter(self._encode(parts))
        self._parts = [[next(encoded) for _ in view.bagian] for view in views]
        places = {key: n for n, key in enumerate(dict.fromkeys(view.kunci for view in views))}
        self._places = [places[view.kunci] for view in views]
        runs: list[list[int]] = []
        for row, article in enumerate(articles):
            last = runs[-1] if runs else []
            if last and len(last) < NEIGHBOURS and articles[last[0]].dokumen == article.dokumen:
                last.append(row)
            else:
                runs.append([row])
        self._runs, self._order = runs, list[int]()
        self._written, self._queue = written, list[Tanya]()
        # What nobody asks for is no candidate either: it would only ever be pushed away.
        keys = sorted({key for one in written for key in one.jawaban})
        texts = [views[row].kalimat[n] for row, n in keys]
        self._statements = self._encode(texts)
        self._alike = [texts.index(text) for text in texts]
        self._statement_at = {key: at for at, key in enumerate(keys)}
        self._asked = sorted({row for row, _ in keys})
        self._asked_at = {row: at for at, row in enumerate(self._asked)}

    def _encode(self, texts: Sequence[str]) -> list[list[int]]:
        return [e.ids for e in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    def articles(self, size: int) -> Batch:
        """Questions made of titles, explanations and sentences of ``size`` articles."""
        rows: list[int] = []
        while len(rows) < size:
            if not self._order:
                self._order = list(range(len(self._runs)))
                self._chance.shuffle(self._order)
            rows.extend(self._runs[self._order.pop()])
        rows = rows[:size]
        asked, told, whole = [], [], []
        for row in rows:
            question, rest = self._ask_article(self._articles[row])
            asked.append(question)
            whole.append(rest is None)
            if rest is not None:
                told.append(rest)
        encoded = iter(self._encode(told))
        passages = [
            list(self._pieces[row][:MAX_PIECES]) if full else next(encoded)[:MAX_PIECES]
            for row, full in zip(rows, whole, strict=True)
        ]
        return Batch(self._encode(asked), passages, list(range(len(rows))), list(range(len(rows))))

    def _ask_article(self, article: Article) -> tuple[str, str | None]:
        """A question, and the text without what the question was made of (None: the whole text)."""
        chance = self._chance
        kind = chance.random()
        if article.penjelasan and kind < 0.6:
            return self._noise.question(
                chance.choice(sentences(article.penjelasan) or [article.penjelasan])
            ), None
        if article.judul and kind < 0.3:
            parts = sentences(article.teks)
            # The title is the same for all articles of a document: some words of this one beside it.
            hint = chance.choice(parts or [article.teks])
            return self._noise.question(
                f"{article.judul} {self._noise.question(hint, most=4)}", most=20
            ), None
        parts = sentences(article.teks)
        if len(parts) < 2:
            return self._noise.question(article.teks, most=10), None
        at = chance.randrange(len(parts))
        if chance.random() < 0.6:
            return self._noise.question(parts[at]), " ".join(parts[:at] + parts[at + 1 :])
        return self._noise.question(parts[at]), None

    def views(self, size: int) -> Batch:
        """Questions to ``size`` shipped passages, to be found among all of them."""
        chance = self._chance
        rows = chance.sample(range(len(self._views)), min(size, len(self._views)))
        passages = [[p for part in parts for p in part] for parts in self._parts]
        asked: list[str] = []
        for row in rows:
            text, part = chance.choice(self._views[row].tanya)
            asked.append(self._noise.question(text))
            if part is not None and len(self._parts[row]) > 1:
                # What the question repeats is left out, and now and then other search words too.
                kept = [p for n, p in enumerate(self._parts[row]) if n != part]
                passages[row] = [p for pieces in kept for p in pieces]
        return Batch(self._encode(asked), passages, rows, self._places)

    def written(self, size: int) -> Batch:
        """``size`` written questions, to be found among all shipped passages or all statements."""
        chance = self._chance
        taken: list[Tanya] = []
        while len(taken) < min(size, len(self._written)):
            if not self._queue:
                self._queue = list(self._written)
                chance.shuffle(self._queue)
            taken.append(self._queue.pop())
        asked = self._encode([self._noise.asked(one.pertanyaan) for one in taken])
        meant = [one.jawaban[0] if chance.random() < MEANT else chance.choice(one.jawaban) for one in taken]
        at = self._statement_at
        if chance.random() < TO_STATEMENTS:
            others = [[at[key] for key in one.jawaban] for one in taken]
            return Batch(asked, self._statements, [at[key] for key in meant], self._alike, others)
        place = self._asked_at
        spared = [[place[row] for row, _ in one.jawaban] for one in taken]
        groups = [self._places[row] for row in self._asked]
        return Batch(asked, self._thinned(), [place[row] for row, _ in meant], groups, spared)

    def _thinned(self) -> list[list[int]]:
        """The pieces of the passages that are asked for; some lack a part, so that no single one is leant
        on."""
        chance = self._chance
        found: list[list[int]] = []
        for row in self._asked:
            parts = self._parts[row]
            gone = chance.randrange(1, len(parts)) if len(parts) > 2 and chance.random() < THINNED else None
            found.append([p for n, pieces in enumerate(parts) if n != gone for p in pieces])
        return found
