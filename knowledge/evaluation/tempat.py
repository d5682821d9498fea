"""The rule by which a found or cited place counts as one of the accepted places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from knowledge.letak import Letak

_RANGE = re.compile(r"(\d{1,4})-(\d{1,4})\Z")


class Cocok(IntEnum):
    """How a place stands to an accepted one; greater is better."""

    TIDAK = 0
    INDUK = 1
    """The place directly around the accepted one: it is inside, but the reader has to look for it."""
    TEPAT = 2
    """The accepted place, or inside it."""


@dataclass(frozen=True, slots=True)
class Tempat:
    """A place as citations name it: the short name of the source, and the letak (empty: anywhere in it)."""

    sumber: str
    letak: Letak


def cocok(found: Tempat, accepted: Iterable[Tempat]) -> Cocok:
    """The best that a place is to any of the accepted ones."""
    return max((_pair(found, one) for one in accepted), default=Cocok.TIDAK)


def _pair(found: Tempat, accepted: Tempat) -> Cocok:
    if found.sumber != accepted.sumber:
        return Cocok.TIDAK
    if accepted.letak.contains(found.letak) or _in_range(found.letak, accepted.letak):
        return Cocok.TEPAT
    around = accepted.letak.parent()
    # The source as a whole is no place: to cite it where one Pasal is meant says nothing.
    return Cocok.INDUK if around and around.key() == found.letak.key() else Cocok.TIDAK


def _in_range(found: Letak, accepted: Letak) -> bool:
    """``Pasal 19`` lies in ``Pasal 18-27``."""
    mine, theirs = accepted.key(), found.key()
    if not mine or len(theirs) < len(mine) or theirs[: len(mine) - 1] != mine[:-1]:
        return False
    (unit, number), (their_unit, their_number) = mine[-1], theirs[len(mine) - 1]
    bounds = _RANGE.match(number)
    if bounds is None or unit != their_unit:
        return False
    inner = _RANGE.match(their_number)
    ends = inner.groups() if inner else (their_number, their_number)
    return all(end.isdigit() and int(bounds[1]) <= int(end) <= int(bounds[2]) for end in ends)
