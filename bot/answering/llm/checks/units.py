"""What a passage says, as units: one sentence, one item under its opening, or one whole list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.compose.say import explanation, sentences
from bot.answering.llm.checks.facts import Fakta, facts
from bot.answering.llm.checks.lexicon import TOKEN, leksikon
from bot.answering.llm.model import Nukilan
from knowledge.model import Passage

WINDOW = 4
"""Words of content on either side by which two occurrences of a word are compared."""
_NO_MORE = frozenset({"hanya", "saja", "cuma", "semata"})


@dataclass(frozen=True, slots=True)
class Kemunculan:
    """One word of content where it stands: whether it is denied, and its neighbours."""

    akar: str
    ingkar: bool
    tetangga: frozenset[str]


@dataclass(frozen=True, slots=True)
class Konteks:
    """A fact among the words around it."""

    golongan: str
    """Facts of one kind could stand in one another's place: ``angka bulan``, ``letak pasal``, ``arah``."""
    nilai: str
    tetangga: frozenset[str]


@dataclass(frozen=True, slots=True)
class Satuan:
    """A unit of evidence or of an answer."""

    teks: str
    fakta: frozenset[tuple[str, str]]
    terurut: tuple[Fakta, ...]
    isi: frozenset[str]
    kata: tuple[Kemunculan, ...]
    konteks: tuple[Konteks, ...]
    hitung: tuple[str, ...] = ()
    """What is subtracted from or divided by what: the words before and behind the sign."""
    sangkalan: int = 0
    """How many negations it has."""
    banyak: frozenset[str] = frozenset()
    """Counts that the unit shows without naming them: how many items it lists."""
    daftar: bool = False
    """A list with all its items: no evidence for what belongs to whom."""


@lru_cache(maxsize=16384)
def read_unit(text: str, banyak: frozenset[str] = frozenset(), daftar: bool = False) -> Satuan:
    """A piece of text as a unit."""
    found = tuple(sorted(facts(text), key=lambda f: f.di))
    words = occurrences(text)
    return Satuan(
        text,
        frozenset((f.jenis, f.nilai) for f in found),
        found,
        frozenset(w.akar for w in words),
        words,
        tuple(_in_context(text, found)),
        tuple(_sums(text)),
        sum(1 for word in TOKEN.findall(without_prefix(text.lower())) if word in leksikon().ingkar),
        banyak,
        daftar,
    )


SWAPPED = frozenset({"angka", "tanggal", "letak", "arah", "urutan"})


def _in_context(text: str, found: Sequence[Fakta]) -> Iterator[Konteks]:
    words = leksikon()
    placed = [(m.start(), stem) for m in TOKEN.finditer(text.lower()) for stem in words.content(m[0])]
    for fact in found:
        if fact.jenis not in SWAPPED:
            continue
        before = [stem for at, stem in placed if at < fact.di][-WINDOW:]
        after = [stem for at, stem in placed if at > fact.di][:WINDOW]
        yield Konteks(group(fact), fact.nilai, frozenset(before + after))


_SIGN = re.compile(r"\b(?:dikurangi|dibagi|dibanding dengan)\b|[÷−]", re.IGNORECASE)


def _sums(text: str) -> Iterator[str]:
    words = leksikon()
    for match in _SIGN.finditer(text):
        before = [w for w in words.content(text[: match.start()].lower()) if w != "persentase"][-2:]
        after = [w for w in words.content(text[match.end() :].lower()) if w != "persentase"][:2]
        if before and after:
            yield f"{' '.join(before)}|{' '.join(after)}"


def group(fact: Fakta) -> str:
    """The kind of values among which a fact is one."""
    if fact.jenis == "letak":
        return f"letak {fact.nilai.rpartition(' ')[0]}" if "+" not in fact.nilai else "letak +"
    if fact.jenis == "angka":
        return f"angka {fact.nilai.partition(' ')[2]}"
    if fact.jenis == "arah":
        return f"arah {next((i for i, pair in enumerate(OPPOSITES) if fact.nilai in pair), fact.nilai)}"
    return fact.jenis


OPPOSITES = (
    frozenset({"sebelum", "setelah"}), frozenset({"paling_lambat", "paling_cepat"}),
    frozenset({"paling_sedikit", "paling_banyak"}), frozenset({"lebih", "kurang"}), frozenset({"awal", "akhir"}),  # noqa: E501
    frozenset({"naik", "turun"}), frozenset({"makin_tinggi", "makin_rendah"}),
)  # fmt: skip


REACH = 4
"""A negation denies the next word of content among so many words."""
_NOT_WITHIN = re.compile(r"\bketidak(?=[a-z]{4})")


def without_prefix(text: str) -> str:
    """ "Ketidaksesuaian" as "tidak sesuaian": the denial is a word."""
    return _NOT_WITHIN.sub("tidak ", text)


