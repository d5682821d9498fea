"""Methods that write, change and remove messages of text; the common parts of every sending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.web.botapi.bentuk import JenisPesan, Message, Tombol
from bot.web.botapi.bentuk_json import Json
from bot.web.botapi.isi import baca_isi, kutipan_sah, periksa_keterangan, periksa_teks
from bot.web.botapi.kesalahan import buruk
from bot.web.botapi.peristiwa import PesanDihapus, Pratinjau
from bot.web.botapi.permintaan import Permintaan, sebagai_bulat
from bot.web.botapi.ruang import Ruang
from bot.web.botapi.sasaran import cari_ruang, pesan_sasaran, ruang_masuk, ruang_tulis, topik_tulis
from bot.web.botapi.tombol import baca_inline, baca_markup

if TYPE_CHECKING:
    from bot.web.botapi.inti import Inti

TAK_BERUBAH = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


# ---- parts of every sending ------------------------------------------------------


def bidang_umum(ruang: Ruang, minta: Permintaan) -> dict[str, Any]:
    """Topic, reply, quote, buttons and switches of a message that is to be sent. Error: 400."""
    rows, board = baca_markup(minta)
    thread = topik_tulis(ruang, minta)
    reply, quote = _balasan(ruang, minta)
    if thread is None and reply is not None and ruang.obrolan.forum:
        thread = ruang.pesan[reply].topik
    return {
        "tombol": rows,
        "papan": board,
        "topik": thread,
        "balas": reply,
        "kutipan": quote,
        "senyap": minta.logis("disable_notification"),
        "dilindungi": minta.logis("protect_content"),
    }


def _balasan(ruang: Ruang, minta: Permintaan) -> tuple[int | None, str | None]:
    """(message replied to, quote). A missing one is an error unless allow_sending_without_reply."""
    given = minta.json("reply_parameters")
    if given is None:
        number, quote = minta.bulat("reply_to_message_id"), None
        lenient = minta.logis("allow_sending_without_reply")
    elif isinstance(given, dict):
        number = sebagai_bulat(given.get("message_id"))
        lenient = bool(given.get("allow_sending_without_reply"))
        quote = _kutipan(given)
    else:
        raise buruk("object expected as reply parameters")
    if not number:
        return None, None
    original = ruang.hidup(number)
    if original is None:
        if lenient:
            return None, None
        raise buruk("message to be replied not found")
    if quote is not None and not kutipan_sah(original.teks, quote):
        raise buruk("QUOTE_TEXT_INVALID")
    return number, quote


def _kutipan(given: dict[str, Any]) -> str | None:
    if not given.get("quote"):
        return None
    words = Permintaan(
        "quote",
        {
            "text": given["quote"],
            "parse_mode": given.get("quote_parse_mode"),
            "entities": given.get("quote_entities"),
        },
    )
    return baca_isi(words)[0]


def tanpa_pratinjau(minta: Permintaan) -> bool:
    options = minta.json("link_preview_options")
    if isinstance(options, dict):
        return bool(options.get("is_disabled"))
    return minta.logis("disable_web_page_preview")


# ---- sending ---------------------------------------------------------------------


def send_message(dunia: Inti, minta: Permintaan) -> Json:
    text, entities = baca_isi(minta)
    periksa_teks(text)
    room = ruang_tulis(dunia, minta)
    message = dunia.tulis(
        room,
        dunia.bot,
        teks=text,
        entitas=entities,
        pratinjau_tautan=not tanpa_pratinjau(minta),
        **bidang_umum(room, minta),
    )
    return dunia.pesan_json(message)


def send_message_draft(dunia: Inti, minta: Permintaan) -> bool:
    """A preview in a private chat; it disappears with the next message or after 30 seconds."""
    text, entities = baca_isi(minta)
    if text:
        periksa_teks(text)
    draft = minta.bulat("draft_id")
    if not draft:
        raise buruk("RANDOM_ID_INVALID")
    room = ruang_masuk(dunia, minta)
    if not room.pribadi:
        raise buruk("TEXTDRAFT_PEER_INVALID")
    dunia.siarkan(Pratinjau(room.obrolan.id, draft, text, entities, topik_tulis(room, minta)))
    return True


def copy_message(dunia: Inti, minta: Permintaan) -> Json:
    source = cari_ruang(dunia, minta.nilai.get("from_chat_id"))
    original = pesan_sasaran(source, minta, "message to copy not found")
    if original.jenis is JenisPesan.LAYANAN:
        raise buruk("message can't be copied")
    fields: dict[str, Any] = {"teks": original.teks, "entitas": original.entitas}
    if minta.nilai.get("caption") is not None and original.berkas is not None:
        text, entities = baca_isi(minta, kunci="caption", kunci_entitas="caption_entities")
        periksa_keterangan(text)
        fields = {"teks": text, "entitas": entities}
    room = ruang_tulis(dunia, minta)
    message = dunia.tulis(
        room,
        dunia.bot,
        jenis=original.jenis,
        berkas=original.berkas,
        rincian=original.rincian,
        **fields,
        **bidang_umum(room, minta),
    )
    return {"message_id": message.message_id}


# ---- editing ---------------------------------------------------------------------


def pesan_sunting(dunia: Inti, minta: Permintaan) -> Message:
    """The bot's own message that is to be edited. Errors: 400, 403, 429."""
    if minta.ada("inline_message_id"):
        raise buruk("MESSAGE_ID_INVALID")
    room = ruang_tulis(dunia, minta)
    message = pesan_sasaran(room, minta, "message to edit not found")
    if message.pengirim.id != dunia.bot.id or message.jenis is JenisPesan.LAYANAN or message.papan:
        raise buruk("message can't be edited")
    return message


