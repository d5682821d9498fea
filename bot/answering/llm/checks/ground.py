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

from bot.answering.llm.checks.binding import contradict, misbound, turned
from bot.answering.llm.checks.held import Bukti, is_held, same_sum
from bot.answering.llm.checks.lexicon import leksikon
from bot.answering.llm.checks.units import Satuan, group, segments

SHARED = 0.6
"""Share of a clause's words of content that its units have to hold."""
VERBATIM = 0.8
"""A clause that is so like one unit has to be supported by that unit or another one alone."""
SPELLED_ALIKE = 85
"""The same for short clauses, by letters (0..100)."""
SAME_LENGTH = 0.8
"""A clause is not like a unit that is much longer or shorter."""
ELSEWHERE = 0.25
"""Share of its words by which a passage that is not cited may not be ahead."""
SPELLED_SAME, SPELLED_OTHER = 92, 80
"""A clause that is spelled like a unit of a passage that is not cited, and like none of those cited."""
FEW = 4
"""Words of content below which only the same words make a clause like a unit."""
BEARING = 0.35
"""Share of a clause's words that each of two units has to hold."""
MARGIN = 2
"""So many more neighbours have to speak for another value before a clause is said to have displaced it."""
NEAREST = 8
"""Units that are tried in pairs."""
ORDER = ("angka", "tanggal", "urutan", "letak", "peraturan", "pejabat", "kepada", "arah", "wajib", "kategori", "hitung",  # noqa: E501
         "ingkar", "isi")  # fmt: skip


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


def better_elsewhere(clause: Satuan, proof: Bukti) -> bool:
    """Whether a passage that was given and is not cited has clearly more of the clause than those cited."""
    matter = {w for w in clause.isi if not w.startswith("=")}
    if (
        _spelled(clause, proof.lain) >= SPELLED_SAME
        and _spelled(clause, proof.satuan, part=True) < SPELLED_OTHER
    ):
        return True
    if len(matter) < FEW - 1:
        return False
    here = max((len(matter & (u.isi | proof.meta_isi)) for u in proof.satuan if not u.daftar), default=0)
    there = max((len(matter & u.isi) for u in proof.lain if not u.daftar), default=0)
    return here < len(matter) and there - here >= ELSEWHERE * len(matter)


def _spelled(clause: Satuan, units: Sequence[Satuan], *, part: bool = False) -> float:
    """Likeness by letters to the nearest unit, or to a part of one."""
    text, score = clause.teks.lower().strip(" .;,"), fuzz.partial_ratio if part else fuzz.ratio
    return max((score(text, u.teks.lower().strip(" .;,")) for u in units), default=0.0)


def is_within_one(clause: Satuan, proof: Bukti) -> bool:
    """Whether one unit has every word and every fact of a clause, and denies as often."""
    return bool(clause.isi) and any(
        clause.isi <= u.isi and clause.fakta <= u.fakta | proof.meta and clause.sangkalan == u.sangkalan
        for u in proof.satuan
    )


def _novel(clause: Satuan, proof: Bukti) -> tuple[tuple[str, str], ...]:
    matter = {w for w in clause.isi if not w.startswith("=")}
    new = matter - leksikon().ringan - proof.semua_isi - proof.meta_isi - proof.tanya_isi
    return tuple(("isi", w) for w in sorted(new))


def _best(clause: Satuan, proof: Bukti, *, whole: bool = False) -> Putusan:
    ranked = sorted(proof.satuan, key=lambda u: -_overlap(clause, u))
    best: tuple[tuple[str, str], ...] | None = None
    general = [*_displaced(clause, proof), *turned(clause, proof.satuan)]
    if general:
        return Putusan(tuple(general))
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
            if contradict(clause, *pair) or not _both_bear(clause, *pair):
                continue
            missing = _missing(clause, pair, proof)
            if not missing:
                return Putusan(())
    if not whole and _is_union(clause, proof):
        return Putusan(())
    return Putusan(best or (("isi", "tanpa bukti"),))


def _is_union(clause: Satuan, proof: Bukti) -> bool:
    """Whether a clause says just what two units say, all of both."""
    within = [
        u
        for u in proof.satuan
        if not u.daftar
        and frozenset() < u.isi <= clause.isi
        and u.fakta <= clause.fakta
        and u.sangkalan == clause.sangkalan
    ]
    return any(
        not (one.isi <= other.isi or other.isi <= one.isi)
        and not contradict(clause, one, other)
        and not _missing(clause, (one, other), proof)
        for one, other in combinations(within[:NEAREST], 2)
    )


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
    out = [(f.jenis, f.nilai) for f in clause.terurut if not is_held(f, units, proof, clause)]
    out += [("hitung", h) for h in clause.hitung if not any(same_sum(h, o) for u in units for o in u.hitung)]
    out += _too_often(clause, units, frozenset() if twin else proof.meta)
    if not clause.sangkalan and not whole:
        out += _only_denied(clause, units, proof)
    out += misbound(clause, units, whole=whole)
    matter = {w for w in clause.isi if not w.startswith("=")}
    if matter:
        held = matter & (frozenset().union(*(u.isi for u in units)) | proof.meta_isi)
        if len(held) < SHARED * len(matter) and not (
            len(matter) < FEW - 1 and clause.fakta and len(matter - held) < 2
        ):
            out += [("isi", word) for word in sorted(matter - held)[:4]]
    return tuple(dict.fromkeys(out))


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


def _both_bear(clause: Satuan, one: Satuan, other: Satuan) -> bool:
    """Whether each of two units speaks of what the clause speaks of."""
    matter = {w for w in clause.isi if not w.startswith("=")}
    return all(len(matter & unit.isi) >= BEARING * len(matter) for unit in (one, other))
