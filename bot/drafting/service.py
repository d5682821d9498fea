"""The corridor from a measurement to a delivered draft: compose, write, audit, put both files in place."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.drafting.audit import AuditReport, audit
from bot.drafting.docx_writer import grafik_draf, write_docx
from bot.drafting.earlier import sidik
from bot.drafting.files import berkas_telusur, periksa_tujuan, tulis_bersama
from bot.drafting.ledger import Ledger
from bot.drafting.model import Draft, Identitas
from bot.drafting.notes import Notes
from bot.drafting.telusur import telusur_json
from bot.kinerja.measurement import Measurement
from bot.kinerja.model import Temuan

TANPA_CATATAN = Notes()


@dataclass(frozen=True, slots=True)
class PilihanDraf:
    """How a draft is to be written."""

    bab: str = "3"
    """``3`` or ``semua``."""
    kertas: str = "A4"
    """``A4`` or ``F4``; a template brings its own."""
    templat: Path | None = None
    gambar: bool = True
    lampiran_telusur: bool = True
    timpa: bool = False
    """Replace a file that is not a draft of ours; its content is kept beside it."""
    tanggal: date | None = None
    """Dates the file and its comments; None leaves them undated, and the bytes the same on every day."""


@dataclass(frozen=True, slots=True)
class HasilDraf:
    """What was delivered; the fields of ``lkjip draf --json``."""

    berkas: Path
    telusur: Path
    bab: str
    indikator: int
    angka: int
    """Numbers in the document, counted by the audit."""
    angka_tertelusur: int
    lengkapi: int
    """Marked gaps."""
    temuan: tuple[Temuan, ...]
    waktu_ms: int
    sebelumnya: Path | None = None
    """The copy of an earlier draft that had been edited."""


@dataclass(frozen=True, slots=True)
class Hasil:
    """A written and audited draft that is not yet a file."""

    draft: Draft
    ledger: Ledger
    docx: bytes
    audit: AuditReport


def make_draft(
    measurement: Measurement,
    identitas: Identitas,
    notes: Notes = TANPA_CATATAN,
    pilihan: PilihanDraf = PilihanDraf(),
    kemajuan: Callable[[str], None] = lambda _: None,
) -> Hasil:
    """Compose, write and audit.  ``kemajuan`` hears the step that begins (``susun``, ``tulis``, ``audit``).

    Raises LkjipError for an unusable template, and with ``audit-gagal`` for a draft in which a number is
    not traced; such a draft is never returned.
    """
    from bot.drafting.charts import Pelukis
    from bot.drafting.compose import compose

    ledger = Ledger()
    with Pelukis() as pelukis:
        if pilihan.gambar and measurement.indikator:
            pelukis.siapkan()
        kemajuan("susun")
        draft = compose(
            measurement, notes, identitas, ledger, bab=pilihan.bab, telusur_lampiran=pilihan.lampiran_telusur
        )
        kemajuan("tulis")
        wanted = grafik_draf(draft, ledger) if pilihan.gambar else {}
        charts = pelukis.lukis(list(wanted.values()))
    docx = write_docx(
        draft,
        ledger,
        kertas=pilihan.kertas,
        templat=pilihan.templat,
        gambar=pilihan.gambar,
        tanggal=pilihan.tanggal,
        grafik=dict(zip(wanted, charts, strict=True)),
    )
    kemajuan("audit")
    report = audit(docx, ledger)
    report.pastikan()
    return Hasil(draft, ledger, docx, report)


def draft_report(
    measurement: Measurement,
    identitas: Identitas,
    keluaran: Path,
    notes: Notes = TANPA_CATATAN,
    pilihan: PilihanDraf = PilihanDraf(),
    kemajuan: Callable[[str], None] = lambda _: None,
) -> HasilDraf:
    """Write the draft to ``keluaran`` and its ledger beside it, both or neither.

    An earlier draft is replaced; where it was edited, a copy stays beside it.  Raises LkjipError as
    :func:`make_draft` does, and with ``keluaran-tidak-dapat-ditulis`` where the files cannot be written,
    or where a file stands that is not ours and ``timpa`` is not set.
    """
    start = time.perf_counter()
    keluaran = keluaran.resolve() if keluaran.is_symlink() else keluaran
    periksa_tujuan(keluaran, timpa=pilihan.timpa)
    made = make_draft(measurement, identitas, notes, pilihan, kemajuan)
    kemajuan("simpan")
    ledger_file = berkas_telusur(keluaran)
    kept = tulis_bersama(
        {ledger_file: telusur_json(made.ledger, sidik(made.docx)), keluaran: made.docx},
        timpa=pilihan.timpa,
        draf=keluaran,
    )
    return HasilDraf(
        berkas=keluaran,
        telusur=ledger_file,
        bab=pilihan.bab,
        indikator=measurement.rata_rata.jumlah,
        angka=made.audit.angka,
        angka_tertelusur=made.audit.tertelusur,
        lengkapi=made.draft.lengkapi,
        temuan=measurement.temuan,
        waktu_ms=round((time.perf_counter() - start) * 1000),
        sebelumnya=kept,
    )
