"""Who is where: people, groups, topics, the bot's comings and goings, and the updates that tell of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.web.botapi.bentuk import JenisObrolan, JenisPesan, Message, Obrolan, Orang
from bot.web.botapi.bentuk_json import Json, orang_json
from bot.web.botapi.inti import Inti
from bot.web.botapi.kesalahan import GalatPintu
from bot.web.botapi.peristiwa import ObrolanBerubah
from bot.web.botapi.ruang import DI_DALAM, Ruang


class Keanggotaan(Inti):
    """The part of the side door that makes people and chats."""

    def tambah_orang(
        self, nama: str, *, username: str | None = None, bahasa: str = "id", id: int | None = None
    ) -> Orang:
        """A person who uses Telegram. The id is made up where none is given."""
        with self.kunci:
            number = id if id is not None else 510_000_000 + self.angka_baru()
            if number <= 0 or number in self.orang or number == self.bot.id:
                raise GalatPintu(f"the id {number} is taken or not positive")
            person = Orang(number, nama, username, bahasa)
            self.orang[number] = person
            return person

    def pribadi(self, orang: Orang) -> Obrolan:
        """The private chat of a person with the bot (the bot may write once the person has)."""
        with self.kunci:
            return self.buka_pribadi(orang).obrolan

    def tambah_grup(
        self,
        judul: str,
        *,
        anggota: Iterable[Orang],
        forum: bool = False,
        supergrup: bool = False,
        id: int | None = None,
        bot_di_dalam: bool = True,
    ) -> Obrolan:
        """A group; the first member owns it. A forum is a supergroup. No update: it was there before."""
        members = list(anggota)
        if not members:
            raise GalatPintu("a group needs a member")
        with self.kunci:
            big = supergrup or forum
            base = -1_002_000_000_000 if big else -4_000_000
            number = id if id is not None else base - self.angka_baru()
            if number >= 0 or number in self.ruang:
                raise GalatPintu(f"the id {number} is taken or not negative")
            kind = JenisObrolan.SUPERGRUP if big else JenisObrolan.GRUP
            chat = Obrolan(number, kind, judul, forum)
            status = {one.id: "member" for one in members} | {members[0].id: "creator"}
            room = Ruang(chat, status, bot="member" if bot_di_dalam else "left")
            room.nomor = int(big)  # message 1 of a supergroup made it, and names a forum's General topic
            self.ruang[number] = room
            self.siarkan(ObrolanBerubah(number))
            return chat

    def tambah_anggota(self, grup: Obrolan, orang: Orang, *, admin: bool = False) -> Message:
        """Somebody joins; a service message that the bot sees, and ``chat_member`` where it asked for it."""
        with self.kunci:
            room = self.ruang_dari(grup)
            before = room.anggota.get(orang.id, "left")
            room.anggota[orang.id] = "administrator" if admin else "member"
            self._kabar_anggota(room, orang, before, room.anggota[orang.id])
            return self._layanan(room, orang, {"new_chat_members": [orang_json(orang)]})

    def keluarkan_anggota(self, grup: Obrolan, orang: Orang) -> Message:
        """Somebody leaves."""
        with self.kunci:
            room = self.ruang_dari(grup)
            before = room.anggota.get(orang.id, "left")
            room.anggota[orang.id] = "left"
            self._kabar_anggota(room, orang, before, "left")
            return self._layanan(room, orang, {"left_chat_member": orang_json(orang)})

    def masukkan_bot(self, grup: Obrolan, oleh: Orang, *, admin: bool = False) -> Message:
        """The bot is added to a group (``my_chat_member`` and a service message)."""
        with self.kunci:
            room = self.ruang_dari(grup)
            before, room.bot = room.bot, "administrator" if admin else "member"
            self.kabari_status_bot(room, oleh, before)
            return self._layanan(room, oleh, {"new_chat_members": [orang_json(self.bot)]})

    def keluarkan_bot(self, grup: Obrolan, oleh: Orang) -> None:
        """The bot is thrown out (``my_chat_member`` with status kicked)."""
        with self.kunci:
            room = self.ruang_dari(grup)
            before, room.bot = room.bot, "kicked"
            self.tulis(
                room, oleh, jenis=JenisPesan.LAYANAN, rincian={"left_chat_member": orang_json(self.bot)}
            )
            self.kabari_status_bot(room, oleh, before)

    def jadikan_forum(self, grup: Obrolan) -> Obrolan:
        """The owner of a supergroup turns topics on; what was written before stands in its General topic."""
        with self.kunci:
            room = self.ruang_dari(grup)
            if not room.urutan_sendiri:
                raise GalatPintu(f"{grup.judul} is no supergroup")
            room.obrolan = replace(room.obrolan, forum=True)
            self.siarkan(ObrolanBerubah(room.obrolan.id))
            return room.obrolan

    def tambah_topik(self, grup: Obrolan, nama: str) -> int:
        """A topic of a forum; its ``message_thread_id``."""
        with self.kunci:
            room = self.ruang_dari(grup)
            if not room.obrolan.forum:
                raise GalatPintu(f"{grup.judul} is no forum")
            owner = next(number for number, status in room.anggota.items() if status == "creator")
            created = {"name": nama, "icon_color": 7_322_096}
            message = self.tulis(
                room, self.orang[owner], jenis=JenisPesan.LAYANAN, rincian={"forum_topic_created": created}
            )
            room.topik[message.message_id] = nama
            changed = self.ganti(message, diam=True, topik=message.message_id)
            if room.bot_di_dalam():
                self.kabari("message", self.pesan_json(changed), (room.obrolan.id, message.message_id))
            self.siarkan(ObrolanBerubah(room.obrolan.id))
            return message.message_id

    def blokir(self, orang: Orang) -> None:
        """The person blocks the bot: 403 from now on, and ``my_chat_member``."""
        with self.kunci:
            room = self.buka_pribadi(orang)
            if not room.diblokir:
                room.diblokir = True
                self.kabari_status_bot(room, orang, "member")

    def buka_blokir(self, orang: Orang) -> None:
        """The person lets the bot write again."""
        with self.kunci:
            room = self.buka_pribadi(orang)
            if room.diblokir:
                room.diblokir = False
                self.kabari_status_bot(room, orang, "kicked")

    def anggota(self, obrolan: Obrolan | int) -> tuple[Orang, ...]:
        """The people who are in a chat."""
        with self.kunci:
            room = self.ruang_dari(obrolan)
            return tuple(self.orang[one] for one, status in room.anggota.items() if status in DI_DALAM)

    def obrolan_bot(self, *, orang: Orang | None = None) -> tuple[Obrolan, ...]:
        """All chats, or those in which a person is."""
        with self.kunci:
            return tuple(
                room.obrolan
                for room in self.ruang.values()
                if orang is None or room.anggota.get(orang.id) in DI_DALAM
            )

    def status_bot(self, room: Ruang) -> str:
        if room.pribadi:
            return "kicked" if room.diblokir else "member"
        return room.bot

    def kabari_status_bot(self, room: Ruang, oleh: Orang, sebelum: str) -> None:
        """``my_chat_member``: the bot's own status changed."""
        self.kabari(
            "my_chat_member",
            {
                "chat": self.chat_json(room),
                "from": orang_json(oleh),
                "date": int(self.jam()),
                "old_chat_member": anggota_json(self.bot, sebelum),
                "new_chat_member": anggota_json(self.bot, self.status_bot(room)),
            },
        )
        self.siarkan(ObrolanBerubah(room.obrolan.id))

    def _kabar_anggota(self, room: Ruang, orang: Orang, sebelum: str, sesudah: str) -> None:
        self.siarkan(ObrolanBerubah(room.obrolan.id))
        if room.bot == "administrator":
            self.kabari(
                "chat_member",
                {
                    "chat": self.chat_json(room),
                    "from": orang_json(orang),
                    "date": int(self.jam()),
                    "old_chat_member": anggota_json(orang, sebelum),
                    "new_chat_member": anggota_json(orang, sesudah),
                },
            )

    def _layanan(self, room: Ruang, orang: Orang, rincian: Json) -> Message:
        message = self.tulis(room, orang, jenis=JenisPesan.LAYANAN, rincian=rincian)
        if room.bot_di_dalam():
            self.kabari("message", self.pesan_json(message), (room.obrolan.id, message.message_id))
        return message


_HAK_ADMIN = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]


def anggota_json(orang: Orang, status: str) -> Json:
    """A ``ChatMember`` with the fields that its status requires."""
    result: Json = {"user": orang_json(orang), "status": status}
    if status == "kicked":
        result["until_date"] = 0
    elif status == "creator":
        result["is_anonymous"] = False
    elif status == "administrator":
        result |= {name: name == "can_manage_chat" for name in _HAK_ADMIN}
        result["can_pin_messages"] = True
    return result
