"""Yes and no inside sentences: a part of an answer denies what the passages deny, and nothing else."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from bot.answering.llm.checks.parts import fine_parts
from bot.answering.llm.checks.units import Satuan, read_unit

LENGTH = 0.3
"""Weight of the likeness in length beside the share that is covered."""
SPELLED_ALIKE = 85
"""Likeness by letters (0..100) from which a part is a part of the evidence, changed."""
SAME = 1.2
"""Likeness of parts that are nearly the same."""
NEAR_THE_SAME = 0.02
NEAR = 0.1
"""Parts of the evidence that are so little less alike than the most alike one speak as well."""
PROVIDES = frozenset({"muat", "atur", "tetap", "sebut", "sedia", "kenal", "cantum", "=wajib", "=boleh",
                      "=larang", "=perintah"})  # fmt: skip
"""What a rule does or does not do to its matter: denied, it is the same as "tidak ada"."""


def check_denials(sentence: str, evidence: tuple[Satuan, ...]) -> list[tuple[str, str]]:
    """Parts of a sentence that deny more or less than the most alike parts of the evidence."""
    there = _all_parts(evidence)
    out: list[tuple[str, str]] = []
    for part in fine_parts(sentence):
        ranked = sorted(((_alike(part, unit), unit) for unit in there), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] == 0.0:
            continue
        near = NEAR if ranked[0][0] < SAME else NEAR_THE_SAME
        nearest = [unit for value, unit in ranked if value >= ranked[0][0] - near]
        if not any(_agree(part, unit) for unit in nearest) or _miscounted(part, there):
            out.append(("ingkar", f"{part.sangkalan} kali: {part.teks[:40]}"))
    whole, count = read_unit(sentence), len(fine_parts(sentence))
    built_alike = tuple(unit for unit in evidence if len(fine_parts(unit.teks)) == count > 1)
    if not out and _miscounted(whole, built_alike):
        out.append(("ingkar", f"{whole.sangkalan} kali: {sentence[:40]}"))
    return out


def _miscounted(part: Satuan, there: tuple[Satuan, ...]) -> bool:
    """Whether a part that is spelled like a part of the evidence denies more or less often than it."""
    spelled = [(fuzz.ratio(_plain(part), _plain(unit), score_cutoff=SPELLED_ALIKE), unit) for unit in there]
    best = max((ratio for ratio, _ in spelled), default=0.0)
    return best > 0 and all(u.sangkalan != part.sangkalan for ratio, u in spelled if ratio >= best - 1)


def _plain(unit: Satuan) -> str:
    return unit.teks.lower().strip(" .;,")


@lru_cache(maxsize=4096)
def _all_parts(evidence: tuple[Satuan, ...]) -> tuple[Satuan, ...]:
    out: list[Satuan] = []
    for unit in evidence:
        if not unit.daftar:
            out += [*fine_parts(unit.teks), *fine_parts(unit.teks, coarse=True)]
    return tuple(dict.fromkeys(out))


def _alike(part: Satuan, unit: Satuan) -> float:
    """The share of the part that the unit has, and a little for how little else the unit has."""
    both = len(part.isi & unit.isi) + len(part.fakta & unit.fakta)
    mine, theirs = len(part.isi) + len(part.fakta), len(unit.isi) + len(unit.fakta)
    return both / mine + LENGTH * 2 * both / (mine + theirs) if both else 0.0


def _agree(part: Satuan, unit: Satuan) -> bool:
    """Whether the part denies as often as the unit; what the unit denies of words that the part leaves
    out may be missing."""
    mine = {word.akar for word in part.kata}
    loose = sum(1 for w in unit.kata if w.ingkar and w.akar not in mine and w.akar not in PROVIDES)
    least = unit.sangkalan - min(loose, unit.sangkalan)
    return least <= part.sangkalan <= unit.sangkalan and not _moved(part, unit)


def _moved(part: Satuan, unit: Satuan) -> bool:
    """Whether the part denies a word that the unit affirms, and the unit another one."""
    denied = {w.akar for w in part.kata if w.ingkar}
    theirs = {w.akar for w in unit.kata if w.ingkar}
    known = {w.akar for w in unit.kata}
    return bool(denied and theirs and not denied & theirs and denied <= known and not theirs <= PROVIDES)
