"""The bot in a process of its own, for tests that kill it: ``bot_proses(folder, address, basis)``.

Its one topic answers every text with ``gema <text>``.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from markupsafe import Markup

from bot.chat.message import Pesan, rows
from bot.telegram.router import Router
from bot.telegram.turn import Turn


async def gema(turn: Turn) -> None:
    """Answer with the same words and a button."""
    async with turn.unit() as unit:
        tombol = unit.tombol("Lagi", "uji.lagi", chat_id=turn.obrolan.id, pemilik=turn.orang.id)
        await turn.kirim(unit, Pesan(Markup("gema {}").format(turn.teks), rows([tombol])))


@contextmanager
def bot_proses(folder: Path, alamat: str, basis: str | None = None) -> Iterator[subprocess.Popen[str]]:
    """A running bot, ready to listen; killed (SIGKILL) at the end if it is still there."""
    command = [sys.executable, "-m", "tests.bantu.proses_bot", str(folder), alamat, basis or ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "siap", "the bot did not start"
            yield process
        finally:
            process.kill()
            process.wait(20)


async def _jalan(folder: Path, alamat: str, basis: str | None) -> None:
    from bot.settings import Settings
    from bot.telegram.factory import asisten
    from bot.telegram.rates import TANPA_BATAS
    from tests.bantu.botapi import TOKEN
    from tests.bantu.obrolan import AppDingin, PekerjaanCatat

    router = Router()
    router.pertanyaan = gema
    app = AppDingin(Settings(data_dir=folder, database_url=basis))
    pekerjaan = PekerjaanCatat()
    options: dict[str, Any] = {"router": router, "mesin": lambda *_: pekerjaan, "batas": TANPA_BATAS}
    async with asisten(app, TOKEN, alamat, **options):
        print("siap", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_jalan(Path(sys.argv[1]), sys.argv[2], sys.argv[3] or None))
