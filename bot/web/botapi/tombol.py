"""``reply_markup``: inline buttons, reply keyboards and force_reply, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from bot.web.botapi.bentuk import Papan, Tombol, utf16
from bot.web.botapi.html import periksa_tautan
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.permintaan import Permintaan

MAKS_TOMBOL = 100
MAKS_SEBARIS = 8
Baris = tuple[tuple[Tombol, ...], ...]
_LAIN = ("web_app", "login_url", "pay", "callback_game", "switch_inline_query_chosen_chat")


def baca_markup(minta: Permintaan) -> tuple[Baris, Papan | None]:
    """(rows of inline buttons, what happens to the keyboard). Error: 400."""
    value = minta.json("reply_markup")
    if value is None:
        return (), None
    if not isinstance(value, dict):
        raise buruk("object expected as reply markup")
    if "inline_keyboard" in value:
        return _inline(value["inline_keyboard"]), None
    if "keyboard" in value:
        return (), _papan(value)
    if value.get("remove_keyboard"):
        return (), Papan("hapus", pilih=bool(value.get("selective")))
    if value.get("force_reply"):
        hint = value.get("input_field_placeholder")
        return (), Papan("paksa_balas", petunjuk=hint, pilih=bool(value.get("selective")))
    return (), None


def baca_inline(minta: Permintaan) -> Baris:
    """The inline buttons of an edit. Error: 400 for any other markup."""
    rows, board = baca_markup(minta)
    if board is not None:
        raise buruk("inline keyboard expected")
    return rows


def _inline(value: Any) -> Baris:
    if not isinstance(value, list):
        raise buruk('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    rows: list[tuple[Tombol, ...]] = []
    for row in value:
        if not isinstance(row, list):
            raise buruk("can't parse inline keyboard: expected an Array of button rows")
        if len(row) > MAKS_SEBARIS:
            raise buruk("reply markup is too long")
        if row:
            rows.append(tuple(_tombol(one) for one in row))
    if sum(len(row) for row in rows) > MAKS_TOMBOL:
        raise buruk("reply markup is too long")
    return tuple(rows)


def _tombol(one: Any) -> Tombol:
    what = "can't parse inline keyboard button"
    if not isinstance(one, dict):
        raise buruk(f"{what}: expected an Object")
    label = one.get("text")
    if not isinstance(label, str):
        raise buruk(f'{what}: Can\'t find field "text"')
    if not label.strip():
        raise buruk(f"{what}: Button text must be non-empty")
    if "url" in one:
        url = str(one["url"])
        if periksa_tautan(url) is None:
            raise buruk(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return Tombol(label, url=url)
    if "callback_data" in one:
        data = str(one["callback_data"])
        if not 1 <= len(data.encode()) <= 64:
            raise buruk("BUTTON_DATA_INVALID")
        return Tombol(label, data=data)
    if "copy_text" in one:
        given = one["copy_text"]
        words = str(given.get("text", "")) if isinstance(given, dict) else ""
        if not 1 <= utf16(words) <= 256:
            raise buruk("BUTTON_COPY_TEXT_INVALID")
        return Tombol(label, salin=words)
    for key in ("switch_inline_query_current_chat", "switch_inline_query"):
        if key in one:
            return Tombol(label, sisip=str(one[key]))
    other = {key: one[key] for key in _LAIN if key in one}
    if not other:
        raise buruk(f"{what}: Text buttons are unallowed in the inline keyboard")
    return Tombol(label, lain=other)


def _papan(value: dict[str, Any]) -> Papan:
    rows: list[tuple[str, ...]] = []
    if not isinstance(value["keyboard"], list):
        raise buruk('can\'t parse reply keyboard: Field "keyboard" must be of type Array')
    for row in value["keyboard"]:
        if not isinstance(row, list):
            raise buruk("can't parse reply keyboard: expected an Array of button rows")
        labels = [_label(one) for one in row]
        if not all(label.strip() for label in labels):
            raise buruk("can't parse keyboard button: Button text must be non-empty")
        if labels:
            rows.append(tuple(labels))
    return Papan(
        "papan",
        tuple(rows),
        petunjuk=value.get("input_field_placeholder"),
        sekali=bool(value.get("one_time_keyboard")),
        pilih=bool(value.get("selective")),
    )


def _label(one: Any) -> str:
    """The text of a button of a reply keyboard."""
    if isinstance(one, dict):
        return str(one.get("text", ""))
    return one if isinstance(one, str) else ""
