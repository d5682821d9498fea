"""A client that hangs up in the middle of an upload leaves nothing open."""

from __future__ import annotations

import asyncio
import gc
from urllib.parse import urlsplit

from tests.bantu.botapi import LOOPBACK, TOKEN, jalankan, meja

pytestmark = LOOPBACK


def test_hanging_up_in_the_middle_of_a_file_leaves_nothing_open() -> None:
    """An unclosed temporary file is a warning, and so a failure, when it is collected."""

    async def scenario() -> None:
        async with meja() as m:
            address = urlsplit(m.alamat)
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
            part = (
                '--batas\r\nContent-Disposition: form-data; name="document"; filename="a.docx"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n"
            )
            head = (
                f"POST /bot{TOKEN}/sendDocument HTTP/1.1\r\nHost: {address.netloc}\r\n"
                "Content-Type: multipart/form-data; boundary=batas\r\nContent-Length: 500000\r\n\r\n"
            )
            writer.write((head + part).encode() + b"x" * 100_000)
            await writer.drain()
            await asyncio.sleep(0.2)
            writer.close()
            await writer.wait_closed()
            assert (await m.mentah.panggil("getMe"))["is_bot"]
            del reader, writer
        gc.collect()

    jalankan(scenario())
    gc.collect()
