"""The Bot API over HTTP in front of a :class:`Dunia`, on 127.0.0.1 alone."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.web.botapi.dunia import Dunia
from bot.web.botapi.gangguan import Aturan, JenisGangguan
from bot.web.botapi.kesalahan import GalatApi, buruk
from bot.web.botapi.kurir import antarkan
from bot.web.botapi.metode import METODE
from bot.web.botapi.metode_berkas import dari_jalur
from bot.web.botapi.metode_pembaruan import get_updates
from bot.web.botapi.permintaan import Permintaan, Unggahan

ALAMAT = "127.0.0.1"
MAKS_UNGGAH = 50 * 1024 * 1024
_ISI_LAIN = 1024 * 1024
"""Room for the other parts of a request beside a file of the greatest size."""


class _Peladen:
    """The routes of one application with its world, token and sign to stop."""

    def __init__(self, dunia: Dunia, token: str, berhenti: threading.Event) -> None:
        self.dunia = dunia
        self.token = token
        self.berhenti = berhenti

    async def panggil(self, request: Request) -> Response:
        name = request.path_params["metode"].lower()
        try:
            self._periksa_token(request.path_params["token"])
            if name != "getupdates" and name not in METODE:
                raise GalatApi(404, "Not Found: method not found")
            params = await baca_permintaan(request, name)
            fault = self.dunia.gangguan.ambil(name, params.bulat("chat_id"))
            if fault is not None:
                return await self._terganggu(fault, params, request)
            return _json({"ok": True, "result": await self._jalankan(params)})
        except GalatApi as error:
            return _json(error.sebagai_json(), error.kode)

    async def _jalankan(self, params: Permintaan) -> Any:
        if params.metode == "getupdates":
            return await get_updates(self.dunia, params, self.berhenti)
        with self.dunia.kunci:
            return METODE[params.metode](self.dunia, params)

    async def _terganggu(self, fault: Aturan, params: Permintaan, request: Request) -> Response:
        error = GalatApi(fault.kode, fault.uraian, retry_after=fault.retry_after)
        if fault.jenis is JenisGangguan.TOLAK:
            raise error
        if fault.jenis is JenisGangguan.PUTUS_SEBELUM:
            return _Putus(request)
        result = await self._jalankan(params)
        if fault.jenis is JenisGangguan.PUTUS_SESUDAH:
            return _Putus(request)
        if fault.jenis is JenisGangguan.GALAT_SESUDAH:
            raise error
        await self._tunggu(fault.detik)
        return _json({"ok": True, "result": result})

    async def _tunggu(self, seconds: float) -> None:
        """A slow answer, cut short where the server ends."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not self.berhenti.is_set():
            await asyncio.sleep(min(left, 0.05))

    async def unduh(self, request: Request) -> Response:
        try:
            self._periksa_token(request.path_params["token"])
            found = dari_jalur(self.dunia, request.path_params["jalur"])
            if found is None:
                raise GalatApi(404, "Not Found")
        except GalatApi as error:
            return _json(error.sebagai_json(), error.kode)
        return Response(found[1], media_type="application/octet-stream")

    def _periksa_token(self, given: str) -> None:
        if given == self.token:
            return
        number, _, rest = given.partition(":")
        if not number.isdecimal() or not rest:
            raise GalatApi(404, "Not Found")
        raise GalatApi(401, "Unauthorized")


class _Putus(Response):
    """No answer: the connection is cut (where the application is served by :func:`layani`)."""

    def __init__(self, request: Request) -> None:
        super().__init__(status_code=500)
        self._client = request.client
        self._server: uvicorn.Server | None = getattr(request.app.state, "server", None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._server is None or self._client is None:
            raise RuntimeError("a fault wants to cut a connection of a server that it does not know")
        for connection in list(self._server.server_state.connections):
            transport = getattr(connection, "transport", None)
            if getattr(connection, "client", None) == tuple(self._client) and transport is not None:
                transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


def _json(body: Any, kode: int = 200) -> Response:
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return Response(data, status_code=kode, media_type="application/json")


async def baca_permintaan(request: Request, name: str) -> Permintaan:
    """The parameters of a call from query string, form, multipart or JSON. Errors: 400, 413."""
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, Unggahan] = {}
    if int(request.headers.get("content-length") or 0) > MAKS_UNGGAH + _ISI_LAIN:
        async for _ in request.stream():
            pass
        raise GalatApi(413, "Request Entity Too Large")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            given = json.loads(body) if body.strip() else {}
        except ValueError:
            raise buruk("can't parse JSON object") from None
        if not isinstance(given, dict):
            raise buruk("JSON object expected")
        values |= given
    elif kind == "application/x-www-form-urlencoded":
        values |= parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    elif kind == "multipart/form-data":
        form = await request.form(max_part_size=_ISI_LAIN)
        try:
            for key, part in form.multi_items():
                if isinstance(part, str):
                    values[key] = part
                    continue
                data = part.file.read()
                if len(data) > MAKS_UNGGAH:
                    raise GalatApi(413, "Request Entity Too Large")
                files[key] = Unggahan(nama_bagian(part.filename), part.content_type or "", data)
        finally:
            # Not by Starlette's own closing: it waits for a thread, and a stopped server left a file open.
            for _, part in form.multi_items():
                if not isinstance(part, str):
                    part.file.close()
    return Permintaan(name, values, files)


