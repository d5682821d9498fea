"""Runs the evaluation sets and holds their figures against the gates."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from bot.errors import LkjipError
from bot.evaluation import gates
from bot.evaluation.gold import MISMATCH, GoldSet, load
from bot.evaluation.rows import rows_of
from bot.evaluation.scoring import Score, Wrong, score_file
from bot.kinerja.measurement import Measurement

if TYPE_CHECKING:
    from bot.evaluation.periksa_trial import SkorUji

Reader: TypeAlias = Callable[[Path], Sequence[Measurement]]
"""Reads and measures one file; raises LkjipError for a file that it must refuse."""
Progress: TypeAlias = Callable[[str], None]
READABLE = frozenset({".xlsx", ".xls", ".ods", ".csv", ".docx", ".pdf"})
EXPECTED_CODE = {"no-indicator-table": "tanpa-tabel-indikator", "scan-needs-ocr": "pindaian-tanpa-teks"}


@dataclass(frozen=True, slots=True)
class Gate:
    """One figure and what it must reach."""

    nama: str
    nilai: Decimal
    ambang: Decimal

    @property
    def is_met(self) -> bool:
        return self.nilai >= self.ambang


@dataclass(slots=True)
class SuiteResult:
    """One evaluation set: its files, and the gates that it is held against."""

    nama: str
    berkas: list[Score] = field(default_factory=list)
    dilewati: str | None = None
    """Why the set was not run (its material is not there)."""
    ambang: list[Gate] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(s.total for s in self.berkas)

    @property
    def benar(self) -> int:
        return sum(s.benar for s in self.berkas)

    @property
    def share(self) -> Decimal:
        return Decimal(self.benar) / self.total if self.total else Decimal(1)

    def found(self, kode: str = MISMATCH) -> tuple[int, int]:
        """Known temuan of a kind that were raised, and how many are known."""
        return (
            sum(s.temuan_ditemukan.get(kode, 0) for s in self.berkas),
            sum(s.temuan_wajib.get(kode, 0) for s in self.berkas),
        )

    @property
    def found_other(self) -> tuple[int, int]:
        """The same over all kinds but the mismatch of capaian."""
        kinds = {kode for s in self.berkas for kode in s.temuan_wajib} - {MISMATCH}
        pairs = [self.found(kode) for kode in sorted(kinds)]
        return sum(found for found, _ in pairs), sum(known for _, known in pairs)

    @property
    def raised(self) -> tuple[int, int]:
        """Raised capaian mismatches that are right, and all that were raised."""
        return sum(s.diangkat_benar for s in self.berkas), sum(s.raised for s in self.berkas)


def run_all(reader: Reader, data: Path, progress: Progress) -> Iterator[SuiteResult]:
    """The synthetic layouts always; the real material where it is there."""
    yield synthetic(reader, progress)
    verdicts = load_verdicts()
    for name, threshold in (("tabel", gates.TABEL), ("lkjip", gates.LKJIP)):
        folder = data / name
        if not (folder / "gold.jsonl").is_file():
            yield SuiteResult(name, dilewati=f"{folder} tidak ada; ambang untuk himpunan ini tidak diperiksa")
            continue
        yield material(name, folder, reader, verdicts, threshold, progress)


def synthetic(reader: Reader, progress: Progress) -> SuiteResult:
    """The generated layouts, written to a temporary folder."""
    from bot.evaluation.shapes import all_layouts
    from bot.evaluation.writers import write

    result = SuiteResult("sintetis")
    with tempfile.TemporaryDirectory(prefix="lkjip-evaluasi-") as folder:
        for layout in all_layouts():
            progress(layout.id)
            path = write(layout, Path(folder))
            result.berkas.append(_score(path, GoldSet({layout.id: tuple(layout.gold)}), reader, {}))
    _add_gates(result, gates.SINTETIS)
    return result


def material(
    name: str,
    folder: Path,
    reader: Reader,
    verdicts: Mapping[str, bool],
    threshold: Decimal,
    progress: Progress,
) -> SuiteResult:
    """One folder of real files with hand-checked gold."""
    gold = load(folder)
    result = SuiteResult(name)
    # Files without gold are read too: what is raised on them is judged by the kept verdicts.
    others = {p.name for p in folder.iterdir() if p.suffix.casefold() in READABLE}
    for file in sorted({*gold.baris, *gold.ditolak, *others}):
        progress(file)
        score = _score(folder / file, gold, reader, verdicts)
        if file in gold.baris or file in gold.ditolak or score.raised:
            result.berkas.append(score)
    _add_gates(result, threshold)
    if gold.ditolak:
        right = sum(s.ditolak_benar is True for s in result.berkas)
        result.ambang.append(
            Gate("berkas tanpa tabel dikenali", Decimal(right) / len(gold.ditolak), Decimal(1))
        )
    if gold.halaman_kosong:
        bad = sum(len(s.halaman_terlarang) for s in result.berkas)
        result.ambang.append(Gate("tanpa baris dari halaman bukan tabel", Decimal(bad == 0), Decimal(1)))
    return result


def _score(path: Path, gold: GoldSet, reader: Reader, verdicts: Mapping[str, bool]) -> Score:
    expected = gold.ditolak.get(path.name)
    started = time.perf_counter()
    try:
        measured = reader(path)
        code = None
    except LkjipError as error:
        measured, code = (), error.code.value
    score = score_file(
        path.name,
        gold.baris.get(path.name, ()),
        rows_of(measured),
        verdicts=verdicts,
        forbidden_pages=gold.halaman_kosong.get(path.name, frozenset()),
    )
    score.detik = time.perf_counter() - started
    score.galat = code
    if expected is not None:
        score.ditolak_benar = code == EXPECTED_CODE[expected]
    return score


def _add_gates(result: SuiteResult, threshold: Decimal) -> None:
    result.ambang.append(Gate("nilai terbaca tepat", result.share, threshold))
    found, known = result.found()
    if known:
        result.ambang.append(
            Gate("capaian-tidak-cocok ditemukan", Decimal(found) / known, gates.TEMUAN_DITEMUKAN)
        )
    other, known_other = result.found_other
    if known_other:
        result.ambang.append(
            Gate("temuan jenis lain ditemukan", Decimal(other) / known_other, gates.TEMUAN_LAIN)
        )
    right, raised = result.raised
    if raised:
        result.ambang.append(Gate("capaian-tidak-cocok benar", Decimal(right) / raised, gates.TEMUAN_BENAR))


def load_verdicts() -> dict[str, bool]:
    """Verdicts on raised temuan that no gold row settles: place to right or wrong, judged by hand."""
    source = files("bot.evaluation").joinpath("data", "capaian_verdicts.jsonl")
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    return {record["temuan"]: bool(record["benar"]) for record in records}


def result_document(result: SuiteResult) -> dict[str, object]:
    """One suite for ``--json``."""
    return {
        "himpunan": result.nama,
        "dilewati": result.dilewati,
        "total": result.total,
        "benar": result.benar,
        "berkas": [
            {
                "berkas": s.berkas,
                "total": s.total,
                "benar": s.benar,
                "galat": s.galat,
                "detik": round(s.detik, 2),
                "salah": [_wrong_document(w) for w in s.salah],
                "temuan_luput": s.temuan_luput,
                "diangkat_benar": s.diangkat_benar,
                "diangkat_salah": s.diangkat_salah,
                "belum_dinilai": s.belum_dinilai,
                "halaman_terlarang": s.halaman_terlarang,
            }
            for s in result.berkas
        ],
        "ambang": [gate_document(g) for g in result.ambang],
    }


def gate_document(gate: Gate) -> dict[str, object]:
    """One gate for ``--json``."""
    return {
        "nama": gate.nama,
        "nilai": f"{gate.nilai:.4f}",
        "ambang": str(gate.ambang),
        "terpenuhi": gate.is_met,
    }


def periksa_gates(recall: Decimal, precision: Decimal) -> list[Gate]:
    """What the examination of whole reports must reach."""
    return [
        Gate("pertentangan ditemukan", recall, gates.PERIKSA_DITEMUKAN),
        Gate("yang diangkat benar", precision, gates.PERIKSA_BENAR),
    ]


def uji_gates(drafts: SkorUji, reports: SkorUji) -> list[Gate]:
    """What the examination of faults of our own making must reach."""
    quiet = Decimal(reports.bersih) / reports.benar if reports.benar else Decimal(0)
    return [
        Gate("kesalahan dalam draf ditemukan (dengan tabel)", drafts.recall(table=True), gates.PERIKSA_DRAF),
        Gate("kesalahan dalam laporan rekaan ditemukan", reports.recall(), gates.PERIKSA_REKAAN),
        Gate("temuan menyebut kesalahannya (draf)", drafts.ketepatan, gates.PERIKSA_KETEPATAN),
        Gate("temuan menyebut kesalahannya (rekaan)", reports.ketepatan, gates.PERIKSA_KETEPATAN),
        Gate("laporan rekaan yang benar tanpa temuan", quiet, gates.PERIKSA_TENANG),
    ]


def _wrong_document(wrong: Wrong) -> dict[str, object]:
    return {
        "nama": wrong.baris.nama,
        "halaman": wrong.baris.halaman,
        "tabel": wrong.baris.tabel,
        "kolom": wrong.kolom,
        "seharusnya": wrong.seharusnya,
        "terbaca": wrong.terbaca,
    }
