"""Which office a question names, and which indexed reports are that office's.

Names are resolved against the ``instansi`` of the sources in scope, by words and by how Indonesians shorten
names: initials (DPUPR), the kind with pieces of the words (dishub, diskominfo), pieces of a region (jabar).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from knowledge.ingest.instansi import SHORT, short_names
from knowledge.model import Jenis, Sumber

REPORTS = frozenset({Jenis.LKJIP, Jenis.RENSTRA})
_WORD = re.compile(r"[^\W\d_]+")
_REGION_KINDS = {"kabupaten": "kabupaten", "kab": "kabupaten", "pemkab": "kabupaten", "kota": "kota",
                 "pemkot": "kota", "provinsi": "provinsi", "propinsi": "provinsi", "prov": "provinsi",
                 "pemprov": "provinsi"}  # fmt: skip
_GOVERNMENT = frozenset({"pemerintah", "pemkab", "pemkot", "pemprov", "pemda"})
_KINDS = frozenset({"dinas", "badan", "inspektorat", "sekretariat", "kantor", "kecamatan", "kelurahan",
                    "rsud", "kementerian", "bagian", "satpol"})  # fmt: skip
_LITTLE = frozenset({"dan", "serta", "untuk", "di"})
_PLACE_ITSELF = frozenset({"kecamatan", "kelurahan"})
FUZZY, VERY_FUZZY = 6, 9
"""Letters from which one and two slips are forgiven."""
NEAR = 4
"""Words between an office and its region ("dinas pekerjaan umum dan penataan ruang kabupaten …")."""


@dataclass(frozen=True, slots=True)
class Nama:
    """The name of an office in its parts, lower case."""

    utuh: str
    jenis: str
    """``dinas``, ``inspektorat``, ``pemerintah``"""
    bidang: tuple[str, ...]
    """The words of its field; empty where the kind says all."""
    jenis_wilayah: str
    wilayah: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sebutan:
    """An office that a question names."""

    nama: str
    """As its report has it, or as the question does where there is no report."""
    sumber: tuple[Sumber, ...] = ()
    """Its reports in scope; empty for an office without any."""
    tepat: bool = True
    """Named by its field and region; False where one of the two had to be supplied."""
    tanpa_wilayah: bool = False
    """Named by its kind or field alone: any office of that sort may be meant."""


@cache
def parts(office: str) -> Nama:
    """``Dinas Perhubungan Provinsi Jawa Barat`` -> kind, field and region."""
    words = tuple(_WORD.findall(office.lower()))
    at = next((i for i, w in enumerate(words) if w in _REGION_KINDS and i > 0), len(words))
    kind, field = (words[0] if words else ""), words[1:at]
    region = words[at + 1 :]
    region_kind = _REGION_KINDS[words[at]] if at < len(words) else ""
    if kind in _PLACE_ITSELF:
        # A kecamatan is a place: its own name is what tells it from others.
        return Nama(office, kind, (), kind, tuple(w for w in field if w not in _LITTLE))
    return Nama(office, kind, tuple(w for w in field if w not in _LITTLE), region_kind, region)


def named(text: str, sources: Iterable[Sumber]) -> Sebutan | None:
    """The office that ``text`` names; None where it names none.

    Samples (invented offices) only answer for their own region.
    """
    words = _WORD.findall(text.lower())
    reports = [s for s in sources if s.jenis in REPORTS and s.instansi and s.dimuat]
    offices = {s.instansi: parts(s.instansi) for s in reports if s.instansi}
    field = {o: _field_at(n, words) for o, n in offices.items()}
    region = {o: _region_at(n, words) for o, n in offices.items()}
    both = [o for o in offices if field[o] is not None and region[o] is not None]
    if both:
        best = max(len(offices[o].bidang) for o in both)
        return _of(reports, [o for o in both if len(offices[o].bidang) == best])
    real = {s.instansi for s in reports if not s.contoh}
    kind_at = _office_at(words)
    elsewhere = _region_named(words)
    by_field = [o for o in offices if field[o] is not None and offices[o].jenis != "pemerintah"]
    by_region = [o for o in offices if region[o] is not None and offices[o].wilayah]
    if by_region and kind_at is None and not by_field:
        chosen = [o for o in by_region if o in real or _sure(offices[o], words)]
        governments = [o for o in chosen if offices[o].jenis == "pemerintah"]
        return _of(reports, governments or chosen, sure=False) if chosen else None
    if kind_at is None and not by_field:
        return _government_elsewhere(words)
    if elsewhere is None and not by_region:
        chosen = [o for o in by_field if o in real and _is_named(offices[o], words)]
        return _of(reports, chosen, sure=False, anywhere=True) if chosen else None
    at = kind_at if kind_at is not None else min(field[o] or 0 for o in by_field)
    return Sebutan(_as_written(words, at, elsewhere))


def _of(
    reports: Sequence[Sumber], offices: Sequence[str], *, sure: bool = True, anywhere: bool = False
) -> Sebutan:
    chosen = tuple(s for s in reports if s.instansi in offices)
    return Sebutan(offices[0] if len(offices) == 1 else ", ".join(offices), chosen, sure, anywhere)


def belongs(word: str, office: str) -> bool:
    """Whether a word of a question is part of the name of an office, written out or short."""
    name = parts(office)
    written = (name.jenis, name.jenis_wilayah, *name.bidang, *name.wilayah)
    return (
        word in _REGION_KINDS
        or word in _GOVERNMENT
        or any(part and alike(word, part) for part in written)
        or is_short(name, word)
        or (len(word) >= 5 and len(name.wilayah) > 1 and pieced(word, name.wilayah, every=True))
    )


def _is_named(name: Nama, words: Sequence[str]) -> bool:
    """Whether a field without a region is meant as an office: by its kind or a short name, not as a noun
    ("perhubungan")."""
    return name.jenis in words or any(is_short(name, w) for w in words)


def _sure(name: Nama, words: Sequence[str]) -> bool:
    """Whether the whole name of a region stands there (a sample is not meant by half of it)."""
    return _find(words, name.wilayah) is not None


# --- fields -----------------------------------------------------------------------------------------------


def _field_at(name: Nama, words: Sequence[str]) -> int | None:
    """Where the words name the field of an office; None where they do not."""
    if name.jenis == "pemerintah":
        return next((i for i, w in enumerate(words) if w in _GOVERNMENT or w in _REGION_KINDS), None)
    if not name.bidang:
        return next((i for i, w in enumerate(words) if alike(w, name.jenis)), None)
    if all(any(alike(w, part) for w in words) for part in name.bidang):
        return next(i for i, w in enumerate(words) if alike(w, name.bidang[0]))
    for at, word in enumerate(words):
        if is_short(name, word):
            return at
        if word == name.jenis and at + 1 < len(words) and alike(words[at + 1], name.bidang[0]):
            return at
    return None


def is_short(name: Nama, word: str) -> bool:
    """Whether a word is a short name: one in everyday use, the initials, or the kind and pieces of words."""
    if len(word) < 3:
        return False
    if word in _known_short(name.utuh) or word == "".join(w[0] for w in (name.jenis, *name.bidang)):
        return True
    prefixes = {"dinas": ("dis", "din"), "badan": ("ba",)}.get(name.jenis, ())
    return any(
        word.startswith(p) and len(word) - len(p) >= 3 and pieced(word[len(p) :], name.bidang)
        for p in prefixes
    )


@cache
def _known_short(office: str) -> frozenset[str]:
    """The short names of an office that are one word."""
    return frozenset(one.split()[0] for one in short_names(office) if " " not in one)


def pieced(short: str, words: Sequence[str], *, every: bool = False) -> bool:
    """Whether ``short`` is made of pieces (two letters or more) of the words, in their order.

    ``every``: each word gives one, and the first piece begins the first word (jabar of jawa barat).
    """
    if not short:
        return not every or not words
    if not words:
        return False
    first, rest = words[0], words[1:]
    for size in range(min(len(short), len(first)), 1, -1):
        fits = first.startswith(short[:size]) if every else short[:size] in first
        if fits and pieced(short[size:], rest, every=every):
            return True
    return not every and pieced(short, rest)


# --- regions ----------------------------------------------------------------------------------------------


def _region_at(name: Nama, words: Sequence[str]) -> int | None:
    """Where the words name the region of an office, of the same kind where they say one."""
    if not name.wilayah:
        return 0
    at = _find(words, name.wilayah)
    if at is None and len(name.wilayah) > 1:
        initials = "".join(w[0] for w in name.wilayah)
        at = next(
            (
                i
                for i, w in enumerate(words)
                if (len(w) >= 5 and pieced(w, name.wilayah, every=True))
                or (w == initials and w in _regions()[1])
            ),
            None,
        )
    if at is None:
        return None
    kind = _REGION_KINDS.get(words[at - 1]) if at else None
    return None if kind and name.jenis_wilayah and kind != name.jenis_wilayah else at


def _find(words: Sequence[str], name: Sequence[str]) -> int | None:
    size = len(name)
    for at in range(len(words) - size + 1):
        if size and all(alike(w, n) for w, n in zip(words[at : at + size], name, strict=True)):
            return at
    return None


def alike(word: str, name: str) -> bool:
    """The same word, a slip or two forgiven in a long one."""
    if word == name:
        return True
    if len(name) < FUZZY or len(word) < FUZZY - 1 or word[0] != name[0]:
        return False
    from rapidfuzz.distance import DamerauLevenshtein

    most = 2 if len(name) >= VERY_FUZZY else 1
    return DamerauLevenshtein.distance(word, name, score_cutoff=most) <= most


@cache
def _regions() -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """Names of regions as words, and their short names."""
    text = files("bot.answering").joinpath("data", "wilayah.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    names = frozenset(tuple(n.split()) for n in (*table["provinsi"], *table["kabupaten_kota"]))
    return names, frozenset(table["singkatan"])


@cache
def _short_offices() -> frozenset[str]:
    """Short names of offices in everyday use, whatever their region."""
    return frozenset(one for group in SHORT.values() for one in group if " " not in one)


def _office_at(words: Sequence[str]) -> int | None:
    """Where a word is a kind of office with a name behind it, or a short name."""
    for at, word in enumerate(words):
        if word in _short_offices() or (word in _KINDS and at + 1 < len(words)):
            return at
    return None


def _region_named(words: Sequence[str]) -> tuple[int, int] | None:
    """First and last word of a region that stands behind an office or a kind of region."""
    names, short = _regions()
    for at in range(len(words)):
        for size in (3, 2, 1):
            if tuple(words[at : at + size]) in names or (size == 1 and words[at] in short):
                before = words[max(0, at - NEAR - 1) : at]
                if any(w in _KINDS or w in _REGION_KINDS or w in _short_offices() for w in before):
                    return at, at + size
    return None


def _government_elsewhere(words: Sequence[str]) -> Sebutan | None:
    """A region with its kind that no report is about: "kabupaten cilacap"."""
    found = _region_named(words)
    if found is None or not found[0] or words[found[0] - 1] not in _REGION_KINDS:
        return None
    return Sebutan(" ".join(w.capitalize() for w in words[found[0] - 1 : found[1]]))


def _as_written(words: Sequence[str], at: int, region: tuple[int, int] | None) -> str:
    """The office as the question names it."""
    end = region[1] if region and region[1] > at else min(len(words), at + 2)
    return " ".join(w.capitalize() for w in words[at:end])
