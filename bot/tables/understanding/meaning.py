"""What one heading says, before the table around it is considered.

A heading is read from its lowest level upwards: ``Realisasi / Triwulan I / K`` is the
quarter's result, ``Anggaran / Capaian %`` an absorption rate.  What stays open here
(``%`` alone, ``Capaian`` without a realisasi beside it, a bare year) is settled over
the whole table in :mod:`bot.tables.understanding.roles`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.tables.understanding.headers import Column
from bot.tables.understanding.vocabulary import BULAN, NAMA_BULAN, PHRASES, ROMAWI, UNIT_KERJA
from bot.tables.understanding.wording import Heading, heading

MEASURES = ("target", "realisasi", "capaian", "anggaran", "serapan", "sisa", "kategori", "efisiensi", "bobot")
NAMES = (
    "no",
    "kode",
    "visi",
    "misi",
    "tujuan",
    "sasaran",
    "indikator",
    "satuan",
    "program",
    "kegiatan",
    "uraian",
    "output",
)
_NEUTRAL = frozenset(
    {None, "isi", "romawi", "angka_tahun", "tahun", "triwulan", "bulan", "kinerja", "k", "rp", "persen",
     "tingkat", "jumlah", "renstra", "akhir",
     "awal", "sd", "kumulatif", "lalu", "orang", "barang", "data", "sub",
     "unit", "murni", "perubahan", "nasional", "banding", "kondisi", "definisi", "faktor"}
)  # fmt: skip
_LETTERS = {"t": "target", "r": "realisasi", "c": "capaian"}
"""How narrow columns below a year or a quarter are headed."""
_OWN_OFFICE = (
    "perangkat daerah",
    "pemerintah daerah",
    "pemerintahan daerah",
    "kinerja daerah",
    "satuan kerja",
    "unit kerja",
)
"""Phrases in which ``daerah`` or ``satuan`` names the own office, not a neighbour or a unit of measure."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A heading's own sense.  ``pokok`` is a role, or one of the open measures of :data:`MEASURES`."""

    column: Column
    pokok: str | None
    tahun: int | None = None
    triwulan: str | None = None
    money: bool | None = None
    """True under Rp/Anggaran/Keuangan, False under K/Kinerja/Fisik, None where nothing is said."""
    persen: bool = False
    renstra: bool = False
    akhir: bool = False
    mundur: int = 0
    """Years before the reporting year, where the heading says so (``tahun lalu``, ``n-2``)."""
    ke: int | None = None
    """Ordinal of a plan year (``Tahun ke-3``, or ``3`` under such a group)."""
    sampai: bool = False
    nasional: bool = False
    banding: bool = False
    kumulatif: bool = False
    murni: bool = False
    perubahan: bool = False
    campuran: frozenset[str] = field(default_factory=frozenset)
    """All topics of the heading, for headings that name two things (``Sasaran/Program``)."""
    tajam: bool = True
    """Whether every word was known by its spelling."""
    alamat: str = ""

    @property
    def kelompok(self) -> str | None:
        return None if self.money is None else ("anggaran" if self.money else "kinerja")


def understand(column: Column, shared: int) -> Meaning:
    """Read a column's headings; the first ``shared`` levels are group headings over several columns."""
    levels = _own_levels(column, shared)
    joined = heading(" ".join(column.levels))
    if joined.is_blank:
        return Meaning(column, None)
    leaf = levels[-1]
    base = Meaning(
        column,
        None,
        tahun=_year(levels),
        triwulan=_quarter(levels),
        money=_money(levels),
        persen=_is_percent(levels),
        renstra=joined.has("renstra"),
        akhir=joined.has("akhir"),
        mundur=_years_back(joined),
        ke=_ordinal(levels),
        sampai=joined.has("sd"),
        kumulatif=joined.has("kumulatif"),
        murni=leaf.has("murni", "awal") or leaf.mentions("sebelum"),
        perubahan=(leaf.has("perubahan") and not leaf.mentions("sebelum")) or leaf.mentions("setelah"),
        nasional=_without_office(leaf).has("nasional"),
        banding=_without_office(leaf).has("banding"),
        campuran=frozenset(joined.topics),
        tajam=joined.is_exact,
    )
    return _with(base, _topic(levels, base))


def _with(base: Meaning, pokok: str | None) -> Meaning:
    from dataclasses import replace

    return replace(base, pokok=pokok)


def _own_levels(column: Column, shared: int) -> tuple[Heading, ...]:
    """Group levels one by one, then the column's own levels as one heading (a heading broken over rows)."""
    groups = [heading(t) for t in column.levels[:shared]]
    own = column.levels[shared:]
    if own:
        groups.append(heading(" ".join(own)))
    return tuple(groups)


