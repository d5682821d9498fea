"""From a kept update to its handler, and what happens when a handler fails: the edge of the chat."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from telegram import Chat, Update, User
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.chat.message import Pesan
from bot.chat.texts import plain, say
from bot.errors import LkjipError
from bot.log import logger, record_fault
from bot.store import inbox
from bot.store.inbox import BATAS_PERCOBAAN, BukanMilik, Masuk
from bot.store.people import Obrolan, Orang, Peran, load_person
from bot.telegram.services import Layanan
from bot.telegram.turn import TombolTerpakai, Turn

_current: ContextVar[Turn] = ContextVar("turn")


class Konteks(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """PTB's context; what handlers need of it is the turn."""

    @property
    def turn(self) -> Turn:
        return _current.get()


Aplikasi = Application[Any, Konteks, dict[Any, Any], dict[Any, Any], dict[Any, Any], Any]


async def keep_error(_update: object, context: Konteks) -> None:
    """PTB's error handler: the dispatcher wants to see what went wrong."""
    context.turn.galat = context.error


class Handling:
    """Handles one update at a time for the dispatcher."""

    def __init__(self, application: Aplikasi, layanan: Layanan) -> None:
        self._application = application
        self._layanan = layanan

    async def handle(self, masuk: Masuk) -> None:
        """Run the handler and see that the update is done afterwards.

        Raises BukanMilik, and errors of the database: the update is then tried again.
        """
        turn = await self._turn(masuk)
        if turn is None:
            return
        _current.set(turn)
        await self._application.process_update(turn.update)
        if turn.galat is not None:
            await self._failed(turn, turn.galat)
        if not turn.done:
            async with turn.unit():
                pass
        if turn.query is not None:
            await self._answer_press(turn)

    async def give_up(self, masuk: Masuk) -> None:
        """Put an update aside that failed too often, and tell its sender if they can be made out."""
        logger().error("update-disisihkan", update_id=masuk.update_id, percobaan=masuk.percobaan)
        if masuk.percobaan <= BATAS_PERCOBAAN + 1:
            turn = await self._turn(masuk)
            if turn is not None:
                async with turn.unit() as unit:
                    await turn.kirim(unit, Pesan(say("galat/disisihkan")))
            return
        async with self._layanan.units.store.write() as conn:
            now = self._layanan.jam()
            await inbox.finish(conn, masuk.update_id, self._layanan.pekerja, now, keadaan=inbox.GAGAL)

    def fault(self, error: BaseException, masuk: Masuk) -> None:
        """Keep the cause of an update that could not even be turned over to its handler."""
        record_fault(self._layanan.settings.log_file, error, update_id=masuk.update_id)

    async def _turn(self, masuk: Masuk) -> Turn | None:
        update = Update.de_json(dict(masuk.isi), self._application.bot)
        user, chat = update.effective_user, update.effective_chat
        now = self._layanan.jam()
        if user is None or chat is None or user.is_bot:
            async with self._layanan.units.store.write() as conn:
                await inbox.finish(conn, masuk.update_id, self._layanan.pekerja, now)
            return None
        async with self._layanan.units.store.read() as conn:
            orang = await load_person(conn, user.id, _name(user), user.username)
        if user.id in self._layanan.settings.admin_ids and Peran.ADMIN not in orang.peran:
            orang = with_role(orang, Peran.ADMIN)
        return Turn(update, masuk, self._layanan, orang, _chat(update, chat), now)

    async def _failed(self, turn: Turn, error: BaseException) -> None:
        """What a failed handler leaves: a sentence for the person, the cause for the log."""
        from sqlalchemy.exc import SQLAlchemyError

        if isinstance(error, TombolTerpakai):
            turn.tombol = None
            turn.toast(plain("tombol/terpakai"))
            return
        if isinstance(error, BukanMilik | SQLAlchemyError | OSError) and not turn.done:
            raise error
        if isinstance(error, LkjipError):
            text = say("galat/masukan", pesan=error.pesan, saran=error.saran)
        else:
            incident, _ = record_fault(self._layanan.settings.log_file, error, update_id=turn.masuk.update_id)
            text = say("galat/gangguan", insiden=incident)
        if not turn.done:
            async with turn.unit() as unit:
                await turn.kirim(unit, Pesan(text))

    async def _answer_press(self, turn: Turn) -> None:
        """End the waiting sign on the button; too late is no harm."""
        text, alert = turn.toast_text
        assert turn.query is not None
        try:
            await turn.query.answer(text=text[:200] or None, show_alert=alert)
        except TelegramError as error:
            logger().info("tekan-tidak-terjawab", galat=type(error).__name__)


def with_role(orang: Orang, role: Peran) -> Orang:
    """The person with one more role."""
    from dataclasses import replace

    return replace(orang, peran=orang.peran | {role})


def _name(user: User) -> str:
    return user.full_name or str(user.id)


def _chat(update: Update, chat: Chat) -> Obrolan:
    message = update.effective_message
    thread = (
        getattr(message, "message_thread_id", None) if getattr(message, "is_topic_message", None) else None
    )
    return Obrolan(chat.id, chat.type, chat.title or "", thread)
