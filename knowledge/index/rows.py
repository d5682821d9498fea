"""What a search asks of the rows that it looks at closely, kept so that no passage is read again for it.

A search weighs some sixty rows and shows sixteen.  What it must know of each (its source, its place for
comparison, whether it is revoked) does not change while an index lives, and goes with it: these belong to one
:class:`~knowledge.index.catalogue.Catalogue`, and an index that is published anew has another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.letak import Letak
from knowledge.model import Bentuk, Jenis, Passage, StatusBerlaku

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.lexical import LexicalIndex

Kunci = tuple[tuple[str, str], ...]
"""A place for comparison (:meth:`knowledge.letak.Letak.key`)."""

MOST = 8192
"""So many rows are kept (about half a KB each), then forgotten all at once."""
MOST_VERBATIM = 60
"""Passages of a place that are looked through for the words of the source."""
COMMON_OFFICE = frozenset(
    {"dinas", "badan", "kantor", "kecamatan", "kelurahan", "kabupaten", "kota", "provinsi", "daerah", "dan",
     "sekretariat", "inspektorat", "rekaan", "contoh"}
)  # fmt: skip
"""Words of an office's name that many offices share: they name none."""


@dataclass(frozen=True, slots=True)
class Baris:
    """One row, without its text."""

    sumber_id: str
    jenis: Jenis
    kunci: Kunci
    ringkasan: bool
    """In our own words."""
    contoh: bool
    dicabut: bool
    laporan: bool
    """A past report or plan, or a sample: wanted only where it is asked for."""
    kantor: frozenset[str]
    """Words of the office's name that tell it from others."""


def _read(passage: Passage) -> Baris:
    return Baris(
        passage.sumber_id,
        passage.jenis,
        passage.letak.key(),
        passage.bentuk is Bentuk.RINGKASAN,
        passage.contoh,
        passage.status is StatusBerlaku.DICABUT,
        passage.contoh or passage.jenis in {Jenis.LKJIP, Jenis.RENSTRA},
        frozenset(w for w in (passage.instansi or "").lower().split() if w not in COMMON_OFFICE),
    )


class Rows:
    """The rows of one index.  Safe for several threads: at worst two read the same row."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._known: dict[int, Baris] = {}
        self._keys: dict[str, tuple[tuple[Kunci, int], ...]] = {}
        self._verbatim: dict[int, tuple[tuple[int, ...], ...]] = {}
        self._read_by: LexicalIndex | None = None

    def __getitem__(self, row: int) -> Baris:
        known = self._known.get(row)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            known = self._known[row] = _read(self._passages[row])
        return known

    def at(self, sumber_id: str, rows: NDArray[np.int64], letak: Letak) -> list[int]:
        """Of the ``rows`` of a source those of a place and of the places inside it."""
        keys = self._keys.get(sumber_id)
        if keys is None:
            if sum(map(len, list(self._keys.values()))) + len(rows) > MOST:
                self._keys.clear()
            keys = self._keys[sumber_id] = tuple((self[row].kunci, row) for row in rows.tolist())
        wanted = letak.key()
        size = len(wanted)
        return [row for key, row in keys if key[:size] == wanted]

    def verbatim(
        self, row: int, letak: Letak, of_source: NDArray[np.int64], lexical: LexicalIndex
    ) -> tuple[tuple[int, ...], ...]:
        """The rows that hold the words of the source at a place, and those that hold them just below it."""
        if self._read_by is not lexical:
            self._read_by, self._verbatim = lexical, {}
        known = self._verbatim.get(row)
        if known is None:
            if len(self._verbatim) >= MOST:
                self._verbatim.clear()
            known = self._verbatim[row] = tuple(
                self._quoted(of_source, rows) for rows in (lexical.exactly(letak), lexical.inside(letak))
            )
        return known

    def _quoted(self, of_source: NDArray[np.int64], at_place: NDArray[np.int32]) -> tuple[int, ...]:
        import numpy as np

        both = np.intersect1d(at_place, of_source, assume_unique=True)[:MOST_VERBATIM].tolist()
        return tuple(row for row in both if not self[row].ringkasan)
