"""A zip container (xlsx, docx, ods) opened under limits, and its XML parsed without entities.

The container is unpacked once, by streaming, while bytes are counted; what the
readers need stays in memory, pictures and the like are only counted.  Nothing
is believed that the directory of the zip says about sizes.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from bot.tables.intake import failures, limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

CHUNK = 256 * 1024
END_OF_DIRECTORY = b"PK\x05\x06"
KEPT = (".xml", ".rels", ".bin", "mimetype")
"""Names of parts that readers or checks look into."""

DECLARED_ENCODING = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s{0,10}=\s{0,10}["']([A-Za-z0-9._-]{1,40})["']"""
)
PLAIN_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"})
"""Encodings in which ``<!DOCTYPE`` is these very bytes."""
WIDE_ENCODINGS = frozenset({"utf-16", "utf16", "utf-16le", "utf-16be"})


@dataclass(frozen=True, slots=True)
class Package:
    """The unpacked parts of a container.  ``names`` has all parts, ``parts`` those that were kept."""

    berkas: str
    names: tuple[str, ...]
    parts: Mapping[str, bytes]
    packed: int
    """Bytes on disk of the kept parts, together: the content without pictures."""

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def xml(self, name: str) -> Any:
        """Root element of a part.  Raises LkjipError where it is missing or no well-formed XML."""
        try:
            data = self.parts[name]
        except KeyError:
            raise failures.damaged(self.berkas, f"bagian {_shown(name)} tidak ada") from None
        return parse_xml(data, self.berkas, name)


def open_package(path: Path, berkas: str) -> Package:
    """Unpack a zip container under the limits of :mod:`bot.tables.intake.limits`.

    Raises LkjipError: damaged, encrypted, or hostile (bombs, too many parts, overlapping parts,
    doubled names, DOCTYPE in an XML part).
    """
    try:
        with path.open("rb") as stream:
            _check_directory_size(stream, berkas)
            with zipfile.ZipFile(stream) as archive:
                return _unpack(archive, berkas)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError) as error:
        raise failures.damaged(berkas) from error
    except (ValueError, NotImplementedError, UnicodeDecodeError, OverflowError, RuntimeError) as error:
        # zipfile raises these for unknown compression methods, absurd offsets and undecodable names
        raise failures.damaged(berkas, "susunan arsipnya tidak dikenal") from error


def _check_directory_size(stream: Any, berkas: str) -> None:
    """The directory's own size, before zipfile builds an object for each of its entries."""
    stream.seek(0, 2)
    size = stream.tell()
    tail = min(size, 22 + 65_535)
    stream.seek(size - tail)
    data = stream.read(tail)
    at = data.rfind(END_OF_DIRECTORY)
    if at < 0 or len(data) - at < 22:
        raise failures.damaged(berkas)
    entries, directory_size = struct.unpack("<HI", data[at + 10 : at + 16])
    # 0xFFFF and 0xFFFFFFFF announce the 64-bit form, which no file below 25 MB needs
    if entries > limits.MAX_PARTS or directory_size > limits.MAX_DIRECTORY_BYTES:
        raise failures.hostile(berkas, "arsipnya memuat terlalu banyak bagian")


def _unpack(archive: zipfile.ZipFile, berkas: str) -> Package:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.MAX_PARTS:
        raise failures.hostile(berkas, "arsipnya memuat terlalu banyak bagian")
    if any(info.flag_bits & 0x1 for info in infos):
        raise failures.encrypted(berkas)
    _check_layout(infos, berkas)
    total = packed = 0
    parts: dict[str, bytes] = {}
    for info in infos:
        name = info.filename.lstrip("/")
        is_kept = name.lower().endswith(KEPT)
        data, size = _stream(archive, info, total, is_kept, berkas)
        total += size
        if is_kept:
            if name.lower().endswith((".xml", ".rels")):
                refuse_doctype(data, berkas, name)
            parts[name] = data
            packed += info.compress_size
    return Package(berkas, tuple(info.filename.lstrip("/") for info in infos), parts, packed)


