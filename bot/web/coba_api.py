"""What the try-out page talks to: the side door of the world as a small JSON API under ``/api/coba``.

Loopback alone: the Host must be this server's own (a page of another site whose name was pointed at
127.0.0.1 is refused), a change must come from this page (Origin, and a header that a form cannot send).
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.contoh import NAMA_BERKAS, sample_path
from bot.web.botapi import Dunia, GalatPintu, Obrolan, Orang
from bot.web.coba.bentuk_halaman import jawaban_json, keadaan_json, peristiwa_json
from bot.web.coba.panggung import Panggung
from bot.web.coba.pemeran import PERENCANA_ID

MAKS_BERKAS = 20 * 1024 * 1024
"""Telegram's limit for what a bot can download."""
MAKS_SEKALIGUS = 10
MAKS_TEKS = 4096
KEPALA = "x-lkjip-coba"
DETAK_S = 15.0
"""A comment line this often keeps the stream of events open and shows that the page is still there."""
_GAMBAR = {"image/png", "image/jpeg"}
_STATIS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PENGAMAN = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Penjaga:
    """Refuses what does not come from this machine's own page, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        if not _dari_sini(scope, headers):
            await Response("Ditolak.", status_code=403)(scope, receive, send)
            return

        async def secured(message: Any) -> None:
            if message["type"] == "http.response.start":
                given = {key.lower() for key, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *(
                        (key.lower().encode(), value.encode())
                        for key, value in _PENGAMAN.items()
                        if key.lower().encode() not in given
                    ),
                ]
            await send(message)

        await self._app(scope, receive, secured)


def _dari_sini(scope: Scope, headers: dict[str, str]) -> bool:
    port = scope["server"][1]
    host = headers.get("host", "")
    if host not in (f"127.0.0.1:{port}", f"localhost:{port}"):
        return False
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return False
    return scope["method"] in ("GET", "HEAD") or KEPALA in headers


def buat_halaman(panggung: Panggung) -> Starlette:
    """The application: the page and its API."""
    api = _Pintu(panggung)
    routes = [
        Route("/api/coba/keadaan", api.keadaan),
        Route("/api/coba/peristiwa", api.peristiwa),
        Route("/api/coba/teks", api.teks, methods=["POST"]),
        Route("/api/coba/berkas", api.unggah, methods=["POST"]),
        Route("/api/coba/berkas/{file_id}", api.unduh),
        Route("/api/coba/tekan", api.tekan, methods=["POST"]),
        Route("/api/coba/reaksi", api.reaksi, methods=["POST"]),
        Route("/api/coba/tautan", api.tautan, methods=["POST"]),
        Route("/api/coba/contoh", api.kirim_contoh, methods=["POST"]),
        Route("/api/coba/contoh", api.unduh_contoh),
        Route("/api/coba/ulang", api.ulang, methods=["POST"]),
        Route("/", _statis),
        Route("/{nama}", _statis),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Penjaga)],
        exception_handlers={GalatPintu: _tertolak, HTTPException: _tertolak},
    )


async def _tertolak(_request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return JSONResponse({"pesan": error.detail}, status_code=error.status_code)
    return JSONResponse({"pesan": "Pesan atau obrolan itu sudah tidak ada."}, status_code=409)


async def _statis(request: Request) -> Response:
    """A file of the page, by its name in one folder: there are no paths to climb."""
    name = request.path_params.get("nama", "halaman.html")
    kind = _STATIS.get("." + name.rpartition(".")[2])
    found = files("bot.web.coba").joinpath("statis", name)
    if kind is None or "/" in name or "\\" in name or not found.is_file():
        return Response("Tidak ada.", status_code=404)
    body = await asyncio.to_thread(found.read_bytes)
    return Response(body, media_type=kind, headers={"Cache-Control": "no-cache"})


class _Pintu:
    """The calls of the page."""

    def __init__(self, panggung: Panggung) -> None:
        self._panggung = panggung
        self._dunia: Dunia = panggung.dunia

    async def keadaan(self, _request: Request) -> Response:
        return JSONResponse(keadaan_json(self._dunia))

    async def peristiwa(self, _request: Request) -> Response:
        return StreamingResponse(
            _alir(self._dunia), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def teks(self, request: Request) -> Response:
        given = await _isi(request)
        words = str(given.get("teks", "")).strip()
        if not words or len(words.encode("utf-16-le")) // 2 > MAKS_TEKS:
            raise HTTPException(400, f"Pesan harus berisi 1 sampai {MAKS_TEKS} huruf.")
        person, chat = self._siapa(given)
        sent = self._dunia.kirim_teks(
            person, chat, words, kutipan=given.get("kutipan") or None, **_tempat(given)
        )
        return JSONResponse({"id": sent.message_id})

    async def unggah(self, request: Request) -> Response:
        if int(request.headers.get("content-length") or 0) > MAKS_SEKALIGUS * MAKS_BERKAS:
            raise HTTPException(413, "Berkas-berkas itu terlalu besar.")
        async with request.form(max_files=MAKS_SEKALIGUS, max_fields=8) as form:
            given = {key: value for key, value in form.items() if isinstance(value, str)}
            person, chat = self._siapa(given)
            parts = [one for one in form.getlist("berkas") if isinstance(one, UploadFile)]
            if any((one.size or 0) > MAKS_BERKAS for one in parts):
                raise HTTPException(413, "Berkas lebih dari 20 MB; bot tidak dapat mengunduhnya.")
            if not parts:
                raise HTTPException(400, "Tidak ada berkas.")
            group = uuid.uuid4().hex if len(parts) > 1 else None
            for number, one in enumerate(parts):
                caption = given.get("keterangan") or None if number == 0 else None
                where = {"caption": caption, "media_group": group, **_tempat(given)}
                self._kirim(person, chat, one, await one.read(), where)
        return JSONResponse({"jumlah": len(parts)})

    def _kirim(
        self, person: Orang, chat: Obrolan, part: UploadFile, data: bytes, where: dict[str, Any]
    ) -> None:
        name = (part.filename or "berkas").replace("\\", "/").rpartition("/")[2] or "berkas"
        if part.content_type in _GAMBAR:
            self._dunia.kirim_foto(person, chat, data, **where)
        else:
            self._dunia.kirim_dokumen(person, chat, name, data, **where)

    async def unduh(self, request: Request) -> Response:
        """A file of the chat: pictures to be shown, everything else to be saved."""
        number = request.path_params["file_id"]
        info = self._dunia.info_berkas.get(number)
        if info is None:
            raise HTTPException(404, "Berkas itu tidak ada.")
        data = self._dunia.berkas(number)
        if info.mime in _GAMBAR:
            return Response(data, media_type=info.mime, headers={"Cache-Control": "private, max-age=86400"})
        return _lampiran(data, info.nama)

    async def tekan(self, request: Request) -> Response:
        """Press a button; the bot's answer comes as an event."""
        given = await _isi(request)
        person, chat = self._siapa(given)
        answer = self._dunia.tekan_saja(person, chat, _bulat(given, "pesan") or 0, str(given.get("data", "")))
        return JSONResponse(jawaban_json(answer))

    async def reaksi(self, request: Request) -> Response:
        given = await _isi(request)
        person, chat = self._siapa(given)
        signs = [str(given["emoji"])[:8]] if given.get("emoji") else []
        self._dunia.reaksi(person, chat, _bulat(given, "pesan") or 0, *signs)
        return JSONResponse({})

    async def tautan(self, request: Request) -> Response:
        """Open a deep link of the bot as a person."""
        given = await _isi(request)
        person, _ = self._siapa(given)
        payload = str(given.get("isi", ""))
        if (
            not payload.replace("-", "").replace("_", "").isalnum()
            or len(payload) > 64
            or not payload.isascii()
        ):
            raise HTTPException(400, "Tautan itu tidak sah.")
        sent = self._dunia.mulai(person, payload)
        return JSONResponse({"id": sent.message_id})

    async def kirim_contoh(self, _request: Request) -> Response:
        """Send the sample as the planner."""
        person = self._dunia.orang[PERENCANA_ID]
        data = await asyncio.to_thread(sample_path().read_bytes)
        sent = self._dunia.kirim_dokumen(person, self._dunia.pribadi(person), NAMA_BERKAS, data)
        return JSONResponse({"orang": person.id, "id": sent.message_id})

    async def unduh_contoh(self, _request: Request) -> Response:
        return _lampiran(await asyncio.to_thread(sample_path().read_bytes), NAMA_BERKAS)

    async def ulang(self, _request: Request) -> Response:
        """Stop, clear everything, and start again: done by the command that runs this."""
        self._panggung.ulang.set()
        return JSONResponse({})

    def _siapa(self, given: dict[str, Any]) -> tuple[Orang, Obrolan]:
        """The person and the chat of a call."""
        person = self._dunia.orang.get(_bulat(given, "orang") or 0)
        if person is None:
            raise HTTPException(400, "Pemeran itu tidak ada.")
        number = _bulat(given, "obrolan")
        chat = self._dunia.pribadi(person) if number is None else self._dunia.ruang_dari(number).obrolan
        return person, chat


