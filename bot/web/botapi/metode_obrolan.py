"""Methods about chats and people: the bot itself, chat and member, actions, reactions, presses, pins."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from bot.web.botapi.bentuk import JawabanTombol, JenisPesan, utf16
from bot.web.botapi.bentuk_json import Json, orang_json
from bot.web.botapi.inti import UMUR_TOMBOL_S
from bot.web.botapi.keanggotaan import anggota_json
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.peristiwa import Mengetik, ObrolanBerubah, Reaksi
from bot.web.botapi.permintaan import Permintaan
from bot.web.botapi.ruang import Ruang
from bot.web.botapi.sasaran import cari_ruang, pesan_sasaran, ruang_masuk, topik_tulis, wajib_di_dalam

if TYPE_CHECKING:
    from bot.web.botapi.dunia import Dunia

AKSI = frozenset(
    [
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
        *("upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    ]
)
EMOJI_REAKSI = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
TERLALU_LAMA = "query is too old and response timeout expired or query ID is invalid"


def get_me(dunia: Dunia, minta: Permintaan) -> Json:
    name = dunia.pengaturan.nama.get("", dunia.bot.nama)
    return orang_json(dunia.bot) | {
        "first_name": name,
        "can_join_groups": True,
        "can_read_all_group_messages": dunia.baca_semua,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def send_chat_action(dunia: Dunia, minta: Permintaan) -> bool:
    action = minta.teks("action") or ""
    if action not in AKSI:
        raise buruk("wrong parameter action in request")
    room = ruang_masuk(dunia, minta)
    dunia.siarkan(Mengetik(room.obrolan.id, action, topik_tulis(room, minta)))
    return True


def answer_callback_query(dunia: Dunia, minta: Permintaan) -> bool:
    """Once for each press, and not too late."""
    press = dunia.tekanan.get(minta.teks("callback_query_id") or "")
    text = minta.teks("text")
    if press is None or time.monotonic() - press.waktu > UMUR_TOMBOL_S:
        raise buruk(TERLALU_LAMA)
    if text and utf16(text) > 200:
        raise buruk("MESSAGE_TOO_LONG")
    answer = JawabanTombol(
        True, text or None, minta.logis("show_alert"), url=minta.teks("url"), query_id=press.id
    )
    dunia.jawab_tombol(press, answer)
    return True


def set_message_reaction(dunia: Dunia, minta: Permintaan) -> bool:
    reactions = minta.json("reaction") or []
    if not isinstance(reactions, list):
        raise buruk("can't parse reaction types: expected an Array")
    if len(reactions) > 1:
        raise buruk("REACTIONS_TOO_MANY")
    signs: list[str] = []
    for one in reactions:
        sign = str(one.get("emoji", "")).replace("\ufe0f", "") if isinstance(one, dict) else ""
        if sign not in EMOJI_REAKSI:
            raise buruk("REACTION_INVALID")
        signs.append(sign)
    room = ruang_masuk(dunia, minta)
    message = pesan_sasaran(room, minta, "message to react not found")
    own = dunia.bot.id
    others = tuple(pair for pair in message.reaksi if pair[0] != own)
    dunia.ganti(message, diam=True, reaksi=others + tuple((own, sign) for sign in signs))
    dunia.siarkan(Reaksi(room.obrolan.id, message.message_id, own, tuple(signs)))
    return True


def get_chat(dunia: Dunia, minta: Permintaan) -> Json:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    wajib_di_dalam(room)
    result = dunia.chat_json(room) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if room.pribadi and room.obrolan.id in dunia.orang:
        return result
    if room.disematkan:
        pinned = room.hidup(room.disematkan[-1])
        if pinned is not None:
            result["pinned_message"] = dunia.pesan_json(pinned)
    return result | {"permissions": {"can_send_messages": True}}


def get_chat_member(dunia: Dunia, minta: Permintaan) -> Json:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    wajib_di_dalam(room)
    number = minta.bulat("user_id")
    if not number:
        raise buruk("invalid user_id specified")
    if number == dunia.bot.id:
        return anggota_json(dunia.bot, dunia.status_bot(room))
    person = dunia.orang.get(number)
    if person is None:
        raise buruk("user not found")
    status = room.anggota.get(number)
    if status is None and room.pribadi:
        raise buruk("member not found")
    return anggota_json(person, status or "left")


def get_chat_administrators(dunia: Dunia, minta: Permintaan) -> list[Json]:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    if room.pribadi:
        raise buruk("there are no administrators in the private chat")
    wajib_di_dalam(room)
    rank = ("creator", "administrator")
    found = [anggota_json(dunia.orang[one], status) for one, status in room.anggota.items() if status in rank]
    return found + ([anggota_json(dunia.bot, room.bot)] if room.bot in rank else [])


def get_chat_member_count(dunia: Dunia, minta: Permintaan) -> int:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    wajib_di_dalam(room)
    return room.jumlah_anggota()


def leave_chat(dunia: Dunia, minta: Permintaan) -> bool:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    if room.pribadi:
        raise buruk("chat member status can't be changed in private chats")
    wajib_di_dalam(room)
    before, room.bot = room.bot, "left"
    gone = {"left_chat_member": orang_json(dunia.bot)}
    dunia.tulis(room, dunia.bot, jenis=JenisPesan.LAYANAN, rincian=gone)
    dunia.kabari_status_bot(room, dunia.bot, before)
    return True


# ---- pins ------------------------------------------------------------------------


def _boleh_semat(room: Ruang) -> None:
    if not room.pribadi and room.bot != "administrator":
        raise buruk("not enough rights to manage pinned messages in the chat")


def pin_chat_message(dunia: Dunia, minta: Permintaan) -> bool:
    room = ruang_masuk(dunia, minta)
    message = pesan_sasaran(room, minta, "message to pin not found")
    _boleh_semat(room)
    if message.message_id in room.disematkan:
        room.disematkan.remove(message.message_id)
    room.disematkan.append(message.message_id)
    pinned = dunia.ganti(message, diam=True, disematkan=True)
    note = {"pinned_message": dunia.pesan_json(pinned)}
    service = dunia.tulis(room, dunia.bot, jenis=JenisPesan.LAYANAN, rincian=note)
    dunia.kabari("message", dunia.pesan_json(service))
    dunia.siarkan(ObrolanBerubah(room.obrolan.id))
    return True


def unpin_chat_message(dunia: Dunia, minta: Permintaan) -> bool:
    """The named message, or the one that was pinned last."""
    room = ruang_masuk(dunia, minta)
    _boleh_semat(room)
    number = minta.bulat("message_id") or (room.disematkan[-1] if room.disematkan else 0)
    if number not in room.disematkan:
        raise buruk("message to unpin not found")
    _lepas(dunia, room, [number])
    return True


def unpin_all_chat_messages(dunia: Dunia, minta: Permintaan) -> bool:
    room = ruang_masuk(dunia, minta)
    _boleh_semat(room)
    _lepas(dunia, room, list(room.disematkan))
    return True


def _lepas(dunia: Dunia, room: Ruang, numbers: list[int]) -> None:
    for number in numbers:
        room.disematkan.remove(number)
        dunia.ganti(room.pesan[number], diam=True, disematkan=False)
    dunia.siarkan(ObrolanBerubah(room.obrolan.id))


def _ya(dunia: Dunia, minta: Permintaan) -> bool:
    """logOut and close: nothing to do for a server of its own."""
    return True


METODE: dict[str, Any] = {
    "getMe": get_me,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "logOut": _ya,
    "close": _ya,
}
