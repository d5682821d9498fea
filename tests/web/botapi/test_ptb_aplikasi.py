"""The contract: applications of python-telegram-bot that poll, press, conflict and fail."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.bantu.botapi import LOOPBACK, aplikasi_ptb, bot_ptb, jalankan, meja

pytestmark = LOOPBACK
Konteks = ContextTypes.DEFAULT_TYPE


def install(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """A small bot: a command, an echo with a button, presses, its own comings."""

    async def start(update: Update, context: Konteks) -> None:
        assert update.message is not None
        await update.message.reply_text(f"mulai {' '.join(context.args or [])}".strip())

    async def echo(update: Update, context: Konteks) -> None:
        assert update.effective_message is not None
        button = InlineKeyboardButton("Lagi", callback_data="lagi")
        await update.effective_message.reply_html(
            f"<b>{update.effective_message.text}</b>", reply_markup=InlineKeyboardMarkup.from_button(button)
        )

    async def pressed(update: Update, context: Konteks) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Baik", show_alert=True)
        await update.callback_query.edit_message_text("sudah")

    async def moved(update: Update, context: Konteks) -> None:
        assert update.my_chat_member is not None
        if update.my_chat_member.new_chat_member.status == "member":
            await context.bot.send_message(update.my_chat_member.chat.id, "terima kasih")

    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(ChatMemberHandler(moved))


def test_an_application_that_polls_answers_presses_and_joins() -> None:
    async def scenario() -> None:
        async with meja() as one, aplikasi_ptb(one.alamat, install):
            world, budi = one.dunia, one.orang
            first = world.mulai(budi, "kelas_7")
            answer = await world.tunggu_balasan(one.obrolan, sesudah=first)
            assert answer.teks == "mulai kelas_7"
            asked = world.kirim_teks(budi, one.obrolan, "halo")
            answer = await world.tunggu_balasan(one.obrolan, sesudah=asked)
            shown = await world.tekan(budi, one.obrolan, answer, "Lagi")
            assert (shown.dijawab, shown.teks, shown.peringatan) == (True, "Baik", True)
            await world.tunggu(lambda: world.pesan(one.obrolan, answer.message_id).teks == "sudah")
            group = world.tambah_grup("Kelas", anggota=[budi], bot_di_dalam=False)
            joined = world.masukkan_bot(group, budi)
            assert (await world.tunggu_balasan(group, sesudah=joined)).teks == "terima kasih"
            times = world.waktu_tanggap()
            assert [(one_.pemicu, one_.message_id) for one_ in times][:1] == [
                (first.message_id, first.message_id + 1)
            ]
            assert all(0 <= (one_.sejak_diambil or 0) <= one_.sejak_dikirim for one_ in times)

    jalankan(scenario())


def test_a_press_without_an_answer_says_so() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            keys = InlineKeyboardMarkup.from_button(InlineKeyboardButton("a", callback_data="a"))
            sent = await bot.send_message(one.obrolan.id, "x", reply_markup=keys)
            shown = await one.dunia.tekan(one.orang, one.obrolan, sent.message_id, "a", batas_s=0.05)
            assert shown.dijawab is False
            assert shown.query_id is not None
            assert await bot.answer_callback_query(shown.query_id) is True
            with pytest.raises(
                BadRequest, match="uery is too old and response timeout expired or query id is"
            ):
                await bot.answer_callback_query(shown.query_id)

    jalankan(scenario())


def test_faults_become_the_errors_of_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")

    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as bot:
            faults, chat = one.dunia.gangguan, one.obrolan.id
            faults.terlalu_banyak(3, metode="sendMessage")
            with pytest.raises(RetryAfter) as failure:
                await bot.send_message(chat, "x")
            assert failure.value.retry_after == timedelta(seconds=3)
            faults.galat_server(502)
            with pytest.raises(NetworkError, match="Bad Gateway"):
                await bot.send_message(chat, "x")
            faults.obrolan_tak_ada(chat)
            with pytest.raises(BadRequest, match="hat not found"):
                await bot.send_message(chat, "x")
            faults.putus(sesudah=False, metode="sendMessage")
            with pytest.raises(NetworkError):
                await bot.send_message(chat, "hilang")
            faults.putus(sesudah=True, metode="sendMessage")
            with pytest.raises(NetworkError):
                await bot.send_message(chat, "sampai")
            assert [one_.teks for one_ in one.dunia.dari_bot(one.obrolan)] == ["sampai"]
            await bot.send_message(chat, "lancar")

    jalankan(scenario())


def test_two_pollers_are_a_conflict() -> None:
    async def scenario() -> None:
        async with meja() as one, bot_ptb(one.alamat) as first, bot_ptb(one.alamat) as second:
            waiting = asyncio.create_task(first.get_updates(timeout=20))
            await asyncio.sleep(0.2)
            other = asyncio.create_task(second.get_updates(timeout=20))
            with pytest.raises(Conflict, match="terminated by other getUpdates request"):
                await waiting
            one.dunia.kirim_teks(one.orang, one.obrolan, "untuk kedua")
            assert [update.message.text for update in await other if update.message] == ["untuk kedua"]

    jalankan(scenario())
