"""Whether the passages that a sentence cites say what it says.

A sentence is held against units of its passages (sentences, items).  It is supported where one unit, or two
that do not contradict each other in what they share, hold every fact of it, agree in every yes and no, and
share enough of its words.  Facts are never gathered from all over a passage: "dua bulan" of one recipient is
no evidence for another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from bot.answering.llm.checks.facts import Fakta
from bot.answering.llm.checks.lexicon import leksikon
from bot.answering.llm.checks.units import Satuan, bound, group, segments

SHARED = 0.6
"""Share of a clause's words of content that its units have to hold."""
NOVEL = 0.2
"""Share of them that may be in none of the cited passages: words of the language, not of the matter."""
VERBATIM = 0.8
"""A clause that is so like one unit has to be supported by that unit or another one alone."""
SPELLED_ALIKE = 85
"""The same for short clauses, by letters (0..100)."""
SAME_LENGTH = 0.8
"""A clause is not like a unit that is much longer or shorter."""
FEW = 4
"""Words of content below which only the same words make a clause like a unit."""
BEARING = 0.35
"""Share of a clause's words that each of two units has to hold."""
MARGIN = 2
"""So many more neighbours have to speak for another value before a clause is said to have displaced it."""
FROM_META = frozenset({"letak", "peraturan", "angka", "urutan", "tanggal"})
"""Facts that the title and the place of a passage may prove."""
NEAREST = 8
"""Units that are tried in pairs."""
ORDER = ("angka", "tanggal", "urutan", "letak", "peraturan", "pejabat", "kepada", "arah", "wajib", "kategori", "hitung",  # noqa: E501
         "ingkar", "isi")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bukti:
    """The units of the cited passages, and what holds for all of them."""

    satuan: tuple[Satuan, ...]
    meta: frozenset[tuple[str, str]]
    """Facts of source, place and title."""
    meta_isi: frozenset[str]
    """Words of source, place and title."""
    semua_isi: frozenset[str]
    """Words of the passages as a whole."""
    tanya_isi: frozenset[str] = frozenset()
    """Words of the question: they are not new in an answer, and they prove nothing."""
    pihak_tanya: frozenset[str] = frozenset()
    """Posts of the question that the passages have under another name."""


@dataclass(frozen=True, slots=True)
class Putusan:
    """``kurang`` names what is not supported: ``(kind, value)``; empty where all is."""

    kurang: tuple[tuple[str, str], ...]

    @property
    def didukung(self) -> bool:
        return not self.kurang


def judge(clause: Satuan, proof: Bukti) -> Putusan:
    """The verdict on a clause; of several failures the smallest is told."""
    novel = _novel(clause, proof)
    if novel:
        return Putusan(novel)
    parts = segments(clause)
    if len(parts) > 1:
        whole = _best(clause, proof, whole=True)
        if whole.didukung or is_verbatim(clause, proof):
            return whole
        missing = tuple(m for part in parts for m in _best(part, proof).kurang)
        return Putusan(tuple(dict.fromkeys(missing)))
    return _best(clause, proof)


def is_verbatim(clause: Satuan, proof: Bukti) -> bool:
    """Whether a clause is so like one unit that nothing in it may differ from that unit."""
    return bool(_twins(clause, proof))


def _twins(clause: Satuan, proof: Bukti) -> list[Satuan]:
    return [unit for unit in proof.satuan if _is_twin(clause, unit)]


def _is_twin(clause: Satuan, unit: Satuan) -> bool:
    if unit.daftar:
        return False
    if len(clause.isi) >= FEW and _alike(clause, unit) >= VERBATIM:
        return True
    return fuzz.ratio(clause.teks.lower().strip(" .;"), unit.teks.lower().strip(" .;")) >= SPELLED_ALIKE


def _novel(clause: Satuan, proof: Bukti) -> tuple[tuple[str, str], ...]:
    matter = {w for w in clause.isi if not w.startswith("=")}
    new = matter - proof.semua_isi - proof.meta_isi - proof.tanya_isi
    limit = max(1, int(NOVEL * len(matter)))
    return tuple(("isi", w) for w in sorted(new)) if len(new) > limit else ()


