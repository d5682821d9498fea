"""The contract: python-telegram-bot over HTTP, every method that the bot uses."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.web.botapi.peristiwa import Mengetik, Pratinjau, Reaksi
from tests.bantu.botapi import LOOPBACK, bot_ptb, jalankan, meja

pytestmark = LOOPBACK


def png(width: int = 4, height: int = 3) -> bytes:
    """A small real picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def test_a_text_arrives_with_its_entities_and_buttons() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            assert bot.username == "asisten_lkjip_bot"
            keys = InlineKeyboardMarkup(
                [
                    [InlineKeyboardButton("Kutipan", callback_data="x:1:k")],
                    [
                        InlineKeyboardButton("Situs", url="https://contoh.go.id/a"),
                        InlineKeyboardButton("Salin", copy_text=CopyTextButton("teks")),
                        InlineKeyboardButton("Cari", switch_inline_query_current_chat="iku"),
                    ],
                ]
            )
            sent = await bot.send_message(
                one.obrolan.id,
                "<b>Ya</b> 👍 <blockquote expandable>isi</blockquote>",
                parse_mode="HTML",
                reply_markup=keys,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                disable_notification=True,
                protect_content=True,
            )
            assert sent.text == "Ya 👍 isi"
            assert [entity.type for entity in sent.entities] == ["bold", "expandable_blockquote"]
            assert sent.reply_markup == keys
            shown = one.dunia.pesan(one.obrolan, sent.message_id)
            assert (shown.senyap, shown.dilindungi, shown.pratinjau_tautan) == (True, True, False)
            assert [button.label for button in shown.semua_tombol()] == ["Kutipan", "Situs", "Salin", "Cari"]
            plain = await bot.send_message(one.obrolan.id, "a b", entities=[MessageEntity("italic", 2, 1)])
            assert plain.entities == (MessageEntity("italic", 2, 1),)

    jalankan(scenario())


def test_replies_with_a_quote_and_leniently() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            asked = one.dunia.kirim_teks(one.orang, one.obrolan, "Apa itu IKU dan PK?")
            quoted = ReplyParameters(asked.message_id, quote="IKU dan")
            sent = await bot.send_message(one.obrolan.id, "x", reply_parameters=quoted)
            assert sent.reply_to_message is not None
            assert sent.reply_to_message.message_id == asked.message_id
            assert sent.quote is not None
            assert (sent.quote.text, sent.quote.position) == ("IKU dan", 8)
            wrong = ReplyParameters(asked.message_id, quote="LPPD")
            with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
                await bot.send_message(one.obrolan.id, "x", reply_parameters=wrong)
            with pytest.raises(BadRequest, match="essage to be replied not found"):
                await bot.send_message(one.obrolan.id, "x", reply_parameters=ReplyParameters(9999))
            lenient = ReplyParameters(9999, allow_sending_without_reply=True)
            alone = await bot.send_message(one.obrolan.id, "x", reply_parameters=lenient)
            assert alone.reply_to_message is None

    jalankan(scenario())


def test_keyboards_of_the_person() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            board = ReplyKeyboardMarkup([["Ya", "Tidak"]], one_time_keyboard=True)
            sent = await bot.send_message(one.obrolan.id, "pilih", reply_markup=board)
            shown = one.dunia.pesan(one.obrolan, sent.message_id)
            assert shown.papan is not None
            assert (shown.papan.jenis, shown.papan.baris) == ("papan", (("Ya", "Tidak"),))
            forced = ForceReply(input_field_placeholder="tulis")
            sent = await bot.send_message(one.obrolan.id, "sebab?", reply_markup=forced)
            shown = one.dunia.pesan(one.obrolan, sent.message_id)
            assert shown.papan is not None
            assert (shown.papan.jenis, shown.papan.petunjuk) == ("paksa_balas", "tulis")

    jalankan(scenario())


def test_edits_and_their_refusals() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            chat = one.obrolan.id
            keys = InlineKeyboardMarkup.from_button(InlineKeyboardButton("a", callback_data="a"))
            sent = await bot.send_message(chat, "satu", reply_markup=keys)
            edited = await bot.edit_message_text("<i>dua</i>", chat, sent.message_id, parse_mode="HTML")
            assert isinstance(edited, type(sent))
            assert (edited.text, edited.reply_markup) == ("dua", None)
            assert edited.edit_date is not None
            with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
                await bot.edit_message_text("<i>dua</i>", chat, sent.message_id, parse_mode="HTML")
            await bot.edit_message_reply_markup(chat, sent.message_id, reply_markup=keys)
            with pytest.raises(BadRequest, match="essage is not modified"):
                await bot.edit_message_reply_markup(chat, sent.message_id, reply_markup=keys)
            with pytest.raises(BadRequest, match="essage to edit not found"):
                await bot.edit_message_text("x", chat, 9999)
            asked = one.dunia.kirim_teks(one.orang, one.obrolan, "milik Budi")
            with pytest.raises(BadRequest, match="essage can't be edited"):
                await bot.edit_message_text("x", chat, asked.message_id)
            with pytest.raises(BadRequest, match="here is no caption in the message to edit"):
                await bot.edit_message_caption(chat, sent.message_id, caption="x")
            assert one.dunia.pesan(one.obrolan, sent.message_id).revisi == 2

    jalankan(scenario())


