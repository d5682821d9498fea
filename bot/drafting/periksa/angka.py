"""Numbers as they stand in running text: digits, words and Roman numerals, read and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

NUMBER = re.compile(
    r"(?<![\w.,/-])(?P<rp>Rp\s?\.?\s?)?(?P<angka>\d+(?:[.,]\d+)*)(?P<persen>\s?%|\s?persen\b)?(?![\w/])", re.I
)

ONES = {
    "nol": 0,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
SCALES = {"ribu": 1_000, "juta": 1_000_000, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}


@dataclass(frozen=True, slots=True)
class Bilangan:
    """A number in a text, in the unit of the text."""

    nilai: Decimal
    teks: str
    mulai: int
    akhir: int
    persen: bool = False
    rupiah: bool = False
    lain: Decimal | None = None
    """The other reading of ``1.234`` (a decimal with a dot)."""

    @property
    def desimal(self) -> int:
        """Decimals as printed."""
        return -int(self.nilai.as_tuple().exponent) if int(self.nilai.as_tuple().exponent) < 0 else 0

    def may_be(self, value: Decimal) -> bool:
        """Whether either reading equals ``value``."""
        return value in (self.nilai, self.lain)


def read_number(text: str) -> tuple[Decimal, Decimal | None] | None:
    """``1.234,5`` -> 1234.5; ``88.5`` -> 88.5; ``1.234`` -> 1234, or 1.234.  None where groups are broken."""
    dots, commas = text.count("."), text.count(",")
    if commas > 1 and dots == 1 and text.rfind(".") > text.rfind(","):  # English: 1,234,567.00
        whole, cents = text.split(".")
        read = read_number(whole)
        return None if read is None else (Decimal(f"{read[0]}.{cents}"), None)
    if commas > 1 and dots == 0:
        groups = text.split(",")
        ok = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3
        return (Decimal("".join(groups)), None) if ok else None
    if commas == 1:
        whole, fraction = text.split(",")
        if "." in fraction:  # English: 1,234.56
            tail, cents = fraction.split(".", 1)
            return (Decimal(f"{whole}{tail}.{cents}"), None) if len(tail) == 3 and "." not in cents else None
        groups = whole.split(".")
        if any(len(g) != 3 for g in groups[1:]) or (dots and len(groups[0]) > 3):
            return None
        return Decimal(f"{''.join(groups)}.{fraction}"), None
    if commas > 1:
        return None
    if dots == 0:
        return Decimal(text), None
    groups = text.split(".")
    if all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3:
        if groups[0] == "0" and dots == 1:
            return Decimal(text), None
        return Decimal("".join(groups)), Decimal(text) if dots == 1 else None
    return (Decimal(text), None) if dots == 1 else None


def find_numbers(text: str) -> list[Bilangan]:
    """Every readable number of a text, in order.  Years and list markers are among them."""
    found = []
    for match in NUMBER.finditer(text):
        read = read_number(match.group("angka"))
        if read is None:
            continue
        found.append(
            Bilangan(
                read[0],
                match.group().strip(),
                match.start(),
                match.end(),
                persen=bool(match.group("persen")),
                rupiah=bool(match.group("rp")),
                lain=read[1],
            )
        )
    return found


def is_year(number: Bilangan) -> bool:
    """Whether a number looks like a calendar year rather than an amount."""
    return (
        not number.persen and not number.rupiah and number.teks.isdecimal() and 1945 <= number.nilai <= 2099
    )


def words_to_number(text: str) -> Decimal | None:
    """``dua puluh satu`` -> 21, ``lima koma dua`` -> 5.2; None unless every word belongs to a number."""
    words = text.lower().replace("-", " ").split()
    if "koma" in words:
        at = words.index("koma")
        whole = words_to_number(" ".join(words[:at]))
        digits = [ONES.get(w) for w in words[at + 1 :]]
        if whole is None or not digits or None in digits:
            return None
        return Decimal(f"{whole}.{''.join(str(d) for d in digits)}")
    total = group = 0
    current: int | None = None
    for word in words:
        if word in ONES:
            if current is not None:
                return None
            current = ONES[word]
        elif word in ("sepuluh", "sebelas"):
            group += 10 if word == "sepuluh" else 11
        elif word == "belas" and current is not None:
            group, current = group + 10 + current, None
        elif word == "puluh" and current is not None:
            group, current = group + current * 10, None
        elif word == "seratus":
            group += 100
        elif word == "ratus" and current is not None:
            group, current = group + current * 100, None
        elif word == "seribu":
            total += 1000
        elif word in SCALES:
            total, group, current = total + (group + (current or 0)) * SCALES[word], 0, None
        else:
            return None
    return Decimal(total + group + (current or 0)) if words else None


def follows(printed: Decimal, exact: Decimal, decimals: int) -> bool:
    """Whether ``printed`` is ``exact`` at its printed precision: rounded or cut off."""
    unit = Decimal(1).scaleb(-decimals)
    return any(exact.quantize(unit, mode) == printed for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN))


def decimals_of(value: Decimal) -> int:
    """Digits after the comma that a value was printed with."""
    exponent = int(value.as_tuple().exponent)
    return -exponent if exponent < 0 else 0


def show(value: Decimal, decimals: int | None = None) -> str:
    """A number as Indonesian usage prints it: ``1.234,56``.  Half up where decimals are given."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign, whole, fraction = "-" if value < 0 else "", *f"{abs(value):f}".partition(".")[::2]
    groups: list[str] = []
    while len(whole) > 3:
        whole, tail = whole[:-3], whole[-3:]
        groups.insert(0, tail)
    return sign + ".".join([whole, *groups]) + (f",{fraction}" if fraction else "")
