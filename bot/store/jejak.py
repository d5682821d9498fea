"""Keeps the trace of every answer, and finds it again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter, methodcaller
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.store.database import Database
from knowledge.letak import Letak

if TYPE_CHECKING:
    from bot.answering.model import Jejak
    from knowledge.index.model import Hit


@dataclass(frozen=True, slots=True)
class CatatanJejak:
    """A stored trace, as it is shown."""

    id: str
    waktu: datetime
    status: str
    pertanyaan: str
    isi: Mapping[str, Any]
    """The whole Jejak as plain values (see :func:`plain`)."""


class JejakStore:
    """The traces in the database.  Methods raise LkjipError where it cannot be opened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, jejak: Jejak, pengguna: str | None = None) -> None:
        """Keep a trace; the same id is kept once."""
        from sqlalchemy import insert

        from bot.store.tables import jejak as table

        with self._database.engine.begin() as connection:
            connection.execute(insert(table).values(**trace_row(jejak, pengguna)))

    def get(self, jejak_id: str) -> CatatanJejak | None:
        """A trace by its id, in capitals or not."""
        from sqlalchemy import select

        from bot.store.tables import jejak as table

        with self._database.engine.connect() as connection:
            row = connection.execute(
                select(table).where(table.c.id == jejak_id.strip().upper())
            ).one_or_none()
        return _catatan(row) if row is not None else None

    def latest(self, limit: int = 10) -> Sequence[CatatanJejak]:
        """The newest traces, newest first."""
        from sqlalchemy import select

        from bot.store.tables import jejak as table

        with self._database.engine.connect() as connection:
            rows = connection.execute(select(table).order_by(table.c.waktu.desc()).limit(limit)).all()
        return [_catatan(row) for row in rows]


def trace_row(jejak: Jejak, pengguna: str | None) -> dict[str, Any]:
    """The row of a trace.  Of the passages that were looked at it names the place; their text is in the index
    whose ``sidik`` stands beside them."""
    answer = jejak.jawaban
    isi = plain(dataclasses.replace(jejak, hits=()))
    isi["hits"] = [_hit(one) for one in jejak.hits]
    return {
        "id": jejak.id,
        "waktu": jejak.waktu,
        "pengguna": pengguna,
        "status": answer.status.value,
        "alasan": answer.alasan.value if answer.alasan else None,
        "pertanyaan": answer.pertanyaan,
        "isi": isi,
    }


def _hit(one: Hit) -> dict[str, Any]:
    passage = one.passage
    return {
        "skor": round(one.skor, 6),
        "bagian": plain(one.bagian),
        "cakupan": round(one.cakupan, 6),
        "passage": {
            "id": passage.id,
            "sumber_id": passage.sumber_id,
            "letak": str(passage.letak),
            "judul": passage.judul,
            "pemilik": passage.pemilik,
        },
    }


def _catatan(row: Any) -> CatatanJejak:
    return CatatanJejak(row.id, row.waktu, row.status, row.pertanyaan, row.isi)


def plain(value: Any) -> Any:
    """Typed data as what JSON can hold: dataclasses as objects, numbers as decimal strings."""
    kind = type(value)
    read = _READERS.get(kind)
    if read is None:
        read = _READERS[kind] = _reader(kind)
    return read(value)


_READERS: dict[type, Callable[[Any], Any]] = {}
"""How values of each type are made plain: a trace has some two hundred of them, of a dozen types."""


def _reader(kind: type) -> Callable[[Any], Any]:
    if kind in _PLAIN:
        return _itself
    if issubclass(kind, Letak | Decimal | Path) and not issubclass(kind, Enum):
        return str
    if dataclasses.is_dataclass(kind):
        return _fields_of(tuple(field.name for field in dataclasses.fields(kind)))
    if issubclass(kind, Enum):
        return attrgetter("value")
    if issubclass(kind, datetime | date):
        return methodcaller("isoformat")
    if issubclass(kind, Mapping):
        return _mapping
    if issubclass(kind, list | tuple | set | frozenset):
        return _sequence
    return _rounded if issubclass(kind, float) else _itself


_PLAIN = frozenset({str, int, bool, type(None)})


def _fields_of(names: tuple[str, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> dict[str, Any]:
        return {name: plain(getattr(value, name)) for name in names}

    return read


def _itself(value: Any) -> Any:
    return value


def _rounded(value: float) -> float:
    return round(value, 6)


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(key): plain(item) for key, item in value.items()}


def _sequence(value: Iterable[Any]) -> list[Any]:
    return [plain(item) for item in value]
