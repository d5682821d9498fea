"""The one place where a number becomes text: half up, decimal comma, thousands dot.

Indonesian usage as in PUEBI and in the reports themselves: ``1.234,56``,
``105,71 %``, ``Rp1.071.834.400,00``, ``3 (tiga)``.  Whatever is formatted here
is read back to the same number by :func:`bot.kinerja.values.parse_nilai`.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

_DEEP = Context(prec=60, rounding=ROUND_HALF_UP)
_SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SKALA = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def bulatkan(nilai: Decimal, desimal: int) -> Decimal:
    """``nilai`` rounded half up (away from zero) to ``desimal`` places."""
    with localcontext(_DEEP):
        return nilai.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)


def format_angka(nilai: Decimal, desimal: int = 2) -> str:
    """``1234.5`` with two decimals is ``1.234,50``.  Never ``-0``."""
    rounded = bulatkan(nilai, desimal)
    sign = "-" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{groups},{fraction}" if fraction else f"{sign}{groups}"


def format_persen(nilai: Decimal, desimal: int = 2) -> str:
    """A percentage with its sign: ``105,71 %``."""
    return f"{format_angka(nilai, desimal)} %"


def format_rupiah(nilai: Decimal, desimal: int = 2) -> str:
    """Full rupiah, the sign before ``Rp``: ``Rp1.071.834.400,00``."""
    text = format_angka(nilai, desimal)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def format_tahun(tahun: int) -> str:
    """A year, without a thousands dot."""
    return str(tahun)


def format_asli(nilai: Decimal) -> str:
    """All the decimals that a number has, and no more: ``14.00`` is ``14``, ``0.343`` is ``0,343``."""
    return format_angka(nilai, jumlah_desimal(nilai))


def jumlah_desimal(nilai: Decimal) -> int:
    """How many decimals carry meaning: ``14.00`` has none, ``0.343`` has three."""
    exponent = nilai.normalize(_DEEP).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def kata_bilangan(n: int) -> str:
    """A whole number in words, below 10^15; negative with ``minus``."""
    if n < 0:
        return f"minus {kata_bilangan(-n)}"
    if n == 0:
        return "nol"
    words: list[str] = []
    for size, name in _SKALA:
        count, n = divmod(n, size)
        if count == 1 and name == "ribu":
            words.append("seribu")
        elif count:
            words += [_below_thousand(count), name]
    if n:
        words.append(_below_thousand(n))
    return " ".join(words)


def terbilang(n: int) -> str:
    """A count as reports double it: ``3 (tiga)``."""
    return f"{format_angka(Decimal(n), 0)} ({kata_bilangan(n)})"


def _below_thousand(n: int) -> str:
    words: list[str] = []
    hundreds, n = divmod(n, 100)
    if hundreds:
        words.append("seratus" if hundreds == 1 else f"{_SATUAN[hundreds]} ratus")
    if n == 10:
        words.append("sepuluh")
    elif n == 11:
        words.append("sebelas")
    elif 11 < n < 20:
        words.append(f"{_SATUAN[n - 10]} belas")
    else:
        tens, ones = divmod(n, 10)
        words += [f"{_SATUAN[tens]} puluh"] * bool(tens) + [_SATUAN[ones]] * bool(ones)
    return " ".join(words)
