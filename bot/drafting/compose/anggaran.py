"""Bab III huruf B: the budget that was used, with its levels, and its link to the sasaran."""

from __future__ import annotations

from decimal import Decimal

from bot.drafting.compose.context import Konteks, ada, paragraf
from bot.drafting.compose.efisiensi import dipakai_bersama
from bot.drafting.compose.figures import grafik_serapan
from bot.drafting.compose.quotes import kutipan
from bot.drafting.compose.stories import SERATUS
from bot.drafting.compose.tables import baris, buat_tabel, kolom, kolom_angka
from bot.drafting.model import BarisTabel, Block, Inlines
from bot.drafting.narasi import polos, tulis
from bot.kinerja.measurement import UkuranAnggaran, UkuranSasaran
from bot.kinerja.model import Sel

TOPIC = "bab3/anggaran"
SERAPAN_RENDAH = Decimal(80)
"""Below this absorption evaluators ask for the reason; a working threshold of ours, no rule has one."""
MAKS_ALASAN = 3


def blok_anggaran(k: Konteks) -> list[Block]:
    rekap = k.ukuran.anggaran
    lines = [b for b in rekap.baris if b.baris.jenjang != "pendapatan"]
    if not lines:
        gap = k.lengkapi("anggaran")
        return paragraf(tulis(TOPIC, "tanpa_anggaran", lengkapi=gap))
    blocks = _jumlah(k)
    blocks.append(_tabel(k, lines))
    blocks += _menonjol(k, lines)
    blocks += grafik_serapan(
        k, [(b.baris.nama.isi, b.serapan) for b in _tingkat_atas(lines) if b.serapan is not None]
    )
    return blocks + _kait_sasaran(k)


def _jumlah(k: Konteks) -> list[Block]:
    rekap = k.ukuran.anggaran
    if rekap.pagu is None:
        return []
    tahun = k.tahun_laporan()
    if rekap.realisasi is None or rekap.serapan is None or rekap.sisa is None:
        gap = k.lengkapi("anggaran_realisasi", tahun=k.tahun_polos())
        money = tulis(TOPIC, "jumlah_tanpa_realisasi", tahun=tahun, pagu=k.cetak.rupiah(rekap.pagu))
        return paragraf(money, tulis(TOPIC, "rendah_lengkapi", lengkapi=gap))
    over = rekap.sisa.nilai < 0
    money = tulis(
        TOPIC,
        "jumlah_lebih" if over else "jumlah_semua",
        tahun=tahun,
        pagu=k.cetak.rupiah(rekap.pagu),
        realisasi=k.cetak.rupiah(rekap.realisasi),
        serapan=k.cetak.persen(rekap.serapan),
        sisa=k.cetak.rupiah(rekap.sisa),
        lebih=k.cetak.rupiah_besar(rekap.sisa) if over else (),
    )
    nested = any(b.anak for b in rekap.baris)
    return paragraf(money, tulis(TOPIC, "cara") if nested else ())


def _tingkat_atas(lines: list[UkuranAnggaran]) -> list[UkuranAnggaran]:
    """The programs; where the table has none, the highest level that it has."""
    for level in ("program", "kegiatan", "subkegiatan", "baris", "sasaran", "opd", "urusan"):
        found = [b for b in lines if b.baris.jenjang == level]
        if found:
            return found
    return []


def _tabel(k: Konteks, lines: list[UkuranAnggaran]) -> Block:
    columns = [
        kolom("no", "no"),
        kolom("program", "nama"),
        kolom_angka("pagu", "rupiah"),
        kolom_angka("realisasi_rp", "rupiah"),
        kolom_angka("serapan"),
        kolom_angka("sisa", "rupiah"),
    ]
    rows: list[BarisTabel] = []
    number = 0
    for b in _tanpa_ulangan(k, lines):
        label: Inlines = ()
        if b.baris.jenjang in {"program", "baris"}:
            number += 1
            label = (k.cetak.hitungan_nomor(number),)
        rows.append(_row(k, b, label, tebal=b.baris.jenjang in {"program", "urusan", "opd", "sasaran"}))
    rows += _baris_jumlah(k)
    judul = tulis("tabel", "judul_anggaran", tahun=k.tahun_laporan())
    return buat_tabel(k, judul, columns, rows, id_="anggaran", sumber="sumber_anggaran", tetap=(2, 3, 4, 5))


def _tanpa_ulangan(k: Konteks, lines: list[UkuranAnggaran]) -> list[UkuranAnggaran]:
    """Each thing once: a report may hold the same programs in several tables, of which one is the total.

    The printed total of the file is no line of its own either: the sum stands in its place.
    """
    above = {child: b.baris.id for b in lines for child in b.anak}
    counted = set(k.ukuran.anggaran.puncak)

    def root(line_id: str) -> str:
        while line_id in above:
            line_id = above[line_id]
        return line_id

    kept = [b for b in lines if b.baris.jenjang != "total" and root(b.baris.id) in counted]
    names = {" ".join(b.baris.nama.isi.casefold().split()) for b in kept}
    ids = {b.baris.id for b in kept}
    return [
        b
        for b in lines
        if b.baris.jenjang != "total"
        and (b.baris.id in ids or " ".join(b.baris.nama.isi.casefold().split()) not in names)
    ]


