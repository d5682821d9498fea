"""Arguments and options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.berkas_tabel import sebut

Berkas = Annotated[str, typer.Argument(metavar="BERKAS", help=f"Berkas tabel: {sebut()}.")]
Json = Annotated[bool, typer.Option("--json", help="Tulis satu dokumen JSON ke keluaran standar.")]
Lembar = Annotated[
    str | None, typer.Option("--lembar", metavar="NAMA", help="Baca hanya lembar (sheet) ini.")
]
Peta = Annotated[
    list[str] | None,
    typer.Option(
        "--peta",
        metavar="KOLOM=PERAN",
        help="Tetapkan peran sebuah kolom, misalnya 'H=realisasi'. Boleh diulang.",
    ),
]
Tahun = Annotated[str | None, typer.Option("--tahun", metavar="TAHUN", help="Tahun laporan, misalnya 2025.")]