def terapkan(dunia: Inti, message: Message, **bidang: Any) -> Json:
    """Carry an edit out; 400 where it changes nothing."""
    if all(getattr(message, name) == value for name, value in bidang.items()):
        raise buruk(TAK_BERUBAH)
    changed = dunia.ganti(message, disunting=int(dunia.jam()), revisi=message.revisi + 1, **bidang)
    return dunia.pesan_json(changed)


def edit_message_text(dunia: Inti, minta: Permintaan) -> Json:
    text, entities = baca_isi(minta)
    periksa_teks(text)
    rows = baca_inline(minta)
    message = pesan_sunting(dunia, minta)
    if message.jenis is not JenisPesan.TEKS:
        raise buruk("there is no text in the message to edit")
    return terapkan(
        dunia,
        message,
        teks=text,
        entitas=entities,
        tombol=rows,
        pratinjau_tautan=not tanpa_pratinjau(minta),
    )


def edit_message_caption(dunia: Inti, minta: Permintaan) -> Json:
    text, entities = baca_isi(minta, kunci="caption", kunci_entitas="caption_entities")
    periksa_keterangan(text)
    rows = baca_inline(minta)
    message = pesan_sunting(dunia, minta)
    if message.berkas is None:
        raise buruk("there is no caption in the message to edit")
    return terapkan(dunia, message, teks=text, entitas=entities, tombol=rows)


def edit_message_reply_markup(dunia: Inti, minta: Permintaan) -> Json:
    rows: tuple[tuple[Tombol, ...], ...] = baca_inline(minta)
    return terapkan(dunia, pesan_sunting(dunia, minta), tombol=rows)


# ---- deleting --------------------------------------------------------------------


def _boleh_hapus(dunia: Inti, ruang: Ruang, message: Message) -> bool:
    return ruang.pribadi or message.pengirim.id == dunia.bot.id or ruang.bot == "administrator"


def _hapus(dunia: Inti, ruang: Ruang, messages: list[Message]) -> None:
    for message in messages:
        dunia.ganti(message, diam=True, dihapus=True)
        if message.message_id in ruang.disematkan:
            ruang.disematkan.remove(message.message_id)
    if messages:
        numbers = tuple(one.message_id for one in messages)
        dunia.siarkan(PesanDihapus(ruang.obrolan.id, numbers))


def delete_message(dunia: Inti, minta: Permintaan) -> bool:
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    message = pesan_sasaran(room, minta, "message to delete not found")
    if not _boleh_hapus(dunia, room, message):
        raise buruk("message can't be deleted")
    _hapus(dunia, room, [message])
    return True


def delete_messages(dunia: Inti, minta: Permintaan) -> bool:
    """Those that are not there, or may not be deleted, are passed over, as in Telegram."""
    room = cari_ruang(dunia, minta.nilai.get("chat_id"))
    numbers = minta.json("message_ids")
    if not isinstance(numbers, list) or not numbers:
        raise buruk("message identifiers are not specified")
    if len(numbers) > 100:
        raise buruk("too many message identifiers specified")
    found = [room.hidup(sebagai_bulat(number)) for number in dict.fromkeys(map(str, numbers))]
    _hapus(dunia, room, [one for one in found if one is not None and _boleh_hapus(dunia, room, one)])
    return True


METODE: dict[str, Any] = {
    "sendMessage": send_message,
    "sendMessageDraft": send_message_draft,
    "copyMessage": copy_message,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
