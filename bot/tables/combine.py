"""The one table for a draft, from several tables, sheets or files.

A report says the same indicator in a Perjanjian Kinerja table, a capaian table, a
table of earlier years, one of the Renstra, one of benchmarks.  Here they become one
indicator with the union of their fields.  Where two tables print different numbers
for the same thing, the first stays and a temuan names both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal

from bot.kinerja.model import (
    Catatan,
    IndicatorTable,
    Indikator,
    Isian,
    Sasaran,
    Teks,
    Temuan,
)
from bot.kinerja.temuan import ANGKA_BERBEDA, buat
from bot.tables.budget_merge import merge_budgets
from bot.tables.matching import Names
from bot.tables.understanding.wording import norm

_SINGLE = ("target", "realisasi", "capaian_tertulis", "target_akhir", "standar_nasional", "pembilang",
           "penyebut",            "pagu", "realisasi_anggaran", "serapan_tertulis")  # fmt: skip
_COMPARED = ("target", "realisasi", "target_akhir")
_BY_YEAR = ("riwayat", "riwayat_target", "riwayat_capaian", "target_jangka")
_WORDS = ("satuan", "kategori_tertulis", "sumber_data", "formulasi")


def merge(
    tables: Sequence[IndicatorTable], *, tahun: int | None = None, sertakan_anggaran: bool = True
) -> IndicatorTable:
    """Join tables into one for the reporting year.

    ``tahun`` is the reporting year where the user gives it; else the latest year that has results.
    Raises ValueError when there is no table.
    """
    if not tables:
        raise ValueError("nothing to merge")
    year = tahun or reporting_year(tables)
    if len(tables) == 1 and tables[0].tahun in (None, year):
        return replace(tables[0], tahun=year)
    office = _office(tables)
    main = _main(tables, year)
    work = _Merger(year)
    for table in _ordered(tables, main, year):
        work.take(table)
    anggaran, found = (
        merge_budgets([t for t in tables if t.anggaran], year) if sertakan_anggaran else ((), ())
    )
    return replace(
        main,
        tahun=year,
        instansi=office,
        sasaran=work.result(),
        anggaran=anggaran,
        faktor_rupiah=Decimal(1) if anggaran else main.faktor_rupiah,
        temuan_baca=(*work.temuan, *found),
    )


def _office(tables: Sequence[IndicatorTable]) -> Teks | None:
    """The office that all tables name: the fullest of its names; None where two are named."""
    named = sorted((t.instansi for t in tables if t.instansi), key=lambda n: len(n.isi))
    if not named or any(norm(n.isi) not in norm(named[-1].isi) for n in named):
        return None
    return named[-1]


def reporting_year(tables: Iterable[IndicatorTable]) -> int | None:
    """The latest year with results in any table; without results the year that most tables name."""
    with_results: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for table in tables:
        for indikator in table.indikator:
            year = indikator.tahun or table.tahun
            if year is None:
                continue
            named[year] += 1
            if indikator.realisasi is not None and not indikator.realisasi.nilai.is_empty:
                with_results[year] += 1
        if table.tahun and any(
            a.realisasi is not None and not a.realisasi.nilai.is_empty for a in table.anggaran
        ):
            with_results[table.tahun] += 1
    if with_results:
        # A single cell of a later year beside a whole report is a slip of the pen, not the reporting year.
        enough = [y for y, n in with_results.items() if n * 10 >= max(with_results.values())]
        return max(enough)
    return named.most_common(1)[0][0] if named else next((t.tahun for t in tables if t.tahun), None)


def _score(table: IndicatorTable, year: int | None) -> tuple[int, int]:
    """How much a table is the capaian table of the year: pairs of target and realisasi, then indicators."""
    pairs = 0
    for sasaran in table.sasaran:
        for i in sasaran.indikator:
            if year is not None and (i.tahun or table.tahun) != year:
                continue
            with_result = not _is_blank(i.realisasi)
            pairs += with_result + 2 * (with_result and not _is_blank(i.target))
            pairs += not _is_blank(i.capaian_tertulis) and with_result
            pairs -= bool(i.program) and sasaran.nama is None
    return pairs, len(table.indikator)


def _main(tables: Sequence[IndicatorTable], year: int | None) -> IndicatorTable:
    return max(tables, key=lambda t: _score(t, year))


def _ordered(
    tables: Sequence[IndicatorTable], main: IndicatorTable, year: int | None
) -> list[IndicatorTable]:
    """The main table first, then those of the year, then the others."""
    rest = [t for t in tables if t is not main]
    return [
        main,
        *(t for t in rest if t.tahun in (year, None)),
        *(t for t in rest if t.tahun not in (year, None)),
    ]


@dataclass(slots=True)
class _Slot:
    """An indicator being put together."""

    indikator: Indikator
    sasaran: int


@dataclass(slots=True)
class _Merger:
    year: int | None
    slots: list[_Slot] = field(default_factory=list)
    sasaran: list[Sasaran] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _sasaran_names: Names = field(default_factory=Names)
    _first: bool = True

    def take(self, table: IndicatorTable) -> None:
        """Add one table: indicators that are known get its fields, new ones are appended."""
        ids: dict[str, str] = {}
        used: set[int] = set()
        for sasaran in table.sasaran:
            home = self._home(sasaran)
            for indikator in sasaran.indikator:
                slot = None if self._first else self._find(indikator, home, used)
                own = self._of_year(indikator, table)
                if slot is None and not self._belongs(own, named=sasaran.nama is not None):
                    continue
                if slot is None:
                    slot = len(self.slots)
                    ident = f"i{slot + 1}"
                    induk = ids.get(indikator.induk or "")
                    self.slots.append(_Slot(replace(own, id=ident, induk=induk), home))
                    self._names.add(indikator.nama.isi, slot)
                else:
                    self._union(slot, own)
                used.add(slot)
                ids[indikator.id] = self.slots[slot].indikator.id
            self._notes(home, sasaran)
        self.temuan += [
            replace(t, subjek=ids.get(t.subjek)) if t.subjek in ids else t
            for t in table.temuan_baca
            if t.subjek is None or t.subjek in ids
        ]
        self._first = False

    def _belongs(self, indikator: Indikator, *, named: bool) -> bool:
        """Whether a new indicator is of the main table's kind: with data of the year, and of its level.

        Outputs of activities do not enter among the indicators of a sasaran, nor do indicators that the
        office no longer measures (neither target nor result for the year).  Under a sasaran that the table
        names (``named``) an indicator is the sasaran's own, whatever program its row says serves it.
        """
        if self._first:
            return True
        if self._names.candidates(indikator.nama.isi):
            return False  # one row of a known indicator that this table breaks down by activity
        of_programs = sum(bool(s.indikator.program) for s in self.slots) * 2 > len(self.slots)
        if indikator.program and not named and not of_programs:
            return False
        return not (_is_blank(indikator.target) and _is_blank(indikator.realisasi))

    def _home(self, sasaran: Sasaran) -> int:
        """Position of the sasaran of that name, appended where there is none."""
        if sasaran.nama is None:
            return self._append(sasaran) if self._first else -1
        at = None if self._first else self._sasaran_names.find(sasaran.nama.isi)
        return self._append(sasaran) if at is None else at

    def _append(self, sasaran: Sasaran) -> int:
        self.sasaran.append(replace(sasaran, id=f"s{len(self.sasaran) + 1}", indikator=()))
        if sasaran.nama is not None:
            self._sasaran_names.add(sasaran.nama.isi, len(self.sasaran) - 1)
        return len(self.sasaran) - 1

    def _notes(self, home: int, sasaran: Sasaran) -> None:
        if home >= 0 and not sasaran.catatan.is_empty:
            old = self.sasaran[home]
            self.sasaran[home] = replace(old, catatan=union_notes(old.catatan, sasaran.catatan))

    def _find(self, indikator: Indikator, home: int, used: set[int]) -> int | None:
        """The slot of the same indicator: same number and like name, or a name that is nearly the same."""
        found = self._names.candidates(indikator.nama.isi)
        free = [at for at in found if at not in used]
        same = [at for at in free if home >= 0 and self.slots[at].sasaran == home]
        listed = same or free
        return listed[0] if listed else None

    def _of_year(self, indikator: Indikator, table: IndicatorTable) -> Indikator:
        """An indicator of another year turns into history (or into a later target) of the reporting year."""
        own = indikator.tahun or table.tahun
        if self.year is None or own is None or own == self.year:
            return indikator
        moved = _moved_years(indikator, own, self.year)
        return replace(moved, tahun=self.year, lain=())

    def _union(self, at: int, other: Indikator) -> None:
        old = self.slots[at].indikator
        changes: dict[str, object] = {}
        for name in _SINGLE:
            mine, theirs = getattr(old, name), getattr(other, name)
            if _is_blank(mine) and not _is_blank(theirs):
                changes[name] = theirs
            elif name in _COMPARED and _differ(mine, theirs):
                self._disagree(old, name, mine, theirs)
        for name in _BY_YEAR:
            changes[name] = _union_years(getattr(old, name), getattr(other, name))
        for name in _WORDS:
            if getattr(old, name) is None:
                changes[name] = getattr(other, name)
        if old.arah is None:
            changes["arah"], changes["asal_arah"] = other.arah, other.asal_arah
        changes["tahun_akhir"] = old.tahun_akhir or other.tahun_akhir
        changes["pembanding"] = old.pembanding or other.pembanding
        changes["triwulan"] = old.triwulan or other.triwulan
        changes["program"] = old.program or other.program
        changes["catatan"] = union_notes(old.catatan, other.catatan)
        changes["lain"] = (*old.lain, *(x for x in other.lain if x not in old.lain))
        self.slots[at].indikator = replace(old, **changes)  # type: ignore[arg-type]

    def _disagree(self, indikator: Indikator, name: str, mine: Isian, theirs: Isian) -> None:
        self.temuan.append(
            buat(
                ANGKA_BERBEDA,
                sel=theirs.sel,
                subjek=indikator.id,
                nama=indikator.nama.isi,
                kolom=name.replace("_", " "),
                teks=mine.nilai.teks.strip(),
                tempat=str(mine.sel) if mine.sel else "",
                teks_lain=theirs.nilai.teks.strip(),
                tempat_lain=str(theirs.sel) if theirs.sel else "",
            )
        )

    def result(self) -> tuple[Sasaran, ...]:
        """Sasaran with their indicators, in order of first appearance; empty ones are left out."""
        loose = [s.indikator for s in self.slots if s.sasaran < 0]
        out = [
            replace(sasaran, indikator=tuple(s.indikator for s in self.slots if s.sasaran == at))
            for at, sasaran in enumerate(self.sasaran)
        ]
        if loose:
            out.append(Sasaran(f"s{len(out) + 1}", None, tuple(loose)))
        return tuple(s for s in out if s.indikator)


def _moved_years(indikator: Indikator, own: int, year: int) -> Indikator:
    empty: Mapping[int, Isian] = {}
    if own > year:
        later = dict(indikator.target_jangka)
        if indikator.target is not None and not indikator.target.nilai.is_empty:
            later.setdefault(own, indikator.target)
        earlier = {y: v for y, v in indikator.riwayat.items() if y < year}
        return replace(
            indikator, target=None, realisasi=indikator.riwayat.get(year), capaian_tertulis=None,
            kategori_tertulis=None, riwayat=earlier, target_jangka=later,
        )  # fmt: skip
    history, targets, rates = (
        dict(indikator.riwayat),
        dict(indikator.riwayat_target),
        dict(indikator.riwayat_capaian),
    )
    for value, place in (
        (indikator.realisasi, history), (indikator.target, targets), (indikator.capaian_tertulis, rates),
    ):  # fmt: skip
        if value is not None and value.nilai.teks.strip():
            place.setdefault(own, value)
    later = {y: v for y, v in indikator.target_jangka.items() if y > year}
    return replace(
        indikator, target=indikator.target_jangka.get(year), realisasi=None, capaian_tertulis=None,
        kategori_tertulis=None, pagu=None, realisasi_anggaran=None, serapan_tertulis=None, triwulan=(),
        riwayat=history, riwayat_target=targets, riwayat_capaian=rates, target_jangka=later or empty,
    )  # fmt: skip


def _is_blank(isian: Isian | None) -> bool:
    return isian is None or isian.nilai.is_empty


def _differ(mine: Isian | None, theirs: Isian | None) -> bool:
    """Whether two printed values contradict each other: numbers that differ beyond the coarser rounding."""
    if mine is None or theirs is None or _is_blank(mine) or _is_blank(theirs) or mine.sel == theirs.sel:
        return False
    a, b = mine.nilai.nilai, theirs.nilai.nilai
    if a is None or b is None:
        one, two = mine.nilai.predikat, theirs.nilai.predikat
        return one is not None and two is not None and one != two
    coarse = max(_exponent(a), _exponent(b))
    step = Decimal(1).scaleb(coarse)
    return abs(a - b) > step / 2


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(int(exponent), 0) if isinstance(exponent, int) else 0


def _union_years(mine: Mapping[int, Isian], theirs: Mapping[int, Isian]) -> Mapping[int, Isian]:
    out = dict(mine)
    for year, value in theirs.items():
        if year not in out or (out[year].nilai.is_empty and not value.nilai.is_empty):
            out[year] = value
    return dict(sorted(out.items()))


def union_notes(mine: Catatan, theirs: Catatan) -> Catatan:
    """Notes of both; what both give is kept from the first."""
    values: dict[str, Teks | None] = {
        f.name: getattr(mine, f.name) or getattr(theirs, f.name) for f in fields(Catatan)
    }
    return Catatan(**values)
