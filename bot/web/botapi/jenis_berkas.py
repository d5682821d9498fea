"""The MIME type of a file by the end of its name."""

from __future__ import annotations

from pathlib import PurePosixPath

MIME = {
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
BAWAAN = "application/octet-stream"


def mime_dari(nama: str, diberi: str | None = None) -> str:
    """What was given, unless it says nothing; else by the name."""
    if diberi and diberi != BAWAAN:
        return diberi
    return MIME.get(PurePosixPath(nama).suffix.lower(), BAWAAN)
