"""What ``lkjip cadangan`` does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.app import App
from bot.cadangan import HasilCadangan, buat, pulihkan
from bot.contract import write_json


def run_buat(tujuan: Path | None, *, as_json: bool) -> None:
    """Write a backup of DATA_DIR."""
    # The name carries the day and the time of the machine: that is how people look for a backup.
    target = tujuan or Path(f"cadangan-lkjip-{datetime.now().astimezone():%Y%m%d-%H%M%S}.tar.gz")
    hasil = buat(App().settings.data_dir, target)
    _show(hasil, f"Cadangan ditulis: {hasil.berkas} ({hasil.jumlah} berkas).", as_json=as_json)


def run_pulihkan(berkas: Path, *, as_json: bool) -> None:
    """Put a backup back into DATA_DIR."""
    folder = App().settings.data_dir
    hasil = pulihkan(berkas, folder)
    aside = f" Data sebelumnya disisihkan di {hasil.disisihkan}." if hasil.disisihkan else ""
    _show(hasil, f"Cadangan dipulihkan ke {folder} ({hasil.jumlah} berkas).{aside}", as_json=as_json)


def _show(hasil: HasilCadangan, text: str, *, as_json: bool) -> None:
    from bot import console

    if not as_json:
        console.out().print(text, highlight=False)
        return
    write_json(
        {
            "berkas": str(hasil.berkas),
            "jumlah": hasil.jumlah,
            "ukuran": hasil.ukuran,
            "disisihkan": str(hasil.disisihkan) if hasil.disisihkan else None,
        }
    )
