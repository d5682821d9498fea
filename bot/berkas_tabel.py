"""The kinds of files that a table may come in: the one list that every sentence and every option names."""

from __future__ import annotations

from collections.abc import Sequence

JENIS = ("xlsx", "xls", "ods", "csv", "docx", "pdf")
"""What people are told to send."""
JUGA = ("xlsb", "tsv", "txt")
"""What is read as well; told where a file was refused."""


def sebut(jenis: Sequence[str] = JENIS, kata: str = "atau") -> str:
    """``xlsx, xls, ods, csv, docx, atau pdf``"""
    *first, last = jenis
    return f"{', '.join(first)}, {kata} {last}" if first else last
