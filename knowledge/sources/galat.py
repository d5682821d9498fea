"""The error of the sources: a registry entry or an authored file that breaks the format."""

from __future__ import annotations


class SourceError(ValueError):
    """Names the file, the line (1-based; None where there is none) and what is wrong with it."""

    def __init__(self, berkas: str, baris: int | None, pesan: str) -> None:
        where = berkas if baris is None else f"{berkas}:{baris}"
        super().__init__(f"{where}: {pesan}")
        self.berkas = berkas
        self.baris = baris
        self.pesan = pesan
