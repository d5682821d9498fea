"""The examination as a whole: every rule over one report, findings in the order of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.drafting.periksa import (
    acuan,
    baris,
    hitungan,
    judul,
    jumlah,
    kategori,
    kisi,
    klaim,
    penomoran,
    pernyataan,
    prosa,
    ringkasan,
    rumus,
    sebutan,
    silang,
    tahun,
    teks,
)
from bot.drafting.periksa.model import Catat, Hasil, Pemeriksaan, Selisih
from bot.drafting.periksa.names import same_name
from bot.drafting.periksa.naskah import Naskah, build
from bot.errors import ErrorCode, LkjipError
from bot.kinerja.model import IndicatorTable, Tingkat
from bot.tables.document import Bacaan
from bot.texts import Texts

Rule = Callable[[Naskah], Hasil]

RULES: tuple[Rule, ...] = (
    teks.check_words,
    teks.check_remnants,
    teks.check_broken_numbers,
    teks.check_law,
    tahun.check_ordinal,
    tahun.check_sentences,
    tahun.check_sections,
    tahun.check_repeated,
    tahun.check_captions,
    judul.check_captions,
    judul.check_sections,
    penomoran.check_rows,
    penomoran.check_siblings,
    penomoran.check_lists,
    penomoran.check_cells,
    jumlah.check_lists,
    jumlah.check_programs,
    jumlah.check_objectives,
    jumlah.check_ordinals,
    jumlah.check_repeated_items,
    rumus.check_formulas,
    hitungan.check_budget_sentences,
    hitungan.check_remainders,
    hitungan.check_shares,
    hitungan.check_differences,
    hitungan.check_changes,
    hitungan.check_sums,
    baris.check_capaian,
    baris.check_serapan,
    baris.check_budget_sums,
    baris.check_units,
    kisi.check_totals,
    kisi.check_means,
    kisi.check_gender,
    kisi.check_cut_cells,
    kisi.check_empty_rows,
    silang.check_values,
    silang.check_budget_lines,
    silang.check_results,
    silang.check_copied_year,
    klaim.check_all_reached,
    klaim.check_risen,
    klaim.check_some_reached,
    prosa.check_unavailable,
    prosa.check_prose_values,
    prosa.check_prose_means,
    prosa.check_prose_budget,
    prosa.check_target_year,
    *pernyataan.RULES,
    kategori.check_rows,
    kategori.check_prose,
    *ringkasan.RULES,
    klaim.check_efficiency,
    klaim.check_opposites,
    sebutan.check_rating_words,
    sebutan.check_office,
    sebutan.check_goals,
    sebutan.check_benchmarks,
    sebutan.check_programs,
    sebutan.check_high,
)
"""Every rule of the second mode, in the order in which they are run."""

LEVELS: Mapping[Tingkat, int] = {Tingkat.GALAT: 0, Tingkat.PERINGATAN: 1, Tingkat.INFO: 2}
SAME_MATTER = frozenset(
    {"angka-beda", "capaian-beda", "serapan-beda", "prosa-tabel", "prosa-besaran", "rata-prosa", "pagu-beda"}
)
"""Findings that a comparison with the table makes too, then with the expected value."""
SEPARATOR = "\n---\n"


@cache
def texts() -> Texts:
    """The sentences of the findings: what is wrong, a line of dashes, what to do."""
    return Texts("pesan/periksa")


def check_report(
    report: Bacaan,
    table: IndicatorTable | Sequence[IndicatorTable] | None = None,
    *,
    rules: Iterable[Rule] = RULES,
    tahun_laporan: int | None = None,
) -> Pemeriksaan:
    """Examine a report.

    With ``table`` (or several, such as one for indicators and one for the budget) every number that
    speaks of one of its rows is held against it.  In any case the
    report's own tables, summary and chapters are held against each other by ``rules`` (an empty
    tuple leaves that out); what the table has settled is not reported twice.  ``tahun_laporan``
    overrides the reporting year that the text tells.  Never raises for what a report contains.
    """
    naskah = build(report)
    if tahun_laporan is not None:
        naskah = replace(naskah, tahun=tahun_laporan)
    tables = () if table is None else (table,) if isinstance(table, IndicatorTable) else tuple(table)
    against = [acuan.check_against(naskah, t) for t in tables]
    within = [rule(naskah) for rule in rules]
    settled = [note for result in against for note in result.catatan]
    own = [note for result in within for note in result.catatan if not _is_settled(note, settled)]
    results = against + within
    notes = _distinct([*settled, *own])
    return Pemeriksaan(
        berkas=report.berkas,
        tahun=naskah.tahun,
        instansi=naskah.instansi,
        selisih=tuple(_finding(note) for note in notes),
        angka_diperiksa=sum(result.diperiksa for result in results),
        tabel=tables[0].berkas if tables else None,
    )


def check_file(
    report: Path, table: IndicatorTable | Sequence[IndicatorTable] | None = None, *, name: str | None = None
) -> Pemeriksaan:
    """Read a report (docx, pdf) and examine it.

    A report without any indicator table is examined by its text alone.  Raises LkjipError for a
    file that cannot be read.
    """
    from bot.tables.read import read
    from bot.tables.sandbox import read_document

    try:
        bacaan = read(report, name=name)
    except LkjipError as error:
        if error.code is not ErrorCode.NO_TABLE:
            raise
        document = read_document(report, name=name)
        bacaan = Bacaan(document.berkas, document, ())
    return check_report(bacaan, table)


def _is_settled(note: Catat, settled: Sequence[Catat]) -> bool:
    """Whether a finding about a row or a value was already made with the table: same page, same name."""
    if note.kode not in SAME_MATTER:
        return False
    name = note.data.get("indikator") or note.data.get("nama") or ""
    return any(
        s.halaman == note.halaman
        and (
            same_name(s.data.get("indikator", ""), name)
            or (note.kode, s.kode) == ("rata-prosa", "acuan-rata")
        )
        for s in settled
    )


def _distinct(notes: Iterable[Catat]) -> list[Catat]:
    """Each finding once, in the order of pages, the graver first."""
    kept: dict[tuple[str, int | None, str], Catat] = {}
    for note in notes:
        kept.setdefault((note.kode, note.halaman, note.kutipan), note)
    return sorted(
        kept.values(), key=lambda n: (n.halaman if n.halaman is not None else 10**6, LEVELS[n.tingkat])
    )


def _finding(note: Catat) -> Selisih:
    data = dict(note.data)
    if "halaman" in data:  # a docx has no pages
        known = any(c.isdecimal() for c in data["halaman"])
        data["halaman"] = f"halaman {data['halaman']}" if known else "bagian lain laporan ini"
    message, _, advice = texts().render(f"pesan/periksa/{note.kode}", **data).partition(SEPARATOR)
    page = f"hlm. {note.halaman}" if note.halaman is not None else ""
    return Selisih(
        kode=note.kode,
        tingkat=note.tingkat,
        halaman=note.halaman,
        letak=", ".join(part for part in (page, note.letak) if part),
        kutipan=note.kutipan,
        pesan=" ".join(message.split()),
        saran=" ".join(advice.split()),
        harapan=note.harapan,
        asal_harapan=note.asal,
        keyakinan=note.keyakinan,
        halaman_lain=note.halaman_lain,
    )
