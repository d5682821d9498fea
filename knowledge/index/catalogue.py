"""The passages of the active index as rows, and the one place where a scope is applied.

A row is a number from 0 to ``len(catalogue) - 1``; the lexical index, the vectors and the catalogue count
the same rows.  ``FIELDS`` is the one table of what a scope can limit: the mask over the rows and the filter
that the vector store gets are both derived from it, and ``Scope.admits`` remains the definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from knowledge.index.rows import Rows
from knowledge.letak import Letak
from knowledge.model import Passage, StatusBerlaku, Sumber
from knowledge.scope import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.references import Names

NO_YEAR = -(2**31)
"""Stands for a missing year in the column; no year is as small."""
MOST_NAMES = 16
"""Scopes of whose sources the names are kept (some 100 KB each), then forgotten all at once."""
MOST_MASKS = 8
"""Scopes whose rows are kept (a byte each), then forgotten all at once."""
NOTHING: dict[str, Any] = {"jenis": {"$eq": "-"}}
"""A filter that no passage meets."""


@dataclass(frozen=True, slots=True)
class OneOf:
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoneOf:
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Between:
    first: int
    last: int


Limit = OneOf | NoneOf | Between


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a passage that a scope can limit."""

    name: str
    value: Callable[[Passage], str | int | None]
    limit: Callable[[Scope], Limit | None]


def _strings(values: frozenset[Any] | None) -> OneOf | None:
    return None if values is None else OneOf(frozenset(str(v) for v in values))


FIELDS: tuple[Field, ...] = (
    Field("pemilik", lambda p: p.pemilik, lambda s: _strings(s.pemilik)),
    Field("jenis", lambda p: str(p.jenis), lambda s: _strings(s.jenis)),
    Field("sumber", lambda p: p.sumber_id, lambda s: _strings(s.sumber)),
    Field("tahun", lambda p: p.tahun, lambda s: None if s.tahun is None else Between(*s.tahun)),
    Field(
        "status",
        lambda p: str(p.status),
        lambda s: NoneOf(frozenset({str(StatusBerlaku.DICABUT)})) if s.hanya_berlaku else None,
    ),
)


def metadata(passage: Passage) -> dict[str, str | int]:
    """What the vector store keeps of a passage: the fields of ``FIELDS`` and nothing else."""
    pairs = ((field.name, field.value(passage)) for field in FIELDS)
    return {name: value for name, value in pairs if value is not None}


@dataclass(frozen=True, slots=True)
class Words:
    """A column of strings: a code for each row, and the words that the codes stand for."""

    codes: NDArray[np.int32]
    words: tuple[str, ...]

    def mask(self, limit: Limit) -> NDArray[np.bool_]:
        import numpy as np

        if isinstance(limit, Between):
            raise TypeError("a column of words has no range")
        wanted = isinstance(limit, OneOf)
        chosen = np.array([(word in limit.values) == wanted for word in self.words], dtype=bool)
        return chosen[self.codes] if len(self.words) else np.zeros(0, dtype=bool)


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of whole numbers; ``NO_YEAR`` where a row has none."""

    values: NDArray[np.int64]

    def mask(self, limit: Limit) -> NDArray[np.bool_]:
        if not isinstance(limit, Between):
            raise TypeError("a column of numbers is limited by a range")
        values = self.values
        result: NDArray[np.bool_] = (values != NO_YEAR) & (values >= limit.first) & (values <= limit.last)
        return result


Column = Words | Numbers


def make_columns(passages: Sequence[Passage]) -> dict[str, Column]:
    """The columns of ``FIELDS`` over the passages, in their order."""
    import numpy as np

    columns: dict[str, Column] = {}
    raw: dict[str, list[str | int | None]] = {field.name: [] for field in FIELDS}
    for passage in passages:
        for field in FIELDS:
            raw[field.name].append(field.value(passage))
    for field in FIELDS:
        values = raw[field.name]
        if field.name == "tahun":
            numbers = [NO_YEAR if v is None else int(v) for v in values]
            columns[field.name] = Numbers(np.array(numbers, dtype=np.int64))
        else:
            codes: dict[str, int] = {}
            column = [codes.setdefault(str(v), len(codes)) for v in values]
            columns[field.name] = Words(np.array(column, dtype=np.int32), tuple(codes))
    return columns


def _condition(name: str, limit: Limit) -> dict[str, Any]:
    if isinstance(limit, Between):
        return {"$and": [{name: {"$gte": limit.first}}, {name: {"$lte": limit.last}}]}
    if not limit.values:
        return {name: {"$ne": "-"}} if isinstance(limit, NoneOf) else NOTHING
    operator = "$in" if isinstance(limit, OneOf) else "$nin"
    return {name: {operator: sorted(limit.values)}}


def where(scope: Scope) -> dict[str, Any]:
    """The scope as a filter of the vector store (Chroma's ``where``)."""
    limits = [(field.name, field.limit(scope)) for field in FIELDS]
    conditions = [_condition(name, limit) for name, limit in limits if limit is not None]
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}


