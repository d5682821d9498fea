"""What a search takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from knowledge.letak import Letak
from knowledge.model import Passage, Sumber
from knowledge.scope import PUBLIK, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vektor: TypeAlias = "Sequence[Sequence[float]] | NDArray[np.float32]"
"""One vector a text."""
SatuVektor: TypeAlias = "Sequence[float] | NDArray[np.float32]"


@dataclass(frozen=True, slots=True)
class Istilah:
    """One word of the question as the index understood it."""

    kata: str
    """As the person wrote it, lower case."""
    baku: str
    """After slang and spelling repair: ``gk`` -> ``tidak``, ``perjanian`` -> ``perjanjian``."""
    akar: str
    """The stem that is looked up; empty for a stop word."""
    bobot: float
    """Inverse document frequency, 0..1 of the highest; 0 for a stop word."""
    dikenal: bool
    """Whether any passage in the scope has it (after repair)."""


@dataclass(frozen=True, slots=True)
class Acuan:
    """A place or a source that the question names: "pasal 19 PP 8/2006", "lampiran II huruf D"."""

    teks: str
    letak: Letak = field(default_factory=Letak)
    sumber_id: str | None = None
    """Resolved from the registry; None where no source is named or the one named is unknown."""
    sumber_tidak_dikenal: str | None = None
    """The name of a regulation that the registry does not hold, as written: "Permenpan-RB 99/2023"."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found."""

    passage: Passage
    skor: float
    """Fused score, 0..1."""
    bagian: Mapping[str, float]
    """What each part gave before weighting, 0..1: ``kata`` (BM25), ``huruf`` (character n-grams),
    ``vektor`` (dense), ``acuan`` (the question names this place)."""
    cakupan: float
    """How much of the question's informative words the passage holds, weighted by ``Istilah.bobot``, 0..1."""
    naskah: tuple[Passage, ...] = ()
    """Verbatim passages of the same letak (or just below it), where the official text was added: what is
    quoted in place of a passage in our own words."""


@dataclass(frozen=True, slots=True)
class Pencarian:
    """The result of a search."""

    hits: tuple[Hit, ...]
    istilah: tuple[Istilah, ...] = ()
    acuan: tuple[Acuan, ...] = ()
    waktu_ms: float = 0.0
    tanpa_vektor: bool = False
    """The vector store could not be reached: found by words alone."""


@dataclass(frozen=True, slots=True)
class Bobot:
    """Weights of the fusion, and what is switched on; the ablations switch parts off."""

    kata: float = 1.0
    huruf: float = 0.5
    vektor: float = 1.0
    """Tied to the embedder: the shipped model's default; a better model brings its own."""
    padanan: float = 0.5
    """Weight of expanded abbreviations and synonyms; never above 0.5."""
    perbaikan_ejaan: bool = True
    acuan: bool = True


class Embedder(Protocol):
    """Turns texts into vectors of unit length."""

    @property
    def sidik(self) -> str:
        """Fingerprint of model, dimension and prefixes; an index built with another is rebuilt."""

    @property
    def dimensi(self) -> int: ...

    @property
    def bobot(self) -> float:
        """Weight of the dense part in the fusion that suits this model."""

    def embed_queries(self, texts: Sequence[str]) -> Vektor: ...

    def embed_passages(self, texts: Sequence[str]) -> Vektor: ...


class Knowledge(Protocol):
    """The index as others use it.  Reading is safe from several threads."""

    def search(
        self, query: str, scope: Scope = PUBLIK, *, limit: int = 10, bobot: Bobot | None = None
    ) -> Pencarian: ...

    def source(self, sumber_id: str) -> Sumber | None: ...

    def sources(self, scope: Scope = PUBLIK) -> Sequence[Sumber]:
        """Every source, those that are only known by name included (``dimuat`` is False)."""

    def passage(self, passage_id: str, scope: Scope = PUBLIK) -> Passage | None: ...

    def at(self, sumber_id: str, letak: Letak, scope: Scope = PUBLIK) -> Sequence[Passage]:
        """The passages of a place and of the places inside it, in the order of the source."""

    def references(self, query: str) -> tuple[Acuan, ...]:
        """The places and sources that a text names."""

    def frequency(self, word: str, scope: Scope = PUBLIK) -> float:
        """Share of the passages in scope that have a word (as stem), 0..1; 0 is an unknown word."""

    @property
    def sidik(self) -> str:
        """Fingerprint of everything that an answer depends on: passages, analyser, weights, embedder."""


@dataclass(frozen=True, slots=True)
class Muatan:
    """One source with its passages, ready to be indexed: what the sources and the ingestion give."""

    sumber: Sumber
    passages: tuple[Passage, ...]
    sidik: str
    """Content hash of the material and of the rules that read it; the same hash is not read again."""
    berkas: Path | None = None


@dataclass(frozen=True, slots=True)
class CatatanIndeks:
    """What ``lkjip indeks daftar`` shows of a source that is in the index."""

    sumber: Sumber
    jumlah_passage: int
    sidik: str
    bawaan: bool
    """Shipped with the product: cannot be removed."""
    ditambahkan: str | None = None
    """ISO date and time; None for shipped sources."""
    catatan: tuple[str, ...] = field(default=())
    """Pages without text, low yield, and the like."""


Kemajuan = Callable[[str, int, int], None]
"""Called with what is being done, how many of how many."""