def occurrences(text: str) -> tuple[Kemunculan, ...]:
    """The words of content of a text with their polarity.

    A negation reaches over words without content ("tidak akan disampaikan") to the next word of content, and
    over a modal to both.  "Tidak hanya" denies nothing.
    """
    words = leksikon()
    low = without_prefix(text.lower())
    stems: list[str] = []
    denied: list[bool] = []
    pending = 0
    tokens = TOKEN.findall(low)
    for at, word in enumerate(tokens):
        if word in words.ingkar:
            following = tokens[at + 1] if at + 1 < len(tokens) else ""
            pending = 0 if following in _NO_MORE else REACH
            if word == "bukan" and following in words.netral:
                stems.append(f"={words.stem(following)}")
                denied.append(True)
                pending = 0
            continue
        if word in words.wajib:
            stems.append(f"={words.wajib[word]}")
            denied.append(pending > 0)
            continue
        reached = pending > 0
        pending = max(0, pending - 1)
        for stem in words.content(word):
            stems.append(stem)
            denied.append(reached)
            reached, pending = False, 0
    return tuple(
        Kemunculan(s, d, frozenset(stems[max(0, i - WINDOW) : i] + stems[i + 1 : i + 1 + WINDOW]))
        for i, (s, d) in enumerate(zip(stems, denied, strict=True))
    )


_PART = re.compile(r";\s+|,\s+(?=sedangkan\b)")


@lru_cache(maxsize=2048)
def passage_units(passage: Passage) -> tuple[Satuan, ...]:
    """Every unit of a passage, single sentences before whole lists."""
    out: list[Satuan] = []
    for one in passage.pernyataan:
        lead = [one.teks, *(sentences(one.teks) if not one.butir else ())]
        count = frozenset({str(len(one.butir))}) if one.butir else frozenset()
        out += [read_unit(t, count) for t in dict.fromkeys(lead)]
        if not one.butir:
            out += [read_unit(part.strip()) for part in _PART.split(one.teks) if len(part.split()) > 3]
        if one.butir:
            out += [read_unit(f"{one.teks} {item}", count) for item in one.butir]
            out += [read_unit(item) for item in one.butir]
            out.append(read_unit(" ; ".join((one.teks, *one.butir)), count, True))
    free = explanation(passage) if passage.pernyataan else text_units(passage.teks)
    out += [read_unit(s) for s in free]
    return tuple(dict.fromkeys(out))


def text_units(text: str) -> list[str]:
    """The sentences of a text without statements, and its paragraphs."""
    lines = [line for line in text.split("\n") if line.strip()]
    return list(dict.fromkeys([s for line in lines for s in sentences(line)] + lines))


def evidence_units(cited: Sequence[Nukilan], composed: Iterable[str]) -> tuple[Satuan, ...]:
    """The units of the cited passages, of their verbatim text, and sentences of the composed answer."""
    out: list[Satuan] = []
    for one in cited:
        out += passage_units(one.passage)
        for verbatim in one.naskah:
            out += passage_units(verbatim)
    out += [read_unit(line) for line in composed]
    return tuple(dict.fromkeys(out))


_BREAK = re.compile(
    r";|(?:,\s*)?\b(?:sedangkan|sementara itu|sementara|adapun|melainkan|dan|serta)\b|,(?=\s)|:(?=\s)"
)


def segments(unit: Satuan) -> tuple[Satuan, ...]:
    """The parts of a unit that each hold one value of a kind; the unit itself where it holds only one."""
    if not competing(unit):
        return (unit,)
    parts: list[str] = []
    current = ""
    for piece in _BREAK.split(unit.teks):
        joined = f"{current}, {piece}" if current else piece
        if current and _rivals(read_unit(joined)) and bound(read_unit(piece)):
            parts.append(current)
            current = piece
        else:
            current = joined
    parts.append(current)
    return tuple(read_unit(p) for p in parts if p.strip())


def bound(unit: Satuan) -> dict[str, set[str]]:
    """Values that belong to somebody or something, by kind: periods by their unit, dates."""
    out: dict[str, set[str]] = {}
    for fact in unit.terurut:
        if fact.jenis == "angka" and " " in fact.nilai:
            out.setdefault(fact.nilai.split(" ")[1], set()).add(fact.nilai)
        elif fact.jenis == "angka":
            out.setdefault("angka", set()).add(fact.nilai)
        elif fact.jenis == "tanggal" and " " in fact.nilai:
            out.setdefault("tanggal", set()).add(fact.nilai)
    return out


def _rivals(unit: Satuan) -> bool:
    return any(len(values) > 1 for values in bound(unit).values())


def competing(unit: Satuan) -> bool:
    """Whether a unit holds several values of one kind."""
    return _rivals(unit)
