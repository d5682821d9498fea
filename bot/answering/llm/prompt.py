"""The messages to the model: rules, and everything else as fenced data."""

from __future__ import annotations

import re
from functools import cache

from bot.answering.llm.model import Nukilan, Sandingan
from bot.texts import Texts

LONGEST = 1500
"""Characters of one passage; a longer one is cut at a line, and what is cut is no evidence in the answer's eyes."""  # noqa: E501
_KEY_LIKE = re.compile(r"\[(?=k[0-9a-f]{2})", re.IGNORECASE)


@cache
def texts() -> Texts:
    return Texts("llm")


def messages(given: Sandingan) -> tuple[tuple[str, str], ...]:
    """``(role, text)``: the rules as system message, the data as the person's."""
    data = texts().render(
        "llm/jawaban",
        pertanyaan=fenced(given.pertanyaan, 600),
        draf=fenced(given.composed.teks, 3000),
        nukilan=[_shown(one) for one in given.nukilan],
    )
    return (("system", texts().render("llm/aturan")), ("human", data))


def fenced(text: str, most: int = LONGEST) -> str:
    """Text as data: it can neither close its fence, nor open another, nor name a key."""
    cut = text if len(text) <= most else text[: text.rfind("\n", 0, most) if "\n" in text[:most] else most]
    plain = cut.replace("<", "‹").replace(">", "›").replace('"', "”").replace("`", "'")
    return _KEY_LIKE.sub("(", plain)


def _shown(one: Nukilan) -> dict[str, str]:
    passage = one.passage
    verbatim = "\n".join(v.teks for v in one.naskah)
    return {
        "kunci": one.kunci,
        "sumber": fenced(one.sumber, 200),
        "letak": fenced(str(passage.letak), 200),
        "jenis": "naskah" if one.naskah else passage.bentuk.value,
        "verifikasi": passage.verifikasi.value,
        "status": fenced(one.catatan or passage.status.value, 300),
        "judul": fenced(passage.judul, 300),
        "teks": fenced(f"{verbatim}\n{passage.teks}" if verbatim else passage.teks),
    }
