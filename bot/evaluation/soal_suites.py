"""The two measures of the question sets, held against their gates and as JSON documents."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.evaluation import gates
from bot.evaluation.answers import (
    GOLONGAN,
    HasilJawaban,
    Nilai,
    Ringkasan,
    calibration,
    calibration_error,
    summary,
)
from bot.evaluation.keteguhan import Keteguhan
from bot.evaluation.suites import Gate
from knowledge.evaluation.statistik import Selang
from knowledge.evaluation.temu_kembali import HasilTemuKembali, Ukuran

Json = dict[str, Any]


def retrieval_gates(result: HasilTemuKembali) -> list[Gate]:
    """What a set must reach; a set without gates (a file of the user's) has none."""
    reached = {"recall@5": result.ukuran.recall_5.rata, "nDCG@5": result.ukuran.ndcg_5.rata}
    return _gates(result.himpunan.nama, reached, gates.TEMU_KEMBALI)


def answer_gates(result: HasilJawaban) -> list[Gate]:
    figures = result.ringkasan
    reached = {
        "isi dan kutipan": figures.isi_dan_kutipan.rata,
        "tolak benar": figures.tolak_benar.rata,
        "tanpa tolak keliru": 1 - figures.tolak_keliru.rata,
    }
    return _gates(result.himpunan.nama, reached, gates.JAWABAN)


def _gates(name: str, reached: Mapping[str, float], table: Mapping[str, Mapping[str, Decimal]]) -> list[Gate]:
    """Rounded to four places, so that 0.95 of a hundred questions meets 0.95."""
    return [
        Gate(f"{name}: {figure}", Decimal(f"{reached[figure]:.4f}"), threshold)
        for figure, threshold in table.get(name, {}).items()
    ]


def retrieval_document(result: HasilTemuKembali) -> Json:
    """One set of ``evaluasi temu-kembali --json``."""
    return {
        "himpunan": result.himpunan.nama,
        "ukuran": _measures(result.ukuran),
        "per_gaya": {name: _measures(u) for name, u in result.per(lambda s: s.gaya).items()},
        "per_regulasi": {name: _measures(u) for name, u in result.per(lambda s: s.regulasi).items()},
        "ablasi": [
            {
                "nama": a.nama,
                "ukuran": _measures(a.ukuran),
                "selisih_recall_5": interval_document(a.selisih_recall_5),
                "selisih_ndcg_5": interval_document(a.selisih_ndcg_5),
            }
            for a in result.ablasi
        ],
        "peringkat": [{"id": p.soal.id, "longgar": p.longgar, "ketat": p.ketat} for p in result.peringkat],
    }


def answer_document(result: HasilJawaban, *, is_open: bool) -> Json:
    """One set of ``evaluasi jawaban --json``; of a closed set ids and reasons only."""
    buckets = calibration(result.nilai)
    words, phrases = result.panjang
    return {
        "himpunan": result.himpunan.nama,
        "ringkasan": _summary(result.ringkasan),
        "golongan": {
            name: {value: _summary(summary(members)) for value, members in result.per(key).items()}
            for name, key in GOLONGAN.items()
        },
        "kalibrasi": {
            "galat": round(calibration_error(buckets), 4),
            "ember": [
                {
                    "dari": b.dari,
                    "sampai": b.sampai,
                    "jumlah": b.jumlah,
                    "keyakinan": round(b.keyakinan, 4),
                    "benar": round(b.benar, 4),
                }
                for b in buckets
            ],
        },
        "panjang": {"kata": round(words, 1), "kalimat": round(phrases, 1)},
        "waktu_ms": {"p50": round(result.waktu_ms(0.5), 1), "p99": round(result.waktu_ms(0.99), 1)},
        "salah": [failure_document(n, is_open=is_open) for n in result.salah],
    }


def failure_document(one: Nilai, *, is_open: bool) -> Json:
    """A wrong answer; only where its set is open with what was asked and said."""
    if not is_open:
        return {"id": one.soal.id, "sebab": list(closed_reasons(one))}
    return {
        "id": one.soal.id,
        "sebab": list(one.sebab),
        "pertanyaan": one.soal.pertanyaan,
        "sebelumnya": list(one.soal.sebelumnya),
        "jawaban": one.jawaban.jawaban,
        "kutipan": [{"sumber": k.sumber, "letak": k.letak} for k in one.jawaban.kutipan],
        "diterima": [{"sumber": t.sumber, "letak": str(t.letak)} for t in one.soal.tempat],
        "keyakinan": round(one.jawaban.keyakinan, 3),
        "ragam": one.jawaban.ragam.value,
    }


def closed_reasons(one: Nilai) -> tuple[str, ...]:
    """Reasons that do not tell what was asked."""
    if one.soal.tolak or one.ditolak:
        return one.sebab
    reasons = []
    if one.kata_luput:
        reasons.append(f"{len(one.kata_luput)} dari {len(one.soal.wajib)} hal tidak disebut")
    if one.kata_terlarang:
        reasons.append("memuat yang terlarang")
    if not one.kutipan_benar:
        reasons.append("kutipan bukan pada letak yang diterima" if one.jawaban.kutipan else "tanpa kutipan")
    return tuple(reasons)


def steadiness_document(one: Keteguhan) -> Json:
    """One disturbance of ``evaluasi jawaban --ragam --json``."""
    figures = {
        "status_tetap": one.status_tetap,
        "tempat_tetap": one.tempat_tetap,
        "benar_sebelum": one.benar_sebelum,
        "benar_sesudah": one.benar_sesudah,
        "tolak_tetap": one.tolak_tetap,
    }
    moved = [{"id": g.sebelum.soal.id, "pertanyaan": g.pertanyaan} for g in one.goyah]
    return {"gangguan": one.nama, **_fields(figures), "goyah": moved}


def interval_document(one: Selang) -> Json:
    return {
        "rata": round(one.rata, 4),
        "bawah": round(one.bawah, 4),
        "atas": round(one.atas, 4),
        "jumlah": one.jumlah,
    }


def _measures(u: Ukuran) -> Json:
    return _fields({
        "recall_1": u.recall_1, "recall_5": u.recall_5, "recall_10": u.recall_10, "ndcg_5": u.ndcg_5,
        "mrr": u.mrr, "recall_5_ketat": u.recall_5_ketat, "ndcg_5_ketat": u.ndcg_5_ketat,
    })  # fmt: skip


def _summary(r: Ringkasan) -> Json:
    return {"jumlah": r.jumlah} | _fields({
        "isi_benar": r.isi_benar, "kutipan_benar": r.kutipan_benar, "kutipan_tepat": r.kutipan_tepat,
        "isi_dan_kutipan": r.isi_dan_kutipan, "tolak_keliru": r.tolak_keliru, "tolak_benar": r.tolak_benar,
        "tolak_kata_benar": r.tolak_kata_benar,
    })  # fmt: skip


def _fields(intervals: Mapping[str, Selang]) -> Json:
    return {name: interval_document(one) for name, one in intervals.items()}
