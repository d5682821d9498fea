"""What belongs to whom: values with their posts, rules and words; and who does what to whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from bot.answering.llm.checks.facts import Fakta
from bot.answering.llm.checks.lexicon import TOKEN, leksikon
from bot.answering.llm.checks.units import Satuan, bound, group, segments

ANCHORS = frozenset({"pejabat", "peraturan", "urutan", "kategori"})
"""Facts to which a value belongs."""
CROSSED = frozenset({"angka", "tanggal", "urutan", "letak", "kategori", "sisi", "peraturan"})
MOST_CROSSED = 12
"""Values of one group above which pairs are not compared."""
_ACTIVE = re.compile(r"(?:me[mnlrwy]?|meng|meny)[a-z]{3,}$")
_PASSIVE = re.compile(r"di[a-z]{3,}$")


def misbound(clause: Satuan, units: Sequence[Satuan], *, whole: bool) -> list[tuple[str, str]]:
    """Values that a unit gives to somebody else: it holds several, and the clause names a post, a rule or
    words that stand with another of them."""
    out: list[tuple[str, str]] = []
    for unit in units:
        parts = segments(unit)
        if len(parts) < 2:
            continue
        if whole or len(segments(clause)) > 1:
            if not _same_order(clause, unit):
                out.append(("angka", "urutan nilai"))
            continue
        for values in bound(clause).values():
            for value in values:
                out += _given_away(clause, value, parts)
    return out


def _given_away(clause: Satuan, value: str, parts: Sequence[Satuan]) -> list[tuple[str, str]]:
    here = [p for p in parts if any(v == value for _, v in p.fakta)]
    rest = [p for p in parts if p not in here]
    if not here:
        return []
    mine = {(k, v) for k, v in clause.fakta if k in ANCHORS}
    near = {f for p in here for f in p.fakta if f[0] in ANCHORS}
    far = {f for p in rest for f in p.fakta if f[0] in ANCHORS}
    rivals = {k for k, _ in near}
    out = [
        ("angka", f"{value} ({anchor})") for kind, anchor in mine
        if (kind, anchor) in far - near and (kind == "pejabat" or kind in rivals)
    ]  # fmt: skip
    words = frozenset(w for w in clause.isi if not w.startswith("="))
    close = frozenset().union(*(p.isi for p in here))
    away = frozenset().union(*(p.isi for p in rest)) - close
    lost = (words & away) - frozenset(w for w in away if w in parts[0].isi)
    if lost and len(lost) > len(words & close):
        out.append(("angka", f"{value} ({', '.join(sorted(lost)[:2])})"))
    return out


def _same_order(clause: Satuan, unit: Satuan) -> bool:
    """Whether values and posts of a clause follow one another as in the unit."""
    kinds = {"angka", "tanggal", "pejabat", "kategori"}
    there = [(f.jenis, f.nilai) for f in unit.terurut if f.jenis in kinds]
    at = 0
    for fact in clause.terurut:
        if fact.jenis not in kinds or (fact.jenis, fact.nilai) not in there:
            continue
        try:
            at = there.index((fact.jenis, fact.nilai), at)
        except ValueError:
            return False
    return True


def crossed(clause: Satuan, units: Sequence[Satuan]) -> list[tuple[str, str]]:
    """Two values that changed places against two others: "pertama di kiri, kedua di kanan" where the
    units have the first on the right."""
    mine = _pairs(clause)
    out: list[tuple[str, str]] = []
    for one, other in combinations(sorted(mine), 2):
        if one[0] == other[0]:
            continue
        there = [(t[one], t[other]) for u in units if one in (t := _pairs(u)) and other in t]
        if there and all((mine[one] == mine[other]) != (a == b) for a, b in there):
            out.append((one[0].split(" ")[0], f"{one[1]} dan {one[2]} bertukar tempat"))
    return out


@lru_cache(maxsize=8192)
def _pairs(unit: Satuan) -> dict[tuple[str, str, str], bool]:
    """Each two values of a group that stand once in a unit, and whether the lower one is first."""
    groups: dict[str, dict[str, list[int]]] = {}
    for fact in unit.terurut:
        if fact.jenis in CROSSED and "+" not in fact.nilai:
            name = f"angka {fact.kata}" if fact.jenis == "angka" and fact.kata else group(fact)
            groups.setdefault(name, {}).setdefault(fact.nilai, []).append(fact.di)
    out: dict[tuple[str, str, str], bool] = {}
    for name, values in groups.items():
        once = sorted((v, at[0]) for v, at in values.items() if len(at) == 1)
        if len(once) <= MOST_CROSSED:
            out |= {(name, a, b): i < j for (a, i), (b, j) in combinations(once, 2)}
    return out


def turned(clause: Satuan, units: Sequence[Satuan]) -> list[tuple[str, str]]:
    """Two rules or posts that have changed places around a deed: "A diganti oleh B" as "B diganti oleh A"."""
    mine = _actors(clause)
    out: list[tuple[str, str]] = []
    for about, actor in mine.items():
        there = {a for unit in units if (a := _actors(unit).get(about))}
        if there and actor not in there:
            out.append((about[0], f"{about[1]} dan {about[2]} bertukar tempat"))
    return out


@lru_cache(maxsize=8192)
def _actors(unit: Satuan) -> dict[tuple[str, str, str, str], str]:
    """Who does a deed, by the kind of parties, the two parties and the deed."""
    out: dict[tuple[str, str, str, str], str] = {}
    for kind in ("peraturan", "pejabat"):
        first: dict[str, int] = {}
        for fact in unit.terurut:
            if fact.jenis == kind:
                first.setdefault(fact.nilai, fact.di)
        for one, other in pairwise(first):
            low, high = sorted((one, other))
            if between := _deed(unit.teks[first[one] : first[other]]):
                out[kind, low, high, between[0]] = one if between[1] else other
            elif (behind := _deed(unit.teks[first[other] :])) and behind[1]:
                out[kind, low, high, behind[0]] = other
    return out


def _deed(text: str) -> tuple[str, bool] | None:
    """The first deed of a text and whether somebody does it (and not: has it done to them)."""
    for word in TOKEN.findall(text.lower()):
        stem = leksikon().stem(word)
        if stem in leksikon().laku and (_ACTIVE.match(word) or _PASSIVE.match(word)):
            return stem, not _PASSIVE.match(word)
    return None


def contradict(clause: Satuan, one: Satuan, other: Satuan) -> bool:
    """Whether two units give different values of a kind that the clause takes from one of them."""
    mine, left, right = bound(clause), bound(one), bound(other)
    for kind, values in mine.items():
        a, b = left.get(kind, set()), right.get(kind, set())
        if a and b and not (values <= a and values <= b):
            return True
    if _of_others(clause, one) or _of_others(clause, other):
        return True
    for kind in ("kepada", "rumus"):
        mine_, a, b = (values_of(unit, kind) for unit in (clause, one, other))
        if mine_ and a and b and not (mine_ <= a and mine_ <= b):
            return True
    return False


def values_of(unit: Satuan, kind: str) -> set[str]:
    return {v for k, v in unit.fakta if k == kind}


def _of_others(clause: Satuan, unit: Satuan) -> bool:
    """Whether a unit gives a value of the clause to posts of which the clause names none."""
    mine, theirs = values_of(clause, "pejabat"), values_of(unit, "pejabat")
    shared = bound(clause).keys() & bound(unit).keys()
    return bool(shared and mine and theirs and not mine & theirs)


def counts(fact: Fakta) -> str:
    """What a number counts: its unit of measure, or the stem of the next word."""
    return (fact.nilai.partition(" ")[2] or fact.kata) if fact.jenis in {"angka", "urutan"} else ""
