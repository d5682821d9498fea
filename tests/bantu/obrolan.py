"""A conversation for tests: the real bot (real PTB, real outbox) in front of the local Bot API server.

    pytestmark = LOOPBACK

    def test_start_greets(tmp_path: Path) -> None:
        async def scenario() -> None:
            async with percakapan(tmp_path, topik=[umum]) as p:
                ani = await p.orang("Ani")
                await p.kirim(ani, "/start")
                pesan = await p.balasan(ani)
                assert "Asisten LKjIP" in pesan.teks
                jawab = await p.tekan(ani, pesan, "Privasi")     # by label, part of it, or callback data
                assert jawab.dijawab
                await p.balasan(ani, memuat="retensi")

        jalankan(scenario())

``balasan`` gives the bot's messages one after another: the first that it has not given yet (with ``memuat``
the first that contains it, edits included; those before it count as seen).  ``hening`` waits until nothing
is left to do, for "the bot says nothing".  ``tulis`` opens a unit, ``baca`` selects; ``p.layanan``,
``p.dunia`` and ``p.asisten`` are what they are elsewhere.  Rates are off unless ``batas=Batas()`` is given,
jobs are only noted in ``p.pekerjaan.dipanggil`` unless ``mesin=True``, and the index is not warmed unless
``hangat=True``.  ``mulai_ulang`` stops the bot in order and starts it again over the same folder.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, select

from bot.app import App
from bot.settings import Settings
from bot.store.people import Obrolan as Grup
from bot.store.people import Peran, allow_group, give_role, save_group
from bot.store.tables_bot import inbox, outbox
from bot.telegram.factory import Asisten, asisten
from bot.telegram.rates import TANPA_BATAS, Batas
from bot.telegram.router import Router
from bot.web.botapi import Dunia, JawabanTombol, Message, Obrolan, Orang
from bot.web.botapi.server import server_berjalan
from tests.bantu.botapi import LOOPBACK, TOKEN, jalankan

if TYPE_CHECKING:
    from telegram.ext import ExtBot

    from bot.chat.unit import Unit, Units
    from bot.telegram.services import Layanan

__all__ = ["LOOPBACK", "TOKEN", "Percakapan", "jalankan", "percakapan"]

Topik = Router | ModuleType | Callable[[Router], None]
Siapa = Orang | Obrolan
BATAS_S = 15.0
"""How long a test waits for something that should happen at once: the machine may be busy."""


class AppDingin(App):
    """The services without the index being loaded at start."""

    def warm(self) -> None:
        return None


class PekerjaanCatat:
    """In place of the jobs: notes which were called for, and does nothing."""

    def __init__(self) -> None:
        self.dipanggil: list[tuple[str, tuple[int, ...]]] = []

    async def start(self) -> None:
        return None

    async def stop(self) -> None:
        return None

    async def baca(self, laporan_id: int, putaran: int) -> None:
        self.dipanggil.append(("baca", (laporan_id, putaran)))

    async def susun(self, laporan_id: int, putaran: int) -> None:
        self.dipanggil.append(("susun", (laporan_id, putaran)))

    async def olah(self, pengolahan_id: int) -> None:
        self.dipanggil.append(("olah", (pengolahan_id,)))

    async def terbitkan(self, pengolahan_id: int) -> None:
        self.dipanggil.append(("terbitkan", (pengolahan_id,)))

    async def siarkan(self, siaran_id: int) -> None:
        self.dipanggil.append(("siarkan", (siaran_id,)))


class Percakapan:
    """What a test holds in its hands.  Made by :func:`percakapan`."""

    def __init__(self, dunia: Dunia, alamat: str, app: App, pilihan: dict[str, Any]) -> None:
        self.dunia = dunia
        self.alamat = alamat
        self.app = app
        self.pekerjaan = PekerjaanCatat()
        self._pilihan = pilihan
        self._stack = AsyncExitStack()
        self._bot: Asisten | None = None
        self._terlihat: dict[int, int] = {}

    # --- the bot --------------------

    @property
    def asisten(self) -> Asisten:
        assert self._bot is not None, "the bot is not running"
        return self._bot

    @property
    def layanan(self) -> Layanan:
        return self.asisten.layanan

    async def mulai(self) -> None:
        """Start the bot."""
        self._bot = await self._stack.enter_async_context(
            asisten(self.app, TOKEN, self.alamat, **self._pilihan)
        )

    async def berhenti(self) -> None:
        """Stop the bot in order; the world goes on."""
        await self._stack.aclose()
        self._bot = None

    async def mulai_ulang(self) -> None:
        """Stop and start over the same folder."""
        await self.berhenti()
        await self.mulai()

    # --- people and groups --------------------

    async def orang(
        self, nama: str, *, peran: Peran | None = None, username: str | None = None, id: int | None = None
    ) -> Orang:
        """Somebody new, with a role if need be."""
        person = self.dunia.tambah_orang(nama, username=username, id=id)
        if peran is not None:
            async with self.layanan.units.unit() as unit:
                await give_role(unit.conn, person.id, peran, None, unit.now)
        return person

    async def grup(
        self,
        judul: str,
        *anggota: Orang,
        forum: bool = False,
        supergrup: bool = False,
        diizinkan: bool = True,
    ) -> Obrolan:
        """A group with the bot in it, allowed unless said otherwise."""
        chat = self.dunia.tambah_grup(judul, anggota=anggota, forum=forum, supergrup=supergrup)
        async with self.layanan.units.unit() as unit:
            await save_group(unit.conn, Grup(chat.id, chat.jenis.value, judul), unit.now)
            await allow_group(unit.conn, chat.id, None, boleh=diizinkan)
        return chat

    def _obrolan(self, siapa: Siapa) -> Obrolan:
        return siapa if isinstance(siapa, Obrolan) else self.dunia.pribadi(siapa)

    # --- what people do --------------------

    async def kirim(
        self,
        orang: Orang,
        teks: str,
        *,
        di: Obrolan | None = None,
        balas: Message | int | None = None,
        topik: int | None = None,
    ) -> Message:
        """Somebody writes, in private unless ``di`` is a group."""
        where = di or self.dunia.pribadi(orang)
        return self.dunia.kirim_teks(orang, where, teks, balas=balas, topik=topik)

    async def berkas(
        self, orang: Orang, nama: str, isi: bytes, *, caption: str | None = None, album: str | None = None
    ) -> Message:
        """Somebody sends a document in private."""
        where = self.dunia.pribadi(orang)
        return self.dunia.kirim_dokumen(orang, where, nama, isi, caption=caption, media_group=album)

    async def tekan(
        self, orang: Orang, pesan: Message, tombol: str, *, batas_s: float = BATAS_S
    ) -> JawabanTombol:
        """Somebody presses a button, and waits until the press is answered."""
        chat = self.dunia.ruang_dari(pesan.obrolan_id).obrolan
        return await self.dunia.tekan(orang, chat, pesan.message_id, tombol, batas_s=batas_s)

    # --- what people see --------------------

    async def balasan(self, siapa: Siapa, *, memuat: str | None = None, batas_s: float = BATAS_S) -> Message:
        """The bot's next message in the private chat of a person, or in a group.  Raises TimeoutError."""
        chat = self._obrolan(siapa)
        after = self._terlihat.get(chat.id, 0)
        try:
            found = await self.dunia.tunggu_balasan(chat, sesudah=after, memuat=memuat, batas_s=batas_s)
        except TimeoutError:
            seen = [one.teks for one in self.dunia.dari_bot(chat, sesudah=after)]
            raise TimeoutError(f"no message with {memuat!r}; there are {seen}") from None
        self._terlihat[chat.id] = found.message_id
        return found

    async def berubah(self, pesan: Message, memuat: str, *, batas_s: float = BATAS_S) -> Message:
        """The message as soon as its text contains something (after an edit).  Raises TimeoutError."""

        def changed() -> Message | None:
            now = self.dunia.pesan(pesan.obrolan_id, pesan.message_id)
            return now if memuat in now.teks else None

        found = await self.dunia.tunggu(changed, batas_s=batas_s, apa=f"edit with {memuat!r}")
        assert isinstance(found, Message)
        return found

    def semua(self, siapa: Siapa) -> list[Message]:
        """All messages of the bot that stand in a chat."""
        return list(self.dunia.dari_bot(self._obrolan(siapa)))

    def isi(self, pesan: Message) -> bytes:
        """The bytes of the document or picture of a message."""
        assert pesan.berkas is not None
        return self.dunia.berkas(pesan.berkas.file_id)

    # --- underneath --------------------

    @asynccontextmanager
    async def tulis(self) -> AsyncIterator[Unit]:
        """A transaction of the test's own."""
        async with self.layanan.units.unit() as unit:
            yield unit

    async def baca(self, statement: Executable) -> list[Any]:
        """The rows of a select."""
        async with self.layanan.units.store.read() as conn:
            return list(await conn.execute(statement))

    async def hening(self, *, batas_s: float = BATAS_S) -> None:
        """Until every update is handled and everything that was said is delivered.  Raises TimeoutError."""
        deadline = time.monotonic() + batas_s
        open_in = select(inbox.c.update_id).where(inbox.c.keadaan == "baru")
        open_out = select(outbox.c.id, outbox.c.galat).where(outbox.c.keadaan.in_(("siap", "dikirim")))
        while True:
            left = [*self.dunia.antrean.isi, *await self.baca(open_in), *await self.baca(open_out)]
            if not left:
                return
            if time.monotonic() > deadline:
                raise TimeoutError(f"still to be done: {left}")
            await asyncio.sleep(0.02)