def _best(clause: Satuan, proof: Bukti, *, whole: bool = False) -> Putusan:
    ranked = sorted(proof.satuan, key=lambda u: -_overlap(clause, u))
    best: tuple[tuple[str, str], ...] | None = None
    general = (
        *_denied_elsewhere(clause, proof),
        *_displaced(clause, proof),
        *_miscounted_denials(clause, proof),
    )
    if general:
        return Putusan(general)
    twins = _twins(clause, proof)
    ranked = twins or [u for u in ranked if not u.daftar or not _mixed(clause, u)] or ranked
    for unit in ranked:
        missing = _missing(clause, (unit,), proof, whole=whole)
        if not missing:
            return Putusan(())
        if best is None or _weight(missing) < _weight(best):
            best = missing
    if not whole and not twins:
        for pair in combinations(ranked[:NEAREST], 2):
            if _contradict(clause, *pair) or not _both_bear(clause, *pair):
                continue
            missing = _missing(clause, pair, proof)
            if not missing:
                return Putusan(())
    return Putusan(best or (("isi", "tanpa bukti"),))


def _weight(missing: Sequence[tuple[str, str]]) -> tuple[int, int]:
    return (sum(1 for kind, _ in missing if kind != "isi"), len(missing))


def _overlap(clause: Satuan, unit: Satuan) -> float:
    shared = len(clause.isi & unit.isi) / max(1, len(clause.isi))
    return shared + 0.2 * len(clause.fakta & unit.fakta)


def _missing(
    clause: Satuan, units: Sequence[Satuan], proof: Bukti, *, whole: bool = False
) -> tuple[tuple[str, str], ...]:
    """What of a clause the units do not hold."""
    twin = len(units) == 1 and _is_twin(clause, units[0])
    out = [(f.jenis, f.nilai) for f in clause.terurut if not _held(f, units, proof)]
    out += [("hitung", h) for h in clause.hitung if not any(_same_sum(h, o) for u in units for o in u.hitung)]
    out += _too_often(clause, units, frozenset() if twin else proof.meta)
    if not clause.sangkalan and not whole:
        out += _only_denied(clause, units, proof)
    out += _misbound(clause, units, whole=whole)
    matter = {w for w in clause.isi if not w.startswith("=")}
    if matter:
        held = matter & (frozenset().union(*(u.isi for u in units)) | proof.meta_isi)
        if len(held) < SHARED * len(matter) and not (
            len(matter) < FEW - 1 and clause.fakta and len(matter - held) < 2
        ):
            out += [("isi", word) for word in sorted(matter - held)[:4]]
    return tuple(dict.fromkeys(out))


def _held(fact: Fakta, units: Sequence[Satuan], proof: Bukti) -> bool:
    key = (fact.jenis, fact.nilai)
    if any(key in unit.fakta for unit in units):
        if fact.jenis == "urutan" and fact.kata:
            return any(
                f.nilai == fact.nilai and f.kata == fact.kata for u in units for f in u.terurut
            ) or _counted(fact, units)
        return fact.jenis != "angka" or not fact.kata or _counts_the_same(fact, units, proof)
    if fact.jenis in FROM_META and key in proof.meta:
        return True
    if fact.jenis == "peraturan":
        return _names_rule(fact.nilai, units, proof)
    if fact.jenis in {"angka", "urutan"}:
        return _counted(fact, units)
    if fact.jenis == "pejabat":
        return fact.nilai in proof.pihak_tanya
    return False


def _same_sum(one: str, other: str) -> bool:
    """Whether two subtractions or divisions take the same from the same."""
    (a, b), (c, d) = (tuple(set(side.split()) for side in text.split("|")) for text in (one, other))
    return bool(a & c) and bool(b & d) and not (a & (d - c)) and not (b & (c - d))


def _names_rule(value: str, units: Sequence[Satuan], proof: Bukti) -> bool:
    """A rule named without its kind ("53/2014") or without its year ("PP 8")."""
    kind, _, number = value.partition(" ")
    there = {v for unit in units for k, v in unit.fakta if k == "peraturan"}
    there |= {v for k, v in proof.meta if k == "peraturan"}
    if kind in {"?", "peraturan", "permen"}:
        return any(v.split(" ")[1] == number for v in there)
    return number.endswith("/") and any(v.startswith(value) for v in there)


def _counts_the_same(fact: Fakta, units: Sequence[Satuan], proof: Bukti) -> bool:
    """Whether the word that a number counts is one of the passage."""
    return (
        fact.kata in proof.semua_isi or fact.kata in proof.meta_isi or any(fact.kata in u.isi for u in units)
    )


def _counted(fact: Fakta, units: Sequence[Satuan]) -> bool:
    """A count of the items that a unit lists ("ketujuh analisis"); never a value with a unit of measure."""
    value, _, unit = fact.nilai.partition(" ")
    if unit:
        return False
    counted = {
        f.nilai.partition(" ")[0] for u in units for f in u.terurut if fact.kata and _counts(f) == fact.kata
    }
    if counted:
        return value in counted
    return any(value in u.banyak or ("angka", value) in u.fakta for u in units)


