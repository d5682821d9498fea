"""Telegram's HTML: what becomes an entity, and the words of the refusals."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.botapi.bentuk import Entitas, potong_utf16, utf16
from bot.web.botapi.html import periksa_tautan, urai_html
from bot.web.botapi.isi import baca_isi, rapikan
from bot.web.botapi.kesalahan import GalatApi
from bot.web.botapi.permintaan import Permintaan


def parts(source: str) -> list[tuple[str, str]]:
    """(type, covered text) of a source, after all cleaning."""
    text, entities = baca_isi(Permintaan("x", {"text": source, "parse_mode": "HTML"}))
    return [(one.jenis, potong_utf16(text, one.mulai, one.panjang)) for one in entities]


def text_of(source: str) -> str:
    return baca_isi(Permintaan("x", {"text": source, "parse_mode": "HTML"}))[0]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<b>a</b> <strong>b</strong>", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i><em> b</em>", [("italic", "a b")]),
        ("<u>a</u> <ins>b</ins>", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s> <strike>b</strike> <del>c</del>", [("strikethrough", sign) for sign in "abc"]),
        (
            "<tg-spoiler>a</tg-spoiler> <span class='tg-spoiler'>b</span>",
            [("spoiler", "a"), ("spoiler", "b")],
        ),
        ("<code>x &lt; y</code>", [("code", "x < y")]),
        ("<pre>baris\ndua</pre>", [("pre", "baris\ndua")]),
        ("<blockquote>kutipan</blockquote>", [("blockquote", "kutipan")]),
        ("<blockquote expandable>panjang</blockquote>", [("expandable_blockquote", "panjang")]),
        ("<BLOCKQUOTE EXPANDABLE>panjang</BLOCKQUOTE>", [("expandable_blockquote", "panjang")]),
        ("<b>a<i>b</i></b>", [("bold", "ab"), ("italic", "b")]),
        ("<b></b>kosong", []),
    ],
)
def test_each_tag_becomes_its_entity(source: str, found: list[tuple[str, str]]) -> None:
    assert parts(source) == found


def test_a_language_of_a_code_block_is_kept() -> None:
    text, entities = urai_html('<pre><code class="language-python">x = 1</code></pre>')
    assert text == "x = 1"
    assert entities == (Entitas("pre", 0, 5, bahasa="python"),)


def test_a_link_carries_its_address_and_a_person_his_id() -> None:
    _, entities = urai_html('<a href="https://contoh.go.id/a?b=1&amp;c=2">sini</a>')
    assert entities == (Entitas("text_link", 0, 4, url="https://contoh.go.id/a?b=1&c=2"),)
    _, entities = urai_html('<a href="tg://user?id=77">Ani</a>')
    assert entities == (Entitas("text_mention", 0, 3, orang_id=77),)
    assert urai_html('<a href="tanpa-titik">x</a>')[1] == ()


def test_references_are_decoded_and_unknown_ones_stay() -> None:
    assert (
        text_of("&lt;b&gt; &amp;amp; &quot;x&quot; &#65;&#x42; &nbsp; AT&T") == '<b> &amp; "x" AB &nbsp; AT&T'
    )


def test_offsets_count_utf16_units() -> None:
    text, entities = urai_html("👍👍 <b>ya 👍</b>")
    assert entities == (Entitas("bold", 5, 5),)
    assert potong_utf16(text, 5, 5) == "ya 👍"
    assert utf16(text) == 10


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("ab <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("é👍<x>", 'Unsupported start tag "x" at byte offset 6'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("5 <", "Unclosed start tag at byte offset 2"),
        ("a << b >", 'Unsupported start tag "<" at byte offset 2'),
        ("</b>", "Unexpected end tag at byte offset 0"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x$>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span class='x'>y</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(GalatApi) as failure:
        urai_html(source)
    assert failure.value.kode == 400
    assert failure.value.uraian == f"Bad Request: can't parse entities: {words}"


def test_nothing_stands_inside_code_and_no_quote_in_a_quote() -> None:
    assert parts("<b>a <code>b</code> c</b>") == [("bold", "a "), ("code", "b"), ("bold", " c")]
    source = "<blockquote>a <blockquote>b</blockquote></blockquote>"
    assert parts(source) == [("blockquote", "a b")]
    assert rapikan([Entitas("bold", 0, 2), Entitas("bold", 1, 3)]) == (Entitas("bold", 0, 4),)


def test_white_space_around_a_text_is_cut_and_its_entities_move() -> None:
    text, entities = baca_isi(Permintaan("x", {"text": "\n  <b> a </b>\n ", "parse_mode": "HTML"}))
    assert text == "a"
    assert entities == (Entitas("bold", 0, 1),)


def test_what_telegram_finds_by_itself_stays_out_of_links_and_code() -> None:
    source = '/bantuan @ani #lkjip https://contoh.go.id <code>/bukan</code> <a href="https://a.id">@bukan</a>'
    assert parts(source) == [
        ("bot_command", "/bantuan"),
        ("mention", "@ani"),
        ("hashtag", "#lkjip"),
        ("url", "https://contoh.go.id"),
        ("code", "/bukan"),
        ("text_link", "@bukan"),
    ]


@pytest.mark.parametrize("text", ["24/7", "a/b", "pada 1/2", "<b", "x@", "# judul", "1.000.000", "5/10/2024"])
def test_ordinary_text_has_no_entities(text: str) -> None:
    assert baca_isi(Permintaan("x", {"text": text}))[1] == ()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://contoh.go.id", "https://contoh.go.id/"),
        ("contoh.go.id/a", "http://contoh.go.id/a"),
        ("http://10.0.0.1:80/x", "http://10.0.0.1:80/x"),
        ("http://localhost/x", None),
        ("ftp://contoh.go.id", None),
        ("javascript:alert(1)", None),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("https://a b.id", None),
        ("", None),
    ],
)
def test_links_are_kept_or_dropped(url: str, kept: str | None) -> None:
    assert periksa_tautan(url) == kept


@given(st.text(alphabet="<>/&;#abx=\"' -\n👍é", max_size=60))
def test_any_text_is_parsed_or_refused_and_entities_lie_inside(source: str) -> None:
    try:
        text, entities = baca_isi(Permintaan("x", {"text": source, "parse_mode": "HTML"}))
    except GalatApi:
        return
    for one in entities:
        assert one.panjang > 0
        assert 0 <= one.mulai <= one.mulai + one.panjang <= utf16(text)


@pytest.mark.parametrize(
    "piece", ["<", "&", "a.", "/é ", "@a é", "#", "-.", "a@", "<b>", "\r", "http://", "x.id é "]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A pattern that backtracks, or a count that starts anew at each find, would not come to an end here."""
    source = piece * 20_000
    text, _ = baca_isi(Permintaan("x", {"text": source}))
    assert text == source.replace("\r", "").strip()
    with contextlib.suppress(GalatApi):
        baca_isi(Permintaan("x", {"text": source, "parse_mode": "HTML"}))
