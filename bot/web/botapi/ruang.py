"""One chat with what is in it: members, topics, messages, pins."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.web.botapi.bentuk import JenisObrolan, Message, Obrolan

DI_DALAM = frozenset({"creator", "administrator", "member"})


@dataclass(slots=True)
class Ruang:
    """``anggota`` maps a person's id to a member status; ``bot`` is the bot's own."""

    obrolan: Obrolan
    anggota: dict[int, str] = field(default_factory=dict)
    bot: str = "member"
    topik: dict[int, str] = field(default_factory=dict)
    pesan: dict[int, Message] = field(default_factory=dict)
    disematkan: list[int] = field(default_factory=list)
    nomor: int = 0
    """The last message id, where the chat has a sequence of its own (supergroups)."""
    diblokir: bool = False
    dimulai: bool = False
    """A private chat in which the person has written: before that a bot may not write."""
    pelatuk: dict[int | None, int] = field(default_factory=dict)
    """The last message of a person, per topic: what the bot's next message answers."""

    @property
    def pribadi(self) -> bool:
        return self.obrolan.jenis is JenisObrolan.PRIBADI

    @property
    def urutan_sendiri(self) -> bool:
        return self.obrolan.jenis is JenisObrolan.SUPERGRUP

    def bot_di_dalam(self) -> bool:
        return self.pribadi or self.bot in DI_DALAM

    def hidup(self, message_id: int) -> Message | None:
        """The message where it exists and is not deleted."""
        message = self.pesan.get(message_id)
        return None if message is None or message.dihapus else message

    def jumlah_anggota(self) -> int:
        """People and bot."""
        inside = sum(1 for status in self.anggota.values() if status in DI_DALAM)
        return inside + 1 if self.pribadi else inside + int(self.bot in DI_DALAM)
