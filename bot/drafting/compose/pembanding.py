"""Analysis 4: the realisasi against a national standard or another benchmark."""

from __future__ import annotations

from bot.drafting.compose.context import Konteks, ada, paragraf, paragraf_berkelompok
from bot.drafting.compose.once import Sekali
from bot.drafting.compose.printing import kata, rapikan
from bot.drafting.compose.stories import diukur
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, Inlines, Tabel
from bot.drafting.narasi import Tunda, gabung, kapital, tulis
from bot.kinerja.measurement import HasilBanding, UkuranIndikator, UkuranSasaran
from bot.kinerja.model import Pembanding, Teks

TOPIC = "bab3/pembanding"
KATA_UMUM = kata(
    """rata-rata nasional provinsi kabupaten kota daerah standar target capaian realisasi angka
    regional kabupaten/kota"""
)
"""Words of a benchmark's name that are no proper names and are written small in a sentence."""
AWALAN = "dibandingkan dengan "
TABEL_MULAI = 3
"""From so many benchmarks on a table is easier to read than sentences alone."""


def blok_pembanding(k: Konteks, s: UkuranSasaran, objek: Inlines, nomor: int) -> list[Block]:
    us = diukur(s)
    pairs = [(u, b) for u in us for b in u.banding]
    if not pairs:
        return paragraf(tulis(TOPIC, "tanpa_pembanding_semua", lengkapi=k.lengkapi("pembanding")))
    blocks: list[Block] = []
    if len(pairs) >= TABEL_MULAI:
        blocks.append(_tabel(k, pairs, objek, nomor))
    blocks += paragraf_berkelompok([cerita(k, u, b) for u, b in pairs], per=3)
    return blocks + _kosong(k, [u for u in us if not u.banding])


def _kosong(k: Konteks, bare: list[UkuranIndikator]) -> list[Block]:
    if not bare:
        return []
    gap = k.lengkapi("pembanding")
    if k.bisa_disebut(bare):
        return paragraf(tulis(TOPIC, "tanpa_pembanding", daftar=k.daftar_nama(bare), lengkapi=gap))
    count = k.jumlah_indikator(len(bare))
    return paragraf(tulis(TOPIC, "tanpa_pembanding_banyak", jumlah=count, lengkapi=gap))


def nama_pembanding(k: Konteks, banding: HasilBanding) -> Inlines:
    """``rata-rata provinsi``; a single word gets "angka" before it."""
    p = banding.pembanding
    words = rapikan(p.nama).split(" ")
    small = " ".join(w.lower() if w.lower() in KATA_UMUM else w for w in words)
    name = k.cetak.kutip(Teks(small, p.isian.sel))
    return tulis(TOPIC, "angka_pembanding", nama=name) if len(words) == 1 else name


def cerita(k: Konteks, u: UkuranIndikator, banding: HasilBanding) -> Inlines:
    p, size = banding.pembanding, banding.selisih
    own = u.indikator.realisasi
    if size is None and banding.lebih_tinggi is not None:
        blok = "beda_jenjang"
    elif size is None:
        grade = p.isian.nilai.predikat
        same = grade is not None and own is not None and own.nilai.predikat == grade
        blok = "sama" if same else "tanpa_selisih"
    else:
        blok = "sama" if size.nilai == 0 else "berbeda"
    cetak = Sekali(k.cetak, u)
    # "Level 3 (3,157)" has its own brackets; the table shows it.
    nested = size is not None and own is not None and "(" in own.nilai.teks

    def rujukan() -> Inlines:
        return tulis(
            TOPIC,
            "rujukan",
            angka=cetak.nilai(p.isian),
            sumber=_sumber(k, p.sumber),
            tahun=None if _year_said(p) else k.cetak.tahun(p.tahun),
        )

    return tulis(
        TOPIC,
        blok,
        k.giliran(TOPIC, blok),
        subjek=Tunda(lambda: tulis("umum", "subjek", nama=k.nama(u))),
        nama=k.nama_tunda(u),
        realisasi=None if nested else Tunda(lambda: cetak.nilai(own)),
        selisih=Tunda(lambda: cetak.besar(size)),
        lebih_tinggi=banding.lebih_tinggi,
        lebih_baik=banding.lebih_baik,
        pembanding=nama_pembanding(k, banding),
        rujukan=Tunda(rujukan),
    )


def _sumber(k: Konteks, sumber: Teks | None) -> Inlines | None:
    """The source of a benchmark; a heading such as "dibandingkan dengan …" loses those two words."""
    if sumber is None or not ada(sumber):
        return None
    words = rapikan(sumber.isi)
    if words.lower().startswith(AWALAN):
        words = words[len(AWALAN) :]
    return k.cetak.kutip(Teks(words, sumber.sel))


def _year_said(p: Pembanding) -> bool:
    """Whether the benchmark's name or its source has the year already."""
    words = f"{p.nama} {p.sumber.isi if p.sumber else ''}"
    return p.tahun is not None and str(p.tahun) in words


def _tabel(
    k: Konteks, pairs: list[tuple[UkuranIndikator, HasilBanding]], objek: Inlines, nomor: int
) -> Tabel:
    columns = [
        kolom("no", "no"),
        kolom("indikator", "nama"),
        kolom_angka("realisasi_tahun", tahun=k.tahun_laporan()),
        kolom("pembanding", "kata"),
        kolom_angka("angka_pembanding"),
        kolom_angka("selisih"),
        kolom("sumber_data", "uraian"),
    ]
    rows = [_row(k, u, b, n) for n, (u, b) in enumerate(pairs, 1)]
    judul = tulis("tabel", "judul_pembanding", nama=objek)
    return buat_tabel(k, judul, columns, rows, id_=f"pembanding.{nomor}", sumber="sumber_saja", tetap=(2, 4))


def _row(k: Konteks, u: UkuranIndikator, b: HasilBanding, n: int) -> BarisTabel:
    p = b.pembanding
    strip = tulis("tabel", "strip")
    year = k.cetak.tahun(p.tahun)
    source = k.cetak.kutip(p.sumber) if p.sumber and ada(p.sumber) else ()
    year_part = (year,) if year and not _year_said(p) else ()
    return baris(
        (k.cetak.hitungan_nomor(n),),
        k.cetak.nama_tabel(u),
        k.cetak.angka(u, u.indikator.realisasi),
        kapital(k.cetak.kutip(Teks(p.nama, p.isian.sel))),
        k.penanda.pada(k.cetak.angka(u, p.isian), u.indikator.id, p.isian.sel),
        k.cetak.besar_tabel(u, b.selisih) if b.selisih else strip,
        gabung(source, year_part) or strip,
    )
