"""Cutting Telegram's HTML: nothing is lost, nothing is cut through, lengths are kept."""

from __future__ import annotations

import re
from random import Random

import pytest

from bot.telegram.render import HtmlRusak, plain, split, split_plain, utf16

TAGS = (
    ("<b>", "</b>"),
    ("<i>", "</i>"),
    ('<a href="https://contoh.test/?a=1&amp;b=2">', "</a>"),
    ("<blockquote expandable>", "</blockquote>"),
    ("<pre>", "</pre>"),
    ("<tg-spoiler>", "</tg-spoiler>"),
)
WORDS = (
    "kinerja",
    "a &lt; b",
    "R&amp;D",
    "sasaran.",
    "target 88,5 %.",
    "😀",
    "👩\u200d👩\u200d👧",
    "é",
    "\n",
    "\n\n",
    "-" * 90,
)


def random_html(random: Random, depth: int = 0) -> str:
    pieces = []
    for _ in range(random.randint(1, 30)):
        if depth < 3 and random.random() < 0.2:
            opening, closing = random.choice(TAGS)
            pieces.append(opening + random_html(random, depth + 1) + closing)
        else:
            pieces.append(random.choice(WORDS) + random.choice(("", " ", " ")))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(60))
def test_any_text_comes_back_whole_in_parts_that_fit(seed: int) -> None:
    random = Random(seed)
    html = random_html(random)
    first, rest = random.randint(40, 300), random.randint(40, 300)
    parts = split(html, first, rest)
    assert "".join(map(plain, parts)) == plain(html)
    assert utf16(plain(parts[0])) <= first
    assert all(utf16(plain(one)) <= rest for one in parts[1:])
    for one in parts:
        assert _nests(one)


def _nests(html: str) -> bool:
    opened: list[str] = []
    for found in re.finditer(r"<(/?)([a-z-]+)[^>]*>", html):
        if not found[1]:
            opened.append(found[2])
        elif not opened or opened.pop() != found[2]:
            return False
    return not opened


@pytest.mark.parametrize("seed", range(20))
def test_every_character_keeps_its_marks(seed: int) -> None:
    html = random_html(Random(seed))
    whole = _marks(html)
    parts = [mark for one in split(html, 70, 90) for mark in _marks(one)]
    assert parts == whole


def _marks(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every character with the tags that it stands in."""
    found: list[tuple[str, tuple[str, ...]]] = []
    opened: list[str] = []
    at = 0
    for token in re.finditer(r"<(/?)([a-z-]+)[^>]*>", html):
        found += [(one, tuple(opened)) for one in plain(html[at : token.start()])]
        at = token.end()
        if token[1]:
            opened.pop()
        else:
            opened.append(token[0])
    return found + [(one, tuple(opened)) for one in plain(html[at:])]


def test_a_short_text_is_sent_as_it_is() -> None:
    assert split("<b>Ringkas</b> &amp; jelas") == ["<b>Ringkas</b> &amp; jelas"]


def test_tags_and_entities_do_not_count() -> None:
    html = "<b>" + "&amp;" * 4096 + "</b>"
    assert split(html) == [html]
    assert len(split(html + "x")) == 2


def test_an_emoji_counts_twice() -> None:
    assert len(split("😀" * 2048)) == 1
    parts = split("😀" * 2049)
    assert [utf16(one) for one in parts] == [4096, 2]


def test_a_cut_is_at_a_paragraph_before_a_line_a_sentence_and_a_word() -> None:
    text = "Satu kalimat. Dua kalimat.\nBaris kedua.\n\nParagraf kedua yang cukup panjang sekali."
    assert split(text, 60, 60)[0].endswith("Baris kedua.\n\n")
    assert split("Satu kalimat. Dua kalimat yang lebih panjang", 30, 60)[0] == "Satu kalimat. "
    assert split("tanpa titik sama sekali di sini", 14, 60)[0] == "tanpa titik "
    assert split("x" * 50, 20, 20) == ["x" * 20, "x" * 20, "x" * 10]


def test_a_quotation_is_not_cut_where_it_can_stay_whole() -> None:
    html = "Jawaban singkat.\n" + "<blockquote>" + "kata " * 10 + "\n\nlagi</blockquote>" + "penutup " * 5
    parts = split(html, 80, 80)
    assert parts[0].endswith("</blockquote>")
    assert "<blockquote>" not in parts[1]


def test_a_long_expandable_quotation_becomes_several() -> None:
    html = "<blockquote expandable>" + "Bunyi pasal. " * 700 + "</blockquote>"
    parts = split(html)
    assert len(parts) == 3
    assert all(one.startswith("<blockquote expandable>") for one in parts)
    assert all(one.endswith("</blockquote>") for one in parts)


def test_a_caption_is_shorter_than_what_follows() -> None:
    parts = split("kata " * 1500, 1024)
    assert utf16(parts[0]) <= 1024
    assert utf16(parts[1]) > 1024


def test_an_emoji_family_stays_together() -> None:
    family = "👩\u200d👩\u200d👧"
    parts = split("x" * 16 + family + "y" * 30, 19, 40)
    assert parts[0] == "x" * 16
    assert parts[1].startswith(family)


@pytest.mark.parametrize("html", ["<b>a", "a</b>", "<b><i>a</b></i>", "<i>" * 3 + "a"])
def test_tags_that_do_not_nest_are_told_of_and_the_plain_text_remains(html: str) -> None:
    long = html + " kata" * 1000
    with pytest.raises(HtmlRusak):
        split(long)
    assert "".join(split_plain(plain(long))) == "a" + " kata" * 1000


def test_what_is_no_tag_is_text() -> None:
    assert plain("1 < 2 & 3 > 2 &lt;b&gt;") == "1 < 2 & 3 > 2 <b>"


def test_hostile_texts_cost_linear_time() -> None:
    for piece in ("<", "<b", "&", "<b>", "</", "&#", "<a href='", "\n\n", ". "):
        text = piece * (200_000 // len(piece))
        try:
            split(text)
        except HtmlRusak:
            split_plain(plain(text))
