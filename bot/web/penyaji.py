"""Serves a Starlette application inside the event loop of the program that also runs the bot."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.errors import ErrorCode, LkjipError

SELESAI_S = 3
"""How long open connections get when the program stops."""


class _Uvicorn(uvicorn.Server):
    """Without signal handlers of its own: the program drains the bot on SIGTERM, and then stops this."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def sajikan(
    app: ASGIApp, host: str, porta: int, *, setelan: str = "LKJIP_WEB_PORT"
) -> AsyncIterator[str]:
    """Serve ``app`` while the block runs; gives ``http://host:port``.  Port 0 takes a free one.

    Raises LkjipError (exit code 3) where the address cannot be used; ``setelan`` is what to change then.
    """
    listener = _dengarkan(host, porta, setelan)
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SELESAI_S,
    )
    server = _Uvicorn(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.005)
        if task.done():
            task.result()
        number = listener.getsockname()[1]
        yield f"http://{f'[{host}]' if ':' in host else host}:{number}"
    finally:
        server.should_exit = True
        await task
        listener.close()


def _dengarkan(host: str, porta: int, setelan: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, porta), family=family, backlog=256)
    except OSError:
        raise LkjipError(
            ErrorCode.SETTING_INVALID,
            f"Alamat {host} porta {porta} tidak dapat dipakai; barangkali sedang dipakai program lain.",
            f"Pilih porta lain dengan {setelan}; nilai 0 memilih porta yang bebas.",
            exit_code=3,
        ) from None
