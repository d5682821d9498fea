"""The world as the page gets it: JSON with Indonesian keys, text and entities apart, never HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.web.botapi import Dunia, Entitas, JawabanTombol, Message, Obrolan, Orang, Tombol
from bot.web.botapi.bentuk import JenisPesan
from bot.web.botapi.peristiwa import (
    Mengetik,
    ObrolanBerubah,
    PerintahBerubah,
    Peristiwa,
    PesanBaru,
    PesanDihapus,
    PesanDisunting,
    Pratinjau,
    Reaksi,
    TombolDijawab,
)
from bot.web.coba.pemeran import PEMERAN, TOPIK_UMUM

Json = dict[str, Any]
PALING_BANYAK = 400
"""Messages of a chat that the page is given; older ones stay in the world."""


def keadaan_json(dunia: Dunia) -> Json:
    """All that the page shows when it is opened."""
    return {
        "bot": {"id": dunia.bot.id, "nama": dunia.bot.nama, "username": dunia.bot.username},
        "orang": [_pemeran_json(dunia, one.id) for one in PEMERAN],
        "obrolan": [obrolan_json(dunia, one) for one in dunia.obrolan_bot()],
    }


def _pemeran_json(dunia: Dunia, number: int) -> Json:
    part = next(one for one in PEMERAN if one.id == number)
    return {
        "id": part.id,
        "kunci": part.kunci,
        "nama": part.nama,
        "sebutan": part.sebutan,
        "anjuran": part.anjuran,
    }


def obrolan_json(dunia: Dunia, obrolan: Obrolan) -> Json:
    """One chat with its messages, its people, and each one's menu of commands.

    ``topik`` has the topics of a forum, the General one first (``id`` null, as in its messages), and is empty
    for every other chat.
    """
    people = dunia.anggota(obrolan)
    messages = [one for one in dunia.transkrip(obrolan) if not one.dihapus]
    return {
        "id": obrolan.id,
        "jenis": obrolan.jenis.value,
        "judul": obrolan.judul,
        "topik": _topik(dunia, obrolan),
        "anggota": [{"id": one.id, "nama": one.nama} for one in people],
        "perintah": {str(one.id): _perintah(dunia, obrolan, one) for one in people},
        "pesan": [pesan_json(one) for one in messages[-PALING_BANYAK:]],
    }


def _topik(dunia: Dunia, obrolan: Obrolan) -> list[Json]:
    if not obrolan.forum:
        return []
    return [{"id": number, "nama": name} for number, name in ((None, TOPIK_UMUM), *dunia.topik(obrolan))]


def _perintah(dunia: Dunia, obrolan: Obrolan, orang: Orang) -> list[list[str]]:
    return [list(one) for one in dunia.perintah(obrolan, orang)]


def pesan_json(message: Message) -> Json:
    found: Json = {
        "id": message.message_id,
        "obrolan": message.obrolan_id,
        "dari": {"id": message.pengirim.id, "nama": message.pengirim.nama, "bot": message.dari_bot},
        "waktu": message.tanggal,
        "jenis": message.jenis.value,
        "teks": message.teks,
        "entitas": [entitas_json(one) for one in message.entitas],
        "tombol": [[tombol_json(one) for one in row] for row in message.tombol],
        "balas": message.balas,
        "kutipan": message.kutipan,
        "topik": message.topik,
        "disunting": message.disunting is not None,
        "reaksi": [list(one) for one in message.reaksi],
    }
    if message.berkas is not None:
        file = message.berkas
        found["berkas"] = {
            "id": file.file_id,
            "nama": file.nama,
            "ukuran": file.ukuran,
            "mime": file.mime,
            "lebar": file.lebar,
            "tinggi": file.tinggi,
            "emoji": file.emoji,
        }
    if message.jenis is JenisPesan.LAYANAN:
        found["layanan"] = layanan(message)
    if message.papan is not None:
        found["papan"] = {"jenis": message.papan.jenis, "petunjuk": message.papan.petunjuk}
    return found


def entitas_json(one: Entitas) -> Json:
    found: Json = {"jenis": one.jenis, "mulai": one.mulai, "panjang": one.panjang}
    if one.url is not None:
        found["url"] = one.url
    return found


def tombol_json(one: Tombol) -> Json:
    pairs = (("label", one.label), ("data", one.data), ("url", one.url), ("salin", one.salin))
    return {name: value for name, value in pairs if value is not None}


def jawaban_json(one: JawabanTombol) -> Json:
    return {
        "dijawab": one.dijawab,
        "teks": one.teks,
        "peringatan": one.peringatan,
        "url": one.url,
        "salin": one.salin,
    }


def layanan(message: Message) -> str:
    """A service message in words."""
    detail: Mapping[str, Any] = message.rincian
    who = message.pengirim.nama
    if joined := detail.get("new_chat_members"):
        names = ", ".join(str(one.get("first_name", "")) for one in joined)
        return f"{names} bergabung" if names == who else f"{who} menambahkan {names}"
    if left := detail.get("left_chat_member"):
        name = str(left.get("first_name", ""))
        return f"{name} keluar" if name == who else f"{who} mengeluarkan {name}"
    if "pinned_message" in detail:
        return f"{who} menyematkan sebuah pesan"
    if topic := detail.get("forum_topic_created"):
        return f"{who} membuat topik {topic.get('name', '')}"
    return "Keterangan grup berubah"


def peristiwa_json(dunia: Dunia, event: Peristiwa) -> Json | None:
    """One event for the page; None for what it does not show."""
    match event:
        case PesanBaru(message) | PesanDisunting(message):
            return {"apa": "pesan", "pesan": pesan_json(message)}
        case PesanDihapus(chat, numbers):
            return {"apa": "hapus", "obrolan": chat, "pesan": list(numbers)}
        case Mengetik(chat, action, topic):
            return {"apa": "mengetik", "obrolan": chat, "topik": topic, "aksi": action}
        case Reaksi(chat, number):
            room = dunia.ruang.get(chat)
            found = room.hidup(number) if room is not None else None
            return {"apa": "pesan", "pesan": pesan_json(found)} if found is not None else None
        case TombolDijawab(person, chat, number, answer):
            return {"apa": "jawab", "orang": person, "obrolan": chat, "pesan": number, **jawaban_json(answer)}
        case Pratinjau():
            entities = [entitas_json(one) for one in event.entitas]
            return {
                "apa": "pratinjau",
                "obrolan": event.obrolan_id,
                "topik": event.topik,
                "teks": event.teks,
                "entitas": entities,
            }
        case PerintahBerubah():
            return {
                "apa": "perintah",
                "perintah": {
                    str(chat.id): {str(one.id): _perintah(dunia, chat, one) for one in dunia.anggota(chat)}
                    for chat in dunia.obrolan_bot()
                },
            }
        case ObrolanBerubah():
            return {"apa": "muat"}
