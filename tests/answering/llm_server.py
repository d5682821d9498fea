"""An OpenAI-compatible chat server on 127.0.0.1 that answers as scripted, and misbehaves on demand."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_KEY = re.compile(r'<nukilan kunci="\[(k[0-9a-f]+)\]"')


@dataclass(frozen=True, slots=True)
class Balasan:
    """One scripted reply.  ``isi`` may be a function of the request's text."""

    isi: str | Callable[[str], str] = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    mentah: bytes | None = None
    """Sent as the body in place of a completion."""
    tunda_s: float = 0.0
    tetes_s: float = 0.0
    """Seconds between the bytes of the body: a trickle that never trips a read timeout."""
    putus: bool = False
    """The connection is cut in the middle of the body."""
    selesai: str = "stop"


@dataclass(slots=True)
class Peladen:
    """The server as a test sees it."""

    url: str
    antre: list[Balasan] = field(default_factory=list)
    permintaan: list[dict[str, Any]] = field(default_factory=list)
    waktu: list[float] = field(default_factory=list)
    berhenti: threading.Event = field(default_factory=threading.Event)

    def then(self, *replies: Balasan) -> Peladen:
        """The next replies, in order; the last one is repeated."""
        self.antre = list(replies)
        return self

    def next(self) -> Balasan:
        return self.antre.pop(0) if len(self.antre) > 1 else self.antre[0]


def keys_of(prompt: str) -> list[str]:
    """The keys of a prompt, in its order."""
    return _KEY.findall(prompt)


@contextmanager
def running() -> Iterator[Peladen]:
    """The server, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("content-length", "0"))
            request = json.loads(self.rfile.read(size))
            peladen.permintaan.append(request)
            peladen.waktu.append(time.monotonic())
            try:
                _send(self, peladen.next(), request, peladen.berhenti)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    peladen = Peladen(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield peladen
    finally:
        peladen.berhenti.set()
        server.shutdown()
        server.server_close()
        thread.join(2)


def _send(
    handler: BaseHTTPRequestHandler, reply: Balasan, request: dict[str, Any], stop: threading.Event
) -> None:
    stop.wait(reply.tunda_s)
    prompt = "\n".join(str(m["content"]) for m in request["messages"])
    text = reply.isi(prompt) if callable(reply.isi) else reply.isi
    body = reply.mentah if reply.mentah is not None else _completion(text, reply, request)
    handler.send_response(reply.status)
    for name, value in {"content-type": "application/json", **reply.headers}.items():
        handler.send_header(name, value)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    if reply.putus:
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        handler.connection.close()
        handler.close_connection = True
    elif reply.tetes_s:
        for byte in body:
            if stop.wait(reply.tetes_s):
                return
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
    else:
        handler.wfile.write(body)


def _completion(text: str, reply: Balasan, request: dict[str, Any]) -> bytes:
    if reply.status != 200:
        return json.dumps({"error": {"message": text or "gangguan", "type": "server_error"}}).encode()
    message = {"role": "assistant", "content": text}
    return json.dumps({
        "id": "chatcmpl-uji", "object": "chat.completion", "created": 1, "model": request.get("model", "uji"),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.selesai}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }).encode()  # fmt: skip
