"""Of which indicator the prose speaks, and which numbers it labels as target, realisasi or capaian."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.drafting.periksa.angka import Bilangan, find_numbers, follows, is_year
from bot.drafting.periksa.baris import number_of
from bot.drafting.periksa.model import pages
from bot.drafting.periksa.names import all_mentions, words
from bot.drafting.periksa.naskah import Blok, Naskah, sentences
from bot.kinerja.model import IndicatorTable, Indikator, Isian

HUNDRED = Decimal(100)
LABEL = re.compile(
    r"\b(?:(?P<target>ditargetkan|target(?:nya)?)|(?P<realisasi>terealisasi|realisasi(?:nya)?)"
    r"|(?P<capaian>capaian(?:nya)?))\b",
    re.I,
)
PLAIN_WORD = re.compile(r"[a-z]+", re.I)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
# fmt: off
FILLER = frozenset([
    "sebesar", "adalah", "yaitu", "yakni", "mencapai", "paling", "tinggi", "rendah", "banyak",
    "sedikit", "sekurang", "kurangnya", "minimal", "maksimal", "tercatat", "hanya", "baru", "sebanyak",
    "menjadi", "pada", "tahun", "untuk", "indikator", "ini", "dari", "dengan", "ialah", "itu",
    "kinerja", "dapat", "telah", "sudah", "yang", "ditetapkan", "direncanakan", "diperoleh", "angka",
    "sampai", "hingga", "persen", "nilai", "sebagaimana", "adapun", "di", "dicapai", "diraih",
    "tingkat", "persentase", "semula",
])
# fmt: on
"""Words that may stand between a label and its number without changing whose number it is."""
BREAKS = re.compile(
    r"\b(?:program|kegiatan|subkegiatan|anggaran|serapan|pagu|triwulan|semester|bulan|terdiri|meliputi|komponen"
    r"|indikator(?!\s+(?:ini|itu|tersebut|kinerja)\b))\b",
    re.I,
)
"""Words that begin another matter: a part of the year, a sum of money, an indicator that no table has."""
MEAN_BEFORE = re.compile(r"rata\s?-?\s?rata\s*$", re.I)
FROM = re.compile(r"^[^.;:\d(]{0,25}?\bdari\s+(?:target\s+)?(?:yang\s+ditargetkan\s+)?(?:sebesar\s+)?$", re.I)
EARLIER = re.compile(r"\b(?:sebelum\w*|lalu|dibanding\w*|perbandingan|sejak|semula)\b", re.I)
NOT_A_VALUE = re.compile(r"\b(?:level|nomor|no|pasal|bab|tabel|gambar|ke)\W*$", re.I)


@dataclass(slots=True)
class Subjek:
    """One indicator with every value that the tables print of it."""

    nama: str
    target: dict[Decimal, str] = field(default_factory=dict)
    """Value to its text: targets of the reporting year, of later years and of the plan's end."""
    realisasi: dict[Decimal, str] = field(default_factory=dict)
    """Results of the reporting year."""
    riwayat: dict[Decimal, str] = field(default_factory=dict)
    """Results of other years."""
    capaian: dict[Decimal, str] = field(default_factory=dict)
    """Printed capaian, and what may rightly be computed under either formula."""
    lain: set[Decimal] = field(default_factory=set)
    """Benchmarks."""
    halaman: list[int | None] = field(default_factory=list)
    is_persen: bool = False

    @property
    def semua(self) -> set[Decimal]:
        return {*self.target, *self.realisasi, *self.riwayat, *self.lain}


@dataclass(frozen=True, slots=True)
class Sebutan:
    """A labelled number in the prose."""

    subjek: Subjek
    besaran: str
    nilai: Bilangan
    """Offsets are those of the block."""
    blok: Blok
    kalimat: tuple[int, int]
    """Start and end of its sentence in the block."""


def subjects(tables: Sequence[IndicatorTable], year: int | None) -> list[Subjek]:
    """Indicators of all tables by name, long names first."""
    found: dict[tuple[str, ...], Subjek] = {}
    for table in tables:
        for indicator in table.indikator:
            key = words(indicator.nama.isi)
            if indicator.is_induk or len(key) < 2 or len("".join(key)) < 9:
                continue
            _add(found.setdefault(key, Subjek(indicator.nama.isi)), indicator, table, year)
    return sorted(found.values(), key=lambda s: -len(s.nama))


