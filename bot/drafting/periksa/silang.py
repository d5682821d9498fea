"""Tables of one report held against each other: the same thing, other numbers; planned, never reported."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.drafting.periksa.angka import show
from bot.drafting.periksa.baris import number_of, place
from bot.drafting.periksa.model import Catat, Hasil, pages, shorten
from bot.drafting.periksa.names import pair_up, same_name, words
from bot.drafting.periksa.naskah import Naskah
from bot.kinerja.model import BarisAnggaran, IndicatorTable, Isian, Tingkat
from bot.kinerja.satuan import kelas_satuan

REVISED = re.compile(r"\bperubahan\b|\bmurni\b|\bpergeseran\b", re.I)
PROGRESS = re.compile(r"\b(?:fisik|keuangan)\b", re.I)
PART_OF_YEAR = re.compile(r"\btriwulan\b|\bsemester\b|\bs\.?d\.?\s+bulan\b|\bbulan\s+[A-Z]", re.I)


@dataclass(frozen=True, slots=True)
class Butir:
    """One printed value of one indicator: what, which year, where."""

    nama: str
    besaran: str
    """``target``, ``realisasi``, ``target_akhir`` or ``capaian``."""
    tahun: int | None
    isian: Isian
    tabel: int
    halaman: int | None
    letak: str

    @property
    def nilai(self) -> Decimal | None:
        return number_of(self.isian)


def collect(naskah: Naskah) -> Iterator[Butir]:
    """Every value of every indicator table; parts of a year and repeated names of one table left out."""
    for number, table in enumerate(naskah.tabel):
        if table.judul and PART_OF_YEAR.search(table.judul):
            continue
        names = Counter(words(i.nama.isi) for i in table.indikator)
        # Rows of activities under repeated indicators hold the activities' results, not the indicators'.
        if len(names) * 10 < len(table.indikator) * 7 or _is_physical(table):
            continue
        for indicator in table.indikator:
            if names[words(indicator.nama.isi)] > 1 or indicator.is_induk:
                continue
            year = indicator.tahun or table.tahun or naskah.tahun
            page = indicator.halaman or table.halaman
            values: list[tuple[str, int | None, Isian | None]] = [
                ("target", year, indicator.target),
                ("realisasi", year, indicator.realisasi),
                ("target_akhir", None, indicator.target_akhir),
                *(("realisasi", y, i) for y, i in indicator.riwayat.items()),
                *(("target", y, i) for y, i in indicator.riwayat_target.items()),
                *(("target", y, i) for y, i in indicator.target_jangka.items()),
            ]
            for what, when, value in values:
                if value is not None and not value.nilai.is_empty:
                    yield Butir(indicator.nama.isi, what, when, value, number, page, place(table))


def _is_physical(table: IndicatorTable) -> bool:
    """Whether the result columns are of physical or financial progress."""
    return any(k.peran == "realisasi" and PROGRESS.search(k.judul) for k in table.kolom)


def group(items: Sequence[Butir]) -> list[list[Butir]]:
    """Values of the same indicator (by name), quantity and year."""
    groups: list[list[Butir]] = []
    by_kind: dict[tuple[str, int | None], list[list[Butir]]] = defaultdict(list)
    for item in items:
        near = by_kind[item.besaran, item.tahun]
        home = next((g for g in near if any(same_name(item.nama, o.nama) for o in g)), None)
        if home is None:
            home = []
            near.append(home)
            groups.append(home)
        home.append(item)
    return groups


def check_values(naskah: Naskah) -> Hasil:
    """The same indicator, quantity and year with another number in another table.

    The value of the minority is reported; of two, the later one.  One finding for each indicator
    and pair of pages, though target and realisasi may both differ.
    """
    found: dict[tuple[str, int | None], Catat] = {}
    checked = 0
    for members in group(list(collect(naskah))):
        if len({m.tabel for m in members}) < 2:
            continue
        checked += len(members)
        values = Counter(_level(m) for m in members if m.nilai is not None)
        if len(values) < 2:
            continue
        odd, right = _odd_and_right(members, values)
        if odd is None or right is None or _explained(odd, right):
            continue
        level = Tingkat.PERINGATAN if odd.besaran.startswith("target") else Tingkat.GALAT
        data = {
            "indikator": shorten(odd.nama, 110),
            "besaran": odd.besaran.replace("_", " "),
            "tahun": str(odd.tahun or ""),
            "tertulis": odd.isian.nilai.teks,
            "lain": right.isian.nilai.teks,
            "halaman": str(right.halaman or "?"),
            "satuan": "ya" if _other_unit(odd, right) else "",
        }
        quote = f"{shorten(odd.nama, 90)}: {odd.besaran} {odd.tahun or ''} = {odd.isian.nilai.teks}"
        others = pages((m.halaman for m in members), odd.halaman)
        note = Catat(
            "angka-beda",
            level,
            odd.halaman,
            quote,
            data,
            odd.letak,
            right.isian.nilai.teks,
            f"hlm. {right.halaman}, {right.letak}",
            halaman_lain=others,
        )
        key = (" ".join(words(odd.nama)), odd.halaman)
        if key not in found or (found[key].tingkat is Tingkat.PERINGATAN and level is Tingkat.GALAT):
            found[key] = note
    return Hasil(tuple(found.values()), checked)


def _level(item: Butir) -> Decimal:
    value = item.nilai
    assert value is not None
    return value.normalize()


def _odd_and_right(members: Sequence[Butir], values: Counter[Decimal]) -> tuple[Butir | None, Butir | None]:
    given = [m for m in members if m.nilai is not None]
    most = values.most_common()
    if most[0][1] > most[1][1]:
        wrong = [m for m in given if _level(m) != most[0][0]]
        right = next(m for m in given if _level(m) == most[0][0])
        return wrong[0], right
    # A tie: the first of them stands, the later one is held against it.
    first = given[0]
    later = next((m for m in given if _level(m) != _level(first) and m.tabel != first.tabel), None)
    return later, first


def _explained(odd: Butir, right: Butir) -> bool:
    one, other = odd.nilai, right.nilai
    assert one is not None
    assert other is not None
    if one and other and (one / other in (Decimal(100), Decimal("0.01"))):
        return True  # 0,85 beside 85 %
    low, high = sorted((one, other), key=lambda v: -len(v.as_tuple().digits))
    decimals = max(0, -int(high.as_tuple().exponent))
    if round(low, decimals) == high:
        return True  # rounded in one of the tables
    return bool(REVISED.search(odd.letak)) != bool(REVISED.search(right.letak))


def _other_unit(odd: Butir, right: Butir) -> bool:
    one, other = (kelas_satuan(i.isian.nilai.satuan) for i in (odd, right))
    return one is not None and other is not None and one is not other


@dataclass(frozen=True, slots=True)
class Daftar:
    """The activities (or programs) of one table with their amounts."""

    tabel: IndicatorTable
    baris: tuple[BarisAnggaran, ...]
    realisasi: bool


def _lists(naskah: Naskah) -> list[Daftar]:
    found = []
    for table in naskah.tabel:
        lines = tuple(
            b for b in table.anggaran if b.jenjang in ("kegiatan", "baris", "program", "subkegiatan")
        )
        if len(lines) >= 4:
            found.append(Daftar(table, lines, sum(b.realisasi is not None for b in lines) * 2 > len(lines)))
    return found


def check_budget_lines(naskah: Naskah) -> Hasil:
    """Planned lines against reported ones: missing lines, other amounts."""
    found: list[Catat] = []
    checked = 0
    lists = _lists(naskah)
    plans = [d for d in lists if not d.realisasi]
    results = [d for d in lists if d.realisasi]
    for plan in plans:
        for result in results:
            partner = pair_up([p.nama.isi for p in plan.baris], [r.nama.isi for r in result.baris])
            pairs = [
                (p, result.baris[partner[n]] if n in partner else None) for n, p in enumerate(plan.baris)
            ]
            pairs = [(p, r) for p, r in pairs if r is None or _same_level(p, r)]
            matched = [(p, r) for p, r in pairs if r is not None]
            if len(matched) * 10 < len(plan.baris) * 6:
                continue
            checked += len(pairs)
            missing = [p for p, r in pairs if r is None and _is_missing(p, results)]
            found += _missing(plan, result, missing)
            note = _other_amounts(plan, result, matched)
            if note:
                found.append(note)
    return Hasil(tuple(found), checked)


def _is_missing(line: BarisAnggaran, results: Sequence[Daftar]) -> bool:
    """Whether no table of results has a line of any level with this name.

    A heading such as "Program Utama" is no line of its own.
    """
    name = line.nama.isi
    return len(words(name)) > 1 and not any(
        same_name(name, b.nama.isi) for r in results for b in r.tabel.anggaran
    )


def _same_level(planned: BarisAnggaran, reported: BarisAnggaran) -> bool:
    levels = {planned.jenjang, reported.jenjang}
    return len(levels) == 1 or "baris" in levels


def _missing(plan: Daftar, result: Daftar, lines: Sequence[BarisAnggaran]) -> list[Catat]:
    found = []
    for line in lines:
        page = line.halaman or plan.tabel.halaman
        where = result.tabel.halaman
        data = {
            "nama": shorten(line.nama.isi, 120),
            "halaman": str(where or "?"),
            "jumlah": str(len(result.baris)),
        }
        amount = line.pagu.nilai.teks if line.pagu else ""
        found.append(
            Catat(
                "baris-hilang",
                Tingkat.PERINGATAN,
                page,
                f"{shorten(line.nama.isi, 110)} {amount}".strip(),
                data,
                place(plan.tabel),
                halaman_lain=pages([where], page),
            )
        )
    return found


def _other_amounts(
    plan: Daftar, result: Daftar, matched: Sequence[tuple[BarisAnggaran, BarisAnggaran]]
) -> Catat | None:
    other = []
    for planned, reported in matched:
        one, two = number_of(planned.pagu), number_of(reported.pagu)
        first = number_of(reported.pagu_awal)
        if (
            one is not None
            and two is not None
            and one != two
            and one != first
            and one > 1000
            and one / 5 < two < one * 5
        ):
            other.append((planned, reported, one, two))
    titles = " ".join(t.judul or "" for t in (plan.tabel, result.tabel))
    if not other or REVISED.search(titles):
        return None
    _, reported, one, two = other[0]
    page = reported.halaman or result.tabel.halaman
    data = {
        "nama": shorten(reported.nama.isi, 100),
        "tertulis": show(two),
        "lain": show(one),
        "halaman": str(plan.tabel.halaman or "?"),
        "jumlah": str(len(other)),
        "semua": str(sum(None not in (number_of(p.pagu), number_of(r.pagu)) for p, r in matched)),
    }
    quote = f"{shorten(reported.nama.isi, 90)}: {show(two)}"
    pages_ = pages([plan.tabel.halaman, *(r.halaman for _, r, _, _ in other)], page)
    return Catat(
        "pagu-beda",
        Tingkat.PERINGATAN,
        page,
        quote,
        data,
        place(result.tabel),
        show(one),
        f"hlm. {plan.tabel.halaman}",
        halaman_lain=pages_,
    )


def check_results(naskah: Naskah) -> Hasil:
    """Activities of the plan that the table of target and realisasi leaves out.

    The activities stand in the names of a table's objectives, programs or rows; a table is held
    against the plan only when it names most of it.
    """
    found: list[Catat] = []
    checked = 0
    plans = [d for d in _lists(naskah) if not d.realisasi]
    if not plans:
        return Hasil(())
    plan = max(plans, key=lambda d: len(d.baris))
    planned = [words(b.nama.isi) for b in plan.baris]
    for run in _grid_runs(naskah):
        text = dict(run.items())
        rows = [(page, words(cell)) for page, cells in text.items() for cell in cells]
        entries = [" ".join(row) for _, row in rows if len(row) >= 2]
        partner = pair_up([" ".join(p) for p in planned], entries)
        named = [n in partner for n in range(len(planned))]
        share = sum(named)
        if share * 10 < len(planned) * 6 or share == len(planned):
            continue
        checked += len(planned)
        missing = [str(n + 1) for n, hit in enumerate(named) if not hit]
        page = min(text)
        data = {
            "nomor": ", ".join(missing),
            "halaman": str(plan.tabel.halaman or "?"),
            "jumlah": str(len(planned)),
        }
        names = "; ".join(shorten(plan.baris[int(n) - 1].nama.isi, 60) for n in missing[:3])
        found.append(
            Catat(
                "kegiatan-tidak-dilaporkan",
                Tingkat.PERINGATAN,
                page,
                f"tabel target dan realisasi: {names}",
                data,
                f"tabel hlm. {page}",
                halaman_lain=pages([*text, plan.tabel.halaman], page),
            )
        )
    return Hasil(tuple(found), checked)


def _grid_runs(naskah: Naskah) -> list[dict[int, list[str]]]:
    """First-column entries, by page, of tables with target and realisasi that run over pages."""
    runs: list[dict[int, list[str]]] = []
    last_page = last_cols = 0
    for kisi in naskah.kisi:
        head = " ".join(c for _, r in kisi.text_rows() for c in r[:8])[:300].lower()
        entries: list[str] = []
        for row in kisi.grid.rows:
            if row:
                entries += _entries(row[0].text)
        starts = "target" in head and "realisasi" in head and not re.search(r"rp\b|pagu|anggaran", head)
        goes_on = (
            bool(runs) and (kisi.halaman or 0) - last_page == 1 and abs(kisi.grid.n_cols - last_cols) <= 2
        )
        if goes_on and not starts:
            page = kisi.halaman or 0
            # A row cut by the page end goes on in the first entry.
            first = entries[0] if entries else ""
            if first and not re.match(r"[a-z0-9]{1,2}[.)]", first):
                before = runs[-1][last_page]
                if before:
                    before[-1] = f"{before[-1]} {first}"
            runs[-1][page] = entries
        elif starts:
            runs.append({kisi.halaman or 0: entries})
        else:
            continue
        last_page, last_cols = kisi.halaman or 0, kisi.grid.n_cols
    return runs


def _entries(text: str) -> list[str]:
    found: list[str] = []
    for line in text.split("\n"):
        if re.match(r"\s*(?:[a-z]|\d{1,2})\s?[.)]\s+\S", line) or not found:
            found.append(line.strip())
        else:
            found[-1] += " " + line.strip()
    return found


def check_copied_year(naskah: Naskah) -> Hasil:
    """Two years of which every value is the same: a year copied forward."""
    found: list[Catat] = []
    checked = 0
    for table in naskah.tabel:
        columns: dict[int, dict[str, Decimal]] = defaultdict(dict)
        for indicator in table.indikator:
            year = indicator.tahun or table.tahun or naskah.tahun
            series = dict(indicator.riwayat)
            if year and indicator.realisasi:
                series[year] = indicator.realisasi
            for when, value in series.items():
                number = number_of(value)
                if number is not None and number not in (Decimal(100), Decimal(0)):
                    columns[when][indicator.id] = number
        years = sorted(columns)
        for before, now in itertools.pairwise(years):
            common = columns[before].keys() & columns[now].keys()
            checked += len(common)
            if len(common) >= 4 and all(columns[before][i] == columns[now][i] for i in common):
                data = {"tahun": str(now), "sebelum": str(before), "jumlah": str(len(common))}
                quote = f"{place(table)}: {before} = {now}"
                found.append(
                    Catat("tahun-disalin", Tingkat.PERINGATAN, table.halaman, quote, data, place(table))
                )
    return Hasil(tuple(found), checked)
