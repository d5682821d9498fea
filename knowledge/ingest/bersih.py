"""What a page adds to a text is taken away: page numbers, catchwords, fillers, divided words."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.ingest.naskah import Alinea, Blok

SPACES = re.compile(r"[\s\u00a0\u2000-\u200b]+")
FILLER = re.compile(r"\.{4,}|(?:\. ){4,}\.?|…{2,}[.…]*|_{4,}")
"""Dots or a line to be filled in by hand."""
PAGE_NUMBER = re.compile(
    r"(?:halaman\s*)?[-–~|\s]*[0-9]{1,4}[-–~|\s]*|[-–]\s*[ivxlc]{1,7}\s*[-–]", re.IGNORECASE
)
CATCHWORD_END = re.compile(r"(?:…|\.\.\.|\. \. ?\.)\s*$")
MAX_CATCHWORD_WORDS = 6
MAX_CATCHWORD_CHARS = 60
GAZETTE = re.compile(
    r"(?:www\.[a-z.]{4,40}|[12][0-9]{3}, No\.\s?[0-9]{1,5}(?:\s+[0-9]{1,4})?|SK No\s?[0-9A-Z ]{4,12})"
)
"""Running lines of the State Gazette."""
HYPHENATED = re.compile(r"(?<=[a-z])[\u00ad\u2010]\s*(?=[a-z])|(?<=[a-z])-\n\s*(?=[a-z])")
"""Soft hyphens, and a hyphen at the end of a line."""
OPEN_END = re.compile(
    r"(?:\b(?:ayat|huruf|angka|pasal|dan|atau|dengan|dalam|pada|untuk|yang|nomor|oleh|serta|dari|tentang)|[,/])$",
    re.IGNORECASE,
)
REFERENCE_END = re.compile(
    r"\b(?:ayat|huruf|angka|pasal|nomor)(?: \S{1,6}(?:,| dan| atau| sampai dengan| s\.d\.))?$", re.IGNORECASE
)
"""The text breaks off in the middle of a reference to a place."""
SENTENCE_END = (".", ";", ":", "!", "?")


def tidy(text: str) -> str:
    """One space between words, no soft hyphens, fillers as one ellipsis.

    >>> tidy("Nama  : ................")
    'Nama : …'
    """
    return SPACES.sub(" ", FILLER.sub("…", HYPHENATED.sub("", text))).strip()


def without_furniture(blok: tuple[Blok, ...]) -> list[Blok]:
    """The blocks without page numbers, running lines of the gazette, and the catchword at a page's end."""
    kept: list[Blok] = []
    for index, block in enumerate(blok):
        if not isinstance(block, Alinea):
            kept.append(block)
            continue
        text = tidy(block.teks)
        after = blok[index + 1] if index + 1 < len(blok) else None
        ends_page = (
            block.halaman is not None
            and after is not None
            and after.halaman is not None
            and after.halaman > block.halaman
        )
        if not text or (block.halaman is not None and PAGE_NUMBER.fullmatch(text)) or GAZETTE.fullmatch(text):
            continue
        if ends_page and is_catchword(text):
            continue
        if ends_page and isinstance(after, Alinea):
            text = _without_glued_catchword(text, tidy(after.teks))
        kept.append(replace(block, teks=text))
    return kept


def is_catchword(text: str) -> bool:
    """``7. Ruang lingkup …``: the first words of the next page, announced below the last line."""
    return (
        len(text) <= MAX_CATCHWORD_CHARS
        and len(text.split()) <= MAX_CATCHWORD_WORDS + 2
        and CATCHWORD_END.search(text) is not None
        and any(ch.isalpha() for ch in text)
    )


def _without_glued_catchword(text: str, after: str) -> str:
    """Cut a catchword that was set into the last line: what the next page begins with."""
    ending = CATCHWORD_END.search(text)
    if ending is None:
        return text
    body = text[: ending.start()].rstrip()
    words = body.split()
    for count in range(min(MAX_CATCHWORD_WORDS, len(words) - 1), 0, -1):
        if after.lower().startswith(" ".join(words[-count:]).lower()):
            return " ".join(words[:-count])
    return text


def goes_on(before: str, after: str, *, marked: bool) -> bool:
    """Whether a paragraph that begins a page (or a line) is the rest of the one before it.

    ``marked``: it begins like a list item; then only an unfinished reference ("… pada ayat" / "(1) dan …")
    makes it a continuation.
    """
    if not before or not after:
        return False
    if marked:
        return REFERENCE_END.search(before) is not None
    if OPEN_END.search(before):
        return True
    return not before.endswith(SENTENCE_END) and after[0].islower()