def baris_jumlah(k: Konteks, *cells: Inlines) -> BarisTabel:
    """The last row of a budget table."""
    return baris((), tulis("tabel", "jumlah"), *cells, tebal=True)


def _baris_jumlah(k: Konteks) -> list[BarisTabel]:
    """The computed total, as the text says it.

    What the file prints as its total, if it differs, is told in a comment there.
    """
    rekap = k.ukuran.anggaran
    if rekap.pagu is None or len(rekap.puncak) < 2:
        return []
    pagu, realisasi = k.cetak.rupiah_tabel(rekap.pagu), k.cetak.rupiah_tabel(rekap.realisasi)
    for b in rekap.baris:
        if b.baris.jenjang == "total":
            spent = b.baris.realisasi
            realisasi = k.penanda.pada(realisasi, b.baris.id, spent.sel if spent else None)
            pagu = k.penanda.sisa(pagu, b.baris.id)
    serapan = k.cetak.polos_hasil(rekap.serapan) if rekap.serapan else tulis("tabel", "strip")
    return [baris_jumlah(k, pagu, realisasi, serapan, k.cetak.rupiah_tabel(rekap.sisa))]


def _row(k: Konteks, b: UkuranAnggaran, label: Inlines, *, tebal: bool) -> BarisTabel:
    line = b.baris

    def cell(printed: Inlines, sel: Sel | None) -> Inlines:
        return k.penanda.pada(printed, line.id, sel)

    serapan = k.cetak.polos_hasil(b.serapan) if b.serapan else tulis("tabel", "strip")
    written = line.serapan_tertulis
    pagu = cell(k.cetak.rupiah_tabel(b.pagu), line.pagu.sel if line.pagu else None)
    realisasi = cell(k.cetak.rupiah_tabel(b.realisasi), line.realisasi.sel if line.realisasi else None)
    serapan = k.penanda.sisa(cell(serapan, written.sel if written else None), line.id)
    name = k.cetak.kutip(line.nama)
    return baris(label, name, pagu, realisasi, serapan, k.cetak.rupiah_tabel(b.sisa), tebal=tebal)


def _nama(k: Konteks, b: UkuranAnggaran) -> Inlines:
    return k.cetak.kutip(b.baris.nama)


def _dengan_serapan(k: Konteks, b: UkuranAnggaran) -> Inlines:
    if b.serapan is None:
        return _nama(k, b)
    return tulis(TOPIC, "nama_serapan", nama=_nama(k, b), serapan=k.cetak.persen(b.serapan))


def _menonjol(k: Konteks, lines: list[UkuranAnggaran]) -> list[Block]:
    """The highest and the lowest, what was not spent at all, what went over, and the reasons given."""
    top = [b for b in _tingkat_atas(lines) if b.serapan is not None]
    blocks: list[Block] = []
    sentences: list[Inlines] = []
    if len(top) > 1:
        ranked = sorted(top, key=lambda b: -(b.serapan.nilai if b.serapan else Decimal(0)))
        best, worst = ranked[0], ranked[-1]
        if best.serapan and worst.serapan and best.serapan.nilai != worst.serapan.nilai:
            sentences.append(
                tulis(
                    TOPIC,
                    "rentang",
                    tingkat=top[0].baris.jenjang if top[0].baris.jenjang in {"program", "kegiatan"} else "",
                    tertinggi=_nama(k, best),
                    terendah=_nama(k, worst),
                    serapan_tertinggi=k.cetak.persen(best.serapan),
                    serapan_terendah=k.cetak.persen(worst.serapan),
                )
            )
    leaves = [b for b in lines if b.baris.jenjang != "total" and not b.anak and b.serapan is not None]
    zero = [b for b in leaves if b.serapan and b.serapan.nilai == 0]
    over = [b for b in lines if b.baris.jenjang != "total" and b.serapan and b.serapan.nilai > SERATUS]
    low = [b for b in leaves if b.serapan and 0 < b.serapan.nilai < SERAPAN_RENDAH]
    if zero:
        sentences.append(tulis(TOPIC, "nol", daftar=_names(k, zero, plain=True)))
    if over:
        sentences.append(tulis(TOPIC, "lebih", daftar=_names(k, over)))
    if low:
        sentences.append(tulis(TOPIC, "rendah", daftar=_names(k, low), batas=_batas(k)))
    blocks += paragraf(*sentences)
    return blocks + _alasan(k, [*zero, *over, *low])


