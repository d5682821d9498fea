"""``lkjip cadangan``: backup and restore of DATA_DIR."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.language import SETTINGS, Kelompok, Perintah

cadangan = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Cadangan seluruh folder data."
)


@cadangan.command(name="buat", cls=Perintah, help="Tulis cadangan; boleh selagi bot berjalan.")
def buat_cadangan(
    tujuan: Annotated[
        str | None, typer.Argument(metavar="BERKAS", help="Bawaan: cadangan-lkjip-TANGGAL.tar.gz.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Tulis satu dokumen JSON ke keluaran standar.")
    ] = False,
) -> None:
    from bot.cli.run_cadangan import run_buat

    run_buat(Path(tujuan) if tujuan else None, as_json=as_json)


@cadangan.command(
    name="pulihkan", cls=Perintah, help="Kembalikan cadangan; data yang ada disisihkan, tidak dihapus."
)
def pulihkan_cadangan(
    berkas: Annotated[str, typer.Argument(metavar="BERKAS", help="Berkas dari lkjip cadangan buat.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Tulis satu dokumen JSON ke keluaran standar.")
    ] = False,
) -> None:
    from bot.cli.run_cadangan import run_pulihkan

    run_pulihkan(Path(berkas), as_json=as_json)
