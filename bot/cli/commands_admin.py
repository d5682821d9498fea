"""``lkjip admin``: what an administrator does on the server."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.language import SETTINGS, Kelompok, Perintah

admin = typer.Typer(
    cls=Kelompok, rich_markup_mode=None, context_settings=SETTINGS, help="Peran di obrolan, dari server."
)


@admin.callback()
def pangkal() -> None:
    """Keeps ``undang`` a subcommand while it is the only one."""


@admin.command(
    name="undang", cls=Perintah, help="Buat tautan sekali pakai (15 menit) yang memberi peran di obrolan."
)
def admin_undang(
    peran: Annotated[
        str, typer.Option("--peran", metavar="admin|narasumber", help="Peran yang diberikan; bawaan admin.")
    ] = "admin",
    as_json: Annotated[
        bool, typer.Option("--json", help="Tulis satu dokumen JSON ke keluaran standar.")
    ] = False,
) -> None:
    from bot.cli.run_admin import run_undang

    run_undang(peran, as_json=as_json)
