"""``periksa`` on faults of our own making: how many of each kind it finds, and what it says besides.

Two sets, both made by this package: drafts of the product with faults put into them (``mutations``), examined
with and without their table, and invented reports in other layouts (``invented``).
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.drafting.periksa import Pemeriksaan, Selisih, check_report
from bot.errors import LkjipError
from bot.evaluation import invented, mutations
from bot.kinerja.model import IndicatorTable, Tingkat
from bot.tables.document import Bacaan, Document

SEED = 20
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-zA-Z]{4,}")
LAYOUTS = ("tahun-naik-1", "kinerja-anggaran-1")
"""Shapes of the synthetic layouts of which drafts are made besides the sample."""


@dataclass(slots=True)
class JenisUji:
    """One kind of fault: how many were made, and how many were found without and with the table."""

    nama: str
    dibuat: int = 0
    tanpa: int = 0
    dengan: int = 0
    luput: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SkorUji:
    """One set: its kinds, and what was raised besides the faults."""

    nama: str
    jenis: dict[str, JenisUji] = field(default_factory=dict)
    diangkat: int = 0
    """New findings that speak of the fault, over both ways."""
    ikutan: list[str] = field(default_factory=list)
    """New findings that do not."""
    bersih: int = 0
    """Right reports (unchanged, or changed so that they stay right) of which nothing new is said."""
    benar: int = 0
    """All right reports."""
    keliru: list[str] = field(default_factory=list)
    """What was said of right reports."""
    bertabel: bool = False

    @property
    def dibuat(self) -> int:
        return sum(j.dibuat for j in self.jenis.values())

    def recall(self, *, table: bool = False) -> Decimal:
        found = sum(j.dengan if table else j.tanpa for j in self.jenis.values())
        return Decimal(found) / self.dibuat if self.dibuat else Decimal(1)

    @property
    def ketepatan(self) -> Decimal:
        """Findings that speak of the fault among all new ones, those on right reports counted as wrong."""
        wrong = len(self.ikutan) + len(self.keliru)
        return Decimal(self.diangkat) / (self.diangkat + wrong) if self.diangkat else Decimal(0)

    def to_json(self) -> dict[str, Any]:
        return {
            "himpunan": self.nama,
            "dibuat": self.dibuat,
            "recall_tanpa_tabel": f"{self.recall():.4f}",
            "recall_dengan_tabel": f"{self.recall(table=True):.4f}" if self.bertabel else None,
            "ketepatan": f"{self.ketepatan:.4f}",
            "laporan_benar": self.benar,
            "laporan_benar_bersih": self.bersih,
            "jenis": [
                {"nama": j.nama, "dibuat": j.dibuat, "tanpa_tabel": j.tanpa,
                 "dengan_tabel": j.dengan if self.bertabel else None, "luput": j.luput}
                for j in self.jenis.values()
            ],
            "ikutan": self.ikutan,
            "keliru": self.keliru,
        }  # fmt: skip


def key(finding: Selisih) -> tuple[str, str, str]:
    return finding.kode, finding.kutipan, finding.pesan


def _text(finding: Selisih) -> str:
    return f"{finding.kutipan} {finding.pesan} {finding.harapan or ''}".lower()


def _label(finding: Selisih) -> str:
    return f"{finding.kode}: {finding.kutipan[:90]}"


def score_drafts(
    per_kind: int = mutations.PER_KIND, progress: Callable[[str], None] = lambda _: None
) -> SkorUji:
    """Faults in drafts of the sample and of generated tables."""
    score = SkorUji("draf kita dengan satu kesalahan", bertabel=True)
    for name, document, table in drafts():
        progress(name)
        _score_draft(score, document, table, per_kind)
    return score


def _score_draft(score: SkorUji, document: Document, table: IndicatorTable, per_kind: int) -> None:
    from bot.tables.read import understand

    plain = understand(document)
    tables = (None, table)
    base = [check_report(plain, t) for t in tables]
    score.benar += 2
    for result in base:
        wrong = [s for s in result.selisih if s.tingkat is not Tingkat.INFO and not _is_of_source(s, table)]
        score.bersih += not wrong
        score.keliru += [_label(s) for s in wrong]
    known = [{key(s) for s in result.selisih} for result in base]
    for fault in mutations.faults(document, SEED, per_kind):
        bacaan = understand(fault.dokumen) if fault.sel else replace(plain, document=fault.dokumen)
        kind = score.jenis.setdefault(fault.jenis, JenisUji(fault.jenis))
        kind.dibuat += 1
        for n, t in enumerate(tables):
            new = [s for s in check_report(bacaan, t).selisih if key(s) not in known[n]]
            hits = [s for s in new if any(j.lower() in _text(s) for j in fault.jejak)]
            score.diangkat += len(hits)
            score.ikutan += [f"{fault.ket[:60]} | {_label(s)}" for s in new if s not in hits]
            if n == 0:
                kind.tanpa += bool(hits)
            else:
                kind.dengan += bool(hits)
            if not hits and n == 1:
                kind.luput.append(fault.ket[:110])


def _is_of_source(finding: Selisih, table: IndicatorTable) -> bool:
    """Whether the source table itself has the fault: its own sums do not add up (the draft says so too)."""
    return finding.kode == "jumlah-anggaran" and bool(table.anggaran)


def drafts() -> Iterator[tuple[str, Document, IndicatorTable]]:
    """(name, the draft as read, its table): the sample's, and one of each chosen synthetic layout."""
    from bot.evaluation.shapes import all_layouts
    from bot.evaluation.writers import write

    sample = files("bot.contoh").joinpath("contoh_capaian.xlsx")
    with tempfile.TemporaryDirectory(prefix="lkjip-uji-") as folder:
        path = Path(folder) / "contoh_capaian.xlsx"
        path.write_bytes(sample.read_bytes())
        paths = [path]
        for shape in LAYOUTS:
            layout = next((one for one in all_layouts() if one.id.startswith(shape)), None)
            if layout is not None:
                paths.append(write(layout, Path(folder)))
        for source in paths:
            made = _draft_of(source, Path(folder))
            if made is not None:
                yield source.stem, *made


