"""What the tests of the collections read: files of passages, and the rows of figures in the samples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.kinerja.model import Arah
from knowledge.model import Passage
from knowledge.sources.authored import read_file
from knowledge.sources.registry import folder, load_registry

NUMBER = r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?"
ROW = re.compile(
    rf"(?P<nama>.+) \(makin (?P<arah>tinggi|rendah) makin baik\): target (?P<target>{NUMBER});"
    rf" realisasi (?P<realisasi>{NUMBER}); capaian (?P<capaian>{NUMBER}) %; kategori (?P<kategori>[\w ]+)"
)
BUDGET = re.compile(
    rf"(?P<nama>.+): pagu Rp(?P<pagu>{NUMBER}); realisasi Rp(?P<realisasi>{NUMBER});"
    rf" serapan (?P<serapan>{NUMBER}) %"
)
PENGGANTI = {"dicabut-oleh", "diganti-oleh"}


@dataclass(frozen=True, slots=True)
class Baris:
    """One indicator of a sample as it is written there."""

    nama: str
    arah: Arah
    target: str
    realisasi: str
    capaian: str
    kategori: str


@dataclass(frozen=True, slots=True)
class BarisAnggaran:
    nama: str
    pagu: Decimal
    realisasi: Decimal
    serapan: str


def angka(text: str) -> Decimal:
    """An Indonesian number: ``1.234,56``; a typographic minus counts as a minus."""
    return Decimal(text.replace("−", "-").replace(".", "").replace(",", "."))


@cache
def passages(name: str) -> tuple[Passage, ...]:
    """The passages of one file below ``passages/``."""
    file = folder().joinpath("passages", *name.split("/"))
    return tuple(p for _, p in read_file(name, file.read_text(encoding="utf-8"), load_registry()))


def butir(name: str) -> list[str]:
    """Every item of every statement of a file."""
    return [item.rstrip(";.") for p in passages(name) for s in p.pernyataan for item in s.butir]


def teks(name: str) -> str:
    """The whole file as one text of single spaces."""
    return " ".join(" ".join(p.teks.split()) for p in passages(name))


def indikator(name: str) -> list[Baris]:
    """The indicator rows of a sample report, in their order."""
    found = [m for item in butir(name) if (m := ROW.fullmatch(item))]
    return [
        Baris(
            m["nama"],
            Arah.NAIK if m["arah"] == "tinggi" else Arah.TURUN,
            m["target"],
            m["realisasi"],
            m["capaian"],
            m["kategori"],
        )
        for m in found
    ]


def anggaran(name: str) -> list[BarisAnggaran]:
    """The budget rows of a sample report, in their order."""
    found = [m for item in butir(name) if (m := BUDGET.fullmatch(item))]
    return [BarisAnggaran(m["nama"], angka(m["pagu"]), angka(m["realisasi"]), m["serapan"]) for m in found]
