"""Formulas printed with their numbers: ``(2 × 14,00 − 13,20) ÷ 14,00 × 100 = 105,71 %``."""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException

from bot.drafting.periksa.angka import find_numbers, follows, read_number, show
from bot.drafting.periksa.model import Catat, Hasil, shorten
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import Tingkat

TOKEN = re.compile(r"\s*(?:(?P<angka>\d[\d.,]*\d|\d)(?P<persen>\s?%)?|(?P<tanda>[()+*/:×÷xX−–-]))")
RESULT = re.compile(r"=\s*(?:Rp\s?\.?\s?)?(?P<nilai>\d[\d.,]*\d|\d)\s?(?P<persen>%|persen\b)?")
IN_FORMULA = frozenset("0123456789.,()+*/:×÷xX−–-% ")
OPERATORS = {"+": 1, "-": 1, "*": 2, "/": 2}
SAME = {"×": "*", "x": "*", "X": "*", "÷": "/", ":": "/", "−": "-", "–": "-"}
LONGEST = 160
SMALL = Decimal("0.06")


def check_formulas(naskah: Naskah) -> Hasil:
    """Every printed formula is computed again; what cannot be read as one is left alone."""
    found: list[Catat] = []
    checked = 0
    for blok in naskah.blok:
        for match in RESULT.finditer(blok.teks):
            formula = _before(blok.teks, match.start())
            results = [
                r for r in (evaluate(formula), evaluate(formula, dot_is_decimal=True)) if r is not None
            ]
            numbers = find_numbers(f" {match.group('nilai')}")
            if not results or len(numbers) != 1:
                continue
            printed, exact = numbers[0], results[0]
            checked += 1
            readings = [
                *results,
                *(r * 100 for r in results if match.group("persen") and "100" not in formula),
            ]
            values = [printed.nilai, *([printed.lain] if printed.lain is not None else [])]
            if any(follows(v, r, printed.desimal) or v == r for v in values for r in readings):
                continue
            near = abs(exact - printed.nilai) <= SMALL
            expected = show(exact, max(2, printed.desimal))
            data = {
                "tertulis": printed.teks,
                "dihitung": expected,
                "rumus": formula,
                "kecil": "ya" if near else "",
            }
            level = Tingkat.INFO if near else Tingkat.PERINGATAN
            page = blok.page_at(match.start())
            quote = shorten(f"{formula} {match.group()}")
            found.append(Catat("hitungan", level, page, quote, data, "teks", expected, formula))
    return Hasil(tuple(found), checked)


def _before(text: str, at: int) -> str:
    """The run of digits, signs and spaces that ends at an equals sign."""
    start = at
    while start > 0 and at - start < LONGEST and text[start - 1] in IN_FORMULA:
        start -= 1
    run = text[start:at]
    # What ends a sentence, or a word cut by its last letter, is no part of the formula.
    return run.strip(" .,:;x-–").strip()


def evaluate(text: str, *, dot_is_decimal: bool = False) -> Decimal | None:
    """The value of a formula; None for what is none (no operator, unbalanced, a list of numbers).

    ``1.234`` is a thousand, or a decimal where the caller wants that reading.
    """
    tokens = _tokens(text, dot_is_decimal=dot_is_decimal)
    if tokens is None or not any(t in OPERATORS for t in tokens if isinstance(t, str)):
        return None
    values: list[Decimal] = []
    signs: list[str] = []
    expects_value = True
    try:
        for token in tokens:
            if isinstance(token, Decimal):
                if not expects_value:
                    return None
                values.append(token)
                expects_value = False
            elif token == "(":
                if not expects_value:
                    return None
                signs.append(token)
            elif token == ")":
                while signs and signs[-1] != "(":
                    _apply(values, signs.pop())
                if not signs or expects_value:
                    return None
                signs.pop()
            else:
                if expects_value:
                    return None
                while signs and signs[-1] != "(" and OPERATORS[signs[-1]] >= OPERATORS[token]:
                    _apply(values, signs.pop())
                signs.append(token)
                expects_value = True
        if expects_value or "(" in signs:
            return None
        while signs:
            _apply(values, signs.pop())
    except (DecimalException, IndexError):
        return None
    return values[0] if len(values) == 1 else None


def _apply(values: list[Decimal], sign: str) -> None:
    right, left = values.pop(), values.pop()
    results = {"+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right}
    values.append(left / right if sign == "/" else results[sign]())


def _tokens(text: str, *, dot_is_decimal: bool) -> list[Decimal | str] | None:
    found: list[Decimal | str] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            return None if text[at:].strip(" %") else found
        if match.group("angka"):
            read = read_number(match.group("angka"))
            if read is None:
                return None
            found.append(read[1] if dot_is_decimal and read[1] is not None else read[0])
        else:
            sign = match.group("tanda")
            found.append(SAME.get(sign, sign))
        at = match.end()
    return found