def _draft_of(source: Path, folder: Path) -> tuple[Document, IndicatorTable] | None:
    from bot.app import App
    from bot.drafting.model import Identitas
    from bot.drafting.service import PilihanDraf, make_draft

    app = App()
    try:
        table = app.read_all([source])
    except LkjipError:
        return None
    measured = app.measure(table, app.rules())
    identity = Identitas(instansi="Dinas Kesehatan Kabupaten Cendana Raya", tahun=measured.tahun)
    made = make_draft(
        measured, identity, pilihan=PilihanDraf(bab="semua", gambar=False, lampiran_telusur=False)
    )
    return read_docx_bytes(made.docx, folder, source.stem), table


def read_docx_bytes(content: bytes, folder: Path, name: str) -> Document:
    """A Word file of our own making as a document; no child process is needed for what we wrote."""
    from bot.tables.readers.docx import read_docx

    path = folder / f"{name}.docx"
    path.write_bytes(content)
    return read_docx(path, path.name)


def score_reports(reports: Sequence[invented.Rekaan] | None = None) -> SkorUji:
    """Faults, and changes that are none, in invented reports of other layouts."""
    score = SkorUji("laporan rekaan")
    with tempfile.TemporaryDirectory(prefix="lkjip-uji-") as folder:
        for report in reports if reports is not None else invented.reports():
            base = _examine(report.teks, Path(folder))
            known = {key(s) for s in base.selisih}
            score.benar += 1
            score.bersih += not base.selisih
            score.keliru += [f"{report.nama} | {_label(s)}" for s in base.selisih]
            for change in report.wajar:
                new = [
                    s for s in _examine(report.changed(change), Path(folder)).selisih if key(s) not in known
                ]
                score.benar += 1
                score.bersih += not new
                score.keliru += [f"{report.nama}: {change.baru[:50]} | {_label(s)}" for s in new]
            for change in report.salah:
                new = [
                    s for s in _examine(report.changed(change), Path(folder)).selisih if key(s) not in known
                ]
                _score_fault(score, report.nama, change, new)
    return score


def _score_fault(score: SkorUji, name: str, change: invented.Ubahan, new: Sequence[Selisih]) -> None:
    old, fresh = (Counter(TOKEN.findall(t.lower())) for t in (change.lama, change.baru))
    # A fault in order alone is told by any of its words.
    traces = set((old - fresh) + (fresh - old)) or set(old)
    kind = score.jenis.setdefault(change.jenis, JenisUji(change.jenis))
    kind.dibuat += 1
    hits = [s for s in new if traces & set(TOKEN.findall(_text(s)))]
    kind.tanpa += bool(hits)
    score.diangkat += len(hits)
    score.ikutan += [f"{name}: {change.baru[:50]} | {_label(s)}" for s in new if s not in hits]
    if not hits:
        kind.luput.append(f"{name}: {change.lama[:50]} => {change.baru[:50]}")


def _examine(text: str, folder: Path) -> Pemeriksaan:
    from bot.tables.read import understand

    document = read_docx_bytes(invented.docx_of(text), folder, "laporan")
    try:
        return check_report(understand(document))
    except LkjipError:
        return check_report(Bacaan(document.berkas, document, ()))