def _topic(levels: Sequence[Heading], base: Meaning) -> str | None:
    leaf = levels[-1]
    decided = _phrase_role(leaf)
    if decided is not None:
        return decided
    if len(levels) > 1 and leaf.phrase in _LETTERS:
        return _LETTERS[leaf.phrase]
    for level in reversed(levels):
        found = _level_topic(level)
        if found == "anggaran" and level is leaf and _only_money(leaf):
            above = [_level_topic(h) for h in reversed(levels[:-1])]
            measured = [t for t in above if t in ("target", "realisasi", "capaian")]
            found = measured[0] if measured else found
        if found is not None:
            return found
        if level is leaf:
            decided = _leaf_only(leaf, base)
            if decided is not None:
                return decided
    for level in reversed(levels[:-1]):
        decided = _phrase_role(level)
        if decided is not None:
            return decided
    return _weak_topic(levels, base)


def _only_money(leaf: Heading) -> bool:
    """``Keuangan (Rp)``: what is counted, not what it is; the group above says that."""
    return all(c in ("anggaran", "rp", "persen") for c in leaf.concepts)


def _phrase_role(level: Heading) -> str | None:
    for role, phrases in PHRASES:
        if any(level.mentions(p) for p in phrases):
            return role
    return None


def _without_office(level: Heading) -> Heading:
    phrase = level.phrase
    for own in _OWN_OFFICE:
        phrase = phrase.replace(own, " ")
    return heading(phrase)


def _level_topic(level: Heading) -> str | None:
    """The first word of a level that names a measure or a thing."""
    cleaned = _without_office(level)
    concepts = [c for c in cleaned.concepts if c is not None and c not in _NEUTRAL]
    if not concepts:
        return None
    first = concepts[0]
    if next((c for c in cleaned.concepts if c not in ("isi", "sub")), None) == "definisi":
        return "definisi"
    if first == "kegiatan" and cleaned.has("sub") and "program" not in concepts:
        return "subkegiatan"
    if first in ("capaian", "realisasi") and {"capaian", "realisasi"} <= set(concepts):
        return "realisasi?"
    if first == "realisasi" and "anggaran" in concepts and "kinerja" not in cleaned.concepts:
        return "realisasi"
    if first == "keterangan" or first in MEASURES or first in NAMES:
        return _refine_name(first, concepts)
    if first in ("solusi", "pendorong", "penghambat", "sumber", "rumus", "link", "lokasi", "batas"):
        return {"pendorong": "faktor_pendorong", "penghambat": "faktor_penghambat", "solusi": "solusi",
                "rumus": "formulasi", "batas": "batas_waktu"}.get(first, "lain")  # fmt: skip
    return None


def _refine_name(first: str, concepts: list[str]) -> str:
    if first == "tujuan" and "sasaran" in concepts:
        return "sasaran"
    if first in ("visi", "misi"):
        return "sasaran" if "sasaran" in concepts else "lain"
    if first == "efisiensi":
        return "lain"
    if first == "kode":
        return "kode"
    if first == "output" and "indikator" in concepts:
        return "indikator"
    if (
        first in ("uraian", "kegiatan", "program", "output")
        and "sasaran" in concepts
        and "indikator" not in concepts
    ):
        return "sasaran" if first == "output" else first
    if first in ("program", "kegiatan", "sasaran", "tujuan") and "indikator" in concepts:
        return "indikator" if first != "tujuan" else "sasaran"
    return first


def _leaf_only(leaf: Heading, base: Meaning) -> str | None:
    """Topics that count only when the leaf itself has no stronger word."""
    if leaf.has("kondisi"):
        if leaf.has("awal"):
            return "kondisi_awal"
        if leaf.has("akhir"):
            return "target_akhir"
        return "realisasi" if base.tahun else "kondisi_awal"
    if any(leaf.mentions(p) for p in UNIT_KERJA) or leaf.concepts[:1] == ("unit",):
        return "unit_kerja"
    return None


