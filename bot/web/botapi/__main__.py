"""``python -m bot.web.botapi --port 8081``: the server in a process of its own, with the side door over HTTP.

Writes its address to stdout once it listens, and ends on SIGTERM or SIGINT (saving the
world where ``--keadaan`` names a file).
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import threading
from pathlib import Path

from bot.web.botapi.dunia import Dunia
from bot.web.botapi.pintu import rute_pintu
from bot.web.botapi.server import buat_server, layani

TOKEN_BAWAAN = "123456789:TokenServerSetempatBukanRahasia0001"
"""Not a secret: it opens this server alone."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.web.botapi", description="Local Bot API server")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN_BAWAAN)
    parser.add_argument("--keadaan", type=Path, help="SQLite file that keeps the world")
    parser.add_argument("--batas", action="store_true", help="with Telegram's flood control")
    parser.add_argument("--baca-semua", action="store_true", help="privacy mode off")
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    world = Dunia(batas=options.batas, baca_semua=options.baca_semua)
    if options.keadaan is not None:
        world.muat(options.keadaan)
    stop = threading.Event()
    leave = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, leave.set)
    app = buat_server(world, token=options.token, berhenti=stop)
    app.router.routes.append(rute_pintu(world))
    async with layani(app, world, stop, options.port) as address:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        await leave.wait()
    if options.keadaan is not None:
        world.simpan(options.keadaan)


def main() -> None:
    asyncio.run(_run(_arguments()))


if __name__ == "__main__":
    main()