def _router(topik: Sequence[Topik] | Router | None) -> Router | None:
    if topik is None or isinstance(topik, Router):
        return topik
    router = Router()
    for one in topik:
        if isinstance(one, ModuleType):
            one.pasang(router)
        elif callable(one):
            one(router)
    return router


@asynccontextmanager
async def percakapan(
    folder: Path,
    topik: Sequence[Topik] | Router | None = None,
    *,
    basis: str | None = None,
    dunia: Dunia | None = None,
    app: App | None = None,
    mesin: bool = False,
    hangat: bool = False,
    polling: bool = True,
    batas: Batas = TANPA_BATAS,
    **setelan: Any,
) -> AsyncIterator[Percakapan]:
    """The bot with some topics (modules with ``pasang``, functions over a Router, or None: all of them).

    ``basis``: the URL of another database than SQLite in ``folder``; ``setelan``: further settings, e.g.
    ``admin_ids={7}``.
    """
    world = dunia or Dunia()
    if app is None:
        values = {"data_dir": folder / "lkjip-data", "database_url": basis, **setelan}
        app = (App if hangat else AppDingin)(Settings(**values))
    options: dict[str, Any] = {"polling": polling, "router": _router(topik), "batas": batas}
    async with server_berjalan(world, TOKEN) as address:
        p = Percakapan(world, address, app, options)
        if not mesin:

            def noted(_app: App, _units: Units, _bot: ExtBot[None], _pekerja: str) -> PekerjaanCatat:
                return p.pekerjaan

            options["mesin"] = noted
        await p.mulai()
        try:
            yield p
        finally:
            await p.berhenti()


def uji(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an asynchronous test."""
    jalankan(scenario())