def _weak_topic(levels: Sequence[Heading], base: Meaning) -> str | None:
    """Nothing named a thing or a measure: years, shares, benchmarks, staff and goods remain."""
    leaf = levels[-1]
    if base.nasional or base.banding:
        return "realisasi"
    if base.murni or base.perubahan:
        return "anggaran"
    if base.mundur and not base.persen:
        return "realisasi"
    if base.triwulan is not None:
        return "realisasi" if not base.persen else "persen"
    if base.triwulan is None and leaf.words and all(c == "persen" for c in leaf.concepts):
        return "persen"
    if base.tahun is not None and not leaf.has("barang", "orang"):
        if base.akhir or base.murni:
            return "target_akhir" if base.akhir else "kondisi_awal"
        return "tahun_nilai"
    if leaf.has("persen") and not leaf.has("orang", "barang", "definisi", "unit"):
        return "persen"
    if leaf.has("tahun") and not leaf.has("barang"):
        return "tahun"
    if leaf.has("akhir") and any(h.has("renstra") for h in levels):
        return "target_akhir"
    if leaf.has("definisi"):
        return "definisi"
    if leaf.has("barang"):
        return "barang"
    if leaf.has("orang"):
        return "orang"
    if leaf.has("kinerja"):
        return "nama_kinerja"
    if leaf.has("rp"):
        return "anggaran"
    return "lain"


def _year(levels: Sequence[Heading]) -> int | None:
    for level in reversed(levels):
        if level.years:
            return level.years[0] if level.has("sd") else max(level.years)
    return None


def _years_back(joined: Heading) -> int:
    if joined.has("lalu"):
        return 1
    for mark in ("n", "t"):
        for back in (1, 2, 3, 4):
            if joined.mentions(f"{mark} {back}"):
                return back
    return 0


def _ordinal(levels: Sequence[Heading]) -> int | None:
    """The number of a plan year: after ``ke`` in the leaf, or alone under a group that ends with ``ke``."""
    leaf = levels[-1]
    if leaf.words and leaf.words[-1].isdigit() and len(leaf.words[-1]) == 1:
        number = int(leaf.words[-1])
        above = len(leaf.words) == 1 and any("ke" in h.words[-2:] for h in levels[:-1])
        if above or (len(leaf.words) > 1 and leaf.words[-2] == "ke"):
            return number
    return None


def _quarter(levels: Sequence[Heading]) -> str | None:
    """``I`` to ``IV``, a month's name, or ``Semester I``; None where no single one is named."""
    under = False
    for level in levels:
        under = under or level.has("triwulan")
    for level in reversed(levels):
        found = _quarter_of(level, under)
        if found is not None:
            return found
    return None


def _quarter_of(level: Heading, under: bool) -> str | None:
    words = level.words
    for at, word in enumerate(words):
        if word in BULAN and len(words) <= 4 and not level.has("sd"):
            return NAMA_BULAN[BULAN[word] - 1]
        named = word in {"triwulan", "tw", "trw", "triw", "semester", "smt", "triwulanan"}
        if named and at + 1 < len(words):
            number = ROMAWI.get(words[at + 1]) or (
                int(words[at + 1]) if words[at + 1] in {"1", "2", "3", "4"} else None
            )
            more = at + 2 < len(words) and (words[at + 2] in ROMAWI or words[at + 2] in {"2", "3", "4"})
            if number and number <= 4 and not more:
                roman = ("I", "II", "III", "IV")[number - 1]
                return f"Semester {roman}" if word in {"semester", "smt"} else roman
        if word in {"tw1", "tw2", "tw3", "tw4"}:
            return ("I", "II", "III", "IV")[int(word[2]) - 1]
    bare = [w for w in words if w not in {"rp", "k", "%"}]
    if under and len(bare) == 1 and bare[0] in {"i", "ii", "iii", "iv", "1", "2", "3", "4"}:
        number = ROMAWI.get(bare[0]) or int(bare[0])
        return ("I", "II", "III", "IV")[number - 1]
    return None


def _money(levels: Sequence[Heading]) -> bool | None:
    """Whether amounts stand here: the lowest level that says K, Rp, kinerja or anggaran decides."""
    for level in reversed(levels):
        cash = level.has("rp", "anggaran")
        plain = level.has("k") or (level.has("kinerja") and not level.has("sasaran", "indikator", "program"))
        if level.has("k") and not level.has("anggaran"):
            return False
        if cash and not plain:
            return True
        if plain and not cash:
            return False
        if cash and plain:
            return None
    return None


def _is_percent(levels: Sequence[Heading]) -> bool:
    leaf = levels[-1]
    return leaf.has("persen") or (leaf.has("tingkat") and leaf.has("capaian"))


def shared_levels(columns: Sequence[Column]) -> list[int]:
    """For each column, how many of its levels are group headings that a neighbour has too."""
    shared = [0] * len(columns)
    for at in range(len(columns) - 1):
        a, b = columns[at].levels, columns[at + 1].levels
        common = 0
        while common < min(len(a), len(b)) and a[common] == b[common]:
            common += 1
        if common < len(a) and common < len(b):
            shared[at] = max(shared[at], common)
            shared[at + 1] = max(shared[at + 1], common)
    return shared
