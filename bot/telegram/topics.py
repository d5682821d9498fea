"""The topic modules of the chat; each fills its part of the router."""

from __future__ import annotations

from bot.telegram.router import Router


def build_router() -> Router:
    """The router with every topic.  Raises ValueError where two topics want the same name."""
    from bot.telegram import admin, grup, kelas, laporan, narasumber, tanya, umum

    router = Router()
    for topic in (umum, tanya, grup, kelas, laporan, narasumber, admin):
        topic.pasang(router)
    return router
