"""The text of a call: parse mode or given entities, cleaned as Telegram does it, measured in UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from bot.web.botapi.bentuk import Entitas, potong_utf16, utf16
from bot.web.botapi.entitas import temukan
from bot.web.botapi.html import periksa_tautan, urai_html
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.permintaan import Permintaan, sebagai_bulat

MAKS_TEKS = 4096
MAKS_KETERANGAN = 1024
_GAYA = ("bold", "italic", "underline", "strikethrough", "spoiler")
_KAKU = ("pre", "code")
_KUTIPAN = ("blockquote", "expandable_blockquote")
_DIKENAL = frozenset(
    (
        *(*_GAYA, *_KAKU, *_KUTIPAN, "text_link", "text_mention", "custom_emoji", "mention", "hashtag"),
        *("cashtag", "bot_command", "url", "email", "phone_number", "date_time"),
    )
)
_SURROGAT = re.compile("[\ud800-\udfff]")
_KENDALI = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f]")
_TAK_TAMPAK = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")


def baca_isi(
    minta: Permintaan,
    *,
    kunci: str = "text",
    kunci_entitas: str = "entities",
    kunci_mode: str = "parse_mode",
) -> tuple[str, tuple[Entitas, ...]]:
    """(text, all entities) of a parameter; an absent one is "". Error: 400 "can't parse entities: …"."""
    raw = minta.teks(kunci) or ""
    if _SURROGAT.search(raw):
        raise buruk("strings must be encoded in UTF-8")
    mode = (minta.teks(kunci_mode) or "").lower()
    if mode == "html":
        text, given = urai_html(raw)
    elif mode in ("", "none"):
        text, given = raw, _diberi(minta.json(kunci_entitas), raw)
    else:
        raise buruk("unsupported parse_mode")
    text, given = _bersihkan(text, given)
    return text, temukan(text, given)


def periksa_teks(teks: str) -> None:
    """Error: 400 for an empty or too long text."""
    if not teks:
        raise buruk("message text is empty")
    if utf16(teks) > MAKS_TEKS:
        raise buruk("message is too long")


def periksa_keterangan(teks: str) -> None:
    """Error: 400 for a too long caption."""
    if utf16(teks) > MAKS_KETERANGAN:
        raise buruk("message caption is too long")


def _diberi(value: Any, teks: str) -> tuple[Entitas, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise buruk("can't parse entities: expected an Array")
    whole = utf16(teks)
    found: list[Entitas] = []
    for one in value:
        if not isinstance(one, dict) or one.get("type") not in _DIKENAL:
            raise buruk("can't parse MessageEntity: Unsupported type specified")
        start, length = sebagai_bulat(one.get("offset")), sebagai_bulat(one.get("length"))
        if start < 0 or length <= 0:
            continue
        if start + length > whole:
            raise buruk(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text "
                f"at UTF-16 offset {start + length}"
            )
        kind = str(one["type"])
        url = periksa_tautan(str(one.get("url", ""))) if kind == "text_link" else None
        if kind == "text_link" and url is None:
            continue
        person = one.get("user")
        number = sebagai_bulat(person.get("id")) if isinstance(person, dict) else 0
        language = str(one["language"]) if one.get("language") else None
        found.append(Entitas(kind, start, length, url, language, number or None))
    return tuple(found)


def _bersihkan(teks: str, entitas: tuple[Entitas, ...]) -> tuple[str, tuple[Entitas, ...]]:
    text = _KENDALI.sub(" ", teks)
    if _TAK_TAMPAK.search(text):
        if entitas:
            text, entitas = _tanpa_tak_tampak(text, entitas)
        else:
            text = _TAK_TAMPAK.sub("", text)
    entitas = rapikan(entitas)
    stripped = text.rstrip(" \n")
    front = len(stripped) - len(stripped.lstrip(" \n"))
    body = stripped[front:]
    if body == text or not entitas:
        return body, entitas
    whole = utf16(body)
    moved = (_potong(one, front, front + whole) for one in entitas)
    kept = tuple(
        Entitas(one.jenis, one.mulai - front, one.panjang, one.url, one.bahasa, one.orang_id)
        for one in moved
        if one is not None
    )
    return body, kept


def _tanpa_tak_tampak(text: str, entitas: tuple[Entitas, ...]) -> tuple[str, tuple[Entitas, ...]]:
    """Without signs that Telegram removes (all are one UTF-16 unit), the entities moved."""
    gone: list[int] = []
    counted, units = 0, 0
    for match in _TAK_TAMPAK.finditer(text):
        units += utf16(text[counted : match.start()])
        counted = match.start()
        gone.append(units)

    def moved(place: int) -> int:
        return place - bisect_left(gone, place)

    changed = []
    for one in entitas:
        start, end = moved(one.mulai), moved(one.mulai + one.panjang)
        if end > start:
            changed.append(Entitas(one.jenis, start, end - start, one.url, one.bahasa, one.orang_id))
    return _TAK_TAMPAK.sub("", text), tuple(changed)


def _potong(one: Entitas, mulai: int, akhir: int) -> Entitas | None:
    """The part of an entity that lies between two offsets."""
    start, end = max(one.mulai, mulai), min(one.mulai + one.panjang, akhir)
    return Entitas(one.jenis, start, end - start, one.url, one.bahasa, one.orang_id) if end > start else None


def rapikan(entitas: Sequence[Entitas]) -> tuple[Entitas, ...]:
    """Entities as Telegram keeps them: styles joined, nothing inside code, no quote in a quote."""
    if not entitas:
        return ()
    stiff = _tanpa_tindih([one for one in entitas if one.jenis in _KAKU])
    quotes = _tanpa_tindih([one for one in entitas if one.jenis in _KUTIPAN])
    result = [*stiff, *quotes]
    for kind in _GAYA:
        ranges = _gabung((one.mulai, one.mulai + one.panjang) for one in entitas if one.jenis == kind)
        for start, end in ranges:
            result += [Entitas(kind, a, b - a) for a, b in _kurangi(start, end, stiff)]
    others = [one for one in entitas if one.jenis not in (*_KAKU, *_KUTIPAN, *_GAYA)]
    for one in _tanpa_tindih(others):
        if not any(_bertemu(one, block) for block in stiff):
            result.append(one)
    return tuple(sorted(result, key=lambda one: (one.mulai, -one.panjang, one.jenis)))


def _bertemu(one: Entitas, other: Entitas) -> bool:
    return one.mulai < other.mulai + other.panjang and other.mulai < one.mulai + one.panjang


def _tanpa_tindih(entitas: list[Entitas]) -> list[Entitas]:
    """The outermost first; what meets a kept one is dropped."""
    kept: list[Entitas] = []
    end = -1
    for one in sorted(entitas, key=lambda one: (one.mulai, -one.panjang)):
        if one.mulai >= end:
            kept.append(one)
            end = one.mulai + one.panjang
    return kept


def _gabung(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _kurangi(start: int, end: int, blocks: list[Entitas]) -> list[tuple[int, int]]:
    left: list[tuple[int, int]] = []
    for block in blocks:
        if block.mulai >= end or block.mulai + block.panjang <= start:
            continue
        if block.mulai > start:
            left.append((start, block.mulai))
        start = max(start, block.mulai + block.panjang)
    return [*left, (start, end)] if start < end else left


def kutipan_sah(teks: str, kutipan: str) -> bool:
    """Whether a quote is a part of the text, as ``reply_parameters.quote`` requires."""
    return bool(kutipan) and kutipan in teks


def teks_entitas(teks: str, entitas: Entitas) -> str:
    """What an entity covers."""
    return potong_utf16(teks, entitas.mulai, entitas.panjang)