class Catalogue(Sequence[Passage]):
    """The passages and sources of one index.  Immutable; safe for several threads.

    ``passages`` may be a lazy sequence (see ``segments.StoredPassages``): a search reads only the rows that
    it shows.  ``ids[row]`` is the passage's id, ``keys[row]`` that in the vector store (id, content hash).
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        sources: Sequence[Sumber] = (),
        *,
        ids: Sequence[str] | None = None,
        keys: Sequence[str] | None = None,
        columns: Mapping[str, Column] | None = None,
    ) -> None:
        self.passages = passages
        self.all_sources = tuple(sources)
        self.ids: Sequence[str] = [p.id for p in passages] if ids is None else ids
        self.keys: Sequence[str] = self.ids if keys is None else keys
        self._columns = make_columns(passages) if columns is None else columns
        self._rows: dict[str, list[int]] = {}
        for row, passage_id in enumerate(self.ids):
            self._rows.setdefault(passage_id, []).append(row)
        self._of_key: dict[str, int] = {}
        for row, key in enumerate(self.keys):
            self._of_key.setdefault(key, row)
        self._of_source: dict[str, NDArray[np.int64]] = {}
        self.near = Rows(passages)
        """What a search asks of the rows that it looks at closely."""
        self._names: dict[tuple[frozenset[str], bool], Names] = {}
        self._masks: dict[Scope, NDArray[np.bool_]] = {}
        self._admitted: dict[Scope, tuple[Sumber, ...]] = {}
        self._owners = frozenset(source.pemilik for source in self.all_sources)
        self.sources: dict[str, Sumber] = {}
        """By id.  Where an added text and the registry speak of the same regulation, the registry's."""
        for source in self.all_sources:
            self.sources.setdefault(source.id, source)

    @overload
    def __getitem__(self, row: int) -> Passage: ...

    @overload
    def __getitem__(self, row: slice) -> Sequence[Passage]: ...

    def __getitem__(self, row: int | slice) -> Passage | Sequence[Passage]:
        return self.passages[row]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.passages)

    @property
    def columns(self) -> Mapping[str, Column]:
        return self._columns

    def rows(self, passage_id: str) -> Sequence[int]:
        """Rows with this id: none, one, or several where two owners added the same document."""
        return self._rows.get(passage_id, ())

    def row_of_key(self, key: str) -> int | None:
        """Row of an id of the vector store; None where this index does not know it."""
        return self._of_key.get(key)

    def mask(self, scope: Scope) -> NDArray[np.bool_]:
        """Which rows a scope admits: the same as ``[scope.admits(p) for p in self]``, as an array of bool;
        not to be written to."""
        known = self._masks.get(scope)
        if known is None:
            if len(self._masks) >= MOST_MASKS:
                self._masks.clear()
            known = self._masks[scope] = self._mask(scope)
        return known

    def _mask(self, scope: Scope) -> NDArray[np.bool_]:
        import numpy as np

        result = np.ones(len(self), dtype=bool)
        for field in FIELDS:
            limit = field.limit(scope)
            if limit is not None:
                result &= self._columns[field.name].mask(limit)
        result.setflags(write=False)
        return result

    def where(self, scope: Scope) -> dict[str, Any]:
        """The same limits for the vector store."""
        return where(scope)

    def passage(self, passage_id: str, scope: Scope) -> Passage | None:
        """The passage of an id that the scope admits."""
        found = (self.passages[row] for row in self.rows(passage_id))
        return next((passage for passage in found if scope.admits(passage)), None)

    def at(self, sumber_id: str, letak: Letak, scope: Scope) -> tuple[Passage, ...]:
        """The passages of a place and of the places inside it, in the order of the source."""
        rows = self.near.at(sumber_id, self.rows_of_source(sumber_id), letak)
        return tuple(p for p in map(self.passages.__getitem__, rows) if scope.admits(p))

    def rows_of_source(self, sumber_id: str) -> NDArray[np.int64]:
        """Rows of a source, ascending."""
        import numpy as np

        known = self._of_source.get(sumber_id)
        if known is None:
            column = self._columns["sumber"]
            known = np.flatnonzero(column.mask(OneOf(frozenset({sumber_id}))))
            self._of_source[sumber_id] = known
        return known

    def sources_for(self, scope: Scope) -> tuple[Sumber, ...]:
        """Every source whose owner may be seen and that the other limits do not exclude."""
        known = self._admitted.get(scope)
        if known is None:
            if len(self._admitted) >= MOST_NAMES:
                self._admitted.clear()
            known = tuple(s for s in self.all_sources if _source_admitted(s, scope))
            self._admitted[scope] = known
        return known

    def sources_of_owners(self, scope: Scope) -> tuple[Sumber, ...]:
        """Every source whose owner may be seen: what a question may name, whatever else is limited."""
        return tuple(s for s in self.all_sources if s.pemilik in scope.pemilik)

    def names(self, scope: Scope, *, registry_only: bool = False) -> Names:
        """The names by which a question may mean a source of the scope's owners.  ``registry_only``: of texts
        of the same id only the one that :attr:`sources` has."""
        from knowledge.index.references import Names

        owners = scope.pemilik & self._owners
        known = self._names.get((owners, registry_only))
        if known is None:
            if len(self._names) >= MOST_NAMES:
                self._names.clear()
            sources = self.sources.values() if registry_only else self.all_sources
            known = Names.of(source for source in sources if source.pemilik in owners)
            self._names[owners, registry_only] = known
        return known


def _source_admitted(source: Sumber, scope: Scope) -> bool:
    return (
        source.pemilik in scope.pemilik
        and (scope.jenis is None or source.jenis in scope.jenis)
        and (scope.sumber is None or source.id in scope.sumber)
        and (
            scope.tahun is None
            or (source.tahun is not None and scope.tahun[0] <= source.tahun <= scope.tahun[1])
        )
        and not (scope.hanya_berlaku and source.status is StatusBerlaku.DICABUT)
    )
