"""The compound file of old Office programs (.xls, .doc, .ppt), as far as it tells what the file is.

After [MS-CFB]: a header, a table of sector chains, a directory of named streams.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
ENTRY_BYTES = 128
SMALL_SECTOR = 64
MAX_ENTRIES = 10_000


class OleError(Exception):
    """The compound file is damaged."""


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    start: int
    size: int
    is_stream: bool
    is_root: bool = False


@dataclass(frozen=True, slots=True)
class Compound:
    """An opened compound file."""

    data: bytes
    sector: int
    chains: tuple[int, ...]
    entries: tuple[Entry, ...]
    small_limit: int

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.name for entry in self.entries)

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a stream; empty if there is none."""
        for entry in self.entries:
            if entry.name != name or not entry.is_stream:
                continue
            wanted = min(size, entry.size)
            if entry.size >= self.small_limit:
                return _read_chain(self.data, self.sector, self.chains, entry.start, wanted)
            return self._small(entry.start, wanted)
        return b""

    def _small(self, start: int, size: int) -> bytes:
        """A stream below the limit, such as the workbook of a small table: it lies in the root's own
        stream, in sectors of 64 bytes with a table of their own ([MS-CFB] 2.4)."""
        root = next((e for e in self.entries if e.is_root), None)
        if root is None:
            return b""
        inner = _read_chain(self.data, self.sector, self.chains, root.start, min(root.size, len(self.data)))
        (table_start,) = struct.unpack_from("<I", self.data, 60)
        raw = _read_chain(self.data, self.sector, self.chains, table_start, len(inner) // 16 + self.sector)
        table = struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
        # a small sector n begins at n * 64; _read_chain counts ordinary sectors from behind the header
        return _read_chain(b"\0" * SMALL_SECTOR + inner, SMALL_SECTOR, table, start, size)


def open_compound(data: bytes) -> Compound:
    """Read header and directory.  Raises OleError."""
    if len(data) < 512 or not data.startswith(MAGIC):
        raise OleError("no compound file")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("sector size")
    sector = 1 << shift
    directory_start, small_limit = struct.unpack_from("<I4xI", data, 48)
    chains = _chains(data, sector)
    raw = _read_chain(data, sector, chains, directory_start, MAX_ENTRIES * ENTRY_BYTES)
    entries = tuple(
        entry
        for at in range(0, len(raw) - ENTRY_BYTES + 1, ENTRY_BYTES)
        if (entry := _entry(raw[at : at + ENTRY_BYTES])) is not None
    )
    if not entries:
        raise OleError("empty directory")
    return Compound(data, sector, chains, entries, small_limit)


def _chains(data: bytes, sector: int) -> tuple[int, ...]:
    """The allocation table: for each sector the one that follows it."""
    places = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    limit = len(data) // sector + 1
    seen = 0
    while following < LAST_SECTOR and count and seen < limit:
        block = data[(following + 1) * sector : (following + 2) * sector]
        if len(block) < sector:
            break
        numbers = struct.unpack(f"<{sector // 4}I", block)
        places += numbers[:-1]
        following = numbers[-1]
        seen += 1
    table: list[int] = []
    for place in places[:limit]:
        if place >= LAST_SECTOR:
            continue
        block = data[(place + 1) * sector : (place + 2) * sector]
        if len(block) == sector:
            table += struct.unpack(f"<{sector // 4}I", block)
        if len(table) > limit:
            break
    return tuple(table[:limit])


def _read_chain(data: bytes, sector: int, chains: tuple[int, ...], start: int, size: int) -> bytes:
    """Up to ``size`` bytes of the chain that begins at ``start``; a loop ends when its size is reached."""
    pieces: list[bytes] = []
    left = size
    current = start
    steps = 0
    while current < LAST_SECTOR and left > 0 and steps <= len(chains):
        block = data[(current + 1) * sector : (current + 2) * sector]
        if not block:
            break
        pieces.append(block[:left])
        left -= len(block)
        steps += 1
        if current >= len(chains):
            break
        current = chains[current]
    return b"".join(pieces)


def _entry(raw: bytes) -> Entry | None:
    length, kind = struct.unpack_from("<HB", raw, 64)
    if kind not in (1, 2, 5) or not 2 <= length <= 64:
        return None
    name = raw[: length - 2].decode("utf-16-le", errors="replace")
    start, size = struct.unpack_from("<II", raw, 116)
    return Entry(name, start, size, kind == 2, kind == 5)
