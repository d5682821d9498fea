"""Text and Markdown files: optional front matter, headings, tables, and plain legal text.

Copies of regulations that circulate as text carry traces of their conversion: a chapter heading glued to
the end of the line before it ("… hari. BAB II RUANG LINGKUP"), a hyphen left from a page number with the
next ayat after it ("… tahunan. - (2) Laporan …").  Both are taken apart here, so that everything after
sees one unit a line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.ingest.naskah import Alinea, Blok, Naskah, Sel, Tabel

SUFFIXES = frozenset({".md", ".markdown", ".txt"})
MAX_BYTES = 20_000_000

HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400}?)(?<=\S)\1")
RULE_CHARS = frozenset(" \t:|-")
"""The row below the header of a table has no others."""
GLUED_CHAPTER = re.compile(r"(?<=[.;:]) +(?:[-–] +)?(?=BAB [IVXLC]{1,6} [A-Z]{2})")
GLUED_ITEM = re.compile(r"(?<=[.;:]) +[-–] +(?=(?:\(?[0-9]{1,3}[.)]|[a-z][.)]) )")
"""What stands after the hyphen of a page number that was left in the text."""
LEFT_HYPHEN = re.compile(r" +[-–] *$|^[-–] *$")


def read_text(path: Path, berkas: str) -> Naskah:
    """Read a text file.  Raises KnowledgeError where it is no text."""
    data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    if not data.strip():
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Berkas {berkas} kosong atau lebih besar dari {MAX_BYTES // 1_000_000} MB.",
            "Periksa berkasnya; naskah yang panjang dapat dibagi menurut lampirannya.",
        )
    text = _decoded(data, berkas)
    keterangan, body = _front_matter(text, berkas)
    return Naskah(
        berkas,
        "md" if path.suffix.lower() != ".txt" else "txt",
        tuple(_blocks(body)),
        sidik_berkas=hashlib.sha256(data).hexdigest(),
        keterangan=keterangan,
    )


def _decoded(data: bytes, berkas: str) -> str:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if b"\0" in data:
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Berkas {berkas} bukan berkas teks.",
            "Simpan ulang sebagai teks UTF-8, docx, atau pdf.",
        )
    return data.decode("cp1252", errors="replace")


def _front_matter(text: str, berkas: str) -> tuple[tuple[tuple[str, str], ...], str]:
    """Keys and values between ``+++`` (TOML) or ``---`` (``key: value``), and the rest."""
    lines = text.splitlines()
    if not lines or lines[0].strip() not in ("+++", "---"):
        return (), text
    fence = lines[0].strip()
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == fence)
    except StopIteration:
        return (), text
    body = "\n".join(lines[end + 1 :])
    if fence == "---":
        pairs = [line.split(":", 1) for line in lines[1:end] if ":" in line]
        return tuple((key.strip().lower(), value.strip().strip("\"'")) for key, value in pairs), body
    try:
        table = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Kepala berkas {berkas} (di antara tanda +++) tidak dapat dibaca: {error}.",
            'Tulis setiap baris sebagai kunci = "nilai".',
        ) from error
    return tuple((str(key).lower(), str(value)) for key, value in table.items()), body


def _blocks(body: str) -> list[Blok]:
    blocks: list[Blok] = []
    rows: list[tuple[Sel, ...]] = []
    for raw in [*body.splitlines(), ""]:
        line = raw.strip()
        if line.startswith("|") and line.count("|") > 1:
            if set(line) - RULE_CHARS:
                rows.append(tuple(Sel(_plain(cell)) for cell in line.strip("|").split("|")))
            continue
        if rows:
            blocks.append(_table(rows, blocks))
            rows = []
        heading = HEADING.fullmatch(line)
        if heading:
            blocks.append(Alinea(len(blocks), _plain(heading[2]), judul=True))
            continue
        for piece in _pieces(line):
            blocks.append(Alinea(len(blocks), piece))
    return blocks


def _table(rows: list[tuple[Sel, ...]], blocks: list[Blok]) -> Tabel:
    width = max(map(len, rows))
    full = tuple(row + (Sel(""),) * (width - len(row)) for row in rows)
    last = blocks[-1] if blocks else None
    caption = last.teks if isinstance(last, Alinea) and len(last.teks) < 200 else None
    return Tabel(len(blocks), full, judul=caption)


def _pieces(line: str) -> list[str]:
    """One line as the units that were glued together in it."""
    pieces = [" ".join(line.split())]
    for pattern in (GLUED_CHAPTER, GLUED_ITEM):
        pieces = [part for piece in pieces for part in pattern.split(piece)]
    plain = (join_broken(LEFT_HYPHEN.sub("", _plain(piece))) for piece in pieces)
    return [piece for piece in plain if piece]


def join_broken(text: str) -> str:
    """``Undang- Undang`` and ``setidak- tidaknya`` without the space that a line's end left."""
    return re.sub(r"(?<=[^\W\d_])- (?!dan\b|atau\b|maupun\b|serta\b)(?=[^\W\d_]{2})", "-", text)


def _plain(text: str) -> str:
    return EMPHASIS.sub(r"\2", text).strip()
