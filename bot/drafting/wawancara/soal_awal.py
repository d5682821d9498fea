"""The first questions (who, when, columns, direction, formula, scale) and the last (chapters, paper)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.drafting.wawancara.isi_bahan import KolomRagu
from bot.drafting.wawancara.keadaan import (
    SOAL_ARAH_SEMUA,
    SOAL_IDENTITAS,
    SOAL_INSTANSI,
    SOAL_RUMUS,
    SOAL_SKALA,
    SOAL_SKALA_ISI,
    SOAL_TAHUN,
    Keadaan,
)
from bot.drafting.wawancara.model import Isian, Pilihan, Soal, Tahap
from bot.drafting.wawancara.skala import CONTOH
from bot.drafting.wawancara.teks import LABEL, nilai_teks, singkat, tulis_soal
from bot.kinerja import rumus as r
from bot.kinerja.format import format_persen
from bot.kinerja.measurement import StatusCapaian, UkuranIndikator
from bot.kinerja.model import Arah
from bot.kinerja.temuan import RUMUS_TURUN_LAIN

SOAL_BAB: Final = "bentuk:bab"
SOAL_KERTAS: Final = "bentuk:kertas"
KOLOM: Final = "kolom:"
MAKS_KOLOM: Final = 3
"""More unclear columns than this mean that the table is of another kind: a better file helps more."""
BANYAK_ARAH: Final = 3
"""From so many unclear directions on, one question for all comes first."""
MAKS_ARAH: Final = 8
"""Directions asked one by one; the others are assumed to rise, and the draft says so."""
MAKS_TAHUN: Final = 4
PERAN: Final = {
    "sasaran": "Sasaran",
    "indikator": "Indikator",
    "satuan": "Satuan",
    "target": "Target",
    "realisasi": "Realisasi",
    "capaian": "Capaian (%)",
    "pagu": "Pagu anggaran",
    "realisasi_anggaran": "Realisasi anggaran",
}


def soal_identitas(k: Keadaan) -> Iterator[Soal]:
    """One confirmation where both are known, else both, what was read first among the buttons."""
    known_year = k.bahan.tahun or k.awal.tahun
    direct = k.ada(SOAL_INSTANSI) or k.ada(SOAL_TAHUN)
    if k.ada(SOAL_IDENTITAS) or (not direct and k.instansi_dikenal and known_year):
        yield tulis_soal(
            SOAL_IDENTITAS,
            Tahap.IDENTITAS,
            "identitas",
            ("ya", "instansi", "tahun", "keduanya"),
            teks=Isian.IDENTITAS,
            lewati=False,
            isi={
                "instansi": singkat(k.instansi_dikenal or "–", 160),
                "tahun": known_year or "–",
                "asal": _asal(k),
                "tahun_disebut": k.bahan.tahun is not None,
            },
        )
        change = k.kode(SOAL_IDENTITAS)
        if change in {"instansi", "keduanya"}:
            yield _instansi(k)
        if change in {"tahun", "keduanya"}:
            yield _tahun(k)
        return
    yield _instansi(k)
    yield _tahun(k)


def _asal(k: Keadaan) -> str:
    """Where the office that is offered comes from."""
    if k.bahan.instansi:
        return "keterangan"
    return "berkas" if k.instansi_terbaca else "ingatan"


def _instansi(k: Keadaan) -> Soal:
    names = (
        ("disebut", k.bahan.instansi),
        ("terbaca", k.instansi_terbaca),
        ("ingatan", k.ingatan.instansi),
    )
    known = {name: code for code, name in reversed(names) if name}
    buttons = [Pilihan(code, singkat(name, LABEL)) for code, name in names if name and known[name] == code]
    return tulis_soal(SOAL_INSTANSI, Tahap.IDENTITAS, "instansi", tambahan=buttons, teks=Isian.BARIS)


def _tahun(k: Keadaan) -> Soal:
    years = {t.tahun for t in k.bahan.tabel if t.tahun}
    years |= {y for t in k.bahan.tabel for kolom in t.kolom if (y := kolom.tahun)}
    if not years and k.ingatan.tahun:
        years = {k.ingatan.tahun, k.ingatan.tahun + 1}
    read = k.bahan.tahun or k.bahan.gabung().tahun
    latest = sorted(years | ({read} if read else set()), key=lambda y: (y != read, -y))[:MAKS_TAHUN]
    return tulis_soal(
        SOAL_TAHUN,
        Tahap.IDENTITAS,
        "tahun",
        tambahan=[Pilihan(str(y), str(y)) for y in latest],
        teks=Isian.TAHUN,
        isi={"terbaca": read or ""},
    )


def soal_kolom(k: Keadaan) -> Iterator[Soal]:
    """Columns that are unclear.  What was answered is no longer unclear once the file is read anew."""
    open_ = [c for b in k.bahan.berkas for c in b.kolom_ragu]
    asked = sum(1 for key in k.bahan.peta if f"{KOLOM}{key}" not in {f"{KOLOM}{c.id}" for c in open_})
    for column in open_[: max(0, MAKS_KOLOM - asked)]:
        yield _kolom(column)


def _kolom(c: KolomRagu) -> Soal:
    known = c.peran in PERAN
    return tulis_soal(
        f"{KOLOM}{c.id}",
        Tahap.KOLOM,
        "kolom",
        ("benar", "lain") if known else ("lain",),
        [Pilihan(role, PERAN[role]) for role in c.calon if role != c.peran and role in PERAN],
        sel=f"{singkat(c.berkas, 60)}, {singkat(c.lembar, 40)}!{c.sel}",
        isi={
            "judul": singkat(c.judul, 90),
            "berkas": singkat(c.berkas, 60),
            "lembar": singkat(c.lembar, 40),
            "sel": c.sel,
            "contoh": "; ".join(c.contoh),
            "peran": PERAN.get(c.peran, "").lower(),
        },
    )


def soal_arah(k: Keadaan) -> Iterator[Soal]:
    """Directions that neither column, name nor the printed percentage tells."""
    unclear = k.arah_ragu
    if not unclear:
        return
    if len(unclear) >= BANYAK_ARAH:
        names = "; ".join(singkat(k.indikator[i].nama.isi, 60) for i in unclear[:3])
        yield tulis_soal(
            SOAL_ARAH_SEMUA,
            Tahap.ARAH,
            "arah-semua",
            ("naik", "turun", "satu"),
            isi={"jumlah": len(unclear), "contoh": names},
        )
        if k.kode(SOAL_ARAH_SEMUA) != "satu":
            return
    for ident in unclear[:MAKS_ARAH]:
        ind = k.indikator[ident]
        yield tulis_soal(
            f"arah:{k.kunci[ident]}",
            Tahap.ARAH,
            "arah",
            ("naik", "turun"),
            sel=ind.nama.sel,
            isi={
                "nama": singkat(ind.nama.isi),
                "target": nilai_teks(ind.target),
                "realisasi": nilai_teks(ind.realisasi),
            },
        )


def soal_rumus(k: Keadaan) -> Iterator[Soal]:
    """The formula, only where an indicator of which less is better has a percentage."""
    down = [u for u in k.dasar.indikator if _berumus(u)]
    if not down:
        return
    example = next((u for u in down if _beda(u)), down[0])
    target, realisasi = example.indikator.target, example.indikator.realisasi
    if target is None or realisasi is None:
        return
    code = next((t.data["kantor"] for t in k.terbaca.temuan if t.kode == RUMUS_TURUN_LAIN), "")
    yield tulis_soal(
        SOAL_RUMUS,
        Tahap.RUMUS,
        "rumus",
        ("kebalikan", "selisih") if code == "kebalikan" else ("selisih", "kebalikan"),
        isi={
            "nama": f"“{singkat(example.indikator.nama.isi, 80)}”",
            "target": nilai_teks(target),
            "realisasi": nilai_teks(realisasi),
            "selisih": _persen(r.SELISIH, example),
            "kebalikan": _persen(r.KEBALIKAN, example),
            "banyak": len(down),
            "cocok": code,
        },
    )


def _berumus(u: UkuranIndikator) -> bool:
    target, realisasi = u.indikator.target, u.indikator.realisasi
    return (
        u.capaian.arah is Arah.TURUN
        and u.capaian.status in {StatusCapaian.DIHITUNG, StatusCapaian.REALISASI_NOL}
        and target is not None
        and realisasi is not None
        and target.angka is not None
        and realisasi.angka is not None
        and target.angka > 0
    )


def _beda(u: UkuranIndikator) -> bool:
    target, realisasi = u.indikator.target, u.indikator.realisasi
    return target is not None and realisasi is not None and target.angka != realisasi.angka


def _persen(rumus: str, u: UkuranIndikator) -> str:
    target, realisasi = u.indikator.target, u.indikator.realisasi
    if target is None or realisasi is None or (rumus == r.KEBALIKAN and not realisasi.angka):
        return ""
    return format_persen(r.hasil(rumus, target, realisasi, satuan="persen").nilai)


def soal_skala(k: Keadaan) -> Iterator[Soal]:
    """The scale; the office's own is typed."""
    if not any(u.capaian.hasil is not None for u in k.dasar.indikator):
        return
    words = {
        " ".join(u.indikator.kategori_tertulis.isi.split())
        for u in k.dasar.indikator
        if u.indikator.kategori_tertulis is not None
    }
    buttons = ("bawaan", "ingatan", "sendiri") if k.ingatan.skala else ("bawaan", "sendiri")
    yield tulis_soal(
        SOAL_SKALA,
        Tahap.SKALA,
        "skala",
        buttons,
        isi={"kategori": ", ".join(singkat(w, 30) for w in sorted(words)[:5])},
    )
    if k.kode(SOAL_SKALA) == "sendiri":
        yield tulis_soal(
            SOAL_SKALA_ISI,
            Tahap.SKALA,
            "skala-isi",
            teks=Isian.SKALA,
            isi={"contoh": CONTOH.replace("\n", "; ")},
        )


def soal_bentuk(k: Keadaan) -> Iterator[Soal]:
    """Chapters and paper."""
    yield tulis_soal(SOAL_BAB, Tahap.BENTUK, "bab", ("3", "semua"))
    papers = ("F4", "A4") if k.ingatan.kertas == "F4" else ("A4", "F4")
    yield tulis_soal(SOAL_KERTAS, Tahap.BENTUK, "kertas", papers)
