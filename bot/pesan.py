"""Short messages for people: a temuan as two sentences, what is wrong and what to do."""

from __future__ import annotations

from bot.kinerja.model import Temuan
from bot.texts import TextError, pesan

_PEMISAH = "\n---\n"


def render_temuan(temuan: Temuan) -> tuple[str, str]:
    """``(pesan, saran)`` of a temuan, complete Indonesian sentences with their numbers.

    Raises TextError for a code without a text, or a text without its two parts: faults of ours.
    """
    text_id = f"pesan/temuan/{temuan.kode}"
    body = pesan().render(text_id, **temuan.data)
    what, separator, remedy = body.partition(_PEMISAH)
    if not separator or not what.strip() or not remedy.strip():
        raise TextError(f"{text_id}: needs a message, a line of three dashes, and a suggestion")
    return " ".join(what.split()), " ".join(remedy.split())
