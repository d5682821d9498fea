"""Words and values in a chart: names in few lines, values as the draft prints them."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import Any

from bot.drafting.model import Seri
from bot.kinerja.format import format_angka, jumlah_desimal


def gaya(settings: Any) -> None:
    """The look that all charts share."""
    settings["font.family"] = "DejaVu Sans"  # comes with matplotlib: the same on every machine
    settings["hatch.linewidth"] = 0.6
    # At 200 dpi hinting is not seen, and it is half the cost of a text.
    settings["text.hinting"] = "none"


def label_nilai(seri: Seri, index: int) -> str:
    """The label of one value: the text that the draft prints, else the value with at most two decimals."""
    if seri.teks and seri.teks[index] is not None:
        return seri.teks[index] or ""
    nilai = seri.nilai[index]
    return "" if nilai is None else format_angka(nilai, min(2, jumlah_desimal(nilai)))


def wrap(text: str, width: int, lines: int) -> str:
    """A name in at most ``lines`` lines; what does not fit ends in an ellipsis."""
    found = textwrap.wrap(" ".join(text.split()), width) or [""]
    if len(found) > lines:
        found = [*found[: lines - 1], textwrap.shorten(" ".join(found[lines - 1 :]), width, placeholder=" …")]
    return "\n".join(literal(line) for line in found)


def literal(text: str) -> str:
    """A dollar sign would start mathematics."""
    return text.replace("$", r"\$")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def koordinat(nilai: Decimal | None) -> float:
    """A coordinate: only here does a number become binary, for where a mark is drawn."""
    return float(nilai) if nilai is not None else float("nan")
