"""Whether units of evidence hold a single fact of a clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.llm.checks.binding import counts
from bot.answering.llm.checks.facts import Fakta
from bot.answering.llm.checks.units import Satuan, group

FROM_META = frozenset({"letak", "peraturan", "angka", "urutan", "tanggal"})
"""Facts that the title and the place of a passage may prove."""


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
    lain: tuple[Satuan, ...] = ()
    """Units of the passages that were given and are not cited."""


def is_held(fact: Fakta, units: Sequence[Satuan], proof: Bukti, clause: Satuan) -> bool:
    key = (fact.jenis, fact.nilai)
    if any(key in unit.fakta for unit in units):
        if fact.jenis == "urutan" and fact.kata:
            return any(
                f.nilai == fact.nilai and f.kata == fact.kata for u in units for f in u.terurut
            ) or _counted(fact, units)
        return fact.jenis != "angka" or not fact.kata or _counts_the_same(fact, units, proof)
    if fact.jenis in FROM_META and key in proof.meta:
        return not _instead_of(fact, units, clause)
    if fact.jenis == "peraturan":
        return _names_rule(fact.nilai, units, proof)
    if fact.jenis in {"angka", "urutan"}:
        return _counted(fact, units)
    if fact.jenis == "pejabat":
        named = any(kind == "pejabat" for unit in units for kind, _ in unit.fakta)
        return fact.nilai in proof.pihak_tanya and not named
    return False


def _instead_of(fact: Fakta, units: Sequence[Satuan], clause: Satuan) -> bool:
    """Whether the place of the passage stands where the unit names another place of the kind."""
    if fact.jenis not in {"letak", "tanggal", "peraturan"} or "+" in fact.nilai:
        return False
    kind = group(fact)
    there = {f.nilai for u in units for f in u.terurut if group(f) == kind}
    mine = {f.nilai for f in clause.terurut if group(f) == kind}
    return bool(there - mine) and len(mine) >= len(there)


def same_sum(one: str, other: str) -> bool:
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
        f.nilai.partition(" ")[0] for u in units for f in u.terurut if fact.kata and counts(f) == fact.kata
    }
    if counted:
        return value in counted
    return any(value in u.banyak or ("angka", value) in u.fakta for u in units)
