"""Yes and no: an answer may not turn what the composed answer says."""

from __future__ import annotations

import re

from bot.answering.llm.checks.sentence import opening
from bot.answering.model import Pemeriksaan

_YES = frozenset({"ya", "benar", "betul", "boleh", "wajib", "tentu"})
_NO = frozenset({"tidak", "bukan", "belum", "tidak boleh", "tidak wajib"})
_CONDITION = re.compile(
    r"\b(?:bila|jika|apabila|sepanjang|asalkan|syarat|bersyarat|dalam hal|kalau|selama)\b", re.IGNORECASE
)


def check_stance(answer: str, direct: str) -> Pemeriksaan:
    """``answer`` and the composed answer's direct part, both without keys."""
    ours, _ = opening(direct.strip())
    theirs, rest = opening(answer.strip())
    if not theirs:
        return Pemeriksaan("sikap", True)
    if not ours:
        return Pemeriksaan("sikap", False, f"membuka dengan {theirs!r}, jawaban susunan tidak")
    if ours == "bersyarat":
        good = theirs not in _NO and bool(theirs == "bersyarat" or _CONDITION.search(rest))
    elif ours in _YES:
        good = theirs in _YES
    else:
        good = theirs in _NO
    return Pemeriksaan("sikap", good, "" if good else f"{theirs!r}, seharusnya {ours!r}")
