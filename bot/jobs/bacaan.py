"""In the worker: the files of a report become the material of its interview, and pictures of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.jobs.tulis import tulis_utuh
from bot.tables.document import Bacaan

BAHAN = "bahan.json"
MAKS_GAMBAR = 3


def baca(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Read ``spec["berkas"]`` (pairs of path and name) into ``spec["folder"]``.

    ``peta`` and ``tahun`` are what answers said about columns and year, ``instansi`` what the caption of the
    upload said about the office.  The result names the kept material
    and the pictures (file names in the folder) and tells what was found.
    """
    from bot.drafting.wawancara.bahan import BerkasMasuk, baca_bahan, ringkas, simpan_bahan
    from bot.tables.mapping import MappingStore

    folder = Path(spec["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    seen: list[Bacaan] = []
    bahan = baca_bahan(
        [BerkasMasuk(Path(path), nama) for path, nama in spec["berkas"]],
        spec.get("peta") or None,
        spec.get("tahun"),
        MappingStore(Path(spec["peta_tersimpan"])),
        saksi=lambda _n, bacaan: seen.append(bacaan),
    )
    bahan = replace(bahan, instansi=spec.get("instansi"))
    simpan_bahan(bahan, folder / BAHAN)
    found = asdict(ringkas(bahan)) if bahan.tabel else None
    return {
        "ringkasan": found,
        "kalimat": ringkas(bahan).kalimat() if bahan.tabel else "",
        "galat": [
            {"nama": one.nama, "pesan": one.galat.pesan, "saran": one.galat.saran}
            for one in bahan.berkas
            if one.galat is not None
        ],
        "gambar": _pictures(seen, folder) if spec.get("gambar") else [],
    }


def _pictures(seen: list[Bacaan], folder: Path) -> list[str]:
    from bot.tables.gambar import gambar_tabel

    names: list[str] = []
    for bacaan in seen:
        for png in gambar_tabel(bacaan, maks=MAKS_GAMBAR - len(names)):
            name = f"tabel-{len(names) + 1}.png"
            tulis_utuh(folder / name, png)
            names.append(name)
        if len(names) >= MAKS_GAMBAR:
            break
    return names
