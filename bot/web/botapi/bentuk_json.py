"""People, chats and messages as the Bot API writes them in JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.web.botapi.bentuk import (
    Berkas,
    Entitas,
    JenisObrolan,
    JenisPesan,
    Message,
    Obrolan,
    Orang,
    Papan,
    Tombol,
)

Json = dict[str, Any]
CariPesan = Callable[[int], Message | None]


def orang_json(orang: Orang) -> Json:
    """A ``User``."""
    result: Json = {"id": orang.id, "is_bot": orang.bot, "first_name": orang.nama}
    if orang.username:
        result["username"] = orang.username
    if not orang.bot and orang.bahasa:
        result["language_code"] = orang.bahasa
    return result


def obrolan_json(obrolan: Obrolan, orang: Orang | None = None) -> Json:
    """A ``Chat``; ``orang`` is the person of a private chat."""
    result: Json = {"id": obrolan.id, "type": obrolan.jenis.value}
    if obrolan.jenis is JenisObrolan.PRIBADI:
        result["first_name"] = orang.nama if orang else obrolan.judul
        if orang and orang.username:
            result["username"] = orang.username
    else:
        result["title"] = obrolan.judul
    if obrolan.forum:
        result["is_forum"] = True
    return result


def entitas_json(entitas: Entitas) -> Json:
    result: Json = {"offset": entitas.mulai, "length": entitas.panjang, "type": entitas.jenis}
    if entitas.url is not None:
        result["url"] = entitas.url
    if entitas.bahasa is not None:
        result["language"] = entitas.bahasa
    if entitas.orang_id is not None:
        result["user"] = {"id": entitas.orang_id, "is_bot": False, "first_name": str(entitas.orang_id)}
    return result


def tombol_json(tombol: Tombol) -> Json:
    result: Json = {"text": tombol.label}
    if tombol.data is not None:
        result["callback_data"] = tombol.data
    if tombol.url is not None:
        result["url"] = tombol.url
    if tombol.salin is not None:
        result["copy_text"] = {"text": tombol.salin}
    if tombol.sisip is not None:
        result["switch_inline_query_current_chat"] = tombol.sisip
    if tombol.lain:
        result.update(tombol.lain)
    return result


def papan_json(papan: Papan) -> Json:
    """The reply keyboard for the page (a bot's message does not carry it in the Bot API)."""
    return {
        "jenis": papan.jenis,
        "baris": [list(row) for row in papan.baris],
        "petunjuk": papan.petunjuk,
        "sekali": papan.sekali,
        "pilih": papan.pilih,
    }


def berkas_json(berkas: Berkas) -> Any:
    """The content of a message with a file; a list of sizes for a photo."""
    result: Json = {
        "file_id": berkas.file_id,
        "file_unique_id": berkas.unik,
        "file_size": berkas.ukuran,
    }
    match berkas.jenis:
        case JenisPesan.FOTO:
            return [result | {"width": berkas.lebar, "height": berkas.tinggi}]
        case JenisPesan.STIKER:
            return result | {
                "width": berkas.lebar,
                "height": berkas.tinggi,
                "type": "regular",
                "is_animated": False,
                "is_video": False,
                "emoji": berkas.emoji or "🙂",
            }
        case JenisPesan.SUARA:
            return result | {"duration": berkas.durasi, "mime_type": berkas.mime}
        case _:
            return result | {"file_name": berkas.nama, "mime_type": berkas.mime}


def pesan_json(message: Message, chat: Json, cari: CariPesan, *, dengan_balasan: bool = True) -> Json:
    """A ``Message``; ``cari`` finds the one that it replies to (which carries no reply of its own)."""
    result: Json = {
        "message_id": message.message_id,
        "from": orang_json(message.pengirim),
        "chat": chat,
        "date": message.tanggal,
    }
    if message.disunting is not None:
        result["edit_date"] = message.disunting
    if message.topik is not None:
        result["message_thread_id"] = message.topik
        result["is_topic_message"] = True
    if message.balas is not None and dengan_balasan:
        original = cari(message.balas)
        if original is not None:
            result["reply_to_message"] = pesan_json(original, chat, cari, dengan_balasan=False)
            if message.kutipan is not None:
                result["quote"] = {
                    "text": message.kutipan,
                    "position": quote_position(original.teks, message.kutipan),
                    "is_manual": True,
                }
    if message.jenis is JenisPesan.TEKS:
        result["text"] = message.teks
        if message.entitas:
            result["entities"] = [entitas_json(one) for one in message.entitas]
        if not message.pratinjau_tautan:
            result["link_preview_options"] = {"is_disabled": True}
    elif message.berkas is not None:
        result[message.jenis.value] = berkas_json(message.berkas)
        if message.teks:
            result["caption"] = message.teks
            if message.entitas:
                result["caption_entities"] = [entitas_json(one) for one in message.entitas]
    if message.rincian:
        result.update(message.rincian)
    if message.media_group is not None:
        result["media_group_id"] = message.media_group
    if message.dilindungi:
        result["has_protected_content"] = True
    if message.tombol:
        result["reply_markup"] = {
            "inline_keyboard": [[tombol_json(one) for one in row] for row in message.tombol]
        }
    return result


def quote_position(teks: str, kutipan: str) -> int:
    """Where a quote stands in the text, in UTF-16 units; -1 where it does not."""
    place = teks.find(kutipan)
    return place if place <= 0 or teks.isascii() else len(teks[:place].encode("utf-16-le")) // 2