def test_deleting_and_copying() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            chat = one.obrolan.id
            first = await bot.send_message(chat, "<b>a</b>", parse_mode="HTML")
            copy = await bot.copy_message(chat, chat, first.message_id)
            assert one.dunia.pesan(one.obrolan, copy.message_id).entitas[0].jenis == "bold"
            assert await first.delete() is True
            assert one.dunia.pesan(one.obrolan, first.message_id).dihapus
            with pytest.raises(BadRequest, match="essage to delete not found"):
                await bot.delete_message(chat, first.message_id)
            with pytest.raises(BadRequest, match="essage to copy not found"):
                await bot.copy_message(chat, chat, first.message_id)
            assert await bot.delete_messages(chat, [copy.message_id, first.message_id]) is True
            assert one.dunia.dari_bot(one.obrolan) == ()

    jalankan(scenario())


def test_documents_and_pictures_go_both_ways() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            chat = one.obrolan.id
            sent = await bot.send_document(
                chat,
                BytesIO(b"isi draf"),
                caption="<b>Draf</b>",
                parse_mode="HTML",
                filename="draf LKjIP.docx",
            )
            assert sent.document is not None
            assert (sent.document.file_name, sent.caption) == ("draf LKjIP.docx", "Draf")
            assert sent.document.file_size == 8
            got = await bot.get_file(sent.document.file_id)
            assert bytes(await got.download_as_bytearray()) == b"isi draf"
            again = await bot.send_document(chat, sent.document.file_id)
            assert again.document is not None
            assert again.document.file_unique_id == sent.document.file_unique_id
            picture = await bot.send_photo(chat, png(), caption="tabel")
            assert (picture.photo[-1].width, picture.photo[-1].height) == (4, 3)
            edited = await bot.edit_message_caption(chat, picture.message_id, caption="tabel 2")
            assert not isinstance(edited, bool)
            assert edited.caption == "tabel 2"
            changed = await bot.edit_message_media(InputMediaPhoto(png(9, 9)), chat, picture.message_id)
            assert not isinstance(changed, bool)
            assert (changed.photo[-1].width, changed.caption) == (9, None)
            album = await bot.send_media_group(
                chat, [InputMediaDocument(b"a", filename="a.csv"), InputMediaDocument(b"b", filename="b.csv")]
            )
            assert len({part.media_group_id for part in album}) == 1
            assert [part.document.file_name for part in album if part.document] == ["a.csv", "b.csv"]
            upload = one.dunia.kirim_dokumen(one.orang, one.obrolan, "tabel.xlsx", b"PK\3\4 isi")
            assert upload.berkas is not None
            got = await bot.get_file(upload.berkas.file_id)
            assert bytes(await got.download_as_bytearray()) == b"PK\3\4 isi"
            assert got.file_path is not None
            assert got.file_path.endswith(".xlsx")
            with pytest.raises(BadRequest, match="nvalid file_id"):
                await bot.get_file("tidak-ada")

    jalankan(scenario())


def test_actions_reactions_and_drafts_are_seen() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot, one.dunia.peristiwa() as events:
            chat = one.obrolan.id
            asked = one.dunia.kirim_teks(one.orang, one.obrolan, "tolong")
            await anext(events)
            await bot.send_chat_action(chat, "typing")
            assert await anext(events) == Mengetik(chat, "typing")
            assert await bot.set_message_reaction(chat, asked.message_id, ReactionTypeEmoji("👀"))
            assert await anext(events) == Reaksi(chat, asked.message_id, bot.id, ("👀",))
            assert await bot.set_message_reaction(chat, asked.message_id, ReactionTypeEmoji("❤️"))
            assert one.dunia.pesan(one.obrolan, asked.message_id).reaksi == ((one.dunia.bot.id, "❤"),)
            await anext(events)
            with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
                await bot.set_message_reaction(chat, asked.message_id, "🧾")
            assert await bot.send_message_draft(chat, 7, "sedang ditulis") is True
            assert await anext(events) == Pratinjau(chat, 7, "sedang ditulis")

    jalankan(scenario())