def _names(k: Konteks, lines: list[UkuranAnggaran], *, plain: bool = False) -> Inlines:
    if len(lines) > MAKS_ALASAN:
        return tulis(TOPIC, "jumlah_baris", jumlah=k.cetak.jumlah(len(lines), "baris anggaran"))
    return k.daftar([_nama(k, b) if plain else _dengan_serapan(k, b) for b in lines])


def _batas(k: Konteks) -> Inlines:
    return (k.cetak.struktur(f"{SERAPAN_RENDAH}", "batas serapan rendah"),)


def _alasan(k: Konteks, lines: list[UkuranAnggaran]) -> list[Block]:
    """Reasons that the user gave; for the others one gap."""
    said: list[Inlines] = []
    silent: list[UkuranAnggaran] = []
    for b in lines:
        note = k.notes.anggaran.get(b.baris.id) or b.baris.keterangan
        if note is not None and ada(note):
            said.append(tulis(TOPIC, "rendah_alasan", nama=_nama(k, b), isi=kutipan(k.cetak, note).isi))
        else:
            silent.append(b)
    blocks = paragraf(*said)
    if silent:
        names = k.daftar([_nama(k, b) for b in silent]) if len(silent) <= MAKS_ALASAN else None
        gap = k.lengkapi("serapan", daftar=names) if names else k.lengkapi("serapan_banyak", "serapan")
        blocks += paragraf(tulis(TOPIC, "rendah_lengkapi", lengkapi=gap))
    return blocks


def _kait_sasaran(k: Konteks) -> list[Block]:
    """Each sasaran with its money beside its capaian; a gap where the table links nothing."""
    linked = [s for s in k.ukuran.sasaran if s.serapan is not None and s.rata_rata.hasil is not None]
    if not linked:
        if k.ukuran.anggaran.pagu is None:
            return []
        return paragraf(tulis(TOPIC, "sasaran_lepas", lengkapi=k.lengkapi("kaitan_sasaran")))
    if len(linked) == 1:
        return paragraf(tulis(TOPIC, "sasaran_satu", butir=_butir_sasaran(k, linked[0])))
    columns = [
        kolom("no", "no"),
        kolom("sasaran", "nama"),
        kolom_angka("rata_rata"),
        kolom_angka("pagu", "rupiah"),
        kolom_angka("realisasi_rp", "rupiah"),
        kolom_angka("serapan"),
        kolom_angka("efisiensi"),
        kolom("sifat", "kata"),
    ]
    rows = [_row_sasaran(k, s) for s in linked]
    judul = tulis("tabel", "judul_efisiensi", tahun=k.tahun_laporan())
    table = buat_tabel(
        k, judul, columns, rows, id_="efisiensi", sumber="sumber_efisiensi", tetap=(2, 3, 4, 5)
    )
    shared = any(dipakai_bersama(k, s) for s in linked)
    whole = k.ukuran.anggaran.pagu
    note = tulis(TOPIC, "sasaran_bersama", pagu=k.cetak.rupiah(whole) if whole else None) if shared else ()
    return [*paragraf(tulis(TOPIC, "sasaran_kait")), table, *paragraf(note)]


def _butir_sasaran(k: Konteks, s: UkuranSasaran) -> Inlines:
    assert s.serapan is not None
    assert s.rata_rata.hasil is not None
    return tulis(
        TOPIC,
        "sasaran_butir",
        sasaran=nama_sasaran(k, s),
        bernama=s.sasaran.nama is not None,
        serapan=k.cetak.persen(s.serapan),
        capaian=k.cetak.persen(s.rata_rata.hasil),
        satu=s.rata_rata.jumlah == 1,
    )


def nama_sasaran(k: Konteks, s: UkuranSasaran) -> Inlines:
    """The sasaran's name, or its number where the table names none."""
    if s.sasaran.nama is not None and polos(k.cetak.kutip(s.sasaran.nama)):
        return k.cetak.kutip(s.sasaran.nama)
    number = k.cetak.struktur(str(k.ukuran.sasaran.index(s) + 1), "nomor sasaran")
    return tulis(TOPIC, "nomor_sasaran", jumlah=number)


def _row_sasaran(k: Konteks, s: UkuranSasaran) -> BarisTabel:
    strip = tulis("tabel", "strip")
    e = s.efisiensi
    number = k.cetak.hitungan_nomor(k.ukuran.sasaran.index(s) + 1)
    return baris(
        (number,),
        nama_sasaran(k, s),
        k.cetak.polos_hasil(s.rata_rata.hasil) if s.rata_rata.hasil else strip,
        k.cetak.rupiah_tabel(s.pagu),
        k.cetak.rupiah_tabel(s.realisasi),
        k.cetak.polos_hasil(s.serapan) if s.serapan else strip,
        k.cetak.polos_hasil(e.selisih) if e else strip,
        tulis("tabel", f"sifat_{e.sifat.value.replace('-', '_')}") if e else strip,
    )
