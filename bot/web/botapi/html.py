"""Telegram's HTML (parse_mode HTML) into text and entities, refusing what Telegram refuses, in its words.

Written after the description in the Bot API's documentation and the observable behaviour
of its server; offsets in errors are bytes of the UTF-8 text, offsets in entities are UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from bot.web.botapi.bentuk import Entitas, utf16
from bot.web.botapi.kesalahan import buruk

JENIS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_KHUSUS = re.compile(r"[<&]")
_RUJUKAN = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot)(?![A-Za-z]));?")
_BERNAMA = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPASI = " \t\r\n\v\0"
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_ORANG = re.compile(r"tg://user\?id=([0-9]{1,19})")


@dataclass(slots=True)
class _Terbuka:
    nama: str
    argumen: str
    mulai: int
    bagian: int


class _Pengurai:
    def __init__(self, teks: str) -> None:
        self.teks = teks
        self.hasil: list[str] = []
        self.panjang = 0
        self.terbuka: list[_Terbuka] = []
        self.entitas: list[Entitas] = []

    def gagal(self, sebab: str, tempat: int, ekor: str = "") -> NoReturn:
        offset = len(self.teks[:tempat].encode())
        raise buruk(f"can't parse entities: {sebab} at byte offset {offset}{ekor}")

    def tambah(self, bagian: str) -> None:
        self.hasil.append(bagian)
        self.panjang += utf16(bagian)

    def urai(self) -> tuple[str, tuple[Entitas, ...]]:
        place, text = 0, self.teks
        while True:
            match = _KHUSUS.search(text, place)
            if match is None:
                self.tambah(text[place:])
                break
            if match.start() > place:
                self.tambah(text[place : match.start()])
            place = match.start()
            if text[place] == "&":
                sign, place = _rujukan(text, place)
                self.tambah(sign)
            elif text[place + 1 : place + 2] == "/":
                place = self.tutup(place)
            else:
                place = self.buka(place)
        if self.terbuka:
            name = self.terbuka[-1].nama
            raise buruk(f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\"")
        return "".join(self.hasil), tuple(self.entitas)

    # ---- start tags --------------------------------------------------------------

    def buka(self, awal: int) -> int:
        text = self.teks
        place = _sampai(text, awal + 1, _SPASI + ">")
        if place >= len(text):
            self.gagal("Unclosed start tag", awal)
        name = text[awal + 1 : place].lower()
        if name not in JENIS:
            self.gagal(f'Unsupported start tag "{name}"', awal)
        argument = ""
        while place < len(text) and text[place] != ">":
            place = _lewati_spasi(text, place)
            if place < len(text) and text[place] == ">":
                break
            found, place = self.atribut(name, awal, place)
            argument = found or argument
        if place >= len(text):
            self.gagal("Unclosed start tag", awal)
        if name == "span" and argument != "spoiler":
            self.gagal('Tag "span" must have class "tg-spoiler"', awal)
        self.terbuka.append(_Terbuka(name, argument, self.panjang, len(self.hasil)))
        return place + 1

    def atribut(self, tag: str, awal: int, place: int) -> tuple[str, int]:
        """One attribute: (what the tag takes from it or "", the place after it)."""
        text = self.teks
        end = _sampai(text, place, _SPASI + "=>")
        name = text[place:end].lower()
        if not name:
            self.gagal(f'Empty attribute name in the tag "{tag}"', awal)
        place = _lewati_spasi(text, end)
        if place >= len(text):
            self.gagal(f'Unclosed start tag "{tag}"', awal)
        if text[place] != "=":
            return ("1" if tag == "blockquote" and name == "expandable" else ""), place
        place = _lewati_spasi(text, place + 1)
        if place >= len(text):
            self.gagal(f'Unclosed start tag "{tag}"', awal)
        if text[place] in "\"'":
            value, place = _berpetik(text, place)
        else:
            start = place
            match = _TOKEN.match(text, place)
            place = match.end() if match else place
            value = text[start:place].lower()
            if place < len(text) and text[place] not in _SPASI + ">":
                self.gagal("Unexpected end of name token", start)
        if place >= len(text):
            self.gagal("Unclosed start tag", awal)
        return _argumen(tag, name, value), place

    # ---- end tags ----------------------------------------------------------------

    def tutup(self, awal: int) -> int:
        text = self.teks
        if not self.terbuka:
            self.gagal("Unexpected end tag", awal)
        end = _sampai(text, awal + 2, _SPASI + ">")
        name = text[awal + 2 : end].lower()
        place = _lewati_spasi(text, end)
        if place >= len(text) or text[place] != ">":
            self.gagal("Unclosed end tag", awal)
        tag = self.terbuka.pop()
        if name and name != tag.nama:
            self.gagal("Unmatched end tag", awal, f', expected "</{tag.nama}>", found "</{name}>"')
        if self.panjang > tag.mulai:
            self.catat(tag)
        return place + 1

    def catat(self, tag: _Terbuka) -> None:
        kind, start, length = JENIS[tag.nama], tag.mulai, self.panjang - tag.mulai
        last = self.entitas[-1] if self.entitas else None
        same = last is not None and (last.mulai, last.panjang) == (start, length)
        if tag.nama == "a":
            url = tag.argumen or "".join(self.hasil[tag.bagian :])
            person = _ORANG.fullmatch(url)
            if person:
                self.entitas.append(Entitas("text_mention", start, length, orang_id=int(person[1])))
            elif (checked := periksa_tautan(url)) is not None:
                self.entitas.append(Entitas(kind, start, length, url=checked))
        elif tag.nama == "pre" and last is not None and same and last.jenis == "code" and last.bahasa:
            self.entitas[-1] = Entitas("pre", start, length, bahasa=last.bahasa)
        elif tag.nama == "code" and last is not None and same and last.jenis == "pre" and tag.argumen:
            self.entitas[-1] = Entitas("pre", start, length, bahasa=tag.argumen)
        elif tag.nama == "code":
            self.entitas.append(Entitas(kind, start, length, bahasa=tag.argumen or None))
        elif tag.nama == "blockquote" and tag.argumen:
            self.entitas.append(Entitas("expandable_blockquote", start, length))
        elif tag.nama == "tg-emoji":
            if not tag.argumen.isdecimal():
                raise buruk("can't parse entities: Invalid custom emoji identifier specified")
            self.entitas.append(Entitas(kind, start, length))
        else:
            self.entitas.append(Entitas(kind, start, length))


def urai_html(teks: str) -> tuple[str, tuple[Entitas, ...]]:
    """(text without markup, entities as written). Error: 400 "can't parse entities: …"."""
    if "<" not in teks and "&" not in teks:
        return teks, ()
    text, found = _Pengurai(teks).urai()
    plain = [
        Entitas("code", one.mulai, one.panjang) if one.jenis == "code" and one.bahasa else one
        for one in found
    ]
    return text, tuple(sorted(plain, key=lambda one: (one.mulai, -one.panjang)))


def periksa_tautan(url: str) -> str | None:
    """The link as Telegram keeps it, or ``None`` where it drops it (no host with a dot, unknown scheme)."""
    url = url.strip()
    match = re.match(r"(?:(https?|tg|ton|tonsite)://)?([^/?#\s]*)(.*)", url, re.IGNORECASE | re.DOTALL)
    if not match or not url or re.search(r"\s", url):
        return None
    scheme, host, rest = match[1], match[2], match[3]
    if scheme and not scheme.lower().startswith("http"):
        return url
    name = host.rpartition("@")[2].partition(":")[0]
    if not re.fullmatch(r"[\w.-]+", name) or "." not in name.strip("."):
        return None
    if not re.fullmatch(r"[0-9.]+", name) and not re.search(r"\.[^\W\d_][\w-]+$", name):
        return None
    return f"{(scheme or 'http').lower()}://{host}{rest or '/'}"


def _argumen(tag: str, nama: str, nilai: str) -> str:
    match tag, nama:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return nilai
        case ("code", "class") if nilai.startswith("language-"):
            return nilai.removeprefix("language-")
        case ("span", "class") if nilai.startswith("tg-"):
            return nilai.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
        case _:
            return ""


def _rujukan(text: str, place: int) -> tuple[str, int]:
    """The character that a reference at ``place`` stands for, or the ampersand itself."""
    match = _RUJUKAN.match(text, place)
    if match is None:
        return "&", place + 1
    if match[3]:
        return _BERNAMA[match[3]], match.end()
    code = int(match[1], 16) if match[1] else int(match[2])
    if code == 0 or code >= 0x10FFFF:
        return "&", place + 1
    if 0xD800 <= code <= 0xDFFF:
        raise buruk(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), match.end()


def _berpetik(text: str, place: int) -> tuple[str, int]:
    end_sign = text[place]
    place += 1
    parts: list[str] = []
    while place < len(text) and text[place] != end_sign:
        if text[place] == "&":
            sign, place = _rujukan(text, place)
            parts.append(sign)
            continue
        parts.append(text[place])
        place += 1
    return "".join(parts), min(place + 1, len(text))


def _sampai(text: str, place: int, signs: str) -> int:
    while place < len(text) and text[place] not in signs:
        place += 1
    return place


def _lewati_spasi(text: str, place: int) -> int:
    while place < len(text) and text[place] in _SPASI:
        place += 1
    return place
