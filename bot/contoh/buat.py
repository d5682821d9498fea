"""Writes the sample workbook: ``python -m bot.contoh.buat [PATH]``.

Deterministic: the same figures give the same bytes, so that a test can hold the
shipped workbook against this script.
"""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.contoh import INSTANSI, NAMA_BERKAS, TAHUN
from bot.contoh.isi import ANGGARAN, INDIKATOR, JUMLAH, SASARAN, Baris, Isi

STAMP = datetime(2026, 1, 12, 8, 0, 0)  # noqa: DTZ001 - a fixed moment, written into the file's properties
TAHUN_REALISASI = tuple(range(TAHUN - 4, TAHUN + 1))
KEPALA_ATAS = (
    "No",
    "Sasaran Strategis",
    "No",
    "Indikator Kinerja Utama",
    "Satuan",
    "Polarisasi",
    f"Target {TAHUN}",
    "Realisasi",
    None,
    None,
    None,
    None,
    f"Capaian {TAHUN} (%)",
    f"Target Akhir Renstra {TAHUN + 1}",
    "Standar Nasional (SPM)",
    f"Rata-rata Provinsi {TAHUN - 1}",
    "Sumber Data",
    "Program Pendukung",
    "Faktor Pendorong",
    "Faktor Penghambat",
    "Solusi yang Telah Dilakukan",
    "Penanggung Jawab (PIC)",
    "Batas Waktu",
)
LEBAR = (5, 26, 5, 38, 14, 12, 10, 10, 10, 10, 10, 10, 12, 12, 12, 12, 22, 30, 36, 36, 36, 22, 14)
ABU = "FFD9E1F2"


def build() -> bytes:
    """The workbook as bytes."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Pengukuran Kinerja"
    _write_kinerja(sheet)
    _write_anggaran(book.create_sheet("Anggaran"))
    book.properties.creator = INSTANSI
    raw = io.BytesIO()
    book.save(raw)
    return _freeze(raw.getvalue())


def _write_kinerja(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter

    _title(sheet, ("PENGUKURAN KINERJA", INSTANSI.upper(), f"TAHUN ANGGARAN {TAHUN}"), len(KEPALA_ATAS))
    for col, (text, width) in enumerate(zip(KEPALA_ATAS, LEBAR, strict=True), 1):
        sheet.column_dimensions[get_column_letter(col)].width = width
        if text is not None:
            _head(sheet.cell(5, col, text))
    for offset, year in enumerate(TAHUN_REALISASI):
        _head(sheet.cell(6, 8 + offset, year))
    sheet.merge_cells("H5:L5")
    for col in [*range(1, 8), *range(13, len(KEPALA_ATAS) + 1)]:
        sheet.merge_cells(start_row=5, start_column=col, end_row=6, end_column=col)
    for col in range(1, len(KEPALA_ATAS) + 1):
        _head(sheet.cell(7, col, f"({col})"))
    row = 8
    for number, sasaran in enumerate(SASARAN):
        first = row
        for order, baris in enumerate((b for b in INDIKATOR if b.sasaran == number), 1):
            _write_indikator(sheet, row, order, baris)
            row += 1
        sheet.cell(first, 1, number + 1)
        sheet.cell(first, 2, sasaran).alignment = _wrap()
        if row - first > 1:
            sheet.merge_cells(start_row=first, start_column=1, end_row=row - 1, end_column=1)
            sheet.merge_cells(start_row=first, start_column=2, end_row=row - 1, end_column=2)
    sheet.cell(row + 1, 2, "Keterangan: TDI = Tidak Diperoleh Informasi")
    sheet.cell(row + 3, 20, "Cendana Raya, 12 Januari 2026")
    sheet.cell(row + 4, 20, "Kepala Dinas Kesehatan")
    sheet.freeze_panes = "E8"


def _write_indikator(sheet: Any, row: int, order: int, baris: Baris) -> None:
    values: tuple[Isi, ...] = (
        order,
        baris.nama,
        baris.satuan,
        baris.polarisasi,
        baris.target,
        *baris.realisasi,
        baris.capaian,
        baris.target_akhir,
        baris.standar,
        baris.provinsi,
        baris.sumber,
        baris.program,
        baris.pendorong,
        baris.penghambat,
        baris.solusi,
        baris.pic,
        baris.batas,
    )
    for col, value in enumerate(values, 3):
        cell = sheet.cell(row, col, value)
        cell.border = _border()
        cell.alignment = _wrap()
        if isinstance(value, Decimal):
            cell.number_format = "0.00"


def _write_anggaran(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter

    _title(sheet, ("REALISASI ANGGARAN", INSTANSI.upper(), f"TAHUN ANGGARAN {TAHUN}"), 5)
    for col, (text, width) in enumerate(
        (
            ("Kode Rekening", 20),
            ("Program / Kegiatan / Sub Kegiatan", 70),
            ("Pagu Anggaran (Rp)", 22),
            ("Realisasi Anggaran (Rp)", 22),
            ("Serapan (%)", 12),
        ),
        1,
    ):
        _head(sheet.cell(5, col, text))
        sheet.column_dimensions[get_column_letter(col)].width = width
    row = 6
    for line in ANGGARAN:
        for col, value in enumerate((line.kode, line.nama, line.pagu, line.realisasi, line.persen), 1):
            cell = sheet.cell(row, col, value)
            cell.border = _border()
            cell.alignment = _wrap(indent=line.jenjang if col == 2 else 0)
            cell.font = _font(bold=line.jenjang == 0)
            cell.number_format = "#,##0" if col in (3, 4) else "0.00" if col == 5 else "@"
        row += 1
    for col, value in enumerate(("JUMLAH", None, *JUMLAH), 1):
        cell = sheet.cell(row, col, value)
        cell.border = _border()
        cell.font = _font(bold=True)
        cell.number_format = "#,##0" if col in (3, 4) else "0.00"
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    sheet.freeze_panes = "A6"


def _title(sheet: Any, lines: tuple[str, ...], columns: int) -> None:
    for row, text in enumerate(lines, 1):
        cell = sheet.cell(row, 1, text)
        cell.font = _font(bold=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)


def _head(cell: Any) -> None:
    from openpyxl.styles import Alignment, PatternFill

    cell.font = _font(bold=True)
    cell.fill = PatternFill("solid", fgColor=ABU)
    cell.border = _border()
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _font(*, bold: bool) -> Any:
    from openpyxl.styles import Font

    return Font(name="Arial", size=10, bold=bold)


def _wrap(indent: int = 0) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(vertical="top", wrap_text=True, indent=indent)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin")
    return Border(left=thin, right=thin, top=thin, bottom=thin)


def _freeze(workbook: bytes) -> bytes:
    """The same workbook without moments: fixed times in the archive and in its properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _fixed_times(data)
            info = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()


def _fixed_times(core: bytes) -> bytes:
    import re

    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), core)


def main() -> None:
    """Write the workbook beside this file, or to the path given."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name(NAMA_BERKAS)
    path.write_bytes(build())


if __name__ == "__main__":
    main()
