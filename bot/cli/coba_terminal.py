"""``lkjip coba --terminal``: the conversation as text, buttons as numbers, received files saved."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.web.botapi import GalatPintu, Message, Obrolan, Orang, Tombol
from bot.web.botapi.bentuk import JenisPesan
from bot.web.botapi.peristiwa import PesanBaru, PesanDisunting, TombolDijawab
from bot.web.coba.bentuk_halaman import layanan
from bot.web.coba.pemeran import GRUP_ID, GRUP_JUDUL, PEMERAN, pemeran
from bot.web.coba.teks_polos import polos

if TYPE_CHECKING:
    from bot.web.botapi.peristiwa import Peristiwa
    from bot.web.coba.panggung import Panggung

BANTUAN = f"""\
Tulis pesan lalu Enter. Selain itu:
  3                     tekan tombol nomor 3 pada pesan terakhir yang bertombol
  kirim TEKS            kirim teks apa adanya (misalnya sebuah angka)
  balas NOMOR TEKS      balas pesan bernomor itu
  berkas JALUR          unggah sebuah berkas
  /sebagai PERAN        ganti pemeran: {", ".join(one.kunci for one in PEMERAN)}
  /grup, /pribadi       pindah ke grup “{GRUP_JUDUL}”, dan kembali
  /selesai              akhiri (juga Ctrl-D)"""


def baca_baris() -> str:
    """The next line of standard input; empty at its end.  Unbuffered: a thread that waits here holds no lock
    of the interpreter's, which could not end otherwise."""
    try:
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as stream:
            return stream.readline().decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