def _check_layout(infos: list[zipfile.ZipInfo], berkas: str) -> None:
    """No doubled names (two programs would see two files) and no parts that share bytes (quine bombs)."""
    if len({info.filename.lower() for info in infos}) != len(infos):
        raise failures.hostile(berkas, "arsipnya memuat dua bagian dengan nama yang sama")
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise failures.hostile(berkas, "bagian-bagian arsipnya saling menindih")
        end = info.header_offset + 30 + info.compress_size


def _stream(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, before: int, keep: bool, berkas: str
) -> tuple[bytes, int]:
    """One part's bytes (empty unless ``keep``) and their true number."""
    chunks: list[bytes] = []
    size = 0
    ceiling = max(limits.RATIO_FLOOR_BYTES, limits.MAX_RATIO * max(info.compress_size, 1))
    with archive.open(info) as source:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > limits.MAX_PART_BYTES or before + size > limits.MAX_UNPACKED_BYTES or size > ceiling:
                raise failures.hostile(berkas, "isinya mengembang melebihi batas saat dibuka")
            if keep:
                chunks.append(chunk)
    return b"".join(chunks), size


def refuse_doctype(data: bytes, berkas: str, name: str) -> None:
    """Refuse a DOCTYPE, and encodings in which one could hide.  Office programs write neither."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") or data[:3] == b"\x00\x00\x00":
            raise failures.hostile(berkas, f"bagian {_shown(name)} memakai penyandian yang tidak lazim")
        encoding = "utf-16-be" if data[:2] == b"\xfe\xff" or data[:1] == b"\x00" else "utf-16-le"
        found = "<!DOCTYPE".encode(encoding) in data
    else:
        declared = DECLARED_ENCODING.search(data[:400])
        encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if encoding not in PLAIN_ENCODINGS | WIDE_ENCODINGS:
            raise failures.hostile(berkas, f"bagian {_shown(name)} memakai penyandian yang tidak lazim")
        found = b"<!DOCTYPE" in data
    if found:
        raise failures.hostile(berkas, f"bagian {_shown(name)} memuat deklarasi DOCTYPE")


def parse_xml(data: bytes, berkas: str, name: str) -> Any:
    """Root element of an XML text that :func:`refuse_doctype` has passed."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise failures.damaged(berkas, f"bagian {_shown(name)}") from error
    if root is None:
        raise failures.damaged(berkas, f"bagian {_shown(name)}")
    return root


def iterate_xml(data: bytes, tags: tuple[str, ...], berkas: str, name: str) -> Iterator[etree._Element]:
    """Elements with these tags as they end, in document order; :func:`forget` those that were read."""
    import io

    from lxml import etree

    try:
        for _, node in etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            yield node
    except (etree.XMLSyntaxError, ValueError) as error:
        raise failures.damaged(berkas, f"bagian {_shown(name)}") from error


def forget(node: Any) -> None:
    """Free an element that was read, and its elder siblings."""
    node.clear(keep_tail=False)
    parent = node.getparent()
    if parent is not None:
        while node.getprevious() is not None:
            del parent[0]


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of at most nine digits; ``default`` for anything else."""
    if text is None or len(text) > 9 or not text.isascii() or not text.isdigit():
        return default
    return int(text)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: id to (type's last word, name of the target part).  External ones are left out."""
    folder, _, last = part.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
    if rels not in package:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for node in package.xml(rels):
        if not isinstance(node.tag, str) or node.get("TargetMode") == "External":
            continue
        target = node.get("Target") or ""
        absolute = target.lstrip("/") if target.startswith("/") else _join(folder, target)
        found[node.get("Id") or ""] = ((node.get("Type") or "").rpartition("/")[2], absolute)
    return found


def _join(folder: str, target: str) -> str:
    pieces: list[str] = []
    for piece in (*PurePosixPath(folder).parts, *target.split("/")):
        if piece == "..":
            if pieces:
                pieces.pop()
        elif piece not in ("", "."):
            pieces.append(piece)
    return "/".join(pieces)


def _shown(name: str) -> str:
    """A part's name for a sentence: short and printable."""
    return "".join(ch if ch.isprintable() else "?" for ch in name)[:80]
