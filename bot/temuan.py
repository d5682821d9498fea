"""Temuan in words, for people and for ``--json``: what is wrong, what to do, and where."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kinerja.model import Sel, Temuan
from bot.texts import pesan

DIVIDER = "\n---\n"
"""Stands in each text of ``prompts/pesan/temuan`` between what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class TextOfTemuan:
    """``pesan`` says what is wrong, ``saran`` what to do about it."""

    pesan: str
    saran: str


def text_of(temuan: Temuan) -> TextOfTemuan:
    """The two sentences of a temuan."""
    wrong, _, advice = pesan().render(f"pesan/temuan/{temuan.kode}", **temuan.data).partition(DIVIDER)
    return TextOfTemuan(" ".join(wrong.split()), " ".join(advice.split()))


def location(sel: Sel | None) -> str | None:
    """A place as people read it: ``capaian.xlsx, Sheet1!D7, hlm. 3``."""
    if sel is None:
        return None
    page = f", hlm. {sel.halaman}" if sel.halaman else ""
    return f"{sel.berkas}, {sel}{page}"