class Sesi:
    """One session.  ``cetak`` writes a line, ``baca`` gives the next one (empty at the end)."""

    def __init__(
        self,
        panggung: Panggung,
        kunci: str,
        cetak: Callable[[str], None],
        baca: Callable[[], str] = baca_baris,
    ) -> None:
        self._dunia = panggung.dunia
        self._folder = panggung.folder / "diterima"
        self._cetak = cetak
        self._baca = baca
        self._aku = pemeran(kunci)
        self._di_grup = False

    @property
    def _orang(self) -> Orang:
        return self._dunia.orang[self._aku.id]

    @property
    def _obrolan(self) -> Obrolan:
        if self._di_grup:
            return self._dunia.ruang_dari(GRUP_ID).obrolan
        return self._dunia.pribadi(self._orang)

    async def jalankan(self) -> None:
        """Until the input ends."""
        self._cetak(BANTUAN)
        self._kepala()
        async with self._dunia.peristiwa() as listener:
            listening = asyncio.create_task(self._dengar(listener))
            try:
                lines = self._masukan()
                while (line := await lines.get()) and line.strip() != "/selesai":
                    await self._baris(line.strip())
            finally:
                listening.cancel()

    def _masukan(self) -> asyncio.Queue[str]:
        """Lines as they are written.  Their thread is not waited for: Ctrl-C ends the session at once."""
        loop = asyncio.get_running_loop()
        lines: asyncio.Queue[str] = asyncio.Queue()

        def read() -> None:
            line = "-"
            while line:
                line = self._baca()
                with contextlib.suppress(RuntimeError):  # the session has ended
                    loop.call_soon_threadsafe(lines.put_nowait, line)

        threading.Thread(target=read, name="masukan", daemon=True).start()
        return lines

    def _kepala(self) -> None:
        where = f"grup {GRUP_JUDUL}" if self._di_grup else "obrolan pribadi"
        self._cetak(f"--- {self._aku.nama} ({self._aku.sebutan}), {where}. {self._aku.anjuran}")

    async def _dengar(self, listener: object) -> None:
        from bot.web.botapi.peristiwa import Pendengar

        assert isinstance(listener, Pendengar)
        async for event in listener:
            await self._tampilkan(event)

    async def _tampilkan(self, event: Peristiwa) -> None:
        match event:
            case PesanBaru(message) | PesanDisunting(message) if message.obrolan_id == self._obrolan.id:
                if message.pengirim.id != self._aku.id:
                    await self._pesan(message, disunting=isinstance(event, PesanDisunting))
            case TombolDijawab(person, _, _, answer) if person == self._aku.id and answer.teks:
                self._cetak(f"({answer.teks})")
            case _:
                return

    async def _pesan(self, message: Message, *, disunting: bool) -> None:
        if message.jenis is JenisPesan.LAYANAN:
            self._cetak(f"* {layanan(message)}")
            return
        mark = " (disunting)" if disunting else ""
        self._cetak(f"\n[{message.message_id}] {message.pengirim.nama}{mark}:")
        if message.berkas is not None and not disunting:
            self._cetak(f"  berkas disimpan: {await self._simpan(message)}")
        if message.teks:
            self._cetak("\n".join(f"  {line}" for line in polos(message.teks, message.entitas).split("\n")))
        for number, one in enumerate(message.semua_tombol(), 1):
            self._cetak(f"    {number}. {one.label}{_ekor(one)}")

    async def _simpan(self, message: Message) -> Path:
        """Write a received file below the folder of the try-out."""
        assert message.berkas is not None
        name = Path(message.berkas.nama.replace("\\", "/")).name or "berkas"
        path = self._folder / f"{message.message_id}-{name}"
        data = self._dunia.berkas(message.berkas.file_id)

        def write() -> None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

        await asyncio.to_thread(write)
        return path

    async def _baris(self, line: str) -> None:
        """One line of the person."""
        word, _, rest = line.partition(" ")
        try:
            match word:
                case "":
                    return
                case "/sebagai":
                    self._ganti(rest.strip())
                case "/grup" | "/pribadi":
                    self._di_grup = word == "/grup"
                    self._kepala()
                case "berkas" if rest.strip():
                    await self._unggah(Path(rest.strip()).expanduser())
                case "kirim" if rest.strip():
                    self._dunia.kirim_teks(self._orang, self._obrolan, rest.strip())
                case "balas" if rest.partition(" ")[0].isdecimal() and rest.partition(" ")[2].strip():
                    number, _, text = rest.partition(" ")
                    self._dunia.kirim_teks(self._orang, self._obrolan, text.strip(), balas=int(number))
                case _ if line.isdecimal() and (found := self._tombol(int(line))):
                    self._tekan(*found)
                case _:
                    self._dunia.kirim_teks(self._orang, self._obrolan, line)
        except GalatPintu:
            self._cetak("Pesan itu sudah tidak ada, atau tidak dapat dibalas.")

    def _ganti(self, kunci: str) -> None:
        try:
            self._aku = pemeran(kunci.casefold())
        except KeyError:
            self._cetak(f"Pemeran yang ada: {', '.join(one.kunci for one in PEMERAN)}.")
            return
        self._kepala()

    async def _unggah(self, path: Path) -> None:
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError:
            self._cetak(f"Berkas {path} tidak dapat dibaca.")
            return
        self._dunia.kirim_dokumen(self._orang, self._obrolan, path.name, data)

    def _tombol(self, number: int) -> tuple[Message, Tombol] | None:
        """The button of that number under the last message that has buttons."""
        for message in reversed(self._dunia.dari_bot(self._obrolan)):
            buttons = list(message.semua_tombol())
            if buttons:
                return (message, buttons[number - 1]) if 1 <= number <= len(buttons) else None
        return None

    def _tekan(self, message: Message, button: Tombol) -> None:
        answer = self._dunia.tekan_saja(
            self._orang, self._obrolan, message, button.data if button.data is not None else button.label
        )
        if answer.url or answer.salin:
            self._cetak(f"({answer.url or answer.salin})")


def _ekor(one: Tombol) -> str:
    return f" <{one.url}>" if one.url else ""
