"""Why targets were missed, what is done about it, which programs serve it: the worst indicators first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from bot.drafting.compose.context import ada
from bot.drafting.compose.stories import diukur, memburuk
from bot.drafting.notes import CatatanIndikator
from bot.drafting.wawancara.keadaan import MAKS_PESAN, Keadaan
from bot.drafting.wawancara.model import NANTI, SELESAI, SISANYA, Isian, Pilihan, Soal, Tahap
from bot.drafting.wawancara.teks import bagian, nilai_teks, singkat, tulis_soal
from bot.kinerja.format import format_persen
from bot.kinerja.measurement import Measurement, UkuranIndikator

PER_KALI: Final = 5
"""Indicators told in one go; then the person is asked whether to go on."""
MAKS_ANALISIS: Final = 20
"""Indicators told in the first round: three messages each are an afternoon.  The others are marked in the
draft and can be told in a later round."""
_TANPA_PERSEN: Final = Decimal(60)
"""Where a missed target without a percentage (a grade) stands among the others."""


def perlu_dijelaskan(kini: Measurement) -> list[UkuranIndikator]:
    """Indicators below target, the farthest first, then those that fell against last year."""
    us = [u for s in kini.sasaran for u in diukur(s)]
    missed = sorted(
        (u for u in us if u.capaian.tercapai is False),
        key=lambda u: u.capaian.hasil.nilai if u.capaian.hasil else _TANPA_PERSEN,
    )
    fell = [u for u in memburuk(us) if u.capaian.tercapai is not False]
    return [u for u in [*missed, *fell] if not (_ada_sebab(u) and ada(u.indikator.catatan.solusi))]


def _ada_sebab(u: UkuranIndikator) -> bool:
    note = u.indikator.catatan
    return ada(note.faktor_penghambat) or ada(note.faktor_pendorong)


def soal_analisis(k: Keadaan, kini: Measurement, *, lanjutan: bool) -> Iterator[Soal]:
    """The questions of the stage; in a later round (``lanjutan``) without the bound on their number."""
    us = perlu_dijelaskan(kini)
    us = us if lanjutan else us[:MAKS_ANALISIS]
    for n, u in enumerate(us):
        if n and n % PER_KALI == 0:
            more = _lanjut(k, n, len(us) - n)
            yield more
            if k.kode(more.id) != "lanjut":
                return
        for soal in _satu(k, u):
            yield soal
            if k.kode(soal.id) == SISANYA:
                return


def _lanjut(k: Keadaan, n: int, rest: int) -> Soal:
    return tulis_soal(
        f"analisis:lanjut:{n}",
        Tahap.ANALISIS,
        "lanjut",
        ("lanjut", SISANYA),
        lewati=False,
        isi={"jumlah": rest, "ditanya": min(PER_KALI, rest)},
    )


def _satu(k: Keadaan, u: UkuranIndikator) -> Iterator[Soal]:
    """Cause, remedy, programs; what the table already says is not asked."""
    key = k.kunci[u.indikator.id]
    name = singkat(u.indikator.nama.isi)
    if not _ada_sebab(u):
        cause = cerita(k, f"penyebab:{key}", "penyebab", Tahap.ANALISIS, u, {"nama": name, **_angka(u)})
        yield cause
        if k.kode(cause.id) in {NANTI, SISANYA}:
            return
    if not ada(u.indikator.catatan.solusi):
        remedy = cerita(k, f"solusi:{key}", "solusi", Tahap.ANALISIS, u, {"nama": name})
        yield remedy
        if k.kode(remedy.id) in {NANTI, SISANYA}:
            return
    if k.baris_teks(f"penyebab:{key}") or k.baris_teks(f"solusi:{key}"):
        programs = ", ".join(singkat(p.isi, 60) for p in u.indikator.program[:3])
        yield cerita(k, f"program:{key}", "program", Tahap.ANALISIS, u, {"nama": name, "program": programs})


def cerita(
    k: Keadaan, soal_id: str, naskah: str, tahap: Tahap, u: UkuranIndikator | None, isi: dict[str, Any]
) -> Soal:
    """A question that is answered in words, in one message or several.

    The button that ends it is there once something was written; those that put it off only before.
    """
    written = len(k.baris_teks(soal_id))
    soal = tulis_soal(
        soal_id,
        tahap,
        naskah,
        teks=Isian.PARAGRAF,
        banyak=True,
        lewati=not written,
        sel=(u.indikator.realisasi.sel if u.indikator.realisasi else u.indikator.nama.sel) if u else None,
        isi=isi,
    )
    return replace(
        soal,
        pilihan=tombol_cerita(naskah, isi, written=bool(written)),
        menerima_teks=written < MAKS_PESAN,
    )


def tombol_cerita(naskah: str, isi: dict[str, Any], *, written: bool) -> tuple[Pilihan, ...]:
    """``Selesai`` after the first message, else what puts the question off."""

    labels = bagian(naskah, isi)[2]
    wanted = (SELESAI,) if written else (NANTI, SISANYA)
    return tuple(Pilihan(code, labels[code]) for code in wanted if code in labels)


def _angka(u: UkuranIndikator) -> dict[str, Any]:
    ind = u.indikator
    missed = u.capaian.tercapai is False
    last = u.tren.titik[-2] if u.tren is not None and len(u.tren.titik) > 1 else None
    return {
        "target": nilai_teks(ind.target) or "–",
        "realisasi": nilai_teks(ind.realisasi) or "–",
        "capaian": format_persen(u.capaian.hasil.nilai) if u.capaian.hasil else "",
        "turun": not missed,
        "lama": nilai_teks(last.isian) if last else "–",
        "tahun_lalu": last.tahun if last else "lalu",
    }


def catatan_indikator(k: Keadaan, kini: Measurement) -> dict[str, CatatanIndikator]:
    """The notes of all indicators of which something was said, by id."""
    shared = catatan_bersama(k, kini)
    found: dict[str, CatatanIndikator] = {}
    for u in kini.indikator:
        key = k.kunci[u.indikator.id]
        note = CatatanIndikator(
            penyebab=k.paragraf(f"penyebab:{key}")
            or k.paragraf(f"lengkapi:jauh:{key}")
            or shared.get(u.indikator.id),
            solusi=k.paragraf(f"solusi:{key}"),
            program=k.paragraf(f"program:{key}"),
            pic=k.paragraf(f"lengkapi:pic:{key}"),
            batas_waktu=k.paragraf(f"lengkapi:batas:{key}"),
        )
        if note != CatatanIndikator():
            found[u.indikator.id] = note
    return found


def catatan_bersama(k: Keadaan, kini: Measurement) -> dict[str, Any]:
    """What drove the met targets of a sasaran, said once for all of them that have no words of their own."""
    found: dict[str, Any] = {}
    for s in kini.sasaran:
        words = k.paragraf(f"lengkapi:sukses:{k.kunci.get(s.sasaran.id, s.sasaran.id)}")
        if words is not None:
            found |= {u.indikator.id: words for u in tercapai_diam(k, diukur(s))}
    return found


def tercapai_diam(k: Keadaan, us: Sequence[UkuranIndikator]) -> list[UkuranIndikator]:
    """Met targets of which neither the table nor an answer says anything."""
    return [
        u
        for u in us
        if u.capaian.tercapai
        and u.indikator.catatan.is_empty
        and not k.baris_teks(f"penyebab:{k.kunci[u.indikator.id]}")
        and not k.baris_teks(f"lengkapi:jauh:{k.kunci[u.indikator.id]}")
    ]