def _counts(fact: Fakta) -> str:
    """What a number counts: its unit of measure, or the stem of the next word."""
    return (fact.nilai.partition(" ")[2] or fact.kata) if fact.jenis in {"angka", "urutan"} else ""


def _misbound(clause: Satuan, units: Sequence[Satuan], *, whole: bool) -> list[tuple[str, str]]:
    """Values that the unit gives to somebody else: it holds several, and the clause names a post or a count
    that stands with another of them."""
    mine = bound(clause)
    posts = {v for k, v in clause.fakta if k in {"pejabat"}}
    out: list[tuple[str, str]] = []
    for unit in units:
        parts = segments(unit)
        if len(parts) < 2:
            continue
        if whole or len(segments(clause)) > 1:
            if not _same_order(clause, unit):
                out.append(("angka", "urutan nilai"))
            continue
        for values in mine.values():
            for value in values:
                here = [p for p in parts if any(v == value for _, v in p.fakta)]
                if not here:
                    continue
                near = {v for p in here for k, v in p.fakta if k == "pejabat"}
                far = {v for p in parts if p not in here for k, v in p.fakta if k == "pejabat"}
                out += [("angka", f"{value} ({post})") for post in posts if post in far - near]
                words = _near_words(clause, value)
                close = frozenset().union(*(p.isi for p in here))
                away = frozenset().union(*(p.isi for p in parts if p not in here)) - close
                lost = (words & away) - frozenset(w for w in away if w in parts[0].isi)
                if lost and len(lost) > len(words & close):
                    out.append(("angka", f"{value} ({', '.join(sorted(lost)[:2])})"))
    return out


def _near_words(clause: Satuan, value: str) -> frozenset[str]:
    """Words of a clause, which holds one value of a kind."""
    del value
    return frozenset(w for w in clause.isi if not w.startswith("="))


def _same_order(clause: Satuan, unit: Satuan) -> bool:
    """Whether values and posts of a clause follow one another as in the unit."""
    kinds = {"angka", "tanggal", "pejabat"}
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


