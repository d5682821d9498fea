"""Streams of a compound file, the small ones included."""

from __future__ import annotations

import struct

from bot.tables.readers.ole import open_compound

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HB", len(raw), kind)
        + b"\0" * 49
        + struct.pack("<III", start, size, 0)
    )


def small_workbook(content: bytes) -> bytes:
    """Sectors: 0 the allocation table, 1 the directory, 2 the table of small sectors, 3 the small stream."""
    small = -(-len(content) // 64)
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    struct.pack_into("<HH", head, 30, 9, 6)
    struct.pack_into("<I4xIII", head, 48, 1, 4096, 2, 1)
    struct.pack_into("<II", head, 68, END, 0)
    struct.pack_into("<109I", head, 76, 0, *[FREE] * 108)
    table = struct.pack("<128I", FAT, END, END, END, *[FREE] * 124)
    directory = entry("Root Entry", 5, 3, small * 64) + entry("Workbook", 2, 0, len(content))
    chain = [*range(1, small), END]
    return (
        bytes(head)
        + table
        + directory.ljust(512, b"\0")
        + struct.pack(f"<{small}I", *chain).ljust(512, b"\xff")
        + content.ljust(512, b"\0")
    )


def test_a_workbook_below_the_limit_lies_in_small_sectors() -> None:
    content = bytes(range(200)) + b"isi"
    assert open_compound(small_workbook(content)).head("Workbook", 4096) == content


def test_a_small_stream_that_leads_nowhere_is_empty_not_an_error() -> None:
    damaged = bytearray(small_workbook(b"isi"))
    struct.pack_into("<I", damaged, 60, 0x7FFFFFFF)
    assert len(open_compound(bytes(damaged)).head("Workbook", 4096)) <= 3
    cut = small_workbook(b"isi")[: 512 * 3]
    assert open_compound(cut).head("Workbook", 4096) == b""
