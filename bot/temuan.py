"""Temuan in words, for people and for ``--json``: what is wrong, what to do, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.kinerja.model import Sel, Temuan
from bot.texts import pesan

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class TextOfTemuan:
    """``pesan`` says what is wrong, ``saran`` what to do about it."""

    pesan: str
    saran: str


def text_of(temuan: Temuan) -> TextOfTemuan:
    """The sentences of a temuan; its text file keeps the advice in the last paragraph or sentence."""
    text = pesan().render(f"pesan/temuan/{temuan.kode}", **temuan.data)
    parts = [part.strip() for part in re.split(r"\n\s*\n|\n", text) if part.strip()]
    if len(parts) < 2:
        sentences = SENTENCE_END.split(text.strip())
        parts = [" ".join(sentences[:-1]), sentences[-1]] if len(sentences) > 1 else [text.strip(), ""]
    return TextOfTemuan(" ".join(parts[:-1]), parts[-1])


def location(sel: Sel | None) -> str | None:
    """A place as people read it: ``capaian.xlsx, Sheet1!D7, hlm. 3``."""
    if sel is None:
        return None
    page = f", hlm. {sel.halaman}" if sel.halaman else ""
    return f"{sel.berkas}, {sel}{page}"
