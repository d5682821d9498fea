"""The second round: gaps of the draft that words can fill.  Gaps of data (earlier years, benchmarks, a
budget) are not asked for: they belong into the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.drafting.compose.anggaran import SERAPAN_RENDAH
from bot.drafting.compose.context import ada
from bot.drafting.compose.stories import CeritaTarget, cerita_target, diukur
from bot.drafting.wawancara.keadaan import Keadaan
from bot.drafting.wawancara.model import SISANYA, Isian, Soal, Tahap
from bot.drafting.wawancara.soal_analisis import catatan_indikator, cerita, tercapai_diam
from bot.drafting.wawancara.teks import singkat, tulis_soal
from bot.kinerja.format import format_persen
from bot.kinerja.measurement import Measurement, UkuranAnggaran, UkuranSasaran

MAKS_SEJENIS: Final = 5
"""Questions of one kind (owners, sasaran, budget lines): the first ones, so that a round has an end."""
BARIS: Final = ("pimpinan", "jabatan", "tempat", "tanggal", "alamat")
"""Gaps of one line, asked where the whole report is written."""
PARAGRAF: Final = (
    "tugas-fungsi",
    "aspek-strategis",
    "isu-strategis",
    "langkah-ke-depan",
    "upaya",
    "kata-pengantar",
)
"""Gaps of a paragraph, asked where the whole report is written."""


def soal_lengkapi(k: Keadaan, kini: Measurement, bab: str) -> Iterator[Soal]:
    """The questions of the second round; SISANYA at any of them ends it."""
    for soal in _semua(k, kini, bab):
        yield soal
        if k.kode(soal.id) == SISANYA:
            return


def _semua(k: Keadaan, kini: Measurement, bab: str) -> Iterator[Soal]:
    yield from _penanggung(k, kini)
    yield from _jauh(k, kini)
    yield from _sukses(k, kini)
    yield from _program(k, kini)
    yield from _serapan(k, kini)
    if bab == "semua":
        for name in PARAGRAF:
            if name != "upaya" or not _ada_solusi(k, kini):
                yield _paragraf(k, name, name, {})
        for name in BARIS:
            yield _baris(f"lengkapi:{name}", name, {})


def _paragraf(k: Keadaan, key: str, name: str, isi: dict[str, Any]) -> Soal:
    return cerita(k, f"lengkapi:{key}", f"lengkapi/{name}", Tahap.LENGKAPI, None, isi)


def _baris(soal_id: str, name: str, isi: dict[str, Any]) -> Soal:
    return tulis_soal(soal_id, Tahap.LENGKAPI, f"lengkapi/{name}", (SISANYA,), teks=Isian.BARIS, isi=isi)


def _ada_solusi(k: Keadaan, kini: Measurement) -> bool:
    said = catatan_indikator(k, kini)
    notes = (said.get(u.indikator.id) for u in kini.indikator)
    return any(n is not None and ada(n.solusi) for n in notes) or any(
        ada(u.indikator.catatan.solusi) for u in kini.indikator
    )


def _penanggung(k: Keadaan, kini: Measurement) -> Iterator[Soal]:
    """Who and until when, for remedies that name neither."""
    said = catatan_indikator(k, kini)
    asked = 0
    for u in kini.indikator:
        note, table = said.get(u.indikator.id), u.indikator.catatan
        if not (ada(table.solusi) or (note is not None and ada(note.solusi))) or u.capaian.tercapai:
            continue
        if asked == MAKS_SEJENIS:
            return
        asked += 1
        key, isi = k.kunci[u.indikator.id], {"nama": singkat(u.indikator.nama.isi)}
        if not ada(table.pic):
            yield _baris(f"lengkapi:pic:{key}", "pic", isi)
        if not ada(table.batas_waktu):
            yield _baris(f"lengkapi:batas:{key}", "batas", isi)


def _jauh(k: Keadaan, kini: Measurement) -> Iterator[Soal]:
    """Reasons for what lies far above its target."""
    far = [
        u
        for s in kini.sasaran
        for u in diukur(s)
        if cerita_target(u, kini.aturan.batas_wajar) is CeritaTarget.LAMPAU_JAUH
        and u.indikator.catatan.is_empty
    ]
    for u in far[:MAKS_SEJENIS]:
        percent = format_persen(u.capaian.hasil.nilai) if u.capaian.hasil else "–"
        isi = {"nama": singkat(u.indikator.nama.isi), "capaian": percent}
        yield _paragraf(k, f"jauh:{k.kunci[u.indikator.id]}", "jauh", isi)


def _sukses(k: Keadaan, kini: Measurement) -> Iterator[Soal]:
    """What drove the met targets, once for each sasaran."""
    for s in kini.sasaran[:MAKS_SEJENIS]:
        silent = tercapai_diam(k, diukur(s))
        if silent:
            names = "; ".join(singkat(u.indikator.nama.isi, 50) for u in silent[:3])
            isi = {"jumlah": len(silent), "sasaran": _nama(s), "contoh": names}
            yield _paragraf(k, f"sukses:{_key(k, s)}", "sukses", isi)


def _program(k: Keadaan, kini: Measurement) -> Iterator[Soal]:
    """What the programs brought, once for each sasaran that has any."""
    lines = {b.baris.id: b.baris.nama.isi for b in kini.anggaran.baris}
    for s in kini.sasaran[:MAKS_SEJENIS]:
        told = any(k.baris_teks(f"program:{k.kunci[u.indikator.id]}") for u in s.indikator)
        names = dict.fromkeys(
            [lines[i] for i in s.anggaran if i in lines]
            + [p.isi for u in s.indikator for p in u.indikator.program]
        )
        if names and not told:
            shown = "; ".join(singkat(n, 50) for n in list(names)[:2])
            yield _paragraf(
                k, f"program:{_key(k, s)}", "program-sasaran", {"sasaran": _nama(s), "contoh": shown}
            )


def _serapan(k: Keadaan, kini: Measurement) -> Iterator[Soal]:
    """Reasons for money that was not spent, the least spent first."""
    low = [b for b in kini.anggaran.baris if _rendah(b)]
    low.sort(key=lambda b: b.serapan.nilai if b.serapan else 0)
    for b in low[:MAKS_SEJENIS]:
        percent = format_persen(b.serapan.nilai) if b.serapan else "–"
        isi = {"nama": singkat(b.baris.nama.isi), "serapan": percent}
        yield _paragraf(k, f"serapan:{k.kunci[b.baris.id]}", "serapan", isi)


def _rendah(b: UkuranAnggaran) -> bool:
    """A line without parts that is spent for less than four fifths and says nothing about it."""
    return (
        b.serapan is not None
        and b.baris.jenjang != "total"
        and not b.anak
        and b.serapan.nilai < SERAPAN_RENDAH
        and not ada(b.baris.keterangan)
    )


def _nama(s: UkuranSasaran) -> str:
    return f"pada sasaran “{singkat(s.sasaran.nama.isi, 80)}”" if s.sasaran.nama else "pada tabel Anda"


def _key(k: Keadaan, s: UkuranSasaran) -> str:
    return k.kunci.get(s.sasaran.id, s.sasaran.id)