def nama_bagian(given: str | None) -> str:
    """The file name of a part; a quotation mark in it is sent as %22 (HTML, multipart/form-data)."""
    return (given or "file").replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def buat_server(dunia: Dunia, *, token: str, berhenti: threading.Event | None = None) -> Starlette:
    """The application: ``/bot<token>/<method>`` and ``/file/bot<token>/<path>``.

    ``berhenti`` ends long polls when it is set and the queue's bell rings; the webhook's
    carrier runs with the application's lifespan.
    """
    stop = berhenti or threading.Event()
    peer = _Peladen(dunia, token, stop)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        carrier = asyncio.create_task(antarkan(dunia, stop))
        try:
            yield
        finally:
            carrier.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await carrier

    methods = ["GET", "POST"]
    return Starlette(
        lifespan=lifespan,
        routes=[
            Route("/bot{token}/{metode}", peer.panggil, methods=methods),
            Route("/file/bot{token}/{jalur:path}", peer.unduh),
        ],
    )


class _Uvicorn(uvicorn.Server):
    """Without signal handlers: the host program keeps its own."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._akhiri = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        """Sleep until the end instead of looking ten times a second."""
        await self.on_tick(0)
        await self._akhiri.wait()

    def akhiri(self) -> None:
        self.should_exit = True
        self._akhiri.set()


def _uvicorn(app: Starlette) -> _Uvicorn:
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=75,
    )
    return _Uvicorn(config)


def dengarkan(port: int) -> socket.socket:
    """A listening socket on 127.0.0.1; port 0 takes a free one. Error: OSError where it is taken.

    The protocol is named because asyncio sends at once (TCP_NODELAY) only where it is: without
    it each answer waits some 40 ms for the other side's acknowledgement.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ALAMAT, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


@asynccontextmanager
async def layani(app: Starlette, dunia: Dunia, berhenti: threading.Event, port: int) -> AsyncIterator[str]:
    """Serve an application in the running loop; gives ``http://127.0.0.1:port``, ends cleanly."""
    listener = dengarkan(port)
    address = f"http://{ALAMAT}:{listener.getsockname()[1]}"
    server = _uvicorn(app)
    app.state.server = server
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(0.005)
        if task.done():
            task.result()
        yield address
    finally:
        berhenti.set()
        server.akhiri()
        dunia.antrean.bunyikan()
        await task
        listener.close()


@asynccontextmanager
async def server_berjalan(dunia: Dunia, token: str, port: int = 0) -> AsyncIterator[str]:
    """The Bot API of a world, served in the running loop.

    Gives ``http://127.0.0.1:PORT``; python-telegram-bot takes ``base_url=f"{address}/bot"``
    and ``base_file_url=f"{address}/file/bot"``.
    """
    stop = threading.Event()
    async with layani(buat_server(dunia, token=token, berhenti=stop), dunia, stop, port) as address:
        yield address


@contextmanager
def server_di_utas(dunia: Dunia, token: str, port: int = 0) -> Iterator[str]:
    """The same in a thread with a loop of its own, for code that is not asynchronous."""
    ready = threading.Event()
    leave = threading.Event()
    box: list[str] = []
    failed: list[BaseException] = []

    async def run() -> None:
        async with server_berjalan(dunia, token, port) as address:
            box.append(address)
            ready.set()
            await asyncio.to_thread(leave.wait)

    def work() -> None:
        try:
            asyncio.run(run())
        except OSError as error:
            failed.append(error)
            ready.set()

    thread = threading.Thread(target=work, name="botapi", daemon=True)
    thread.start()
    ready.wait()
    if failed:
        raise failed[0]
    try:
        yield box[0]
    finally:
        leave.set()
        thread.join()
