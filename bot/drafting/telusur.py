"""The ledger as a file: where every number of a draft comes from, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from bot.drafting.ledger import Asal, AsalRumus, AsalSel, Entri, Ledger
from bot.kinerja.rumus import RUMUS

JAWABAN_PENGGUNA: Final = "jawaban pengguna"
"""Stands for the file where a number was not read from one but typed in answer to a question."""

ISIAN_PENGGUNA: Final = "isian pengguna"
"""Origin of a number that the office typed in place of a cell's; the text of the cell is kept beside it."""


def telusur(ledger: Ledger) -> dict[str, Any]:
    """The ledger in the shape of the file ``telusur``; see the contract in the documentation."""
    return {"angka": [angka(entri) for entri in ledger]}


def telusur_json(ledger: Ledger, sidik: str = "") -> bytes:
    """The file: UTF-8, one entry a line, the same ledger always the same bytes.

    ``sidik`` is the fingerprint of the draft it belongs to; it tells later whether that was edited.
    """
    return "".join(_lines(ledger, sidik)).encode()


def _lines(ledger: Ledger, sidik: str) -> Iterator[str]:
    yield f'{{"sidik_draf": {json.dumps(sidik)}, "angka": [' if sidik else '{"angka": ['
    for number, entri in enumerate(ledger):
        yield ",\n" if number else "\n"
        yield json.dumps(angka(entri), ensure_ascii=False)
    yield "\n]}\n"


def angka(entri: Entri) -> dict[str, Any]:
    """One entry.  ``nilai`` is a decimal string, unrounded, or null for a number that is only quoted.

    ``tempat`` is empty for an input of a formula that is not itself printed.
    """
    return {
        "id": entri.id,
        "teks": entri.teks,
        "nilai": None if entri.nilai is None else f"{entri.nilai:f}",
        "satuan": entri.satuan,
        "asal": asal(entri.asal),
        "tempat": [{"bagian": bagian, "elemen": elemen} for bagian, elemen in entri.tempat],
    }


def asal(origin: Asal) -> dict[str, Any]:
    """Where a number comes from: a cell, a formula over other entries, or the document's own structure."""
    if isinstance(origin, AsalSel):
        if origin.sel is None:
            return {"jenis": "sel", "berkas": JAWABAN_PENGGUNA, "lembar": "", "sel": ""}
        place: dict[str, Any] = {
            "jenis": "sel",
            "berkas": origin.sel.berkas,
            "lembar": origin.sel.lembar,
            "sel": origin.sel.alamat,
        }
        if origin.sel.halaman is not None:
            place["halaman"] = origin.sel.halaman
        if origin.semula is not None:
            return {
                "jenis": "isian",
                "ket": ISIAN_PENGGUNA,
                "menggantikan": {**place, "teks": origin.semula},
            }
        return place
    if isinstance(origin, AsalRumus):
        known = RUMUS.get(origin.rumus)
        return {
            "jenis": "rumus",
            "rumus": origin.rumus,
            "uraian": known.uraian if known else "",
            "masukan": list(origin.masukan),
        }
    return {"jenis": "struktur", "ket": origin.ket}
