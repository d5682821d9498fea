"""Puts statements into the words of an answer.  Sentences come from statements and from prompts/jawaban.

No figure is written here: only items are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot.kinerja.format import format_asli
from bot.texts import Texts
from knowledge.model import Passage, Pernyataan

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(0-9])")
_SHORT = re.compile(r"\b(?:Nomor|No|Pasal|hlm|dll|dsb|dst|c\.q|a\.n|s\.d|Rp|Dr|Drs|Ir|H|Hj|M|S)\.$")
_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
            "sebelas", "dua belas", "tiga belas", "empat belas", "lima belas", "enam belas", "tujuh belas",
            "delapan belas", "sembilan belas", "dua puluh")  # fmt: skip


@cache
def texts() -> Texts:
    """Everything that an answer says around the statements."""
    return Texts("jawaban", globals_={"angka": format_asli})


def say(text_id: str, /, **variables: object) -> str:
    """A phrase of prompts/jawaban on one line (lists keep theirs)."""
    return texts().render(f"jawaban/{text_id}", **variables)


def in_words(count: int) -> str:
    """A count of items in words up to twenty, in digits above."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def statement(one: Pernyataan, *, count: bool = False) -> str:
    """A statement as it stands, its items as a numbered list.

    With ``count`` the sentence that opens the list says how many items follow, unless it does already.
    """
    if not one.butir:
        return one.teks
    head = one.teks.rstrip()
    if count and len(one.butir) > 1 and not says_count(head, len(one.butir)):
        if head.endswith(":"):
            head = say("daftar", kalimat=head[:-1], jumlah=in_words(len(one.butir)))
        else:
            head = say("daftar", kalimat=head.rstrip("."), jumlah=in_words(len(one.butir)))
    return "\n".join([head, *numbered(one.butir)])


def numbered(items: Sequence[str]) -> list[str]:
    """Items as lines of a numbered list, each ended by a full stop only where it is a sentence."""
    return [f"{number}. {_item(item)}" for number, item in enumerate(items, 1)]


def _item(item: str) -> str:
    text = item.strip().rstrip(";,")
    text = re.sub(r"[;,]\s*(?:dan|serta|atau)$", "", text)
    return text if text.endswith((".", "?", "!", ")")) else f"{text}."


def says_count(sentence: str, count: int) -> bool:
    """Whether a sentence names a count, in words or figures."""
    low = sentence.lower()
    return bool(
        re.search(
            rf"\b{re.escape(in_words(count))}\b(?! (?:belas|puluh))|(?<![\d/.,]){count}(?![\d/.,%])", low
        )
    )


def opened(opening: str | None, sentence: str) -> str:
    """A sentence behind its yes or no, a phrase of prompts/jawaban/sikap."""
    if opening is None:
        return sentence
    if re.match(r"(?:ya|tidak|benar|boleh|bersyarat)[,.:]", sentence, re.IGNORECASE):
        return sentence
    return say(f"sikap/{opening}", kalimat=sentence)


_OPENED = re.compile(r"(?:Ya|Boleh|Benar|Tidak(?: wajib| benar)?)\. |Bersyarat: ")


def is_opened(text: str) -> bool:
    """Whether a text begins with its yes or no: a claim was found that is the question's."""
    return bool(_OPENED.match(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text; "Nomor 53." and the like end none."""
    out: list[str] = []
    for part in _SENTENCE.split(" ".join(text.split())):
        if out and _SHORT.search(out[-1]):
            out[-1] = f"{out[-1]} {part}"
        elif part:
            out.append(part)
    return out


def explanation(passage: Passage) -> list[str]:
    """The paragraphs of a passage that are no statements, as sentences."""
    stated = {line for p in passage.pernyataan for line in [p.teks, *(f"- {item}" for item in p.butir)]}
    free = [
        line for line in passage.teks.split("\n") if line and line not in stated and not line.startswith("- ")
    ]
    return [s for line in free for s in sentences(re.sub(r"^Penjelasan:\s*", "", line))]


def sentence_count(text: str) -> int:
    """Sentences of an answer; a list counts as one."""
    prose = "\n".join(line for line in text.split("\n") if not re.match(r"\d+\. |- ", line))
    return len(sentences(prose))