def test_the_bot_describes_itself() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            ani = one.dunia.tambah_orang("Ani")
            group = one.dunia.tambah_grup("Kelas", anggota=[one.orang, ani])
            start, ask, queue = (BotCommand(name, "x") for name in ("start", "tanya", "antrean"))
            await bot.set_my_commands([start])
            await bot.set_my_commands([start, ask], BotCommandScopeAllPrivateChats())
            await bot.set_my_commands([queue], BotCommandScopeChat(one.obrolan.id))
            await bot.set_my_commands([ask], BotCommandScopeChatMember(group.id, ani.id))
            assert await bot.get_my_commands() == (start,)
            assert one.dunia.perintah(one.obrolan, one.orang) == (("antrean", "x"),)
            assert one.dunia.perintah(one.dunia.pribadi(ani), ani) == (("start", "x"), ("tanya", "x"))
            assert one.dunia.perintah(group, ani) == (("tanya", "x"),)
            assert one.dunia.perintah(group, one.orang) == (("start", "x"),)
            await bot.delete_my_commands(BotCommandScopeChat(one.obrolan.id))
            assert one.dunia.perintah(one.obrolan, one.orang) == (("start", "x"), ("tanya", "x"))
            await bot.set_my_name("Asisten Baru")
            await bot.set_my_description("Menjawab pertanyaan LKjIP")
            await bot.set_my_short_description("LKjIP")
            assert (await bot.get_my_name()).name == "Asisten Baru"
            assert (await bot.get_me()).first_name == "Asisten Baru"
            assert (await bot.get_my_description()).description == "Menjawab pertanyaan LKjIP"
            assert (await bot.get_my_short_description()).short_description == "LKjIP"
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
            assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
            assert await bot.log_out() is True
            assert await bot.close() is True

    jalankan(scenario())


def test_chats_and_members() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            ani = one.dunia.tambah_orang("Ani")
            group = one.dunia.tambah_grup("Kelas", anggota=[one.orang])
            forum = one.dunia.tambah_grup("Forum", anggota=[one.orang], forum=True)
            assert (await bot.get_chat(group.id)).title == "Kelas"
            assert (await bot.get_chat(forum.id)).is_forum is True
            assert (await bot.get_chat(one.obrolan.id)).username == "budi_peserta"
            assert (await bot.get_chat_member(group.id, one.orang.id)).status == "creator"
            assert (await bot.get_chat_member(group.id, ani.id)).status == "left"
            assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
            assert [one_.user.id for one_ in await bot.get_chat_administrators(group.id)] == [one.orang.id]
            assert await bot.get_chat_member_count(group.id) == 2
            with pytest.raises(BadRequest, match="hat not found"):
                await bot.get_chat(-1)
            assert await bot.leave_chat(group.id) is True
            with pytest.raises(Forbidden, match="is not a member of the group chat"):
                await bot.send_message(group.id, "x")
            one.dunia.keluarkan_bot(forum, one.orang)
            with pytest.raises(Forbidden, match="kicked from the supergroup chat"):
                await bot.send_message(forum.id, "x")
            one.dunia.blokir(one.orang)
            with pytest.raises(Forbidden, match="bot was blocked by the user"):
                await bot.send_message(one.obrolan.id, "x")
            with pytest.raises(Forbidden, match="can't initiate conversation with a user"):
                await bot.send_message(ani.id, "x")

    jalankan(scenario())


def test_pins() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            sent = await bot.send_message(one.obrolan.id, "penting")
            assert await sent.pin() is True
            assert one.dunia.pesan(one.obrolan, sent.message_id).disematkan
            assert await sent.unpin() is True
            assert not one.dunia.pesan(one.obrolan, sent.message_id).disematkan
            assert await bot.unpin_all_chat_messages(one.obrolan.id) is True
            group = one.dunia.tambah_grup("Kelas", anggota=[one.orang])
            sent = await bot.send_message(group.id, "x")
            with pytest.raises(BadRequest, match="ot enough rights to manage pinned messages"):
                await sent.pin()

    jalankan(scenario())


def test_wrong_token_and_unknown_method() -> None:
    async def scenario() -> None:
        async with meja() as one:
            with pytest.raises(InvalidToken):
                async with bot_ptb(one.alamat, "123456789:salah"):
                    pass
            async with bot_ptb(one.alamat) as bot:
                with pytest.raises(Exception, match="not found") as failure:
                    await bot.do_api_request("tidakAda")
                assert "EndPointNotFound" in type(failure.value).__name__

    jalankan(scenario())
