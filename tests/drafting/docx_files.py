"""Opens written documents in tests, with the standard library and python-docx, not with our own reader."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(docx: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(parts(docx)[name])


def replaced(docx: bytes, name: str, old: str, new: str, count: int = 1) -> bytes:
    """The document with a piece of one part changed; fails when it is not there."""
    files = parts(docx)
    text = files[name].decode()
    assert old in text, f"{old!r} is not in {name}"
    files[name] = text.replace(old, new, count).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in files.items():
            archive.writestr(part, data)
    return out.getvalue()


def text_of(node: Any) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def paragraphs(docx: bytes) -> list[tuple[str, str]]:
    """(style id, text) of every paragraph of the body, outside tables."""
    found = []
    for p in xml(docx).findall(f"{W}body/{W}p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        found.append((style.get(f"{W}val") if style is not None else "", text_of(p)))
    return found


def instructions(docx: bytes) -> list[str]:
    """Instructions of all fields in the body."""
    return [re.sub(r"\s+", " ", node.text or "").strip() for node in xml(docx).iter(f"{W}instrText")]
