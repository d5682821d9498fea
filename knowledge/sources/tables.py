"""Tables of ranges that answers look values up in (``tabel.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from knowledge.letak import Letak, parse_letak


@dataclass(frozen=True, slots=True)
class Rentang:
    """One level: from ``bawah`` (exclusive unless ``termasuk``) up to ``atas`` (inclusive)."""

    nama: str
    sebutan: str
    bawah: Decimal
    atas: Decimal
    termasuk: bool

    def holds(self, value: Decimal) -> bool:
        above = value >= self.bawah if self.termasuk else value > self.bawah
        return above and value <= self.atas


@dataclass(frozen=True, slots=True)
class TabelRentang:
    """Levels from high to low without gaps, and where they stand."""

    sumber_id: str
    letak: Letak
    terendah: Decimal
    tertinggi: Decimal
    jenjang: tuple[Rentang, ...]

    def level(self, value: Decimal) -> Rentang | None:
        """The level of a value; None outside the table."""
        return next((one for one in self.jenjang if one.holds(value)), None)

    def named(self, nama: str) -> Rentang | None:
        return next((one for one in self.jenjang if one.nama == nama.upper()), None)


@cache
def range_table(name: str) -> TabelRentang:
    """A table by its name in ``tabel.toml``.  Raises KeyError for an unknown one, ValueError for a gap."""
    text = files("knowledge.sources").joinpath("tabel.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)[name]
    levels = tuple(_level(row) for row in data["jenjang"])
    lowest, highest = Decimal(data["terendah"]), Decimal(data["tertinggi"])
    joined = all(upper.bawah == lower.atas and not upper.termasuk for upper, lower in pairwise(levels))
    if not joined or levels[0].atas != highest or levels[-1].bawah != lowest or not levels[-1].termasuk:
        raise ValueError(f"tabel.toml: {name} leaves a gap")
    return TabelRentang(data["sumber"], parse_letak(data["letak"]), lowest, highest, levels)


def _level(row: dict[str, Any]) -> Rentang:
    included = "mulai" in row
    lower = Decimal(row["mulai"] if included else row["di_atas"])
    return Rentang(row["nama"], row["sebutan"], lower, Decimal(row["sampai"]), included)