def _too_often(
    clause: Satuan, units: Sequence[Satuan], meta: frozenset[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Facts that a clause names more often than its units do ("4 dari 4" for "3 dari 4")."""
    mine = Counter((f.jenis, f.nilai) for f in clause.terurut)
    there = Counter((f.jenis, f.nilai) for unit in units for f in unit.terurut)
    return [key for key, count in mine.items() if count > 1 and count > there[key] + (key in meta)]


def _only_denied(clause: Satuan, units: Sequence[Satuan], proof: Bukti) -> list[tuple[str, str]]:
    """Posts that the units name only where they deny something ("Menteri Keuangan tidak tercantum")."""
    posts = {v for k, v in clause.fakta if k == "pejabat" and (k, v) not in proof.meta}
    naming = {post: [u for u in units if ("pejabat", post) in u.fakta] for post in posts}
    return [
        ("pejabat", post)
        for post, there in naming.items()
        if len(units) > 1 and there and all(u.sangkalan for u in there)
    ]


def _denied_elsewhere(clause: Satuan, proof: Bukti) -> list[tuple[str, str]]:
    """Words that are denied in the clause and not in the passages, or the other way about, where their
    neighbours are most alike."""
    out: list[tuple[str, str]] = []
    for word in clause.kata:
        there = [o for unit in proof.satuan for o in unit.kata if o.akar == word.akar]
        if not there:
            if word.ingkar:
                out.append(("ingkar", word.akar))
            continue
        if all(o.ingkar == word.ingkar for o in there):
            continue
        closest = max(len(o.tetangga & word.tetangga) for o in there)
        if all(o.ingkar != word.ingkar for o in there if len(o.tetangga & word.tetangga) == closest):
            out.append(("ingkar", word.akar))
    return out


def _miscounted_denials(clause: Satuan, proof: Bukti) -> list[tuple[str, str]]:
    """A clause that is so like a unit says "tidak" as often as that unit."""
    twins = _twins(clause, proof)
    if not twins:
        return _denied_without_words(clause, proof)
    nearest = max(_nearness(clause, u) for u in twins)
    if any(u.sangkalan == clause.sangkalan for u in twins if _nearness(clause, u) >= nearest):
        return []
    return [("ingkar", f"{clause.sangkalan} kali, seharusnya {twins[0].sangkalan}")]


def _denied_without_words(clause: Satuan, proof: Bukti) -> list[tuple[str, str]]:
    """A clause of little but facts ("Pasal 8 dan seterusnya tidak ada"): it says "tidak" as often as a unit
    with these facts."""
    if len(clause.isi) > 1 or not clause.fakta:
        return []
    there = [u for u in proof.satuan if not u.daftar and clause.fakta <= u.fakta]
    if not there or any(u.sangkalan == clause.sangkalan for u in there):
        return []
    return [("ingkar", f"{clause.sangkalan} kali, seharusnya {there[0].sangkalan}")]


def _displaced(clause: Satuan, proof: Bukti) -> list[tuple[str, str]]:
    """Values that stand among words which the passages have around another value of the kind."""
    out: list[tuple[str, str]] = []
    there = [k for unit in proof.satuan if not unit.daftar for k in unit.konteks]
    for one in clause.konteks:
        rivals = [k for k in there if k.golongan == one.golongan]
        same = [len(k.tetangga & one.tetangga) for k in rivals if k.nilai == one.nilai]
        other = [len(k.tetangga & one.tetangga) for k in rivals if k.nilai != one.nilai]
        margin = 1 if one.golongan.startswith("letak") else MARGIN
        if one.golongan == "letak +" or ("letak", one.nilai) in proof.meta:
            continue
        if same and other and max(other) - max(same) >= margin:
            out.append((one.golongan.split(" ")[0], f"{one.nilai} di tempat nilai lain"))
    return out


def _mixed(clause: Satuan, whole: Satuan) -> bool:
    """Whether a clause has facts of several kinds, so that it matters which item of a list they belong to;
    how many items there are belongs to the list."""
    placed = [f for f in clause.terurut if f.jenis in {"angka", "tanggal", "letak"} and "+" not in f.nilai]
    kinds = {group(f) for f in placed if f.nilai not in whole.banyak}
    kinds |= {f.jenis for f in clause.terurut if f.jenis in {"pejabat", "kategori"}}
    return len(kinds) > 1


def _alike(clause: Satuan, unit: Satuan) -> float:
    # Posts are compared as facts: a sentence with another post in it is the same sentence, and wrong.
    mine, theirs = (
        {w for w in u.isi if not w.startswith("=")} - leksikon().kata_pejabat for u in (clause, unit)
    )
    every = mine | theirs
    if not every:
        return 0.0
    long, short = max(len(clause.kata), len(unit.kata)), min(len(clause.kata), len(unit.kata))
    return len(mine & theirs) / len(every) if short >= SAME_LENGTH * long else 0.0


def _nearness(clause: Satuan, unit: Satuan) -> tuple[float, float]:
    """Likeness, and among equals how near the lengths are."""
    mine, theirs = len(clause.teks.split()), len(unit.teks.split())
    spelled = fuzz.ratio(clause.teks.lower(), unit.teks.lower()) if len(clause.isi) < FEW else 0.0
    return (round(_alike(clause, unit), 2) + spelled, round(min(mine, theirs) / max(mine, theirs), 1))


def _both_bear(clause: Satuan, one: Satuan, other: Satuan) -> bool:
    """Whether each of two units speaks of what the clause speaks of."""
    matter = {w for w in clause.isi if not w.startswith("=")}
    return all(len(matter & unit.isi) >= BEARING * len(matter) for unit in (one, other))


def _contradict(clause: Satuan, one: Satuan, other: Satuan) -> bool:
    """Whether two units give different values of a kind that the clause takes from one of them."""
    mine, left, right = bound(clause), bound(one), bound(other)
    for kind, values in mine.items():
        a, b = left.get(kind, set()), right.get(kind, set())
        if a and b and not (values <= a and values <= b):
            return True
    if _of_others(clause, one) or _of_others(clause, other):
        return True
    to = {v for k, v in clause.fakta if k == "kepada"}
    a, b = ({v for k, v in unit.fakta if k == "kepada"} for unit in (one, other))
    return bool(to and a and b and not (to <= a and to <= b))


def _of_others(clause: Satuan, unit: Satuan) -> bool:
    """Whether a unit gives a value of the clause to posts of which the clause names none."""
    mine = {v for k, v in clause.fakta if k == "pejabat"}
    theirs = {v for k, v in unit.fakta if k == "pejabat"}
    shared = bound(clause).keys() & bound(unit).keys()
    return bool(shared and mine and theirs and not mine & theirs)
