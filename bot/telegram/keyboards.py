"""Buttons as Telegram wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat.message import Pesan, Tombol

if TYPE_CHECKING:
    from telegram import InlineKeyboardButton

PLACEHOLDER = 64
"""Characters of the hint in an empty reply field."""
SALIN = 256
"""Characters that a button can copy."""


def reply_markup(pesan: Pesan, chat_id: int, *, edit: bool = False) -> Any:
    """The inline keyboard of a message, or the opened reply field, which an edit cannot have; else None."""
    from telegram import ForceReply, InlineKeyboardMarkup

    if pesan.tombol:
        return InlineKeyboardMarkup([[_button(one) for one in row] for row in pesan.tombol])
    if pesan.minta_balasan and not edit:
        hint = pesan.minta_balasan[:PLACEHOLDER]
        return ForceReply(selective=chat_id < 0, input_field_placeholder=hint)
    return None


def _button(one: Tombol) -> InlineKeyboardButton:
    from telegram import CopyTextButton, InlineKeyboardButton

    if one.url is not None:
        return InlineKeyboardButton(one.label, url=one.url)
    if one.salin is not None:
        return InlineKeyboardButton(one.label, copy_text=CopyTextButton(one.salin[:SALIN]))
    return InlineKeyboardButton(one.label, callback_data=one.kode)
