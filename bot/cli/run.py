"""What ``baca``, ``evaluasi tabel`` and ``diagnosa`` do: call a service, print its result."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.app import App, ReadOptions
from bot.cli import parameters
from bot.cli.exit_codes import EXIT_DONE, EXIT_FAULT, EXIT_SETTING
from bot.contract import write_json
from bot.errors import ErrorCode, LkjipError, usage_error


def run_baca(
    berkas: Path,
    lembar: str | None,
    peta: Sequence[str],
    tahun: str | None,
    *,
    save_mapping: bool,
    detail: bool,
    as_json: bool,
) -> None:
    """Read a table and show columns, roles, values and temuan."""
    from bot import console

    app = App()
    options = ReadOptions(lembar, parameters.pasangan("--peta", peta, "H=realisasi"), parameters.tahun(tahun))
    if save_mapping and not options.peta:
        raise usage_error(
            "Tidak ada peta yang dapat disimpan.", "Sertakan --peta KOLOM=PERAN bersama --simpan-peta."
        )
    with console.working(f"Membaca {berkas.name} …"):
        bacaan = app.read(berkas, options)
        aturan = app.rules(tahun=options.tahun)
        measured = [app.measure(table, aturan) for table in bacaan.tabel]
    if save_mapping:
        app.save_mappings(bacaan, options.peta or {})
        console.say(f"Peta kolom disimpan di {app.settings.mapping_dir}.")
    temuan = [one for measurement in measured for one in measurement.temuan]
    if as_json:
        from bot.contract import baca_document

        write_json(baca_document(bacaan, measured, temuan))
    else:
        console.show_bacaan(bacaan, measured, temuan, detail=detail)


def run_evaluasi(data: Path, *, detail: bool, gate: bool, as_json: bool) -> int:
    """Run the table evaluation; with ``gate`` the exit code says whether every gate is met."""
    from bot import console
    from bot.evaluation.suites import result_document, run_all

    _need_writers()
    app = App()
    results = []
    for result in run_all(app.read_and_measure, data, _progress):
        results.append(result)
        if not as_json:
            console.show_suite(result, detail=detail)
    is_met = all(g.is_met for r in results for g in r.ambang)
    if as_json:
        write_json({"himpunan": [result_document(r) for r in results], "semua_ambang_tercapai": is_met})
    return EXIT_DONE if is_met or not gate else EXIT_FAULT


def _need_writers() -> None:
    """The generated layouts are written with libraries that only development installs.  Raises LkjipError."""
    from importlib.util import find_spec

    if absent := [name for name in ("openpyxl", "docx", "odf", "xlwt") if find_spec(name) is None]:
        raise LkjipError(
            ErrorCode.FEATURE_MISSING,
            f"Himpunan evaluasi memerlukan pustaka yang belum terpasang: {', '.join(absent)}.",
            "Pasang dengan pip install -c constraints.txt -e '.[dev]'.",
            exit_code=3,
        )


def _progress(name: str) -> None:
    """The file in work, on one line of a terminal's stderr."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{name}\r")
        sys.stderr.flush()


def run_diagnosa(*, as_json: bool) -> int:
    """Show every check; exit code 3 where something needed is missing."""
    from dataclasses import asdict

    from bot.console import show_diagnosa
    from bot.diagnosa import KURANG, diagnose_or_report
    from bot.settings import load_settings

    checks = diagnose_or_report(load_settings)
    if as_json:
        write_json({"bagian": [asdict(c) for c in checks]})
    else:
        show_diagnosa(checks)
    return EXIT_SETTING if any(c.keadaan == KURANG for c in checks) else EXIT_DONE
