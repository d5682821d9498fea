"""A connection as the functions over rows see it: it runs a statement, and tells which database it is.

On PostgreSQL it is SQLAlchemy's ``AsyncConnection``.  On SQLite a statement takes 0.02 to 0.1 ms, and the
bridge between the asynchronous and the synchronous half of SQLAlchemy costs as much again, a thread between
them (as aiosqlite has it) ten times more: there the statement runs where it is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, overload

if TYPE_CHECKING:
    from sqlalchemy import CursorResult, Executable
    from sqlalchemy.engine import Connection, Dialect
    from sqlalchemy.engine.interfaces import _CoreAnyExecuteParams
    from sqlalchemy.sql.selectable import TypedReturnsRows
    from sqlalchemy.util.typing import TupleAny
    from typing_extensions import TypeVarTuple

    _Ts = TypeVarTuple("_Ts")


class Koneksi(Protocol):
    """One connection in one transaction."""

    @property
    def dialect(self) -> Dialect: ...

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*_Ts], parameters: _CoreAnyExecuteParams | None = None
    ) -> CursorResult[*_Ts]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: _CoreAnyExecuteParams | None = None
    ) -> CursorResult[*TupleAny]: ...


class Langsung:
    """A synchronous connection to SQLite behind the same face."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(
        self, statement: Executable, parameters: _CoreAnyExecuteParams | None = None
    ) -> CursorResult[*TupleAny]:
        """Run a statement at once; the rows are read from it before the next one, or not at all."""
        return self._connection.execute(statement, parameters)
