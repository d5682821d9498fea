"""Methods by which the bot describes itself: commands with scopes, name, descriptions, menu button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.web.botapi.bentuk import Orang, utf16
from bot.web.botapi.bentuk_json import Json
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.peristiwa import PerintahBerubah
from bot.web.botapi.permintaan import Permintaan, sebagai_bulat
from bot.web.botapi.ruang import Ruang
from bot.web.botapi.sasaran import cari_ruang

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

_NAMA = re.compile(r"[a-z0-9_]{1,32}")
_BIASA = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def _lingkup(dunia: Inti, minta: Permintaan) -> str:
    """The scope as a key: its type, with chat and person where it has them."""
    scope = minta.json("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind in _BIASA:
        return str(kind)
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise buruk("can't parse BotCommandScope: Unallowed scope type")
    room = cari_ruang(dunia, scope.get("chat_id"))
    key = f"{kind}:{room.obrolan.id}"
    return f"{key}:{sebagai_bulat(scope.get('user_id'))}" if kind == "chat_member" else key


def set_my_commands(dunia: Inti, minta: Permintaan) -> bool:
    commands = minta.json("commands")
    if not isinstance(commands, list):
        raise buruk("can't parse commands: expected an Array")
    if len(commands) > 100:
        raise buruk("BOT_COMMANDS_TOO_MUCH")
    kept: list[Json] = []
    for one in commands:
        if not isinstance(one, dict):
            raise buruk("can't parse BotCommand: expected an Object")
        name, words = str(one.get("command", "")).lstrip("/"), str(one.get("description", ""))
        if not _NAMA.fullmatch(name):
            raise buruk("BOT_COMMAND_INVALID")
        if not 1 <= utf16(words) <= 256:
            raise buruk("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": words})
    key = (_lingkup(dunia, minta), minta.teks("language_code") or "")
    if kept:
        dunia.pengaturan.perintah[key] = kept
    else:
        dunia.pengaturan.perintah.pop(key, None)
    dunia.siarkan(PerintahBerubah())
    return True


def get_my_commands(dunia: Inti, minta: Permintaan) -> list[Json]:
    key = (_lingkup(dunia, minta), minta.teks("language_code") or "")
    return dunia.pengaturan.perintah.get(key, [])


def delete_my_commands(dunia: Inti, minta: Permintaan) -> bool:
    key = (_lingkup(dunia, minta), minta.teks("language_code") or "")
    dunia.pengaturan.perintah.pop(key, None)
    dunia.siarkan(PerintahBerubah())
    return True


def perintah_bagi(dunia: Inti, ruang: Ruang, orang: Orang) -> tuple[tuple[str, str], ...]:
    """The commands of the narrowest scope that has any, in Telegram's order of scopes."""
    chat = ruang.obrolan.id
    admin = ruang.anggota.get(orang.id) in ("creator", "administrator")
    if ruang.pribadi:
        scopes = [f"chat:{chat}", "all_private_chats", "default"]
    else:
        scopes = [f"chat_member:{chat}:{orang.id}"]
        scopes += [f"chat_administrators:{chat}"] if admin else []
        scopes += [f"chat:{chat}"]
        scopes += ["all_chat_administrators"] if admin else []
        scopes += ["all_group_chats", "default"]
    for scope in scopes:
        for language in (orang.bahasa, ""):
            commands = dunia.pengaturan.perintah.get((scope, language))
            if commands:
                return tuple((one["command"], one["description"]) for one in commands)
    return ()


def _setel(dunia: Inti, minta: Permintaan, store: dict[str, str], field: str, most: int) -> bool:
    words = minta.teks(field) or ""
    if utf16(words) > most:
        raise buruk(f"bot {field.replace('_', ' ')} is too long")
    store[minta.teks("language_code") or ""] = words
    dunia.siarkan(PerintahBerubah())
    return True


def _lihat(minta: Permintaan, store: dict[str, str], field: str, default: str = "") -> Json:
    return {field: store.get(minta.teks("language_code") or "", store.get("", default))}


def set_my_name(dunia: Inti, minta: Permintaan) -> bool:
    return _setel(dunia, minta, dunia.pengaturan.nama, "name", 64)


def get_my_name(dunia: Inti, minta: Permintaan) -> Json:
    return _lihat(minta, dunia.pengaturan.nama, "name", dunia.bot.nama)


def set_my_description(dunia: Inti, minta: Permintaan) -> bool:
    return _setel(dunia, minta, dunia.pengaturan.deskripsi, "description", 512)


def get_my_description(dunia: Inti, minta: Permintaan) -> Json:
    return _lihat(minta, dunia.pengaturan.deskripsi, "description")


def set_my_short_description(dunia: Inti, minta: Permintaan) -> bool:
    return _setel(dunia, minta, dunia.pengaturan.deskripsi_pendek, "short_description", 120)


def get_my_short_description(dunia: Inti, minta: Permintaan) -> Json:
    return _lihat(minta, dunia.pengaturan.deskripsi_pendek, "short_description")


def set_chat_menu_button(dunia: Inti, minta: Permintaan) -> bool:
    button = minta.json("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise buruk("can't parse MenuButton: Unallowed type")
    chat = minta.bulat("chat_id") or 0
    if chat:
        chat = cari_ruang(dunia, chat).obrolan.id
    dunia.pengaturan.menu[chat] = button
    dunia.siarkan(PerintahBerubah())
    return True


def get_chat_menu_button(dunia: Inti, minta: Permintaan) -> Json:
    chat = minta.bulat("chat_id") or 0
    menus = dunia.pengaturan.menu
    return menus.get(chat, menus.get(0, {"type": "default"}))


METODE: dict[str, Any] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
