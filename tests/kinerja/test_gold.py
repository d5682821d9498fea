"""The hand-checked rows of real tables: every value, every true capaian, and no false accusation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from bot.kinerja import temuan as k
from bot.kinerja.arah import infer_arah
from bot.kinerja.model import Arah
from bot.kinerja.values import parse_nilai
from tests.conftest import material_root
from tests.kinerja.bangun import indikator, kode, tabel, ukur

FOLDER = material_root()
FILES = ("tabel/gold.jsonl", "lkjip/gold.jsonl")
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not all((FOLDER / f).exists() for f in FILES), reason=f"the hand-checked rows are not in {FOLDER}"
    ),
]


def gold() -> Iterator[dict[str, Any]]:
    for name in FILES:
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("nama"):
                yield row


def _text(value: object) -> str:
    return (value or {}).get("teks") or "" if isinstance(value, dict) else ""


def _near(a: Decimal | None, b: Decimal | None) -> bool:
    # The gold keeps four decimals of what a spreadsheet divided.
    return a == b if a is None or b is None else abs(a - b) < Decimal("0.0001")


def test_values() -> None:
    wrong = []
    for row in gold():
        for field in ("target", "realisasi", "target_akhir"):
            value = row.get(field)
            if not isinstance(value, dict) or value.get("teks") is None:
                continue
            right = None if value["nilai"] is None else Decimal(value["nilai"])
            if not _near(parse_nilai(value["teks"]).nilai, right):
                wrong.append((row["file"], row["nama"], value))
    assert wrong == []


def test_capaian_and_accusations() -> None:
    wrong: list[object] = []
    required = raised = 0
    for row in gold():
        target = _text(row["target"]) or _text(row.get("target_akhir"))
        if row["row_kind"] != "indikator" or not target or not _text(row["realisasi"]):
            continue
        past = {int(y): _text(v.get("realisasi") or v) for y, v in (row.get("riwayat") or {}).items()}
        m = ukur(
            tabel(
                indikator(
                    row["nama"],
                    target,
                    _text(row["realisasi"]),
                    satuan=row.get("satuan"),
                    capaian=row.get("capaian_tertulis"),
                    riwayat={y: t for y, t in past.items() if t},
                    akhir=_text(row.get("target_akhir")) or None,
                ),
                tahun=row["tahun"],
            )
        )
        result = m.indikator[0].capaian.hasil
        right = row.get("capaian_benar")
        if (result and f"{result.nilai.quantize(Decimal('0.01'), rounding='ROUND_HALF_UP')}") != right:
            wrong.append((row["file"], row["nama"], right, result))
        accused = k.CAPAIAN_TIDAK_COCOK in kode(m)
        due = k.CAPAIAN_TIDAK_COCOK in row["temuan"]
        allowed = due or k.CAPAIAN_TIDAK_COCOK in row.get("temuan_opsional", [])
        required, raised = required + due, raised + accused
        if (due and not accused) or (accused and not allowed):
            wrong.append((row["file"], row["nama"], row.get("capaian_tertulis"), right))
    assert wrong == []
    assert 0 < required <= raised


def test_direction() -> None:
    names = {(r["nama"], r["arah"]) for r in gold() if r.get("arah")}
    told = [(name, arah, infer_arah(name)[0] or Arah.NAIK) for name, arah in names]
    assert [t for t in told if t[1] != t[2].value] == []
