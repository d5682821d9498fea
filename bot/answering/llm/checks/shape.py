"""Checks of an answer as a text: length, language, no markup, no address, no talk about itself."""

from __future__ import annotations

import re

from bot.answering.llm.checks.lexicon import TOKEN, leksikon
from bot.answering.llm.keys import strip_keys
from bot.answering.llm.model import Sandingan
from bot.answering.model import Pemeriksaan

SHORTEST = 12
LONGEST = 2400
"""Characters without keys: above the longest composed list, below one message of a chat."""
TIMES_COMPOSED = 3
"""An answer is no essay: at most so many times the composed answer (and never held to less than 900)."""
_ADDRESS = re.compile(
    r"(?:https?:|www\.|\b[\w-]{1,40}\.(?:go\.id|com|co\.id|id|org|net|io)\b|[\w.]{1,40}@[\w-]{2,40}\.)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"<[a-z/!][^<>\n]{0,80}>|```|`|\*\*|__|^#{1,6} |^>|^\||!\[|\]\(|\{\{|\{%|&#?\w{2,8};",
    re.MULTILINE | re.IGNORECASE,
)
_ODD = re.compile(r"[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ITSELF = re.compile(
    r"\b(?:sebagai (?:sebuah )?(?:model bahasa|ai|asisten ai)|model bahasa|language model|instruksi sistem|system prompt|"  # noqa: E501
    r"prompt|instruksi (?:saya|di atas|sebelumnya)|kunci kutipan|draf jawaban|jawaban susunan|nukilan|perintah sistem"  # noqa: E501
    r"|saya (?:tidak dapat|tidak bisa|adalah)|maaf,|as an ai|i cannot|i can't|i'm sorry)",
    re.IGNORECASE,
)
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "that",
        "this",
        "which",
        "with",
        "for",
        "by",
        "must",
        "should",
        "shall",
        "may",
        "not",
        "from",
        "on",
        "or",
        "as",
        "at",
        "it",
        "its",
        "within",
        "after",
        "before",
        "year",
        "report",
        "reports",
        "according",
        "months",
        "under",
        "has",
        "have",
        "will",
        "submitted",
    ]
)
_INDONESIAN = frozenset(
    [
        "yang",
        "dan",
        "di",
        "ke",
        "dari",
        "pada",
        "untuk",
        "dengan",
        "dalam",
        "oleh",
        "adalah",
        "ialah",
        "ini",
        "itu",
        "tidak",
        "atau",
        "sebagai",
        "kepada",
        "paling",
        "setelah",
        "tersebut",
        "bila",
        "jika",
        "atas",
        "serta",
        "juga",
        "menurut",
        "harus",
        "boleh",
        "ada",
        "lambat",
        "laporan",
        "kinerja",
        "disampaikan",
        "disusun",
    ]
)


def check_shape(text: str, given: Sandingan) -> list[Pemeriksaan]:
    """``panjang``, ``bahasa``, ``bentuk`` and ``diri``."""
    shown = strip_keys(text)
    return [_length(shown, given), _language(shown), _form(text, shown), _about_itself(shown, given)]


def _length(shown: str, given: Sandingan) -> Pemeriksaan:
    most = min(LONGEST, max(900, TIMES_COMPOSED * len(given.composed.teks)))
    good = SHORTEST <= len(shown) <= most
    return Pemeriksaan("panjang", good, "" if good else f"{len(shown)} huruf, batas {SHORTEST}-{most}")


def _language(shown: str) -> Pemeriksaan:
    words = [w for w in TOKEN.findall(shown.lower()) if w.isalpha()]
    foreign = sum(1 for w in words if w in _ENGLISH)
    ours = sum(1 for w in words if w in _INDONESIAN or w in leksikon().netral)
    strange = [c for c in shown if c.isalpha() and ord(c) > 0x24F]
    good = not strange and foreign <= max(1, ours // 3) and (ours > 0 or len(words) < 8)
    return Pemeriksaan("bahasa", good, "" if good else f"{foreign} kata Inggris, {ours} kata Indonesia")


def _form(text: str, shown: str) -> Pemeriksaan:
    for pattern, name in ((_ADDRESS, "alamat"), (_MARKUP, "tanda format"), (_ODD, "karakter kendali")):
        found = pattern.search(shown if pattern is not _ODD else text)
        if found:
            return Pemeriksaan("bentuk", False, f"{name}: {found[0]!r}")
    return Pemeriksaan("bentuk", True)


def _about_itself(shown: str, given: Sandingan) -> Pemeriksaan:
    found = _ITSELF.search(shown)
    if found and found[0].lower() in given.composed.teks.lower():
        found = None
    return Pemeriksaan("diri", found is None, "" if found is None else found[0])
