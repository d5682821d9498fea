"""The side door: what a person does in the chat, and what a person sees.

Every method here is plain Python and may be called from any thread; ``tekan`` and
``tunggu_*`` are awaited. The bot's side is reached over HTTP alone (``server.py``).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.web.botapi import gambar, simpan
from bot.web.botapi.bentuk import (
    Berkas,
    JawabanTombol,
    JenisPesan,
    Message,
    Obrolan,
    Orang,
    Tombol,
)
from bot.web.botapi.bentuk_json import orang_json
from bot.web.botapi.entitas import bagi_teks, temukan
from bot.web.botapi.inti import Tekanan
from bot.web.botapi.jenis_berkas import mime_dari
from bot.web.botapi.keanggotaan import Keanggotaan
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.pandangan import Pandangan
from bot.web.botapi.peristiwa import (
    ObrolanBerubah,
    PesanDihapus,
    Reaksi,
    TombolDijawab,
)
from bot.web.botapi.privasi import terlihat_bot
from bot.web.botapi.ruang import DI_DALAM, Ruang


class Dunia(Keanggotaan, Pandangan):
    """The world behind the server, with one bot in it.

    ``baca_semua=True`` switches the bot's privacy mode off, ``batas=True`` Telegram's flood
    control on; ``bot_id``, ``bot_nama``, ``bot_username`` and ``jam`` (Unix seconds) may be given.
    Errors of all methods: GalatPintu (a ValueError) where the person cannot do that.
    """

    # ---- what a person sends -----------------------------------------------------

    def kirim_teks(
        self,
        orang: Orang,
        obrolan: Obrolan,
        teks: str,
        *,
        balas: int | Message | None = None,
        topik: int | None = None,
        kutipan: str | None = None,
    ) -> Message:
        """A text, with the entities that Telegram finds in it; the bot hears it as privacy mode allows.

        As in a client, space around it is cut, and what is longer than 4,096 units becomes
        several messages, of which the first is returned.
        """
        parts = bagi_teks(teks.strip())
        if not parts:
            raise GalatPintu("an empty text cannot be sent")
        sent = [
            self._kirim(
                orang,
                obrolan,
                JenisPesan.TEKS,
                balas=balas,
                topik=topik,
                kutipan=kutipan,
                teks=part,
                entitas=temukan(part),
            )
            for part in parts
        ]
        return sent[0]

    def mulai(self, orang: Orang, payload: str | None = None) -> Message:
        """Press START, or open a deep link ``t.me/bot?start=payload``; a blocked bot is let in again."""
        text = f"/start {payload}" if payload else "/start"
        self.buka_blokir(orang)
        return self.kirim_teks(orang, self.pribadi(orang), text)

    def kirim_dokumen(
        self,
        orang: Orang,
        obrolan: Obrolan,
        nama: str,
        isi: bytes,
        *,
        caption: str | None = None,
        mime: str | None = None,
        media_group: str | None = None,
        balas: int | Message | None = None,
        topik: int | None = None,
    ) -> Message:
        """A file; several with the same ``media_group`` are one album (an update each)."""
        kind = mime or mime_dari(nama)
        with self.kunci:
            stored = self.simpan_berkas(JenisPesan.DOKUMEN, nama, isi, kind)
        return self._kirim_berkas(orang, obrolan, stored, caption, media_group, balas, topik)

    def kirim_foto(
        self,
        orang: Orang,
        obrolan: Obrolan,
        isi: bytes,
        *,
        caption: str | None = None,
        media_group: str | None = None,
        balas: int | Message | None = None,
        topik: int | None = None,
    ) -> Message:
        """A photo (the width and height are read from PNG or JPEG)."""
        with self.kunci:
            stored = gambar.simpan_foto(self, isi)
        return self._kirim_berkas(orang, obrolan, stored, caption, media_group, balas, topik)

    def kirim_stiker(self, orang: Orang, obrolan: Obrolan, emoji: str = "🙂") -> Message:
        with self.kunci:
            stored = self.simpan_berkas(
                JenisPesan.STIKER,
                "stiker.webp",
                b"RIFF....WEBP",
                "image/webp",
                lebar=512,
                tinggi=512,
                emoji=emoji,
            )
        return self._kirim_berkas(orang, obrolan, stored, None, None, None, None)

    def kirim_suara(self, orang: Orang, obrolan: Obrolan, durasi: int = 3) -> Message:
        with self.kunci:
            stored = self.simpan_berkas(JenisPesan.SUARA, "suara.oga", b"OggS", "audio/ogg", durasi=durasi)
        return self._kirim_berkas(orang, obrolan, stored, None, None, None, None)

    def kirim_lokasi(self, orang: Orang, obrolan: Obrolan, lintang: float, bujur: float) -> Message:
        place = {"location": {"latitude": lintang, "longitude": bujur}}
        return self._kirim(orang, obrolan, JenisPesan.LOKASI, rincian=place)

    def kirim_kontak(self, orang: Orang, obrolan: Obrolan, nomor: str, nama: str | None = None) -> Message:
        contact = {"phone_number": nomor, "first_name": nama or orang.nama, "user_id": orang.id}
        return self._kirim(orang, obrolan, JenisPesan.KONTAK, rincian={"contact": contact})

    def sunting_teks(self, orang: Orang, obrolan: Obrolan, message_id: int, teks: str) -> Message:
        """The person edits an own text or caption (``edited_message``)."""
        with self.kunci:
            room, message = self._pesan(obrolan, message_id)
            if message.pengirim.id != orang.id:
                raise GalatPintu(f"message {message_id} is not by {orang.nama}")
            changed = self.ganti(
                message,
                teks=teks,
                entitas=temukan(teks),
                disunting=int(self.jam()),
                revisi=message.revisi + 1,
            )
            if terlihat_bot(self, room, changed):
                self.kabari("edited_message", self.pesan_json(changed))
            return changed

    def hapus_pesan(self, orang: Orang, obrolan: Obrolan, message_id: int) -> None:
        """The person deletes a message for everybody; Telegram does not tell the bot."""
        with self.kunci:
            room, message = self._pesan(obrolan, message_id)
            self._wajib_anggota(orang, room)
            self.ganti(message, diam=True, dihapus=True)
            self.siarkan(PesanDihapus(obrolan.id, (message_id,)))

    def reaksi(self, orang: Orang, obrolan: Obrolan, message_id: int, *emoji: str) -> None:
        """The person's reactions on a message (``message_reaction``, where the bot asked for it)."""
        with self.kunci:
            room, message = self._pesan(obrolan, message_id)
            self._wajib_anggota(orang, room)
            before = [sign for who, sign in message.reaksi if who == orang.id]
            others = tuple(pair for pair in message.reaksi if pair[0] != orang.id)
            self.ganti(message, diam=True, reaksi=others + tuple((orang.id, sign) for sign in emoji))
            self.siarkan(Reaksi(obrolan.id, message_id, orang.id, emoji))
            if room.pribadi or room.bot == "administrator":
                self.kabari(
                    "message_reaction",
                    {
                        "chat": self.chat_json(room),
                        "message_id": message_id,
                        "user": orang_json(orang),
                        "date": int(self.jam()),
                        "old_reaction": [{"type": "emoji", "emoji": one} for one in before],
                        "new_reaction": [{"type": "emoji", "emoji": one} for one in emoji],
                    },
                )

    # ---- buttons -----------------------------------------------------------------

    async def tekan(
        self,
        orang: Orang,
        obrolan: Obrolan,
        message_id: int | Message,
        tombol: str,
        *,
        batas_s: float = 10.0,
    ) -> JawabanTombol:
        """Press an inline button, by callback_data or label; waits at most ``batas_s`` for the answer."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[JawabanTombol] = loop.create_future()

        def give(value: JawabanTombol) -> None:
            with contextlib.suppress(RuntimeError):  # the loop of the press has ended
                loop.call_soon_threadsafe(lambda: None if answer.done() else answer.set_result(value))

        at_once = self.tekan_saja(orang, obrolan, message_id, tombol, give)
        if at_once.query_id is None:
            return at_once
        try:
            return await asyncio.wait_for(answer, batas_s)
        except TimeoutError:
            return at_once

    def tekan_saja(
        self,
        orang: Orang,
        obrolan: Obrolan,
        message_id: int | Message,
        tombol: str,
        pemberi: Callable[[JawabanTombol], None] | None = None,
    ) -> JawabanTombol:
        """Press without waiting; ``query_id`` names the press (``None`` for url and copy buttons)."""
        number = message_id.message_id if isinstance(message_id, Message) else message_id
        with self.kunci:
            room, message = self._pesan(obrolan, number)
            self._wajib_anggota(orang, room)
            button = message.cari_tombol(tombol)
            if button is None:
                raise GalatPintu(f"message {number} has no button {tombol!r}")
            return self._tekan_tombol(orang, room, message, button, pemberi)

    def tekan_palsu(self, orang: Orang, obrolan: Obrolan, message_id: int, data: str) -> JawabanTombol:
        """A press with callback_data that no button carries (a changed client): not refused by Telegram."""
        with self.kunci:
            room, message = self._pesan(obrolan, message_id)
            return self._tekan_tombol(orang, room, message, Tombol("", data=data), None)

    def _tekan_tombol(
        self,
        orang: Orang,
        room: Ruang,
        message: Message,
        button: Tombol,
        pemberi: Callable[[JawabanTombol], None] | None,
    ) -> JawabanTombol:
        if button.data is None:
            return JawabanTombol(True, url=button.url, salin=button.salin)
        number = str(4_000_000_000_000 + self.angka_baru())
        press = Tekanan(number, orang, room.obrolan.id, message.message_id, button.data, time.monotonic())
        if pemberi is not None:
            press.pemberi.append(pemberi)
        self.tekanan[number] = press
        self.kabari(
            "callback_query",
            {
                "id": number,
                "from": orang_json(orang),
                "message": self.pesan_json(message),
                "chat_instance": str(-room.obrolan.id),
                "data": button.data,
            },
        )
        return JawabanTombol(False, query_id=number)

    def jawab_tombol(self, press: Tekanan, jawaban: JawabanTombol) -> None:
        """The bot answered a press (called by answerCallbackQuery)."""
        self.tekanan.pop(press.id, None)
        self.siarkan(TombolDijawab(press.orang.id, press.obrolan_id, press.message_id, jawaban))
        for give in press.pemberi:
            give(jawaban)
        press.pemberi.clear()

    # ---- state -------------------------------------------------------------------

    def simpan(self, berkas: Path) -> None:
        """Write everything to an SQLite file (files as they come, the rest anew)."""
        simpan.tulis(self, berkas)

    def muat(self, berkas: Path) -> bool:
        """Take everything from that file; False where there is none."""
        with self.kunci:
            return simpan.baca(self, berkas)

    def hapus_semua(self) -> None:
        """An empty world; listeners, faults, webhook and the numbering stay."""
        with self.kunci:
            chats = list(self.ruang)
            self._kosongkan()
            self.antrean.buang()
            for number in chats:
                self.siarkan(ObrolanBerubah(number))

    # ---- inner -------------------------------------------------------------------

    def _kirim_berkas(
        self,
        orang: Orang,
        obrolan: Obrolan,
        stored: Berkas,
        caption: str | None,
        media_group: str | None,
        balas: int | Message | None,
        topik: int | None,
    ) -> Message:
        text = caption or ""
        return self._kirim(
            orang,
            obrolan,
            stored.jenis,
            balas=balas,
            topik=topik,
            teks=text,
            entitas=temukan(text),
            berkas=stored,
            media_group=media_group,
        )

    def _kirim(
        self,
        orang: Orang,
        obrolan: Obrolan,
        jenis: JenisPesan,
        *,
        balas: int | Message | None = None,
        topik: int | None = None,
        **bidang: Any,
    ) -> Message:
        with self.kunci:
            room = self.ruang_dari(obrolan)
            self._wajib_anggota(orang, room)
            if room.diblokir:
                raise GalatPintu(f"{orang.nama} has blocked the bot")
            if topik is not None and topik not in room.topik:
                raise GalatPintu(f"there is no topic {topik}")
            target = balas.message_id if isinstance(balas, Message) else balas
            if target is not None and room.hidup(target) is None:
                raise GalatPintu(f"no message {target} to reply to")
            if topik is None and target is not None:
                topik = room.pesan[target].topik  # an answer stands where the question does
            room.dimulai = True
            message = self.tulis(room, orang, jenis=jenis, balas=target, topik=topik, **bidang)
            if terlihat_bot(self, room, message):
                self.kabari("message", self.pesan_json(message), (room.obrolan.id, message.message_id))
            return message

    def _pesan(self, obrolan: Obrolan | int, message_id: int) -> tuple[Ruang, Message]:
        room = self.ruang_dari(obrolan)
        message = room.hidup(message_id)
        if message is None:
            raise GalatPintu(f"no message {message_id} in that chat")
        return room, message

    def _wajib_anggota(self, orang: Orang, room: Ruang) -> None:
        if room.anggota.get(orang.id) not in DI_DALAM:
            raise GalatPintu(f"{orang.nama} is not in {room.obrolan.judul}")