def _lampiran(data: bytes, nama: str) -> Response:
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(nama, safe='')}"},
    )


async def _isi(request: Request) -> dict[str, Any]:
    """The JSON object of a call.  Error: 400."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415, "Kirimlah JSON.")
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise HTTPException(400, "Isi permintaan tidak sah.")
    return found


def _bulat(given: dict[str, Any], key: str) -> int | None:
    """A whole number of a call; None where it is absent.  Error: 400."""
    value = given.get(key)
    if value is None or value == "":
        return None
    try:
        return int(str(value))
    except ValueError:
        raise HTTPException(400, "Nomor tidak sah.") from None


def _tempat(given: dict[str, Any]) -> dict[str, int | None]:
    """Where in a chat a message belongs: what it replies to, and the topic of a forum.  Error: 400."""
    return {"balas": _bulat(given, "balas"), "topik": _bulat(given, "topik")}


async def _alir(dunia: Dunia) -> AsyncIterator[bytes]:
    """Events as they come, until the page is closed or the world ends."""
    listener = dunia.peristiwa()
    try:
        yield b": siap\n\n"
        waiting: asyncio.Task[Any] = asyncio.ensure_future(anext(listener))
        try:
            while True:
                done, _ = await asyncio.wait({waiting}, timeout=DETAK_S)
                if not done:
                    yield b": detak\n\n"
                    continue
                event = waiting.result()
                waiting = asyncio.ensure_future(anext(listener))
                document = peristiwa_json(dunia, event)
                if document is not None:
                    yield f"data: {json.dumps(document, ensure_ascii=False)}\n\n".encode()
        except StopAsyncIteration:
            return
        finally:
            waiting.cancel()
    finally:
        listener.tutup()
