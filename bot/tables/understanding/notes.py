"""Tables of factors and follow-up that stand by sasaran, without indicators."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinerja.model import Catatan, Sasaran, Teks
from bot.tables.understanding.cells import CATATAN
from bot.tables.understanding.classify import Kind
from bot.tables.understanding.context import Konteks
from bot.tables.understanding.view import Row
from bot.tables.understanding.wording import norm


def notes_by_sasaran(rows: Sequence[tuple[Row, Kind, Konteks]]) -> tuple[Sasaran, ...]:
    """What the rows say of each sasaran; several rows of one sasaran are joined, the first cell is kept."""
    found: dict[str, tuple[Teks | None, dict[str, Teks]]] = {}
    for row, kind, konteks in rows:
        if kind is not Kind.DATA:
            continue
        name = konteks.sasaran
        _, notes = found.setdefault(norm(name.isi) if name else "", (name, {}))
        for field in CATATAN:
            teks = row.teks(field, merged=True)
            if teks is None:
                continue
            old = notes.get(field)
            if old is None:
                notes[field] = teks
            elif old.sel != teks.sel:
                notes[field] = Teks(f"{old.isi}\n{teks.isi}", old.sel)
    return tuple(
        Sasaran(f"s{at}", name, (), catatan=Catatan(**notes))
        for at, (name, notes) in enumerate(((n, x) for n, x in found.values() if x), 1)
    )
