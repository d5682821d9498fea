"""What was read from a file, flattened to rows that can be held against gold rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.evaluation.gold import ANGGARAN, INDIKATOR
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import BarisAnggaran, IndicatorTable, Indikator, Isian, Temuan

ROW_OF_ADDRESS = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as read: its values by field, where it stood, and the temuan raised on it."""

    jenis: str
    nama: str
    nilai: Mapping[str, Decimal | None]
    tabel: int
    """Position of its table in the file."""
    judul: str
    halaman: int | None
    lembar: str
    baris: int | None
    tahun: int | None = None
    program: tuple[str, ...] = ()
    temuan: frozenset[str] = frozenset()
    lokasi: Mapping[str, str] = field(default_factory=dict)
    """Code of a temuan to its place, the key of its verdict."""
    kata: Mapping[str, str] = field(default_factory=dict)
    """Words of the row: ``sasaran``, ``satuan``."""
    dari_riwayat: bool = False
    """A row of an earlier year that the reader folded into its indicator's history."""
    temuan_sebaris: frozenset[str] = frozenset()
    """Those raised on another row read from the same line: an indicator and its budget share one."""


def rows_of(measured: Iterable[Measurement]) -> list[ReadRow]:
    """All indicator and budget rows of a file, in the order of its tables."""
    rows: list[ReadRow] = []
    for number, measurement in enumerate(measured):
        raised: dict[str | None, list[Temuan]] = {}
        for temuan in measurement.temuan:
            raised.setdefault(temuan.subjek, []).append(temuan)
        for sasaran in measurement.table.sasaran:
            name = sasaran.nama.isi if sasaran.nama else ""
            for indikator in sasaran.indikator:
                own = raised.get(indikator.id, [])
                rows.append(_indikator_row(measurement.table, number, indikator, own, name))
                rows += _folded_years(measurement.table, number, indikator, own)
        rows += [
            _anggaran_row(measurement.table, number, line, raised.get(line.id, []))
            for line in measurement.table.anggaran
        ]
    return _with_line_mates(rows)


def _with_line_mates(rows: list[ReadRow]) -> list[ReadRow]:
    by_line: dict[tuple[int, int | None, int], frozenset[str]] = {}
    for row in rows:
        if row.baris is not None:
            key = (row.tabel, row.halaman, row.baris)
            by_line[key] = by_line.get(key, frozenset()) | row.temuan
    return [
        row
        if row.baris is None
        else replace(row, temuan_sebaris=by_line[row.tabel, row.halaman, row.baris] - row.temuan)
        for row in rows
    ]


def _indikator_row(
    table: IndicatorTable, number: int, i: Indikator, raised: list[Temuan], sasaran: str
) -> ReadRow:
    return ReadRow(
        INDIKATOR,
        i.nama.isi,
        {
            "target": _angka(i.target),
            "realisasi": _angka(i.realisasi),
            "capaian": _angka(i.capaian_tertulis),
            "pagu": _rupiah(i.pagu, table),
            "realisasi_rp": _rupiah(i.realisasi_anggaran, table),
            "target_akhir": _angka(i.target_akhir),
            "standar_nasional": _angka(i.standar_nasional) if i.standar_nasional else _first_benchmark(i),
            **{f"riwayat_{year}": _angka(isian) for year, isian in i.riwayat.items()},
        },
        number,
        table.judul or "",
        i.halaman or _page(i.nama.sel) or table.halaman,
        table.lembar,
        i.baris or _row_number(i.nama.sel),
        i.tahun if i.tahun is not None else table.tahun,
        tuple(p.isi for p in i.program),
        frozenset(t.kode for t in raised),
        {t.kode: str(t.sel) for t in raised},
        {"sasaran": sasaran, "satuan": i.satuan.isi if i.satuan else ""},
    )


def _folded_years(table: IndicatorTable, number: int, i: Indikator, raised: list[Temuan]) -> list[ReadRow]:
    """Rows of other years: where years stand in rows, a year's figures lie in the history."""
    rows = []
    for year in sorted({*i.riwayat, *i.riwayat_target, *i.riwayat_capaian}):
        cells = (i.riwayat_target.get(year), i.riwayat.get(year), i.riwayat_capaian.get(year))
        place = next((c.sel for c in cells if c is not None and c.sel is not None), None)
        line = _row_number(place)
        if line is None or line == i.baris:
            continue
        here = [t for t in raised if _row_number(t.sel) == line]
        rows.append(
            ReadRow(
                INDIKATOR,
                i.nama.isi,
                {
                    "target": _angka(cells[0]),
                    "realisasi": _angka(cells[1]),
                    "capaian": _angka(cells[2]),
                    "pagu": None,
                    "realisasi_rp": None,
                },
                number,
                table.judul or "",
                _page(place) or table.halaman,
                table.lembar,
                line,
                year,
                (),
                frozenset(t.kode for t in here),
                {t.kode: str(t.sel) for t in here},
                dari_riwayat=True,
            )
        )
    return rows


def _anggaran_row(table: IndicatorTable, number: int, line: BarisAnggaran, raised: list[Temuan]) -> ReadRow:
    return ReadRow(
        ANGGARAN,
        line.nama.isi,
        {
            "target": None,
            "realisasi": None,
            "capaian": _angka(line.serapan_tertulis),
            "pagu": _rupiah(line.pagu, table),
            "realisasi_rp": _rupiah(line.realisasi, table),
        },
        number,
        table.judul or "",
        line.halaman or _page(line.nama.sel) or table.halaman,
        table.lembar,
        line.baris or _row_number(line.nama.sel),
        line.tahun if line.tahun is not None else table.tahun,
        (),
        frozenset(t.kode for t in raised),
        {t.kode: str(t.sel) for t in raised},
    )


def _first_benchmark(i: Indikator) -> Decimal | None:
    return _angka(i.pembanding[0].isian) if i.pembanding else None


def _angka(isian: Isian | None) -> Decimal | None:
    return isian.angka if isian is not None else None


def _rupiah(isian: Isian | None, table: IndicatorTable) -> Decimal | None:
    value = _angka(isian)
    return None if value is None else value * table.faktor_rupiah


def _page(sel: object) -> int | None:
    return getattr(sel, "halaman", None)


def _row_number(sel: object) -> int | None:
    found = ROW_OF_ADDRESS.search(getattr(sel, "alamat", ""))
    return int(found.group()) if found else None
