"""A published answer as a source of the knowledge index."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from bot.chat.waktu import tanggal
from bot.store.reference_answers import Jawaban
from knowledge.index.model import Muatan
from knowledge.letak import Letak
from knowledge.model import Bentuk, Jenis, Passage, Sumber, Verifikasi

AWALAN = "narasumber-"
"""Begins the id of every source that is a reference answer; the rest is the id of its first version."""
WORDINGS, WORDING_CHARS = 5, 200
"""So many wordings of the question are searched, each to this length."""
FORMAT = "1"
"""Changes with what is made of a row, so that what is in the index is made again."""
_OURS = re.compile(r"narasumber-\d{1,19}\Z")


def sumber_id(akar: int) -> str:
    """The id in the index of an answer, the same for all its versions."""
    return f"{AWALAN}{akar}"


def is_ours(source_id: str) -> bool:
    """Whether a source of the index is a reference answer that was published here."""
    return bool(_OURS.match(source_id))


def sebutan(one: Jawaban) -> str:
    """How an answer is cited: "Jawaban narasumber NAMA, TANGGAL"."""
    return f"Jawaban narasumber {one.narasumber}, {tanggal(one.terbit or one.dibuat)}"


def muatan(one: Jawaban, wordings: Sequence[str] = ()) -> Muatan:
    """The source with its one passage.  ``wordings``: how people asked, which is searched and never shown."""
    source_id = sumber_id(one.akar)
    asked = [" ".join(text.split())[:WORDING_CHARS] for text in wordings]
    words = tuple(text for text in dict.fromkeys(asked) if text != one.pertanyaan)[:WORDINGS]
    source = Sumber(
        source_id,
        Jenis.NARASUMBER,
        sebutan(one),
        f"Jawaban narasumber: {one.pertanyaan}",
        penerbit=one.narasumber,
        ditetapkan=one.terbit.date() if one.terbit else None,
    )
    passage = Passage(
        f"{source_id}#v{one.versi}",
        source_id,
        Jenis.NARASUMBER,
        Letak(),
        one.pertanyaan,
        one.teks,
        bentuk=Bentuk.KUTIPAN,
        verifikasi=Verifikasi.SUMBER_SEKUNDER,
        kata=words,
    )
    parts = (FORMAT, source.singkat, str(one.versi), one.pertanyaan, one.teks, *words)
    return Muatan(source, (passage,), sha256("\0".join(parts).encode()).hexdigest())
