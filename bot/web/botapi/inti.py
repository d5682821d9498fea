"""The state of the world and the few ways to change it; the side door and the methods both stand on it."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.web.botapi.antrean import Antrean
from bot.web.botapi.batas import Batas
from bot.web.botapi.bentuk import Berkas, JenisObrolan, JenisPesan, Message, Obrolan, Orang, Tanggap
from bot.web.botapi.bentuk_json import Json, obrolan_json, pesan_json
from bot.web.botapi.gangguan import Gangguan
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.peristiwa import Peristiwa, PesanBaru, PesanDisunting, Siaran
from bot.web.botapi.ruang import Ruang

UMUR_TOMBOL_S = 900.0
"""How long a press can be answered."""


@dataclass(slots=True)
class Tekanan:
    """One press of a button that waits for ``answerCallbackQuery``."""

    id: str
    orang: Orang
    obrolan_id: int
    message_id: int
    data: str
    waktu: float
    pemberi: list[Callable[[Any], None]] = field(default_factory=list)


@dataclass(slots=True)
class Pengaturan:
    """What the bot set about itself: commands per (scope, language), name, descriptions, menu buttons."""

    perintah: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    nama: dict[str, str] = field(default_factory=dict)
    deskripsi: dict[str, str] = field(default_factory=dict)
    deskripsi_pendek: dict[str, str] = field(default_factory=dict)
    menu: dict[int, Json] = field(default_factory=dict)


class Inti:
    """People, chats, messages, files, updates.  Every change happens under ``kunci``.

    ``jam`` gives Unix seconds; ``baca_semua`` switches privacy mode off; ``batas`` switches
    Telegram's flood control on.
    """

    def __init__(
        self,
        *,
        bot_id: int = 7_100_000_001,
        bot_nama: str = "Asisten LKjIP",
        bot_username: str = "asisten_lkjip_bot",
        baca_semua: bool = False,
        batas: bool = False,
        jam: Callable[[], float] = time.time,
    ) -> None:
        self.bot = Orang(bot_id, bot_nama, bot_username, bot=True)
        self.baca_semua = baca_semua
        self.batas = Batas(aktif=batas)
        self.gangguan = Gangguan()
        self.kunci = threading.RLock()
        self.siaran = Siaran()
        self.jam = jam
        self.antrean = Antrean()
        self.nomor_pesan = 0
        self.nomor_lain = 0
        self._kosongkan()

    def _kosongkan(self) -> None:
        """No people, chats, files; the numbering goes on, since the bot may remember old numbers."""
        self.orang: dict[int, Orang] = {}
        self.ruang: dict[int, Ruang] = {}
        self.pengaturan = Pengaturan()
        self.tekanan: dict[str, Tekanan] = {}
        self.tanggap: list[Tanggap] = []
        self.info_berkas: dict[str, Berkas] = {}
        self.isi_berkas: dict[str, bytes] = {}

    # ---- numbers -----------------------------------------------------------------

    def angka_baru(self) -> int:
        """The next number for whatever needs one (files, presses, groups)."""
        self.nomor_lain += 1
        return self.nomor_lain

    def _nomor_pesan(self, ruang: Ruang) -> int:
        """One sequence over private chats and basic groups, an own one per supergroup."""
        if ruang.urutan_sendiri:
            ruang.nomor += 1
            return ruang.nomor
        self.nomor_pesan += 1
        return self.nomor_pesan

    # ---- chats -------------------------------------------------------------------

    def ruang_dari(self, obrolan: Obrolan | int) -> Ruang:
        """The chat, for the side door. Error: GalatPintu."""
        number = obrolan if isinstance(obrolan, int) else obrolan.id
        room = self.ruang.get(number)
        if room is None:
            raise GalatPintu(f"there is no chat {number}")
        return room

    def buka_pribadi(self, orang: Orang) -> Ruang:
        """The private chat of a person with the bot, made when it is first needed."""
        room = self.ruang.get(orang.id)
        if room is None:
            chat = Obrolan(orang.id, JenisObrolan.PRIBADI, orang.nama)
            room = Ruang(chat, {orang.id: "member"})
            self.ruang[orang.id] = room
        return room

    def chat_json(self, ruang: Ruang) -> Json:
        return obrolan_json(ruang.obrolan, self.orang.get(ruang.obrolan.id))

    # ---- messages ----------------------------------------------------------------

    def tulis(self, ruang: Ruang, pengirim: Orang, **bidang: Any) -> Message:
        """A new message in a chat, told to the listeners (not yet to the bot)."""
        message = Message(
            message_id=self._nomor_pesan(ruang),
            obrolan_id=ruang.obrolan.id,
            pengirim=pengirim,
            tanggal=int(self.jam()),
            waktu=time.monotonic(),
            **bidang,
        )
        ruang.pesan[message.message_id] = message
        if pengirim.bot:
            self._catat_tanggap(ruang, message)
        else:
            ruang.pelatuk[message.topik] = message.message_id
        self.siarkan(PesanBaru(message))
        return message

    def _catat_tanggap(self, ruang: Ruang, message: Message) -> None:
        trigger = message.balas if message.balas is not None else ruang.pelatuk.get(message.topik)
        origin = ruang.pesan.get(trigger) if trigger is not None else None
        if origin is None or origin.dari_bot:
            return
        since = None if origin.waktu_diambil is None else message.waktu - origin.waktu_diambil
        self.tanggap.append(
            Tanggap(
                message.obrolan_id,
                origin.message_id,
                message.message_id,
                message.waktu - origin.waktu,
                since,
            )
        )

    def ganti(self, message: Message, *, diam: bool = False, **bidang: Any) -> Message:
        """The message with other fields; told as an edit unless ``diam``."""
        changed = replace(message, **bidang)
        self.ruang[message.obrolan_id].pesan[message.message_id] = changed
        if not diam:
            self.siarkan(PesanDisunting(changed))
        return changed

    def pesan_json(self, message: Message) -> Json:
        room = self.ruang[message.obrolan_id]
        return pesan_json(message, self.chat_json(room), room.hidup)

    def siarkan(self, event: Peristiwa) -> None:
        self.siaran.siarkan(event)

    # ---- updates -----------------------------------------------------------------

    def kabari(self, jenis: str, isi: Json, sumber: tuple[int, int] | None = None) -> None:
        """Queue an update for the bot."""
        self.antrean.tambah(jenis, isi, sumber, ganda=self.gangguan.ambil_ganda())

    def tandai_diambil(self, sumber: tuple[int, int]) -> None:
        """The bot is handed this message now (first time only)."""
        with self.kunci:
            room = self.ruang.get(sumber[0])
            message = room.pesan.get(sumber[1]) if room else None
            if room is not None and message is not None and message.waktu_diambil is None:
                room.pesan[message.message_id] = replace(message, waktu_diambil=time.monotonic())

    # ---- files -------------------------------------------------------------------

    def simpan_berkas(self, jenis: JenisPesan, nama: str, isi: bytes, mime: str, **ukuran: Any) -> Berkas:
        """Keep a file; the same bytes get the same ``unik``, each upload its own ``file_id``."""
        unique = hashlib.sha256(isi).hexdigest()[:16]
        file_id = f"BQACAgUAAx{self.angka_baru():06d}{unique}"
        stored = Berkas(file_id, f"AgAD{unique}", jenis, nama, mime, len(isi), **ukuran)
        self.info_berkas[file_id] = stored
        self.isi_berkas[file_id] = isi
        return stored
