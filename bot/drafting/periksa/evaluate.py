"""How much of what is wrong with real reports is found, and how much of what is raised is right.

Recall is held against ``contradictions.jsonl`` (what two reports get wrong about themselves, checked
by hand), precision against verdicts on every raised finding, also given by hand with the page open.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.drafting.periksa.model import Pemeriksaan, Selisih
from bot.drafting.periksa.periksa import check_report
from bot.errors import LkjipError
from bot.tables.document import Bacaan

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"[a-z]{5,}")

KINDS: Mapping[str, frozenset[str]] = {
    "angka-beda": frozenset({"angka-beda", "prosa-tabel"}),
    "jumlah-beda": frozenset({"jumlah-tabel", "jumlah-daftar", "jumlah-beda"}),
    "penomoran": frozenset(
        {"nomor-baris", "nomor-butir", "nomor-urut-tabel", "nomor-bab", "nomor-ganda", "nomor-lompat"}
    ),
    "tabel-vs-prosa": frozenset({"tersedia-di-tabel", "prosa-tabel"}),
    "klaim-prosa": frozenset({"klaim-arah", "klaim-tercapai", "klaim-jumlah"}),
    "tahun-salah": frozenset(
        {"tahun-renstra", "tahun-salah", "tahun-penjelasan", "tahun-tidak-seragam", "tahun-judul"}
    ),
    "angka-vs-huruf": frozenset({"angka-huruf"}),
    "salah-sebut": frozenset({"salah-sebut"}),
    "persen-tidak-mengikuti": frozenset({"capaian-beda", "serapan-beda", "hitungan-serapan", "hitungan"}),
    "angka-rusak": frozenset({"angka-rusak"}),
    "baris-hilang": frozenset({"baris-hilang", "kegiatan-tidak-dilaporkan"}),
    "pagu-berbeda": frozenset({"pagu-beda"}),
    "baris-kosong": frozenset({"baris-kosong"}),
    "teks-terpotong": frozenset({"teks-terpotong"}),
    "satuan": frozenset({"satuan-janggal"}),
    "tabel-vs-tabel": frozenset({"pegawai-beda", "angka-beda"}),
    "total-kosong": frozenset({"total-kosong"}),
    "sisa-instansi-lain": frozenset({"instansi-lain", "efisiensi-tanpa-angka"}),
    "nomenklatur-lama": frozenset({"program-tidak-direncanakan"}),
    "ganda": frozenset({"butir-ganda"}),
    "prosa-vs-prosa": frozenset({"pernyataan-berlawanan", "prosa-tabel"}),
}
"""Kinds of ``contradictions.jsonl`` and the findings that may answer them."""


@dataclass(frozen=True, slots=True)
class SkorBerkas:
    """One report: what is known of it, what was found, and the verdicts on what was raised."""

    berkas: str
    diketahui: int
    ditemukan: int
    terlewat: tuple[str, ...]
    """Kind and page of the known contradictions that no finding answers."""
    diangkat: int
    benar: int
    salah: tuple[str, ...]
    """Key of the findings that were judged wrong."""
    belum_dinilai: tuple[str, ...]
    """Key of the findings that nobody has judged."""

    def to_json(self) -> dict[str, Any]:
        return {
            "berkas": self.berkas,
            "diketahui": self.diketahui,
            "ditemukan": self.ditemukan,
            "terlewat": list(self.terlewat),
            "diangkat": self.diangkat,
            "benar": self.benar,
            "salah": list(self.salah),
            "belum_dinilai": list(self.belum_dinilai),
        }


@dataclass(frozen=True, slots=True)
class SkorPeriksa:
    """All reports together."""

    berkas: tuple[SkorBerkas, ...]

    @property
    def recall(self) -> Decimal:
        """Share of the known contradictions that are found, 1 where none are known."""
        known = sum(b.diketahui for b in self.berkas)
        return Decimal(sum(b.ditemukan for b in self.berkas)) / known if known else Decimal(1)

    @property
    def precision(self) -> Decimal:
        """Right findings among all raised; what is not judged counts as wrong."""
        return _share(self.berkas)

    def precision_of(self, names: Sequence[str]) -> Decimal:
        """Precision over some of the files only."""
        return _share([b for b in self.berkas if b.berkas in names])

    def to_json(self) -> dict[str, Any]:
        return {
            "recall": f"{self.recall:.4f}",
            "precision": f"{self.precision:.4f}",
            "berkas": [b.to_json() for b in self.berkas],
        }


def _share(parts: Sequence[SkorBerkas]) -> Decimal:
    raised = sum(b.diangkat for b in parts)
    return Decimal(sum(b.benar for b in parts)) / raised if raised else Decimal(1)


def score_periksa(
    data_dir: Path,
    *,
    reader: Callable[[Path], Bacaan] | None = None,
    verdicts: Sequence[Mapping[str, Any]] | None = None,
    contradictions: Sequence[Mapping[str, Any]] | None = None,
    only: Collection[str] | None = None,
) -> SkorPeriksa:
    """Examine the reports of ``data_dir`` (``…/shared/data``) without a table, and score the findings.

    Scored are the files that have contradictions (``lkjip/contradictions.jsonl``) or verdicts, where
    they lie in ``lkjip/`` or ``tabel/``; absent files are left out.  ``reader`` defaults to
    ``bot.tables.read`` with the plain document where a report has no indicator table.  ``verdicts``
    defaults to the shipped ``bot/evaluation/data/periksa_verdicts.jsonl``; ``only`` names the files to take.

    A finding answers a contradiction when its file is the same, the contradiction's page is one of
    the pages that it names, its code is of that kind, and both share a number or two words.
    """
    known = (
        contradictions if contradictions is not None else _lines(data_dir / "lkjip" / "contradictions.jsonl")
    )
    judged = verdicts if verdicts is not None else load_verdicts()
    names = sorted({str(r["file"]) for r in (*known, *judged)})
    if only is not None:
        names = [name for name in names if name in only]
    scored = []
    for name in names:
        path = next((p for p in (data_dir / "lkjip" / name, data_dir / "tabel" / name) if p.is_file()), None)
        if path is None:
            continue
        result = check_report((reader or read_report)(path))
        of_file = [r for r in known if r["file"] == name]
        scored.append(score_file(name, result, of_file, [v for v in judged if v["file"] == name]))
    return SkorPeriksa(tuple(scored))


def score_file(
    name: str,
    result: Pemeriksaan,
    known: Sequence[Mapping[str, Any]],
    verdicts: Sequence[Mapping[str, Any]],
) -> SkorBerkas:
    """Score one examination.  One finding may answer several contradictions that it names together."""
    missed = [
        f"{r['kind']} hlm. {r['page']}" for r in known if not any(answers(s, r) for s in result.selisih)
    ]
    right, wrong, open_ = 0, [], []
    for finding in result.selisih:
        verdict = verdict_on(finding, verdicts)
        label = f"{finding.kode} hlm. {finding.halaman}: {finding.kunci}"
        if verdict is None:
            open_.append(label)
        elif verdict:
            right += 1
        else:
            wrong.append(label)
    return SkorBerkas(
        name,
        len(known),
        len(known) - len(missed),
        tuple(missed),
        len(result.selisih),
        right,
        tuple(wrong),
        tuple(open_),
    )


def answers(finding: Selisih, record: Mapping[str, Any]) -> bool:
    """Whether a finding is about a known contradiction."""
    page = record["page"]
    if page != finding.halaman and page not in finding.halaman_lain:
        return False
    if finding.kode not in KINDS.get(str(record["kind"]), frozenset()):
        return False
    theirs = f"{record['text_short']} {record['why']}".lower()
    ours = f"{finding.kutipan} {finding.pesan} {finding.harapan or ''}".lower()
    numbers = set(NUMBER.findall(theirs)) & set(NUMBER.findall(ours))
    words = set(WORD.findall(theirs)) & set(WORD.findall(ours))
    return bool(numbers) or len(words) >= 2


def verdict_on(finding: Selisih, verdicts: Sequence[Mapping[str, Any]]) -> bool | None:
    """The verdict on a finding: same page and code, and a key that shares half of its tokens."""
    mine = token_marks(finding.kunci)
    for verdict in verdicts:
        if verdict["page"] != finding.halaman or verdict["kode"] != finding.kode:
            continue
        theirs = set(str(verdict["kunci"]).split())
        if len(mine & theirs) * 2 >= min(len(mine), len(theirs)):
            return bool(verdict["benar"])
    return None


def token_marks(key: str) -> set[str]:
    """The tokens of a key as short hashes: the verdicts name findings without quoting the reports."""
    return {hashlib.sha256(token.encode()).hexdigest()[:8] for token in key.split()}


def load_verdicts() -> list[dict[str, Any]]:
    """The shipped verdicts: ``file``, ``page``, ``kode``, ``kunci``, ``benar`` and sometimes ``catatan``.

    ``kunci`` holds the :func:`token_marks` of the finding's key.
    """
    source = files("bot.evaluation").joinpath("data", "periksa_verdicts.jsonl")
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_report(path: Path) -> Bacaan:
    """Read a report; one without an indicator table is a document with text and grids only."""
    from bot.tables.read import read
    from bot.tables.sandbox import read_document

    try:
        return read(path)
    except LkjipError:
        document = read_document(path)
        return Bacaan(document.berkas, document, ())


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
