"""What is in the world behind the server: people, chats, messages, buttons, files; frozen, without HTTP.

Offsets and lengths are UTF-16 units, as everywhere in the Bot API. Times are Unix
seconds (``tanggal``) or seconds of ``time.monotonic`` (``waktu``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class JenisObrolan(StrEnum):
    PRIBADI = "private"
    GRUP = "group"
    SUPERGRUP = "supergroup"


class JenisPesan(StrEnum):
    """What a message carries; the value is the key of its content in the Bot API's ``Message``."""

    TEKS = "text"
    DOKUMEN = "document"
    FOTO = "photo"
    STIKER = "sticker"
    SUARA = "voice"
    LOKASI = "location"
    KONTAK = "contact"
    LAYANAN = "service"
    """A service message (somebody joined, a topic was made, a message was pinned)."""


@dataclass(frozen=True, slots=True)
class Orang:
    """A person, or the bot itself."""

    id: int
    nama: str
    username: str | None = None
    bahasa: str = "id"
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Obrolan:
    """A chat. ``id`` is the person's id in a private chat and negative in a group."""

    id: int
    jenis: JenisObrolan
    judul: str
    forum: bool = False


@dataclass(frozen=True, slots=True)
class Entitas:
    """One ``MessageEntity``; ``jenis`` is the Bot API's type ("bold", "expandable_blockquote", …)."""

    jenis: str
    mulai: int
    panjang: int
    url: str | None = None
    bahasa: str | None = None
    orang_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tombol:
    """One inline button; exactly one of the fields after the label is set."""

    label: str
    data: str | None = None
    url: str | None = None
    salin: str | None = None
    sisip: str | None = None
    """``switch_inline_query`` (or ``…_current_chat``)."""
    lain: Mapping[str, Any] | None = None
    """A kind of button that is kept as sent and cannot be pressed here (web_app, pay, login_url, …)."""


@dataclass(frozen=True, slots=True)
class Papan:
    """What ``reply_markup`` does to the person's keyboard: ``papan``, ``hapus`` or ``paksa_balas``."""

    jenis: str
    baris: tuple[tuple[str, ...], ...] = ()
    petunjuk: str | None = None
    sekali: bool = False
    pilih: bool = False


@dataclass(frozen=True, slots=True)
class Berkas:
    """A stored file; ``isi`` is read with :meth:`Dunia.berkas`."""

    file_id: str
    unik: str
    jenis: JenisPesan
    nama: str
    mime: str
    ukuran: int
    lebar: int = 0
    tinggi: int = 0
    durasi: int = 0
    emoji: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message as the people of its chat see it now: edits applied, ``dihapus`` where it is gone.

    ``teks`` is the text, or the caption of a message with a file; ``tombol`` the rows of
    inline buttons. ``waktu_diambil`` says when the bot was handed it, for a person's message.
    """

    message_id: int
    obrolan_id: int
    pengirim: Orang
    tanggal: int
    jenis: JenisPesan = JenisPesan.TEKS
    teks: str = ""
    entitas: tuple[Entitas, ...] = ()
    berkas: Berkas | None = None
    rincian: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of the Bot API's ``Message`` (location, contact, service fields), as JSON."""
    tombol: tuple[tuple[Tombol, ...], ...] = ()
    papan: Papan | None = None
    balas: int | None = None
    kutipan: str | None = None
    topik: int | None = None
    media_group: str | None = None
    disunting: int | None = None
    dihapus: bool = False
    disematkan: bool = False
    senyap: bool = False
    dilindungi: bool = False
    pratinjau_tautan: bool = True
    reaksi: tuple[tuple[int, str], ...] = ()
    """(id of who reacted, emoji) pairs."""
    waktu: float = 0.0
    waktu_diambil: float | None = None
    revisi: int = 0
    """How often it was edited."""

    @property
    def dari_bot(self) -> bool:
        return self.pengirim.bot

    def semua_tombol(self) -> Iterator[Tombol]:
        for row in self.tombol:
            yield from row

    def cari_tombol(self, data_atau_label: str) -> Tombol | None:
        """The button with this callback_data, or else with this label, or whose label contains it."""
        buttons = list(self.semua_tombol())
        for button in buttons:
            if button.data == data_atau_label:
                return button
        for button in buttons:
            if button.label == data_atau_label:
                return button
        for button in buttons:
            if data_atau_label and data_atau_label in button.label:
                return button
        return None


@dataclass(frozen=True, slots=True)
class JawabanTombol:
    """What a person sees after a press.

    ``dijawab`` is False when the bot sent no ``answerCallbackQuery`` in time (the client
    shows its clock until then). A url or copy button answers itself with ``url`` or ``salin``.
    """

    dijawab: bool
    teks: str | None = None
    peringatan: bool = False
    url: str | None = None
    salin: str | None = None
    query_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tanggap:
    """How long one message of the bot took, in seconds since the person's was made, and since handed over."""

    obrolan_id: int
    pemicu: int
    message_id: int
    sejak_dikirim: float
    sejak_diambil: float | None


def utf16(teks: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(teks) if teks.isascii() else len(teks.encode("utf-16-le", "surrogatepass")) // 2


def potong_utf16(teks: str, mulai: int, panjang: int) -> str:
    """The part of a text at an offset and a length in UTF-16 units."""
    if teks.isascii():
        return teks[mulai : mulai + panjang]
    raw = teks.encode("utf-16-le", "surrogatepass")
    return raw[mulai * 2 : (mulai + panjang) * 2].decode("utf-16-le", "replace")
