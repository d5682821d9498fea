"""Small pieces of WordprocessingML as text: escaping, runs, fields.

The document is put together from strings, since building a hundred thousand
elements one call at a time is what makes a Word writer slow.  Every text of a
user passes through :func:`escape` or :func:`quote`, the only two doors.
"""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"'

_ILLEGAL = re.compile(
    "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # what XML 1.0 does not allow
    "|[\u202a-\u202e\u2066-\u2069]"  # direction overrides: they make a number read backwards
)
_NEWLINES = re.compile(r"\r\n?|\v")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def clean(text: str) -> str:
    """Without the characters that no XML file may hold and those that turn the direction of writing."""
    return text if text.isascii() and text.isprintable() else _ILLEGAL.sub("", text)


def escape(text: str) -> str:
    """Text for an element's content."""
    return clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quote(text: str) -> str:
    """Text for an attribute in double quotes; line ends and tabs become spaces."""
    return " ".join(escape(text).replace('"', "&quot;").split())


def run(text: str, properties: str = "") -> str:
    """One run.  A newline becomes a line break, a tab a space."""
    if not text:
        return ""
    body = escape(text)
    if "\n" in body or "\r" in body or "\t" in body or "\v" in body:
        body = _NEWLINES.sub("\n", body).replace("\t", " ").replace("\n", _BREAK)
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{body}</w:t></w:r>'


def run_properties(bold: bool, italic: bool) -> str:
    """Direct bold and italic, in schema order."""
    return ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")


def field(instruction: str, result: str) -> str:
    """A complex field with its cached result.  ``instruction`` is ours, never a user's text."""
    return f"{field_begin(instruction)}{run(result)}{FIELD_END}"


def field_begin(instruction: str) -> str:
    """A field up to its result; :data:`FIELD_END` closes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


def paragraph(style: str, content: str, extra: str = "") -> str:
    """A paragraph.  ``extra`` are further properties, in schema order (after the style)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def bookmark(number: int, name: str, content: str) -> str:
    """Content inside a bookmark; ``number`` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