def _add(subject: Subjek, indicator: Indikator, table: IndicatorTable, year: int | None) -> None:
    own = (indicator.tahun or table.tahun or year) == year
    entries: list[tuple[Isian | None, Mapping[Decimal, str]]] = [
        (indicator.target, subject.target if own else {}),
        (indicator.realisasi, subject.realisasi if own else subject.riwayat),
        (indicator.target_akhir, subject.target),
        (indicator.capaian_tertulis, subject.capaian),
        *((v, subject.realisasi if y == year else subject.riwayat) for y, v in indicator.riwayat.items()),
        *((v, subject.target) for v in indicator.riwayat_target.values()),
        *((v, subject.target) for v in indicator.target_jangka.values()),
        *((v, subject.capaian) for v in indicator.riwayat_capaian.values()),
    ]
    for value, home in entries:
        if value is not None and value.angka is not None and isinstance(home, dict):
            home.setdefault(value.angka, value.nilai.teks)
            if value.nilai.tafsir_lain is not None:
                home.setdefault(value.nilai.tafsir_lain, value.nilai.teks)
            subject.is_persen |= "%" in value.nilai.teks and home is not subject.capaian
    others = [indicator.standar_nasional, *(p.isian for p in indicator.pembanding)]
    subject.lain |= {v.angka for v in others if v is not None and v.angka is not None}
    t, r = number_of(indicator.target or indicator.target_akhir), number_of(indicator.realisasi)
    if t and r is not None:
        for computed in (r / t * HUNDRED, (2 * t - r) / t * HUNDRED, *([t / r * HUNDRED] if r else [])):
            subject.capaian.setdefault(computed, "")
    subject.halaman.append(indicator.halaman or table.halaman)


def places_of(subject: Subjek) -> tuple[int, ...]:
    return pages(subject.halaman)


def said(naskah: Naskah, known: Sequence[Subjek]) -> Iterator[tuple[Blok, list[tuple[int, int, Subjek]]]]:
    """Blocks that name an indicator, with (start, end, indicator) of each mention in order.

    Of names that overlap the longest counts.
    """
    for blok in naskah.blok:
        if len(blok.teks) < 25:
            continue
        taken: list[tuple[int, int, Subjek]] = []
        for subject in known:
            for end in all_mentions(subject.nama, blok.teks):
                start = end - len(subject.nama)
                if not any(start < e and s < end for s, e, _ in taken):
                    taken.append((start, end, subject))
        if taken:
            yield blok, sorted(taken, key=lambda t: t[1])


def labelled(naskah: Naskah, known: Sequence[Subjek]) -> Iterator[Sebutan]:
    """Every number that the prose calls target, realisasi or capaian of a named indicator."""
    for blok, named in said(naskah, known):
        for at, text in sentences(blok.teks):
            yield from _in_sentence(naskah, blok, named, at, text)


def _in_sentence(
    naskah: Naskah, blok: Blok, named: Sequence[tuple[int, int, Subjek]], at: int, text: str
) -> Iterator[Sebutan]:
    labels = list(LABEL.finditer(text))
    if not labels:
        return
    before: tuple[str, int] | None = None
    for number in find_numbers(text):
        if (
            is_year(number)
            or number.rupiah
            or NOT_A_VALUE.search(text[max(0, number.mulai - 10) : number.mulai])
        ):
            continue
        label = next((m for m in reversed(labels) if m.end() <= number.mulai), None)
        subject = next((s for _, e, s in reversed(named) if e <= at + number.mulai), None)
        if label is None or subject is None:
            continue
        kind = label.lastgroup
        gap = text[label.end() : number.mulai]
        if before and FROM.match(text[before[1] : number.mulai]) and before[0] == "realisasi":
            kind = "target"
        elif kind is None or not _is_near(
            naskah, gap, subject, is_mean=bool(MEAN_BEFORE.search(text[: label.start()]))
        ):
            before = None
            continue
        start = next(e for _, e, s in reversed(named) if e <= at + number.mulai)
        if BREAKS.search(blok.teks[start : at + number.mulai]):
            continue
        before = (kind, number.akhir)
        placed = Bilangan(
            number.nilai,
            number.teks,
            at + number.mulai,
            at + number.akhir,
            number.persen,
            number.rupiah,
            number.lain,
        )
        yield Sebutan(subject, kind, placed, blok, (at, at + len(text)))


def _is_near(naskah: Naskah, gap: str, subject: Subjek, *, is_mean: bool) -> bool:
    """Whether only filler words, the indicator's name and the reporting year stand in a gap."""
    years = {int(y) for y in YEAR.findall(gap)}
    if is_mean or len(gap) > 60 + len(subject.nama) or years - {naskah.tahun}:
        return False
    rest = YEAR.sub(" ", gap)
    if any(c.isdecimal() for c in rest) or any(c in rest for c in ";×÷="):
        return False
    own = {w.lower() for w in PLAIN_WORD.findall(subject.nama)}
    return all(w.lower() in FILLER or w.lower() in own for w in PLAIN_WORD.findall(rest))


def fits(value: Bilangan, allowed: Decimal) -> bool:
    """Whether a printed number is a value at its own precision, in either of its readings."""
    readings = [value.nilai, *([value.lain] if value.lain is not None else [])]
    return any(v == allowed or follows(v, allowed, value.desimal) for v in readings)
